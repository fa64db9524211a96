-- EXPECT cpu : a handler without end
xpcall(error, function() while true do end end)
