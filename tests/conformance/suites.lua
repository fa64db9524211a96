-- suites.lua: reads the cases of the reference suites and their scope lists. No text of a suite is kept here: a scope
-- list names a case by its place in its suite and a hash of its input.
local core = require "rasad.core"
local decode = require "decode"

local suites = {}

---@class conformance.case
---@field id integer place in the suite, from 1
---@field input any what the case gives: a string, or a list of strings
---@field want any what the case expects
---@field name string the name of the test
---@field hash string of the input

---@class conformance.suite
---@field name string
---@field language string
---@field read fun(case: table): any, any, string input, expectation and name of one case

-- The last parenthesis which opens before a literal holds the argument: print(' '.join(f('x'))) is there too.
local function argument_of(source)
  local at
  local from = 1
  while true do
    local open = source:find("%(['\"%[]", from)
    if not open then break end
    at, from = open, open + 1
  end
  return at and decode.value(source, at + 1)
end

---@type conformance.suite[]
suites.list = {
  { name = "lucene_ar_fa", language = "ar", read = function(case)
    return case.input, case.expected, case.file:gsub("%.cs$", "")
  end },
  { name = "hazm", language = "fa", read = function(case)
    local args = case.args
    return args.text or args.input or args.word or args.words or args.token, args.expected, case.test
  end },
  { name = "hazm_doctests", language = "fa", read = function(case)
    local want = case.want
    if want:find("^['\"%[]") then want = decode.value(want) end
    return argument_of(case.source), want, case.test
  end },
  { name = "shekar", language = "fa", read = function(case)
    return case.args.input or case.args.value, case.args.expected, case.test
  end },
  { name = "virastar_js", language = "fa", read = function(case)
    return case["in"], case.expected, case.test
  end },
}

-- Inputs that are not text (numbers, truth values) are hashed by their spelling.
local function hash_of(input)
  if type(input) == "table" then input = table.concat(input, " ") end
  return core.hash(input == nil and "" or tostring(input)):sub(1, 8)
end

---The cases of a suite.
---@param suite conformance.suite
---@param shared string
---@return conformance.case[]
function suites.cases(suite, shared)
  local list = {}
  for id, case in ipairs(decode.file(("%s/data/suites/%s.json"):format(shared, suite.name)).cases) do
    local input, want, name = suite.read(case)
    list[id] = { id = id, input = input, want = want, name = name, hash = hash_of(input) }
  end
  return list
end

---@class conformance.verdict
---@field id integer
---@field hash string
---@field scope "in"|"out"
---@field operation string
---@field reason string why a case is out, or what it stands for where it is turned round

---The scope list of a suite.
---@param suite conformance.suite
---@param folder string where the harness lies
---@return conformance.verdict[]
function suites.scope(suite, folder)
  local path = ("%s/scope/%s.tsv"):format(folder, suite.name)
  local list, number = {}, 0
  for line in io.lines(path) do
    number = number + 1
    if number > 1 then
      local id, hash, scope, operation, reason = line:match("^(%d+)\t(%x+)\t(%a+)\t([^\t]*)\t([^\t]*)$")
      if not id then error(("%s:%d: want five columns: id, hash, verdict, operation, reason"):format(path, number), 0) end
      list[#list + 1] = { id = tonumber(id), hash = hash, scope = scope, operation = operation, reason = reason }
    end
  end
  return list
end

---What is wrong with a scope list by itself: nil if nothing is.
---@param list conformance.verdict[]
---@param known fun(operation: string): boolean
---@return string|nil
function suites.problem(list, known)
  local out = 0
  for place, verdict in ipairs(list) do
    if verdict.id ~= place then return ("case %d stands in place %d"):format(verdict.id, place) end
    if #verdict.hash ~= 8 then return ("case %d: the hash has not 8 digits"):format(place) end
    if verdict.scope == "out" then
      out = out + 1
      if verdict.reason == "" then return ("case %d is refused without a reason"):format(place) end
    elseif verdict.scope ~= "in" then
      return ("case %d: the verdict is %q, want in or out"):format(place, verdict.scope)
    elseif not known(verdict.operation) then
      return ("case %d: no operation %q"):format(place, verdict.operation)
    end
  end
  if out * 4 > #list then return ("%d of %d cases are refused, more than a quarter"):format(out, #list) end
end

---Where a scope list and its suite disagree: nil if nowhere.
---@param list conformance.verdict[]
---@param cases conformance.case[]
---@return string|nil
function suites.mismatch(list, cases)
  if #list ~= #cases then return ("the suite has %d cases, the scope list %d"):format(#cases, #list) end
  for place, case in ipairs(cases) do
    if list[place].hash ~= case.hash then return ("case %d is another than the scope list means"):format(place) end
  end
end

return suites
