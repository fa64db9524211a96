-- EXPECT memory : one large table
local t = {}
for i = 1, math.huge do t[i * 1.5] = true end
