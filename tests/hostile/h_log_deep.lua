-- EXPECT error : a record nested deeply
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    local t = {}
    for _ = 1, 100000 do t = { t } end
    out:log("x", t)
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
