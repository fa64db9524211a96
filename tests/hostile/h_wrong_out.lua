-- EXPECT error : the out of another
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out.count({}, "n", "k")
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
