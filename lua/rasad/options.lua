-- options.lua: what functions are given: tables of options, articles. What is no option, or no article, is refused, so that a
-- slip of the pen shows.
local options = {}

---The options with the language by its whole name, where it is called lang.
local function with_language(who, given, level)
  if given.lang == nil then return given end
  if given.language ~= nil then error(who .. ": language and lang are one option; give one of them", level + 1) end
  local whole = { language = given.lang }
  for name, value in pairs(given) do
    if name ~= "lang" then whole[name] = value end
  end
  return whole
end

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
  if is_known.language then given = with_language(who, given, level) end
  for name in pairs(given) do
    if not is_known[name] then
      local meant = require("rasad.report").suggest(tostring(name), { table.unpack(known) })
      error(('%s: there is no option "%s"%s; there is: %s'):format(who, tostring(name),
        meant and (' (did you mean "%s"?)'):format(meant) or "", table.concat(known, ", ")), level)
    end
  end
  return given
end

---What a value is, for a message.
---@param v any
---@return string
function options.kind_of(v)
  if v == nil then return "nil" end
  if type(v) == "userdata" and v.articles then return "a corpus" end
  return "a " .. type(v)
end

---Raises unless a value is an article, at the caller of the function that calls this one.
---@param who string the function, for the message
---@param v any
---@param level? integer as of error
---@return rasad.Article
function options.article(who, v, level)
  if type(v) == "userdata" and v.match_text then return v end
  local hint = type(v) == "string" and "; corpus:article gives that of a key" or ""
  error(("%s: expected an article, got %s%s"):format(who, options.kind_of(v), hint), (level or 2) + 1)
end

return options
