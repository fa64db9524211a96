-- markdown.lua: a report as Markdown; what articles say can't turn into markup.
local days = require "rasad.render.days"
local facts = require "rasad.render.facts"
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

function draw.heading(put, block)
  put(("#"):rep(block.level + 1) .. " " .. escape(block.text), "")
end

function draw.prose(put, block)
  put(escape_line(block.text), "")
end

function draw.note(put, block)
  put("> **Note:** " .. escape(block.text), "")
end

function draw.table(put, block)
  local cells, rules = {}, {}
  for j, title in ipairs(block.columns) do
    cells[j] = escape(title)
    local numbers = #block.rows > 0
    for _, row in ipairs(block.rows) do numbers = numbers and type(row[j]) == "number" end
    rules[j] = numbers and "---:" or "---"
  end
  put("| " .. table.concat(cells, " | ") .. " |", "| " .. table.concat(rules, " | ") .. " |")
  for _, row in ipairs(block.rows) do
    for j = 1, #block.columns do cells[j] = escape(facts.show(row[j])) end
    put("| " .. table.concat(cells, " | ") .. " |")
  end
  put("")
end

local function put_items(put, name, lines)
  for _, line in ipairs(lines) do put(("- %s%s"):format(name, name == "" and escape_line(line) or escape(line))) end
end

local function put_evidence(put, e)
  put("")
  for _, item in ipairs(e.evidence) do
    local before, date, after = facts.cut_at_date(item)
    local quote = escape_line(before) .. (date and "**" .. escape(date) .. "**" or "") .. escape(after)
    put("> " .. quote, ">", "> — " .. escape(facts.place(item)), "")
  end
end

local function put_event(put, e)
  put(("### %s: %s"):format(days.iso(e.first_day, e.last_day), escape(facts.label(e))), "")
  put("- " .. days.others(e.first_day, e.last_day), "- " .. escape(facts.standing(e)))
  put_items(put, "", facts.details(e))
  put_items(put, "because ", facts.premises(e))
  put_items(put, "or else ", facts.alternatives(e))
  put_items(put, "others say ", facts.disagreements(e))
  put_evidence(put, e)
end

local function put_undated(put, e)
  put(("### %s"):format(escape(facts.label(e))), "")
  put("- " .. escape(facts.standing(e)), "- no date: " .. escape(e.reason))
  put_items(put, "", facts.details(e))
  put_items(put, "because ", facts.premises(e))
  put_items(put, "could be ", facts.alternatives(e))
  put_evidence(put, e)
end

function draw.timeline(put, block)
  for _, e in ipairs(block.events) do put_event(put, e) end
  if #block.events == 0 then put("No dated event.", "") end
  if #block.undated > 0 then
    put("## Without a date", "")
    for _, e in ipairs(block.undated) do put_undated(put, e) end
  end
end

---Renders a document.
---@param document table
---@return string
function markdown.render(document)
  local lines = {}
  local function put(...)
    for _, line in ipairs { ... } do
      if line ~= "" or lines[#lines] ~= "" then lines[#lines + 1] = line end
    end
  end
  put("# " .. escape(document.title), "")
  for _, block in ipairs(document.blocks) do draw[block.kind](put, block) end
  if #document.warnings > 0 then
    put("## Warnings", "")
    for _, line in ipairs(facts.warnings(document.warnings)) do put("- " .. escape_line(line)) end
    put("")
  end
  put("## How this was made", "")
  for _, pair in ipairs(facts.provenance(document.provenance)) do
    put(("- %s: %s"):format(pair[1], escape(pair[2])))
  end
  return table.concat(lines, "\n") .. "\n"
end

return markdown
