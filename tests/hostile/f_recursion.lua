-- EXPECT error : recursion without end
-- OPTIONS --max-cpu 20
local function f() return 1 + f() end
f()
