-- rasad.repl: the interactive session.
--
-- Reads Lua, runs it, shows what it gives. A chunk goes over several lines until it is complete.
-- Ctrl-C gives up a line or an evaluation, never the session. Where standard input isn't a
-- terminal it is a plain interpreter: no prompt, and the first error ends it.
local inspect = require "rasad.inspect"

local repl = {}

local PROMPT, MORE = "rasad> ", "    .> "
local EXIT_OK, EXIT_FAILED, EXIT_INTERRUPTED = 0, 4, 130
local INTERRUPTED = "interrupted"

-- Looking into values --------------------------------------------------------------------------

local function field(value, name)
  local ok, found = pcall(function() return value[name] end)
  if ok then return found end
end

-- Adds to names what can be said after a "." or ":" of the value.
local function add_members(names, value, core, depth)
  if type(value) == "table" then
    for name, member in next, value do
      if type(name) == "string" then names[name] = member end
    end
  end
  local methods = core and core.methods and type(value) == "userdata" and core.methods(value)
  if type(methods) == "table" then add_members(names, methods, nil, depth) end
  local meta = type(value) == "string" and { __index = string } or getmetatable(value)
  if type(meta) ~= "table" or depth > 8 then return end
  for _, inherited in pairs { meta.__index, meta.__methods } do
    if type(inherited) == "table" then add_members(names, inherited, nil, depth + 1) end
  end
  -- Names that an __index function would find.
  for _, name in ipairs(type(meta.__names) == "table" and meta.__names or {}) do
    names[name] = names[name] == nil and true or names[name]
  end
end

local function members(value, core)
  local names = {}
  add_members(names, value, core, 0)
  return names
end

-- The value of a path such as corpus or rasad.pattern; nothing is called.
local function resolve(path, env)
  local value = env
  for name in path:gmatch "[^.:]+" do
    value = field(value, name)
    if value == nil then return nil end
  end
  return value
end

local KEYWORDS = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}

local IDENTIFIER = "^[%a_][%w_]*$"

-- The names that begin with `start`, sorted, each with `lead` before it.
local function beginning_with(names, start, lead, wanted)
  local found = {}
  for name, member in pairs(names) do
    if name:sub(1, #start) == start and name:find(IDENTIFIER) and wanted(name, member, start) then
      found[#found + 1] = lead .. name
    end
  end
  table.sort(found)
  return found
end

-- Names of the inside (__index, _ENV) are offered only to those who ask for them.
local function is_public(name, _, start)
  return start ~= "" or name:sub(1, 1) ~= "_"
end

local function is_method(name, member, start)
  return is_public(name, nil, start) and (type(member) == "function" or member == true)
end

---A function that tells how the word before the cursor may go on, as rasad's line editor wants it:
---a list, or nil where a file name is wanted.
---@param env table
---@param core? table rasad.core, for the methods of its objects
---@return fun(text: string, line: string, first: integer, last: integer): string[]?
function repl.completer(env, core)
  return function(text, line, first)
    local before = line:sub(1, first - 1)
    if before:find "require%s*%(?%s*[\"']$" then
      local names = {}
      for _, t in ipairs { package.loaded, package.preload } do
        for name in pairs(t) do names[name] = true end
      end
      local found = {}
      for name in pairs(names) do
        if name:sub(1, #text) == text then found[#found + 1] = name end
      end
      table.sort(found)
      return found
    elseif before:find "[\"']$" then
      return nil
    end
    -- The editor takes "/", "~" and "?" for parts of a word, for the sake of file names.
    local lead, word = text:match "^(.-)([%w_.:]*)$"
    local path, mark, start = word:match "^([%w_.:]-)([.:])([%w_]*)$"
    if mark and path ~= "" then
      local value = resolve(path, env)
      if value == nil then return {} end
      return beginning_with(members(value, core), start, lead .. path .. mark,
        mark == ":" and is_method or is_public)
    elseif mark then
      return {}
    end
    local names = members(env, core)
    for _, keyword in ipairs(KEYWORDS) do names[keyword] = true end
    return beginning_with(names, word, lead, is_public)
  end
end

-- Output ---------------------------------------------------------------------------------------

local MAX_SHOWN = 20000

-- What articles say must not reach the terminal's own commands.
local function harmless(text)
  return (text:gsub("[%z\1-\8\11-\31\127]", function(c)
    return ("\\x%02x"):format(c:byte())
  end))
end

local function cut(text)
  if #text <= MAX_SHOWN then return text end
  local stop = MAX_SHOWN
  while text:find("^[\x80-\xbf]", stop + 1) do stop = stop - 1 end
  return ("%s... (%d bytes)"):format(text:sub(1, stop), #text)
end

local function shown(value)
  return harmless(cut(type(value) == "string" and value or inspect(value)))
end

-- Evaluation -----------------------------------------------------------------------------------

local CHUNK = "=input"

-- Compiles as an expression if it is one. Returns function, or nil, message, whether more lines
-- could complete it.
local function compile(source, env)
  local f = load("return " .. source, CHUNK, "t", env)
  if f then return f end
  local message
  f, message = load(source, CHUNK, "t", env)
  if f then return f end
  -- A string between quotes ends with its line, whatever comes next.
  return nil, message, message:find "<eof>$" ~= nil and not message:find "unfinished string"
end

-- Whether a call is one of rasad's own modules: inside the program, or in a source tree.
local function is_engine(call)
  return call:find "^rasad/" ~= nil or call:find "^[^:]*lua/rasad/[^:]*%.lua:" ~= nil
end

-- The error with the calls that led to it, without those of the session and of rasad's modules.
local function with_trace(err)
  if type(err) ~= "string" then
    local meta = getmetatable(err)
    if type(meta) == "table" and meta.__tostring then return tostring(err) end
    return "error: " .. inspect(err)
  end
  if err:find(INTERRUPTED .. "!?$") then return INTERRUPTED end
  local calls, inside = {}, false
  for call in debug.traceback("", 2):gmatch "\n\t([^\n]+)" do
    if call:find "'xpcall'" then break end
    inside = inside or not call:find "^%[C%]: in function 'error'"
    if inside and not call:find "^%(%.%.%.tail" and not is_engine(call) then calls[#calls + 1] = call end
  end
  -- A single call is the line that was typed, which the message names already.
  if #calls <= 1 then return err end
  return err .. "\n  " .. table.concat(calls, "\n  ")
end

---@class rasad.Session
---@field env table
---@field core table
---@field corpus any
---@field line table the line editor
---@field interactive boolean
---@field write fun(text: string)
---@field complain fun(text: string)
local Session = {}
Session.__index = Session

-- Runs f so that Ctrl-C can stop it. Returns whether it went well, and its results or the error.
function Session:guarded(f, ...)
  local interruptible = self.core and self.core.interruptible
  if not interruptible then return xpcall(f, with_trace, ...) end
  local results = table.pack(interruptible(xpcall, f, with_trace, ...))
  if not results[1] then return false, tostring(results[2]) end
  return table.unpack(results, 2, results.n)
end

-- Runs a chunk and shows its results; whether it went well.
function Session:evaluate(source, f)
  local results = table.pack(self:guarded(f))
  if not results[1] then return self:finish(false, results[2]) end
  if results.n > 1 then self.env._ = results[2] end
  if source:find ";%s*$" then return true end
  return self:finish(self:guarded(function()
    for i = 2, results.n do self.write(shown(results[i]) .. "\n") end
  end))
end

function Session:finish(ok, message)
  if not ok then self.complain(harmless(message) .. "\n") end
  return ok
end

-- Dot-commands and help ------------------------------------------------------------------------

local COMMANDS = {}

COMMANDS.help = { "this page", function(self)
  self.write [[
Type Lua; the value of an expression is shown and kept in _ (end it with ; to show nothing).
A chunk that isn't complete goes on in the next line. Names made with `local` end with their line.
  ?name    what is known of a name, such as ?corpus or ?rasad.pattern.word
  Tab      completes names, fields and methods
  Ctrl-C   gives up the line or stops the evaluation
  Ctrl-D   leaves
]]
  local names = {}
  for name in pairs(COMMANDS) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    self.write(("  .%-8s%s\n"):format(name, COMMANDS[name][1]))
  end
end }

COMMANDS.quit = { "leaves the session", function(self)
  self.over = true
end }

COMMANDS.info = { "what the corpus holds", function(self)
  if not self.corpus then
    self.write "There is no corpus. Open one: corpus = rasad.open(\"folder\")\n"
    return
  end
  self.write(shown(self.corpus:info()) .. "\n")
end }

function Session:command(name)
  local command = COMMANDS[name]
  if not command then
    self.complain(("There is no command .%s; try .help\n"):format(name))
    return false
  end
  return self:finish(self:guarded(command[2], self))
end

-- Help for a name from rasad.help; where that has none, what the name stands for.
function Session:describe(name)
  local ok, help = pcall(require, "rasad.help")
  local text = ok and type(help) == "table" and help.text and help.text(name)
  if text then
    self.write(harmless(text) .. "\n")
    return
  end
  local value = resolve(name, self.env)
  if value == nil then
    self.write(("Nothing is known of %s.\n"):format(name))
    return
  end
  local names = beginning_with(members(value, self.core), "", "", is_public)
  self.write(("%s is a %s"):format(name, type(value)))
  self.write(#names > 0 and " with: " .. table.concat(names, ", ") .. "\n" or ".\n")
end

-- The session ----------------------------------------------------------------------------------

-- Reads on from a first line until the chunk is complete. Returns its text and function, or
-- nothing if it was given up or doesn't compile; the message then is out.
function Session:complete_chunk(source)
  while true do
    local f, message, incomplete = compile(source, self.env)
    if f then return source, f end
    local next_line, why
    if incomplete then
      next_line, why = self.line.read(self.interactive and MORE or "")
      if why == INTERRUPTED then
        self.interrupted = true
        return source
      end
    end
    if not next_line then
      self.complain(harmless(message) .. "\n")
      return source
    end
    source = source .. "\n" .. next_line
  end
end

-- Runs what begins with a line; whether it went well.
function Session:take(line)
  local command = line:match "^%s*%.(%a+)%s*$"
  local topic = line:match "^%s*%?%s*([%a_][%w_.:]*)%s*$"
  if not line:find "%S" then
    return true
  elseif command or topic then
    self.line.add_history(line)
    if command then return self:command(command) end
    return self:finish(self:guarded(self.describe, self, topic))
  end
  local source, f = self:complete_chunk(line)
  self.line.add_history(source)
  if not f then return self.interrupted or false end
  return self:evaluate(source, f)
end

function Session:loop()
  while not self.over do
    self.interrupted = false
    local line, why = self.line.read(self.interactive and PROMPT or "")
    if line then
      local ok = self:take(line)
      if not ok and not self.interactive then return EXIT_FAILED end
    elseif why ~= INTERRUPTED then
      break
    elseif not self.interactive then
      return EXIT_INTERRUPTED
    end
  end
  return EXIT_OK
end

local function history_path()
  local state = os.getenv "XDG_STATE_HOME"
  if state and state:sub(1, 1) == "/" then return state .. "/rasad/history" end
  local home = os.getenv "HOME"
  return home and home .. "/.local/state/rasad/history"
end

-- Where the engine was built without its line editor.
local plain_line = {
  read = function(prompt)
    io.stdout:write(prompt):flush()
    return io.read "l"
  end,
  is_terminal = function() return false end,
  add_history = function() end,
  load_history = function() end,
  save_history = function() return true end,
  set_completer = function() end,
}

---Runs a session to its end. `env` is where names live (the globals unless given); corpus and the
---rasad module, if there, are put into it.
---@param options {corpus: any, core: table?, line: table?, env: table?, interactive: boolean?}
---@return integer exit code
function repl.run(options)
  local line = options.line or plain_line
  local interactive = options.interactive
  if interactive == nil then interactive = line.is_terminal() end
  local self = setmetatable({
    env = options.env or _G,
    core = options.core,
    corpus = options.corpus,
    line = line,
    interactive = interactive,
    write = options.write or function(text) io.stdout:write(text):flush() end,
    complain = options.complain or function(text) io.stderr:write(text):flush() end,
  }, Session)
  self.env.corpus = options.corpus
  if not interactive then return self:loop() end

  local path = history_path()
  if path then line.load_history(path) end
  line.set_completer(repl.completer(self.env, self.core))
  self.write(("rasad %s, %s%s. Type .help for help, Ctrl-D to leave.\n"):format(
    self.core and self.core.version or "", _VERSION,
    self.corpus and (", articles in corpus: %d"):format(#self.corpus) or ""))
  local code = self:loop()
  line.set_completer(nil)
  if path then
    local ok, message = line.save_history(path)
    if not ok then self.complain(("The history was not saved: %s\n"):format(message)) end
  end
  return code
end

return repl
