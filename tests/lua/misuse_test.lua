-- misuse_test.lua: what a script gets wrong is told, by the name of the function and in words; nothing misspelt is passed over.
local check = require "check"
local rasad = require "rasad"

local date, text, time = rasad.date, rasad.text, rasad.time

check.test("should refuse options that there are not", function()
  for _, name in ipairs { "display", "key", "tokens", "lemma", "stem", "repair", "clean" } do
    check.raises(function() text[name]("سلام", { langauge = "fa" }) end,
      ('rasad.text.%s: there is no option "langauge"'):format(name))
    check.raises(function() text[name]("سلام", "fa") end, "options are a table")
  end
  local article = rasad.text("دیروز"):article(1)
  check.raises(function() time.find("دیروز", { dtc = "2017-05-04" }) end, 'rasad.time.find: there is no option "dtc"')
  check.raises(function() article:dates { dtc = "2017-05-04" } end, 'there is no option "dtc"')
  check.raises(function() time.document_date(article, { dtc = 1 }) end, 'document_date: there is no option "dtc"')
  check.raises(function() article:tokens { repair = true } end, 'article:tokens: there is no option "repair"')
  check.raises(function() rasad.open("x", { stirct = true }) end, 'rasad.open: there is no option "stirct"')
  check.raises(function() date.of(2017, 5, 4):format { langauge = "fa" } end, 'date:format: there is no option "langauge"')
  check.raises(function() rasad.series.new { name = "a", mention = "b", excpet = "c" } end, 'there is no option "excpet"')
  local corpus = article:corpus()
  check.raises(function() corpus:resolve_dates { serie = {} } end, 'resolve_dates: there is no option "serie"')
  check.raises(function() corpus:resolve_dates { series = 5 } end, "series and events are lists, got a number")
  check.raises(function() corpus:resolve_dates { events = { { name = "a", mention = "b", at = 1 } } } end, 'no option "at"')
end)

check.test("should refuse to build with what makes no sense", function()
  local function refuses(options, message)
    options.to = options.to or "never.rasad"
    check.raises(function() rasad.build(options) end, "misuse_test.lua")
    check.raises(function() rasad.build(options) end, "rasad.build: " .. message)
  end
  refuses({ remove = "1.txt" }, "remove is a list of keys")
  refuses({ remove = { 1 } }, "remove is a list of keys")
  refuses({ {} }, "the sources are a list of paths")
  refuses({ "a\0b" }, "the sources are a list of paths")
  refuses({ to = "a\0b" }, "to is a path")
  refuses({ memory = "x" }, "memory is a number of megabytes, at least 16")
  refuses({ memory = 1 }, "memory is a number of megabytes, at least 16")
  refuses({ workers = 1.5 }, "workers are a number from 1 to 64")
  refuses({ workers = 65 }, "workers are a number from 1 to 64")
  check.raises(function() require "rasad.core".build("never.rasad", {}, { remove = "1.txt" }) end,
    "the keys to remove are no list, but a string")
end)

check.test("should know the language by its short name, and guess what was meant", function()
  check.equal(time.find("3/4/2015", { lang = "ar" }), time.find("3/4/2015", { language = "ar" }))
  check.equal(text.display("كتاب", { lang = "fa" }), "کتاب")
  check.equal(date.of(2017, 5, 4):format { lang = "fa" }, date.of(2017, 5, 4):format { language = "fa" })
  check.raises(function() time.find("x", { lang = "xx" }) end, "language is one of fa, ar, en; got xx")
  check.raises(function() time.find("x", { lang = "fa", language = "fa" }) end, "language and lang are one option")
  check.raises(function() text.display("x", { langauge = "fa" }) end, 'no option "langauge" (did you mean "language"?)')
  check.raises(function() text.key("x", { lang = "fa" }) end, 'rasad.text.key: there is no option "lang"; there is: profile')
end)

check.test("should say what was expected in place of a wrong value", function()
  check.raises(function() time.find(nil) end, "rasad.time.find: expected an article or a string, got nil")
  check.raises(function() time.find(rasad.text "x") end, "rasad.time.find: expected an article or a string")
  check.raises(function() time.find("x", { formats = {} }) end, "formats is one of dmy, mdy; got a table")
  check.raises(function() time.find("x", { liberal = "yes" }) end, "liberal is one of true, false; got yes")
  check.raises(function() date.format "x" end, "date.format: expected a day as a whole number, got a string")
  check.raises(function() date.weekday() end, "date.weekday: expected a day as a whole number, got nil")
  check.raises(function() date.fields(2.5) end, "date.fields: expected a day as a whole number, got 2.5")
  check.raises(function() date.shift_months(nil, 5) end, "date.shift_months: expected a day as a whole number, got nil")
  check.raises(function() date.month("julian", 5, 5) end, 'date.month: there is no calendar "julian"')
  check.raises(function() date.year(1396) end, 'date.year: there is no calendar "1396"')
  check.raises(function() date.year "jalali" end, "date.year: expected a year as a whole number, got nil")
  check.raises(function() date.parse() end, "date.parse: expected a text, got a nil")
  check.raises(function() date.month_name("julian", 1) end, 'date.month_name: there is no calendar "julian"')
  check.raises(function() date.month_name("jalali", 1, "de") end, 'there is no language "de"')
  check.raises(function() date.weekday_name(1, "de") end, 'there is no language "de"')
  check.raises(function() date.part(1, 31, "week9") end, 'date.part: there is no part "week9"')
  check.raises(function() date.part_of_year("jalali", 1396, "third") end, 'date.part_of_year: there is no part "third"')
  check.raises(function() date.digits(2017, "fa") end, "expected a text to write in other digits, got a number")
  check.raises(function() date.of(2017, 5, 4):minus { months = {} } end, "date:minus: months: expected a whole number")
  check.raises(function() date.of(2017, 5, 4):minus { month = 1 } end, 'date:minus: there is no unit "month"')
end)

check.test("should tell an article from a key, a corpus and nothing", function()
  local corpus = rasad.text "دیروز"
  local resolved, series = corpus:resolve_dates(), rasad.series.new { name = "talks", mention = "ژنو" }
  for who, f in pairs {
    ["resolved:dates"] = function(v) return resolved:dates(v) end,
    ["resolved:document_date"] = function(v) return resolved:document_date(v) end,
    ["series:rounds"] = function(v) return series:rounds(v) end,
    ["series:mentions"] = function(v) return series:mentions(v) end,
    ["clause.of"] = function(v) return rasad.clause.of(v, 1) end,
  } do
    check.raises(function() f(nil) end, who .. ": expected an article, got nil")
    check.raises(function() f(5) end, who .. ": expected an article, got a number")
    check.raises(function() f(corpus) end, who .. ": expected an article, got a corpus")
    check.raises(function() f "key" end, who .. ": expected an article, got a string; corpus:article gives that of a key")
    check.raises(function() f(nil) end, "misuse_test.lua")
  end
  check.raises(function() resolved:explain() end, "resolved:explain: expected an article, got nil")
  check.equal(resolved:explain "key", nil)
  check.raises(function() rasad.series.bind(5) end, "series.bind: expected a list of claims, got a number")
  check.raises(function() rasad.series.bind { 5 } end, "series.bind: claim 1 should be a table")
  check.raises(function() rasad.clause.of(corpus:article(1), "x") end, "clause.of: the article has no sentence x")
end)

check.test("should refuse a day of publication that is none, and read one in any form that names a day", function()
  local thursday = date.of(2017, 5, 4):number()
  for _, dct in ipairs { "2017-05-04", "۱۳۹۶-۰۲-۱۴", "1396/02/14", "May 4, 2017", "۱۴ اردیبهشت ۱۳۹۶", "2017-05-04T23:59",
    thursday, date.of(2017, 5, 4) } do
    check.equal(time.find("today", { dct = dct })[1].first_day, thursday, tostring(dct))
  end
  for _, case in ipairs { { "2017-13-01", "there is no month 13" }, { "30 اسفند 1396", "is not a date" },
    { "2017-05-04T25:00", "there is no hour 25:00" }, { {}, "got a table" }, { 1.5, "got a number" }, { "", "is not a date" },
    { "2017-05-04 blah", '"blah"' }, { "May 2017", "is not one day" } } do
    check.raises(function() time.find("today", { dct = case[1] }) end, case[2])
  end
end)

check.test("should date a string as an article", function()
  local found = time.document_date "امروز پنجشنبه 4 مه 2017 نشست برگزار شد."
  check.equal(found and date.format(found.first_day), "2017-05-04")
end)

check.test("should not ask for a day of publication that was given", function()
  for _, case in ipairs { { "هزار سال پیش", "lies outside the years of the calendars" },
    { "۲۹ فوریه امسال", "is no day of the year it would lie in" },
    { "۱۵ رمضان", "lies outside the years of the calendars", "1900-05-04" } } do
    local found = time.find(case[1], { dct = case[3] or "2017-05-04" })[1]
    check.equal({ found.resolved, found.reason }, { false, case[2] })
  end
end)

check.done()
