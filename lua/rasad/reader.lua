-- reader.lua: documents that a reader written in Lua makes of files.
local core = require "rasad.core"

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
        local text = type(document) == "table" and document.text
        if type(text) ~= "string" then
          error(("document %d of %s has no text, a string"):format(number, name), 0)
        end
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
  return core.build(to, {}, options)
end

return reader
