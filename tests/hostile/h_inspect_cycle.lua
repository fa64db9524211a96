-- EXPECT ok : a value within itself is shown
local t = {}
t.t = t
print(rasad.inspect and type(rasad.inspect))
