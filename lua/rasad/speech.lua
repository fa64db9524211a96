-- rasad.speech: who said what: the statements an article reports, with who said them and where they stand.
--
-- A statement is found by its verb of saying, by words such as "according to", or by a name and a colon. Its speaker is
-- what stands where the language has its subject; a pronoun, or no subject at all, means who spoke last. The words of each
-- language are in speech/fa.lua, ar.lua and en.lua, what its verbs need in speech/persian.lua, arabic.lua and english.lua.
local Context = require "rasad.speech.context"
local concept = require "rasad.concept"
local language = require "rasad.speech.language"
local marks = require "rasad.speech.marks"
local options_of = require("rasad.options").check

local IS_CLOSING, COMMA, is_mark, content_end = marks.IS_CLOSING, marks.COMMA, marks.is_mark, marks.content_end
local without_conjunction = language.without_conjunction

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

-- Sentences ------------------------------------------------------------------------------------

-- What the verbs of a language need.
local RULES = {
  fa = require "rasad.speech.persian", ar = require "rasad.speech.arabic", en = require "rasad.speech.english",
}

-- Where the content of a verb must end: before the next verb that has the same speaker.
local function limit_of(context, verbs, i, sentence_last)
  local tokens, lang = context.tokens, context.lang
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
local function headline(context, from, last)
  local tokens = context.tokens
  while from < last and tokens[from].kind == "markup" do from = from + 1 end
  local named = context.named[from]
  if not named or NO_SPEAKERS[named.kind] or not is_mark(tokens[named.last + 1], { [":"] = true }) then return end
  local first, stop, kind, mark = context:content_at(named.last + 1, last)
  if not first then return end
  local speaker = context:speaker(from, named.last)
  context:add(speaker, nil, nil, first, stop, kind, mark)
  context:remember(speaker)
  return true
end

-- "According to X" at the beginning or the end of a sentence. Gives what is left of it, and who passed the rest on.
local function attributed(context, from, last, has_verbs)
  local tokens, lang = context.tokens, context.lang
  local start = context:after_openings(from, last)
  if start > last then return from end
  local speaker, at, stop, after = context:according(start, last)
  if speaker then
    -- «به گزارش الف، ب گفت»: the one who said it is named behind
    local rest_has_verb = false
    for _, verb in ipairs(has_verbs) do rest_has_verb = rest_has_verb or verb.first >= after end
    if not (speaker.how == "agency" and rest_has_verb) then
      local bare = tokens[after] and without_conjunction(tokens[after].key)
      if bare and lang.that[bare] then after = after + 1 end
      local first, stop_at, kind, mark = context:content_at(after, last)
      if first and kind then
        context:add(speaker, at, stop, first, stop_at, kind == "direct" and "direct" or "reported",
          mark == "that" and "none" or mark)
        -- who passes news on takes the floor from nobody
        if speaker.how ~= "agency" then context:remember(speaker) end
      end
      return after
    end
    return after, speaker.part.text
  end
  for i = start + 3, last - 1 do
    if is_mark(tokens[i - 1], COMMA) or IS_CLOSING[tokens[i - 1].text] then
      speaker, at, stop, after = context:according(i, last)
      local is_last = speaker and (after > last or (after == last and tokens[last].kind == "punct"))
      if speaker and is_last then
        context:add(speaker, at, stop, start, content_end(tokens, start, i - 2), "reported", "none")
        context:remember(speaker)
        return from
      elseif speaker and lang.name ~= "en" then
        -- in the middle: it is said of what follows
        context:add(speaker, at, stop, after, content_end(tokens, after, last), "reported", "none")
        context:remember(speaker)
        return from
      end
    elseif lang.name == "fa" and lang.openings[tokens[i - 1].key] and is_mark(tokens[i - 2], COMMA) then
      speaker, at, stop, after = context:according(i, last)
      if speaker and after < last then
        context:add(speaker, at, stop, after, content_end(tokens, after, last), "reported", "none")
        context:remember(speaker)
        return from
      end
    end
  end
  return from
end

local function read_sentence(context, from, last)
  local tokens, lang = context.tokens, context.lang
  context.sentence_first, context.sentence_last = from, last
  if headline(context, from, last) then return end
  local verbs = context:verbs(from, last)
  local via
  from, via = attributed(context, from, last, verbs)
  local previous
  for i, verb in ipairs(verbs) do
    -- a verb within words that were quoted is not the article's
    local is_quoted = previous and previous.closing and verb.first <= previous.closing
    if verb.first >= from and not is_quoted then
      local limit = limit_of(context, verbs, i, last)
      local speaker, first, stop, kind, mark, own_via, closing = RULES[lang.name].verb(context, verb, from, previous, limit)
      if speaker then
        if first and tokens[first] then
          context:add(speaker, verb.first, verb.last, first, stop, kind, mark, own_via or via)
        end
        context:remember(speaker)
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

local function named_things(article)
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
  return named
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
  if options.language and not language.of(options.language) then
    error('speech.find: the language is "fa", "ar" or "en"', 2)
  end
  local tokens = {}
  for token in article:tokens() do tokens[#tokens + 1] = token end
  local context = Context.new(article, tokens, named_things(article), agency_names)
  for paragraph in article:paragraphs() do
    context.paragraph_first, context.paragraph_last = paragraph.first_token, paragraph.last_token
    for i = tokens[paragraph.first_token].sentence, tokens[paragraph.last_token].sentence do
      local span = article:sentence(i)
      local own = tokens[span.first_token].language
      context.lang = language.of(options.language or (own ~= "other" and own or article:language()))
      if context.lang and not (options.repeats == false and span.is_repeat) then
        read_sentence(context, span.first_token, span.last_token)
      end
    end
  end
  return context.statements
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
