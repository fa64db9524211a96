-- EXPECT memory : one string many times
local t, s = {}, ("x"):rep(1 << 20)
for i = 1, 4096 do t[i] = s end
print(#table.concat(t))
