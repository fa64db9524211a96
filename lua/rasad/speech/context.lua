-- speech/context.lua: what is known while an article is read: who is named, who spoke; and what every language finds alike.
local language = require "rasad.speech.language"
local marks = require "rasad.speech.marks"
local phrase = require "rasad.phrase"

local CLOSING, IS_CLOSING, COMMA, BREAK = marks.CLOSING, marks.IS_CLOSING, marks.COMMA, marks.BREAK
local INNER, is_mark, quote_end, content_end = marks.INNER, marks.is_mark, marks.quote_end, marks.content_end
local without_conjunction = language.without_conjunction

---@class rasad.speech.context what is known while an article is read
local Context = {}
Context.__index = Context

---Begins with an article.
---@param article rasad.Article
---@param tokens rasad.Token[]
---@param named table<integer, table> what is named, by the token at which it begins
---@param agencies table<string, boolean> which names are those of agencies
---@return rasad.speech.context
function Context.new(article, tokens, named, agencies)
  return setmetatable({
    article = article, tokens = tokens, named = named, agencies = agencies, known = {}, statements = {},
  }, Context)
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

return Context
