-- EXPECT error : a length that is no number
table.insert(setmetatable({}, { __len = function() return "x" end }), 1)
