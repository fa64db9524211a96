-- door.lua: the operations of rasad's text room as the conformance runs call them. When the door changes, this file
-- follows; the scope lists do not.
local number = require "rasad.number"
local text = require("rasad").text

local door = {}

-- The confidence of spaces lost between words, which no repair makes unasked.
local LOST_SPACES <const> = 40

---The readable form.
---@param s string
---@param language string
---@param profile? string
---@return string
function door.display(s, language, profile)
  return (text.display(s, { language = language, profile = profile }))
end

---The form that is matched.
---@param s string
---@param profile? string
---@return string
function door.key(s, profile)
  return (text.key(s, { profile = profile }))
end

---The tokens of a string, or of what a profile makes of it.
---@param s string
---@param profile? string
---@return { text: string, key: string, kind: string, first: integer, last: integer }[]
function door.tokens(s, profile)
  return text.tokens(s, { profile = profile })
end

---The sentences of a string.
---@param s string
---@return { text: string, first: integer, last: integer }[]
function door.sentences(s)
  return text.sentences(s)
end

---The repaired text of a string that is in its readable form.
---@param s string
---@param profile? string
---@param lost_spaces? boolean also what is of low confidence: spaces lost between words
---@return string
function door.repair(s, profile, lost_spaces)
  return (text.repair(s, { profile = profile, min_confidence = lost_spaces and LOST_SPACES or nil }))
end

---@param s string
---@param language string
---@param profile? string
---@return string
function door.stem(s, language, profile)
  return text.stem(s, { language = language, profile = profile })
end

---@param s string
---@param language string
---@return string
function door.lemma(s, language)
  return (text.lemma(s, { language = language }))
end

---@param s string
---@param language string
---@return string
function door.clean(s, language)
  return (text.clean(s, { language = language }))
end

---The number that words say, as everywhere in rasad.
---@param s string
---@return number|nil
function door.number(s)
  return number.parse(s)
end

return door
