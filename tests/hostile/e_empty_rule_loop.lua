-- EXPECT error : a loop over what may be empty, through a rule
return lpeg.P { lpeg.V(2) ^ 0, lpeg.P "a" ^ -1 }
