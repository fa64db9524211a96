-- EXPECT syntax : a long string without an end
local x = [==[ and so on
