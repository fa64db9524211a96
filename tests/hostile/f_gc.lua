-- EXPECT error : finalizers are refused
setmetatable({}, { __gc = print })
