-- run.lua: runs a script over a corpus: map in worker processes, finish in one last worker. The parent process
-- executes no script code; what it gets from the workers it hands on to others, which are jailed as they are.
local accumulator = require "rasad.accumulator"
local core = require "rasad.core"
local environment = require "rasad.environment"
local jail = require "rasad.jail"
local report = require "rasad.report"
local script = require "rasad.script"

local run = {}

---Exit codes of the program.
run.OK, run.USAGE, run.SCRIPT_INVALID, run.SCRIPT_FAILED, run.LIMIT, run.INTERRUPTED = 0, 2, 3, 4, 6, 130

-- The exit code of a problem.
local function code_of(problem)
  if problem.outcome == "interrupted" then return run.INTERRUPTED end
  return jail.code(problem.outcome) or run.USAGE
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
  if ok or is_plain then return { kind = "plain" } end
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
---@return {kind: "report"|"plain", definition: table?}?
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
  if description.kind == "report" or description.kind == "plain" then return description end
  problem = failure_of(placed(source, description.message), description.trace)
  problem.outcome = description.kind == "syntax" and "syntax" or "error"
  problem.code, problem.printed = code_of(problem), printed
  return nil, problem
end

-- One article in a worker: its delta, packed, behind "d"; or how map failed behind "f".
local function map_article(definition, article, arguments)
  local key = article:key()
  script.seed(key)
  local out, delta = accumulator.new(key)
  local ok, message, trace = script.call(definition.map, article, out, arguments)
  if ok then return "d" .. core.pack(delta()) end
  return "f" .. core.pack(failure_of(message, trace))
end

-- In a worker: the function of articles. The script is loaded with the first of them, in the jail.
local function mapper(job)
  local ok, definition
  -- A copy for each article, so that a map which changes its arguments changes them for itself only.
  local packed_arguments = core.pack(job.arguments)
  return function(i)
    if ok == nil then
      ok, definition = pcall(load_report, job.source, job.limits)
    end
    if not ok then error(definition, 0) end
    return map_article(definition, job.corpus:article(i), core.unpack(packed_arguments))
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
    bytes_left = bytes_left - #bytes - #printed
    ended = jail.is_end(outcome) and ended + 1 or 0
    if outcome == "ok" and bytes:sub(1, 1) == "d" then
      got.deltas[#got.deltas + 1] = bytes
    elseif outcome == "ok" then
      add_problem(i, core.unpack(bytes:sub(2)))
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

local function finish_in_worker(job, deltas)
  local definition = load_report(job.source, job.limits)
  for i = 1, #deltas do deltas[i] = core.unpack(deltas[i]:sub(2)) end
  script.seed("finish")
  local merged_ok, merged = pcall(accumulator.merge_all, deltas)
  if not merged_ok then return failure_of(merged) end
  local writer, content = report.writer()
  local ok, message, trace = script.call(definition.finish, accumulator.reader(merged), writer, job.arguments)
  return ok and { content = content } or failure_of(message, trace)
end

local function all_warnings(corpus, problems)
  local list = {}
  for _, w in ipairs(corpus:warnings()) do list[#list + 1] = w end
  for _, p in ipairs(problems) do
    list[#list + 1] = {
      kind = "script", article = p.article, outcome = p.outcome, message = p.message, where = p.where,
    }
  end
  return list
end

local function provenance(job, problem_count)
  local info = job.corpus:info()
  return {
    engine = core.version, profile = core.profile,
    corpus = {
      articles = info.articles, stories = info.stories, sources = info.sources, fingerprint = info.fingerprint,
    },
    script = {
      name = job.definition.name, version = job.definition.version, hash = core.hash(job.source.text),
    },
    args = job.display, warnings = #job.corpus:warnings(), failed = problem_count,
    jail = next(job.limits.changed) and job.limits.changed or nil,
  }
end

-- The finished document.
local function document_of(job, content, problems)
  return {
    name = job.definition.name, summary = job.definition.summary,
    title = content.title or job.definition.summary, blocks = content.blocks, data = content.data,
    warnings = all_warnings(job.corpus, problems), provenance = provenance(job, #problems),
  }
end

---A report over a corpus.
---
---The job's `source` is a script found by rasad.script, `definition` its description by run.describe, `arguments`
---and `display` come from rasad.args.parse, `limits` from rasad.jail. With `render` the result has `bytes`, what that
---makes of the document, in a jailed process as the script's: a report may be made to be hard to render.
---@param job {source: rasad.ScriptSource, definition: table, corpus: any, arguments: table, display: table, workers: integer, limits: rasad.Limits?, render: (fun(document: table): string)?}
---@return {document: table?, bytes: string?, problems: rasad.Problem[], notes: table[], outcome: string, code: integer, failure: rasad.Problem?}
function run.report(job)
  job.limits = job.limits or jail.limits()
  script.gather(job.source)
  local got, failure = map_all(job)
  local result = got or { problems = {}, notes = {} }
  local last = jail.for_all(job.limits, #job.corpus)
  local packed, printed
  if got then
    packed, failure, printed = jail.call(last, function() return core.pack(finish_in_worker(job, got.deltas)) end)
    if printed ~= "" then got.notes[#got.notes + 1] = { text = printed } end
  end
  local make = job.render
  if packed and make then
    result.bytes, failure = jail.call(last, function()
      local finished = core.unpack(packed)
      if finished.message then return "f" .. core.pack(finished) end
      return "d" .. make(document_of(job, finished.content, got.problems))
    end)
    if result.bytes and result.bytes:sub(1, 1) == "f" then
      failure, result.bytes = core.unpack(result.bytes:sub(2)), nil
    end
    result.bytes = result.bytes and result.bytes:sub(2)
  elseif packed then
    local finished = core.unpack(packed)
    failure = finished.message and finished
    if not failure then result.document = document_of(job, finished.content, got.problems) end
  end
  if failure then
    if got then failure.message = ("%s (in finish)"):format(failure.message:match("^[^\n]*")) end
    result.failure, result.code, result.outcome = failure, code_of(failure), jail.worst { failure }
  else
    result.outcome = jail.worst(got.problems)
    result.code = jail.code(result.outcome)
  end
  return result
end

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
  return {}
end

---Runs a plain script once; what it prints is its output.
---@param source rasad.ScriptSource
---@param corpus any
---@param words string[] the script's `arg`
---@param limits? rasad.Limits
---@return {printed: string, outcome: string, code: integer, failure: rasad.Problem?}
function run.plain(source, corpus, words, limits)
  limits = jail.for_all(limits or jail.limits(), #corpus)
  script.gather(source)
  local packed, problem, printed = jail.call(limits, function()
    return core.pack(run_plain_in_worker(source, corpus, words, limits))
  end, corpus)
  local failure = problem or core.unpack(packed)
  if not failure.message then return { printed = printed, outcome = "ok", code = run.OK } end
  return { printed = printed, outcome = jail.worst { failure }, code = code_of(failure), failure = failure }
end

return run
