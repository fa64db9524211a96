-- html.lua: a report as one HTML file that needs nothing else: no network, no other file, no script to be read.
local chart = require "rasad.chart"
local date = require "rasad.date"
local escape = require "rasad.render.escape"
local facts = require "rasad.render.facts"
local json = require "rasad.json"
local lanes = require "rasad.render.lanes"
local plot = require "rasad.render.plot"
local days_of = require("rasad.render.reader").days_of
local script = require "rasad.render.html.script"
local style = require "rasad.render.html.style"

local html = {}

-- SHA-256 of the page's script: a browser runs this one and no other. The tests print it when the script has changed.
html.SCRIPT_HASH = "kGnmhXLyp7EVf5Gg8iy4jm6FnGxzB/E/V1V1g0KuZm4="

local POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"

local STATUSES = { "occurred", "planned", "claimed", "denied" }

-- Shapes as well as colours tell the marks apart.
local MARKS = [[
<svg class="marks" aria-hidden="true"><defs>
<circle id="mark-occurred" r="5"/>
<circle id="mark-planned" r="5"/>
<path id="mark-claimed" d="M0-6.5 6.5 0 0 6.5-6.5 0z"/>
<path id="mark-denied" d="M-5-5 5 5M5-5-5 5"/>
</defs></svg>
]]

local rich, plain = escape.rich, escape.plain

---@class rasad.HtmlPage
---@field reader rasad.ReportReader
local Page = {}
Page.__index = Page

-- Adds a line of markup; what fills it is escaped already.
function Page:put(format, ...)
  self.lines[#self.lines + 1] = select("#", ...) > 0 and format:format(...) or format
end

function Page:say(english) return rich(self.reader:say(english)) end

local function mark_icon(status)
  return ('<svg viewBox="-8 -8 16 16" aria-hidden="true"><use href="#mark-%s"/></svg>'):format(status)
end

local draw = {}

function draw.heading(page, block)
  page:put('<h%d><bdi>%s</bdi></h%d>', block.level + 1, page:say(block.text), block.level + 1)
end

-- Whether a text names all articles by itself.
local function names_all(text, articles)
  for _, key in ipairs(articles) do
    if not text:find(key, 1, true) then return false end
  end
  return true
end

function draw.prose(page, block)
  page:put('<p dir="auto">%s</p>', page:say(block.text))
  if names_all(block.text, block.articles or {}) then return end
  page:put('<details class="data"><summary>%s</summary><ul class="files">',
    rich(page.reader:count(#block.articles, "article", "articles")))
  for _, key in ipairs(block.articles) do page:put("<li><bdi>%s</bdi></li>", escape.html(key)) end
  page:put "</ul></details>"
end

function draw.note(page, block)
  page:put('<p class="note" dir="auto"><strong>%s:</strong> %s</p>', page:say "Note", page:say(block.text))
end

local function quoted(s)
  return escape.html(facts.unmarked(s))
end

-- Tables -----------------------------------------------------------------------------------------

local function number_columns(made)
  local numbers = {}
  for j = 1, #made.columns do
    numbers[j] = #made.rows > 0
    for _, row in ipairs(made.rows) do
      numbers[j] = numbers[j] and (type(row[j]) == "number" or row[j] == json.null)
    end
  end
  return numbers
end

-- Characters: a cell of more goes over several lines; of still more it is a passage, which asks for some width. The
-- table is scrolled where a screen has too little.
local ONE_LINE <const>, PASSAGE <const> = 26, 60

-- A class for the cell, and its text.
local function cell_of(value, reader)
  local text = facts.cell(value, reader)
  local length = utf8.len(text) or #text
  if length > PASSAGE then return ' class="long"', facts.unmarked(text) end
  return length > ONE_LINE and ' class="wrap"' or "", text
end

-- What a column is sorted by where its text wouldn't do: numbers, and days by their order in time.
local function order_of(value)
  if type(value) == "number" then return value end
  return type(value) == "string" and days_of(value) or nil
end

local function put_table(page, made)
  local numbers = number_columns(made)
  page:put '<div class="scroll" role="group" tabindex="0"><table class="sortable">'
  page:put "<thead><tr>"
  for j, title in ipairs(made.columns) do
    page:put('<th scope="col"%s>%s</th>', numbers[j] and ' class="n"' or "", page:say(title))
  end
  page:put "</tr></thead><tbody>"
  for _, row in ipairs(made.rows) do
    local cells = {}
    for j = 1, #made.columns do
      local attributes, text = cell_of(row[j], page.reader)
      if numbers[j] then attributes = ' class="n"' end
      local order = order_of(row[j])
      if order then attributes = ('%s data-value="%s"'):format(attributes, tostring(order)) end
      local shown = rich(text):gsub("%d%d%d%d%-%d%d%-%d%d", '<span class="day">%0</span>')
      cells[j] = ("<td%s><bdi>%s</bdi></td>"):format(attributes, shown)
    end
    page:put("<tr>%s</tr>", table.concat(cells))
  end
  page:put "</tbody></table></div>"
end

draw.table = put_table

function draw.kwic(page, block)
  page:put '<ol class="kwic">'
  for _, line in ipairs(block.lines) do
    local direction = escape.direction(line.before .. line.node .. line.after)
    page:put('<li><div class="line" dir="%s"><span class="before">%s</span>', direction, quoted(line.before))
    page:put('<b class="node">%s</b> <span class="after">%s</span></div>', quoted(line.node), quoted(line.after))
    page:put('<div class="place">%s</div></li>', rich(facts.place(line, page.reader)))
  end
  page:put "</ol>"
end

function draw.chart(page, block)
  page:put "<figure>"
  if block.title then page:put("<figcaption>%s</figcaption>", page:say(block.title)) end
  page:put('<div class="scroll" role="group" tabindex="0">%s</div>', plot.draw(block, page.reader))
  local legend = plot.legend(block)
  if #legend > 0 then
    page:put '<ul class="legend">'
    for _, item in ipairs(legend) do
      page:put('<li><span class="swatch %s"></span>%s</li>', item.class, page:say(item.name))
    end
    page:put "</ul>"
  end
  page:put('<details class="data"><summary>%s</summary>', page:say "Data table")
  put_table(page, chart.table(block))
  page:put "</details></figure>"
end

-- Timelines --------------------------------------------------------------------------------------

local function put_evidence(page, item)
  local before, said, after = facts.cut_at_date(item)
  page:put('<figure class="evidence"><blockquote dir="auto">%s%s%s</blockquote>', escape.html(before),
    said and "<mark>" .. escape.html(said) .. "</mark>" or "", escape.html(after))
  page:put("<figcaption>%s</figcaption></figure>", rich(facts.place(item, page.reader)))
end

local function put_list(page, name, lines)
  if #lines == 0 then return end
  page:put "<ul>"
  for _, line in ipairs(lines) do
    page:put("<li>%s%s</li>", name and ('<span class="because">%s</span> '):format(page:say(name)) or "", rich(line))
  end
  page:put "</ul>"
end

local function when_of(page, e)
  local text = rich(page.reader:days(e.first_day, e.last_day))
  if e.first_day ~= e.last_day then return text end
  return ('<time datetime="%s">%s</time>'):format(date.format(e.first_day), text)
end

local function has_article(articles, key)
  for _, article in ipairs(articles) do
    if article == key then return true end
  end
  return false
end

-- Claims of other days beside the event's own, each with the passages that make it.
local function put_versions(page, e, events)
  local reader = page.reader
  local told, is_taken = {}, {}
  for i, d in ipairs(e.disagrees) do
    told[i] = {}
    for _, item in ipairs(e.evidence) do
      if has_article(d.articles, item.article) then
        is_taken[item] = true
        table.insert(told[i], item)
      end
    end
  end
  page:put '<div class="versions">'
  page:put("<section><h4>%s</h4><p>%s</p>", rich(reader:days(e.first_day, e.last_day)),
    rich(reader:clauses { reader:say "this event", reader:say(e.dated) }))
  for _, item in ipairs(e.evidence) do
    if not is_taken[item] then put_evidence(page, item) end
  end
  page:put "</section>"
  for i, d in ipairs(e.disagrees) do
    local other = events.of_days(e, d)
    local days = rich(reader:days(d.first_day, d.last_day))
    page:put("<section><h4>%s</h4><p>%s</p>", other and ('<a class="jump" href="#%s">%s</a>'):format(other, days) or days,
      rich(reader:clauses { reader:say "others say", reader:say(d.dated), reader:names(d.articles) }))
    for _, item in ipairs(told[i]) do put_evidence(page, item) end
    page:put "</section>"
  end
  page:put "</div>"
end

local function put_body(page, e, events, id)
  local reader = page.reader
  page:put('<div class="body" id="%s">', id)
  put_list(page, nil, facts.details(e, reader))
  put_list(page, "because", facts.premises(e, reader))
  put_list(page, e.first_day and "or else" or "could be", facts.alternatives(e, reader))
  if #e.disagrees > 0 then
    put_versions(page, e, events)
  else
    for _, item in ipairs(e.evidence) do put_evidence(page, item) end
  end
  page:put "</div></details></li>"
end

local function put_entry(page, e, id, order, when, others, standing)
  local label = facts.label(e, page.reader)
  page:put('<li class="%s" data-event="%s" data-status="%s" data-order="%d" data-name="%s" data-articles="%d">', e.status, id,
    e.status, order, plain(label), e.articles or 1)
  page:put('<details class="event"><summary><span class="when">%s</span>', when)
  page:put('<span class="name">%s<bdi>%s</bdi><span class="badge %s">%s</span>%s</span>', mark_icon(e.status), rich(label),
    e.status, page:say(e.status), #e.disagrees > 0 and ('<span class="badge disagree">%s</span>'):format(
      page:say "Articles disagree") or "")
  page:put('<span class="others">%s</span><span class="standing">%s</span>', others, standing)
  page:put('<span class="excerpt" dir="auto">%s</span></summary>', e.evidence[1] and quoted(e.evidence[1].text) or "")
end

local function put_dated(page, e, events, id, order)
  put_entry(page, e, id, order, when_of(page, e), rich(page.reader:others(e.first_day, e.last_day)),
    rich(facts.dating(e, page.reader)))
  put_body(page, e, events, id)
end

-- Links to the events of the same key that have days.
local function dated_elsewhere(page, e, events)
  local links = {}
  for _, known in ipairs(events.of_key[e.key] or {}) do
    links[#links + 1] = ('<a class="jump" href="#%s">%s</a>'):format(known.id,
      rich(page.reader:days(known.event.first_day, known.event.last_day)))
  end
  if #links == 0 then return "" end
  return ("%s: %s"):format(page:say "dated elsewhere", table.concat(links, rich(page.reader:list { "", "" })))
end

local function put_undated(page, e, events, id, order)
  local reader = page.reader
  local bounds = facts.bounds(e, reader)
  put_entry(page, e, id, order, rich(#bounds > 0 and reader:clauses(bounds) or reader:say "nothing bounds it"),
    dated_elsewhere(page, e, events), page:say(e.reason))
  put_body(page, e, events, id)
end

local function put_legend(page, statuses, block)
  page:put '<ul class="legend">'
  for _, status in ipairs(statuses) do page:put("<li>%s%s</li>", mark_icon(status), page:say(status)) end
  local has_unsure, has_other = false, false
  for _, e in ipairs(block.events) do
    has_unsure = has_unsure or e.precision ~= "day" and e.first_day ~= e.last_day
    has_other = has_other or #e.disagrees > 0
  end
  local sample = '<li><svg viewBox="0 0 16 16" aria-hidden="true">'
    .. '<rect class="%s" x="0" y="4" width="16" height="8"/></svg>%s</li>'
  if has_unsure then page:put(sample, "bar occurred unsure", page:say "days not known exactly") end
  if has_other then page:put(sample, "other", page:say "other claims") end
  page:put "</ul>"
end

local function put_controls(page, statuses)
  local reader = page.reader
  page:put '<div class="controls" hidden>'
  page:put('<label>%s <input type="search"></label>', page:say "Find")
  for _, status in ipairs(statuses) do
    page:put('<label><input type="checkbox" value="%s" checked>%s</label>', status, page:say(status))
  end
  page:put("<label>%s <select>", page:say "Sort by")
  for _, order in ipairs { { "order", "days" }, { "name", "name" }, { "articles", "number of articles" } } do
    page:put('<option value="%s">%s</option>', order[1], page:say(order[2]))
  end
  page:put('</select></label><output data-format="%s" data-digits="%s"></output></div>',
    plain(reader.template "{1} of {2} shown"), reader:number("0123456789"))
end

local function statuses_of(block)
  local seen, list = {}, {}
  for _, part in ipairs { block.events, block.undated } do
    for _, e in ipairs(part) do seen[e.status] = true end
  end
  for _, status in ipairs(STATUSES) do
    if seen[status] then list[#list + 1] = status end
  end
  return list
end

-- Where the dated events of a timeline stand, by key and by days.
local function index(block, prefix)
  local events = { of_key = {} }
  for i, e in ipairs(block.events) do
    events.of_key[e.key] = events.of_key[e.key] or {}
    table.insert(events.of_key[e.key], { event = e, id = ("%s%d"):format(prefix, i) })
  end
  function events.of_days(e, days)
    for _, known in ipairs(events.of_key[e.key] or {}) do
      local other = known.event
      if other ~= e and other.status == e.status and other.first_day == days.first_day
        and other.last_day == days.last_day then
        return known.id
      end
    end
  end
  return events
end

function draw.timeline(page, block)
  page.timelines = page.timelines + 1
  local prefix = ("t%de"):format(page.timelines)
  local undated_prefix = ("t%du"):format(page.timelines)
  local events, statuses = index(block, prefix), statuses_of(block)
  page:put('<section class="timeline" aria-label="%s">', plain(page.reader:say "Timeline"))
  local picture = lanes.draw(block, page.reader, prefix)
  if picture then
    page:put('<figure><div class="scroll" role="group" tabindex="0">%s</div>', picture)
    put_legend(page, statuses, block)
    page:put('<p class="soft">%s</p></figure>',
      page:say "An event opens its evidence; every passage names its file and bytes.")
  else
    page:put("<p>%s</p>", page:say "No dated event.")
  end
  if #block.events + #block.undated > 1 then put_controls(page, statuses) end
  if #block.events > 0 then
    page:put '<ol class="events">'
    for i, e in ipairs(block.events) do put_dated(page, e, events, prefix .. i, i) end
    page:put "</ol>"
  end
  if #block.undated > 0 then
    page:put("<h2>%s</h2>", page:say "Without a date")
    page:put '<ol class="events undated">'
    for i, e in ipairs(block.undated) do put_undated(page, e, events, undated_prefix .. i, i) end
    page:put "</ol>"
  end
  page:put "</section>"
end

-- The page ---------------------------------------------------------------------------------------

local function put_head(page, document)
  local reader = page.reader
  page:put "<!DOCTYPE html>"
  page:put('<html lang="%s" dir="%s">', reader.lang, reader.is_rtl and "rtl" or "ltr")
  page:put '<head>\n<meta charset="utf-8">'
  page:put('<meta http-equiv="Content-Security-Policy" content="%s">',
    (escape.html(POLICY:format(html.SCRIPT_HASH)):gsub("&#39;", "'")))
  page:put '<meta name="viewport" content="width=device-width, initial-scale=1">'
  page:put '<meta name="referrer" content="no-referrer">'
  page:put('<meta name="generator" content="rasad %s">', escape.html(document.provenance.engine))
  page:put("<title>%s</title>", plain(reader:say(document.title)))
  page:put("<style>\n%s</style>\n</head>\n<body>", style)
  page:put(MARKS)
end

-- How much there is, at a glance.
local function put_figures(page, document)
  local reader, events, undated, has_timeline = page.reader, 0, 0, false
  for _, block in ipairs(document.blocks) do
    if block.kind == "timeline" then
      has_timeline, events, undated = true, events + #block.events, undated + #block.undated
    end
  end
  page:put '<ul class="figures">'
  local function figure(n, name) page:put("<li><b>%s</b> %s</li>", reader:number(n), page:say(name)) end
  if has_timeline then figure(events, "events") end
  if undated > 0 then figure(undated, "undated claims") end
  figure(document.provenance.corpus.articles, "articles")
  page:put "</ul>"
end

local function put_foot(page, document)
  local reader = page.reader
  if #document.warnings > 0 then
    page:put("<h2>%s</h2>\n<ul>", page:say "Warnings")
    for _, line in ipairs(facts.warnings(document.warnings, reader)) do page:put('<li dir="auto">%s</li>', rich(line)) end
    page:put "</ul>"
  end
  page:put('</main>\n<footer class="provenance"><h2>%s</h2>\n<dl>', page:say "How this was made")
  for _, pair in ipairs(facts.provenance(document.provenance, reader)) do
    page:put("<dt>%s</dt><dd>%s</dd>", rich(pair[1]), rich(pair[2]))
  end
  page:put "</dl></footer>"
  page:put("<script>%s</script>\n</body>\n</html>", script)
end

---Renders a document.
---@param document table
---@param options {reader: rasad.ReportReader}
---@return string
function html.render(document, options)
  local page = setmetatable({ lines = {}, reader = options.reader, timelines = 0 }, Page)
  put_head(page, document)
  page:put('<header><h1><bdi>%s</bdi></h1>', page:say(document.title))
  if document.summary ~= document.title then page:put('<p class="lead" dir="auto">%s</p>', page:say(document.summary)) end
  put_figures(page, document)
  page:put "</header>\n<main>"
  for _, block in ipairs(document.blocks) do draw[block.kind](page, block) end
  put_foot(page, document)
  return table.concat(page.lines, "\n") .. "\n"
end

return html
