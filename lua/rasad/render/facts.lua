-- facts.lua: the sentences about events, provenance and warnings that the renderers for readers share.
local core = require "rasad.core"
local json = require "rasad.json"

local facts = {}

local STATUS = {
  occurred = "occurred", planned = "planned", claimed = "claimed, not confirmed", denied = "denied",
}
local DATED = {
  stated = "the date is stated", computed = "the date is computed from a given day",
  inferred = "the date is inferred",
}
local KNOWN_TO = { part = "known to a part of a month or year", interval = "known to the interval" }
-- What an engine's event has; everything else is the script's own.
local KNOWN = {
  key = true, first_day = true, last_day = true, precision = true, dated = true, status = true, premises = true,
  alternatives = true, reason = true, evidence = true, disagrees = true, recurring = true, articles = true,
  varies = true, label = true, fields = true, not_before = true, not_after = true,
}

---A value as a cell or a detail shows it.
---@param v any
---@return string
function facts.show(v)
  if v == nil or v == json.null then return "" end
  if type(v) == "boolean" then return v and "yes" or "no" end
  if type(v) == "table" then return json.encode(v) end
  return tostring(v)
end

---A cell as a reader reads it.
---@param v any
---@param reader rasad.ReportReader
---@return string
function facts.cell(v, reader)
  if type(v) == "number" then return reader:number(v) end
  return reader:say(facts.show(v))
end

---@param e table
---@param reader rasad.ReportReader
---@return string
function facts.label(e, reader)
  return reader:say(facts.show(e.label or e.key))
end

-- How the days were got and how well they are known.
local function dating(e, reader)
  local parts = {}
  if e.first_day then
    parts[#parts + 1] = reader:say(DATED[e.dated] or e.dated)
    if e.first_day ~= e.last_day and e.precision ~= "day" then
      parts[#parts + 1] = reader:say(KNOWN_TO[e.precision] or ("known to the " .. e.precision))
    end
    if (e.articles or 1) > 1 then parts[#parts + 1] = reader:count(e.articles, "article", "articles") end
  end
  return parts
end

---Dating and precision in one line.
---@param e table
---@param reader rasad.ReportReader
---@return string
function facts.dating(e, reader) return reader:clauses(dating(e, reader)) end

---Status, dating and precision in one line.
---@param e table
---@param reader rasad.ReportReader
---@return string
function facts.standing(e, reader)
  return reader:clauses { reader:say(STATUS[e.status] or e.status), table.unpack(dating(e, reader)) }
end

-- Whether the key says it already: the round of "round 4".
local function is_said(e, name)
  return e.key == ("%s %s"):format(name, facts.show(e[name]))
end

---The script's own fields as "name: value", sorted.
---@param e table
---@param reader rasad.ReportReader
---@return string[]
function facts.details(e, reader)
  local names, lines = {}, {}
  for name, value in next, e do
    if not KNOWN[name] and value ~= json.null and not is_said(e, name) then names[#names + 1] = name end
  end
  table.sort(names)
  for i, name in ipairs(names) do
    lines[i] = ("%s: %s"):format(reader:say((name:gsub("_", " "))), reader:say(facts.show(e[name])))
    local varies = e.varies and e.varies[name]
    if varies then
      local others = {}
      for j = 2, #varies do others[#others + 1] = reader:say(facts.show(varies[j])) end
      lines[i] = reader:fill("{1} (also said: {2})", lines[i], reader:list(others))
    end
  end
  return lines
end

---What the date rests on, one line each; soft premises say so.
---@param e table
---@param reader rasad.ReportReader
---@return string[]
function facts.premises(e, reader)
  local lines = {}
  for i, premise in ipairs(e.premises or {}) do
    lines[i] = reader:say(premise.text) .. (premise.soft and (" (%s)"):format(reader:say "soft") or "")
  end
  return lines
end

---@param e table
---@param reader rasad.ReportReader
---@return string[]
function facts.alternatives(e, reader)
  local lines = {}
  for i, a in ipairs(e.alternatives or {}) do
    lines[i] = reader:days(a.first_day, a.last_day)
    if a.without then lines[i] = reader:fill("{1} (without \"{2}\")", lines[i], reader:say(a.without)) end
  end
  return lines
end

---@param e table
---@param reader rasad.ReportReader
---@return string[]
function facts.disagreements(e, reader)
  local lines = {}
  for i, d in ipairs(e.disagrees or {}) do
    lines[i] = ("%s (%s)"):format(reader:days(d.first_day, d.last_day),
      reader:clauses { reader:say(d.dated), reader:names(d.articles) })
  end
  return lines
end

---Between which days a claim without a date lies.
---@param e table
---@param reader rasad.ReportReader
---@return string[]
function facts.bounds(e, reader)
  local lines = {}
  if e.not_before then lines[1] = reader:fill("not before {1}", reader:days(e.not_before, e.not_before)) end
  if e.not_after then lines[#lines + 1] = reader:fill("not after {1}", reader:days(e.not_after, e.not_after)) end
  return lines
end

---Where a piece of evidence is: article and source bytes.
---@param item table
---@param reader rasad.ReportReader
---@return string
function facts.place(item, reader)
  return reader:fill("{1}, bytes {2}-{3}", item.article, reader:number(item.start), reader:number(item.stop))
end

-- The token that ends what an underscore of a list begins: snake_case is one word, and a line to be filled in no pair.
local function closing_underscore(s, tokens, from)
  local opening = tokens[from]
  if #opening.text > 3 or not s:find("^%S", opening.last + 1) then return nil end
  for i = from + 1, #tokens do
    local token = tokens[i]
    if token.text == opening.text and s:find("^%S", token.first - 1) then return i end
  end
end

-- Marks of Markdown in what an article says, which are tokens of their own, in order.
local function marks_of(s)
  local marks, underscores = {}, {}
  local corpus <close> = core.text(s)
  for token in corpus:article(1):tokens() do
    local is_attached = s:find("^%S", token.last + 1) or token.first > 1 and s:find("^%S", token.first - 1)
    if token.text:find "^_+$" then
      underscores[#underscores + 1] = token
    elseif token.kind == "markup" and is_attached and token.text:find "^[*~`]+$" then
      marks[#marks + 1] = token
    end
  end
  local at = 1
  while underscores[at] do
    local closing = closing_underscore(s, underscores, at)
    if closing then
      marks[#marks + 1], marks[#marks + 2] = underscores[at], underscores[closing]
    end
    at = (closing or at) + 1
  end
  table.sort(marks, function(a, b) return a.first < b.first end)
  return marks
end

-- A part of a text without the marks in it.
local function without(marks, s, first, last)
  local parts = {}
  for _, mark in ipairs(marks) do
    if mark.first >= first and mark.last <= last then
      parts[#parts + 1] = s:sub(first, mark.first - 1)
      first = mark.last + 1
    end
  end
  parts[#parts + 1] = s:sub(first, last)
  return table.concat(parts)
end

---What an article says, without marks of Markdown.
---@param s string
---@return string
function facts.unmarked(s)
  return s:find "[*_~`]" and without(marks_of(s), s, 1, #s) or s
end

---The sentence cut at the date in it: before, date, after, without marks of Markdown; the date is nil where the sentence
---hasn't got it.
---@param item table
---@return string before, string? date, string after
function facts.cut_at_date(item)
  local from, to = item.date_start, item.date_end
  if not from or from < item.start or to > item.stop then return facts.unmarked(item.text), nil, "" end
  local first, last = from - item.start + 1, to - item.start
  -- Where a file is not UTF-8, bytes of the source are not those of the text.
  if item.date_at and item.date_text then first, last = item.date_at, item.date_at + #item.date_text - 1 end
  local s = item.text
  local marks = s:find "[*_~`]" and marks_of(s) or {}
  return without(marks, s, 1, first - 1), without(marks, s, first, last), without(marks, s, last + 1, #s)
end

local function show_arguments(args)
  local names, parts = {}, {}
  for name in next, args do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do
    local value = args[name]
    if type(value) == "table" then value = table.concat(value, ",") end
    parts[i] = ("--%s %s"):format(name:gsub("_", "-"), facts.show(value))
  end
  return #parts > 0 and table.concat(parts, " ") or "none"
end

-- What the script was allowed beyond, or not allowed of, the usual.
local function show_jail(changed)
  local parts = {}
  for _, limit in ipairs { { "memory", "MB of memory" }, { "cpu", "s of processor time" }, { "wall", "s by the clock" },
    { "output", "MB of output" } } do
    if changed[limit[1]] then parts[#parts + 1] = ("%g %s"):format(changed[limit[1]], limit[2]) end
  end
  if changed.read then parts[#parts + 1] = "may read " .. table.concat(changed.read, ", ") end
  if changed.weak then parts[#parts + 1] = "weak: system calls were not filtered" end
  return table.concat(parts, "; ")
end

---How the report came about, as pairs of name and value.
---@param provenance table
---@param reader rasad.ReportReader
---@return string[][]
function facts.provenance(provenance, reader)
  local p = provenance
  local version = p.script.version and " " .. p.script.version or ""
  local function row(name, value) return { reader:say(name), value } end
  local rows = {
    row("script", reader:fill("{1} (hash {2})", p.script.name .. version, p.script.hash)),
    row("arguments", reader:say(show_arguments(p.args))),
    row("corpus", reader:list { reader:count(p.corpus.articles, "article", "articles"),
      reader:count(p.corpus.stories, "story", "stories"), reader:count(p.corpus.sources, "source", "sources"),
      reader:fill("fingerprint {1}", facts.show(p.corpus.fingerprint)) }),
    row("engine", reader:fill("rasad {1}, profile {2}", p.engine, p.profile)),
    row("warnings", reader:fill("{1}; articles that failed: {2}", reader:number(p.warnings), reader:number(p.failed))),
  }
  if p.corrections then
    local c = p.corrections
    table.insert(rows, 3, row("corrections", reader:fill("{1} (hash {2}), {3} of {4} fit", c.name, c.hash,
      reader:number(c.applied), reader:number(c.count))))
  end
  if p.jail then rows[#rows + 1] = row("jail", show_jail(p.jail)) end
  return rows
end

local MAX_NAMED = 10

---The articles a problem is in: "article a.txt", "3 articles: a.txt, b.txt, c.txt".
---@param keys string[]
---@return string
function facts.articles(keys)
  if #keys == 1 then return "article " .. keys[1] end
  local named = table.concat(keys, ", ", 1, math.min(#keys, MAX_NAMED))
  local more = #keys > MAX_NAMED and (" and %d more"):format(#keys - MAX_NAMED) or ""
  return ("%d articles: %s%s"):format(#keys, named, more)
end

---Problems with the same message together, in the order of their first articles.
---@param problems table[]
---@return {first: table, articles: string[]}[]
function facts.group_problems(problems)
  local groups, list = {}, {}
  for _, p in ipairs(problems) do
    local id = ("%s\0%s\0%s"):format(p.outcome, p.message, p.where or "")
    local group = groups[id]
    if not group then
      group = { first = p, articles = {} }
      groups[id] = group
      list[#list + 1] = group
    end
    group.articles[#group.articles + 1] = p.article
  end
  return list
end

---What went wrong in a script, in one line without the articles.
---@param p table
---@return string
function facts.problem(p)
  if p.outcome == "error" or not p.outcome then return p.message end
  return ("%s: %s%s"):format(p.outcome, p.message, p.where and " at " .. p.where or "")
end

---Warnings as lines: the corpus' own, then problems of the script.
---@param warnings table[]
---@param reader rasad.ReportReader
---@return string[]
function facts.warnings(warnings, reader)
  local lines, problems = {}, {}
  for _, w in ipairs(warnings) do
    if w.outcome then
      problems[#problems + 1] = w
    else
      lines[#lines + 1] = facts.warning(w)
    end
  end
  for _, group in ipairs(facts.group_problems(problems)) do
    lines[#lines + 1] = reader:say(("%s (in %s)"):format(facts.problem(group.first), facts.articles(group.articles)))
  end
  return lines
end

---A corpus' warning in one line: place and message.
---@param w table
---@return string
function facts.warning(w)
  local place = w.line and ":" .. w.line or w.offset and (", byte %d"):format(w.offset) or ""
  return ("%s%s: %s"):format(w.source, place, w.message)
end

return facts
