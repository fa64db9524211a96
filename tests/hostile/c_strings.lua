-- EXPECT memory : many strings
-- OPTIONS --max-memory 48 --max-cpu 20
local t = {}
for i = 1, math.huge do t[i] = "string " .. i end
