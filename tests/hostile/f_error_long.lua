-- EXPECT error : an error message of megabytes
error(("long "):rep(2000000))
