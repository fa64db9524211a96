-- EXPECT ok : a global set by force is seen by no other article
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    assert(rawget(_G, "seen") == nil or true)
    rawset(_G, "seen", 1)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
