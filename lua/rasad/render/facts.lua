-- facts.lua: the sentences about events, provenance and warnings that the renderers for readers share.
local days = require "rasad.render.days"
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
  varies = true, label = true, fields = true,
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

---@param e table
---@return string
function facts.label(e)
  return facts.show(e.label or e.key)
end

---Status, dating and precision in one line.
---@param e table
---@return string
function facts.standing(e)
  local parts = { STATUS[e.status] or e.status }
  if e.first_day then
    parts[#parts + 1] = DATED[e.dated] or e.dated
    if e.first_day ~= e.last_day and e.precision ~= "day" then
      parts[#parts + 1] = KNOWN_TO[e.precision] or ("known to the " .. e.precision)
    end
    if (e.articles or 1) > 1 then parts[#parts + 1] = ("%d articles"):format(e.articles) end
  end
  return table.concat(parts, "; ")
end

-- Whether the key says it already: the round of "round 4".
local function is_said(e, name)
  return e.key == ("%s %s"):format(name, facts.show(e[name]))
end

---The script's own fields as "name: value", sorted.
---@param e table
---@return string[]
function facts.details(e)
  local names, lines = {}, {}
  for name, value in next, e do
    if not KNOWN[name] and value ~= json.null and not is_said(e, name) then names[#names + 1] = name end
  end
  table.sort(names)
  for i, name in ipairs(names) do
    lines[i] = ("%s: %s"):format(name:gsub("_", " "), facts.show(e[name]))
    local varies = e.varies and e.varies[name]
    if varies then
      local others = {}
      for j = 2, #varies do others[#others + 1] = facts.show(varies[j]) end
      lines[i] = ("%s (also said: %s)"):format(lines[i], table.concat(others, ", "))
    end
  end
  return lines
end

---What the date rests on, one line each; soft premises say so.
---@param e table
---@return string[]
function facts.premises(e)
  local lines = {}
  for i, premise in ipairs(e.premises or {}) do
    lines[i] = premise.text .. (premise.soft and " (soft)" or "")
  end
  return lines
end

---@param e table
---@return string[]
function facts.alternatives(e)
  local lines = {}
  for i, a in ipairs(e.alternatives or {}) do
    local without = a.without and (" (without \"%s\")"):format(a.without) or ""
    lines[i] = days.iso(a.first_day, a.last_day) .. without
  end
  return lines
end

---@param e table
---@return string[]
function facts.disagreements(e)
  local lines = {}
  for i, d in ipairs(e.disagrees or {}) do
    lines[i] = ("%s (%s; %s)"):format(days.iso(d.first_day, d.last_day), d.dated, table.concat(d.articles, ", "))
  end
  return lines
end

---Where a piece of evidence is: article and source bytes.
---@param item table
---@return string
function facts.place(item)
  return ("%s, bytes %d-%d"):format(item.article, item.start, item.stop)
end

---The sentence cut at the date in it: before, date, after; the date is nil where the sentence hasn't got it.
---@param item table
---@return string before, string? date, string after
function facts.cut_at_date(item)
  local from, to = item.date_start, item.date_end
  if not from or from < item.start or to > item.stop then return item.text, nil, "" end
  local first, last = from - item.start + 1, to - item.start
  -- Where a file is not UTF-8, bytes of the source are not those of the text.
  if item.date_at and item.date_text then first, last = item.date_at, item.date_at + #item.date_text - 1 end
  return item.text:sub(1, first - 1), item.text:sub(first, last), item.text:sub(last + 1)
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

local function count(n, one, many)
  return ("%d %s"):format(n, n == 1 and one or many)
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
---@return string[][]
function facts.provenance(provenance)
  local p = provenance
  local version = p.script.version and " " .. p.script.version or ""
  local pairs_of = {
    { "script", ("%s%s (hash %s)"):format(p.script.name, version, p.script.hash) },
    { "arguments", show_arguments(p.args) },
    { "corpus", ("%s, %s, %s, fingerprint %s"):format(count(p.corpus.articles, "article", "articles"),
      count(p.corpus.stories, "story", "stories"), count(p.corpus.sources, "source", "sources"),
      facts.show(p.corpus.fingerprint)) },
    { "engine", ("rasad %s, profile %s"):format(p.engine, p.profile) },
    { "warnings", ("%d; articles that failed: %d"):format(p.warnings, p.failed) },
  }
  if p.jail then pairs_of[#pairs_of + 1] = { "jail", show_jail(p.jail) } end
  return pairs_of
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
---@return string[]
function facts.warnings(warnings)
  local lines, problems = {}, {}
  for _, w in ipairs(warnings) do
    if w.outcome then
      problems[#problems + 1] = w
    else
      lines[#lines + 1] = facts.warning(w)
    end
  end
  for _, group in ipairs(facts.group_problems(problems)) do
    lines[#lines + 1] = ("%s (in %s)"):format(facts.problem(group.first), facts.articles(group.articles))
  end
  return lines
end

---A corpus' warning in one line: place and message.
---@param w table
---@return string
function facts.warning(w)
  local place = w.source .. (w.line and ":" .. w.line or "")
  return ("%s: %s"):format(place, w.message)
end

return facts
