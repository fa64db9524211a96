-- EXPECT output or memory or cpu : data of megabytes
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    local t = {}
    for i = 1, 2000000 do t[i] = i end
    report:data("t", t)
  end,
}
