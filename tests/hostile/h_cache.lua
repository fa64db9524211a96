-- EXPECT ok or error : an article's memory is spoilt
local a = corpus:article(1)
local cache = a:cache()
cache.match_text = 5
for _, f in ipairs { a.match_text, a.dates, function(x) return x:match("x") end } do pcall(f, a) end
for k in next, cache do cache[k] = { {} } end
pcall(a.dates, a)
pcall(a.match, a, "x")
