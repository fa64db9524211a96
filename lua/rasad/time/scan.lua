-- scan.lua: one pass over match text which finds the temporal expressions and makes typed nodes.
--
-- A node is a flat table: type ("date", "shift", "deictic", "weekday", "story", "period", "duration",
-- "set", "vague") and what was said: calendar, year, year_shift, month, day, day_last, season, part,
-- decade, weekday, deictic, direction, unit, count, shift; weekday_last of two; month_last where two
-- days of two months are named together; month_shift ("the 5th of last month"), month_ref and
-- year_ref (of the month or year named last).
local core = require "rasad.core"
local date = require "rasad.date"
local grammar = require "rasad.time.grammar"

-- Globals are dear to look up where modules run in a strict environment.
local ipairs, pairs = ipairs, pairs

local scan = {}

local TOKEN = "[^ \28\29\30]+"
local SPACE <const>, ZERO <const>, NINE <const>, BRACKET <const> = 32, 48, 57, 41
-- Words of more bytes than this are seen from their end only.
local LONGEST_TOKEN <const> = 96
-- From this year on figures of fourteen hundred and some are lunar years, whatever the language.
local FAR_JALALI <const> = 1425
local LOWER_A <const>, LOWER_Z <const> = 97, 122

---The token before a position, if it is of the same sentence.
---@param text string match text
---@param at integer where a token starts
---@return string|nil token
---@return integer|nil start
function scan.token_before(text, at)
  if text:byte(at - 1) ~= SPACE then return nil end
  local from = at - LONGEST_TOKEN > 1 and at - LONGEST_TOKEN or 1
  local start = text:sub(from, at - 2):match "^.*[ \28\29\30]()"
  start = start and from + start - 1 or from
  return text:sub(start, at - 2), start
end

-- Nodes -------------------------------------------------------------------------------------------

---Whether a year can be of a calendar.
local function fits(calendar, year)
  if calendar == "gregorian" then return year >= 1500 end
  return year <= 1501
end

---The date that three groups of figures mean: the four-figure one is the year, the month is what can
---be one, the day before the month where both could.
local function from_figures(figures, language)
  local numbers = {}
  for i, text in ipairs(figures) do numbers[i] = math.tointeger(tonumber(text)) end
  local year, month, day
  if #figures[1] == 4 then
    year, month, day = numbers[1], numbers[2], numbers[3]
  elseif #figures[3] == 4 then
    day, month, year = numbers[1], numbers[2], numbers[3]
    if month > 12 then day, month = month, day end
  elseif language.calendar == "jalali" and #figures[1] == 2 and numbers[1] >= 60 then
    year, month, day = 1300 + numbers[1], numbers[2], numbers[3]
  end
  return year, month, day
end

---Whether the second of two weekdays comes right after the first.
local function is_next_weekday(node)
  return node.weekday_last == node.weekday % 7 + 1
end

---Whether two days in two months are one after the other: 30 آذر و اول دی. Others are two dates.
local function joins_days(node, raw)
  local calendar, month_last = node.calendar, raw.month_last
  if month_last.calendar ~= calendar or month_last.number ~= node.month % 12 + 1 then return false end
  if raw.twin_last and (raw.twin_last.calendar ~= calendar or raw.twin_last.number ~= month_last.number) then
    return false
  end
  node.month_last = month_last.number
  if node.day_last ~= 1 or node.day > 31 then return false end
  for year = node.year or 1396, node.year or 1400 do
    local length = core.month_length(calendar, calendar == "gregorian" and not node.year and year + 621 or year, node.month)
    if node.day == length then return true end
  end
  return false
end

local nodes = {}

function nodes.date(raw, language)
  local node = {
    type = "date", part = raw.part, season = raw.season, weekday = raw.weekday, deictic = raw.deictic,
    direction = raw.direction, day = raw.day, day_last = raw.day_last, year = raw.year or raw.short_year,
    year_shift = raw.year_relative or raw.year_before or raw.gregorian_year,
    weekday_last = raw.weekday_last, month_shift = raw.month_shift,
    month_ref = raw.month_ref and true, year_ref = raw.year_ref and true,
  }
  if node.weekday_last and not is_next_weekday(node) then return nil end
  if raw.month_shift or raw.month_ref then
    node.calendar = raw.era or language.calendar
    if node.day and (node.day > 31 or node.day < 1) then return nil end
    return node
  end
  if raw.numeric then
    node.year, node.month, node.day = from_figures(raw.numeric, language)
    if not node.year or node.month > 12 then return nil end
    node.calendar = raw.era or date.calendar_of_year(node.year, language.lunar or node.year >= FAR_JALALI)
  elseif raw.month then
    node.calendar, node.month = raw.month.calendar, raw.month.number
    local twin = raw.month_twin
    if twin and (twin.calendar ~= node.calendar or twin.number ~= node.month) then return nil end
    if raw.era and raw.era ~= node.calendar then return nil end
    if raw.month_last and not joins_days(node, raw) then return nil end
  elseif raw.decade then
    local calendar = raw.era or language.calendar
    node.calendar, node.decade = calendar, true
    node.year = raw.decade + (calendar == "jalali" and 1300 or calendar == "hijri" and 1400 or 1900)
    if calendar ~= "gregorian" and raw.decade < 10 then node.year = node.year + 100 end
  elseif node.year then
    node.calendar = raw.era or date.calendar_of_year(node.year, language.lunar)
  else
    node.calendar = raw.gregorian_year and "gregorian" or language.calendar
  end
  if raw.year_unit and raw.year_unit ~= "year" then return nil end
  if node.year and not fits(node.calendar, node.year) then return nil end
  if raw.short_year and node.calendar ~= "jalali" then return nil end
  if node.season and node.calendar == "hijri" then return nil end
  if node.day_last and not node.month_last and node.day_last <= node.day then return nil end
  if node.day then
    local longest = not node.month_last and node.day_last or node.day
    if node.day < 1 then return nil end
    if node.year then
      if not core.date_to_day(node.calendar, node.year, node.month, longest) then return nil end
    elseif longest > (node.calendar == "jalali" and node.month > 6 and 30 or node.calendar == "hijri" and 30
        or core.month_length("gregorian", 2000, node.calendar == "gregorian" and node.month or 1)) then
      return nil
    end
  end
  return node
end

function nodes.bare_year(raw, language)
  local calendar = raw.era or date.calendar_of_year(raw.year, language.lunar)
  if not fits(calendar, raw.year) then return nil end
  -- Without an era a number is a year only if it is one that news speaks of.
  if not raw.era then
    if calendar == "hijri" then return nil end
    if calendar == "gregorian" and (raw.year < 1900 or raw.year > 2099) then return nil end
    if calendar == "jalali" and (raw.year < 1300 or language.calendar ~= "jalali") then return nil end
  end
  return { type = "date", calendar = calendar, year = raw.year }
end

nodes.lone_month = nodes.date

function nodes.shift(raw, language)
  local node = { type = "shift", calendar = raw.era or language.calendar, part = raw.part, weekday = raw.weekday }
  if raw.year_shift then
    node.unit, node.shift, node.named = "year", raw.year_shift, true
  elseif raw.gregorian_year then
    node.calendar, node.unit, node.shift, node.named = "gregorian", "year", raw.gregorian_year, true
  elseif raw.week then
    if raw.week ~= true and raw.week ~= "week" then return nil end
    node.unit, node.shift, node.named = "week", raw.shift, true
  elseif raw.ago or raw.later then
    local sign = raw.ago or raw.later
    node.unit = raw.unit or raw.unit_pair or raw.one_unit
    if raw.several and sign > 0 then return { type = "story", unit = node.unit } end
    if raw.several then return { type = "vague", vague = "PAST_REF" } end
    node.count = raw.count or raw.number or (raw.unit_pair and 2) or 1
    node.shift = sign * node.count
  else
    node.unit, node.shift, node.named = raw.unit, raw.shift or raw.before or 0, true
    node.implied = not raw.shift and not raw.before
    -- "The second decade of the century" names no decade of the article's own.
    if not raw.shift and not raw.before and (node.unit == "century" or node.unit == "decade") then return nil end
  end
  if node.unit == "season" or node.count and (node.count < 1 or node.count > 1000) then return nil end
  return node
end

function nodes.story(raw) return { type = "story", unit = raw.unit } end

function nodes.deictic(raw) return { type = "deictic", deictic = raw.deictic, weekday = raw.weekday } end

function nodes.weekday(raw)
  local node = { type = "weekday", weekday = raw.weekday, weekday_last = raw.weekday_last, direction = raw.direction }
  if node.weekday_last and not is_next_weekday(node) then return nil end
  return node
end

function nodes.duration(raw)
  if raw.count and raw.count < 1 then return nil end
  return { type = "duration", unit = raw.unit or raw.unit_pair, count = raw.count or raw.number
    or (raw.unit_pair and 2) or nil, several = raw.several }
end

function nodes.period(raw)
  local node = nodes.duration(raw)
  if not node then return nil end
  node.type, node.shift = "period", raw.sign
  return node
end

function nodes.set(raw)
  return { type = "set", set = raw.set, unit = raw.unit or raw.one_unit, count = raw.count, weekday = raw.weekday }
end

function nodes.vague(raw) return { type = "vague", vague = raw.vague } end

-- Guards ------------------------------------------------------------------------------------------

---Whether a guard of this name concerns a reading.
local function concerns(name, raw, starts_with_digit)
  -- A number with its month beside it is a day, whatever label stands before.
  if name == "leading_number" then return starts_with_digit and not raw.month end
  if name == "ambiguous" then return raw.month ~= nil and raw.month.ambiguous end
  return raw.type == name or raw[name] ~= nil
end

---Whether the words around a reading allow it.
local function allowed(raw, text, at, before, after_year, language)
  local first = text:byte(at)
  local starts_with_digit = first >= ZERO and first <= NINE
  for name, guard in pairs(language.guards) do
    if concerns(name, raw, starts_with_digit) then
      if guard.not_after and before and guard.not_after[before] then return false end
      if guard.only_after and not (after_year or before and guard.only_after[before]) then return false end
      if text:byte(raw.stop) == SPACE then
        if guard.not_before and guard.not_before:match(text, raw.stop + 1) then return false end
        if guard.not_before_digit then
          local byte = text:byte(raw.stop + 1)
          if byte >= ZERO and byte <= NINE then return false end
        end
      end
    end
  end
  return true
end

local AGE_BEFORE <const> = { ["("] = true, ["،"] = true, [","] = true }
local AGE_AFTER <const> = { [")"] = true, ["،"] = true, [","] = true }

---Years alone in brackets or between commas are somebody's age: "(28 عاما)".
local function is_age(raw, text, before)
  if raw.type ~= "duration" or raw.unit ~= "year" or not AGE_BEFORE[before] then return false end
  return AGE_AFTER[text:match("^ ([^ \28\29\30]+)", raw.stop)] or false
end

local function longer(a, b)
  if a.stop ~= b.stop then return a.stop > b.stop end
  return a.rank < b.rank
end

local NONE <const> = {}
local LAM <const> = "ل"

---How many bytes of a token may be one-letter words: none, one or two of them.
local function clitic_offsets(language, token)
  if not language.is_clitic[token:sub(1, #LAM)] then return NONE end
  local offsets
  for _, outer in ipairs(language.clitics) do
    if token:sub(1, #outer) == outer and #token > #outer then
      offsets = offsets or {}
      offsets[#offsets + 1] = #outer
      for _, inner in ipairs(language.clitics) do
        local both = #outer + #inner
        if token:sub(#outer + 1, both) == inner and #token > both then offsets[#offsets + 1] = both end
      end
    end
  end
  return offsets or NONE
end

---Where the figures behind an article begin in a token, and where the article does: "الـ30".
local function figures_after_article(language, token)
  local last = token:byte(-1)
  if not language.article or last < ZERO or last > NINE then return nil end
  local stem = token:match "^(%D+)%d+$"
  if not stem or stem:sub(-#language.article) ~= language.article then return nil end
  return #stem, #stem - #language.article
end

---The templates that may begin with a token, or nil.
local function opening(language, token, clitic)
  local byte = token:byte()
  if not byte then return nil end
  if byte >= ZERO and byte <= NINE then return language.by_figure end
  local templates = language.gate[token]
  -- After ل the article has lost its alef.
  if not templates and clitic and clitic:sub(-#LAM) == LAM and token:sub(1, #LAM) == LAM then
    templates = language.gate["ا" .. token]
  end
  return templates
end

---The end of a reading without a closing bracket that was opened before it.
local function without_bracket(text, at, stop)
  if text:byte(stop - 1) ~= BRACKET then return stop end
  local opened = text:find("(", at, true)
  return opened and opened < stop and stop or stop - 2
end

---The longest reading at a position which is a date after all.
local function read(templates, text, at, before, after_year, language)
  local readings = {}
  for _, template in ipairs(templates) do
    readings[#readings + 1] = template:match(text, at)
  end
  table.sort(readings, longer)
  for _, raw in ipairs(readings) do
    if not is_age(raw, text, before) and allowed(raw, text, at, before, after_year, language) then
      local node = nodes[raw.type](raw, language)
      if node then return node, without_bracket(text, at, raw.stop) end
    end
  end
  return nil
end

---@class rasad.time.found
---@field node table
---@field m_first integer match-text position of the first byte
---@field m_stop integer the position after the last byte
---@field language rasad.time.grammar

---A function that gives the grammars to try at a token: that of its passage's language, or all where
---it has none. A language is compiled when it is first met, and asked for once in a sentence and
---script, since asking is dearer than trying.
local function grammars_by_passage(text, language_at)
  local known, ends = {}, 0
  return function(at, token)
    if at > ends then
      ends = text:find("[\28\29\30]", at) or #text
      known = {}
    end
    local byte = token:byte()
    local script = byte >= 128 and "arabic" or byte >= LOWER_A and byte <= LOWER_Z and "latin" or
      byte >= ZERO and byte <= NINE and "figures"
    -- Marks begin no date.
    if not script then return NONE end
    local grammars = known[script]
    if not grammars then
      local language = grammar.of(language_at(at))
      grammars = { language }
      if not language then
        for i, name in ipairs(grammar.languages) do grammars[i] = grammar.of(name) end
      end
      known[script] = grammars
    end
    return grammars
  end
end

---Finds the expressions of a match text, left to right, none inside another.
---@param text string
---@param language_at fun(position: integer): string the language of the passage at a position
---@return rasad.time.found[]
function scan.find(text, language_at)
  local found = {}

  ---What stands at a token, or in it behind one-letter words.
  local function find_at(at, token, language)
    local last = found[#found]
    local templates = opening(language, token)
    if templates then
      local before = scan.token_before(text, at)
      -- "2011 - 2015": a year after a year and a word of range.
      local after_year = last and last.node.year and before and language.to[before] and last.m_stop + #before + 2 == at
      local node, stop = read(templates, text, at, before, after_year, language)
      if node then return node, stop, at end
    end
    local figures, article = figures_after_article(language, token)
    if figures then
      local node, stop = read(language.by_figure, text, at + figures, nil, false, language)
      if node then return node, stop, at + article end
    end
    for _, offset in ipairs(clitic_offsets(language, token)) do
      local clitic = token:sub(1, offset)
      templates = opening(language, token:sub(offset + 1), clitic)
      if templates then
        local after_year = last and last.node.year and language.to[clitic] and last.m_stop + 1 == at
        local node, stop = read(templates, text, at + offset, clitic, after_year, language)
        if node then return node, stop, at + offset end
      end
    end
    return nil
  end

  local grammars_at = grammars_by_passage(text, language_at)
  local at, stop = text:find(TOKEN)
  while at do
    local token = text:sub(at, stop)
    local next_at = stop + 1
    for _, language in ipairs(grammars_at(at, token)) do
      local node, node_stop, start = find_at(at, token, language)
      if node then
        found[#found + 1] = { node = node, m_first = start, m_stop = node_stop, language = language }
        next_at = node_stop
        break
      end
    end
    at, stop = text:find(TOKEN, next_at)
  end
  return found
end

return scan
