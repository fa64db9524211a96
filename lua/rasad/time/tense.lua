-- tense.lua: whether a clause tells a date as past or as future, by its verbs and marker words.
local tense = {}

local TOKEN = "[^ \28\29\30]+"
-- A sentence is looked at this many bytes to either side of a date.
local REACH <const> = 3000

---Where the sentence around a match-text span begins and ends.
---@param text string
---@param first integer
---@param stop integer
---@return integer from
---@return integer to
function tense.sentence(text, first, stop)
  local least = math.max(2, first - REACH)
  local within = text:sub(least, first - 1):match "^.*[\28\29\30]()"
  local from = within and least + within - 1 or least
  local ahead = text:sub(stop, stop + REACH - 1):find "[\28\29\30]"
  return from, ahead and stop + ahead - 1 or math.min(#text + 1, stop + REACH)
end

---The tokens that begin in a stretch of match text: where each does, and it.
---@param text string
---@param from integer
---@param to integer the position after the stretch
---@return fun(): integer?, string?
function tense.tokens(text, from, to)
  local after = from
  return function()
    local at, stop = text:find(TOKEN, after)
    if not at or at >= to then return nil end
    after = stop + 1
    return at, text:sub(at, stop)
  end
end

---What the token at a position says: "past", "future", "present" or nil. Behind a preposition or a past verb, what looks
---like a future form is a name: قال سيشنز.
local function told(text, at, token, forms, before, told_before)
  local known = forms.forms:match(text, at, token)
  if known ~= nil then return known or nil end
  if #token >= 8 and forms.future_prefix(token) and not forms.not_future(token) and
      not (told_before == "past" or forms.before_names[before]) then
    return "future"
  end
  if forms.past_suffix and #token > 4 and token:sub(-#forms.past_suffix) == forms.past_suffix and
      not forms.not_past[token] then
    return "past"
  end
  return nil
end

---The first marker in a stretch, and the last one. A future marker governs the participle after it
---("will be held"), so a past form close behind one does not count.
local function markers(text, from, to, forms)
  local first, last, governed = nil, nil, 0
  local token, found = "", nil
  local at, stop = text:find(TOKEN, from)
  while at and at < to do
    local before = token
    token = text:sub(at, stop)
    found = told(text, at, token, forms, before, found)
    governed = governed - 1
    if found and not (found == "past" and governed > 0) then
      first, last = first or found, found
      if found == "future" then governed = 4 end
    end
    at, stop = text:find(TOKEN, stop + 1)
  end
  return first, last
end

---The tense a date is told in: "past", "future" or nil.
---@param text string match text
---@param found rasad.time.found
---@return string|nil
function tense.of(text, found)
  local language = found.language
  local from, to = tense.sentence(text, found.m_first, found.m_stop)
  local after = markers(text, found.m_stop, to, language.tense)
  local _, before = markers(text, from, found.m_first, language.tense)
  local told_as
  if language.verb == "after" then told_as = after or before else told_as = before or after end
  return told_as ~= "present" and told_as or nil
end

return tense
