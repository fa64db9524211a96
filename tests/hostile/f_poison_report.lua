-- EXPECT ok : a report spoils its own libraries only
for name in next, rasad.json do rasad.json[name] = nil end
for name in next, table do table[name] = nil end
string.format, math.floor, ipairs, next = nil, nil, nil, nil
return rasad.report {
  name = "hostile", api = 1, summary = "s",
  map = function(article, out)
    out:count("n", article:key())
    out:log("x", { 1, { 2 } })
  end,
  finish = function(out, report)
    report:data("n", out:counter "n")
  end,
}
