-- EXPECT ok or error : a length below zero
local t = setmetatable({}, { __len = function() return math.mininteger end })
pcall(table.insert, t, 1)
pcall(table.remove, t)
pcall(table.unpack, t)
pcall(table.concat, t)
table.sort(t)
