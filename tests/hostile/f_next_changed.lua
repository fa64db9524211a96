-- EXPECT ok or error : a table that changes while it is walked
local t = {}
for i = 1, 1000 do t[i] = i end
for k in next, t do t[k] = nil t["x" .. k] = k end
