-- time_test.lua: what the temporal grammar finds in sentences written for the purpose, and what it leaves alone.
local check = require "check"
local core = require "rasad.core"
local date = require "rasad.date"
local time = require "rasad.time"

local function article(text, options)
  return assert(assert(core.text(text, options)):article(1))
end

---Expressions as "text first last", "text first" for one day, "text value" where there is no interval.
local function dates(text, dct)
  local out = {}
  for i, e in ipairs(time.find(article(text), { dct = dct })) do
    local shown = e.text .. " "
    if not e.resolved then
      shown = shown .. e.value
    else
      shown = shown .. date.format(e.first_day)
      if e.last_day ~= e.first_day then shown = shown .. " " .. date.format(e.last_day) end
    end
    out[i] = shown
  end
  return out
end

---Each case: text, the expressions expected; all with the day of publication given.
local function cases(name, dct, list)
  for _, case in ipairs(list) do
    check.test(("should read %s: %s"):format(name, case[1]), function()
      check.equal(dates(case[1], dct), { table.unpack(case, 2) })
    end)
  end
end

-- 2017-09-06 is a Wednesday, 15 Shahrivar 1396, 15 Dhu al-Hijja 1438.
cases("Persian", "2017-09-06", {
  { "رئیس جمهور امروز به تهران رسید.", "امروز 2017-09-06" },
  { "این نشست دیروز در مسکو برگزار شد.", "دیروز 2017-09-05" },
  { "وزیر خارجه فردا به مسکو می‌رود.", "فردا 2017-09-07" },
  { "وی پس‌فردا وارد بغداد می‌شود.", "پس‌فردا 2017-09-08" },
  { "او پریروز استعفا داد.", "پریروز 2017-09-04" },
  { "وی روز سه‌شنبه با خبرنگاران گفت‌وگو کرد.", "روز سه‌شنبه 2017-09-05" },
  { "سه شنبه گذشته این توافق امضا شد.", "سه شنبه گذشته 2017-09-05" },
  { "وی پنجشنبه گفت که این خبر درست نیست.", "پنجشنبه 2017-08-31" },
  { "این دیدار روز شنبه برگزار خواهد شد.", "روز شنبه 2017-09-09" },
  { "دوشنبه هفته گذشته درگیری‌ها آغاز شد.", "دوشنبه هفته گذشته 2017-08-28" },
  { "وی امروز (چهارشنبه) در نشست خبری گفت.", "امروز (چهارشنبه) 2017-09-06" },
  { "این قرارداد در ۲۲ بهمن ۱۳۹۵ امضا شد.", "۲۲ بهمن ۱۳۹۵ 2017-02-10" },
  { "این قرارداد در چهاردهم اردیبهشت ماه سال ۱۳۹۶ امضا شد.", "چهاردهم اردیبهشت ماه سال ۱۳۹۶ 2017-05-04" },
  { "آنها ۲۵ مرداد وارد شهر شدند.", "۲۵ مرداد 2017-08-16" },
  { "آنها ۲۵ اسفند وارد شهر شدند.", "۲۵ اسفند 2017-03-15" },
  { "این نشست ۱۰ مهر برگزار می‌شود.", "۱۰ مهر 2017-10-02" },
  { "انتخابات در خردادماه ۱۳۹۶ برگزار شد.", "خردادماه ۱۳۹۶ 2017-05-22 2017-06-21" },
  { "در اوایل مهر سال گذشته آتش بس شکست.", "اوایل مهر سال گذشته 2016-09-22 2016-10-01" },
  { "در نیمه دوم آبان ۱۳۹۵ جنگ شدت گرفت.", "نیمه دوم آبان ۱۳۹۵ 2016-11-06 2016-11-20" },
  { "دهه اول بهمن ۹۵ نشست برگزار شد.", "دهه اول بهمن ۹۵ 2017-01-20 2017-01-29" },
  { "در تابستان سال آینده مذاکرات ادامه می‌یابد.", "تابستان سال آینده 2018-06-22 2018-09-22" },
  { "سه هفته پیش این شهر سقوط کرد.", "سه هفته پیش 2017-08-12 2017-08-20" },
  { "ده روز پیش گفت‌وگوها آغاز شد.", "ده روز پیش 2017-08-27" },
  { "دو سال قبل این پیمان امضا شد.", "دو سال قبل 2015-03-21 2016-03-19" },
  { "پنج روز دیگر مهلت پایان می‌یابد.", "پنج روز دیگر 2017-09-11" },
  { "این رقم در سال قبل از آن بیشتر بود.", },
  { "چند هفته قبل این خبر منتشر شد.", "چند هفته قبل PAST_REF" },
  { "طی ده روز آینده باران می‌بارد.", "ده روز آینده 2017-09-06 2017-09-16" },
  { "در ماه ژوئن سال میلادی جاری جنگ آغاز شد.", "ماه ژوئن سال میلادی جاری 2017-06-01 2017-06-30" },
  { "مهلت ثبت‌نام تا ۱۵ آذر تمدید شد.", "۱۵ آذر 2017-12-06" },
  { "ماه گذشته هزار نفر کشته شدند.", "ماه گذشته 2017-07-23 2017-08-22" },
  { "هفته آینده هیئت سوری وارد می‌شود.", "هفته آینده 2017-09-09 2017-09-15" },
  { "این پروژه تا پایان سال جاری تمام می‌شود.", "پایان سال جاری 2017-11-22 2018-03-20" },
  { "از سال ۲۰۱۱ تا ۲۰۱۵ جنگ ادامه داشت.", "سال ۲۰۱۱ 2011-01-01 2011-12-31", "۲۰۱۵ 2015-01-01 2015-12-31" },
  { "در ۱۵ سپتامبر ۲۰۱۶ آتش بس شکست.", "۱۵ سپتامبر ۲۰۱۶ 2016-09-15" },
  { "۴ می ۲۰۱۷ یادداشت تفاهم امضا شد.", "۴ می ۲۰۱۷ 2017-05-04" },
  { "در ۱۴ جولای ۲۰۱۵ توافق به دست آمد.", "۱۴ جولای ۲۰۱۵ 2015-07-14" },
  { "این بیانیه در تاریخ ۱۳۹۶/۰۲/۱۴ منتشر شد.", "۱۳۹۶/۰۲/۱۴ 2017-05-04" },
  { "او در ۱۵ رمضان ۱۴۳۸ درگذشت.", "۱۵ رمضان ۱۴۳۸ 2017-06-10" },
  { "در ۸ اسد ۱۳۹۶ انفجاری در کابل رخ داد.", "۸ اسد ۱۳۹۶ 2017-07-30" },
  { "او سه روز در مسکو ماند.", "سه روز P3D" },
  { "این جنگ هفت ماه طول کشید.", "هفت ماه P7M" },
  { "هر سه ماه یک نشست برگزار می‌شود.", "هر سه ماه P3M" },
  { "نشست‌های ۲ و ۳ تیر ۱۳۹۶ نتیجه نداد.", "۲ و ۳ تیر ۱۳۹۶ 2017-06-23 2017-06-24" },
})

-- 2017-05-04 is a Thursday.
cases("Arabic", "2017-05-04", {
  { "وصل الوفد السوري اليوم إلى أستانة.", "اليوم 2017-05-04" },
  { "قال الوزير أمس إن الاتفاق صامد.", "أمس 2017-05-03" },
  { "أعلنت الوزارة أول من أمس مقتل جنديين في المعارك.", "أول من أمس 2017-05-02" },
  { "سيعقد الاجتماع غدا الجمعة في جنيف.", "غدا الجمعة 2017-05-05" },
  { "انتهت الهدنة يوم الثلاثاء الماضي في حلب.", "يوم الثلاثاء الماضي 2017-05-02" },
  { "ستبدأ المفاوضات يوم الاثنين المقبل في العاصمة.", "يوم الاثنين المقبل 2017-05-08" },
  { "وقعت الدول الثلاث الاتفاق في 29 ديسمبر/كانون الأول 2016.", "29 ديسمبر/كانون الأول 2016 2016-12-29" },
  { "دخل الاتفاق حيز التنفيذ في 30 كانون الأول 2016 في سوريا.", "30 كانون الأول 2016 2016-12-30" },
  { "بدأت الثورة في منتصف آذار 2011 في درعا.", "منتصف آذار 2011 2011-03-11 2011-03-20" },
  { "أعلنت الجزائر في 15 جوان 2016 عن مبادرة.", "15 جوان 2016 2016-06-15" },
  { "وقع الهجوم في الرابع من أبريل الماضي على المدينة.", "الرابع من أبريل الماضي 2017-04-04" },
  { "ستنعقد الجولة المقبلة في أوائل يوليو المقبل.", "أوائل يوليو المقبل 2017-07-01 2017-07-10" },
  { "قال الوزير إن الجولة يمكن أن تعقد في الأسبوع الأخير من آب/أغسطس.",
    "الأسبوع الأخير من آب/أغسطس 2017-08-25 2017-08-31" },
  { "قتل مئات المدنيين خلال العام الماضي في المدينة.", "العام الماضي 2016-01-01 2016-12-31" },
  { "سيزور الرئيس موسكو الشهر المقبل.", "الشهر المقبل 2017-06-01 2017-06-30" },
  { "اندلعت الحرب قبل ست سنوات في سوريا.", "قبل ست سنوات 2011-01-01 2011-12-31" },
  { "انسحب الوفد قبل يومين من المدينة التي زارها.", "يومين P2D" },
  { "سقطت المدينة قبل أسبوعين.", "قبل أسبوعين 2017-04-16 2017-04-24" },
  { "تم الاتفاق في عام 2015 على وقف القتال.", "عام 2015 2015-01-01 2015-12-31" },
  { "صدر القرار في 14 رمضان 1437 هـ في الرياض.", "14 رمضان 1437 هـ 2016-06-19" },
  { "بدأت الهدنة في شهر رمضان 1437 في البلاد.", "شهر رمضان 1437 2016-06-06 2016-07-05" },
  { "يزور الوفد المنطقة يوميا منذ بدء الهدنة.", "يوميا P1D" },
  { "استمرت المعارك ثلاثة أيام في المدينة.", "ثلاثة أيام P3D" },
  { "انخفض العنف حاليا في المدينة.", "حاليا PRESENT_REF" },
  { "عقدت الجولة يومي 23 و24 يناير 2017 في أستانة.", "يومي 23 و24 يناير 2017 2017-01-23 2017-01-24" },
  { "قتل المئات في صيف العام الماضي في حلب.", "صيف العام الماضي 2016-06-01 2016-08-31" },
})

cases("English", "2017-05-04", {
  { "The agreement was signed on 4 May 2017 in Astana.", "4 May 2017 2017-05-04" },
  { "The truce began on December 30, 2016 in Syria.", "December 30, 2016 2016-12-30" },
  { "Talks were held yesterday in Geneva.", "yesterday 2017-05-03" },
  { "The minister said on Tuesday that the truce holds.", "Tuesday 2017-05-02" },
  { "The next round will be held in mid-July in Astana.", "mid-July 2017-07-11 2017-07-20" },
  { "The minister said the next round would be held in August.", "August 2017-08-01 2017-08-31" },
  { "The town was retaken two days later.", "two days later X" },
  { "The war began six years ago in Daraa.", "six years ago 2011-01-01 2011-12-31" },
  { "The city fell last month to the army.", "last month 2017-04-01 2017-04-30" },
  { "He will visit Moscow next week.", "next week 2017-05-08 2017-05-14" },
  { "Fighting resumed in early 2016 near Aleppo.", "early 2016 2016-01-01 2016-04-30" },
  { "The army entered the town on the 4th of April.", "the 4th of April 2017-04-04" },
  { "The siege lasted three months.", "three months P3M" },
  { "Observers meet weekly in the city.", "weekly P1W" },
  { "The report was published on 2017-05-04 by the council.", "2017-05-04 2017-05-04" },
  { "It may rain in the march of the troops.", },
})

-- Nothing in these is a date.
for _, text in ipairs {
  "او هر روزنامه‌ای را می کند و می خواند.",
  "وی از قتل عام مردم سخن گفت.",
  "بشار اسد رئیس جمهوری سوریه است.",
  "رجب طیب اردوغان به مسکو رفت.",
  "استفان دی میستورا نماینده سازمان ملل است.",
  "دی و میستورا با هیات سوری دیدار کرد.",
  "در حاشیه مذاکرات آستانه ۳ و ۴ بیانیه صادر شد.",
  "قطعنامه ۲۲۵۴ شورای امنیت باید اجرا شود.",
  "این موضوع پیش بینی شده است.",
  "راه پیش رو دشوار است.",
  "سفر از پیش اعلام نشده وی پایان یافت.",
  "آینده سیاسی این کشور را مردم تعیین می کنند.",
  "از سوی دیگر این تصمیم نادرست است.",
  "با شماره تلفن ۰۲۱۸۸۹۲۳۴۵۶ تماس بگیرید.",
  "نرخ بیکاری به ۱۲ درصد رسید.",
  "مردی با ۴۵ سال سن کشته شد.",
  "پیشرفت جدی در مذاکرات به دست آمد.",
  "دهها هزار نفر آواره شدند.",
  "آخرین تحولات منطقه بررسی شد.",
  "مه غلیظ شهر را گرفت و مهر او بر نامه بود.",
  "امام جمعه تهران این موضوع را رد کرد.",
  "تیر به پای او خورد.",
  "در انفجار ۱۴ می کشند و می سوزانند.",
  "در این حمله ۱۳۹۶ نفر کشته شدند.",
  "قصفت الطائرات تل أبيب بالصواريخ.",
  "قال ستيفان دي ميستورا إن الحل سياسي.",
  "التقى رجب طيب أردوغان الوفد السوري في أنقرة.",
  "شرب الرجل الماء في ماء آب بارد.",
  "صدر القرار رقم 2254 عن مجلس الأمن.",
  "وقال الرجل البالغ من العمر 45 عاما إن الحل سياسي.",
  "اجتمع الأمين العام للأمم المتحدة مع الوفد.",
  "Resolution 2254 was adopted by the council.",
  "You may go and march on.",
  "He is 45 years old.",
  "Call 2015 people for 10 percent.",
} do
  check.test("should find no date in: " .. text, function() check.equal(dates(text, "2017-09-06"), {}) end)
end

check.test("should leave unresolved what needs the day of publication", function()
  for _, text in ipairs { "وی دیروز به مسکو رفت.", "وی روز چهارشنبه به مسکو رفت.", "این نشست ۱۴ اردیبهشت برگزار شد.",
    "وصل الوفد أمس إلى أستانة.", "The minister arrived yesterday." } do
    local e = time.find(article(text))[1]
    check.equal(e.resolved, false, text)
    check.equal(e.first_day, nil, text)
    check.truthy(e.reason:find("needs the day of publication", 1, true), e.reason)
  end
end)

check.test("should take the day from the metadata, in any calendar", function()
  for _, stated in ipairs { "2017-09-06", "1396/06/15", "۱۳۹۶-۰۶-۱۵", "6 September 2017", "۱۵ شهریور ۱۳۹۶" } do
    local a = article("وی دیروز به مسکو رفت.", { date = stated })
    if a:meta "date" ~= stated then check.skip "core.text takes no metadata here" end
    local e = time.find(a)[1]
    check.equal(date.format(e.first_day), "2017-09-05", stated)
    check.equal({ e.dated, e.anchor }, { "computed", "metadata" })
  end
end)

check.test("should take the day from a dateline", function()
  local e = time.find(article "تهران، ۱۵ شهریور ۱۳۹۶ - وزیر خارجه دیروز به مسکو رفت.")[2]
  check.equal({ date.format(e.first_day), e.anchor }, { "2017-09-05", "dateline" })
  e = time.find(article "مذاکرات ادامه دارد\n\n6 سبتمبر 2017\n\nوصل الوفد أمس إلى أستانة للمشاركة في الجولة.")[2]
  check.equal({ date.format(e.first_day), e.anchor }, { "2017-09-05", "dateline" })
end)

check.test("should take the day from a text that names it", function()
  local list = time.find(article "وی امروز ۱۵ شهریور ۱۳۹۶ گفت: این نشست دیروز برگزار شد.")
  check.equal({ date.format(list[1].first_day), date.format(list[2].first_day) }, { "2017-09-06", "2017-09-05" })
  check.equal(list[2].anchor, "text")
end)

check.test("should say where no day was given how it was reckoned", function()
  local given = time.find(article "وی دیروز رفت.", { dct = "2017-09-06" })
  local e = time.find(article "وی دیروز رفت.", { dct = "2017-09-06" })[1]
  check.equal(#given, 1)
  check.equal({ e.dated, e.anchor }, { "computed", "given" })
  check.equal(#e.premises, 1)
end)

check.test("should refuse a day of publication that is no date", function()
  check.raises(function() time.find(article "وی دیروز رفت.", { dct = "1404-12-30" }) end, "1404-12-30")
end)

check.test("should warn of a weekday that disagrees with the day given", function()
  local e = time.find(article "وصل الوفد اليوم الخميس إلى أستانة.", { dct = "2017-05-05" })[1]
  check.equal(date.format(e.first_day), "2017-05-05")
  check.truthy(e.warning:find("Thursday", 1, true), e.warning)
  check.equal(time.find(article "وصل الوفد اليوم الخميس إلى أستانة.", { dct = "2017-05-04" })[1].warning, nil)
end)

check.test("should join the names of one day in two calendars", function()
  local list = time.find(article "این تفاهم‌نامه در ۱۴ اردیبهشت (۴ می ۲۰۱۷) امضا شد.")
  check.equal({ date.format(list[1].first_day), list[1].anchor, list[1].group, list[2].group },
    { "2017-05-04", "apposition", 1, 1 })
  check.equal(date.format(list[2].group_first_day), "2017-05-04")
end)

check.test("should say when the names of one day disagree", function()
  local list = time.find(article "این تفاهم‌نامه در ۱۴ اردیبهشت ۱۳۹۶ (۶ می ۲۰۱۷) امضا شد.")
  check.equal({ list[1].group_conflict, list[1].group_first_day }, { true, nil })
end)

check.test("should lend the year of an interval's end to its beginning", function()
  local list = time.find(article "از ۱۰ دی تا ۲۰ بهمن ۱۳۹۵ آتش بس برقرار بود.")
  check.equal({ date.format(list[1].first_day), list[1].signal, list[2].signal }, { "2016-12-30", "from", "until" })
end)

check.test("should infer the year from weekdays that agree with one year only", function()
  local text = "توافق ۱۰ دی ۱۳۹۵ امضا شد. دور تازه گفت‌وگوها پنجشنبه ۱۴ اردیبهشت برگزار شد."
  local e = time.find(article(text))[2]
  check.equal({ e.dated, e.anchor, date.format(e.first_day) }, { "inferred", "inferred year 1396 AP", "2017-05-04" })
  check.equal(e.premises[1].soft, false)
  check.truthy(#e.premises >= 2)
end)

check.test("should infer the year from a relative year beside a full date", function()
  local text = "آتش بس سال گذشته و از ۱۰ دی ماه ۹۵ آغاز شد. یادداشت تفاهم ۱۴ اردیبهشت امضا شد."
  local list = time.find(article(text))
  check.equal({ list[1].dated, date.format(list[1].first_day), date.format(list[3].first_day) },
    { "inferred", "2016-03-20", "2017-05-04" })
end)

check.test("should not infer a year where several fit", function()
  local e = time.find(article "توافق ۱۰ دی ۱۳۹۵ امضا شد. دور تازه گفت‌وگوها ۱۴ اردیبهشت برگزار شد.")[2]
  check.equal(e.resolved, false)
  check.truthy(e.reason:find("several years", 1, true), e.reason)
end)

check.test("should put a plan in the future and a report in the past of the same month", function()
  local plan = time.find(article "نشست بعدی ۲۰ شهریور برگزار می‌شود.", { dct = "2017-09-06" })[1]
  local report = time.find(article "این نشست ۲۰ شهریور برگزار شد.", { dct = "2017-09-06" })[1]
  check.equal({ plan.tense, date.format(plan.first_day) }, { "future", "2017-09-11" })
  check.equal({ report.tense, date.format(report.first_day) }, { "past", "2016-09-10" })
end)

check.test("should name days by the source's own bytes", function()
  local text = "وی گفت: «نشست در ۱۴ اردی‌بهشت ۱۳۹۶ برگزار شد»."
  local a = article(text)
  local e = time.find(a)[1]
  check.equal(a:slice(e.first, e.last), e.text)
  check.equal(e.text, "۱۴ اردی‌بهشت ۱۳۹۶")
end)

check.test("should leave the Arabic one-letter words outside", function()
  check.equal(dates("وصل الوفد والخميس غادر للعام الماضي وبالأمس عاد إلى دمشق.", "2017-05-05"),
    { "الخميس 2017-05-04", "لعام الماضي 2016-01-01 2016-12-31", "الأمس 2017-05-04" })
end)

check.test("should answer the same from its memory", function()
  local a = article "وی دیروز به مسکو رفت."
  check.truthy(time.find(a) == time.find(a), "the same list")
  check.equal(date.format(time.find(a, { dct = "2017-09-06" })[1].first_day), "2017-09-05")
  check.equal(time.find(a)[1].resolved, false)
end)

-- 2017-09-17 is a Sunday, 26 Shahrivar 1396.
cases("several days, weeks and nights", "2017-09-17", {
  { "دور دوم گفت‌وگوها ۲۷ و ۲۸ بهمن ۱۳۹۵ برگزار شد.", "۲۷ و ۲۸ بهمن ۱۳۹۵ 2017-02-15 2017-02-16" },
  { "دور نخست چهارم و پنجم بهمن و دور دوم ۲۷ و ۲۸ بهمن پارسال برگزار شد.",
    "چهارم و پنجم بهمن 2017-01-23 2017-01-24", "۲۷ و ۲۸ بهمن پارسال 2017-02-15 2017-02-16" },
  { "نشست بین ۲۳ تا ۲۵ ژانویه ۲۰۱۷ برگزار شد.", "۲۳ تا ۲۵ ژانویه ۲۰۱۷ 2017-01-23 2017-01-25" },
  { "نشست‌های ۲۳، ۲۴ و ۲۵ ژانویه ۲۰۱۷ نتیجه نداد.", "۲۳، ۲۴ و ۲۵ ژانویه ۲۰۱۷ 2017-01-23 2017-01-25" },
  { "نشستی که ۳۰ آذر و اول دی ۱۳۹۵ برگزار شد.", "۳۰ آذر و اول دی ۱۳۹۵ 2016-12-20 2016-12-21" },
  { "عقدت الجولة في 25 و26 و27 كانون الأول 2016 في أستانا.", "25 و26 و27 كانون الأول 2016 2016-12-25 2016-12-27" },
  { "عقدت الجولة من 13 إلى 15 أيلول 2017 في أستانا.", "13 إلى 15 أيلول 2017 2017-09-13 2017-09-15" },
  { "عقدت الجولة يومي الاثنين والثلاثاء 23 و24 يناير 2017.",
    "يومي الاثنين والثلاثاء 23 و24 يناير 2017 2017-01-23 2017-01-24" },
  { "تم الاتفاق في الـ30 من ديسمبر 2016.", "الـ30 من ديسمبر 2016 2016-12-30" },
  { "بدأت الهدنة مطلع 2017 في سوريا.", "مطلع 2017 2017-01-01 2017-01-31" },
  { "عقدت الجولة من الاثنين إلى الخميس.", "الاثنين 2017-09-11", "الخميس 2017-09-14" },
  { "عقدت الجولة يومي 31 أكتوبر و1 نوفمبر 2016.", "يومي 31 أكتوبر و1 نوفمبر 2016 2016-10-31 2016-11-01" },
  { "Talks were held on 3-4 May 2017.", "3-4 May 2017 2017-05-03 2017-05-04" },
  { "Talks were held on May 3-4, 2017.", "May 3-4, 2017 2017-05-03 2017-05-04" },
  { "Talks were held on May 31 and June 1.", "May 31 and June 1 2017-05-31 2017-06-01" },
  { "Thursday's talks failed.", "Thursday's 2017-09-14" },
  { "نشست هفته دوم عقرب ۱۳۹۶ برگزار می‌شود.", "هفته دوم عقرب ۱۳۹۶ 2017-10-30 2017-11-05" },
  { "ستعقد الجولة في الأسبوع الثاني من تشرين الأول.", "الأسبوع الثاني من تشرين الأول 2017-10-08 2017-10-14" },
  { "ستعقد الجولة مطلع العام المقبل.", "مطلع العام المقبل 2018-01-01 2018-01-31" },
  { "بدأت الهدنة عند منتصف ليل الجمعة السبت.", "ليل الجمعة السبت 2017-09-15 2017-09-16" },
  { "بدأت الهدنة منتصف ليل الجمعة السبت، 27 شباط/فبراير 2016.",
    "ليل الجمعة السبت، 27 شباط/فبراير 2016 2016-02-27" },
  { "بدأت الهدنة في غرة ربيع الآخر 1438هـ.", "غرة ربيع الآخر 1438هـ 2016-12-30" },
  { "انتهت الهدنة في سلخ رمضان 1438 هـ.", "سلخ رمضان 1438 هـ 2017-06-24" },
})

cases("days of a month said by reference", "2017-09-17", {
  { "عقد الاجتماع في الخامس والعشرين من الشهر الماضي.", "الخامس والعشرين من الشهر الماضي 2017-08-25" },
  { "عقد الاجتماع في الخامس من الجاري.", "الخامس من الجاري 2017-09-05" },
  { "مهلت تا ۳۰ ماه جاری تمدید شد.", "۳۰ ماه جاری 2017-09-21" },
  { "بدأت الهدنة في 12 سبتمبر 2016 وانتهت في التاسع عشر من الشهر نفسه.",
    "12 سبتمبر 2016 2016-09-12", "التاسع عشر من الشهر نفسه 2016-09-19" },
  { "بدأت الهدنة في 27 شباط 2016 وعادت في 30 كانون الأول من العام نفسه.",
    "27 شباط 2016 2016-02-27", "30 كانون الأول من العام نفسه 2016-12-30" },
  { "The September 2016 truce collapsed on the 19th of that month.",
    "September 2016 2016-09-01 2016-09-30", "the 19th of that month 2016-09-19" },
  { "گردهمایی سوم آذر پارسال برگزار شد.", "سوم آذر پارسال 2016-11-23" },
  { "نشست در ماه روان برگزار می‌شود.", "ماه روان 2017-08-23 2017-09-22" },
})

-- 2017-07-05 is a Wednesday.
cases("plans told of in the past", "2017-07-05", {
  { "وكان الوزير قد رجح، بعد التوقيع على المذكرة في 4 أيار/مايو، أن تعقد الجولة في منتصف تموز/يوليو.",
    "4 أيار/مايو 2017-05-04", "منتصف تموز/يوليو 2017-07-11 2017-07-20" },
  { "واتفقت الدول على تشكيل مجموعة عمل تجتمع في إيران يومي 1 و2 آب/أغسطس، وعلى عقد الجولة في أواخر آب/أغسطس.",
    "يومي 1 و2 آب/أغسطس 2017-08-01 2017-08-02", "أواخر آب/أغسطس 2017-08-21 2017-08-31" },
  { "The minister said the next round would be held in mid-July.", "mid-July 2017-07-11 2017-07-20" },
  { "Talks were set to open on July 10.", "July 10 2017-07-10" },
  { "The halt is due to begin on July 10.", "July 10 2017-07-10" },
  { "The conference is to begin on August 1.", "August 1 2017-08-01" },
  { "أعلن الجيش الإثنين تعليق العمليات حتى منتصف ليل الخميس.", "الإثنين 2017-07-03", "الخميس 2017-07-06" },
  { "It was extending the truce by 24 hours, until 7 p.m. local time on Saturday.", "24 hours PT24H",
    "7 p.m. local time 2017-07-08", "Saturday 2017-07-08" },
  { "The fighting lasted until Monday.", "Monday 2017-07-03" },
  { "It was first due to last eleven hours.", "eleven hours PT11H" },
})

-- The dates of a text, without its hours.
local function dates_of(text, options)
  local list = {}
  for _, e in ipairs(time.find(article(text), options)) do
    if e.kind ~= "time" then list[#list + 1] = e end
  end
  return list
end

check.test("should see the preposition of a date over its hour", function()
  for text, signal in pairs {
    ["آتش‌بس از ساعت ۱۲ ظهر یکشنبه نهم ژوئیه آغاز شد."] = "from",
    ["آتش‌بس از بامداد شنبه ۱۰ تیر برقرار است."] = "from",
    ["يستمر التعليق حتى الساعة السابعة من مساء الخميس."] = "until",
    ["بدأت الهدنة منذ ظهر الأحد 9 تموز."] = "from",
    ["It will last until midnight on Saturday."] = "until",
  } do
    local list = dates_of(text, { dct = "2017-07-05" })
    check.equal({ #list, list[1].signal }, { 1, signal }, text)
  end
end)

check.test("should mark the date that dates the article, whatever its day was taken from", function()
  for _, text in ipairs { "آستانه، ۱۵ شهریور ۱۳۹۶ - وزیر خارجه به مسکو رفت.",
    "تاریخ انتشار: ۱۵ شهریور ۱۳۹۶\n\nوزیر خارجه به مسکو رفت و با همتای خود دیدار کرد.",
    "سفر وزیر\n\n6 سبتمبر 2017 - 10:30\n\nوصل الوفد إلى أستانة للمشاركة في الجولة.",
    "MOSCOW, 6 September 2017 (agencies) - Russia said it was over." } do
    local list = dates_of(text, { dct = "2017-09-07" })
    check.equal({ #list, list[1].is_dateline }, { 1, true }, text)
  end
  local list = time.find(article "4 May 2017: a memorandum was signed.\n\n6 May 2017: the zones took effect.")
  check.equal({ list[1].is_dateline, list[2].is_dateline }, { nil, nil }, "a chronicle")
end)

check.test("should take the article's day from its news where the weekdays agree", function()
  local text = "الجولة العاشرة تنطلق\n\nانطلقت في سوتشي، الإثنين ٣٠ تموز/يوليو ٢٠١٨، الجولة العاشرة من المحادثات بشأن سوريا، " ..
    "ومن المقرر أن تختتم أعمالها غدا %s.\n\nوكانت الجولة التاسعة قد عقدت في أيار/مايو الماضي."
  local a = article(text:format "الثلاثاء")
  local own = assert(time.document_date(a))
  check.equal({ date.format(own.first_day), own.how, own.premises[1].soft }, { "2018-07-30", "inferred", true })
  check.equal(own.premises[1].text, "the first paragraph tells the day's news")
  check.equal(date.format(time.find(a)[2].first_day), "2018-07-31")
  own = time.document_date(article(text:format "الخميس"))
  check.truthy(not own or own.first_day ~= own.last_day, "weekdays that disagree")
end)

check.test("should carry a year on in a story of one year", function()
  local list = time.find(article("دخلت الهدنة حيز التنفيذ في 12 سبتمبر 2016 في سوريا. وأعلن الجيش في 19 سبتمبر انتهاء مفعولها."))
  check.equal({ date.format(list[2].first_day), list[2].dated, list[2].premises[1].soft }, { "2016-09-19", "inferred", true })
end)

check.test("should let the other calendar decide on a lunar day", function()
  local list = time.find(article "انتهت في العاشر من ذي الحجة 1437هـ (12 سبتمبر 2016) وبدأت.")
  check.equal({ list[1].group_conflict, list[2].text }, { nil, "12 سبتمبر 2016" })
  check.equal({ date.format(list[1].group_first_day), date.format(list[1].group_last_day) }, { "2016-09-12", "2016-09-12" })
  list = time.find(article "انتهت في 20 ذي الحجة 1437هـ (12 سبتمبر 2016) وبدأت.")
  check.equal(list[1].group_conflict, true)
end)

check.test("should give a weekday the day of the date beside it", function()
  local list = time.find(article "این نشست چهارشنبه (اول آذر ۱۳۹۶) برگزار می‌شود.")
  check.equal({ date.format(list[1].first_day), list[1].group }, { "2017-11-22", 1 })
end)

check.test("should take no age for a length of time", function()
  for _, text in ipairs { "قتل أحمد (28 عاما) في القصف على المدينة.", "قتل محمد، 30 عاما، في القصف على المدينة.",
    "مردی ۴۵ ساله کشته شد.", "مردی (۲۸ سال) کشته شد." } do
    check.equal(dates(text, "2017-09-06"), {}, text)
  end
end)

check.test("should resolve nothing beyond the calendars", function()
  local list = time.find(article "هفته آینده و فردا", { dct = "9999-12-31" })
  check.equal({ #list, list[1].resolved, list[2].resolved }, { 2, false, false })
  check.equal(list[1].reason, "lies outside the years of the calendars")
  check.raises(function() time.find(article "فردا", { dct = 0 }) end, "0 is no day of the calendar")
  check.raises(function() time.find(article "فردا", { dct = "x" }) end, "is not a date")
end)

local NO_DAY, NO_YEAR = "there is no such day", "lies outside the years of its calendar's table"

check.test("should read no remainder of a date that there is not", function()
  for _, case in ipairs {
    { "February 29, 2017", "2017-02-29", NO_DAY }, { "31 April 2017", "2017-04-31", NO_DAY },
    { "February 30", "XXXX-02-30", NO_DAY }, { "32 December 2017", "2017-12-32", NO_DAY },
    { "June 45, 2017", "2017-06-45", NO_DAY }, { "30/02/2017", "2017-02-30", NO_DAY },
    { "۳۰ اسفند ۱۳۹۶", "1396-12-30 (AP)", NO_DAY }, { "۳۱ مهر", "XXXX-07-31 (AP)", NO_DAY },
    { "سی و یکم مهر ۱۳۹۶", "1396-07-31 (AP)", NO_DAY }, { "۳۲ خرداد ۱۳۹۶", "1396-03-32 (AP)", NO_DAY },
    { "31 نيسان 2017", "2017-04-31", NO_DAY }, { "32 مايو 2017", "2017-05-32", NO_DAY },
    { "5 June 10000", "10000-06-05", NO_YEAR }, { "31 December 9999", "9999-12-31", NO_YEAR },
    { "3 May 0045", "0045-05-03", NO_YEAR }, { "3 May 622 AD", "0622-05-03", NO_YEAR },
    { "5 June 99999999999999999999", "XXXX-06-05", NO_YEAR }, { "14 May 1453", "1453-05-14", NO_YEAR },
    { "۵ ژوئن ۱۰۰۰۰", "10000-06-05", NO_YEAR }, { "۳۱ شهریور سال ۹۹۹۹", "9999-06-31 (AP)", NO_YEAR },
    { "April 35", "XXXX-04-35", NO_DAY }, { "15 March 44 BC", "XXXX-03-15", NO_YEAR },
    { "5 June 10000 BC", "XXXX-06-05", NO_YEAR },
    { "۱۵ مارس سال ۴۴ پیش از میلاد", "XXXX-03-15", NO_YEAR }, { "15 أيار سنة 44 قبل الميلاد", "XXXX-05-15", NO_YEAR },
    { "۱۰ محرم سال ۶۱ هجری قمری", "0061-01-10 (AH)", NO_YEAR }, { "10 محرم سنة 61 هـ", "0061-01-10 (AH)", NO_YEAR },
    { "سال ۶۱ هجری قمری", "0061 (AH)", NO_YEAR },
    { "5 يونيو 10000", "10000-06-05", NO_YEAR }, { "3 أيار عام 0045", "0045-05-03", NO_YEAR },
  } do
    for _, text in ipairs { case[1], case[1] .. "." } do
      local found = time.find(text, { dct = "2017-05-04" })
      check.equal(#found, 1, text)
      check.equal({ found[1].text, found[1].value, found[1].reason }, { case[1], case[2], case[3] }, text)
      check.equal(found[1].resolved, false, text)
    end
  end
  check.equal(time.find("in 2017-13-01 it", { dct = "2017-05-04" }), {})
end)

check.test("should take a leap day for that of the nearest year that has one", function()
  -- 1395, 1399, 2016 and 2020 are leap years; 1900 is none.
  for _, case in ipairs {
    { "۳۰ اسفند", "2017-05-04", "2017-03-20" }, { "۳۰ اسفند", "2020-05-04", "2021-03-20" },
    { "29 February", "2017-05-04", "2016-02-29" }, { "29 February", "2019-05-04", "2020-02-29" },
    { "29 February", "2016-05-04", "2016-02-29" }, { "It ended on 29 February.", "2019-05-04", "2016-02-29" },
    { "It will end on 29 February.", "2017-05-04", "2020-02-29" }, { "It will end on 29 February.", "1897-05-04", "1904-02-29" },
    { "این نشست ۳۰ اسفند برگزار شد.", "2020-05-04", "2017-03-20" },
    { "این نشست ۳۰ اسفند برگزار خواهد شد.", "2018-05-04", "2021-03-20" },
  } do
    local found = time.find(case[1], { dct = case[2] })
    check.equal(found[1].first_day and date.format(found[1].first_day), case[3], case[1] .. " " .. case[2])
  end
end)

check.test("should take figures before what they count for no year", function()
  check.equal(dates("On 5 June 10000 people marched.", "2017-06-06"), { "5 June 2017-06-05" })
  check.equal(dates("In April 35 people were killed.", "2017-06-06"), { "April 2017-04-01 2017-04-30" })
  check.equal(dates("۱۰ خرداد ۶۱ هجری شمسی", "2017-06-06"), { "۱۰ خرداد ۶۱ هجری شمسی 1982-05-31" })
  check.equal(dates("در ۵ ژوئن ۳۵۰۰ نفر آمدند.", "2017-06-06"), { "۵ ژوئن 2017-06-05" })
  check.equal(dates("في 5 يونيو 3500 شخص", "2017-06-06"), { "5 يونيو 2017-06-05" })
end)

check.test("should read no remainder of a count", function()
  for _, text in ipairs { "۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹ روز پیش", "۰ روز پیش", "1234567 روز پیش", "1234567 روز گذشته",
    "۹٬۹۹۹٬۹۹۹ روز پیش", "۹۹۹۹۹۹۹۹۹ روز پیش", "9,999,999 days ago", "32 مايو", "۳۲ مهر" } do
    check.equal(dates(text, "2017-05-04"), {}, text)
  end
  check.equal(dates("۵۰۰۰ روز پیش", "2017-05-04"), { "۵۰۰۰ روز پیش 2003-08-26" })
  check.equal(dates("۲٫۵ روز پیش", "2017-05-04"), { "۲٫۵ روز پیش 2017-05-01 2017-05-04" })
  check.equal(dates("۲٫۵ ماه پیش", "2017-05-04"), { "۲٫۵ ماه پیش PAST_REF" })
  check.equal(dates("قبل 900000000000000000 يوم", "2017-05-04"), { "قبل 900000000000000000 يوم DCT-P900000000000000000D" })
  check.equal(dates("قطعنامه 2254 روز گذشته تصویب شد", "2017-05-04"), { "روز گذشته 2017-05-03" })
end)

check.test("should take a list of dates in two calendars for several pairs", function()
  local list = time.find(article "نشست‌ها 10 دی 1395 / 30 دسامبر 2016 / 11 دی 1395 / 31 دسامبر 2016 بود.")
  check.equal({ list[1].group, list[2].group, list[3].group, list[4].group }, { 1, 1, 2, 2 })
  check.equal({ date.format(list[1].group_first_day), date.format(list[3].group_first_day) }, { "2016-12-30", "2016-12-31" })
end)

-- Work that grew with the cube of their number would end at the limit the test runner sets.
check.test("should read a sentence of very many dates", function()
  for text, count in pairs { ["في 4 مايو 2017 "] = 1, ["(10 دی / 30 دسامبر) "] = 2, ["10 دی / 30 دسامبر / "] = 2 } do
    check.equal(#time.find(article(text:rep(1000))), 1000 * count, text)
  end
end)

---Expressions as "text surface value".
local function surfaces(text)
  local out = {}
  for i, e in ipairs(time.find(article(text), { dct = "2017-05-04" })) do out[i] = e.text .. " " .. e.text_value end
  return out
end

local function surface_cases(name, list)
  for _, case in ipairs(list) do
    check.test(("should read %s: %s"):format(name, case[1]), function()
      check.equal(surfaces(case[1]), { table.unpack(case, 2) })
    end)
  end
end

surface_cases("a year behind its Arabic noun", {
  { "انتهت مفاوضات 2016 من دون نتيجة.", "2016 2016" },
  { "عرض فيلمه في مهرجان البندقية السينمائي 2015، ونال جائزة.", "2015 2015" },
  { "تضرر المزارعون من موجة جفاف 1999 القاسية.", "1999 1999" },
  { "2008: اندلعت الأزمة المالية.", "2008 2008" },
  { "يعمل في المصنع منذعام 2009 حتى تقاعده.", "2009 2009" },
  -- What is counted stands behind its number.
  { "أحصت اللجنة في المخيم 2015 أسرة." },
  { "وزعت الجمعية على القرى 1998 سلة." },
  { "صدر القرار 2042 عن المجلس." },
  { "بلغت الكلفة نحو 2014 في نهاية المطاف." },
  { "وصلت الغرامات إلى مبلغ قدره 2000 في الشهر." },
})

surface_cases("an Arabic length of one unit", {
  { "عاد اللاجئون بعد عام من توقف المعارك.", "عام P1Y" },
  { "استقال قبل أسبوع من موعد الجلسة.", "أسبوع P1W" },
  { "رغم مرور شهر ونصف على الحادث لم يتغير شيء.", "شهر ونصف P1.5M" },
  { "أمضى الصحفي شهرا في الأسر.", "شهرا P1M" },
  { "استغرق ترميم الجسر عاما واحدا.", "عاما واحدا P1Y" },
  { "تصل العقوبة إلى السجن لمدة لا تقل عن سنة.", "سنة P1Y" },
  { "منحتهم الشركة يوم عطلة.", "يوم عطلة P1D" },
  { "توقف العمل ربع ساعة.", "ربع ساعة PT15M" },
  { "تغيرت المدينة على مدى عقد من الزمن.", "عقد من الزمن P1DE" },
  { "بدأ ذلك قبل أكثر من عام.", "قبل أكثر من عام DCT-P1Y" },
  { "رحلوا قبل عقدين من الزمن.", "قبل عقدين من الزمن DCT-P2DE" },
  { "عاش في الجبال لسنوات طويلة.", "سنوات PXY" },
  { "يجتمعون مرتين في الأسبوع.", "الأسبوع P1W" },
  { "ارتفعت الأسعار على أساس سنوي.", "على أساس سنوي P1Y" },
  -- A week of fashion, an hour of rest and a contract are none.
  { "زار المعرض خلال أسبوع الكتاب." },
  { "أمضى اللاعب عقدا مع النادي." },
  { "كان مديرا عاما وأحد المؤسسين." },
  { "تغلق الأبواب عند ساعة الإفطار." },
  { "تحسن حاله يوما بعد يوم." },
  { "افتتحت الدورة الأولى لأيام السينما." },
})

surface_cases("Arabic ages, which are no lengths", {
  { "أوقفت الشرطة ثلاثة شبان أعمارهم 19 و21 و24 عاما." },
  { "تتراوح أعمارهم بين 15 و30 سنة." },
  { "فقدت طفلة تبلغ من العمر سنة وثمانية أشهر." },
  { "رجل يبلغ من العمر سبعة وأربعين عاما." },
  { "بلغ الفتى سن الثمانية عشر عاما." },
  { "امرأة في الخمسينات من عمرها." },
  { "تبلغ مدة الرحلة 14 ساعة.", "14 ساعة PT14H" },
  { "حكم عليه بالسجن 18 عاما.", "18 عاما P18Y" },
})

surface_cases("an Arabic day of the story", {
  { "لم ينم أحد تلك الليلة.", "تلك الليلة X" },
  { "غادر بعد ذلك بيومين.", "بعد ذلك بيومين X" },
  { "لن يقبل ذلك غدا.", "غدا DCT+P1D" },
  { "بقي البيت مهجورا حتى يومنا هذا.", "يومنا هذا DCT" },
  { "تواصل الإضراب لليوم الرابع على التوالي." },
  { "سجل الهدف في الساعة الأولى من المباراة." },
  { "قالت السيدة مايو إنها سترحل." },
})

-- 2017-05-04 is a Thursday.
cases("the tense of Arabic dates", "2017-05-04", {
  { "انفجر خزان وقود يوم الجمعة في المصنع.", "يوم الجمعة 2017-04-28" },
  { "استقبلته المدينة يوم الأحد بالورود.", "يوم الأحد 2017-04-30" },
  { "شهدنا يوم الاثنين لحظات صعبة.", "يوم الاثنين 2017-05-01" },
  { "سينطلق السباق يوم السبت من الميناء.", "يوم السبت 2017-05-06" },
  { "سيلتقي الوزيران يوم الثلاثاء في عمان.", "يوم الثلاثاء 2017-05-09" },
  { "إذا فشلت المحادثات في يونيو عاد القتال.", "يونيو 2017-06-01 2017-06-30" },
  -- What looks like a future form is a name.
  { "قال ستيرلينغ في بيان يوم السبت إن النادي ملتزم.", "يوم السبت 2017-04-29" },
  { "هبطت طائرة في ستراسبورغ يوم الأحد.", "يوم الأحد 2017-04-30" },
})

-- 2017-09-06 is a Wednesday, 15 Shahrivar 1396.
cases("numbers and words written together", "2017-09-06", {
  { "این پیمان یکسال پیش امضا شد.", "یکسال پیش 2016-03-20 2017-03-20" },
  { "او در سفر سه‌روزه خود به بغداد رفت.", "سه‌روزه P3D" },
  { "این نشست دوساعته بی‌نتیجه ماند.", "دوساعته PT2H" },
  { "محاصره شهر یک‌ونیم سال ادامه داشت.", "یک‌ونیم سال P1.5Y" },
  { "دیدار روزدوشنبه وسه شنبه برگزار شد.", "روزدوشنبه 2017-09-04", "سه شنبه 2017-09-05" },
  { "دیدار بیستم ویکم، ۱۲ آبان ۱۳۹۵ بود.", "۱۲ آبان ۱۳۹۵ 2016-11-02" },
  { "این کار یك ربع ساعت طول کشید.", "یك ربع ساعت PT15M" },
  { "این کار سه ـ ساعته نیست.", "سه ـ ساعته PT3H" },
})

cases("lengths beside what lasts, and ages", "2017-09-06", {
  { "آنان از جنگ هشت ساله سخن گفتند.", "هشت ساله P8Y" },
  { "این پیمان به دشمنی‌های ۱۲۰ ساله پایان داد.", "۱۲۰ ساله P120Y" },
  { "ماموریت های دوساله سربازان پایان یافت.", "دوساله P2Y" },
  { "زنی ۳۲ ساله زخمی شد." },
  { "سن او به ۷۰ سال رسید." },
  { "این سه دختر ۱۲ سال دارند." },
  { "جوانان 15 تا 24 سال در این طرح جای دارند." },
  { "کودکان زیر ۶ سال بلیت نمی‌خواهند." },
  { "او ۶ سال در زندان بود.", "۶ سال P6Y" },
  { "Under 20 years of war the city fell.", "20 years P20Y" },
})

cases("rates", "2017-09-06", {
  { "این شورا سه بار در سال تشکیل می‌شود.", "در سال P1Y" },
  { "دستمزد آنان ۵ دلار در روز است.", "در روز P1D" },
  { "کارگران €40 در هفته می‌گیرند.", "در هفته P1W" },
  { "این شورا سه بار در سال ۱۳۹۵ تشکیل شد.", "سال ۱۳۹۵ 2016-03-20 2017-03-20" },
  { "این شورا سه بار در ماه گذشته تشکیل شد.", "ماه گذشته 2017-07-23 2017-08-22" },
  { "این خودرو با سرعت ۸۰ کیلومتر در ساعت رفت." },
  { "He was paid $40 a day.", "a day P1D" },
  { "The council meets four times a year.", "a year P1Y" },
  { "بهای نان سال به سال بالا رفت.", "سال به سال P1Y" },
  { "وی هر شب سخن می‌گوید.", "هر شب XXXX-XX-XXTNI" },
})

cases("what only looks like a time", "2017-09-06", {
  { "در یک روز سرد به خانه رسیدند." },
  { "یک روز در خانه ماندند.", "یک روز P1D" },
  { "یک هفته کاری پنج روزه بس است.", "پنج روزه P5D" },
  { "یک آخر هفته خوب بود." },
  { "برنامه زنده شنبه شب پایان یافت." },
  { "شنبه شب برنامه پایان یافت.", "شنبه شب 2017-09-02" },
  { "پس از پیروزی 2-1 ماه اوت تیم پراکنده شد.", "اوت 2017-08-01 2017-08-31" },
  { "سرباز سه تیر خود را زد." },
  { "The reporter of \"30 Minutes\" left." },
  { "It lasted \"nearly 30 minutes\", he said.", "30 minutes PT30M" },
  { "A Turkish daily printed the list." },
  { "They hold daily talks.", "daily P1D" },
})

cases("years beside what has a year", "2017-09-06", {
  { "کودتای 1953 و انتخابات سراسری 2013 را یاد کرد.", "1953 1953-01-01 1953-12-31", "2013 2013-01-01 2013-12-31" },
  { "انتخابات 2013 مورد بحث بود.", "2013 2013-01-01 2013-12-31" },
  { "او درانتخابات 2013 پیروز شد.", "2013 2013-01-01 2013-12-31" },
  { "بازی های 2008 پکن پایان یافت.", "2008 2008-01-01 2008-12-31" },
  { "در این رویداد 2013 مورد ثبت شد." },
  { "The terrible 1988 earthquake struck Armenia.", "1988 1988-01-01 1988-12-31" },
  { "The army fought the 1948-49 war.", "1948-49 1948-01-01 1949-12-31" },
  { "سخن از جنگ 49-1948 رفت.", "49-1948 1948-01-01 1949-12-31" },
  { "Some 1988 soldiers came." },
  { "1988: The town was rebuilt.", "1988 1988-01-01 1988-12-31" },
  { "۲۰۰۳: زمین‌لرزه‌ای شهر را لرزاند.", "۲۰۰۳ 2003-01-01 2003-12-31" },
})

cases("what a moment is counted from", "2017-09-06", {
  { "یک ماه پیش از این توافق شد.", "یک ماه پیش از این 2017-07-30 2017-08-13" },
  { "دو روز قبل از امروز رسیدند.", "دو روز قبل از امروز 2017-09-04" },
  { "دو روز قبل ازینکه جنگ پایان یابد رسیدند.", "دو روز P2D" },
  { "سال قبل از من پرسید.", "سال قبل 2016-03-20 2017-03-20" },
  { "دیدار هفته بعد برگزار خواهد شد.", "هفته بعد 2017-09-09 2017-09-15" },
  { "هفته بعد درگذشت.", "هفته بعد X" },
  { "A year ago today he fell.", "A year ago today 2016-09-06" },
  { "دو ماه پیش امروز رسیدند.", "دو ماه پیش امروز 2017-07-06" },
  { "They fight to this day.", "this day 2017-09-06" },
  { "The bridge won't open until the next month.", "the next month 2017-10-01 2017-10-31" },
  { "در خزان دیدار می‌کنند.", "خزان 2017-09-23 2017-12-21" },
  { "آخر هفته دیدار کردند.", "آخر هفته 2017-08-31 2017-09-01" },
  { "آخر هفته دیدار می‌کنند.", "آخر هفته 2017-09-07 2017-09-08" },
  { "The truce broke over the weekend.", "the weekend 2017-09-02 2017-09-03" },
  { "ما فقط دو روز داریم.", "دو روز P2D" },
  { "او در ۱۰ دی گفت که می‌رود.", "۱۰ دی 2016-12-30" },
  { "او در ۱۰ تیر ۱۳۹۶ آمد.", "۱۰ تیر ۱۳۹۶ 2017-07-01" },
})

check.test("should tell on which side of a moment a counted time lies", function()
  local before = time.find(article "Ten years earlier, the mine closed.")[1]
  local after = time.find(article "Ten years later, the mine closed.")[1]
  check.equal({ before.text_value, before.fields.count, before.fields.shift }, { "X", 10, -10 })
  check.equal({ after.text_value, after.fields.count, after.fields.shift }, { "X", 10, 10 })
end)

check.done()
