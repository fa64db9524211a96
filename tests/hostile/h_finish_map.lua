-- EXPECT error : the functions of map in finish
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    out:count("n", "k")
  end,
}
