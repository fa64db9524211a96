-- EXPECT error : a method with another self
corpus:article(1).tokens(corpus)
