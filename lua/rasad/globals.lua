-- globals.lua: the globals that a Lua chunk names, told by what it is compiled to, so that locals, upvalues and fields are
-- no matter of guessing.
local globals = {}

-- The instructions that get and set a field of an upvalue by a constant name.
local GET_TABLE_UP <const>, SET_TABLE_UP <const> = 11, 15
local HEADER <const> = 4 + 1 + 1 + 6 + 1 + 1 + 1 + 8 + 8 + 1 -- with the number of upvalues
local NO_LINE_DIFFERENCE <const> = -128

-- Reads the parts of a dump one after another.
local Reader = {}
Reader.__index = Reader

function Reader:byte()
  self.at = self.at + 1
  return self.bytes:byte(self.at - 1)
end

function Reader:size()
  local n = 0
  while true do
    local b = self:byte()
    n = n << 7 | b & 0x7f
    if b & 0x80 ~= 0 then return n end
  end
end

function Reader:skip(n)
  self.at = self.at + n
end

function Reader:string()
  local n = self:size()
  if n == 0 then return nil end
  self:skip(n - 1)
  return self.bytes:sub(self.at - n + 1, self.at - 1)
end

function Reader:list(read)
  local list = {}
  for i = 1, self:size() do list[i] = read(self) or false end
  return list
end

local NUMBER_TYPES = { [0x03] = true, [0x13] = true }
local STRING_TYPES = { [0x04] = true, [0x14] = true }

local function constant(reader)
  local kind = reader:byte()
  if NUMBER_TYPES[kind] then reader:skip(8) end
  if STRING_TYPES[kind] then return reader:string() end
end

local function instruction(reader)
  reader:skip(4)
  return (string.unpack("<I4", reader.bytes, reader.at - 4))
end

-- The line of each instruction: differences from the one before, and here and there the line itself.
local function lines_of(first, differences, absolute)
  local lines, line = {}, first
  for i, difference in ipairs(differences) do
    line = difference == NO_LINE_DIFFERENCE and absolute[i - 1] or line + difference
    lines[i] = line
  end
  return lines
end

local function function_of(reader, add)
  reader:string()
  local first_line = reader:size()
  reader:size()
  reader:skip(3)
  local code, constants = reader:list(instruction), reader:list(constant)
  reader:list(function() reader:skip(3) end)
  reader:list(function() function_of(reader, add) end)
  local differences = reader:list(function()
    reader:skip(1)
    return (string.unpack("b", reader.bytes, reader.at - 1))
  end)
  local absolute = {}
  for _ = 1, reader:size() do
    local pc = reader:size()
    absolute[pc] = reader:size()
  end
  reader:list(function()
    reader:string()
    reader:size()
    reader:size()
  end)
  local upvalues = reader:list(reader.string)
  local lines = lines_of(first_line, differences, absolute)
  for i, word in ipairs(code) do
    local operation, a, b, c = word & 0x7f, word >> 7 & 0xff, word >> 16 & 0xff, word >> 24 & 0xff
    if operation == GET_TABLE_UP and upvalues[b + 1] == "_ENV" then add(constants[c + 1], lines[i], false) end
    if operation == SET_TABLE_UP and upvalues[a + 1] == "_ENV" then add(constants[b + 1], lines[i], true) end
  end
end

---The globals that a chunk names, in the order of their lines. One whose function has more than 255 constants may be missed.
---@param chunk function
---@return {name: string, line: integer, is_set: boolean}[]
function globals.of(chunk)
  local list, seen = {}, {}
  local reader = setmetatable({ bytes = string.dump(chunk), at = HEADER + 1 }, Reader)
  function_of(reader, function(name, line, is_set)
    local id = name and ("%s %d %s"):format(name, line, is_set)
    if id and not seen[id] then
      seen[id] = true
      list[#list + 1] = { name = name, line = line, is_set = is_set }
    end
  end)
  table.sort(list, function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    if a.name ~= b.name then return a.name < b.name end
    return not a.is_set and b.is_set
  end)
  return list
end

return globals
