-- EXPECT error : a global set by map
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    seen = (seen or 0) + 1
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
