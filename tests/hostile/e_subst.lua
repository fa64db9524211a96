-- EXPECT memory : a substitution that grows
local s = "x"
local p = lpeg.Cs((lpeg.P(1) / "%0%0") ^ 0)
while true do s = p:match(s) end
