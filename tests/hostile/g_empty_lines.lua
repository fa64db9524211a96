-- EXPECT output : empty lines count
while true do print("") end
