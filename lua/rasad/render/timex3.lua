-- timex3.lua: an article as TimeML, its temporal expressions tagged in place with TIMEX3 (TimeML 1.2.1).
--
-- What TIMEX3 cannot name, such as a Jalali month, has its Gregorian days as an ISO 8601 interval for its value.
local date = require "rasad.date"
local facts = require "rasad.render.facts"
local time = require "rasad.time"

local timex3 = {}

local TYPES <const> = { date = "DATE", time = "TIME", duration = "DURATION", set = "SET", vague = "DATE" }
local ENTITIES <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["\r"] = "&#13;" }
-- A decade or a century is its digits; what ISO 8601 has no form for is "X".
local UNIT_VALUES <const> = { decade = 3, century = 2 }

---Text for XML 1.0: what it cannot hold becomes U+FFFD, all else is kept.
local function escape(text)
  if not utf8.len(text) then text = text:gsub("[\128-\255]+", function(run) return utf8.len(run) and run or "\u{FFFD}" end) end
  return (text:gsub("[%z\1-\8\11\12\14-\31]", "\u{FFFD}"):gsub("\xEF\xBF[\xBE\xBF]", "\u{FFFD}"):gsub('[&<>"\r]', ENTITIES))
end

---A resolved expression's days in the shortest form.
local function days_value(e)
  local value = e.edtf:gsub("~", ""):gsub("X", "")
  if e.kind == "time" then
    local day = date.format(e.first_day)
    local clock = (e.value:match "T[%d:%u]+$" or e.value:match "T[%d:]+" or ""):gsub("/.*", "")
    return day .. clock
  end
  if UNIT_VALUES[e.precision] and not value:find "[-/]" then return value end
  local first = e.first_day
  if e.precision == "week" and e.last_day == first + 6 and date.weekday(first) == 1 then
    -- The week's year is that of its Thursday.
    local year = date.fields(first + 3)
    local start = date.day("gregorian", year, 1, 4)
    if start then return ("%04d-W%02d"):format(year, (first - date.week_start(start)) // 7 + 1) end
  end
  return value
end

local function value_of(e)
  if e.kind == "duration" or e.kind == "set" or e.kind == "vague" then return e.text_value end
  if e.resolved and e.edtf then return days_value(e) end
  local value = e.text_value
  if value and value:find "^[%dX][-%dXWTHMAFEVNIPSQ:#L]*$" then return value end
  return value and value:match "^T[%d:%u]+" or "XXXX-XX-XX"
end

local function attributes(e, number, anchored)
  local list = { ('tid="t%d" type="%s" value="%s"'):format(number, TYPES[e.kind], escape(value_of(e) or "")) }
  if e.mod then list[#list + 1] = ('mod="%s"'):format(e.mod) end
  if e.kind == "set" then list[#list + 1] = 'quant="EVERY"' end
  if e.dated == "computed" or e.dated == "inferred" then
    list[#list + 1] = 'temporalFunction="true"'
    if anchored and (e.anchor == "given" or e.anchor == "metadata" or e.anchor == "dateline") then
      list[#list + 1] = 'anchorTimeID="t0"'
    end
  end
  if e.is_dateline then list[#list + 1] = 'functionInDocument="PUBLICATION_TIME"' end
  return table.concat(list, " ")
end

---An article as one TimeML element.
---@param article any
---@param options? rasad.time.options
---@return string
function timex3.document(article, options)
  local moment = time.document_date(article, options)
  local dct = moment and moment.first_day == moment.last_day and date.format(moment.first_day) or nil
  local out = { "<TimeML>\n<DOCID>", escape(article:key()), "</DOCID>\n" }
  if dct then
    out[#out + 1] = ('<DCT><TIMEX3 tid="t0" type="DATE" value="%s" functionInDocument="CREATION_TIME">%s</TIMEX3></DCT>\n')
      :format(dct, dct)
  end
  out[#out + 1] = "<TEXT>"
  local at = 1
  for number, e in ipairs(time.find(article, options)) do
    -- Expressions do not overlap; one in a repeated region may come twice.
    if e.first >= at then
      out[#out + 1] = escape(article:slice(at, e.first - 1))
      out[#out + 1] = ("<TIMEX3 %s>%s</TIMEX3>"):format(attributes(e, number, dct ~= nil), escape(article:slice(e.first, e.last)))
      at = e.last + 1
    end
  end
  out[#out + 1] = escape(article:slice(at, article:size()))
  out[#out + 1] = "</TEXT>\n</TimeML>\n"
  return table.concat(out)
end

-- A report ---------------------------------------------------------------------------------------

-- The days of an event: one day, a whole month or year, or else an interval.
local function event_value(e)
  if not e.first_day then return "XXXX-XX-XX" end
  if e.first_day == e.last_day then return date.format(e.first_day) end
  local year, month, day = date.fields(e.first_day)
  local _, month_end = date.month("gregorian", year, month)
  local _, year_end = date.year("gregorian", year)
  if day == 1 and e.last_day == month_end then return ("%04d-%02d"):format(year, month) end
  if month == 1 and day == 1 and e.last_day == year_end then return ("%04d"):format(year) end
  return ("%s/%s"):format(date.format(e.first_day), date.format(e.last_day))
end

-- A sentence with its date tagged.
local function put_sentence(out, e, item, number)
  local before, said, after = facts.cut_at_date(item)
  out[#out + 1] = escape(before)
  if said then
    local value = event_value(e)
    local list = { ('tid="t%d" type="DATE" value="%s"'):format(number, value) }
    if e.dated and e.dated ~= "stated" then list[2] = ' temporalFunction="true"' end
    out[#out + 1] = ("<TIMEX3 %s>%s</TIMEX3>"):format(table.concat(list), escape(said))
  end
  out[#out + 1] = escape(after) .. "\n"
end

-- The evidence of all events by article, in the order of the text, each sentence and date once.
local function evidence_by_article(document)
  local by_article, keys = {}, {}
  for _, block in ipairs(document.blocks) do
    for _, list in ipairs { block.events or {}, block.undated or {} } do
      for _, e in ipairs(list) do
        for _, item in ipairs(e.evidence) do
          if not by_article[item.article] then
            by_article[item.article] = {}
            keys[#keys + 1] = item.article
          end
          table.insert(by_article[item.article], { event = e, item = item, number = #by_article[item.article] + 1 })
        end
      end
    end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do
    table.sort(by_article[key], function(a, b)
      if a.item.start ~= b.item.start then return a.item.start < b.item.start end
      local date_a, date_b = a.item.date_start or -1, b.item.date_start or -1
      if date_a ~= date_b then return date_a < date_b end
      return a.number < b.number
    end)
  end
  return by_article, keys
end

---The sentences that a report's timelines rest on, as TimeML: an element for each article, the dates tagged with what
---the report made of them.
---@param document table
---@return string?
---@return string? message
function timex3.render(document)
  local by_article, keys = evidence_by_article(document)
  if #keys == 0 then return nil, "the report has no timeline with evidence, and timex3 is for timelines" end
  local out = { '<?xml version="1.0" encoding="UTF-8"?>\n<corpus>\n' }
  for _, key in ipairs(keys) do
    out[#out + 1] = ("<TimeML>\n<DOCID>%s</DOCID>\n<TEXT>\n"):format(escape(key))
    for number, told in ipairs(by_article[key]) do put_sentence(out, told.event, told.item, number) end
    out[#out + 1] = "</TEXT>\n</TimeML>\n"
  end
  out[#out + 1] = "</corpus>\n"
  return table.concat(out)
end

return timex3
