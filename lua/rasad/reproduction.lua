-- reproduction.lua: a report that was written as JSON, made again: what it was made with, and what differs.
local dkjson = require "dkjson"
local json = require "rasad.json"

local reproduction = {}

-- JSON's null, which Lua tables can't hold.
local NULL = setmetatable({}, { __name = "null" })

---@class rasad.Record
---@field bytes string
---@field content table
---@field script string
---@field arguments table<string, any>
---@field limits string[] options of `rasad run`
---@field corrections string? the name of the file

-- Options for limits that were not the usual. Powers are given by people only.
local LIMITS = { max_memory = "--max-memory=%s", max_cpu = "--max-cpu=%s", max_wall = "--max-wall=%s",
  max_output = "--max-output=%s" }

---Reads a report of JSON.
---@param bytes string
---@param name string the file, for messages
---@return rasad.Record?
---@return string? message
function reproduction.read(bytes, name)
  local content, _, message = dkjson.decode(bytes, 1, NULL)
  if not content then return nil, ("%s is no JSON: %s"):format(name, message) end
  local provenance = type(content) == "table" and content.provenance
  local script = type(provenance) == "table" and type(provenance.script) == "table" and provenance.script.name
  if type(script) ~= "string" or type(provenance.args) ~= "table" then
    return nil, ("%s is no report of rasad: write one with `rasad run --format json`"):format(name)
  end
  local limits = {}
  for member, form in next, LIMITS do
    local value = type(provenance.jail) == "table" and provenance.jail[member]
    if type(value) == "number" then limits[#limits + 1] = form:format(value) end
  end
  table.sort(limits)
  local arguments = {}
  for argument, value in next, provenance.args do arguments[argument] = value ~= NULL and value or nil end
  local own = provenance.corrections
  return {
    bytes = bytes, content = content, script = script, arguments = arguments, limits = limits,
    corrections = type(own) == "table" and tostring(own.name) or nil,
  }
end

local LONGEST_SHOWN <const> = 60
local MOST_SHOWN <const> = 40

local function shown(v)
  if v == nil then return "nothing" end
  if v == NULL then return "null" end
  if type(v) == "table" then
    return #v > 0 and ("a list of %d"):format(#v) or next(v) == nil and "nothing in it" or "an object"
  end
  local text = json.encode(v)
  if #text <= LONGEST_SHOWN then return text end
  return text:sub(1, utf8.offset(text, 0, LONGEST_SHOWN) - 1) .. "..."
end

-- What the report rests on comes first: it says why the rest differs.
local FIRST = { provenance = 1, report = 3, warnings = 2 }

local function sorted_keys(a, b)
  local seen, keys = {}, {}
  for _, t in ipairs { a, b } do
    for key in next, t do
      if not seen[key] then
        seen[key] = true
        keys[#keys + 1] = key
      end
    end
  end
  table.sort(keys, function(x, y)
    if type(x) ~= type(y) then return type(x) == "number" end
    if type(x) == "string" and FIRST[x] ~= FIRST[y] then return (FIRST[x] or 4) < (FIRST[y] or 4) end
    return x < y
  end)
  return keys
end

local function compare(was, now, path, lines)
  if was == now then return end
  if type(was) ~= "table" or type(now) ~= "table" or was == NULL or now == NULL then
    lines[#lines + 1] = ("%s: was %s, is %s"):format(path, shown(was), shown(now))
    return
  end
  if #was ~= #now then lines[#lines + 1] = ("%s: was %s, is %s"):format(path, shown(was), shown(now)) end
  for _, key in ipairs(sorted_keys(was, now)) do
    local place = type(key) == "number" and ("%s[%d]"):format(path, key) or path == "" and key or path .. "." .. key
    -- Where a list has grown or shrunk, that has been said.
    local is_told = type(key) == "number" and (was[key] == nil or now[key] == nil)
    if not is_told then compare(was[key], now[key], place, lines) end
  end
end

---What differs between two reports of JSON, but for their provenance.
---@param was string
---@param now string
---@return string[]
function reproduction.changes(was, now)
  local lines = {}
  local a, _, message = dkjson.decode(was, 1, NULL)
  if type(a) ~= "table" then return { message or "no report" } end
  local b = dkjson.decode(now, 1, NULL)
  a.provenance, b.provenance = nil, nil
  compare(a, b, "", lines)
  return lines
end

---What differs between a report that was read and one made now, as lines; the first says whether anything does.
---@param record rasad.Record
---@param bytes string
---@return string[]
function reproduction.differences(record, bytes)
  if bytes == record.bytes then return { "the same, byte for byte" } end
  local lines = {}
  compare(record.content, (dkjson.decode(bytes, 1, NULL)), "", lines)
  if #lines == 0 then return { "the same, but for how the file is written" } end
  local count = #lines
  if count > MOST_SHOWN then
    lines[MOST_SHOWN + 1] = ("... and %d more"):format(count - MOST_SHOWN)
    for i = MOST_SHOWN + 2, count do lines[i] = nil end
  end
  table.insert(lines, 1, ("it differs in %d place%s:"):format(count, count == 1 and "" or "s"))
  return lines
end

return reproduction
