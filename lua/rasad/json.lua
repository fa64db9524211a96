-- json.lua: writes JSON with a stable key order; arrays, objects and null are never in doubt.
local json = {}

local ARRAY = { __name = "json.array" }
local OBJECT = { __name = "json.object" }

--- Stands for null where a table would lose a nil. A string, so that it survives packing between processes.
json.null = "\0json.null"

---Marks a list, so that it is written as [] also when it is empty.
---@param list? table
---@return table
function json.array(list)
  return setmetatable(list or {}, ARRAY)
end

-- The order of members is kept aside, so that the object stays an ordinary table.
local member_order = setmetatable({}, { __mode = "k" })

---Marks an object, so that it is written as {} also when it is empty.
---@param members? table
---@param order? string[] these members come first, in this order; the others follow sorted
---@return table
function json.object(members, order)
  members = setmetatable(members or {}, OBJECT)
  member_order[members] = order
  return members
end

local REPLACEMENT = "\u{FFFD}"

-- One replacement per maximal bad part, as Unicode recommends.
local function repair_utf8(s)
  if utf8.len(s) then return s end
  local parts, from = {}, 1
  while from <= #s do
    local length, bad = utf8.len(s, from)
    if length then
      parts[#parts + 1] = s:sub(from)
      break
    end
    parts[#parts + 1] = s:sub(from, bad - 1)
    parts[#parts + 1] = REPLACEMENT
    from = bad + 1
    -- The continuation bytes of a cut character belong to the same bad part.
    local rest = s:match("^[\x80-\xBF]+", from)
    if rest and s:byte(bad) >= 0xC0 then from = from + #rest end
  end
  return table.concat(parts)
end

---The string with every byte sequence that is not UTF-8 replaced by U+FFFD.
---@param s string
---@return string
function json.repair(s)
  return repair_utf8(s)
end

local ESCAPES = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f",
  ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
}

local function escape_byte(c)
  return ESCAPES[c] or string.format("\\u%04x", c:byte())
end

-- U+2028 and U+2029 are legal in JSON, yet break readers that take it for JavaScript.
local SEPARATORS = { ["\u{2028}"] = "\\u2028", ["\u{2029}"] = "\\u2029" }

local function quote(s)
  s = repair_utf8(s):gsub('[%c"\\\127]', escape_byte)
  return '"' .. s:gsub("\xE2\x80[\xA8\xA9]", SEPARATORS) .. '"'
end

local function number_text(n)
  if math.type(n) == "integer" then return tostring(n) end
  if n ~= n or n == math.huge or n == -math.huge then return "null" end
  for digits = 15, 17 do
    local s = string.format("%." .. digits .. "g", n)
    if tonumber(s) == n then return s end
  end
end

-- "array", "object", or a message.
local function shape_of(t)
  local mark = getmetatable(t)
  if mark == ARRAY then return "array" end
  if mark == OBJECT then return "object" end
  local count = 0
  for _ in next, t do count = count + 1 end
  if count == #t then return "array" end
  for key in next, t do
    if type(key) ~= "string" and math.type(key) ~= "integer" then
      return nil, "a " .. type(key) .. " can't be the name of a JSON member"
    end
  end
  return "object"
end

local function sorted_names(t)
  local names, place = {}, {}
  local order = member_order[t] or {}
  for i, name in ipairs(order) do place[name] = i end
  local value_of = {}
  for key, value in next, t do
    local name = tostring(key)
    names[#names + 1] = name
    value_of[name] = value
  end
  table.sort(names, function(a, b)
    local pa, pb = place[a], place[b]
    if pa and pb then return pa < pb end
    if pa or pb then return pa ~= nil end
    return a < b
  end)
  return names, value_of
end

-- How many tables inside each other a value may have: what travels between processes has a limit.
local DEEPEST <const> = 40

-- A frozen value is a scalar or {"array", values} or {"object", names, values}: plain, ordered, packable.
local function freeze(v, path, open, depth)
  local kind = type(v)
  if kind == "nil" then return json.null end
  if kind == "string" or kind == "boolean" or kind == "number" then return v end
  if kind ~= "table" then error(("%s: a %s can't be written as JSON"):format(path, kind), 0) end
  if open[v] then error(path .. ": the table contains itself", 0) end
  if depth == DEEPEST then error(("%s...: nested more than %d deep"):format(path:sub(1, 40), DEEPEST), 0) end
  local shape, message = shape_of(v)
  if not shape then error(path .. ": " .. message, 0) end
  open[v] = true
  local result
  if shape == "array" then
    local values, last = {}, 0
    for key in next, v do
      if math.type(key) ~= "integer" or key < 1 then
        error(("%s: an array has no place for the key %s"):format(path, tostring(key)), 0)
      end
      last = math.max(last, key)
    end
    if last > 2 * #v + 64 then error(path .. ": the array has holes", 0) end
    for i = 1, last do values[i] = freeze(v[i], path .. "[" .. i .. "]", open, depth + 1) end
    result = { "array", values }
  else
    local names, value_of = sorted_names(v)
    local values = {}
    for i, name in ipairs(names) do values[i] = freeze(value_of[name], path .. "." .. name, open, depth + 1) end
    result = { "object", names, values }
  end
  open[v] = nil
  return result
end

---Turns a value into a plain tree which keeps what is an array and what an object; for json.write_frozen.
---@param value any
---@param name? string what to call the value in an error message
---@return any
function json.freeze(value, name)
  return freeze(value, name or "value", {}, 0)
end

local function write(v, out, indent, margin)
  if v == json.null then
    out[#out + 1] = "null"
  elseif type(v) == "string" then
    out[#out + 1] = quote(v)
  elseif type(v) == "number" then
    out[#out + 1] = number_text(v)
  elseif type(v) == "boolean" then
    out[#out + 1] = tostring(v)
  else
    local is_array = v[1] == "array"
    local values = is_array and v[2] or v[3]
    local opening, closing = is_array and "[" or "{", is_array and "]" or "}"
    if #values == 0 then
      out[#out + 1] = opening .. closing
      return
    end
    local inner = indent and margin .. indent
    out[#out + 1] = opening
    for i, value in ipairs(values) do
      if i > 1 then out[#out + 1] = indent and "," or ", " end
      if indent then out[#out + 1] = "\n" .. inner end
      if not is_array then out[#out + 1] = quote(v[2][i]) .. ": " end
      write(value, out, indent, inner)
    end
    if indent then out[#out + 1] = "\n" .. margin end
    out[#out + 1] = closing
  end
end

---The text of a value made by json.freeze.
---@param frozen any
---@param options? {indent: integer?} indent 0 or nil writes one line
---@return string
function json.write_frozen(frozen, options)
  local width = options and options.indent or 0
  local out = {}
  write(frozen, out, width > 0 and (" "):rep(width) or nil, "")
  return table.concat(out)
end

---The text of a value. Tables with the keys 1..n and empty ones are arrays unless json.object marks them.
---@param value any
---@param options? {indent: integer?}
---@return string
function json.encode(value, options)
  return json.write_frozen(json.freeze(value), options)
end

return json
