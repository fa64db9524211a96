-- EXPECT error : the metatable of a module
getmetatable(rasad.report).__call = nil
