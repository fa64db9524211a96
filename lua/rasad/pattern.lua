-- rasad.pattern: the words LPeg scripts are written in.
--
-- Every value here is a plain LPeg pattern over an article's match text, or a function that makes
-- one, so that all of them compose with LPeg's own operators. Match text is the article in key
-- form: a paragraph mark, then each token's key followed by one separator: a space inside a
-- sentence, or one of three barriers (end of sentence, end of paragraph, edge of a repeated
-- region). Patterns are tried at token starts. A word stops before its separator; `space` and
-- `sequence` go over spaces; barriers are only gone over by cross_sentence, cross_paragraph,
-- cross_region and the option `cross`.
--
-- Literals are folded as the text was (core.key), and a space or ZWNJ in one stands for joined,
-- ZWNJ or spaced: "آتش‌بس", "آتش بس" and "آتشبس" in a text are all found by either of the first two.
local lpeg = require "lpeg"
local core = require "rasad.core"
local options = require "rasad.options"
local phrase = require "rasad.phrase"

local P, R, S, V, B = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.B
local Cc, Cp, Ct, Carg, Cmt = lpeg.Cc, lpeg.Cp, lpeg.Ct, lpeg.Carg, lpeg.Cmt

-- LPeg's own limit of 400 pending choices is reached by ordinary grammars on long articles.
lpeg.setmaxstack(20000)

local pattern = {}

local SPACE, SENTENCE, PARAGRAPH, REGION = " ", "\x1e", "\x1d", "\x1c"
local BARRIERS = SENTENCE .. PARAGRAPH .. REGION
local sep = S(SPACE .. BARRIERS)
local byte = 1 - sep
local word_end = #sep

-- Misuse ---------------------------------------------------------------------------------------

---Raises a message at the line of the script that called the public function.
---@param level integer stack level of the caller of the public function, seen from the thrower
local function misuse(level, message, ...)
  error(message:format(...), level + 1)
end

local function kind_of(v)
  local kind = lpeg.type(v)
  if kind then return "a pattern" end
  return v == nil and "nil" or "a " .. type(v)
end

local function need_string(who, v, level)
  if type(v) ~= "string" then
    misuse(level + 1, "pattern.%s: expected a string, got %s", who, kind_of(v))
  elseif not utf8.len(v) then
    misuse(level + 1, "pattern.%s: the text is not valid UTF-8", who)
  end
end

local function need_count(who, name, v, level)
  if math.type(v) ~= "integer" or v < 0 or v > 1000 then
    misuse(level + 1, "pattern.%s: %s must be a whole number from 0 to 1000, got %s", who, name,
      type(v) == "number" and tostring(v) or kind_of(v))
  end
end

-- Characters -----------------------------------------------------------------------------------

-- Sequences of bytes from lo to hi, two UTF-8 encodings of the same length.
local function byte_range(lo, hi)
  local a, b = lo:sub(1, 1), hi:sub(1, 1)
  if #lo == 1 then return R(a .. b) end
  local lo_rest, hi_rest = lo:sub(2), hi:sub(2)
  if a == b then return P(a) * byte_range(lo_rest, hi_rest) end
  local least, most = ("\x80"):rep(#lo_rest), ("\xbf"):rep(#lo_rest)
  local p = P(a) * byte_range(lo_rest, most) + P(b) * byte_range(least, hi_rest)
  if b:byte() - a:byte() > 1 then
    local between = string.char(a:byte() + 1, b:byte() - 1)
    p = p + R(between) * byte_range(least, most)
  end
  return p
end

-- Where encodings change length, and around the surrogates, which have none.
local STRETCHES = {
  { 0x0, 0x7f }, { 0x80, 0x7ff }, { 0x800, 0xd7ff }, { 0xe000, 0xffff }, { 0x10000, 0x10ffff },
}

local function code_range(first, last)
  local p
  for _, stretch in ipairs(STRETCHES) do
    local lo, hi = math.max(first, stretch[1]), math.min(last, stretch[2])
    if lo <= hi then
      local part = byte_range(utf8.char(lo), utf8.char(hi))
      p = p and p + part or part
    end
  end
  return p or P(false)
end

-- A pattern for any one of the code points in the set {[code] = true}.
local function code_set(set)
  local codes = {}
  for code in pairs(set) do codes[#codes + 1] = code end
  table.sort(codes)
  local p = P(false)
  local i = 1
  while i <= #codes do
    local j = i
    while codes[j + 1] == codes[j] + 1 do j = j + 1 end
    p = p + code_range(codes[i], codes[j])
    i = j + 1
  end
  return p
end

local function one_code(who, s, level)
  need_string(who, s, level + 1)
  if utf8.len(s) ~= 1 then
    misuse(level + 1, "pattern.%s: expected one character, got %q", who, s)
  end
  return utf8.codepoint(s)
end

---One character from `lo` to `hi` as they are, without folding.
---@param lo string|integer
---@param hi string|integer
---@return any pattern
function pattern.utf8_range(lo, hi)
  local first = math.type(lo) == "integer" and lo or one_code("utf8_range", lo, 2)
  local last = math.type(hi) == "integer" and hi or one_code("utf8_range", hi, 2)
  if first > last then misuse(2, "pattern.utf8_range: the range is empty: its end comes first") end
  return code_range(first, last)
end

-- Adds to set the folded form of a character, where that is one character.
local function add_folded(set, code)
  if code >= 0xd800 and code <= 0xdfff then return end
  local key = core.key(utf8.char(code))
  if utf8.len(key) == 1 and not key:find("^%s$") then set[utf8.codepoint(key)] = true end
end

-- Wider than this a range is more than an alphabet, and is taken as it stands.
local MAX_FOLDED = 0x3000

---One character of match text that stands for one from `lo` to `hi`: the range is folded as the
---text is, so that range("ا", "ي") holds ی and ک too.
---@param lo string one character
---@param hi string one character
---@return any pattern
function pattern.range(lo, hi)
  local first, last = one_code("range", lo, 2), one_code("range", hi, 2)
  if first > last then misuse(2, "pattern.range: the range is empty: %s comes after %s", lo, hi) end
  if last - first > MAX_FOLDED then return code_range(first, last) - sep end
  local set = {}
  for code = first, last do add_folded(set, code) end
  return code_set(set)
end

---One character of match text that stands for one of those of `s`.
---@param s string
---@return any pattern
function pattern.set(s)
  need_string("set", s, 2)
  local set = {}
  for _, code in utf8.codes(s) do add_folded(set, code) end
  return code_set(set)
end

local utf8_char = R "\0\x7f" + R "\xc2\xf4" * R "\x80\xbf" ^ 1

---One character of a token.
pattern.char = utf8_char - sep
---One or more characters, to the end of the token at most.
pattern.chars = byte ^ 1
---One ASCII digit: digits of all scripts are folded to these.
pattern.digit = R "09"

-- Boundaries -----------------------------------------------------------------------------------

---Any separator: the space between two tokens or a barrier. It goes over it.
pattern.sep = sep
---The space between two tokens of a sentence.
pattern.space = P(SPACE)
---Any barrier.
pattern.barrier = S(BARRIERS)

-- These take no text.

---True at the start of a token.
pattern.token_start = B(sep)
---True at the end of a token.
pattern.word_end = word_end
---True at the start of a sentence.
pattern.sentence_start = B(S(BARRIERS))
---True at the end of a sentence.
pattern.sentence_end = #S(BARRIERS)
---True at the start of a paragraph. An edge of a repeated region counts as one, for it hides the paragraph mark.
pattern.paragraph_start = B(S(PARAGRAPH .. REGION))
---True at the end of a paragraph.
pattern.paragraph_end = #S(PARAGRAPH .. REGION)

-- The only ways over a barrier: each takes one separator, and the wider ones allow the narrower.

---A space, or the end of a sentence.
pattern.cross_sentence = S(SPACE .. SENTENCE)
---A space, or the end of a sentence or paragraph.
pattern.cross_paragraph = S(SPACE .. SENTENCE .. PARAGRAPH)
---A space, or any barrier.
pattern.cross_region = sep

-- The separators gaps go over, by the option `cross`.
local CROSSINGS = {
  sentence = pattern.cross_sentence,
  paragraph = pattern.cross_paragraph,
  region = pattern.cross_region,
}

local function crossing(who, opts, level)
  if opts.cross == nil then return pattern.space end
  local over = CROSSINGS[opts.cross]
  if not over then
    misuse(level + 1, 'pattern.%s: cross is "sentence", "paragraph" or "region", got %s', who,
      type(opts.cross) == "string" and ("%q"):format(opts.cross) or kind_of(opts.cross))
  end
  return over
end

-- Literals -------------------------------------------------------------------------------------

local JOINS = { [0x200c] = true, [0xa0] = true, [0x202f] = true, [0x205f] = true, [0x3000] = true }
for _, code in utf8.codes " \t\n\v\f\r" do JOINS[code] = true end
for code = 0x2000, 0x200a do JOINS[code] = true end

-- Marks which are, as a rule, tokens of their own, so that a space comes between them and a word
-- in match text where the literal has none.
local MARKS = {}
for _, code in utf8.codes [[!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~«»،؛؟٪٫٬٭۔]] do MARKS[code] = true end
for code = 0x2010, 0x2027 do MARKS[code] = true end
for code = 0x2030, 0x205e do MARKS[code] = true end

-- Cuts a literal into folded pieces that may be joined or spaced. lead and trail tell whether it
-- begins or ends with a space or ZWNJ.
local function pieces_of(s)
  local pieces, from = {}, 1
  local lead, trail = false, false
  local function cut(to, starts_next)
    local key = core.key(s:sub(from, to))
    if key ~= "" then pieces[#pieces + 1] = key end
    from = starts_next
  end
  for at, code in utf8.codes(s) do
    local after = at + #utf8.char(code)
    if JOINS[code] then
      if at > from then cut(at - 1, after) else from = after end
      lead = lead or #pieces == 0
      trail = true
    elseif MARKS[code] then
      if at > from then cut(at - 1, at) end
      cut(after - 1, after)
      trail = false
    else
      trail = false
    end
  end
  if from <= #s then cut(#s, #s + 1) end
  return pieces, lead, trail
end

local function need_pieces(who, s, level)
  need_string(who, s, level + 1)
  local pieces, lead, trail = pieces_of(s)
  if #pieces == 0 then
    misuse(level + 1, "pattern.%s: the text %q has no letters", who, s)
  end
  return pieces, lead, trail
end

local maybe_space = P(SPACE) ^ -1

-- The letters of the pieces in any spelling, from piece i on.
local function letters(pieces, i)
  local p = P(pieces[i or 1])
  for k = (i or 1) + 1, #pieces do p = p * maybe_space * P(pieces[k]) end
  return p
end

-- A choice of many patterns; halving keeps building it from copying the same parts over and over.
local function choice(list, from, to)
  if from == to then return list[from] end
  local middle = (from + to) // 2
  return choice(list, from, middle) + choice(list, middle + 1, to)
end

local AL, LAM = core.key "ال", core.key "ل"
local conjunction = P(core.key "و") + P(core.key "ف")
local definite_preposition = P(core.key "ب") + P(core.key "ك")
local preposition = definite_preposition + P(LAM) + P(core.key "س")

-- An Arabic word with what is written onto its front: و ف, then ب ل ك س, then ال (ل and ال make
-- لل). A grammar, since the literal may itself begin with any of these letters: each step first
-- tries to do without.
local function with_clitics(pieces)
  local whole = letters(pieces) * word_end
  local bare = whole
  local first = pieces[1]
  local definite = #first > #AL and first:sub(1, #AL) == AL
  if definite then
    local stem = { first:sub(#AL + 1), table.unpack(pieces, 2) }
    bare, first = letters(stem) * word_end, stem[1]
  end
  -- "ل" before "اللجنة" is "للجنة": three lams are never written.
  local lil = first:sub(1, #LAM) == LAM and P(LAM) or P(LAM .. LAM)
  local with_article = definite and P(false) or P(AL) * V "whole"
  return P {
    "conjunction",
    conjunction = V "preposition" + conjunction * V "preposition",
    preposition = V "whole" + with_article + preposition * V "whole"
      + definite_preposition * with_article + lil * V "bare",
    whole = whole,
    bare = bare,
  }
end

local WORD_OPTIONS = { "clitics" }

local function word_of(who, s, opts, level)
  local pieces = need_pieces(who, s, level + 1)
  if opts.clitics then return with_clitics(pieces) end
  return phrase.note(letters(pieces) * word_end, { pieces })
end

---One word or phrase in any spelling, to the end of a word. With {clitics = true} its first word
---may have what Arabic writes onto a word: و ف ب ل ك س and ال, لل.
---@param s string
---@param opts? {clitics: boolean?}
---@return any pattern
function pattern.word(s, opts)
  need_string("word", s, 2)
  opts = options.check("pattern.word", opts, WORD_OPTIONS)
  return (word_of("word", s, opts, 2))
end

-- A string stands for a word wherever a pattern is wanted.
local function to_pattern(who, v, level)
  if lpeg.type(v) == "pattern" then return v end
  if type(v) == "string" then return (word_of(who, v, {}, level + 1)) end
  misuse(level + 1, "pattern.%s: expected a pattern or a string, got %s", who, kind_of(v))
end

---One of several words or phrases, the longest that fits.
---@param list string[]
---@param opts? {clitics: boolean?}
---@return any pattern
function pattern.words(list, opts)
  if type(list) ~= "table" then
    misuse(2, "pattern.words: expected a list of strings, got %s", kind_of(list))
  elseif #list == 0 then
    misuse(2, "pattern.words: the list is empty")
  end
  opts = options.check("pattern.words", opts, WORD_OPTIONS)
  local entries, phrases = {}, {}
  for i, s in ipairs(list) do
    if type(s) ~= "string" then
      misuse(2, "pattern.words: entry %d is not a string but %s", i, kind_of(s))
    end
    local pieces = need_pieces("words", s, 2)
    local key = table.concat(pieces)
    phrases[i] = pieces
    entries[i] = { pieces = pieces, key = key, order = i }
  end
  table.sort(entries, function(a, b)
    if #a.key ~= #b.key then return #a.key > #b.key end
    return a.order < b.order
  end)
  -- Words are gathered by their first letter: those of other letters can't match where they do,
  -- so the order among the longest stays, and LPeg passes over most of a long list at once.
  local groups, by_letter = {}, {}
  for _, entry in ipairs(entries) do
    local p = opts.clitics and with_clitics(entry.pieces) or letters(entry.pieces) * word_end
    local letter = opts.clitics and "" or entry.key:match(utf8.charpattern)
    if not by_letter[letter] then
      by_letter[letter] = {}
      groups[#groups + 1] = letter
    end
    table.insert(by_letter[letter], p)
  end
  local choices = {}
  for i, letter in ipairs(groups) do
    local group = by_letter[letter]
    local p = choice(group, 1, #group)
    choices[i] = (letter == "" or #group == 1) and p or #P(letter) * p
  end
  local p = choice(choices, 1, #choices)
  return opts.clitics and p or phrase.note(p, phrases)
end

---A word that begins with `s`. A ZWNJ or space at the end of `s` means that the rest may also be a
---word of its own: prefix("می‌") finds میرود and می رود.
---@param s string
---@return any pattern
function pattern.prefix(s)
  local pieces, _, trail = need_pieces("prefix", s, 2)
  local rest = byte ^ 0 * word_end
  if trail then rest = P(SPACE) * byte ^ 1 * word_end + rest end
  return letters(pieces) * rest
end

---A word that ends with `s`. A ZWNJ or space at the start of `s` means that it may also be a word
---of its own after another: suffix("‌ها") finds کتابها and کتاب ها.
---@param s string
---@return any pattern
function pattern.suffix(s)
  local pieces, lead = need_pieces("suffix", s, 2)
  local ending = letters(pieces) * word_end
  local p = (byte - ending) ^ 0 * ending
  if lead then p = p + byte ^ 1 * SPACE * ending end
  return p
end

---A word that has `s` anywhere in it.
---@param s string
---@return any pattern
function pattern.contains(s)
  local inner = letters((need_pieces("contains", s, 2)))
  return (byte - inner) ^ 0 * inner * byte ^ 0 * word_end
end

---The letters of `s` in any spelling right here, wherever a word begins or ends: a part to build
---words from.
---@param s string
---@return any pattern
function pattern.text(s)
  return letters((need_pieces("text", s, 2)))
end

---What Arabic may write onto the front of a word, taken greedily. Where the word itself may begin
---with these letters (وقف), use the option `clitics` of `word`, which tries both.
pattern.clitic_ar = conjunction ^ -1
  * (P(LAM .. LAM) + definite_preposition * AL + P(AL) + preposition) ^ -1

-- Tokens and gaps ------------------------------------------------------------------------------

local token = byte ^ 1 * word_end

---One token, without the separator after it.
pattern.token = token
---One token and the space after it.
pattern.any = token * SPACE

-- What a gap is, by its pattern: in sequences a gap takes as few tokens as are needed, which
-- LPeg's own repetition can't.
local gaps = setmetatable({}, { __mode = "k" })

local function repeated(p, min, max)
  local all = P(true)
  for _ = 1, min do all = all * p end
  return max > min and all * p ^ (min - max) or all
end

---From `min` to `max` tokens (exactly `min` without `max`) with the separators after them, in one
---sentence. By itself it takes as many as there are, as LPeg does; as an item of `sequence` it
---takes as few as are needed.
---@param min integer
---@param max? integer
---@param opts? {cross: "sentence"|"paragraph"|"region"|nil}
---@return any pattern
function pattern.gap(min, max, opts)
  need_count("gap", "the least number", min, 2)
  if max == nil then max = min end
  need_count("gap", "the greatest number", max, 2)
  if max < min then
    misuse(2, "pattern.gap: the greatest number %d is less than the least, %d", max, min)
  end
  opts = options.check("pattern.gap", opts, { "cross" })
  local over = crossing("gap", opts, 2)
  local one = token * over
  local p = repeated(one, min, max)
  gaps[p] = { min = min, max = max, one = one, over = over }
  return p
end

-- min to max times `one`, as few as let `rest` match. A grammar holds `rest` once however often it
-- is tried.
local function lazily(one, min, max, rest)
  local skip = one - V "rest"
  return P {
    repeated(one, min, min) * (max == math.huge and skip ^ 0 or repeated(skip, 0, max - min))
      * V "rest",
    rest = rest,
  }
end

-- Between two items: nothing is gone over where the item before took its separator or was absent.
local function join_over(over)
  return over + B(sep)
end

---Items one after the other with one space between; strings are words, and an item may be
---optional (p^-1). With the field `cross` the spaces may be barriers too.
---@param items table list of patterns and strings
---@return any pattern
function pattern.sequence(items)
  if type(items) ~= "table" then
    misuse(2, "pattern.sequence: expected a list of patterns and strings, got %s", kind_of(items))
  elseif #items == 0 then
    misuse(2, "pattern.sequence: the list is empty")
  end
  local over = crossing("sequence", items, 2)
  local join, p = join_over(over), nil
  for i = #items, 1, -1 do
    local item = items[i]
    if item == pattern.any then item = token end
    local gap = gaps[item]
    if gap and p then
      p = lazily(gap.one, gap.min, gap.max, p)
      join = join_over(over + gap.over)
    else
      item = to_pattern("sequence", item, 2)
      p = p and item * join * p or item
      join = join_over(gap and over + gap.over or over)
    end
  end
  return p
end

---`a` and `b` in either order with at most `n` tokens between, in one sentence.
---@param a any a pattern or a word
---@param b any a pattern or a word
---@param n integer
---@param opts? {cross: "sentence"|"paragraph"|"region"|nil}
---@return any pattern
function pattern.near(a, b, n, opts)
  a, b = to_pattern("near", a, 2), to_pattern("near", b, 2)
  need_count("near", "the number of tokens between", n, 2)
  opts = options.check("pattern.near", opts, { "cross" })
  local over = crossing("near", opts, 2)
  local one, join = token * over, join_over(over)
  return a * join * lazily(one, 0, n, b) + b * join * lazily(one, 0, n, a)
end

---From here to the first `p`, which is taken too, in the same sentence; at most `n` tokens before
---it if `n` is given.
---@param p any a pattern or a word
---@param n? integer
---@param opts? {cross: "sentence"|"paragraph"|"region"|nil}
---@return any pattern
function pattern.upto(p, n, opts)
  p = to_pattern("upto", p, 2)
  if n ~= nil then need_count("upto", "the number of tokens", n, 2) end
  opts = options.check("pattern.upto", opts, { "cross" })
  return lazily(token * crossing("upto", opts, 2), 0, n or math.huge, p)
end

-- Captures and checks against the article ------------------------------------------------------
-- The driver (rasad.hits) passes the article as LPeg's extra argument 1; these patterns need it.

---@class rasad.Capture
---@field name string
---@field first integer first byte of the source
---@field last integer last byte of the source
---@field text string the text from first to last
---@field value any what the pattern inside captured first, if anything
---@field values any[] all that the pattern inside captured
---@field inner rasad.Capture[] the named captures inside
local Capture = { __name = "rasad.Capture" }
Capture.__tostring = function(self)
  return ("%s: %s"):format(self.name, self.text)
end
pattern.Capture = Capture

local function make_capture(article, name, from, captured, after)
  local first, last = article:to_source(from, after)
  local values, inner = {}, {}
  for _, v in ipairs(captured) do
    if getmetatable(v) == Capture then inner[#inner + 1] = v else values[#values + 1] = v end
  end
  return setmetatable({
    name = name,
    first = first,
    last = last,
    text = article:slice(first, last),
    value = values[1],
    values = values,
    inner = inner,
  }, Capture)
end

---Names what `p` matches: a hit's `captures[name]` is {first, last, text, value}, value being what
---`p` itself captured (the number of pattern.number, the expression of pattern.date).
---@param name string
---@param p any a pattern or a word
---@return any pattern
function pattern.as(name, p)
  need_string("as", name, 2)
  p = to_pattern("as", p, 2)
  return Carg(1) * Cc(name) * Cp() * Ct(p) * Cp() / make_capture
end

-- Like LPeg's Cmt over p, with f(text, article, first, last, captures...) on the source.
local function checked(p, f)
  return Cmt(Carg(1) * Cp() * p, function(_, after, article, from, ...)
    local first, last = article:to_source(from, after)
    if f(article:slice(first, last), article, first, last, ...) then
      return true, ...
    end
    return false
  end)
end

---What `p` matches, if f(text, ...) says so: text is the source as it stands, then come p's
---captures.
---@param p any a pattern or a word
---@param f fun(text: string, ...): any
---@return any pattern
function pattern.where(p, f)
  p = to_pattern("where", p, 2)
  if type(f) ~= "function" then
    misuse(2, "pattern.where: expected a function of the text found, got %s", kind_of(f))
  end
  return checked(p, function(text, _, _, _, ...)
    return f(text, ...)
  end)
end

-- How a line was broken is not how a word is spelt.
local function one_space(s)
  return (s:gsub("[ \t\r\n]+", " "))
end

---Only where the source has `s` letter for letter (pattern.exact "آن" does not find ان), and `p`,
---which is the word `s` unless given, matches.
---@param s string
---@param p? any a pattern or a word
---@return any pattern
function pattern.exact(s, p)
  need_string("exact", s, 2)
  local want = one_space(s)
  return checked(p == nil and word_of("exact", s, {}, 2) or to_pattern("exact", p, 2), function(text)
    return one_space(text) == want
  end)
end

---Like `exact`, but of the display form: letters are told apart, and keyboards (ي and ی), marks
---and elongation are not.
---@param s string
---@param p? any a pattern or a word
---@return any pattern
function pattern.display(s, p)
  need_string("display", s, 2)
  local forms = {}
  for _, language in ipairs { "fa", "ar", "en", "other" } do
    forms[language] = one_space(core.display(s, language))
  end
  return checked(p == nil and word_of("display", s, {}, 2) or to_pattern("display", p, 2),
    function(text, article, first)
      local at = article:token_at(first)
      local language = at and article:token(at).language or article:language()
      return one_space(core.display(text, language)) == forms[language]
    end)
end

-- Numbers and dates ----------------------------------------------------------------------------

-- Where each date expression of an article starts in match text: the longest of those that start
-- at the same token. Kept with the article.
local function dates_by_start(article)
  local cache = article:cache()
  local starts = cache.pattern_dates
  if starts then return starts end
  starts = {}
  local text = article:match_text()
  for _, expression in ipairs(require("rasad.time").find(article)) do
    local from, after
    -- An hour is no date; it stands beside one.
    if expression.kind ~= "time" then from, after = article:to_match(expression.first, expression.last) end
    if from and after then
      while after > from and text:find("^[ \x1c-\x1e]", after - 1) do after = after - 1 end
      local known = starts[from]
      if after > from and (not known or known.after < after) then
        starts[from] = { after = after, expression = expression }
      end
    end
  end
  cache.pattern_dates = starts
  return starts
end

-- Takes a byte so that LPeg knows the pattern never matches nothing, and may be repeated.
local date = Cmt(Carg(1) * byte, function(_, after, article)
  local found = dates_by_start(article)[after - 1]
  if found then return found.after, found.expression end
  return false
end)

---A temporal expression as rasad.time finds it in the article, hours of the day aside; captures the expression, the
---same table that time.find(article) has.
pattern.date = date

-- Made when first asked for, since rasad.number builds on this module.
local LATER = {
  ---A number in digits of any script or in words; captures its value.
  number = function() return require("rasad.number").cardinal end,
  ---An ordinal in words or digits; captures its value.
  ordinal = function() return require("rasad.number").ordinal end,
}

---A pattern from what the driver was given: a pattern or a word.
---@param who string the method, for the message
---@param v any
---@return any pattern
function pattern.from(who, v)
  if lpeg.type(v) == "pattern" then return v end
  if type(v) == "string" then
    need_string("word", v, 3)
    return (word_of("word", v, {}, 3))
  end
  misuse(3, "%s: expected an LPeg pattern or a string, got %s%s", who, kind_of(v),
    type(v) == "table" and "; make a grammar a pattern with lpeg.P" or "")
end

return setmetatable(pattern, {
  __index = function(self, name)
    local make = LATER[name]
    if not make then return nil end
    local p = make()
    if lpeg.type(p) ~= "pattern" then
      error(("pattern.%s: rasad.number gives no pattern for it"):format(name), 2)
    end
    rawset(self, name, p)
    return p
  end,
  -- For completion: what __index would find.
  __names = { "number", "ordinal" },
})
