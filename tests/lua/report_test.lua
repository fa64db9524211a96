-- report_test.lua: the report contract: definitions, accumulators, and runs over a corpus.
local check = require "check"
local accumulator = require "rasad.accumulator"
local args = require "rasad.args"
local core = require "rasad.core"
local custom = require "rasad.custom"
local date = require "rasad.date"
local render = require "rasad.render"
local report = require "rasad.report"
local run = require "rasad.run"

local function nothing() end

local function define(fields)
  local all = { name = "x", api = 1, summary = "what it shows", map = nothing, finish = nothing }
  for name, value in pairs(fields) do
    if value == check then all[name] = nil else all[name] = value end
  end
  return report(all)
end

check.test("should accept a complete definition and fill in what is left out", function()
  local definition = define { args = { { "from", type = "date" }, { name = "by" } } }
  check.truthy(report.is(definition))
  check.equal(definition.args[2].type, "string")
  check.equal(definition.args[1].name, "from")
  check.equal(report.describe(definition).map, nil)
end)

check.test("should say precisely what is wrong with a definition", function()
  local faults = {
    { { map = check }, "the field 'map' is missing" },
    { { summary = 3 }, "the field 'summary' should be a string, got 3" },
    { { mapp = nothing }, "unknown field 'mapp' (did you mean 'map'?)" },
    { { api = 2 }, "written for report api 2; this rasad knows 1" },
    { { name = "Has Spaces" }, "small letters" },
    { { summary = "two\nlines" }, "one line" },
    { { examples = { 1 } }, "the field 'examples' should be a list of strings" },
    { { args = { { type = "date" } } }, "args[1]: the argument has no name" },
    { { args = { { "a", type = "dat" } } }, "args[1] 'a': the type 'dat' is not known" },
    { { args = { { "a", type = "enum" } } }, "an enum needs its values" },
    { { args = { { "a" }, { "a" } } }, "args[2] 'a': the name is used twice" },
    { { args = { { "format" } } }, "`rasad run` has an option of this name already" },
    { { args = { { "n", type = "integer", default = "x" } } }, "the default: expected a whole number, got 'x'" },
    { { args = { { "n", required = true, default = "x" } } }, "can't have a default" },
    { { args = { { "n", typ = "date" } } }, "args[1]: unknown field 'typ' (did you mean 'type'?)" },
    { { args = { from = {} } }, "args should be a list" },
    { { args = { { "f", type = "file", default = "list.csv" } } }, "a file can't have a default: whoever runs" },
    { { args = { { "p", type = "pattern", default = "a||b" } } }, "the default: expected words separated by |" },
    { { accumulators = { x = { zero = nothing } } }, "accumulators.x needs zero and merge, both functions" },
    { { accumulators = { x = { zero = 0, merge = nothing } } },
      "accumulators.x: the field 'zero' should be a function, got a number" },
  }
  for _, fault in ipairs(faults) do
    check.raises(function() define(fault[1]) end, fault[2])
  end
end)

local SPEC = define {
  args = {
    { "from", type = "date", default = "2016-01-01" }, { "limit", type = "integer" }, { "share", type = "number" },
    { "deep", type = "boolean" }, { "by", type = "enum", values = { "day", "month" } }, { "names", type = "list" },
    { "min_size" }, { "words", type = "pattern" }, { "rows", type = "file" },
    { "place", type = "concept" },
  },
}.args

check.test("should read a script's arguments by their types", function()
  local values = args.parse(SPEC, {
    "--limit", "-3", "--share=.5", "--deep", "--by", "month", "--names", "a, b", "--names=c", "--min-size", "x",
  })
  check.equal(values, {
    from = core.date_to_day("gregorian", 2016, 1, 1), limit = -3, share = .5, deep = true, by = "month",
    names = { "a", "b", "c" }, min_size = "x",
  })
  check.equal((args.parse(SPEC, { "--no-deep" })).deep, false)
end)

check.test("should say precisely what is wrong with an argument", function()
  local faults = {
    { { "--from", "2017-13-1" }, "--from: expected a date as YYYY-MM-DD, got '2017-13-1'" },
    { { "--from=2017-02-30" }, "--from: expected a date as YYYY-MM-DD, got '2017-02-30'" },
    { { "--limit", "3.5" }, "--limit: expected a whole number, got '3.5'" },
    { { "--by", "year" }, "--by: expected one of day, month, got 'year'" },
    { { "--deep=perhaps" }, "--deep: expected yes or no, got 'perhaps'" },
    { { "--limit" }, "--limit: its value is missing" },
    { { "--limt", "3" }, "--limt: no such option; did you mean --limit?" },
    { { "--words", "a||b" }, "--words: expected words separated by |, as in 'ceasefire|truce|peace talk*', got 'a||b'" },
    { { "--words", "a*b" }, "--words: expected words separated by |, as in 'ceasefire|truce|peace talk*', got 'a*b'" },
    { { "--words", "\xff" }, "--words: expected words separated by |, as in 'ceasefire|truce|peace talk*', got '\xff'" },
    { { "--place", "rusia" }, "--place: there is no concept 'rusia'; did you mean 'russia'?" },
    { { "--rows", "/no/such" }, "--rows: /no/such: cannot open: No such file or directory" },
    { { "stray" }, "unexpected argument 'stray'" },
  }
  for _, fault in ipairs(faults) do
    local values, message = args.parse(SPEC, fault[1])
    check.equal(values, nil)
    check.equal(message, fault[2])
  end
end)

check.test("should make patterns and files of their texts", function()
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write("a,b\n")
  file:close()
  local values, display = args.parse(SPEC, { "--words", "آتش‌بس| truce |peace talk*|*fire", "--rows", path })
  os.remove(path)
  local name = path:match "[^/]*$"
  check.equal(values.rows, { name = name, text = "a,b\n" })
  check.equal(display.rows, ("%s (hash %s)"):format(name, core.hash "a,b\n"))
  check.equal(display.words, "آتش‌بس| truce |peace talk*|*fire")
  local made = args.make(SPEC, values)
  local corpus <close> = core.text("The ceasefire, آتش بس, a truce and peace talking; no firearm, no talk.")
  local found = {}
  for hit in corpus:article(1):match(made.words):each() do found[#found + 1] = hit:text() end
  check.equal(found, { "ceasefire", "آتش بس", "truce", "peace talking" })
end)

check.test("should make the pattern of a concept of any of its names", function()
  local corpus <close> = core.text("به روسیه رفت و از Russia بازگشت. ایران نه.")
  for _, name in ipairs { "russia", "Russia", "روسیه" } do
    local values, display = args.parse(SPEC, { "--place", name })
    check.equal({ values.place, display.place }, { "russia", "russia" })
    check.equal(#corpus:article(1):match(args.make(SPEC, values).place), 2)
  end
end)

check.test("should tell a script's arguments from those of `rasad run`", function()
  local own, rest = args.split(SPEC, {
    "script", "corpus", "--deep", "--from", "2017-01-01", "--format", "json", "--by=day", "--", "--limit", "2",
  })
  check.equal(own, { "--deep", "--from", "2017-01-01", "--by=day", "--limit", "2" })
  check.equal(rest, { "script", "corpus", "--format", "json" })
end)

-- Accumulators -----------------------------------------------------------------------------------

local function delta_of(article, f)
  local out, delta = accumulator.new(article)
  f(out)
  return delta()
end

local function sample_delta(i)
  return delta_of(("article %02d"):format(i), function(out)
    out:count("words", "w" .. i % 3, i)
    out:count("words", i % 2)
    out:add("names", "n" .. i % 4)
    out:add("names", i % 3)
    out:sum("weights", "s" .. i % 2, i / 10)
    out:distinct("who", i % 2, "p" .. i % 3)
    out:day("days", 736330 + i % 4)
    out:value("lengths", i / 4)
    out:log("lines", { i = i, list = { i, "x" } })
    out:log("lines", "second of " .. i)
    out:event("k" .. i % 2, {
      status = "occurred", first_day = 700000 + i % 5, last_day = 700004,
      evidence = { article = "article " .. i, start = i, stop = i + 1, text = "t" },
    })
  end)
end

check.test("should merge associatively, commutatively and with zero as identity", function()
  local a, b, c = sample_delta(1), sample_delta(2), sample_delta(3)
  local merge, pack = accumulator.merge, core.pack
  check.truthy(pack(merge(merge(a, b), c)) == pack(merge(a, merge(b, c))), "associativity")
  check.truthy(pack(merge(a, b)) == pack(merge(b, a)), "commutativity")
  check.truthy(pack(merge(a, accumulator.zero())) == pack(merge(accumulator.zero(), a)), "identity")
  check.truthy(pack(merge(a, accumulator.zero())) == pack(accumulator.merge_all { a }), "identity")
end)

check.test("should give the same for any grouping and order of many deltas", function()
  local deltas = {}
  for i = 1, 20 do deltas[i] = sample_delta(i) end
  local want = core.pack(accumulator.merge_all(deltas))
  local reversed = {}
  for i = 1, 20 do reversed[i] = deltas[21 - i] end
  check.truthy(core.pack(accumulator.merge_all(reversed)) == want)
  local folded = accumulator.zero()
  for i = 1, 20 do folded = accumulator.merge(deltas[i], folded) end
  check.truthy(core.pack(folded) == want)
end)

check.test("should survive packing", function()
  local a, b = sample_delta(1), sample_delta(2)
  local packed = accumulator.merge(core.unpack(core.pack(a)), core.unpack(core.pack(b)))
  check.truthy(core.pack(packed) == core.pack(accumulator.merge(a, b)))
end)

check.test("should read merged results back in order", function()
  local out = accumulator.reader(accumulator.merge_all { sample_delta(2), sample_delta(1) })
  check.equal(out:counter("words"), { w1 = 1, w2 = 2, [0] = 1, [1] = 1 })
  check.equal(out:counter("none"), {})
  check.equal(out:set("names"), { 1, 2, "n1", "n2" })
  local records, articles = out:logs("lines")
  check.equal(records[1].i, 1)
  check.equal(records[2], "second of 1")
  check.equal(articles, { "article 01", "article 01", "article 02", "article 02" })
  check.equal(out:articles(), { "article 01", "article 02" })
  check.equal(#out:claims(), 2)
  check.equal(#(out:events("k1")), 1)
end)

check.test("should sum exactly, and round once", function()
  local out = accumulator.reader(accumulator.merge_all {
    delta_of("a", function(o) o:sum("n", "x", 1e16) o:sum("n", "x", 1.5) end),
    delta_of("b", function(o) o:sum("n", "x", -1e16) o:sum("n", "y", 2) end),
  })
  check.equal(out:sums "n", { x = 1.5, y = 2 })
  check.equal(out:sums "none", {})
  local o = accumulator.new("a")
  check.raises(function() o:sum("n", "x", 0 / 0) end, "out:sum: a finite number is added, got")
  check.raises(function() o:sum("n", "x", "1") end, "out:sum: a finite number is added, got 1")
end)

check.test("should count what is different once", function()
  local out = accumulator.reader(accumulator.merge_all {
    delta_of("a", function(o) o:distinct("who", "x", "p") o:distinct("who", "x", "q") o:distinct("who", "x", "p") end),
    delta_of("b", function(o) o:distinct("who", "x", "q") o:distinct("who", "y", 1) end),
  })
  check.equal(out:distincts "who", { x = 2, y = 1 })
end)

check.test("should cut days into periods without gaps, and say what fits none", function()
  local function day(...) return (date.day(...)) end
  local out = accumulator.reader(accumulator.merge_all {
    delta_of("a", function(o)
      o:day("d", day("gregorian", 2017, 1, 31))
      o:day("d", { first_day = day("gregorian", 2017, 3, 1), last_day = day("gregorian", 2017, 3, 31) }, 2)
    end),
    delta_of("b", function(o)
      o:day("d", { first_day = day("gregorian", 2017, 1, 1), last_day = day("gregorian", 2017, 12, 31) }, 5)
      o:day("d", { first_day = day("gregorian", 2017, 1, 1), last_day = day("gregorian", 2017, 1, 1) })
    end),
  })
  local months, wider = out:series("d")
  local counts = {}
  for i, m in ipairs(months) do counts[i] = m.label .. " " .. m.count end
  check.equal(counts, { "2017-01 2", "2017-02 0", "2017-03 2" })
  check.equal(wider, 5)
  local years
  years, wider = out:series("d", "year")
  check.equal(#years, 1)
  check.equal({ years[1].label, years[1].count, wider }, { "2017", 9, 0 })
  -- Nowruz 1396 is 21 March 2017: the month of March lies in two Jalali years.
  years, wider = out:series("d", "year", "jalali")
  check.equal({ #years, years[1].label, years[1].count, wider }, { 1, "1395", 2, 7 })
  months = out:series("d", "month", "jalali")
  check.equal(months[1].label, "1395-10 AP")
  local weeks = out:series("d", "week")
  check.equal({ #weeks, weeks[1].label, weeks[1].count, weeks[#weeks].label }, { 6, "2016-12-26", 1, "2017-01-30" })
  check.equal(#(out:series "none"), 0)
  check.raises(function() out:series("d", "decade") end, "out:series: a series goes by day, week, month or year, got decade")
  check.raises(function() out:series("d", "day", "maya") end, "the calendar is gregorian, jalali or hijri, got maya")
  local o = accumulator.new("a")
  check.raises(function() o:day("d", { first_day = 3 }) end, "expected a day number or a date with first_day and last_day")
  check.raises(function() o:day("d", 5, 0.5) end, "a series counts whole numbers, got 0.5")
end)

check.test("should cut values into bins, whatever their width", function()
  local out = accumulator.reader(accumulator.merge_all {
    delta_of("a", function(o) for _, x in ipairs { 1, 2, 2, 9.5 } do o:value("v", x) end end),
    delta_of("b", function(o) for _, x in ipairs { -1, 5, 10 } do o:value("v", x) end end),
  })
  local h = out:histogram("v", { width = 5 })
  check.equal({ h.count, h.sum, h.least, h.most, h.median }, { 7, 28.5, -1, 10, 2 })
  local function bins()
    local list = {}
    for i, bin in ipairs(h.bins) do list[i] = ("%g %g %d"):format(bin.from, bin.to, bin.count) end
    return list
  end
  check.equal(bins(), { "-5 0 1", "0 5 3", "5 10 2", "10 15 1" })
  h = out:histogram("v", { edges = { 0, 2, 10 } })
  check.equal(bins(), { "0 2 1", "2 10 4" })
  check.equal({ h.below, h.above }, { 1, 1 })
  check.equal(out:histogram("none", { width = 1 }).count, 0)
  check.raises(function() out:histogram("v", { width = 0 }) end, "the width of a histogram's bins is a number above 0")
  check.raises(function() out:histogram("v", { edges = { 2, 1 } }) end, "each above the one before")
  check.raises(function() out:histogram("v", { bins = 3 }) end, 'there is no option "bins"')
end)

local LONGEST = {
  longest = {
    zero = function() return "" end,
    merge = function(a, b) return (#a > #b or #a == #b and a < b) and a or b end,
  },
}

check.test("should merge accumulators of the script's own", function()
  local function delta(article, ...)
    local out, made = accumulator.new(article, nil, LONGEST)
    for _, value in ipairs { ... } do out:merge("longest", value) end
    return made()
  end
  local states = { delta("a", "one", "three"), delta("b", "seven"), delta("c") }
  custom.check_laws(LONGEST, states)
  check.equal(accumulator.reader(accumulator.merge_all(states, LONGEST), LONGEST):merged "longest", "seven")
  check.equal(accumulator.reader(accumulator.zero(), LONGEST):merged "longest", "")
  local out = accumulator.new("a", nil, LONGEST)
  check.raises(function() out:merge("shortest", "x") end, "there is no accumulator 'shortest'")
  check.raises(function() out:merge("longest", print) end, "out:merge: the value is a function, which can't be kept")
end)

check.test("should find accumulators that break the laws", function()
  local function law(merge, zero, samples)
    local own = { zero = function() return zero end, merge = merge, samples = samples }
    local ok, message = pcall(custom.check_laws, { x = own }, {})
    check.equal(ok, false)
    check.truthy(message:find("the accumulator 'x' breaks a law of merging", 1, true), message)
    return message
  end
  for _, case in ipairs {
    { law(function(a, b) return a .. b end, "", { "x", "y" }), 'merge(a, b) is not merge(b, a); a = "x", b = "y"' },
    { law(function(a, b) return a + b + 1 end, 0, { 1, 2 }), "merge(zero(), a) is not a; a = 2" },
    { law(function(a, b) return (a == 0 or b == 0) and a + b or (a + b) / 2 end, 0, { 1, 2, 4 }),
      "merge(merge(a, b), c) is not merge(a, merge(b, c))" },
  } do
    check.truthy(case[1]:find(case[2], 1, true), case[1])
  end
  check.raises(function() custom.check_laws({ x = { zero = function() end, merge = math.max } }, {}) end,
    "the zero of the accumulator 'x' gave nothing")
end)

check.test("should refuse to count past 64 bits", function()
  check.raises(function()
    delta_of("a", function(out)
      out:count("n", "k", math.maxinteger)
      out:count("n", "k")
    end)
  end, "the counter 'k' of 'n' has grown past what 64 bits hold")
  local big = delta_of("a", function(out) out:count("n", "k", math.mininteger) end)
  local minus = delta_of("b", function(out) out:count("n", "k", -1) end)
  check.raises(function() accumulator.merge(big, minus) end, "64 bits")
end)

check.test("should say what can't be kept", function()
  local out = accumulator.new("a")
  check.raises(function() out:count("n", {}) end, "the key should be a string or an integer, got a table")
  check.raises(function() out:count("n", "k", .5) end, "a counter takes whole numbers, got 0.5")
  check.raises(function() out:log("l", { a = { f = print } }) end, "the record.a.f is a function")
  local loop = {}
  loop.loop = loop
  check.raises(function() out:log("l", loop) end, "contains itself")
  check.raises(function() out.count("n", "k") end, "call it with a colon: out:count(...)")
  check.raises(function() out:counter("n") end, "out:counter belongs in finish")
  check.raises(function() accumulator.reader(accumulator.zero()):count("n", "k") end, "out:count belongs in map")
end)

check.test("should not be changed by what a script does to a record later", function()
  local record = { n = 1 }
  local delta = delta_of("a", function(out)
    out:log("l", record)
    record.n = 2
  end)
  check.equal(delta.logs.l[1].record.n, 1)
end)

-- Runs -------------------------------------------------------------------------------------------

-- A folder of articles that is removed at the end of the test.
local function folder_of(files)
  local path = os.tmpname()
  os.remove(path)
  assert(os.execute(("mkdir %s"):format(path)))
  for name, text in pairs(files) do
    local file = assert(io.open(path .. "/" .. name, "wb"))
    file:write(text)
    file:close()
  end
  return setmetatable({ path = path }, { __close = function() os.execute(("rm -r %s"):format(path)) end })
end

local ARTICLES = {
  ["a.txt"] = "First headline\n\nThe ceasefire began on Friday. Talks go on.\n",
  ["b.txt"] = "Second headline\n\nThe ceasefire holds. A ceasefire is fragile.\n",
  ["c.txt"] = "Third headline\n\nNothing of the kind is said here.\n",
}

local function source_of(text)
  return { name = "test.lua", text = text, folder = nil }
end

local function run_script(text, corpus, workers, words)
  local source = source_of(text)
  local description, problem = run.describe(source)
  if not description then return { code = problem.code, problem = problem } end
  local values, display = args.parse(description.definition.args, words or {})
  return run.report {
    source = source, definition = description.definition, corpus = corpus, arguments = values, display = display,
    workers = workers or 2,
  }
end

local COUNTS = [[
return rasad.report {
  name = "counts", api = 1, summary = "Mentions of a ceasefire", args = { { "word", default = "ceasefire" } },
  map = function(article, out, args)
    local _, n = article:text():gsub(args.word, "")
    out:count("mentions", article:key(), n)
    out:log("random", math.random(1000000))
    if n == 0 then out:add("silent", article:key()) end
  end,
  finish = function(out, report)
    report:title("Counts")
    report:heading("Table")
    local rows = {}
    for key, n in pairs(out:counter("mentions")) do rows[#rows + 1] = { key, n } end
    report:table { columns = { "article", "mentions" }, rows = rows }
    report:data("mentions", out:counter("mentions"))
    report:data("silent", out:set("silent"))
    report:data("random", out:logs("random"))
  end,
}]]

check.test("should give the same bytes for any number of workers", function()
  local folder <close> = folder_of(ARTICLES)
  local corpus <close> = assert(core.open(folder.path))
  local want
  for _, workers in ipairs { 1, 2, 8 } do
    local result = run_script(COUNTS, corpus, workers)
    check.equal(result.code, 0)
    for _, format in ipairs(render.formats) do
      local bytes = render.document(result.document, format)
      want = want or {}
      want[format] = want[format] or bytes
      check.truthy(bytes == want[format], format .. " is the same")
    end
  end
  check.truthy(want.json:find('"a.txt": 1', 1, true))
  check.truthy(want.json:find('"silent": [\n    "c.txt"\n  ]', 1, true))
end)

check.test("should keep the rest when an article fails, and name its line and article", function()
  local folder <close> = folder_of(ARTICLES)
  local corpus <close> = assert(core.open(folder.path))
  local result = run_script([[
    return rasad.report { name = "fails", api = 1, summary = "s",
      map = function(article, out)
        out:count("n", article:key())
        if article:key() == "b.txt" then local x; x.y = 1 end
      end,
      finish = function(out, report) report:data("n", out:counter("n")) report:data("read", out:articles()) end,
    }]], corpus)
  check.equal(result.code, 4)
  check.equal(#result.problems, 1)
  check.equal(result.problems[1].article, "b.txt")
  check.truthy(result.problems[1].message:find("test.lua:4: attempt to index a nil value", 1, true))
  check.equal(result.document.data.n, { "object", { "a.txt", "c.txt" }, { 1, 1 } })
  check.equal(result.document.data.read, { "array", { "a.txt", "c.txt" } })
  check.equal(result.document.warnings[#result.document.warnings].article, "b.txt")
  check.equal(result.document.provenance.failed, 1)
end)

check.test("should name the script's line when a module of rasad raises the error", function()
  local folder <close> = folder_of(ARTICLES)
  local corpus <close> = assert(core.open(folder.path))
  local result = run_script([[
    return rasad.report { name = "fails", api = 1, summary = "s", map = function(article, out) end,
      finish = function(out, report)
        report:table { columns = {} }
      end,
    }]], corpus)
  check.equal(result.code, 4)
  check.equal(result.document, nil)
  check.truthy(result.failure.message:find("test.lua:3: report:table: it needs columns", 1, true), result.failure.message)
end)

check.test("should refuse globals set while articles are read", function()
  local folder <close> = folder_of(ARTICLES)
  local corpus <close> = assert(core.open(folder.path))
  local result = run_script([[
    total = 0
    return rasad.report { name = "global", api = 1, summary = "s",
      map = function(article, out) total = total + 1 end, finish = function() end }]], corpus)
  check.equal(result.code, 4)
  check.truthy(result.problems[1].message:find("the global 'total' is set while the report runs", 1, true))
end)

check.test("should not load what doesn't compile or isn't a proper report", function()
  local _, problem = run.describe(source_of("return rasad.report {"))
  check.equal(problem.code, 3)
  check.truthy(problem.message:find("test.lua:1:", 1, true))
  _, problem = run.describe(source_of("return rasad.report { name = 'x' }"))
  check.equal(problem.code, 3)
  check.truthy(problem.message:find("test.lua: rasad.report: the field 'api' is missing", 1, true), problem.message)
  _, problem = run.describe(source_of("local x; x.y = 1"))
  check.equal(problem.code, 4)
end)

check.test("should run a plain script once and give what it prints", function()
  local folder <close> = folder_of(ARTICLES)
  local corpus <close> = assert(core.open(folder.path))
  local source = source_of("print(#corpus, arg[1], arg[0]) for a in corpus:articles() do print(a:key()) end")
  check.equal(run.describe(source).kind, "plain")
  local result = run.plain(source, corpus, { "word" })
  check.equal(result.code, 0)
  check.equal(result.printed, "3\tword\ttest.lua\na.txt\nb.txt\nc.txt\n")
  result = run.plain(source_of("print(1) error('no')"), corpus, {})
  check.equal(result.code, 4)
  check.equal(result.printed, "1\n")
  check.equal(result.failure.message, "test.lua:1: no")
end)

check.test("should pass arguments as given into the provenance, and days to the script", function()
  local folder <close> = folder_of(ARTICLES)
  local corpus <close> = assert(core.open(folder.path))
  local result = run_script([[
    return rasad.report { name = "arguments", api = 1, summary = "s", args = { { "from", type = "date" } },
      map = function(article, out, args) args.from = args.from + 1 out:log("days", args.from) end,
      finish = function(out, report, args) report:data("days", out:logs("days")) report:data("from", args.from) end }
    ]], corpus, 1, { "--from", "2017-05-04" })
  local may_4 = core.date_to_day("gregorian", 2017, 5, 4)
  check.equal(result.code, 0)
  check.equal(result.document.provenance.args, { from = "2017-05-04" })
  check.equal(result.document.data.days, { "array", { may_4 + 1, may_4 + 1, may_4 + 1 } })
  check.equal(result.document.data.from, may_4)
end)

check.test("should refuse to show what is no event, and what is nested without end", function()
  local event = require "rasad.event"
  local made = event.claim("k", { status = "occurred", first_day = 736453, last_day = 736453,
    evidence = { article = "a", start = 0, stop = 1, text = "t" } })
  local events = event.merge { made }
  local writer = report.writer()
  writer:timeline { events = events }
  for _, change in ipairs { { "first_day", "x" }, { "precision", {} }, { "premises", 3 }, { "evidence", {} } } do
    local broken = {}
    for name, value in pairs(events[1]) do broken[name] = value end
    broken[change[1]] = change[2]
    check.raises(function() writer:timeline { events = { broken } } end, "events[1] is not an event")
  end
  check.raises(function() writer:timeline { events = {}, undated = events } end, "undated[1] is not an event")
  local deep = {}
  for _ = 1, 100 do deep = { deep } end
  check.raises(function() writer:data("deep", deep) end, "nested more than 40 deep")
  check.raises(function() accumulator.new("a"):log("deep", deep) end, "nested more than 60 deep")
end)

check.done()
