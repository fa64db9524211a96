-- EXPECT error : a position behind the end
string.unpack("b", "abc", 1 << 40)
