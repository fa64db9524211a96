-- date_value_test.lua: dates and intervals as values.
local check = require "check"
local date = require "rasad.date"

local function day(text) return assert(date.read(text)) end

check.test("should make a date of its parts in each calendar", function()
  -- the signing of a memorandum: 4 May 2017 was a Thursday
  local d = assert(date.of(1396, 2, 14, "jalali"))
  check.equal({ d:year(), d:month(), d:day(), d:calendar() }, { 1396, 2, 14, "jalali" })
  check.equal(tostring(d), "1396-02-14 AP")
  check.equal(tostring(d:to "gregorian"), "2017-05-04")
  check.equal(tostring(d:to "hijri"), "1438-08-08 AH")
  check.equal({ d:weekday(), d:weekday_name(), d:weekday_name "fa", d:weekday_name "ar" },
    { 4, "Thursday", "پنجشنبه", "الخميس" })
end)

check.test("should say why there is no such date", function()
  for _, case in ipairs {
    { 1404, 12, 30, "jalali", "1404 is not a leap year: Esfand has 29 days" },
    { 2017, 13, 1, "gregorian", "there is no month 13: months are 1 to 12" },
    { 2017, 2, 29, "gregorian", "2017 is not a leap year: February has 28 days" },
    { 1600, 1, 1, "jalali", "the year 1600 is outside the Jalali years 1178 to 1501" },
  } do
    local d, message = date.of(table.unpack(case, 1, 4))
    check.equal({ d, message }, { nil, case[5] })
  end
  check.raises(function() date.of("x", 1, 1) end, "expected a whole number")
  check.raises(function() date.of(2017, 1, 1, "julian") end, 'there is no calendar "julian"; choose gregorian, jalali or hijri')
end)

check.test("should not be changed", function()
  local d = day "2017-05-04"
  check.raises(function() d.year = 2018 end, "is a value and cannot be changed")
  check.raises(function() d:interval().first = 1 end, "is a value and cannot be changed")
  check.equal(getmetatable(d), "rasad.Date")
end)

check.test("should read figures and words of three calendars", function()
  for text, want in pairs {
    ["2017-05-04"] = "2017-05-04", ["۱۳۹۶/۰۲/۱۴"] = "1396-02-14 AP", ["٢٠١٧/٥/٤"] = "2017-05-04",
    ["۱۴ اردیبهشت ۱۳۹۶"] = "1396-02-14 AP", ["14 اردیبهشت ماه سال 1396"] = "1396-02-14 AP",
    ["8 شعبان 1438"] = "1438-08-08 AH", ["٤ مايو ٢٠١٧"] = "2017-05-04", ["4 أيار 2017"] = "2017-05-04",
    ["4 May 2017"] = "2017-05-04", ["May 4, 2017"] = "2017-05-04", ["چهارم مه ۲۰۱۷"] = "2017-05-04",
    ["2017"] = "2017-01-01/2017-12-31", ["1396"] = "1396-01-01/1396-12-29 AP", ["2017-05"] = "2017-05-01/2017-05-31",
    ["May 2017"] = "2017-05-01/2017-05-31", ["اردیبهشت ۱۳۹۶"] = "1396-02-01/1396-02-31 AP",
    ["2017-05-03/2017-05-04"] = "2017-05-03/2017-05-04", ["1396-02-13/1396-02-14"] = "1396-02-13/1396-02-14 AP",
  } do
    local read, message = date.read(text)
    check.equal(read and tostring(read) or message, want, text)
  end
end)

check.test("should say why a text is no date", function()
  for text, part in pairs {
    [""] = "is not a date", ["the day after"] = "is not a date", ["1404/12/30"] = "1404 is not a leap year",
    ["4 May 2017 and 5 May 2017"] = "is not a date", ["2017-05-04/2017-05-03"] = "cannot end", ["4 May"] = "is not a date",
  } do
    local read, message = date.read(text)
    check.equal(read, nil, text)
    check.truthy(message:find(part, 1, true), message)
  end
  check.raises(function() date.read(5) end, "expected a text")
end)

check.test("should compare days whatever calendar they are written in", function()
  check.truthy(day "2017-05-04" == day "1396/02/14")
  check.truthy(day "2017-05-03" < day "1396/02/14" and day "1396/02/14" <= day "2017-05-04")
  check.truthy(day "1396/02/15" > day "2017-05-04")
  check.equal(day "2017-05-04" == "2017-05-04", false)
  check.raises(function() return day "2017-05-04" < 5 end, "a date can be compared with a date only")
end)

check.test("should count days, weeks, months and years", function()
  check.equal(tostring(day "2017-05-04" + 30), "2017-06-03")
  check.equal(tostring(day "2017-05-04" - 4), "2017-04-30")
  check.equal(day "2017-05-04" - day "2016-12-30", 125)
  for _, case in ipairs {
    { "2015-10-31", { months = -1 }, "2015-09-30" }, { "2016-02-29", { years = 1 }, "2017-02-28" },
    { "1394-06-31", { months = 1 }, "1394-07-30 AP" }, { "1395-12-30", { years = 1 }, "1396-12-29 AP" },
    { "1395-12-30", { years = 4 }, "1399-12-30 AP" }, { "2017-05-04", { weeks = 2, days = 1 }, "2017-05-19" },
    { "2017-01-31", { months = 1, days = 1 }, "2017-03-01" }, { "1396-11-30", { months = 2 }, "1397-01-30 AP" },
  } do
    check.equal(tostring(day(case[1]):plus(case[2])), case[3], case[1])
  end
  check.equal(tostring(day "2015-10-31":minus { months = 1 }), "2015-09-30")
  local none, message = day "1501-12-29":plus { years = 1 }
  check.equal(none, nil)
  check.truthy(message:find "outside the Jalali years")
  check.raises(function() day "2017-05-04":plus { month = 1 } end, 'there is no unit "month"')
  check.raises(function() return day "2017-05-04" + day "2017-05-04" end, "two dates cannot be added")
end)

check.test("should know Nowruz, leap years and lengths", function()
  -- 1 Farvardin fell on 20 March in 2016 and 2017 was 21 March: 1395 was a leap year
  check.equal({ tostring(date.nowruz(1395):to "gregorian"), tostring(date.nowruz(1396):to "gregorian") },
    { "2016-03-20", "2017-03-21" })
  check.equal({ date.is_leap("jalali", 1395), date.is_leap("jalali", 1396), date.is_leap("gregorian", 2016) },
    { true, false, true })
  check.equal({ date.length("jalali", 1395), date.length("jalali", 1396, 12), date.length("gregorian", 2017, 2) },
    { 366, 29, 28 })
  check.equal(date.length("hijri", 1438) >= 354 and date.length("hijri", 1438) <= 355, true)
  check.equal(date.length("jalali", 1600), nil)
end)

check.test("should say how sure a day is", function()
  check.equal({ day "8 شعبان 1438":certainty(), date.of(1400, 1, 1, "hijri"):certainty() }, { "certain", "plus_minus_one" })
  check.equal({ date.of(1300, 1, 1, "jalali"):certainty(), day "1396/02/14":certainty() }, { "proleptic", "certain" })
  local doubtful = date.of(1400, 1, 1, "hijri")
  check.equal({ tostring(doubtful), doubtful:format() }, { "1400-01-01 AH ±1", "1 Muharram 1400 AH ±1" })
  check.equal({ doubtful:interval():days(), day "1396/02/14":interval():days() }, { 3, 1 })
end)

check.test("should write dates for the readers of three languages", function()
  local d = day "2017-05-04"
  for _, case in ipairs {
    { nil, "4 May 2017" }, { "full", "Thursday 4 May 2017" }, { "iso", "2017-05-04" },
    { { language = "fa", calendar = "jalali" }, "۱۴ اردیبهشت ۱۳۹۶" },
    { { language = "fa", calendar = "jalali", style = "full" }, "پنجشنبه ۱۴ اردیبهشت ۱۳۹۶" },
    { { language = "fa", calendar = "jalali", style = "short" }, "۱۳۹۶/۲/۱۴" },
    { { language = "fa", calendar = "jalali", digits = "latn" }, "14 اردیبهشت 1396" },
    { { language = "fa", calendar = "jalali", region = "afghanistan" }, "۱۴ ثور ۱۳۹۶" },
    { { language = "fa" }, "۴ مه ۲۰۱۷" }, { { language = "fa", region = "afghanistan" }, "۴ می ۲۰۱۷" },
    { { language = "ar" }, "٤ مايو ٢٠١٧" }, { { language = "ar", region = "levant" }, "٤ أيار ٢٠١٧" },
    { { language = "ar", region = "maghreb", digits = "latn" }, "4 ماي 2017" },
    { { language = "ar", calendar = "hijri" }, "٨ شعبان ١٤٣٨ هـ" },
    { { calendar = "hijri" }, "8 Shaban 1438 AH" },
    { { calendar = "jalali", style = "iso" }, "1396-02-14 AP" },
  } do
    check.equal(d:format(case[1]), case[2])
  end
  check.raises(function() d:format { language = "de" } end, 'there is no language "de"; choose en, fa or ar')
  check.raises(function() d:format { style = "wide" } end, 'there is no style "wide"')
  check.raises(function() d:format { language = "fa", region = "levant" } end, "no month names")
end)

check.test("should write intervals without saying anything twice", function()
  for text, want in pairs {
    ["2017-05-03/2017-05-04"] = "3-4 May 2017", ["2017-04-28/2017-05-04"] = "28 April - 4 May 2017",
    ["2016-12-30/2017-01-02"] = "30 December 2016 - 2 January 2017", ["2017-05-04/2017-05-04"] = "4 May 2017",
  } do
    check.equal(day(text):format(), want)
  end
  check.equal(day "2017-05-03/2017-05-04":format { language = "fa", calendar = "jalali" }, "۱۳-۱۴ اردیبهشت ۱۳۹۶")
  check.equal(tostring(day "2017-05-03/2017-05-04"), "2017-05-03/2017-05-04")
end)

check.test("should join, cut and compare intervals", function()
  -- "mid-September (the last decade of Shahrivar)"
  local a, b = day "2017-09-11/2017-09-20", day "1396-06-21/1396-06-31"
  check.equal(tostring(a:intersect(b)), "2017-09-12/2017-09-20")
  check.equal({ a:days(), #b, a:intersects(b), a:contains(day "2017-09-15"), a:contains(b) }, { 10, 11, true, true, false })
  check.equal(tostring(a:span(day "2017-10-01")), "2017-09-11/2017-10-01")
  check.equal({ tostring(a:union(day "2017-09-21")), a:union(day "2017-09-23") }, { "2017-09-11/2017-09-21", nil })
  check.equal(a:intersect(day "2017-10-01"), nil)
  check.equal({ a < day "2017-09-21/2017-09-22", a < b, a == day "2017-09-11/2017-09-20" }, { true, false, true })
  check.equal(tostring(a:to "jalali"), "1396-06-20/1396-06-29 AP")
  local none, message = date.interval(day "2017-09-11", day "2017-09-10")
  check.equal(none, nil)
  check.truthy(message:find "cannot end")
  local seen = {}
  for d in day "2017-02-27/2017-03-01":each() do seen[#seen + 1] = tostring(d) end
  check.equal(seen, { "2017-02-27", "2017-02-28", "2017-03-01" })
  check.raises(function() a:contains "2017-09-15" end, "expected an interval or a date")
end)

check.test("should come back from its day number on every day of the Islamic calendars", function()
  for calendar, years in pairs { jalali = { 1178, 1501 }, hijri = { 1343, 1500 } } do
    local number = date.of(years[1], 1, 1, calendar):number()
    for year = years[1], years[2] do
      for month = 1, 12 do
        for d = 1, date.length(calendar, year, month) do
          local y, m, of_month = date.from_day(number, calendar):fields()
          if y ~= year or m ~= month or of_month ~= d or date.day(calendar, year, month, d) ~= number then
            error(("%s %d-%d-%d is day %d"):format(calendar, year, month, d, number))
          end
          number = number + 1
        end
      end
    end
  end
end)

check.test("should be printable wherever its calendar ends", function()
  check.equal(tostring(date.of(1343, 1, 1, "hijri"):interval()), "1343-01-01/1343-01-02 AH ±1")
  check.equal(date.of(1343, 1, 1, "hijri"):interval():days(), 2)
  local last = date.from_day(date.of(1500, 12, 1, "hijri"):number() + date.length("hijri", 1500, 12) - 1, "hijri")
  check.equal(last:interval():last(), last)
end)

check.test("should read the intervals that it prints", function()
  for _, i in ipairs { date.whole("jalali", 1396, 2), date.whole("hijri", 1438, 9), date.whole("gregorian", 2017) } do
    local again = date.read(tostring(i))
    check.equal(tostring(again), tostring(i))
  end
  local _, message = date.read "2017-05-04/2017-05-03"
  check.equal(message, "an interval cannot end (2017-05-03) before it begins (2017-05-04)")
end)

check.test("should not come back from beyond its calendar", function()
  local d = date.of(2017, 5, 4)
  check.equal(d:plus { years = 1 << 62 }, nil)
  check.equal(d:plus { days = math.maxinteger }, nil)
  check.equal(d:minus { weeks = math.mininteger }, nil)
  check.equal(select("#", date.season("gregorian", 9999, 4)), 1)
end)

check.done()
