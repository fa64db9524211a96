-- rewrite.lua: rewriting of text by LPeg rules, with a map back to every byte.
--
-- A rule is { name, pattern, to }: wherever the pattern matches, from left to right, what it matched becomes `to` (a
-- string, a table from matched text to text, or a function of what the pattern captures). Where only a part is to be
-- changed, the pattern says so by rewrite.edit and `to` is absent; contexts are looked at by rewrite.class and LPeg's #.
-- In place of a rule, "display", "key" and "repair" are rasad's own.
local lpeg = require "lpeg"
local core = require "rasad.core"
local map = require "rasad.profile.map"

local B, C, Cc, Cmt, Cp, Ct, P, R, S = lpeg.B, lpeg.C, lpeg.Cc, lpeg.Cmt, lpeg.Cp, lpeg.Ct, lpeg.P, lpeg.R, lpeg.S

local rewrite = {}

-- Patterns ----------------------------------------------------------------------------------------

local continued = R "\x80\xBF"

--- One character of a text that is UTF-8.
rewrite.any = R "\0\x7F" + R "\xC2\xF4" * continued ^ 1
--- The places where a text and its lines begin and end; they take nothing.
rewrite.start = -B(1)
rewrite.finish = -P(1)
rewrite.line_start = rewrite.start + B "\n"
rewrite.line_end = rewrite.finish + #P "\n"

local valid = R "\0\x7F" + R "\xC2\xDF" * continued + "\xE0" * R "\xA0\xBF" * continued
  + (R "\xE1\xEC" + R "\xEE\xEF") * continued * continued + "\xED" * R "\x80\x9F" * continued
  + "\xF0" * R "\x90\xBF" * continued * continued + R "\xF1\xF3" * continued * continued * continued
  + "\xF4" * R "\x80\x8F" * continued * continued

---The characters between two, in one string.
---@param first string
---@param last string
---@return string
function rewrite.span(first, last)
  local list = {}
  for code = utf8.codepoint(first), utf8.codepoint(last) do list[#list + 1] = utf8.char(code) end
  return table.concat(list)
end

---A class of characters: a pattern of one of them, and one which succeeds after one of them and takes nothing.
---@param characters string
---@return any one
---@return any behind
function rewrite.class(characters)
  local lasts, prefixes = {}, {}
  for character in characters:gmatch(utf8.charpattern) do
    local prefix = character:sub(1, -2)
    if not lasts[prefix] then
      lasts[prefix] = ""
      prefixes[#prefixes + 1] = prefix
    end
    lasts[prefix] = lasts[prefix] .. character:sub(-1)
  end
  local one, behind = P(false), P(false)
  for _, prefix in ipairs(prefixes) do
    local character = P(prefix) * S(lasts[prefix])
    one, behind = one + character, behind + B(character)
  end
  return one, behind
end

---One of some words, the longest that fits.
---@param words string separated by spaces
---@return any
function rewrite.words(words)
  local list = {}
  for word in words:gmatch "[^ ]+" do list[#list + 1] = word end
  table.sort(list, function(a, b) return #a > #b or #a == #b and a < b end)
  local one = P(false)
  for _, word in ipairs(list) do one = one + word end
  return one
end

---Succeeds where a text stands somewhere ahead, and takes nothing. Where that is, is remembered, so that a text of many
---brackets which nothing closes is not searched to its end for each.
---@param text string
---@return any
function rewrite.ahead(text)
  local subject, from, found
  return Cmt(P(true), function(s, at)
    if s ~= subject or at < from or at > found then
      subject, from, found = s, at, s:find(text, at, true) or math.huge
    end
    return found < math.huge
  end)
end

-- What a rule's table or function gives: a string, or nothing where the text stays.
local function given(text)
  if text and type(text) ~= "string" then
    error(("a rule turns text into a string, got a %s"):format(type(text)), 0)
  end
  return text or false
end

---What a pattern matches becomes `to`; the rest of a rule's match stays.
---@param pattern any
---@param to string|table<string, string>|function
---@return any
function rewrite.edit(pattern, to)
  pattern = P(pattern)
  local changed
  if type(to) == "string" then
    changed = pattern / 0 * Cc(to)
  elseif type(to) == "table" then
    changed = C(pattern / 0) / function(text) return given(to[text]) or text end
  else
    changed = pattern / function(...) return given(to(...)) end
  end
  return Cp() * changed * Cp()
end

---For rewrite.edit: what the pattern captures is what its match becomes.
---@param text any
---@return any
function rewrite.same(text)
  return text
end

---A rule which changes characters one by one.
---@param name string
---@param table_of table<string, string> from character to text
---@return table rule
function rewrite.characters(name, table_of)
  local list = {}
  for character in pairs(table_of) do list[#list + 1] = character end
  table.sort(list)
  return { name, (rewrite.class(table.concat(list))), table_of }
end

---One list of several lists of rules.
---@param ... table[]
---@return table[]
function rewrite.join(...)
  local joined = {}
  for _, rules in ipairs { ... } do table.move(rules, 1, #rules, #joined + 1, joined) end
  return joined
end

-- Rules -------------------------------------------------------------------------------------------

-- The edits of a pattern over a whole text: start, text, stop, start, ...
local function finder(who, name, pattern)
  local ok, found = pcall(function() return Ct((pattern + rewrite.any) ^ 0) end)
  if not ok then
    error(("%s: the rule %q may match nothing at all; let it take the character that follows"):format(who, name), 0)
  end
  return found
end

local function is_continuation(s, at)
  local byte = s:byte(at)
  return byte ~= nil and byte >= 0x80 and byte < 0xC0
end

-- An edit without the characters at its ends that stay: first byte, byte after the last, text.
local function trimmed(s, first, text, stop)
  local size, limit = 0, math.min(stop - first, #text)
  while size < limit and s:byte(first + size) == text:byte(size + 1) do size = size + 1 end
  while size > 0 and (is_continuation(s, first + size) or is_continuation(text, size + 1)) do size = size - 1 end
  first, text = first + size, text:sub(size + 1)
  size, limit = 0, math.min(stop - first, #text)
  while size < limit and s:byte(stop - 1 - size) == text:byte(#text - size) do size = size + 1 end
  while size > 0 and is_continuation(s, stop - size) do size = size - 1 end
  return first, text:sub(1, #text - size), stop - size
end

-- Makes edits; the text and the units that say what was done.
local function make(s, edits, rule)
  local parts, units, at, shift = {}, {}, 1, 0
  for i = 1, #edits, 3 do
    local first, text, stop = edits[i], edits[i + 1], edits[i + 2]
    if text and text ~= s:sub(first, stop - 1) then
      first, text, stop = trimmed(s, first, text, stop)
      parts[#parts + 1] = s:sub(at, first - 1)
      parts[#parts + 1] = text
      units[#units + 1] = { first = first, stop = stop, form_first = first + shift,
        form_stop = first + shift + #text, rule = rule }
      shift = shift + #text - (stop - first)
      at = stop
    end
  end
  if #units == 0 then return s, units end
  parts[#parts + 1] = s:sub(at)
  return table.concat(parts), units
end

---@alias rasad.step fun(s: string, language: string): string, rasad.map.unit[]

---A step that rewrites by a pattern.
---@param who string
---@param name string
---@param pattern any
---@return rasad.step
local function by_pattern(who, name, pattern)
  local find = finder(who, name, pattern)
  return function(s)
    return make(s, find:match(s), name)
  end
end

local function by_layer(layer)
  return function(s, language)
    local form, core_map = core.form(layer, s, language)
    return form, map.of_core(core_map, s, form, layer)
  end
end

---A step that repairs Persian spelling as rasad does, where `accept` is given only the edits that it accepts.
---@param options { zwnj_everywhere?: boolean, accept?: fun(edit: table): boolean }
---@return rasad.step
local function by_repair(options)
  return function(s)
    local _, found = core.repair(s, { zwnj_everywhere = options.zwnj_everywhere })
    local edits = {}
    for _, edit in ipairs(found) do
      if not options.accept or options.accept(edit) then
        edits[#edits + 1], edits[#edits + 2], edits[#edits + 3] = edit.first, edit.text, edit.last + 1
      end
    end
    return make(s, edits, "repair")
  end
end

local OWN = { display = by_layer "display", key = by_layer "key", repair = by_repair {} }

local function is_pattern(value)
  return lpeg.type(value) == "pattern" or type(value) == "string"
end

---@param who string
---@param rule any
---@return rasad.step
local function step_of(who, rule)
  if type(rule) == "string" then
    return OWN[rule] or error(('%s: a rule is a table or "display", "key" or "repair", got %q'):format(who, rule), 0)
  end
  if type(rule) ~= "table" then error(("%s: a rule is a table, got a %s"):format(who, type(rule)), 0) end
  if rule.repair then return by_repair(rule.repair) end
  local name, pattern, to = rule[1], rule[2], rule[3]
  if type(name) ~= "string" or not is_pattern(pattern) then
    error(("%s: a rule is { name, pattern, to }; the name is a string, the pattern one of LPeg"):format(who), 0)
  end
  local kind = type(to)
  if kind == "nil" then return by_pattern(who, name, P(pattern)) end
  if kind ~= "string" and kind ~= "table" and kind ~= "function" then
    error(("%s: the rule %q turns text into a string, a table or a function, got a %s"):format(who, name, kind), 0)
  end
  return by_pattern(who, name, rewrite.edit(pattern, to))
end

---The steps of a list of rules, in order.
---@param who string the profile and layer, for messages
---@param rules any
---@return rasad.step[]
function rewrite.steps(who, rules)
  if type(rules) ~= "table" then error(("%s: want a list of rules, got a %s"):format(who, type(rules)), 0) end
  local steps = {}
  for i, rule in ipairs(rules) do steps[i] = step_of(who, rule) end
  return steps
end

local bad_bytes = by_pattern("rasad", "not UTF-8", valid + rewrite.edit(1, "\u{FFFD}"))

-- Protection --------------------------------------------------------------------------------------

-- Stands for what no rule may touch. Where a text has it, it is protected itself.
local PLACEHOLDER <const> = "\u{E000}"
--- What a protected stretch is to rules: a character that is neither letter nor space nor mark.
rewrite.protected = P(PLACEHOLDER)

---Steps which hide what the pattern matches from the given ones and put it back.
---@param who string
---@param pattern any
---@param steps rasad.step[]
---@return rasad.step[]
function rewrite.protect(who, pattern, steps)
  local hidden, restored
  local hide = by_pattern(who, "protect", rewrite.edit(C(pattern + PLACEHOLDER), function(text)
    hidden[#hidden + 1] = text
    return PLACEHOLDER
  end))
  local restore = by_pattern(who, "protect", rewrite.edit(PLACEHOLDER, function()
    restored = restored + 1
    return hidden[restored]
  end))
  local list = { function(s, language)
    hidden, restored = {}, 0
    return hide(s, language)
  end }
  table.move(steps, 1, #steps, 2, list)
  list[#list + 1] = restore
  return list
end

-- Application -------------------------------------------------------------------------------------

-- Units that in the end changed nothing are none.
local function real(units, s, form)
  local list = {}
  for _, unit in ipairs(units) do
    if s:sub(unit.first, unit.stop - 1) ~= form:sub(unit.form_first, unit.form_stop - 1) then list[#list + 1] = unit end
  end
  return list
end

---What the steps make of a text.
---@param steps rasad.step[]
---@param s string
---@param language string
---@return string form
---@return rasad.map
function rewrite.apply(steps, s, language)
  local form, units = s, {}
  if core.valid_utf8(s) ~= s then form, units = bad_bytes(s) end
  for _, step in ipairs(steps) do
    local made
    form, made = step(form, language)
    units = map.compose(units, made)
  end
  return form, map.new(real(units, s, form))
end

return rewrite
