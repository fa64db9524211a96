-- decode.lua: reads the values that reference suites are written in: JSON and the literals of Python.
local decode = {}

local ESCAPES = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f" }

local function fail(what, at)
  error(("%s at byte %d"):format(what, at), 0)
end

-- A quoted string which begins at `at`; the string and the position after it.
local function quoted(s, at)
  local quote, parts, i = s:sub(at, at), {}, at + 1
  while true do
    local stop = s:find("[\\" .. quote .. "]", i) or fail("a string has no end", at)
    parts[#parts + 1] = s:sub(i, stop - 1)
    if s:sub(stop, stop) == quote then return table.concat(parts), stop + 1 end
    local c = s:sub(stop + 1, stop + 1)
    if c == "u" then
      local code = tonumber(s:sub(stop + 2, stop + 5), 16) or fail("a bad \\u", stop)
      i = stop + 6
      if code >= 0xD800 and code < 0xDC00 then -- the second half of a pair follows
        local low = tonumber(s:match("^\\u(%x%x%x%x)", i) or "", 16) or fail("half of a surrogate pair", stop)
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        i = i + 6
      end
      parts[#parts + 1] = utf8.char(code)
    else
      parts[#parts + 1] = ESCAPES[c] or c
      i = stop + 2
    end
  end
end

local value

local function list(s, at, close)
  local items, i = {}, s:match("^%s*()", at + 1)
  while s:sub(i, i) ~= close do
    items[#items + 1], i = value(s, i)
    i = s:match("^%s*,?%s*()", i)
    if i > #s then fail("a list has no end", at) end
  end
  return items, i + 1
end

local function object(s, at)
  local members, i = {}, s:match("^%s*()", at + 1)
  while s:sub(i, i) ~= "}" do
    local name
    name, i = quoted(s, i)
    i = s:match("^%s*:%s*()", i) or fail("no colon after a name", i)
    members[name], i = value(s, i)
    i = s:match("^%s*,?%s*()", i)
    if i > #s then fail("an object has no end", at) end
  end
  return members, i + 1
end

local WORDS = { ["true"] = true, ["false"] = false, True = true, False = false }

-- Null and None are nil: an absent member and a null one mean the same in the suites.
function value(s, at)
  local c = s:sub(at, at)
  if c == '"' or c == "'" then return quoted(s, at) end
  if c == "[" then return list(s, at, "]") end
  if c == "(" then return list(s, at, ")") end
  if c == "{" then return object(s, at) end
  local word = s:match("^%a+", at)
  if word then return WORDS[word], at + #word end
  local digits = s:match("^[-+%d.eE]+", at) or fail("no value", at)
  return tonumber(digits), at + #digits
end

---The value that the text holds, or the one that begins at a given byte.
---@param s string
---@param at? integer
---@return any
function decode.value(s, at)
  return (value(s, at or s:match("^%s*()")))
end

---A whole file of JSON.
---@param path string
---@return any
function decode.file(path)
  local f = assert(io.open(path, "rb"))
  local s = f:read("a")
  f:close()
  return decode.value(s)
end

return decode
