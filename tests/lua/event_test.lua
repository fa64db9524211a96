-- event_test.lua: claims become events: what merges, what disagrees, what stays undated.
local check = require "check"
local core = require "rasad.core"
local event = require "rasad.event"
local json = require "rasad.json"

local function day(y, m, d)
  return assert(core.date_to_day("gregorian", y, m, d))
end

local MAY_3, MAY_4 = day(2017, 5, 3), day(2017, 5, 4)

local function claim(article, start, fields)
  local all = {
    status = "occurred", dated = "stated",
    evidence = { article = article, start = start, stop = start + 10, text = article .. " at " .. start },
  }
  for name, value in pairs(fields) do all[name] = value end
  return event.claim(all.key or "round 4", all)
end

local function on(first, last, fields)
  local all = { first_day = first, last_day = last or first }
  for name, value in pairs(fields or {}) do all[name] = value end
  return all
end

-- All orders of a list.
local function permutations(list)
  if #list <= 1 then return { list } end
  local all = {}
  for i = 1, #list do
    local rest = {}
    for j = 1, #list do if j ~= i then rest[#rest + 1] = list[j] end end
    for _, tail in ipairs(permutations(rest)) do all[#all + 1] = { list[i], table.unpack(tail) } end
  end
  return all
end

check.test("should merge claims of one key whose intervals have days in common, and keep the common days", function()
  local events, undated = event.merge {
    claim("b", 5, on(day(2017, 9, 11), day(2017, 9, 20), { precision = "part" })),
    claim("a", 7, on(day(2017, 9, 12), day(2017, 9, 22), { precision = "part" })),
  }
  check.equal(#events, 1)
  check.equal(#undated, 0)
  check.equal(event.iso(events[1].first_day), "2017-09-12")
  check.equal(event.iso(events[1].last_day), "2017-09-20")
  check.equal(events[1].evidence[1].article, "a")
  check.equal(events[1].articles, 2)
  check.equal(#events[1].disagrees, 0)
end)

check.test("should never merge a plan with what happened", function()
  local events = event.merge {
    claim("a", 0, on(MAY_4, nil, { status = "planned" })), claim("b", 0, on(MAY_4)),
  }
  check.equal(#events, 2)
  check.equal(#events[1].disagrees + #events[2].disagrees, 0)
end)

check.test("should keep claims apart that can't both be right, and say that they disagree", function()
  local events = event.merge { claim("b", 0, on(MAY_4)), claim("a", 0, on(MAY_3)) }
  check.equal(#events, 2)
  check.equal(events[1].first_day, MAY_3)
  check.equal(events[1].disagrees, { { first_day = MAY_4, last_day = MAY_4, dated = "stated", articles = { "b" } } })
  check.equal(events[2].disagrees[1].articles, { "a" })
end)

check.test("should see no disagreement where a thing can happen more than once", function()
  local events = event.merge {
    claim("b", 0, on(MAY_4, nil, { recurring = true })), claim("a", 0, on(MAY_3, nil, { recurring = true })),
  }
  check.equal(#events, 2)
  check.equal(events[1].disagrees, {})
end)

check.test("should leave a wide claim alone that fits several events", function()
  local events = event.merge {
    claim("a", 0, on(MAY_3)), claim("b", 0, on(MAY_4)),
    claim("c", 0, on(day(2017, 5, 1), day(2017, 5, 31), { precision = "month" })),
  }
  check.equal(#events, 3)
  check.equal(events[1].precision, "month")
  check.equal(#events[1].disagrees, 0)
  check.equal(events[2].articles, 1)
end)

check.test("should give the same events whatever the order of the claims", function()
  local claims = {
    claim("a", 0, on(MAY_3)), claim("b", 0, on(MAY_4, nil, { dated = "inferred", round = 4 })),
    claim("c", 0, on(day(2017, 5, 1), day(2017, 5, 31), { precision = "month" })),
    claim("d", 0, on(day(2017, 5, 2), day(2017, 5, 3), { precision = "part", round = 5 })),
    claim("e", 3, { reason = "no day" }),
  }
  local want
  for _, order in ipairs(permutations(claims)) do
    local events, undated = event.merge(order)
    local got = core.pack { events, undated }
    want = want or got
    check.truthy(got == want, "equality with the first order")
  end
end)

check.test("should take the strongest dating and only the premises it needs", function()
  local premise = { { text = "the year is that of the document", soft = true } }
  local other = { day(2016, 5, 3), day(2016, 5, 3) }
  local inferred = claim("a", 0, on(MAY_4, nil, {
    dated = "inferred", premises = premise,
    alternatives = { { first_day = other[1], last_day = other[2], without = premise[1].text } },
  }))
  local alone = event.merge { inferred }
  check.equal(alone[1].dated, "inferred")
  check.equal(alone[1].premises, premise)
  check.equal(#alone[1].alternatives, 1)
  local both = event.merge { inferred, claim("b", 0, on(MAY_4)) }
  check.equal(#both, 1)
  check.equal(both[1].dated, "stated")
  check.equal(both[1].premises, {})
  check.equal(both[1].alternatives, {}, "what a stated day rules out")
end)

check.test("should keep an alternative that every claim leaves open", function()
  local alternative = { first_day = day(2016, 5, 3), last_day = day(2016, 5, 3) }
  local fields = on(MAY_4, nil, { dated = "inferred", alternatives = { alternative } })
  local events = event.merge { claim("a", 0, fields), claim("b", 0, fields) }
  check.equal(#events[1].alternatives, 1)
end)

check.test("should not count what a repeat says again", function()
  local evidence = { article = "a", start = 100, stop = 110, text = "a at 0" }
  local events = event.merge {
    claim("a", 0, on(MAY_4)), claim("a", 100, on(MAY_4, nil, { is_repeat = true, evidence = evidence })),
    claim("a", 0, on(MAY_4)),
  }
  check.equal(#events[1].evidence, 1)
  check.equal(events[1].evidence[1].start, 0)
end)

check.test("should put undated claims in a bin, one for each key and sentence, with the reason", function()
  local events, undated = event.merge {
    claim("b", 0, { key = "round 4", reason = "a label of two rounds" }),
    claim("b", 0, { key = "round 3", reason = "a label of two rounds" }),
    claim("b", 0, { key = "round 3", reason = "a label of two rounds" }),
    claim("a", 50, { key = "round 4", is_repeat = true }),
    claim("a", 0, { key = "round 4" }),
  }
  check.equal(#events, 0)
  local seen = {}
  for i, entry in ipairs(undated) do
    seen[i] = ("%s %s %d"):format(entry.key, entry.evidence[1].article, entry.evidence[1].start)
  end
  check.equal(seen, { "round 3 b 0", "round 4 a 0", "round 4 a 50", "round 4 b 0" })
  check.equal(undated[1].reason, "a label of two rounds")
  check.truthy(undated[2].reason)
end)

check.test("should order events by first day, last day, precision, key, article, offset", function()
  local events = event.merge {
    claim("a", 0, on(MAY_4, nil, { key = "z" })), claim("a", 0, on(MAY_4, MAY_4 + 1, { key = "a" })),
    claim("a", 0, on(MAY_4, nil, { key = "b" })), claim("a", 0, on(MAY_3, MAY_4 + 9, { key = "c" })),
  }
  local keys = {}
  for i, e in ipairs(events) do keys[i] = e.key end
  check.equal(keys, { "c", "b", "z", "a" })
end)

check.test("should make a claim out of a date and a sentence", function()
  local made = event.claim("x", {
    status = "planned",
    sentence = { first = 11, last = 30, text = "nineteen bytes here." },
    date = {
      first = 15, last = 18, text = "date", first_day = MAY_3, last_day = MAY_4 + 3, precision = "part",
      dated = "inferred", group_first_day = MAY_3, group_last_day = MAY_4,
      premises = { { text = "why", soft = true } },
    },
  }, "doc.txt")
  check.equal({ made.first_day, made.last_day, made.dated }, { MAY_3, MAY_4, "inferred" })
  check.equal(made.evidence[1], {
    article = "doc.txt", start = 10, stop = 30, text = "nineteen bytes here.", date_start = 14, date_end = 18,
    date_text = "date",
  })
  check.equal(made.premises, { { text = "why", soft = true } })
end)

check.test("should say what is wrong with a claim", function()
  local evidence = { article = "a", start = 0, stop = 1, text = "x" }
  check.raises(function() event.claim("k", { evidence = evidence }) end, "status should be occurred, planned")
  check.raises(function() event.claim("k", { status = "occurred" }) end, "has no evidence")
  check.raises(function()
    event.claim("k", { status = "occurred", evidence = evidence, first_day = 2, last_day = 1 })
  end, "it ends before it begins")
  check.raises(function()
    event.claim("k", { status = "occurred", evidence = evidence, first_day = 2, last_day = 2, dated = "guessed" })
  end, "got 'guessed'")
  check.raises(function()
    event.claim("k", { status = "occurred", evidence = evidence, articles = 3 })
  end, "the field 'articles'")
end)

check.test("should write events as JSON with their members in order and null for missing own fields", function()
  local events, undated = event.merge {
    claim("a", 0, on(MAY_4, nil, { round = 4, premises = { { text = "p" }, { text = "q", soft = true } } })),
    claim("b", 0, { key = "round ?", reason = "why not" }),
  }
  check.equal(json.encode(event.to_json(events[1])), '{"key": "round 4", "round": 4, "first": "2017-05-04", '
    .. '"last": "2017-05-04", "precision": "day", "dated": "stated", "status": "occurred", '
    .. '"premises": ["p", "soft: q"], "alternatives": [], "evidence": [{"article": "a", "start": 0, "end": 10, '
    .. '"text": "a at 0", "date_start": null, "date_end": null, "date_text": null}], "disagrees": []}')
  check.equal(json.encode(event.to_json(undated[1])), '{"key": "round ?", "round": null, "status": "occurred", '
    .. '"reason": "why not", "premises": [], "alternatives": [], "evidence": [{"article": "b", "start": 0, "end": 10, '
    .. '"text": "b at 0", "date_start": null, "date_end": null, "date_text": null}], "disagrees": []}')
end)

check.test("should list what others say of a script's own field", function()
  local events = event.merge {
    claim("a", 0, on(MAY_4, nil, { place = "Astana" })), claim("b", 0, on(MAY_4, nil, { place = "Sochi" })),
  }
  check.equal(events[1].place, "Astana")
  check.equal(events[1].varies, { place = { "Astana", "Sochi" } })
end)

check.test("should refuse a claim that could be neither sorted nor shown", function()
  local evidence = { article = "a", start = 0, stop = 1, text = "t" }
  local cut = { article = "a", start = 0, stop = 1, text = "t", date_start = "0" }
  local faults = {
    { { first_day = MAY_4, last_day = MAY_4, precision = {} }, "precision should be a string, got a table" },
    { { first_day = MAY_4, last_day = MAY_4, dated = {} }, "dated should be stated, computed or inferred, got a table" },
    { { first_day = -5, last_day = MAY_4 }, "in the years 1 to 9999" },
    { { reason = 7 }, "reason should be a string, got a number" },
    { { premises = "p" }, "premises should be a list, got a string" },
    { { alternatives = 3 }, "alternatives should be a list, got a number" },
    { { evidence = cut }, "its evidence needs date_start and date_end" },
    { { status = {} }, "got a table" },
  }
  for _, fault in ipairs(faults) do
    local fields = { status = "occurred", evidence = evidence }
    for name, value in pairs(fault[1]) do fields[name] = value end
    check.raises(function() event.claim("k", fields) end, fault[2])
  end
end)

check.test("should merge a thousand days of one key", function()
  local claims = {}
  for i = 1, 1500 do claims[i] = claim("a", i, on(MAY_4 + 3 * (i * 7 % 1500))) end
  local events = event.merge(claims)
  check.equal(#events, 1500)
  check.equal(#events[1].disagrees, 1499)
end)

check.test("should let no recurring event contradict another", function()
  local events = event.merge {
    claim("a", 0, on(MAY_3, nil, { recurring = true })), claim("b", 0, on(MAY_4)),
    claim("c", 0, on(MAY_4 + 3)),
  }
  check.equal(#events, 3)
  check.equal({ #events[1].disagrees, #events[2].disagrees, #events[3].disagrees }, { 0, 1, 1 })
end)

check.done()
