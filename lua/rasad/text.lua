-- rasad.text: what rasad makes of a string: forms, language, tokens, sentences, lemmas, repair, cleaning.
local core = require "rasad.core"
local options_of = require("rasad.options").check
local profiles = require "rasad.profile"
local rewrite = require "rasad.profile.rewrite"

---@class rasad.text
local text = {}

local function need_string(who, s)
  if type(s) ~= "string" then error(("rasad.text.%s: expected a string, got a %s"):format(who, type(s)), 3) end
end

local LANGUAGES = { fa = true, ar = true, en = true, other = true }

-- The language that options name, nil where they name none.
local function language_of(who, given)
  local language = given.language
  if language ~= nil and not LANGUAGES[language] then
    error(('rasad.text.%s: the language is "fa", "ar", "en" or "other", got %s'):format(who, tostring(language)), 3)
  end
  return language
end

-- The profile that options name, nil for rasad's own.
local function profile_of(who, given)
  local ok, found = pcall(profiles.find, given.profile)
  if not ok then error(("rasad.text.%s: %s"):format(who, found), 3) end
  return found
end

---The readable form: letters of the language, presentation forms as letters, stray controls out. The
---map leads from spans of bytes of the form to those of `s` and back: map:to_source(first, last),
---map:to_form(first, last), as string.sub takes them; an empty span ends at first - 1.
---@param s string
---@param options? { language?: string, profile?: string } the language of the text is found out if absent
---@return string form
---@return rasad.map map
function text.display(s, options)
  need_string("display", s)
  options = options_of("rasad.text.display", options, { "language", "profile" })
  local language, profile = language_of("display", options), profile_of("display", options)
  if profile and profile.layers.display then return profiles.apply(profile, "display", s) end
  return core.form("display", s, language or core.language(s))
end

---The form that queries match, the same for all languages, and the map to it as of text.display.
---@param s string
---@param options? { profile?: string }
---@return string form
---@return rasad.map map
function text.key(s, options)
  need_string("key", s)
  options = options_of("rasad.text.key", options, { "profile" })
  local profile = profile_of("key", options)
  if profile and profile.layers.key then return profiles.apply(profile, "key", s) end
  return core.form("key", s)
end

---"fa", "ar", "en", or "other" where the letters do not tell.
---@param s string
---@return string
function text.language(s)
  need_string("language", s)
  return core.language(s)
end

-- The parts of a string, cut as an article would be.
local function parts_of(s, method, options)
  local list = {}
  local corpus <close> = core.text(s)
  for part in corpus:article(1)[method](corpus:article(1), options) do list[#list + 1] = part end
  return list
end

-- The tokens of what a profile makes of a string, those that it leaves out aside; their spans are of the string.
local function profile_tokens(profile, s, options)
  local form, map = s, nil
  if profile.layers.display then form, map = profiles.apply(profile, "display", s) end
  local list = {}
  for _, token in ipairs(parts_of(form, "tokens", options)) do
    -- What the repair joins has a blank inside, which no key has.
    local word = options.repaired and token.text:gsub("%s+", "") or token.text
    local key = profiles.apply(profile, "key", word) or token.key
    if not (profile.drop[token.kind] or profile.stop[key]) then
      token.key = profile.index == "stem" and profiles.apply(profile, "stem", word) or key
      if map then
        token.first, token.last = map:to_source(token.first, token.last)
        token.text = s:sub(token.first, token.last)
      end
      list[#list + 1] = token
    end
  end
  return list
end

---The tokens of a string, as article:tokens() gives them. With a profile, those of its readable form
---that it does not leave out; first and last are bytes of `s` all the same. repaired: what rasad's repair
---of Persian spelling joins is one token, what it cuts is two, so that counting them measures no
---spelling.
---@param s string
---@param options? { profile?: string, repaired?: boolean, min_confidence?: integer }
---@return table[]
function text.tokens(s, options)
  need_string("tokens", s)
  options = options_of("rasad.text.tokens", options, { "profile", "repaired", "min_confidence" })
  local profile = profile_of("tokens", options)
  local of_repair = { repaired = options.repaired, min_confidence = options.min_confidence }
  if profile then return profile_tokens(profile, s, of_repair) end
  return parts_of(s, "tokens", of_repair)
end

---The sentences of a string, as article:sentences() gives them.
---@param s string
---@return table[]
function text.sentences(s)
  need_string("sentences", s)
  return parts_of(s, "sentences")
end

---The lemma of a word or a verb phrase. Of a Persian verb it is the past stem, and the present stem
---comes second: می‌گوید gives گفت and گو.
---@param s string
---@param options? { language?: string }
---@return string lemma
---@return string? present
function text.lemma(s, options)
  need_string("lemma", s)
  options = options_of("rasad.text.lemma", options, { "language" })
  return core.lemma(s, language_of("lemma", options))
end

---@class rasad.clitics
---@field proclitics string[] as written, in order: of وبالمدينة "و", "ب", "ال"; of للمدينة "ل", "ل"
---@field stem string what is left
---@field stem_first integer where it begins: bytes of the word, or of the article if a token has them
---@field stem_last integer
---@field enclitic? string the pronoun at the end: of مدينتهم "هم"

---What is written together with an Arabic word: conjunctions, prepositions and the future mark of one
---letter, the article, a pronoun. Light rules and a word list tell them; of a word that they cannot
---tell, nothing is cut off. Tokens of Arabic passages that have any carry them as `token.clitics`.
---@param word string
---@return rasad.clitics
function text.clitics(word)
  need_string("clitics", word)
  return core.clitics(word)
end

---The stem of a word, in key form: of Arabic and English words by Snowball, of Persian ones the
---key of the lemma.
---@param s string
---@param options? { language?: string, profile?: string }
---@return string
function text.stem(s, options)
  need_string("stem", s)
  options = options_of("rasad.text.stem", options, { "language", "profile" })
  local profile = profile_of("stem", options)
  if profile and profile.layers.stem then return (profiles.apply(profile, "stem", s)) end
  return core.stem(s, language_of("stem", options))
end

---The text with its Persian spelling mended (ZWNJ where it was lost), and the edits that were made:
---{ first, last, text, rule, confidence }, spans of `s` in bytes, last = first - 1 where something
---is only put in. Third, for a report's provenance, what was gone by: the version of rasad's word
---list and, where hunspell has a Persian dictionary here, its name and hash; or the profile. The
---edits of another profile have no confidence.
---@param s string
---@param options? { min_confidence?: integer, zwnj_everywhere?: boolean, profile?: string }
---@return string repaired
---@return table[] edits
---@return string version
function text.repair(s, options)
  need_string("repair", s)
  options = options_of("rasad.text.repair", options, { "min_confidence", "zwnj_everywhere", "profile" })
  local profile = profile_of("repair", options)
  if profile and profile.layers.repair then
    local form, map = profiles.apply(profile, "repair", s)
    return form, map:edits(form), profile.name .. "-" .. profile.version
  end
  local repaired, edits = core.repair(s, options)
  return repaired, edits, (core.repair_version())
end

---The running text alone, in readable form: exact repeats, source lines, an agency's opening words, footers, tags and
---marks of HTML and Markdown left out. Then the list of all regions, { kind, first, last, text, reason, ... } as
---article:regions() gives them and "markup" besides, spans of `s` in bytes; `s` itself stays as it is.
---@param s string
---@param options? { language?: string }
---@return string
---@return table[]
function text.clean(s, options)
  need_string("clean", s)
  options = options_of("rasad.text.clean", options, { "language" })
  return require "rasad.clean"(s, language_of("clean", options))
end

---The profiles that `profile` may name, each with its version.
---@return { name: string, version: string, summary: string }[]
function text.profiles()
  return profiles.list()
end

---In a rule whose pattern looks at more than it changes: the part that is changed, and what it
---becomes. { "time", text.edit(lpeg.R "09" ^ 1, "TIME") * " o'clock" }
---@param pattern any
---@param to string|table<string, string>|function
---@return any
function text.edit(pattern, to)
  return rewrite.edit(pattern, to)
end

---Defines a profile: a table with name, version and lists of rules { name, pattern, to }, named
---display, key, stem, repair. Layers that it lacks are rasad's own.
---@param given rasad.profile
---@return string id
function text.profile(given)
  local ok, id = pcall(profiles.define, given)
  if not ok then error("rasad.text.profile: " .. tostring(id), 2) end
  return id
end

-- rasad.text(s) is a corpus of one article.
return setmetatable(text, {
  __call = function(_, ...) return core.text(...) end,
})
