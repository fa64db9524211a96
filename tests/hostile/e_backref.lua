-- EXPECT ok or error : a back reference to nothing
return lpeg.Cb("x"):match("a")
