-- EXPECT error : text of a text of a text
local m = {}
local o = {}
m.__tostring = function() return tostring(o) end
setmetatable(o, m)
print(o)
