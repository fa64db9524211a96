-- map.lua: maps between a text and what rewriting made of it, exact at every boundary in both directions.
--
-- A map is a list of units in order: stretches that became another as a whole. Between units nothing changed, so both
-- texts advance byte for byte. What rewriting deletes or puts in is a unit that is empty on one side.

---@class rasad.map
---@field private list rasad.map.unit[]
local map = {}
map.__index = map

---@class rasad.map.unit
---@field first integer first byte in the source
---@field stop integer the byte after the last
---@field form_first integer the same of the form
---@field form_stop integer
---@field rule? string what changed it

---A map of the given units, which it keeps.
---@param list rasad.map.unit[]
---@return rasad.map
function map.new(list)
  return setmetatable({ list = list }, map)
end

-- Adds a unit for every character of a stretch that became another of the same length; the core's maps have none there.
local function add_same_length(list, s, first, stop, form, form_first, rule)
  if s:sub(first, stop - 1) == form:sub(form_first, form_first + stop - first - 1) then return end
  for at, character in s:sub(first, stop - 1):gmatch("()(" .. utf8.charpattern .. ")") do
    local from, to = first + at - 1, form_first + at - 1
    if form:sub(to, to + #character - 1) ~= character then
      list[#list + 1] = { first = from, stop = from + #character, form_first = to, form_stop = to + #character, rule = rule }
    end
  end
end

---The units of a map of the core.
---@param core_map userdata
---@param s string
---@param form string
---@param rule string
---@return rasad.map.unit[]
function map.of_core(core_map, s, form, rule)
  local numbers, list = core_map:units(), {}
  local at, form_at = 1, 1
  for i = 1, #numbers, 4 do
    local unit = { first = numbers[i], stop = numbers[i + 1] + 1, form_first = numbers[i + 2],
      form_stop = numbers[i + 3] + 1, rule = rule }
    add_same_length(list, s, at, unit.first, form, form_at, rule)
    list[#list + 1] = unit
    at, form_at = unit.stop, unit.form_stop
  end
  add_same_length(list, s, at, #s + 1, form, form_at, rule)
  return list
end

-- The last unit that begins at the place or before it, by one of the two first-fields.
local function unit_before(list, place, field)
  local low, high = 0, #list
  while low < high do
    local middle = (low + high + 1) // 2
    if list[middle][field] <= place then low = middle else high = middle - 1 end
  end
  return list[low]
end

-- A span of one side, found on the other; the fields name the sides.
local function carry(list, first, last, from, from_stop, to, to_stop)
  local unit = unit_before(list, first, from)
  local other = first
  if unit then other = first < unit[from_stop] and unit[to] or first - unit[from_stop] + unit[to_stop] end
  if last < first then return other, other - 1 end
  unit = unit_before(list, last, from)
  if not unit then return other, last end
  if last < unit[from_stop] then return other, unit[to_stop] - 1 end
  return other, last - unit[from_stop] + unit[to_stop]
end

local function check_span(name, first, last)
  if math.type(first) ~= "integer" or math.type(last) ~= "integer" or first < 1 or last < first - 1 then
    error(("map:%s: a span is its first and last byte, from 1; an empty one ends at first - 1; got %s, %s")
      :format(name, tostring(first), tostring(last)), 3)
  end
end

---The smallest source span whose form covers these bytes of the form; of an empty span, the place between.
---@param first integer
---@param last integer
---@return integer first
---@return integer last
function map:to_source(first, last)
  check_span("to_source", first, last)
  return carry(self.list, first, last, "form_first", "form_stop", "first", "stop")
end

---The bytes of the form that come of these bytes of the source.
---@param first integer
---@param last integer
---@return integer first
---@return integer last
function map:to_form(first, last)
  check_span("to_form", first, last)
  return carry(self.list, first, last, "first", "stop", "form_first", "form_stop")
end

-- Do a stretch of the middle text and a unit that begins at `first` have to be one? Neighbours need not, but what was
-- deleted and what was put in at the same place do.
local function meets(from, to, first, stop)
  return first < to or (first == to and from == to and first == stop)
end

-- Which of two units comes first in the middle text: at one place, the empty one.
local function before(a, b)
  if a.form_first ~= b.first then return a.form_first < b.first end
  return a.form_stop == a.form_first or b.stop > b.first
end

---One map of two: the units of a rewriting and of the rewriting of its result.
---@param one rasad.map.unit[]
---@param two rasad.map.unit[]
---@return rasad.map.unit[]
function map.compose(one, two)
  if #one == 0 then return two end
  if #two == 0 then return one end
  local list = {}
  local i, j = 1, 1
  local back, ahead = 0, 0 -- from the middle text to the source, to the form
  local to, rule           -- of the unit that is made: its end in the middle text, and what changed it last
  local function take_one()
    local unit = one[i]
    to, back, rule = math.max(to, unit.form_stop), unit.stop - unit.form_stop, rule or unit.rule
    i = i + 1
  end
  local function take_two()
    local unit = two[j]
    to, ahead, rule = math.max(to, unit.stop), unit.form_stop - unit.stop, unit.rule
    j = j + 1
  end
  while i <= #one or j <= #two do
    local a, b = one[i], two[j]
    local one_first = a and (not b or before(a, b))
    local from = one_first and a.form_first or b.first
    local unit = { first = from + back, form_first = from + ahead }
    to, rule = from, nil
    if one_first then take_one() else take_two() end
    while true do
      a, b = one[i], two[j]
      if a and meets(from, to, a.form_first, a.form_stop) then
        take_one()
      elseif b and meets(from, to, b.first, b.stop) then
        take_two()
      else
        break
      end
    end
    unit.stop, unit.form_stop, unit.rule = to + back, to + ahead, rule
    list[#list + 1] = unit
  end
  return list
end

---What was changed, in order: spans of the source with the text that stands for them.
---@param form string
---@return { first: integer, last: integer, text: string, rule: string }[]
function map:edits(form)
  local list = {}
  for i, unit in ipairs(self.list) do
    list[i] = { first = unit.first, last = unit.stop - 1, rule = unit.rule,
      text = form:sub(unit.form_first, unit.form_stop - 1) }
  end
  return list
end

return map
