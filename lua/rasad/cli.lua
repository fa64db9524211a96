-- cli.lua: the program's verbs. Each reads its options, calls the library, and gives an exit code.
local argparse = require "argparse"
local codes = require "rasad.codes"
local core = require "rasad.core"
require "rasad" -- the methods of corpora and articles that are written in Lua

-- A module that is loaded when it is first asked for something: what a verb doesn't need costs it no time.
local function later(name, known)
  return setmetatable({}, { __index = function(_, key)
    local value = known and known[key]
    if value == nil then return require(name)[key] end
    return value
  end })
end

local args = later "rasad.args"
local completion = later "rasad.completion"
local corrections = later "rasad.corrections"
local facts = later "rasad.render.facts"
local help = later "rasad.help"
local jail = later "rasad.jail"
local json = later "rasad.json"
local progress = later "rasad.progress"
local render = later "rasad.render"
local report = later "rasad.report"
local reproduction = later "rasad.reproduction"
local run = later("rasad.run", codes)
local terminal = later "rasad.render.text"
local script = later "rasad.script"
local selection = later "rasad.selection"
local sharing = later "rasad.sharing"

local cli = {}

local function safe(text) return terminal.safe(text) end

local function printable(text) return terminal.printable(text) end

local verbs = {}

local function say(message)
  io.stderr:write("rasad: ", safe(message), "\n")
end

-- Standard output; a reader that has gone away is no error of ours.
local function put(bytes)
  local ok, message = core.write(bytes)
  if not ok then
    say(message)
    return run.USAGE
  end
  return run.OK
end

local function fail(message, code)
  say(message)
  return code or run.USAGE
end

-- What ends a verb early: a message, an exit code and, after a script, its outcome.
local Stop = {}

local function stop(message, code, outcome)
  error(setmetatable({ message = message, code = code or run.USAGE, outcome = outcome }, Stop), 0)
end

-- Reads a verb's options; a mistake is shown with the usage line.
local function parse(parser, words)
  local ok, result = parser:pparse(words)
  if ok then return result end
  stop(("%s\n%s"):format(result, (parser:get_usage():gsub("\n%s*", " "))))
end

local function new_parser(verb)
  return argparse("rasad " .. verb):add_help(false)
end

local function positive(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 1 and n <= 256 then return n end
  return nil, ("expected a number of processes from 1 to 256, got '%s'"):format(text)
end

local function table_number(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 1 then return n end
  return nil, ("expected the number of a table, 1 or more, got '%s'"):format(text)
end

-- A limit's value: a number above zero, up to a million.
local function limit(text_given)
  local n = tonumber(text_given)
  if n and n > 0 and n <= 1e6 then return n end
  return nil, ("expected a number above 0, got '%s'"):format(text_given)
end

local function plural(n, word)
  return ("%d %s%s"):format(n, word, n == 1 and "" or "s")
end

-- "12 articles read, 3 skipped (2 empty, 1 binary)"
local function summary(corpus)
  local info = corpus:info()
  local text = plural(info.articles, "article") .. " read"
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

local function show_warnings(corpus)
  for _, w in ipairs(corpus:warnings()) do say("warning: " .. facts.warning(w)) end
end

-- "text=body,title=head" as a table.
local function map_of(words)
  if not words then return nil end
  local map = {}
  for part in words:gmatch("[^,]+") do
    local name, member = part:match("^%s*([^=]-)%s*=%s*(.-)%s*$")
    if not name or name == "" or member == "" then
      stop(('--map: want NAME=MEMBER,... as in "text=body,title=head", got "%s"'):format(part))
    end
    map[name] = member
  end
  return map
end

-- Exit codes of the library's failures; of all others it is run.USAGE.
local code_of = { interrupted = run.INTERRUPTED, corrupt = run.DAMAGED }

-- The corpus of what the options of a verb name.
local function open_corpus(options)
  local paths = options.corpus
  local corpus, message, code = core.open(paths, {
    strict = options.strict, path_date = options.path_date, map = map_of(options.map),
  })
  if not corpus then stop(message, code_of[code]) end
  show_warnings(corpus)
  if #corpus == 0 then stop(("no article in %s"):format(table.concat(paths, ", "))) end
  return corpus
end

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

local function find_script(name)
  local source, message = script.find(name)
  if not source then stop(message) end
  return source
end

local function show_trace(trace)
  for i, line in ipairs(trace or {}) do
    if i > 1 then io.stderr:write("  called from ", safe(line), "\n") end
  end
end

-- What the script is. When one that is to run fails, what it has printed is put out.
local function describe(source, limits, is_run)
  local description, problem = run.describe(source, limits)
  if description then return description end
  if is_run and problem.printed then put(printable(problem.printed)) end
  say(problem.message)
  show_trace(problem.trace)
  stop(nil, problem.code, is_run and jail.code(problem.outcome) and jail.worst { problem })
end

-- What an option of `rasad run` itself takes, "value" or "flag"; nil for a script's own.
local function run_option(word)
  local name = word:match "^%-%-([^=]+)" or word:match "^%-(%a)$"
  return name and args.RUN_OPTIONS[name]
end

-- Whether the value of an option is the next word.
local function takes_next(word)
  return run_option(word) == "value" and not word:find("=", 1, true)
end

-- The place of the script's name among the words of `rasad run`.
local function script_place(words)
  local i = 1
  while i <= #words do
    local word = words[i]
    if takes_next(word) then
      i = i + 1
    elseif word == "--" then
      return nil
    elseif not word:find("^%-.") then
      return i
    end
    i = i + 1
  end
end

-- The options that set what a script may do.
local function add_jail_options(parser)
  parser:option("--max-memory"):convert(limit)
  parser:option("--max-cpu"):convert(limit)
  parser:option("--max-wall"):convert(limit)
  parser:option("--max-output"):convert(limit)
  parser:option("--allow-read"):count("*")
  parser:flag("--allow-weak-jail")
  return parser
end

local function limits_of(options)
  local limits, message = jail.limits {
    memory = options.max_memory, cpu = options.max_cpu, wall = options.max_wall, output = options.max_output,
    read = #options.allow_read > 0 and options.allow_read or nil, weak = options.allow_weak_jail,
  }
  if not limits then stop("--allow-read: " .. message) end
  return limits
end

-- The limits among all words of `rasad run`, before it is known which of the others are the script's.
local function early_limits(words)
  local own, i = {}, 1
  while i <= #words and words[i] ~= "--" do
    local option = words[i]:match("^%-%-[^=]+")
    if option and (option:find("^%-%-max%-") or option:find("^%-%-allow%-")) and run_option(option) then
      own[#own + 1] = words[i]
      if takes_next(words[i]) then
        i = i + 1
        own[#own + 1] = words[i]
      end
    end
    i = i + 1
  end
  return limits_of(parse(add_jail_options(new_parser "run"), own))
end

local function run_parser()
  local parser = add_jail_options(new_parser "run")
  parser:argument("script")
  parser:argument("corpus"):args("+")
  parser:option("--format"):choices(render.formats):default("text")
  parser:option("-o --output")
  parser:option("--workers"):convert(positive)
  parser:option("--bidi"):choices({ "off", "isolate" }):default("off")
  parser:option("--lang"):choices(render.languages)
  parser:option("--calendar"):choices(render.calendars)
  parser:option("--table"):convert(table_number)
  parser:option("--map")
  parser:option("--corrections")
  parser:flag("--path-date")
  parser:flag("--strict")
  return parser
end

-- Options that neither `rasad run` nor the script has, before argparse meets them: it knows only half of the names.
local function refuse_unknown(words, spec)
  local i = 1
  while i <= #words do
    local word = words[i]
    local name = word:match("^%-%-([^=]+)")
    if takes_next(word) then
      i = i + 1
    elseif name and not run_option(word) then
      local names = {}
      for known in next, args.RUN_OPTIONS do if #known > 1 then names[#names + 1] = known end end
      for known in next, args.by_name(spec) do names[#names + 1] = known end
      stop(args.unknown(name, names))
    end
    i = i + 1
  end
end

local function script_words(source, description, words)
  if description.kind == "report" then return args.split(description.definition.args, words) end
  local own, rest = args.split({}, words)
  for _, word in ipairs(rest) do
    local option = word:match("^%-%-[^=]+")
    if option and not run_option(option) then
      stop(("%s: no such option; %s is a plain script, whose arguments go after --"):format(option, source.name))
    end
  end
  return own, rest
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
    show_trace(group.first.trace)
  end
  local failure = result.failure
  if failure then
    local where = failure.where and " at " .. failure.where or ""
    local outcome = failure.outcome and failure.outcome ~= "error" and failure.outcome .. ": " or ""
    if result.code == run.INTERRUPTED then outcome = "" end
    say(outcome .. failure.message .. where)
    show_trace(failure.trace)
  end
end

local function emit(bytes, output)
  if not output or output == "-" then return put(bytes) end
  local ok, message = core.replace_file(output, bytes)
  if not ok then return fail(message) end
  return run.OK
end

-- The end of `rasad run`: the exit code, and the last line of standard error.
local function conclude(code, outcome)
  if code ~= run.USAGE and code ~= run.INTERRUPTED then io.stderr:write("outcome: ", outcome, "\n") end
  return code
end

local function run_plain(source, options, words, limits, description)
  local corpus <close> = open_corpus(options)
  -- One that asked for nothing when it was looked at has run to its end.
  local is_done = description.printed and #words == 0
  local result = is_done and { printed = description.printed, outcome = "ok", code = run.OK }
    or run.plain(source, corpus, words, limits)
  local code = emit(printable(result.printed), options.output)
  say(summary(corpus))
  show_problems(result)
  return conclude(code ~= run.OK and code or result.code, result.outcome)
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

-- A report by its options and its own words, over a corpus. `recorded` are the arguments of the run to be repeated.
local function make_report(corpus, source, definition, options, words, limits, recorded)
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
  say(summary(corpus) .. (failed > 0 and (", %d failed"):format(failed) or ""))
  for _, w in ipairs(result.idle or {}) do say("warning: " .. facts.warning(w)) end
  show_problems(result)
end

local function run_report(source, definition, options, words, limits)
  local corpus <close> = open_corpus(options)
  local result = make_report(corpus, source, definition, options, words, limits)
  local code = run.OK
  if result.bytes then code = emit(result.bytes, options.output) end
  show_result(corpus, result)
  return conclude(code ~= run.OK and code or result.code, result.outcome)
end

-- Makes a report of JSON once more, and says what differs.
local function reproduce(record, source, definition, options, words, limits)
  if options.format ~= "text" then stop "--reproduce compares JSON: it takes no --format" end
  options.format = "json"
  local corpus <close> = open_corpus(options)
  local result = make_report(corpus, source, definition, options, words, limits, record.arguments)
  show_result(corpus, result)
  local code = result.code
  if result.bytes then
    if options.output then code = math.max(code, emit(result.bytes, options.output)) end
    local lines = reproduction.differences(record, result.bytes)
    put(table.concat(lines, "\n") .. "\n")
    if #lines > 1 and code == run.OK then code = run.DIFFERENT end
  end
  return conclude(code, result.outcome)
end

local function wants_help(words)
  for _, word in ipairs(words) do
    if word == "--" then return false end
    if word == "-h" or word == "--help" then return true end
  end
  return false
end

local function script_help(name, limits, format)
  local source = find_script(name)
  local description = describe(source, limits)
  if description.kind == "report" then
    return put((format == "md" and help.markdown or help.script)(name, description.definition))
  end
  local comment = script.leading_comment(source.text)
  return put(("%s: a plain script\n\nrasad run %s CORPUS... [-- arguments]\n%s"):format(source.name, name,
    comment ~= "" and "\n" .. comment .. "\n" or ""))
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
  local place = script_place(words)
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

-- What the words of `rasad run` ask for: a script, what it is, options, its own words, limits.
local function read_run(words, source, is_run)
  local limits = early_limits(words)
  local description = describe(source, limits, is_run)
  local own, rest = script_words(source, description, words)
  refuse_unknown(rest, description.definition and description.definition.args or {})
  return description, parse(run_parser(), rest), own, limits
end

function verbs.run(given)
  local words, record_path = without_reproduce(given)
  local record = record_path and read_record(record_path, words)
  local place = script_place(words)
  if wants_help(words) then
    if place then return script_help(words[place], early_limits(words)) end
    return put(help.verb "run")
  end
  if not place then stop("which script? as in: rasad run NAME CORPUS (`rasad scripts` lists names)") end
  local source = find_script(words[place])
  local description, options, own, limits = read_run(words, source, true)
  if description.kind == "plain" then
    if record or options.corrections then stop(source.name .. " is a plain script; only reports are corrected and reproduced") end
    return run_plain(source, options, own, limits, description)
  end
  if not record then return run_report(source, description.definition, options, own, limits) end
  check_record(record, options)
  return reproduce(record, source, description.definition, options, own, limits)
end

-- Scripts are loaded to say what they are: not for long. Gives the limits and the words that are left.
local function glance(words)
  local rest = {}
  for _, word in ipairs(words) do
    if word ~= "--allow-weak-jail" then rest[#rest + 1] = word end
  end
  return jail.limits { cpu = 2, weak = #rest < #words or nil }, rest
end

function verbs.help(words)
  local parser = new_parser "help"
  parser:argument("name"):args("?")
  parser:option("--format"):choices({ "text", "md" }):default("text")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  if not options.name then return put(help.overview) end
  local text = help.verb(options.name)
  if text then return put(text) end
  return script_help(options.name, jail.limits { cpu = 2, weak = options.allow_weak_jail }, options.format)
end

-- What a line of `rasad scripts` says of a script.
local function about_script(source, description, problem)
  if not description then return "(does not load: " .. problem.message .. ")" end
  local about = description.kind == "plain" and "(a plain script)" or description.definition.summary
  local was = source.folder and sharing.installed(source.folder)
  if was and was ~= script.hash(source) then about = about .. " (changed since it was installed)" end
  return about
end

function verbs.scripts(words)
  local limits, rest = glance(words)
  local fits, message = function() return true end, nil
  if #rest > 0 then fits, message = selection.parse(table.concat(rest, " ")) end
  if not fits then stop(message) end
  local lines = {}
  for _, name in ipairs(script.names()) do
    local source = script.find(name)
    local description, problem = run.describe(source, limits)
    local definition = description and description.definition
    if fits(name, definition and definition.categories or {}) then
      lines[#lines + 1] = ("%-24s %s\n"):format(name, safe(about_script(source, description, problem)))
    end
  end
  if #lines == 0 then return put("No scripts.\n") end
  return put(table.concat(lines))
end

-- Runs a report as words say, without writing it. Gives its result, or nil and why it wasn't tried.
local function try_report(source, words)
  local description, options, own, limits = read_run(words, source)
  for _, path in ipairs(options.corpus) do
    if not (core.list_folder(path) or core.read_file(path)) then return nil, ("there is no %s here"):format(path) end
  end
  local corpus <close> = open_corpus(options)
  if description.kind == "plain" then return run.plain(source, corpus, own, limits) end
  return make_report(corpus, source, description.definition, options, own, limits)
end

-- Says how a step of a check went; counts what failed.
local function checker()
  local failed = 0
  local function tell(word, what, lines)
    put(("%-8s %s\n"):format(word, safe(what)))
    for _, line in ipairs(lines or {}) do put("         " .. safe(line) .. "\n") end
    if word == "FAILED" then failed = failed + 1 end
  end
  return tell, function() return failed end
end

local function problem_lines(result)
  local lines = {}
  for _, problem in ipairs(result.problems or {}) do
    lines[#lines + 1] = ("%s (in article %s)"):format(facts.problem(problem), problem.article)
  end
  if result.failure then lines[#lines + 1] = facts.problem(result.failure) end
  return lines
end

-- A function that may stop as verbs do: gives what it gives, or nil and the message.
local function caught(f, ...)
  local result = table.pack(pcall(f, ...))
  if result[1] then return table.unpack(result, 2, result.n) end
  if getmetatable(result[2]) == Stop then return nil, result[2].message or "it does not load" end
  error(result[2], 0)
end

local function check_example(tell, source, example)
  local words = sharing.words(example)
  if words[1] ~= "rasad" or words[2] ~= "run" then
    return tell("FAILED", "example: " .. example, { "an example begins with `rasad run NAME`" })
  end
  words = table.move(words, 3, #words, 1, {})
  local place = script_place(words)
  if not place then return tell("FAILED", "example: " .. example, { "it names no script" }) end
  local result, why = caught(try_report, source, words)
  if not result then
    local is_absent = why:find "^there is no .* here$"
    return tell(is_absent and "skipped" or "FAILED", "example: " .. example, { why })
  end
  tell(result.outcome == "ok" and "ok" or "FAILED", "example: " .. example, problem_lines(result))
end

local function check_test(tell, source, test, update)
  local words = { source.name, test.corpus, "--format=json" }
  table.move(test.args, 1, #test.args, #words + 1, words)
  local result, why = caught(try_report, source, words)
  local what = "test: " .. test.name
  if not result then return tell("FAILED", what, { why }) end
  if result.outcome ~= "ok" then return tell("FAILED", what, problem_lines(result)) end
  local bytes = result.bytes or result.printed
  if update then
    local ok, message = core.replace_file(test.file, bytes)
    return tell(ok and "written" or "FAILED", what, { message })
  end
  if not test.expected then return tell("FAILED", what, { "there is no expected.json; --update writes it" }) end
  local changes = reproduction.changes(test.expected, bytes)
  tell(#changes == 0 and "ok" or "FAILED", what, changes)
end

-- Looks a script through. Gives the exit code.
local function check_script(path, limits, update)
  local source = find_script(core.list_folder(path) and path .. "/" or path)
  local tell, failed = checker()
  local description, problem = run.describe(source, limits)
  if not description then
    tell("FAILED", "loads", { problem.message })
    return problem.code
  end
  local is_plain = description.kind == "plain"
  tell("ok", is_plain and "loads, as a plain script" or ("loads, as the report %s"):format(description.definition.name))
  for _, lack in ipairs(is_plain and {} or sharing.lacks(description.definition)) do tell("note", lack) end
  local undefined = sharing.undefined(source, is_plain)
  tell(#undefined == 0 and "ok" or "FAILED", "names what there is", undefined)
  for _, example in ipairs(is_plain and {} or description.definition.examples) do check_example(tell, source, example) end
  for _, test in ipairs(core.list_folder(path) and sharing.tests((path:gsub("/+$", ""))) or {}) do
    check_test(tell, source, test, update)
  end
  return failed() == 0 and run.OK or run.SCRIPT_FAILED
end

verbs["check-script"] = function(words)
  local parser = new_parser "check-script"
  parser:argument("script")
  parser:flag("--update")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  return check_script(options.script, jail.limits { weak = options.allow_weak_jail }, options.update)
end

function verbs.new(words)
  local parser = new_parser "new"
  parser:argument("name")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  local name = options.name
  if not name:find "^%l[%l%d-]*$" then
    stop(("the name %q should be made of small letters, digits and -, as in ceasefire-days"):format(name))
  end
  local ok, message = sharing.write_new(name, sharing.skeleton(name))
  if not ok then stop(message) end
  say(("made the folder %s; try: rasad check-script %s"):format(name, name))
  return check_script(name, jail.limits { weak = options.allow_weak_jail }, true)
end

function verbs.install(words)
  local parser = new_parser "install"
  parser:argument("script")
  parser:option("--hash")
  parser:flag("--replace")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  local bundle, message = sharing.read(options.script)
  if not bundle then stop(message) end
  local hash = script.hash(bundle.source)
  if options.hash and options.hash ~= hash then
    stop(("%s has the hash %s, not %s: it is not what was meant"):format(options.script, hash, options.hash), run.SCRIPT_FAILED)
  end
  local description = describe(bundle.source, jail.limits { weak = options.allow_weak_jail })
  local name = description.definition and description.definition.name or bundle.name
  if not name:find "^[%w_-]+$" then stop(("'%s' is not the name of a script"):format(name)) end
  local folder
  folder, message = sharing.install(bundle, name, options.replace)
  if not folder then stop(message) end
  return put(("installed %s (hash %s) in %s\ntry: rasad help %s\n"):format(name, hash, safe(folder), name))
end

local INFO_NAMES = {
  { "articles", "articles" }, { "stories", "stories" }, { "sources", "sources" }, { "words", "words" },
  { "tokens", "tokens" }, { "types", "distinct forms" }, { "keys", "distinct keys" },
  { "source_bytes", "bytes of source" }, { "skipped", "skipped" }, { "warnings", "warnings" },
  { "profile", "profile" }, { "fingerprint", "fingerprint" },
  -- Of a built corpus only:
  { "bytes_on_disk", "bytes on disk" }, { "segments", "segments" }, { "commits", "commits" },
}

local function corpus_parser(verb, formats)
  local parser = new_parser(verb)
  parser:argument("corpus"):args("+")
  parser:option("--format"):choices(formats):default(formats[1])
  parser:option("--map")
  parser:flag("--path-date")
  parser:flag("--strict")
  return parser
end

-- "12 utf-8, 3 windows-1256"
local function encodings_of(info)
  local names = {}
  for name in next, info.encodings do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do names[i] = ("%d %s"):format(info.encodings[name], name) end
  return table.concat(names, ", ")
end

function verbs.info(words)
  local options = parse(corpus_parser("info", { "text", "json" }), words)
  local corpus <close> = open_corpus(options)
  local info = corpus:info()
  if options.format == "json" then
    local order, warnings = {}, json.array()
    for i, pair in ipairs(INFO_NAMES) do order[i] = pair[1] end
    order[#order + 1] = "encodings"
    for i, w in ipairs(corpus:warnings()) do
      warnings[i] = json.object(w, { "kind", "source", "line", "offset", "message", "skipped" })
    end
    local value = json.object({}, order)
    for name, item in next, info do value[name] = item end
    value.encodings = json.object(info.encodings)
    value.warnings = warnings
    value.attributes = info.attributes and json.array(info.attributes)
    return put(json.encode(value, { indent = 2 }) .. "\n")
  end
  local lines = {}
  for _, pair in ipairs(INFO_NAMES) do
    local value = info[pair[1]]
    if value then lines[#lines + 1] = ("%-16s %s\n"):format(pair[2], tostring(value)) end
  end
  if info.encodings["utf-8"] ~= info.articles then
    lines[#lines + 1] = ("%-16s %s\n"):format("encodings", encodings_of(info))
  end
  if info.attributes then
    lines[#lines + 1] = ("%-16s %s\n"):format("attributes", safe(table.concat(info.attributes, ", ")))
  end
  return put(table.concat(lines))
end

local function megabytes(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 16 and n <= 1 << 20 then return n << 20 end
  return nil, ("expected a number of megabytes from 16 to 1048576, got '%s'"):format(text)
end

-- The reader that a file returns.
local function load_reader(path)
  local source, missing = script.find(path)
  if not source then stop(missing) end
  return require("rasad.reader").jailed(source)
end

function verbs.build(words)
  local parser = new_parser "build"
  parser:argument("source"):args("*")
  parser:option("-o --output"):count(1)
  parser:option("--remove"):count("*")
  parser:option("--memory"):convert(megabytes)
  parser:option("--workers"):convert(positive)
  parser:option("--map")
  parser:flag("--path-date")
  parser:option("--reader")
  parser:flag("--append")
  parser:flag("--merge")
  parser:flag("--strict")
  local options = parse(parser, words)
  local path = options.output
  local show, ended = nil, function() end
  if core.is_terminal(2) then show, ended = progress.of_build(function(bytes) io.stderr:write(bytes) end, core.clock) end
  local given = {
    append = options.append, merge = options.merge, strict = options.strict, remove = options.remove,
    memory = options.memory, workers = options.workers, map = map_of(options.map), path_date = options.path_date,
    progress = show,
  }
  local done, message, code
  if options.reader then
    if #options.source == 0 then stop("--reader: which files is it to read?") end
    done, message, code = require("rasad.reader").build(path, options.source, given, load_reader(options.reader))
  else
    done, message, code = core.build(path, options.source, given)
  end
  ended()
  if code == "interrupted" then
    stop("interrupted; the same command goes on where this one stopped", run.INTERRUPTED)
  elseif not done then
    stop(message, code_of[code])
  end
  local corpus <close> = open_corpus { corpus = { path } }
  say(("%s: %s (%d added, %d unchanged, %d removed); %.1f MB on disk"):format(path, summary(corpus), done.added,
    done.unchanged, done.removed, done.bytes_on_disk / 1e6))
  return run.OK
end

function verbs.check(words)
  local parser = new_parser "check"
  parser:argument("corpus")
  local path = parse(parser, words).corpus
  if not core.is_store(path) then stop(path .. ": there is no built corpus to check") end
  local result, message, code = core.verify(path)
  if not result then stop(message, code_of[code]) end
  local lines = {}
  for i, damage in ipairs(result.damage) do
    local place = damage.offset and (" at byte %d"):format(damage.offset) or ""
    lines[i] = ("%s%s: %s\n"):format(safe(damage.source), place, safe(damage.message))
  end
  lines[#lines + 1] = ("%s whole, %s found\n"):format(plural(result.articles, "article"),
    #result.damage == 0 and "nothing damaged" or plural(#result.damage, "damage"))
  put(table.concat(lines))
  return #result.damage == 0 and run.OK or run.DAMAGED
end

-- Writes lines in pieces of some size, so that a long list neither waits nor crawls.
local function line_writer()
  local lines, size = {}, 0
  local function flush()
    local ok, message = core.write(#lines == 1 and lines[1] or table.concat(lines))
    if not ok then stop(message) end
    lines, size = {}, 0
  end
  return function(line)
    lines[#lines + 1] = line
    size = size + #line
    if size > 65536 then flush() end
  end, flush
end

-- One line of JSON; which article it is from is said where there are several.
local function json_line(members, order, article, several)
  if several then
    members.article = article:key()
    order = { "article", table.unpack(order) }
  end
  return json.encode(json.object(members, order)) .. "\n"
end

function verbs.export(words)
  local export = require "rasad.export"
  local parser = new_parser "export"
  parser:argument("corpus"):args("+")
  parser:option("--format"):choices({ "files", "jsonl" }):default("files")
  parser:option("-o --output")
  parser:option("--map")
  parser:flag("--strict")
  local options = parse(parser, words)
  if options.format == "files" and not options.output then stop("which folder? as in: rasad export CORPUS -o FOLDER") end
  if options.format == "jsonl" and options.output then stop("JSON Lines go to standard output; -o is for files") end
  local corpus <close> = open_corpus(options)
  if options.format == "jsonl" then
    local write, flush = line_writer()
    for article in corpus:articles() do write(export.line(article)) end
    flush()
    return run.OK
  end
  local written, refused = export.files(corpus, options.output)
  if not written then stop(refused) end
  for _, key in ipairs(refused) do say(("warning: %s: this key can be no file; the article is left out"):format(key)) end
  say(("%s written to %s"):format(plural(written, "article"), options.output))
  return #refused == 0 and run.OK or run.USAGE
end

local TOKEN_MEMBERS = { "start", "end", "text", "key", "kind", "sentence", "attributes" }

-- What stands around the members of a token in its line: start, end, text, key, kind, sentence.
local TEXT_PIECES = { "", "\t", "\t", "\t", "\t", "\t", "\n" }
local JSON_PIECES = { '"start": ', ', "end": ', ', "text": "', '", "key": "', '", "kind": "', '", "sentence": ', "}\n" }

-- A string as JSON has it between its quotes.
local function quoted(s)
  return json.encode(s):sub(2, -2)
end

local function write_tokens(article, several, as_json, write)
  local pieces = as_json and { table.unpack(JSON_PIECES) } or TEXT_PIECES
  if as_json then
    pieces[1] = "{" .. (several and ('"article": %s, '):format(json.encode(article:key())) or "") .. pieces[1]
  end
  local token = 1
  while token do
    local lines, next_token = core.token_lines(article, token, pieces, as_json and quoted or safe)
    write(lines)
    token = next_token
  end
end

-- What the input says of a token: a table, or columns; names are its attributes.
local function attributes_of(article, token, names, as_json)
  local values = {}
  for i, name in ipairs(names) do
    local value = article:attribute(name, token)
    if as_json then values[name] = value else values[i] = safe(value or "_") end
  end
  if as_json then return next(values) and json.object(values, names) end
  return #names > 0 and "\t" .. table.concat(values, "\t") or ""
end

-- The same of tokens as the repair of spelling has them, or with what the input says of them.
local function write_tokens_one_by_one(article, several, as_json, write, repaired, names)
  for token in article:tokens { repaired = repaired } do
    local start, attributes = token.first - 1, attributes_of(article, token, names, as_json)
    write(as_json and json_line({
      start = start, ["end"] = token.last, text = token.text, key = token.key, kind = token.kind, sentence = token.sentence,
      attributes = attributes,
    }, TOKEN_MEMBERS, article, several) or ("%d\t%d\t%s\t%s\t%s\t%d%s\n"):format(start, token.last,
      safe(token.text), safe(token.key), token.kind, token.sentence, attributes))
  end
end

local REGION_MEMBERS = { "start", "end", "text", "kind", "reason", "of_start", "of_end", "similarity" }

local function region_line(region, article, several, as_json)
  local start = region.first - 1
  if as_json then
    return json_line({
      start = start, ["end"] = region.last, text = region.text, kind = region.kind, reason = region.reason,
      of_start = region.of_first and region.of_first - 1, of_end = region.of_last, similarity = region.similarity,
    }, REGION_MEMBERS, article, several)
  end
  return ("%d\t%d\t%s\t%s\t%s\n"):format(start, region.last, region.kind, region.reason,
    safe((region.text:gsub("%s+", " "))))
end

function verbs.tokens(words)
  local parser = corpus_parser("tokens", { "text", "jsonl" })
  parser:flag("--regions")
  parser:flag("--repair")
  local options = parse(parser, words)
  local corpus <close> = open_corpus(options)
  local write, flush = line_writer()
  local names = corpus:info().attributes or {}
  for article in corpus:articles() do
    if options.regions then
      for _, region in ipairs(article:regions()) do
        write(region_line(region, article, #corpus > 1, options.format == "jsonl"))
      end
    else
      local write_all = (options.repair or #names > 0) and write_tokens_one_by_one or write_tokens
      write_all(article, #corpus > 1, options.format == "jsonl", write, options.repair, names)
    end
  end
  flush()
  return run.OK
end

-- A text without its file: forms and repair of what comes in.
function verbs.normalize(words)
  local parser = new_parser "normalize"
  parser:argument("file"):args("?")
  parser:option("--layer"):choices({ "display", "key" }):default("display")
  parser:option("--language --lang"):choices({ "fa", "ar", "en", "other" })
  parser:option("--profile")
  parser:flag("--repair")
  local options = parse(parser, words)
  local text = require "rasad.text"
  local file = options.file ~= "-" and options.file or "/dev/stdin"
  local input, message = core.read_file(file)
  if not input then stop(message) end
  if options.repair then
    local _, warning = core.repair_version()
    if warning then say(warning) end
  end
  local known, why = pcall(require("rasad.profile").find, options.profile)
  if not known then stop(why) end
  local profile = { profile = options.profile }
  local form = core.decode(input)
  if options.repair or options.layer == "display" then
    form = text.display(form, { language = options.language, profile = options.profile })
  end
  if options.repair then form = text.repair(form, profile) end
  if options.layer == "key" then form = text.key(form, profile) end
  return put(form)
end

-- The articles of a corpus as TimeML: one is a document, several stand in one.
local function write_timex3(corpus, reading, write)
  local timex3 = require "rasad.render.timex3"
  write '<?xml version="1.0" encoding="UTF-8"?>\n'
  if #corpus > 1 then write "<corpus>\n" end
  for article in corpus:articles() do write(timex3.document(article, reading)) end
  if #corpus > 1 then write "</corpus>\n" end
end

local function write_dates(corpus, options, reading, write)
  local dates = require "rasad.render.dates"
  local time = require "rasad.time"
  local as_json = options.format == "jsonl"
  for article in corpus:articles() do
    if not as_json then write(safe(article:key()) .. "\n") end
    if not as_json and options.explain then write(dates.document(time.document_date(article, reading))) end
    for _, date in ipairs(time.find(article, reading)) do
      write(as_json and json_line(dates.record(date), dates.members, article, #corpus > 1) or
        dates.lines(date, options.explain))
    end
  end
end

function verbs.dates(words)
  local parser = corpus_parser("dates", { "text", "jsonl", "timex3" })
  parser:option("--dct")
  parser:option("--language --lang"):choices({ "fa", "ar", "en" })
  parser:option("--direction"):choices({ "past", "future" })
  parser:flag("--explain")
  local options = parse(parser, words)
  if options.dct then
    local day, message = require("rasad.time.day").given(options.dct)
    if not day then stop("--dct: " .. message) end
  end
  local corpus <close> = open_corpus(options)
  local reading = { dct = options.dct, language = options.language, direction = options.direction }
  local write, flush = line_writer()
  if options.format == "timex3" then
    write_timex3(corpus, reading, write)
  else
    write_dates(corpus, options, reading, write)
  end
  flush()
  return run.OK
end

function verbs.repl(words)
  local parser = new_parser "repl"
  parser:argument("corpus"):args("*")
  parser:option("--map")
  parser:flag("--path-date")
  parser:flag("--strict")
  local options = parse(parser, words)
  local corpus = #options.corpus > 0 and open_corpus(options) or nil
  if corpus then say(summary(corpus)) end
  local has_line, line = pcall(require, "rasad.line")
  _G.rasad, _G.lpeg, _G.re = require "rasad", require "lpeg", require "rasad.re"
  return require("rasad.repl").run {
    corpus = corpus, core = core, line = has_line and line or nil, env = _G,
  } or run.OK
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
  if not chunk then stop(message, run.SCRIPT_INVALID) end
  package.path = ("%s/?.lua;%s"):format(path:match("^(.*)/[^/]*$") or ".", package.path)
  _G.arg = table.move(words, 2, #words, 1, { [0] = path })
  local ok, trace = xpcall(chunk, debug.traceback, table.unpack(words, 2))
  if ok then return run.OK end
  io.stderr:write("rasad: ", tostring(trace), "\n")
  return run.SCRIPT_FAILED
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
    if first ~= "run" and not HIDDEN[first] and wants_help(rest) then return put(help.verb(first)) end
    return verb(rest)
  end
  if first:sub(1, 1) == "-" then stop(("%s: no such option; `rasad help` lists what there is"):format(first)) end
  if exists(first) then return verbs.repl(words) end
  if script.find(first) then stop(("'%s' is a script; try: rasad run %s CORPUS"):format(first, first)) end
  local meant = report.suggest(first, verb_names())
  stop(("there is no verb and no file '%s'%s; `rasad help` lists the verbs"):format(first,
    meant and (" (did you mean '%s'?)"):format(meant) or ""))
end

---Runs the program.
---@param argv string[] the words of the command line; argv[0] is the program
---@return integer code the exit code
function cli.main(argv)
  local words = table.move(argv, 1, #argv, 1, {})
  local code
  local ok, failure = xpcall(function() code = dispatch(words) end, function(e)
    if getmetatable(e) == Stop then return e end
    if run.is_damage(e) then return { message = e:match("^[^\n]*"), code = run.DAMAGED } end
    return { message = "internal error: " .. debug.traceback(tostring(e), 2), code = run.USAGE, internal = true }
  end)
  if ok then return code end
  if failure.internal then
    io.stderr:write("rasad: ", failure.message, "\n")
  elseif failure.message then
    local first, rest = failure.message:match "^([^\n]*)\n?(.*)$"
    say(first)
    for line in rest:gmatch "[^\n]+" do io.stderr:write(safe(line), "\n") end
  end
  return failure.outcome and conclude(failure.code, failure.outcome) or failure.code
end

return cli
