-- EXPECT error : evidence of the wrong kind
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:event("k", { status = "occurred", evidence = { article = {}, start = 1 / 0 } })
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
