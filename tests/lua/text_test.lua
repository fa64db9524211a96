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

check.test("should make a corpus of a string, and refuse what is none", function()
  check.equal(#text("آتش‌بس."), 1)
  check.raises(function() text.key(nil) end, "rasad.text.key: expected a string, got a nil")
  check.raises(function() text.lemma("x", { language = "de" }) end, 'the language is "fa", "ar", "en" or "other"')
end)

check.done()
