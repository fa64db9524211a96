-- jail.lua: calls into code that nobody has read: in a jailed worker process, within limits, with a named outcome.
local core = require "rasad.core"
local environment = require "rasad.environment"

local jail = {}

---@class rasad.Limits
---@field memory number MB that the script may use, beside the corpus
---@field cpu number seconds of processor time for loading, for an article, for finish, for a plain script
---@field wall number seconds for the same by the clock
---@field output number MB of results and of what is printed by the same
---@field weak boolean? run also where the kernel can't filter system calls
---@field files table<string, string>? what rasad.read gives: texts by path
---@field changed table<string, any>? what differs from the defaults, for the provenance

---What a script may use unless the command line says otherwise.
jail.DEFAULTS = { memory = 512, cpu = 10, wall = 60, output = 64 }

-- Where no limit is given, what is done once for all articles has this much more time for each.
local CPU_PER_ARTICLE <const> = 0.01

---Limits with some of them given: { memory = 1024, weak = true, read = { "list.csv" } }.
---@param given? table
---@return rasad.Limits? limits, string? message
function jail.limits(given)
  given = given or {}
  local limits = { weak = given.weak, files = {}, changed = {} }
  for name, default in next, jail.DEFAULTS do
    limits[name] = given[name] or default
    if limits[name] ~= default then limits.changed[name] = limits[name] end
  end
  for _, path in ipairs(given.read or {}) do
    local bytes, message = core.read_file(path)
    if not bytes then return nil, message end
    limits.files[path] = bytes
  end
  if next(limits.files) then limits.changed.read = given.read end
  if given.weak and core.jail_weakness() then limits.changed.weak = true end
  return limits
end

---The limits of loading a script to say what it is: not for long.
---@param is_weak boolean?
---@return rasad.Limits
function jail.glance(is_weak)
  return assert(jail.limits { cpu = 2, weak = is_weak })
end

---The limits of what is done once for a whole corpus.
---@param limits rasad.Limits
---@param articles integer
---@return rasad.Limits
function jail.for_all(limits, articles)
  local more = {}
  for name, value in next, limits do more[name] = value end
  if not limits.changed.cpu then more.cpu = limits.cpu + articles * CPU_PER_ARTICLE end
  if not limits.changed.wall then more.wall = math.max(limits.wall, 6 * more.cpu) end
  return more
end

-- Bad outcomes, the worst first, with the exit code of each. A worker that somebody else kills has crashed, too.
local WORST_FIRST = { "syscall", "crash", "killed", "memory", "cpu", "wall", "output", "syntax", "error" }
local CODES = {
  ok = 0, syntax = 3, error = 4, crash = 4, killed = 4, syscall = 4, memory = 6, cpu = 6, wall = 6, output = 6,
}

---The exit code of an outcome.
---@param outcome string
---@return integer
function jail.code(outcome)
  return CODES[outcome]
end

---The name of an outcome that ended a process, and of which more than one may be in a row before a run is given up.
---@param outcome string
---@return boolean
function jail.is_end(outcome)
  return outcome ~= "ok" and outcome ~= "error" and outcome ~= "syntax"
end

---The worst of the outcomes of problems, "ok" if there are none.
---@param problems {outcome: string}[]
---@return string
function jail.worst(problems)
  local there = {}
  for _, problem in ipairs(problems) do there[problem.outcome] = true end
  for _, outcome in ipairs(WORST_FIRST) do
    if there[outcome] then return outcome == "killed" and "crash" or outcome end
  end
  return "ok"
end

---@class rasad.Problem
---@field outcome string an outcome, or "interrupted", or "system" where no script was to blame
---@field message string
---@field article string?
---@field where string?
---@field trace string[]?

---@class rasad.JailedWork
---@field count integer how many workers
---@field items integer
---@field corpus any? what the script gets
---@field prepare fun(): fun(i: integer): string called in each worker before it is jailed; gives the work
---@field done fun(i: integer, outcome: string, bytes: string, where: string?, printed: string) called here, in order

---Runs a function for items in jailed workers.
---@param limits rasad.Limits
---@param options rasad.JailedWork
---@return boolean? ok, rasad.Problem? problem
function jail.run(limits, options)
  local ok, message, code = core.workers {
    count = options.count, items = options.items, limits = limits, done = options.done,
    start = function()
      environment.confine(options.corpus)
      return options.prepare()
    end,
  }
  if ok then return true end
  local is_interrupt = code == "interrupted" or message:find("interrupted", 1, true) ~= nil
  return nil, { outcome = is_interrupt and "interrupted" or "system", message = message }
end

---Calls f once in a jailed worker. What it gives is a string, as is what it prints.
---@param limits rasad.Limits
---@param f fun(): string
---@param corpus? any what the script gets
---@return string? result, rasad.Problem? problem, string printed
function jail.call(limits, f, corpus)
  local result, problem
  local printed = ""
  local ok, failure = jail.run(limits, {
    count = 1, items = 1, corpus = corpus, prepare = function() return f end,
    done = function(_, outcome, bytes, where, text)
      printed = text
      if outcome == "ok" then
        result = bytes
      else
        -- Where a message goes on with a traceback of the engine, only its first line is for people.
        problem = { outcome = outcome, message = bytes:match("^[^\n]*"), where = where }
      end
    end,
  })
  if not ok then problem = problem or failure end
  return result, problem, printed
end

return jail
