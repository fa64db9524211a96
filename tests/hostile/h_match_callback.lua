-- EXPECT cpu : a pattern that calls the script
return corpus:match(lpeg.Cmt(1, function() while true do end end))
