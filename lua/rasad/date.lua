-- date.lua: dates as values, and helpers over the three calendars: day numbers, months, seasons, years, parts.
--
-- For the helpers a day is an integer, the rata die of core.date_to_day, and an interval is two days, both included;
-- date.of, date.read, date.from_day, date.interval and their like make values (see date/value.lua).
local core = require "rasad.core"
local kind_of = require("rasad.options").kind_of
local names = require "rasad.date.names"
local value = require "rasad.date.value"

local date = {
  of = value.of, from_day = value.from_day, interval = value.interval, whole = value.whole, nowruz = value.nowruz,
  length = value.length, is_leap = value.is_leap, is_date = value.is_date, is_interval = value.is_interval,
  digits = names.digits,
}

---@alias rasad.calendar "gregorian"|"jalali"|"hijri"

---Raises at the caller of a function unless it was given whole numbers: a day, a year, a month.
local function need_integer(who, what, n)
  if math.type(n) == "integer" then return end
  local got = type(n) == "number" and tostring(n) or kind_of(n)
  error(("date.%s: expected a %s as a whole number, got %s"):format(who, what, got), 3)
end

local function need_calendar(who, calendar)
  if date.calendars[calendar] then return end
  error(('date.%s: there is no calendar "%s"; choose gregorian, jalali or hijri'):format(who, tostring(calendar)), 3)
end

--- The names of the calendars and the letters that mark a value as theirs.
date.calendars = { gregorian = "", jalali = "AP", hijri = "AH" }

---The calendar that a year belongs to when nothing else tells: 1178 to 1501 is Jalali (or Hijri
---where the writer is Arab), later ones are Gregorian.
---@param year integer
---@param lunar? boolean
---@return rasad.calendar
function date.calendar_of_year(year, lunar)
  if year >= 1178 and year <= 1501 then return lunar and "hijri" or "jalali" end
  return "gregorian"
end

-- What core.read_date says of a text that does not begin with figures of a date.
local NO_FIGURES <const> = "no date in figures"

---The day of a date, or nil and why there is none.
---@param calendar rasad.calendar
---@param year integer
---@param month integer
---@param day integer
---@return integer|nil day
---@return string|nil certainty or message
function date.day(calendar, year, month, day)
  return core.date_to_day(calendar, year, month, day)
end

---Year, month and day of a day in a calendar.
---@param day integer
---@param calendar? rasad.calendar
---@return integer|nil year
---@return integer|string month or message
---@return integer|nil day
---@return string|nil certainty
function date.fields(day, calendar)
  need_integer("fields", "day", day)
  return core.day_to_date(calendar or "gregorian", day)
end

---The year that a day lies in.
---@param day integer
---@param calendar rasad.calendar
---@return integer|nil
function date.year_of(day, calendar)
  local year = core.day_to_date(calendar, day)
  return year
end

---What a text that is no date in figures says instead.
local function refusal(text, message, at)
  if not at then return ("%q is not a date: %s"):format(text, message or "no such day") end
  local rest = text:sub(at):match "^(.-)%s*$"
  return ('%q is not a date: "%s" (from byte %d on) is no part of one'):format(text, rest, at)
end

---Reads "2017-05-04", "1396/02/14", "4/5/2017" or "14.2.1396", also with an hour behind it; the year tells the
---calendar unless one is given or named behind the date: "1438-08-08 AH".
---@param text string
---@param calendar? rasad.calendar
---@return integer|nil day
---@return string calendar or message
function date.parse(text, calendar)
  if type(text) ~= "string" then error("date.parse: expected a text, got a " .. type(text), 2) end
  local first, last, known, parts = core.read_date(text, calendar)
  if parts == 3 then return first, known end
  if first or last == NO_FIGURES then
    return nil, ("%q is not a date; write it as 2017-05-04 or 1396/02/14"):format(text)
  end
  return nil, refusal(text, last, known)
end

---A whole year or month written in figures: "2017", "2017-05", "1396/02".
local function read_part(text, calendar)
  local first, last, known, parts = core.read_date(text, calendar)
  if first and parts < 3 then return value.interval(first, last, known) end
  if not first and last ~= NO_FIGURES then return nil, refusal(text, last, known) end
  return nil
end

---What a text in words says, if all of it is one date with its year: "14 Ordibehesht 1396", "رمضان 1438".
---@return rasad.Date|rasad.Interval|nil
---@return string|nil message where the date is a part of it
local function read_words(text)
  local scan, resolve = require "rasad.time.scan", require "rasad.time.resolve"
  local match_text, language = core.text(text):article(1):match_text(), core.language(text)
  local found = scan.find(match_text, function() return language end)
  local only = found[1]
  if #found ~= 1 or only.node.type ~= "date" or not only.node.year then return nil end
  local around = match_text:sub(1, only.m_first - 1) .. match_text:sub(only.m_stop)
  local beside = around:gsub("[ \28-\30]+", " "):match "^ *(.-) *$"
  if beside ~= "" then return nil, ('%q is not a date alone: "%s" is no part of one'):format(text, beside) end
  local first, last = resolve.in_year(only.node, only.node.year)
  if not first then return nil end
  if first == last and only.node.day then return value.from_day(first, only.node.calendar) end
  return value.interval(first, last, only.node.calendar)
end

---Reads a date or an interval in figures or words, in any of the three calendars, in digits of any script:
---"2017-05-04", "۱۴ اردیبهشت ۱۳۹۶", "14 رمضان 1438", "May 2017", "1396", "2017-05-03/2017-05-04".
---@param text string
---@param calendar? rasad.calendar of dates in figures; the year tells it where none is given
---@return rasad.Date|rasad.Interval|nil
---@return string|nil message
function date.read(text, calendar)
  if type(text) ~= "string" then error("date.read: expected a text, got a " .. type(text), 2) end
  local key = core.key(text):match "^%s*(.-)%s*$"
  local from = key:match "^(%d%d%d%d%-%d%d?%-%d%d?)%s*/%s*%d%d%d%d%-"
  if from then
    local last, of_last = date.parse((text:find("/", 1, true) and text or key):match "/%s*(.*)$", calendar)
    if not last then return nil, of_last end
    local first, of_first = date.parse(from, of_last)
    if not first then return nil, of_first end
    return value.interval(value.from_day(first, of_first), value.from_day(last, of_last))
  end
  local day, calendar_or_message = date.parse(text, calendar)
  if day then return value.from_day(day, calendar_or_message) end
  local part, of_part = read_part(text, calendar)
  if part then return part end
  local words, of_words
  local is_figures = key:find "^%d+[-/.]%d+[-/.]%d"
  if not is_figures and key:find "[%a\x80-\xff]" then words, of_words = read_words(text) end
  if words then return words end
  return nil, of_words or of_part or calendar_or_message
end

---A day as "YYYY-MM-DD" in a calendar.
---@param day integer
---@param calendar? rasad.calendar
---@return string|nil
---@return string|nil message
function date.format(day, calendar)
  need_integer("format", "day", day)
  local year, month, d = core.day_to_date(calendar or "gregorian", day)
  if not year then return nil, month end
  return ("%04d-%02d-%02d"):format(year, month, d)
end

---The name of a month; nil where there is no such month.
---@param calendar rasad.calendar
---@param month integer
---@param language? rasad.language
---@param region? rasad.region
---@return string|nil
function date.month_name(calendar, month, language, region)
  need_calendar("month_name", calendar)
  return names.months(calendar, language, region)[month]
end

---The weekday of a day: 1 is Monday, 7 is Sunday.
---@param day integer
---@return integer
function date.weekday(day)
  need_integer("weekday", "day", day)
  return core.weekday(day)
end

---The name of a weekday.
---@param weekday integer
---@param language? rasad.language
---@return string
function date.weekday_name(weekday, language)
  return names.weekdays(language)[weekday]
end

---First and last day of a month; nil where the calendar has no such month.
---@param calendar rasad.calendar
---@param year integer
---@param month integer
---@return integer|nil first
---@return integer|nil last
function date.month(calendar, year, month)
  need_calendar("month", calendar)
  need_integer("month", "year", year)
  need_integer("month", "month", month)
  local first = core.date_to_day(calendar, year, month, 1)
  if not first then return nil end
  return first, first + core.month_length(calendar, year, month) - 1
end

---First and last day of a year.
---@param calendar rasad.calendar
---@param year integer
---@return integer|nil first
---@return integer|nil last
function date.year(calendar, year)
  need_calendar("year", calendar)
  need_integer("year", "year", year)
  local first = core.date_to_day(calendar, year, 1, 1)
  local _, last = date.month(calendar, year, 12)
  if not first or not last then return nil end
  return first, last
end

---First and last day of a season, 1 spring to 4 winter. Jalali seasons are the quarters of the year;
---Gregorian ones are whole months, winter being December and the two months after it.
---@param calendar rasad.calendar
---@param year integer
---@param season integer
---@return integer|nil first
---@return integer|nil last
function date.season(calendar, year, season)
  if calendar == "jalali" then
    local first = date.month(calendar, year, 3 * season - 2)
    local _, last = date.month(calendar, year, 3 * season)
    if not last then return nil end
    return first, last
  elseif calendar == "gregorian" then
    local first = date.month(calendar, year, 3 * season)
    local _, last = date.month(calendar, season == 4 and year + 1 or year, season == 4 and 2 or 3 * season + 2)
    if not first or not last then return nil end
    return first, last
  end
  return nil -- lunar years have no seasons
end

---First and last day of a decade: 1390 is 1390 to 1399.
---@param calendar rasad.calendar
---@param year integer
---@return integer|nil first
---@return integer|nil last
function date.decade(calendar, year)
  local first = date.year(calendar, year)
  local _, last = date.year(calendar, year + 9)
  if not last then return nil end
  return first, last
end

---Moves a day by months, to the last day of the month where the month is shorter.
---@param day integer
---@param months integer
---@param calendar? rasad.calendar
---@return integer|nil
function date.shift_months(day, months, calendar)
  need_integer("shift_months", "day", day)
  need_integer("shift_months", "number of months", months)
  calendar = calendar or "gregorian"
  local year, month, d = core.day_to_date(calendar, day)
  if not year then return nil end
  local index = year * 12 + month - 1 + months
  local to_year, to_month = index // 12, index % 12 + 1
  local length = core.month_length(calendar, to_year, to_month)
  if length == 0 then return nil end
  return (core.date_to_day(calendar, to_year, to_month, math.min(d, length)))
end

---The first day of the week that a day lies in; weeks start on the given weekday.
---@param day integer
---@param start? integer 1 Monday (default) to 7 Sunday
---@return integer
function date.week_start(day, start)
  return day - (core.weekday(day) - (start or 1)) % 7
end

-- The parts there are.
local PARTS = { start = true, mid = true, ["end"] = true, opening = true, half1 = true, half2 = true, first_week = true,
  week1 = true, week2 = true, week3 = true, week4 = true, last_week = true, first_day = true, last_day = true }

local function check_part(part, what)
  if not PARTS[part] then error(('%s: there is no part "%s"'):format(what, tostring(part)), 3) end
end

-- Where the parts of a span of n days begin and end, counted from 0.
local THIRDS = { start = 1, mid = 2, ["end"] = 3 }

---A part of an interval: "start", "mid", "end" (of a month days 1-10, 11-20, 21-end; of anything else
---thirds), "half1", "half2" (of a month days 1-15 and the rest), "first_week", "week2", "week3", "week4",
---"last_week", "first_day", "last_day", or "opening", which is the start of a month, the first month of a year.
---@param first integer
---@param last integer
---@param part string
---@return integer first
---@return integer last
function date.part(first, last, part)
  check_part(part, "date.part")
  if first == last then return first, last end
  local length = last - first + 1
  local is_month = length >= 28 and length <= 31
  if part == "first_week" then return first, math.min(first + 6, last) end
  if part == "last_week" then return math.max(last - 6, first), last end
  if part == "first_day" then return first, first end
  if part == "last_day" then return last, last end
  local week = math.tointeger(part:match "^week(%d)$")
  if week then return math.min(first + 7 * week - 7, last), math.min(first + 7 * week - 1, last) end
  if part == "opening" then part = "start" end
  local third = THIRDS[part]
  if third then
    local size = is_month and 10 or math.max(1, length // 3)
    local from = math.min(first + (third - 1) * size, last)
    return from, third == 3 and last or math.min(from + size - 1, last)
  end
  local middle = first + (is_month and 15 or length // 2)
  if part == "half1" then return first, middle - 1 end
  return middle, last
end

---A whole year's thirds by its months, so that they end where months end.
---@param calendar rasad.calendar
---@param year integer
---@param part string
---@return integer|nil first
---@return integer|nil last
function date.part_of_year(calendar, year, part)
  check_part(part, "date.part_of_year")
  if part:find "week" or part:find "day" then
    local first, last = date.year(calendar, year)
    if not first or not last then return nil end
    return date.part(first, last, part)
  end
  local from, to = 1, 12
  if part == "opening" then to = 1
  elseif part == "start" then to = 4
  elseif part == "mid" then from, to = 5, 8
  elseif part == "end" then from = 9
  elseif part == "half1" then to = 6
  else from = 7 end
  local first = date.month(calendar, year, from)
  local _, last = date.month(calendar, year, to)
  if not first or not last then return nil end
  return first, last
end

return date
