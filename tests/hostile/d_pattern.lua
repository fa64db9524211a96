-- EXPECT cpu : a pattern that tries everything, within one C call
return (("a"):rep(100000)):find((".-"):rep(20) .. "b")
