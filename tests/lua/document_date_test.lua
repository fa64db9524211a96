-- document_date_test.lua: the article's own day from its text: hard and soft constraints, and what contradicts a day given.
local check = require "check"
local core = require "rasad.core"
local date = require "rasad.date"
local time = require "rasad.time"

local function article(text, metadata)
  return assert(assert(core.text(text, metadata)):article(1))
end

---The own day of a text as "first..last how", or the reason there is none.
local function own(text, metadata)
  local answer, reason = time.document_date(article(text, metadata))
  if not answer then return reason, nil end
  return ("%s..%s %s"):format(date.format(answer.first_day), date.format(answer.last_day), answer.how), answer
end

local function texts(premises)
  local out = {}
  for i, premise in ipairs(premises) do out[i] = premise.text end
  return out
end

local NEAR = "a day written with its weekday and year is of the days around the publication: "

-- 14 March 2017 was a Tuesday.
check.test("should take the days around a date that is written with weekday and year", function()
  local got, answer = own "جلسة مجلس الوزراء الثلاثاء 14 مارس 2017 بالعاصمة."
  check.equal(got, "2017-02-12..2017-03-29 inferred")
  check.equal({ texts(answer.soft), texts(answer.hard) }, { { NEAR .. "\"الثلاثاء 14 مارس 2017\"" }, {} })
  check.equal(own("The report of 14 March 2017 is long."):sub(1, 9), "needs the")
end)

check.test("should bound the day by what is told as past and as yet to come", function()
  local got, answer = own "غادر المواطن منزله يوم الثلاثاء 14 مارس 2017 ولم يعد حتى الآن."
  check.equal({ got, #answer.hard, #answer.soft }, { "2017-03-14..2017-03-29 inferred", 1, 1 })
  check.equal(answer.hard[1].text,
    "\"يوم الثلاثاء 14 مارس 2017\" (2017-03-14) is told as past, so the document is of 2017-03-14 or later")
  got = own "سيعقد مجلس الوزراء جلسة يوم الثلاثاء 14 مارس 2017 بالعاصمة."
  check.equal(got, "2017-02-12..2017-03-14 inferred")
end)

check.test("should not take an announcement for what it announces", function()
  for _, text in ipairs {
    "أعلنت الشركة عن انقطاع التيار الكهربائي يوم الثلاثاء 14 مارس 2017 بعدة مناطق.",
    "قررت النقابة تنفيذ إضراب عام يوم الثلاثاء 14 مارس 2017 بكافة المؤسسات.",
  } do
    check.equal((own(text)), "2017-02-12..2017-03-29 inferred", text)
  end
  check.equal((own "أعلن الوزير أن الجيش سيطر على المدينة يوم الثلاثاء 14 مارس 2017 بعد معارك."),
    "2017-03-14..2017-03-29 inferred", "a deed within an announcement")
end)

check.test("should narrow the days by the weekdays of the text", function()
  -- of the days from 14 to 29 March the Fridays are 17 and 24
  local got, answer = own "غادر المواطن منزله يوم الثلاثاء 14 مارس 2017 ولم يعد، وفق ما ذكرت عائلته اليوم الجمعة للإذاعة."
  check.equal(got, "2017-03-17..2017-03-24 inferred")
  check.equal(answer.hard[2].text, "the weekdays that the text names with \"today\" and its like fit")
end)

check.test("should take a day that the text names as today", function()
  check.equal((own "قال الوزير اليوم الثلاثاء 14 مارس 2017 إن المحادثات صعبة."), "2017-03-14..2017-03-14 text")
  check.equal((own "قال الوزير أمس الثلاثاء 14 مارس 2017 إن المحادثات صعبة."), "2017-03-15..2017-03-15 text")
end)

check.test("should leave room for a slip where day and weekday disagree", function()
  -- 14 March 2016 was a Monday, the Tuesday next to it the 15th; 14 March 2017 was a Tuesday, and 14 April and 14 February 2016
  -- were none
  local got, answer = own "قال الوزير اليوم الثلاثاء 14 مارس 2016 إن المحادثات صعبة."
  check.equal(got, "2016-03-14..2017-03-14 inferred")
  check.truthy(answer.soft[1].text:find("of a day and a weekday that disagree, one part is a slip", 1, true))
end)

check.test("should let a given day win and say what contradicts it", function()
  for text, warning in pairs {
    ["غادر المواطن منزله يوم الثلاثاء 14 مارس 2017 ولم يعد."] =
      "the text tells \"يوم الثلاثاء 14 مارس 2017\" (2017-03-14) as past, which is after 2017-03-10",
    ["قال الوزير اليوم الثلاثاء إن المحادثات صعبة."] = "the text says \"اليوم الثلاثاء\", but 2017-03-10 is a Friday",
    ["قال الوزير اليوم الثلاثاء 14 مارس 2017 إن المحادثات صعبة."] =
      "the text says \"اليوم الثلاثاء 14 مارس 2017\", but is of 2017-03-10",
  } do
    local got, answer = own(text, { date = "2017-03-10" })
    check.equal({ got, answer.warning }, { "2017-03-10..2017-03-10 metadata", warning }, text)
  end
  local _, answer = own("قال الوزير اليوم الجمعة إن المحادثات صعبة.", { date = "2017-03-10" })
  check.equal(answer.warning, nil)
end)

check.test("should not take the days of a programme for a dateline", function()
  local got = own("برنامج مباريات الجولة\n\n" ..
    "في ما يلي البرنامج الكامل لمباريات الجولة السادسة من البطولة الوطنية لكرة القدم.\n\n" ..
    "السبت 11 مارس 2017\n\nالفريق الأول - الفريق الثاني\n\nالأحد 12 مارس 2017\n\nالفريق الثالث - الفريق الرابع")
  check.equal(got, "2017-02-09..2017-03-26 inferred")
end)

check.test("should say which soft rule did not fit the others", function()
  local text = "سال گذشته، در ۱۰ دی ۱۳۹۵، آتش‌بس برقرار شد. سه کشور ۱۴ اردیبهشت تفاهم‌نامه را امضا کردند. " ..
    "نشست ششم ۲۰ شهریور برگزار می‌شود.%s"
  local got, alone = own(text:format "")
  check.equal({ got, alone.left_out }, { "2017-05-05..2017-09-11 inferred", nil })
  check.truthy(#alone.hard > 0 and #alone.soft > 0)
  local other, answer = own(text:format "\n\nجلسه شورا: سه‌شنبه ۲۴ اسفند ۱۳۹۵")
  check.equal(other, "2017-02-12..2017-03-29 inferred")
  check.truthy(#answer.left_out > 0, "the premises of the year")
end)

check.done()
