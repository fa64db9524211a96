-- render_test.lua: blocks as text, Markdown and JSON.
local check = require "check"
local core = require "rasad.core"
local event = require "rasad.event"
local json = require "rasad.json"
local render = require "rasad.render"
local report = require "rasad.report"

local function document(f)
  local writer, content = report.writer()
  f(writer)
  local plain = core.unpack(core.pack(content))
  return {
    name = "test", title = plain.title or "Title", summary = "Summary", blocks = plain.blocks, data = plain.data,
    warnings = {
      { kind = "utf8", source = "bad.txt", line = 3, offset = 7, message = "a byte that isn't UTF-8", skipped = false },
      { kind = "script", article = "x.txt", outcome = "error", message = "test.lua:3: oh" },
      { kind = "script", article = "y.txt", outcome = "error", message = "test.lua:3: oh" },
    },
    provenance = {
      engine = "0.1.0", profile = "rasad-1",
      corpus = { articles = 2, stories = 1, sources = 0, fingerprint = "f00d" },
      script = { name = "test", hash = "1234" }, args = { from = "2017-01-01", names = { "a", "b" } }, warnings = 1,
      failed = 2,
    },
  }
end

local SENTENCE = "آتش بس از 10 دی ماه 95 آغاز شد."
local DATE = "10 دی ماه 95"

local function timeline_events()
  local first = SENTENCE:find(DATE, 1, true)
  local day = core.date_to_day("gregorian", 2016, 12, 30)
  return event.merge {
    event.claim("ceasefire begins", {
      status = "occurred", first_day = day, last_day = day, dated = "inferred", round = 4,
      premises = { { text = "hard one" }, { text = "soft one", soft = true } },
      alternatives = { { first_day = day - 366, last_day = day - 366, without = "soft one" } },
      evidence = {
        article = "000.txt", start = 100, stop = 100 + #SENTENCE, text = SENTENCE,
        date_start = 100 + first - 1, date_end = 100 + first - 1 + #DATE, date_text = DATE,
      },
    }),
    event.claim("ceasefire begins", {
      status = "planned", reason = "no day is given",
      evidence = { article = "001.txt", start = 0, stop = 5, text = "Later" },
    }),
  }
end

local function with_timeline(writer)
  local events, undated = timeline_events()
  writer:title("Ceasefires")
  writer:timeline { events = events, undated = undated }
  writer:data("events", events)
  writer:data("undated", undated)
end

local function contains(text, ...)
  for _, part in ipairs { ... } do
    if not text:find(part, 1, true) then error(("%q is not in:\n%s"):format(part, text), 2) end
  end
end

check.test("should write a timeline with three calendars, dating, premises, alternatives and evidence", function()
  local text = render.document(document(with_timeline), "text")
  contains(text, "Ceasefires\n==========\n", "2016-12-30 Fri  ceasefire begins", "10 Dey 1395", "1 Rabi II 1438 AH\n",
    "occurred; the date is inferred", "because hard one", "because soft one (soft)",
    "or else 2015-12-30 Wed (without \"soft one\")", ("000.txt, bytes 100-%d (date: %s)"):format(100 + #SENTENCE, DATE),
    "    " .. SENTENCE .. "\n", "round: 4", "Without a date", "no date: no day is given", "001.txt, bytes 0-5")
end)

check.test("should use colour and isolates only when asked", function()
  local doc = document(with_timeline)
  local plain = render.document(doc, "text")
  check.truthy(not plain:find("\27", 1, true) and not plain:find("\u{2068}", 1, true))
  local coloured = render.document(doc, "text", { color = true, bidi = "isolate" })
  contains(coloured, "\27[1m" .. DATE .. "\27[0m", "\u{2068}")
  local stripped = coloured:gsub("\27%[%d*m", ""):gsub("\u{2068}", ""):gsub("\u{2069}", "")
  check.truthy(stripped == plain, "the text without colours")
end)

check.test("should align tables by what is seen, and numbers to the right", function()
  local text = render.document(document(function(writer)
    writer:table { columns = { "Word", "n" }, rows = { { "آتش", 5 }, { "a\u{301}bc", 1234 }, { word = "x" } } }
  end), "text")
  contains(text, "Word     n\n----  ----\nآتش      5\na\u{301}bc   1234\n")
end)

check.test("should wrap prose at the width and long cells inside their columns", function()
  local doc = document(function(writer)
    writer:prose(("word "):rep(40))
    writer:table { columns = { "a", "b" }, rows = { { ("long "):rep(30), 1 } } }
  end)
  for line in render.document(doc, "text", { width = 40 }):gmatch("[^\n]+") do
    check.truthy(core.width(line) <= 40, ("%q fits: it"):format(line))
  end
end)

check.test("should let nothing through that steers a terminal or reorders a line", function()
  local text = render.document(document(function(writer)
    writer:prose("a\27[31mred\7 \u{202E}evil\u{2066} \xff end\u{9b}31m")
    writer:table { columns = { "\27]0;x\7" }, rows = { { "\r\n\27[2J" } } }
  end), "text")
  check.truthy(not text:find("[\27\7\r]"))
  check.truthy(not text:find("\u{202E}", 1, true) and not text:find("\u{2066}", 1, true))
  check.truthy(not text:find("\u{9b}", 1, true))
  check.truthy(utf8.len(text))
end)

check.test("should let nothing become markup in Markdown", function()
  local text = render.document(document(function(writer)
    writer:prose("<script>alert(1)</script> *bold* [x](y) `code`")
    writer:prose("- not a list")
    writer:prose("1. not a list")
    writer:table { columns = { "a|b" }, rows = { { "c|d\ne" } } }
  end), "md")
  contains(text, "&lt;script&gt;", "\\*bold\\*", "\\[x\\](y)", "\\`code\\`", "\\- not a list", "1\\. not a list",
    "| a\\|b |", "| c\\|d e |")
  check.truthy(not text:find("<script", 1, true))
end)

check.test("should write a timeline in Markdown with the date of the evidence in bold", function()
  contains(render.document(document(with_timeline), "md"), "# Ceasefires", "### 2016-12-30 Fri: ceasefire begins",
    "**" .. DATE .. "**", "> — 000.txt, bytes 100-", "## Without a date")
end)

check.test("should write days, months and figures as their reader does", function()
  local function said(lang, calendar, text)
    return (require("rasad.render.reader").new { lang = lang, calendar = calendar }:say(text))
  end
  for _, case in ipairs {
    { "fa", nil, "2016-12", "دسامبر ۲۰۱۶" }, { "ar", nil, "2017-03", "مارس ٢٠١٧" }, { "fa", nil, "1395-10 AP", "دی ۱۳۹۵" },
    { "ar", "hijri", "1438-09 AH", "رمضان ١٤٣٨" }, { "fa", "gregorian", "2016", "۲۰۱۶" }, { "en", nil, "2016-12", "2016-12" },
    { "en", "jalali", "2016-12", "December 2016" }, { "en", "jalali", "2017-03-21", "Tuesday 1 Farvardin 1396" },
    { "en", "jalali", "1438-09-01 AH", "Saturday 6 Khordad 1396" },
    { "fa", nil, "2017-03-21", "سه‌شنبه ۱ فروردین ۱۳۹۶" }, { "fa", nil, "2016-13", "2016-13" },
  } do
    check.equal(said(case[1], case[2], case[3]), case[4], case[1] .. " " .. case[3])
  end
end)

check.test("should let a column of days be sorted by time in any language", function()
  local page = render.document(document(function(writer)
    writer:table { columns = { "month", "day" }, rows = { { "2016-12", "2017-03-21" }, { "many", "1396-01-02" } } }
  end), "html", { lang = "fa" })
  local values = {}
  for n in page:gmatch 'data%-value="(%d+)"' do values[#values + 1] = math.tointeger(tonumber(n)) end
  local first, nowruz = core.date_to_day("gregorian", 2016, 12, 1), core.date_to_day("gregorian", 2017, 3, 21)
  check.equal(values, { first, nowruz, nowruz + 1 })
end)

check.test("should quote articles without marks of Markdown, wherever a date cuts them", function()
  local facts = require "rasad.render.facts"
  for marked, plain in pairs {
    ["a _truce_ began"] = "a truce began", ["«_متن_» و _x_."] = "«متن» و x.", ["_a truce_, **so** `it` is"] = "a truce, so it is",
    ["__both__ and ___all___"] = "both and all", ["snake_case_name, 5 * 3, name: ____"] = "snake_case_name, 5 * 3, name: ____",
    ["a _lone mark"] = "a _lone mark", ["not _ this _ either"] = "not _ this _ either",
  } do
    check.equal(facts.unmarked(marked), plain)
  end
  local text, date = "a _truce from 3 May_ held", "3 May"
  local first = text:find(date, 1, true)
  local item = { text = text, start = 10, stop = 10 + #text, date_start = 9 + first, date_end = 9 + first + #date }
  check.equal({ facts.cut_at_date(item) }, { "a truce from ", "3 May", " held" })
end)

check.test("should group what went wrong in many articles in the same way", function()
  contains(render.document(document(with_timeline), "text"), "- bad.txt:3: a byte that isn't UTF-8",
    "- test.lua:3: oh (in 2 articles: x.txt, y.txt)")
end)

check.test("should write the members of the JSON object in a fixed order", function()
  local text = render.document(document(with_timeline), "json")
  local last = 0
  for _, name in ipairs { "events", "undated", "report", "provenance", "warnings" } do
    local at = text:find('\n  "' .. name .. '": ', 1, true)
    check.truthy(at and at > last, name .. " is in its place: it")
    last = at
  end
  contains(text, '"first": "2016-12-30"', '"premises": [\n        "hard one",\n        "soft: soft one"',
    '"round": null', '"reason": "no day is given"', '"text": "' .. SENTENCE .. '"', '"failed": 2',
    '"names": [\n        "a",\n        "b"\n      ]')
  check.truthy(text:sub(-2) == "}\n")
end)

check.test("should refuse blocks that can't be shown, and say why", function()
  local writer = report.writer()
  check.raises(function() writer:prose(nil) end, "report:prose: expected text, got nothing")
  check.raises(function() writer:heading("x", 7) end, "the level should be 1, 2 or 3, got 7")
  check.raises(function() writer:table { columns = { "a" }, rows = { { {} } } } end, "row 1, column 1 should be text")
  check.raises(function() writer:timeline { events = { {} } } end, "events[1] is not an event")
  check.raises(function() writer:data("report", 1) end, "used by rasad itself")
  check.raises(function() writer:data("x", { f = print }) end, "x.f: a function can't be written as JSON")
  check.raises(function() writer.prose("x") end, "call it with a colon: report:prose(...)")
end)

-- JSON itself --------------------------------------------------------------------------------------

check.test("should tell arrays from objects, also empty ones", function()
  check.equal(json.encode { 1, 2 }, "[1, 2]")
  check.equal(json.encode {}, "[]")
  check.equal(json.encode(json.object {}), "{}")
  check.equal(json.encode(json.array()), "[]")
  check.equal(json.encode { a = { b = json.null } }, '{"a": {"b": null}}')
  check.equal(json.encode { [2] = "x", [10] = "y" }, '{"10": "y", "2": "x"}')
  check.equal(json.encode(json.array { 1, nil, 3 }), "[1, null, 3]")
end)

check.test("should sort members, after those with a place of their own", function()
  check.equal(json.encode { b = 1, a = 2, ["ب"] = 3, B = 4 }, '{"B": 4, "a": 2, "b": 1, "ب": 3}')
  check.equal(json.encode(json.object({ x = 1, a = 2, z = 3 }, { "z", "q", "x" })), '{"z": 3, "x": 1, "a": 2}')
end)

check.test("should write integers as integers and floats so that they come back", function()
  check.equal(json.encode { 1, -5, math.maxinteger, 0.1, 1e300, 1 / 3 },
    "[1, -5, 9223372036854775807, 0.1, 1e+300, 0.3333333333333333]")
  check.equal(json.encode { 0 / 0, math.huge, -math.huge }, "[null, null, null]")
end)

check.test("should escape strings and replace what isn't UTF-8", function()
  check.equal(json.encode('a"b\\c\n\t\0\31\127'), '"a\\"b\\\\c\\n\\t\\u0000\\u001f\\u007f"')
  check.equal(json.encode("x\xffy\xe2\x82z\xed\xa0\x80"), '"x\u{FFFD}y\u{FFFD}z\u{FFFD}"')
  check.equal(json.encode("\xd8\xa2 cut \xd8"), '"آ cut \u{FFFD}"')
  check.equal(json.encode("\u{2028}"), '"\\u2028"')
end)

check.test("should refuse what has no place in JSON", function()
  check.raises(function() json.encode { a = { print } } end, "value.a[1]: a function can't be written as JSON")
  check.raises(function() json.encode { [true] = 1 } end, "a boolean can't be the name of a JSON member")
  local loop = {}
  loop[1] = loop
  check.raises(function() json.encode(loop) end, "the table contains itself")
end)

check.test("should have room for names of a picture as the reader sees them", function()
  local shown = render.document(document(function(writer)
    writer:chart { type = "bars", title = "t", labels = { "2016-09" }, series = { { name = "n", values = { 1 } } } }
  end), "html", { lang = "fa" })
  check.equal(shown:find "<text[^>]*>[^<]*سپتامبر ۲۰۱۶" ~= nil, true)
end)

check.done()
