-- EXPECT error : closers are refused
local x <close> = setmetatable({}, { __close = print })
