-- EXPECT memory : one article of several eats
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    if article:index() == 2 then
      local t = {}
      while true do t[#t + 1] = { t } end
    end
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
