-- rasad.phrase: words and phrases as the tokens of match text, in all the ways a text may join or part them.
local core = require "rasad.core"

local phrase = {}

---The parts of a phrase, which a text may have joined or apart: keys of words and of marks.
---@param text string
---@return string[]
function phrase.parts(text)
  local parts = {}
  local spaced = text:gsub("\u{200c}", " "):gsub("[-.,]", " %0 "):gsub("'%f[%s\0]", " ' ")
  for part in core.key(spaced):gmatch "%S+" do parts[#parts + 1] = part end
  return parts
end

---All ways to have parts joined or apart, each a list of keys.
---@param parts string[]
---@param from? integer the first of them; 1 if absent
---@return string[][]
function phrase.joined(parts, from)
  from = from or 1
  if from == #parts then return { { parts[from] } } end
  local list = {}
  for _, rest in ipairs(phrase.joined(parts, from + 1)) do
    list[#list + 1] = { parts[from], table.unpack(rest) }
    list[#list + 1] = { parts[from] .. rest[1], table.unpack(rest, 2) }
  end
  return list
end

---All ways to write a phrase as tokens, each a list of keys.
---@param text string
---@return string[][]
function phrase.spellings(text)
  return phrase.joined(phrase.parts(text))
end

-- Of patterns of phrases their spellings. Of long phrases and long lists there are too many.
local known = setmetatable({}, { __mode = "k" })
local PARTS_MOST, SPELLINGS_MOST = 5, 64

---Notes that a pattern matches nothing but phrases, joined or apart, each given by its parts.
---@param pattern any
---@param phrases string[][]
---@return any pattern
function phrase.note(pattern, phrases)
  local list = {}
  for _, parts in ipairs(phrases) do
    if #parts > PARTS_MOST then return pattern end
    for _, tokens in ipairs(phrase.joined(parts)) do list[#list + 1] = tokens end
    if #list > SPELLINGS_MOST then return pattern end
  end
  known[pattern] = list
  return pattern
end

---The numbers of the articles of a corpus in which a pattern may match, ascending; nil if that isn't known.
---@param corpus userdata
---@param pattern any
---@return integer[]?
function phrase.articles(corpus, pattern)
  if not known[pattern] then return nil end
  local numbers, seen = {}, {}
  for _, tokens in ipairs(known[pattern]) do
    for _, number in ipairs(core.find_articles(corpus, tokens)) do
      if not seen[number] then numbers[#numbers + 1] = number end
      seen[number] = true
    end
  end
  table.sort(numbers)
  return numbers
end

---The set of the keys of single words.
---@param words? string[]
---@return table<string, true>
function phrase.set(words)
  local set = {}
  for _, word in ipairs(words or {}) do set[core.key((word:gsub("\u{200c}", "")))] = true end
  return set
end

---An index of phrases by their first key, for phrase.at.
---@param list? string[]
---@param value? any what phrase.at gives with a match; true if it isn't given
---@param into? table an index to add to
---@return table
function phrase.index(list, value, into)
  local index = into or {}
  for _, text in ipairs(list or {}) do
    for _, tokens in ipairs(phrase.spellings(text)) do
      local entries = index[tokens[1]] or {}
      index[tokens[1]] = entries
      entries[#entries + 1] = { tokens = tokens, value = value == nil and true or value }
    end
  end
  return index
end

---The longest phrase of an index that begins at a token.
---@param index table
---@param tokens { key: string }[]
---@param at integer
---@param last integer the last token it may have
---@param first_key? string instead of the token's own key
---@return integer? last token of it
---@return any value
function phrase.at(index, tokens, at, last, first_key)
  local best, value
  for _, entry in ipairs(index[first_key or tokens[at].key] or {}) do
    local stop = at + #entry.tokens - 1
    local fits = stop <= last and (not best or stop > best)
    for k = 2, fits and #entry.tokens or 0 do fits = fits and tokens[at + k - 1].key == entry.tokens[k] end
    if fits then best, value = stop, entry.value end
  end
  return best, value
end

return phrase
