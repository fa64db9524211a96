-- EXPECT ok : keys of any bytes
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("a\tb\nc\0d\xff", "a\tb\nc\0d\xff")
    out:add("\0", "\xff")
  end,
  finish = function(out, report)
    report:data("n", out:counter("a\tb\nc\0d\xff"))
  end,
}
