-- phrases.lua: translations of what rasad says, from tables of sentences with places such as {1}.
local phrases = {}

-- The words between the places, and the number of each place.
local function parts_of(english)
  local words, places, at = {}, {}, 1
  for before, place, after in english:gmatch "()%{(%d)%}()" do
    words[#words + 1] = english:sub(at, before - 1)
    places[#places + 1] = tonumber(place)
    at = after
  end
  words[#words + 1] = english:sub(at)
  return words, places
end

-- What stands in the places of a sentence, or nil. Each ends where the words after it are first found.
local function pieces_of(template, text)
  local words, pieces = template.words, {}
  local last = words[#words]
  local stop = #text - #last
  if text:sub(1, #words[1]) ~= words[1] or text:sub(stop + 1) ~= last then return nil end
  local at = #words[1] + 1
  for i, place in ipairs(template.places) do
    local from, to = stop + 1, #text
    if i < #template.places then from, to = text:find(words[i + 1], at, true) end
    if not from or from > stop + 1 or from < at then return nil end
    pieces[place] = text:sub(at, from - 1)
    at = to + 1
  end
  return pieces
end

-- Sentences with places, those that say most first, so that a general one doesn't take the words of another.
local function templates_of(tables)
  local list = {}
  for rank, sentences in ipairs(tables) do
    for english, translation in next, sentences do
      local words, places = parts_of(english)
      if #places > 0 then
        list[#list + 1] = { english = english, words = words, places = places, translation = translation, rank = rank }
      end
    end
  end
  table.sort(list, function(a, b)
    if #a.english ~= #b.english then return #a.english > #b.english end
    if a.english ~= b.english then return a.english < b.english end
    return a.rank < b.rank
  end)
  return list
end

-- English is what the others translate from.
local function english_sentences()
  local sentences = {}
  for english in next, (require "rasad.render.phrases.fa") do sentences[english] = english end
  return sentences
end

---A function from English to a language. What no table has stays as it is.
---@param lang string
---@param own? table<string, string> a script's own translations
---@param piece fun(text: string): string for what fills places and is no sentence itself
---@param isolate fun(text: string): string sets apart what has filled a place
---@return fun(english: string): string translate
---@return fun(english: string): string template the translation with its places as they are
function phrases.translator(lang, own, piece, isolate)
  local tables = { own or {}, lang == "en" and english_sentences() or require("rasad.render.phrases." .. lang) }
  local templates = templates_of(tables)
  local function exact(english)
    for _, sentences in ipairs(tables) do
      if sentences[english] then return sentences[english] end
    end
  end
  local function translate(english)
    local known = exact(english)
    if known then return known end
    for _, template in ipairs(templates) do
      local pieces = pieces_of(template, english)
      if pieces then
        for i, text in ipairs(pieces) do pieces[i] = isolate(translate(text)) end
        return (template.translation:gsub("{(%d)}", function(n) return pieces[tonumber(n)] end))
      end
    end
    return piece(english)
  end
  return translate, function(english) return exact(english) or english end
end

return phrases
