-- EXPECT error : too much metadata
local m = {}
for i = 1, 1000 do m["k" .. i] = "v" end
rasad.text("x", m)
