-- EXPECT crash or error or memory or cpu or ok : patterns inside each other recurse on the C stack
local p = lpeg.P "a"
for _ = 1, 100000 do p = lpeg.C(p) end
return p:match("a")
