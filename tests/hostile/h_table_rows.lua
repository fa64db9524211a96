-- EXPECT error : rows that are none
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:table { columns = { "a" }, rows = { { function() end } } }
  end,
}
