-- EXPECT error : recursion through C
-- OPTIONS --max-cpu 20
local function f() return (("x"):gsub("x", f)) end
f()
