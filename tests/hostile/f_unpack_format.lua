-- EXPECT error : a format that reads behind the end
string.unpack("i8", "abc")
