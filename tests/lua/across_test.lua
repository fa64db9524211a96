-- across_test.lua: articles dated through events that other articles date.
local check = require "check"
local core = require "rasad.core"
require "rasad"
local date = require "rasad.date"
local pattern = require "rasad.pattern"
local series = require "rasad.series"

local geneva = series.new { name = "Geneva talks",
  mention = pattern.words { "ژنو", "geneva" } + pattern.words({ "جنيف" }, { clitics = true }) }

---A corpus of articles by key.
local function corpus(articles)
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute("mkdir " .. check.quote(folder)))
  for key, text in pairs(articles) do
    local file = assert(io.open(folder .. "/" .. key, "wb"))
    file:write(text)
    file:close()
  end
  local opened = assert(core.open(folder))
  os.execute("rm -r " .. check.quote(folder))
  return opened
end

---The days of the articles after resolving, by key; those of no day are left out.
local function days(opened, options)
  local result, out = opened:resolve_dates(options), {}
  for article in opened:articles() do
    local own = result:document_date(article)
    if own then
      out[article:key()] = date.format(own.first_day) ..
        (own.last_day ~= own.first_day and ".." .. date.format(own.last_day) or "")
    end
  end
  return out, result
end

local STATED = "6 March 2017\n\nThe fourth round of the Geneva talks opened on Thursday 23 February 2017 in Switzerland."
local TODAY_AR = "انطلقت اليوم الخميس الجولة الرابعة من محادثات جنيف بين الأطراف السورية."
local TODAY_FA = "چهارمین دور مذاکرات ژنو امروز آغاز شد."
local OTHER = "The fifth round of the Geneva talks opened today, Thursday."

check.test("should date an article by a round that another dates", function()
  local out, result = days(corpus { ["a.txt"] = STATED, ["b.txt"] = TODAY_AR, ["c.txt"] = OTHER }, { series = geneva })
  check.equal(out, { ["a.txt"] = "2017-03-06", ["b.txt"] = "2017-02-23" })
  check.equal({ result.steps[1].article, result.steps[1].through }, { "b.txt", { "a.txt" } })
  check.truthy(result:explain "b.txt":find("Geneva talks, round 4", 1, true))
  check.equal(result:explain "c.txt", nil)
end)

check.test("should name a few of many articles, and those that have a say in the days", function()
  local articles = { ["z.txt"] = TODAY_AR }
  for i = 1, 5 do articles[("a%d.txt"):format(i)] = STATED:gsub("Switzerland", "Switzerland, the " .. i) end
  local step = select(2, days(corpus(articles), { series = geneva })).steps[1]
  check.equal({ step.through, step.more }, { { "a1.txt", "a2.txt", "a3.txt" }, 2 })
  check.truthy(step.text:find('a3.txt ("Thursday 23 February 2017") and 2 more; so', 1, true), step.text)
  articles["a9.txt"] = STATED:gsub("Thursday 23", "22")
  step = select(2, days(corpus(articles), { series = geneva })).steps[1]
  check.equal({ step.through, step.more }, { { "a1.txt", "a9.txt", "a2.txt" }, 3 })
end)

check.test("should not date an article through itself, however many say the same", function()
  local articles = {}
  for i = 1, 5 do
    articles[("a%d.txt"):format(i)] = TODAY_FA .. "\n\nچهارمین دور مذاکرات ژنو در ۵ اسفند ۱۳۹۵ بود، گزارش " .. i
  end
  local _, result = days(corpus(articles), { series = geneva })
  check.truthy(#result.steps >= 5)
  for _, step in ipairs(result.steps) do
    check.equal({ #step.through, step.more }, { 3, 1 })
    for _, key in ipairs(step.through) do check.truthy(key ~= step.article) end
  end
end)

check.test("should remember as much of an article however many others date its event", function()
  ---The bytes that the resolution of so many articles, half of them dated by the other half, is made of.
  local function size(count)
    local articles = {}
    for i = 1, count do
      articles[("a%03d.txt"):format(i)] = STATED:gsub("Switzerland", "Switzerland, the " .. i)
      articles[("b%03d.txt"):format(i)] = TODAY_AR:gsub("السورية", "السورية، وهي " .. i)
    end
    local _, result = days(corpus(articles), { series = geneva })
    local total = 0
    for _, step in ipairs(result.steps) do total = total + #step.through + #step.premises end
    check.equal(#result.steps, count)
    return total
  end
  check.equal(size(40), 4 * size(10))
end)

check.test("should say what is wanting where an article's own day is an interval", function()
  local opened = corpus { ["a.txt"] = STATED, ["b.txt"] = TODAY_FA .. "\n\nوزیر دو هفته پیش چنین گفته بود." }
  local _, result = days(opened, { series = geneva })
  local list = result:dates(opened:article "b.txt")
  check.equal({ list[2].text, list[2].reason }, { "دو هفته پیش",
    "needs the day of publication, of which it is known only that it lies from 2017-02-21 to 2017-02-25" })
end)

check.test("should keep two resolutions of the same articles apart", function()
  local opened = corpus { ["a.txt"] = STATED, ["b.txt"] = TODAY_AR }
  for _ = 1, 3 do
    check.equal(days(opened, { series = geneva })["b.txt"], "2017-02-23")
    collectgarbage()
    check.equal(days(opened)["b.txt"], nil)
  end
end)

check.test("should leave room where no weekday decides on the day of a round", function()
  check.equal(days(corpus { ["a.txt"] = STATED, ["b.txt"] = TODAY_FA }, { series = { geneva } })["b.txt"],
    "2017-02-21..2017-02-25")
end)

check.test("should resolve what hangs on a day found through others", function()
  local opened = corpus { ["a.txt"] = STATED, ["b.txt"] = TODAY_AR .. "\n\nوقال الوزير أمس الأربعاء إن المحادثات صعبة." }
  local _, result = days(opened, { series = geneva })
  local list = result:dates(opened:article "b.txt")
  check.equal({ date.format(list[1].first_day), date.format(list[2].first_day), list[2].dated },
    { "2017-02-23", "2017-02-22", "inferred" })
end)

check.test("should refuse a day that the weekdays of the article contradict", function()
  local out, result = days(corpus { ["a.txt"] = STATED,
    ["b.txt"] = "The fourth round of the Geneva talks opened today, Monday." }, { series = geneva })
  check.equal(out["b.txt"], nil)
  check.equal({ result.steps[1].article, result.steps[1].conflict }, { "b.txt", true })
end)

check.test("should not take a plan or a disagreement for a day", function()
  check.equal(days(corpus { ["a.txt"] = "6 February 2017\n\nThe fourth round of the Geneva talks will open on 23 February 2017.",
    ["b.txt"] = TODAY_AR }, { series = geneva })["b.txt"], nil)
  check.equal(days(corpus { ["a.txt"] = STATED, ["b.txt"] = TODAY_AR,
    ["d.txt"] = "6 May 2017\n\nThe fourth round of the Geneva talks opened on Thursday 20 April 2017 in Switzerland." },
    { series = geneva })["b.txt"], nil)
end)

check.test("should know the signing of an agreement by its kind and parties", function()
  local signed = "9 November 2020\n\nRussia, Armenia and Azerbaijan signed a ceasefire agreement on 9 November 2020."
  local today = "وقعت روسيا وأرمينيا وأذربيجان اليوم الاثنين اتفاق وقف إطلاق النار في الإقليم."
  check.equal(days(corpus { ["a.txt"] = signed, ["b.txt"] = today })["b.txt"], "2020-11-09")
  check.equal(days(corpus { ["a.txt"] = signed:gsub("Armenia", "Georgia"), ["b.txt"] = today })["b.txt"], nil, "other parties")
  check.equal(days(corpus { ["a.txt"] = signed:gsub("ceasefire agreement", "declaration"), ["b.txt"] = today })["b.txt"], nil,
    "another kind")
end)

check.test("should date by an event that the script names, and through one article after another", function()
  local options = { series = geneva, events = { { name = "the fall of the city", mention = pattern.words { "the city fell" } } } }
  local articles = { ["a.txt"] = STATED,
    ["b.txt"] = TODAY_AR .. " And yesterday the city fell.", ["c.txt"] = "The army said that today, Wednesday, the city fell." }
  local out, result = days(corpus(articles), options)
  check.equal({ out["b.txt"], out["c.txt"] }, { "2017-02-23", "2017-02-22" })
  check.equal(result.steps[#result.steps].through, { "b.txt" })
  local renamed = days(corpus { ["z.txt"] = articles["a.txt"], ["m.txt"] = articles["b.txt"],
    ["a.txt"] = articles["c.txt"] }, options)
  check.equal(renamed, { ["z.txt"] = out["a.txt"], ["m.txt"] = out["b.txt"], ["a.txt"] = out["c.txt"] }, "in another order")
end)

check.test("should refuse options it does not understand", function()
  local opened = corpus { ["a.txt"] = STATED }
  check.raises(function() opened:resolve_dates(5) end, "resolve_dates: options are a table")
  check.raises(function() opened:resolve_dates { series = { {} } } end, "a list of what series.new gives")
  check.raises(function() opened:resolve_dates { events = { { name = "x" } } } end, "an event is")
end)

check.test("should date the third reference article through the first, and no other", function()
  local shared = check.shared()
  if not shared then check.skip "the reference articles are not here" end
  local opened = assert(core.open(shared .. "/seeds"))
  local out = {}
  for key, text in pairs((days(opened))) do out[key:sub(1, 3)] = text end
  check.equal(out, { ["000"] = "2017-05-05..2017-09-21", ["003"] = "2017-05-04" })
end)

check.done()
