-- EXPECT error : the metatable of strings, raw
rawset(getmetatable(""), "__index", nil)
