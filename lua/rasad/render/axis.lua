-- axis.lua: the days of a timeline along three calendars.
local date = require "rasad.date"
local svg = require "rasad.render.svg"

local axis = {}

local ROW <const> = 19
local NAMES = { gregorian = "Gregorian", jalali = "Solar Hijri", hijri = "Hijri" }

-- Steps of ticks, fine to coarse, and the room that one needs; days on average.
local STEPS = {
  { unit = "day", count = 1, days = 1, room = 60 }, { unit = "day", count = 2, days = 2, room = 60 },
  { unit = "day", count = 5, days = 5, room = 60 }, { unit = "day", count = 10, days = 10, room = 60 },
  { unit = "month", count = 1, days = 30, room = 84 }, { unit = "month", count = 2, days = 60, room = 84 },
  { unit = "month", count = 3, days = 90, room = 84 }, { unit = "month", count = 6, days = 181, room = 84 },
}
for _, years in ipairs { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 } do
  STEPS[#STEPS + 1] = { unit = "year", count = years, days = 354 * years, room = 50 }
end

local function step_for(pixels_per_day)
  for _, step in ipairs(STEPS) do
    if step.days * pixels_per_day >= step.room then return step end
  end
  return STEPS[#STEPS]
end

-- The first days of units of a calendar from a day on, one after the other.
local function ticks(calendar, first, last, step)
  local year, month, day = date.fields(first, calendar)
  if not year then return function() end end
  if step.unit == "year" then year, month, day = year // step.count * step.count, 1, 1 end
  if step.unit == "month" then month, day = (month - 1) // step.count * step.count + 1, 1 end
  if step.unit == "day" then day = (day - 1) // step.count * step.count + 1 end
  local function advance()
    if step.unit == "year" then
      year = year + step.count
    elseif step.unit == "month" then
      month = month + step.count
      if month > 12 then year, month = year + 1, month - 12 end
    else
      day = day + step.count
      local _, month_end = date.month(calendar, year, month)
      local at = date.day(calendar, year, month, day)
      -- The last step of a month is left out where it would stand too close to the first of the next.
      if not at or at + step.count // 2 > month_end then
        day, month = 1, month + 1
        if month > 12 then year, month = year + 1, 1 end
      end
    end
  end
  return function()
    while year <= 9999 do
      local at = date.day(calendar, math.max(year, 1), month, day)
      local y, m, d = year, month, day
      advance()
      if not at or at > last then return nil end
      if at >= first then return at, y, m, d end
    end
  end
end

local function label_of(reader, calendar, step, is_first, year, month, day)
  local written = reader:number(year)
  if step.unit == "year" then return written, true end
  local name = date.month_name(calendar, month, reader.lang)
  if step.unit == "month" then
    if month == 1 and not is_first then return written, true end
    return is_first and name .. " " .. written or name, false
  end
  if is_first or month == 1 and day == 1 then return ("%s %s %s"):format(reader:number(day), name, written), true end
  return ("%s %s"):format(reader:number(day), name), day == 1
end

---Puts an axis for each calendar, and lines down through the picture for the reader's own.
---@param canvas rasad.Canvas
---@param reader rasad.ReportReader
---@param scale {first: integer, last: integer, x: fun(day: number): number, left: number, right: number}
---@param bottom number how far down the lines go
---@return number height
function axis.put(canvas, reader, scale, bottom)
  local top = 0
  local pixels = (scale.right - scale.left) / (scale.last + 1 - scale.first)
  for i, calendar in ipairs(reader.calendars) do
    canvas:text(4, top + 13, svg.fit(reader:say(NAMES[calendar]), scale.left - 8), "muted")
    local step, is_first, free = step_for(pixels), true, scale.left - 1
    for at, year, month, day in ticks(calendar, scale.first, scale.last, step) do
      local label, is_strong = label_of(reader, calendar, step, is_first, year, month, day)
      local x = scale.x(at)
      if i == 1 then canvas:line(x, top + ROW, x, bottom, is_strong and "grid strong" or "grid") end
      if x >= free then canvas:line(x, top + 4, x, top + ROW - 3, "tick") end
      if x >= free and x + 4 + svg.text_width(label) <= canvas.width then
        canvas:text(x + 4, top + 13, label, is_strong and "strong" or nil)
        free, is_first = x + 6 + svg.text_width(label), false
      end
    end
    top = top + ROW
    canvas:line(0, top, canvas.width, top, "rule")
  end
  return top
end

---@return number how high the axes are
function axis.height(reader) return ROW * #reader.calendars end

return axis
