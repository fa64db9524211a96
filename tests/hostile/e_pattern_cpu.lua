-- EXPECT cpu : a pattern of rasad that tries every way
local w = rasad.pattern.word "و"
local p = lpeg.P(1)
for a in corpus:articles() do
  local text = a:match_text():rep(200)
  for _ = 1, 1000 do ((p ^ 0 * "no such word" + 1) ^ 0):match(text) end
end
return w
