-- EXPECT syntax : what does not compile
local x = = 1
