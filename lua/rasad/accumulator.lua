-- accumulator.lua: what a report's map may add to, and what its finish reads; exactly mergeable.
local custom = require "rasad.custom"
local distribution = require "rasad.distribution"
local event = require "rasad.event"
local exact = require "rasad.exact"
local json = require "rasad.json"
local options_of = require("rasad.options").check
local plain_copy = require("rasad.plain").copy

local accumulator = {}

---The sum of two integers, or an error naming what was counted when it doesn't fit 64 bits.
local function checked_add(a, b, what)
  local sum = a + b
  if (b >= 0 and sum < a) or (b < 0 and sum > a) then
    error(("the counter %s has grown past what 64 bits hold"):format(what), 0)
  end
  return sum
end

-- Merging by kind of accumulator: `into` takes up `delta`, both being what one name holds. -----------

local KINDS = {}

local function merge_counts(into, delta, name)
  for key, n in next, delta do into[key] = checked_add(into[key] or 0, n, ("'%s' of '%s'"):format(key, name)) end
end

local function merge_sets(into, delta)
  for element in next, delta do into[element] = true end
end

local function merge_lists(into, delta)
  table.move(delta, 1, #delta, #into + 1, into)
end

KINDS.counters, KINDS.days, KINDS.values = merge_counts, merge_counts, merge_counts
KINDS.sets, KINDS.logs = merge_sets, merge_lists

function KINDS.sums(into, delta)
  for key, sum in next, delta do
    into[key] = into[key] or {}
    exact.merge(into[key], sum)
  end
end

function KINDS.distinct(into, delta)
  for key, elements in next, delta do
    into[key] = into[key] or {}
    merge_sets(into[key], elements)
  end
end

---The empty state: merging it changes nothing. Beside these two lists it has a table for each kind that is used.
---@return table
function accumulator.zero()
  return { articles = {}, claims = {} }
end

-- Which of two entries comes first: by article, then in the order the script gave them.
local function comes_before(a, b)
  if a.article ~= b.article then return a.article < b.article end
  return a.sequence < b.sequence
end

-- What a name of a kind holds, made where it is not there.
local function holder(state, kind, name)
  local names = state[kind]
  if not names then
    names = {}
    state[kind] = names
  end
  local held = names[name]
  if not held then
    held = {}
    names[name] = held
  end
  return held
end

local function absorb(into, delta, customs)
  merge_lists(into.articles, delta.articles)
  merge_lists(into.claims, delta.claims)
  for kind, merge in next, KINDS do
    for name, held in next, delta[kind] or {} do merge(holder(into, kind, name), held, name) end
  end
  for name, value in next, delta.custom or {} do
    into.custom = into.custom or {}
    into.custom[name] = custom.merge(customs, name, into.custom[name], value)
  end
end

local function put_in_order(state)
  table.sort(state.articles)
  for _, entries in next, state.logs or {} do table.sort(entries, comes_before) end
  table.sort(state.claims, comes_before)
  return state
end

---Merges the states that a function gives, one after another, into a new one; the states stay as they are.
---@param next_state fun(): table?
---@param customs? table<string, rasad.CustomAccumulator>
---@return table
function accumulator.merge_each(next_state, customs)
  local into = accumulator.zero()
  for state in next_state do absorb(into, state, customs) end
  return put_in_order(into)
end

---Merges any number of states into a new one; the inputs stay as they are.
---@param states table[]
---@param customs? table<string, rasad.CustomAccumulator>
---@return table
function accumulator.merge_all(states, customs)
  local i = 0
  return accumulator.merge_each(function()
    i = i + 1
    return states[i]
  end, customs)
end

---Merges two states: associative, commutative, with accumulator.zero() as identity.
---@param a table
---@param b table
---@param customs? table<string, rasad.CustomAccumulator>
---@return table
function accumulator.merge(a, b, customs)
  return accumulator.merge_all({ a, b }, customs)
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

local state_customs = setmetatable({}, { __mode = "k" })

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
  local counts = holder(own_state.state, "counters", name)
  counts[key] = checked_add(counts[key] or 0, amount, ("'%s' of '%s'"):format(key, name))
end

---Adds an element to a set.
---@param name string
---@param element string|integer
function Out:add(name, element)
  local own_state = own(self, "add")
  expect(type(name) == "string", "out:add: the set's name should be a string, got a %s", type(name))
  expect(is_key(element), "out:add: an element should be a string or an integer, got a %s", type(element))
  holder(own_state.state, "sets", name)[element] = true
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
  local ok, copy = pcall(plain_copy, record, "out:log: the record")
  if not ok then error(copy, 2) end
  local entries = holder(own_state.state, "logs", name)
  entries[#entries + 1] = { article = own_state.article, sequence = next_sequence(own_state), record = copy }
end

---Adds a number to a sum, which is exact whatever the order: it is rounded once, when finish reads it.
---@param name string
---@param key string|integer
---@param x number
function Out:sum(name, key, x)
  local own_state = own(self, "sum")
  expect(type(name) == "string", "out:sum: the sum's name should be a string, got a %s", type(name))
  expect(is_key(key), "out:sum: the key should be a string or an integer, got a %s", type(key))
  expect(exact.is_finite(x), "out:sum: a finite number is added, got %s", tostring(x))
  local sums = holder(own_state.state, "sums", name)
  sums[key] = sums[key] or {}
  exact.add(sums[key], x)
end

---Counts different elements: each once for its key, in however many articles it is.
---@param name string
---@param key string|integer
---@param element string|integer
function Out:distinct(name, key, element)
  local own_state = own(self, "distinct")
  expect(type(name) == "string", "out:distinct: the name should be a string, got a %s", type(name))
  expect(is_key(key), "out:distinct: the key should be a string or an integer, got a %s", type(key))
  expect(is_key(element), "out:distinct: an element should be a string or an integer, got a %s", type(element))
  local distinct = holder(own_state.state, "distinct", name)
  distinct[key] = distinct[key] or {}
  distinct[key][element] = true
end

---Counts on a day or in an interval of days, for a series.
---@param name string
---@param when integer|{first_day: integer, last_day: integer} a day number, or what has first and last day, as a date
---@param n? integer
function Out:day(name, when, n)
  local own_state = own(self, "day")
  expect(type(name) == "string", "out:day: the series' name should be a string, got a %s", type(name))
  local first, last = when, when
  if type(when) == "table" or type(when) == "userdata" then first, last = when.first_day, when.last_day end
  expect(math.type(first) == "integer" and math.type(last) == "integer" and first <= last,
    "out:day: expected a day number or a date with first_day and last_day, got %s",
    type(when) == "table" and "one without" or tostring(when))
  local amount = n == nil and 1 or math.tointeger(n)
  expect(amount, "out:day: a series counts whole numbers, got %s", tostring(n))
  local counts, key = holder(own_state.state, "days", name), distribution.days_key(first, last)
  counts[key] = checked_add(counts[key] or 0, amount, ("'%s' of '%s'"):format(key, name))
end

---Counts a value, for a histogram.
---@param name string
---@param value number
function Out:value(name, value)
  local own_state = own(self, "value")
  expect(type(name) == "string", "out:value: the histogram's name should be a string, got a %s", type(name))
  expect(exact.is_finite(value), "out:value: a finite number is counted, got %s", tostring(value))
  local counts, key = holder(own_state.state, "values", name), distribution.value_key(value)
  counts[key] = checked_add(counts[key] or 0, 1, ("'%s' of '%s'"):format(key, name))
end

---Merges a value into an accumulator of the script's own.
---@param name string one of the definition's `accumulators`
---@param value any
function Out:merge(name, value)
  local own_state = own(self, "merge")
  expect(type(name) == "string", "out:merge: the accumulator's name should be a string, got a %s", type(name))
  local customs = own_state.state.custom or {}
  local ok, merged = pcall(function()
    return custom.merge(own_state.customs, name, customs[name], plain_copy(value, "out:merge: the value"))
  end)
  if not ok then error(merged, 2) end
  customs[name] = merged
  own_state.state.custom = customs
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
    return plain_copy(full, "out:event: the claim")
  end)
  if not ok then error(made, 2) end
  local claims = own_state.state.claims
  claims[#claims + 1] = { article = own_state.article, sequence = next_sequence(own_state), claim = made }
end

---The `out` for one article, and a function that gives its delta.
---@param article string the article's key
---@param bound? fun(claim: table) puts bounds on a claim without days
---@param customs? table<string, rasad.CustomAccumulator> the script's own accumulators
---@return rasad.Out out, fun(): table delta
function accumulator.new(article, bound, customs)
  local out = setmetatable({}, Out)
  local own_state = { article = article, sequence = 0, state = accumulator.zero(), bound = bound, customs = customs }
  own_state.state.articles[1] = article
  state_of[out] = own_state
  return out, function() return own_state.state end
end

---@class rasad.Merged what finish reads
local Merged = {}
Merged.__index = Merged
Merged.__name = "out"
Merged.__metatable = "out"

for _, method in ipairs { "count", "add", "log", "event", "sum", "distinct", "day", "value", "merge" } do
  Merged[method] = function()
    error(("out:%s belongs in map; in finish everything has been counted"):format(method), 2)
  end
end
for _, method in ipairs {
  "counter", "set", "logs", "events", "undated", "claims", "articles", "sums", "distincts", "series", "histogram", "merged",
} do
  Out[method] = function()
    error(("out:%s belongs in finish; map sees one article at a time"):format(method), 2)
  end
end

local function merged_state(self, method)
  return state_of[self] or error(("call it with a colon: out:%s(...)"):format(method), 3)
end

-- What a name of a kind holds; nothing where nobody wrote to it.
local function held(self, method, kind, name)
  local state = state_of[self] or error(("call it with a colon: out:%s(...)"):format(method), 3)
  if type(name) ~= "string" then
    error(("out:%s: the name should be a string, got a %s"):format(method, type(name)), 3)
  end
  return state[kind] and state[kind][name] or {}
end

---The counter's keys and counts; `pairs` gives them in order.
---@param name string
---@return table<string|integer, integer>
function Merged:counter(name)
  local counts = held(self, "counter", "counters", name)
  local copy = {}
  for key, n in next, counts do copy[key] = n end
  return json.object(copy)
end

---The set's elements: integers first, then strings, each in order.
---@param name string
---@return (string|integer)[]
function Merged:set(name)
  local list = {}
  for element in next, held(self, "set", "sets", name) do list[#list + 1] = element end
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
  for i, entry in ipairs(held(self, "logs", "logs", name)) do
    records[i], articles[i] = entry.record, entry.article
  end
  return json.array(records), json.array(articles)
end

---The keys of a sum and their sums, each rounded once: integers where they are whole.
---@param name string
---@return table<string|integer, number>
function Merged:sums(name)
  local values = {}
  for key, sum in next, held(self, "sums", "sums", name) do values[key] = exact.value(sum) end
  return json.object(values)
end

---The keys of out:distinct, and how many different elements each has.
---@param name string
---@return table<string|integer, integer>
function Merged:distincts(name)
  local counts = {}
  for key, elements in next, held(self, "distincts", "distinct", name) do
    local n = 0
    for _ in next, elements do n = n + 1 end
    counts[key] = n
  end
  return json.object(counts)
end

---What out:day counted, in periods without gaps from the first to the last.
---@param name string
---@param by? "day"|"week"|"month"|"year" month without it
---@param calendar? "gregorian"|"jalali"|"hijri"
---@return {first_day: integer, last_day: integer, label: string, count: integer}[] periods
---@return integer wider what lies in no single period, as a year in months
function Merged:series(name, by, calendar)
  local counts = held(self, "series", "days", name)
  local ok, list, wider = pcall(distribution.series, counts, by or "month", calendar or "gregorian")
  if not ok then error("out:series: " .. list, 2) end
  return list, wider
end

---What out:value counted, in bins.
---@param name string
---@param options {width: number?, edges: number[]?} how wide a bin is, or where each begins and the last ends
---@return table histogram count, sum, least, most, median, mean, below, above, bins of { from, to, count }
function Merged:histogram(name, options)
  local counts = held(self, "histogram", "values", name)
  options = options_of("out:histogram", options, { "width", "edges" })
  local ok, made = pcall(distribution.histogram, counts, options)
  if not ok then error("out:histogram: " .. made, 2) end
  return made
end

---What an accumulator of the script's own has come to; its zero where nobody wrote to it.
---@param name string
---@return any
function Merged:merged(name)
  local state = merged_state(self, "merged")
  local ok, value = pcall(custom.value, state_customs[state], name, state.custom and state.custom[name])
  if not ok then error("out:merged: " .. value, 2) end
  return value
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
---@param customs? table<string, rasad.CustomAccumulator>
---@return rasad.Merged
function accumulator.reader(state, customs)
  local out = setmetatable({}, Merged)
  state_of[out], state_customs[state] = state, customs
  return out
end

return accumulator
