-- EXPECT error or memory : a count that is a string
return ("x"):rep("1000000000")
