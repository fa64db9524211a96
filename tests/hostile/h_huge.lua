-- EXPECT error : an article far outside
return corpus:article(1 << 62):text()
