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

-- An id that tells a document from others; nil where it has none, as with records.
local function id_of(document)
  if document.id ~= "" then return document.id or nil end
end

-- Names and values by turns, sorted by name.
local function fields_of(document)
  local names, list = {}, {}
  for name, value in pairs(document) do
    local kind = type(value)
    local is_plain = kind == "string" or kind == "number" or kind == "boolean"
    if type(name) == "string" and name ~= "text" and is_plain and (name ~= "id" or id_of(document)) then
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
local function each(result)
  if type(result) == "function" then return result end
  if type(result) ~= "table" then
    error(("it returned %s; want a document, a list of them or a function"):format(
      result == nil and "nothing" or "a " .. type(result)), 0)
  end
  local list = result.text and { result } or result
  local i = 0
  return function()
    i = i + 1
    return list[i]
  end
end

local function has_text(document)
  return type(document) == "table" and type(document.text) == "string"
end

-- What a jailed reader's failure is, as an error: an outcome and a message.
local Failure = {}

local function failure_of(value)
  if getmetatable(value) == Failure then return value end
  return { outcome = "error", message = script.error_text(value) }
end

-- The first failure is kept: where there is no corpus for it, it is what the build says.
local function note_failure(failures, path, failure)
  failures.first = failures.first or { outcome = failure.outcome, message = path .. ": " .. failure.message }
end

local function open_source(path, read)
  local bytes, why = read_file(path)
  if not bytes then error(why, 0) end
  local name = path:match("([^/]*)/*$")
  local ok, result = pcall(function() return each(read(bytes, name)) end)
  return name, ok, result
end

---A function that returns key, path, text and metadata of one document after the other, nil after the last; false, a
---path and a message for what is left out: a document without text, or what a source has from where its reader failed.
---@param sources string[] files
---@param read rasad.Reader
---@param failures { first: { outcome: string, message: string }? } gets the first failure
---@return fun(): string|false|nil, string?, string?, string[]?
function reader.documents(sources, read, failures)
  local at, number = 0, 0
  local path, name, next_document
  local function leave_out(failure)
    if failure.outcome == "system" then error(failure.message, 0) end
    next_document = nil
    failure.message = "the reader failed: " .. failure.message
    note_failure(failures, path, failure)
    return false, path, failure.message
  end
  local function take(document)
    number = number + 1
    local place = ("%s:%d"):format(path, number)
    if has_text(document) then
      local id = tostring(id_of(document) or number):gsub("%z", "")
      return ("%s#%s"):format(name, id), place, document.text, fields_of(document)
    end
    local message = "the reader gave a document that has no text, a string"
    note_failure(failures, place, { outcome = "error", message = message })
    return false, place, message
  end
  return function()
    while true do
      local ok, document
      if next_document then
        ok, document = pcall(next_document)
        if not ok then return leave_out(failure_of(document)) end
        if document ~= nil then return take(document) end
      end
      at, number = at + 1, 0
      path = sources[at]
      if path == nil then return nil end
      name, ok, next_document = open_source(path, read)
      if not ok then return leave_out(failure_of(next_document)) end
    end
  end
end

-- Documents as bytes, from a jailed process to its parent; of one without text that it is there.
local function pack(result)
  local parts = {}
  for document in each(result) do
    if has_text(document) then
      local fields = fields_of(document)
      for i, field in ipairs(fields) do fields[i] = ("<s4"):pack(field) end
      parts[#parts + 1] = ("<Bs8I4"):pack(1, document.text, #fields) .. table.concat(fields)
    else
      parts[#parts + 1] = ("<B"):pack(0)
    end
  end
  return table.concat(parts)
end

local function unpack_document(bytes, at)
  local is_there, from = ("<B"):unpack(bytes, at)
  if is_there == 0 then return {}, from end
  local text, count
  text, count, from = ("<s8I4"):unpack(bytes, from)
  local document = { text = text }
  for _ = 1, count // 2 do
    local name, value, next_from = ("<s4s4"):unpack(bytes, from)
    document[name], from = value, next_from
  end
  return document, from
end

-- For a source, which may be large: the usual time, and for each of its megabytes some more.
local MEMORY <const>, OUTPUT <const> = 2048, 1024
local CPU_PER_MEGABYTE <const>, WALL_PER_CPU <const> = 1, 6

local function limits_of(bytes)
  local limits = assert(jail.limits { memory = MEMORY, output = OUTPUT })
  limits.cpu = limits.cpu + CPU_PER_MEGABYTE * (#bytes // 1000000)
  limits.wall = math.max(limits.wall, WALL_PER_CPU * limits.cpu)
  return limits
end

-- In a worker: the function that a script returns; or nil, an outcome and a message.
local function load_reader(source)
  local chunk, message = script.compile(source, environment.new(source, {}))
  if not chunk then return nil, "syntax", message end
  local ok, read = script.call(chunk)
  if not ok then return nil, "error", read end
  if type(read) ~= "function" then
    return nil, "syntax", source.name .. ": want a reader: return function(bytes, name) ... end"
  end
  return read
end

-- The message of a worker's problem, with what became of it and where.
local function told(problem)
  if problem.outcome == "error" then return problem.message end
  return ("%s%s: %s"):format(problem.where and problem.where .. ": " or "", problem.outcome, problem.message)
end

---Whether a script returns a reader.
---@param source rasad.ScriptSource
---@return boolean? is_reader, { outcome: string, message: string }? problem
function reader.check(source)
  script.gather(source)
  local verdict, problem = jail.call(assert(jail.limits()), function()
    local read, outcome, message = load_reader(source)
    return read and "" or ("zz"):pack(outcome, message)
  end)
  if problem then return nil, { outcome = problem.outcome, message = source.name .. ": " .. told(problem) } end
  if verdict == "" then return true end
  local outcome, message = ("zz"):unpack(verdict)
  return nil, { outcome = outcome, message = message }
end

---The function that a script returns, to be called for each file in a jailed process of its own: it is given bytes, and
---can open nothing.
---@param source rasad.ScriptSource
---@return rasad.Reader
function reader.jailed(source)
  script.gather(source)
  return function(bytes, name)
    local packed, problem = jail.call(limits_of(bytes), function()
      local read, _, message = load_reader(source)
      return pack((read or error(message, 0))(bytes, name))
    end)
    if not packed then error(setmetatable({ outcome = problem.outcome, message = told(problem) }, Failure), 0) end
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
---@return table? done, string? message, string? code of the failure, an outcome where it is the reader's
function reader.build(to, sources, options, read)
  if #sources == 0 then error("rasad.build: a reader wants files to read", 3) end
  local failures = {}
  options.documents = reader.documents(sources, read, failures)
  options.reader_name = reader.name(sources)
  options.workers = nil -- a jailed reader is forked off, which is not for a process with threads
  local done, message, code = core.build(to, {}, options)
  local is_of_reader = code == "not_found" or options.strict and code == "invalid"
  local failure = is_of_reader and failures.first
  if failure then return nil, failure.message, failure.outcome end
  return done, message, code
end

return reader
