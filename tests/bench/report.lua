-- report.lua: what report.sh measures: a report that reads all words and dates of the articles.
return rasad.report {
  name = "bench", api = 1, summary = "Words, dates and mentions of a ceasefire",
  map = function(article, out)
    local words = 0
    for token in article:tokens() do
      if token.kind == "word" then words = words + 1 end
    end
    out:value("words", words)
    for _, date in ipairs(article:dates()) do
      if date.first_day then out:day("dates", date) end
    end
    local mentions = #article:match "آتش‌بس" + #article:match "وقف إطلاق النار" + #article:match "ceasefire"
    if mentions > 0 then out:count("mentions", article:key(), mentions) end
  end,
  finish = function(out, report)
    report:data("words", out:histogram("words", { width = 100 }))
    report:data("years", (out:series("dates", "year")))
    report:data("mentions", out:counter "mentions")
  end,
}
