-- EXPECT ok : bytes that are no text
print("\xff\xfe\xc0\x80\xed\xa0\x80\0")
