-- EXPECT error : recursion through C
local function f() return (("x"):gsub("x", f)) end
f()
