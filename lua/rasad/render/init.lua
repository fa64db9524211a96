-- render: turns a finished report into bytes of the format asked for.
local readers = require "rasad.render.reader"

local render = {}

local RENDERERS = {
  text = "rasad.render.text", md = "rasad.render.markdown", html = "rasad.render.html", json = "rasad.render.json",
  csv = "rasad.render.csv", tsv = "rasad.render.csv", ics = "rasad.render.ics", timex3 = "rasad.render.timex3",
}

---The formats there are.
render.formats = { "text", "md", "html", "json", "csv", "tsv", "ics", "timex3" }

---The languages and calendars that formats for people are written in.
render.languages, render.calendars = readers.languages, readers.calendars

local HAS_LONG_DATES = { html = true, ics = true }
local HAS_MARKUP = { html = true }

---@class rasad.RenderOptions
---@field width? integer
---@field color? boolean
---@field bidi? "off"|"isolate"
---@field lang? rasad.language of what rasad says itself; "en" without it
---@field calendar? rasad.calendar of the dates; that of the language without it
---@field table? integer which of the report's tables, in csv and tsv; the first without it

---@param document table what rasad.run gives: title, blocks, data, warnings, provenance
---@param format "text"|"md"|"html"|"json"|"csv"|"tsv"|"ics"|"timex3"
---@param options? rasad.RenderOptions
---@return string? bytes
---@return string? message why the report can't be written so
function render.document(document, format, options)
  local own = { format = format }
  for name, value in next, options or {} do own[name] = value end
  own.reader = readers.new {
    lang = own.lang, calendar = own.calendar, long_dates = HAS_LONG_DATES[format], isolate = HAS_MARKUP[format],
    translations = document.translations,
  }
  return require(RENDERERS[format]).render(document, own)
end

return render
