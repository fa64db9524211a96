-- dates.lua: temporal expressions as the lines and records that `rasad dates` writes.
local days = require "rasad.render.days"
local json = require "rasad.json"
local safe = require("rasad.render.text").safe

local dates = {}

--- The members of a record, in their order.
dates.members = {
  "start", "end", "text", "kind", "value", "first", "last", "precision", "resolved", "dated", "reason", "anchor", "edtf", "hour",
  "minute", "group", "warning",
}

local GROUP_CONFLICT <const> = "its neighbours name other days"

---An expression as the members of a JSON object.
---@param e rasad.time.expression
---@return table
function dates.record(e)
  local iso = require("rasad.event").iso
  return {
    start = e.first - 1, ["end"] = e.last, text = e.text, kind = e.kind, value = e.value or json.null,
    first = e.first_day and iso(e.first_day) or nil, last = e.last_day and iso(e.last_day) or nil,
    precision = e.precision or json.null, resolved = e.resolved and true or false, anchor = e.anchor or json.null,
    dated = e.dated, reason = e.reason, edtf = e.edtf, hour = e.hour, minute = e.hour and e.minute or nil, group = e.group,
    warning = e.warning or e.group_conflict and GROUP_CONFLICT or nil,
  }
end

local function clock_of(e)
  if not e.hour then return "" end
  local text = (" %02d:%02d"):format(e.hour, e.minute or 0)
  if e.last_hour then text = text .. ("-%02d:%02d"):format(e.last_hour, e.last_minute or 0) end
  return text
end

local function premise(p)
  return ("    because %s%s\n"):format(safe(p.text), p.soft and " (soft)" or "")
end

---What an expression says by itself: "day 14, month 2, jalali".
local function said(e)
  local parts, names = {}, {}
  for name in pairs(e.fields) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do parts[#parts + 1] = ("%s %s"):format(name:gsub("_", " "), tostring(e.fields[name])) end
  if e.calendar then parts[#parts + 1] = e.calendar end
  return table.concat(parts, ", ")
end

---The further lines of --explain: what is said, in which tense, from or until when, with which others.
local function explanation(e)
  local lines = {}
  local function add(format, value)
    if value and value ~= "" then lines[#lines + 1] = "    " .. format:format(safe(tostring(value))) .. "\n" end
  end
  add("says: %s", said(e))
  add("as text: %s", e.text_value)
  add("told as: %s", e.tense)
  add("direction word: %s", e.direction)
  add("opens an interval (%s)", e.signal == "from" and "from" or nil)
  add("ends an interval (%s)", e.signal == "until" and "until" or nil)
  add("interval: %s", e.range_first_day and days.iso(e.range_first_day, e.range_last_day))
  add("one date with its neighbours: %s", e.group_first_day and days.iso(e.group_first_day, e.group_last_day))
  add("%s", e.group_conflict and GROUP_CONFLICT or nil)
  add("warning: %s", e.warning)
  return table.concat(lines)
end

---An expression as lines for a reader.
---@param e rasad.time.expression
---@param explain? boolean
---@return string
function dates.lines(e, explain)
  local lines = { ("  %s  (%s, bytes %d-%d)\n"):format(safe(e.text), e.kind, e.first - 1, e.last) }
  if e.first_day then
    lines[#lines + 1] = ("    %s%s · %s\n"):format(days.iso(e.first_day, e.last_day), clock_of(e),
      days.others(e.first_day, e.last_day))
    local anchor = e.anchor and ", from the " .. e.anchor:gsub("^inferred ", "") or ""
    lines[#lines + 1] = ("    %s%s\n"):format(e.dated or "stated", anchor)
    for _, p in ipairs(e.premises or {}) do lines[#lines + 1] = premise(p) end
    for _, a in ipairs(e.alternatives or {}) do
      lines[#lines + 1] = ("    or else %s\n"):format(days.iso(a.first_day, a.last_day))
    end
  else
    lines[#lines + 1] = ("    %s%s\n"):format(e.value or "", e.reason and "  unresolved: " .. safe(e.reason) or "")
  end
  if explain then lines[#lines + 1] = explanation(e) end
  return table.concat(lines)
end

---What is known of an article's own day, for --explain.
---@param answer table|nil as time.document_date gives it
---@param reason string|nil
---@param bounds table|nil
---@return string
function dates.document(answer, reason, bounds)
  if not answer then
    local lines = { ("  the article's own day is not known: %s\n"):format(safe(reason or "no reason")) }
    if bounds and bounds.hard_first_day then
      lines[2] = ("    it is not before %s\n"):format(days.iso(bounds.hard_first_day, bounds.hard_first_day))
    end
    return table.concat(lines)
  end
  local lines = { ("  the article's own day: %s (%s)\n"):format(days.iso(answer.first_day, answer.last_day), answer.how) }
  for _, p in ipairs(answer.premises or {}) do lines[#lines + 1] = premise(p) end
  if answer.warning then lines[#lines + 1] = ("    warning: %s\n"):format(safe(answer.warning)) end
  return table.concat(lines)
end

return dates
