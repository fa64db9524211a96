-- EXPECT wall : time by the clock in map
-- OPTIONS --max-wall 1 --max-cpu 60
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    if article:index() == 1 then while true do end end
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
