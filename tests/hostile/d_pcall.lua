-- EXPECT cpu : errors caught without end
while true do pcall(error, "x") end
