-- EXPECT error : a pattern that is a function
corpus:match(print)
