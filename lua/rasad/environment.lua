-- environment.lua: all that a script can reach: an allow-list, made anew for each script.
local core = require "rasad.core"
local lpeg = require "lpeg"

local environment = {}

-- Modules of the standard library that a script may require, as rasad.NAME.
local PUBLIC = {}
for _, name in ipairs(require("rasad").modules) do PUBLIC[name] = true end

-- Limits of single calls; what they make is bounded by the worker's memory besides.
local LONGEST_CHUNK <const> = 1 << 20
local LONGEST_REPEAT <const> = 1 << 28
local DEEPEST_BACKTRACK <const> = 100000

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
function environment.pairs(t)
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
  local kind = type(v)
  if kind ~= "table" and kind ~= "userdata" and kind ~= "function" and kind ~= "thread" then return tostring(v) end
  local meta = debug.getmetatable(v)
  if meta and rawget(meta, "__tostring") ~= nil then return tostring(v) end
  return kind
end

local function stable_format(form, ...)
  if type(form) == "string" and form:gsub("%%%%", ""):find("%%[-+ #0]*%d*%.?%d*p") then
    error("string.format: %p isn't available, addresses differ from run to run", 2)
  end
  local values = table.pack(...)
  for i = 1, values.n do
    if type(values[i]) ~= "number" and type(values[i]) ~= "string" and type(values[i]) ~= "boolean" then
      values[i] = stable_tostring(values[i])
    end
  end
  return string.format(form, table.unpack(values, 1, values.n))
end

local function bounded_rep(s, n, separator)
  local count = math.tointeger(tonumber(n)) or 0
  local each = #tostring(s) + (separator == nil and 0 or #tostring(separator))
  if count > LONGEST_REPEAT // math.max(each, 1) then
    error(("string.rep: the result would be longer than %d MB"):format(LONGEST_REPEAT >> 20), 2)
  end
  return string.rep(s, n, separator)
end

local function string_library()
  local library = copy_of(string, { "dump" })
  library.format = stable_format
  library.rep = bounded_rep
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

-- LPeg without what prints a pattern's insides, and with an end to how far it looks back: the stack is memory.
local function lpeg_library()
  local library = copy_of(lpeg, { "ptree", "pcode" })
  library.setmaxstack = function(n)
    lpeg.setmaxstack(math.type(n) == "integer" and math.min(n, DEEPEST_BACKTRACK) or n)
  end
  return library
end

---Makes what values themselves lead to (the methods of strings and patterns) that which scripts have. For worker
---processes: it changes the whole Lua state.
---@param corpus? any one that scripts are given stays open
function environment.confine(corpus)
  local strings = getmetatable("")
  strings.__index = string_library()
  strings.__metatable = "string"
  local patterns = debug.getmetatable(lpeg.P(true))
  patterns.__index = lpeg_library()
  patterns.__metatable = "pattern"
  if corpus then core.keep_open(corpus) end
end

-- A module of rasad as scripts see it: a copy.
local function view_of(name)
  local module = require("rasad." .. name)
  if type(module) ~= "table" then return module end
  local view = copy_of(module)
  local meta = getmetatable(module)
  if not meta then return view end
  return setmetatable(view, { __index = meta.__index, __call = meta.__call, __metatable = "rasad." .. name })
end

local function refuse_open()
  error("rasad.open: a script is given its corpus by the command line; of other files it reads those that "
    .. "--allow-read names, by rasad.read", 3)
end

-- What a script sees as `rasad`: the public names only; modules are loaded when they are first used.
local function public_rasad(files)
  local public = {}
  for name, value in next, (require "rasad") do
    if type(value) ~= "table" then public[name] = value end
  end
  public.build, public.check = nil, nil -- they are for files, too
  public.open = function() refuse_open() end
  public.read = function(path)
    if type(path) ~= "string" then error("rasad.read: expected a path, got a " .. type(path), 2) end
    if not files[path] then
      return nil, ("%s: a script reads only the files that --allow-read names"):format(path), "not_found"
    end
    return files[path]
  end
  return setmetatable(public, {
    __index = function(_, name)
      if not PUBLIC[name] then return nil end
      local view = view_of(name)
      public[name] = view
      return view
    end,
    __metatable = "rasad",
  })
end

-- The script's `require`: lpeg, re, rasad and its public modules, and files beside the script.
local function script_require(own, source, rasad)
  local loaded = { lpeg = lpeg_library(), rasad = rasad, re = rasad.re }
  return function(name)
    if type(name) ~= "string" then error("require: expected a name, got a " .. type(name), 2) end
    if loaded[name] ~= nil then return loaded[name] end
    local public = name:match("^rasad%.([%w_]+)$")
    if public and PUBLIC[public] then return rasad[public] end
    local text = source.modules and source.modules[name]
    if not text then
      error(("require: there is no module '%s'; a script may use lpeg, re, rasad, rasad.* and files beside it, named "
        .. "as in require \"%s\""):format(name, name), 2)
    end
    local chunk, message = load(text, "@" .. name:gsub("%.", "/") .. ".lua", "t", own)
    if not chunk then error(message, 0) end
    local value = chunk(name)
    loaded[name] = value == nil and true or value
    return loaded[name]
  end
end

local BASE = {
  "assert", "error", "ipairs", "next", "pcall", "rawequal", "rawget", "rawlen", "rawset", "select", "tonumber", "type",
  "xpcall", "_VERSION",
}

local function script_load(own)
  return function(text, name, mode, ...)
    if type(text) ~= "string" then error("load: expected text, got a " .. type(text), 2) end
    if mode ~= nil and not (type(mode) == "string" and mode:find("t", 1, true)) then
      return nil, "only text can be loaded"
    end
    if #text > LONGEST_CHUNK then return nil, ("the text is longer than %d MB"):format(LONGEST_CHUNK >> 20) end
    if select("#", ...) == 0 then return load(text, name or "=(load)", "t", own) end
    return load(text, name or "=(load)", "t", (...))
  end
end

local function base_library(own, print_bytes)
  for _, name in ipairs(BASE) do own[name] = _G[name] end
  own._G = own
  own.getmetatable, own.setmetatable = core.get_metatable, core.set_metatable
  own.pairs = environment.pairs
  own.tostring = stable_tostring
  own.print = function(...)
    local words = table.pack(...)
    for i = 1, words.n do words[i] = stable_tostring(words[i]) end
    print_bytes(table.concat(words, "\t") .. "\n")
  end
  own.collectgarbage = function(option)
    if option ~= "count" then error("collectgarbage: scripts have only collectgarbage(\"count\")", 2) end
    return collectgarbage("count")
  end
  own.load = script_load(own)
  own.string = string_library()
  own.math = math_library()
  own.table = copy_of(table)
  own.utf8 = copy_of(utf8)
  -- With coroutine.close Lua 5.4.4 can be made to run over its stack.
  own.coroutine = copy_of(coroutine, { "close" })
end

---@class rasad.EnvironmentOptions
---@field print? fun(bytes: string) where print writes; in a worker it goes to the parent
---@field globals? table further globals, such as corpus and arg
---@field files? table<string, string> what rasad.read gives

---The environment of a script.
---@param source rasad.ScriptSource
---@param options? rasad.EnvironmentOptions
---@return table
function environment.new(source, options)
  options = options or {}
  local own = {}
  base_library(own, options.print or core.worker_print)
  local rasad = public_rasad(options.files or {})
  own.rasad = rasad
  own.require = script_require(own, source, rasad)
  own.lpeg = own.require "lpeg"
  own.re = own.require "re"
  for name, value in next, options.globals or {} do own[name] = value end
  return own
end

---After loading, a report's globals are fixed: articles are read in separate processes, so that a global set for
---one would be missing in another.
---@param own table
function environment.freeze(own)
  local values = {}
  for name, value in next, own do values[name] = value end
  for name in next, values do rawset(own, name, nil) end
  debug.setmetatable(own, {
    __index = values,
    __newindex = function(_, name)
      name = stable_tostring(name):sub(1, 100)
      error(("the global '%s' is set while the report runs; articles are read in separate processes, so write "
        .. "`local %s`, and keep results with out:count, out:add, out:log or out:event"):format(name, name), 2)
    end,
    __metatable = "environment",
  })
end

return environment
