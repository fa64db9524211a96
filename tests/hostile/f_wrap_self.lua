-- EXPECT error : a coroutine that resumes itself
local f
f = coroutine.wrap(function() f() end)
f()
