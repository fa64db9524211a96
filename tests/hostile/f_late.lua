-- EXPECT ok : what is written later has no effect
local m = {}
local o = setmetatable({}, m)
m.__index, m.__gc, m.__mode = function() return 1 end, error, "k"
assert(o.x == nil and getmetatable(o) == m)
setmetatable(o, nil)
assert(getmetatable(o) == nil)
