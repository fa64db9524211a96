-- EXPECT error : a path with a NUL and a table instead of a path
assert(not rasad.read("victim.txt\0x"))
rasad.read({})
