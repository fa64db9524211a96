-- EXPECT output or memory or cpu or ok or error : a table of very many columns
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
  end,
  finish = function(out, report)
    local columns, row = {}, {}
    for i = 1, 3000 do columns[i], row[i] = "c" .. i, "x" end
    local rows = {}
    for i = 1, 300 do rows[i] = row end
    report:table { columns = columns, rows = rows }
  end,
}
