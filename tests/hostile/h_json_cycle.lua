-- EXPECT error : a value within itself
local t = {}
t.t = t
rasad.json.encode(t)
