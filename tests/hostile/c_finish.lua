-- EXPECT memory : the end eats
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    local t = {}
    while true do t[#t + 1] = { t } end
  end,
}
