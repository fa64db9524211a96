-- rasad.concept: named things (states, places, persons, organisations, ideas) in Persian, Arabic and English.
--
-- A concept is an LPeg pattern over match text, which composes with all others and captures the
-- concept's name. It finds every variant by its key, with what the languages write onto a word: و ف
-- ب ل ك and ال before an Arabic one, ی، ها، های، را and their like after a Persian one, 's after an
-- English one. A pattern of many concepts looks each word of a text up once, however many they are.
local lpeg = require "lpeg"
local core = require "rasad.core"
local phrase = require "rasad.phrase"
local suggest = require("rasad.report").suggest

local concept = {}

local LANGUAGES = { "fa", "ar", "en" }

---@class rasad.Variant
---@field [1] string the word or phrase
---@field beside? string[] only where one of these words stands right before or after it
---@field with? string[] only where one of these words stands in the same sentence
---@field not_after? string[] not right after one of these words; "#" is any number
---@field not_before? string[] not right before one of these words; "#" is any number
---@field bare? boolean only as it stands: nothing is written before or after it

---@class rasad.Concept
---@field name string small letters, digits and -
---@field kind? string "country", "capital", "place", "person", "organisation", "party" or a word of your own
---@field fa? (string|rasad.Variant)[] Persian variants; the first is the label
---@field ar? (string|rasad.Variant)[]
---@field en? (string|rasad.Variant)[] written with a capital, it is only found with one; all in capitals, only so
---@field of? string the concept it belongs to: of a capital its country
---@field note? string what a reader should know, as other senses of a variant

local function misuse(level, message, ...)
  error("concept: " .. message:format(...), level + 1)
end

-- Definitions ----------------------------------------------------------------------------------

local FIELDS = {
  name = "string", kind = "string", fa = "table", ar = "table", en = "table", of = "string", note = "string",
}
local GUARDS = { "beside", "with", "not_after", "not_before" }
local VARIANT_FIELDS = {
  "text", beside = "words", with = "words", not_after = "words", not_before = "words", bare = "boolean",
}

local function listed(t)
  local names = {}
  for name in next, t do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local function check_words(where, list, level)
  if type(list) ~= "table" or #list == 0 then misuse(level, "%s should be a list of words", where) end
  for i, word in ipairs(list) do
    if type(word) ~= "string" or not utf8.len(word) then
      misuse(level, "%s: entry %d should be a word, got a %s", where, i, type(word))
    end
  end
end

local function check_variant(where, variant, level)
  local text = type(variant) == "table" and variant[1] or variant
  if type(text) ~= "string" then
    misuse(level, "%s should be text, or a table whose first entry is text, got a %s", where, type(text))
  elseif not utf8.len(text) then
    misuse(level, "%s is not valid UTF-8", where)
  elseif core.key(text):gsub("%s", "") == "" then
    misuse(level, "%s, %q, has no letters", where, text)
  end
  if type(variant) ~= "table" then return end
  for field, value in next, variant do
    local wanted = VARIANT_FIELDS[field]
    if not wanted then
      local meant = suggest(tostring(field), listed(VARIANT_FIELDS))
      misuse(level, "%s: unknown field '%s'%s", where, tostring(field), meant and ("; did you mean '%s'?"):format(meant)
        or "")
    elseif wanted == "words" then
      check_words(("%s: %s"):format(where, field), value, level + 1)
    end
  end
end

-- Raises the first fault of a definition.
local function check_definition(definition, level)
  for field, value in next, definition do
    local wanted = FIELDS[field]
    if not wanted then
      local meant = suggest(tostring(field), listed(FIELDS))
      misuse(level, "unknown field '%s'%s", tostring(field), meant and ("; did you mean '%s'?"):format(meant) or "")
    elseif type(value) ~= wanted then
      misuse(level, "the field '%s' should be a %s, got a %s", field, wanted == "table" and "list" or wanted, type(value))
    end
  end
  local name = definition.name
  if not name then misuse(level, 'it needs a name, as in rasad.concept { name = "ceasefire", en = { "ceasefire" } }') end
  if not name:find "^%l[%l%d-]*$" then
    misuse(level, "the name %q should be made of small letters, digits and -, and start with a letter", name)
  end
  local count = 0
  for _, language in ipairs(LANGUAGES) do
    for i, variant in ipairs(definition[language] or {}) do
      check_variant(("%s: variant %d of %s"):format(name, i, language), variant, level + 1)
      count = count + 1
    end
  end
  if count == 0 then misuse(level, "%s has no variants: give some as fa, ar or en", name) end
end

local function text_of(variant)
  return type(variant) == "table" and variant[1] or variant
end

-- Variants as match text has them --------------------------------------------------------------

local NUMBER = "#"

-- The words of a guard by their keys.
local function key_set(words)
  local set = {}
  for _, word in ipairs(words) do set[word == NUMBER and NUMBER or core.key(word)] = true end
  return set
end

local function guard_of(variant)
  if type(variant) ~= "table" then return nil end
  local guard
  for _, name in ipairs(GUARDS) do
    if variant[name] then
      guard = guard or {}
      guard[name] = key_set(variant[name])
    end
  end
  return guard
end

-- What an English variant asks of capitals: "all", "first" or nothing.
local function capitals_of(text)
  local letters = text:gsub("%A", "")
  if #letters > 1 and letters == letters:upper() then return "all" end
  return text:find "^%u" and "first" or nil
end

---@class rasad.concept.entry one spelling of one variant
---@field name string
---@field rank integer place of its concept in the list: of equal matches the first wins
---@field language "fa"|"ar"|"en"
---@field tokens string[]
---@field guard table|nil
---@field capitals "all"|"first"|nil
---@field is_person boolean
---@field is_bare boolean|nil

local function add_variant(index, definition, rank, language, variant)
  local text = text_of(variant)
  local guard, capitals = guard_of(variant), language == "en" and capitals_of(text) or nil
  for _, tokens in ipairs(phrase.spellings(text)) do
    local entries = index[tokens[1]] or {}
    index[tokens[1]] = entries
    entries[#entries + 1] = {
      name = definition.name, rank = rank, language = language, tokens = tokens, guard = guard, capitals = capitals,
      is_person = definition.kind == "person", is_bare = type(variant) == "table" and variant.bare,
    }
  end
end

-- Affixes --------------------------------------------------------------------------------------

local function keys(words)
  local list = {}
  for word in words:gmatch "%S+" do list[#list + 1] = word == "-" and "" or core.key(word) end
  return list
end

-- What Persian writes after a word: an adjective's ی, plurals, ezafe and articles, pronouns, را.
local SUFFIXES, LONGEST_SUFFIX = {}, 0
for _, adjective in ipairs(keys "- ی یی ای") do
  for _, plural in ipairs(keys "- ها های هایی ان یان") do
    for _, ending in ipairs(keys "- را اش شان مان ست") do
      local suffix = adjective .. plural .. ending
      if suffix ~= "" then SUFFIXES[suffix] = true end
      LONGEST_SUFFIX = math.max(LONGEST_SUFFIX, #suffix)
    end
  end
end
-- اسدی is another name than اسد.
local PERSON_SUFFIXES = { [core.key "را"] = true }

local ENGLISH_SUFFIXES = { ["'s"] = true, ["’s"] = true, s = true, ["s'"] = true, ["s’"] = true }

-- Whether a token is a word with something written after it.
local function has_suffix(entry, key, word)
  if entry.is_bare or key:sub(1, #word) ~= word then return false end
  local suffix = key:sub(#word + 1)
  if entry.language == "fa" then return (entry.is_person and PERSON_SUFFIXES or SUFFIXES)[suffix] end
  return entry.language == "en" and ENGLISH_SUFFIXES[suffix]
end

local AL, LAM = core.key "ال", core.key "ل"
local CONJUNCTIONS, PREPOSITIONS = key_set { "و", "ف" }, key_set { "ب", "ك", "ل" }
local LETTER = "^" .. utf8.charpattern

-- Calls add with each word that a token may be, if Arabic wrote something before it.
local function without_prefixes(key, add)
  local function after_conjunction(rest)
    local letter = rest:match(LETTER)
    if rest:sub(1, #AL) == AL then add(rest:sub(#AL + 1)) end
    if not PREPOSITIONS[letter] then return end
    local word = rest:sub(#letter + 1)
    add(word)
    if letter == LAM then
      -- للعراق is ل and العراق, للبناني ل and اللبناني; للروسي is ل and ال and روسي
      if word:sub(1, #LAM) == LAM then
        add(AL .. word:sub(#LAM + 1))
        add(AL .. word)
        add(word:sub(#LAM + 1))
      end
    elseif word:sub(1, #AL) == AL then
      add(word:sub(#AL + 1))
    end
  end
  after_conjunction(key)
  local letter = key:match(LETTER)
  if CONJUNCTIONS[letter] and #key > #letter then
    add(key:sub(#letter + 1))
    after_conjunction(key:sub(#letter + 1))
  end
end

-- What a token may begin: a list of entries, or false.
local function analysis(index, key)
  local found = { table.unpack(index[key] or {}) }
  without_prefixes(key, function(word)
    for _, entry in ipairs(index[word] or {}) do
      if entry.language == "ar" and not entry.is_bare then found[#found + 1] = entry end
    end
  end)
  for length = 1, math.min(#key - 1, LONGEST_SUFFIX) do
    for _, entry in ipairs(index[key:sub(1, -length - 1)] or {}) do
      if #entry.tokens == 1 and has_suffix(entry, key, entry.tokens[1]) then found[#found + 1] = entry end
    end
  end
  return #found > 0 and found or false
end

-- Matching -------------------------------------------------------------------------------------

local SEPARATOR <const>, SENTENCE_EDGE <const> = "[ \x1c-\x1e]", "[\x1c-\x1e]"

-- Where the tokens of an entry end that begins with a token which ends before `stop`; nil if they
-- are not there.
local function end_of(entry, text, stop)
  for i = 2, #entry.tokens do
    if text:sub(stop, stop) ~= " " then return nil end
    local after = text:find(SEPARATOR, stop + 1)
    local key, want = text:sub(stop + 1, after - 1), entry.tokens[i]
    if key ~= want and not (i == #entry.tokens and has_suffix(entry, key, want)) then return nil end
    stop = after
  end
  return stop
end

-- Whether a token is in a set of words, with or without what Arabic writes before it.
local function is_one_of(set, key)
  if not key then return false end
  if set[key] or (set[NUMBER] and key:find "^%d") then return true end
  local found = false
  without_prefixes(key, function(word) found = found or set[word] end)
  return found
end

local function token_before(text, at)
  return text:sub(math.max(1, at - 80), at - 1):match "([^ \x1c-\x1e]+) $"
end

local function token_after(text, stop)
  return text:match("^ ([^ \x1c-\x1e]+)", stop)
end

local function sentence_has(set, text, at)
  local from = at
  while not text:find("^" .. SENTENCE_EDGE, from - 1) do from = from - 1 end
  local stop = text:find(SENTENCE_EDGE, at)
  for key in text:sub(from, stop - 1):gmatch "%S+" do
    if is_one_of(set, key) then return true end
  end
  return false
end

local function is_allowed(guard, text, at, stop)
  local before, after = token_before(text, at), token_after(text, stop)
  if guard.not_after and is_one_of(guard.not_after, before) then return false end
  if guard.not_before and is_one_of(guard.not_before, after) then return false end
  if guard.beside and not (is_one_of(guard.beside, before) or is_one_of(guard.beside, after)) then return false end
  return not guard.with or sentence_has(guard.with, text, at)
end

local function has_capitals(entry, article, at, stop)
  local written = article:slice(article:to_source(at, stop))
  if entry.capitals == "first" then return written:find "^%u" end
  local letters = table.concat(entry.tokens):gsub("%A", "")
  return written:gsub("%A", ""):sub(1, #letters) == letters:upper()
end

-- Persian and Arabic share their letters and not their words: مالی is Persian for financial, and مجری in
-- Arabic the course of a river.
local function is_language(article, at, language)
  local passage = article:token(article:token_at_match(at)).language
  return passage == language or (passage ~= "fa" and passage ~= "ar")
end

-- Words learnt by a pattern are forgotten when there are more than this.
local MOST_KNOWN <const> = 200000

-- The longest match at a token, as stop and name: a function(text, at, stop, key, article).
local function matcher(index)
  local known, count = {}, 0
  return function(text, at, stop, key, article)
    local candidates = known[key]
    if candidates == nil then
      candidates = analysis(index, key)
      if count == MOST_KNOWN then known, count = {}, 0 end
      known[key], count = candidates, count + 1
    end
    if not candidates then return nil end
    local best, best_stop
    for _, entry in ipairs(candidates) do
      local last = end_of(entry, text, stop)
      local is_better = last and (not best or last > best_stop or (last == best_stop and entry.rank < best.rank))
      if is_better and (entry.language == "en" or is_language(article, at, entry.language))
        and (not entry.capitals or has_capitals(entry, article, at, last))
        and (not entry.guard or is_allowed(entry.guard, text, at, last)) then
        best, best_stop = entry, last
      end
    end
    if best then return best_stop, best.name end
  end
end

local key_of_token = lpeg.C((1 - lpeg.S " \x1c\x1d\x1e") ^ 1)

-- With more beginnings than this it is quicker to look every token up.
local MOST_BEGINNINGS <const> = 40

-- What a token must begin with to be looked up at all: the first letters of a word of the index, with or without what
-- Arabic writes before it. Nil where there are too many.
local function beginning_of(index)
  local seen, starts, count = {}, lpeg.P(false), 0
  for key in next, index do
    local start = key:sub(1, (utf8.offset(key, 3) or #key + 1) - 1)
    if not seen[start] then
      seen[start], count = true, count + 1
      starts = starts + lpeg.P(start)
    end
  end
  if count > MOST_BEGINNINGS then return nil end
  local conjunction, preposition, none = lpeg.P(false), lpeg.P(false), lpeg.P(true)
  for letter in next, CONJUNCTIONS do conjunction = conjunction + lpeg.P(letter) end
  for letter in next, PREPOSITIONS do preposition = preposition + lpeg.P(letter) end
  local p = lpeg.P(false)
  for _, a in ipairs { none, conjunction } do
    for _, b in ipairs { none, preposition } do
      for _, c in ipairs { none, lpeg.P(AL), lpeg.P(LAM) } do p = p + a * b * c * starts end
    end
    -- للعراق: the alef of its article isn't written
    p = p + a * lpeg.P(LAM .. LAM)
  end
  return #p
end

-- Patterns and what they are patterns of: a list of definitions.
local definitions_of = setmetatable({}, { __mode = "k" })

local function pattern_of(definitions)
  local index = {}
  for rank, definition in ipairs(definitions) do
    for _, language in ipairs(LANGUAGES) do
      for _, variant in ipairs(definition[language] or {}) do add_variant(index, definition, rank, language, variant) end
    end
  end
  local match = matcher(index)
  local beginning = beginning_of(index)
  local p = lpeg.Cmt((beginning or lpeg.P(true)) * key_of_token * lpeg.Carg(1), function(text, stop, key, article)
    local last, name = match(text, stop - #key, stop, key, article)
    if last then return last, name end
    return false
  end)
  definitions_of[p] = definitions
  return p
end

-- What ships -----------------------------------------------------------------------------------

local shipped -- { by_name, names, sets, set_names }, loaded when first asked for

local function load_shipped()
  if shipped then return shipped end
  shipped = { by_name = {}, names = {}, sets = {}, set_names = {}, patterns = {} }
  for _, file in ipairs { "countries", "syria" } do
    local data = require("rasad.concepts." .. file)
    for _, definition in ipairs(data.concepts) do
      if shipped.by_name[definition.name] then error("two concepts are called " .. definition.name) end
      shipped.by_name[definition.name] = definition
      shipped.names[#shipped.names + 1] = definition.name
    end
    for name, members in next, data.sets do
      shipped.sets[name] = members
      shipped.set_names[#shipped.set_names + 1] = name
    end
  end
  table.sort(shipped.names)
  table.sort(shipped.set_names)
  return shipped
end

-- What a person may have meant: names of concepts and sets, and all variants, without regard to capitals.
local function spelt()
  local all = load_shipped()
  if not all.spelt then
    all.spelt = {}
    for _, names in ipairs { all.names, all.set_names } do
      for _, name in ipairs(names) do all.spelt[name] = name end
    end
    for _, name in ipairs(all.names) do
      for _, language in ipairs(LANGUAGES) do
        for _, variant in ipairs(all.by_name[name][language] or {}) do
          local text = text_of(variant)
          all.spelt[text:lower()] = all.spelt[text:lower()] or text
        end
      end
    end
  end
  return all.spelt
end

local function unknown(name)
  local candidates = spelt()
  local meant = suggest(name:lower(), listed(candidates))
  return ("there is no concept '%s'%s"):format(name, meant and ("; did you mean '%s'?"):format(candidates[meant])
    or "; rasad.concept.names() lists them")
end

-- Appends the definitions that an item of a list stands for: a name, a set's name, a pattern.
local function resolve(item, into, level)
  if lpeg.type(item) == "pattern" then
    local own = definitions_of[item]
    if not own then misuse(level, "a pattern in a list should be one that rasad.concept made") end
    table.move(own, 1, #own, #into + 1, into)
  elseif type(item) ~= "string" then
    misuse(level, "expected the name of a concept or a set, got a %s", type(item))
  else
    local all = load_shipped()
    if all.by_name[item] then
      into[#into + 1] = all.by_name[item]
    elseif all.sets[item] then
      for _, name in ipairs(all.sets[item]) do into[#into + 1] = all.by_name[name] end
    else
      error(unknown(item), level)
    end
  end
end

local function without_doubles(definitions)
  local list, seen = {}, {}
  for _, definition in ipairs(definitions) do
    if not seen[definition.name] then
      seen[definition.name] = true
      list[#list + 1] = definition
    end
  end
  return list
end

local function by_name(name, level)
  local all = load_shipped()
  if not all.patterns[name] then
    local definitions = {}
    resolve(name, definitions, level + 1)
    all.patterns[name] = pattern_of(definitions)
  end
  return all.patterns[name]
end

local function own_copy(v)
  if type(v) ~= "table" then return v end
  local copy = {}
  for key, value in next, v do copy[key] = own_copy(value) end
  return copy
end

-- What scripts call ----------------------------------------------------------------------------

---A pattern of a concept: of a shipped one or a set of them by its name, or of one of your own. It captures the name of
---what it found.
---@param what string|rasad.Concept
---@return any pattern
local function make(what)
  if type(what) == "string" then return by_name(what, 2) end
  if type(what) ~= "table" then
    misuse(2, "expected a name or a table { name = ..., fa = ..., ar = ..., en = ... }, got a %s", type(what))
  end
  check_definition(what, 3)
  return pattern_of { own_copy(what) }
end

---A pattern of any of several concepts; the longest that fits, and of equal ones the first in the list.
---@param list (string|any)[] names of concepts and sets, and patterns that rasad.concept made
---@return any pattern
function concept.any(list)
  if type(list) ~= "table" or #list == 0 then misuse(2, "any: expected a list of concepts") end
  local definitions = {}
  for _, item in ipairs(list) do resolve(item, definitions, 3) end
  return pattern_of(without_doubles(definitions))
end

---What a concept is: a copy of its definition, with `label`, its first variant in each language. Of a set or of several, the
---first; see `concept.list`.
---@param what string|any a name, or a pattern that rasad.concept made
---@return table|nil definition
---@return string? message
function concept.get(what)
  local definition
  if lpeg.type(what) == "pattern" then
    definition = definitions_of[what] and definitions_of[what][1]
    if not definition then misuse(2, "get: the pattern is not one that rasad.concept made") end
  elseif type(what) == "string" then
    definition = load_shipped().by_name[what]
    if not definition then return nil, unknown(what) end
  else
    misuse(2, "get: expected a name or a concept's pattern, got a %s", type(what))
  end
  local copy = own_copy(definition)
  copy.label = {}
  for _, language in ipairs(LANGUAGES) do
    local first = definition[language] and definition[language][1]
    copy.label[language] = first and text_of(first)
  end
  return copy
end

---The names of concepts: of all that ship, of a set, or of those a pattern finds.
---@param what? string|any a set's name or a pattern
---@return string[]
function concept.names(what)
  local all = load_shipped()
  if what == nil then return { table.unpack(all.names) } end
  local definitions, names = {}, {}
  resolve(what, definitions, 3)
  for i, definition in ipairs(definitions) do names[i] = definition.name end
  return names
end

---The names of the sets that ship.
---@return string[]
function concept.sets()
  return { table.unpack(load_shipped().set_names) }
end

-- Names by the joined keys of their variants; where several share one, the first by name.
local function names_by_key()
  local all = load_shipped()
  if not all.by_key then
    all.by_key = {}
    for _, name in ipairs(all.names) do
      for _, language in ipairs(LANGUAGES) do
        for _, variant in ipairs(all.by_name[name][language] or {}) do
          local key = table.concat(phrase.parts(text_of(variant)))
          local known = all.by_key[key]
          if not known or (all.by_name[known].of == name) then all.by_key[key] = name end
        end
      end
    end
  end
  return all.by_key
end

---The name of the concept or set that a person meant: its name, or any variant in any language.
---@param text string as typed: "russia", "Russia", "روسیه"
---@return string|nil name
---@return string? message what is wrong, with what was probably meant
function concept.parse(text)
  if type(text) ~= "string" then misuse(2, "parse: expected text, got a %s", type(text)) end
  local all = load_shipped()
  local name = text:lower():gsub("[ _]", "-")
  if all.by_name[name] or all.sets[name] then return name end
  if not utf8.len(text) then return nil, "the text is not valid UTF-8" end
  name = names_by_key()[table.concat(phrase.parts(text))]
  if name then return name end
  return nil, unknown(text)
end

---What sort of thing a concept that ships is.
---@param name string
---@return string|nil "country", "capital", "place", "person", "organisation", "party" or "term"
function concept.kind(name)
  local definition = load_shipped().by_name[name]
  return definition and definition.kind
end

---What a person calls a concept.
---@param name string
---@param language? "fa"|"ar"|"en" English if it isn't given
---@return string the name itself where there is no such concept
function concept.label(name, language)
  local definition = load_shipped().by_name[name]
  local own = definition and (definition[language or "en"] or definition.en or definition.fa or definition.ar)
  return own and text_of(own[1]) or name
end

return setmetatable(concept, { __call = function(_, what) return make(what) end })
