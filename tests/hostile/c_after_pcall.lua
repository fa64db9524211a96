-- EXPECT memory : nothing is there to be caught and tried again
local n = 0
repeat
  n = n + 1
  local ok = pcall(function() return ("x"):rep(1 << 27) .. ("y"):rep(1 << 27) end)
until n > 1000
print("survived")
