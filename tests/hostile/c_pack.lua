-- EXPECT memory : padding
-- OPTIONS --max-cpu 20
local t = {}
for i = 1, 100 do t[i] = string.pack("c50000000", "a" .. i) end
