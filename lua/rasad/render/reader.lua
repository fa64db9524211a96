-- reader.lua: whom a report is written for: the language of what rasad itself says, the calendar and the digits.
--
-- What rasad says is written in English where it is said; a language has a table of translations, whose entries may
-- have places, as "the metadata gives {1}". Scripts bring such tables for their own titles and names.
local date = require "rasad.date"
local era_marks = require("rasad.date.names").era_marks
local days = require "rasad.render.days"
local phrases = require "rasad.render.phrases"

local reader = {}

---@class rasad.ReportReader
---@field lang rasad.language
---@field calendar rasad.calendar
---@field is_rtl boolean
---@field calendars rasad.calendar[] the reader's own first
local Reader = {}
Reader.__index = Reader

---The languages and calendars there are to choose from.
reader.languages = { "en", "fa", "ar" }
reader.calendars = { "gregorian", "jalali", "hijri" }

local OWN_CALENDAR = { en = "gregorian", fa = "jalali", ar = "gregorian" }

---`isolate` sets apart, between the characters \1 and \2, what may run in the other direction.
---@param options? {lang: rasad.language?, calendar: rasad.calendar?, long_dates: boolean?, translations: table?,
---  isolate: boolean?}
---@return rasad.ReportReader
function reader.new(options)
  options = options or {}
  local lang = options.lang or "en"
  local self = setmetatable({ lang = lang, calendar = options.calendar or OWN_CALENDAR[lang], is_rtl = lang ~= "en" }, Reader)
  self.calendars = { self.calendar }
  for _, calendar in ipairs(reader.calendars) do
    if calendar ~= self.calendar then self.calendars[#self.calendars + 1] = calendar end
  end
  self.is_iso = lang == "en" and self.calendar == "gregorian" and not options.long_dates
  local own = options.translations and options.translations[lang]
  self.is_isolating = options.isolate
  self.translate, self.template = phrases.translator(lang, own, function(piece) return self:piece(piece) end,
    function(piece) return self:isolate(piece) end)
  return self
end

---A sentence of rasad's, or of a script that has translations, in the reader's language.
---@param english string
---@return string
function Reader:say(english)
  return self.translate(english)
end

---A name or a quotation, set apart where the reader's format does so.
---@param text string
---@return string
function Reader:isolate(text)
  return self.is_isolating and "\1" .. text .. "\2" or text
end

---A sentence with its places filled by what the reader can read already.
---@param english string as in rasad.render.phrases
---@param ... string
---@return string
function Reader:fill(english, ...)
  local pieces = { ... }
  return (self.template(english):gsub("{(%d)}", function(n) return self:isolate(pieces[tonumber(n)]) end))
end

-- A date in figures with the mark of its calendar, if it has one: "2017-05", "1396-02 AP".
local function is_in_figures(text, figures)
  local rest = text:match("^" .. figures .. "(.*)$")
  for _, mark in next, era_marks do
    if rest == mark then return true end
  end
  return false
end

-- The whole month that figures stand for.
local function month_of(text)
  return is_in_figures(text, "%d%d%d%d%-%d%d") and date.read(text) or nil
end

---The days that figures stand for: one, several as "2017-05-03 to 2017-05-04", a month.
---@param text string
---@return integer? first
---@return integer? last
function reader.days_of(text)
  local month = month_of(text)
  if month then return month:first():number(), month:last():number() end
  local from, to = text:match "^(%d%d%d%d%-%d%d%-%d%d) to (%d%d%d%d%-%d%d%-%d%d)$"
  from = from or is_in_figures(text, "%d%d%d%d%-%d%d%-%d%d") and text
  local first, last = from and date.parse(from), from and date.parse(to or from)
  if first and last then return first, last end
end

---What fills a place of a sentence: a number in the reader's digits, a day in the reader's calendar, a month by its name:
---in the reader's calendar it would be two halves.
---@param text string
---@return string
function Reader:piece(text)
  if text:find "^%d+$" then return self:number(text) end
  if self.lang == "en" and self.calendar == "gregorian" then return text end
  local month = month_of(text)
  if month then return ("%s %s"):format(month:first():month_name(self.lang), self:number(month:first():year())) end
  local first, last = reader.days_of(text)
  return first and self:days(first, last) or text
end

-- A minus that stays before its number where text runs from right to left.
local MINUS <const> = "\u{200E}-\u{200E}"

---@param n number|string
---@return string
function Reader:number(n)
  local text = tostring(n)
  if self.lang == "en" then return text end
  return date.digits(text:gsub("^%-", MINUS):gsub("%.", "٫"), self.lang)
end

---"3 articles"; in Arabic, where the number changes the word, "articles: 3".
---@param n integer
---@param one string
---@param many string
---@return string
function Reader:count(n, one, many)
  if self.lang == "en" then return ("%d %s"):format(n, n == 1 and one or many) end
  if self.lang == "ar" then return ("%s: %s"):format(self:say(many), self:number(n)) end
  return ("%s %s"):format(self:number(n), self:say(one))
end

-- What stands between the ends of an interval; a hyphen between Persian digits would read backwards.
local BETWEEN = { fa = " تا ", ar = " إلى " }

---An interval in one calendar, both ends without repeating what they share; nil outside the calendar.
---@param calendar rasad.calendar
---@param first integer
---@param last integer
---@param style? "short"|"long"|"full"
---@return string?
function Reader:interval(calendar, first, last, style)
  local interval = date.interval(first, last, calendar)
  local text = interval and interval:format { language = self.lang, digits = "latn", style = style }
  if not text or self.lang == "en" then return text end
  return date.digits(text:gsub("%s?%-%s?", BETWEEN[self.lang]), self.lang)
end

---An interval in the reader's own calendar; in the Gregorian one where that doesn't reach it.
---@param first integer
---@param last integer
---@return string
function Reader:days(first, last)
  if self.is_iso then return days.iso(first, last) end
  local style = first == last and "full" or "long"
  return self:interval(self.calendar, first, last, style) or self:interval("gregorian", first, last, style)
    or days.iso(first, last)
end

-- A dot between Persian or Arabic figures would be read as their zero.
local APART = { en = " · ", fa = "؛ ", ar = "؛ " }

---The interval in the two other calendars: "10 Dey 1395 · 1 Rabi II 1438 AH".
---@param first integer
---@param last integer
---@return string
function Reader:others(first, last)
  local parts = {}
  for i = 2, #self.calendars do parts[#parts + 1] = self:interval(self.calendars[i], first, last) end
  return table.concat(parts, APART[self.lang])
end

local COMMA = { en = ", ", fa = "، ", ar = "، " }
---@param names string[] as of articles
---@return string
function Reader:names(names)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = self:isolate(name) end
  return self:list(parts)
end

local SEMICOLON = { en = "; ", fa = "؛ ", ar = "؛ " }

---@param parts string[]
---@return string
function Reader:list(parts) return table.concat(parts, COMMA[self.lang]) end

---@param parts string[]
---@return string
function Reader:clauses(parts) return table.concat(parts, SEMICOLON[self.lang]) end

return reader
