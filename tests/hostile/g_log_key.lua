-- EXPECT output or memory : a name of megabytes
-- OPTIONS --max-cpu 20
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    for i = 1, math.huge do out:log(("k"):rep(1 << 20) .. i, 1) end
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
