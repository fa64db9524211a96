-- EXPECT error : a function does not travel
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:log("x", function() end)
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
