-- EXPECT ok : map may use coroutines
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    for k in coroutine.wrap(function() coroutine.yield(article:key()) end) do out:count("n", k) end
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
