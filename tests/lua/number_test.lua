-- number_test.lua: numbers in digits and in Persian, Arabic and English words.
local check = require "check"
local core = require "rasad.core"
local lpeg = require "lpeg"
local number = require "rasad.number"

local function each(name, cases)
  for _, case in ipairs(cases) do
    check.test(("should read %s %s"):format(name, case[1]), function() check.equal(number.parse(case[1]), case[2]) end)
  end
end

each("the digits", { { "12", 12 }, { "۱۲", 12 }, { "١٢", 12 }, { "12,000", 12000 }, { "۱۲٬۰۰۰", 12000 },
  { "1,234,567", 1234567 }, { "3.5", 3.5 }, { "0", 0 }, { "007", 7 } })

each("the Persian cardinal", { { "صفر", 0 }, { "یک", 1 }, { "نه", 9 }, { "ده", 10 }, { "نوزده", 19 }, { "بیست و سه", 23 },
  { "بیست‌وسه", 23 }, { "بیستوسه", 23 }, { "صد", 100 }, { "یکصد و بیست و پنج", 125 }, { "سیصد", 300 }, { "هزار", 1000 },
  { "دو هزار و پانصد", 2500 }, { "هزار و سیصد و نود و شش", 1396 }, { "۱۲ هزار", 12000 }, { "سه میلیون", 3000000 },
  { "سه میلیون و دویست هزار", 3200000 } })

each("the large cardinal", { { "هفت تریلیون", 7000000000000 }, { "نه هزار میلیارد", 9000000000000 },
  { "هزار و دویست میلیارد و سه میلیون", 1200003000000 }, { "ستة تريليونات", 6000000000000 },
  { "ألفين وخمسمئة مليون", 2500000000 }, { "four trillion", 4000000000000 }, { "999,999 trillion", 999999 * 1000000000000 } })

each("the number with figures behind its scale word", { { "سی هزار و ۹۰۰", 30900 }, { "۲۷ هزار و ۶۹۰", 27690 },
  { "چهار میلیارد و پنج هزار و ۲", 4000005002 }, { "دوهزار و ۳۰۰", 2300 } })

each("the scaled fraction", { { "۴٫۹ میلیون", 4900000 }, { "5.5 هزار", 5500 }, { "19 و نیم", 19.5 }, { "پنج دهم", 0.5 },
  { "1٬000٬000٫5", 1000000.5 }, { ".77", 0.77 }, { "-.5", -0.5 } })

each("the Arabic number in its many spellings", { { "إثنتى عشر", 12 }, { "سبع عشر", 17 }, { "ثمان عشرة", 18 },
  { "الأحد عشر", 11 }, { "الحادي عشرة", 11 }, { "خمسة ونصف", 5.5 } })

each("the number below zero", { { "منفی هشت", -8 }, { "-۴۰", -40 }, { "− 3.25", -3.25 }, { "سالب خمسة", -5 },
  { "minus twenty", -20 } })

each("the fraction in words", { { "شش ممیز سی و پنج", 6.35 }, { "صفر ممیز صفر چهار", 0.04 },
  { "دو هزار و ده ممیز یک", 2010.1 }, { "خمسة فاصلة أربعة", 5.4 }, { "two point seven one eight", 2.718 } })

each("the Persian ordinal", { { "اول", 1 }, { "نخست", 1 }, { "یکم", 1 }, { "دوم", 2 }, { "دومین", 2 }, { "سوم", 3 },
  { "چهارم", 4 }, { "چهارمین", 4 }, { "ششم", 6 }, { "دهم", 10 }, { "یازدهمین", 11 }, { "بیستم", 20 }, { "بیست و سوم", 23 },
  { "سی‌ام", 30 }, { "سی‌امین", 30 }, { "سی و یکم", 31 } })

each("the Arabic cardinal", { { "واحد", 1 }, { "اثنان", 2 }, { "اثنين", 2 }, { "ثلاثة", 3 }, { "ثلاث", 3 }, { "أحد عشر", 11 },
  { "اثنا عشر", 12 }, { "ثماني عشرة", 18 }, { "ثلاثة وعشرون", 23 }, { "خمس وأربعين", 45 }, { "مئة", 100 }, { "مائتين", 200 },
  { "ثلاثمئة وخمسون", 350 }, { "ألف", 1000 }, { "ألفان", 2000 }, { "خمسة آلاف", 5000 }, { "ألفين وسبعة عشر", 2017 },
  { "3 ملايين", 3000000 } })

each("the Arabic ordinal", { { "الأول", 1 }, { "الأولى", 1 }, { "الثاني", 2 }, { "ثانية", 2 }, { "الرابعة", 4 }, { "العاشر", 10 },
  { "الحادي عشر", 11 }, { "الثانية عشرة", 12 }, { "العشرون", 20 }, { "الرابع والعشرين", 24 }, { "الحادي والثلاثون", 31 } })

each("the English number", { { "one", 1 }, { "twelve", 12 }, { "twenty-three", 23 }, { "twenty three", 23 },
  { "two hundred and five", 205 }, { "three thousand", 3000 }, { "3 million", 3000000 }, { "first", 1 }, { "4th", 4 },
  { "twelfth", 12 }, { "twentieth", 20 }, { "twenty-first", 21 } })

check.test("should take no number out of a word", function()
  for _, text in ipairs { "دولت", "یکشنبه", "سه‌شنبه", "ستاد", "tent", "12a", "دهها" } do
    check.equal(number.parse(text), nil, text)
  end
end)

check.test("should stop at a word's end in match text", function()
  local text = "\x1d" .. core.key "بیست و سه" .. " " .. core.key "نفر" .. "\x1d"
  local value, stop = (number.cardinal * lpeg.Cp()):match(text, 2)
  check.equal(value, 23)
  check.equal(text:sub(stop, stop), " ")
end)

check.test("should compose with other patterns", function()
  local pattern = (number.ordinal * " " * number.cardinal) / function(a, b) return 10 * a + b end
  check.equal(pattern:match(core.key "چهارم پنج"), 45)
end)

check.test("should never overflow, and take no part of a longer number", function()
  check.equal(number.parse "999999999999999999", 999999999999999999)
  check.equal(number.parse "999,999,999 billion", 999999999 * 1000000000)
  for _, text in ipairs { "999999999999999999 billion", "999,999,999,999,999,999,999 million",
    "999,999,999,999,999,999,999", "1,000,000 trillion" } do
    check.equal(number.parse(text), nil, text)
  end
end)

check.test("should read the Arabic decimal mark", function()
  check.equal({ number.parse "۱۲٫۵", number.parse "12.5" }, { 12.5, 12.5 })
end)

check.done()
