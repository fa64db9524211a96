-- EXPECT error : a method of strings that the library has not got
return ("x"):dump()
