-- EXPECT error : more arguments than the stack holds
print(select("#", table.unpack({}, 1, 999999)))
local t = table.pack(table.unpack({}, 1, 10000000))
