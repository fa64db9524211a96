-- rasad.inspect: shows any value in a bounded, readable form with a stable order of keys.
--
-- Tables are shown by content, to a depth and a number of entries; objects that know how to show
-- themselves (hits, articles, corpora) do so.
local WIDTH = 80

---@class rasad.InspectOptions
---@field depth? integer how many tables inside each other are opened (4)
---@field entries? integer how many entries of one table are shown (30)
---@field total? integer how many entries are shown altogether (500)
---@field length? integer how many bytes of a nested string are shown (200)

local ESCAPES = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }

local function escape_byte(c)
  return ESCAPES[c] or ("\\x%02x"):format(c:byte())
end

-- Controls and bytes that aren't UTF-8 as escapes; letters of any script as they are.
local function escape(s)
  local out, at = {}, 1
  while at <= #s do
    local _, bad = utf8.len(s, at)
    local stop = (bad or #s + 1) - 1
    out[#out + 1] = s:sub(at, stop):gsub('[%c"\\]', escape_byte)
    if not bad then break end
    out[#out + 1] = escape_byte(s:sub(bad, bad))
    at = bad + 1
  end
  return table.concat(out)
end

local function quoted(s, length)
  if #s <= length then return '"' .. escape(s) .. '"' end
  local cut = length
  while cut > 0 and s:find("^[\x80-\xbf]", cut + 1) do cut = cut - 1 end
  return ('"%s"... (%d bytes)'):format(escape(s:sub(1, cut)), #s)
end

local RANK = { number = 1, string = 2, boolean = 3 }

-- Numbers, then names, then the rest.
local function before(a, b)
  local ra, rb = RANK[type(a)] or 4, RANK[type(b)] or 4
  if ra ~= rb then return ra < rb end
  if ra <= 2 then return a < b end
  return tostring(a) < tostring(b)
end

local function sorted_keys(t)
  local keys = {}
  for k in next, t do
    if k == k then keys[#keys + 1] = k end
  end
  table.sort(keys, before)
  return keys
end

local KEYWORDS = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat
  return then true until while]]):gmatch("%a+") do
  KEYWORDS[word] = true
end

local show

local function show_key(k, state, depth)
  if type(k) == "string" and k:find("^[%a_][%w_]*$") and not KEYWORDS[k] then return k end
  return "[" .. show(k, state, depth + 1) .. "]"
end

local function by_itself(v)
  local ok, text = pcall(tostring, v)
  return ok and text or ("<%s that cannot be shown: %s>"):format(type(v), tostring(text))
end

local function width_of(s)
  return utf8.len(s) or #s
end

-- The entries of a table, each {name of its key or nil, its value}, and how many are left out.
local function read_entries(t, state, depth)
  local keys, entries, border = sorted_keys(t), {}, #t
  for i, k in ipairs(keys) do
    if i > state.entries or state.left <= 0 then break end
    state.left = state.left - 1
    local positional = math.type(k) == "integer" and k >= 1 and k <= border
    entries[i] = {
      name = not positional and show_key(k, state, depth) or nil,
      value = show(t[k], state, depth + 1),
    }
  end
  return entries, #keys - #entries
end

-- All on one line, or nil if they don't fit.
local function on_one_line(entries, room)
  local parts = {}
  for i, entry in ipairs(entries) do
    parts[i] = entry.name and entry.name .. " = " .. entry.value or entry.value
    room = room - width_of(parts[i]) - 2
    if room < 0 or parts[i]:find("\n", 1, true) then return nil end
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

-- As lines: names padded to one width, short values without a name as many as fit on one.
local function on_lines(entries, room)
  local width = 0
  for _, entry in ipairs(entries) do
    if entry.name then width = math.max(width, math.min(width_of(entry.name), 24)) end
  end
  local lines, fill = {}, false
  for _, entry in ipairs(entries) do
    local last = lines[#lines]
    if entry.name then
      local pad = (" "):rep(width - width_of(entry.name))
      lines[#lines + 1] = entry.name .. pad .. " = " .. entry.value
      fill = false
    elseif width_of(entry.value) > 20 then
      lines[#lines + 1] = entry.value
      fill = false
    elseif fill and width_of(last) + width_of(entry.value) + 2 <= room then
      lines[#lines] = last .. ", " .. entry.value
    else
      lines[#lines + 1] = entry.value
      fill = true
    end
  end
  return lines
end

local function show_table(t, state, depth)
  if state.open[t] then return "<the table it is in>" end
  if next(t) == nil then return "{}" end
  if depth >= state.depth then return "{...}" end
  state.open[t] = true
  local entries, hidden = read_entries(t, state, depth)
  state.open[t] = nil
  local room = WIDTH - 2 * depth
  local line = hidden == 0 and on_one_line(entries, room - 2)
  if line then return line end
  local lines = on_lines(entries, room)
  if hidden > 0 then lines[#lines + 1] = ("... %d more"):format(hidden) end
  local indent = ("  "):rep(depth + 1)
  return "{\n" .. indent .. table.concat(lines, ",\n" .. indent) .. "\n" .. ("  "):rep(depth) .. "}"
end

function show(v, state, depth)
  if type(v) == "string" then return quoted(v, state.length) end
  if type(v) ~= "table" then return by_itself(v) end
  local meta = getmetatable(v)
  if type(meta) == "table" and meta.__tostring or type(meta) == "string" then
    local text = by_itself(v)
    -- Inside a table an object takes one line.
    return depth > 0 and text:match("^[^\n]*") or text
  end
  return show_table(v, state, depth)
end

---The readable form of a value.
---@param v any
---@param options? rasad.InspectOptions
---@return string
local function inspect(v, options)
  options = options or {}
  return show(v, {
    depth = options.depth or 4,
    entries = options.entries or 30,
    left = options.total or 500,
    length = options.length or 200,
    open = {},
  }, 0)
end

return inspect
