-- speech/persian.lua: a verb of saying in Persian, whose speaker stands before it.
local core = require "rasad.core"
local marks = require "rasad.speech.marks"
local phrase = require "rasad.phrase"

local CLOSING, COMMA, BREAK = marks.CLOSING, marks.COMMA, marks.BREAK
local is_mark, content_end = marks.is_mark, marks.content_end

local persian = {}

-- The subject before a verb: speaker, who passed it on, the token behind the subject.
local function subject_before(context, from, limit)
  local tokens, lang = context.tokens, context.lang
  local start = context:after_preposition(context:after_openings(from, limit), limit)
  if not start then
    -- a preposition and no comma: only a name tells where the speaker begins
    for i = from, limit do
      local named = context.named[i]
      if named and named.kind == "person" and (lang.stops[tokens[i - 1].key] == nil) then
        return context:speaker(i, named.last), nil, named.last + 1
      end
    end
    return nil, nil, from, true
  end
  if start > limit then return nil, nil, start end
  if lang.stops[tokens[start].key] and not lang.demonstratives[tokens[start].key] then return nil, nil, start end
  local last, title_from, title_last = context:names_and_titles(start, limit)
  for i = start, limit do
    local stop = phrase.at(lang.relays, tokens, i, limit)
    if stop and i > start then
      local via = context:speaker(start, math.min(last, i - 1))
      local source_from = stop + 1
      local source_last, source_title, source_title_last = context:names_and_titles(source_from, limit)
      if lang.relayed_words[tokens[source_from].key] then
        return context:unsaid(context:last_speaker(true)), via and via.part.text, source_last + 1
      end
      return context:speaker(source_from, source_last, source_title, source_title_last), via and via.part.text, source_last + 1
    end
  end
  return context:speaker(start, last, title_from, title_last), nil, (title_last or last) + 1
end

-- The content behind a Persian verb, or before it: از آتش‌بس خبر داد.
local function content_of(context, verb, subject_end, sentence_last)
  local tokens, lang = context.tokens, context.lang
  local at = verb.last + 1
  local token = tokens[at]
  if at <= sentence_last and token then
    if is_mark(token, { [":"] = true }) or CLOSING[token.text] then return context:content_at(at, sentence_last) end
    if is_mark(token, COMMA) and tokens[at + 1] and lang.that[tokens[at + 1].key] then at = at + 1 end
    if lang.that[tokens[at].key] then
      local first, last, kind, mark = context:content_at(at + 1, sentence_last)
      return first, last, kind, mark
    end
    local is_clause = token.kind ~= "punct" and not lang["and"][token.key]
    if verb.is_plain and is_clause and context:word_count(at, sentence_last) >= 3 then
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
local function clause_start(context, from, verb)
  local tokens, lang = context.tokens, context.lang
  for i = verb.first - 2, from + 1, -1 do
    local is_edge = lang["and"][tokens[i].key] or is_mark(tokens[i], COMMA) or is_mark(tokens[i], BREAK)
    if is_edge and is_verb(tokens[i - 1]) and not phrase.at(lang.no_verbs, tokens, i - 1, verb.first) then
      return i + 1
    elseif lang.that[tokens[i].key] then
      local start = phrase.at(lang.in_which, tokens, i, verb.first - 1) or i
      if start < verb.first - 1 and context:name_end(start + 1, verb.first - 1) == verb.first - 1 then return start + 1, true end
    end
  end
  return from
end

-- "In this statement it has come": the document is who says it.
local function document_of(context, from, verb)
  local tokens, lang = context.tokens, context.lang
  local word
  for i = from, verb.first - 1 do word = word or (lang.document_words[tokens[i].key] and i) end
  if not word then return nil end
  local start = word
  if start > from and lang.demonstratives[tokens[start - 1].key] then
    local speaker = context:unsaid()
    speaker.part = context:part(start - 1, word)
    return speaker
  end
  if start > from and not lang.in_document[tokens[start - 1].key] then return nil, true end
  return context:speaker(start, context:name_end(start, verb.first - 1)), true
end

---The statement of a verb of saying.
---@param context rasad.speech.context
---@param verb table
---@param from integer the token at which its sentence, or what is left of it, begins
---@param previous table? the verb of saying before it
---@param limit integer the last token that what was said may have
---@return table? speaker
---@return integer? first of what was said, a token
---@return integer? last
---@return string? kind
---@return string? mark
---@return string? via who passed it on
---@return integer? closing the mark that closes a quotation
function persian.verb(context, verb, from, previous, limit)
  local tokens, lang = context.tokens, context.lang
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
    from, is_relative = clause_start(context, from, verb)
    if is_relative then
      -- a relative clause ends with its verb
      for i = verb.last + 2, limit do
        if is_mark(tokens[i], COMMA) and is_verb(tokens[i - 1]) then
          limit = i - 1
          break
        end
      end
    end
    speaker, via, subject_end, is_hidden = subject_before(context, from, verb.first - 1)
  end
  local first, last, kind, mark, closing = content_of(context, verb, subject_end, limit)
  if verb.is_document then
    -- «به دست آمده است» says nothing
    local document, is_named = document_of(context, from, verb)
    if not (document or is_named) or not first or mark == "none" then return nil end
    local begins_in = lang.in_document[tokens[from].key] or not speaker
    speaker = begins_in and document or speaker
  end
  if is_hidden and not verb.is_document and not first then return nil end
  -- within what somebody said only a named speaker is another one
  if is_nested and not speaker then return nil end
  speaker = speaker or context:unsaid()
  speaker.is_nested = is_nested
  return speaker, first, last, kind, mark, via, closing
end

return persian
