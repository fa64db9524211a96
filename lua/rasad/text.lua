-- rasad.text: what rasad makes of a string: forms, language, tokens, sentences, lemmas, repair.
local core = require "rasad.core"

---@class rasad.text
local text = {}

local function need_string(who, s)
  if type(s) ~= "string" then error(("rasad.text.%s: expected a string, got a %s"):format(who, type(s)), 3) end
end

local LANGUAGES = { fa = true, ar = true, en = true, other = true }

local function language_of(who, options)
  local language = options and options.language
  if language ~= nil and not LANGUAGES[language] then
    error(('rasad.text.%s: the language is "fa", "ar", "en" or "other", got %s'):format(who, tostring(language)), 3)
  end
  return language
end

---The readable form: letters of the language, presentation forms as letters, stray controls out.
---@param s string
---@param options? { language?: string } the language of the text; found out if absent
---@return string
function text.display(s, options)
  need_string("display", s)
  return core.display(s, language_of("display", options) or core.language(s))
end

---The form that queries match, the same for all languages.
---@param s string
---@return string
function text.key(s)
  need_string("key", s)
  return core.key(s)
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

---The tokens of a string, as article:tokens() gives them. repaired: what the repair of Persian
---spelling joins is one token, what it cuts is two, so that counting them measures no spelling.
---@param s string
---@param options? { repaired?: boolean, min_confidence?: integer }
---@return table[]
function text.tokens(s, options)
  need_string("tokens", s)
  return parts_of(s, "tokens", options)
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
  return core.lemma(s, language_of("lemma", options))
end

---The stem of a word, in key form: of Arabic and English words by Snowball, of Persian ones the
---key of the lemma.
---@param s string
---@param options? { language?: string }
---@return string
function text.stem(s, options)
  need_string("stem", s)
  return core.stem(s, language_of("stem", options))
end

---The text with its Persian spelling mended (ZWNJ where it was lost), and the edits that were made:
---{ first, last, text, rule, confidence }, spans of `s` in bytes, last = first - 1 where something
---is only put in. Third, for a report's provenance, what was gone by: the version of rasad's word
---list and, where hunspell has a Persian dictionary here, its name and hash.
---@param s string
---@param options? { min_confidence?: integer, zwnj_everywhere?: boolean }
---@return string repaired
---@return table[] edits
---@return string version
function text.repair(s, options)
  need_string("repair", s)
  local repaired, edits = core.repair(s, options)
  return repaired, edits, (core.repair_version())
end

-- rasad.text(s) is a corpus of one article.
return setmetatable(text, {
  __call = function(_, ...) return core.text(...) end,
})
