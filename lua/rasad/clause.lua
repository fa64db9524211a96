-- rasad.clause: what in a sentence belongs together: the date of a hit, its tense, words beside it.
local lpeg = require "lpeg"
local article_of = require("rasad.options").article
local grammar = require "rasad.time.grammar"
local pattern = require "rasad.pattern"
local tense = require "rasad.time.tense"

local clause = {}

-- The marks of a sentence, by language: the keys of one language's words are other words in another
-- (Arabic أن and Persian آن).
--   reporting  verbs of saying. Who says something has the date of the saying, not of what is said: a
--              date on the other side of such a verb, or of the "that" after it, tells when it was said
--   that       what begins what was said
--   relative   the same word where it begins what tells more of the noun before it
--   breaks     what comes after these is another matter: another clause, or a condition
--   negated    what denies
--   bounds     what makes a day one before or after which something is, not the day of it
local WORDS = {
  fa = {
    reporting = {
      "گفت", "گفته است", "گفته بود", "گفته‌اند", "می‌گوید", "می‌گویند", "افزود", "افزوده", "نوشت", "نوشته", "خبر داد", "خبر داده",
      "اعلام کرد", "اعلام کرده", "اعلام کردند", "اظهار داشت", "اظهار کرد", "تاکید کرد", "تصریح کرد", "عنوان کرد",
      "یادآور شد", "خاطرنشان کرد", "تأکید کردند",
    },
    that = {},
    relative = { "که" },
    breaks = { "اگر", "اما", "ولی", "در حالی که", "در حالیکه" },
    negated = { "تکذیب", "تکذیب کرد", "رد کرد", "انکار کرد" },
    bounds = { "پس از", "بعد از", "پیش از", "قبل از" },
  },
  ar = {
    reporting = {
      "قال", "قالت", "قالوا", "أعلن", "أعلنت", "أكد", "أكدت", "أضاف", "أضافت", "أوضح", "أوضحت", "ذكر", "ذكرت", "صرح", "صرحت",
      "أفاد", "أفادت", "وقال", "وقالت", "وأعلن", "وأعلنت", "وأكد", "وأكدت", "وأضاف", "وأضافت", "وأوضح", "وأوضحت", "وذكر",
      "وذكرت", "وأفاد", "وأفادت",
    },
    that = {
      "إن", "أن", "بأن", "إنه", "أنه", "إنها", "أنها", "إنهم", "أنهم", "بأنه", "بأنها",
    },
    relative = {},
    breaks = { "إذا", "أما", "لكن", "لكنه", "لكنها", "لكنهم", "ولكن", "بينما", "فيما", "في حين" },
    negated = { "نفى", "نفت", "ونفى", "ونفت", "تنفي", "ينفي", "لم يتم", "لم يدخل", "لم تدخل" },
    bounds = { "بعد", "قبل", "قبيل" },
  },
  en = {
    reporting = { "said", "says", "told", "announced", "added", "stated", "declared" },
    that = {},
    relative = { "that" },
    breaks = { "if", "unless", "but", "while", "whereas" },
    negated = { "denied", "denies", "deny", "denying", "no ceasefire", "no truce", "no cease-fire" },
    bounds = { "after", "before", "prior to" },
  },
}

local SEMICOLON = lpeg.P "؛" + lpeg.P ";"

-- The marks of each language as patterns; a text of no known language has those of all.
local MARKS = { other = {} }
for language, lists in pairs(WORDS) do
  MARKS[language] = {}
  for name, list in pairs(lists) do
    local p = #list > 0 and pattern.words(list) or lpeg.P(false)
    if name == "breaks" then p = SEMICOLON + p end
    MARKS[language][name] = p
    MARKS.other[name] = MARKS.other[name] and MARKS.other[name] + p or p
  end
end

---Where a pattern matches in a sentence: the first and last token of each match, and what the
---pattern captured first.
---@param article rasad.Article
---@param sentence table as article:sentence gives it
---@param p any an LPeg pattern
---@return { first: integer, last: integer, value: any }[]
function clause.find(article, sentence, p)
  local text = article:match_text()
  local from, stop = article:to_match(sentence.first, sentence.last)
  local attempt = lpeg.Ct(p) * lpeg.Cp()
  local found = {}
  local token = sentence.first_token
  local last_token = sentence.last_token
  while token <= last_token do
    local captured, after = lpeg.match(attempt, text, from, article)
    if captured and after > from and after <= stop + 1 then
      local last = article:token_at_match(after - 1)
      found[#found + 1] = { first = token, last = last, value = captured[1] }
    end
    local next_separator = text:find("[ \x1c-\x1e]", from)
    from = next_separator + 1
    token = token + 1
  end
  return found
end

---Tokens between two stretches of a text; 0 if they overlap.
---@param a { first: integer, last: integer }
---@param b { first: integer, last: integer }
---@return integer
function clause.distance(a, b)
  return math.max(a.first - b.last, b.first - a.last, 0)
end

---What of a list lies nearest to a stretch of tokens.
---@param list { first: integer, last: integer }[]
---@param here { first: integer, last: integer }
---@param reach integer how far away it may be
---@param cost? fun(item: table): integer? what adds to its distance; nil leaves it out
---@return { first: integer, last: integer }|nil nearest the first of several
---@return integer|nil distance
function clause.nearest(list, here, reach, cost)
  local best, best_distance
  for _, item in ipairs(list) do
    local extra = not cost and 0 or cost(item)
    local distance = extra and clause.distance(item, here) + extra
    if distance and distance <= reach and (not best or distance < best_distance) then best, best_distance = item, distance end
  end
  return best, best_distance
end

-- Whether one of the matches lies within the tokens from first to last.
local function any_within(matches, first, last)
  local low, high = 1, #matches + 1
  while low < high do
    local middle = (low + high) // 2
    if matches[middle].first < first then low = middle + 1 else high = middle end
  end
  for i = low, #matches do
    if matches[i].first > last then return false end
    if matches[i].last <= last then return true end
  end
  return false
end

---@class rasad.Clause the marks of one sentence, found once
---@field article rasad.Article
---@field sentence table
local Clause = {}
Clause.__index = Clause

---The marks of a sentence of an article. Kept with the article.
---@param article rasad.Article
---@param index integer the number of the sentence
---@return rasad.Clause
function clause.of(article, index)
  article_of("clause.of", article)
  local cache = article:cache()
  cache.clauses = cache.clauses or {}
  local known = cache.clauses[index]
  if known then return known end
  local sentence = math.type(index) == "integer" and article:sentence(index)
  if not sentence then error(("clause.of: the article has no sentence %s"):format(tostring(index)), 2) end
  known = setmetatable({ article = article, sentence = sentence, marks = {} }, Clause)
  for name, p in pairs(MARKS[article:language()]) do
    known.marks[name] = clause.find(article, sentence, p)
  end
  cache.clauses[index] = known
  return known
end

local BOUND = 4 -- tokens before something in which "after" or "before" makes it a bound

---Whether nothing between two stretches of tokens says that they are told of different things: no
---verb of saying, no "that", "but" or "if", no semicolon.
---@param date { first: integer, last: integer } tokens of a date
---@param here { first: integer, last: integer } tokens of what may have the date
---@return boolean
function Clause:connected(date, here)
  local marks = self.marks
  local from, to = here.last + 1, date.first - 1
  local before = date.last < here.first
  if before then from, to = date.last + 1, here.first - 1 end
  -- right behind its noun such a verb is passive: "the truce announced for Monday"
  local saying = before and from or from + 1
  if any_within(marks.reporting, saying, to) or any_within(marks.that, from, to)
    or any_within(marks.breaks, from, to) then
    return false
  end
  -- "on Sunday, two days after the truce" gives the day of something else
  return not (before and (any_within(marks.relative, from, to)
    or any_within(marks.bounds, math.max(from, here.first - BOUND), to)))
end

---@class rasad.DateOf a date of a sentence, with all members of its apposition
---@field expression table the expression, or the first member of the apposition
---@field first integer its first token
---@field last integer its last token
---@field first_day integer|nil what all members have in common
---@field last_day integer|nil
---@field precision string|nil
---@field tense "past"|"future"|nil
---@field signal "from"|"until"|nil

local function new_date(e)
  return {
    expression = e, first = e.token_first, last = e.token_last, precision = e.precision, tense = e.tense,
    signal = e.signal, first_day = e.group_first_day or e.first_day, last_day = e.group_last_day or e.last_day,
  }
end

-- Names of days beside a date that is known say the same once more ("the night of Friday to
-- Saturday, 27 February").
local function without_echoes(list)
  local kept = {}
  for i, date in ipairs(list) do
    local echo = false
    for _, other in ipairs { list[i - 1] or false, list[i + 1] or false } do
      local apart = other and clause.distance(date, other)
      if other and other.first_day and not date.first_day and apart <= 2 then echo = true end
    end
    if not echo then kept[#kept + 1] = date end
  end
  return kept
end

-- Whether a word before the date makes it a bound: "after 20 December".
local function is_bound(marks, date)
  for _, match in ipairs(marks.bounds) do
    if match.last == date.first - 1 then return true end
  end
  return false
end

---The dates of the sentence, in order; vague words, durations, bounds ("after 20 December") and the
---article's own dateline are left out. An apposition is one date.
---@return rasad.DateOf[]
function Clause:dates()
  if self.own_dates then return self.own_dates end
  local list, groups = {}, {}
  for _, e in ipairs(self.article:dates()) do
    local inside = e.first >= self.sentence.first and e.last <= self.sentence.last
    if inside and e.kind == "date" and not e.is_dateline then
      local known = e.group and groups[e.group]
      if known then
        known.first, known.last = math.min(known.first, e.token_first), math.max(known.last, e.token_last)
        known.first_day, known.last_day = known.first_day or e.first_day, known.last_day or e.last_day
      else
        list[#list + 1] = new_date(e)
        if e.group then groups[e.group] = list[#list] end
      end
    end
  end
  local dates = {}
  for _, date in ipairs(without_echoes(list)) do
    if not is_bound(self.marks, date) then dates[#dates + 1] = date end
  end
  self.own_dates = dates
  return self.own_dates
end

local REACH = 12 -- tokens around something in which its denial is looked for

---"future" if the tokens from first to last are told of as what will be, else "past".
---@param first integer
---@param last integer
---@return "future"|"past"
function Clause:tense(first, last)
  local article = self.article
  local from, stop = article:to_match(article:token(first).first, article:token(last).last)
  local language = grammar.of(article:language())
  local told = language and tense.of(article:match_text(), { language = language, m_first = from, m_stop = stop })
  return told or "past"
end

---Whether what the tokens from first to last say is denied. Persian denies at the end of a clause,
---Arabic and English at its beginning.
---@param first integer
---@param last integer
---@return boolean
function Clause:denied(first, last)
  local to = self.article:language() == "fa" and last + REACH or last
  return any_within(self.marks.negated, first - REACH, to)
end

---What the sentence says of something that it may give a date: denied, planned or occurred.
---@param first integer
---@param last integer
---@param date? rasad.DateOf
---@return "occurred"|"planned"|"denied"
function Clause:status(first, last, date)
  if self:denied(first, last) then return "denied" end
  if date and date.signal == "until" then return "planned" end
  if date and date.expression.fields.deictic == 0 then return "occurred" end
  local told = date and (date.expression.direction or date.tense) or self:tense(first, last)
  return told == "future" and "planned" or "occurred"
end

---Where a pattern matches in the sentence.
---@param p any an LPeg pattern
---@return { first: integer, last: integer, value: any }[]
function Clause:find(p)
  return clause.find(self.article, self.sentence, p)
end

return clause
