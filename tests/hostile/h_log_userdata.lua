-- EXPECT error : an article does not travel
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:log("x", article)
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
