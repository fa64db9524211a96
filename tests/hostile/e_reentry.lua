-- EXPECT error : a match within a match within a match
local p
p = lpeg.Cmt(1, function(s, i) p:match(s) return i end)
p:match("aaa")
