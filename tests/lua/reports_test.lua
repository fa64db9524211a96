-- reports_test.lua: what the reports say of the sample corpus, against what a careful reader gets out of it.
local check = require "check"
local json = require "dkjson"

local source = os.getenv "RASAD_SOURCE" or "."

local function report(name, options)
  local output, code = check.rasad(("run %s %s/examples/syria --format json %s"):format(name, source, options or ""))
  check.equal(code, 0, name)
  return assert(json.decode(output), "the report is no JSON")
end

-- Who is reported to have said something, by article, in order.
local SAID = {
  ["01-ar-cessation-of-hostilities.txt"] = { "دبلوماسيون", "staffan-de-mistura", "moscow" },
  ["02-en-eid-truce.txt"] = { "the two ministers" },
  ["03-ar-factions-deny.txt"] = { "تلك التقارير", "dmitry-peskov", "mevlut-cavusoglu" },
  ["04-fa-ceasefire-in-force.txt"] = { "vladimir-putin", "sergei-shoigu", "syrian-army", "staffan-de-mistura" },
  ["05-ar-security-council.txt"] = { "syrian-observatory", "ahrar-al-sham" },
  ["06-fa-first-round.txt"] = { "بيانيه" },
  ["07-ar-third-round.txt"] = { "وزارة الخارجية الكازاخية" },
  ["08-fa-third-round-nowruz.txt"] = { "میزبان", "russia" },
  ["09-en-memorandum.md"] = { "kairat-abdrakhmanov" },
  ["10-ar-new-round.txt"] = { "alexander-lavrentiev", "kairat-abdrakhmanov", "staffan-de-mistura", "بيان لقيادته" },
  ["11-fa-southwest-ceasefire.txt"] = { "sergei-lavrov", "وزیر خارجه روسیه", "sergei-lavrov", "sergei-lavrov", "ناظران" },
  ["12-fa-sixth-round.md"] = { "بیانیه پایانی", "alexander-lavrentiev", "bashar-al-assad" },
  ["13-ar-idlib-zone.txt"] = { "الدول الثلاث" },
  ["14-fa-sochi-visit.txt"] = { "vladimir-putin", "bashar-al-assad" },
  ["15-fa-ghouta-pause.txt"] = { "united-nations", "ایران، روسیه و ترکیه", "sergei-lavrov" },
  ["16-ar-sochi-tenth-round.txt"] = { "washington", "مراقبون" },
  ["17-fa-memorandum-reactions.txt"] = { "دبیرکل سازمان ملل", "هیات گروه های مسلح مخالف" },
}

check.test("should say who said what as a reader does", function()
  local said = {}
  for _, statement in ipairs(report("who-said-what").statements) do
    said[statement.article] = said[statement.article] or {}
    table.insert(said[statement.article], statement.who)
  end
  for article, want in pairs(SAID) do check.equal(said[article], want, article) end
end)

check.test("should give the bytes of what was said", function()
  for _, statement in ipairs(report("who-said-what").statements) do
    local file = assert(io.open(source .. "/examples/syria/" .. statement.article, "rb"))
    local text = file:read "a"
    file:close()
    check.equal(text:sub(statement.start + 1, statement["end"]), statement.text, statement.article)
  end
end)

check.test("should leave out all but the speakers asked for", function()
  local statements = report("who-said-what", "--speaker لافروف --direct").statements
  check.equal(#statements, 2)
  for _, statement in ipairs(statements) do check.equal({ statement.who, statement.kind }, { "sergei-lavrov", "direct" }) end
  local _, code = check.rasad(("run who-said-what %s/examples/syria --speaker Lavrof"):format(source))
  check.equal(code, 2)
end)

-- Counted in the files, repeated headlines and paragraphs left out: mentions, articles.
local NAMED = {
  ["sergei-lavrov"] = { 4, 3 }, ["staffan-de-mistura"] = { 10, 10 }, idlib = { 8, 5 }, sochi = { 6, 3 }, ["syrian-army"] = { 4,
    4 },
  hama = { 1, 1 }, ["eastern-ghouta"] = { 6, 3 }, jordan = { 6, 2 },
}

check.test("should count actors and places as a reader does", function()
  local counted = {}
  for _, one in ipairs(report("actors-and-places").concepts) do counted[one.concept] = one end
  for name, want in pairs(NAMED) do check.equal({ counted[name].mentions, counted[name].articles }, want, name) end
  check.equal(counted.hama.first, "2016-12")
  check.equal(counted["mali"], nil)
end)

check.test("should count only the concepts asked for, by year", function()
  local only = report("actors-and-places", "--concepts ایران --by year")
  check.equal({ #only.concepts, only.concepts[1].concept, only.concepts[1].mentions }, { 1, "iran", 18 })
  check.equal(only.periods, { "2016", "2017", "2018" })
end)

check.test("should count by the months of any calendar", function()
  local by_jalali = report("actors-and-places", "--concepts ghouta --months jalali")
  check.equal({ by_jalali.periods[1], by_jalali.periods[2] }, { "1394-12 AP", "1395-01 AP" })
  local by_year = report("actors-and-places", "--concepts ghouta --months jalali --by year")
  check.equal(by_year.periods, { "1394", "1395", "1396", "1397" })
end)

check.test("should tell what the corpus is made of and what is wrong with it", function()
  local health = report "corpus-health"
  check.equal(health.languages, { ar = 7, en = 2, fa = 8 })
  check.equal({ health.articles, health.stories }, { 17, 17 })
  check.equal(health.dated, { dateline = 3, inferred = 4, metadata = 8, ["not dated"] = 2 })
  check.equal(health.defects["digits of two scripts in one article"], 4)
  local forms
  for _, word in ipairs(health.variants) do
    if word.key == "اتشبس" then forms = word.forms end
  end
  check.equal(forms, { { form = "آتش‌بس", count = 6 }, { form = "آتشبس", count = 4 } })
end)

check.test("should find what articles disagree on, and nothing else", function()
  local list = report("contradictions").contradictions
  check.equal(#list, 2)
  check.equal({ list[1].event, list[1].differ }, { "ceasefire begins", { "whether it is so" } })
  check.equal(list[1].sides[1].status, "denied")
  check.equal(list[1].sides[1].articles, { "03-ar-factions-deny.txt" })
  check.equal({ list[2].event, list[2].differ }, { "round 6", { "plan and outcome", "how long it was" } })
  local days = {}
  for i, side in ipairs(list[2].sides) do days[i] = side.first .. " " .. side.last end
  check.equal(days, { "2017-08-25 2017-08-31", "2017-09-13 2017-09-15", "2017-09-14 2017-09-15" })
end)

-- What two articles say of the same attack: other days, then the same one.
local function attack(other_day)
  local folder = os.tmpname()
  os.remove(folder)
  assert(require("rasad.core").make_folders(folder))
  for name, text in pairs { ["a.txt"] = "The attack on the bridge took place on 4 April 2017, witnesses said.",
    ["b.txt"] = ("روز %d آوریل ۲۰۱۷ حمله به پل روی داد."):format(other_day),
    ["c.txt"] = "Talks on the bridge were held on 9 May 2017." } do
    local file <close> = assert(io.open(folder .. "/" .. name, "w"))
    file:write(text)
  end
  local output = check.rasad(("run contradictions %s --about none --event 'attack on the bridge|حمله به پل' --called attack "
    .. "--format json"):format(folder))
  for _, name in ipairs { "a.txt", "b.txt", "c.txt" } do os.remove(folder .. "/" .. name) end
  os.remove(folder)
  return json.decode(output).contradictions
end

check.test("should find what articles disagree on about any event whose words are given", function()
  local list = attack(6)
  check.equal({ #list, list[1].event, list[1].differ }, { 1, "attack", { "the days" } })
  check.equal({ list[1].sides[1].first, list[1].sides[2].first, #list[1].sides }, { "2017-04-04", "2017-04-06", 2 })
  check.equal(attack(4), {})
end)

check.test("should take the events of another report script from its file", function()
  local function with_rules(file)
    return check.rasad(("run contradictions %s/examples/syria --about none --rules %s --format json"):format(source, file))
  end
  local own = json.decode(with_rules(source .. "/scripts/astana-rounds.lua")).contradictions
  check.equal({ #own, own[1].event }, { 1, "round 6" })
  check.equal(own[1].sides, report("contradictions", "--about rounds").contradictions[1].sides)
  local output, code = with_rules(source .. "/tests/lua/check.lua")
  check.equal(code, 4)
  check.truthy(output:find("check.lua: expected a report script", 1, true), output)
end)

check.test("should find no contradiction in a single article", function()
  local output = check.rasad(("run contradictions %s/examples/syria/13-ar-idlib-zone.txt --format json"):format(source))
  check.equal(json.decode(output).contradictions, {})
end)

check.test("should write the same bytes with 1, 2 and 8 workers", function()
  for _, name in ipairs { "who-said-what", "actors-and-places", "corpus-health", "contradictions" } do
    local one = check.rasad(("run %s %s/examples/syria --format md --lang fa --workers 1"):format(name, source))
    check.truthy(#one > 500, name .. " is written")
    for _, workers in ipairs { 2, 8 } do
      local other = check.rasad(("run %s %s/examples/syria --format md --lang fa --workers %d"):format(name, source, workers))
      check.truthy(one == other, name .. ": the same with " .. workers)
    end
  end
end)

check.done()
