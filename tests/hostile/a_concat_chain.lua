-- EXPECT ok or error : a right-associative operator of great length
local f = load("return " .. ("'a'.."):rep(100000) .. "'a'")
if f then f() end
