-- corrections.lua: what a person knows better than the articles or the engine: a file of corrections of claims, replayed
-- on every run.
--
-- The file is CSV, for it is kept in a spreadsheet: a header with `do` and any of `key`, `article`, `start`, `status`,
-- `first`, `last`, `to`, `note`, then a correction a line. key, article, start (of the evidence) and status say which
-- claims are meant: all that fit what is filled in. `do` says what becomes of them:
--   date     they are of the days first to last; of none where both are empty
--   reject   they are left out
--   split    they make events of their own, apart from all others
--   merge    they are claims of the key `to`
local core = require "rasad.core"

local corrections = {}

local COLUMNS = {
  ["do"] = true, key = true, article = true, start = true, status = true, first = true, last = true, to = true, note = true,
}
local STATUSES = { occurred = true, planned = true, claimed = true, denied = true }

local function day_of(text, column)
  if text == nil then return nil end
  local y, m, d = text:match "^(%d%d%d%d)-(%d%d)-(%d%d)$"
  local day = y and core.date_to_day("gregorian", tonumber(y), tonumber(m), tonumber(d))
  return day or error(("%s: expected a date as YYYY-MM-DD, got '%s'"):format(column, text), 0)
end

local READERS = {}

function READERS.date(c)
  c.first_day, c.last_day = day_of(c.first, "first"), day_of(c.last or c.first, "last")
  if c.last_day and not c.first_day then error("a last day needs a first", 0) end
  if c.first_day and c.first_day > c.last_day then error("the last day is before the first", 0) end
end

function READERS.reject() end

function READERS.split() end

function READERS.merge(c)
  if not c.to then error("merge needs `to`, the key that the claims belong to", 0) end
end

-- A correction of a record, by the columns of the header. Raises a message.
local function correction_of(record, header)
  local c = { line = record.line }
  for i, cell in ipairs(record) do
    if not header[i] then error("more cells than the header has", 0) end
    if cell ~= "" then c[header[i]] = cell end
  end
  local reader = READERS[c["do"]]
  if not reader then
    error(("`do` is date, reject, split or merge, got '%s'"):format(c["do"] or ""), 0)
  end
  if not (c.key or c.article) then error("key or article must say which claims are meant", 0) end
  if c.status and not STATUSES[c.status] then
    error(("status is occurred, planned, claimed or denied, got '%s'"):format(c.status), 0)
  end
  if c.start then
    c.start = math.tointeger(tonumber(c.start)) or error(("start is a byte of the article, got '%s'"):format(c.start), 0)
  end
  reader(c)
  return c
end

---Reads a file of corrections.
---@param text string
---@param name string the file, for messages
---@return table[]? list
---@return string? message
function corrections.read(text, name)
  if not utf8.len(text) then return nil, name .. ": not valid UTF-8" end
  local records, message = core.csv(text, name)
  if not records then return nil, message end
  local header = table.remove(records, 1)
  if not header then return nil, name .. ": it is empty; it needs a header, as in: do,key,article,start,first,last,to,note" end
  local seen = {}
  for _, column in ipairs(header) do
    if not COLUMNS[column] or seen[column] then
      return nil, ("%s: the header has the column '%s'; there are do, key, article, start, status, first, last, to and note, "
        .. "each once"):format(name, column)
    end
    seen[column] = true
  end
  local list = {}
  for i, record in ipairs(records) do
    local made, c = pcall(correction_of, record, header)
    if not made then return nil, ("%s:%d: %s"):format(name, record.line, c) end
    list[i] = c
  end
  return list
end

-- Does a claim, as the script made it, fit what a correction says of it?
local function fits(c, entry)
  local claim = entry.claim
  if c.key and c.key ~= tostring(claim.key) or c.status and c.status ~= claim.status then return false end
  if not c.article and not c.start then return true end
  for _, item in ipairs(claim.evidence) do
    if (not c.article or c.article == item.article) and (not c.start or c.start == item.start) then return true end
  end
  return false
end

local function because(c)
  return { { text = c.note and "corrected by hand: " .. c.note or "corrected by hand", soft = false } }
end

local APPLY = {}

function APPLY.date(c, claim)
  claim.first_day, claim.last_day, claim.not_before, claim.not_after = c.first_day, c.last_day, nil, nil
  claim.dated = c.first_day and "stated"
  claim.precision = c.first_day and (c.first_day == c.last_day and "day" or "interval")
  claim.premises, claim.alternatives = because(c), {}
  claim.reason = not c.first_day and claim.premises[1].text or nil
end

function APPLY.split(c, claim)
  claim.apart = c.line
end

function APPLY.merge(c, claim)
  local number = math.type(claim.key) == "integer" and c.to:find "^%-?%d+$" and math.tointeger(tonumber(c.to))
  claim.key = number or c.to
end

---Applies corrections to the claims of a merged state, in the order of the file. Which claims one means is told by what
---the script said of them, not by what an earlier one made of it.
---@param list table[]
---@param entries {claim: table}[] changed
---@return integer[] counts how many claims fitted each
function corrections.apply(list, entries)
  local counts, meant = {}, {}
  for i, c in ipairs(list) do
    meant[i] = {}
    for _, entry in ipairs(entries) do
      if fits(c, entry) then table.insert(meant[i], entry) end
    end
    counts[i] = #meant[i]
  end
  local rejected = {}
  for i, c in ipairs(list) do
    for _, entry in ipairs(meant[i]) do
      if c["do"] == "reject" then rejected[entry] = true else APPLY[c["do"]](c, entry.claim) end
    end
  end
  local kept = 0
  for i = 1, #entries do
    local entry = entries[i]
    entries[i] = nil
    if not rejected[entry] then
      kept = kept + 1
      entries[kept] = entry
    end
  end
  return counts
end

return corrections
