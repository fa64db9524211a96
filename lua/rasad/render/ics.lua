-- ics.lua: the timelines of a report as an iCalendar (RFC 5545): dated events as days, claims without a date as journal
-- entries, which the standard lets have none.
local core = require "rasad.core"
local date = require "rasad.date"
local facts = require "rasad.render.facts"
local text = require "rasad.render.text"

local ics = {}

local STATUS = { occurred = "CONFIRMED", planned = "TENTATIVE", claimed = "TENTATIVE", denied = "CANCELLED" }
local LONGEST_LINE <const> = 75
-- The standard asks when an entry was made; the same report has the same bytes at any time.
local STAMP <const> = "19700101T000000Z"
local ESCAPES = { ["\\"] = "\\\\", [";"] = "\\;", [","] = "\\,", ["\n"] = "\\n" }

-- Text in a value; lines are joined by "\n", which no part holds.
local function escape(parts)
  for i, part in ipairs(parts) do parts[i] = text.safe(part) end
  return (table.concat(parts, "\n"):gsub("[\\;,\n]", ESCAPES))
end

-- Lines of at most 75 bytes; what follows begins with a space. No character is cut.
local function fold(line)
  local pieces, at, room = {}, 1, LONGEST_LINE
  while #line - at + 1 > room do
    local stop = at + room
    while line:byte(stop) and line:byte(stop) & 0xC0 == 0x80 do stop = stop - 1 end
    pieces[#pieces + 1] = line:sub(at, stop - 1)
    at, room = stop, LONGEST_LINE - 1
  end
  pieces[#pieces + 1] = line:sub(at)
  return table.concat(pieces, "\r\n ") .. "\r\n"
end

-- The last day of the calendar has none after it.
local function day(number)
  return ((date.format(number) or date.format(number - 1)):gsub("-", ""))
end

-- The same claim has the same name in every run over the same articles.
local function uid(e, seen)
  local parts = { tostring(e.key), e.status, tostring(e.first_day), tostring(e.last_day) }
  for _, item in ipairs(e.evidence) do parts[#parts + 1] = ("%s\0%d\0%d"):format(item.article, item.start, item.stop) end
  local hash = core.hash(table.concat(parts, "\0"))
  seen[hash] = (seen[hash] or 0) + 1
  return seen[hash] == 1 and hash .. "@rasad" or ("%s-%d@rasad"):format(hash, seen[hash])
end

local function description(e, reader)
  local lines = { facts.standing(e, reader) }
  local function add(prefix, list)
    for _, line in ipairs(list) do lines[#lines + 1] = prefix .. line end
  end
  if e.first_day then
    lines[#lines + 1] = reader:days(e.first_day, e.last_day)
    lines[#lines + 1] = reader:others(e.first_day, e.last_day)
  else
    lines[#lines + 1] = ("%s: %s"):format(reader:say "no date", reader:say(e.reason))
    add("", facts.bounds(e, reader))
  end
  add("", facts.details(e, reader))
  add(reader:say "because" .. " ", facts.premises(e, reader))
  add(reader:say(e.first_day and "or else" or "could be") .. " ", facts.alternatives(e, reader))
  add(reader:say "others say" .. " ", facts.disagreements(e, reader))
  for _, item in ipairs(e.evidence) do
    lines[#lines + 1] = ("“%s” (%s)"):format(item.text, facts.place(item, reader))
  end
  return escape(lines)
end

local function put_entry(put, e, reader, seen)
  local kind = e.first_day and "VEVENT" or "VJOURNAL"
  put("BEGIN:" .. kind)
  put("UID:" .. uid(e, seen))
  put("DTSTAMP:" .. STAMP)
  if e.first_day then
    put("DTSTART;VALUE=DATE:" .. day(e.first_day))
    put("DTEND;VALUE=DATE:" .. day(e.last_day + 1))
    put("TRANSP:TRANSPARENT")
    put("STATUS:" .. STATUS[e.status])
  else
    put("STATUS:DRAFT")
  end
  local label = facts.label(e, reader)
  put("SUMMARY:" .. escape { e.status == "occurred" and label or ("%s (%s)"):format(label, reader:say(e.status)) })
  put("CATEGORIES:" .. escape { reader:say(e.status) })
  put("DESCRIPTION:" .. description(e, reader))
  put("END:" .. kind)
end

---Writes all timelines of a report as one calendar.
---@param document table
---@param options {reader: rasad.ReportReader}
---@return string?
---@return string? message
function ics.render(document, options)
  local reader, lines, seen, has_timeline = options.reader, {}, {}, false
  local function put(line) lines[#lines + 1] = fold(line) end
  put "BEGIN:VCALENDAR"
  put "VERSION:2.0"
  put(("PRODID:-//rasad//rasad %s//%s"):format(document.provenance.engine, reader.lang:upper()))
  put "CALSCALE:GREGORIAN"
  put("X-WR-CALNAME:" .. escape { reader:say(document.title) })
  for _, block in ipairs(document.blocks) do
    if block.kind == "timeline" then
      has_timeline = true
      for _, e in ipairs(block.events) do put_entry(put, e, reader, seen) end
      for _, e in ipairs(block.undated) do put_entry(put, e, reader, seen) end
    end
  end
  put "END:VCALENDAR"
  if not has_timeline then return nil, "the report has no timeline, and ics is for timelines" end
  return table.concat(lines)
end

return ics
