-- EXPECT error : a function as data
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("x", { print })
  end,
}
