-- EXPECT error : yielding out of a match
coroutine.wrap(function() lpeg.P(lpeg.Cmt(1, coroutine.yield)):match("a") end)()
