-- EXPECT error or ok or cpu : recursion through pcall
local function f() return pcall(f) end
return f()
