-- EXPECT memory : many metatables
local t = {}
for i = 1, math.huge do t[i] = setmetatable({}, { __index = t, __len = function() return i end }) end
