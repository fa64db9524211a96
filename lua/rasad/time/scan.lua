-- scan.lua: one pass over match text which finds the temporal expressions; see node.lua for what it makes of them.
local grammar = require "rasad.time.grammar"
local nodes = require "rasad.time.node"

-- Globals are dear to look up where modules run in a strict environment.
local ipairs, pairs = ipairs, pairs

local scan = {}

local TOKEN = "[^ \28\29\30]+"
local SPACE <const>, ZERO <const>, NINE <const>, BRACKET <const> = 32, 48, 57, 41
-- Words of more bytes than this are seen from their end only.
local LONGEST_TOKEN <const> = 96
local LOWER_A <const>, LOWER_Z <const>, FIRST_LETTER <const> = 97, 122, 97

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

---The word before a position as it would be written joined: بازی های is بازی‌های.
local function word_before(text, at, language)
  local token, start = scan.token_before(text, at)
  if not token or not language.is_ending[token] then return token end
  local stem = scan.token_before(text, start)
  return stem and stem .. token or token
end

-- Guards ------------------------------------------------------------------------------------------

local AGE_UNITS <const> = { year = true, month = true }

---Whether a guard of this name concerns a reading.
local function concerns(name, raw, starts_with_digit)
  -- A number with its month beside it is a day, whatever label stands before, and a price has its sign there.
  if name == "leading_number" then return starts_with_digit and not raw.month and not raw.price end
  -- A year leaves no doubt of a month, nor does a day of most: ۱۰ دی گفت.
  if name == "ambiguous" then
    return raw.month ~= nil and raw.month.ambiguous and not (raw.year or raw.short_year) and
      (raw.month.counted or not raw.day)
  end
  if name == "age" then return AGE_UNITS[raw.count and raw.unit or raw.unit_pair or ""] or false end
  return raw.type == name or raw[name] ~= nil
end

local WAW <const>, FA <const> = "و", "ف"

---A word without the conjunction written onto it: وقبل is قبل.
local function without_conjunction(language, word)
  local head = word:sub(1, #WAW)
  return (head == WAW or head == FA) and language.is_clitic[head] and word:sub(#WAW + 1) or word
end

---Whether a set has a word, or the word behind a conjunction.
local function has(set, word, language)
  return set[word] or set[without_conjunction(language, word)]
end

---Whether a word has the article.
local function has_article(language, word)
  local article = language.article
  return article ~= nil and word:sub(1, #article) == article and not language.no_article[word]
end

---Whether a token is a number or part of one.
local function is_number(language, token)
  local word = without_conjunction(language, token)
  if has_article(language, word) then word = word:sub(#language.article + 1) end
  return language.number_words[word] or word:find "^%d" ~= nil
end

-- Figures so long count nothing.
local LEAST_REFUSED <const>, FIGURES <const> = 7, "^%d[%d,٬]*$"

---Whether a month or unit stands alone behind a number which was refused: خیابان ۱۵ خرداد, عمره أحد عشر شهرا.
local function is_leftover(raw, text, at, before, language)
  if not before then return false end
  local is_figure = #before >= LEAST_REFUSED and before:find(FIGURES) ~= nil
  if is_figure and language.is_unit[text:match("^[^ \28\29\30]+", at)] then return true end
  if raw.month then return not (raw.day or raw.part or raw.nth) and before:find "^%d+$" ~= nil end
  return raw.one_unit and raw.type == "duration" and not raw.begins and not language.liberal and is_number(language, before)
end

local NONE <const> = {}
-- A list of ages has at most so many words.
local LONGEST_LIST <const> = 12

---Whether a word that forbids a reading stands before it: at once, or over what may stand between.
local function is_forbidden(guard, text, at, before, language)
  if has(guard.not_after, before, language) then return true end
  if not guard.over then return false end
  local token, start = before, at - #before - (text:byte(at - 1) == SPACE and 1 or 0)
  for _ = 1, LONGEST_LIST do
    if not token or not (has(guard.over, token, language) or is_number(language, token)) then return false end
    token, start = scan.token_before(text, start)
    if token and has(guard.not_after, token, language) then return true end
  end
  return false
end

---Whether what stands behind a reading allows it.
local function allowed_by_next(guard, text, stop, language)
  local following = text:byte(stop) == SPACE and text:match("^[^ \28\29\30]+", stop + 1)
  if not following then return true end
  if guard.only_before and not guard.only_before[following] then return false end
  if guard.not_before and guard.not_before:match(text, stop + 1) then return false end
  if guard.not_before_year and following:find "^[12]%d%d%d$" then return false end
  if guard.not_before_digit and following:find "^%d" then return false end
  return not (guard.not_before_article and has_article(language, following))
end

---Whether figures behind their noun are its year, by what follows: "مباراة 1997 في". A round number may still be a count.
local function is_year_of_noun(guard, raw, text, before, language)
  local following = text:byte(raw.stop) == SPACE and text:match("^[^ \28\29\30]+", raw.stop + 1)
  for _, ending in ipairs(before and guard.or_after_ending or NONE) do
    if before:sub(-#ending) == ending then return true end
  end
  if not guard.behind_noun or not before or raw.year % 100 == 0 then return false end
  return not following or guard.behind_noun[following] or has_article(language, following)
end

---Whether the words around a reading allow it.
local function allowed(raw, text, at, before, after_year, language)
  -- Whoever's it is: Trump's 2016 campaign.
  local possessive = before and before:match "['’]s$"
  local first = text:byte(at)
  local starts_with_digit = first >= ZERO and first <= NINE
  for name, guard in pairs(language.guards) do
    if concerns(name, raw, starts_with_digit) then
      if guard.not_after and before and is_forbidden(guard, text, at, before, language) then return false end
      local only_after = guard.only_after or not language.liberal and guard.news_only_after
      if guard.unless_year and (raw.year or raw.short_year) then only_after = nil end
      local or_before = only_after and guard.or_before and text:byte(raw.stop) == SPACE and
        guard.or_before:match(text, raw.stop + 1)
      local is_alone = language.liberal and not before and text:find("^[ .\28\29\30]*$", raw.stop)
      -- "2004: a quake hit the coast" is a line of a chronicle.
      local is_heading = raw.type == "bare_year" and text:find("^ : ", raw.stop)
      local is_there = is_alone or is_heading or or_before or after_year or
        before and only_after and has(only_after, before, language)
      if only_after and not (is_there or only_after[possessive or false] or
          is_year_of_noun(guard, raw, text, before, language)) then
        return false
      end
      if not allowed_by_next(guard, text, raw.stop, language) then return false end
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

-- How many words a word of age may stand before its years: عمر بعضی از آنها به ۱۱ سال می‌رسد.
local AGE_REACH <const> = 5

---Whether a word beside years says that they are somebody's age.
local function tells_age(raw, text, at, language)
  if raw.type ~= "duration" or raw.unit ~= "year" or language.liberal then return false end
  if language.age_after[text:match("^ ([^ \28\29\30]+)", raw.stop) or ""] then return true end
  for _ = 1, AGE_REACH do
    local token, earlier = scan.token_before(text, at)
    if not token then return false end
    if language.age_words[token] then return true end
    at = earlier
  end
  return false
end

local QUOTES <const> = { ['"'] = true, ["“"] = true, ["”"] = true, ["«"] = true, ["»"] = true, ["‘"] = true, ["’"] = true }

---A length in figures between quotation marks is the name of a programme: "60 Minutes".
local function is_title(raw, text, at, before)
  local byte = text:byte(at)
  if raw.type ~= "duration" or not QUOTES[before] or byte < ZERO or byte > NINE then return false end
  return QUOTES[text:match("^ ([^ \28\29\30]+)", raw.stop)] or false
end

local function longer(a, b)
  if a.stop ~= b.stop then return a.stop > b.stop end
  return a.rank < b.rank
end

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
  if last < ZERO or last > NINE then return nil end
  local stem = token:match "^(%D+)%d+$"
  if stem and language.before_figures[stem] then return #stem, #stem, stem end
  if not language.article or not stem or stem:sub(-#language.article) ~= language.article then return nil end
  return #stem, #stem - #language.article
end

---Whether what follows a number may belong to a date: a word of the grammar, a mark, another number.
local function goes_on(language, text, after)
  if text:byte(after) ~= SPACE then return false end
  local following = text:match("^[^ \28\29\30]+", after + 1)
  if not following then return false end
  return following:byte() < FIRST_LETTER or language.known[following] or following:sub(1, #WAW) == WAW
end

---What may begin with figures at a place. Up to three of them are nothing by themselves.
local function opening_of_figures(language, token, text, at)
  if #token <= 3 and not token:find "%D" and not goes_on(language, text, at + #token) then return nil end
  return language.by_figure
end

---The templates that may begin with a token: lists of patterns, each or all nil.
local function opening(language, token, text, at, clitic)
  local byte = token:byte()
  if not byte then return nil end
  if byte >= ZERO and byte <= NINE then return opening_of_figures(language, token, text, at) end
  local found = language.gate[token]
  -- After ل the article has lost its alef.
  if not found and clitic and clitic:sub(-#LAM) == LAM and token:sub(1, #LAM) == LAM then
    found = language.gate["ا" .. token]
  end
  if not found then return nil end
  local second, counted
  if found.by_second then second = found.by_second[text:match("^ ([^ \28\29\30]+)", at + #token)] end
  if found.counted and goes_on(language, text, at + #token) then counted = found.counted end
  local always = found.always
  if not (second or counted or always[1]) then return nil end
  return always, second, counted
end

---The end of a reading without a closing bracket that was opened before it.
local function without_bracket(text, at, stop)
  if text:byte(stop - 1) ~= BRACKET then return stop end
  local opened = text:find("(", at, true)
  return opened and opened < stop and stop or stop - 2
end

local function match_all(patterns, text, at, readings)
  if not patterns then return end
  for _, pattern in ipairs(patterns) do readings[#readings + 1] = pattern:match(text, at) end
end

---The longest reading at a position which is a date after all, with its end and beginning.
local function read(always, second, counted, text, at, before, after_year, language)
  local readings = {}
  match_all(always, text, at, readings)
  match_all(second, text, at, readings)
  match_all(counted, text, at, readings)
  if #readings == 0 then return nil end
  table.sort(readings, longer)
  for _, raw in ipairs(readings) do
    if raw.glued then raw.count, raw.unit = raw.glued.count, raw.glued.unit end
    local is_none = is_age(raw, text, before) or is_leftover(raw, text, at, before, language) or
      tells_age(raw, text, at, language) or is_title(raw, text, at, before)
    if not is_none and allowed(raw, text, at, before, after_year, language) then
      local node = nodes[raw.type](raw, language)
      if node then return node, without_bracket(text, at, raw.stop), raw.begins or at end
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
local function grammars_by_passage(text, language_at, options)
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
      local language = grammar.of(language_at(at), options)
      grammars = { language }
      if not language then
        for i, name in ipairs(grammar.languages) do grammars[i] = grammar.of(name, options) end
      end
      known[script] = grammars
    end
    return grammars
  end
end

---Finds the expressions of a match text, left to right, none inside another.
---@param text string
---@param language_at fun(position: integer): string the language of the passage at a position
---@param options? rasad.time.reading how to read what may be read in two ways
---@return rasad.time.found[]
function scan.find(text, language_at, options)
  local found = {}

  ---What stands at a token, or in it behind one-letter words.
  local function find_at(at, token, language)
    local last = found[#found]
    local always, second, counted = opening(language, token, text, at)
    if always then
      local before = word_before(text, at, language)
      -- "2011 - 2015": a year after a year and a word of range.
      local after_year = last and last.node.year and before and language.to[before] and last.m_stop + #before + 2 == at
      local node, stop, start = read(always, second, counted, text, at, before, after_year, language)
      if node then return node, stop, start end
    end
    local figures, article, word = figures_after_article(language, token)
    if figures then
      local node, stop = read(language.by_figure, nil, nil, text, at + figures, word, false, language)
      if node then return node, stop, at + article end
    end
    for _, offset in ipairs(clitic_offsets(language, token)) do
      local clitic = token:sub(1, offset)
      always, second, counted = opening(language, token:sub(offset + 1), text, at + offset, clitic)
      -- The rest of a number begins nothing: بیستم ویکم.
      local is_rest = language.split_numbers[token:sub(offset + 1)] and language.split_numbers[scan.token_before(text, at)]
      if always and not is_rest then
        local after_year = last and last.node.year and language.to[clitic] and last.m_stop + 1 == at
        local node, stop, start = read(always, second, counted, text, at + offset, clitic, after_year, language)
        if node then return node, stop, start end
      end
    end
    return nil
  end

  local grammars_at = grammars_by_passage(text, language_at, options)
  local at, stop = text:find(TOKEN)
  while at do
    local token = text:sub(at, stop)
    local next_at = stop + 1
    for _, language in ipairs(grammars_at(at, token)) do
      local node, node_stop, start = find_at(at, token, language)
      if node then
        if node.type ~= "none" then
          found[#found + 1] = { node = node, m_first = start, m_stop = node_stop, language = language }
        end
        next_at = node_stop
        break
      end
    end
    at, stop = text:find(TOKEN, next_at)
  end
  return found
end

return scan
