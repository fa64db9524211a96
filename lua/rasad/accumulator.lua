-- accumulator.lua: what a report's map may add to, and what its finish reads; exactly mergeable.
local event = require "rasad.event"
local json = require "rasad.json"

local accumulator = {}

---The sum of two integers, or an error naming what was counted when it doesn't fit 64 bits.
local function checked_add(a, b, what)
  local sum = a + b
  if (b >= 0 and sum < a) or (b < 0 and sum > a) then
    error(("the counter %s has grown past what 64 bits hold"):format(what), 0)
  end
  return sum
end

-- How many tables inside each other a record may have: what travels between processes has a limit.
local DEEPEST <const> = 60

-- Copies a record to a plain tree that can travel between processes and that later changes don't touch.
local function plain_copy(v, path, open, depth)
  local kind = type(v)
  if kind == "nil" or kind == "string" or kind == "boolean" or kind == "number" then return v end
  if kind ~= "table" then
    local hint = kind == "userdata" and "; keep its text, key or span instead" or ""
    error(("%s is a %s, which can't be kept%s"):format(path, kind, hint), 0)
  end
  if open[v] then error(path .. " contains itself", 0) end
  if depth == DEEPEST then error(("%s... is nested more than %d deep"):format(path:sub(1, 40), DEEPEST), 0) end
  open[v] = true
  local copy = {}
  for key, value in next, v do
    if type(key) ~= "string" and math.type(key) ~= "integer" then
      error(("%s has a key of type %s; use strings and integers"):format(path, type(key)), 0)
    end
    copy[key] = plain_copy(value, ("%s.%s"):format(path, tostring(key)), open, depth + 1)
  end
  open[v] = nil
  return copy
end

---The empty state: merging it changes nothing.
---@return table
function accumulator.zero()
  return { articles = {}, counters = {}, sets = {}, logs = {}, claims = {} }
end

-- Which of two entries comes first: by article, then in the order the script gave them.
local function comes_before(a, b)
  if a.article ~= b.article then return a.article < b.article end
  return a.sequence < b.sequence
end

local function absorb(into, delta)
  for i = 1, #delta.articles do into.articles[#into.articles + 1] = delta.articles[i] end
  for name, counts in next, delta.counters do
    local target = into.counters[name] or {}
    into.counters[name] = target
    for key, n in next, counts do
      target[key] = checked_add(target[key] or 0, n, ("'%s' of '%s'"):format(key, name))
    end
  end
  for name, set in next, delta.sets do
    local target = into.sets[name] or {}
    into.sets[name] = target
    for element in next, set do target[element] = true end
  end
  for name, entries in next, delta.logs do
    local target = into.logs[name] or {}
    into.logs[name] = target
    for i = 1, #entries do target[#target + 1] = entries[i] end
  end
  for i = 1, #delta.claims do into.claims[#into.claims + 1] = delta.claims[i] end
end

local function put_in_order(state)
  table.sort(state.articles)
  for _, entries in next, state.logs do table.sort(entries, comes_before) end
  table.sort(state.claims, comes_before)
  return state
end

---Merges any number of states into a new one; the inputs stay as they are.
---@param states table[]
---@return table
function accumulator.merge_all(states)
  local into = accumulator.zero()
  for i = 1, #states do absorb(into, states[i]) end
  return put_in_order(into)
end

---Merges two states: associative, commutative, with accumulator.zero() as identity.
---@param a table
---@param b table
---@return table
function accumulator.merge(a, b)
  return accumulator.merge_all { a, b }
end

---@param condition any
local function expect(condition, message, ...)
  if not condition then error(message:format(...), 3) end
end

local function is_key(v)
  return type(v) == "string" or math.type(v) == "integer"
end

---@class rasad.Out what map writes to
local Out = {}
Out.__index = Out
Out.__name = "out"
Out.__metatable = "out"

-- The state of an `out` is kept apart from it: a script sees methods only.
local state_of = setmetatable({}, { __mode = "k" })

local function own(self, method)
  local state = state_of[self]
  if not state then error(("call it with a colon: out:%s(...)"):format(method), 3) end
  return state
end

---Counts: adds n (1 if absent) to the counter's key.
---@param name string
---@param key string|integer
---@param n? integer
function Out:count(name, key, n)
  local own_state = own(self, "count")
  expect(type(name) == "string", "out:count: the counter's name should be a string, got a %s", type(name))
  expect(is_key(key), "out:count: the key should be a string or an integer, got a %s", type(key))
  local amount = n == nil and 1 or math.tointeger(n)
  expect(amount, "out:count: a counter takes whole numbers, got %s", tostring(n))
  local counts = own_state.state.counters[name] or {}
  own_state.state.counters[name] = counts
  counts[key] = checked_add(counts[key] or 0, amount, ("'%s' of '%s'"):format(key, name))
end

---Adds an element to a set.
---@param name string
---@param element string|integer
function Out:add(name, element)
  local own_state = own(self, "add")
  expect(type(name) == "string", "out:add: the set's name should be a string, got a %s", type(name))
  expect(is_key(element), "out:add: an element should be a string or an integer, got a %s", type(element))
  local set = own_state.state.sets[name] or {}
  own_state.state.sets[name] = set
  set[element] = true
end

local function next_sequence(own_state)
  own_state.sequence = own_state.sequence + 1
  return own_state.sequence
end

---Appends a record to a log; finish reads the records in the order of the articles.
---@param name string
---@param record any a string, number, boolean, or a table of such
function Out:log(name, record)
  local own_state = own(self, "log")
  expect(type(name) == "string", "out:log: the log's name should be a string, got a %s", type(name))
  expect(record ~= nil, "out:log: the record is nil")
  local ok, copy = pcall(plain_copy, record, "out:log: the record", {}, 0)
  if not ok then error(copy, 2) end
  local entries = own_state.state.logs[name] or {}
  own_state.state.logs[name] = entries
  entries[#entries + 1] = { article = own_state.article, sequence = next_sequence(own_state), record = copy }
end

---Claims that something happened, will happen or didn't; claims of all articles become events.
---@param key string|integer
---@param claim table see rasad.event.claim
function Out:event(key, claim)
  local own_state = own(self, "event")
  expect(is_key(key), "out:event: the key should be a string or an integer, got a %s", type(key))
  expect(type(claim) == "table", "out:event: the claim should be a table, got a %s", type(claim))
  local ok, made = pcall(function()
    local full = event.claim(key, claim, own_state.article)
    if not full.first_day and own_state.bound then own_state.bound(full) end
    return plain_copy(full, "out:event: the claim", {}, 0)
  end)
  if not ok then error(made, 2) end
  local claims = own_state.state.claims
  claims[#claims + 1] = { article = own_state.article, sequence = next_sequence(own_state), claim = made }
end

---The `out` for one article, and a function that gives its delta.
---@param article string the article's key
---@param bound? fun(claim: table) puts bounds on a claim without days
---@return rasad.Out out, fun(): table delta
function accumulator.new(article, bound)
  local out = setmetatable({}, Out)
  local own_state = { article = article, sequence = 0, state = accumulator.zero(), bound = bound }
  own_state.state.articles[1] = article
  state_of[out] = own_state
  return out, function() return own_state.state end
end

---@class rasad.Merged what finish reads
local Merged = {}
Merged.__index = Merged
Merged.__name = "out"
Merged.__metatable = "out"

for _, method in ipairs { "count", "add", "log", "event" } do
  Merged[method] = function()
    error(("out:%s belongs in map; in finish everything has been counted"):format(method), 2)
  end
end
for _, method in ipairs { "counter", "set", "logs", "events", "undated", "claims", "articles" } do
  Out[method] = function()
    error(("out:%s belongs in finish; map sees one article at a time"):format(method), 2)
  end
end

local function merged_state(self, method)
  return state_of[self] or error(("call it with a colon: out:%s(...)"):format(method), 3)
end

local function named(name, method)
  if type(name) ~= "string" then
    error(("out:%s: the name should be a string, got a %s"):format(method, type(name)), 3)
  end
  return name
end

---The counter's keys and counts; `pairs` gives them in order.
---@param name string
---@return table<string|integer, integer>
function Merged:counter(name)
  local counts = merged_state(self, "counter").counters[named(name, "counter")] or {}
  local copy = {}
  for key, n in next, counts do copy[key] = n end
  return json.object(copy)
end

---The set's elements: integers first, then strings, each in order.
---@param name string
---@return (string|integer)[]
function Merged:set(name)
  local list = {}
  for element in next, merged_state(self, "set").sets[named(name, "set")] or {} do list[#list + 1] = element end
  table.sort(list, function(a, b)
    if type(a) ~= type(b) then return type(a) == "number" end
    return a < b
  end)
  return json.array(list)
end

---The records of a log, in the order of the articles.
---@param name string
---@return table[] records
---@return string[] articles the key of the article each record comes from
function Merged:logs(name)
  local records, articles = {}, {}
  for i, entry in ipairs(merged_state(self, "logs").logs[named(name, "logs")] or {}) do
    records[i], articles[i] = entry.record, entry.article
  end
  return json.array(records), json.array(articles)
end

---All claims as they were made, in the order of the articles.
---@return table[]
function Merged:claims()
  local list = {}
  for i, entry in ipairs(merged_state(self, "claims").claims) do list[i] = entry.claim end
  return json.array(list)
end

local function claims_of(self, key)
  local list = {}
  for _, claim in ipairs(self:claims()) do
    if key == nil or claim.key == key then list[#list + 1] = claim end
  end
  return list
end

---The events that the dated claims make, in the order of their days, and the undated claims.
---@param key? string|integer only these
---@return table[] events
---@return table[] undated
function Merged:events(key)
  merged_state(self, "events")
  local events, undated = event.merge(claims_of(self, key))
  return json.array(events), json.array(undated)
end

---The claims without a date, one per key, article and sentence.
---@param key? string|integer
---@return table[]
function Merged:undated(key)
  merged_state(self, "undated")
  local _, undated = event.merge(claims_of(self, key))
  return json.array(undated)
end

---The keys of the articles that were read through, in order; those where map failed are missing.
---@return string[]
function Merged:articles()
  local keys = merged_state(self, "articles").articles
  return json.array(table.move(keys, 1, #keys, 1, {}))
end

---What finish reads, over a merged state.
---@param state table
---@return rasad.Merged
function accumulator.reader(state)
  local out = setmetatable({}, Merged)
  state_of[out] = state
  return out
end

return accumulator
