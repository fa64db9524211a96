-- EXPECT error : methods of patterns are those of scripts
return lpeg.P(1):ptree()
