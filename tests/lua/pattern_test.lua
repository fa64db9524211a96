-- pattern_test.lua: the combinators of rasad.pattern, on Persian and Arabic text.
local check = require "check"
local lpeg = require "lpeg"
local core = require "rasad.core"
local pattern = require "rasad.pattern"
local hits = require "rasad.hits"
local re = require "rasad.re"

local ZWNJ = "\u{200c}"

local function article(source)
  return core.text(source):article(1)
end

-- The texts of all hits of p in source, as they stand there.
local function found(source, p)
  local texts = {}
  for hit in hits.match_article(article(source), p):each() do texts[#texts + 1] = hit:text() end
  return texts
end

check.test("should find every spelling of a compound, however the literal is spelt", function()
  local source = "آتش‌بس در سوریه و آتش بس در لبنان و آتشبس در غزه و آتــش بس در یمن و آتَش‌بَس"
  local want = { "آتش‌بس", "آتش بس", "آتشبس", "آتــش بس", "آتَش‌بَس" }
  check.equal(found(source, pattern.word("آتش‌بس")), want, "with ZWNJ")
  check.equal(found(source, pattern.word("آتش بس")), want, "with space")
  check.equal(found(source, pattern.word("آتشبس")), { want[1], want[3], want[5] }, "joined")
end)

check.test("should fold letters of both keyboards, in the literal and in the text", function()
  check.equal(found("علي و كريم و علی و کریم", pattern.words { "علی", "كريم" }),
    { "علي", "كريم", "علی", "کریم" })
  check.equal(found("مدرسة ومدرسه أحمد وإحسان", pattern.word("مدرسه")), { "مدرسة" })
  check.equal(found("سال ۱۳۹۶ و ١٣٩٦ و 1396", pattern.word("1396")), { "۱۳۹۶", "١٣٩٦", "1396" })
end)

check.test("should allow each join of a phrase on its own", function()
  local p = pattern.word("پیش‌نویس قطع‌نامه")
  check.equal(found("پیش نویس قطعنامه، پیشنویس قطع‌نامه، پیش‌نویس  قطع نامه", p),
    { "پیش نویس قطعنامه", "پیشنویس قطع‌نامه", "پیش‌نویس  قطع نامه" })
end)

check.test("should end a word at its end only", function()
  check.equal(found("آتش‌بسی نبود، آتش بستند، آتش بس.", pattern.word("آتش‌بس")), { "آتش بس" })
  check.equal(found("نابغه غه", pattern.word("غه")), { "غه" })
end)

check.test("should end a word at a sentence end and at the end of the text", function()
  check.equal(found("این آتش‌بس. آن آتش بس؟ و آتشبس", pattern.word("آتش‌بس")),
    { "آتش‌بس", "آتش بس", "آتشبس" })
end)

check.test("should not go over a sentence or paragraph end inside a phrase", function()
  check.equal(found("از آتش. بس است. آتش\n\nبس است", pattern.word("آتش بس")), {})
end)

check.test("should find a literal with punctuation as the text was cut", function()
  check.equal(found("کشورهای غربی-عربی و غربی - عربی", pattern.word("غربی-عربی")),
    { "غربی-عربی", "غربی - عربی" })
end)

check.test("should take the longest of several words", function()
  local p = pattern.words { "آتش", "آتش‌بس موقت", "آتش‌بس", "بس" }
  check.equal(found("آتش بس موقت، آتش‌بس، آتش و بس", p), { "آتش بس موقت", "آتش‌بس", "آتش", "بس" })
  local many = {}
  for i = 1, 2000 do many[i] = "کلمه" .. i end
  check.equal(found("کلمه۱۹۹۹ و کلمه۲۰۰۱", pattern.words(many)), { "کلمه۱۹۹۹" })
end)

check.test("should know prefixes, suffixes and parts of words", function()
  local source = "می‌رود می رود میرود کتاب‌ها کتاب ها کتابها"
  check.equal(found(source, pattern.prefix("می" .. ZWNJ)), { "می‌رود", "می رود", "میرود" })
  check.equal(found(source, pattern.prefix("می")), { "می‌رود", "می", "میرود" })
  check.equal(found(source, pattern.suffix(ZWNJ .. "ها")), { "کتاب‌ها", "کتاب ها", "کتابها" })
  check.equal(found(source, pattern.suffix("ها")), { "کتاب‌ها", "ها", "کتابها" })
  check.equal(found("نیروهای ضدسوری و سوری‌ها و سوریه", pattern.contains("سوری")),
    { "ضدسوری", "سوری‌ها", "سوریه" })
  check.equal(found("سوریه سوری", pattern.text("سور") * lpeg.P(core.key("ی"))), { "سوری", "سوری" })
end)

check.test("should take what Arabic writes onto a word, and only that", function()
  local p = pattern.word("هدنة", { clitics = true })
  check.equal(found("هدنة الهدنة والهدنة بهدنة بالهدنة للهدنة لهدنة كهدنة فبالهدنة وللهدنة وهدنة", p),
    { "هدنة", "الهدنة", "والهدنة", "بهدنة", "بالهدنة", "للهدنة", "لهدنة", "كهدنة", "فبالهدنة",
      "وللهدنة", "وهدنة" })
  check.equal(found("مهدنة هدنتان الالهدنة", p), {})
end)

check.test("should try a word that begins with a clitic's letter both ways", function()
  local p = pattern.word("وقف إطلاق النار", { clitics = true })
  check.equal(found("وقف إطلاق النار، لوقف اطلاق النار، ووقف إطلاق النار، بوقف إطلاق النار، الوقف إطلاق النار", p),
    { "وقف إطلاق النار", "لوقف اطلاق النار", "ووقف إطلاق النار", "بوقف إطلاق النار",
      "الوقف إطلاق النار" })
  check.equal(found("لجنة اللجنة للجنة وللجنة بلجنة", pattern.word("لجنة", { clitics = true })),
    { "لجنة", "اللجنة", "للجنة", "وللجنة", "بلجنة" })
end)

check.test("should keep the article of a definite literal", function()
  local p = pattern.word("الهدنة", { clitics = true })
  check.equal(found("الهدنة والهدنة بالهدنة للهدنة هدنة لهدنة", p),
    { "الهدنة", "والهدنة", "بالهدنة", "للهدنة" })
  check.equal(found("ألمانيا لألمانيا وألمانيا", pattern.word("ألمانيا", { clitics = true })),
    { "ألمانيا", "لألمانيا", "وألمانيا" })
  check.equal(found("وبالسلام والسلام", pattern.clitic_ar * pattern.word("سلام")),
    { "وبالسلام", "والسلام" })
end)

check.test("should not take a paraphrase for the phrase", function()
  check.equal(found("لوقف حقيقي للقتال، وقف تصعيد الصراع", pattern.word("وقف إطلاق النار", { clitics = true })), {})
end)

check.test("should join the items of a sequence by one space", function()
  local p = pattern.sequence { "دور", pattern.words { "ششم", "پنجم" }, "مذاکرات" }
  check.equal(found("دور ششم مذاکرات. دور پنجم از مذاکرات", p), { "دور ششم مذاکرات" })
  p = pattern.sequence { "دور", pattern.any, "مذاکرات" }
  check.equal(found("دور ششم مذاکرات و دور مذاکرات", p), { "دور ششم مذاکرات" })
  p = pattern.sequence { pattern.word("دور") ^ -1, "ششم", pattern.word("جدید") ^ -1, "مذاکرات" }
  check.equal(found("ششم مذاکرات. دور ششم جدید مذاکرات", p), { "ششم مذاکرات", "دور ششم جدید مذاکرات" })
end)

check.test("should let a gap take as few tokens as are needed", function()
  local p = pattern.sequence { "دور", pattern.gap(0, 3), "مذاکرات" }
  check.equal(found("دور مذاکرات. دور ششم مذاکرات و مذاکرات. دور یک دو سه چهار مذاکرات", p),
    { "دور مذاکرات", "دور ششم مذاکرات" })
  p = pattern.sequence { "دور", pattern.gap(2, 3), "مذاکرات" }
  check.equal(found("دور ششم مذاکرات و مذاکرات", p), { "دور ششم مذاکرات و مذاکرات" })
  p = pattern.sequence { "الف", pattern.gap(0, 2), "ب", pattern.gap(0, 2), "ج" }
  check.equal(found("الف ب ب ب ج", p), { "الف ب ب ب ج" })
  check.equal(found("یک دو سه چهار", pattern.gap(2)), { "یک دو" })
end)

check.test("should find two things near each other in either order", function()
  local p = pattern.near("آتش‌بس", "سوریه", 2)
  check.equal(found("آتش بس در سوریه و سوریه بدون آتش‌بس و آتش‌بس یک دو سه سوریه", p),
    { "آتش بس در سوریه", "سوریه بدون آتش‌بس" })
  check.equal(found("این آتش‌بس. سوریه گفت", p), {})
end)

check.test("should go up to something in the same sentence", function()
  local p = pattern.sequence { "از", pattern.upto("تا") }
  check.equal(found("از تهران تا شیراز. از قم. تا کاشان", p), { "از تهران تا" })
  check.equal(found("از یک دو سه تا", pattern.sequence { "از", pattern.upto("تا", 2) }), {})
end)

check.test("should cross barriers by explicit combinators only", function()
  local source = "او گفت آتش‌بس. سوریه پاسخ داد.\n\nلبنان هم"
  check.equal(found(source, pattern.word("آتش‌بس") * pattern.space * "."), { "آتش‌بس." })
  check.equal(found(source, pattern.word("آتش‌بس") * " . " * pattern.word("سوریه")), {})
  local dot = pattern.word(".")
  check.equal(found(source, pattern.sequence { "آتش‌بس", dot * pattern.cross_sentence, "سوریه" }),
    { "آتش‌بس. سوریه" })
  check.equal(found(source, pattern.near("آتش‌بس", "سوریه", 3, { cross = "sentence" })), { "آتش‌بس. سوریه" })
  check.equal(found(source, pattern.near("سوریه", "لبنان", 5, { cross = "sentence" })), {})
  check.equal(found(source, pattern.near("سوریه", "لبنان", 5, { cross = "paragraph" })),
    { "سوریه پاسخ داد.\n\nلبنان" })
  check.equal(found(source, pattern.sequence { "آتش‌بس", pattern.gap(1, 2, { cross = "sentence" }), "سوریه" }),
    { "آتش‌بس. سوریه" })
end)

check.test("should know the starts and ends of sentences and paragraphs", function()
  local source = "سوریه گفت. سوریه رفت سوریه.\n\nسوریه ماند"
  check.equal(#found(source, pattern.sentence_start * pattern.word("سوریه")), 3)
  check.equal(#found(source, pattern.paragraph_start * pattern.word("سوریه")), 2)
  check.equal(#found(source, pattern.word("سوریه") * pattern.sentence_end), 0)
  check.equal(#found(source, pattern.word("ماند") * pattern.paragraph_end), 1)
  check.equal(#found(source, pattern.word(".") * pattern.sentence_end), 2)
end)

check.test("should compose with LPeg's operators", function()
  local p = lpeg.Ct(lpeg.C(pattern.word("دور")) * " " * pattern.number)
  local all = hits.match_article(article("دور ۴ و دور 12"), p)
  check.equal(all[1].values, { { "دور", 4 } })
  check.equal(all[2].values, { { "دور", 12 } })
end)

check.test("should capture numbers by value and by name", function()
  local p = pattern.as("round", pattern.sequence { "دور", pattern.as("n", pattern.number) })
  local hit = hits.match_article(article("در دور ۴ مذاکرات"), p)[1]
  check.equal(hit.captures.n.value, 4)
  check.equal(hit.captures.n.text, "۴")
  check.equal(hit.captures.round.text, "دور ۴")
  local first, last = hit:span()
  check.equal({ hit.captures.round.first, hit.captures.round.last }, { first, last })
end)

check.test("should tell spellings apart where the source is asked", function()
  check.equal(found("آن مرد، ان مرد، أن رجل", pattern.word("آن")), { "آن", "ان", "أن" })
  check.equal(found("آن مرد، ان مرد، أن رجل", pattern.exact("آن")), { "آن" })
  check.equal(found("علي علی", pattern.exact("علي")), { "علي" })
  check.equal(found("آتش‌بس آتش بس آتش   بس", pattern.exact("آتش بس")), { "آتش بس", "آتش   بس" })
  check.equal(found("آن مــرد. ان مرد", pattern.sequence { pattern.display("آن"), "مرد" }), { "آن مــرد" })
  check.equal(found("دور 4 و دور ۴", pattern.where(pattern.word("4"), function(text) return text == "۴" end)), { "۴" })
end)

check.test("should expand ranges and sets of letters, folded", function()
  local arabic, persian = pattern.range("ا", "ي"), pattern.range("آ", "ی")
  for _, letter in ipairs { "ا", "ب", "ک", "ی", "ه", "و" } do
    check.truthy(lpeg.match(arabic * -1, core.key(letter)), letter)
    check.truthy(lpeg.match(persian * -1, core.key(letter)), letter)
  end
  check.truthy(lpeg.match(persian * -1, "گ"), "گ")
  check.truthy(not lpeg.match(arabic, "گ"), "گ is not Arabic")
  check.truthy(not lpeg.match(persian, "л"), "Cyrillic")
  check.truthy(lpeg.match(pattern.set("ةيك") ^ 3 * -1, core.key("ةيك")), "set")
  check.truthy(lpeg.match(pattern.range("A", "Z") * -1, "q"), "case folded")
  check.equal(found("گچ قند گل", pattern.set("گچ") ^ 2 * pattern.word_end), { "گچ" })
end)

check.test("should split ranges of code points into bytes exactly", function()
  local ranges = { { 0x41, 0x5a }, { 0x7e, 0x81 }, { 0x5d0, 0x5ea }, { 0x7f0, 0x810 }, { 0x627, 0x6cc },
    { 0xd000, 0xe010 }, { 0xfff0, 0x10010 }, { 0x3ffff, 0x40001 }, { 0, 0x10ffff } }
  for _, r in ipairs(ranges) do
    local p = pattern.utf8_range(r[1], r[2]) * -1
    for _, code in ipairs { r[1] - 1, r[1], r[1] + 1, (r[1] + r[2]) // 2, r[2] - 1, r[2], r[2] + 1,
      0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000 } do
      if code >= 0 and code <= 0x10ffff and not (code >= 0xd800 and code <= 0xdfff) then
        check.equal(lpeg.match(p, utf8.char(code)) ~= nil, code >= r[1] and code <= r[2],
          ("U+%04X in %X-%X"):format(code, r[1], r[2]))
      end
    end
  end
  check.truthy(not lpeg.match(pattern.utf8_range(0, 0x10ffff), "\xed\xa0\x80"), "surrogate")
end)

check.test("should make classes of re match characters, not bytes", function()
  check.equal(re.match("سلام دنیا", "{[آ-ی]+}"), "سلام")
  check.equal(re.match("лé", "[א-ת]+"), nil)
  check.equal(re.match("abc،", "{[^،]+}"), "abc")
  check.equal(re.match("]ا-", "{[]ا-]+}"), "]ا-")
  check.equal(re.match("12ا", "{[%dا]+}"), "12ا")
  check.equal(re.gsub("a،b؛c", "[،؛]", "|"), "a|b|c")
  check.equal({ re.find("abc گچ", "[گچ]+") }, { 5, 8 })
  check.equal(re.match("[ا]", "'[ا]' -- [ب]\n"), 5, "strings and comments are left alone")
  check.equal(re.compile("x <- {%foo [ا]} y  y <- 'ب'", { foo = lpeg.P "a" }):match("aاب"), "aا")
  check.equal(re.match("abc", "{[a-c]+}"), "abc")
  check.raises(function() re.compile("[ی-آ]") end, "empty range")
  check.raises(function() re.match("x", 12) end, "expected a pattern as a string")
end)

check.test("should say what is wrong with an argument, at the line of the script", function()
  local wrong = {
    { function() return pattern.word(nil) end, "pattern.word: expected a string, got nil" },
    { function() return pattern.word(" ") end, "has no letters" },
    { function() return pattern.word("\xff") end, "not valid UTF-8" },
    { function() return pattern.word("a", { clitic = true }) end, 'there is no option "clitic"' },
    { function() return pattern.words("a") end, "expected a list of strings, got a string" },
    { function() return pattern.words {} end, "the list is empty" },
    { function() return pattern.words { "a", 3 } end, "entry 2 is not a string but a number" },
    { function() return pattern.near("a", "b") end, "pattern.near: the number of tokens between" },
    { function() return pattern.near("a", {}, 2) end, "expected a pattern or a string, got a table" },
    { function() return pattern.gap(3, 1) end, "is less than the least" },
    { function() return pattern.gap(-1) end, "must be a whole number" },
    { function() return pattern.gap(1, 2, { cross = "page" }) end, 'cross is "sentence"' },
    { function() return pattern.range("ی", "آ") end, "the range is empty" },
    { function() return pattern.range("ab", "c") end, "expected one character" },
    { function() return pattern.sequence { "a", 3 } end, "pattern.sequence: expected a pattern" },
    { function() return pattern.upto() end, "pattern.upto: expected a pattern" },
    { function() return pattern.where("a", "b") end, "expected a function" },
  }
  for _, case in ipairs(wrong) do
    check.raises(case[1], case[2])
    -- Tail calls leave no line; a plain call must have this file's.
    check.raises(function() local p = case[1]() return p end, case[2])
  end
  check.raises(function() local p = pattern.word(12) return p end, "pattern_test.lua")
end)

check.done()
