-- EXPECT cpu : a grammar that tries every way
return lpeg.P { "x" * lpeg.V(1) * "y" + "x" * lpeg.V(1) * "z" + "x" }:match(("x"):rep(200))
