-- run.lua: runs a script over a corpus: map in worker processes, finish in one last worker. The parent process
-- executes no script code; what it gets from the workers are plain trees.
local accumulator = require "rasad.accumulator"
local core = require "rasad.core"
local report = require "rasad.report"
local script = require "rasad.script"

local run = {}

---Exit codes of the program.
run.OK, run.USAGE, run.SCRIPT_INVALID, run.SCRIPT_FAILED, run.DAMAGED, run.INTERRUPTED = 0, 2, 3, 4, 5, 130

---Whether a message tells that the corpus is damaged.
---@param message any
---@return boolean
function run.is_damage(message)
  return type(message) == "string" and message:find(core.damage_mark, 1, true) ~= nil
end

-- The exit code where scripts failed with these messages.
local function code_of_failures(problems)
  for _, problem in ipairs(problems) do
    if run.is_damage(problem.message) then return run.DAMAGED end
  end
  return #problems > 0 and run.SCRIPT_FAILED or run.OK
end

local function interrupted(code, message)
  return code == "interrupted" or (type(message) == "string" and message:find("interrupted", 1, true) ~= nil)
end

-- One call in one worker: f's result comes back packed. Gives the tree, or nil and a problem.
local function in_worker(f)
  local result, problem
  local ok, message, code = core.workers {
    count = 1,
    items = 1,
    start = function()
      return function() return core.pack(f()) end
    end,
    done = function(_, outcome, bytes, where)
      if outcome == "ok" then
        result = core.unpack(bytes)
      else
        problem = { outcome = outcome, message = bytes, where = where }
      end
    end,
  }
  if not ok and not problem then
    problem = { outcome = interrupted(code, message) and "interrupted" or "system", message = message }
  end
  return result, problem
end

-- In a worker: the report that the script returns, and its environment.
local function load_report(source)
  script.confine_strings()
  script.seed(source.name)
  local environment, printed = script.environment(source)
  local chunk, message = script.compile(source, environment)
  if not chunk then error(message, 0) end
  local definition = chunk()
  if not report.is(definition) then error(source.name .. " returned no report this time", 0) end
  script.freeze_globals(environment)
  return definition, printed
end

-- Reading `corpus` or `arg` tells that a script is a plain one: a report gets articles in its map.
local PLAIN = {}

local function describe_in_worker(source)
  script.confine_strings()
  script.seed(source.name)
  local environment = script.environment(source)
  local is_plain = false
  setmetatable(environment, {
    __index = function(_, name)
      if name == "corpus" or name == "arg" then
        is_plain = true
        error(PLAIN, 0)
      end
    end,
  })
  local chunk, message = script.compile(source, environment)
  if not chunk then return { kind = "syntax", message = message } end
  local ok, result, trace = script.call(chunk)
  if ok and report.is(result) then
    return { kind = "report", definition = report.describe(result) }
  end
  if ok or is_plain then return { kind = "plain" } end
  return { kind = script.is_definition_fault(result) and "invalid" or "failed", message = result, trace = trace }
end

-- The message starts with the script's name, also where Lua couldn't tell the line.
local function placed(source, message)
  message = message:gsub("^" .. report.FAULT:gsub("%p", "%%%0"), source.name .. ": " .. report.FAULT)
  return message
end

---What a script is, found out by loading it in a worker process.
---@param source rasad.ScriptSource
---@return {kind: "report"|"plain", definition: table?}?
---@return {message: string, code: integer, trace: string[]?}? problem
function run.describe(source)
  local description, problem = in_worker(function() return describe_in_worker(source) end)
  if problem then
    if problem.outcome == "interrupted" then return nil, { message = "interrupted", code = run.INTERRUPTED } end
    return nil, { message = ("%s: %s while loading: %s"):format(problem.where or source.name, problem.outcome,
      problem.message), code = run.SCRIPT_FAILED }
  end
  if description.kind == "report" or description.kind == "plain" then return description end
  local code = description.kind == "failed" and run.SCRIPT_FAILED or run.SCRIPT_INVALID
  return nil, { message = placed(source, description.message), code = code, trace = description.trace }
end

-- One article in a worker: its delta, or how map failed.
local function map_article(definition, printed, article, arguments)
  local key = article:key()
  for i = #printed, 1, -1 do printed[i] = nil end
  script.seed(key)
  local out, delta = accumulator.new(key)
  local ok, message, trace = script.call(definition.map, article, out, arguments)
  local frame = { article = key, printed = table.concat(printed) }
  if ok then
    frame.delta = delta()
  else
    frame.message, frame.trace = message, trace
  end
  return frame
end

local function start_mapping(source, corpus, arguments)
  local ok, definition, printed = pcall(load_report, source)
  -- A copy for each article, so that a map which changes its arguments changes them for itself only.
  local packed_arguments = core.pack(arguments)
  return function(i)
    if not ok then error(definition, 0) end
    return core.pack(map_article(definition, printed, corpus:article(i), core.unpack(packed_arguments)))
  end
end

---@class rasad.Problem
---@field article string
---@field outcome "error"|"crash"|"killed"
---@field message string
---@field where string?
---@field trace string[]?

-- Where a message of a worker goes on with a traceback of the engine, only its first line is for people.
local function first_line(message)
  return message:match("^[^\n]*")
end

-- All articles. Gives frames of those that went well, packed; problems; and notes.
local function map_all(job)
  local frames, problems, notes = {}, {}, {}
  local ok, message, code = core.workers {
    count = job.workers,
    items = #job.corpus,
    start = function() return start_mapping(job.source, job.corpus, job.arguments) end,
    done = function(i, outcome, bytes, where)
      local frame = outcome == "ok" and core.unpack(bytes)
      local key = job.corpus:article(i):key()
      if frame and frame.delta then
        frames[#frames + 1] = bytes
      elseif frame then
        problems[#problems + 1] = { article = key, outcome = "error", message = frame.message, trace = frame.trace }
      else
        problems[#problems + 1] = {
          article = key, outcome = outcome, message = first_line(bytes), where = where,
        }
      end
      if frame and frame.printed ~= "" then notes[#notes + 1] = { article = key, text = frame.printed } end
    end,
  }
  if not ok then return nil, message, code end
  return frames, problems, notes
end

local function finish_in_worker(job, frames)
  local definition, printed = load_report(job.source)
  for i = #printed, 1, -1 do printed[i] = nil end
  local deltas = {}
  for i, bytes in ipairs(frames) do
    deltas[i] = core.unpack(bytes).delta
    frames[i] = false
  end
  script.seed("finish")
  local merged_ok, merged = pcall(accumulator.merge_all, deltas)
  if not merged_ok then return { message = merged } end
  local writer, content = report.writer()
  local ok, message, trace = script.call(definition.finish, accumulator.reader(merged), writer, job.arguments)
  local result = { printed = table.concat(printed) }
  if ok then
    result.content = content
  else
    result.message, result.trace = message, trace
  end
  return result
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
  }
end

---A report over a corpus.
---
---The job's `source` is a script found by rasad.script, `definition` its description by run.describe, `arguments`
---and `display` come from rasad.args.parse.
---@param job {source: rasad.ScriptSource, definition: table, corpus: any, arguments: table, display: table, workers: integer}
---@return {document: table?, problems: rasad.Problem[], notes: table[], code: integer, failure: table?}
function run.report(job)
  local frames, problems, notes = map_all(job)
  if not frames then
    local is_interrupt = interrupted(notes, problems)
    return { problems = {}, notes = {}, code = is_interrupt and run.INTERRUPTED or run.USAGE,
      failure = { message = is_interrupt and "interrupted" or problems } }
  end
  local result, problem = in_worker(function() return finish_in_worker(job, frames) end)
  local failure = problem or (result.message and result)
  if result and result.printed and result.printed ~= "" then notes[#notes + 1] = { text = result.printed } end
  if failure then
    local is_interrupt = failure.outcome == "interrupted"
    return {
      problems = problems, notes = notes, code = is_interrupt and run.INTERRUPTED or code_of_failures { failure },
      failure = {
        message = is_interrupt and "interrupted"
          or ("%s (in finish)"):format(first_line(failure.message)), trace = failure.trace,
        outcome = failure.outcome, where = failure.where,
      },
    }
  end
  local content = result.content
  return {
    document = {
      name = job.definition.name, summary = job.definition.summary,
      title = content.title or job.definition.summary, blocks = content.blocks, data = content.data,
      warnings = all_warnings(job.corpus, problems), provenance = provenance(job, #problems),
    },
    problems = problems, notes = notes, code = code_of_failures(problems),
  }
end

local function run_plain_in_worker(source, corpus, words)
  script.confine_strings()
  script.seed(source.name)
  local arg = table.move(words, 1, #words, 1, { [0] = source.name })
  local environment, printed = script.environment(source, { corpus = corpus, arg = arg })
  local chunk, message = script.compile(source, environment)
  if not chunk then return { message = message, printed = "" } end
  local ok, failure, trace = script.call(chunk, table.unpack(words))
  local result = { printed = table.concat(printed) }
  if not ok then
    result.message, result.trace = failure, trace
  elseif report.is(failure) then
    result.message = source.name .. ": a report may not read the globals corpus and arg; it gets articles and "
      .. "arguments in map"
  end
  return result
end

---Runs a plain script once; what it prints is its output.
---@param source rasad.ScriptSource
---@param corpus any
---@param words string[] the script's `arg`
---@return {printed: string, code: integer, failure: table?}
function run.plain(source, corpus, words)
  local result, problem = in_worker(function() return run_plain_in_worker(source, corpus, words) end)
  if problem then
    local is_interrupt = problem.outcome == "interrupted"
    return { printed = "", code = is_interrupt and run.INTERRUPTED or code_of_failures { problem }, failure = {
      message = is_interrupt and "interrupted" or first_line(problem.message), outcome = problem.outcome,
      where = problem.where,
    } }
  end
  return {
    printed = result.printed, code = code_of_failures { result.message and result },
    failure = result.message and { message = result.message, trace = result.trace } or nil,
  }
end

return run
