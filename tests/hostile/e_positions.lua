-- EXPECT ok : starts far outside
local p = lpeg.Cp()
assert(p:match("abc", 1 << 40) == 4)
assert(p:match("abc", math.mininteger) == 1)
