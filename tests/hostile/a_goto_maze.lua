-- EXPECT ok or cpu or error : thousands of jumps to resolve
local t = {}
for i = 1, 20000 do t[i] = ("do goto l%d end"):format(i) end
for i = 1, 20000 do t[#t + 1] = ("::l%d::"):format(i) end
load(table.concat(t, "\n"))
