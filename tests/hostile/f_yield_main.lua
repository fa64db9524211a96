-- EXPECT error : yielding from the script itself
coroutine.yield(1)
