-- EXPECT ok or error : bytes that are no text
rasad.display("\xff\xfe")
rasad.key("\xc0\x80")
rasad.language("\xed\xa0\x80")
rasad.text("\0\0\xff"):article(1):dates()
