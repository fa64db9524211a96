-- EXPECT error : an error that is nothing
error()
