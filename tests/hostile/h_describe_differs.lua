-- EXPECT error : a file that is a report only at times
if corpus == nil then error("no corpus in map") end
return rasad.report { name = "x", api = 1, summary = "s", map = function() end, finish = function() end }
