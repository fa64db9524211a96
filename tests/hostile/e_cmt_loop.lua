-- EXPECT cpu : a match-time function without end
lpeg.Cmt(1, function() while true do end end):match("a")
