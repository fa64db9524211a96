-- selection.lua: which scripts an expression means: names, categories and globs with and, or, not and parentheses, as in
-- "timeline and not (draft or test-*)".
local lpeg = require "lpeg"

local P, S, V, C, Cp = lpeg.P, lpeg.S, lpeg.V, lpeg.C, lpeg.Cp

local selection = {}

local blank = S " \t" ^ 0
local letter = 1 - S ' \t()"'

-- A glob as a pattern of a whole name: * stands for any letters, ? for one.
local function glob(text)
  local whole = -P(1)
  for c in text:reverse():gmatch "." do
    whole = c == "*" and P { whole + 1 * V(1) } or (c == "?" and P(1) or P(c)) * whole
  end
  return whole
end

local function term(text)
  local fits = glob(text:lower())
  return function(name, categories)
    if fits:match(name:lower()) then return true end
    for _, category in ipairs(categories) do
      if fits:match(category:lower()) then return true end
    end
    return false
  end
end

local function keyword(word)
  local p = P(true)
  for c in word:gmatch "." do p = p * S(c .. c:upper()) end
  return p * -letter * blank
end

local AND, OR, NOT = keyword "and", keyword "or", keyword "not"

local function both(a, b) return function(...) return a(...) and b(...) end end
local function either(a, b) return function(...) return a(...) or b(...) end end
local function neither(a) return function(...) return not a(...) end end

local function folded(f)
  return function(first, ...)
    for _, other in ipairs { ... } do first = f(first, other) end
    return first
  end
end

local grammar = P {
  blank * V "any" * Cp(),
  any = V "all" * (OR * V "all") ^ 0 / folded(either),
  all = V "one" * (AND * V "one") ^ 0 / folded(both),
  one = NOT * V "one" / neither + P "(" * blank * V "any" * P ")" * blank
    + P '"' * C((1 - P '"') ^ 1) * P '"' * blank / term + (C(letter ^ 1) - (AND + OR + NOT)) * blank / term,
}

---Reads an expression.
---@param text string
---@return (fun(name: string, categories: string[]): boolean)?
---@return string? message where it could not be read, with a caret
function selection.parse(text)
  local fits, stop = grammar:match(text)
  if fits and stop > #text then return fits end
  local reached = stop or 1
  return nil, ("this can't be read; an expression is as in: timeline and not (draft or test-*)\n  %s\n  %s^")
    :format(text, (" "):rep(utf8.len(text, 1, math.max(reached - 1, 0)) or reached - 1))
end

return selection
