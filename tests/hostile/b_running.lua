-- EXPECT ok : a thread is not shown by its address
assert(tostring(coroutine.running()) == "thread")
assert(not pcall(string.format, "%p", {}))
assert(not pcall(string.format, "%-20p", {}))
assert(string.format("100%%p") == "100%p")
