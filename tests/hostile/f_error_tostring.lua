-- EXPECT error : an error whose text does not end: nobody asks for it
error(setmetatable({}, { __tostring = function() while true do end end }))
