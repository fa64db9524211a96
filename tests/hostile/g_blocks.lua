-- EXPECT output or memory or cpu : more blocks than anybody reads
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    for i = 1, math.huge do report:heading("h" .. i) end
  end,
}
