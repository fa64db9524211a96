-- EXPECT error : levels far outside
error("x", 1 << 40)
