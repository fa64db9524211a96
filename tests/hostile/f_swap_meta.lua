-- EXPECT error : another metatable for what is not the script's
setmetatable(corpus:match("الهدنة"), {})
