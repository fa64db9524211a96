-- EXPECT memory : a long chain
local t = {}
while true do t = { t } end
