-- EXPECT error : the corpus stays open for other articles
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    article:corpus():close()
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
