-- EXPECT cpu or memory or error or ok : a pattern of rasad with very many words
local words = {}
for i = 1, 200000 do words[i] = "w" .. i end
local p = rasad.pattern.words(words)
return #corpus:match(p)
