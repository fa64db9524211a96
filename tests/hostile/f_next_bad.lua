-- EXPECT error : a key that is not there
next({}, "x")
