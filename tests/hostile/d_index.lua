-- EXPECT cpu : a metamethod without end
return setmetatable({}, { __index = function() while true do end end }).x
