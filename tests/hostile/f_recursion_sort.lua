-- EXPECT error : recursion through C, by sorting
local function f() table.sort({ 1, 2 }, f) return false end
f()
