-- EXPECT memory or error or ok : a pattern repeated at most so often
local p = lpeg.P "abc"
for _ = 1, 6 do p = p ^ -200 end
return p
