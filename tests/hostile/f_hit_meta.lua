-- EXPECT error : classes of the library
local hit = corpus:match("الهدنة")[1]
getmetatable(hit).__gc = error
