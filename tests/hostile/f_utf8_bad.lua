-- EXPECT error : code points that are none
utf8.char(1 << 40)
