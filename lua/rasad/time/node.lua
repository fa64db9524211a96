-- node.lua: typed nodes from the readings of the grammar, or nil where a reading is no date after all.
--
-- A node is a flat table: type ("date", "shift", "deictic", "weekday", "story", "period", "duration",
-- "set", "vague", "clock") and what was said: calendar, year, year_shift, month, day, day_last, season, part,
-- decade, weekday, deictic, direction, unit, count, shift; weekday_last of two; month_last where two
-- days of two months are named together; month_shift ("the 5th of last month"), month_ref and
-- year_ref (of the month or year named last).
local clock = require "rasad.time.clock"
local core = require "rasad.core"
local date = require "rasad.date"
local holiday = require "rasad.time.holiday"
local resolve = require "rasad.time.resolve"

-- From this year on figures of fourteen hundred and some are lunar years, whatever the language.
local FAR_JALALI <const> = 1425
-- A greater count is a round one, or two numbers: 1.7 million four years ago.
local GREATEST_COUNT <const> = 1000000
local function is_too_great(count)
  return count > GREATEST_COUNT and count % 1000 ~= 0
end

-- A year from here on is Gregorian, whatever calendar its month is of.
local LEAST_FOREIGN_YEAR <const> = 1900

-- Nodes -------------------------------------------------------------------------------------------

---Whether a year can be of a calendar.
local function fits(calendar, year)
  if calendar == "gregorian" then return year >= 1500 end
  return year <= 1501
end

---The year that two figures mean in a calendar, where the writer is known to write years so.
local function full_year(calendar, short)
  if calendar == "jalali" then return short >= 40 and 1300 + short or 1400 + short end
  if calendar == "hijri" then return short >= 60 and 1300 + short or 1400 + short end
  return short >= 70 and 1900 + short or 2000 + short
end

local function integers(figures)
  local numbers = {}
  for i, text in ipairs(figures) do numbers[i] = math.tointeger(tonumber(text)) end
  return numbers
end

---Day and month of two numbers: the month is what can be one, the day before the month where both
---could, unless the writer is known to put the month first.
local function day_and_month(a, b, language)
  if b > 12 or language.month_first and a <= 12 then return b, a end
  return a, b
end

---The date that three groups of figures mean: the four-figure one is the year.
local function from_figures(figures, language)
  local numbers = integers(figures)
  local year, month, day
  if #figures[1] == 4 then
    year, month, day = numbers[1], numbers[2], numbers[3]
  elseif #figures[3] == 4 then
    day, month = day_and_month(numbers[1], numbers[2], language)
    year = numbers[3]
  elseif language.calendar == "jalali" and #figures[1] == 2 and numbers[1] >= (language.liberal and 32 or 60) then
    year, month, day = 1300 + numbers[1], numbers[2], numbers[3]
  elseif language.liberal and #figures[3] == 2 and #figures[1] <= 2 then
    day, month = day_and_month(numbers[1], numbers[2], language)
    year = full_year(language.calendar, numbers[3])
  end
  return year, month, day
end

---Month and year of two groups of figures, in any order.
local function month_and_year(figures)
  local numbers = integers(figures)
  if #figures[1] == 4 then return numbers[1], numbers[2] end
  return numbers[2], numbers[1]
end

---Whether the second of two weekdays comes right after the first.
local function is_next_weekday(node)
  return node.weekday_last == node.weekday % 7 + 1
end

---Whether two days in two months are one after the other: 30 آذر و اول دی. Others are two dates.
local function joins_days(node, raw)
  local calendar, month_last = node.calendar, raw.month_last
  if month_last.calendar ~= calendar or month_last.number ~= node.month % 12 + 1 then return false end
  if raw.twin_last and (raw.twin_last.calendar ~= calendar or raw.twin_last.number ~= month_last.number) then
    return false
  end
  node.month_last = month_last.number
  if node.day_last ~= 1 or node.day > 31 then return false end
  for year = node.year or 1396, node.year or 1400 do
    local length = core.month_length(calendar, calendar == "gregorian" and not node.year and year + 621 or year, node.month)
    if node.day == length then return true end
  end
  return false
end

---The last year of several in figures: 1950-53 is to 1953.
local function last_year(raw)
  return raw.year_last or raw.two_figures and raw.year // 100 * 100 + raw.two_figures
end

---A date that there is not: of a month without that day, or of a year beyond the calendar. It is told with its reason, as
---what would be left without the wrong part is another date.
local function outside(node, no_day)
  node.type, node.deictic, node.no_day = "outside", nil, no_day
  return node
end

---Whether a node's day is one of some year, or of its own.
local function has_day(node)
  local day = not node.month_last and node.day_last or node.day
  if node.day < 1 then return false end
  if node.year then return resolve.day(node.calendar, node.year, node.month, day) ~= nil end
  return day <= (node.calendar == "jalali" and node.month > 6 and 30 or node.calendar == "hijri" and 30
    or core.month_length("gregorian", 2000, node.calendar == "gregorian" and node.month or 1))
end

local nodes = {}

function nodes.date(raw, language)
  local node = {
    type = "date", part = raw.part, season = raw.season, weekday = raw.weekday, deictic = raw.deictic,
    direction = raw.direction, day = raw.day or raw.last_wrong_day, day_last = raw.day_last, year = raw.year or raw.short_year,
    year_shift = raw.year_relative or raw.year_before or raw.gregorian_year,
    weekday_last = raw.weekday_last, month_shift = raw.month_shift,
    month_ref = raw.month_ref and true, year_ref = raw.year_ref and true,
    quarter = raw.quarter, nth = raw.nth, year_last = last_year(raw),
    nth_weekday = raw.nth_weekday, week_start = language.calendar_weeks,
  }
  -- "Tuesday the third of September" is that day of the month; it is the third Tuesday where it cannot be.
  if raw.nth_after then node.nth = raw.nth_after end
  if node.nth and (node.nth > 5 or node.nth < -1 or node.nth == 0) then return nil end
  if node.quarter and node.quarter > 4 then return nil end
  if node.weekday_last and not is_next_weekday(node) then return nil end
  if node.year_last and node.year_last <= node.year then return nil end
  if raw.month_shift or raw.month_ref then
    node.calendar = raw.era or language.calendar
    if node.day and (node.day > 31 or node.day < 1) then return nil end
    return node
  end
  if raw.numeric then
    node.year, node.month, node.day = from_figures(raw.numeric, language)
    if not node.year then return nil end
    if node.month > 12 or node.month < 1 then return #raw.numeric[1] + #raw.numeric[3] >= 5 and nodes.none() or nil end
    node.calendar = raw.era or language.fixed_calendar or
      date.calendar_of_year(node.year, language.lunar or node.year >= FAR_JALALI)
  elseif raw.month_year then
    node.year, node.month = month_and_year(raw.month_year)
    if node.month > 12 or node.month < 1 then return nil end
    node.calendar = raw.era or date.calendar_of_year(node.year, language.lunar)
  elseif raw.day_month then
    local numbers = integers(raw.day_month)
    node.day, node.month = day_and_month(numbers[1], numbers[2], language)
    if node.month > 12 or node.month < 1 then return nil end
    node.calendar = raw.era or language.calendar
  elseif raw.holiday then
    for name, value in pairs(holiday.days[raw.holiday]) do node[name] = value end
    node.holiday = raw.holiday
  elseif raw.month then
    node.calendar, node.month = raw.month.calendar, raw.month.number
    local nought = language.nought
    if nought and nought.number == node.month and nought.calendar == node.calendar and node.day and
        node.day < nought.least_day and not (node.year or raw.era or raw.relative) then
      return nil
    end
    local twin = raw.month_twin
    if twin and (twin.calendar ~= node.calendar or twin.number ~= node.month) then return nil end
    if raw.era and raw.era ~= node.calendar then return nil end
    if raw.month_last and not joins_days(node, raw) then return nil end
  elseif raw.decade then
    if raw.decade % 10 ~= 0 then return nil end
    local calendar = raw.era or language.calendar
    node.calendar, node.decade = calendar, true
    local century = raw.century and 100 * (raw.century - 1)
    node.year = raw.decade + (calendar == "jalali" and 1300 or calendar == "hijri" and 1400 or 1900)
    if calendar ~= "gregorian" and raw.decade < 10 then node.year = node.year + 100 end
    if century then node.year = century + raw.decade end
  elseif raw.decades then
    node.decade, node.year = true, raw.decades
    node.calendar = raw.era or date.calendar_of_year(raw.decades, language.lunar)
  elseif raw.century then
    node.calendar, node.century = raw.era or (raw.century > 14 and "gregorian" or language.calendar), true
    if raw.century < 1 or raw.century > 21 then return nil end
    node.year = 100 * (raw.century - 1)
    if node.year < 1500 and node.calendar == "gregorian" or node.calendar ~= "gregorian" and node.year < 1300 then
      return outside(node)
    end
  elseif node.year then
    node.calendar = raw.era or date.calendar_of_year(node.year, language.lunar)
  else
    node.calendar = raw.gregorian_year and "gregorian" or language.calendar
  end
  if raw.year_unit and raw.year_unit ~= "year" then return nil end
  -- Ramadan 2019: a lunar month of a Gregorian year.
  if node.year and node.calendar ~= "gregorian" and node.year >= LEAST_FOREIGN_YEAR and (node.month or node.holiday) and
      not raw.numeric then
    node.year_calendar = "gregorian"
  end
  if raw.odd_year then
    node.year = not raw.ancient and raw.odd_year ~= true and raw.odd_year or nil
    return outside(node)
  end
  if node.year and not fits(node.year_calendar or node.calendar, node.year) then return node.day and outside(node) or nil end
  if raw.short_year and node.calendar ~= "jalali" then return nil end
  if node.season and node.calendar == "hijri" then return nil end
  if node.day_last and not node.month_last and node.day_last <= node.day then return nil end
  if raw.nth_after then
    if not node.month or raw.after_holiday then return nil end
    if node.year then
      local day = core.date_to_day(node.calendar, node.year, node.month, node.nth)
      if not day or date.weekday(day) == node.nth_weekday then return nil end
    elseif not language.liberal then
      return nil
    end
  end
  node.after = raw.after_holiday and true
  if node.day and not node.month then
    if node.day < 1 or node.day > 31 or node.year then return nil end
    return node
  end
  if node.day and not node.year_calendar and not has_day(node) then
    if node.year then return outside(node, date.month(node.calendar, node.year, node.month) ~= nil) end
    return (raw.last_wrong_day or node.day >= 1 and node.day <= 31) and outside(node, true) or nil
  end
  return node
end

---A year with its era, also one that the calendars' tables do not reach.
function nodes.era_year(raw)
  if fits(raw.era, raw.year or raw.any_year) and date.year(raw.era, raw.any_year) then
    return { type = "date", calendar = raw.era, year = raw.any_year }
  end
  return { type = "outside", calendar = raw.era, year = raw.any_year }
end

function nodes.bare_year(raw, language)
  local calendar = raw.era or date.calendar_of_year(raw.year, language.lunar)
  if not fits(calendar, raw.year) then return nil end
  -- Without an era a number is a year only if it is one that news speaks of.
  if not raw.era then
    if calendar == "hijri" then return nil end
    if calendar == "gregorian" and (raw.year < 1800 or raw.year > 2099) then return nil end
    if calendar == "jalali" and (raw.year < 1300 or language.calendar ~= "jalali") then return nil end
  end
  local last = last_year(raw)
  if last and last <= raw.year then return nil end
  return { type = "date", calendar = calendar, year = raw.year, year_last = last }
end

nodes.lone_season = nodes.date

---A month alone, in a place where only a time can stand. Solar months are no words of Arabic.
function nodes.lone_month(raw, language)
  if raw.month.calendar == "jalali" and language.calendar ~= "jalali" then return nil end
  return nodes.date(raw, language)
end

-- Parts of a length go from the larger to the smaller.
local SIZES <const> = { century = 9, decade = 8, year = 7, month = 6, week = 5, day = 4, hour = 3, minute = 2, second = 1 }

---The further parts of "two years, a month and 21 days": a list of unit and count.
local function more_of(raw)
  local more, size
  for _, n in ipairs { "_b", "_c" } do
    local unit = raw["unit" .. n] or raw["pair" .. n]
    if unit then
      more = more or {}
      size = size or SIZES[raw.unit or raw.unit_pair or raw.one_unit] or 0
      if (SIZES[unit] or size) >= size then return nil, true end
      size = SIZES[unit]
      more[#more + 1] = { unit = unit, count = raw["count" .. n] or raw["pair" .. n] and 2 or 1 }
    end
  end
  return more
end

---Some months ago, or later.
local function uncounted(unit, sign)
  if sign > 0 then return { type = "story", unit = unit } end
  return { type = "vague", vague = "PAST_REF" }
end

function nodes.shift(raw, language)
  local node = { type = "shift", calendar = raw.era or language.calendar, part = raw.part, weekday = raw.weekday,
    weekday_last = raw.weekday_last, quarter = raw.quarter,
    nth = raw.nth, nth_weekday = raw.nth_weekday, week_start = language.calendar_weeks }
  if raw.year_shift then
    node.unit, node.shift, node.named = "year", raw.year_shift, true
  elseif raw.gregorian_year then
    node.calendar, node.unit, node.shift, node.named = "gregorian", "year", raw.gregorian_year, true
  elseif raw.weekend then
    node.unit, node.shift, node.named, node.weekend = "week", raw.shift or 0, true, true
    node.implied = not raw.shift
  elseif raw.week then
    if raw.week ~= true and raw.week ~= "week" then return nil end
    node.unit, node.shift, node.named = "week", raw.shift, true
  elseif raw.ago or raw.later then
    local sign = raw.ago or raw.later
    node.unit = raw.half_unit or raw.unit or raw.unit_pair or raw.one_unit
    if raw.several then return uncounted(node.unit, sign) end
    node.count = (raw.half_unit and 0.5 or raw.count or raw.number or (raw.unit_pair and 2) or 1) + (raw.plus or 0)
    if math.type(node.count) == "float" then
      -- Half an hour ago, a year and a half ago: in the next smaller unit.
      if node.unit == "hour" then node.unit, node.count = "minute", node.count * 60
      elseif node.unit == "year" then node.unit, node.count = "month", node.count * 12
      elseif node.unit == "century" then node.unit, node.count = "year", node.count * 100
      elseif node.unit == "week" then node.unit, node.count = "day", node.count * 7
      elseif node.unit == "day" then node.unit, node.count = "hour", node.count * 24 end
      node.count = math.tointeger(node.count)
      if not node.count then return uncounted(node.unit, sign) end
    end
    node.shift = sign * node.count
    node.more = more_of(raw)
    -- "A year ago today" is a day.
    node.is_exact = raw.on_the_day
  else
    local shift = raw.shift or raw.before or raw.the_next
    node.unit, node.shift, node.named = raw.unit, shift or 0, true
    node.implied = not shift
    node.next = raw.the_next and true
    -- "At the end of the day" names no day.
    if node.implied and node.unit == "day" then return nil end
    -- "The second decade of the century" names no decade of the article's own.
    if not raw.shift and not raw.before and (node.unit == "century" or node.unit == "decade") then return nil end
  end
  if node.count and node.count < 1 then return nodes.none() end
  if node.unit == "season" or node.count and is_too_great(node.count) then return nil end
  return node
end

function nodes.story(raw)
  local count = raw.count or raw.number or raw.unit_pair and 2 or raw.one_unit and 1 or nil
  return { type = "story", unit = raw.unit or raw.unit_pair or raw.one_unit, count = count,
    shift = raw.aside and count and raw.aside * count, more = more_of(raw) }
end

function nodes.deictic(raw) return { type = "deictic", deictic = raw.deictic, weekday = raw.weekday } end

function nodes.weekday(raw)
  local node = { type = "weekday", weekday = raw.weekday, weekday_last = raw.weekday_last, direction = raw.direction }
  if node.weekday_last and not is_next_weekday(node) then return nil end
  return node
end

function nodes.duration(raw, language)
  if language and language.one_follows and raw.count == 1 and raw.unit then return nil end
  local count = raw.count or raw.number or raw.unit_pair and 2 or (raw.one_unit or raw.named_unit) and not raw.several and 1
  if count and (count <= 0 or is_too_great(count)) then return nil end
  count = count or nil
  local more, is_wrong = more_of(raw)
  if is_wrong then return nil end
  if raw.half_unit then count = 0.5 end
  if raw.minutes then return { type = "duration", unit = "minute", count = raw.minutes } end
  return { type = "duration", unit = raw.half_unit or raw.unit or raw.unit_pair or raw.one_unit or raw.named_unit,
    count = count and count + (raw.plus or 0), several = raw.several, more = more }
end

---A length of some years, without their number.
function nodes.plural(raw) return { type = "duration", unit = raw.unit } end

function nodes.period(raw, language)
  local node = nodes.duration(raw, language)
  if not node then return nil end
  node.type, node.shift = "period", raw.sign
  return node
end

---"Within two weeks": from now on where the future is told, else a length of time.
function nodes.within(raw, language)
  local node = nodes.period(raw, language)
  if node then node.within = true end
  return node
end

function nodes.set(raw)
  return { type = "set", set = raw.set or raw.daily,
    unit = raw.each or raw.unit or raw.rate_unit or raw.one_unit or raw.unit_pair,
    count = not raw.each and (raw.count or raw.unit_pair and 2) or nil, weekday = raw.weekday, part_of_day = raw.part_of_day }
end

---What holds words of time and is none: the name of a programme, a score, what sort of day it was.
function nodes.none() return { type = "none" } end

function nodes.vague(raw) return { type = "vague", vague = raw.vague } end

nodes.clock = clock.node

return nodes
