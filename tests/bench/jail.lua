-- jail.lua: what a script costs before its first line: a jailed worker, its environment, compiling.
--   rasad lua tests/bench/jail.lua [CORPUS]
local core = require "rasad.core"
local environment = require "rasad.environment"
local jail = require "rasad.jail"
local script = require "rasad.script"

local ROUNDS <const>, TRIALS <const> = 100, 5
local corpus = arg[1] and assert(core.open(arg[1])) or core.text("متن")
local source = { name = "empty.lua", text = "" }
local limits = jail.limits()
script.gather(source)

-- Milliseconds for one call, the best of a few trials.
local function cost(call)
  local best = math.huge
  for _ = 1, TRIALS do
    local before = core.clock()
    for _ = 1, ROUNDS do call() end
    best = math.min(best, (core.clock() - before) * 1000 / ROUNDS)
  end
  return best
end

local nothing = function() return "" end
local bare = cost(function()
  core.workers { count = 1, items = 1, start = function() return nothing end, done = function() end }
end)
local jailed = cost(function() assert(jail.call(limits, nothing)) end)
local ready = cost(function()
  assert(jail.call(limits, function()
    assert(script.compile(source, environment.new(source, { globals = { corpus = corpus } })))()
    return ""
  end, corpus))
end)
print(("bare worker                    %7.3f ms"):format(bare))
print(("jailed worker                  %7.3f ms"):format(jailed))
print(("jailed worker, script loaded   %7.3f ms"):format(ready))
print(("jail and environment           %7.3f ms (target: under 5)"):format(ready - bare))
