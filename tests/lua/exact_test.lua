-- exact_test.lua: sums that don't depend on the order of what is added.
local check = require "check"
local exact = require "rasad.exact"

local function sum_of(list)
  local sum = {}
  for _, x in ipairs(list) do exact.add(sum, x) end
  return sum
end

local function same(a, b)
  for k, v in pairs(a) do if b[k] ~= v then return false end end
  for k, v in pairs(b) do if a[k] ~= v then return false end end
  return true
end

check.test("should add as one does on paper", function()
  for _, case in ipairs {
    { {}, 0 }, { { 1, 2 }, 3 }, { { 0.5, 0.25 }, 0.75 }, { { 1e308, 1, -1e308 }, 1 },
    { { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, 1.0 }, -- the nearest double of ten times the double 0.1
    { { 1e16, 1.0, 1.0 }, 10000000000000002 }, { { -3, 1 }, -2 }, { { 5, -5 }, 0 }, { { -0.0 }, 0 },
    { { math.maxinteger, 1, -1 }, math.maxinteger }, { { math.maxinteger, 1 }, 2.0 ^ 63 },
    { { math.mininteger, math.maxinteger }, -1 }, { { 5e-324, 5e-324 }, 1e-323 }, { { 5e-324 }, 5e-324 },
    { { 2.0 ^ 1023, 2.0 ^ 1023 }, math.huge }, { { 2.0 ^ 1023, 2.0 ^ 1023, -2.0 ^ 1023 }, 2.0 ^ 1023 },
    -- half of the last bit goes to even, a little more goes up
    { { 1.0, 2.0 ^ -53 }, 1.0 }, { { 1.0, 2.0 ^ -53, 2.0 ^ -1000 }, 1.0 + 2.0 ^ -52 },
    { { 1.0 + 2.0 ^ -52, 2.0 ^ -53 }, 1.0 + 2.0 ^ -51 }, { { 2.0 ^ 53, 1.0 }, 9007199254740993 },
    { { 2.0 ^ 53, 1.0, 2.0 ^ -60 }, 9007199254740994 },
    { { -1.0, 2.0 ^ -54 }, -1.0 + 2.0 ^ -54 }, { { 1.5e-320, -2.0 ^ -1074 }, 1.5e-320 - 2.0 ^ -1074 },
  } do
    check.truthy(exact.value(sum_of(case[1])) == case[2], table.concat(case[1], " "))
  end
end)

check.test("should give each double back", function()
  math.randomseed(7)
  for _ = 1, 5000 do
    local x = (math.random() - 0.5) * 2.0 ^ math.random(-1070, 1020)
    check.truthy(exact.value(sum_of { x }) == x, ("%a"):format(x))
    check.truthy(exact.value(sum_of { x, 3.25, -3.25 }) == x, ("%a"):format(x))
  end
end)

check.test("should have one form for a sum, in whatever order and groups", function()
  math.randomseed(11)
  for _ = 1, 200 do
    local numbers = {}
    for i = 1, 40 do
      numbers[i] = math.random(2) == 1 and math.random(math.mininteger, math.maxinteger)
        or (math.random() - 0.5) * 2.0 ^ math.random(-1070, 1020)
    end
    local want = sum_of(numbers)
    local a, b = {}, {}
    for i = #numbers, 1, -1 do exact.add(i % 3 == 0 and a or b, numbers[i]) end
    exact.merge(b, a)
    check.truthy(same(b, want), "the same form")
  end
end)

check.test("should add a number as often as one says", function()
  for _, n in ipairs { 0, 1, 2, 3, 7, 100 } do
    local often, once = {}, {}
    for _ = 1, n do exact.add(often, -0.1) end
    exact.add_times(once, -0.1, n)
    check.truthy(same(often, once) and same(once, often), n .. " times")
  end
end)

check.test("should know what can't be added", function()
  check.equal({ exact.is_finite(0 / 0), exact.is_finite(math.huge), exact.is_finite(-math.huge), exact.is_finite("1"),
    exact.is_finite(1), exact.is_finite(-0.5) }, { false, false, false, false, true, true })
end)

check.done()
