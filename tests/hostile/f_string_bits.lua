-- EXPECT ok or error : text as numbers
local s = ("9"):rep(100000)
assert(tonumber(s))
assert(s + 1)
assert(not pcall(function() return "abc" | 1 end))
