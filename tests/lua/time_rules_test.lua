-- time_rules_test.lua: every row of the tables in doc/time.md is true. Those with the header "| Written | Value | Days |"
-- are read with 4 May 2017 as the day of publication; those with "| Written | No date, because |" have no date at all.
local check = require "check"
local rasad = require "rasad"
local tables = require "doc_tables"

local source = os.getenv("RASAD_SOURCE") or "."

local function days_of(found)
  if not found.first_day then return "" end
  local first, last = rasad.date.format(found.first_day), rasad.date.format(found.last_day)
  return first == last and first or first .. " " .. last
end

local rows = tables.rows(source .. "/doc/time.md", "Written")
check.test("the tables have rows", function() check.truthy(#rows >= 50, ("%d rows"):format(#rows)) end)
for _, row in ipairs(rows) do
  local written = tables.decoded(row.Written)
  check.test(("doc/time.md:%d: %s"):format(row.line, written), function()
    local found = rasad.time.find(written, { dct = "2017-05-04" })
    if row.Value then
      check.equal(#found, 1)
      check.equal({ found[1].value, days_of(found[1]) }, { tables.decoded(row.Value), row.Days })
    else
      check.equal(found, {})
    end
  end)
end

check.done()
