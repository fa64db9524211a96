-- EXPECT cpu : an expression that tries every way
return re.match(("a"):rep(200), "s <- 'a' s 'b' / 'a' s 'c' / 'a'")
