-- EXPECT ok or output or memory or cpu : a small table that is large when it is set
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    local rows = {}
    for i = 1, 20000 do rows[i] = { i, "x" } end
    rows[1][2] = ("x"):rep(2000000)
    report:table { columns = { "a", "b" }, rows = rows }
  end,
}
