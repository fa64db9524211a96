-- EXPECT ok or syntax or output or memory : a definition of megabytes
return rasad.report { name = ("x"):rep(1000), api = 1, summary = ("s"):rep(100000), description = ("d"):rep(1000000), map = function() end, finish = function() end }
