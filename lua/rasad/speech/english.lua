-- speech/english.lua: a verb of saying in English, whose speaker stands on either side of it.
local marks = require "rasad.speech.marks"

local CLOSING, IS_CLOSING, COMMA, BREAK = marks.CLOSING, marks.IS_CLOSING, marks.COMMA, marks.BREAK
local is_mark, quote_start, content_end = marks.is_mark, marks.quote_start, marks.content_end

local english = {}

-- Whether an "and" joins two names: "Lavrov and Kerry said".
local function joins_names(context, at)
  local tokens = context.tokens
  local before, after = tokens[at - 1], tokens[at + 1]
  return before and after and before.text:find "^%u" and after.text:find "^%u" and before.sentence == after.sentence
end

-- The token behind the edge that the subject to the left of a verb begins at, and what the edge is.
local function left_edge(context, from, limit)
  local tokens, lang = context.tokens, context.lang
  for i = limit, from, -1 do
    local token = tokens[i]
    if is_mark(token, COMMA) or is_mark(token, BREAK) then return i + 1, "comma" end
    if token.kind == "punct" and (IS_CLOSING[token.text] or CLOSING[token.text]) then return i + 1, "quote" end
    if lang.edges[token.key] and not (lang["and"][token.key] and joins_names(context, i)) then return i + 1, "word" end
  end
  return from, "start"
end

-- The subject of an English verb: speaker, and where what stands before it ends, if that may be what was said.
local function subject_of(context, verb, from)
  local tokens, lang = context.tokens, context.lang
  local left, edge = left_edge(context, from, verb.first - 1)
  local is_empty = left > verb.first - 1
  local chunk, chunk_last = left, verb.first - 1
  if is_empty and edge == "comma" and left - 2 >= from then
    chunk, chunk_last = left_edge(context, from, left - 2), left - 2
  end
  local nearest = tokens[chunk]
  local is_title = edge == "comma" and chunk - 2 >= from and is_mark(tokens[chunk - 1], COMMA)
    and (lang.titles[nearest.key] or nearest.text:find "['’]s$")
  if is_title then
    -- "Lavrov, the foreign minister, said": the name stands before the comma
    local name_from, name_edge = left_edge(context, from, chunk - 2)
    local last = context:name_end(name_from, chunk - 2)
    if last == chunk - 2 and tokens[name_from].text:find "^%u" and not lang.prepositions[tokens[name_from].key] then
      return context:speaker(name_from, last, chunk, chunk_last), name_from - 1, name_edge
    end
  end
  if is_empty then
    -- "said Lavrov"
    local next_token = tokens[verb.last + 1]
    if edge == "start" or not next_token or next_token.kind ~= "word" or lang.stops[next_token.key] then return nil, left - 1,
    edge end
    local last, title_from, title_last = context:names_and_titles(verb.last + 1, context.sentence_last)
    return context:speaker(verb.last + 1, last, title_from, title_last), left - 1, edge, title_last or last
  end
  local start = context:after_openings(left, verb.first - 1)
  if start <= verb.first - 1 and lang.prepositions[tokens[start].key] then
    for i = start, verb.first - 1 do
      local named = context.named[i]
      if named and named.kind == "person" then return context:speaker(i, named.last), left - 1, edge end
    end
    return nil, left - 1, edge
  end
  local last = context:with_name_behind(context:name_end(start, verb.first - 1), verb.first - 1)
  return context:speaker(start, last), left - 1, edge
end

-- The content of an English verb: behind "that" or a mark, before the speaker, or right behind the verb.
local function content_of(context, verb, from, before, edge, behind, limit)
  local tokens, lang = context.tokens, context.lang
  local at = (behind or verb.last) + 1
  local skipped = at
  while skipped <= limit and (lang.adverbials[tokens[skipped].key] or tokens[skipped].kind == "number"
    or (lang.addressed[tokens[verb.first].key] and (lang.addressees[tokens[skipped].key] or context.named[skipped]))) do
    skipped = skipped + 1
  end
  for _, i in ipairs { at, skipped } do
    local token = tokens[i]
    if i <= limit and token and token.kind ~= "punct" and lang.that[token.key] then return context:content_at(i + 1, limit) end
    local opening = token and is_mark(token, COMMA) and tokens[i + 1] and tokens[i + 1].kind == "punct"
      and CLOSING[tokens[i + 1].text] and i + 1
    if i <= limit and token and (opening or is_mark(token, { [":"] = true }) or (token.kind == "punct" and CLOSING[token.text]
      and token.text ~= "”")) then
      return context:content_at(opening or i, limit)
    end
  end
  if edge == "comma" or edge == "quote" then
    local last = before
    local is_quote = tokens[last] and IS_CLOSING[tokens[last].text]
    if is_quote then
      local closing = last
      local first = quote_start(tokens, closing, context.paragraph_first)
      if first then
        local stop = content_end(tokens, first + 1, closing - 1)
        return first + 1, stop, "direct", "quotes"
      end
    elseif verb.is_plain and context:word_count(from, last) >= 3 and last >= from then
      return from, content_end(tokens, from, last), "reported", "none"
    end
  end
  if verb.is_plain and not behind then
    local start = lang.addressed[tokens[verb.first].key] and skipped or at
    local token = tokens[start]
    if start <= limit and token.kind == "word" and not lang.prepositions[token.key] and context:word_count(start, limit) >= 3 then
      return start, content_end(tokens, start, limit), "reported", "none"
    end
  end
end

---The statement of a verb of saying.
---@param context rasad.speech.context
---@param verb table
---@param from integer the token at which its sentence, or what is left of it, begins
---@param _previous table? the verb of saying before it
---@param limit integer the last token that what was said may have
---@return table? speaker
---@return integer? first of what was said, a token
---@return integer? last
---@return string? kind
---@return string? mark
---@return string? via who passed it on
---@return integer? closing the mark that closes a quotation
function english.verb(context, verb, from, _previous, limit)
  local speaker, before, edge, behind = subject_of(context, verb, from)
  if not speaker then return nil end
  local first, last, kind, mark, closing = content_of(context, verb, from, before, edge, behind, limit)
  return speaker, first, last, kind, mark, nil, closing
end

return english
