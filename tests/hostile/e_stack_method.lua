-- EXPECT error : the limit through a pattern's methods
lpeg.P(1).setmaxstack(50000000)
return lpeg.P { "(" * lpeg.V(1) * ")" + "" }:match(("("):rep(20000000))
