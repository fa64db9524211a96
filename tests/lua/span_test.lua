-- span_test.lua: whatever is shown is a slice of the source, and the source comes back byte for byte.
local check = require "check"
local core = require "rasad.core"
local rasad = require "rasad"
local pattern = rasad.pattern

local function folders()
  local list = { (os.getenv("RASAD_SOURCE") or ".") .. "/examples/syria" }
  local shared = check.shared()
  if shared then list[2] = shared .. "/seeds" end
  return list
end

-- Calls f with every article of the folders and the bytes of its file.
local function each_article(f)
  local count = 0
  for _, folder in ipairs(folders()) do
    local corpus <close> = assert(rasad.open(folder))
    for article in corpus:articles() do
      count = count + 1
      f(article, assert(core.read_file(folder .. "/" .. article:key())))
    end
  end
  check.truthy(count >= 12, "articles")
end

local function check_slice(part, bytes, what)
  check.truthy(part.first >= 1 and part.first <= part.last and part.last <= #bytes, what .. " in bounds")
  check.equal(part.text, bytes:sub(part.first, part.last), what)
end

if not check.shared() then print("skipped: the seeds (no reference material; set RASAD_SHARED)") end

check.test("should regenerate every source from the token stream", function()
  each_article(function(article, bytes)
    check.truthy(article:source() == bytes and article:text() == bytes, article:key())
    check.equal(article:size(), #bytes)
  end)
end)

check.test("should show tokens, sentences, paragraphs and regions as slices", function()
  each_article(function(article, bytes)
    local at = 0
    for token in article:tokens() do
      check_slice(token, bytes, "token " .. token.index)
      check.truthy(token.first > at, "tokens in order")
      at = token.last
      local sentence = article:sentence(token.sentence)
      check.truthy(sentence.first_token <= token.index and token.index <= sentence.last_token, "its sentence")
      check.equal(article:token_at(token.first), token.index)
      local from, stop = article:to_match(token.first, token.last)
      check.equal(article:match_text():sub(from, stop - 1), token.key)
      check.equal({ article:to_source(from, stop) }, { token.first, token.last })
    end
    local next_token = 1
    for sentence in article:sentences() do
      check_slice(sentence, bytes, "sentence " .. sentence.index)
      check.equal(sentence.first_token, next_token)
      next_token = sentence.last_token + 1
    end
    check.equal(next_token, article:token_count() + 1)
    for paragraph in article:paragraphs() do check_slice(paragraph, bytes, "paragraph " .. paragraph.index) end
    for _, region in ipairs(article:regions()) do check_slice(region, bytes, region.kind) end
  end)
end)

check.test("should show hits and their captures as slices", function()
  local any_word = pattern.as("word", pattern.chars) * pattern.word_end
  local phrase = pattern.words { "سوریه", "سوريا", "آتش‌بس", "وقف إطلاق النار", "Syria" }
  each_article(function(article, bytes)
    for _, p in ipairs { any_word, phrase, pattern.number, pattern.date } do
      for hit in article:match(p):each() do
        local first, last = hit:span()
        check.equal(hit:text(), bytes:sub(first, last))
        check.truthy(#hit:text() > 0, "a hit is not empty")
        local word = hit.captures.word
        if word then check_slice(word, bytes, "capture") end
        check.truthy(hit:sentence().first <= first and last <= hit:sentence().last, "hit in its sentence")
      end
    end
  end)
end)

check.test("should show dates as slices, with and without a day of publication", function()
  each_article(function(article, bytes)
    for _, dct in ipairs { false, "2017-09-06" } do
      for _, expression in ipairs(rasad.time.find(article, dct and { dct = dct } or nil)) do
        check_slice(expression, bytes, "date")
      end
    end
  end)
end)

check.test("should find every spelling with one pattern, at its own place", function()
  local corpus = rasad.text("آتش‌بس و آتش بس و آتشبس و آتش‌‌بس.\nآتش\nبس")
  local texts = {}
  for hit in corpus:match("آتش‌بس"):each() do texts[#texts + 1] = hit:text() end
  check.equal(texts, { "آتش‌بس", "آتش بس", "آتشبس", "آتش‌‌بس" })
end)

check.done()
