-- EXPECT error : an error that is a pattern
error(lpeg.P(1))
