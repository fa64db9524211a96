-- 01: a first look: the articles of a corpus, their languages and sizes.
-- Run it with:  rasad run examples/01-first-look.lua examples/syria
print(("%d articles"):format(#corpus))
for article in corpus:articles() do
  print(("%-36s %s %5d tokens %3d sentences"):format(
    article:key(), article:language(), article:token_count(), article:sentence_count()))
end
