-- EXPECT error : a plain script that returns a report
print(#corpus)
return rasad.report { name = "x", api = 1, summary = "s", map = function() end, finish = function() end }
