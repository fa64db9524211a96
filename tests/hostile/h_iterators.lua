-- EXPECT ok : iterators outlive what they were made of
local f = corpus:article(2):tokens()
local g = corpus:articles()
for _ = 1, 100000 do local _ = { {} } end
assert(f() and f().text and g():key())
