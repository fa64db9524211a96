-- resolve.lua: typed nodes to intervals of days, given what is known of the article's own day.
--
-- What is known is a "moment": { first, last, how, anchor } and, where the year was inferred,
-- { calendar, year, year_first, year_last }. A day that was given has first == last. Whatever comes
-- out the same from the first and the last possible day holds; the rest is unresolved.
local date = require "rasad.date"
local holiday = require "rasad.time.holiday"

local resolve = {}

--- Why an expression that hangs on the article's own day has no value.
resolve.NEEDS_DAY = "needs the day of publication, which neither the metadata nor the text gives"

local DAY_UNITS = { day = 1, week = 7 }
local WEEK_TOLERANCE <const>, MONTH_TOLERANCE <const> = 4, 7
local MODS = { start = "START", mid = "MID", ["end"] = "END", half1 = "START", half2 = "END",
  first_week = "START", last_week = "END",
  first_day = "START", last_day = "END", opening = "START",
  week2 = "MID", week3 = "MID", week4 = "END" }
local DAY_PARTS = { first_day = true, last_day = true }
local UNIT_LETTERS = { year = "Y", month = "M", week = "W", day = "D", decade = "DE", century = "CE",
  hour = "TH", minute = "TM", second = "TS", quarter = "Q" }
local SEASON_LETTERS = { "SP", "SU", "FA", "WI" }
local MARKS = { gregorian = "", jalali = " (AP)", hijri = " (AH)" }

---The day of a date. A lunar month of 29 days by the table may have had 30 where the moon was looked for.
---@return integer|nil
function resolve.day(calendar, year, month, number)
  local day = date.day(calendar, year, month, number)
  if day or calendar ~= "hijri" or number ~= 30 then return day end
  day = date.day(calendar, year, month, 29)
  return day and day + 1
end

---The nth such weekday of an interval, from its end where n is negative; nil where there is none.
local function nth_weekday(first, last, weekday, n)
  local day
  if n > 0 then
    day = first + (weekday - date.weekday(first)) % 7 + 7 * (n - 1)
  else
    day = last - (date.weekday(last) - weekday) % 7
  end
  if day < first or day > last then return nil end
  return day, day
end

-- The parts of a month or year that are weeks, by their number.
local WEEKS <const> = { first_week = 1, week2 = 2, week3 = 3, week4 = 4, last_week = -1 }

---A part of a month or another interval. Where weeks begin on a set day its weeks are those that begin in it.
local function part_of(node, first, last)
  local week = node.week_start and WEEKS[node.part]
  if not week then return date.part(first, last, node.part) end
  local day = nth_weekday(first, last, node.week_start, week)
  return day, day and day + 6
end

---The interval of a date node in a given year of its calendar; nil where there is none.
---@return integer|nil first
---@return integer|nil last
function resolve.in_year(node, year)
  local calendar = node.calendar
  local first, last
  if node.year_calendar and year == node.year then
    first, last = date.year(node.year_calendar, year)
    if not first then return nil end
    return resolve.inside(setmetatable({ year_calendar = false, year = false }, { __index = node }), first, last)
  elseif node.after then
    first = resolve.in_year(setmetatable({ after = false, nth_weekday = false }, { __index = node }), year)
    if not first then return nil end
    return nth_weekday(first + 1, first + 7 * node.nth + 7, node.nth_weekday, node.nth)
  elseif node.easter then
    local month, day = holiday.easter(year)
    first = date.day(calendar, year, month, day)
    first = first and first + node.easter
    return first, first
  elseif node.nth_weekday then
    if node.month then first, last = date.month(calendar, year, node.month) else first, last = date.year(calendar, year) end
    if not first then return nil end
    return nth_weekday(first, last, node.nth_weekday, node.nth)
  elseif node.quarter then
    local opening, ending = { date.month(calendar, year, 3 * node.quarter - 2) }, { date.month(calendar, year, 3 * node.quarter) }
    if not ending[2] then return nil end
    return opening[1], ending[2]
  elseif node.century then
    first, last = date.year(calendar, year), select(2, date.year(calendar, year + 99))
    if not first or not last then return nil end
  elseif node.day then
    first = resolve.day(calendar, year, node.month, node.day)
    last = first
    if node.day_last then
      local next_year = node.month_last and node.month_last < node.month and 1 or 0
      last = date.day(calendar, year + next_year, node.month_last or node.month, node.day_last)
      -- "28 February and 1 March" are neighbours in some years only.
      if node.month_last and first and last ~= first + 1 then return nil end
    end
  elseif node.month then
    first, last = date.month(calendar, year, node.month)
  elseif node.season then
    first, last = date.season(calendar, year, node.season)
  elseif node.decade then
    first, last = date.decade(calendar, year)
  else
    first, last = date.year(calendar, year)
    if node.year_last then last = select(2, date.year(calendar, node.year_last)) end
    if node.part and not (node.week_start and WEEKS[node.part]) then return date.part_of_year(calendar, year, node.part) end
  end
  if first and last and node.part then return part_of(node, first, last) end
  if not last then return nil end
  return first, last
end

---The interval of a node that leaves its month to another expression.
function resolve.of_month(node, calendar, year, month)
  return resolve.in_year({ calendar = calendar, month = month, day = node.day, day_last = node.day_last,
    part = node.part, nth = node.nth, nth_weekday = node.nth_weekday, week_start = node.week_start }, year)
end

---How exact a node is.
function resolve.precision(node)
  if node.type == "date" then
    if node.day or node.easter or node.nth_weekday or DAY_PARTS[node.part] then return "day" end
    if node.quarter or node.century then return node.quarter and "quarter" or "century" end
    return node.part and "part" or node.month and "month" or node.season and "season"
      or node.decade and "decade" or "year"
  elseif node.type == "shift" then
    if node.weekday or node.is_exact then return "day" end
    return (node.part or node.weekend) and "part" or (node.unit == "hour" or node.unit == "minute") and "day" or node.unit
  elseif node.type == "deictic" or node.type == "weekday" then
    return "day"
  end
  return node.unit
end

---Whether a day is of the weekday that a node says, or of one of its two.
function resolve.agrees(node, day)
  local weekday = date.weekday(day)
  return not node.weekday or weekday == node.weekday or weekday == node.weekday_last
end

---The days of a number in the months around a day, where the weekday allows: "the 15th".
local function months_around(node, day)
  local year, month = date.fields(day, node.calendar)
  local list = {}
  if not year then return list end
  for index = year * 12 + month - 4, year * 12 + month + 2 do
    local first, last = resolve.of_month(node, node.calendar, index // 12, index % 12 + 1)
    if first and resolve.agrees(node, first) then
      list[#list + 1] = { year = index // 12, first = first, last = last, own = index == year * 12 + month - 1 }
    end
  end
  return list
end

-- A leap day comes again after four or five years, after eight where a leap year is left out.
local YEARS_AROUND <const>, LEAP_YEARS_AROUND <const> = 3, 8

---The instances of a date without its year in the years around a day.
local function years_around(node, day)
  if node.day and not node.month then return months_around(node, day) end
  local here = date.year_of(day, node.calendar)
  if not here then return {} end
  local list = {}
  -- No two years running have a leap day.
  local is_leap = node.day and not (resolve.in_year(node, here) and resolve.in_year(node, here + 1))
  local around = is_leap and LEAP_YEARS_AROUND or YEARS_AROUND
  for year = here - around, here + around do
    local first, last = resolve.in_year(node, year)
    if first and (not node.day or resolve.agrees(node, first)) then
      list[#list + 1] = { year = year, first = first, last = last, own = year == here }
    end
  end
  return list
end

-- Nobody tells a date most of a year away by its day and month alone while the same date lies close
-- by on the other side: then the tense was of another clause ("رجح ... أن تعقد في منتصف تموز").
local FAR <const>, SOON <const>, LATELY <const> = 300, 45, 65

---The instance that the tense asks for, unless one close by on the other side is far likelier.
local function likelier(list, best, day, tense, language)
  if tense == "past" and language.verb == "before" and day - best.last >= FAR then
    for _, item in ipairs(list) do
      if item.first > day and item.first - day <= SOON then return item end
    end
  elseif tense == "future" and best.first - day >= FAR then
    for _, item in ipairs(list) do
      if item.last < day and day - item.last <= LATELY then return item end
    end
  end
  return best
end

---The instance that a day, a tense and a direction word mean, among those the weekday allows.
local function pick_instance(node, day, tense, language)
  local list = years_around(node, day)
  local best
  local has_own = false
  for _, item in ipairs(list) do has_own = has_own or item.own end
  for _, item in ipairs(list) do
    local take
    if node.deictic then
      take = not best or math.abs(item.first - day - node.deictic) < math.abs(best.first - day - node.deictic)
    elseif node.direction and node.direction > 0 then
      take = not best and item.first > day
    elseif node.direction and node.direction < 0 then
      take = item.last < day
    elseif node.direction == 0 then
      take = item.own
    elseif tense == "past" then
      take = item.first <= day
    elseif tense == "future" then
      take = not best and item.last >= day
    elseif node.day and (node.weekday or not has_own) then
      take = not best or math.abs(item.first - day) < math.abs(best.first - day)
    else
      take = item.own
    end
    if take then best = item end
  end
  if not best then return nil end
  if not (node.direction or node.deictic or node.by_reader) then best = likelier(list, best, day, tense, language) end
  return best.first, best.last
end

---The instance of a date without its year that a day, a tense and a direction word mean. A weekday
---that leaves none is the writer's slip.
local function nearest_instance(node, day, tense, language)
  local first, last = pick_instance(node, day, tense, language)
  if first or not node.weekday then return first, last end
  return pick_instance(setmetatable({ weekday = false }, { __index = node }), day, tense, language)
end

-- What is left of the year or week a day lies in.
local REST <const> = "rest"

local UNIT_MONTHS <const> = { month = 1, year = 12, decade = 120 }

-- More days than the calendars have; a greater count of any unit reaches none of them.
local ALL_DAYS <const> = 4000000

---A day moved by "two years, a month and 21 days".
local function shifted_by_parts(node, day)
  local sign = node.shift < 0 and -1 or 1
  local parts = { { unit = node.unit, count = node.count }, table.unpack(node.more or {}) }
  for _, part in ipairs(parts) do
    if UNIT_MONTHS[part.unit] then
      day = date.shift_months(day, sign * part.count * UNIT_MONTHS[part.unit])
    elseif DAY_UNITS[part.unit] then
      day = day and day + sign * part.count * DAY_UNITS[part.unit]
    end
    if not day then return nil end
  end
  return day, day
end

---The month that lies some months away from a day.
local function month_of_shift(day, months)
  local to = date.shift_months(day, months)
  if not to then return nil end
  local year, month = date.fields(to)
  local first, last = date.month("gregorian", year, month)
  return first, last
end

local function shifted(node, day, language)
  local unit, n = node.unit, node.shift
  if math.abs(n) > ALL_DAYS then return nil end
  if node.is_exact then return shifted_by_parts(node, day) end
  if unit == "year" or unit == "decade" or unit == "century" then
    local year = date.year_of(day, node.calendar)
    if not year then return nil end
    if unit == "year" then
      -- In a message a year ago is this month of it.
      if node.count and language.liberal then return month_of_shift(day, 12 * n) end
      if node.part == REST then
        local _, last = date.year(node.calendar, year + n)
        return day, last
      end
      return resolve.in_year({ calendar = node.calendar, part = node.part, quarter = node.quarter, nth = node.nth,
        nth_weekday = node.nth_weekday, week_start = node.week_start }, year + n)
    end
    local size = unit == "decade" and 10 or 100
    local first = date.year(node.calendar, (year // size + n) * size)
    local _, last = date.year(node.calendar, (year // size + n) * size + size - 1)
    if not first or not last then return nil end
    if node.part then return date.part(first, last, node.part) end
    return first, last
  end
  local first, last
  if node.named then
    if unit == "month" then
      local year, month = date.fields(day, node.calendar)
      if not year then return nil end
      local index = year * 12 + month - 1 + n
      first, last = date.month(node.calendar, index // 12, index % 12 + 1)
    elseif unit == "quarter" then
      local year, month = date.fields(day, node.calendar)
      if not year then return nil end
      local index = year * 4 + (month - 1) // 3 + n
      return resolve.in_year({ calendar = node.calendar, quarter = index % 4 + 1 }, index // 4)
    elseif unit == "week" then
      first = date.week_start(day, language.week_start) + 7 * n
      last = first + 6
      if node.weekend then
        first = nth_weekday(first, last, language.weekend[1], 1)
        return first, first + (language.weekend[2] - language.weekend[1]) % 7
      elseif node.weekday then
        last = first + ((node.weekday_last or node.weekday) - language.week_start) % 7
        first = first + (node.weekday - language.week_start) % 7
        if last < first then return nil end
      end
    elseif unit == "day" then
      first, last = day + n, day + n
    end
    if first and last and node.part == REST then return math.max(first, day), last end
    if first and last and node.part then return part_of(node, first, last) end
    return first, last
  end
  if node.more then return shifted_by_parts(node, day) end
  if unit == "month" then
    local centre = date.shift_months(day, n)
    if not centre then return nil end
    return centre - MONTH_TOLERANCE, centre + MONTH_TOLERANCE, centre
  elseif unit == "week" then
    local centre = day + 7 * n
    return centre - WEEK_TOLERANCE, centre + WEEK_TOLERANCE, centre
  elseif unit == "day" then
    return day + n, day + n
  elseif unit == "hour" then
    local from, to = day + math.min(0, n // 24), day + math.max(0, -(-n // 24))
    return from, to
  elseif unit == "minute" then
    return day, day
  end
  return nil
end

---The next or last n days, weeks, months or years as whole ones, the current one left out.
local function whole_units(node, day, n, language)
  local function unit_at(shift)
    return shifted({ type = "shift", unit = node.unit, shift = shift, named = true, calendar = language.calendar }, day, language)
  end
  local near, far = { unit_at(n < 0 and -1 or 1) }, { unit_at(n) }
  if not near[1] or not far[1] then return nil end
  return math.min(near[1], far[1]), math.max(near[2], far[2])
end

local WHOLE <const> = { day = true, week = true, month = true, year = true, decade = true }

local function period(node, day, language)
  local n = node.count and math.tointeger(node.count * node.shift)
  if not n then return nil end
  if language.calendar_weeks and WHOLE[node.unit] and not node.within then return whole_units(node, day, n, language) end
  local other
  if DAY_UNITS[node.unit] then other = day + n * DAY_UNITS[node.unit]
  elseif node.unit == "hour" then other = day + (n < 0 and -1 or 1) * ((math.abs(n) + 23) // 24)
  elseif node.unit == "month" then other = date.shift_months(day, n)
  elseif node.unit == "year" then other = date.shift_months(day, 12 * n)
  elseif node.unit == "decade" then other = date.shift_months(day, 120 * n) end
  if not other then return nil end
  return math.min(day, other), math.max(day, other)
end

---A bare weekday: the most recent one up to the day, or the next one where the future is told.
local function weekday(node, day, tense)
  local back = (date.weekday(day) - node.weekday) % 7
  -- A night that ends on this very day is this one, however it is told.
  if node.weekday_last and back == 1 then return day - 1 end
  local direction = node.direction or 0
  if direction < 0 then
    return day - (back == 0 and 7 or back) + 7 * (direction + 1)
  elseif direction > 0 then
    return day + 7 - back + 7 * (direction - 1)
  elseif tense == "future" then
    return day + (7 - back) % 7
  end
  return day - back
end

---"Two days later" told as past counts from a day of the story.
function resolve.is_of_story(node, tense)
  return node.type == "story" or node.type == "shift" and (node.count ~= nil or node.next) and node.shift > 0 and
    tense == "past"
end

---The interval of a node seen from one day. Third comes the middle of an uncertain one.
---@return integer|nil first
---@return integer|nil last
---@return integer|nil centre
function resolve.from_day(node, day, tense, language)
  if node.type == "date" then
    if node.year then return resolve.in_year(node, node.year) end
    if node.year_shift then
      local year = date.year_of(day, node.calendar)
      if not year then return nil end
      return resolve.in_year(node, year + node.year_shift)
    end
    if node.month_shift then
      local year, month = date.fields(day, node.calendar)
      if not year then return nil end
      local index = year * 12 + month - 1 + node.month_shift
      return resolve.of_month(node, node.calendar, index // 12, index % 12 + 1)
    end
    return nearest_instance(node, day, tense, language)
  elseif node.type == "shift" then
    if resolve.is_of_story(node, tense) then return nil end
    local first, last, centre = shifted(node, day, language)
    -- "The weekend" told as past is the last one.
    if node.weekend and node.implied and tense == "past" and first and first > day then return first - 7, last - 7 end
    -- "At the end of the year" told as past is not of a year whose end is still to come.
    if node.implied and tense == "past" and first and first > day then return nil end
    return first, last, centre
  elseif node.type == "deictic" then
    return day + node.deictic, day + node.deictic
  elseif node.type == "weekday" then
    local found = weekday(node, day, tense)
    if not node.weekday_last then return found, found end
    -- A night that is past has its second day behind it.
    if tense == "past" and found + 1 > day then found = found - 7 end
    return found, found + 1
  elseif node.type == "period" then
    return period(node, day, language)
  end
  return nil
end

---The instance of a date without its year that lies in an interval, by the larger overlap.
---@param node table
---@param from integer
---@param to integer
---@return integer|nil first
---@return integer|nil last
function resolve.inside(node, from, to)
  local best_first, best_last, best_overlap
  local y1, y2 = date.year_of(from, node.calendar), date.year_of(to, node.calendar)
  if not y1 or not y2 then return nil end
  for year = y1 - 1, y2 do
    local first, last = resolve.in_year(node, year)
    if first then
      local overlap = math.min(last, to) - math.max(first, from) + 1
      if overlap > 0 and (not best_overlap or overlap > best_overlap) then
        best_first, best_last, best_overlap = first, last, overlap
      end
    end
  end
  return best_first, best_last
end

---Whether a node says a month, day or season and leaves its year out.
function resolve.is_yearless(node)
  return node.type == "date" and not node.year and not node.year_shift and not node.year_ref and
    not node.deictic and (node.month ~= nil or node.season ~= nil or node.easter ~= nil)
end

---The interval of a node at a moment, or nil.
---@return integer|nil first
---@return integer|nil last
---@return integer|nil centre
function resolve.at(node, moment, tense, language)
  if moment.year_first and resolve.is_yearless(node) and not node.direction then
    return resolve.inside(node, moment.year_first, moment.year_last)
  end
  local first, last, centre = resolve.from_day(node, moment.first, tense, language)
  if first and moment.first ~= moment.last then
    local other_first, other_last = resolve.from_day(node, moment.last, tense, language)
    if other_first ~= first or other_last ~= last then return nil end
  end
  return first, last, centre
end

-- Values ------------------------------------------------------------------------------------------

local UNIT_ORDER <const> = { year = 1, month = 2, week = 3, day = 4, hour = 5, minute = 6, second = 7 }

---A count without a fraction of nothing.
local function count_text(count)
  if not count then return "X" end
  return tostring(math.tointeger(count) or count)
end

local function duration_value(node)
  local letters = UNIT_LETTERS[node.unit]
  if not letters then return nil end
  if not node.more then
    local count = count_text(node.count)
    if letters:sub(1, 1) == "T" then return "PT" .. count .. letters:sub(2) end
    return "P" .. count .. letters
  end
  local parts = { { unit = node.unit, count = node.count }, table.unpack(node.more) }
  table.sort(parts, function(a, b) return (UNIT_ORDER[a.unit] or 0) < (UNIT_ORDER[b.unit] or 0) end)
  local value, is_clock = "P", false
  for _, part in ipairs(parts) do
    letters = UNIT_LETTERS[part.unit]
    if not letters then return nil end
    if letters:sub(1, 1) == "T" then
      if not is_clock then value, is_clock = value .. "T", true end
      letters = letters:sub(2)
    end
    value = value .. count_text(part.count) .. letters
  end
  return value
end

---What the surface alone says, TIMEX3-like; X stands for the unknown.
function resolve.text_value(node)
  if node.type == "vague" then return node.vague end
  if node.type == "duration" or node.type == "period" then return duration_value(node) end
  if node.type == "set" then
    if node.set then return node.set end
    if node.part_of_day then return "XXXX-XX-XXT" .. node.part_of_day end
    if node.weekday then return ("XXXX-WXX-%d"):format(node.weekday) end
    return duration_value { unit = node.unit, count = node.count or 1 }
  end
  if node.type == "story" then return "X" end
  if node.type == "deictic" then
    if node.deictic == 0 then return "DCT" end
    return ("DCT%sP%dD"):format(node.deictic < 0 and "-" or "+", math.abs(node.deictic))
  end
  if node.type == "weekday" then return ("XXXX-WXX-%d"):format(node.weekday) end
  if node.type == "shift" then
    if node.shift == 0 then return "DCT" end
    return ("DCT%s%s"):format(node.shift < 0 and "-" or "+",
      duration_value { unit = node.unit, count = math.abs(node.shift) } or "")
  end
  if node.century then return ("%02d%s"):format(node.year // 100, MARKS[node.calendar]) end
  local year = node.year and ("%04d"):format(node.year) or node.year_shift and
    ("(DCT%+d)"):format(node.year_shift) or node.season and node.direction == 0 and "(DCT+0)" or "XXXX"
  local value = year
  if node.month then value = value .. ("-%02d"):format(node.month) end
  if node.day and not node.month then value = value .. "-XX" end
  if node.day then value = value .. ("-%02d"):format(node.day) end
  if node.nth_weekday then
    value = value .. ("%s-WXX-%d-%s"):format(node.month and "" or "-XX", node.nth_weekday,
      node.nth > 0 and "#" .. node.nth or "L")
  end
  if node.quarter then value = value .. "-Q" .. node.quarter end
  if node.season then value = value .. "-" .. SEASON_LETTERS[node.season] end
  if node.year_last then value = value .. "/" .. node.year_last end
  return value .. (MARKS[node.calendar] or "")
end

---The value of a resolved node: a Gregorian day, month or year where it is exactly one, else its own
---calendar's, marked.
function resolve.value(node, first, last, centre)
  if node.type == "period" then return duration_value(node) end
  if centre then return date.format(centre) end
  if first == last then return date.format(first) end
  local calendar = node.calendar or "gregorian"
  local year, month = date.fields(first, calendar)
  if not year then return date.format(first) .. "/" .. date.format(last) end
  local mark = MARKS[calendar]
  if node.season then return ("%d-%s%s"):format(year, SEASON_LETTERS[node.season], mark) end
  if node.quarter or node.unit == "quarter" then return ("%d-Q%d%s"):format(year, (month + 2) // 3, mark) end
  if node.day or node.type == "weekday" then return date.format(first) .. "/" .. date.format(last) end
  if node.month or node.unit == "month" then
    if node.part and calendar ~= "gregorian" then
      return date.format(first, calendar) .. "/" .. date.format(last, calendar) .. mark
    end
    return ("%04d-%02d%s"):format(year, month, mark)
  end
  if node.decade or node.unit == "decade" then return ("%d%s"):format(year // 10, mark) end
  if node.century or node.unit == "century" then return ("%02d%s"):format(year // 100, mark) end
  if node.unit == "week" or node.unit == "hour" then return date.format(first) .. "/" .. date.format(last) end
  local years = tostring(year) .. (node.year_last and "/" .. node.year_last or "")
  if calendar == "gregorian" then return years end
  return years .. " " .. date.calendars[calendar]
end

---The TIMEX3 modifier of a node.
function resolve.mod(node)
  if node.part then return MODS[node.part] end
  if node.type == "shift" and node.count and node.unit ~= "day" and not node.is_exact then return "APPROX" end
  return nil
end

return resolve
