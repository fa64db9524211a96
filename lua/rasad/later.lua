-- later.lua: a module that is loaded when it is first asked for something: what a verb doesn't need costs it no time.

---Stands for a module.
---@param name string
---@return table
return function(name)
  return setmetatable({}, { __index = function(_, key) return require(name)[key] end })
end
