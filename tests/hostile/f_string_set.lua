-- EXPECT error : a metatable for strings
setmetatable("", { __index = {} })
