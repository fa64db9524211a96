-- sample_test.lua: the two shipped reports on the sample corpus, against what a careful reader gets out of it.
local check = require "check"
local core = require "rasad.core"
local json = require "dkjson"

local source = os.getenv("RASAD_SOURCE") or "."
local expected = json.decode(assert(core.read_file(source .. "/tests/data/syria_expected.json"))).articles

local reports = {}
local function report(name)
  if not reports[name] then
    local output = check.rasad(("run %s %s/examples/syria --format json"):format(name, source))
    reports[name] = assert(json.decode(output), "the report is no JSON")
  end
  return reports[name]
end

-- Claims of a report that rest on an article: events and undated ones, with the days it gave itself.
local function claims_of(name, key)
  local list = {}
  for _, part in ipairs { "events", "undated" } do
    for _, event in ipairs(report(name)[part]) do
      for _, evidence in ipairs(event.evidence) do
        if evidence.article == key then
          list[#list + 1] = event
          break
        end
      end
    end
  end
  return list
end

local function meets(event, first, last)
  return event.first and first and event.first <= last and first <= event.last
end

-- Whether an event is what the reader found: the same status, and days that meet.
local function is_found(want, event)
  if want.status ~= event.status then return false end
  if want.round ~= nil and want.round ~= json.null and want.round ~= event.round then return false end
  if not want.first or want.first == json.null then return event.first == nil end
  if meets(event, want.first, want.last) then return true end
  for _, other in ipairs(want.accept or {}) do
    if meets(event, other[1], other[2]) then return true end
  end
  return false
end

local function check_all(name, field)
  local count = 0
  for key, answer in pairs(expected) do
    for _, want in ipairs(answer[field]) do
      if not want.optional then
        count = count + 1
        local found = false
        for _, event in ipairs(claims_of(name, key)) do found = found or is_found(want, event) end
        check.truthy(found, ("%s: %s, %s to %s, %s"):format(key, want.surface, tostring(want.first),
          tostring(want.last), want.status))
      end
    end
  end
  check.truthy(count > 10, "expected answers")
end

check.test("should count the ceasefire mentions of every article", function()
  local mentions = report("ceasefire-timeline").mentions
  for key, answer in pairs(expected) do
    check.equal({ mentions[key].all, mentions[key].distinct }, { answer.mentions.all, answer.mentions.distinct }, key)
  end
end)

check.test("should find the ceasefires that a reader finds", function()
  check_all("ceasefire-timeline", "ceasefires")
end)

check.test("should find the rounds that a reader finds", function()
  check_all("astana-rounds", "rounds")
end)

check.test("should give no dated event that no reader finds", function()
  for _, pair in ipairs { { "ceasefire-timeline", "ceasefires" }, { "astana-rounds", "rounds" } } do
    local name, field = pair[1], pair[2]
    for _, event in ipairs(report(name).events) do
      for _, evidence in ipairs(event.evidence) do
        local found = false
        for _, want in ipairs(expected[evidence.article][field]) do
          local fits = want.first and want.first ~= json.null and meets(event, want.first, want.last)
          for _, other in ipairs(want.accept or {}) do fits = fits or meets(event, other[1], other[2]) end
          found = found or fits
        end
        check.truthy(found, ("%s %s to %s of %s"):format(event.key, event.first, event.last, evidence.article))
      end
    end
  end
end)

check.test("should keep claims that disagree, and plans apart from what happened", function()
  local rounds = report("astana-rounds").events
  local sixth, plans = nil, 0
  for _, event in ipairs(rounds) do
    if event.round == 6 and event.status == "occurred" then sixth = event end
    if event.status == "planned" then plans = plans + 1 end
  end
  check.equal(#sixth.evidence, 2)
  check.equal({ sixth.disagrees[1].first, sixth.disagrees[1].last, sixth.disagrees[1].articles[1] },
    { "2017-09-13", "2017-09-15", "13-ar-idlib-zone.txt" })
  check.truthy(plans >= 3, "plans")
end)

check.test("should stay silent where an article names neither", function()
  for _, name in ipairs { "ceasefire-timeline", "astana-rounds" } do
    local silent = {}
    for _, key in ipairs(report(name).silent) do silent[key] = true end
    check.truthy(silent["14-fa-sochi-visit.txt"], name)
  end
end)

check.done()
