-- EXPECT output or memory or cpu : counters without end
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    for i = 1, math.huge do out:count("n", i) end
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
