-- EXPECT crash or ok : LPeg 1.0.2 aborts
local c = lpeg.Cmt(1, function(_, i) return i, 1 end)
return ((#(c * c) * 1) ^ 0):match("aaaa")
