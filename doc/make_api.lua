-- make_api.lua: writes doc/api.md and doc/library/rasad.lua, the definitions for editors, from the annotations in the
-- sources. The target `api` runs it:
--   rasad lua doc/make_api.lua [FOLDER OF THE SOURCES]
-- What is public is found out by looking at what scripts are given; an unknown type, or a parameter that is named
-- otherwise than in the code, is an error. As a module it gives the tests the same.
local rasad = require "rasad"
local core = require "rasad.core"
local hits = require "rasad.hits"
local accumulator = require "rasad.accumulator"

local api = {}

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  return bytes
end

-- What is public -------------------------------------------------------------------------------

-- Members of public modules that are for rasad itself.
local INTERNAL = {
  json = { freeze = true, repair = true, write_frozen = true },
  report = { API = true, FAULT = true, define = true, describe = true, suggest = true, writer = true, is = true },
  re = { updatelocale = true },
  hits = { match_article = true, match_corpus = true },
}

-- An `out` refuses what belongs to the other function; that isn't listed.
local function without_refusals(class, other)
  local own = {}
  for name, value in pairs(class) do
    if type(value) == "function" and debug.getinfo(value, "S").linedefined ~= other then own[name] = value end
  end
  return own
end

local function methods_of(object)
  return debug.getmetatable(object).__index
end

local function line_of(f)
  return debug.getinfo(f, "S").linedefined
end

-- The file that a function of rasad's is written in; nil for others.
local function source_of(f)
  local source = debug.getinfo(f, "S").source
  local name = source:match "^@(rasad/.*%.lua)$" or source:match "^@.*/(rasad/.-%.lua)$"
  return name and "lua/" .. name
end

---What scripts are given, in the order of the documentation. `prefix` is how a member is called, `class` what
---methods belong to.
---@return { title: string, prefix: string, class: string?, members: table<string, any> }[]
function api.surfaces()
  local list = {}
  local function add(title, prefix, class, members)
    list[#list + 1] = { title = title, prefix = prefix, class = class, members = members }
  end
  local own = { text = rasad.text, report = rasad.report, concept = rasad.concept, inspect = rasad.inspect, read = "script" }
  for name, value in pairs(rasad) do
    if type(value) ~= "table" then own[name] = value end
  end
  add("rasad", "rasad.", nil, own)
  add("corpus", "corpus:", "rasad.Corpus", core.corpus_methods)
  add("article", "article:", "rasad.Article", core.article_methods)
  add("hits", "hits:", "rasad.Hits", hits.Hits)
  add("hit", "hit:", "rasad.Hit", hits.Hit)
  for _, name in ipairs(rasad.modules) do
    local module, members = rasad[name], {}
    module = type(module) == "table" and module or {}
    for _, later in ipairs((getmetatable(module) or {}).__names or {}) do members[later] = module[later] end
    for member, value in pairs(module) do
      local internal = INTERNAL[name] and INTERNAL[name][member]
      if not internal and type(value) ~= "table" then members[member] = value end
    end
    if next(members) then add(name, name .. ".", nil, members) end
  end
  add("date values", "d:", "rasad.Date", methods_of(rasad.date.of(2017, 1, 1)))
  add("intervals of dates", "i:", "rasad.Interval", methods_of(rasad.date.read "2017"))
  local article = rasad.text("a."):article(1)
  add("marks of a sentence", "marks:", "rasad.Clause", methods_of(rasad.clause.of(article, 1)))
  add("series of rounds", "series:", "rasad.Series", methods_of(rasad.series.new { name = "a", mention = "a" }))
  add("resolved dates", "resolved:", "rasad.ResolvedDates", methods_of(article:corpus():resolve_dates {}))
  local out, merged = methods_of(accumulator.new "a"), methods_of(accumulator.reader(accumulator.zero()))
  add("out in map", "out:", "rasad.Out", without_refusals(out, line_of(out.articles)))
  add("out in finish", "out:", "rasad.Merged", without_refusals(merged, line_of(merged.count)))
  add("report in finish", "report:", "rasad.ReportWriter", methods_of((require("rasad.report").writer())))
  return list
end

-- Annotations ----------------------------------------------------------------------------------

local CLOSING = { ["("] = ")", ["{"] = "}", ["["] = "]", ["<"] = ">" }

-- The type at the start of a text, and what follows it.
local function take_type(s)
  local depth, at = 0, 1
  while at <= #s do
    local c = s:sub(at, at)
    if c == '"' then
      at = s:find('"', at + 1, true) or #s
    elseif CLOSING[c] then
      depth = depth + 1
    elseif c == ")" or c == "}" or c == "]" or c == ">" then
      depth = depth - 1
    elseif c == " " and depth == 0 and not s:sub(1, at - 1):find "[|:]$" and not s:find("^ |", at) then
      return s:sub(1, at - 1), s:sub(at + 1)
    end
    at = at + 1
  end
  return s, ""
end

-- What the lines of an annotation say.
local function parse(lines)
  local found = { lines = lines, text = {}, params = {}, returns = {}, fields = {} }
  local last -- what a line without a tag goes on with
  for _, line in ipairs(lines) do
    local tag, rest = line:match "^%-%-%-@(%w+)%s*(.*)$"
    if tag == "param" then
      local name, optional, tail = rest:match "^([%w_.]+)(%??)%s+(.*)$"
      local kind, note = take_type(tail)
      last = { name = name, optional = optional == "?", type = kind, note = note }
      table.insert(found.params, last)
    elseif tag == "return" then
      local kind, note = take_type(rest)
      last = { type = kind, note = note }
      table.insert(found.returns, last)
    elseif tag == "field" then
      local name, tail = rest:gsub("^private ", ""):match "^(%[?[%w_]+%]?%??)%s+(.*)$"
      last = { name = name, type = (take_type(tail)), note = "" }
      table.insert(found.fields, last)
    elseif tag == "class" then
      found.class, found.parent = rest:match "^([%w_.]+):?%s*(.*)$"
      last = { note = "" }
    elseif tag == "alias" then
      found.alias = rest:match "^[%w_.]+"
      table.insert(found.fields, { type = rest:match "^[%w_.]+%s+(.*)$" or "" })
      last = { note = "" }
    elseif tag then
      last = { note = "" }
    else
      local more = line:match "^%-%-%-%s*(.-)%s*$"
      if last then last.note = (last.note .. " " .. more):gsub("^ ", "") else table.insert(found.text, more) end
    end
  end
  found.text = table.concat(found.text, " ")
  return found
end

-- Annotations of a file by the line after them, those of named functions and values by name, and its types.
local function annotations_of(text)
  local file, block, number = { by_line = {}, by_name = {}, types = {} }, {}, 0
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    number = number + 1
    if line:find "^%s*%-%-%-" and not line:find "^%s*%-%-%-%-" then
      if line:find "%-%-%-@alias" and #block > 0 then
        local before = parse(block)
        if before.alias or before.class then
          table.insert(file.types, before)
          block = {}
        end
      end
      block[#block + 1] = line:match "^%s*(.*)$"
    else
      if #block > 0 then
        local found = parse(block)
        file.by_line[number] = found
        local name = line:match "^function ([%w_.:]+)"
        found.is_call = name ~= nil
        name = name or line:match "^local ([%w_]+) = " or line:match "^([%w_.]+) = "
        local later = line:match "^  ([%w_]+) = function" -- what a module makes when it is first asked for
        name = name or later and "later." .. later
        if name then file.by_name[name] = found end
        if found.class or found.alias then table.insert(file.types, found) end
      end
      block = {}
    end
  end
  return file
end

-- The first sentence of an annotation.
local function first_sentence(text)
  local at = 1
  while true do
    local stop = text:find("[.:] +[%u\"`]", at)
    if not stop then return (text:gsub("[.:]$", "")) end
    if not text:find("^e%.g", stop - 3) then return text:sub(1, stop - 1) end
    at = stop + 1
  end
end

local function parameter_names(f)
  local names, info = {}, debug.getinfo(f, "u")
  for i = 1, info.nparams do names[i] = debug.getlocal(f, i) end
  if info.isvararg then names[#names + 1] = "..." end
  return names
end

local function compare_parameters(surface, name, f, said, fault)
  local names, annotated = parameter_names(f), {}
  if surface.prefix:find ":" then table.remove(names, 1) end
  for i, param in ipairs(said.params) do annotated[i] = param.name end
  local coded, told = table.concat(names, ", "), table.concat(annotated, ", ")
  if coded ~= told then fault("%s%s(%s) is annotated as (%s)", surface.prefix, name, coded, told) end
end

---All public members with what the annotations say of each.
---@param root string the folder of the sources
---@return table surfaces { title, prefix, class, members = { { name, said, is_value } } }
---@return table<string, table> types
---@return string[] faults
function api.collect(root)
  local files, types, faults = {}, {}, {}
  local function file_of(path)
    files[path] = files[path] or annotations_of(read(root .. "/" .. path))
    return files[path]
  end
  local function fault(...) faults[#faults + 1] = (...):format(select(2, ...)) end
  local in_c = file_of "core/lua/annotations.lua"
  local fields = {}
  for _, field in ipairs(in_c.by_name.rasad.fields) do fields[field.name] = true end
  -- What is said of a member; false of one that the annotation of its class tells.
  local function said_of(surface, name, value, path)
    if path then return file_of(path).by_line[line_of(value)] end
    local said = in_c.by_name[surface.prefix .. name]
    if not said and surface.title == "rasad" and fields[name] then return false end
    if not said and type(value) ~= "function" then
      local names = file_of("lua/rasad/" .. surface.title .. ".lua").by_name
      said = names[surface.prefix .. name] or names["later." .. name]
    end
    return said
  end
  local surfaces = api.surfaces()
  for _, surface in ipairs(surfaces) do
    local members = {}
    for name, value in pairs(surface.members) do
      if type(name) == "string" and name:sub(1, 1) ~= "_" then
        local path = type(value) == "function" and source_of(value)
        local said = said_of(surface, name, value, path)
        if said == nil or said and said.text == "" then
          fault("%s%s isn't annotated", surface.prefix, name)
        elseif said then
          if path then compare_parameters(surface, name, value, said, fault) end
          members[#members + 1] = { name = name, said = said, is_value = type(value) ~= "function" and not said.is_call }
        end
      end
    end
    table.sort(members, function(a, b) return a.name < b.name end)
    surface.members = members
  end
  for _, resource in ipairs(core.resources()) do
    if resource:find "^lua/rasad/" then file_of(resource) end
  end
  for _, file in pairs(files) do
    for _, type in ipairs(file.types) do
      local name = type.class or type.alias
      if types[name] then fault("there are two types %s", name) end
      types[name] = type
    end
  end
  return surfaces, types, faults
end

-- Markdown -------------------------------------------------------------------------------------

local function cell(s)
  return (s:gsub("|", "\\|"))
end

local function signature(surface, member)
  local name = surface.prefix .. member.name
  if member.is_value then return name end
  local shown, depth = "", 0
  for i, param in ipairs(member.said.params) do
    local comma = i > 1 and ", " or ""
    if param.optional then
      shown, depth = shown .. "[" .. comma .. param.name, depth + 1
    else
      shown = shown .. comma .. param.name
    end
  end
  return ("%s(%s%s)"):format(name, shown, ("]"):rep(depth))
end

local function listed(items, name_of)
  local out = {}
  for i, item in ipairs(items) do
    local name = name_of(item)
    out[i] = ("%s`%s`%s"):format(name and name .. " " or "", cell(item.type),
      item.note ~= "" and " " .. cell(item.note) or "")
  end
  return table.concat(out, "; ")
end

local HEAD <const> = [[
# Every function

Generated from the annotations in the sources by `cmake --build build --target api`; don't edit it.
[reference.md](reference.md) explains and has examples. A `?` after a type means that it may be nil.
]]

---The text of doc/api.md.
---@param surfaces table
---@return string
function api.markdown(surfaces)
  local out = { HEAD }
  for _, surface in ipairs(surfaces) do
    out[#out + 1] = ("## %s\n\n| | what it does | takes | gives |\n| --- | --- | --- | --- |"):format(surface.title)
    for _, member in ipairs(surface.members) do
      local said = member.said
      out[#out + 1] = ("| `%s` | %s | %s | %s |"):format(signature(surface, member), cell(first_sentence(said.text)),
        listed(said.params, function(param) return "`" .. param.name .. "`" end),
        member.is_value and "" or listed(said.returns, function() end))
    end
    out[#out + 1] = ""
  end
  return table.concat(out, "\n")
end

-- Definitions for editors ----------------------------------------------------------------------

local function type_names(said, each)
  local function look(text)
    for name in text:gsub('"[^"]*"', ""):gmatch "%f[%w]rasad%.[%w_.]+" do each((name:gsub("%.$", ""))) end
  end
  for _, list in ipairs { said.params, said.returns, said.fields } do
    for _, item in ipairs(list) do look(item.type) end
  end
  if said.parent then look((said.parent:match "^[%w_.]*")) end
end

-- Names of all types that annotations lead to, in order.
local function needed_types(surfaces, types)
  local seen, names, faults = {}, {}, {}
  local function visit(name)
    if seen[name] then return end
    seen[name] = true
    if not types[name] then
      faults[#faults + 1] = "there is no type " .. name
      return
    end
    names[#names + 1] = name
    type_names(types[name], visit)
  end
  for _, surface in ipairs(surfaces) do
    if surface.class then visit(surface.class) end
    for _, member in ipairs(surface.members) do type_names(member.said, visit) end
  end
  table.sort(names)
  return names, faults
end

local function overload(said)
  local params, returns = {}, {}
  for i, param in ipairs(said.params) do
    params[i] = param.name .. (param.optional and "?: " or ": ") .. param.type
  end
  for i, value in ipairs(said.returns) do returns[i] = value.type end
  return ("---@overload fun(%s)%s"):format(table.concat(params, ", "),
    #returns > 0 and ": " .. table.concat(returns, ", ") or "")
end

local function add_member(out, owner, separator, member)
  for _, line in ipairs(member.said.lines) do out[#out + 1] = line end
  if member.is_value then
    out[#out + 1] = ("---@type any\n%s.%s = nil\n"):format(owner, member.name)
    return
  end
  local names = {}
  for i, param in ipairs(member.said.params) do names[i] = param.name end
  out[#out + 1] = ("function %s%s%s(%s) end\n"):format(owner, separator, member.name, table.concat(names, ", "))
end

---The text of doc/library/rasad.lua.
---@param surfaces table
---@param types table<string, table>
---@return string
---@return string[] faults
function api.definitions(surfaces, types)
  local out = {
    "---@meta rasad",
    "-- Generated from the annotations in the sources by `cmake --build build --target api`; don't edit it.",
    "",
  }
  local names, faults = needed_types(surfaces, types)
  local methods, calls = {}, {}
  for _, surface in ipairs(surfaces) do
    if surface.class then methods[surface.class] = surface end
  end
  for _, name in ipairs(names) do
    for _, line in ipairs(types[name].lines) do out[#out + 1] = line end
    out[#out + 1] = ""
    local surface = methods[name]
    if surface then
      local owner = name:match "[%w_]+$"
      out[#out] = ("local %s = {}\n"):format(owner)
      for _, member in ipairs(surface.members) do add_member(out, owner, ":", member) end
    end
  end
  for _, surface in ipairs(surfaces) do
    if surface.title == "rasad" then
      for _, line in ipairs(types.rasad.lines) do out[#out + 1] = line end
      out[#out + 1] = "rasad = {}\n"
      for _, member in ipairs(surface.members) do
        if type(rasad[member.name]) == "table" then
          calls[member.name] = overload(member.said)
        else
          add_member(out, "rasad", ".", member)
        end
      end
    end
  end
  for _, surface in ipairs(surfaces) do
    if not surface.class and surface.title ~= "rasad" then
      if calls[surface.title] then out[#out + 1] = calls[surface.title] end
      calls[surface.title] = nil
      out[#out + 1] = ("rasad.%s = {}\n"):format(surface.title)
      for _, member in ipairs(surface.members) do add_member(out, "rasad." .. surface.title, ".", member) end
    end
  end
  local alone = {} -- modules that are only called
  for name, call in pairs(calls) do alone[#alone + 1] = ("%s\nrasad.%s = {}\n"):format(call, name) end
  table.sort(alone)
  table.move(alone, 1, #alone, #out + 1, out)
  out[#out + 1] = "-- What a plain script is given, too.\n---@type rasad.Corpus\ncorpus = nil"
  return table.concat(out, "\n") .. "\n", faults
end

---Both texts by their paths, and what is wrong with the annotations.
---@param root string
---@return table<string, string>
---@return string[] faults
function api.make(root)
  local surfaces, types, faults = api.collect(root)
  local definitions, unknown = api.definitions(surfaces, types)
  for _, fault in ipairs(unknown) do faults[#faults + 1] = fault end
  table.sort(faults)
  return { ["doc/api.md"] = api.markdown(surfaces), ["doc/library/rasad.lua"] = definitions }, faults
end

if not (arg and arg[0] and arg[0]:find "make_api%.lua$") then return api end

local root = arg[1] or "."
local made, faults = api.make(root)
for _, fault in ipairs(faults) do io.stderr:write(fault, "\n") end
if #faults > 0 then os.exit(1) end
for path, text in pairs(made) do
  local file = assert(io.open(root .. "/" .. path, "wb"))
  file:write(text)
  file:close()
end
