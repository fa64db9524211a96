-- EXPECT error : the class of out
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    getmetatable(out).count = nil
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
