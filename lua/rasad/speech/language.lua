-- speech/language.lua: the words of a language for saying, which are in fa.lua, ar.lua and en.lua, made ready to look up.
local core = require "rasad.core"
local phrase = require "rasad.phrase"

local language = {}

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
  local lang = { name = name, objects = {}, according = {} }
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

---The words of a language; nil of another than fa, ar and en.
---@param name string
---@return table?
function language.of(name)
  if name ~= "fa" and name ~= "ar" and name ~= "en" then return nil end
  languages[name] = languages[name] or compiled(name)
  return languages[name]
end

local CONJUNCTIONS = phrase.set { "و", "ف" }

---The key of a token without the Arabic conjunction before it, or nil.
---@param key string
---@return string?
function language.without_conjunction(key)
  local letter = key:match("^" .. utf8.charpattern)
  if CONJUNCTIONS[letter] and #key > #letter + 2 then return key:sub(#letter + 1) end
end

return language
