-- EXPECT ok : numbers that are none travel
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:log("x", { 0 / 0, math.huge, -math.huge, math.mininteger, -0.0 })
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
