-- EXPECT output : what map prints is counted
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    while true do print(("x"):rep(10000)) end
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
