-- EXPECT error : long errors in every article
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    error(("long \27[1m "):rep(1000000))
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
