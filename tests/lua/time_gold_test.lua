-- time_gold_test.lua: rasad.time against the gold answer of the reference articles, where they are at hand.
local check = require "check"
local core = require "rasad.core"
local date = require "rasad.date"
local time = require "rasad.time"

local shared = check.shared()

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

---The gold, its documents with their articles.
local function load_gold()
  local gold = require("dkjson").decode(read(shared .. "/gold/seeds.json"))
  local docs = {}
  for _, doc in ipairs(gold.docs) do
    local corpus = assert(core.open(shared .. "/seeds/" .. doc.file))
    docs[doc.doc] = { article = assert(corpus:article(1)), corpus = corpus, dct = doc.publication.best, items = {} }
  end
  for _, item in ipairs(gold.timex) do table.insert(docs[item.doc].items, item) end
  return gold, docs
end

local function overlaps(a_first, a_last, b_first, b_last)
  return math.min(a_last, b_last) - math.max(a_first, b_first) + 1
end

local function f1(hits, got, want)
  return hits == 0 and 0 or 2 * hits / (got + want)
end

---Strict and relaxed span F1 over the core items; optional ones are neither misses nor false alarms.
local function span_scores(docs)
  local strict, relaxed, relaxed_gold, got, want = 0, 0, 0, 0, 0
  local wrong = {}
  for name, doc in pairs(docs) do
    local matched = {}
    for _, e in ipairs(time.find(doc.article)) do
      local best, core_hit, optional_hit = nil, nil, false
      for _, item in ipairs(doc.items) do
        if overlaps(e.first - 1, e.last - 1, item.byte_start, item.byte_end - 1) > 0 then
          if item.markable == "core" then
            core_hit = item
            if e.first - 1 == item.byte_start and e.last == item.byte_end then best = item end
          else
            optional_hit = true
          end
        end
      end
      if core_hit or not optional_hit then
        got = got + 1
        if best then strict = strict + 1 end
        if core_hit then
          relaxed = relaxed + 1
          matched[core_hit.id] = true
        end
        if not best then wrong[#wrong + 1] = name .. ": found " .. e.text end
      end
    end
    for _, item in ipairs(doc.items) do
      if item.markable == "core" then
        want = want + 1
        if matched[item.id] then relaxed_gold = relaxed_gold + 1 else wrong[#wrong + 1] = item.id .. " missed" end
      end
    end
  end
  return f1(strict, got, want), f1(math.min(relaxed, relaxed_gold), got, want), wrong
end

---Whether an expression's interval is the gold's, or an accepted value, or close enough where fuzzy.
local function right(e, item)
  local first, last = date.parse(item.interval[1]), date.parse(item.interval[2])
  if e.first_day == first and e.last_day == last then return true end
  for _, value in ipairs(type(item.accept) == "table" and item.accept or {}) do
    if e.value == value then return true end
  end
  if type(item.mod) == "string" then
    local both = overlaps(e.first_day, e.last_day, first, last)
    return 2 * both >= last - first + 1 and 2 * both >= e.last_day - e.first_day + 1
  end
  return false
end

---Values of the core items that have an interval: right, wrong, unresolved.
local function value_scores(docs, with_dct)
  local rights, wrongs, open = 0, {}, 0
  for _, doc in pairs(docs) do
    local list = time.find(doc.article, with_dct and { dct = doc.dct } or nil)
    for _, item in ipairs(doc.items) do
      if item.markable == "core" and type(item.interval) == "table" then
        local found
        for _, e in ipairs(list) do
          if e.first - 1 == item.byte_start and e.last == item.byte_end then found = e end
        end
        if not found or not found.resolved then
          open = open + 1
        elseif right(found, item) then
          rights = rights + 1
        else
          wrongs[#wrongs + 1] = item.id .. " " .. found.value
        end
      end
    end
  end
  return rights, wrongs, open
end

local function gold_test(name, f)
  check.test(name, function()
    if not shared then check.skip "the reference articles are not here" end
    f(load_gold())
  end)
end

gold_test("should find the spans of the gold", function(_, docs)
  local strict, relaxed, wrong = span_scores(docs)
  print(("spans: strict F1 %.3f, relaxed F1 %.3f"):format(strict, relaxed))
  check.truthy(strict >= 0.95, ("strict F1 %.3f (%s)"):format(strict, table.concat(wrong, "; ")))
  check.truthy(relaxed >= 0.98, ("relaxed F1 %.3f (%s)"):format(relaxed, table.concat(wrong, "; ")))
end)

gold_test("should give every value right when the day of publication is known", function(_, docs)
  local rights, wrongs, open = value_scores(docs, true)
  print(("values with the day given: %d right, %d wrong, %d unresolved"):format(rights, #wrongs, open))
  check.equal(#wrongs, 0, table.concat(wrongs, "; "))
  check.equal(open, 0, "unresolved")
end)

gold_test("should give no wrong value without it", function(_, docs)
  local rights, wrongs, open = value_scores(docs, false)
  print(("values without: %d right, %d wrong, %d unresolved"):format(rights, #wrongs, open))
  check.equal(#wrongs, 0, table.concat(wrongs, "; "))
  for _, doc in pairs(docs) do
    for _, item in ipairs(doc.items) do
      if item.markable == "core" and item.resolvable == "text" and type(item.interval) == "table" then
        local found = false
        for _, e in ipairs(time.find(doc.article)) do
          found = found or (e.first - 1 == item.byte_start and e.resolved)
        end
        check.truthy(found, item.id .. " follows from the text and is unresolved")
      end
    end
  end
end)

gold_test("should fire on no trap", function(gold, docs)
  local fired = {}
  for _, trap in ipairs(gold.traps) do
    for _, e in ipairs(time.find(docs[trap.doc].article)) do
      if overlaps(e.first - 1, e.last - 1, trap.byte_start, trap.byte_end - 1) > 0 then
        fired[#fired + 1] = trap.doc .. " " .. trap.surface
      end
    end
  end
  check.equal(#fired, 0, table.concat(fired, "; "))
end)

local function find(doc, text)
  for _, e in ipairs(time.find(doc.article)) do
    if e.text == text then return e end
  end
  error("not found: " .. text)
end

gold_test("should infer the year with its premises and keep the alternatives", function(_, docs)
  local e = find(docs["000"], "14 اردیبهشت")
  check.equal(date.format(e.first_day), "2017-05-04")
  check.equal(e.dated, "inferred")
  local soft = {}
  for _, premise in ipairs(e.premises) do
    if premise.soft then soft[#soft + 1] = premise.text end
  end
  check.equal(soft, {
    "a date written with its year lies outside the document's own year when others omit it",
    "dates written without a year lie in the document's own year",
    "a consequence follows its cause",
  })
  check.equal(date.format(e.alternatives[1].first_day), "2016-05-03")
end)

gold_test("should intersect the two names of the planned round", function(_, docs)
  local e = find(docs["000"], "میانه ماه سپتامبر")
  check.equal({ date.format(e.group_first_day), date.format(e.group_last_day) }, { "2017-09-12", "2017-09-20" })
  check.equal(find(docs["000"], "10 دی ماه 95").dated, "stated")
end)

gold_test("should give the article's own date as an interval or not at all", function(_, docs)
  local own = assert(time.document_date(docs["000"].article))
  check.equal({ date.format(own.first_day), date.format(own.last_day), date.format(own.hard_first_day) },
    { "2017-05-05", "2017-09-21", "2016-12-31" })
  for _, name in ipairs { "001", "002", "003", "004" } do
    local none, reason = time.document_date(docs[name].article)
    check.equal(none, nil, name)
    check.truthy(reason:find("needs the day of publication", 1, true), reason)
  end
end)

check.done()
