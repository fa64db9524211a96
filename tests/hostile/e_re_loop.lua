-- EXPECT error : an expression that loops over nothing
return re.compile("('a'*)*")
