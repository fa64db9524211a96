-- EXPECT error : a name that rasad uses
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("provenance", { engine = "forged" })
  end,
}
