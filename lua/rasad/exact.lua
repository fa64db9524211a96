-- exact.lua: sums of numbers without rounding, so that they don't depend on the order of what is added.
--
-- A sum is two whole numbers of steps of 2^-1088: of what is above zero, and of what is below. Their digits to the base
-- 2^32 are in one table without zeros: those of the first at places 0, 1, ..., of the second at -1, -2, ...
local exact = {}

local BASE_BITS <const> = 32
local BASE <const> = 1 << BASE_BITS
local LOW <const> = BASE - 1
local BIAS <const> = 1088
local FRACTION_BITS <const> = 52

-- Adds a digit, or more than one, to that of its place and carries; step is 1 or, below zero, -1.
local function put(sum, place, step, more)
  while more ~= 0 do
    local digit = (sum[place] or 0) + more
    sum[place] = digit & LOW ~= 0 and digit & LOW or nil
    more = digit >> BASE_BITS
    place = place + step
  end
end

-- Adds bits * 2^exponent; the bits are those of an unsigned number.
local function add_bits(sum, is_negative, bits, exponent)
  local place, shift = (exponent + BIAS) // BASE_BITS, (exponent + BIAS) % BASE_BITS
  local low, high = bits & LOW, bits >> BASE_BITS
  local step = is_negative and -1 or 1
  if is_negative then place = -1 - place end
  put(sum, place, step, low << shift & LOW)
  put(sum, place + step, step, (low << shift >> BASE_BITS) + (high << shift & LOW))
  put(sum, place + 2 * step, step, high << shift >> BASE_BITS)
end

---Whether a value is a number that can be added: neither infinite nor undefined.
---@param x any
---@return boolean
function exact.is_finite(x)
  return type(x) == "number" and x == x and x ~= math.huge and x ~= -math.huge
end

---Adds a finite number to a sum.
---@param sum table<integer, integer>
---@param x number
function exact.add(sum, x)
  if math.type(x) == "integer" then
    add_bits(sum, x < 0, x < 0 and -x or x, 0)
    return
  end
  local bits = string.unpack("<i8", string.pack("<d", x))
  local exponent = bits >> FRACTION_BITS & 0x7ff
  local fraction = bits & ((1 << FRACTION_BITS) - 1)
  if exponent > 0 then fraction = fraction | 1 << FRACTION_BITS end
  add_bits(sum, bits < 0, fraction, math.max(exponent, 1) - 1075)
end

---Adds a finite number n times.
---@param sum table<integer, integer>
---@param x number
---@param n integer not below 0
function exact.add_times(sum, x, n)
  local doubled = {}
  exact.add(doubled, x)
  while n > 0 do
    if n & 1 == 1 then exact.merge(sum, doubled) end
    n = n >> 1
    if n > 0 then
      local twice = {}
      exact.merge(twice, doubled)
      exact.merge(twice, doubled)
      doubled = twice
    end
  end
end

---Adds a sum to another.
---@param into table<integer, integer>
---@param sum table<integer, integer>
function exact.merge(into, sum)
  for place, digit in next, sum do put(into, place, place < 0 and -1 or 1, digit) end
end

-- The digits of the difference of both parts, its highest place, and whether it is below zero; nil if it is nothing.
local function difference(sum)
  local digits, highest = {}, nil
  for place, digit in next, sum do
    local at = place < 0 and -1 - place or place
    digits[at] = (digits[at] or 0) + (place < 0 and -digit or digit)
    highest = math.max(highest or at, at)
  end
  while highest and (digits[highest] or 0) == 0 do highest = highest > 0 and highest - 1 or nil end
  if not highest then return nil end
  local is_negative = digits[highest] < 0
  local borrowed = 0
  for at = 0, highest do
    local digit = (is_negative and -1 or 1) * (digits[at] or 0) + borrowed
    digits[at], borrowed = digit & LOW, digit // BASE
  end
  while digits[highest] == 0 do highest = highest - 1 end
  return digits, highest, is_negative
end

-- The first 64 bits, the highest of which is set, the power of two of the last, and whether anything follows.
local function leading_bits(digits, highest)
  local top, middle, low = digits[highest], digits[highest - 1] or 0, digits[highest - 2] or 0
  local shift = 0
  while top << shift < BASE >> 1 do shift = shift + 1 end
  local bits = top << BASE_BITS + shift | middle << shift | low >> BASE_BITS - shift
  local is_more = low << shift & LOW ~= 0
  for at = 0, highest - 3 do is_more = is_more or digits[at] ~= 0 end
  return bits, (highest - 1) * BASE_BITS - BIAS - shift, is_more
end

---The value of a sum: an integer where it is one, else the nearest double.
---@param sum table<integer, integer>
---@return number
function exact.value(sum)
  local digits, highest, is_negative = difference(sum)
  if not digits then return 0 end
  local bits, exponent, is_more = leading_bits(digits, highest)
  local sign = is_negative and -1 or 1
  if exponent < 0 and exponent > -64 and not is_more and bits & ((1 << -exponent) - 1) == 0 then
    return sign * (bits >> -exponent)
  end
  -- To 53 bits, or fewer near zero; half goes to even.
  local dropped = math.max(11, -1074 - exponent)
  local kept, rest, half = bits >> dropped, bits & ((1 << dropped) - 1), 1 << dropped - 1
  if math.ult(half, rest) or rest == half and (is_more or kept & 1 == 1) then kept = kept + 1 end
  local power = exponent + dropped
  return sign * kept * 2.0 ^ math.max(power, -1000) * 2.0 ^ math.min(power + 1000, 0)
end

return exact
