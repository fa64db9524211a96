-- EXPECT error : a limit that is no number
lpeg.setmaxstack("many")
