-- EXPECT ok : the C library's own sorting asks the system for nothing, however much there is to sort
local words = {}
for i = 1, 3000 do words[i] = ("Sentence %d has words %d and %d of its own.\n\n"):format(i, i * 7, i * 11) end
local article = rasad.text(table.concat(words)):article(1)
local n = 0
for _ in article:tokens() do n = n + 1 end
print(n, #article:regions(), #article:dates())
