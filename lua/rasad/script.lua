-- script.lua: finds report scripts, and loads them as text in an environment of their own.
local core = require "rasad.core"
local report = require "rasad.report"

local script = {}

-- Modules of the standard library that a script may require, as rasad.NAME.
local PUBLIC = require("rasad").modules

local function read_file(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  -- Opening a folder succeeds; reading one doesn't.
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function folder_of(path)
  return path:match("^(.*)/[^/]*$") or "."
end

local function base_name(path)
  return path:match("([^/]*)$")
end

-- The folders that are searched for NAME.lua, in this order.
local function folders()
  local list = { "./scripts" }
  for folder in (os.getenv("RASAD_PATH") or ""):gmatch("[^:]+") do list[#list + 1] = folder end
  local data = os.getenv("XDG_DATA_HOME")
  if not data or data == "" then
    local home = os.getenv("HOME")
    data = home and home .. "/.local/share"
  end
  if data then list[#list + 1] = data .. "/rasad/scripts" end
  return list
end

---@class rasad.ScriptSource
---@field name string the file's name without folder, as messages show it
---@field text string
---@field folder string? where modules beside it are looked for; nil for one inside the binary

---Finds a script by the path of its file or by name.
---@param name string
---@return rasad.ScriptSource?, string? message
function script.find(name)
  if name:find("/", 1, true) or name:find("%.lua$") then
    local text = read_file(name)
    if not text then return nil, ("can't read '%s' as a script (first comes the script, then the corpus)"):format(name) end
    return { name = base_name(name), text = text, folder = folder_of(name) }
  end
  if not name:find("^[%w_-]+$") then return nil, ("'%s' is not the name of a script"):format(name) end
  for _, folder in ipairs(folders()) do
    local text = read_file(("%s/%s.lua"):format(folder, name))
    if text then return { name = name .. ".lua", text = text, folder = folder } end
  end
  local text = core.resource and core.resource("scripts/" .. name .. ".lua")
  if text then return { name = name .. ".lua", text = text } end
  local text_here = read_file(name)
  if text_here then return { name = name, text = text_here, folder = "." } end
  local known = script.shipped()
  local meant = report.suggest(name, known)
  return nil, ("no script '%s'%s; `rasad scripts` lists them"):format(name,
    meant and (" (did you mean '%s'?)"):format(meant) or "")
end

---The names of the scripts inside the binary.
---@return string[]
function script.shipped()
  local names = {}
  for _, resource in ipairs(core.resources and core.resources() or {}) do
    names[#names + 1] = resource:match("^scripts/([%w_-]+)%.lua$")
  end
  table.sort(names)
  return names
end

-- Names of the files *.lua in a folder, nil where that can't be told.
local function listed(folder)
  return core.list_folder and core.list_folder(folder) or {}
end

---The names of all scripts that can be found by name, sorted.
---@return string[]
function script.names()
  local seen, names = {}, {}
  local function add(name)
    if name and not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  for _, folder in ipairs(folders()) do
    for _, file in ipairs(listed(folder)) do add(file:match("^([%w_-]+)%.lua$")) end
  end
  for _, name in ipairs(script.shipped()) do add(name) end
  table.sort(names)
  return names
end

-- What a script sees of a library: a copy, so that changing it changes nothing else.
local function copy_of(library, without)
  local copy = {}
  for name, value in next, library do copy[name] = value end
  for _, name in ipairs(without or {}) do copy[name] = nil end
  return copy
end

local TYPE_ORDER = { number = 1, string = 2, boolean = 3 }

local function key_before(a, b)
  local ta, tb = type(a), type(b)
  if ta ~= tb then
    local oa, ob = TYPE_ORDER[ta] or 4, TYPE_ORDER[tb] or 4
    if oa ~= ob then return oa < ob end
    return ta < tb
  end
  if ta == "number" or ta == "string" then return a < b end
  if ta == "boolean" then return b and not a end
  return false
end

---`pairs` in an order which is the same in every run: numbers ascending, strings by their bytes, then the rest.
---@param t table
function script.pairs(t)
  local meta = getmetatable(t)
  if type(meta) == "table" and meta.__pairs then return meta.__pairs(t) end
  if type(t) ~= "table" then error("pairs: expected a table, got a " .. type(t), 2) end
  local keys, in_order = {}, true
  for key in next, t do
    keys[#keys + 1] = key
    in_order = in_order and key == #keys
  end
  if not in_order then table.sort(keys, key_before) end
  local i = 0
  return function()
    local key, value
    repeat
      i = i + 1
      key = keys[i]
      value = key ~= nil and rawget(t, key)
    until key == nil or value ~= nil
    return key, value
  end, t, nil
end

-- Addresses differ from run to run, so that a table is shown as "table".
local function stable_tostring(v)
  local text = tostring(v)
  local kind = type(v)
  if kind == "string" or kind == "number" or kind == "boolean" or kind == "nil" then return text end
  return (text:gsub(": 0x%x+$", ""))
end

local function stable_format(form, ...)
  if type(form) == "string" and form:find("%%%-?%d*p") then
    error("string.format: %p isn't available, addresses differ from run to run", 2)
  end
  local values = table.pack(...)
  for i = 1, values.n do
    if type(values[i]) == "table" or type(values[i]) == "function" then values[i] = stable_tostring(values[i]) end
  end
  return string.format(form, table.unpack(values, 1, values.n))
end

local function string_library()
  local library = copy_of(string, { "dump" })
  library.format = stable_format
  return library
end

local function math_library()
  local library = copy_of(math)
  -- Without arguments the seed would be the time.
  library.randomseed = function(...)
    if select("#", ...) == 0 then return math.randomseed(0, 0) end
    return math.randomseed(...)
  end
  return library
end

---Makes the methods of strings those that scripts have. For worker processes: it changes the whole Lua state.
function script.confine_strings()
  local meta = getmetatable("")
  meta.__index = string_library()
  meta.__metatable = "string"
end

---Seeds math.random by a text, so that a result doesn't depend on what ran before it.
---@param text string
function script.seed(text)
  math.randomseed(tonumber(core.hash(text):sub(1, 15), 16), 0)
end

-- A module of rasad, nil if this build hasn't got it; a fault in it is an error.
local function load_public(name)
  local ok, module = pcall(require, name)
  if ok then return module end
  if module:find("module '" .. name .. "' not found", 1, true) then return nil end
  error(module, 0)
end

-- What of `rasad` is not for scripts: it writes files.
local WITHHELD = { build = true }

-- What a script sees as `rasad`: the public names only; modules are loaded when they are first used.
local function public_rasad()
  local is_public = {}
  for _, name in ipairs(PUBLIC) do is_public[name] = true end
  local public = {}
  for name, value in next, (require "rasad") do
    if not WITHHELD[name] and (type(value) ~= "table" or is_public[name]) then public[name] = value end
  end
  return setmetatable(public, {
    __index = function(_, name)
      local module = is_public[name] and load_public("rasad." .. name) or nil
      public[name] = module
      return module
    end,
    __metatable = "rasad",
  })
end

-- The script's `require`: lpeg, re, rasad and its public modules, and files beside the script.
local function script_require(environment, source, rasad)
  local loaded = { lpeg = copy_of((require "lpeg")), rasad = rasad }
  loaded.re = load_public "rasad.re" or require "re"
  local function find_beside(name)
    local path = name:gsub("%.", "/")
    if source.folder then return read_file(("%s/%s.lua"):format(source.folder, path)) end
    return core.resource and core.resource(("scripts/%s.lua"):format(path))
  end
  return function(name)
    if type(name) ~= "string" then error("require: expected a name, got a " .. type(name), 2) end
    if loaded[name] ~= nil then return loaded[name] end
    local public = name:match("^rasad%.([%w_]+)$")
    if public and rasad[public] ~= nil then return rasad[public] end
    local text = name:find("^[%w_-][%w_.-]*$") and not name:find("..", 1, true) and find_beside(name)
    if not text then
      error(("require: there is no module '%s'; a script may use lpeg, re, rasad, rasad.* and files beside it")
        :format(name), 2)
    end
    local chunk, message = load(text, "@" .. name:gsub("%.", "/") .. ".lua", "t", environment)
    if not chunk then error(message, 0) end
    local value = chunk(name)
    loaded[name] = value == nil and true or value
    return loaded[name]
  end
end

local BASE = {
  "assert", "error", "getmetatable", "ipairs", "next", "pcall", "rawequal", "rawget", "rawlen", "rawset", "select",
  "setmetatable", "tonumber", "type", "xpcall", "_VERSION",
}

local function base_library(environment, printed)
  for _, name in ipairs(BASE) do environment[name] = _G[name] end
  environment._G = environment
  environment.pairs = script.pairs
  environment.tostring = stable_tostring
  environment.print = function(...)
    local words = table.pack(...)
    for i = 1, words.n do words[i] = stable_tostring(words[i]) end
    printed[#printed + 1] = table.concat(words, "\t") .. "\n"
  end
  environment.load = function(text, name, mode, chunk_environment)
    if type(text) ~= "string" then error("load: expected text, got a " .. type(text), 2) end
    if mode ~= nil and not tostring(mode):find("t", 1, true) then return nil, "only text can be loaded" end
    return load(text, name or "=(load)", "t", chunk_environment or environment)
  end
  environment.string = string_library()
  environment.math = math_library()
  environment.table = copy_of(table)
  environment.utf8 = copy_of(utf8)
  environment.coroutine = copy_of(coroutine)
end

---The environment of a script: an allow-list, of its own for each script.
---@param source rasad.ScriptSource
---@param given? table further globals, such as corpus and arg
---@return table environment, string[] printed the lines that print has written
function script.environment(source, given)
  local environment, printed = {}, {}
  base_library(environment, printed)
  local rasad = public_rasad()
  environment.rasad = rasad
  environment.require = script_require(environment, source, rasad)
  environment.lpeg = environment.require "lpeg"
  environment.re = environment.require "re"
  for name, value in next, given or {} do environment[name] = value end
  return environment, printed
end

---Compiles a script. What it needs at run time is in the environment.
---@param source rasad.ScriptSource
---@param environment table
---@return function?, string? message
function script.compile(source, environment)
  local text = source.text:gsub("^\u{FEFF}", ""):gsub("^#[^\n]*", "")
  return load(text, "@" .. source.name, "t", environment)
end

---After loading, a report's globals are fixed: articles are read in separate processes, so that a global set for
---one would be missing in another.
---@param environment table
function script.freeze_globals(environment)
  local values = {}
  for name, value in next, environment do values[name] = value end
  for name in next, values do environment[name] = nil end
  setmetatable(environment, {
    __index = values,
    __newindex = function(_, name)
      error(("the global '%s' is set while the report runs; articles are read in separate processes, so write "
        .. "`local %s`, and keep results with out:count, out:add, out:log or out:event"):format(tostring(name),
        tostring(name)), 2)
    end,
    __metatable = "environment",
  })
end

---The text of an error value, as a message can show it.
---@param value any
---@return string
function script.error_text(value)
  if type(value) == "string" or type(value) == "number" then return tostring(value) end
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.__tostring then return tostring(value) end
  return ("the error is a %s, not a message"):format(type(value))
end

local MAX_TRACE = 6

-- The lines of a traceback that are in the script itself or in modules beside it. What is beyond our own xpcall is
-- the engine.
local function short_traceback(trace)
  local lines = {}
  for line in trace:gmatch("[^\n]+") do
    if line:find("[C]: in function 'xpcall'", 1, true) then break end
    local place = line:match("^%s+([^%[%s][^:]*%.lua:%d+: in .*)$")
    local is_engine = place and (place:find("rasad/", 1, true) or place:find("^/"))
    if place and not is_engine and #lines < MAX_TRACE then lines[#lines + 1] = place end
  end
  return lines
end

-- The message with a place in the script in front: an error that a module of rasad raised names its own line,
-- which says nothing to the script's author.
local function place_in_script(message, trace)
  local at = trace[1] and trace[1]:match("^(.-:%d+):")
  if not at then return message end
  local own = message:match("^%S*%.lua:%d+: ")
  local is_engine = own and (own:find("^/") or own:find("rasad/", 1, true))
  if own and not is_engine then return message end
  return ("%s: %s"):format(at, is_engine and message:sub(#own + 1) or message)
end

---Calls a script's function. On an error: nil, its message, and the script's lines that led to it.
---@param f function
---@return boolean ok, any result, string[]? trace
function script.call(f, ...)
  local trace = {}
  local result = table.pack(xpcall(f, function(value)
    trace = short_traceback(debug.traceback("", 2))
    return place_in_script(script.error_text(value), trace)
  end, ...))
  if result[1] then return true, result[2] end
  return false, result[2], trace
end

---Whether an error message is about a definition that rasad.report refused.
---@param message string
---@return boolean
function script.is_definition_fault(message)
  return message:find(report.FAULT, 1, true) ~= nil
end

---The comment at the top of a script, for scripts that describe themselves no other way.
---@param text string
---@return string
function script.leading_comment(text)
  local lines = {}
  for line in (text .. "\n"):gmatch("(.-)\r?\n") do
    local comment = line:match("^%-%-+%s?(.*)$")
    if comment then
      lines[#lines + 1] = comment
    elseif not line:find("^#!") then
      break
    end
  end
  return table.concat(lines, "\n")
end

return script
