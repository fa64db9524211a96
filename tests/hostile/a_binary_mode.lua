-- EXPECT error : a chunk asked for as bytecode is refused
assert(load("\27LuaT\0", "x", "b"))
