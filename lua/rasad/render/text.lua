-- text.lua: a report for the terminal and for plain text files.
local chart = require "rasad.chart"
local core = require "rasad.core"
local facts = require "rasad.render.facts"
local json = require "rasad.json"
local readers = require "rasad.render.reader"

local text = {}

local DEFAULT_WIDTH = 80
local BOLD, DIM, PLAIN = "\27[1m", "\27[2m", "\27[0m"

-- Characters that reorder or hide what follows them have no place in what we print: an article could use them
-- to make a line read as another.
local CONTROLS = {
  ["\u{202A}"] = "", ["\u{202B}"] = "", ["\u{202C}"] = "", ["\u{202D}"] = "", ["\u{202E}"] = "",
  ["\u{2066}"] = "", ["\u{2067}"] = "", ["\u{2068}"] = "", ["\u{2069}"] = "",
}

---The string as one safe line: no control characters, no bidi overrides, valid UTF-8.
---@param s string
---@return string
function text.safe(s)
  s = json.repair(s):gsub("[\r\n\t]+", " "):gsub("%c", "\u{FFFD}")
  s = s:gsub("\xC2[\x80-\x9F]", "\u{FFFD}")
  return (s:gsub("\xE2[\x80\x81][\xA6-\xAE]", CONTROLS))
end

-- One control character as it may be shown; lines and columns stay.
local SHOWN = { ["\n"] = "\n", ["\t"] = "\t" }

---What a script printed, safe for a terminal: no control characters but ends of lines and tabs, no bidi overrides,
---valid UTF-8.
---@param s string
---@return string
function text.printable(s)
  s = json.repair(s):gsub("\r\n", "\n"):gsub("%c", function(c) return SHOWN[c] or "\u{FFFD}" end)
  s = s:gsub("\xC2[\x80-\x9F]", "\u{FFFD}")
  return (s:gsub("\xE2[\x80\x81][\xA6-\xAE]", CONTROLS))
end

local function width_of(s)
  return core.width and core.width(s) or utf8.len(s) or #s
end

local function has_rtl(s)
  -- Hebrew and Arabic blocks, and the presentation forms.
  return s:find("[\xD6-\xDF][\x80-\xBF]") or s:find("\xE0[\xA0-\xA3]") or s:find("\xEF[\xAC-\xBB]")
end

---@class rasad.TextPage
local Page = {}
Page.__index = Page

local function new_page(options)
  return setmetatable({
    lines = {}, width = math.max(options.width or DEFAULT_WIDTH, 30), color = options.color,
    isolate = options.bidi == "isolate", reader = options.reader or readers.new(),
  }, Page)
end

function Page:put(line)
  self.lines[#self.lines + 1] = (line:gsub("%s+$", ""))
end

function Page:blank()
  local n = #self.lines
  if n > 0 and self.lines[n] ~= "" then self.lines[n + 1] = "" end
end

function Page:bold(s)
  return self.color and s ~= "" and BOLD .. s .. PLAIN or s
end

function Page:dim(s)
  return self.color and s ~= "" and DIM .. s .. PLAIN or s
end

-- A right-to-left passage set apart, so that its punctuation stays with it.
function Page:set_apart(s)
  if self.isolate and has_rtl(s) then return "\u{2068}" .. s .. "\u{2069}" end
  return s
end

---Words into lines of at most `width` columns.
---@param s string
---@param width integer
---@return string[]
function text.wrap(s, width)
  local lines, line, used = {}, {}, 0
  for word in s:gmatch("%S+") do
    local w = width_of(word)
    if used > 0 and used + 1 + w > width then
      lines[#lines + 1] = table.concat(line, " ")
      line, used = {}, 0
    end
    line[#line + 1] = word
    used = used + w + (used > 0 and 1 or 0)
  end
  if used > 0 or #lines == 0 then lines[#lines + 1] = table.concat(line, " ") end
  return lines
end

-- A paragraph with a first-line prefix; later lines are indented as far.
function Page:paragraph(s, prefix, style)
  prefix = prefix or ""
  local indent = (" "):rep(width_of(prefix))
  for i, line in ipairs(text.wrap(text.safe(s), self.width - #indent)) do
    line = self:set_apart(line)
    if style then line = style(self, line) end
    self:put((i == 1 and prefix or indent) .. line)
  end
end

local function underline(self, s, character)
  self:put(self:bold(s))
  self:put(character:rep(math.min(width_of(s), self.width)))
end

local draw = {}

function draw.heading(page, block)
  page:blank()
  local s = text.safe(page.reader:say(block.text))
  if block.level == 1 then
    underline(page, s, "-")
  else
    page:put(page:bold(s))
  end
  page:blank()
end

function draw.prose(page, block)
  page:paragraph(page.reader:say(block.text))
  page:blank()
end

function draw.note(page, block)
  page:paragraph(page.reader:say(block.text), page.reader:say "Note" .. ": ")
  page:blank()
end

-- Columns as wide as their cells; the widest give way until the table fits.
local function column_widths(rows, count, available)
  local widths, total = {}, 2 * (count - 1)
  for j = 1, count do
    widths[j] = 1
    for _, row in ipairs(rows) do widths[j] = math.max(widths[j], width_of(row[j])) end
    total = total + widths[j]
  end
  while total > available do
    local widest = 1
    for j = 2, count do if widths[j] > widths[widest] then widest = j end end
    if widths[widest] <= 8 then break end
    widths[widest] = widths[widest] - 1
    total = total - 1
  end
  return widths
end

local function put_row(page, cells, widths, right, style)
  local wrapped, height = {}, 1
  for j, c in ipairs(cells) do
    wrapped[j] = text.wrap(c, widths[j])
    height = math.max(height, #wrapped[j])
  end
  for i = 1, height do
    local parts = {}
    for j = 1, #widths do
      local piece = wrapped[j][i] or ""
      local padding = (" "):rep(widths[j] - width_of(piece))
      local shown = page:set_apart(piece)
      if style then shown = style(page, shown) end
      parts[j] = right[j] and padding .. shown or shown .. padding
    end
    page:put(table.concat(parts, "  "))
  end
end

function draw.table(page, block)
  local count = #block.columns
  local rows, right = {}, {}
  for j = 1, count do
    right[j] = #block.rows > 0
    for _, row in ipairs(block.rows) do
      right[j] = right[j] and (type(row[j]) == "number" or row[j] == json.null)
    end
  end
  local header = {}
  for j, title in ipairs(block.columns) do header[j] = text.safe(page.reader:say(title)) end
  for i, row in ipairs(block.rows) do
    rows[i] = {}
    for j = 1, count do rows[i][j] = text.safe(facts.cell(row[j], page.reader)) end
  end
  local all = table.move(rows, 1, #rows, 2, { header })
  local widths = column_widths(all, count, page.width)
  put_row(page, header, widths, right, page.bold)
  local rules = {}
  for j = 1, count do rules[j] = ("-"):rep(widths[j]) end
  page:put(table.concat(rules, "  "))
  for _, row in ipairs(rows) do put_row(page, row, widths, right) end
  page:blank()
end

-- The numbers of a chart; pictures of them are for HTML.
function draw.chart(page, block)
  if block.title then draw.heading(page, { text = block.title, level = 2 }) end
  draw.table(page, chart.table(block))
end

-- As much of a text as fits, whole words, from its beginning or its end.
local function fit(s, width, from_end)
  local lines = text.wrap(text.safe(s), width)
  if #lines == 1 then return lines[1] end
  if not from_end then return lines[1] end
  local kept
  for word in text.safe(s):reverse():gmatch "%S+" do
    local longer = kept and word:reverse() .. " " .. kept or word:reverse()
    if width_of(longer) > width then break end
    kept = longer
  end
  return kept or ""
end

-- What was found stands in one column; before and after it as much as there is room for.
function draw.kwic(page, block)
  local found = 4
  for _, line in ipairs(block.lines) do found = math.max(found, width_of(text.safe(line.node))) end
  local room = math.max(12, (page.width - math.min(found, 24) - 4) // 2)
  for _, line in ipairs(block.lines) do
    local before, node = fit(line.before, room, true), text.safe(line.node)
    page:put((" "):rep(room - width_of(before)) .. page:set_apart(before) .. "  " .. page:bold(page:set_apart(node))
      .. (" "):rep(found - width_of(node)) .. "  " .. page:set_apart(fit(line.after, room)))
    page:put("  " .. page:dim(text.safe(facts.place(line, page.reader))))
  end
  page:blank()
end

local function put_list(page, title, lines)
  for _, line in ipairs(lines) do page:paragraph(line, ("  %s "):format(page.reader:say(title))) end
end

-- The sentence as it stands in the source; the date in it in bold, where there is colour.
local function put_quote(page, item)
  local before, date, after = facts.cut_at_date(item)
  local quote = text.safe(before) .. (date and "\1" .. text.safe(date) .. "\2" or "") .. text.safe(after)
  local inside = false
  for _, line in ipairs(text.wrap(quote, page.width - 4)) do
    -- A date broken over two lines is marked on both.
    local marked = (inside and "\1" or "") .. line
    local opened = select(2, marked:gsub("\1", ""))
    local closed = select(2, marked:gsub("\2", ""))
    inside = opened > closed
    if inside then marked = marked .. "\2" end
    marked = page:set_apart(marked)
    marked = marked:gsub("\1([^\2]*)\2", function(s) return page:bold(s) end)
    page:put("    " .. marked)
  end
end

local function put_evidence(page, e)
  for _, item in ipairs(e.evidence) do
    local note = item.date_text and (" (%s: %s)"):format(page.reader:say "date", item.date_text) or ""
    page:paragraph(facts.place(item, page.reader) .. note, "  ", page.dim)
    put_quote(page, item)
  end
end

local function put_event(page, e)
  local reader = page.reader
  page:put(page:bold(text.safe(reader:days(e.first_day, e.last_day))) .. "  "
    .. page:bold(text.safe(facts.label(e, reader))))
  page:paragraph(reader:others(e.first_day, e.last_day), "  ")
  page:paragraph(facts.standing(e, reader), "  ")
  for _, line in ipairs(facts.details(e, reader)) do page:paragraph(line, "  ") end
  put_list(page, "because", facts.premises(e, reader))
  put_list(page, "or else", facts.alternatives(e, reader))
  put_list(page, "others say", facts.disagreements(e, reader))
  put_evidence(page, e)
  page:blank()
end

local function put_undated(page, e)
  local reader = page.reader
  page:paragraph(("%s (%s)"):format(facts.label(e, reader), facts.standing(e, reader)), "", page.bold)
  page:paragraph(("%s: %s"):format(reader:say "no date", reader:say(e.reason)), "  ")
  for _, line in ipairs(facts.details(e, reader)) do page:paragraph(line, "  ") end
  put_list(page, "because", facts.premises(e, reader))
  put_list(page, "could be", facts.alternatives(e, reader))
  put_evidence(page, e)
  page:blank()
end

function draw.timeline(page, block)
  for _, e in ipairs(block.events) do put_event(page, e) end
  if #block.events == 0 then
    page:put(page.reader:say "No dated event.")
    page:blank()
  end
  if #block.undated > 0 then
    draw.heading(page, { text = "Without a date", level = 1 })
    for _, e in ipairs(block.undated) do put_undated(page, e) end
  end
end

---Renders a document.
---@param document table
---@param options? {width: integer?, color: boolean?, bidi: "off"|"isolate"|nil, reader: rasad.ReportReader?}
---@return string
function text.render(document, options)
  local page = new_page(options or {})
  underline(page, text.safe(page.reader:say(document.title)), "=")
  page:blank()
  for _, block in ipairs(document.blocks) do draw[block.kind](page, block) end
  if #document.warnings > 0 then
    draw.heading(page, { text = "Warnings", level = 1 })
    for _, line in ipairs(facts.warnings(document.warnings, page.reader)) do page:paragraph(line, "- ") end
    page:blank()
  end
  draw.heading(page, { text = "How this was made", level = 1 })
  for _, pair in ipairs(facts.provenance(document.provenance, page.reader)) do
    page:paragraph(pair[2], pair[1] .. (" "):rep(math.max(1, 11 - width_of(pair[1]))))
  end
  return table.concat(page.lines, "\n") .. "\n"
end

return text
