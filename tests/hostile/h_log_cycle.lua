-- EXPECT error : a record within itself
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    local t = {}
    t.t = t
    out:log("x", t)
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
