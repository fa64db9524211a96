-- 02: one word in any spelling, quoted as each article wrote it.
-- Run it with:  rasad run examples/02-one-word-any-spelling.lua examples/syria
local pattern = rasad.pattern

-- The text is matched in a folded form, so one literal finds آتش‌بس, آتش بس and آتشبس; what is
-- shown is the source, untouched. Spans are bytes of the file, as string.sub takes them.
local spellings = {}
for hit in corpus:match(pattern.word "آتش‌بس"):each() do
  local text = hit:text()
  spellings[text] = (spellings[text] or 0) + 1
end
for spelling, count in pairs(spellings) do
  print(spelling, count, #spelling .. " bytes")
end
