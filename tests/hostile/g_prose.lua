-- EXPECT output or memory or cpu : a paragraph of megabytes
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:prose(("word "):rep(1 << 22))
  end,
}
