-- EXPECT memory : loading eats, of what would be a report
local t = {}
for i = 1, math.huge do t[i] = { i } end
return rasad.report { name = "x", api = 1, summary = "s", map = print, finish = print }
