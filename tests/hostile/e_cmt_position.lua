-- EXPECT error : a position outside
return lpeg.Cmt(1, function() return 1 << 40 end):match("abc")
