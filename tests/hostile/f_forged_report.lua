-- EXPECT ok : a table that is not a report, though it says so
return setmetatable({ name = "x", api = 1, map = print, finish = print }, { __metatable = getmetatable(rasad.report), __name = "rasad.report" })
