-- EXPECT error : escapes in an error
error("\27[31mred\27]0;x\7\r\nsecond line\8")
