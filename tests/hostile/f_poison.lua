-- EXPECT ok : a script spoils its own libraries only
for name in next, string do string[name] = nil end
for name in next, table do table[name] = nil end
for name in next, lpeg do lpeg[name] = nil end
for name in next, rasad.json do rasad.json[name] = nil end
for name in next, rasad.hits do rasad.hits[name] = nil end
assert(#corpus:match("الهدنة") > 0 and ("x"):upper() == "X")
print(#corpus)
