-- custom.lua: accumulators that a script declares by a zero and a merge, and the laws that these must keep.
local json = require "rasad.json"
local plain = require "rasad.plain"

local custom = {}

---@class rasad.CustomAccumulator
---@field zero fun(): any the empty value: merging it changes nothing
---@field merge fun(a: any, b: any): any both values in one; the same in whatever order and groups
---@field samples? any[] values that the laws are tried with, beside those of the run

local FIELDS = { zero = "function", merge = "function", samples = "table" }

---What is wrong with the `accumulators` of a definition, or nil.
---@param accumulators any
---@return string?
function custom.fault(accumulators)
  if accumulators == nil then return nil end
  for name, own in next, accumulators do
    local where = ("accumulators.%s"):format(tostring(name))
    if type(name) ~= "string" then return "accumulators: names are strings, got the key " .. tostring(name) end
    if type(own) ~= "table" then return ("%s should be { zero = ..., merge = ... }, got a %s"):format(where, type(own)) end
    for field, value in next, own do
      if type(value) ~= FIELDS[field] then
        return ("%s: the field '%s' should be %s, got a %s"):format(where, tostring(field),
          FIELDS[field] and "a " .. FIELDS[field] or "zero, merge or samples", type(value))
      end
    end
    if not own.zero or not own.merge then return where .. " needs zero and merge, both functions" end
  end
end

local function find(customs, name)
  local own = customs and customs[name]
  if not own then
    error(("there is no accumulator '%s'; a report declares it as accumulators = { %s = { zero = ..., merge = ... } }")
      :format(name, name), 0)
  end
  return own
end

-- A value that a function of the script gave.
local function given(f, what, name, ...)
  local value = f(...)
  if value == nil then error(("the %s of the accumulator '%s' gave nothing"):format(what, name), 0) end
  return plain.copy(value, ("what the %s of the accumulator '%s' gave"):format(what, name))
end

---A value merged into what there is so far.
---@param customs table<string, rasad.CustomAccumulator>?
---@param name string
---@param so_far any nil for none
---@param value any
---@return any
function custom.merge(customs, name, so_far, value)
  local own = find(customs, name)
  if so_far == nil then so_far = given(own.zero, "zero", name) end
  return given(own.merge, "merge", name, so_far, value)
end

---What there is, or the zero.
---@param customs table<string, rasad.CustomAccumulator>?
---@param name string
---@param so_far any
---@return any
function custom.value(customs, name, so_far)
  local own = find(customs, name)
  if so_far == nil then return given(own.zero, "zero", name) end
  return so_far
end

-- Laws -------------------------------------------------------------------------------------------

local MOST_SAMPLES <const> = 4
local LONGEST_SHOWN <const> = 100

local function shown(v)
  local ok, text = pcall(json.encode, v)
  if not ok then return "..." end
  return #text > LONGEST_SHOWN and text:sub(1, utf8.offset(text, 0, LONGEST_SHOWN) - 1) .. "..." or text
end

local function broken(name, law, values)
  local list = {}
  for _, letter in ipairs { "a", "b", "c" } do
    if values[letter] ~= nil then list[#list + 1] = ("%s = %s"):format(letter, shown(values[letter])) end
  end
  error(("the accumulator '%s' breaks a law of merging, so that its result would depend on the order of articles: %s; %s")
    :format(name, law, table.concat(list, ", ")), 0)
end

-- Merges copies: a merge may change what it is given.
local function merged(own, name, a, b)
  local x, y = plain.copy(a, "a"), plain.copy(b, "b")
  return given(own.merge, "merge", name, x, y)
end

-- The laws for values; those of the run have been merged into a zero.
local function check_values(own, name, values)
  local zero = given(own.zero, "zero", name)
  for _, a in ipairs(values) do
    if not plain.same(merged(own, name, zero, a), a) then broken(name, "merge(zero(), a) is not a", { a = a }) end
    if not plain.same(merged(own, name, a, zero), a) then broken(name, "merge(a, zero()) is not a", { a = a }) end
  end
  for i, a in ipairs(values) do
    for j, b in ipairs(values) do
      local ab = merged(own, name, a, b)
      if j > i and not plain.same(ab, merged(own, name, b, a)) then
        broken(name, "merge(a, b) is not merge(b, a)", { a = a, b = b })
      end
      for _, c in ipairs(values) do
        if not plain.same(merged(own, name, ab, c), merged(own, name, a, merged(own, name, b, c))) then
          broken(name, "merge(merge(a, b), c) is not merge(a, merge(b, c))", { a = a, b = b, c = c })
        end
      end
    end
  end
end

---Tries the laws of merging for the script's own accumulators with their samples and with values of the run. Raises where
---one is broken.
---@param customs table<string, rasad.CustomAccumulator>?
---@param states table[] of the first articles
function custom.check_laws(customs, states)
  local names = {}
  for name in next, customs or {} do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local values, own = {}, customs[name]
    local function add(value)
      for _, other in ipairs(values) do
        if plain.same(other, value) then return end
      end
      if #values < MOST_SAMPLES then values[#values + 1] = value end
    end
    for i, sample in ipairs(own.samples or {}) do
      add(custom.merge(customs, name, nil, plain.copy(sample, ("sample %d of the accumulator '%s'"):format(i, name))))
    end
    for _, state in ipairs(states) do
      if state.custom and state.custom[name] ~= nil then add(state.custom[name]) end
    end
    check_values(own, name, values)
  end
end
return custom
