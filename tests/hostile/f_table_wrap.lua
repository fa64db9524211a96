-- EXPECT ok or error : indices that wrap around
local t = { 1 }
pcall(table.move, t, math.mininteger, math.maxinteger, 1)
pcall(table.insert, t, math.maxinteger, 1)
pcall(table.unpack, t, math.maxinteger - 1, math.maxinteger)
pcall(table.concat, t, "", math.mininteger, math.mininteger)
