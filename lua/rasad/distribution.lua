-- distribution.lua: counts of days as a series of periods, counts of values as a histogram: what finish cuts out of what
-- map counted exactly.
local core = require "rasad.core"
local date = require "rasad.date"
local exact = require "rasad.exact"
local era_marks = require("rasad.date.names").era_marks
local json = require "rasad.json"

local distribution = {}

local CALENDARS = { gregorian = true, jalali = true, hijri = true }

-- First and last day of the period of each kind that a day lies in, and what it is called; nil outside the calendar.
local PERIODS = {}

function PERIODS.day(day, calendar)
  local label = date.format(day, calendar)
  if label then return day, day, label .. era_marks[calendar] end
end

function PERIODS.week(day, calendar)
  local first = date.week_start(day, calendar == "gregorian" and 1 or 6)
  local label = date.format(first, calendar)
  if label then return first, first + 6, label .. era_marks[calendar] end
end

function PERIODS.month(day, calendar)
  local year, month = core.day_to_date(calendar, day)
  if not year then return nil end
  local first, last = date.month(calendar, year, month)
  return first, last, ("%04d-%02d%s"):format(year, month, era_marks[calendar])
end

function PERIODS.year(day, calendar)
  local year = core.day_to_date(calendar, day)
  local first, last = date.year(calendar, year or 0)
  if first then return first, last, ("%04d"):format(year) end
end

local PERIOD_NAMES = "day, week, month or year"

---The key that an interval of days is counted by.
---@param first integer
---@param last integer
---@return string
function distribution.days_key(first, last)
  return ("%d %d"):format(first, last)
end

-- More periods than these are no series that anybody looks at.
local MOST_PERIODS <const> = 100000

---Counts by intervals of days as a series of periods without gaps.
---@param counts table<string, integer> by distribution.days_key
---@param by string
---@param calendar string
---@return {first_day: integer, last_day: integer, label: string, count: integer}[] periods
---@return integer wider how much lies in no single period: a date that is only known to the year, in months
function distribution.series(counts, by, calendar)
  local period = PERIODS[by]
  if not period then error(("a series goes by %s, got %s"):format(PERIOD_NAMES, tostring(by)), 0) end
  if not CALENDARS[calendar] then
    error(("the calendar is gregorian, jalali or hijri, got %s"):format(tostring(calendar)), 0)
  end
  local by_first, least, most, wider = {}, nil, nil, 0
  for key, n in next, counts do
    local first, last = key:match "^(%-?%d+) (%-?%d+)$"
    first, last = math.tointeger(first), math.tointeger(last)
    local from, to = period(first, calendar)
    if from and last <= to then
      by_first[from] = (by_first[from] or 0) + n
      least, most = math.min(least or from, from), math.max(most or from, from)
    else
      wider = wider + n
    end
  end
  local list = json.array()
  local day = least
  while day and day <= most do
    local first, last, label = period(day, calendar)
    list[#list + 1] = { first_day = first, last_day = last, label = label, count = by_first[first] or 0 }
    if #list > MOST_PERIODS then error(("a series of more than %d periods"):format(MOST_PERIODS), 0) end
    day = last + 1
  end
  return list, wider
end

---The key that a number is counted by: an integer, or all digits of a fraction.
---@param value number
---@return string|integer
function distribution.value_key(value)
  return math.tointeger(value) or ("%a"):format(value)
end

-- Pairs of value and count, ascending.
local function sorted_values(counts)
  local list = {}
  for key, n in next, counts do list[#list + 1] = { value = tonumber(key), count = n } end
  table.sort(list, function(a, b) return a.value < b.value end)
  return list
end

-- The smallest value that at least a share of all are not above.
local function quantile(list, total, share)
  local seen = 0
  for _, item in ipairs(list) do
    seen = seen + item.count
    if seen >= share * total then return item.value end
  end
end

local function edges_of(list, options)
  if options.edges then
    for i, edge in ipairs(options.edges) do
      if not exact.is_finite(edge) or i > 1 and edge <= options.edges[i - 1] then
        error("the edges of a histogram are numbers, each above the one before", 0)
      end
    end
    return options.edges
  end
  local width = options.width
  if not exact.is_finite(width) or width <= 0 then error("the width of a histogram's bins is a number above 0", 0) end
  local first, last = list[1].value // width, list[#list].value // width
  if last - first >= MOST_PERIODS then error(("a histogram of more than %d bins"):format(MOST_PERIODS), 0) end
  local edges = {}
  for i = 0, math.tointeger(last - first) + 1 do edges[#edges + 1] = (first + i) * width end
  return edges
end

---Counts by values as a histogram. A bin has values from `from` on, below `to`.
---@param counts table<string|integer, integer> by distribution.value_key
---@param options {width: number?, edges: number[]?} how wide bins are, or where each begins and the last ends
---@return {count: integer, sum: number, least: number?, most: number?, median: number?, mean: number?, below: integer,
---  above: integer, bins: {from: number, to: number, count: integer}[]}
function distribution.histogram(counts, options)
  local list = sorted_values(counts)
  local made = { count = 0, below = 0, above = 0, bins = json.array(), sum = 0 }
  local sum = {}
  for _, item in ipairs(list) do
    made.count = made.count + item.count
    exact.add_times(sum, item.value, item.count)
  end
  made.sum = exact.value(sum)
  if #list == 0 then return made end
  made.least, made.most = list[1].value, list[#list].value
  made.median, made.mean = quantile(list, made.count, 0.5), made.sum / made.count
  local edges = edges_of(list, options)
  for i = 1, #edges - 1 do made.bins[i] = { from = edges[i], to = edges[i + 1], count = 0 } end
  local i = 1
  for _, item in ipairs(list) do
    while made.bins[i] and item.value >= made.bins[i].to do i = i + 1 end
    local bin = made.bins[i]
    if not bin then
      made.above = made.above + item.count
    elseif item.value < bin.from then
      made.below = made.below + item.count
    else
      bin.count = bin.count + item.count
    end
  end
  return made
end

return distribution
