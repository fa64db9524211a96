-- EXPECT cpu : loading without end
while true do load("return 1")() end
