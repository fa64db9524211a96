-- run.lua: the verb that runs scripts: plain ones, reports, and reports made again.
local codes = require "rasad.codes"
local common = require "rasad.verbs.common"
local core = require "rasad.core"
local later = require "rasad.later"
local words_of_run = require "rasad.verbs.words"

local args = later "rasad.args"
local corrections = later "rasad.corrections"
local facts = later "rasad.render.facts"
local help = later "rasad.help"
local progress = later "rasad.progress"
local render = later "rasad.render"
local reproduction = later "rasad.reproduction"
local run = later "rasad.run"
local script = later "rasad.script"

local conclude, put, safe, say, stop = common.conclude, common.put, common.safe, common.say, common.stop

local running = {}

-- How a report is written. Colours and isolates may be used only on a terminal, and only for text.
local function render_options(options)
  local how = { width = 80, lang = options.lang, calendar = options.calendar, table = options.table }
  local is_terminal = not options.output and core.is_terminal and core.is_terminal(1)
  if not is_terminal then return how end
  local no_color = os.getenv("NO_COLOR")
  how.width = tonumber(os.getenv("COLUMNS")) or 80
  how.color = (no_color == nil or no_color == "") and os.getenv("TERM") ~= "dumb"
  how.bidi = options.bidi
  return how
end

-- What reports print, as far as anybody reads on.
local MOST_NOTES <const> = 1 << 18

local function show_notes(notes)
  local left = MOST_NOTES
  for _, note in ipairs(notes) do
    for line in note.text:gmatch("[^\n]+") do
      line = script.cut(line)
      left = left - #line
      if left < 0 then
        io.stderr:write("... and so on\n")
        return
      end
      io.stderr:write(safe(note.article and ("%s: %s"):format(note.article, line) or line), "\n")
    end
  end
end

local function show_problems(result)
  show_notes(result.notes or {})
  for _, group in ipairs(facts.group_problems(result.problems or {})) do
    say(("%s (in %s)"):format(facts.problem(group.first), facts.articles(group.articles)))
    common.show_trace(group.first.trace)
  end
  local failure = result.failure
  if failure then
    local where = failure.where and " at " .. failure.where or ""
    local outcome = failure.outcome and failure.outcome ~= "error" and failure.outcome .. ": " or ""
    if result.code == codes.INTERRUPTED then outcome = "" end
    say(outcome .. failure.message .. where)
    common.show_trace(failure.trace)
  end
end

local function emit(bytes, output)
  if not output or output == "-" then return put(bytes) end
  local ok, message = core.replace_file(output, bytes)
  if ok then return codes.OK end
  say(message)
  return codes.USAGE
end

local function run_plain(source, options, words, limits, description)
  local corpus <close> = common.open_corpus(options)
  -- One that asked for nothing when it was looked at has run to its end.
  local is_done = description.printed and #words == 0
  local result = is_done and { printed = description.printed, outcome = "ok", code = codes.OK }
    or run.plain(source, corpus, words, limits)
  local code = emit(common.printable(result.printed), options.output)
  say(common.summary(corpus))
  show_problems(result)
  return conclude(code ~= codes.OK and code or result.code, result.outcome)
end

-- The file of corrections, read.
local function corrections_of(path)
  if not path then return nil end
  local text, message = core.read_file(path)
  if not text then stop("--corrections: " .. message) end
  local name = path:match "([^/]*)$"
  local list
  list, message = corrections.read(text, name)
  if not list then stop("--corrections: " .. message) end
  return { name = name, hash = core.hash(text), list = list }
end

---A report by its options and its own words, over a corpus.
---@param corpus rasad.Corpus
---@param source rasad.ScriptSource
---@param definition table
---@param options table
---@param words string[]
---@param limits rasad.Limits
---@param recorded table? the arguments of the run to be repeated
---@return table result as rasad.run gives it
function running.make_report(corpus, source, definition, options, words, limits, recorded)
  local values, display = args.parse(definition.args, words, recorded)
  if not values then stop(("%s\ntry: rasad help %s"):format(display, options.script)) end
  local how = render_options(options)
  local step, wipe
  if core.is_terminal(2) then step, wipe = progress.new(function(bytes) io.stderr:write(bytes) end, os.time) end
  local result = run.report {
    source = source, definition = definition, corpus = corpus, arguments = values, display = display,
    workers = options.workers or math.min(core.processors and core.processors() or 1, #corpus), limits = limits,
    corrections = corrections_of(options.corrections), progress = step,
    render = function(document)
      local bytes, message = render.document(document, options.format, how)
      return bytes or error(message, 0)
    end,
  }
  if wipe then wipe() end
  return result
end

local function show_result(corpus, result)
  local failed = #result.problems
  say(common.summary(corpus) .. (failed > 0 and (", %d failed"):format(failed) or ""))
  for _, w in ipairs(result.idle or {}) do say("warning: " .. facts.warning(w)) end
  show_problems(result)
end

local function run_report(source, definition, options, words, limits)
  local corpus <close> = common.open_corpus(options)
  local result = running.make_report(corpus, source, definition, options, words, limits)
  local code = codes.OK
  if result.bytes then code = emit(result.bytes, options.output) end
  show_result(corpus, result)
  return conclude(code ~= codes.OK and code or result.code, result.outcome)
end

-- Makes a report of JSON once more, and says what differs.
local function reproduce(record, source, definition, options, words, limits)
  if options.format ~= "text" then stop "--reproduce compares JSON: it takes no --format" end
  options.format = "json"
  local corpus <close> = common.open_corpus(options)
  local result = running.make_report(corpus, source, definition, options, words, limits, record.arguments)
  show_result(corpus, result)
  local code = result.code
  if result.bytes then
    if options.output then code = math.max(code, emit(result.bytes, options.output)) end
    local lines = reproduction.differences(record, result.bytes)
    put(table.concat(lines, "\n") .. "\n")
    if #lines > 1 and code == codes.OK then code = codes.DIFFERENT end
  end
  return conclude(code, result.outcome)
end

-- The words of `rasad run` without --reproduce FILE, and that file.
local function without_reproduce(words)
  local rest, path, i = {}, nil, 1
  while i <= #words and words[i] ~= "--" do
    local given = words[i]:match "^%-%-reproduce=(.*)$"
    if words[i] == "--reproduce" then
      path = words[i + 1] or stop "--reproduce: which report? as in: rasad run --reproduce REPORT.json CORPUS"
      i = i + 1
    elseif given then
      path = given
    else
      rest[#rest + 1] = words[i]
    end
    i = i + 1
  end
  return table.move(words, i, #words, #rest + 1, rest), path
end

-- What is to be repeated; the words get the script's name and limits of that run.
local function read_record(path, words)
  local bytes, message = core.read_file(path)
  if not bytes then stop("--reproduce: " .. message) end
  local record
  record, message = reproduction.read(bytes, path)
  if not record then stop("--reproduce: " .. message) end
  local place = words_of_run.script_place(words)
  if not (place and words[place]:find "%.lua$") then table.insert(words, place or 1, record.script) end
  for _, word in ipairs(record.limits) do
    local option, given = word:match "^[^=]+", false
    for _, other in ipairs(words) do given = given or other:match "^[^=]+" == option end
    if not given then table.insert(words, 1, word) end
  end
  return record
end

local function check_record(record, options)
  if record.corrections and not options.corrections then
    stop(("--reproduce: the report was made with corrections; name their file: --corrections %s"):format(record.corrections))
  end
end

function running.run(given)
  local words, record_path = without_reproduce(given)
  local record = record_path and read_record(record_path, words)
  local place = words_of_run.script_place(words)
  if common.wants_help(words) then
    if place then return require("rasad.verbs.help").of_script(words[place], words_of_run.limits(words)) end
    return put(help.verb "run")
  end
  if not place then stop("which script? as in: rasad run NAME CORPUS (`rasad scripts` lists names)") end
  local source = common.find_script(words[place])
  local description, options, own, limits = words_of_run.read(words, source, true)
  if description.kind == "plain" then
    if record or options.corrections then stop(source.name .. " is a plain script; only reports are corrected and reproduced") end
    return run_plain(source, options, own, limits, description)
  end
  if not record then return run_report(source, description.definition, options, own, limits) end
  check_record(record, options)
  return reproduce(record, source, description.definition, options, own, limits)
end

return running
