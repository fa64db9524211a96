-- EXPECT memory : formats that grow
local s = "%s"
local v = "x"
while true do v = s:format(v) .. v end
