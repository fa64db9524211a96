-- EXPECT ok : an out that is kept adds to nothing
local kept
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    if kept then kept:count("n", "late") end
    kept = out
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
