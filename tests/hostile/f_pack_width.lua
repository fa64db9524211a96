-- EXPECT error : a width that there is not
string.pack("i17", 1)
