-- args.lua: a script's own arguments, read from the command line by the types its report declares.
local args = {}

local function core() return require "rasad.core" end

---The options of `rasad run` itself, "value" for those that take one: a script's own of that name would never arrive.
args.RUN_OPTIONS = {
  format = "value", output = "value", o = "value", workers = "value", bidi = "value", lang = "value", calendar = "value",
  table = "value", map = "value", corrections = "value", reproduce = "value", ["max-memory"] = "value",
  ["max-cpu"] = "value", ["max-wall"] = "value", ["max-output"] = "value", ["allow-read"] = "value",
  ["allow-weak-jail"] = "flag", ["path-date"] = "flag", strict = "flag", help = "flag", h = "flag",
}

-- What an argument may be. Each type reads the text of the command line (`read`: a value that can travel to the workers,
-- or nil and a message), and may make of that value, in the worker, what the script gets (`make`). `placeholder` stands
-- for the value in usage lines, `about` explains it, `lua` is the Lua type that a default may have, beside text.
local TYPES = {}

TYPES.string = { placeholder = "TEXT", about = "text", lua = "string" }

function TYPES.string.read(_, value)
  return value
end

TYPES.integer = { placeholder = "N", about = "a whole number" }

function TYPES.integer.read(_, value)
  local n = value:find("^[+-]?%d+$") and math.tointeger(tonumber(value))
  if not n then return nil, ("expected a whole number, got '%s'"):format(value) end
  return n
end

TYPES.number = { placeholder = "NUMBER", about = "a number", lua = "number" }

function TYPES.number.read(_, value)
  local n = value:find("^[+-]?[%d.]") and not value:find("[xX]") and tonumber(value)
  if not n then return nil, ("expected a number, got '%s'"):format(value) end
  return n
end

TYPES.boolean = { about = "yes or no", lua = "boolean", values = { "yes", "no" } }

local TRUTH = { ["true"] = true, yes = true, ["1"] = true, ["false"] = false, no = false, ["0"] = false }

function TYPES.boolean.read(_, value)
  local truth = TRUTH[value]
  if truth == nil then return nil, ("expected yes or no, got '%s'"):format(value) end
  return truth
end

TYPES.enum = { about = "one of its values", lua = "string" }

function TYPES.enum.read(argument, value)
  for _, allowed in ipairs(argument.values) do
    if value == allowed then return value end
  end
  return nil, ("expected one of %s, got '%s'"):format(table.concat(argument.values, ", "), value)
end

TYPES.date = { placeholder = "YYYY-MM-DD", about = "a date as YYYY-MM-DD", lua = "string" }

function TYPES.date.read(_, value)
  local y, m, d = value:match("^(%d%d%d%d)-(%d%d)-(%d%d)$")
  local day = y and core().date_to_day("gregorian", tonumber(y), tonumber(m), tonumber(d))
  if not day then return nil, ("expected a date as YYYY-MM-DD, got '%s'"):format(value) end
  return day
end

TYPES.list = { placeholder = "A,B,...", about = "a list separated by commas" }

function TYPES.list.read(_, value)
  local items = {}
  for item in (value .. ","):gmatch("%s*(.-)%s*,") do
    if item ~= "" then items[#items + 1] = item end
  end
  return items
end

TYPES.pattern = { placeholder = "WORDS", about = "words or phrases in any spelling, separated by |; * for the rest of a word",
  lua = "string" }

-- One alternative of a pattern: words, the last of which may go on, the first of which may begin before.
local function alternative(text)
  local pattern = require "rasad.pattern"
  local before, body, after = text:match "^(%*?)(.-)(%*?)$"
  if body:find("*", 1, true) or core().key(body):gsub("%s", "") == "" then return nil end
  if before ~= "" and after ~= "" then return pattern.contains(body) end
  if before ~= "" then return pattern.suffix(body) end
  if after ~= "" then return pattern.prefix(body) end
  return pattern.words { body }
end

-- The pattern that a text stands for, or nil.
local function pattern_of(value)
  local whole
  for text in (value .. "|"):gmatch "%s*(.-)%s*|" do
    local ok, p = pcall(alternative, text)
    if not ok or not p then return nil end
    whole = whole and whole + p or p
  end
  return whole
end

function TYPES.pattern.read(_, value)
  if utf8.len(value) and pattern_of(value) then return value end
  return nil, ("expected words separated by |, as in 'ceasefire|truce|peace talk*', got '%s'"):format(value)
end

function TYPES.pattern.make(value)
  return pattern_of(value)
end

TYPES.concept = { placeholder = "CONCEPT", about = "a concept of rasad.concept by its name, as ceasefire or russia",
  lua = "string" }

function TYPES.concept.read(_, value)
  return require("rasad.concept").parse(value)
end

function TYPES.concept.make(value)
  return require "rasad.concept"(value)
end

TYPES.file = { placeholder = "FILE", about = "a file, which the script then may read" }

function TYPES.file.read(_, value)
  local bytes, message = core().read_file(value)
  if not bytes then return nil, message end
  return { name = value:match "([^/]*)$", text = bytes }
end

---What an argument may be, by the name of its type.
args.types = TYPES
-- In the order in which people are told of them.
local TYPE_NAMES = { "string", "integer", "number", "boolean", "enum", "date", "pattern", "concept", "file", "list" }

---The names of the types, as a sentence lists them.
---@return string
function args.type_names()
  return table.concat(TYPE_NAMES, ", ", 1, #TYPE_NAMES - 1) .. " or " .. TYPE_NAMES[#TYPE_NAMES]
end

---Checks one value, as text from the command line or as a Lua value from a default.
---@param argument {name: string, type: string, values: string[]?}
---@param value any
---@return any value, string? message
function args.check(argument, value)
  local kind = argument.type
  if type(value) == "string" then return TYPES[kind].read(argument, value) end
  if kind == "integer" and math.type(value) == "integer" then return value end
  if kind == "list" and type(value) == "table" then
    for i = 1, #value do
      if type(value[i]) ~= "string" then return nil, "expected a list of strings" end
    end
    return table.move(value, 1, #value, 1, {})
  end
  if TYPES[kind].lua == type(value) then return value end
  return nil, ("expected %s, got a %s"):format(kind == "integer" and "a whole number" or "a " .. kind, type(value))
end

---A copy of a script's arguments, whose lists can be changed without changing those of the other.
---@param values table
---@return table
function args.copy(values)
  local copy = {}
  for name, value in next, values do
    if type(value) == "table" then
      local own = {}
      for key, item in next, value do own[key] = item end
      value = own
    end
    copy[name] = value
  end
  return copy
end

---What a script gets for the values that were read: patterns and concepts for their texts.
---@param spec table[]
---@param values table
---@return table values the same table
function args.make(spec, values)
  for _, argument in ipairs(spec) do
    local make, value = TYPES[argument.type].make, values[argument.name]
    if make and value ~= nil then values[argument.name] = make(value) end
  end
  return values
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

-- How a value is shown in the provenance: as it was given, so that a day is a date and not a number. Of a file it is
-- what it was that counts, and not where.
local function shown(argument, text, value)
  if argument.type == "date" then return text end
  if argument.type == "file" then return ("%s (hash %s)"):format(value.name, core().hash(value.text)) end
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
---@param recorded? table<string, any> stands for defaults: what another run had, as its provenance shows it
---@return table? values by name; dates are day numbers
---@return table|string display the values as given, or the message when values is nil
function args.parse(spec, argv, recorded)
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
      if argument.type == "file" and recorded and recorded[name] ~= nil then
        return nil, ("--%s: name the file again; it was %s"):format(folded(name), recorded[name])
      end
      if argument.required and not (recorded and recorded[name] ~= nil) then
        return nil, ("--%s is required: %s"):format(folded(name),
          argument.help ~= "" and argument.help or argument.type)
      end
      local default = argument.default
      if recorded then default = recorded[name] end
      if default ~= nil then
        local message
        values[name], message = args.check(argument, default)
        if message then return nil, ("--%s: %s"):format(folded(name), message) end
        display[name] = shown(argument, default, values[name])
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
  return option .. " " .. TYPES[argument.type].placeholder
end

return args
