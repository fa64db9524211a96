-- EXPECT memory : memory of the core counts, too
-- OPTIONS --max-memory 48 --max-cpu 20
local t = {}
local text = ("کتاب خانه "):rep(20000)
for i = 1, math.huge do t[i] = rasad.text(text .. i) end
