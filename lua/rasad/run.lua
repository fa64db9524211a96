-- run.lua: runs a script over a corpus: map in worker processes, finish in one last worker. The parent process
-- executes no script code; what it gets from the workers it hands on to others, which are jailed as they are.
local accumulator = require "rasad.accumulator"
local args = require "rasad.args"
local core = require "rasad.core"
local corrections = require "rasad.corrections"
local custom = require "rasad.custom"
local environment = require "rasad.environment"
local jail = require "rasad.jail"
local report = require "rasad.report"
local script = require "rasad.script"
local time = require "rasad.time"

local run = {}

---Exit codes of the program.
for name, code in next, require "rasad.codes" do run[name] = code end

---Whether a message tells that the corpus is damaged.
---@param message any
---@return boolean
function run.is_damage(message)
  return type(message) == "string" and message:find(core.damage_mark, 1, true) ~= nil
end

-- The exit code of a problem.
local function code_of(problem)
  if problem.outcome == "interrupted" then return run.INTERRUPTED end
  if run.is_damage(problem.message) then return run.DAMAGED end
  return jail.code(problem.outcome) or run.USAGE
end

-- The exit code where articles failed so.
local function code_of_all(problems)
  for _, problem in ipairs(problems) do
    if run.is_damage(problem.message) then return run.DAMAGED end
  end
  return jail.code(jail.worst(problems))
end

-- In a worker: the report that the script returns.
local function load_report(source, limits)
  script.seed(source.name)
  local own = environment.new(source, { files = limits.files })
  local chunk, message = script.compile(source, own)
  if not chunk then error(message, 0) end
  local ok, definition = script.call(chunk)
  if not ok then error(definition, 0) end
  if not report.is(definition) then error(source.name .. " returned no report this time", 0) end
  environment.freeze(own)
  return definition
end

-- What a script's failure consists of.
local function failure_of(message, trace)
  return { outcome = "error", message = message, trace = trace }
end

-- A failure as a worker packed it. A worker that was taken over may send anything.
local function unpack_failure(bytes)
  local ok, failure = pcall(core.unpack, bytes)
  local is_good = ok and type(failure) == "table" and type(failure.message) == "string"
  for _, line in ipairs(is_good and type(failure.trace) == "table" and failure.trace or {}) do
    is_good = is_good and type(line) == "string"
  end
  if not is_good then return { outcome = "crash", message = "the worker sent what makes no sense" } end
  return { outcome = "error", message = failure.message, trace = type(failure.trace) == "table" and failure.trace or nil }
end

-- Stands for `corpus` and `arg` while a script is described: whoever uses it is a plain script, as a report gets
-- articles in its map.
local function plain_mark(on_use)
  local meta = { __metatable = "corpus" }
  for _, event in ipairs { "index", "newindex", "call", "len", "eq", "lt", "le", "concat", "tostring", "unm", "pairs" } do
    meta["__" .. event] = on_use
  end
  return setmetatable({}, meta)
end

local function describe_in_worker(source, limits)
  script.seed(source.name)
  local is_plain = false
  local mark = plain_mark(function()
    is_plain = true
    error("a plain script", 0)
  end)
  local own = environment.new(source, { files = limits.files, globals = { corpus = mark, arg = mark } })
  local chunk, message = script.compile(source, own)
  if not chunk then return { kind = "syntax", message = message } end
  local ok, result, trace = script.call(chunk)
  if ok and report.is(result) then return { kind = "report", definition = report.describe(result) } end
  if is_plain then return { kind = "plain" } end
  if ok then return { kind = "plain", is_done = true } end
  return { kind = script.is_definition_fault(result) and "syntax" or "failed", message = result, trace = trace }
end

-- The message starts with the script's name, also where Lua couldn't tell the line.
local function placed(source, message)
  message = message:gsub("^" .. report.FAULT:gsub("%p", "%%%0"), source.name .. ": " .. report.FAULT)
  return message
end

---What a script is, found out by loading it in a worker process.
---@param source rasad.ScriptSource
---@param limits? rasad.Limits
---@return {kind: "report"|"plain", definition: table?, printed: string?}? printed: of a plain script that uses no corpus: all
---@return {outcome: string, message: string, code: integer, trace: string[]?, printed: string}? problem
function run.describe(source, limits)
  limits = limits or jail.limits()
  script.gather(source)
  local bytes, problem, printed = jail.call(limits, function() return core.pack(describe_in_worker(source, limits)) end)
  if problem then
    if problem.outcome ~= "interrupted" and problem.outcome ~= "system" then
      problem.message = ("%s: %s while loading: %s"):format(problem.where or source.name, problem.outcome, problem.message)
    end
    problem.code, problem.printed, problem.where = code_of(problem), printed, nil
    return nil, problem
  end
  local description = core.unpack(bytes)
  if description.kind == "plain" and description.is_done then description.printed = printed end
  if description.kind == "report" or description.kind == "plain" then return description end
  problem = failure_of(placed(source, description.message), description.trace)
  problem.outcome = description.kind == "syntax" and "syntax" or "error"
  problem.code, problem.printed = code_of(problem), printed
  return nil, problem
end

-- What an article's own day tells of claims without one: what it tells as past was not after that day, what it tells as
-- planned is not before.
local function bounds_of(article)
  local is_known, day, bounds = false, nil, nil
  return function(claim)
    if not is_known then
      local _
      day, _, bounds = time.document_date(article)
      is_known, bounds = true, bounds or {}
    end
    if claim.status == "occurred" then claim.not_after = claim.not_after or day and day.last_day end
    if claim.status == "planned" then
      claim.not_before = claim.not_before or day and day.first_day or bounds.hard_first_day
    end
  end
end

-- One article in a worker: its delta, packed, behind "d"; or how map failed behind "f". The parent unpacks no deltas,
-- which are as large as a script likes.
local function map_article(definition, article, arguments)
  local key = article:key()
  script.seed(key)
  local out, delta = accumulator.new(key, bounds_of(article), definition.accumulators)
  local ok, message, trace = script.call(definition.map, article, out, arguments)
  if ok then return "d" .. core.pack(delta()) end
  return "f" .. core.pack(failure_of(message, trace))
end

-- In a worker: the function of articles. The script is loaded with the first of them, in the jail.
local function mapper(job)
  local ok, definition, made
  return function(i)
    if ok == nil then
      ok, definition = pcall(load_report, job.source, job.limits)
    end
    if not ok then error(definition, 0) end
    made = made or args.make(definition.args, args.copy(job.arguments))
    -- A copy for each article, so that a map which changes its arguments changes them for itself only.
    return map_article(definition, job.corpus:article(i), args.copy(made))
  end
end

-- So many articles in a row whose worker was ended, and the rest is not tried.
local MOST_ENDED <const> = 5
-- All articles together may give so many times what one may.
local ALL_OUTPUT <const> = 16

local GIVEN_UP = {}

-- What the articles gave, in their order: packed deltas of those that went well, problems, notes. Too many bad ends
-- one after another, or too much in all, and the run is given up, which is the same for any number of workers.
local function collector(job)
  local got = { deltas = {}, problems = {}, notes = {}, read = 0 }
  local ended, bytes_left = 0, job.limits.output * ALL_OUTPUT * (1 << 20)
  local function add_problem(i, problem)
    problem.article = job.corpus:article(i):key()
    got.problems[#got.problems + 1] = problem
  end
  return got, function(i, outcome, bytes, where, printed)
    got.read = i
    if job.progress then job.progress(i, #job.corpus) end
    bytes_left = bytes_left - #bytes - #printed
    ended = jail.is_end(outcome) and ended + 1 or 0
    if outcome == "ok" and bytes:sub(1, 1) == "d" then
      got.deltas[#got.deltas + 1] = bytes
    elseif outcome == "ok" then
      add_problem(i, unpack_failure(bytes:sub(2)))
    else
      add_problem(i, { outcome = outcome, message = bytes:match("^[^\n]*"), where = where })
    end
    if printed ~= "" then got.notes[#got.notes + 1] = { article = job.corpus:article(i):key(), text = printed } end
    if bytes_left < 0 then
      add_problem(i, { outcome = "output", message = ("the articles give more than %g MB of output"):format(
        job.limits.output * ALL_OUTPUT) })
    end
    if ended == MOST_ENDED or bytes_left < 0 then error(GIVEN_UP, 0) end
  end
end

-- All articles. Gives what collector gives, or nil and a problem.
local function map_all(job)
  local got, done = collector(job)
  local ok, no_error, failure = pcall(jail.run, job.limits, {
    count = job.workers, items = #job.corpus, corpus = job.corpus, prepare = function() return mapper(job) end,
    done = done,
  })
  if not ok and no_error ~= GIVEN_UP then error(no_error, 0) end
  if ok and not no_error then return nil, failure end
  if not ok then
    got.notes[#got.notes + 1] = { text = ("given up after article %d of %d"):format(got.read, #job.corpus) }
  end
  return got
end

-- So many articles give the values that the laws of a script's own accumulators are tried with.
local LAW_ARTICLES <const> = 20

-- What all articles gave, merged. They are unpacked one after the other: there may be many.
local function merge_deltas(deltas, customs)
  local first = {}
  for i = 1, customs and math.min(#deltas, LAW_ARTICLES) or 0 do first[i] = core.unpack(deltas[i]:sub(2)) end
  custom.check_laws(customs, first)
  local i = 0
  return accumulator.merge_each(function()
    i = i + 1
    return deltas[i] and core.unpack(deltas[i]:sub(2))
  end, customs)
end

-- In a worker: what finish wrote, or nil and a problem; and how many claims each correction fitted.
local function finish_in_worker(job, deltas)
  local definition = load_report(job.source, job.limits)
  script.seed("finish")
  local merge_ok, merged, merge_trace = script.call(merge_deltas, deltas, definition.accumulators)
  if not merge_ok then return nil, failure_of(merged, merge_trace) end
  local writer, content = report.writer()
  local counts = corrections.apply(job.corrections and job.corrections.list or {}, merged.claims)
  local ok, message, trace = script.call(definition.finish, accumulator.reader(merged, definition.accumulators), writer,
    args.make(definition.args, job.arguments))
  if not ok then return nil, failure_of(message, trace) end
  return content, nil, counts
end

-- What is said of corrections that fit nothing.
local function idle_corrections(job, counts)
  local list = {}
  for i, c in ipairs(job.corrections and job.corrections.list or {}) do
    if counts[i] == 0 then
      list[#list + 1] = {
        kind = "correction", source = job.corrections.name, line = c.line, message = "the correction fits no claim",
      }
    end
  end
  return list
end

local function all_warnings(corpus, problems, idle)
  local list = table.move(idle, 1, #idle, 1, {})
  for _, w in ipairs(corpus:warnings()) do list[#list + 1] = w end
  for _, p in ipairs(problems) do
    list[#list + 1] = {
      kind = "script", article = p.article, outcome = p.outcome, message = p.message, where = p.where,
    }
  end
  return list
end

-- The corrections that were replayed, and to how many of them there was a claim.
local function correction_facts(job, idle)
  local own = job.corrections
  if not own then return nil end
  return { name = own.name, hash = own.hash, count = #own.list, applied = #own.list - #idle }
end

local function provenance(job, problem_count, idle)
  local info = job.corpus:info()
  return {
    engine = core.version, profile = core.profile,
    corpus = {
      articles = info.articles, stories = info.stories, sources = info.sources, fingerprint = info.fingerprint,
    },
    script = {
      name = job.definition.name, version = job.definition.version, hash = script.hash(job.source),
    },
    args = job.display, warnings = #job.corpus:warnings(), failed = problem_count,
    jail = next(job.limits.changed) and job.limits.changed or nil, corrections = correction_facts(job, idle),
  }
end

-- The finished document.
local function document_of(job, content, problems, idle)
  return {
    name = job.definition.name, summary = job.definition.summary,
    title = content.title or job.definition.summary, blocks = content.blocks, data = content.data,
    translations = job.definition.translations, provenance = provenance(job, #problems, idle),
    warnings = all_warnings(job.corpus, problems, idle),
  }
end

-- A string of a worker that begins with "d" is data, with "f" a packed problem: gives one of the two.
local function data_or_problem(bytes, problem)
  if problem then return nil, problem end
  if bytes:sub(1, 1) == "f" then return nil, unpack_failure(bytes:sub(2)) end
  return bytes:sub(2)
end

-- finish, over what map gave: its content, packed, or nil and a problem; and what it printed.
local function finish(job, limits, deltas)
  local bytes, problem, printed = jail.call(limits, function()
    local content, failure, counts = finish_in_worker(job, deltas)
    return failure and "f" .. core.pack(failure) or "d" .. ("s"):pack(core.pack(counts)) .. core.pack(content)
  end)
  bytes, problem = data_or_problem(bytes, problem)
  if problem then problem.message = ("%s (in finish)"):format(problem.message:match("^[^\n]*")) end
  return bytes, problem, printed
end

-- The content that finish wrote, still packed, and the corrections that fitted nothing; nil and a problem where the bytes
-- make no sense: a worker that was taken over may send anything.
local function split_content(job, bytes)
  local ok, packed_counts, at = pcall(string.unpack, "s", bytes)
  local counts = {}
  if ok and job.corrections then ok, counts = pcall(core.unpack, packed_counts) end
  if not ok or type(counts) ~= "table" then return nil, unpack_failure("") end
  return bytes:sub(at), idle_corrections(job, counts)
end

---@class rasad.ReportJob
---@field source rasad.ScriptSource found by rasad.script
---@field definition table its description by run.describe
---@field corpus any
---@field arguments table by rasad.args.parse, as is `display`
---@field display table
---@field workers integer
---@field limits rasad.Limits?
---@field corrections {name: string, hash: string, list: table[]}? by rasad.corrections
---@field progress (fun(done: integer, total: integer))? called after each article
---@field render (fun(document: table): string)? makes the result's bytes, in a jail: a report may be hard to render

---@class rasad.RunResult
---@field outcome string the worst of all
---@field code integer the exit code
---@field idle table[]? warnings of corrections that fitted nothing
---@field failure rasad.Problem? what ended the run
---@field problems rasad.Problem[]? articles that failed
---@field notes {article: string?, text: string}[]? what a report printed
---@field document table? the report, where it was not rendered
---@field bytes string? the report, rendered
---@field printed string? what a plain script printed

---A report over a corpus.
---@param job rasad.ReportJob
---@return rasad.RunResult
function run.report(job)
  job.limits = job.limits or jail.limits()
  script.gather(job.source)
  local got, failure = map_all(job)
  if not got then return { problems = {}, notes = {}, outcome = "error", code = code_of(failure), failure = failure } end
  local result = { problems = got.problems, notes = got.notes }
  local limits = jail.for_all(job.limits, #job.corpus)
  local content, printed
  content, failure, printed = finish(job, limits, got.deltas)
  if printed ~= "" then got.notes[#got.notes + 1] = { text = printed } end
  if content then
    local idle
    content, idle = split_content(job, content)
    if content then result.idle = idle else failure = idle end
  end
  if content then
    local function document() return document_of(job, core.unpack(content), got.problems, result.idle) end
    if job.render then
      result.bytes, failure = jail.call(limits, function() return job.render(document()) end)
    else
      result.document = document()
    end
  end
  result.failure = failure
  result.outcome = jail.worst(failure and { failure } or got.problems)
  result.code = failure and code_of(failure) or code_of_all(got.problems)
  return result
end

-- In a worker: nil, or what went wrong.
local function run_plain_in_worker(source, corpus, words, limits)
  script.seed(source.name)
  local arg = table.move(words, 1, #words, 1, { [0] = source.name })
  local own = environment.new(source, { globals = { corpus = corpus, arg = arg }, files = limits.files })
  local chunk, message = script.compile(source, own)
  if not chunk then return failure_of(message) end
  local ok, failure, trace = script.call(chunk, table.unpack(words))
  if not ok then return failure_of(failure, trace) end
  if report.is(failure) then
    return failure_of(source.name .. ": a report may not use the globals corpus and arg; it gets articles and "
      .. "arguments in map")
  end
end

---Runs a plain script once; what it prints is its output.
---@param source rasad.ScriptSource
---@param corpus any
---@param words string[] the script's `arg`
---@param limits? rasad.Limits
---@return rasad.RunResult
function run.plain(source, corpus, words, limits)
  limits = jail.for_all(limits or jail.limits(), #corpus)
  script.gather(source)
  local bytes, problem, printed = jail.call(limits, function()
    local failure = run_plain_in_worker(source, corpus, words, limits)
    return failure and "f" .. core.pack(failure) or "d"
  end, corpus)
  local _, failure = data_or_problem(bytes, problem)
  if not failure then return { printed = printed, outcome = "ok", code = run.OK } end
  return { printed = printed, outcome = jail.worst { failure }, code = code_of(failure), failure = failure }
end

return run
