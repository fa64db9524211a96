-- EXPECT ok : escapes and lines in a title
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:title("a\nb\27[1m\r\u{202e}")
    report:heading("h\0\7")
    report:prose("\27]0;x\7")
    report:note("\x9b1m")
    report:table { columns = { "a\27" }, rows = { { "b\27|\n" } } }
    report:data("k\27\n", "v\27")
  end,
}
