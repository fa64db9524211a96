-- EXPECT error or cpu : a length that lies
table.sort(setmetatable({}, { __len = function() return 1 << 30 end, __index = function(_, i) return i end }))
