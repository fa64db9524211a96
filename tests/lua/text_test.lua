-- text_test.lua: the door of the text room: rasad.text.
local check = require "check"
local text = require("rasad").text

check.test("should give forms and the language", function()
  check.equal(text.display("كتاب عليه", { language = "fa" }), "کتاب علیه")
  check.equal(text.display("ﻻ ﺷﻲء"), "لا شيء")
  check.equal(text.key("آتش‌بس ۱۳۹۵"), "اتشبس 1395")
  check.equal(text.language("آتش‌بس در سوریه برقرار شد"), "fa")
  check.equal(text.language("قال الوزير إن الجولة الرابعة انتهت"), "ar")
end)

check.test("should cut tokens and sentences with spans of bytes", function()
  local s = "می‌روم. «باز» آمد!"
  local words = {}
  for _, token in ipairs(text.tokens(s)) do
    words[#words + 1] = token.text
    check.equal(s:sub(token.first, token.last), token.text)
  end
  check.equal(words, { "می‌روم", ".", "«", "باز", "»", "آمد", "!" })
  local sentences = text.sentences(s)
  check.equal({ sentences[1].text, sentences[2].text }, { "می‌روم.", "«باز» آمد!" })
end)

check.test("should count repaired words, whatever their spelling", function()
  local keys = {}
  local s = "کتاب ها را بردند. کتابها را بردند. کتاب‌ها را بردند. پسازاین"
  for _, token in ipairs(text.tokens(s, { repaired = true, min_confidence = 0 })) do
    check.equal(s:sub(token.first, token.last), token.text)
    if token.kind == "word" then keys[token.key] = (keys[token.key] or 0) + 1 end
  end
  check.equal({ keys["کتابها"], keys["را"], keys["بردند"], keys["پس"], keys["از"], keys["این"] }, { 3, 3, 3, 1, 1, 1 })
  check.equal(#text.tokens("می رود", { repaired = true }), 1)
  check.equal(#text.tokens("می رود", { repaired = false }), 2)
  check.raises(function() text.tokens("می رود", { repaired = true, min_confidence = 101 }) end,
    "min_confidence must be a whole number from 0 to 100")
end)

check.test("should give lemmas and stems", function()
  check.equal({ text.lemma("می‌گویند", { language = "fa" }) }, { "گفت", "گو" })
  check.equal({ text.lemma("کتاب‌هایشان", { language = "fa" }) }, { "کتاب" })
  check.equal({ text.lemma("بزرگ‌ترین", { language = "fa" }) }, { "بزرگ" })
  check.equal(text.stem("والمفاوضات", { language = "ar" }), text.stem("مفاوضات", { language = "ar" }))
end)

check.test("should tell the clitics of Arabic words, and not cut tokens at them", function()
  check.equal(text.clitics("وبالمدينة"),
    { proclitics = { "و", "ب", "ال" }, stem = "مدينة", stem_first = 9, stem_last = 18 })
  check.equal(text.clitics("قواتهم"), { proclitics = {}, stem = "قوات", stem_first = 1, stem_last = 8, enclitic = "هم" })
  check.equal(text.clitics("وزير"), { proclitics = {}, stem = "وزير", stem_first = 1, stem_last = 8 })
  local s = "وقال الوزير إن قواتهم انسحبت"
  local seen = {}
  for _, token in ipairs(text.tokens(s)) do
    local clitics = token.clitics
    if clitics then
      check.equal(s:sub(clitics.stem_first, clitics.stem_last), clitics.stem)
      check.equal(table.concat(clitics.proclitics) .. clitics.stem .. (clitics.enclitic or ""), token.text)
      seen[#seen + 1] = clitics.stem
    end
  end
  check.equal(seen, { "قال", "وزير", "قوات" })
  check.equal(text.tokens("و وزیر گفت که این است")[2].clitics, nil) -- Persian has none
  check.raises(function() text.clitics(1) end, "rasad.text.clitics: expected a string, got a number")
end)

check.test("should mend lost joints and say what it did", function()
  local s = "آنها میروند و کتاب ها را میخوانند"
  local mended, edits, version = text.repair(s)
  check.truthy(version:find("^rasad%-fa%-%d"))
  check.equal(mended, "آنها می‌روند و کتاب‌ها را می‌خوانند")
  check.truthy(#edits >= 3)
  local again, more = text.repair(mended)
  check.equal(again, mended)
  check.equal(#more, 0)
  -- the edits lead from the one to the other
  local built, at = {}, 1
  for _, edit in ipairs(edits) do
    built[#built + 1] = s:sub(at, edit.first - 1) .. edit.text
    at = edit.last + 1
  end
  check.equal(table.concat(built) .. s:sub(at), mended)
end)

local function kinds_of(regions)
  local kinds = {}
  for i, region in ipairs(regions) do kinds[i] = region.kind end
  return kinds
end

check.test("should clean an article and say what it took out and why", function()
  local body = "هیئت‌ها روز دوشنبه دیدار کردند و سه ساعت گفت‌وگو شد.\nپس از آن کسی نگفت که بر سر چه توافق شده است."
  local s = "## گفت‌وگو در آستانه\n\nگفت‌وگو در **آستانه**\n\nبه گزارش ایسنا، " .. body
    .. "\n\n\n\nمنبع: ایسنا\nاخبار مرتبط\nكلمات كلیدی\n"
  local cleaned, regions = text.clean(s)
  check.equal(cleaned, "گفت‌وگو در آستانه\n\n" .. body)
  check.equal(kinds_of(regions), {
    "markup", "headline", "repeat", "markup", "markup", "agency", "byline", "footer",
  })
  for _, region in ipairs(regions) do
    check.equal(s:sub(region.first, region.last), region.text)
    check.truthy(#region.reason > 0)
  end
  check.equal(text.clean(cleaned), cleaned)
end)

check.test("should keep what a near repeat may have changed", function()
  local first = "The delegations of three states met on Monday in Astana and spoke about 12 prisoners."
  local again = "The delegations of three states met on Monday in Astana and spoke about 15 prisoners."
  local cleaned, regions = text.clean(first .. "\n\nNobody would say what was agreed.\n\n" .. again)
  check.truthy(cleaned:find(again, 1, true))
  check.equal(kinds_of(regions), { "repeat" })
  check.truthy(regions[1].similarity >= 0.8 and regions[1].similarity < 1)
  check.equal(regions[1].of_last, #first)
end)

check.test("should take tags and entities out, and no other angle brackets", function()
  check.equal((text.clean("<p class=\"a\">یک &amp; دو</p><p>سه&nbsp;چهار<br/>پنج</p>")), "یک & دو\n\nسه چهار\nپنج")
  check.equal((text.clean("<section><script>var x = 1;</script>متن</section>")), "متن")
  check.equal((text.clean("<!-- یک -->دو<!-- سه")), "دو<!-- سه")
  check.equal((text.clean("<" .. ("a"):rep(100000) .. ("<script>"):rep(20000) .. "ب")):sub(-2), "ب")
  check.equal((text.clean("<script>if (a < b) { c(); }</script>متن <b>خبر</b><!-- x -->")), "متن خبر")
  check.equal((text.clean("می&zwnj;رود &#1575; &unknown; &#0;")), "می‌رود ا &unknown; &#0;")
  for _, plain in ipairs { "3 < 4 and 5 > 2", "x <y and z> w", "<یادداشت>", "" } do
    check.equal((text.clean(plain)), plain)
  end
  check.raises(function() text.clean(12) end, "rasad.text.clean: expected a string, got a number")
end)

check.test("should make a corpus of a string, and refuse what is none", function()
  check.equal(#text("آتش‌بس."), 1)
  check.raises(function() text.key(nil) end, "rasad.text.key: expected a string, got a nil")
  check.raises(function() text.lemma("x", { language = "de" }) end, 'the language is "fa", "ar", "en" or "other"')
end)

check.done()
