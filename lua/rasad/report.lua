-- report.lua: the definition of a report script, checked field by field, and the object its finish writes to.
local chart = require "rasad.chart"
local custom = require "rasad.custom"
local event = require "rasad.event"
local json = require "rasad.json"

local report = {}

-- The report contract that this version speaks.
report.API = 1

local Definition = { __name = "rasad.report" }
Definition.__index = Definition

local FIELDS = {
  name = "string", api = "integer", summary = "string", description = "string", author = "string",
  license = "string", version = "string", categories = "list of strings", args = "table",
  examples = "list of strings", translations = "table", accumulators = "table", map = "function",
  finish = "function",
}
local REQUIRED = { "name", "api", "summary", "map", "finish" }

local ARGUMENT_FIELDS = {
  [1] = "string", name = "string", type = "string", default = "any", required = "boolean",
  values = "list of strings", help = "string",
}

-- The number of single-letter changes between two words, for suggestions.
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
      diagonal = above
    end
  end
  return row[#b]
end

---The word of a list that was probably meant, or nil.
---@param word string
---@param candidates string[]
---@return string?
function report.suggest(word, candidates)
  local best, best_distance
  table.sort(candidates)
  for _, candidate in ipairs(candidates) do
    local d = distance(word, candidate)
    local allowed = #candidate < 3 and 1 or math.max(2, #candidate // 3)
    if d <= allowed and d < #candidate and (not best or d < best_distance) then
      best, best_distance = candidate, d
    end
  end
  return best
end

local function keys_of(t)
  local keys = {}
  for key in next, t do if type(key) == "string" then keys[#keys + 1] = key end end
  table.sort(keys)
  return keys
end

local function is_list_of_strings(v)
  if type(v) ~= "table" then return false end
  local count = 0
  for _ in next, v do count = count + 1 end
  if count ~= #v then return false end
  for i = 1, #v do if type(v[i]) ~= "string" then return false end end
  return true
end

local function has_type(v, wanted)
  if wanted == "any" then return true end
  if wanted == "integer" then return math.type(v) == "integer" end
  if wanted == "list of strings" then return is_list_of_strings(v) end
  return type(v) == wanted
end

local function article_for(word)
  return (word:find("^[aeio]") and "an " or "a ") .. word
end

local function got(v)
  if type(v) == "string" then return ("the string %q"):format(v) end
  if v == nil then return "nothing" end
  if type(v) == "number" or type(v) == "boolean" then return tostring(v) end
  return article_for(type(v))
end

-- All faults of one table against the types of its fields; where = "" or "args[2]: ".
local function field_fault(t, fields, where)
  local names = {}
  for key in next, t do names[#names + 1] = key end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(names) do
    local wanted = fields[key]
    if not wanted then
      local meant = type(key) == "string" and report.suggest(key, keys_of(fields))
      return ("%sunknown field '%s'%s"):format(where, tostring(key),
        meant and (" (did you mean '%s'?)"):format(meant) or "")
    end
    if not has_type(t[key], wanted) then
      return ("%sthe field '%s' should be %s, got %s"):format(where, tostring(key), article_for(wanted), got(t[key]))
    end
  end
end

local function default_fault(argument, check_value)
  local default = argument.default
  if default == nil then return end
  local _, message = check_value(argument, default)
  return message
end

local function argument_fault(argument, i, seen)
  -- Loaded here since rasad.args uses this module's suggestions.
  local args = require "rasad.args"
  local where = ("args[%d]: "):format(i)
  if type(argument) ~= "table" then return where .. "should be a table { \"name\", type = ... }, got " .. got(argument) end
  local fault = field_fault(argument, ARGUMENT_FIELDS, where)
  if fault then return fault end
  local name = argument.name or argument[1]
  if not name then return where .. "the argument has no name" end
  where = ("args[%d] '%s': "):format(i, name)
  if not name:find("^%l[%l%d_-]*$") then
    return where .. "a name is made of small letters, digits, - and _, and starts with a letter"
  end
  local folded = name:gsub("_", "-")
  if args.RUN_OPTIONS[folded] then return where .. "`rasad run` has an option of this name already" end
  if seen[folded] then return where .. "the name is used twice" end
  seen[folded] = true
  local kind = argument.type or "string"
  if not args.types[kind] then
    return ("%sthe type '%s' is not known; use %s"):format(where, kind, args.type_names())
  end
  if kind == "enum" and (not argument.values or #argument.values == 0) then
    return where .. "an enum needs its values, as in values = { \"day\", \"month\" }"
  end
  if kind ~= "enum" and argument.values then return where .. "only an enum has values" end
  if argument.required and argument.default ~= nil then
    return where .. "a required argument can't have a default"
  end
  if kind == "file" and argument.default ~= nil then
    return where .. "a file can't have a default: whoever runs the script says what it may read"
  end
  local message = default_fault({ name = name, type = kind, values = argument.values, default = argument.default },
    args.check)
  if message then return where .. "the default: " .. message end
end

-- Translations are tables of sentences by language.
local function translations_fault(translations)
  for lang, sentences in next, translations do
    if lang ~= "fa" and lang ~= "ar" then
      return ("translations: there are fa and ar, got the key '%s'"):format(tostring(lang))
    end
    if type(sentences) ~= "table" then return ("translations.%s should be a table, got %s"):format(lang, got(sentences)) end
    for english, translation in next, sentences do
      if type(english) ~= "string" or type(translation) ~= "string" then
        return ("translations.%s should have a text for a text, got %s for %s"):format(lang, got(translation), got(english))
      end
    end
  end
end

-- The first fault of a definition, or nil.
local function definition_fault(definition)
  if type(definition) ~= "table" then return "should be given a table, got " .. got(definition) end
  local fault = field_fault(definition, FIELDS, "")
  if fault then return fault end
  for _, field in ipairs(REQUIRED) do
    if definition[field] == nil then return ("the field '%s' is missing"):format(field) end
  end
  if not definition.name:find("^%l[%l%d-]*$") then
    return ("the name %q should be made of small letters, digits and -, as in \"ceasefire-timeline\"")
      :format(definition.name)
  end
  if definition.api < 1 then return "the field 'api' should be " .. report.API end
  if definition.api > report.API then
    return ("the script is written for report api %d; this rasad knows %d"):format(definition.api, report.API)
  end
  if definition.summary == "" or definition.summary:find("\n") then
    return "the field 'summary' should be one line that says what the report shows"
  end
  fault = translations_fault(definition.translations or {}) or custom.fault(definition.accumulators)
  if fault then return fault end
  local seen = {}
  local args = definition.args or {}
  for key in next, args do
    if math.type(key) ~= "integer" or key < 1 or key > #args then
      return ("args should be a list of arguments { \"name\", type = ... }, got the key '%s'"):format(tostring(key))
    end
  end
  for i, argument in ipairs(args) do
    fault = argument_fault(argument, i, seen)
    if fault then return fault end
  end
end

-- Arguments in one form: name in .name, the type always there.
local function normal_arguments(args)
  local list = {}
  for i, argument in ipairs(args or {}) do
    list[i] = {
      name = argument.name or argument[1], type = argument.type or "string", default = argument.default,
      required = argument.required or false, values = argument.values, help = argument.help or "",
    }
  end
  return list
end

---What errors of a definition start with; the loader tells them from other errors by it.
report.FAULT = "rasad.report: "

---@class rasad.ReportFields
---@field name string small letters, digits and -
---@field api integer the contract the script is written for: 1
---@field summary string one line: what the report shows
---@field description? string
---@field author? string
---@field license? string
---@field version? string
---@field categories? string[]
---@field args? table[] { "name", type = "string", default, required, values, help }; the types: args.types
---@field examples? string[] command lines
---@field translations? table<string, table<string, string>> of its titles and names: { fa = { ["Ceasefires"] = "..." } }
---@field accumulators? table<string, rasad.CustomAccumulator> the script's own, for out:merge and out:merged
---@field map fun(article: rasad.Article, out: rasad.Out, args: table) called for each article
---@field finish fun(out: rasad.Merged, report: rasad.ReportWriter, args: table) called once, at the end

---Checks a report's definition and returns it; what a script file returns.
---@param definition rasad.ReportFields
---@return table
function report.define(definition)
  local fault = definition_fault(definition)
  if fault then error(report.FAULT .. fault, 2) end
  local copy = {}
  for key, value in next, definition do copy[key] = value end
  copy.args = normal_arguments(definition.args)
  copy.categories = definition.categories or {}
  copy.examples = definition.examples or {}
  return setmetatable(copy, Definition)
end

---Whether a value is a report made by rasad.report.
---@param value any
---@return boolean
function report.is(value)
  return type(value) == "table" and getmetatable(value) == Definition
end

---The description of a report as a plain tree, without its functions.
---@param definition table
---@return table
function report.describe(definition)
  local plain = {}
  for key, value in next, definition do
    if type(value) ~= "function" and key ~= "accumulators" then plain[key] = value end
  end
  return plain
end

---@class rasad.ReportWriter what finish writes to
local Writer = {}
Writer.__index = Writer
Writer.__name = "report"
Writer.__metatable = "report"

local content_of = setmetatable({}, { __mode = "k" })

local function content(self, method)
  return content_of[self] or error(("call it with a colon: report:%s(...)"):format(method), 3)
end

local function text_argument(s, method)
  if type(s) ~= "string" and type(s) ~= "number" then
    error(("report:%s: expected text, got %s"):format(method, got(s)), 3)
  end
  return tostring(s)
end

local function add_block(self, method, block)
  local blocks = content(self, method).blocks
  blocks[#blocks + 1] = block
end

---The report's title, instead of the script's summary.
---@param s string
function Writer:title(s)
  content(self, "title").title = text_argument(s, "title")
end

---A heading.
---@param s string
---@param level? integer 1 (the default) to 3
function Writer:heading(s, level)
  content(self, "heading")
  if level ~= nil and (math.type(level) ~= "integer" or level < 1 or level > 3) then
    error("report:heading: the level should be 1, 2 or 3, got " .. got(level), 2)
  end
  add_block(self, "heading", { kind = "heading", text = text_argument(s, "heading"), level = level or 1 })
end

---A paragraph. `articles` are those it is about; it may name only some of them, HTML lists them all.
---@param s string
---@param articles? string[]
function Writer:prose(s, articles)
  content(self, "prose")
  if articles ~= nil and not is_list_of_strings(articles) then
    error("report:prose: the articles should be a list of their keys, got " .. got(articles), 2)
  end
  add_block(self, "prose", { kind = "prose", text = text_argument(s, "prose"), articles = articles })
end

---A remark, set apart from the text.
---@param s string
function Writer:note(s)
  content(self, "note")
  add_block(self, "note", { kind = "note", text = text_argument(s, "note") })
end

local function cell(v, where)
  if v == nil or v == json.null then return json.null end
  local kind = type(v)
  if kind == "string" or kind == "number" or kind == "boolean" then return v end
  error(("report:table: %s should be text or a number, got %s"):format(where, got(v)), 4)
end

local function table_columns(columns)
  if type(columns) ~= "table" or #columns == 0 then
    error("report:table: it needs columns, as in columns = { \"Article\", \"Mentions\" }", 3)
  end
  local titles, names = {}, {}
  for i, column in ipairs(columns) do
    if type(column) == "string" then
      titles[i], names[i] = column, column
    elseif type(column) == "table" and type(column.title) == "string" then
      titles[i], names[i] = column.title, column.key or column.title
    else
      error(("report:table: column %d should be a title or { title = ..., key = ... }, got %s")
        :format(i, got(column)), 3)
    end
  end
  return titles, names
end

---A table. A row is a list of cells, or a table by the columns' titles (or keys).
---@param t {columns: (string|{title: string, key: string?})[], rows: table[]}
function Writer:table(t)
  content(self, "table")
  if type(t) ~= "table" then error("report:table: expected { columns = ..., rows = ... }, got " .. got(t), 2) end
  local titles, names = table_columns(t.columns)
  if type(t.rows) ~= "table" then error("report:table: it needs rows, a list", 2) end
  local rows = {}
  for i, row in ipairs(t.rows) do
    if type(row) ~= "table" then error(("report:table: row %d should be a table, got %s"):format(i, got(row)), 2) end
    local cells = {}
    local is_list = row[1] ~= nil or next(row) == nil
    for j = 1, #titles do
      local value = row[j]
      if not is_list and value == nil then value = row[names[j]] end
      cells[j] = cell(value, ("row %d, column %d"):format(i, j))
    end
    rows[i] = cells
  end
  add_block(self, "table", { kind = "table", columns = titles, rows = rows })
end

local function made_block(method, make, t)
  local ok, block = pcall(make, t)
  if not ok then error(("report:%s: %s"):format(method, block), 3) end
  return block
end

---A chart: bars or lines of series over labels, a strip of shades (a row for each series), or a dispersion (places in a
---length, a row for each series).
---@param t {type: "bars"|"lines"|"strip"|"dispersion", title: string?, labels: string[]?, series: table[]}
function Writer:chart(t)
  content(self, "chart")
  add_block(self, "chart", made_block("chart", chart.block, t))
end

---Passages with what was found in the middle.
---@param t {lines: table[]} lines as hit:line() gives them
function Writer:kwic(t)
  content(self, "kwic")
  add_block(self, "kwic", made_block("kwic", chart.concordance, t))
end

-- What events get from rasad, beyond the fields of their claims.
local MADE_FIELDS = { articles = true, varies = true, disagrees = true, fields = true }

-- Whether an event can be shown: a script may have changed what out:events() gave.
local function is_whole(item)
  if not event.is(item) then return false end
  local claim = {}
  for name, value in next, item do
    if not MADE_FIELDS[name] then claim[name] = value end
  end
  return (pcall(event.claim, item.key, claim))
end

local function event_list(list, name)
  local is_dated = name == "events"
  if list == nil then return {} end
  if type(list) ~= "table" then error(("report:timeline: %s should be a list, got %s"):format(name, got(list)), 3) end
  for i, item in ipairs(list) do
    if not is_whole(item) or (item.first_day ~= nil) ~= is_dated then
      error(("report:timeline: %s[%d] is not an event of out:events()"):format(name, i), 3)
    end
  end
  return list
end

---A timeline of events and of claims without a date, as out:events() gives them. `fields` names own fields which
---every event is written with, also where it hasn't got them; `lanes` the field that HTML draws a lane for each value of,
---the key without it.
---@param t {events: table[], undated: table[]?, fields: string[]?, lanes: string?}
function Writer:timeline(t)
  content(self, "timeline")
  if type(t) ~= "table" then error("report:timeline: expected { events = ..., undated = ... }, got " .. got(t), 2) end
  if t.fields ~= nil and not is_list_of_strings(t.fields) then
    error("report:timeline: fields should be a list of names, got " .. got(t.fields), 2)
  end
  if not has_type(t.lanes or "",
    "string") then error("report:timeline: lanes should be a field's name, got " .. got(t.lanes), 2) end
  content(self, "timeline").fields = t.fields
  add_block(self, "timeline", {
    kind = "timeline", events = event_list(t.events, "events"), undated = event_list(t.undated, "undated"),
    fields = t.fields, lanes = t.lanes,
  })
end

-- Events at the top or in a list are written in their public form.
local function public_form(value, fields)
  if event.is(value) then return event.to_json(value, fields) end
  if type(value) ~= "table" or not event.is(value[1]) then return value end
  local list = {}
  for i, item in ipairs(value) do list[i] = public_form(item, fields) end
  return list
end

local TAKEN_MEMBERS = { report = true, provenance = true, warnings = true }

---Puts a value at the top of the JSON output.
---@param name string
---@param value any text, numbers, booleans and tables of them (see rasad.json.array, object and null), or events
function Writer:data(name, value)
  local own = content(self, "data")
  if type(name) ~= "string" then error("report:data: the name should be a string, got " .. got(name), 2) end
  if TAKEN_MEMBERS[name] then error(("report:data: the name '%s' is used by rasad itself"):format(name), 2) end
  local ok, frozen = pcall(function() return json.freeze(public_form(value, own.fields), name) end)
  if not ok then error("report:data: " .. frozen, 2) end
  own.data[name] = frozen
end

---A writer for finish, and its content as a plain tree.
---@return rasad.ReportWriter writer
---@return {title: string?, blocks: table[], data: table<string, any>} content
function report.writer()
  local writer = setmetatable({}, Writer)
  local own = { blocks = {}, data = {} }
  content_of[writer] = own
  return writer, own
end

-- rasad.report{...} is how scripts write it.
return setmetatable(report, {
  __call = function(_, definition)
    local ok, made = pcall(report.define, definition)
    if not ok then error(made:match(report.FAULT .. ".*") or made, 2) end
    return made
  end,
})
