-- EXPECT error : bytes outside the source
local a = corpus:article(1)
assert(not pcall(a.slice, a, -1, 5))
assert(not pcall(a.slice, a, math.maxinteger, math.mininteger))
assert(not pcall(a.to_source, a, 0, 1 << 40))
a:to_source(math.mininteger, math.maxinteger)
