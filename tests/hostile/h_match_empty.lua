-- EXPECT error or ok : a pattern that matches nothing at all
local n = #corpus:match(lpeg.P(true))
assert(n >= 0)
