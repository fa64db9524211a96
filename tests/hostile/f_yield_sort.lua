-- EXPECT error : yielding out of a C function
coroutine.wrap(function() table.sort({ 1, 2, 3 }, function() coroutine.yield() end) end)()
local co = coroutine.create(function() table.sort({ 1, 2, 3 }, coroutine.yield) end)
assert(coroutine.resume(co))
