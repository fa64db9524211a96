-- speech/arabic.lua: a verb of saying in Arabic, whose speaker stands behind it.
local language = require "rasad.speech.language"
local marks = require "rasad.speech.marks"
local phrase = require "rasad.phrase"

local CLOSING, COMMA, is_mark, quote_end = marks.CLOSING, marks.COMMA, marks.is_mark, marks.quote_end
local without_conjunction = language.without_conjunction

local arabic = {}

-- Tokens from a verb and its subject to the "that" of what was said.
local REACH <const> = 10

-- Where what was said begins behind a verb: the token, and where the words before it end.
local function content_start(context, verb, limit)
  local tokens, lang = context.tokens, context.lang
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
    local named = context.named[i]
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
      local closing = quote_end(tokens, i, context.paragraph_last)
      if closing and closing - i > 5 then return i, i - 1 end
    end
  end
end

-- The subject of an Arabic verb: behind it, or before it after كان or أما.
local function subject_of(context, verb, clause_from, behind_last)
  local tokens, lang = context.tokens, context.lang
  local from = verb.last + 1
  if from <= behind_last and not lang.stops[tokens[from].key] and not is_mark(tokens[from], COMMA) then
    local last, title_from, title_last = context:names_and_titles(from, behind_last)
    if not title_from then last = context:with_name_behind(last, behind_last) end
    local speaker = context:speaker(from, last, title_from, title_last)
    if speaker then return speaker end
  end
  for i = clause_from, verb.first - 1 do
    local bare = without_conjunction(tokens[i].key)
    local stop = phrase.at(lang.openings_of_subject, tokens, i, verb.first - 1)
      or (bare and phrase.at(lang.openings_of_subject, tokens, i, verb.first - 1, bare))
    if stop and stop < verb.first - 1 then
      local limit = verb.first - 1
      if lang.between_subject_and_verb[tokens[limit].key] then limit = limit - 1 end
      local last = context:with_name_behind(context:name_end(stop + 1, limit), limit)
      return context:speaker(stop + 1, last)
    end
  end
  -- the subject first, at the very beginning of the sentence: الكرملين أعلن أن
  local last = context:name_end(clause_from, verb.first - 1)
  if clause_from == context.sentence_first and last == verb.first - 1 and context.named[clause_from]
    and context.named[clause_from].last == last then
    return context:speaker(clause_from, last)
  end
end

-- The first person or body named in some tokens, who is the subject of a verb that isn't of saying.
local function first_person(context, from, last)
  for i = from, last do
    local named = context.named[i]
    if named and named.kind == "person" then return context:speaker(i, named.last) end
  end
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
function arabic.verb(context, verb, from, previous, limit)
  local tokens, lang = context.tokens, context.lang
  local at, before = content_start(context, verb, limit)
  local speaker, via
  local behind = before or context:name_end(verb.last + 1, limit)
  if verb.is_relay then
    for i = verb.last + 1, behind do
      if lang.relay_from[tokens[i].key] then
        local agency = context:speaker(verb.last + 1, i - 1)
        local last = context:name_end(i + 1, behind)
        via, speaker = agency and agency.part.text, context:speaker(i + 1, last)
        break
      end
    end
    if not speaker then return nil end
  elseif verb.is_participle then
    speaker = previous and previous.speaker or first_person(context, from, verb.first - 1) or context:unsaid()
  else
    speaker = subject_of(context, verb, from, behind)
    if not speaker then speaker = previous and previous.speaker or context:unsaid() end
  end
  if not at then return speaker end
  local first, last, kind, mark, closing = context:content_at(at, limit)
  return speaker, first, last, kind, mark, via, closing
end

return arabic
