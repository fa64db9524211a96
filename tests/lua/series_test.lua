-- series_test.lua: rounds of talks: by number or without, and what many articles together say of them.
local check = require "check"
local core = require "rasad.core"
local date = require "rasad.date"
local pattern = require "rasad.pattern"
local series = require "rasad.series"

local words = pattern.words
local geneva = series.new {
  name = "Geneva talks", mention = words { "ژنو", "geneva" } + words({ "جنيف" }, { clitics = true }),
  except = words { "geneva conventions" }, others = words { "وین", "vienna" },
}

local function article(text, metadata)
  return assert(assert(core.text(text, metadata)):article(1))
end

local function day(text) return (assert(date.parse(text))) end

---Rounds as "number status days", with "~" before a number that is implied.
local function rounds(text, published)
  local out = {}
  for i, round in ipairs(geneva:rounds(article(text, published and { date = published } or nil))) do
    local n = round.number and tostring(round.number) or round.implied and "~" .. round.implied or "?"
    local days = round.first_day and " " .. date.format(round.first_day) or ""
    if days ~= "" and round.last_day ~= round.first_day then days = days .. ".." .. date.format(round.last_day) end
    out[i] = n .. " " .. round.status .. days
  end
  return out
end

check.test("should find rounds by number and their days", function()
  check.equal(rounds("The third round of the Geneva talks was held on 12 March 2016."), { "3 occurred 2016-03-12" })
  check.equal(rounds("پنجمین دور مذاکرات ژنو ۲۳ فوریه ۲۰۱۷ آغاز شد."), { "5 occurred 2017-02-23" })
  check.equal(rounds("عقدت الجولة السادسة من محادثات جنيف في 16 و17 أيار 2017."), { "6 occurred 2017-05-16..2017-05-17" })
  check.equal(rounds("Geneva 4 ended without results."), { "4 occurred" })
end)

check.test("should leave the rounds of others", function()
  check.equal(rounds("The third round of the Vienna talks was held on 12 March 2016, not in Geneva."), {})
  check.equal(rounds("The third round of talks on the Geneva conventions was held in March."), {})
  check.equal(rounds("The third round was held on 12 March 2016."), {})
end)

check.test("should number the next and the previous round by the others of the article", function()
  local text = "The fourth round of the Geneva talks opened on Thursday. %s"
  check.equal(rounds(text:format "The next round of the Geneva talks will be held in March.", "2017-02-24"),
    { "4 occurred 2017-02-23", "~5 planned 2017-03-01..2017-03-31" })
  check.equal(rounds(text:format "The previous round of the Geneva talks was held on 18 April 2016.", "2017-02-24"),
    { "4 occurred 2017-02-23", "~3 occurred 2016-04-18" })
  check.equal(rounds("A new round of the Geneva talks opened today. The previous round of the Geneva talks, the fourth " ..
    "round, ended in March.", "2017-05-16")[1], "? occurred 2017-05-16")
  local list = geneva:rounds(article(text:format "The next round of the Geneva talks will be held in March."))
  check.equal({ list[2].number, list[2].implied, list[2].premises[1].soft }, { nil, 5, true })
end)

check.test("should never put a number over one that is said", function()
  local list = rounds "The next round of the Geneva talks, the seventh round, will open on 10 July 2017."
  check.equal(list[2]:sub(1, 9), "7 planned")
end)

local function occurred(number, first, last, key)
  return { number = number, status = "occurred", first_day = day(first), last_day = day(last or first), article = key }
end

check.test("should put the days of a round together and keep what disagrees", function()
  local claims = {
    occurred(3, "2016-04-13", nil, "a"), occurred(4, "2017-02-23", nil, "a"), occurred(4, "2017-02-24", nil, "b"),
    occurred(4, "2017-06-01", nil, "c"),
    { number = 5, status = "planned", first_day = day "2017-03-20", last_day = day "2017-03-20", article = "a" },
  }
  local bound = series.bind(claims)
  check.equal({ #bound, bound[1].number, bound[2].number, bound[3].number }, { 3, 3, 4, 5 })
  check.equal({ date.format(bound[2].first_day), date.format(bound[2].last_day), #bound[2].claims, #bound[2].disagree },
    { "2017-02-23", "2017-02-24", 2, 1 })
  check.equal({ bound[3].first_day, date.format(bound[3].not_before) }, { nil, "2017-02-25" }, "a plan dates no round")
end)

check.test("should bound a round by its neighbours and see what is out of order", function()
  local bound = series.bind { occurred(3, "2016-04-13"), { number = 4, status = "occurred" }, occurred(5, "2017-03-23"),
    occurred(6, "2015-01-01"), occurred(7, "2017-07-10") }
  check.equal({ date.format(bound[2].not_before), date.format(bound[2].not_after) }, { "2016-04-14", "2017-03-22" })
  check.equal({ bound[3].out_of_order, bound[4].out_of_order, bound[5].out_of_order }, { nil, true, nil })
end)

check.test("should number a round by its days", function()
  local known = { occurred(3, "2016-04-13"), occurred(5, "2017-03-23") }
  for days, want in pairs { ["2017-03-24"] = 5, ["2017-02-23"] = 4, ["2018-01-01"] = false, ["2015-01-01"] = false } do
    local claims = { known[1], known[2], occurred(nil, days) }
    local _, implied = series.bind(claims)
    check.equal(implied[1] and implied[1].number or false, want, days)
  end
end)

check.test("should say the same whatever order the claims come in", function()
  local claims = { occurred(4, "2017-02-23", nil, "a"), occurred(4, "2017-03-23", nil, "b"),
    occurred(3, "2016-04-13", nil, "c") }
  local function shown(list)
    local out = {}
    for i, round in ipairs((series.bind(list))) do out[i] = { round.number, round.first_day, #round.disagree } end
    return out
  end
  local want = shown { claims[1], claims[2], claims[3] }
  check.equal(shown { claims[3], claims[2], claims[1] }, want)
  check.equal(shown { claims[2], claims[1], claims[3] }, want)
end)

check.test("should refuse what is no series", function()
  check.raises(function() series.new { name = "x" } end, "series.new: expected")
end)

check.done()
