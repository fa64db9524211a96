-- days.lua: how days and intervals are written for a reader, in three calendars.
local days = {}

local function core() return require "rasad.core" end

local MONTHS = {
  gregorian = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  },
  jalali = {
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
    "Esfand",
  },
  hijri = {
    "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal",
    "Dhu al-Qadah", "Dhu al-Hijjah",
  },
}

local WEEKDAYS = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }

---Both ends of an interval in one calendar, without repeating what they share; nil outside the calendar.
---@param calendar "gregorian"|"jalali"|"hijri"
---@param first integer
---@param last integer
---@return string?
function days.interval(calendar, first, last)
  local y1, m1, d1 = core().day_to_date(calendar, first)
  local y2, m2, d2 = core().day_to_date(calendar, last)
  if not y1 or not y2 then return nil end
  local names = MONTHS[calendar]
  if first == last then return ("%d %s %d"):format(d1, names[m1], y1) end
  if y1 == y2 and m1 == m2 then return ("%d-%d %s %d"):format(d1, d2, names[m1], y1) end
  if y1 == y2 then return ("%d %s - %d %s %d"):format(d1, names[m1], d2, names[m2], y1) end
  return ("%d %s %d - %d %s %d"):format(d1, names[m1], y1, d2, names[m2], y2)
end

---A Gregorian interval with ISO dates and, for a single day, its weekday.
---@param first integer
---@param last integer
---@return string
function days.iso(first, last)
  local iso = require("rasad.event").iso
  if first == last then
    local weekday = core().weekday and WEEKDAYS[core().weekday(first)]
    return iso(first) .. (weekday and " " .. weekday or "")
  end
  return iso(first) .. " to " .. iso(last)
end

---The interval in the two other calendars: "10 Dey 1395 · 1 Rabi II 1438 AH ±1".
---@param first integer
---@param last integer
---@return string
function days.others(first, last)
  local parts = {}
  parts[#parts + 1] = days.interval("jalali", first, last)
  local hijri = days.interval("hijri", first, last)
  -- Months begin by sighting, so that no table is sure of the day everywhere.
  if hijri then parts[#parts + 1] = hijri .. " AH ±1" end
  return table.concat(parts, " · ")
end

return days
