-- EXPECT error : half a count
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", "k", 0.5)
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
