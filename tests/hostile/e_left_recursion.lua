-- EXPECT error : left recursion
return lpeg.P { lpeg.V(1) * "a" + "b" }
