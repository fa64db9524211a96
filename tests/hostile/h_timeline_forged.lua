-- EXPECT error : an event that is none
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    report:timeline { events = { setmetatable({ key = 1, first_day = 1, last_day = 1e9 }, {}) } }
  end,
}
