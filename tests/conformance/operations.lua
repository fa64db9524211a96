-- operations.lua: how one case of a reference suite is put to rasad. An operation is written name[:argument]; the
-- argument is a profile, or what an operation leaves out.
local door = require "door"

local operations = {}

-- Forms keep the spaces at the edges of a string, since their spans do; suites strip them or not as it falls.
local function trimmed(s)
  return type(s) == "string" and s:match("^%s*(.-)%s*$") or s
end

local function compare(got, want)
  return trimmed(got) == trimmed(want), got
end

local function joined(list)
  return type(list) == "table" and table.concat(list, " ") or list
end

local function texts_of(tokens)
  local list = {}
  for i, token in ipairs(tokens) do list[i] = token.text end
  return list
end

-- A verb's lemma is written past, past#present or past/present, by one's taste; an infinitive is the past and ن. Given
-- on both sides, the presents must agree; # also stands between a preverb and its verb.
local function stems(lemma)
  local past, present = lemma:match("^(.-)[#/]([^#/]+)$")
  return past or lemma, present
end

local function same_verb(got, want)
  if got == want then return true end
  local want_past, want_present = stems(want)
  local plain = got:gsub("[#/]", "")
  if plain == want_past or plain == want_past .. "ن" or plain .. "ن" == want_past then return true end
  local past, present = stems(got)
  past = past:gsub("[#/]", "")
  return past == want_past and (want_present == nil or present == want_present)
end

-- Verbs that stand beside another in a form of many words.
local AUXILIARIES = { ["شد"] = true, ["بود"] = true, ["داشت"] = true, ["خواست"] = true, ["است"] = true, ["هست"] = true }

-- The stems that the suites' paradigms are asked of, all of one verb.
local VERBS = { ["دید"] = "دید#بین", ["بین"] = "دید#بین" }

-- Every word of the form is of the verb or of an auxiliary, and one is of the verb.
local function is_form(form, verb)
  local main = false
  for word in form:gmatch("[^ _]+") do
    local lemma = door.lemma(word, "fa")
    if same_verb(lemma, verb) then
      main = true
    elseif not AUXILIARIES[(stems(lemma))] then
      return false, word .. " -> " .. lemma
    end
  end
  return main, form .. " -> no word of the verb"
end

-- Classes that one of the suites writes instead of the tokens themselves.
local function class_of(token)
  if token.kind == "url" then return "LINK" end
  if token.kind == "mention" then return "ID" end
  if token.kind == "number" then return token.key:find("[.٫]") and "NUMF" or token.text end
  return token.text
end

---@alias conformance.operation fun(input: any, want: any, language: string, argument?: string): boolean, any

---@type table<string, conformance.operation>
local table_of = {
  -- The readable form is the expected string.
  display = function(input, want, language, profile)
    return compare(door.display(input, language, profile), want)
  end,
  -- By default: input and expectation meet in one key. With a profile: the key is the expected string.
  key = function(input, want, _, profile)
    local got = door.key(input, profile)
    if profile then return compare(got, want) end
    return compare(got, door.key(want))
  end,
  -- The texts of the tokens are the expected list; with a profile, the keys of what the profile leaves of them.
  tokens = function(input, want, _, profile)
    local list, tokens = {}, door.tokens(input, profile)
    for _, token in ipairs(tokens) do
      if not profile then
        list[#list + 1] = token.text
      elseif token.kind ~= "punct" then
        list[#list + 1] = token.key
      end
    end
    return compare(joined(list), joined(want))
  end,
  -- The same, some tokens named by their class.
  classes = function(input, want)
    local list = {}
    for i, token in ipairs(door.tokens(input)) do list[i] = class_of(token) end
    return compare(joined(list), joined(want))
  end,
  -- Leaving out the tokens of some kinds leaves those of the expected string; foreign: words in neither
  -- the Arabic nor the Latin script.
  without = function(input, want, _, kinds)
    local left_out, list = {}, {}
    for kind in kinds:gmatch("[^,]+") do left_out[kind] = true end
    for _, token in ipairs(door.tokens(input)) do
      local foreign = token.kind == "word" and not token.text:find("[%w\xD8-\xDB]")
      if not (left_out[token.kind] or foreign and left_out.foreign) then list[#list + 1] = token.text end
    end
    return compare(joined(list), joined(texts_of(door.tokens(want))))
  end,
  sentences = function(input, want)
    return compare(joined(texts_of(door.sentences(input))), joined(want))
  end,
  stem = function(input, want, language, profile)
    return compare(door.stem(input, language, profile), want)
  end,
  lemma = function(input, want, language)
    local got = door.lemma(input, language)
    return same_verb(trimmed(got), trimmed(want)), got
  end,
  -- The suite makes one form of a word; rasad is asked for the word of that form.
  base = function(input, want, language)
    return compare(door.lemma(want, language), input)
  end,
  -- The suite makes all forms of a verb; rasad is asked for the verb of each.
  paradigm = function(input, want)
    local verb = VERBS[input] or error("no stems of the verb " .. input, 0)
    for _, form in ipairs(want) do
      local ok, why = is_form(form, verb)
      if not ok then return false, why end
    end
    return true
  end,
  -- A verb whose parts the suite has joined with a low line.
  verb = function(input, want) return is_form(input, want) end,
  repair = function(input, want, language, profile)
    return compare(door.repair(door.display(joined(input), language, profile), profile), joined(want))
  end,
  -- Repair which also puts back spaces lost between words.
  split = function(input, want, language)
    if type(want[1]) == "table" then want = want[1] end
    return compare(door.repair(door.display(joined(input), language), nil, true), joined(want))
  end,
  clean = function(input, want, language)
    return compare(door.clean(input, language), want)
  end,
  -- The suite spells a number in words; rasad is asked for the number of the words.
  number = function(input, want)
    local got, number = door.number(want), door.number((input:gsub("^-", "")))
    return got ~= nil and got == (input:find("^-") and -number or number), got
  end,
}

local function parts_of(operation)
  local name, argument = operation:match("^(%a+):?(.*)$")
  return name, argument ~= "" and argument or nil
end

---Is there an operation of that name?
---@param operation string
---@return boolean
function operations.known(operation)
  return table_of[parts_of(operation)] ~= nil
end

---Runs a case; with the answer.
---@param operation string
---@param case conformance.case
---@param language string
---@return boolean passed
---@return any got
function operations.run(operation, case, language)
  local name, argument = parts_of(operation)
  if argument and argument:find("%-fa$") then language = "fa" end
  local ok, passed, got = pcall(table_of[name], case.input, case.want, language, argument)
  if not ok then return false, "error: " .. tostring(passed) end
  return passed and true or false, got
end

return operations
