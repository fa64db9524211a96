-- EXPECT error : recursion through metamethods
-- OPTIONS --max-cpu 20
local m = {}
m.__index = function(t, k) return t[k .. "x"] end
return setmetatable({}, m).a
