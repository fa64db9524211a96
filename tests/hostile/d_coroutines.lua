-- EXPECT cpu : ever new coroutines
while true do coroutine.wrap(function() for _ = 1, 10 do coroutine.yield() end end)() end
