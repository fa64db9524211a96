-- EXPECT error : more locals than registers
local t = {}
for i = 1, 300 do t[i] = "local a" .. i .. " = " .. i end
assert(load(table.concat(t, "\n")))
