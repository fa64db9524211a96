-- EXPECT error : a limit below zero
lpeg.setmaxstack(-1)
local p = lpeg.P { "a" * lpeg.V(1) + "b" }
return assert(p:match(("a"):rep(100000)))
