-- grammar.lua: turns a language table (fa.lua, ar.lua, en.lua) into an LPeg grammar over match text.
--
-- A language table has
--   lexicon    category -> spec, list of specs or map from spec to value (see words.lua)
--   months     calendar -> twelve specs; "!" before a form marks a name that alone is no month,
--              "!!" one that beside a number may be none
--   rules      name -> template, used by templates and other rules
--   templates  list of { type, template }
--   behind_figures  what follows figures that count nothing
--   guards     what keeps a match from being a date: words before and after it (see scan.lua)
-- A template is a row of items with one separator between them:
--   category        a word of the lexicon; captured in the field of that name
--   category:field  the same, captured in another field
--   rule            another template, in place
--   [ ... ]         may be absent;  'x'  the word itself
--   a | b           alternatives: of a whole template the longest match, inside one the first that matches
--   'x'_            a word that may be written onto the next one
--   'x'!field       a word that sets the field to true
--   ^item           the expression begins here: what stands before is read and left outside
-- Categories made here: number, amount, day, ordinal_day, wrong_day, last_wrong_day, year, odd_year, some_year, short_year,
-- two_figures, apart, word_year, decade, decade_year, numeric, month_year, day_month, hour_count, minute_count, clock_digits,
-- clock_point, month_number, month_ordinal, month, clear_month (months whose name is nothing else).
-- liberal_rules and liberal_templates are of a reader who takes whatever can be a time for one: in a
-- message or a form, where in news "2/2013", "the 15th" or "at seven" would as well be something else.
local lpeg = require "lpeg"
local core = require "rasad.core"
local number = require "rasad.number"
local words = require "rasad.time.words"

local P, R, V, C, Cc, Cg, Cp, Ct, Cmt = lpeg.P, lpeg.R, lpeg.V, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp,
  lpeg.Ct, lpeg.Cmt

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
  item = Ct((P "^" * Cg(Cc(true), "begins")) ^ -1 * (V "optional" + V "literal" + V "name")),
  optional = Cg(Cc "optional", "kind") * "[" * V "blank" * Cg(V "alternatives", "body") * V "blank" * "]",
  literal = Cg(Cc "literal", "kind") * "'" * Cg((1 - P "'") ^ 1, "text") * "'" *
    Cg(P "_" * Cc(true), "glued") ^ -1 * (P "!" * Cg(V "word", "field")) ^ -1,
  name = Cg(Cc "name", "kind") * Cg(V "word", "name") * (P ":" * Cg(V "word", "field")) ^ -1,
  word = C((R "az" + "_") ^ 1),
  blank = P " " ^ 0,
}

local compile_alternatives, parse_template

local compile_item

---One item's pattern, which marks where it stands if the expression begins there.
local function compile_marked(item, scope, first)
  local pattern = compile_item(item, scope, first)
  return item.begins and Cg(Cp(), "begins") * pattern or pattern
end

---One item's pattern; adds what it may begin with to first.
function compile_item(item, scope, first)
  if item.kind == "optional" then return compile_alternatives(item.body, scope, first) end
  if item.kind == "literal" then
    local key = core.key(item.text)
    first[key] = "literal"
    scope.literals[#scope.literals + 1] = key:match "^[^ ]+"
    local pattern = P(key) * (item.glued and space ^ -1 or stop)
    if item.field then pattern = pattern * Cg(Cc(true), item.field) end
    return pattern
  end
  if scope.rules[item.name] then
    return compile_alternatives(parse_template(scope.rules[item.name], scope), scope, first)
  end
  local category = scope.categories[item.name]
  if not category then
    error(("time.%s: %q is neither a rule nor a category"):format(scope.name, item.name))
  end
  first[item.name] = "category"
  return Cg(category, item.field or item.name)
end

---A row of items; optional ones carry the space which parts them from their neighbours.
local function compile_sequence(sequence, scope, first)
  local pattern, glued
  for _, item in ipairs(sequence) do
    local optional = item.kind == "optional"
    local compiled = compile_marked(item, scope, not pattern and first or {})
    if not pattern then
      if optional then
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

function parse_template(template, scope)
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
        local mark, name = marked:match "^(!*)(.*)$"
        local value = { calendar = calendar, number = index, ambiguous = mark ~= "", counted = mark == "!!" }
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

local function integer(pattern)
  return C(pattern) / function(text) return math.tointeger(tonumber(text)) end
end

-- A four-figure year that news could mean.
local year = integer(P "1" * R "19" * digit * digit + P "2" * R "01" * digit * digit) * (P "م" + "ه") ^ -1 * stop

-- What follows figures that count nothing: the end, or a word that nothing is counted in.
local function follows(language)
  return -space + space * words.pattern(words.entries(language.behind_figures))
end

local wrong_day = integer(P "0" ^ 1 + P "3" * R "29" + R "49" * digit) * stop

-- Four or more figures that news could not mean for a year; so that they are no count either, what they would count must
-- not follow, or they begin with nought.
local function odd_year(language)
  local figures = C(digit * digit * digit * digit ^ 1) * (P "م" + "ه") ^ -1 * stop - year
  return (#P "0" * figures + figures * #follows(language)) / function(text) return math.tointeger(tonumber(text)) or true end
end

-- Two figures mean 1360 to 1399 in Persian; lower ones are rather counts.
local short_year = integer(R "69" * digit) * stop / function(value) return 1300 + value end
-- In a message ۰۱ after سال is 1401.
local liberal_short_year = short_year + integer(P "0" * digit) * stop / function(value) return 1400 + value end

-- Three numbers with one mark between them.
local function numeric_with(mark)
  local figures = C(digit * digit ^ -3)
  return figures * mark * figures * mark * figures * stop
end
local dash, slash = space ^ -1 * P "-" * space ^ -1, space ^ -1 * P "/" * space ^ -1
-- Where every mark has been set apart, the dot between numbers may seem to end a sentence.
local dot, backslash = space ^ -1 * P "." * (space + "\x1e") ^ -1, P "\\"
-- A fourth number makes it an address or a version.
local alone = -(space ^ -1 * lpeg.S "./-" * space ^ -1 * digit)
local numeric = Ct(numeric_with(slash) + numeric_with(dot) * alone + numeric_with(dash) + numeric_with(backslash))

-- Two numbers: a day and a month, or a month and a year.
local short_figures, year_figures = C(digit * digit ^ -1), C(R "12" * digit * digit * digit)
local function pair_of(a, b)
  local pattern
  for _, mark in ipairs { slash, dash, dot } do
    local pair = a * mark * b * stop * alone
    pattern = pattern and pattern + pair or pair
  end
  return Ct(pattern)
end
local day_month = Ct(short_figures * slash * short_figures * stop * alone)
local month_year = pair_of(short_figures, year_figures) + pair_of(year_figures, short_figures)

local function clock_with(mark)
  local between = space ^ -1 * mark * space ^ -1
  return Ct(short_figures * between * short_figures * (between * short_figures) ^ -1 * stop)
end
local clock_digits, clock_point = clock_with ":", clock_with "."

-- 7pm, 7.55am, 2:30 p.m. without its space.
local glued_hour = Ct(short_figures * ((P ":" + ".") * short_figures) ^ -1 *
  (P "am" * Cg(Cc "MO", "part") + P "pm" * Cg(Cc "EV", "part"))) * stop

-- The 1990s, and '90s.
local decades = C(P "1" * R "79" * digit * "0" + P "20" * R "02" * "0") * space ^ -1 *
  ((P "'" + "’") * space ^ -1) ^ -1 * "s" * stop /
  function(text) return math.tointeger(tonumber(text)) end

---What a pattern captures, where it is at least and at most so much; change makes another value of it.
local function within(pattern, least, most, change)
  return Cmt(pattern, function(_, at, value)
    if math.type(value) ~= "integer" or value < least or value > most then return false end
    if change then return at, change(value) end
    return at, value
  end)
end

---The categories that are not word lists. What they match may be no day or year at all: that is
---seen when nodes are made.
local function number_categories(language, liberal)
  local numbers = number[language.name]
  local day = numbers.ordinal + integer(P "0" ^ -1 * R "19" * -digit + R "12" * digit + P "3" * R "01") * stop
  -- In English a bare number word before a month is no day.
  if language.name_days_by_cardinals then day = day + numbers.cardinal end
  local function month_of(value) return { calendar = language.calendar, number = value, ambiguous = false } end
  return {
    number = numbers.cardinal,
    amount = number.decimal,
    definite_number = (language.article and P(core.key(language.article)) + true or true) * numbers.cardinal,
    word_year = within(numbers.cardinal, 1178, 2100),
    month_number = within(numbers.cardinal, 1, 12, month_of),
    month_ordinal = within(numbers.ordinal, 1, 12, month_of),
    century_number = within(numbers.cardinal, 1, 21),
    hour_count = within(numbers.cardinal, 0, 24),
    minute_count = within(numbers.cardinal, 0, 59),
    glued_hour = glued_hour,
    decades = decades,
    decade_year = integer(P "1" * R "79" * digit * "0" + P "20" * R "02" * "0" + P "13" * digit * "0") * stop,
    -- A dash between a number and what is joined to it; a tatweel by itself has no key.
    apart = C(P "-" + "–" + "ـ") * stop,
    two_figures = integer(digit * digit) * stop,
    any_year = integer(digit * digit * digit * digit ^ -1) * stop,
    odd_year = odd_year(language),
    some_year = integer(digit * digit ^ -5) * stop,
    wrong_day = wrong_day,
    last_wrong_day = wrong_day * #follows(language),
    clock_digits = clock_digits,
    clock_point = clock_point,
    day_month = day_month,
    month_year = month_year,
    day = day,
    ordinal_day = numbers.ordinal,
    year = year,
    short_year = liberal and liberal_short_year or short_year,
    decade = integer(digit * "0") * stop + within(numbers.cardinal, 10, 90),
    numeric = numeric,
  }
end

---A pattern by reference: the templates would otherwise each hold a copy of their word lists. Several are
---tried at one place, so what stood there last is kept.
local function shared(pattern)
  local with_stop = pattern * Cp()
  local last_subject, last_at, last_value, last_after
  return Cmt(true, function(subject, at)
    if at ~= last_at or subject ~= last_subject then
      last_subject, last_at = subject, at
      last_value, last_after = with_stop:match(subject, at)
    end
    return last_after or false, last_value
  end)
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

---A guard's word lists. over: what may stand between the word of not_after and the match, as in "aged 33, 34 and 39";
---behind_noun: what follows figures that count nothing.
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
  -- A longer form that does not count.
  for form in pairs(guard.but_before and words.entries(guard.but_before) or {}) do after[form] = false end
  return {
    not_after = guard.not_after and words.set(guard.not_after),
    over = guard.over and words.set(guard.over),
    only_after = guard.only_after and words.set(guard.only_after),
    news_only_after = guard.news_only_after and words.set(guard.news_only_after),
    behind_noun = guard.behind_noun and words.set(guard.behind_noun),
    or_after_ending = guard.or_after_ending and words.forms(guard.or_after_ending),
    only_before = guard.only_before and words.set(guard.only_before),
    or_before = guard.or_before and words.finder(words.entries(guard.or_before)),
    not_before = after and words.finder(after),
    not_before_article = guard.not_before_article,
    not_before_digit = guard.not_before_digit,
    not_before_year = guard.not_before_year,
    unless_year = guard.unless_year,
  }
end

-- Languages ---------------------------------------------------------------------------------------

---@class rasad.time.opening
---@field always table[] patterns of templates that may begin with the token; each captures a reading
---@field by_second table<string, table[]>|nil those that need a certain token after it
---@field counted table[]|nil those that it opens as a number, and that need a word after the number

---@class rasad.time.grammar
---@field name string
---@field calendar rasad.calendar
---@field lunar boolean whether years of four figures in the Islamic calendars are lunar
---@field week_start integer
---@field verb "before"|"after" where the verb stands that tells a date's tense
---@field gate table<string, rasad.time.opening[]> for a token, the templates that can begin with it
---@field by_figure table[] patterns of the templates that can begin with figures
---@field known table<string, true> the tokens that may go on behind a number
---@field guards table<string, table>
---@field clitics string[] letters of two bytes
---@field article string|nil what may be written onto figures: الـ30
---@field no_article table<string, true> words that begin like the article and have none
---@field is_unit table<string, string>
---@field number_words table<string, true> the tokens that numbers begin with
---@field is_clitic table<string, true>
---@field clock table<string, true> words that may part a preposition from its date

local FIGURES_ONLY = { year = true, short_year = true, decade = true, numeric = true, clock_digits = true,
  clock_point = true, any_year = true, two_figures = true, glued_hour = true, decades = true, decade_year = true,
  day_month = true, month_year = true, odd_year = true, wrong_day = true }

local cache = {}

local function compile_forms(map)
  return words.finder(words.entries(map))
end

---One table with the entries of another laid over it.
local function overlaid(base, over)
  local out = {}
  for name, value in pairs(base) do out[name] = value end
  for name, value in pairs(over or {}) do out[name] = value end
  return out
end

---The templates of a language, with those of a liberal reader.
local function templates_of(language, liberal)
  if not liberal then return language.templates end
  local list = { table.unpack(language.liberal_templates or {}) }
  for _, template in ipairs(language.templates) do list[#list + 1] = template end
  return list
end

---What may begin with a token, made when first asked for.
local function opening_of(gate, token)
  gate[token] = gate[token] or { always = {} }
  return gate[token]
end

local function add_pattern(opening, place, pattern)
  opening[place] = opening[place] or {}
  local list = opening[place]
  if list[#list] ~= pattern then list[#list + 1] = pattern end
end

---Opens a template at the first word of each form of a list; a form of several words only where its second follows.
local function open_with(gate, form, pattern)
  local token, second = form:match "^([^ ]+) ?([^ ]*)"
  local opening = opening_of(gate, token)
  if second == "" then return add_pattern(opening, "always", pattern) end
  opening.by_second = opening.by_second or {}
  add_pattern(opening.by_second, second, pattern)
end

---Opens a template at what a number of words may begin with.
local function open_with_numbers(gate, language, name, pattern)
  for form in pairs(number[language.name].first) do
    add_pattern(opening_of(gate, form), "counted", pattern)
    if name == "definite_number" and language.article then
      add_pattern(opening_of(gate, core.key(language.article) .. form), "counted", pattern)
    end
  end
end

---Every template is tried by itself and the reader takes the longest reading; the gate says which are worth
---trying at a token, and the list which at figures.
local function open_templates(language, liberal, scope, lexicon)
  local gate, by_figure = {}, {}
  local rank = 0
  local function open(kind, sequence)
    rank = rank + 1
    local first = {}
    local compiled = compile_sequence(sequence, scope, first)
    local pattern = Ct(Cg(Cc(kind), "type") * Cg(Cc(rank), "rank") * compiled * Cg(Cp(), "stop"))
    local takes_figures = false
    for _, name in ipairs(words.sorted_keys(first)) do
      if first[name] == "literal" then
        open_with(gate, name, pattern)
      elseif lexicon[name] then
        for _, form in ipairs(words.sorted_keys(lexicon[name])) do open_with(gate, form, pattern) end
      else
        takes_figures = true
        if not FIGURES_ONLY[name] then open_with_numbers(gate, language, name, pattern) end
      end
    end
    if takes_figures then by_figure[#by_figure + 1] = pattern end
  end
  for _, pair in ipairs(templates_of(language, liberal)) do
    local kind, template = table.unpack(pair)
    -- The alternatives of a whole template are templates of their own: the longest is taken, not the first.
    for _, sequence in ipairs(parse_template(template, scope)) do open(kind, sequence) end
  end
  return gate, by_figure
end

---Every token that the grammar has a use for behind a number.
local function known_tokens(language, scope, lexicon)
  local known = {}
  for _, entries in pairs(lexicon) do
    for form in pairs(entries) do known[form:match "^[^ ]+"] = true end
  end
  for form in pairs(number[language.name].first) do known[form] = true end
  for _, token in ipairs(scope.literals) do known[token] = true end
  for token in pairs(words.set(language.number_tails or "")) do known[token] = true end
  known["ـ"] = true
  return known
end

local function compile(language, liberal)
  local lexicon = {}
  for name, category in pairs(language.lexicon) do lexicon[name] = words.entries(category) end
  lexicon.month, lexicon.clear_month = month_entries(language)
  if language.decade_word then lexicon.decade_word = words.entries(language.decade_word) end

  local scope = { name = language.name, rules = liberal and overlaid(language.rules, language.liberal_rules) or language.rules,
    categories = {}, literals = {} }
  for name, pattern in pairs(number_categories(language, liberal)) do scope.categories[name] = shared(pattern) end
  for name, entries in pairs(lexicon) do
    scope.categories[name] = shared(category_pattern(entries, language.article))
  end

  local gate, by_figure = open_templates(language, liberal, scope, lexicon)
  local guards = {}
  for name, guard in pairs(language.guards) do guards[name] = compile_guard(guard, lexicon) end
  local tense = language.tense
  return {
    name = language.name,
    liberal = liberal,
    calendar = language.calendar,
    lunar = language.lunar or false,
    week_start = language.week_start,
    weekend = language.weekend,
    age_words = words.set(language.age_words or ""),
    age_after = words.set(language.age_after or ""),
    is_ending = words.set(language.endings or ""),
    before_figures = words.set(language.before_figures or ""),
    one_follows = language.one_follows,
    zone_before = words.set(language.zone_before or ""),
    nought = language.nought,
    night = words.set(language.night_words or ""),
    beside = words.set(language.beside),
    verb = language.verb,
    gate = gate,
    by_figure = by_figure,
    split_numbers = language.splits_numbers and number[language.name].first or {},
    known = known_tokens(language, scope, lexicon),
    number_words = number[language.name].first,
    is_unit = lexicon.unit,
    no_article = words.set(language.no_article or ""),
    guards = guards,
    clitics = language.clitics and words.forms(language.clitics) or {},
    article = language.article and core.key(language.article),
    is_clitic = words.set(language.clitics or ""),
    signals = words.entries(language.signals),
    apposition = words.set(language.apposition),
    dateline = words.set(language.dateline),
    bridge = words.set(language.bridge),
    to = words.set(language.lexicon.to),
    clock = words.set(language.clock),
    eve = core.key(language.eve),
    lasting = compile_forms(language.lasting),
    planned = compile_forms(language.planned),
    tense = {
      forms = compile_forms(tense.forms),
      future_prefix = words.beginning(tense.future_prefix),
      not_future = words.beginning(tense.not_future),
      before_names = words.set(tense.before_names or ""),
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

---@class rasad.time.reading
---@field liberal? boolean whether what may be a time is one: "2/2013", "the 15th", "at seven"
---@field calendar? rasad.calendar the calendar of dates in figures
---@field week_start? integer 1 Monday to 7 Sunday; weeks of a month or year are then whole ones
---@field formats? "dmy"|"mdy" which of two small numbers is the month

---The compiled grammar of a language; nil where there is no table for it.
---@param name string
---@param reading? rasad.time.reading
---@return rasad.time.grammar|nil
function grammar.of(name, reading)
  local liberal = reading and reading.liberal and true or false
  local key = name .. (liberal and " liberal" or "")
  if cache[key] == nil then
    local known = false
    for _, language in ipairs(grammar.languages) do known = known or language == name end
    cache[key] = known and compile(require("rasad.time." .. name), liberal) or false
  end
  local compiled = cache[key]
  if not compiled or not reading or not (reading.calendar or reading.week_start or reading.formats) then
    return compiled or nil
  end
  local own_key = table.concat({ key, reading.calendar or "", reading.week_start or "", reading.formats or "" }, "/")
  if not cache[own_key] then
    cache[own_key] = setmetatable({
      calendar = reading.calendar, fixed_calendar = reading.calendar, lunar = reading.calendar == "hijri" or nil,
      week_start = reading.week_start, calendar_weeks = reading.week_start,
      weekend = reading.week_start == 1 and { 6, 7 } or nil,
      month_first = reading.formats == "mdy",
    }, { __index = compiled })
  end
  return cache[own_key]
end

return grammar
