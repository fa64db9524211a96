-- EXPECT error : more waits than the stack has
return lpeg.P { "a" * lpeg.V(1) * "c" + "b" }:match(("a"):rep(5000000))
