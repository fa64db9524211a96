-- EXPECT error : a message that is a table
assert(false, setmetatable({}, { __tostring = function() return "\27[31mred" end }))
