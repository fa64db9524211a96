-- EXPECT ok : one name of a megabyte
assert(load(("x"):rep(1000000) .. " = 1"))()
