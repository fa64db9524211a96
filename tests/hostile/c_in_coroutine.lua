-- EXPECT memory : in a coroutine in a pcall
coroutine.wrap(function() pcall(function() local t = {} while true do t[#t + 1] = { t } end end) end)()
