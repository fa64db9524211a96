-- EXPECT memory : a long chain
-- OPTIONS --max-cpu 20
local t = {}
while true do t = { t } end
