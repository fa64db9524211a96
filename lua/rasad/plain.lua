-- plain.lua: values without functions and objects, which can travel between processes and be compared.
local plain = {}

-- How many tables inside each other a value may have: what travels between processes has a limit.
local DEEPEST <const> = 60

local function copy_of(v, path, open, depth)
  local kind = type(v)
  if kind == "nil" or kind == "string" or kind == "boolean" or kind == "number" then return v end
  if kind ~= "table" then
    local hint = kind == "userdata" and "; keep its text, key or span instead" or ""
    error(("%s is a %s, which can't be kept%s"):format(path, kind, hint), 0)
  end
  if open[v] then error(path .. " contains itself", 0) end
  if depth == DEEPEST then error(("%s... is nested more than %d deep"):format(path:sub(1, 40), DEEPEST), 0) end
  open[v] = true
  local copy = {}
  for key, value in next, v do
    if type(key) ~= "string" and math.type(key) ~= "integer" then
      error(("%s has a key of type %s; use strings and integers"):format(path, type(key)), 0)
    end
    copy[key] = copy_of(value, ("%s.%s"):format(path, tostring(key)), open, depth + 1)
  end
  open[v] = nil
  return copy
end

---A copy that later changes of the value don't touch. Raises where something in it is not plain.
---@param v any
---@param what string the value, for the message
---@return any
function plain.copy(v, what)
  return copy_of(v, what, {}, 0)
end

---Whether two plain values are the same all through.
---@param a any
---@param b any
---@return boolean
function plain.same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b and math.type(a) == math.type(b) or a ~= a and b ~= b end
  for key, value in next, a do
    if not plain.same(value, b[key]) then return false end
  end
  for key in next, b do
    if a[key] == nil then return false end
  end
  return true
end

return plain
