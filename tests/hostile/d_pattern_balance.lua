-- EXPECT cpu : quadratic search in C
return (("("):rep(2000000)):find("%b()")
