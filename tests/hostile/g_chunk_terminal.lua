-- EXPECT error : escapes in the name of a chunk
load("error(1, 1) error('x')", "=\27[31m\r")()
