-- tables.lua: the tables of a report: its own, the data of its charts and concordances, and its timelines.
local chart = require "rasad.chart"
local date = require "rasad.date"
local event = require "rasad.event"
local facts = require "rasad.render.facts"
local json = require "rasad.json"

local tables = {}

local function iso(day, calendar)
  return day and date.format(day, calendar) or json.null
end

local function interval(first, last, calendar)
  if not first then return json.null end
  local a, b = date.format(first, calendar), date.format(last, calendar)
  if not a or not b then return json.null end
  return a == b and a or a .. "/" .. b
end

local function joined(list, write)
  local parts = {}
  for i, item in ipairs(list or {}) do parts[i] = write(item) end
  return #parts > 0 and table.concat(parts, "; ") or json.null
end

local function alternative(a) return interval(a.first_day, a.last_day) end

local function disagreement(d)
  return ("%s (%s: %s)"):format(interval(d.first_day, d.last_day), d.dated, table.concat(d.articles, ", "))
end

-- The own fields of a timeline's events.
local function own_fields(block)
  local first = block.events[1] or block.undated[1]
  return first and first.fields or {}
end

-- A row for each passage that tells of an event, so that nothing is left out.
local function add_rows(rows, number, e, fields)
  for _, item in ipairs(e.evidence) do
    local row = { number, e.key }
    for _, name in ipairs(fields) do row[#row + 1] = e[name] == nil and json.null or facts.show(e[name]) end
    for _, value in ipairs { e.status, iso(e.first_day), iso(e.last_day), e.precision or json.null, e.dated or json.null,
      interval(e.first_day, e.last_day, "jalali"), interval(e.first_day, e.last_day, "hijri"), e.reason or json.null,
      iso(e.not_before), iso(e.not_after), joined(e.premises, event.premise_text), joined(e.alternatives, alternative),
      joined(e.disagrees, disagreement), item.article, item.start, item.stop, item.text, item.date_text or json.null } do
      row[#row + 1] = value
    end
    rows[#rows + 1] = row
  end
end

local TIMELINE_COLUMNS = {
  "status", "first", "last", "precision", "dated", "jalali", "hijri", "reason", "not_before", "not_after", "premises",
  "alternatives", "disagrees", "article", "start", "end", "text", "date_text",
}

local function timeline(block)
  local fields = own_fields(block)
  local columns = table.move(fields, 1, #fields, 3, { "event", "key" })
  table.move(TIMELINE_COLUMNS, 1, #TIMELINE_COLUMNS, #columns + 1, columns)
  local rows = {}
  for number, e in ipairs(block.events) do add_rows(rows, number, e, fields) end
  for i, e in ipairs(block.undated) do add_rows(rows, #block.events + i, e, fields) end
  return { columns = columns, rows = rows }
end

local MADE = { timeline = timeline, chart = chart.table, kwic = chart.concordance_table }
function MADE.table(block) return { columns = block.columns, rows = block.rows } end

---The tables of a report, each named after the heading it stands under.
---@param document table
---@return {title: string, columns: string[], rows: table[]}[]
function tables.of(document)
  local list, heading = {}, document.title
  for _, block in ipairs(document.blocks) do
    if block.kind == "heading" then heading = block.text end
    if MADE[block.kind] then
      local made = MADE[block.kind](block)
      made.title = made.title or heading
      list[#list + 1] = made
    end
  end
  return list
end

return tables
