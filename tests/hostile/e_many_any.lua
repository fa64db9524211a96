-- EXPECT memory or error : a pattern of a given length
return lpeg.P(1 << 28)
