-- EXPECT error or cpu : a list that has every index
return table.unpack(setmetatable({}, { __index = function() return 1 end }), 1, 1 << 30)
