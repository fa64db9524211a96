-- EXPECT error : the parser recurses on the C stack
assert(load("return " .. ("("):rep(200000) .. "1" .. (")"):rep(200000)))
