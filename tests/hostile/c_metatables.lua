-- EXPECT memory : many metatables
-- OPTIONS --max-memory 48 --max-cpu 20
local t = {}
for i = 1, math.huge do t[i] = setmetatable({}, { __index = t, __len = function() return i end }) end
