-- EXPECT error : a number that is none
corpus:article(0 / 0)
