-- blocks.lua: every kind of block a report may have, over the sample corpus.
local pattern = require "rasad.pattern"

local CEASEFIRE = pattern.words { "آتش‌بس" } + pattern.word("وقف إطلاق النار", { clitics = true })
  + pattern.word("هدنة", { clitics = true }) + pattern.words { "ceasefire", "truce" }

return rasad.report {
  name = "blocks",
  api = 1,
  summary = "Where the sample corpus names a ceasefire, as every kind of block",
  args = {},
  map = function(article, out)
    local hits = article:match(CEASEFIRE)
    local places, language = {}, article:language()
    for hit in hits:each() do
      out:log("lines", hit:line())
      places[#places + 1] = (hit:span())
    end
    out:count("articles", language)
    out:count("hits", language, #hits)
    if #hits > 0 then out:log("places", { name = article:key(), length = article:size(), values = places }) end
    if #hits > 3 then
      out:event("many", { hit = hits[1], status = "claimed", first_day = 736000 + #hits, last_day = 736040 + 20 * #hits,
        precision = "part", actor = language })
    end
  end,
  finish = function(out, report)
    local labels, articles, hits = {}, {}, {}
    for language, n in pairs(out:counter "articles") do
      labels[#labels + 1], articles[#articles + 1] = language, n
      hits[#hits + 1] = out:counter("hits")[language]
    end
    local series = { { name = "articles", values = articles }, { name = "hits", values = hits } }
    local places = out:logs "places"
    report:heading("Charts")
    report:prose("Four pictures and the tables they are of.")
    report:note("Numbers of a small corpus prove nothing.")
    report:chart { type = "bars", title = "Articles and hits by language", labels = labels, series = series }
    report:chart {
      type = "lines", title = "Made-up values, with a gap", labels = { "2016", "2017", "2018", "2019", "2020" },
      series = { { name = "up", values = { 1, 2.5, 4, 8, 16 } }, { name = "down", values = { -4, 3, rasad.json.null, 1, 0 } } },
    }
    report:chart { type = "strip", title = "The same as shades", labels = labels, series = series }
    report:chart { type = "dispersion", title = "Where in each article", series = places }
    report:heading("Concordance", 2)
    local lines = out:logs "lines"
    report:kwic { lines = { table.unpack(lines, 1, 12) } }
    report:heading("Cells", 2)
    report:table { columns = { "text", "number" }, rows = { { "=1+1", 1 }, { "a,\"b\"\tc\nd", 2.5 }, { "پیش",
      rasad.json.null } } }
    local events, undated = out:events()
    report:heading("Lanes by a field", 2)
    report:timeline { events = events, undated = undated, lanes = "actor" }
  end,
}
