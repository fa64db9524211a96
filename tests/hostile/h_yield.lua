-- EXPECT error : yielding out of map
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    coroutine.yield()
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
