-- value.lua: days and intervals as values: immutable, in three calendars, each knowing how sure it is.
--
-- A day is the same day in whatever calendar it is written, so values of different calendars compare. An interval has
-- a first and a last day, both included.
local core = require "rasad.core"
local names = require "rasad.date.names"
local options_of = require("rasad.options").check

local value = {}

---@class rasad.Date
local Date = {}
---@class rasad.Interval
local Interval = {}

-- What a value holds, out of reach: so nothing can change it.
local held = setmetatable({}, { __mode = "k" })

local function refuse_change(self)
  error(("a %s is a value and cannot be changed"):format(getmetatable(self) == "rasad.Date" and "date" or "interval"), 2)
end

local date_meta = { __index = Date, __newindex = refuse_change, __name = "rasad.Date", __metatable = "rasad.Date" }
local interval_meta = { __index = Interval, __newindex = refuse_change, __name = "rasad.Interval",
  __metatable = "rasad.Interval" }

local CALENDARS = { gregorian = true, jalali = true, hijri = true }
local ERA_MARKS = names.era_marks

local function check_calendar(calendar, what)
  if calendar ~= nil and not CALENDARS[calendar] then
    error(('%s: there is no calendar "%s"; choose gregorian, jalali or hijri'):format(what, tostring(calendar)), 3)
  end
  return calendar or "gregorian"
end

local function check_integer(n, what)
  local whole = math.tointeger(n)
  if not whole then error(("%s: expected a whole number, got %s"):format(what, tostring(n)), 3) end
  return whole
end

---Whether a value is a date.
---@param v any
---@return boolean
function value.is_date(v) return getmetatable(v) == "rasad.Date" end
---Whether a value is an interval of dates.
---@param v any
---@return boolean
function value.is_interval(v) return getmetatable(v) == "rasad.Interval" end

local function new_date(day, calendar)
  local self = setmetatable({}, date_meta)
  held[self] = { day = day, calendar = calendar }
  return self
end

local function new_interval(first, last, calendar)
  local self = setmetatable({}, interval_meta)
  held[self] = { first = first, last = last, calendar = calendar }
  return self
end

---A date by its parts; nil and why where the calendar has no such day.
---@param year integer
---@param month integer
---@param day integer
---@param calendar? rasad.calendar
---@return rasad.Date|nil
---@return string|nil message
function value.of(year, month, day, calendar)
  calendar = check_calendar(calendar, "date.of")
  year, month = check_integer(year, "date.of: year"), check_integer(month, "date.of: month")
  day = check_integer(day, "date.of: day")
  local number, message = core.date_to_day(calendar, year, month, day)
  if not number then return nil, message end
  return new_date(number, calendar)
end

---A date by its day number (rata die); nil and why where the calendar does not reach it.
---@param day integer
---@param calendar? rasad.calendar
---@return rasad.Date|nil
---@return string|nil message
function value.from_day(day, calendar)
  calendar = check_calendar(calendar, "date.from_day")
  day = check_integer(day, "date.from_day")
  local year, message = core.day_to_date(calendar, day)
  if not year then return nil, message end
  return new_date(day, calendar)
end

-- The day number of a date, or of a whole number that is one.
local function day_of(v, what)
  if value.is_date(v) then return held[v].day end
  local day = math.tointeger(v)
  if not day then error(("%s: expected a date, got %s"):format(what, tostring(v)), 3) end
  return day
end

---An interval of two dates, both included; nil and why where the last is before the first.
---@param first rasad.Date|integer
---@param last? rasad.Date|integer the first day alone without it
---@param calendar? rasad.calendar that of the first date without it
---@return rasad.Interval|nil
---@return string|nil message
function value.interval(first, last, calendar)
  if calendar == nil and value.is_date(first) then calendar = held[first].calendar end
  calendar = check_calendar(calendar, "date.interval")
  local from = day_of(first, "date.interval")
  local to = last == nil and from or day_of(last, "date.interval")
  if from > to then
    return nil, ("an interval cannot end (%s) before it begins (%s)"):format(tostring(last), tostring(first))
  end
  for _, day in ipairs { from, to } do
    local year, message = core.day_to_date(calendar, day)
    if not year then return nil, message end
  end
  return new_interval(from, to, calendar)
end

---A whole year, or a whole month of it.
---@param calendar rasad.calendar
---@param year integer
---@param month? integer
---@return rasad.Interval|nil
---@return string|nil message
function value.whole(calendar, year, month)
  calendar = check_calendar(calendar, "date.whole")
  local first, message = core.date_to_day(calendar, year, month or 1, 1)
  if not first then return nil, message end
  local last = core.date_to_day(calendar, year, month or 12, core.month_length(calendar, year, month or 12))
  return new_interval(first, last, calendar)
end

---1 Farvardin of a Jalali year.
---@param year integer
---@return rasad.Date|nil
---@return string|nil message
function value.nowruz(year)
  return value.of(year, 1, 1, "jalali")
end

---How many days a year, or a month of it, has; nil and why where there is none.
---@param calendar rasad.calendar
---@param year integer
---@param month? integer
---@return integer|nil
---@return string|nil message
function value.length(calendar, year, month)
  local whole, message = value.whole(calendar, year, month)
  if not whole then return nil, message end
  return whole:days()
end

---Whether a year has the day that not all years of its calendar have.
---@param calendar rasad.calendar
---@param year integer
---@return boolean|nil
---@return string|nil message
function value.is_leap(calendar, year)
  local days, message = value.length(calendar, year)
  if not days then return nil, message end
  return days == (calendar == "hijri" and 355 or 366)
end

-- Dates -------------------------------------------------------------------------------------------

---The day number (rata die), the same in every calendar.
---@return integer
function Date:number() return held[self].day end

---Its calendar.
---@return rasad.calendar
function Date:calendar() return held[self].calendar end

---Year, month and day in its calendar.
---@return integer year
---@return integer month
---@return integer day
function Date:fields()
  local year, month, day = core.day_to_date(held[self].calendar, held[self].day)
  return year, month, day
end

---Its year.
---@return integer
function Date:year() return (self:fields()) end

---Its month.
---@return integer
function Date:month() return (select(2, self:fields())) end

---Its day of the month.
---@return integer
function Date:day() return (select(3, self:fields())) end

---Its weekday: 1 is Monday, 7 is Sunday.
---@return integer
function Date:weekday() return core.weekday(held[self].day) end

---The name of its weekday.
---@param language? rasad.language
---@return string
function Date:weekday_name(language) return names.weekdays(language)[self:weekday()] end

---The name of its month.
---@param language? rasad.language
---@param region? rasad.region
---@return string
function Date:month_name(language, region) return names.months(self:calendar(), language, region)[self:month()] end

---The same day in another calendar; nil and why where that calendar does not reach it.
---@param calendar rasad.calendar
---@return rasad.Date|nil
---@return string|nil message
function Date:to(calendar)
  return value.from_day(held[self].day, check_calendar(calendar, "date:to"))
end

---How sure the day is: "certain"; "proleptic" where its calendar was not yet in use; "plus_minus_one" of lunar dates
---on whose month the tables differ, or which were seen with the eye.
---@return "certain"|"proleptic"|"plus_minus_one"
function Date:certainty()
  return (select(4, core.day_to_date(held[self].calendar, held[self].day)))
end

---Whether the tables of its calendar agree on the day.
---@return boolean
function Date:is_certain() return self:certainty() ~= "plus_minus_one" end

---The days that the date may be: itself, or one day more to each side where its calendar is not sure and reaches so far.
---@return rasad.Interval
function Date:interval()
  local state = held[self]
  local day, calendar = state.day, state.calendar
  if self:is_certain() then return new_interval(day, day, calendar) end
  local before, after = core.day_to_date(calendar, day - 1), core.day_to_date(calendar, day + 1)
  return new_interval(before and day - 1 or day, after and day + 1 or day, calendar)
end

---The month that the date lies in.
---@return rasad.Interval
function Date:whole_month()
  local year, month = self:fields()
  return value.whole(self:calendar(), year, month)
end

---The year that the date lies in.
---@return rasad.Interval
function Date:whole_year() return value.whole(self:calendar(), self:year()) end

-- No calendar reaches over so many days, months, weeks or years.
local FARTHEST <const> = 4000000
local UNITS = { years = true, months = true, weeks = true, days = true }

local function check_shift(shift, what)
  if type(shift) ~= "table" then error(what .. ": expected a table such as { months = 1, days = -3 }", 3) end
  for unit, count in pairs(shift) do
    if not UNITS[unit] then
      error(('%s: there is no unit "%s"; choose years, months, weeks or days'):format(what, tostring(unit)), 3)
    end
    if math.type(count) ~= "integer" then
      error(("%s: %s: expected a whole number, got %s"):format(what, unit, tostring(count)), 3)
    end
  end
end

local function shifted(date, shift, sign)
  for _, count in pairs(shift) do
    if count > FARTHEST or count < -FARTHEST then return nil, ("no calendar reaches as far as %d"):format(count) end
  end
  local calendar, day = date:calendar(), held[date].day
  local months = sign * ((shift.years or 0) * 12 + (shift.months or 0))
  if months ~= 0 then
    local year, month, of_month = date:fields()
    local index = year * 12 + month - 1 + months
    local to_year, to_month = index // 12, index % 12 + 1
    local last = core.month_length(calendar, to_year, to_month)
    local there, message = core.date_to_day(calendar, to_year, to_month, math.min(of_month, math.max(last, 1)))
    if not there then return nil, message end
    day = there
  end
  return value.from_day(day + sign * (7 * (shift.weeks or 0) + (shift.days or 0)), calendar)
end

---A date so much later: years and months first, in the date's own calendar and to the last day of a shorter month, then
---weeks and days. nil and why where the calendar does not reach so far.
---@param shift { years?: integer, months?: integer, weeks?: integer, days?: integer }
---@return rasad.Date|nil
---@return string|nil message
function Date:plus(shift)
  check_shift(shift, "date:plus")
  return shifted(self, shift, 1)
end

---The opposite of date:plus.
---@param shift { years?: integer, months?: integer, weeks?: integer, days?: integer }
---@return rasad.Date|nil
---@return string|nil message
function Date:minus(shift)
  check_shift(shift, "date:minus")
  return shifted(self, shift, -1)
end

local function moved(date, days)
  local result, message = value.from_day(held[date].day + days, held[date].calendar)
  if not result then error(message, 3) end
  return result
end

---date + 3, 3 + date.
function date_meta.__add(a, b)
  if value.is_date(a) and value.is_date(b) then error("two dates cannot be added; a date and a number of days can", 2) end
  if value.is_date(a) then return moved(a, check_integer(b, "date + days")) end
  return moved(b, check_integer(a, "days + date"))
end

---date - 3 is a date, date - date a number of days.
function date_meta.__sub(a, b)
  if not value.is_date(a) then error("a date cannot be taken from a number", 2) end
  if value.is_date(b) then return held[a].day - held[b].day end
  return moved(a, -check_integer(b, "date - days"))
end

local function both_dates(a, b)
  if not (value.is_date(a) and value.is_date(b)) then error("a date can be compared with a date only", 3) end
  return held[a].day, held[b].day
end

function date_meta.__eq(a, b) return value.is_date(a) and value.is_date(b) and held[a].day == held[b].day end

function date_meta.__lt(a, b)
  local x, y = both_dates(a, b)
  return x < y
end

function date_meta.__le(a, b)
  local x, y = both_dates(a, b)
  return x <= y
end

-- Writing -----------------------------------------------------------------------------------------

local STYLES = { iso = true, short = true, long = true, full = true }

---@class rasad.DateFormat
---@field calendar? rasad.calendar that of the value without it
---@field language? rasad.language "en"
---@field region? rasad.region whose month names: "levant" writes كانون الثاني for January
---@field digits? "latn"|"fa"|"ar" those of the language without it
---@field style? "iso"|"short"|"long"|"full" 2017-05-04, 4/5/2017 (in Persian ۱۳۹۶/۲/۱۴), 4 May 2017, Thursday 4 May 2017;
---  "long" without it

local FORMAT <const> = { "language", "style", "calendar", "region", "digits" }

local function check_format(options, what)
  if type(options) == "string" then options = { style = options } end
  options = options_of(what, options, FORMAT, 3)
  local language, style = options.language or "en", options.style or "long"
  if language ~= "en" and language ~= "fa" and language ~= "ar" then
    error(('%s: there is no language "%s"; choose en, fa or ar'):format(what, tostring(language)), 3)
  end
  if not STYLES[style] then
    error(('%s: there is no style "%s"; choose iso, short, long or full'):format(what, tostring(style)), 3)
  end
  if options.region and not names.is_region(options.region, language) then
    error(('%s: there are no month names of "%s" in the language "%s"'):format(what, tostring(options.region), language), 3)
  end
  return { language = language, style = style, region = options.region, calendar = check_calendar(options.calendar or nil, what),
    given_calendar = options.calendar, digits = options.digits or (style == "iso" and "latn" or language) }
end

-- What is written behind a date of a calendar: its era, and its doubt.
local function tail(date, language)
  local era = names.era(date:calendar(), language)
  return (era ~= "" and " " .. era or "") .. (date:is_certain() and "" or " ±1")
end

local function iso(date)
  return ("%04d-%02d-%02d"):format(date:fields())
end

local function written(date, how)
  local year, month, day = date:fields()
  if how.style == "iso" then return iso(date) end
  if how.style == "short" then
    return how.language == "fa" and ("%d/%d/%d"):format(year, month, day) or ("%d/%d/%d"):format(day, month, year)
  end
  local text = ("%d %s %d"):format(day, date:month_name(how.language, how.region), year)
  return how.style == "full" and date:weekday_name(how.language) .. " " .. text or text
end

---The date as a reader of a language writes it: "4 May 2017", "۱۴ اردیبهشت ۱۳۹۶", "8 Shaban 1300 AH ±1". A style alone may
---be given as a string. nil and why where the calendar asked for does not reach it.
---@param options? rasad.DateFormat|string
---@return string|nil
---@return string|nil message
function Date:format(options)
  local how = check_format(options, "date:format")
  local date, message = self, nil
  if how.given_calendar then date, message = self:to(how.calendar) end
  if not date then return nil, message end
  local mark = tail(date, how.language)
  return names.digits(written(date, how) .. (how.style == "iso" and ERA_MARKS[date:calendar()] or mark), how.digits)
end

---"2017-05-04", "1396-02-14 AP", "1300-01-01 AH ±1".
function date_meta.__tostring(self)
  return iso(self) .. ERA_MARKS[self:calendar()] .. (self:is_certain() and "" or " ±1")
end

-- Intervals ---------------------------------------------------------------------------------------

---Its first day.
---@return rasad.Date
function Interval:first() return new_date(held[self].first, held[self].calendar) end

---Its last day.
---@return rasad.Date
function Interval:last() return new_date(held[self].last, held[self].calendar) end

---Its calendar.
---@return rasad.calendar
function Interval:calendar() return held[self].calendar end

---How many days it has.
---@return integer
function Interval:days() return held[self].last - held[self].first + 1 end

interval_meta.__len = Interval.days

-- First and last day of an interval or a date.
local function ends(v, what)
  if value.is_interval(v) then return held[v].first, held[v].last end
  if value.is_date(v) then return held[v].day, held[v].day end
  error(("%s: expected an interval or a date, got %s"):format(what, tostring(v)), 3)
end

---Whether a date, or a whole interval, lies in it.
---@param other rasad.Date|rasad.Interval
---@return boolean
function Interval:contains(other)
  local first, last = ends(other, "interval:contains")
  return held[self].first <= first and last <= held[self].last
end

---Whether it has a day in common with another.
---@param other rasad.Date|rasad.Interval
---@return boolean
function Interval:intersects(other)
  local first, last = ends(other, "interval:intersects")
  return held[self].first <= last and first <= held[self].last
end

---The days in common with another; nil where there are none.
---@param other rasad.Date|rasad.Interval
---@return rasad.Interval|nil
function Interval:intersect(other)
  local first, last = ends(other, "interval:intersect")
  first, last = math.max(first, held[self].first), math.min(last, held[self].last)
  return first <= last and new_interval(first, last, held[self].calendar) or nil
end

---The shortest interval that holds both.
---@param other rasad.Date|rasad.Interval
---@return rasad.Interval
function Interval:span(other)
  local first, last = ends(other, "interval:span")
  return new_interval(math.min(first, held[self].first), math.max(last, held[self].last), held[self].calendar)
end

---Both as one, where no day lies between them; else nil.
---@param other rasad.Date|rasad.Interval
---@return rasad.Interval|nil
function Interval:union(other)
  local first, last = ends(other, "interval:union")
  if first > held[self].last + 1 or last < held[self].first - 1 then return nil end
  return self:span(other)
end

---The same days in another calendar; nil and why where that calendar does not reach them.
---@param calendar rasad.calendar
---@return rasad.Interval|nil
---@return string|nil message
function Interval:to(calendar)
  return value.interval(held[self].first, held[self].last, check_calendar(calendar, "interval:to"))
end

---Iterates over the days: `for day in interval:each() do`.
---@return fun(): rasad.Date?
function Interval:each()
  local day, last, calendar = held[self].first - 1, held[self].last, held[self].calendar
  return function()
    day = day + 1
    return day <= last and new_date(day, calendar) or nil
  end
end

-- Both ends without repeating what they share: "3-4 May 2017", "28 April - 4 May 2017".
local function joined(first, last, how)
  local y1, m1, d1 = first:fields()
  local y2, m2, d2 = last:fields()
  if how.style == "long" and y1 == y2 then
    local month = first:month_name(how.language, how.region)
    if m1 == m2 then return ("%d-%d %s %d"):format(d1, d2, month, y1) end
    return ("%d %s - %d %s %d"):format(d1, month, d2, last:month_name(how.language, how.region), y2)
  end
  return written(first, how) .. (how.style == "iso" and "/" or " - ") .. written(last, how)
end

---The interval as a reader of a language writes it: "3-4 May 2017", "۱۳-۱۴ اردیبهشت ۱۳۹۶".
---@param options? rasad.DateFormat|string
---@return string|nil
---@return string|nil message
function Interval:format(options)
  local how = check_format(options, "interval:format")
  local interval, message = self, nil
  if how.given_calendar then interval, message = self:to(how.calendar) end
  if not interval then return nil, message end
  local first, last = interval:first(), interval:last()
  if first == last then return first:format(options) end
  local mark = how.style == "iso" and ERA_MARKS[interval:calendar()] or tail(first:is_certain() and last or first, how.language)
  return names.digits(joined(first, last, how) .. mark, how.digits)
end

---"2017-05-03/2017-05-04".
function interval_meta.__tostring(self)
  local first, last = self:first(), self:last()
  if first == last then return tostring(first) end
  return iso(first) .. "/" .. tostring(last)
end

function interval_meta.__eq(a, b)
  return value.is_interval(a) and value.is_interval(b) and held[a].first == held[b].first and held[a].last == held[b].last
end

---a < b where all of a is before all of b.
function interval_meta.__lt(a, b)
  local _, a_last = ends(a, "interval < interval")
  local b_first = ends(b, "interval < interval")
  return a_last < b_first
end

return value
