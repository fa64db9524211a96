-- rasad.strict: an environment in which a misspelt global is an error instead of nil.
local strict = {}

---An environment for a module: reads go to `base` (the standard globals unless given), and a name
---that isn't there, or an assignment to a global, raises an error at the line that has it.
---@param base? table
---@return table
function strict.env(base)
  base = base or _G
  return setmetatable({}, {
    __index = function(_, name)
      local value = base[name]
      if value == nil then error(("undefined global %q"):format(tostring(name)), 2) end
      return value
    end,
    __newindex = function(_, name)
      error(("assignment to global %q; make it local"):format(tostring(name)), 2)
    end,
    __metatable = "rasad.strict",
  })
end

return strict
