-- rasad.re: LPeg's re module, safe for text that isn't ASCII.
--
-- In re a class is a set of bytes, so that "[ا-ی]" silently matches halves of other letters. Here
-- such classes are expanded to whole characters; everything else is re's own. This is what
-- `require "re"` gives in scripts.
local lpeg = require "lpeg"
local re = require "re"
local pattern = require "rasad.pattern"

local any_char = pattern.utf8_range(0, 0x10ffff)

local safe = { updatelocale = re.updatelocale }

-- Fails with a message that shows the class.
local function refuse(class, why)
  error(("re: in the class [%s]: %s"):format(class, why), 0)
end

-- The parts of a class as re reads them, in characters: a name after "%", a range, or a character.
local function class_of(body, defs)
  local chars = {}
  for _, code in utf8.codes(body) do chars[#chars + 1] = code end
  local i, negated = 1, false
  if chars[1] == 0x5e then -- ^
    negated, i = true, 2
  end
  local p = lpeg.P(false)
  while i <= #chars do
    local code = chars[i]
    local name = code == 0x25 and body:match("^%%([%a_][%w_]*)", utf8.offset(body, i))
    if name then
      p = p + (defs and defs[name] or re.compile("%" .. name))
      i = i + 1 + #name
    elseif chars[i + 1] == 0x2d and chars[i + 2] then -- -
      local last = chars[i + 2]
      if last < code then
        refuse(body, ("%s-%s is an empty range"):format(utf8.char(code), utf8.char(last)))
      end
      p = p + pattern.utf8_range(code, last)
      i = i + 3
    else
      p = p + pattern.utf8_range(code, code)
      i = i + 1
    end
  end
  return negated and any_char - p or p
end

-- The end of a class whose "[" is at `from`: its first item may be "]".
local function class_end(source, from)
  local at = from + 1
  if source:sub(at, at) == "^" then at = at + 1 end
  return source:find("]", at + 1, true)
end

-- Replaces classes that aren't ASCII by names, and gives the names' definitions.
local function translate(source, defs)
  if not source:find("[\x80-\xff]") then return source, defs end
  if not utf8.len(source) then error("re: the pattern is not valid UTF-8", 0) end
  local out, own = {}, {}
  local at = 1
  while at <= #source do
    local c = source:sub(at, at)
    local stop = at
    local piece
    if c == "'" or c == '"' then
      stop = source:find(c, at + 1, true) or #source
    elseif source:find("^%-%-", at) then
      stop = source:find("\n", at, true) or #source
    elseif c == "[" then
      local closing = class_end(source, at)
      stop = closing or #source
      local body = source:sub(at + 1, stop - 1)
      if closing and body:find("[\x80-\xff]") then
        local name = "rasad_class_" .. #out
        own[name] = class_of(body, defs)
        piece = "(%" .. name .. ")"
      end
    end
    out[#out + 1] = piece or source:sub(at, stop)
    at = stop + 1
  end
  return table.concat(out), setmetatable(own, { __index = defs })
end

---@param level integer
local function compile(source, defs, level)
  if lpeg.type(source) == "pattern" then return source end
  if type(source) ~= "string" then
    error("re: expected a pattern as a string, got " .. type(source), level + 1)
  end
  local ok, p = pcall(function()
    return re.compile(translate(source, defs))
  end)
  if not ok then error(p, level + 1) end
  return p
end

---Like re.compile of LPeg; classes with letters that aren't ASCII match whole characters.
---@param source string
---@param defs? table
---@return any pattern
function safe.compile(source, defs)
  return (compile(source, defs, 2))
end

-- Patterns without definitions, by their source.
local compiled = setmetatable({}, { __mode = "v" })

local function cached(source)
  local p = compiled[source]
  if not p then
    p = compile(source, nil, 3)
    if type(source) == "string" then compiled[source] = p end
  end
  return p
end

---Like re.match of LPeg.
---@param subject string
---@param source any
---@param init? integer
---@return any ...
function safe.match(subject, source, init)
  return re.match(subject, cached(source), init)
end

---Like re.find of LPeg.
---@param subject string
---@param source any
---@param init? integer
---@return integer? first
---@return integer? last
function safe.find(subject, source, init)
  return re.find(subject, cached(source), init)
end

---Like re.gsub of LPeg.
---@param subject string
---@param source any
---@param replacement any
---@return string
function safe.gsub(subject, source, replacement)
  return re.gsub(subject, cached(source), replacement)
end

return safe
