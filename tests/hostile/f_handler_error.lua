-- EXPECT error : an error in the handler of an error
assert(select(2, xpcall(error, function() error("more") end)) == nil)
