-- EXPECT error : a method with another self
corpus.articles("x")
