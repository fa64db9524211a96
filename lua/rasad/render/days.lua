-- days.lua: how days and intervals are written for a reader, in three calendars.
local date = require "rasad.date"

local days = {}

---Both ends of an interval in one calendar, without repeating what they share; nil outside the calendar.
---@param calendar rasad.calendar
---@param first integer
---@param last integer
---@return string?
function days.interval(calendar, first, last)
  local interval = date.interval(first, last, calendar)
  return interval and interval:format() or nil
end

---A Gregorian interval with ISO dates and, for a single day, its weekday.
---@param first integer
---@param last integer
---@return string
function days.iso(first, last)
  if first == last then return date.format(first) .. " " .. date.weekday_name(date.weekday(first)):sub(1, 3) end
  return date.format(first) .. " to " .. date.format(last)
end

---The interval in the two other calendars: "10 Dey 1395 · 1 Rabi II 1438 AH", with ±1 where no table is sure of the day.
---@param first integer
---@param last integer
---@return string
function days.others(first, last)
  local parts = {}
  parts[#parts + 1] = days.interval("jalali", first, last)
  parts[#parts + 1] = days.interval("hijri", first, last)
  return table.concat(parts, " · ")
end

return days
