-- EXPECT error : an error whose text is an error
error(setmetatable({}, { __tostring = function() error("again") end }))
