-- EXPECT error : keys that are neither text nor whole numbers
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:log("x", { [1.5] = 1 })
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
