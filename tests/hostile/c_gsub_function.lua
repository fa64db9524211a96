-- EXPECT memory : a replacement that grows
-- OPTIONS --max-memory 48 --max-cpu 20
local s = ("x"):rep(1000)
while true do s = s:gsub(".", function(c) return c .. c end) end
