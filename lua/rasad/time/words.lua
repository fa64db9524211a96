-- words.lua: word lists of the language tables, expanded and compiled to LPeg patterns over match text.
--
-- A spec is "form|form|...". In a form, ZWNJ stands for joined or spaced, and a part in parentheses
-- may be absent: "(ال)عام", "پنج‌شنبه". Forms are written naturally and pass through core.key.
local lpeg = require "lpeg"
local core = require "rasad.core"

local P, S = lpeg.P, lpeg.S

-- Globals are dear to look up where modules run in a strict environment.
local ipairs = ipairs

local words = {}

local ZWNJ = "\u{200C}"
-- Space and the three barriers are the bytes up to this one.
local LAST_SEPARATOR <const> = 32

--- The separators of match text.
words.separator = S " \x1c\x1d\x1e"
--- Succeeds at the end of a word, takes nothing.
words.stop = #words.separator + -P(1)

---A list's elements in bytewise order, so that patterns are built the same way every time.
local function sorted_keys(t)
  local keys = {}
  for k in pairs(t) do keys[#keys + 1] = k end
  table.sort(keys)
  return keys
end
words.sorted_keys = sorted_keys

local function expand(form, into)
  local before, part, after = form:match "^(.-)%((.-)%)(.*)$"
  if before then
    expand(before .. after, into)
    expand(before .. part .. after, into)
    return
  end
  local at = form:find(ZWNJ, 1, true)
  if at then
    local left, right = form:sub(1, at - 1), form:sub(at + #ZWNJ)
    expand(left .. right, into)
    expand(left .. " " .. right, into)
    return
  end
  into[#into + 1] = core.key(form)
end

---The key forms of a spec.
---@param spec string
---@return string[]
function words.forms(spec)
  local forms = {}
  for form in spec:gmatch "[^|]+" do expand(form, forms) end
  return forms
end

---The set of key forms of a spec.
---@param spec string
---@return table<string, true>
function words.set(spec)
  local set = {}
  for _, form in ipairs(words.forms(spec)) do set[form] = true end
  return set
end

---What begins with one of the forms of a spec: a function from a word to true or false.
---@param spec string|nil
---@return fun(word: string): boolean
function words.beginning(spec)
  local set, lengths, seen = words.set(spec or ""), {}, {}
  for form in pairs(set) do
    if not seen[#form] then
      seen[#form] = true
      lengths[#lengths + 1] = #form
    end
  end
  return function(word)
    for _, length in ipairs(lengths) do
      if set[word:sub(1, length)] then return true end
    end
    return false
  end
end

---A spec of every stem with every ending: product("کن|شو", "د|ند").
---@param stems string "-" is the empty one
---@param endings string "-" is the empty one
---@return string
function words.product(stems, endings)
  local out = {}
  for stem in stems:gmatch "[^|]+" do
    for ending in endings:gmatch "[^|]+" do
      out[#out + 1] = (stem == "-" and "" or stem) .. (ending == "-" and "" or ending)
    end
  end
  return table.concat(out, "|")
end

---Key form -> value, of a lexicon category: a spec, a list of specs (the value is the index) or a
---map from spec to value.
---@param category string|table
---@return table<string, any>
function words.entries(category)
  if type(category) == "string" then category = { [category] = true } end
  local entries = {}
  local function add(spec, value)
    for _, form in ipairs(words.forms(spec)) do
      if entries[form] == nil then entries[form] = value end
    end
  end
  for i, spec in ipairs(category) do add(spec, i) end
  local specs = {}
  for spec in pairs(category) do
    if type(spec) == "string" then specs[#specs + 1] = spec end
  end
  table.sort(specs)
  for _, spec in ipairs(specs) do add(spec, category[spec]) end
  return entries
end

local function grow(entries)
  local root = { next = {} }
  for form in pairs(entries) do
    local node = root
    for i = 1, #form do
      local byte = form:byte(i)
      node.next[byte] = node.next[byte] or { next = {} }
      node = node.next[byte]
    end
    node.ends = true
  end
  return root
end

local function compile(node, ending)
  local pattern
  for _, byte in ipairs(sorted_keys(node.next)) do
    local child, path = node.next[byte], { string.char(byte) }
    local only = next(child.next)
    while not child.ends and only and next(child.next, only) == nil do
      path[#path + 1] = string.char(only)
      child = child.next[only]
      only = next(child.next)
    end
    local branch = P(table.concat(path)) * compile(child, ending)
    pattern = pattern and pattern + branch or branch
  end
  if node.ends then pattern = pattern and pattern + ending or ending end
  return pattern or P(false)
end

---A pattern which matches the longest of the forms, to the end of a word, and captures its value.
---@param entries table<string, any> as words.entries gives them
---@return table
function words.pattern(entries)
  -- The matched text is looked up, so that a pattern holds one Lua value, not one for each word.
  return compile(grow(entries), words.stop) / entries
end

---@class rasad.time.finder
---@field by_token table<string, { phrase: string, value: any }[]> the phrases that begin with a token, longest first
local finder = {}
finder.__index = finder

---The value of the longest phrase that stands at a position, to the end of a word; nil if none does.
---@param text string match text
---@param at integer
---@param token? string the token there, if the caller has it
---@return any
function finder:match(text, at, token)
  local phrases = self.by_token[token or text:match("^[^ \28\29\30]+", at)]
  if not phrases then return nil end
  for _, item in ipairs(phrases) do
    local stop = at + #item.phrase
    local byte = text:byte(stop)
    if (not byte or byte <= LAST_SEPARATOR) and text:sub(at, stop - 1) == item.phrase then return item.value end
  end
  return nil
end

---What words.pattern gives, for lists that are only asked at a position and not part of a larger
---pattern: a table is much cheaper to make and to ask.
---@param entries table<string, any>
---@return rasad.time.finder
function words.finder(entries)
  local by_token = {}
  for _, phrase in ipairs(sorted_keys(entries)) do
    local token = phrase:match "^[^ ]+"
    by_token[token] = by_token[token] or {}
    table.insert(by_token[token], { phrase = phrase, value = entries[phrase] })
  end
  for _, phrases in pairs(by_token) do
    table.sort(phrases, function(a, b) return #a.phrase > #b.phrase end)
  end
  return setmetatable({ by_token = by_token }, finder)
end

---The same as words.pattern, but what follows may be written onto the form.
---@param entries table<string, any>
---@return table
function words.prefix(entries)
  return compile(grow(entries), P(true)) / entries
end

return words
