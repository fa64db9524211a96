-- EXPECT error : the metatable of patterns
getmetatable(lpeg.P(1)).__gc = nil
