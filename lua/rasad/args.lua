-- args.lua: a script's own arguments, read from the command line by the types its report declares.
local args = {}

local function core() return require "rasad.core" end

local CHECKS = {}

function CHECKS.string(_, value)
  return value
end

function CHECKS.integer(_, value)
  local n = value:find("^[+-]?%d+$") and math.tointeger(tonumber(value))
  if not n then return nil, ("expected a whole number, got '%s'"):format(value) end
  return n
end

function CHECKS.number(_, value)
  local n = value:find("^[+-]?[%d.]") and not value:find("[xX]") and tonumber(value)
  if not n then return nil, ("expected a number, got '%s'"):format(value) end
  return n
end

local TRUTH = { ["true"] = true, yes = true, ["1"] = true, ["false"] = false, no = false, ["0"] = false }

function CHECKS.boolean(_, value)
  local truth = TRUTH[value]
  if truth == nil then return nil, ("expected yes or no, got '%s'"):format(value) end
  return truth
end

function CHECKS.enum(argument, value)
  for _, allowed in ipairs(argument.values) do
    if value == allowed then return value end
  end
  return nil, ("expected one of %s, got '%s'"):format(table.concat(argument.values, ", "), value)
end

function CHECKS.date(_, value)
  local y, m, d = value:match("^(%d%d%d%d)-(%d%d)-(%d%d)$")
  local day = y and core().date_to_day("gregorian", tonumber(y), tonumber(m), tonumber(d))
  if not day then return nil, ("expected a date as YYYY-MM-DD, got '%s'"):format(value) end
  return day
end

function CHECKS.list(_, value)
  local items = {}
  for item in (value .. ","):gmatch("%s*(.-)%s*,") do
    if item ~= "" then items[#items + 1] = item end
  end
  return items
end

local LUA_TYPES = { string = "string", enum = "string", date = "string", number = "number", boolean = "boolean" }

---Checks one value, as text from the command line or as a Lua value from a default.
---@param argument {name: string, type: string, values: string[]?}
---@param value any
---@return any value, string? message
function args.check(argument, value)
  local kind = argument.type
  if type(value) == "string" then return CHECKS[kind](argument, value) end
  if kind == "integer" and math.type(value) == "integer" then return value end
  if kind == "list" and type(value) == "table" then
    for i = 1, #value do
      if type(value[i]) ~= "string" then return nil, "expected a list of strings" end
    end
    return table.move(value, 1, #value, 1, {})
  end
  if LUA_TYPES[kind] == type(value) then return value end
  return nil, ("expected %s, got a %s"):format(kind == "integer" and "a whole number" or "a " .. kind, type(value))
end

local function suggestion(name, names)
  local meant = require("rasad.report").suggest(name, names)
  return meant and ("; did you mean --%s?"):format(meant) or ""
end

local function folded(name)
  return (name:gsub("_", "-"))
end

---The arguments of a spec by the name they have on the command line.
---@param spec table[]
---@return table<string, table>
function args.by_name(spec)
  local by_name = {}
  for _, argument in ipairs(spec) do by_name[folded(argument.name)] = argument end
  return by_name
end

---The message for an option that nobody knows.
---@param name string without the dashes
---@param names string[] all names there are
---@return string
function args.unknown(name, names)
  return ("--%s: no such option%s"):format(name, suggestion(name, names))
end

-- How a value is shown in the provenance: as it was given, so that a day is a date and not a number.
local function shown(argument, text, value)
  if argument.type == "date" then return text end
  return value
end

local function store(values, display, argument, text)
  local value, message = args.check(argument, text)
  if message then return ("--%s: %s"):format(folded(argument.name), message) end
  local name = argument.name
  if argument.type == "list" and values[name] then
    table.move(value, 1, #value, #values[name] + 1, values[name])
  else
    values[name] = value
  end
  display[name] = shown(argument, text, values[name])
end

-- Takes one option at argv[i]; gives the index of its last word, or nil and a message.
local function take_option(argv, i, by_name, values, display)
  local name, text = argv[i]:match("^%-%-([^=]+)=(.*)$")
  name = name or argv[i]:match("^%-%-(.+)$")
  if not name then return nil, ("unexpected argument '%s'"):format(argv[i]) end
  local argument = by_name[folded(name)]
  if not argument then
    local positive = name:match("^no%-(.+)$")
    argument = positive and by_name[folded(positive)]
    if argument and argument.type == "boolean" and not text then
      store(values, display, argument, "no")
      return i
    end
    local names = {}
    for known in next, by_name do names[#names + 1] = known end
    return nil, args.unknown(name, names)
  end
  if argument.type == "boolean" and not text then
    text = "yes"
  elseif not text then
    i = i + 1
    text = argv[i]
    if not text then return nil, ("--%s: its value is missing"):format(name) end
  end
  local message = store(values, display, argument, text)
  if message then return nil, message end
  return i
end

---Reads a script's arguments.
---@param spec table[] the `args` of a report, as rasad.report gives them
---@param argv string[]
---@return table? values by name; dates are day numbers
---@return table|string display the values as given, or the message when values is nil
function args.parse(spec, argv)
  local values, display = {}, {}
  local by_name = args.by_name(spec)
  local i = 1
  while i <= #argv do
    local last, message = take_option(argv, i, by_name, values, display)
    if not last then return nil, message end
    i = last + 1
  end
  for _, argument in ipairs(spec) do
    local name = argument.name
    if values[name] == nil then
      if argument.required then
        return nil, ("--%s is required: %s"):format(folded(name),
          argument.help ~= "" and argument.help or argument.type)
      end
      if argument.default ~= nil then
        values[name] = args.check(argument, argument.default)
        display[name] = shown(argument, argument.default, values[name])
      end
    end
  end
  return values, display
end

---The words of argv that belong to the script, and those left for `rasad run` itself.
---@param spec table[]
---@param argv string[]
---@return string[] own, string[] rest
function args.split(spec, argv)
  local own, rest = {}, {}
  local by_name = args.by_name(spec)
  local i = 1
  while i <= #argv do
    local word = argv[i]
    if word == "--" then
      table.move(argv, i + 1, #argv, #own + 1, own)
      break
    end
    local name, value = word:match("^%-%-([^=]+)=?(.*)$")
    local argument = name and (by_name[folded(name)] or by_name[folded(name:match("^no%-(.+)$") or "")])
    if argument then
      own[#own + 1] = word
      if argument.type ~= "boolean" and value == "" and not word:find("=", 1, true) then
        i = i + 1
        own[#own + 1] = argv[i]
      end
    else
      rest[#rest + 1] = word
    end
    i = i + 1
  end
  return own, rest
end

---How an argument is written in a usage line: --by day|month.
---@param argument table
---@return string
function args.usage(argument)
  local option = "--" .. folded(argument.name)
  if argument.type == "boolean" then return option end
  if argument.type == "enum" then return option .. " " .. table.concat(argument.values, "|") end
  local placeholder = {
    string = "TEXT", integer = "N", number = "NUMBER", date = "YYYY-MM-DD", list = "A,B,...",
  }
  return option .. " " .. placeholder[argument.type]
end

return args
