-- cli.lua: the program: finds the verb that is asked for, and has the verbs that are the program's own.
local codes = require "rasad.codes"
local common = require "rasad.verbs.common"
local core = require "rasad.core"
local later = require "rasad.later"
require "rasad" -- the methods of corpora and articles that are written in Lua

local completion = later "rasad.completion"
local help = later "rasad.help"
local report = later "rasad.report"
local run = later "rasad.run"
local script = later "rasad.script"

local new_parser, parse, put, safe, say, stop = common.new_parser, common.parse, common.put, common.safe, common.say, common.stop

local cli = {}

local verbs = {}

-- The module of rasad.verbs that has a verb.
local MODULES = {
  run = "run", help = "help",
  scripts = "scripts", new = "scripts", ["check-script"] = "scripts", install = "scripts",
  info = "corpus", build = "corpus", check = "corpus", export = "corpus",
  tokens = "text", normalize = "text", dates = "text",
}
for verb, module in next, MODULES do
  verbs[verb] = function(words) return require("rasad.verbs." .. module)[verb](words) end
end

function verbs.repl(words)
  local parser = new_parser "repl"
  parser:argument("corpus"):args("*")
  parser:option("--map")
  parser:flag("--path-date")
  parser:flag("--strict")
  local options = parse(parser, words)
  local corpus = #options.corpus > 0 and common.open_corpus(options) or nil
  if corpus then say(common.summary(corpus)) end
  core.end_on_interrupt(false) -- at the prompt it ends a line, or what one runs
  local has_line, line = pcall(require, "rasad.line")
  _G.rasad, _G.lpeg, _G.re = require "rasad", require "lpeg", require "rasad.re"
  return require("rasad.repl").run {
    corpus = corpus, core = core, line = has_line and line or nil, env = _G,
  } or codes.OK
end

-- Verbs for programs, which people are not told of.
local HIDDEN = { lua = true, complete = true }

local function verb_names()
  local names = {}
  for name in next, verbs do if not HIDDEN[name] then names[#names + 1] = name end end
  table.sort(names)
  return names
end

function verbs.completion(words)
  local parser = new_parser "completion"
  parser:argument("shell"):choices(completion.shells)
  return put(completion.script(parse(parser, words).shell))
end

-- What the shell may offer for the last of the words, a line each.
function verbs.complete(words)
  local list = completion.candidates(words, verb_names())
  for i, candidate in ipairs(list) do list[i] = safe(candidate) .. "\n" end
  return put(table.concat(list))
end

-- For developing rasad: runs a Lua file with everything open, as its tests need. Not in the help.
function verbs.lua(words)
  local path = words[1]
  if not path then stop("which file? as in: rasad lua FILE [arguments]") end
  local text, message = core.read_file(path)
  if not text then stop(message) end
  local chunk
  chunk, message = load(text:gsub("^#[^\n]*", ""), "@" .. path, "t")
  if not chunk then stop(message, codes.SCRIPT_INVALID) end
  package.path = ("%s/?.lua;%s"):format(path:match("^(.*)/[^/]*$") or ".", package.path)
  _G.arg = table.move(words, 2, #words, 1, { [0] = path })
  local ok, trace = xpcall(chunk, debug.traceback, table.unpack(words, 2))
  if ok then return codes.OK end
  io.stderr:write("rasad: ", tostring(trace), "\n")
  return codes.SCRIPT_FAILED
end

local function exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

local function dispatch(words)
  local first = words[1]
  if not first or first == "-h" or first == "--help" then return put(help.overview) end
  if first == "--version" then
    return put(("rasad %s (profile %s, %s)\n"):format(core.version, core.profile, _VERSION))
  end
  local rest = table.move(words, 2, #words, 1, {})
  local verb = verbs[first]
  if verb then
    if first ~= "run" and not HIDDEN[first] and common.wants_help(rest) then return put(help.verb(first)) end
    return verb(rest)
  end
  if first:sub(1, 1) == "-" then stop(("%s: no such option; `rasad help` lists what there is"):format(first)) end
  if exists(first) then return verbs.repl(words) end
  if script.find(first) then stop(("'%s' is a script; try: rasad run %s CORPUS"):format(first, first)) end
  local meant = report.suggest(first, verb_names())
  stop(("there is no verb and no file '%s'%s; `rasad help` lists the verbs"):format(first,
    meant and (" (did you mean '%s'?)"):format(meant) or ""))
end

-- What ended a verb: its message and exit code; further lines of the message are shown as they are.
local function failure_of(e)
  if common.is_stop(e) then return e end
  if tostring(e):find "interrupted$" then return { message = "interrupted", code = codes.INTERRUPTED } end
  if run.is_damage(e) then return { message = e:match("^[^\n]*"), code = codes.DAMAGED } end
  return { message = "internal error: " .. debug.traceback(tostring(e), 3), code = codes.USAGE, internal = true }
end

---Runs the program.
---@param argv string[] the words of the command line; argv[0] is the program
---@return integer code the exit code
function cli.main(argv)
  local words = table.move(argv, 1, #argv, 1, {})
  local code
  core.end_on_interrupt(true)
  local ok, failure = xpcall(function() code = dispatch(words) end, function(e)
    core.end_on_interrupt(false)
    return failure_of(e)
  end)
  core.end_on_interrupt(false)
  if ok then return code end
  if failure.internal then
    io.stderr:write("rasad: ", failure.message, "\n")
  elseif failure.message then
    local first, rest = failure.message:match "^([^\n]*)\n?(.*)$"
    say(first)
    for line in rest:gmatch "[^\n]+" do io.stderr:write(safe(line), "\n") end
  end
  return failure.outcome and common.conclude(failure.code, failure.outcome) or failure.code
end

return cli
