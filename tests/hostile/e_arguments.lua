-- EXPECT error : an argument that is not there
return lpeg.Carg(200):match("a")
