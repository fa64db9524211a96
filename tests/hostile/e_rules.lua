-- EXPECT error : more rules than a grammar may have
local g = { "r1" }
for i = 1, 2000 do g["r" .. i] = lpeg.P "a" * lpeg.V("r" .. (i % 2000 + 1)) end
return lpeg.P(g)
