-- EXPECT error : the metatable of strings
getmetatable("").__index.upper = nil
