-- profile_test.lua: profiles of rewriting rules, and that their maps lead from every byte to its source and back.
local check = require "check"
local core = require "rasad.core"
local lpeg = require "lpeg"
local rewrite = require "rasad.profile.rewrite"
local text = require("rasad").text

local ZWNJ <const> = "\u{200C}"

-- What the rules are made for ---------------------------------------------------------------------

local function each(profile, layer, cases)
  check.test(("should rewrite as %s does: %s"):format(profile, layer), function()
    for _, case in ipairs(cases) do
      check.equal((text[layer](case[1], { profile = profile })), case[2], case[1])
    end
  end)
end

each("lucene-ar", "key", { { "آخِرُ الأنباءِ", "اخر الانباء" },
  { "مستشفى كبيرة", "مستشفي كبيره" }, { "عـــام ٢٠١٧", "عام 2017" } })
each("lucene-ar", "stem", { { "والمدينة", "مدين" }, { "المعلمات", "معلم" }, { "ورد", "ورد" }, { "UN", "un" } })
each("lucene-fa", "key", { { "گفت‌وگوی یک", "گفت‌وگوي يك" }, { "خانۀ", "خانه" }, { "خانهٔ", "خانه" }, { "۱۳۹۶", "1396" } })
each("lucene-fa", "stem", { { "درختان", "درخت" }, { "بزرگترین", "بزرگ" }, { "نان", "نان" }, { "سرها", "سر" } })

each("virastar", "display", {
  { "قیمت 12,500 تومان یا 3.5% بیشتر", "قیمت ۱۲٬۵۰۰ تومان یا ۳٫۵٪ بیشتر" },
  { "او گفت :\"بیا ,برویم\"", "او گفت: «بیا، برویم»" },
  { "نشانی https://example.org/a,b?c=1 است", "نشانی https://example.org/a,b?c=1 است" },
  { "کد `a == 1` و ATM74 و %s", "کد `a == 1` و ATM74 و %s" },
  { "روز 5/11/1396 در ساعت 9:05", "روز ۱۳۹۶/۱۱/۵ در ساعت ۹:۰۵" },
  { "خانه ی او و مدرسۀ ما", "خانهٔ او و مدرسهٔ ما" },
  { "واژه( دوم )و سوم", "واژه (دوم) و سوم" },
  { "چه خبر !!?", "چه خبر؟!" },
  { "کار" .. ZWNJ .. "ها و کتاب" .. ZWNJ .. ZWNJ .. "ها" .. ZWNJ, "کارها و کتاب" .. ZWNJ .. "ها" },
  { "&laquo; &quot;نو&quot; &#1576;", "&laquo; «نو» ب" },
  { "- یک\n\n\n- دو", "- یک\n- دو" },
  { "از ۱۰ـ۲۰ ـ مانند دیـــروز", "از ۱۰–۲۰ – مانند دیروز" },
  { "واژهٔ `نو` و ''کهنه''", "واژهٔ «نو» و «کهنه»" },
  { "come .go ، no.1", "come. go، no.1" }, { "ېک", "یک" },
  { "خبر [متن] (http://a.ir)", "خبر [متن](http://a.ir)" },
})
each("virastar", "repair", { { "می خواهم بی هدف بدوم", "می‌خواهم بی‌هدف بدوم" }, { "گل های مان", "گل‌های‌مان" },
  { "دریا ها و تند تر.", "دریاها و تندتر." }, { "می", "می" } })

each("hazm", "display", { { "تا ساعت 7:30 و۲۰دقیقه", "تا ساعت ۷:۳۰ و ۲۰ دقیقه" }, { "شهرِ  تَبریز", "شهر تبریز" },
  { "خیلیییی زیباااا", "خیلی زیبا" }, { "محققق", "محقق" },
  { "گفت \"برو\" ...", "گفت «برو» …" }, { "پول ( نقد ) ،یا چک", "پول (نقد)، یا چک" },
  { "ﷲ", "الله" }, { "ڪتاب", "کتاب" },
  { "خانۀ ما، خانهٔ او", "خانۀ ما، خانه او" }, { "در www.example.org.", "در www.example.org." } })
each("hazm", "repair", { { "خانه ی ما", "خانه‌ی ما" }, { "رفته ام.", "رفته‌ام." }, { "توان گر", "توان‌گر" } })
each("hazm", "stem", { { "درخت‌ها", "درخت" }, { "پنجره‌ای", "پنجره" }, { "خانۀ", "خانه" } })

each("shekar", "display", { { "در①و⑿", "در۱و۱۲" }, { "دریا" .. ZWNJ .. "چه" .. ZWNJ, "دریاچه" },
  { "او گفت«برو»،نه ؟", "او گفت «برو»، نه؟" },
  { "سلام 😀 به a.b@example.org", "سلام به" }, { "عااااالی", "عاالی" }, { "ۿمه", "همه" } })
each("shekar", "repair", { { "مدرسه ی او و مدرسه یک", "مدرسۀ او و مدرسه یک" }, { "خسته‌است", "خسته است" },
  { "نمیرم و می خونیم", "نمی‌رم و می‌خونیم" }, { "مهر آمیز", "مهرآمیز" } })

check.test("should leave out what a profile leaves out, and point into the source", function()
  local s = "کتاب" .. ZWNJ .. "ها، می" .. ZWNJ .. "رفت!"
  local list = text.tokens(s, { profile = "lucene-fa" })
  check.equal(#list, 2)
  check.equal({ list[1].key, list[1].text, list[2].key, list[2].text }, { "كتاب", "کتاب", "رفت", "رفت" })
  for _, token in ipairs(list) do check.equal(s:sub(token.first, token.last), token.text) end
end)

-- A text with edits made.
local function made(s, edits)
  local parts, at = {}, 1
  for _, edit in ipairs(edits) do
    check.truthy(edit.first >= at, "edits follow each other")
    parts[#parts + 1] = s:sub(at, edit.first - 1) .. edit.text
    at = edit.last + 1
  end
  return table.concat(parts) .. s:sub(at)
end

check.test("should say what it mended", function()
  local s = "پنجره ی ما"
  local mended, edits = text.repair(s, { profile = "shekar" })
  check.equal(made(s, edits), mended)
  check.equal({ #edits, edits[1].rule }, { 1, "ezafe" })
end)

-- Maps --------------------------------------------------------------------------------------------

check.test("should map a form to its source, at its own profile", function()
  local s = "كتا" .. ZWNJ .. ZWNJ .. "ب ﻻ"
  local key, map = text.key(s)
  check.equal(key, "کتاب لا")
  local first, last = map:to_source(key:find("ب", 1, true))
  check.equal(s:sub(first, last), "ب")
  first, last = map:to_source(key:find("ا", 12, true)) -- of the ligature
  check.equal(s:sub(first, last), "ﻻ")
  check.equal({ map:to_form(s:find(ZWNJ, 1, true)) }, { 7, 6 })
  check.equal({ map:to_source(#key + 1, #key) }, { #s + 1, #s })
  check.raises(function() map:to_source(0, 1) end, "the first byte is 1")
end)

check.test("should map what is put in to the place between", function()
  local s = "گفت(نو)"
  local form, map = text.display(s, { profile = "hazm" })
  check.equal(form, "گفت (نو)")
  check.equal({ map:to_source(7, 7) }, { 7, 6 })
  check.equal({ map:to_source(7, 8) }, { 7, 7 })
  check.equal({ map:to_form(7, 7) }, { 8, 8 })
  check.raises(function() map:to_form(5, 3) end, "a span is its first and last byte")
end)

local PIECES = { "کتاب", "می", "ها", "خانه", "ی", "ﻻ", "ﷲ", "﷽", "ك", "ي", "ة", "ۀ", "أ", "َ", "ّ",
  "\u{654}", "ـــ", " ", "  ", "\n", "\n\n\n", ZWNJ,
  ZWNJ .. ZWNJ, "\u{AD}", "\u{200F}", "\u{A0}", "12", "۳", "٤", ",", ".", "...", "?", "!", "«", "»", "(", ")", "\"", "'", "``",
  "&quot;",
  "<b>", "http://a.ir/x", "a@b.ir", "abc", "É", "😀", "\u{E000}", "-", "--", ":", "،",
  "می خورد", "سلاممم", "\xFF", "\xD8", "دویست" }

local seed = 12345
local function random(n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return (seed >> 8) % n + 1
end

local function random_text()
  local parts = {}
  for i = 1, random(14) do parts[i] = PIECES[random(#PIECES)] end
  return table.concat(parts)
end

-- Where the characters of a text begin, and its end.
local function boundaries(s)
  local list, at = {}, 1
  while at <= #s do
    list[#list + 1] = at
    local size = s:byte(at) < 0x80 and 1 or (utf8.len(s, at, at) and utf8.offset(s, 2, at) - at or 1)
    at = at + size
  end
  list[#list + 1] = #s + 1
  return list
end

-- Every property that a map promises, over all boundaries of both texts.
local function check_map(s, form, map)
  if type(map) == "table" then check.equal(made(s, map:edits(form)), form, "nothing changes but by the edits") end
  local place = 1
  for _, at in ipairs(boundaries(s)) do -- monotone, within the form, never inside a character
    local first, last = map:to_form(at, at - 1)
    check.truthy(first >= place and last == first - 1 and first <= #form + 1, "place in the form")
    check.truthy(first > #form or form:byte(first) & 0xC0 ~= 0x80, "a character of the form is cut")
    place = first
  end
  place = 1
  local starts = boundaries(form)
  for i, at in ipairs(starts) do
    local first, last = map:to_source(at, at - 1)
    check.truthy(first >= place and last == first - 1 and first <= #s + 1, "place in the source")
    place = first
    local stop = starts[i + 1]
    if stop then -- what comes of a character comes back to it
      local from, to = map:to_source(at, stop - 1)
      local back, back_to = map:to_form(from, to)
      if to >= from and back_to >= back then
        check.truthy(back <= at and back_to >= stop - 1, "to_form of to_source covers the character")
      end
    end
  end
  starts = boundaries(s)
  for i = 1, #starts - 1 do
    local first, last = map:to_form(starts[i], starts[i + 1] - 1)
    if last >= first then
      local from, to = map:to_source(first, last)
      check.truthy(from <= starts[i] and to >= starts[i + 1] - 1, "to_source of to_form covers the character")
    end
  end
end

local LAYERS = { { "display", "hazm" }, { "display", "shekar" }, { "display", "virastar" }, { "key", "lucene-ar" },
  { "key", "lucene-fa" }, { "display" }, { "key" } }

local function form_of(layer, s)
  return text[layer[1]](s, { profile = layer[2], language = layer[1] == "display" and "fa" or nil })
end

check.test("should map every boundary of any text both ways", function()
  for _ = 1, 400 do
    local s = random_text()
    for _, layer in ipairs(LAYERS) do
      local form, map = form_of(layer, s)
      local ok, why = pcall(check_map, s, form, map)
      if not ok then error(("%s, %s of %q: %s"):format(layer[1], layer[2] or "rasad", s, why), 0) end
    end
  end
end)

check.test("should name the edits that repair made of any text", function()
  for _ = 1, 300 do
    local s = random_text()
    for _, name in ipairs { "hazm", "shekar", "virastar" } do
      local mended, edits = text.repair(core.valid_utf8(s), { profile = name })
      check.equal(made(core.valid_utf8(s), edits), mended, name)
    end
  end
end)

check.test("should leave a text and its places alone where no rule matches", function()
  local s = "این متن خوب است"
  for _, layer in ipairs(LAYERS) do
    local form, map = form_of(layer, s)
    if form == s then
      for at = 1, #s do check.equal({ map:to_source(at, at) }, { at, at }) end
    end
  end
end)

-- The parts of a text that two rewritings leave alone lie where the composed map says.
check.test("should compose the maps of passes", function()
  local steps = rewrite.steps("test", { { "double", "b", "bb" }, { "out", "a", "" }, { "join", lpeg.P "b" ^ 2, "c" },
    { "in", rewrite.edit("c", "<c") * "d" } })
  local s = "xabd-aby"
  local form, map = rewrite.apply(steps, s, "other")
  check.equal(form, "x<cd-cy")
  check.equal({ map:to_source(form:find("-", 1, true)) }, { 5, 5 })
  check.equal({ map:to_source(form:find("y", 1, true)) }, { 8, 8 })
  check.equal({ map:to_source(2, 3) }, { 2, 3 })
  check.equal({ map:to_form(4, 4) }, { 4, 4 })
end)

-- Promises ----------------------------------------------------------------------------------------

check.test("should change nothing the second time: keys and light stems' letters", function()
  for _ = 1, 300 do
    local s = random_text()
    for _, name in ipairs { "lucene-ar", "lucene-fa" } do
      local once = text.key(s, { profile = name })
      check.equal((text.key(once, { profile = name })), once, name)
    end
  end
end)

check.test("should give UTF-8 whatever it is given", function()
  for _, layer in ipairs(LAYERS) do
    local form = form_of(layer, "a\xFFب\xD8 \xED\xA0\x80")
    check.equal(core.valid_utf8(form), form)
  end
end)

-- Own profiles ------------------------------------------------------------------------------------

check.test("should repair the tokens of a profile, too", function()
  local s = "او می روند و كتابها را"
  local function texts(options)
    local list = {}
    for i, token in ipairs(text.tokens(s, options)) do list[i] = token.text .. " " .. token.key end
    return list
  end
  text.profile { name = "plain", version = "1", display = {}, key = {} }
  check.equal(texts { profile = "plain" }, { "او او", "می می", "روند روند", "و و", "كتابها كتابها", "را را" })
  check.equal(texts { profile = "plain", repaired = true }, { "او او", "می روند میروند", "و و", "كتابها كتابها", "را را" })
  check.equal(texts { profile = "rasad", repaired = true }, texts { repaired = true })
end)

check.test("should take a profile of one's own", function()
  local id = text.profile { name = "agency", version = "2", language = "fa",
    display = { "display", { "prefix", rewrite.start * "به گزارش ایسنا، ", "" },
      { "names", lpeg.P "ایسنا" + "ایرنا", { ["ایسنا"] = "ISNA" } },
      { "clock", text.edit(lpeg.R "09" ^ 1, "T") * " h" } },
    key = { "display", { "sum", lpeg.C(lpeg.R "09") * "+" * lpeg.C(lpeg.R "09"), function(a, b) return ("%d"):format(a + b) end },
      "key" } }
  check.equal(id, "agency-2")
  local form, map = text.display("به گزارش ایسنا، كار ایسنا ایرنا 12 h 9", { profile = "agency" })
  check.equal(form, "کار ISNA ایرنا T h 9")
  check.equal({ map:to_source(1, 2) }, { 30, 31 })
  check.equal((text.key("3+4", { profile = "agency-2" })), "7")
  check.equal(text.stem("کتاب‌ها", { profile = "agency", language = "fa" }), "کتاب") -- rasad's, for want of its own
  local found
  for _, one in ipairs(text.profiles()) do found = found or one.name == "agency" and one.version == "2" end
  check.truthy(found, "the new one is listed")
end)

check.test("should keep protected stretches, whatever they hold", function()
  text.profile { name = "careful", version = "1", protect = lpeg.P "[" * (1 - lpeg.P "]") ^ 0 * "]",
    display = { { "out", "a", "" } } }
  local s = "a[aa]\u{E000}a[a]b"
  local form, map = text.display(s, { profile = "careful" })
  check.equal(form, "[aa]\u{E000}[a]b")
  check.equal({ map:to_source(2, 2) }, { 3, 3 })
  check.equal({ map:to_source(#form, #form) }, { #s, #s })
end)

check.test("should say what is wrong with a profile", function()
  check.raises(function() text.display("x", { profile = "hazmm" }) end,
    'rasad.text.display: no profile "hazmm"; there are rasad, ')
  check.raises(function() text.tokens("x", { profile = 3 }) end, "no profile that is a number")
  check.raises(function() text.profile { name = "rasad", version = "9" } end, "is rasad's own")
  check.raises(function() text.profile { name = "hazm", version = "9" } end, 'profile "hazm" comes with rasad')
  check.raises(function() text.profile { name = "lucene-fa", version = "9" } end, 'profile "lucene-fa" comes with rasad')
  check.equal((text.display("a", { profile = "rasad" })), "a")
  check.raises(function() text.profile { name = "x y", version = "1" } end, "a name of letters, digits and hyphens")
  check.raises(function() text.profile { name = "x" } end, 'profile "x": the version is a string')
  check.raises(function() text.profile { name = "x", version = "1", displays = {} } end, 'there is no field "displays"')
  check.raises(function() text.profile { name = "x", version = "1", key = { "keys" } } end,
    '"display", "key" or "repair", got "keys"')
  check.raises(function() text.profile { name = "x", version = "1", key = { { "n", 5 } } } end, "{ name, pattern, to }")
  check.raises(function() text.profile { name = "x", version = "1", key = { { "n", lpeg.P "a" ^ 0, "" } } } end,
    'the rule "n" may match nothing at all')
end)

check.test("should not go over a long row again from each of its characters", function()
  local size = 40000 -- where the square of it would be hours
  for _, profile in ipairs { "hazm", "shekar", "virastar" } do
    for _, one in ipairs { "(", "[", "«", ".", "-", "a.", "کتاب" } do
      local form = text.display(one:rep(size), { profile = profile })
      check.truthy(form, profile)
    end
  end
end)

check.test("should say so where a rule gives something other than text", function()
  for i, to in ipairs { function() return 5 end, { b = 5 } } do
    local name = "odd" .. i
    text.profile { name = name, version = "1", display = { { "b", lpeg.P "b", to } } }
    check.raises(function() text.display("abc", { profile = name }) end, "a rule turns text into a string, got a number")
  end
end)

check.test("should close a bracket by the nearest mark, and leave alone one that nothing closes", function()
  local function virastar(s) return (text.display(s, { profile = "virastar" })) end
  check.equal(virastar "الف( ب )ج", "الف (ب) ج")
  check.equal(virastar "الف( ب ج", "الف( ب ج")
  check.equal(virastar "الف()ب", "الف()ب")
end)

check.done()
