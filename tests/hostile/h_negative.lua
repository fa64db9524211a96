-- EXPECT error : an article below zero
return corpus:article(math.mininteger):text()
