-- rasad.speech: who said what: the statements an article reports, with who said them and where they stand.
--
-- A statement is found by its verb of saying, by words such as "according to", or by a name and a colon. Its speaker is
-- what stands where the language has its subject; a pronoun, or no subject at all, means who spoke last. The words of each
-- language are in speech/fa.lua, ar.lua and en.lua.
local concept = require "rasad.concept"
local core = require "rasad.core"
local options_of = require("rasad.options").check
local phrase = require "rasad.phrase"

local speech = {}

---@class rasad.Speaker
---@field text string as the article has it
---@field first integer first byte
---@field last integer last byte

---@class rasad.Statement what somebody is reported to have said; spans are bytes of the source as string.sub takes them
---@field article string the article's key
---@field who string|nil the name of the concept that the speaker is, else the longest name the article has for the speaker
---@field concept string|nil the name of the concept
---@field speaker rasad.Speaker|nil the words that name the speaker, or the pronoun; nil where the verb stands alone
---@field verb rasad.Speaker|nil the verb, or "according to"; nil of a name and a colon
---@field text string what was said
---@field first integer
---@field last integer
---@field kind "direct"|"reported"
---@field mark "quotes"|"colon"|"that"|"none" what the words said begin with
---@field how "stated"|"pronoun"|"agency"|"unknown" how the speaker was told
---@field via string|nil who passed it on
---@field language string
---@field sentence integer
---@field is_repeat boolean

-- Languages ------------------------------------------------------------------------------------

local SETS = {
  "that", "before_that", "pronouns", "demonstratives", "roles", "titles", "stops", "title_prepositions", "and",
  "between_subject_and_verb", "prepositions", "edges", "addressees", "addressed", "adverbials", "agencies", "relay_ends",
  "relay_from", "relayed_words", "document_words", "in_document", "not_after", "no_that_after", "articles", "written_onto",
}
local INDEXES = {
  "verbs", "plain_verbs", "participles", "documents", "openings", "openings_of_subject", "relays", "relay_verbs", "breaks",
  "in_which", "no_verbs",
}

local function compiled(name)
  local words = require("rasad.speech." .. name)
  local lang = { name = name, subject = words.subject, objects = {}, according = {} }
  for _, field in ipairs(SETS) do lang[field] = phrase.set(words[field]) end
  for _, field in ipairs(INDEXES) do lang[field] = phrase.index(words[field]) end
  for _, taking in ipairs(words.taking or {}) do
    for _, field in ipairs { "verbs", "participles" } do phrase.index(taking[field], phrase.set(taking[1]), lang[field]) end
  end
  for _, object in ipairs(words.objects or {}) do phrase.index(object[1], phrase.set(object[2]), lang.objects) end
  phrase.index(words.according[1], "stated", lang.according)
  phrase.index(words.according.agency, "agency", lang.according)
  lang.onto_speaker = words.onto_speaker and core.key(words.onto_speaker)
  return lang
end

local languages = {}
local function language_of(name)
  if name ~= "fa" and name ~= "ar" and name ~= "en" then return nil end
  languages[name] = languages[name] or compiled(name)
  return languages[name]
end

-- Marks ----------------------------------------------------------------------------------------

local CLOSING = { ["«"] = "»", ["“"] = "[”“\"]", ["”"] = "[”“\"]", ['"'] = '[”"]', ["„"] = "[“”]" }
local IS_CLOSING = { ["»"] = true, ["”"] = true, ['"'] = true, ["“"] = true }
local COMMA = { [","] = true, ["،"] = true, ["٬"] = true }
local BREAK = { ["؛"] = true, [";"] = true, ["("] = true, [")"] = true, ["—"] = true, ["–"] = true, [":"] = true }
local INNER = { ["-"] = true, ["."] = true, ["/"] = true, ["‏"] = true } -- within names: U.S., al-Assad

-- Token texts of marks are compared by what the source has, since keys fold some of them.
local function is_mark(token, set) return token ~= nil and token.kind == "punct" and set[token.text] end

local function is_one_of(char, class)
  return char == class or (#class > 3 and class:find(char, 1, true) ~= nil)
end

-- The token that closes the quotation opened at `at`, not after `last`.
local function quote_end(tokens, at, last)
  local class = CLOSING[tokens[at].text]
  for i = at + 1, last do
    if tokens[i].kind == "punct" and is_one_of(tokens[i].text, class) then return i end
  end
end

-- Speakers -------------------------------------------------------------------------------------

---@class rasad.speech.context what is known while an article is read
local Context = {}
Context.__index = Context

local FA_AND_AR_CONJUNCTION = phrase.set { "و", "ف" }

-- The key of a token without the Arabic conjunction before it, or nil.
local function without_conjunction(key)
  local letter = key:match("^" .. utf8.charpattern)
  if FA_AND_AR_CONJUNCTION[letter] and #key > #letter + 2 then return key:sub(#letter + 1) end
end

-- The end of the names that begin at `from`, not beyond `limit`: up to a word that no name has.
function Context:name_end(from, limit)
  local tokens, lang = self.tokens, self.lang
  local i, quoted = from, false
  while i <= limit do
    local token = tokens[i]
    local ends_it
    if token.kind == "punct" or token.kind == "symbol" then
      if CLOSING[token.text] and not quoted and token.text ~= "”" then
        local closing = quote_end(tokens, i, limit)
        if not closing or closing - i > 6 then return i - 1 end
        quoted = token.text == '"'
      elseif IS_CLOSING[token.text] then
        quoted = false
      elseif not INNER[token.text] then
        ends_it = true
      end
    elseif lang.stops[token.key] and i > from then
      ends_it = true
    end
    if ends_it then return i - 1 end
    i = i + 1
  end
  return limit
end

local MOST_NAMES <const> = 6 -- tokens from a comma to the "and" of a list

-- Names that go on after a comma: a list with "and" before its last, or a title.
function Context:names_and_titles(from, limit)
  local tokens, lang = self.tokens, self.lang
  local last = self:name_end(from, limit)
  local title_from, title_last
  local rest = last + 1
  while rest < limit and is_mark(tokens[rest], COMMA) do
    local begins_title = lang.titles[tokens[rest + 1].key]
    local stop = self:name_end(rest + 1, limit)
    if stop <= rest then break end
    if begins_title then
      title_from, title_last = rest + 1, stop
      break
    end
    local has_and, more = false, stop
    while not has_and and is_mark(tokens[more + 1], COMMA) and more + 1 < limit do
      local next_stop = self:name_end(more + 2, limit)
      if next_stop <= more + 1 then break end
      more = next_stop
    end
    for i = rest + 2, math.min(more - 1, rest + MOST_NAMES) do
      -- «۱۳ و ۱۴» joins no names
      has_and = has_and or (lang["and"][tokens[i].key] and tokens[i - 1].kind == "word" and tokens[i + 1].kind == "word")
    end
    if lang.name == "ar" then
      for i = rest + 1, more do
        has_and = has_and or (self.named[i] and without_conjunction(tokens[i].key) and true)
      end
    end
    if not has_and or more - from > 12 then break end
    last, rest = more, more + 1
  end
  return last, title_from, title_last
end

-- A title may hold a preposition before the name: "the UN envoy to Syria Staffan de Mistura".
function Context:with_name_behind(last, limit)
  local tokens, lang = self.tokens, self.lang
  local after = tokens[last + 1]
  if not after or last + 1 > limit or not lang.title_prepositions[after.key] then return last end
  for i = last + 2, math.min(limit, last + 7) do
    local named = self.named[i]
    if named and named.kind == "person" then return named.last end
    if lang.stops[tokens[i].key] or tokens[i].kind == "punct" then return last end
  end
  return last
end

local function key_set(tokens, articles, from, last)
  local set, count = {}, 0
  for i = from, last do
    if tokens[i].kind == "word" and not set[tokens[i].key] and not articles[tokens[i].key] then
      set[tokens[i].key] = true
      count = count + 1
    end
  end
  return set, count
end

-- The person, or the one thing, that the tokens name; nil of two persons.
function Context:concept_of(from, last)
  local tokens, lang = self.tokens, self.lang
  local person, only
  if from < last and lang.articles[tokens[from].key] then from = from + 1 end
  local i = from
  while i <= last do
    local named = self.named[i]
    if named and named.kind == "person" and named.last <= last then
      local is_listed = (i > from and lang["and"][tokens[i - 1].key])
        or (lang.name == "ar" and without_conjunction(tokens[i].key))
      if person and is_listed then return nil end
      person = person or named
    end
    if named and i == from and named.last == last then only = named end
    i = named and named.last + 1 or i + 1
  end
  return person or only
end

-- Who was named before in more words: "Lavrov", "the Russian foreign minister".
function Context:known_as(words, count)
  if count == 0 then return nil end
  for i = #self.known, 1, -1 do
    local known = self.known[i]
    local all = known.count > count
    for key in next, words do all = all and known.words[key] end
    if all then return known end
  end
end

function Context:text(from, last)
  return (self.article:slice(self.tokens[from].first, self.tokens[last].last):gsub("%s+", " "))
end

local function trimmed(self, from, last)
  local tokens = self.tokens
  local function is_edge(token) return token.kind == "punct" or token.kind == "markup" or token.kind == "symbol" end
  while from <= last and is_edge(tokens[from]) do
    -- «سرگئی لاوروف» وزیر: these marks belong to the name
    local closing = CLOSING[tokens[from].text] and quote_end(tokens, from, last)
    if closing and closing < last then break end
    from = from + 1
  end
  while last >= from and is_edge(tokens[last]) do last = last - 1 end
  while last > from and self.lang.between_subject_and_verb[tokens[last].key] do last = last - 1 end
  return from, last
end

-- The span of some tokens as a part of a statement.
function Context:part(from, last)
  return { text = self:text(from, last), first = self.tokens[from].first, last = self.tokens[last].last }
end

function Context:last_speaker(is_person)
  if not is_person then return self.last end
  return self.last_person or self.last
end

-- The speaker that the tokens name; nil if they name none. Whom a pronoun means is told by `how`.
function Context:speaker(from, last, title_from, title_last)
  from, last = trimmed(self, from, last)
  if from > last or last - from > 20 then return nil end
  local tokens, lang = self.tokens, self.lang
  local part = self:part(from, last)
  local is_pronoun = from == last and lang.pronouns[tokens[from].key]
  local is_role = last > from and lang.demonstratives[tokens[from].key] and lang.roles[tokens[from + 1].key]
  if is_pronoun or is_role then
    local before = self:last_speaker(true)
    return { part = part, how = before and "pronoun" or "unknown", who = before and before.who,
      concept = before and before.concept }
  end
  local words, count = key_set(tokens, lang.articles, from, last)
  if count == 0 then return nil end
  local named = self:concept_of(from, last)
  if not named then
    local known = self:known_as(words, count)
    if known then return { part = part, how = "stated", who = known.who, concept = known.concept, known = known } end
  end
  if title_from then
    for i = title_from, title_last do
      if tokens[i].kind == "word" and not words[tokens[i].key] then words[tokens[i].key], count = true, count + 1 end
    end
  end
  local is_agency = named and self.agencies[named.name] or false
  for i = from, last do is_agency = is_agency or lang.agencies[tokens[i].key] end
  return {
    part = part, how = is_agency and "agency" or "stated", who = named and named.name or part.text,
    concept = named and named.name,
    is_person = not is_agency and (not named or named.kind == "person"), words = words, count = count,
  }
end

-- Remembers who spoke.
function Context:remember(speaker)
  if not speaker or speaker.is_nested or speaker.how == "pronoun" or speaker.how == "unknown" then return end
  local known = speaker.known
  if not known then
    known = {
      who = speaker.who, concept = speaker.concept, words = speaker.words, count = speaker.count, is_person = speaker.is_person,
    }
    -- names of states and bodies are parts of titles
    if speaker.is_person then self.known[#self.known + 1] = known end
  end
  self.last = known
  if known.is_person then self.last_person = known end
end

-- What was said --------------------------------------------------------------------------------

-- Where reported words end that begin at `from`: before another clause of the article's own ("..., while").
function Context:before_break(from, last)
  local tokens, lang = self.tokens, self.lang
  for i = from + 2, last - 1 do
    if is_mark(tokens[i - 1], COMMA) and phrase.at(lang.breaks, tokens, i, last) then return i - 2 end
  end
  return last
end

-- Drops marks at the end of reported words.
local function content_end(tokens, from, last)
  while last > from and (tokens[last].kind == "punct" or tokens[last].kind == "markup")
    and not IS_CLOSING[tokens[last].text] and tokens[last].text ~= ")" do
    last = last - 1
  end
  return last
end

-- The content that begins at `at`, a mark or a word of the sentence: first, last, kind, mark.
function Context:content_at(at, sentence_last)
  local tokens = self.tokens
  local mark = "that"
  if is_mark(tokens[at], { [":"] = true }) then at, mark = at + 1, "colon" end
  local token = tokens[at]
  if not token or at > sentence_last and mark ~= "colon" then return nil end
  if token.kind == "punct" and CLOSING[token.text] and token.text ~= "”" then
    local closing = quote_end(tokens, at, self.paragraph_last)
    if closing and closing > at + 1 then return at + 1, closing - 1, "direct", "quotes", closing end
    at = at + 1
    mark = "quotes"
  end
  if at > sentence_last then return nil end
  local last = content_end(tokens, at, mark == "that" and self:before_break(at, sentence_last) or sentence_last)
  if last < at then return nil end
  return at, last, mark == "that" and "reported" or "direct", mark
end

function Context:word_count(from, last)
  local n = 0
  for i = from, last do
    if self.tokens[i].kind == "word" or self.tokens[i].kind == "number" then n = n + 1 end
  end
  return n
end

function Context:add(speaker, verb_from, verb_last, first, last, kind, mark, via)
  local tokens = self.tokens
  if not first or self:word_count(first, last) < 2 then return end
  local s = self:part(first, last)
  s.article, s.language, s.sentence, s.is_repeat = self.article:key(), self.lang.name, tokens[verb_from or first].sentence,
    tokens[first].is_repeat
  s.kind, s.mark, s.via = kind, mark, via
  s.verb = verb_from and self:part(verb_from, verb_last) or nil
  s.who, s.concept, s.how, s.speaker = speaker.who, speaker.concept, speaker.how, speaker.part
  self.statements[#self.statements + 1] = s
  return s
end

-- Who spoke last, where a verb has no subject.
function Context:unsaid(last)
  local before = last or self.last
  return { how = before and "pronoun" or "unknown", who = before and before.who, concept = before and before.concept }
end

-- Verbs ----------------------------------------------------------------------------------------

-- The verbs of saying of a sentence: { first, last, is_participle, is_plain }.
function Context:verbs(from, last)
  local tokens, lang, found = self.tokens, self.lang, {}
  local i = from
  while i <= last do
    local key = tokens[i].key
    local bare = lang.name == "ar" and without_conjunction(key) or nil
    local function at(index)
      local stop, value = phrase.at(index, tokens, i, last)
      if not stop and bare then stop, value = phrase.at(index, tokens, i, last, bare) end
      return stop, value
    end
    local relay = at(lang.relay_verbs)
    local stop, prepositions = at(lang.verbs)
    stop = relay or stop
    local participle
    if not stop then participle, prepositions = at(lang.participles) end
    local document = not stop and not participle and at(lang.documents)
    stop = stop or participle or document
    local other = phrase.at(lang.no_verbs, tokens, i, last)
    if other then
      i = other
    elseif stop and not (i > from and lang.not_after[tokens[i - 1].key]) then
      found[#found + 1] = {
        first = i, last = stop, is_participle = participle ~= nil, is_relay = relay ~= nil,
        is_document = document and true, is_joined = bare ~= nil and lang.verbs[key] == nil,
        is_plain = phrase.at(lang.plain_verbs, tokens, i, stop) == stop,
        prepositions = type(prepositions) == "table" and prepositions or {},
      }
      i = stop
    end
    i = i + 1
  end
  return found
end

-- Skips what may stand before a speaker.
function Context:after_openings(from, limit)
  local tokens, lang = self.tokens, self.lang
  local at = from
  while at <= limit do
    local stop = phrase.at(lang.openings, tokens, at, limit)
    if stop then
      at = stop + 1
    elseif is_mark(tokens[at], COMMA) or tokens[at].kind == "markup" then
      at = at + 1
    else
      break
    end
  end
  return at
end

-- "in Moscow, " before a speaker: the place after its comma; nil where there is none.
function Context:after_preposition(from, limit)
  local tokens, lang = self.tokens, self.lang
  if not (tokens[from] and lang.prepositions[tokens[from].key]) then return from end
  for i = from, limit do
    if is_mark(tokens[i], COMMA) then return self:after_openings(i + 1, limit) end
  end
  return nil
end

-- According to ---------------------------------------------------------------------------------

-- وفقا لوزارة الصحة: the preposition is written onto the speaker. للوزارة has lost a letter and stays as it is.
function Context:without_preposition(speaker, from)
  local prefix, key = self.lang.onto_speaker, self.tokens[from].key
  if not self.lang.written_onto[self.tokens[from - 1].key] or key:sub(1, #prefix) ~= prefix or key:sub(#prefix + 1,
    2 * #prefix) == prefix then return end
  local part, text = speaker.part, speaker.part.text
  local own = speaker.who == text
  speaker.part = { text = text:sub(utf8.offset(text, 2)), first = part.first + utf8.offset(text, 2) - 1, last = part.last }
  if own then speaker.who = speaker.part.text end
end

-- "According to X" at `at`: its speaker and the token behind it.
function Context:according(at, limit)
  local tokens, lang = self.tokens, self.lang
  local bare = lang.name == "ar" and without_conjunction(tokens[at].key) or nil
  local stop, sense = phrase.at(lang.according, tokens, at, limit)
  if not stop and bare then stop, sense = phrase.at(lang.according, tokens, at, limit, bare) end
  if not stop or stop >= limit then return nil end
  local from = stop + 1
  local last, title_from, title_last = self:names_and_titles(from, limit)
  last = self:with_name_behind(last, limit)
  local named = self.named[from]
  -- without a comma behind it a speaker can't be told from what was said, but for a name
  local closed = is_mark(tokens[last + 1], COMMA) or last == limit or is_mark(tokens[last + 1], BREAK)
    or (tokens[last + 1] and tokens[last + 1].text == ".") or phrase.at(lang.relays, tokens, last + 1, limit)
  if not closed then
    if not named then return nil end
    last, title_from, title_last = named.last, nil, nil
  end
  local speaker = self:speaker(from, last, title_from, title_last)
  if not speaker then return nil end
  self:without_preposition(speaker, from)
  if sense == "agency" then speaker.how, speaker.is_person = "agency", false end
  local after = (title_last or last) + 1
  if is_mark(tokens[after], COMMA) then after = after + 1 end
  return speaker, at, stop, after
end

-- Persian ---------------------------------------------------------------------------------------

-- The subject before a verb: speaker, who passed it on, the token behind the subject.
function Context:subject_before(from, limit)
  local tokens, lang = self.tokens, self.lang
  local start = self:after_preposition(self:after_openings(from, limit), limit)
  if not start then
    -- a preposition and no comma: only a name tells where the speaker begins
    for i = from, limit do
      local named = self.named[i]
      if named and named.kind == "person" and (lang.stops[tokens[i - 1].key] == nil) then
        return self:speaker(i, named.last), nil, named.last + 1
      end
    end
    return nil, nil, from, true
  end
  if start > limit then return nil, nil, start end
  if lang.stops[tokens[start].key] and not lang.demonstratives[tokens[start].key] then return nil, nil, start end
  local last, title_from, title_last = self:names_and_titles(start, limit)
  for i = start, limit do
    local stop = phrase.at(lang.relays, tokens, i, limit)
    if stop and i > start then
      local via = self:speaker(start, math.min(last, i - 1))
      local source_from = stop + 1
      local source_last, source_title, source_title_last = self:names_and_titles(source_from, limit)
      if lang.relayed_words[tokens[source_from].key] then
        return self:unsaid(self:last_speaker(true)), via and via.part.text, source_last + 1
      end
      return self:speaker(source_from, source_last, source_title, source_title_last), via and via.part.text, source_last + 1
    end
  end
  return self:speaker(start, last, title_from, title_last), nil, (title_last or last) + 1
end

-- The content behind a Persian verb, or before it: از آتش‌بس خبر داد.
function Context:content_of_persian(verb, subject_end, sentence_last)
  local tokens, lang = self.tokens, self.lang
  local at = verb.last + 1
  local token = tokens[at]
  if at <= sentence_last and token then
    if is_mark(token, { [":"] = true }) or CLOSING[token.text] then return self:content_at(at, sentence_last) end
    if is_mark(token, COMMA) and tokens[at + 1] and lang.that[tokens[at + 1].key] then at = at + 1 end
    if lang.that[tokens[at].key] then
      local first, last, kind, mark = self:content_at(at + 1, sentence_last)
      return first, last, kind, mark
    end
    local is_clause = token.kind ~= "punct" and not lang["and"][token.key]
    if verb.is_plain and is_clause and self:word_count(at, sentence_last) >= 3 then
      return at, content_end(tokens, at, sentence_last), "reported", "none"
    end
  end
  local _, prepositions = phrase.at(lang.objects, tokens, verb.first, verb.last)
  if not prepositions then return nil end
  for i = subject_end, verb.first - 2 do
    if prepositions[tokens[i].key] then return i, verb.first - 1, "reported", "none" end
  end
end

local is_verb_known = {}

-- Whether a Persian token ends a clause: it is a verb.
local function is_verb(token)
  local known = is_verb_known[token.text]
  if known == nil then
    local _, present = core.lemma(token.text, "fa")
    known = present ~= nil and present ~= ""
    is_verb_known[token.text] = known
  end
  return known
end

-- Where the clause of a verb begins: behind a verb and "and" or a comma; or behind "that" where a name and the verb follow.
function Context:clause_start(from, verb)
  local tokens, lang = self.tokens, self.lang
  for i = verb.first - 2, from + 1, -1 do
    local is_edge = lang["and"][tokens[i].key] or is_mark(tokens[i], COMMA) or is_mark(tokens[i], BREAK)
    if is_edge and is_verb(tokens[i - 1]) and not phrase.at(lang.no_verbs, tokens, i - 1, verb.first) then
      return i + 1
    elseif lang.that[tokens[i].key] then
      local start = phrase.at(lang.in_which, tokens, i, verb.first - 1) or i
      if start < verb.first - 1 and self:name_end(start + 1, verb.first - 1) == verb.first - 1 then return start + 1, true end
    end
  end
  return from
end

-- "In this statement it has come": the document is who says it.
function Context:document(from, verb)
  local tokens, lang = self.tokens, self.lang
  local word
  for i = from, verb.first - 1 do word = word or (lang.document_words[tokens[i].key] and i) end
  if not word then return nil end
  local start = word
  if start > from and lang.demonstratives[tokens[start - 1].key] then
    local speaker = self:unsaid()
    speaker.part = self:part(start - 1, word)
    return speaker
  end
  if start > from and not lang.in_document[tokens[start - 1].key] then return nil, true end
  return self:speaker(start, self:name_end(start, verb.first - 1)), true
end

function Context:persian_verb(verb, from, previous, sentence_last)
  local tokens, lang = self.tokens, self.lang
  local speaker, via, subject_end, is_hidden
  local is_nested = false
  if previous then
    local before = tokens[verb.first - 1]
    local same = lang["and"][before.key] or is_mark(before, COMMA) or lang.stops[before.key]
      or phrase.at(lang.openings, tokens, verb.first - 1, verb.first - 1)
    if same and not previous.is_bare then
      speaker, subject_end = previous.speaker, verb.first
    else
      from, is_nested = previous.content or previous.last + 1, previous.content ~= nil
    end
  end
  if not speaker then
    local is_relative
    from, is_relative = self:clause_start(from, verb)
    if is_relative then
      -- a relative clause ends with its verb
      for i = verb.last + 2, sentence_last do
        if is_mark(tokens[i], COMMA) and is_verb(tokens[i - 1]) then
          sentence_last = i - 1
          break
        end
      end
    end
    speaker, via, subject_end, is_hidden = self:subject_before(from, verb.first - 1)
  end
  local first, last, kind, mark, closing = self:content_of_persian(verb, subject_end, sentence_last)
  if verb.is_document then
    -- «به دست آمده است» says nothing
    local document, is_named = self:document(from, verb)
    if not (document or is_named) or not first or mark == "none" then return nil end
    local begins_in = lang.in_document[tokens[from].key] or not speaker
    speaker = begins_in and document or speaker
  end
  if is_hidden and not verb.is_document and not first then return nil end
  -- within what somebody said only a named speaker is another one
  if is_nested and not speaker then return nil end
  speaker = speaker or self:unsaid()
  speaker.is_nested = is_nested
  return speaker, first, last, kind, mark, via, closing
end

-- Arabic ----------------------------------------------------------------------------------------

-- Tokens from a verb and its subject to the "that" of what was said.
local REACH <const> = 10

-- Where what was said begins behind a verb: the token, and where the words before it end.
function Context:arabic_content(verb, limit)
  local tokens, lang = self.tokens, self.lang
  local reach = verb.last + REACH
  if is_mark(tokens[verb.last + 1], COMMA) then
    -- something in between: رجح، بعد التوقيع، أن
    for i = verb.last + 2, math.min(limit, verb.last + 2 * REACH) do
      if is_mark(tokens[i], COMMA) then
        reach = math.max(reach, i + 2)
        break
      end
    end
  end
  for i = verb.last + 1, limit do
    local token = tokens[i]
    local named = self.named[i]
    if named then reach = math.max(reach, named.last + REACH) end
    if i > reach and not is_mark(tokens[i - 1], COMMA) then return nil end
    if token.kind ~= "punct" and lang.that[token.key] and not lang.no_that_after[tokens[i - 1].key] then
      local before = i - 1
      if lang.before_that[tokens[before].key] then
        -- "that" behind another verb's preposition: على أن, provided that
        if not verb.prepositions[tokens[before].key] then return nil end
        before = before - 1
      end
      return i + 1, before
    elseif is_mark(token, { [":"] = true }) then
      return i, i - 1
    elseif token.kind == "punct" and CLOSING[token.text] then
      local closing = quote_end(tokens, i, self.paragraph_last)
      if closing and closing - i > 5 then return i, i - 1 end
    end
  end
end

-- The subject of an Arabic verb: behind it, or before it after كان or أما.
function Context:subject_of_arabic(verb, clause_from, behind_last)
  local tokens, lang = self.tokens, self.lang
  local from = verb.last + 1
  if from <= behind_last and not lang.stops[tokens[from].key] and not is_mark(tokens[from], COMMA) then
    local last, title_from, title_last = self:names_and_titles(from, behind_last)
    if not title_from then last = self:with_name_behind(last, behind_last) end
    local speaker = self:speaker(from, last, title_from, title_last)
    if speaker then return speaker end
  end
  for i = clause_from, verb.first - 1 do
    local bare = without_conjunction(tokens[i].key)
    local stop = phrase.at(lang.openings_of_subject, tokens, i, verb.first - 1)
      or (bare and phrase.at(lang.openings_of_subject, tokens, i, verb.first - 1, bare))
    if stop and stop < verb.first - 1 then
      local limit = verb.first - 1
      if lang.between_subject_and_verb[tokens[limit].key] then limit = limit - 1 end
      local last = self:with_name_behind(self:name_end(stop + 1, limit), limit)
      return self:speaker(stop + 1, last)
    end
  end
  -- the subject first, at the very beginning of the sentence: الكرملين أعلن أن
  local last = self:name_end(clause_from, verb.first - 1)
  if clause_from == self.sentence_first and last == verb.first - 1 and self.named[clause_from]
    and self.named[clause_from].last == last then
    return self:speaker(clause_from, last)
  end
end

function Context:arabic_verb(verb, from, previous, limit)
  local tokens, lang = self.tokens, self.lang
  local at, before = self:arabic_content(verb, limit)
  local speaker, via
  local behind = before or self:name_end(verb.last + 1, limit)
  if verb.is_relay then
    for i = verb.last + 1, behind do
      if lang.relay_from[tokens[i].key] then
        local agency = self:speaker(verb.last + 1, i - 1)
        local last = self:name_end(i + 1, behind)
        via, speaker = agency and agency.part.text, self:speaker(i + 1, last)
        break
      end
    end
    if not speaker then return nil end
  elseif verb.is_participle then
    speaker = previous and previous.speaker or self:first_person(from, verb.first - 1) or self:unsaid()
  else
    speaker = self:subject_of_arabic(verb, from, behind)
    if not speaker then speaker = previous and previous.speaker or self:unsaid() end
  end
  if not at then return speaker end
  local first, last, kind, mark, closing = self:content_at(at, limit)
  return speaker, first, last, kind, mark, via, closing
end

-- The first person or body named in some tokens, who is the subject of a verb that isn't of saying.
function Context:first_person(from, last)
  for i = from, last do
    local named = self.named[i]
    if named and named.kind == "person" then return self:speaker(i, named.last) end
  end
end

-- English ---------------------------------------------------------------------------------------

-- The token behind the edge that the subject to the left of a verb begins at, and what the edge is.
function Context:left_edge(from, limit)
  local tokens, lang = self.tokens, self.lang
  for i = limit, from, -1 do
    local token = tokens[i]
    if is_mark(token, COMMA) or is_mark(token, BREAK) then return i + 1, "comma" end
    if token.kind == "punct" and (IS_CLOSING[token.text] or CLOSING[token.text]) then return i + 1, "quote" end
    if lang.edges[token.key] and not (lang["and"][token.key] and self:joins_names(i)) then return i + 1, "word" end
  end
  return from, "start"
end

-- Whether an "and" joins two names: "Lavrov and Kerry said".
function Context:joins_names(at)
  local tokens = self.tokens
  local before, after = tokens[at - 1], tokens[at + 1]
  return before and after and before.text:find "^%u" and after.text:find "^%u" and before.sentence == after.sentence
end

-- The subject of an English verb: speaker, and where what stands before it ends, if that may be what was said.
function Context:subject_of_english(verb, from)
  local tokens, lang = self.tokens, self.lang
  local left, edge = self:left_edge(from, verb.first - 1)
  local is_empty = left > verb.first - 1
  local chunk, chunk_last = left, verb.first - 1
  if is_empty and edge == "comma" and left - 2 >= from then
    chunk, chunk_last = self:left_edge(from, left - 2), left - 2
  end
  local nearest = tokens[chunk]
  local is_title = edge == "comma" and chunk - 2 >= from and is_mark(tokens[chunk - 1], COMMA)
    and (lang.titles[nearest.key] or nearest.text:find "['’]s$")
  if is_title then
    -- "Lavrov, the foreign minister, said": the name stands before the comma
    local name_from, name_edge = self:left_edge(from, chunk - 2)
    local last = self:name_end(name_from, chunk - 2)
    if last == chunk - 2 and tokens[name_from].text:find "^%u" and not lang.prepositions[tokens[name_from].key] then
      return self:speaker(name_from, last, chunk, chunk_last), name_from - 1, name_edge
    end
  end
  if is_empty then
    -- "said Lavrov"
    local next_token = tokens[verb.last + 1]
    if edge == "start" or not next_token or next_token.kind ~= "word" or lang.stops[next_token.key] then return nil, left - 1,
    edge end
    local last, title_from, title_last = self:names_and_titles(verb.last + 1, self.sentence_last)
    return self:speaker(verb.last + 1, last, title_from, title_last), left - 1, edge, title_last or last
  end
  local start = self:after_openings(left, verb.first - 1)
  if start <= verb.first - 1 and lang.prepositions[tokens[start].key] then
    for i = start, verb.first - 1 do
      local named = self.named[i]
      if named and named.kind == "person" then return self:speaker(i, named.last), left - 1, edge end
    end
    return nil, left - 1, edge
  end
  local last = self:with_name_behind(self:name_end(start, verb.first - 1), verb.first - 1)
  return self:speaker(start, last), left - 1, edge
end

-- The content of an English verb: behind "that" or a mark, before the speaker, or right behind the verb.
function Context:content_of_english(verb, from, before, edge, behind, limit)
  local tokens, lang = self.tokens, self.lang
  local at = (behind or verb.last) + 1
  local skipped = at
  while skipped <= limit and (lang.adverbials[tokens[skipped].key] or tokens[skipped].kind == "number"
    or (lang.addressed[tokens[verb.first].key] and (lang.addressees[tokens[skipped].key] or self.named[skipped]))) do
    skipped = skipped + 1
  end
  for _, i in ipairs { at, skipped } do
    local token = tokens[i]
    if i <= limit and token and token.kind ~= "punct" and lang.that[token.key] then return self:content_at(i + 1, limit) end
    local opening = token and is_mark(token, COMMA) and tokens[i + 1] and tokens[i + 1].kind == "punct"
      and CLOSING[tokens[i + 1].text] and i + 1
    if i <= limit and token and (opening or is_mark(token, { [":"] = true }) or (token.kind == "punct" and CLOSING[token.text]
      and token.text ~= "”")) then
      return self:content_at(opening or i, limit)
    end
  end
  if edge == "comma" or edge == "quote" then
    local last = before
    local is_quote = tokens[last] and IS_CLOSING[tokens[last].text]
    if is_quote then
      local closing = last
      local first = self:quote_start(closing)
      if first then
        local stop = content_end(tokens, first + 1, closing - 1)
        return first + 1, stop, "direct", "quotes"
      end
    elseif verb.is_plain and self:word_count(from, last) >= 3 and last >= from then
      return from, content_end(tokens, from, last), "reported", "none"
    end
  end
  if verb.is_plain and not behind then
    local start = lang.addressed[tokens[verb.first].key] and skipped or at
    local token = tokens[start]
    if start <= limit and token.kind == "word" and not lang.prepositions[token.key] and self:word_count(start, limit) >= 3 then
      return start, content_end(tokens, start, limit), "reported", "none"
    end
  end
end

-- The mark that opens the quotation that `closing` closes, in the same paragraph.
function Context:quote_start(closing)
  local tokens = self.tokens
  local text = tokens[closing].text
  for i = closing - 1, self.paragraph_first, -1 do
    if tokens[i].kind == "punct" then
      local opens = CLOSING[tokens[i].text]
      if opens and is_one_of(text, opens) and tokens[i].text ~= "”" then return i end
    end
  end
end

function Context:english_verb(verb, from, limit)
  local speaker, before, edge, behind = self:subject_of_english(verb, from)
  if not speaker then return nil end
  return speaker, self:content_of_english(verb, from, before, edge, behind, limit)
end

-- Sentences ------------------------------------------------------------------------------------

-- Where the content of a verb must end: before the next verb that has the same speaker.
function Context:limit_of(verbs, i, sentence_last)
  local tokens, lang = self.tokens, self.lang
  local following = verbs[i + 1]
  if not following or lang.name == "en" then return sentence_last end
  if lang.name == "ar" then
    local before = following.first - 1
    local closes = following.is_participle or (following.is_joined and (is_mark(tokens[before], COMMA)
      or IS_CLOSING[tokens[before].text]))
    return closes and before or sentence_last
  end
  local before = tokens[following.first - 1]
  if lang["and"][before.key] then return following.first - 2 end
  return sentence_last
end

-- Before a colon these tell where, not who.
local NO_SPEAKERS = { capital = true, place = true }

-- "Lavrov: the talks have moved on", as headlines have it.
function Context:headline(from, last)
  local tokens = self.tokens
  while from < last and tokens[from].kind == "markup" do from = from + 1 end
  local named = self.named[from]
  if not named or NO_SPEAKERS[named.kind] or not is_mark(tokens[named.last + 1], { [":"] = true }) then return end
  local first, stop, kind, mark = self:content_at(named.last + 1, last)
  if not first then return end
  local speaker = self:speaker(from, named.last)
  self:add(speaker, nil, nil, first, stop, kind, mark)
  self:remember(speaker)
  return true
end

-- "According to X" at the beginning or the end of a sentence. Gives what is left of it, and who passed the rest on.
function Context:attributed(from, last, has_verbs)
  local tokens, lang = self.tokens, self.lang
  local start = self:after_openings(from, last)
  if start > last then return from end
  local speaker, at, stop, after = self:according(start, last)
  if speaker then
    -- «به گزارش الف، ب گفت»: the one who said it is named behind
    local rest_has_verb = false
    for _, verb in ipairs(has_verbs) do rest_has_verb = rest_has_verb or verb.first >= after end
    if not (speaker.how == "agency" and rest_has_verb) then
      local bare = tokens[after] and without_conjunction(tokens[after].key)
      if bare and lang.that[bare] then after = after + 1 end
      local first, stop_at, kind, mark = self:content_at(after, last)
      if first and kind then
        self:add(speaker, at, stop, first, stop_at, kind == "direct" and "direct" or "reported",
          mark == "that" and "none" or mark)
        -- who passes news on takes the floor from nobody
        if speaker.how ~= "agency" then self:remember(speaker) end
      end
      return after
    end
    return after, speaker.part.text
  end
  for i = start + 3, last - 1 do
    if is_mark(tokens[i - 1], COMMA) or IS_CLOSING[tokens[i - 1].text] then
      speaker, at, stop, after = self:according(i, last)
      local is_last = speaker and (after > last or (after == last and tokens[last].kind == "punct"))
      if speaker and is_last then
        self:add(speaker, at, stop, start, content_end(tokens, start, i - 2), "reported", "none")
        self:remember(speaker)
        return from
      elseif speaker and lang.name ~= "en" then
        -- in the middle: it is said of what follows
        self:add(speaker, at, stop, after, content_end(tokens, after, last), "reported", "none")
        self:remember(speaker)
        return from
      end
    elseif lang.name == "fa" and lang.openings[tokens[i - 1].key] and is_mark(tokens[i - 2], COMMA) then
      speaker, at, stop, after = self:according(i, last)
      if speaker and after < last then
        self:add(speaker, at, stop, after, content_end(tokens, after, last), "reported", "none")
        self:remember(speaker)
        return from
      end
    end
  end
  return from
end

function Context:sentence(from, last)
  local tokens, lang = self.tokens, self.lang
  self.sentence_first, self.sentence_last = from, last
  if self:headline(from, last) then return end
  local verbs = self:verbs(from, last)
  local via
  from, via = self:attributed(from, last, verbs)
  local previous
  for i, verb in ipairs(verbs) do
    -- a verb within words that were quoted is not the article's
    local is_quoted = previous and previous.closing and verb.first <= previous.closing
    if verb.first >= from and not is_quoted then
      local limit = self:limit_of(verbs, i, last)
      local speaker, first, stop, kind, mark, own_via, closing
      if lang.subject == "before" then
        speaker, first, stop, kind, mark, own_via, closing = self:persian_verb(verb, from, previous, limit)
      elseif lang.subject == "after" then
        speaker, first, stop, kind, mark, own_via, closing = self:arabic_verb(verb, from, previous, limit)
      else
        speaker, first, stop, kind, mark, closing = self:english_verb(verb, from, limit)
      end
      if speaker then
        if first and tokens[first] then
          self:add(speaker, verb.first, verb.last, first, stop, kind, mark, own_via or via)
        end
        self:remember(speaker)
        previous = {
          last = verb.last, closing = closing,
          speaker = speaker, is_bare = not first and speaker.part == nil, content = first,
        }
      end
    end
  end
end

-- Articles -------------------------------------------------------------------------------------

local everything, agency_names -- patterns are made when they are first needed

local function named_things(article, tokens)
  if not everything then
    everything = concept.any { "syrian-talks", "countries" }
    agency_names = {}
    for _, name in ipairs { "irna", "isna", "fars-news", "tasnim", "mehr-news", "sana", "tass", "ria-novosti", "interfax",
      "sputnik", "anadolu", "reuters", "afp", "associated-press", "al-jazeera", "al-mayadeen", "al-arabiya" } do
      agency_names[name] = true
    end
  end
  local named = {}
  for hit in article:match(everything):each() do
    local first, last = hit:span()
    local from, name = article:token_at(first), hit.values[1]
    named[from] = { last = article:token_at(last), name = name, kind = concept.kind(name) }
  end
  return named, tokens
end

local OPTIONS = { "language", "repeats" }

---The statements that an article or a text reports, in order.
---@param article rasad.Article|string
---@param options? { language: "fa"|"ar"|"en"|nil, repeats: boolean? } `language` where it need not be found out; with
---`repeats = false` statements in repeated text are left out
---@return rasad.Statement[]
function speech.find(article, options)
  options = options_of("speech.find", options, OPTIONS)
  if type(article) == "string" then article = require("rasad").text(article):article(1) end
  if type(article) ~= "userdata" then error("speech.find: expected an article or a text, got a " .. type(article), 2) end
  if options.language and not language_of(options.language) then
    error('speech.find: the language is "fa", "ar" or "en"', 2)
  end
  local tokens = {}
  for token in article:tokens() do tokens[#tokens + 1] = token end
  local named = named_things(article, tokens)
  local self = setmetatable({
    article = article, tokens = tokens, named = named, agencies = agency_names, known = {}, statements = {},
  }, Context)
  for paragraph in article:paragraphs() do
    self.paragraph_first, self.paragraph_last = paragraph.first_token, paragraph.last_token
    for i = tokens[paragraph.first_token].sentence, tokens[paragraph.last_token].sentence do
      local sentence = article:sentence(i)
      local own = tokens[sentence.first_token].language
      self.lang = language_of(options.language or (own ~= "other" and own or article:language()))
      if self.lang and not (options.repeats == false and sentence.is_repeat) then
        self:sentence(sentence.first_token, sentence.last_token)
      end
    end
  end
  return self.statements
end

---For map: logs the statements of an article and counts them by who made them, all and without repeats.
---@param out rasad.Out
---@param article rasad.Article
---@param options? table as speech.find takes them
---@return rasad.Statement[]
function speech.collect(out, article, options)
  local statements = speech.find(article, options)
  for _, statement in ipairs(statements) do
    local who = statement.who or "?"
    out:log("statements", statement)
    out:count("statements", who)
    if not statement.is_repeat then out:count("distinct statements", who) end
  end
  return statements
end

---A line of a concordance for a statement: what was said in the middle, the sentence around it.
---@param article rasad.Article
---@param statement rasad.Statement
---@return {article: string, start: integer, stop: integer, before: string, node: string, after: string}
function speech.line(article, statement)
  local sentence = article:sentence(statement.sentence)
  return {
    article = article:key(), start = statement.first - 1, stop = statement.last, node = statement.text,
    before = article:slice(math.min(sentence.first, statement.first), statement.first - 1),
    after = statement.last < sentence.last and article:slice(statement.last + 1, sentence.last) or "",
  }
end

return speech
