-- EXPECT crash or error or memory or cpu or ok : a choice to the left without end
local p = lpeg.P "a"
for i = 1, 20000 do p = p + lpeg.P("b" .. i) end
return p:match("zz")
