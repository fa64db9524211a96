-- EXPECT error : an error whose text is none
error(setmetatable({}, { __tostring = function() return 1 end }))
