-- help.lua: the verb that explains the others, and scripts.
local common = require "rasad.verbs.common"
local help = require "rasad.help"
local later = require "rasad.later"

local jail = later "rasad.jail"
local script = later "rasad.script"

local manual = {}

---Explains a script.
---@param name string
---@param limits rasad.Limits
---@param format "text"|"md"|nil
---@return integer code
function manual.of_script(name, limits, format)
  local source = common.find_script(name)
  local description = common.describe(source, limits)
  if description.kind == "report" then
    return common.put((format == "md" and help.markdown or help.script)(name, description.definition))
  end
  local comment = script.leading_comment(source.text)
  return common.put(("%s: a plain script\n\nrasad run %s CORPUS... [-- arguments]\n%s"):format(source.name, name,
    comment ~= "" and "\n" .. comment .. "\n" or ""))
end

function manual.help(words)
  local parser = common.new_parser "help"
  parser:argument("name"):args("?")
  parser:option("--format"):choices({ "text", "md" }):default("text")
  parser:flag("--allow-weak-jail")
  local options = common.parse(parser, words)
  if not options.name then return common.put(help.overview) end
  local text = help.verb(options.name)
  if text then return common.put(text) end
  return manual.of_script(options.name, jail.glance(options.allow_weak_jail), options.format)
end

return manual
