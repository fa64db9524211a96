-- common.lua: what the verbs share: reading words, opening corpora, finding scripts, saying and writing.
local argparse = require "argparse"
local codes = require "rasad.codes"
local core = require "rasad.core"
local later = require "rasad.later"

local facts = later "rasad.render.facts"
local jail = later "rasad.jail"
local run = later "rasad.run"
local script = later "rasad.script"
local terminal = later "rasad.render.text"

local common = {}

-- Saying and writing ------------------------------------------------------------------------------

---A text that controls no terminal, on one line.
---@param text string
---@return string
function common.safe(text) return terminal.safe(text) end

---The same of what may have several lines.
---@param text string
---@return string
function common.printable(text) return terminal.printable(text) end

---Says something on standard error.
---@param message string
function common.say(message)
  io.stderr:write("rasad: ", common.safe(message), "\n")
end

---Writes to standard output; a reader that has gone away is no error of ours.
---@param bytes string
---@return integer code
function common.put(bytes)
  local ok, message = core.write(bytes)
  if not ok then
    common.say(message)
    return codes.USAGE
  end
  return codes.OK
end

---Writes lines in pieces of some size, so that a long list neither waits nor crawls.
---@return fun(line: string) write
---@return fun() flush
function common.line_writer()
  local lines, size = {}, 0
  local function flush()
    local ok, message = core.write(#lines == 1 and lines[1] or table.concat(lines))
    if not ok then common.stop(message) end
    lines, size = {}, 0
  end
  return function(line)
    lines[#lines + 1] = line
    size = size + #line
    if size > 65536 then flush() end
  end, flush
end

---A number of things: "1 article", "3 articles".
---@param n integer
---@param word string
---@return string
function common.plural(n, word)
  return ("%d %s%s"):format(n, word, n == 1 and "" or "s")
end

-- Ending early ------------------------------------------------------------------------------------

-- What ends a verb early: a message, an exit code and, after a script, its outcome.
local Stop = {}

---Ends the verb.
---@param message string? what is said, further lines as they are
---@param code integer? USAGE without it
---@param outcome string?
function common.stop(message, code, outcome)
  error(setmetatable({ message = message, code = code or codes.USAGE, outcome = outcome }, Stop), 0)
end

---Whether an error is such an end.
---@param failure any
---@return boolean
function common.is_stop(failure)
  return getmetatable(failure) == Stop
end

---The end of `rasad run`: the last line of standard error.
---@param code integer
---@param outcome string
---@return integer code
function common.conclude(code, outcome)
  if code ~= codes.USAGE and code ~= codes.INTERRUPTED then io.stderr:write("outcome: ", outcome, "\n") end
  return code
end

-- The words of a verb -----------------------------------------------------------------------------

---Reads a verb's options; a mistake is shown with the usage line.
---@param parser table
---@param words string[]
---@return table options
function common.parse(parser, words)
  local ok, result = parser:pparse(words)
  if ok then return result end
  common.stop(("%s\n%s"):format(result, (parser:get_usage():gsub("\n%s*", " "))))
end

---@param verb string
---@return table parser
function common.new_parser(verb)
  return argparse("rasad " .. verb):add_help(false)
end

---The same for a verb that reads a corpus and writes in one of some formats.
---@param verb string
---@param formats string[] the first unless another is asked for
---@return table parser
function common.corpus_parser(verb, formats)
  local parser = common.new_parser(verb)
  parser:argument("corpus"):args("+")
  parser:option("--format"):choices(formats):default(formats[1])
  parser:option("--map")
  parser:flag("--path-date")
  parser:flag("--strict")
  return parser
end

---Converts a number of processes.
---@param text string
---@return integer?
---@return string? message
function common.positive(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 1 and n <= 256 then return n end
  return nil, ("expected a number of processes from 1 to 256, got '%s'"):format(text)
end

---Whether words ask for help on the verb.
---@param words string[]
---@return boolean
function common.wants_help(words)
  for _, word in ipairs(words) do
    if word == "--" then return false end
    if word == "-h" or word == "--help" then return true end
  end
  return false
end

---The names of members of records: "text=body,title=head" as a table.
---@param words string?
---@return table<string, string>?
function common.map_of(words)
  if not words then return nil end
  local map = {}
  for part in words:gmatch("[^,]+") do
    local name, member = part:match("^%s*([^=]-)%s*=%s*(.-)%s*$")
    if not name or name == "" or member == "" then
      common.stop(('--map: want NAME=MEMBER,... as in "text=body,title=head", got "%s"'):format(part))
    end
    map[name] = member
  end
  return map
end

-- Corpora -----------------------------------------------------------------------------------------

---Exit codes of the library's failures, and of what becomes of a reader's script; of all others it is USAGE.
common.code_of = setmetatable({ interrupted = codes.INTERRUPTED, corrupt = codes.DAMAGED }, {
  __index = function(_, code) return code and jail.code(code) end,
})

---The corpus of what the options of a verb name.
---@param options table
---@return rasad.Corpus
function common.open(options)
  local corpus, message, code = core.open(options.corpus, {
    strict = options.strict, path_date = options.path_date, map = common.map_of(options.map),
  })
  if not corpus then common.stop(message, common.code_of[code]) end
  for _, w in ipairs(corpus:warnings()) do common.say("warning: " .. facts.warning(w)) end
  return corpus
end

---The same; without any article the verb ends.
---@param options table
---@return rasad.Corpus
function common.open_corpus(options)
  local corpus = common.open(options)
  if #corpus == 0 then common.stop(("no article in %s"):format(table.concat(options.corpus, ", "))) end
  return corpus
end

---What was read: "12 articles read, 3 skipped (2 empty, 1 binary)".
---@param corpus rasad.Corpus
---@return string
function common.summary(corpus)
  local info = corpus:info()
  local text = common.plural(info.articles, "article") .. " read"
  if info.skipped == 0 then return text end
  local counts, kinds = {}, {}
  for _, w in ipairs(corpus:warnings()) do
    if w.skipped then
      if not counts[w.kind] then kinds[#kinds + 1] = w.kind end
      counts[w.kind] = (counts[w.kind] or 0) + 1
    end
  end
  table.sort(kinds)
  for i, kind in ipairs(kinds) do
    local name = kind:gsub("_", " ")
    kinds[i] = #kinds == 1 and name or ("%d %s"):format(counts[kind], name)
  end
  local reasons = #kinds > 0 and (" (%s)"):format(table.concat(kinds, ", ")) or ""
  return ("%s, %d skipped%s"):format(text, info.skipped, reasons)
end

-- Scripts -----------------------------------------------------------------------------------------

---@param name string its name or path
---@return rasad.ScriptSource
function common.find_script(name)
  local source, message = script.find(name)
  if not source then common.stop(message) end
  return source
end

---The lines that led to an error, below its message.
---@param trace string[]?
function common.show_trace(trace)
  for i, line in ipairs(trace or {}) do
    if i > 1 then io.stderr:write("  called from ", common.safe(line), "\n") end
  end
end

---What a script is. When one that is to run fails, what it has printed is put out.
---@param source rasad.ScriptSource
---@param limits rasad.Limits
---@param is_run boolean?
---@return table description
function common.describe(source, limits, is_run)
  local description, problem = run.describe(source, limits)
  if description then return description end
  if is_run and problem.printed then common.put(common.printable(problem.printed)) end
  common.say(problem.message)
  common.show_trace(problem.trace)
  common.stop(nil, problem.code, is_run and jail.code(problem.outcome) and jail.worst { problem })
end

return common
