-- clock_test.lua: hours, parts of the day, holidays and what else rasad.time reads since it reads more than days.
local check = require "check"
local date = require "rasad.date"
local time = require "rasad.time"

---What is found: text, kind, value of each.
local function read(text, options)
  local out = {}
  for i, e in ipairs(time.find(text, options)) do out[i] = ("%s %s %s"):format(e.text, e.kind, e.value) end
  return out
end

local function cases(name, options, list)
  for _, case in ipairs(list) do
    if type(case) == "string" then case = { case } end
    check.test(("should read %s: %s"):format(name, case[1]), function()
      check.equal(read(case[1], options), { table.unpack(case, 2) })
    end)
  end
end

-- 2017-09-06 is a Wednesday.
cases("hours of news", { dct = "2017-09-06" }, {
  { "نشست ساعت ۱۰ آغاز شد.", "ساعت ۱۰ time T10" },
  { "وی روز دوشنبه ساعت ۸ و نیم صبح رسید.", "روز دوشنبه date 2017-09-04", "ساعت ۸ و نیم صبح time 2017-09-04T08:30" },
  { "حمله پنجشنبه شب ساعت ۹ آغاز شد.", "پنجشنبه شب date 2017-08-31", "ساعت ۹ time 2017-08-31T21" },
  { "وصل الوفد أمس الساعة الثالثة عصرا.", "أمس date 2017-09-05", "الساعة الثالثة عصرا time 2017-09-05T15" },
  { "يبدأ الاجتماع غدا الساعة الثامنة إلا ربعا مساء.", "غدا date 2017-09-07",
    "الساعة الثامنة إلا ربعا مساء time 2017-09-07T19:45" },
  { "Talks opened at 7.55am on Monday.", "7.55am time 2017-09-04T07:55", "Monday date 2017-09-04" },
  { "It lasted from 9 a.m. to 5 p.m. on Monday.", "9 a.m. to 5 p.m. time 2017-09-04T09/2017-09-04T17",
    "Monday date 2017-09-04" },
  { "دیدار ساعت3 بعد از ظهر یکشنبه برگزار می‌شود.", "3 بعد از ظهر time 2017-09-10T15", "یکشنبه date 2017-09-10" },
  { "نشست ۸ ب‌ظ دوشنبه آغاز شد.", "۸ ب‌ظ time 2017-09-04T20", "دوشنبه date 2017-09-04" },
  { "نشست ساعت ۹ ق.ظ دوشنبه آغاز شد.", "ساعت ۹ ق.ظ time 2017-09-04T09", "دوشنبه date 2017-09-04" },
  { "نشست دوشنبه بین ساعات 14:00 و 15:30 به وقت کابل برپا بود.", "دوشنبه date 2017-09-04",
    "ساعات 14:00 و 15:30 به وقت کابل time 2017-09-04T14:00/2017-09-04T15:30" },
  { "برنامه دوشنبه ساعت GMT 18:30 پخش شد.", "دوشنبه date 2017-09-04", "ساعت GMT 18:30 time 2017-09-04T18:30" },
  { "بازی ساعت 8 امشب به وقت محلی، چهارشنبه، 6 سپتامبر 2017 آغاز می‌شود.", "ساعت 8 time 2017-09-06T20",
    "امشب به وقت محلی، چهارشنبه، 6 سپتامبر 2017 date 2017-09-06" },
  "نسبت برد تیم 2:1 بود.",
  "فاز الفريق بنتيجة 3 - 1 في المباراة.",
})

check.test("should leave an hour without its day to the reader", function()
  local e = time.find("نشست ساعت ۱۰ آغاز شد.", { dct = "2017-09-06" })[1]
  check.equal({ e.resolved, e.hour, e.first_day }, { false, 10, nil })
  check.truthy(e.reason, "the reason")
end)

check.test("should keep a part of the day with its date", function()
  local e = time.find("وصل الوفد مساء الأربعاء إلى دمشق.", { dct = "2017-09-07" })[1]
  check.equal({ e.text, e.kind, e.part_of_day, date.format(e.first_day) }, { "الأربعاء", "date", "EV", "2017-09-06" })
end)

cases("holidays", { dct = "2017-09-06" }, {
  { "التقى الوفدان في عيد الفصح 2013.", "عيد الفصح 2013 date 2013-03-31" },
  { "بدأت الهدنة في رمضان 2019.", "رمضان 2019 date 1440-09 (AH)" },
  { "این دیدار در عید نوروز ۱۴۰۰ برگزار شد.", "عید نوروز ۱۴۰۰ date 2021-03-21" },
  { "They met on Christmas Eve 2016.", "Christmas Eve 2016 date 2016-12-24" },
  "أعلن الجانبان هدنة الأضحى المبارك.",
})

cases("weekdays and parts of a month or year", { dct = "2017-09-06" }, {
  { "يعقد الاجتماع في أول يوم جمعة من يوليو 2018.", "أول يوم جمعة من يوليو 2018 date 2018-07-06" },
  { "عقد في الثلاثاء الأخير من مارس 2015.", "الثلاثاء الأخير من مارس 2015 date 2015-03-31" },
  -- The third of September 2014 was a Wednesday, so this is the third Tuesday.
  { "عقد الثلاثاء الثالث من سبتمبر 2014.", "الثلاثاء الثالث من سبتمبر 2014 date 2014-09-16" },
  { "این رقم در سه‌ماهه نخست سال ۱۳۹۵ اعلام شد.", "سه‌ماهه نخست سال ۱۳۹۵ date 1395-Q1 (AP)" },
  { "The first Monday of September 2018 was calm.", "The first Monday of September 2018 date 2018-09-03" },
  { "It was so in the 1990s.", "the 1990s date 199" },
  { "كان ذلك في ستينيات القرن الماضي.", "ستينيات القرن الماضي date 196" },
  { "در دهه شصت جنگ بود.", "دهه شصت date 136 (AP)" },
  { "در قرن نوزدهم میلادی رخ داد.", "قرن نوزدهم میلادی date 18" },
})

cases("lengths", { dct = "2017-09-06" }, {
  { "استمر ساعتين ونصف الساعة.", "ساعتين ونصف الساعة duration PT2.5H" },
  { "سه ماه و ۱۰ روز طول کشید.", "سه ماه و ۱۰ روز duration P3M10D" },
  { "آتش‌بس سه روزه پایان یافت.", "سه روزه duration P3D" },
  { "تتراوح الأحكام بين 27 سنة و64 سنة.", "27 سنة duration P27Y", "64 سنة duration P64Y" },
})

local CHAT = { dct = "2013-02-12T04:30", language = "ar", direction = "future", liberal = true, week_start = 1 }

cases("messages, where they point to the future", CHAT, {
  { "2/2013", "2/2013 date 2013-02" },
  { "15/2", "15/2 date 2013-02-15" },
  { "الثلاثاء", "الثلاثاء date 2013-02-19" },
  { "الساعة 2:00", "الساعة 2:00 time 2013-02-12T14:00" },
  { "الجمعة بعد القادمة", "الجمعة بعد القادمة date 2013-02-22" },
  { "عطلة نهاية الأسبوع", "عطلة نهاية الأسبوع date 2013-02-16/2013-02-17" },
  { "بعد نصف ساعة", "بعد نصف ساعة time 2013-02-12T05:00" },
})

check.test("should read none of these in news", function()
  for _, text in ipairs { "وبلغت النسبة 2/2013 من المجموع.", "وصل 15/2 من الركاب.", "سأعود في 15" } do
    check.equal(read(text, { dct = "2013-02-12" }), {}, text)
  end
end)

check.test("should give both ends of an interval its days", function()
  local list = time.find("سأخرج 2 أكتوبر إلى 22 أكتوبر", { dct = "2016-11-07", language = "ar", direction = "future" })
  check.equal({ date.format(list[1].range_first_day), date.format(list[1].range_last_day) }, { "2017-10-02", "2017-10-22" })
  check.equal(list[1].range, list[2].range)
end)

check.test("should give values in EDTF", function()
  for text, want in pairs {
    ["أمس الساعة 15:15"] = "2017-09-05T15:15:00", ["عام 2014"] = "2014", ["مارس 2015"] = "2015-03",
    ["۱۵ شهریور ۱۳۹۶"] = "2017-09-06", ["شهریور ۱۳۹۶"] = "2017-08-23/2017-09-22", ["two weeks ago"] = "2017-08-19~/2017-08-27~",
    ["in the 1990s"] = "199X",
  } do
    local list = time.find(text, { dct = "2017-09-06" })
    check.equal(list[#list].edtf, want, text)
  end
end)

check.test("should read figures as the calendar and order that are asked for", function()
  check.equal(read("30-02-33", { language = "ar", calendar = "hijri", liberal = true, dct = "2015-10-01" }),
    { "30-02-33 date 2012-01-24" })
  check.equal(read("3/4/2015", { language = "en", formats = "mdy" }), { "3/4/2015 date 2015-03-04" })
  check.equal(read("3/4/2015", { language = "en" }), { "3/4/2015 date 2015-04-03" })
end)

check.test("should refuse options that mean nothing", function()
  check.raises(function() time.find("x", { direction = "left" }) end, "direction is one of past, future")
  check.raises(function() time.find("x", { language = "xx" }) end, "language is one of fa, ar, en")
end)

check.test("should find nothing in an empty text", function() check.equal(time.find "", {}) end)

check.done()
