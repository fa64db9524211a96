-- EXPECT error : no finalizer among the methods
corpus.__gc(corpus)
