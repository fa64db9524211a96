-- EXPECT output : one line without end
print(("x"):rep(1 << 24))
