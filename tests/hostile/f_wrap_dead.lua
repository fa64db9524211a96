-- EXPECT error : a dead coroutine
local f = coroutine.wrap(function() end)
f()
f()
