-- options.lua: the tables of options that functions take; what is no option is refused, so that a slip of the pen shows.
local options = {}

---The options that were given, {} where none were. Raises at the caller of the function that calls this one.
---@param who string the function, for the message
---@param given any
---@param known string[] the names there are
---@param level? integer as of error, where the function is not called by the script itself
---@return table
function options.check(who, given, known, level)
  if given == nil then return {} end
  level = (level or 2) + 1
  if type(given) ~= "table" then
    error(("%s: options are a table such as { %s = ... }, got a %s"):format(who, known[1], type(given)), level)
  end
  local is_known = {}
  for _, name in ipairs(known) do is_known[name] = true end
  for name in pairs(given) do
    if not is_known[name] then
      error(('%s: there is no option "%s"; there is: %s'):format(who, tostring(name), table.concat(known, ", ")), level)
    end
  end
  return given
end

return options
