-- EXPECT error : the compiler recurses on the C stack
assert(load(("return function() "):rep(50000)))
