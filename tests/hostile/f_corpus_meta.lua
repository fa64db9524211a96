-- EXPECT error : the metatable of the corpus
getmetatable(corpus).__gc = nil
