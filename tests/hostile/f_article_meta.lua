-- EXPECT error : the metatable of an article
getmetatable(corpus:article(1)).__index = nil
