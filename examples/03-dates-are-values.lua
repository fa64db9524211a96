-- 03: dates are values: what an article says, what it means, and how that is known.
-- Run it with:  rasad run examples/03-dates-are-values.lua examples/syria
local date = rasad.date

for article in corpus:articles() do
  for _, expression in ipairs(article:dates()) do
    if expression.kind == "date" and expression.first_day then
      print(("%s  %s: %s to %s, %s"):format(article:key(), expression.text,
        date.format(expression.first_day), date.format(expression.last_day), expression.dated))
    end
  end
end
