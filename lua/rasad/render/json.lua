-- json.lua (renderer): a report as one JSON object.
local event = require "rasad.event"
local json = require "rasad.json"

local renderer = {}

local function events_of(list, fields)
  local values = json.array()
  for i, e in ipairs(list) do values[i] = event.to_json(e, fields) end
  return values
end

local function series_of(series)
  local list = json.array()
  for i, one in ipairs(series) do
    list[i] = json.object({ name = one.name, length = one.length, values = json.array(one.values) },
      { "name", "length", "values" })
  end
  return list
end

local function block_to_json(block)
  if block.kind == "timeline" then
    return json.object({
      kind = "timeline", events = events_of(block.events, block.fields),
      undated = events_of(block.undated, block.fields),
    }, { "kind", "events", "undated" })
  elseif block.kind == "table" then
    local rows = json.array()
    for i, row in ipairs(block.rows) do rows[i] = json.array(row) end
    return json.object({ kind = "table", columns = json.array(block.columns), rows = rows },
      { "kind", "columns", "rows" })
  elseif block.kind == "chart" then
    return json.object({
      kind = "chart", type = block.type, title = block.title, labels = block.labels and json.array(block.labels),
      series = series_of(block.series),
    }, { "kind", "type", "title", "labels", "series" })
  elseif block.kind == "kwic" then
    local lines = json.array()
    for i, line in ipairs(block.lines) do
      lines[i] = json.object({
        article = line.article, start = line.start, ["end"] = line.stop, before = line.before, node = line.node,
        after = line.after,
      }, { "article", "start", "end", "before", "node", "after" })
    end
    return json.object({ kind = "kwic", lines = lines }, { "kind", "lines" })
  end
  return json.object({ kind = block.kind, text = block.text, level = block.level }, { "kind", "level", "text" })
end

local function arguments_to_json(args)
  local values = {}
  for name, value in next, args do values[name] = type(value) == "table" and json.array(value) or value end
  return json.object(values)
end

local function warning_to_json(w)
  return json.object({
    kind = w.kind, article = w.article, source = w.source, line = w.line, offset = w.offset, message = w.message,
    outcome = w.outcome, where = w.where, skipped = w.skipped,
  }, { "kind", "article", "source", "line", "offset", "outcome", "message", "where", "skipped" })
end

local function report_to_json(document)
  local blocks = json.array()
  for i, block in ipairs(document.blocks) do blocks[i] = block_to_json(block) end
  return json.object({
    name = document.name, title = document.title, summary = document.summary,
    args = arguments_to_json(document.provenance.args), blocks = blocks,
  }, { "name", "title", "summary", "args", "blocks" })
end

-- What the jail had that is not the usual; nothing where all was.
local function jail_to_json(changed)
  if not changed then return nil end
  return json.object({
    max_memory = changed.memory, max_cpu = changed.cpu, max_wall = changed.wall, max_output = changed.output,
    allow_read = changed.read and json.array(changed.read), weak = changed.weak,
  }, { "max_memory", "max_cpu", "max_wall", "max_output", "allow_read", "weak" })
end

local function provenance_to_json(p)
  return json.object({
    engine = p.engine, profile = p.profile,
    corpus = json.object({
      articles = p.corpus.articles, stories = p.corpus.stories, sources = p.corpus.sources,
      fingerprint = p.corpus.fingerprint or json.null,
    }, { "articles", "stories", "sources", "fingerprint" }),
    script = json.object({ name = p.script.name, version = p.script.version or json.null, hash = p.script.hash },
      { "name", "version", "hash" }),
    args = arguments_to_json(p.args), jail = jail_to_json(p.jail), warnings = p.warnings, failed = p.failed,
  }, { "engine", "profile", "corpus", "script", "args", "jail", "warnings", "failed" })
end

---Renders a document: the script's own members sorted by name, then report, provenance and warnings.
---@param document table
---@return string
function renderer.render(document)
  local warnings = json.array()
  for i, w in ipairs(document.warnings) do warnings[i] = warning_to_json(w) end
  local names, values = {}, {}
  for name in next, document.data do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do values[i] = document.data[name] end
  local own = {
    { "report", report_to_json(document) }, { "provenance", provenance_to_json(document.provenance) },
    { "warnings", warnings },
  }
  for _, member in ipairs(own) do
    names[#names + 1] = member[1]
    values[#values + 1] = json.freeze(member[2], member[1])
  end
  return json.write_frozen({ "object", names, values }, { indent = 2 }) .. "\n"
end

return renderer
