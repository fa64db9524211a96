-- completion.lua: what a shell may offer for the word that is being typed, by the same tables that help and checks go by.
local args = require "rasad.args"
local help = require "rasad.help"
local jail = require "rasad.jail"
local render = require "rasad.render"
local run = require "rasad.run"
local script = require "rasad.script"

local completion = {}

---Shells that there is a script for.
completion.shells = { "bash", "fish", "zsh" }

local BASH = [==[
# Completion of rasad for bash: eval "$(rasad completion bash)"
_rasad() {
  local IFS=$'\n'
  COMPREPLY=($(rasad complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o bashdefault -o default -F _rasad rasad
]==]

local SCRIPTS = {
  bash = BASH,
  zsh = "autoload -U +X bashcompinit && bashcompinit\n" .. BASH:gsub("(%A)bash(%A)", "%1zsh%2", 2),
  fish = [==[
# Completion of rasad for fish: rasad completion fish | source
complete -c rasad -a '(rasad complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
]==],
}

---The lines that a shell reads.
---@param shell string
---@return string?
function completion.script(shell)
  return SCRIPTS[shell]
end

-- Values of options of rasad itself.
local VALUES = {
  format = render.formats, lang = render.languages, calendar = render.calendars, bidi = { "off", "isolate" },
}
-- Verbs whose first word is a script.
local OF_SCRIPTS = { run = true, help = true, ["check-script"] = true }

-- Whether a word before the last is a script, or stands where one should, and its definition if it has one.
local function definition_of(words)
  for i = 2, #words - 1 do
    local before = words[i - 1]:match "^%-%-?([^=]+)$"
    if words[i]:sub(1, 1) ~= "-" and not (before and args.RUN_OPTIONS[before] == "value") then
      local source = script.find(words[i])
      local description = source and words[1] == "run" and run.describe(source, jail.glance())
      return true, description and description.definition
    end
  end
  return false
end

-- What an argument's value may be, as far as it is one of a few.
local function values_of(argument)
  if argument.values then return argument.values end
  if argument.type == "concept" then return require("rasad.concept").names() end
  return args.types[argument.type].values or {}
end

local function options_of(words, definition)
  local list = {}
  if words[1] == "run" then
    for option in next, args.RUN_OPTIONS do if #option > 1 then list[#list + 1] = "--" .. option end end
  else
    for option in (help.verb(words[1]) or ""):gmatch "%f[%-%w](%-%-%l[%l-]*)" do list[#list + 1] = option end
  end
  for name in next, definition and args.by_name(definition.args) or {} do list[#list + 1] = "--" .. name end
  return list
end

local function value_candidates(words, definition)
  local name = words[#words - 1]:match "^%-%-([^=]+)$"
  if not name then return nil end
  local argument = definition and args.by_name(definition.args)[name]
  if argument and argument.type ~= "boolean" then return values_of(argument) end
  return VALUES[name]
end

---What may stand for the last word, sorted; nothing where only files may.
---@param words string[] the words after `rasad`; the last is the one that is being typed
---@param verbs string[]
---@return string[]
function completion.candidates(words, verbs)
  local typed = words[#words] or ""
  local list = verbs
  if #words > 1 then
    local has_script, definition = definition_of(words)
    list = value_candidates(words, definition) or typed:sub(1, 1) == "-" and options_of(words, definition)
      or not has_script and OF_SCRIPTS[words[1]] and script.names() or {}
    if not has_script and words[1] == "help" then table.move(verbs, 1, #verbs, #list + 1, list) end
  end
  local seen, fitting = {}, {}
  for _, candidate in ipairs(list) do
    if candidate:sub(1, #typed) == typed and not seen[candidate] then
      seen[candidate] = true
      fitting[#fitting + 1] = candidate
    end
  end
  table.sort(fitting)
  return fitting
end

return completion
