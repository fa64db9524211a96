-- date_test.lua: the helpers over the three calendars.
local check = require "check"
local date = require "rasad.date"

local function iso(first, last)
  return { first and date.format(first), last and date.format(last) }
end

check.test("should read dates of three calendars", function()
  for text, want in pairs {
    ["2017-05-04"] = "2017-05-04", ["2017/5/4"] = "2017-05-04", ["4/5/2017"] = "2017-05-04", ["1396/02/14"] = "2017-05-04",
    ["1396-02-14"] = "2017-05-04", ["۱۳۹۶/۰۲/۱۴"] = "2017-05-04", ["1438-08-08 هـ"] = "2017-05-04",
    ["2017-05-04T10:30:00Z"] = "2017-05-04",
  } do
    local day = assert(date.parse(text))
    check.equal(date.format(day), want, text)
  end
end)

check.test("should say why a text is no date", function()
  for _, text in ipairs { "", "yesterday", "2017-13-01", "1404-12-30", "2017-02-29", "12-12-12" } do
    local day, message = date.parse(text)
    check.equal(day, nil, text)
    check.truthy(message:find("is not a date", 1, true), message)
  end
end)

check.test("should read the hour and the era behind a date, and refuse what is neither", function()
  for text, want in pairs {
    ["2017-05-04 10:30:00.5 +0330"] = "gregorian", ["2017-05-04T10:30Z"] = "gregorian", ["2017-05-04 م"] = "gregorian",
    ["۱۳۹۶/۰۲/۱۴ ه‍.ش"] = "jalali", ["1396-02-14 AP"] = "jalali", ["1438-08-08 ه.ق"] = "hijri", ["1438-08-08 AH"] = "hijri",
  } do
    local day, calendar = date.parse(text)
    check.equal({ day and date.format(day), calendar }, { "2017-05-04", want }, text)
  end
  for text, rest in pairs {
    ["2017-05-04 blah"] = { "blah", 12 }, ["  2017-05-04 blah x "] = { "blah x", 14 }, ["2017-05-04x"] = { "x", 11 },
    ["۱۳۹۶/۰۲/۱۴ خبر"] = { "خبر", 20 }, ["2017-05-04T10:30 خبر"] = { "خبر", 18 }, ["1396-02-14 ه.ش خبر"] = { "ه.ش خبر", 12 },
  } do
    local want = ('%q is not a date: "%s" (from byte %d on) is no part of one'):format(text, rest[1], rest[2])
    check.equal({ date.parse(text) }, { [2] = want })
    check.equal({ date.read(text) }, { [2] = want })
  end
  check.truthy(select(2, date.read "2017 blah"):find('"blah" (from byte 6 on)', 1, true))
  check.truthy(select(2, date.read "4 May 2017 blah"):find('"blah" is no part of one', 1, true))
  check.truthy(select(2, date.read "2017-05-03/2017-05-04 blah"):find('"blah" (from byte 12 on)', 1, true))
  check.truthy(select(2, date.read "2017-05-04 AH"):find("outside the Hijri years", 1, true))
  check.equal(tostring(date.read "1438-08-08/1438-08-09 AH"), "1438-08-08/1438-08-09 AH")
  check.truthy(select(2, date.parse("1396-02-14 AP", "hijri")):find('"AP" (from byte 12 on)', 1, true))
end)

check.test("should write a day in each calendar", function()
  local day = date.parse "2016-12-30"
  check.equal({ date.format(day), date.format(day, "jalali"), date.format(day, "hijri") },
    { "2016-12-30", "1395-10-10", "1438-04-01" })
end)

check.test("should bound months, years and decades", function()
  check.equal(iso(date.month("jalali", 1396, 6)), { "2017-08-23", "2017-09-22" })
  check.equal(iso(date.month("gregorian", 2016, 2)), { "2016-02-01", "2016-02-29" })
  check.equal(iso(date.year("jalali", 1395)), { "2016-03-20", "2017-03-20" })
  check.equal(iso(date.year("gregorian", 2015)), { "2015-01-01", "2015-12-31" })
  check.equal(iso(date.decade("jalali", 1390)), { "2011-03-21", "2021-03-20" })
  check.equal(date.month("gregorian", 2016, 13), nil)
end)

check.test("should give seasons by the calendar", function()
  check.equal(iso(date.season("jalali", 1395, 3)), { "2016-09-22", "2016-12-20" })
  check.equal(iso(date.season("gregorian", 2016, 3)), { "2016-09-01", "2016-11-30" })
  check.equal(iso(date.season("gregorian", 2016, 4)), { "2016-12-01", "2017-02-28" })
  check.equal(date.season("hijri", 1438, 1), nil)
end)

check.test("should cut months into tens and halves", function()
  local first, last = date.month("jalali", 1396, 6)
  check.equal(iso(date.part(first, last, "start")), { "2017-08-23", "2017-09-01" })
  check.equal(iso(date.part(first, last, "mid")), { "2017-09-02", "2017-09-11" })
  check.equal(iso(date.part(first, last, "end")), { "2017-09-12", "2017-09-22" })
  check.equal(iso(date.part(first, last, "half1")), { "2017-08-23", "2017-09-06" })
  check.equal(iso(date.part(first, last, "half2")), { "2017-09-07", "2017-09-22" })
  check.equal(iso(date.part(first, last, "week2")), { "2017-08-30", "2017-09-05" })
  check.equal(iso(date.part(first, last, "first_day")), { "2017-08-23", "2017-08-23" })
  check.equal(iso(date.part(first, last, "last_day")), { "2017-09-22", "2017-09-22" })
  check.equal(iso(date.part(first, last, "opening")), { "2017-08-23", "2017-09-01" })
  check.equal(iso(date.part(first, first, "half1")), { "2017-08-23", "2017-08-23" }, "half of one day")
  check.equal(iso(date.part_of_year("gregorian", 2016, "opening")), { "2016-01-01", "2016-01-31" })
  check.equal(iso(date.part_of_year("gregorian", 2016, "mid")), { "2016-05-01", "2016-08-31" })
end)

check.test("should clamp at the end of a shorter month", function()
  local day = date.parse "2015-10-31"
  check.equal(date.format(date.shift_months(day, -1)), "2015-09-30")
  check.equal(date.format(date.shift_months(day, -1, "jalali"), "jalali"), "1394-07-09")
  check.equal(date.format(date.shift_months(date.parse "2016-12-31", 2)), "2017-02-28")
  check.equal(date.format(date.shift_months(date.parse "1396-06-31", 1), "jalali"), "1396-07-30")
end)

check.test("should know the weekday and the week", function()
  local day = date.parse "2017-05-04"
  check.equal({ date.weekday(day), date.weekday_name(date.weekday(day)) }, { 4, "Thursday" })
  check.equal(date.format(date.week_start(day)), "2017-05-01")
  check.equal(date.format(date.week_start(day, 6)), "2017-04-29")
end)

check.test("should name months", function()
  check.equal({ date.month_name("jalali", 2), date.month_name("jalali", 2, "fa"), date.month_name("hijri", 9, "ar"),
    date.month_name("gregorian", 13) }, { "Ordibehesht", "اردیبهشت", "رمضان", nil })
end)

check.done()
