-- EXPECT memory : padding
local t = {}
for i = 1, 100 do t[i] = string.pack("c50000000", "a" .. i) end
