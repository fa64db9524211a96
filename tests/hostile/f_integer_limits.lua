-- EXPECT ok : the ends of integers
assert(math.maxinteger + 1 == math.mininteger and math.mininteger // -1 == math.mininteger)
assert(math.mininteger % -1 == 0)
assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end))
assert(("x"):sub(math.mininteger, math.maxinteger) == "x" and ("x"):byte(math.maxinteger) == nil)
