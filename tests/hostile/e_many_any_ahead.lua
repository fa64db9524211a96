-- EXPECT memory or error : a pattern of a given length, negative
return lpeg.P(-(1 << 28))
