-- markdown.lua: a report as Markdown; what articles say can't turn into markup.
local chart = require "rasad.chart"
local facts = require "rasad.render.facts"
local readers = require "rasad.render.reader"
local text = require "rasad.render.text"

local markdown = {}

local SPECIAL = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;" }
for c in ("\\`*_[]|#~"):gmatch "." do SPECIAL[c] = "\\" .. c end

local function escape(s)
  return (text.safe(s):gsub("[\\`*_%[%]<>|#~&]", SPECIAL))
end

-- For what begins a line, where a dash or a number with a dot would begin a list.
local function escape_line(s)
  return (escape(s):gsub("^(%s*)([-+=])", "%1\\%2"):gsub("^(%s*%d+)([.)])", "%1\\%2"))
end

local draw = {}

function draw.heading(put, block, reader)
  put(("#"):rep(block.level + 1) .. " " .. escape(reader:say(block.text)), "")
end

function draw.prose(put, block, reader)
  put(escape_line(reader:say(block.text)), "")
end

function draw.note(put, block, reader)
  put(("> **%s:** %s"):format(reader:say "Note", escape(reader:say(block.text))), "")
end

function draw.table(put, block, reader)
  local cells, rules = {}, {}
  for j, title in ipairs(block.columns) do
    cells[j] = escape(reader:say(title))
    local numbers = #block.rows > 0
    for _, row in ipairs(block.rows) do numbers = numbers and type(row[j]) == "number" end
    rules[j] = numbers and "---:" or "---"
  end
  put("| " .. table.concat(cells, " | ") .. " |", "| " .. table.concat(rules, " | ") .. " |")
  for _, row in ipairs(block.rows) do
    for j = 1, #block.columns do cells[j] = escape(facts.cell(row[j], reader)) end
    put("| " .. table.concat(cells, " | ") .. " |")
  end
  put("")
end

function draw.chart(put, block, reader)
  if block.title then draw.heading(put, { text = block.title, level = 2 }, reader) end
  draw.table(put, chart.table(block), reader)
end

function draw.kwic(put, block, reader)
  draw.table(put, chart.concordance_table(block), reader)
end

local function put_items(put, name, lines)
  for _, line in ipairs(lines) do put(("- %s%s"):format(name, name == "" and escape_line(line) or escape(line))) end
end

local function put_evidence(put, e, reader)
  put("")
  for _, item in ipairs(e.evidence) do
    local before, date, after = facts.cut_at_date(item)
    local quote = escape_line(before) .. (date and "**" .. escape(date) .. "**" or "") .. escape(after)
    put("> " .. quote, ">", "> — " .. escape(facts.place(item, reader)), "")
  end
end

local function put_event(put, e, reader)
  put(("### %s: %s"):format(reader:days(e.first_day, e.last_day), escape(facts.label(e, reader))), "")
  put("- " .. reader:others(e.first_day, e.last_day), "- " .. escape(facts.standing(e, reader)))
  put_items(put, "", facts.details(e, reader))
  put_items(put, reader:say "because" .. " ", facts.premises(e, reader))
  put_items(put, reader:say "or else" .. " ", facts.alternatives(e, reader))
  put_items(put, reader:say "others say" .. " ", facts.disagreements(e, reader))
  put_evidence(put, e, reader)
end

local function put_undated(put, e, reader)
  put(("### %s"):format(escape(facts.label(e, reader))), "")
  put("- " .. escape(facts.standing(e, reader)),
    ("- %s: %s"):format(reader:say "no date", escape(reader:say(e.reason))))
  put_items(put, "", facts.details(e, reader))
  put_items(put, reader:say "because" .. " ", facts.premises(e, reader))
  put_items(put, reader:say "could be" .. " ", facts.alternatives(e, reader))
  put_evidence(put, e, reader)
end

function draw.timeline(put, block, reader)
  for _, e in ipairs(block.events) do put_event(put, e, reader) end
  if #block.events == 0 then put(reader:say "No dated event.", "") end
  if #block.undated > 0 then
    put("## " .. reader:say "Without a date", "")
    for _, e in ipairs(block.undated) do put_undated(put, e, reader) end
  end
end

---Renders a document.
---@param document table
---@param options? {reader: rasad.ReportReader?}
---@return string
function markdown.render(document, options)
  local reader = options and options.reader or readers.new()
  local lines = {}
  local function put(...)
    for _, line in ipairs { ... } do
      if line ~= "" or lines[#lines] ~= "" then lines[#lines + 1] = line end
    end
  end
  put("# " .. escape(reader:say(document.title)), "")
  for _, block in ipairs(document.blocks) do draw[block.kind](put, block, reader) end
  if #document.warnings > 0 then
    put("## " .. reader:say "Warnings", "")
    for _, line in ipairs(facts.warnings(document.warnings, reader)) do put("- " .. escape_line(line)) end
    put("")
  end
  put("## " .. reader:say "How this was made", "")
  for _, pair in ipairs(facts.provenance(document.provenance, reader)) do
    put(("- %s: %s"):format(pair[1], escape(pair[2])))
  end
  return table.concat(lines, "\n") .. "\n"
end

return markdown
