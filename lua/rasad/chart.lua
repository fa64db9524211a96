-- chart.lua: charts and concordances of a report, checked, and their data as tables.
local json = require "rasad.json"

local chart = {}

local KINDS = { bars = true, lines = true, strip = true, dispersion = true }

local function fail(format, ...)
  error(format:format(...), 0)
end

local function shown(v)
  return type(v) == "string" and ("'%s'"):format(v) or v == nil and "nothing" or "a " .. type(v)
end

local function is_finite(v)
  return type(v) == "number" and v == v and v ~= math.huge and v ~= -math.huge
end

local function checked_values(values, name, is_whole)
  if type(values) ~= "table" then fail("the series %s has no values, a list of numbers", name) end
  local list = {}
  for i = 1, #values do
    local v = values[i]
    if v ~= json.null and not is_finite(v) then fail("value %d of the series %s should be a number, got %s", i, name,
      shown(v)) end
    if is_whole and (v == json.null or v < 0) then fail("place %d of %s should be a number from 0 on", i, name) end
    list[i] = v
  end
  return list
end

local function checked_labels(labels)
  if type(labels) ~= "table" then fail("it needs labels, a list of what the values are of") end
  local list = {}
  for i, label in ipairs(labels) do
    if type(label) ~= "string" and type(label) ~= "number" then fail("label %d should be text, got %s", i, shown(label)) end
    list[i] = tostring(label)
  end
  return list
end

local function checked_series(series, kind, count)
  if type(series) ~= "table" or #series == 0 then
    fail('it needs series, as in series = { { name = "mentions", values = { 3, 5 } } }')
  end
  local list = {}
  for i, one in ipairs(series) do
    if type(one) ~= "table" then fail("series %d should be a table, got %s", i, shown(one)) end
    local name = tostring(one.name or one[1] or i)
    local values = checked_values(one.values, name, kind == "dispersion")
    if kind == "dispersion" then
      if not is_finite(one.length) or one.length <= 0 then fail("the series %s needs its length", name) end
      for _, place in ipairs(values) do
        if place > one.length then fail("a place of the series %s lies behind its length", name) end
      end
    elseif #values ~= count then
      fail("the series %s has %d values for %d labels", name, #values, count)
    end
    list[i] = { name = name, values = values, length = kind == "dispersion" and one.length or nil }
  end
  return list
end

---A chart as a block of a report.
---@param t {type: "bars"|"lines"|"strip"|"dispersion", title: string?, labels: (string|number)[]?, series: table[]}
---@return table block
function chart.block(t)
  if type(t) ~= "table" then fail("expected { type = ..., labels = ..., series = ... }, got %s", shown(t)) end
  if not KINDS[t.type] then fail("the type should be bars, lines, strip or dispersion, got %s", shown(t.type)) end
  if t.title ~= nil and type(t.title) ~= "string" then fail("the title should be text, got %s", shown(t.title)) end
  local labels = t.type ~= "dispersion" and checked_labels(t.labels) or nil
  return {
    kind = "chart", type = t.type, title = t.title, labels = labels,
    series = checked_series(t.series, t.type, labels and #labels),
  }
end

---What a chart shows, as a table.
---@param block table
---@return {title: string?, columns: string[], rows: table[]}
function chart.table(block)
  local rows = {}
  if block.type == "dispersion" then
    for i, one in ipairs(block.series) do
      rows[i] = { one.name, #one.values, one.length, table.concat(one.values, " ") }
    end
    return { title = block.title, columns = { "article", "found", "length", "position" }, rows = rows }
  end
  local columns = { "name" }
  for j, one in ipairs(block.series) do columns[j + 1] = one.name end
  for i, label in ipairs(block.labels) do
    rows[i] = { label }
    for j, one in ipairs(block.series) do rows[i][j + 1] = one.values[i] end
  end
  return { title = block.title, columns = columns, rows = rows }
end

local LINE_FIELDS = { "article", "before", "node", "after" }

---Passages with what was found in their middle, as a block of a report.
---@param t {lines: table[]} lines as hit:line() gives them
---@return table block
function chart.concordance(t)
  if type(t) ~= "table" or type(t.lines) ~= "table" then fail("expected { lines = ... }, a list of what hit:line() gives") end
  local lines = {}
  for i, line in ipairs(t.lines) do
    local copy = {}
    if type(line) ~= "table" then fail("line %d should be a table, got %s", i, shown(line)) end
    for _, name in ipairs(LINE_FIELDS) do
      if type(line[name]) ~= "string" then fail("line %d has no %s", i, name) end
      copy[name] = line[name]
    end
    copy.start, copy.stop = math.tointeger(line.start), math.tointeger(line.stop)
    if not copy.start or not copy.stop then fail("line %d needs start and stop, bytes of the source", i) end
    lines[i] = copy
  end
  return { kind = "kwic", lines = lines }
end

---A concordance as a table.
---@param block table
---@return {columns: string[], rows: table[]}
function chart.concordance_table(block)
  local rows = {}
  for i, line in ipairs(block.lines) do
    rows[i] = { line.article, line.start, line.stop, line.before, line.node, line.after }
  end
  return { columns = { "article", "start", "end", "before", "found", "after" }, rows = rows }
end

return chart
