-- csv.lua: one table of a report, as CSV for spreadsheets or TSV for programs.
--
-- CSV is what RFC 4180 says, with a byte order mark, without which spreadsheets misread Persian and Arabic. A cell of
-- text that a spreadsheet would take for a formula has an apostrophe put before it: articles are strangers' texts. TSV
-- has its cells as they are, with \t, \n, \r and \\ for what would break a line.
local facts = require "rasad.render.facts"
local json = require "rasad.json"
local tables = require "rasad.render.tables"

local csv = {}

local BYTE_ORDER_MARK <const> = "\u{FEFF}"

-- What a formula begins with, in figures of both widths; spaces before it are passed over.
local FORMULA = { "=", "+", "-", "@", "＝", "＋", "－", "＠" }

local function is_formula(text)
  if text:find "^[\t\r\n]" then return true end
  local rest = text:match "^%s*(.*)$"
  for _, sign in ipairs(FORMULA) do
    if rest:sub(1, #sign) == sign then return true end
  end
  return false
end

local function csv_cell(value)
  local text = json.repair(facts.show(value)):gsub("%z", "\u{FFFD}")
  if type(value) == "string" and is_formula(text) then text = "'" .. text end
  if text:find '[",\r\n]' or text:find "^%s" or text:find "%s$" then text = '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local ESCAPES = { ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r", ["\\"] = "\\\\", ["\0"] = "\u{FFFD}" }

local function tsv_cell(value)
  return (json.repair(facts.show(value)):gsub("[\t\n\r\\%z]", ESCAPES))
end

local STYLES = {
  csv = { start = BYTE_ORDER_MARK, cell = csv_cell, comma = ",", stop = "\r\n" },
  tsv = { start = "", cell = tsv_cell, comma = "\t", stop = "\n" },
}

local function write(made, style)
  local lines = {}
  local function put(row)
    local cells = {}
    for j = 1, #made.columns do cells[j] = style.cell(row[j]) end
    lines[#lines + 1] = table.concat(cells, style.comma) .. style.stop
  end
  put(made.columns)
  for _, row in ipairs(made.rows) do put(row) end
  return style.start .. table.concat(lines)
end

local function listed(list)
  local names = {}
  for i, made in ipairs(list) do names[i] = ("%d %s (%s)"):format(i, made.title, table.concat(made.columns, ", ")) end
  return table.concat(names, "; ")
end

---Writes one of the report's tables.
---@param document table
---@param options {format: "csv"|"tsv", table: integer?}
---@return string?
---@return string? message
function csv.render(document, options)
  local list, wanted = tables.of(document), options.table or 1
  if #list == 0 then return nil, ("the report has no table for %s"):format(options.format) end
  if not list[wanted] then
    return nil, ("--table %d: the report has %d: %s"):format(wanted, #list, listed(list))
  end
  return write(list[wanted], STYLES[options.format])
end

return csv
