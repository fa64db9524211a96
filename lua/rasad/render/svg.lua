-- svg.lua: a picture as static SVG, whose x runs the way its reader reads.
local core = require "rasad.core"
local escape = require "rasad.render.escape"
local safe = require("rasad.render.text").safe

local svg = {}

---@class rasad.Canvas
local Canvas = {}
Canvas.__index = Canvas

---@param width number
---@param reader rasad.ReportReader
---@return rasad.Canvas
function svg.new(width, reader)
  return setmetatable({ width = width, is_rtl = reader.is_rtl, parts = {} }, Canvas)
end

---A coordinate with one decimal, the same on every machine.
---@param v number
---@return string
function svg.number(v)
  local tenths = math.floor(v * 10 + 0.5)
  if tenths % 10 == 0 then return ("%d"):format(tenths // 10) end
  return ("%s%d.%d"):format(tenths < 0 and "-" or "", math.abs(tenths) // 10, math.abs(tenths) % 10)
end

local number = svg.number

-- About how wide text of the pictures' size is.
local EM <const> = 6.4

---@param s string
---@return number
function svg.text_width(s) return (core.width(s) or #s) * EM end

---The text without marks.
---@param s string
---@return string
function svg.plain(s) return safe((s:gsub("[\1\2]", ""))) end

---The text without marks, cut where it would be wider than there is room.
---@param s string
---@param room number
---@return string
function svg.fit(s, room)
  s = svg.plain(s)
  if svg.text_width(s) <= room then return s end
  local kept = {}
  for _, code in utf8.codes(s) do
    kept[#kept + 1] = utf8.char(code)
    if svg.text_width(table.concat(kept)) > room - 2 * EM then break end
  end
  return table.concat(kept) .. "…"
end

---Where a place lies in the picture.
---@param x number
---@return number
function Canvas:x(x) return self.is_rtl and self.width - x or x end

---@param markup string
function Canvas:put(markup) self.parts[#self.parts + 1] = markup end

---@param x number where it begins, for a reader
---@param y number
---@param width number
---@param height number
---@param class string
---@param more? string further attributes
function Canvas:rect(x, y, width, height, class, more)
  local left = self.is_rtl and self.width - x - width or x
  self:put(('<rect class="%s" x="%s" y="%s" width="%s" height="%s"%s/>'):format(class, number(left), number(y),
    number(width), number(height), more and " " .. more or ""))
end

function Canvas:line(x1, y1, x2, y2, class)
  self:put(('<path class="%s" d="M%s %sL%s %s"/>'):format(class, number(self:x(x1)), number(y1), number(self:x(x2)),
    number(y2)))
end

---A line through points; a gap begins a new one.
---@param points ({x: number, y: number}|false)[]
---@param class string
function Canvas:path(points, class)
  local steps, pen = {}, "M"
  for _, point in ipairs(points) do
    if point then steps[#steps + 1] = ("%s%s %s"):format(pen, number(self:x(point.x)), number(point.y)) end
    pen = point and "L" or "M"
  end
  if #steps > 0 then self:put(('<path class="%s" d="%s"/>'):format(class, table.concat(steps))) end
end

---@param x number
---@param y number the baseline
---@param text string as bare text; it is escaped here
---@param class? string
---@param anchor? "start"|"middle"|"end" which part of the text x is of
function Canvas:text(x, y, text, class, anchor)
  self:put(('<text x="%s" y="%s"%s%s>%s</text>'):format(number(self:x(x)), number(y),
    class and (' class="%s"'):format(class) or "", anchor and (' text-anchor="%s"'):format(anchor) or "",
    escape.plain("\1" .. text .. "\2")))
end

---One of the page's marks, its middle at a place.
function Canvas:mark(x, y, id)
  self:put(('<use href="#%s" x="%s" y="%s"/>'):format(id, number(self:x(x)), number(y)))
end

---What is said of the parts put by f when a pointer rests on them.
---@param title string
---@param f fun()
---@param link? string the id of what a click leads to
---@param attributes? string
function Canvas:titled(title, f, link, attributes)
  local tag = link and "a" or "g"
  self:put(("<%s%s%s><title>%s</title>"):format(tag, link and (' href="#%s"'):format(link) or "",
    attributes and " " .. attributes or "", escape.plain(title)))
  f()
  self:put(("</%s>"):format(tag))
end

---The whole picture.
---@param height number
---@param label string what it shows
---@param class string
---@return string
function Canvas:finish(height, label, class)
  local direction = self.is_rtl and "rtl" or "ltr"
  return ('<svg class="%s" role="group" aria-label="%s" direction="%s" viewBox="0 0 %s %s" width="%s" height="%s">\n%s\n</svg>')
    :format(class, escape.plain(label), direction, number(self.width), number(height), number(self.width), number(height),
      table.concat(self.parts, "\n"))
end

return svg
