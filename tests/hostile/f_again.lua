-- EXPECT ok : a metatable can be set again, with what it has then
local m = { __index = { x = 1 } }
local o = setmetatable({}, m)
assert(o.x == 1)
m.__index = { x = 2 }
assert(setmetatable(o, m).x == 2 and setmetatable({}, m).x == 2)
