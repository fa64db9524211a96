-- EXPECT cpu : one article of several does not end
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    if article:index() == 3 then while true do end end
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
