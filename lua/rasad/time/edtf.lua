-- edtf.lua: resolved expressions in EDTF (ISO 8601-2), the Gregorian calendar throughout.
local date = require "rasad.date"

local edtf = {}

---The shortest form of an interval: a day, a month, a year, a decade or a century where it is exactly one.
local function interval(first, last)
  local year, month, day = date.fields(first)
  local last_year, last_month, last_day = date.fields(last)
  if first == last then return date.format(first) end
  if day == 1 and date.fields(last + 1) and select(3, date.fields(last + 1)) == 1 then
    if year == last_year and month == last_month then return ("%04d-%02d"):format(year, month) end
    if month == 1 and last_month == 12 then
      if year == last_year then return ("%04d"):format(year) end
      if year % 10 == 0 and last_year == year + 9 then return ("%03dX"):format(year // 10) end
      if year % 100 == 0 and last_year == year + 99 then return ("%02dXX"):format(year // 100) end
    end
  end
  return ("%s/%04d-%02d-%02d"):format(date.format(first), last_year, last_month, last_day)
end

local function clock(hour, minute, second)
  return ("T%02d:%02d:%02d"):format(hour, minute or 0, second or 0)
end

---The EDTF value of a resolved expression.
---@param e rasad.time.expression
---@return string|nil
function edtf.of(e)
  if not e.first_day then return nil end
  if e.hour then
    local value = date.format(e.first_day) .. clock(e.hour, e.minute, e.second)
    if e.last_hour then
      value = value .. "/" .. date.format(e.last_day) .. clock(e.last_hour, e.last_minute, e.last_second)
    end
    return value
  end
  local value = interval(e.first_day, e.last_day)
  if e.mod ~= "APPROX" then return value end
  return (value:gsub("/", "~/")) .. "~"
end

return edtf
