-- EXPECT ok : what map prints is a note, without escapes
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    print("\27[2Jnote\r")
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
