-- EXPECT ok : a chunk with an environment of its own has nothing else
assert(load("return os, io, print", "x", "t", {})() == nil)
assert(not pcall(load("return print()", "x", "t", {})))
