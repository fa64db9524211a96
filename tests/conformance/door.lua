-- door.lua: the operations of rasad's text room as the conformance runs call them. What rasad does not have (yet) is
-- absent here, and its cases fail. When the door changes, this file follows; the scope lists do not.
local core = require "rasad.core"
local rasad = require "rasad"

local door = {}

-- The functions of `rasad.text`, where it is a module and not only the function that makes a corpus of a string.
local text
if type(rasad.text) == "table" then
  text = rasad.text
else
  local found, module = pcall(require, "rasad.text")
  text = found and type(module) == "table" and module or {}
end

-- A profile that rasad does not know is an error there; here its default is measured instead.
local function with_profile(f, s, options, default)
  if not f then return default() end
  if options.profile then
    local ok, result = pcall(f, s, options)
    if ok then return result end
    options.profile = nil
    door.lacking[options.wanted] = true
  end
  return f(s, options)
end

--- Names of profiles that were asked for and are lacking.
door.lacking = {}

local function options_of(language, profile)
  return { language = language, profile = profile, wanted = profile }
end

local function note_lacking(profile)
  if profile then door.lacking[profile] = true end
end

---The readable form.
---@param s string
---@param language string
---@param profile? string
---@return string
function door.display(s, language, profile)
  return with_profile(text.display, s, options_of(language, profile), function()
    note_lacking(profile)
    return core.display(s, language)
  end)
end

---The form that is matched.
---@param s string
---@param language string
---@param profile? string
---@return string
function door.key(s, language, profile)
  return with_profile(text.key, s, options_of(language, profile), function()
    note_lacking(profile)
    return core.key(s)
  end)
end

---@class conformance.token
---@field text string
---@field key string
---@field kind string
---@field first integer
---@field last integer

---The tokens of a string, or of what a profile makes of it.
---@param s string
---@param language string
---@param profile? string
---@return conformance.token[]
function door.tokens(s, language, profile)
  if profile and text.tokens then
    local ok, list = pcall(text.tokens, s, options_of(language, profile))
    if ok then return list end
  end
  note_lacking(profile)
  local list, article = {}, core.text(s):article(1)
  if not article then return list end
  for token in article:tokens() do list[#list + 1] = token end
  return list
end

---The sentences of a string.
---@param s string
---@return { text: string, first: integer, last: integer }[]
function door.sentences(s)
  local list, article = {}, core.text(s):article(1)
  if not article then return list end
  for sentence in article:sentences() do list[#list + 1] = sentence end
  return list
end

if text.repair then
  ---The repaired text of a string that is in its readable form.
  ---@param s string
  ---@param language string
  ---@param profile? string
  ---@param lost_spaces? boolean also what is of low confidence: spaces lost between words
  ---@return string
  function door.repair(s, language, profile, lost_spaces)
    local options = options_of(language, profile)
    options.lost_spaces = lost_spaces
    return (with_profile(text.repair, s, options))
  end
end

if text.stem then
  ---@param s string
  ---@param language string
  ---@param profile? string
  ---@return string
  function door.stem(s, language, profile)
    return with_profile(text.stem, s, options_of(language, profile))
  end
end

if text.lemma then
  ---@param s string
  ---@param language string
  ---@return string
  function door.lemma(s, language)
    return (text.lemma(s, options_of(language)))
  end
end

if text.clean then
  ---@param s string
  ---@param language string
  ---@return string
  function door.clean(s, language)
    return (text.clean(s, options_of(language)))
  end
end

---The number that words say, as everywhere in rasad.
---@param s string
---@return number|nil
function door.number(s)
  return require("rasad.number").parse(s)
end

return door
