-- EXPECT error : the metatable of rasad
getmetatable(rasad).__index = nil
