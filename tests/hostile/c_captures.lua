-- EXPECT memory or error : a capture for each byte
local p = lpeg.Ct(lpeg.Cp() ^ 0 * lpeg.C(1) ^ 0)
local t = {}
local q = lpeg.Ct(lpeg.C(1) ^ 0)
for i = 1, 100 do t[i] = q:match(("x"):rep(1000000)) end
return p
