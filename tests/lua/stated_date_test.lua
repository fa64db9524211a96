-- stated_date_test.lua: the dates that metadata state, as a column: in memory, on disk, appended to and merged.
local check = require "check"
local rasad = require "rasad"

local date = rasad.date

local RECORDS = [[
{"id": "a", "date": "2017-05-04T10:30:00+01:00", "text": "Talks resumed in Geneva on Thursday, officials said."}
{"id": "b", "date": "۱۳۹۶/۰۲/۱۵", "text": "مذاکرات روز جمعه ادامه یافت."}
{"id": "c", "date": "2016-12", "text": "A month to remember."}
{"id": "d", "date": "14 May 2017", "text": "A date in words."}
{"id": "e", "text": "محادثات في أستانا بلا تاريخ."}
]]

local folder = os.tmpname()
os.remove(folder)
os.execute("mkdir " .. check.quote(folder))

local function write(name, bytes)
  local f <close> = assert(io.open(folder .. "/" .. name, "wb"))
  assert(f:write(bytes))
  return folder .. "/" .. name
end

local first = write("first.jsonl", RECORDS)
local later = write("later.jsonl", '{"id": "f", "date": "1438-09-01 AH", "text": "رمضان كريم."}\n')

local function days(corpus)
  local list = {}
  for article in corpus:articles() do
    local from, to = article:stated_days()
    list[#list + 1] = article:key():match "#(.*)" .. " " .. (from and date.format(from) .. "/" .. date.format(to) or "-")
  end
  return list
end

local WANT <const> = { "a 2017-05-04/2017-05-04", "b 2017-05-05/2017-05-05", "c 2016-12-01/2016-12-31", "d -", "e -" }

check.test("should know the days of dates in figures, in memory", function()
  local corpus <close> = rasad.open(first)
  check.equal(days(corpus), WANT)
  local info = corpus:info()
  check.equal({ info.dated, date.format(info.first_day), date.format(info.last_day) }, { 3, "2016-12-01", "2017-05-05" })
  check.equal(info.languages, { ar = 1, en = 3, fa = 1 })
end)

check.test("should know them on disk, also when more is appended, and after a merge", function()
  local built = folder .. "/out.rasad"
  for _, options in ipairs { { first }, { later, append = true }, { append = true, merge = true } } do
    options.to = built
    assert(rasad.build(options))
    local corpus <close> = rasad.open(built)
    local got = days(corpus)
    local added = got[#WANT + 1]
    got[#WANT + 1] = nil
    check.equal(got, WANT)
    check.equal(added, options[1] ~= first and "f 2017-05-27/2017-05-27" or nil)
    check.equal(date.format(corpus:info().last_day), added and "2017-05-27" or "2017-05-05")
    check.equal(corpus:info().languages.ar, added and 2 or 1)
  end
end)

check.test("should date an article by its column, and by words where there is none", function()
  local corpus <close> = rasad.open(first)
  for key, want in pairs { a = "2017-05-04", b = "2017-05-05", d = "2017-05-14" } do
    local found = rasad.time.document_date(corpus:article("first.jsonl#" .. key))
    check.equal({ date.format(found.first_day), date.format(found.last_day), found.how }, { want, want, "metadata" })
  end
end)

check.test("should say in rasad info from when to when articles are", function()
  local text, code = check.rasad("info " .. check.quote(first))
  check.equal(code, 0)
  check.truthy(text:find("2016-12-01 to 2017-05-05 (of 3 articles; 2 state none in figures)", 1, true), text)
  check.truthy(text:find("languages        1 ar, 3 en, 1 fa", 1, true), text)
end)

os.execute("rm -r " .. check.quote(folder))
check.done()
