-- EXPECT error : a claim that is none
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:event("k", { status = "occurred", first_day = 1e300, last_day = 0 })
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
