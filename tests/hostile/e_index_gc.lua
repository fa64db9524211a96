-- EXPECT error : the finalizer of patterns
lpeg.P(1).__gc(lpeg.P(1))
