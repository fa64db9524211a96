-- EXPECT output or memory : every article gives what is just allowed
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:log("x", ("x"):rep(7 << 20))
  end,
  finish = function(out, report)
    for i = 1, 100 do report:prose(out:logs("x")[1]) end
  end,
}
