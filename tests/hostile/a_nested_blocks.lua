-- EXPECT error : the parser recurses on the C stack
assert(load(("do "):rep(100000) .. ("end "):rep(100000)))
