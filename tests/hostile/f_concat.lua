-- EXPECT error : Lua 5.4.4 concatenates from freed memory
local m = {}
m.__concat = function(a, b) local function deep(n) return n > 0 and 1 + deep(n - 1) or 0 end deep(1000) return "x" end
local o = setmetatable({}, m)
return o .. "a" .. o .. "b" .. o
