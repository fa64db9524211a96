-- EXPECT error : a method with another self
return lpeg.P(1).match({}, "x")
