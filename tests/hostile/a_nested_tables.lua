-- EXPECT error : constructors inside each other
assert(load("return " .. ("{"):rep(200000)))
