-- EXPECT error : coroutines inside each other
local function f() return coroutine.wrap(f)() end
f()
