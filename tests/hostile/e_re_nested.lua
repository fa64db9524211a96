-- EXPECT error or crash : an expression of many brackets
return re.compile(("("):rep(50000) .. "'a'" .. (")"):rep(50000))
