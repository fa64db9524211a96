-- EXPECT cpu : no article ends: the run is given up
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    while true do end
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
