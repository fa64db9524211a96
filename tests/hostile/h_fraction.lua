-- EXPECT error : half an article
corpus:article(1.5)
