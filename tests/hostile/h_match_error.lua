-- EXPECT error : a pattern that raises
return #corpus:match(lpeg.Cmt(1, function() error("within") end))
