-- EXPECT memory : a fold that grows
return lpeg.Cf(lpeg.C(1) * lpeg.Cg(lpeg.C(1)) ^ 0, function(a) return a .. a end):match(("x"):rep(1000))
