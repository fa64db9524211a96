-- EXPECT cpu or memory : a list that has every index
return table.concat(setmetatable({}, { __index = function() return "" end }), "", 1, 1 << 50)
