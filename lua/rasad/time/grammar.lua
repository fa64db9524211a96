-- grammar.lua: turns a language table (fa.lua, ar.lua, en.lua) into an LPeg grammar over match text.
--
-- A language table has
--   lexicon    category -> spec, list of specs or map from spec to value (see words.lua)
--   months     calendar -> twelve specs; "!" before a form marks a name that alone is no month
--   rules      name -> template, used by templates and other rules
--   templates  list of { type, template }
--   guards     what keeps a match from being a date: words before and after it
-- A template is a row of items with one separator between them:
--   category        a word of the lexicon; captured in the field of that name
--   category:field  the same, captured in another field
--   rule            another template, in place
--   [ ... ]         may be absent;  a | b  alternatives;  'x'  the word itself
--   'x'_            a word that may be written onto the next one
--   'x'!field       a word that sets the field to true
-- Categories made here: number, day, ordinal_day, year, short_year, decade, numeric, month,
-- clear_month (months whose name is nothing else).
local lpeg = require "lpeg"
local core = require "rasad.core"
local date = require "rasad.date"
local number = require "rasad.number"
local words = require "rasad.time.words"

local P, R, V, C, Cc, Cg, Cp, Ct, Cmt = lpeg.P, lpeg.R, lpeg.V, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct,
  lpeg.Cmt

local grammar = {}

local space = P " "
local stop = words.stop
local digit = R "09"

-- Templates ---------------------------------------------------------------------------------------

-- The syntax tree of a template: alternatives of sequences of items.
local template_syntax = P {
  "alternatives",
  alternatives = Ct(V "sequence" * (V "blank" * "|" * V "blank" * V "sequence") ^ 0),
  sequence = Ct(V "item" * (V "blank" * V "item") ^ 0),
  item = Ct(V "optional" + V "literal" + V "name"),
  optional = Cg(Cc "optional", "kind") * "[" * V "blank" * Cg(V "alternatives", "body") * V "blank" * "]",
  literal = Cg(Cc "literal", "kind") * "'" * Cg((1 - P "'") ^ 1, "text") * "'" *
    Cg(P "_" * Cc(true), "glued") ^ -1 * (P "!" * Cg(V "word", "field")) ^ -1,
  name = Cg(Cc "name", "kind") * Cg(V "word", "name") * (P ":" * Cg(V "word", "field")) ^ -1,
  word = C((R "az" + "_") ^ 1),
  blank = P " " ^ 0,
}

local compile_alternatives

---One item's pattern; adds what it may begin with to first.
local function compile_item(item, scope, first)
  if item.kind == "optional" then return compile_alternatives(item.body, scope, first) end
  if item.kind == "literal" then
    local key = core.key(item.text)
    first[key] = "literal"
    local pattern = P(key) * (item.glued and space ^ -1 or stop)
    if item.field then pattern = pattern * Cg(Cc(true), item.field) end
    return pattern
  end
  if scope.rules[item.name] then
    first[item.name] = "rule"
    return V(item.name)
  end
  if not scope.categories[item.name] then
    error(("time.%s: %q is neither a rule nor a category"):format(scope.name, item.name))
  end
  first[item.name] = "category"
  return Cg(V(item.name), item.field or item.name)
end

---A row of items; optional ones carry the space which parts them from their neighbours.
local function compile_sequence(sequence, scope, first)
  local pattern, glued
  for _, item in ipairs(sequence) do
    local optional = item.kind == "optional"
    local compiled = compile_item(item, scope, not pattern and first or {})
    if not pattern then
      if optional then
        scope.lead = scope.lead or {}
        local rest = { table.unpack(sequence, 2) }
        return (compiled * space) ^ -1 * compile_sequence(rest, scope, first)
      end
      pattern = compiled
    elseif optional then
      pattern = pattern * (space * compiled) ^ -1
    else
      pattern = pattern * (glued and P(true) or space) * compiled
    end
    glued = item.glued
  end
  return pattern or error "a template needs an item that is always there"
end

function compile_alternatives(alternatives, scope, first)
  local pattern
  for _, sequence in ipairs(alternatives) do
    local compiled = compile_sequence(sequence, scope, first)
    pattern = pattern and pattern + compiled or compiled
  end
  return pattern
end

local function parse_template(template, scope)
  local tree = (template_syntax * -1):match(template)
  if not tree then error(("time.%s: the template %q cannot be read"):format(scope.name, template)) end
  return tree
end

-- Categories --------------------------------------------------------------------------------------

---Key form -> { calendar, number, ambiguous } of all months of a language, and of those alone whose
---names are nothing else.
local function month_entries(language)
  local all, clear = {}, {}
  local function add(form, value)
    if not all[form] or (all[form].ambiguous and not value.ambiguous) then
      all[form] = value
      clear[form] = not value.ambiguous and value or nil
    end
  end
  -- A name shared by two calendars goes to the one listed first here.
  for _, system in ipairs { "jalali", "gregorian", "hijri", "zodiac" } do
    local calendar = system == "zodiac" and "jalali" or system
    for index, spec in ipairs(language.months[system] or {}) do
      for marked in spec:gmatch "[^|]+" do
        local mark, name = marked:match "^(!?)(.*)$"
        local value = { calendar = calendar, number = index, ambiguous = mark == "!" }
        for _, form in ipairs(words.forms(name)) do add(form, value) end
        if language.month_suffix and calendar == "jalali" then
          local sure = { calendar = calendar, number = index, ambiguous = false }
          for _, form in ipairs(words.forms(name .. "\u{200C}" .. language.month_suffix)) do add(form, sure) end
        end
      end
    end
  end
  return all, clear
end

local function within(low, high)
  return function(_, at, value)
    if value >= low and value <= high then return at, value end
    return false
  end
end

---A four-figure year that news could mean: Jalali or Hijri 1178 to 1501, or Gregorian to 2199.
local year = Cmt(C(digit * digit * digit * digit) * (P "م" + "ه") ^ -1 * stop / function(text)
  return math.tointeger(tonumber(text))
end, within(1178, 2199))

-- Two figures mean 1360 to 1399 in Persian; lower ones are rather counts.
local short_year = Cmt(C(digit * digit) * stop / function(text)
  return 1300 + math.tointeger(tonumber(text))
end, within(1360, 1399))

---Reads the three numbers of a date written in figures.
local function numeric_value(language)
  return function(_, at, a, b, c)
    local x, y, z = math.tointeger(tonumber(a)), math.tointeger(tonumber(b)), math.tointeger(tonumber(c))
    local y4, m, d
    if #a == 4 then
      y4, m, d = x, y, z
    elseif #c == 4 then
      y4, m, d = z, y, x
      if m > 12 and d <= 12 then m, d = d, m end
    elseif language.calendar == "jalali" and #a == 2 and x >= 60 then
      y4, m, d = 1300 + x, y, z
    else
      return false
    end
    local calendar = date.calendar_of_year(y4, language.calendar ~= "jalali")
    if not core.date_to_day(calendar, y4, m, d) then return false end
    return at, { calendar = calendar, year = y4, month = m, day = d }
  end
end

local function numeric(language)
  local short, long = C(digit * digit ^ -3), C(digit * digit ^ -3)
  local function with(mark) return short * mark * long * mark * C(digit * digit ^ -3) * stop end
  local dash = space ^ -1 * P "-" * space ^ -1
  local slash = space ^ -1 * P "/" * space ^ -1
  return Cmt(with(slash) + with(P ".") + with(dash), numeric_value(language))
end

---The categories that are not word lists: name -> { pattern, first tokens }.
local function number_categories(language)
  local numbers = number[language.name]
  local small_digits = C(digit * digit ^ -1) * stop / function(text) return math.tointeger(tonumber(text)) end
  local ordinal = Cmt(V "ordinal_", within(1, 31))
  local cardinal = Cmt(V "cardinal_", within(1, 31))
  local day = Cmt(small_digits, within(1, 31)) + ordinal
  if language.verb == "after" or language.article then day = day + cardinal end
  local decade = C(digit * digit) * stop / function(text)
    return math.tointeger(tonumber(text))
  end
  return {
    cardinal_ = numbers.cardinal,
    ordinal_ = numbers.ordinal,
    number = Cmt(V "cardinal_", within(1, 1000000)),
    day = day,
    ordinal_day = ordinal,
    year = year,
    short_year = short_year,
    decade = Cmt(decade, function(_, at, value) return value % 10 == 0 and at, value end),
    numeric = numeric(language),
  }
end

---A category's pattern. After ل the article loses its alef: للعام is ل and العام.
local function category_pattern(entries, article)
  local pattern = words.pattern(entries)
  if not article then return pattern end
  local elided = {}
  for form, value in pairs(entries) do
    if form:sub(1, #article) == article then elided[form:sub(#"ا" + 1)] = value end
  end
  if not next(elided) then return pattern end
  return pattern + lpeg.B(P "ل") * words.pattern(elided)
end

-- Guards ------------------------------------------------------------------------------------------

local function compile_guard(guard, lexicon)
  local after
  for _, name in ipairs(guard.not_before_category or {}) do
    after = after or {}
    for form in pairs(lexicon[name]) do after[form] = true end
  end
  if guard.not_before then
    after = after or {}
    for form in pairs(words.entries(guard.not_before)) do after[form] = true end
  end
  return {
    not_after = guard.not_after and words.set(guard.not_after),
    only_after = guard.only_after and words.set(guard.only_after),
    not_before = after and words.pattern(after),
    not_before_digit = guard.not_before_digit,
  }
end

-- Languages ---------------------------------------------------------------------------------------

---@class rasad.time.grammar
---@field name string
---@field calendar rasad.calendar
---@field week_start integer
---@field verb "before"|"after" where the verb stands that tells a date's tense
---@field pattern table matches all templates at a token; captures the list of readings
---@field gate table<string, true> the tokens a date can begin with, figures aside
---@field guards table<string, table>
---@field clitics string[]

local cache = {}

local function compile_forms(map)
  return words.pattern(words.entries(map))
end

local function compile(language)
  local lexicon = {}
  for name, category in pairs(language.lexicon) do lexicon[name] = words.entries(category) end
  lexicon.month, lexicon.clear_month = month_entries(language)
  if language.decade_word then lexicon.decade_word = words.entries(language.decade_word) end

  local scope = { name = language.name, rules = language.rules, categories = {} }
  local rules = {}
  local categories = number_categories(language)
  for name, pattern in pairs(categories) do
    scope.categories[name], rules[name] = true, pattern
  end
  for name, entries in pairs(lexicon) do
    scope.categories[name], rules[name] = true, category_pattern(entries, language.article)
  end

  local firsts = {}
  for name, template in pairs(language.rules) do
    firsts[name] = {}
    rules[name] = compile_alternatives(parse_template(template, scope), scope, firsts[name])
  end
  -- Every template is tried by itself and the reader takes the longest reading.
  local first, readings = {}, P(true)
  for _, pair in ipairs(language.templates) do
    local kind, template = table.unpack(pair)
    local pattern = compile_alternatives(parse_template(template, scope), scope, first)
    readings = readings * (#Ct(Cg(Cc(kind), "type") * pattern * Cg(Cp(), "stop")) + P(true))
  end
  rules[1] = Ct(readings)

  local gate = {}
  local function open(name, kind)
    if kind == "rule" then
      for inner, inner_kind in pairs(firsts[name]) do open(inner, inner_kind) end
    elseif kind == "literal" then
      gate[name] = true
    elseif lexicon[name] then
      for form in pairs(lexicon[name]) do gate[form:match "^[^ ]+"] = true end
    else
      for form in pairs(number[language.name].first) do gate[form] = true end
    end
  end
  for name, kind in pairs(first) do open(name, kind) end

  local guards = {}
  for name, guard in pairs(language.guards) do guards[name] = compile_guard(guard, lexicon) end
  local tense = language.tense
  return {
    name = language.name,
    calendar = language.calendar,
    week_start = language.week_start,
    verb = language.verb,
    pattern = P(rules),
    gate = gate,
    guards = guards,
    clitics = language.clitics and words.forms(language.clitics) or {},
    signals = words.entries(language.signals),
    apposition = words.set(language.apposition),
    dateline = words.set(language.dateline),
    to = words.set(language.lexicon.to),
    tense = {
      forms = compile_forms(tense.forms),
      future_prefix = tense.future_prefix and words.forms(table.concat(tense.future_prefix, "|")) or {},
      not_future = tense.not_future and words.forms(tense.not_future) or {},
      past_suffix = tense.past_suffix,
      not_past = tense.not_past and words.set(tense.not_past) or {},
    },
    consequence = {
      cause_first = compile_forms(language.consequence.cause_first),
      effect_first = compile_forms(language.consequence.effect_first),
    },
  }
end

--- The languages there are tables for, in the order in which they are tried for text of no clear language.
grammar.languages = { "fa", "ar", "en" }

---The compiled grammar of a language; nil where there is no table for it.
---@param name string
---@return rasad.time.grammar|nil
function grammar.of(name)
  if cache[name] == nil then
    local known = false
    for _, language in ipairs(grammar.languages) do known = known or language == name end
    cache[name] = known and compile(require("rasad.time." .. name)) or false
  end
  return cache[name] or nil
end

return grammar
