-- EXPECT syntax : a definition that is none
return rasad.report { name = "x", api = 1, summary = "s", map = print, finish = print, args = { { "a", type = "enum" } } }
