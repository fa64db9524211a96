-- EXPECT ok : wide ranges
for _ = 1, 1000 do assert(math.random(math.mininteger, math.maxinteger)) end
assert(not pcall(math.random, 2, 1))
