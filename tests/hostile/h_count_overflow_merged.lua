-- EXPECT error : a sum that is too large when articles are merged
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", "k", math.maxinteger)
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
