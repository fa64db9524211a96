-- EXPECT error : no debug for a handler
xpcall(function() error("x") end, debug.traceback)
