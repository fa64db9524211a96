-- reader.lua: documents that a reader written in Lua makes of files.
local core = require "rasad.core"
local environment = require "rasad.environment"
local jail = require "rasad.jail"
local script = require "rasad.script"

local reader = {}

---@class rasad.Document
---@field text string
---@field id? string|integer tells it from the others of its file; their number otherwise
---@field [string] string|number|boolean metadata: title, date, source, author, url, language and any other

---@alias rasad.Reader fun(bytes: string, name: string): rasad.Document|rasad.Document[]|fun(): rasad.Document?

local function read_file(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, why end
  local bytes, message = file:read("a")
  file:close()
  return bytes, message and path .. ": " .. message
end

-- Names and values by turns, sorted by name.
local function fields_of(document)
  local names, list = {}, {}
  for name, value in pairs(document) do
    local kind = type(value)
    if type(name) == "string" and name ~= "text" and (kind == "string" or kind == "number" or kind == "boolean") then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local value = tostring(document[name]):gsub("%z", "\u{FFFD}")
    list[#list + 1] = name
    list[#list + 1] = value
  end
  return list
end

-- A function that returns one document after the other of what a reader returned.
local function each(result, name)
  if type(result) == "function" then return result end
  if type(result) ~= "table" then
    error(("for %s it returned a %s; want a document, a list of them or a function"):format(name, type(result)), 0)
  end
  local list = result.text and { result } or result
  local i = 0
  return function()
    i = i + 1
    return list[i]
  end
end

-- The text of a document. Raises where it has none.
local function text_of(document, number, name)
  local text = type(document) == "table" and document.text
  if type(text) ~= "string" then error(("document %d of %s has no text, a string"):format(number, name), 0) end
  return text
end

---A function that returns key, path, text and metadata of one document after the other, nil after the last.
---@param sources string[] files
---@param read rasad.Reader
---@return fun(): string?, string?, string?, string[]?
function reader.documents(sources, read)
  local at, number = 0, 0
  local path, name, next_document
  return function()
    while true do
      local document
      if next_document then document = next_document() end
      if document ~= nil then
        number = number + 1
        local text = text_of(document, number, name)
        local id = tostring(document.id or number):gsub("%z", "")
        return ("%s#%s"):format(name, id), ("%s:%d"):format(path, number), text, fields_of(document)
      end
      at, number = at + 1, 0
      path = sources[at]
      if path == nil then return nil end
      local bytes, why = read_file(path)
      if not bytes then error(why, 0) end
      name = path:match("([^/]*)/*$")
      next_document = each(read(bytes, name), name)
    end
  end
end

-- Documents as bytes, from a jailed process to its parent.
local function pack(result, name)
  local parts = {}
  for document in each(result, name) do
    local text = text_of(document, #parts + 1, name)
    local fields = fields_of(document)
    for i, field in ipairs(fields) do fields[i] = ("<s4"):pack(field) end
    parts[#parts + 1] = ("<s8I4"):pack(text, #fields) .. table.concat(fields)
  end
  return table.concat(parts)
end

local function unpack_document(bytes, at)
  local text, count, from = ("<s8I4"):unpack(bytes, at)
  local document = { text = text }
  for _ = 1, count // 2 do
    local name, value, next_from = ("<s4s4"):unpack(bytes, from)
    document[name], from = value, next_from
  end
  return document, from
end

-- For a file, which may be large.
local LIMITS <const> = { memory = 2048, cpu = 600, wall = 3600, output = 1024 }

---The function that a script returns, to be called for each file in a jailed process of its own: it is given bytes, and
---can open nothing.
---@param source rasad.ScriptSource
---@return rasad.Reader
function reader.jailed(source)
  local limits = jail.limits(LIMITS)
  script.gather(source)
  return function(bytes, name)
    local packed, problem = jail.call(limits, function()
      local chunk, message = script.compile(source, environment.new(source, {}))
      if not chunk then error(message, 0) end
      local read = chunk()
      if type(read) ~= "function" then error("want a reader: return function(bytes, name) ... end", 0) end
      return pack(read(bytes, name), name)
    end)
    if not packed then error(problem.message, 0) end
    local at = 1
    return function()
      local document
      if at > #packed then return nil end
      document, at = unpack_document(packed, at)
      return document
    end
  end
end

---What tells a build with this reader from others.
---@param sources string[]
---@return string
function reader.name(sources)
  return "lua:" .. table.concat(sources, "\n")
end

---Builds a corpus with a reader of its own.
---@param to string
---@param sources string[]
---@param options table as core.build takes them
---@param read rasad.Reader
function reader.build(to, sources, options, read)
  if #sources == 0 then error("rasad.build: a reader wants files to read", 3) end
  options.documents = reader.documents(sources, read)
  options.reader_name = reader.name(sources)
  options.workers = nil -- a jailed reader is forked off, which is not for a process with threads
  return core.build(to, {}, options)
end

return reader
