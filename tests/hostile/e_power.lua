-- EXPECT memory or error : a pattern repeated as often as can be said
return lpeg.P "abc" ^ 1000000000
