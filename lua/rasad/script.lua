-- script.lua: finds report scripts and what they need, loads them as text, and calls their functions.
local core = require "rasad.core"
local report = require "rasad.report"

local script = {}

-- The bytes of a file, nil for what can't be read, such as a folder.
local function read_file(path)
  return (core.read_file(path))
end

local function folder_of(path)
  return path:match("^(.*)/[^/]*$") or "."
end

local function base_name(path)
  return path:match("([^/]*)$")
end

---The folder of the user's own scripts, where `rasad install` puts them; nil where no home is known.
---@return string?
function script.user_folder()
  local data = os.getenv("XDG_DATA_HOME")
  if not data or data == "" then
    local home = os.getenv("HOME")
    data = home and home .. "/.local/share"
  end
  return data and data .. "/rasad/scripts"
end

-- The folders that are searched for NAME.lua and NAME/init.lua, in this order.
local function folders()
  local list = { "./scripts" }
  for folder in (os.getenv("RASAD_PATH") or ""):gmatch("[^:]+") do list[#list + 1] = folder end
  list[#list + 1] = script.user_folder()
  return list
end

---@class rasad.ScriptSource
---@field name string the file's name without folder, as messages show it
---@field text string
---@field folder string? where modules beside it are looked for; nil for one inside the binary
---@field files table<string, string>? stands for that folder: texts by path
---@field modules table<string, string>? the texts of modules beside it; see script.gather

-- The script in a folder of its own, nil where there is none.
local function find_folder(folder)
  local text = read_file(folder .. "/init.lua")
  return text and { name = base_name(folder) .. "/init.lua", text = text, folder = folder }
end

---Finds a script by the path of its file, or of its folder, or by name.
---@param name string
---@return rasad.ScriptSource?, string? message
function script.find(name)
  if name:find("/", 1, true) or name:find("%.lua$") then
    local text = read_file(name)
    if not text and find_folder(name:gsub("/+$", "")) then return find_folder((name:gsub("/+$", ""))) end
    if not text then return nil, ("can't read '%s' as a script (first comes the script, then the corpus)"):format(name) end
    return { name = base_name(name), text = text, folder = folder_of(name) }
  end
  if not name:find("^[%w_-]+$") then return nil, ("'%s' is not the name of a script"):format(name) end
  for _, folder in ipairs(folders()) do
    local text = read_file(("%s/%s.lua"):format(folder, name))
    if text then return { name = name .. ".lua", text = text, folder = folder } end
    local own = find_folder(folder .. "/" .. name)
    if own then return own end
  end
  local text = core.resource and core.resource("scripts/" .. name .. ".lua")
  if text then return { name = name .. ".lua", text = text } end
  local own = find_folder("./" .. name)
  if own then return own end
  local text_here = read_file(name)
  if text_here then return { name = name, text = text_here, folder = "." } end
  local known = script.shipped()
  local meant = report.suggest(name, known)
  return nil, ("no script '%s'%s; `rasad scripts` lists them"):format(name,
    meant and (" (did you mean '%s'?)"):format(meant) or "")
end

-- A module beside the script: its text, or nil.
local function find_beside(source, name)
  if not name:find("^[%w_-][%w_.-]*$") or name:find("..", 1, true) then return nil end
  local path = name:gsub("%.", "/")
  if source.files then return source.files[path .. ".lua"] end
  if source.folder then return core.read_file(("%s/%s.lua"):format(source.folder, path)) end
  return core.resource and core.resource(("scripts/%s.lua"):format(path))
end

---Reads ahead what the script names in `require "name"`, since it can't read files while it runs: modules beside it,
---and what these require. Modules of rasad are loaded, so that each worker has them already.
---@param source rasad.ScriptSource
function script.gather(source)
  if source.modules then return end
  source.modules = {}
  require "rasad.re" -- every script has it
  local texts = { source.text }
  while #texts > 0 do
    local text = table.remove(texts)
    for name in text:gmatch("require%s*%(?%s*[\"']([%w_.-]+)[\"']") do
      local module = not source.modules[name] and not name:find("^rasad") and find_beside(source, name)
      if module then
        source.modules[name] = module
        texts[#texts + 1] = module
      end
    end
    for name in text:gmatch("rasad%.([%w_]+)") do
      if core.resource(("lua/rasad/%s.lua"):format(name)) then require("rasad." .. name) end
    end
    -- Concepts that ship are modules, too, which are loaded when they are first asked for; an argument may be one.
    if text:find("concept", 1, true) or text:find("speech", 1, true) then require("rasad.concept").names() end
    -- Repair goes by a word list of this computer, if there is one.
    if text:find("repair", 1, true) or text:find("profile", 1, true) then core.repair_version() end
  end
  -- While rasad itself is developed its modules are files.
  for _, resource in ipairs(os.getenv("RASAD_LUA") and core.resources() or {}) do
    local name = resource:match("^lua/(rasad/.*)%.lua$")
    if name and name ~= "rasad/cli" and not name:find "^rasad/verbs/" then require((name:gsub("/init$", ""):gsub("/", "."))) end
  end
end

---The hash of a script: of its text, and of the modules beside it that it names.
---@param source rasad.ScriptSource
---@return string
function script.hash(source)
  script.gather(source)
  local names, parts = {}, { source.text }
  for name in next, source.modules do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = ("%s\0%s"):format(name, source.modules[name]) end
  return core.hash(table.concat(parts, "\0"))
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
    for _, file in ipairs(core.list_folder(folder) or {}) do
      local own = file:match "^([%w_-]+)/$"
      add(file:match "^([%w_-]+)%.lua$" or own and find_folder(folder .. "/" .. own) and own)
    end
  end
  for _, name in ipairs(script.shipped()) do add(name) end
  table.sort(names)
  return names
end

---Seeds math.random by a text, so that a result doesn't depend on what ran before it.
---@param text string
function script.seed(text)
  math.randomseed(tonumber(core.hash(text):sub(1, 15), 16), 0)
end

---Compiles a script. What it needs at run time is in the environment.
---@param source rasad.ScriptSource
---@param environment table
---@return function?, string? message
function script.compile(source, environment)
  local text = source.text:gsub("^\u{FEFF}", ""):gsub("^#[^\n]*", "")
  local chunk, message = load(text, "@" .. source.name, "t", environment)
  return chunk, message and script.cut(message)
end

local LONGEST_MESSAGE <const> = 500

---A message of bounded length.
---@param message string
---@return string
function script.cut(message)
  if #message <= LONGEST_MESSAGE then return message end
  local last = LONGEST_MESSAGE
  while last > LONGEST_MESSAGE - 4 and message:find("^[\x80-\xbf]", last + 1) do last = last - 1 end
  return message:sub(1, last) .. "..."
end

---The text of an error value, as a message can show it. An object isn't asked for its own: that would run code.
---@param value any
---@return string
function script.error_text(value)
  if type(value) == "string" or type(value) == "number" then return script.cut(tostring(value)) end
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
