-- hits_test.lua: what running a pattern gives.
local check = require "check"
local lpeg = require "lpeg"
local core = require "rasad.core"
local rasad = require "rasad"
local pattern = require "rasad.pattern"
local hits = require "rasad.hits"

local function article(source)
  return core.text(source):article(1)
end

local function texts(all)
  local list = {}
  for hit in all:each() do list[#list + 1] = hit:text() end
  return list
end

local LONG = "وزارت امور خارجه قزاقستان از اقدام کشورهای بانی آتش بس در سوریه برای تشکیل تیم کاری مشترک "
  .. "به منظور پیگیری تداوم و تثبیت آتش‌بس در این کشور خبر داد."
local REPEATED = LONG .. "\n\n" .. LONG .. "\n\nتیم کاری برای پیگیری آتشبس در سوریه تشکیل شد و کار خود را آغاز کرد."

check.test("should give the exact source of each hit", function()
  local source = "در سوریه «آتش‌بس» شد؛ آتــش بس\nو آتشبس"
  local a = article(source)
  local all = hits.match_article(a, "آتش‌بس")
  check.equal(#all, 3)
  for i, want in ipairs { "آتش‌بس", "آتــش بس", "آتشبس" } do
    local first, last = all[i]:span()
    check.equal(source:sub(first, last), want)
    check.equal(all[i]:text(), want)
    check.equal(all[i].index, i)
    check.equal(all[i]:article():key(), a:key())
  end
  check.equal(all[4], nil)
  check.equal(all[0], nil)
end)

check.test("should find the same by postings and by going over all articles", function()
  local folder = os.tmpname()
  os.remove(folder)
  local built = folder .. ".rasad"
  local source = (os.getenv "RASAD_SOURCE" or ".") .. "/examples/syria"
  assert(rasad.build { source, to = built })
  for _, corpus in ipairs { assert(core.open(source)), assert(core.open(built)) } do
    local lists = { { "آتش‌بس" }, { "وقف إطلاق النار", "ceasefire" }, { "آستانه", "أستانا", "Astana", "دور" }, { "هیچ‌جا" },
      { "،" }, { "و" }, { "سازمان ملل متحد" } }
    for _, words in ipairs(lists) do
      local by_postings = hits.match_corpus(corpus, pattern.words(words))
      local by_all = hits.match_corpus(corpus, pattern.words(words) * lpeg.P(true))
      check.equal(#by_postings, #by_all)
      for i = 1, #by_all do check.equal(tostring(by_postings[i]), tostring(by_all[i])) end
    end
    check.equal(#hits.match_corpus(corpus, "هیچ‌جا"), 0)
    check.equal(#hits.match_corpus(corpus, "آتش‌بس") > 0, true)
    corpus:close()
  end
  os.execute("rm -rf " .. built)
end)

check.test("should find the leftmost match and none that overlaps it", function()
  check.equal(texts(hits.match_article(article("الف ب الف ب الف"), pattern.sequence { "الف", "ب", "الف" })),
    { "الف ب الف" })
  check.equal(texts(hits.match_article(article("یک دو سه چهار پنج"), pattern.token * " " * pattern.token)),
    { "یک دو", "سه چهار" })
end)

check.test("should try a pattern at token starts only", function()
  check.equal(#hits.match_article(article("کتاب تابستان تاب"), pattern.text("تاب")), 2)
  -- After a match inside a word the search goes on at the next word.
  check.equal(#hits.match_article(article("آآآآ آآ"), pattern.text("آ")), 2)
end)

check.test("should end with patterns that match nothing, and give no empty hits", function()
  local a = article("یک دو سه")
  for _, p in ipairs { lpeg.P(true), lpeg.P("x") ^ 0, #pattern.token, pattern.sentence_start,
    -pattern.token, lpeg.P(false) } do
    check.equal(#hits.match_article(a, p), 0)
  end
  check.equal(texts(hits.match_article(a, pattern.word("دو") ^ 0)), { "دو" })
  check.equal(texts(hits.match_article(a, pattern.any ^ 0 * pattern.token)), { "یک دو سه" })
end)

check.test("should work on an article without words", function()
  check.equal(#hits.match_article(article(" "), pattern.token), 0)
  check.equal(tostring(hits.match_article(article(" "), pattern.token)), "0 hits in 0 articles")
end)

check.test("should find what trying every token by itself finds", function()
  local words = { "آتش", "بس", "آتش‌بس", "آتشبس", "سوریه", "در", "وقف", "إطلاق", "النار", "لوقف", "۱۲", "و", ".",
    "،", "«", "»", "\n\n", "؟", "والهدنة", "علي", "de", "U.S." }
  local patterns = {
    pattern.word("آتش‌بس"), pattern.words { "آتش", "آتش بس", "در" },
    pattern.near("سوریه", "آتش‌بس", 3), pattern.sequence { "در", pattern.gap(0, 2), "سوریه" },
    pattern.word("وقف إطلاق النار", { clitics = true }), pattern.number, pattern.token,
    pattern.sequence { "در", pattern.upto("و") }, pattern.text("آ"), pattern.any ^ 2,
    pattern.near("در", "سوریه", 5, { cross = "region" }), pattern.word("در") ^ -1,
    lpeg.C(pattern.token) * " " * pattern.as("n", pattern.number), pattern.suffix("بس"),
  }
  local state = 7
  local function random(n)
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % n + 1
  end
  for _ = 1, 60 do
    local parts = {}
    for i = 1, random(60) do parts[i] = words[random(#words)] .. (random(6) == 1 and "" or " ") end
    local a = article(table.concat(parts))
    local text = a:match_text()
    for k, p in ipairs(patterns) do
      local want, from = {}, 2
      local attempt = lpeg.Ct(p) * lpeg.Cp()
      local at = 2
      while at <= #text do
        if at >= from then
          local _, after = lpeg.match(attempt, text, at, a)
          if after and after > at then
            want[#want + 1] = { a:to_source(at, after) }
            from = after
          end
        end
        at = (text:find("[ \x1c-\x1e]", at) or #text) + 1
      end
      local got = {}
      for hit in hits.match_article(a, p):each() do got[#got + 1] = { hit:span() } end
      check.equal(got, want, ("pattern %d on %q"):format(k, table.concat(parts)))
    end
  end
end)

check.test("should mark hits in repeated text and leave them out on request", function()
  local all = hits.match_article(article(REPEATED), "آتش‌بس")
  check.equal(texts(all), { "آتش بس", "آتش‌بس", "آتش بس", "آتش‌بس", "آتشبس" })
  local marks = {}
  for i = 1, #all do marks[i] = all[i].is_repeat end
  check.equal(marks, { false, false, true, true, false })
  check.equal(texts(all:distinct()), { "آتش بس", "آتش‌بس", "آتشبس" })
  check.equal(#all:distinct():distinct(), 3)
end)

check.test("should not go over the edge of a repeated region", function()
  local a = article(REPEATED)
  local p = pattern.sequence { "داد", pattern.gap(0, 5, { cross = "paragraph" }), "وزارت" }
  check.equal(#hits.match_article(a, p), 0)
  p = pattern.sequence { "داد", pattern.gap(0, 5, { cross = "region" }), "وزارت" }
  check.equal(#hits.match_article(a, p), 1)
end)

check.test("should give the sentence of a hit", function()
  local source = "این یک جمله است. در سوریه آتش‌بس شد. سومی این است."
  local hit = hits.match_article(article(source), "آتش‌بس")[1]
  check.equal(hit:sentence().text, "در سوریه آتش‌بس شد.")
end)

check.test("should give captures by name and by number", function()
  local n = lpeg.R "09" ^ 1 / tonumber
  local p = pattern.as("round", pattern.sequence { "دور", n }) * " " * lpeg.C(pattern.token)
    * lpeg.Cg(lpeg.Cc("plain"), "note")
  local hit = hits.match_article(article("در دور ۴ مذاکرات"), p)[1]
  check.equal(hit.captures.round.text, "دور ۴")
  check.equal(hit.captures.round.value, 4)
  check.equal(hit.captures[1], "مذاکرات")
  check.equal(hit.captures.note, "plain")
  check.equal(hit.values, { "مذاکرات" })
  check.equal(hits.match_article(article("در دور"), "دور")[1].captures, {})
end)

check.test("should keep all captures of one name", function()
  local p = pattern.sequence { pattern.as("w", "الف"), pattern.as("w", "ب"), pattern.as("x", pattern.as("w", "ج")) }
  local hit = hits.match_article(article("الف ب ج"), p)[1]
  check.equal(hit.captures.w.text, "الف")
  local all = {}
  for i, capture in ipairs(hit:all("w")) do all[i] = capture.text end
  check.equal(all, { "الف", "ب", "ج" })
  check.equal(hit.captures.x.text, "ج")
end)

check.test("should match date expressions where they stand", function()
  local a = article("نشست 14 اردیبهشت 1396 در آستانه برگزار شد و ادامه یافت.")
  local all = hits.match_article(a, pattern.sequence { pattern.as("when", pattern.date), "در", "آستانه" })
  check.equal(#all, 1)
  local capture = all[1].captures.when
  check.equal(capture.text, "14 اردیبهشت 1396")
  check.equal(capture.value.text, capture.text)
  check.equal(#hits.match_article(a, pattern.date ^ 1), 1)
end)

check.test("should say article and place when a function in a pattern fails", function()
  local a = article("یک دو سه دو")
  local first = a:text():find("سه", 1, true)
  local at_match = lpeg.Cmt(pattern.word("سه"), function() error("boom") end)
  check.raises(function() hits.match_article(a, at_match) end, "boom (in article text, at byte " .. first .. ")")
  local after = pattern.word("سه") / function() error("bang") end
  check.raises(function() hits.match_article(a, after) end, "bang (in article text, at byte " .. first .. ")")
end)

check.test("should take a string for a word and refuse what is no pattern", function()
  check.equal(#hits.match_article(article("آتش بس"), "آتش‌بس"), 1)
  check.raises(function() hits.match_article(article("x"), {}) end, "make a grammar a pattern with lpeg.P")
  check.raises(function() hits.match_article(article("x"), nil) end, "expected an LPeg pattern or a string, got nil")
  check.raises(function() hits.match_article(article("x"), 5) end, "got a number")
end)

check.test("should filter, sample and part hits without touching them", function()
  local all = hits.match_article(article("یک دو سه چهار پنج شش هفت هشت نه ده"), pattern.token)
  check.equal(texts(all:filter(function(hit) return #hit:text() == 4 end)), { "یک", "دو", "سه", "شش", "نه", "ده" })
  check.equal(texts(all:sample(4, 3)), texts(all:sample(4, 3)))
  check.equal(#all:sample(4), 4)
  check.equal(#all:sample(100), 10)
  local drawn = all:sample(5, 9)
  for i = 2, #drawn do check.truthy(drawn[i]:span() > drawn[i - 1]:span(), "order") end
  check.equal(#all, 10)
  for key, part in all:by_article() do
    check.equal(key, "text")
    check.equal(#part, 10)
  end
  check.raises(function() all:filter("x") end, "expected a function")
end)

check.test("should search a corpus article by article", function()
  local corpus = core.text("آتش بس و آتش‌بس")
  local all = hits.match_corpus(corpus, "آتش‌بس")
  check.equal(texts(all), { "آتش بس", "آتش‌بس" })
  check.equal(all[2]:article():key(), "text")
  local keys = {}
  for key, part in all:by_article() do keys[#keys + 1] = key .. #part end
  check.equal(keys, { "text2" })
end)

-- A folder of articles, and what is done with its corpus.
local function with_corpus(articles, f)
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute(("mkdir '%s'"):format(folder)))
  for i, source in ipairs(articles) do
    local file = assert(io.open(("%s/%d.txt"):format(folder, i), "wb"))
    file:write(source)
    file:close()
  end
  local corpus = assert(core.open(folder))
  local ok, message = pcall(f, corpus)
  os.execute(("rm -r '%s'"):format(folder))
  if not ok then error(message, 0) end
end

check.test("should count articles, stories and sources side by side", function()
  local story = "هیئت‌های سه کشور روز دوشنبه در آستانه دیدار کردند و آتش‌بس تا پایان هفته برقرار ماند. "
    .. "پس از آن کسی نگفت که بر سر چه چیزی توافق شده است.\n"
  with_corpus({
    "به گزارش ایسنا، " .. story, "به گزارش خبرگزاری ایرنا، " .. story .. "آتش‌بس ادامه دارد.\n",
    "به گزارش ايسنا، در شهر دیگری آتش‌بس شکسته شد و آتش‌بس تازه‌ای در کار نیست.\n", "هوا آفتابی است.\n",
  }, function(corpus)
    local found = hits.match_corpus(corpus, "آتش‌بس")
    check.equal({ #found, found:articles(), found:stories(), found:sources() }, { 5, 3, 2, 2 })
    check.truthy(tostring(found):find("^5 hits in 3 articles %(2 stories%)\n"), tostring(found))
    local none = found:filter(function() return false end)
    check.equal({ none:articles(), none:stories(), none:sources() }, { 0, 0, 0 })
    local info = corpus:info()
    check.equal({ info.articles, info.stories, info.sources }, { 4, 3, 2 })
    check.equal(corpus:stories(), {
      { index = 1, articles = { "1.txt", "2.txt" } }, { index = 3, articles = { "3.txt" } },
      { index = 4, articles = { "4.txt" } },
    })
    local numbers = {}
    for a in corpus:articles() do numbers[#numbers + 1] = a:story() end
    check.equal(numbers, { 1, 1, 3, 4 })
  end)
end)

check.test("should show the first hits in columns", function()
  local shown = tostring(hits.match_article(article(REPEATED), "آتش‌بس"))
  check.truthy(shown:find("^5 hits in 1 article, 2 of them in repeated text"), shown)
  check.truthy(shown:find("| آتش بس", 1, true), shown)
  local many = tostring(hits.match_article(article(("سوریه "):rep(30)), "سوریه"))
  check.truthy(many:find("... and 20 more", 1, true), many)
end)

check.test("should agree with the known ceasefire mentions", function()
  local shared = check.shared()
  if not shared then check.skip("no reference material") end
  local corpus = assert(core.open(shared .. "/seeds"))
  local persian = pattern.word("آتش‌بس")
  local arabic = pattern.word("وقف إطلاق النار", { clitics = true })
  local want = { ["000"] = "4/4", ["001"] = "8/6", ["002"] = "7/5", ["003"] = "1/1", ["004"] = "0/0" }
  local got = {}
  for a in corpus:articles() do
    local all = hits.match_article(a, persian + arabic)
    got[a:key():sub(1, 3)] = #all .. "/" .. #all:distinct()
  end
  check.equal(got, want)
  check.equal(#hits.match_corpus(corpus, persian), 19)
end)

check.done()
