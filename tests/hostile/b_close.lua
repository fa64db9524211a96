-- EXPECT error : the corpus stays open
corpus:close()
