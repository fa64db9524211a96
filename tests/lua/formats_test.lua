-- formats_test.lua: HTML, CSV, TSV, iCalendar and TIMEX3 of reports; languages and calendars; strangers' text.
local check = require "check"
local chart = require "rasad.chart"
local core = require "rasad.core"
local escape = require "rasad.render.escape"
local event = require "rasad.event"
local readers = require "rasad.render.reader"
local render = require "rasad.render"
local report = require "rasad.report"

local function document(f)
  local writer, content = report.writer()
  f(writer)
  local plain = core.unpack(core.pack(content))
  return {
    name = "test", title = plain.title or "Title", summary = "Summary", blocks = plain.blocks, data = plain.data,
    warnings = {}, provenance = {
      engine = "0.1.0", profile = "rasad-1",
      corpus = { articles = 2, stories = 1, sources = 0, fingerprint = "f00d" },
      script = { name = "test", hash = "1234" }, args = {}, warnings = 0, failed = 0,
    },
  }
end

local function day(y, m, d) return (core.date_to_day("gregorian", y, m, d)) end

local function claim(key, fields)
  fields.evidence = fields.evidence or { article = "a.txt", start = 0, stop = 9, text = "Something" }
  return event.claim(key, fields)
end

local function timeline(...)
  local events, undated = event.merge { ... }
  return document(function(writer) writer:timeline { events = events, undated = undated } end)
end

local function contains(text, ...)
  for _, part in ipairs { ... } do
    if not text:find(part, 1, true) then error(("%q is not in:\n%s"):format(part, text), 2) end
  end
end

-- HTML -------------------------------------------------------------------------------------------

-- Every tag of a page as its name and attributes; an error where a < or a quote stands that is no markup.
local function tags_of(page)
  page = page:gsub("<!DOCTYPE html>", ""):gsub("(<style>).-(</style>)", "%1%2"):gsub("(<script>).-(</script>)", "%1%2")
  local tags, at = {}, 1
  while true do
    local open = page:find("<", at, true)
    if not open then return tags end
    local name, from = page:match("^/?(%w+)()", open + 1)
    check.truthy(name, ("markup at %q: it"):format(page:sub(open, open + 40)))
    local tag, rest, stop = { name = name, attributes = {} }, from
    while true do
      local attribute, value, after = page:match('^%s+([%w-]+)="([^"<>]*)"()', rest)
      if not attribute then
        attribute, after = page:match("^%s+([%w-]+)()", rest)
        value = ""
      end
      if not attribute then
        stop = page:match("^%s*/?>()", rest)
        check.truthy(stop, ("the end of a tag at %q: it"):format(page:sub(open, open + 80)))
        break
      end
      tag.attributes[attribute], rest = value, after
    end
    tags[#tags + 1], at = tag, stop
  end
end

local HOSTILE = '</script></title></style><script>alert(1)</script><img src="http://x.invalid" onerror=alert(2)> '
  .. '"\'><svg onload=alert(3)> &lt; --> ]]> javascript:alert(4) \1\2\2\1 \0 \u{202E}\u{2066} \xff\xd8 {1} %s'

local function hostile_document()
  local here = { article = HOSTILE, start = 0, stop = #HOSTILE, text = HOSTILE, date_start = 9, date_end = 17,
    date_text = HOSTILE:sub(10, 17) }
  local function say(fields)
    fields.evidence, fields[HOSTILE], fields.place = here, HOSTILE, HOSTILE
    fields.premises = { { text = HOSTILE, soft = true }, 'the dateline reads "' .. HOSTILE .. '"' }
    return event.claim(HOSTILE, fields)
  end
  local events, undated = event.merge {
    say { status = "occurred", first_day = 736000, last_day = 736001, alternatives = { { first_day = 735000,
      last_day = 735000, without = HOSTILE } } },
    say { status = "occurred", first_day = 736100, last_day = 736200, precision = HOSTILE },
    say { status = "denied", reason = HOSTILE },
  }
  local made = document(function(writer)
    writer:title(HOSTILE)
    writer:heading(HOSTILE)
    writer:prose(HOSTILE, { HOSTILE })
    writer:note(HOSTILE)
    writer:table { columns = { HOSTILE, "n" }, rows = { { HOSTILE, 1 } } }
    for _, kind in ipairs { "bars", "lines", "strip" } do
      writer:chart { type = kind, title = HOSTILE, labels = { HOSTILE, "b" },
        series = { { name = HOSTILE, values = { 1, 2 } }, { name = "two", values = { 3, -4 } } } }
    end
    writer:chart { type = "dispersion", title = HOSTILE, series = { { name = HOSTILE, length = 9, values = { 1 } } } }
    writer:kwic { lines = { { article = HOSTILE, start = 0, stop = 1, before = HOSTILE, node = HOSTILE, after = HOSTILE } } }
    writer:timeline { events = events, undated = undated, lanes = "place" }
  end)
  made.summary = HOSTILE
  made.warnings = { { kind = "script", article = HOSTILE, outcome = "error", message = HOSTILE, where = HOSTILE } }
  made.provenance.args = { name = HOSTILE }
  made.provenance.script.version = HOSTILE
  return made
end

local PLAIN_ATTRIBUTES = {}
for name in ([[aria-hidden aria-label aria-sort charset checked class content d data-articles data-digits data-event data-format
  data-name data-order data-status data-value datetime dir direction fill-opacity height hidden href http-equiv id lang name r
  role rx scope tabindex text-anchor type value viewBox width x y]]):gmatch "%S+" do
  PLAIN_ATTRIBUTES[name] = true
end

check.test("should let nothing that strangers write become markup", function()
  for _, lang in ipairs(render.languages) do
    local page = render.document(hostile_document(), "html", { lang = lang })
    check.equal(select(2, page:gsub("<script", "")), 1)
    check.equal(select(2, page:gsub("</script", "")), 1)
    check.truthy(utf8.len(page), "valid UTF-8")
    check.truthy(not page:find "[%z\1-\8]", "no control characters")
    check.truthy(not page:find("\u{202E}", 1, true), "no override of the direction")
    for _, tag in ipairs(tags_of(page)) do
      check.truthy(tag.name ~= "img" and tag.name ~= "iframe" and tag.name ~= "object", "no foreign tag: it")
      for name, value in pairs(tag.attributes) do
        check.truthy(PLAIN_ATTRIBUTES[name], ("the attribute %s is known"):format(name))
        check.truthy(name ~= "href" or value:find "^#[%w-]+$", "a link stays in the page")
      end
    end
  end
end)

check.test("should write strangers' text in the other formats", function()
  local made = hostile_document()
  for _, format in ipairs(render.formats) do
    for n = 1, format == "csv" and 7 or 1 do
      local bytes, message = render.document(made, format, { lang = "fa", table = n })
      check.truthy(bytes, tostring(message))
      check.truthy(utf8.len(bytes), format .. " is valid UTF-8: it")
      check.truthy(not bytes:find("\0", 1, true), format .. " has no zero byte: it")
    end
  end
  check.truthy(not render.document(made, "timex3"):find("<script", 1, true))
end)

check.test("should ask for nothing outside the page", function()
  local page = render.document(timeline(claim("k", { status = "occurred", first_day = 736000, last_day = 736000 })), "html")
  check.truthy(not page:find "https?://" and not page:find("url(", 1, true) and not page:find("@import", 1, true))
  contains(page, "default-src 'none'", '<html lang="en" dir="ltr">')
end)

local function base64(bytes)
  local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  local out = {}
  for i = 1, #bytes, 3 do
    local a, b, c = bytes:byte(i, i + 2)
    local n = a << 16 | (b or 0) << 8 | (c or 0)
    for k = 0, 3 do
      local at = n >> (18 - 6 * k) & 63
      out[#out + 1] = (k < 2 or k == 2 and b or k == 3 and c) and letters:sub(at + 1, at + 1) or "="
    end
  end
  return table.concat(out)
end

check.test("should let the browser run the page's own script", function()
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write((require "rasad.render.html.script"))
  file:close()
  local pipe = assert(io.popen("sha256sum " .. path .. " 2>/dev/null"))
  local hex = pipe:read("a"):match "^%x+"
  pipe:close()
  os.remove(path)
  if not hex then check.skip("no sha256sum") end
  local hash = base64(hex:gsub("%x%x", function(pair) return string.char(tonumber(pair, 16)) end))
  check.equal(require("rasad.render.html").SCRIPT_HASH, hash, "SCRIPT_HASH in lua/rasad/render/html.lua")
end)

check.test("should close what a text sets apart, and know which way it runs", function()
  check.equal(escape.rich "a\1<b\1c", "a<bdi>&lt;b<bdi>c</bdi></bdi>")
  check.equal(escape.rich "\2a\1b\2\2", "a<bdi>b</bdi>")
  check.equal(escape.direction "12 – ۱۳ آتش‌بس ceasefire", "rtl")
  check.equal(escape.direction "۱۳ ceasefire آتش‌بس", "ltr")
  check.equal(escape.direction "...", "ltr")
end)

check.test("should draw days where they are: an event twice as late lies twice as far", function()
  local page = render.document(timeline(claim("a", { status = "occurred", first_day = 736000, last_day = 736000 }),
    claim("b", { status = "planned", first_day = 736100, last_day = 736100 }),
    claim("c", { status = "denied", first_day = 736200, last_day = 736200 }),
    claim("d", { status = "claimed", first_day = 736000, last_day = 736199, precision = "part" })), "html")
  local at = {}
  for status, x in page:gmatch '<use href="#mark%-(%w+)" x="([%d.]+)"' do at[status] = tonumber(x) end
  check.truthy(math.abs((at.denied - at.occurred) - 2 * (at.planned - at.occurred)) < 0.3, "in proportion: it")
  local wide = tonumber(page:match '<rect class="bar claimed unsure" x="[%d.]+" y="[%d.]+" width="([%d.]+)"')
  check.truthy(math.abs(wide - 2 * (at.planned - at.occurred)) < 0.5, "200 days long: it")
end)

check.test("should let a right-to-left reader's picture run from right to left", function()
  local made = timeline(claim("a", { status = "occurred", first_day = 736000, last_day = 736000 }),
    claim("b", { status = "planned", first_day = 736100, last_day = 736100 }))
  local function place(lang, status)
    return tonumber(render.document(made, "html", { lang = lang }):match('<use href="#mark%-' .. status .. '" x="([%d.]+)"'))
  end
  check.truthy(place("en", "occurred") < place("en", "planned"))
  check.truthy(place("ar", "occurred") > place("ar", "planned"))
end)

check.test("should show disagreeing claims side by side, each with its passages, and link them", function()
  local function said(article, first, last)
    return claim("round 4", { status = "occurred", first_day = first, last_day = last, precision = "day",
      evidence = { article = article, start = 0, stop = 5, text = "Words of " .. article } })
  end
  local page = render.document(timeline(said("a.txt", 736000, 736000), said("b.txt", 736000, 736001), said("c.txt", 736010,
    736010)),
    "html")
  local versions = page:match '<div class="versions">(.-)</div>\n</div>'
  local own, others, later = versions:match "<section>(.-)</section>\n<section>(.-)</section>\n<section>(.-)</section>"
  contains(own, "this event", "Words of a.txt")
  contains(others, "others say", "Words of b.txt")
  check.truthy(not own:find("Words of b.txt", 1, true))
  contains(later, 'href="#t1e2"', "c.txt")
end)

check.test("should show passages in HTML without marks of Markdown, and mark the same date", function()
  local text = "**Russia, *Iran* and Turkey** met on May 4 in **Astana**; 3*4 ** 5 _too_."
  local first = text:find("May 4", 1, true) + 99
  local page = render.document(timeline(claim("k", { status = "occurred", first_day = 736000, last_day = 736000,
    evidence = { article = "a.md", start = 100, stop = 100 + #text, text = text, date_start = first,
      date_end = first + #"May 4", date_text = "May 4" } })), "html")
  contains(page, "Russia, Iran and Turkey met on <mark>May 4</mark> in Astana; 3*4 ** 5 too.",
    ("bytes <bdi>100</bdi>-<bdi>%d</bdi>"):format(100 + #text))
end)

check.test("should give a claim without a day its bounds, and point to its days elsewhere", function()
  local page = render.document(timeline(claim("round 4", { status = "occurred", first_day = 736000, last_day = 736000 }),
    claim("round 4", { status = "planned", reason = "no day", not_before = day(2017, 3, 1), not_after = day(2017, 5, 9),
      evidence = { article = "z.txt", start = 3, stop = 9, text = "z" } })), "html")
  contains(page, "not before <bdi>Wednesday 1 March 2017</bdi>; not after <bdi>Tuesday 9 May 2017</bdi>",
    'dated elsewhere: <a class="jump" href="#t1e1">')
end)

-- Tables -----------------------------------------------------------------------------------------

local function table_of(rows)
  return document(function(writer) writer:table { columns = { "a", "b" }, rows = rows } end)
end

check.test("should write CSV that spreadsheets read and don't run", function()
  local bytes = render.document(table_of { { "=SUM(A1)", -1 }, { "+1", 2.5 }, { "@x", "\tz" }, { 'say "hi", all', "two\nlines" },
    { " -1", "پیش" }, { "＝1", "a=b" } }, "csv")
  check.equal(bytes, '\u{FEFF}a,b\r\n\'=SUM(A1),-1\r\n\'+1,2.5\r\n\'@x,\'\tz\r\n"say ""hi"", all","two\nlines"\r\n'
    .. '\' -1,پیش\r\n\'＝1,a=b\r\n')
end)

check.test("should write TSV with a line for each row, whatever is in it", function()
  check.equal(render.document(table_of { { "=1", "a\tb\nc\\d\r" } }, "tsv"), "a\tb\n=1\ta\\tb\\nc\\\\d\\r\n")
end)

check.test("should choose among the report's tables, and name them where there is no such one", function()
  local made = document(function(writer)
    writer:heading "First"
    writer:table { columns = { "a" }, rows = { { 1 } } }
    writer:heading "Second"
    writer:chart { type = "bars", labels = { "x" }, series = { { name = "n", values = { 7 } } } }
  end)
  check.equal(render.document(made, "tsv", { table = 2 }), "name\tn\nx\t7\n")
  local bytes, message = render.document(made, "tsv", { table = 3 })
  check.equal(bytes, nil)
  contains(message, "the report has 2: 1 First (a); 2 Second (name, n)")
  bytes, message = render.document(document(function(writer) writer:prose "p" end), "csv")
  check.equal({ bytes, message }, { nil, "the report has no table for csv" })
end)

check.test("should write a row for each passage of an event", function()
  local made = timeline(claim("k", { status = "occurred", first_day = day(2016, 2, 4), last_day = day(2016, 2, 4),
    place = "Sochi", evidence = {
    { article = "a.txt", start = 0, stop = 1, text = "A" }, { article = "b.txt", start = 2, stop = 3, text = "B" } } }),
    claim("k", { status = "planned", reason = "no day" }))
  local lines = {}
  for line in render.document(made, "tsv"):gmatch "[^\n]+" do lines[#lines + 1] = line end
  check.equal(#lines, 4)
  contains(lines[1], "event\tkey\tplace\tstatus\tfirst\tlast\tprecision\tdated\tjalali\thijri\treason")
  contains(lines[2], "1\tk\tSochi\toccurred\t2016-02-04\t2016-02-04\tday\tstated\t1394-11-15", "a.txt\t0\t1\tA")
  contains(lines[3], "b.txt\t2\t3\tB")
  contains(lines[4], "2\tk\t\tplanned\t\t\t\t\t\t\tno day")
end)

-- Calendars --------------------------------------------------------------------------------------

check.test("should write a calendar as RFC 5545 wants it", function()
  local long = ("آتش‌بس, "):rep(20) .. ";\\ end"
  local bytes = render.document(timeline(
    claim("one", { status = "occurred", first_day = day(2017, 12, 30), last_day = day(2017, 12, 31),
      evidence = { article = "a.txt", start = 0, stop = 9, text = long } }),
    claim("two", { status = "planned", first_day = day(2016, 2, 29), last_day = day(2016, 2, 29) }),
    claim("three", { status = "denied", first_day = 736000, last_day = 736000 }),
    claim("four", { status = "claimed", reason = "no day" })), "ics")
  for line in bytes:gmatch "([^\r]*)\r\n" do
    check.truthy(#line <= 75, ("%d bytes, at most 75: it"):format(#line))
    check.truthy(utf8.len(line), "no character is cut: it")
  end
  check.equal(select(2, bytes:gsub("\n", "")), select(2, bytes:gsub("\r\n", "")), "ends of lines")
  local whole = bytes:gsub("\r\n ", "")
  contains(whole, "DTSTART;VALUE=DATE:20171230\r\nDTEND;VALUE=DATE:20180101\r\n",
    "DTSTART;VALUE=DATE:20160229\r\nDTEND;VALUE=DATE:20160301\r\n",
    "STATUS:CONFIRMED", "STATUS:TENTATIVE", "STATUS:CANCELLED", "SUMMARY:two (planned)", "BEGIN:VJOURNAL", "\\;\\\\ end",
    "آتش‌بس\\, آتش‌بس")
  local seen = {}
  for uid in whole:gmatch "UID:(%S+)" do
    check.truthy(not seen[uid], uid .. " is used once: it")
    seen[uid] = true
  end
  check.truthy(not (render.document(document(function(writer) writer:prose "p" end), "ics")))
end)

check.test("should tag the dates of the evidence with what the report made of them", function()
  local function said(first, last, text)
    return claim("k", { status = "occurred", first_day = first, last_day = last, dated = "computed", recurring = true,
      evidence = {
      article = "a.txt", start = 10 * first, stop = 10 * first + #text, text = text, date_start = 10 * first,
        date_end = 10 * first + 3,
      date_text = text:sub(1, 3) } })
  end
  local bytes = render.document(timeline(said(day(2017, 5, 4), day(2017, 5, 4), "Thu & more"),
    said(day(2018, 2, 1), day(2018, 2, 28), "Feb rest"), said(day(2019, 1, 1), day(2019, 12, 31), "yr. rest"),
    said(day(2020, 1, 3), day(2020, 1, 5), "3-5 rest")), "timex3")
  contains(bytes, '<TIMEX3 tid="t1" type="DATE" value="2017-05-04" temporalFunction="true">Thu</TIMEX3> &amp; more',
    'value="2018-02"', 'value="2019"', 'value="2020-01-03/2020-01-05"')
end)

-- Languages --------------------------------------------------------------------------------------

local function places(text)
  local found = {}
  for n in text:gmatch "{(%d)}" do found[#found + 1] = n end
  table.sort(found)
  return table.concat(found, ",")
end

check.test("should have the same places in every language's sentences", function()
  local fa, ar = require "rasad.render.phrases.fa", require "rasad.render.phrases.ar"
  for english, persian in pairs(fa) do
    check.equal(places(persian), places(english), english)
    local is_count = english == "story" or english == "source"
    check.truthy(is_count or ar[english], ("Arabic for %q"):format(english))
  end
  for english, arabic in pairs(ar) do
    check.equal(places(arabic), places(english), english)
    local is_count = english == "stories" or english == "sources"
    check.truthy(is_count or fa[english], ("Persian for %q"):format(english))
  end
end)

check.test("should leave nothing that rasad says in English", function()
  for _, lang in ipairs { "fa", "ar" } do
    for _, name in ipairs { "astana-rounds", "ceasefire-timeline" } do
      local page = check.rasad(("run %s %s/examples/syria --format html --lang %s"):format(name,
        os.getenv "RASAD_SOURCE" or ".", lang))
      page = page:gsub("<style>.-</style>", ""):gsub("<script>.-</script>", ""):gsub("<blockquote.-</blockquote>", "")
        :gsub('<span class="excerpt".-</span>', ""):gsub("«.-»", ""):gsub("<footer.*", "")
      for text in page:gmatch ">([^<>]+)<" do
        text = text:gsub("%d%d%-%l%l%-[%w.-]+", ""):gsub("\u{2068}", ""):gsub("\u{2069}", "")
        check.truthy(not text:find "%a%a%a", ("%q is in %s: it"):format(text, lang))
      end
    end
  end
end)

check.test("should write days in the reader's calendar and digits", function()
  local first, last = day(2017, 5, 3), day(2017, 5, 4)
  local function days(options, from) return readers.new(options):days(from or first, last) end
  check.equal(days {}, "2017-05-03 to 2017-05-04")
  check.equal(days({}, last), "2017-05-04 Thu")
  check.equal(days({ long_dates = true }, last), "Thursday 4 May 2017")
  check.equal(days({ lang = "fa" }, last), "پنجشنبه ۱۴ اردیبهشت ۱۳۹۶")
  check.equal(days { lang = "fa" }, "۱۳ تا ۱۴ اردیبهشت ۱۳۹۶")
  check.equal(days { lang = "ar", calendar = "hijri" }, "٧ إلى ٨ شعبان ١٤٣٨ هـ")
  check.equal(days({ calendar = "jalali" }, last), "Thursday 14 Ordibehesht 1396")
  check.equal(readers.new({ lang = "fa" }):others(last, last), "۴ مه ۲۰۱۷؛ ۸ شعبان ۱۴۳۸ ه‍.ق")
  -- Outside the tables of a calendar the Gregorian one is left.
  check.equal(readers.new({ lang = "fa" }):days(day(1200, 1, 1), day(1200, 1, 1)):match "%S+$", "۱۲۰۰")
end)

check.test("should write numbers in the reader's digits", function()
  check.equal(readers.new():number(-2.5), "-2.5")
  check.equal(readers.new({ lang = "fa" }):number(1234.5), "۱۲۳۴٫۵")
  check.equal(readers.new({ lang = "ar" }):number(-7), "\u{200E}-\u{200E}٧")
  check.equal(readers.new({ lang = "ar" }):count(3, "article", "articles"), "المقالات: ٣")
  check.equal(readers.new({ lang = "fa" }):count(3, "article", "articles"), "۳ مقاله")
  check.equal(readers.new():count(1, "article", "articles"), "1 article")
end)

check.test("should translate a script's own words, and sentences with what fills them", function()
  local reader = readers.new { lang = "fa", translations = { fa = { ["round {1}"] = "دور {1}", ["a ceasefire"] = "آتش‌بس" } } }
  check.equal(reader:say "round 4", "دور ۴")
  check.equal(reader:say "2 of 17 articles do not name a ceasefire: a.txt.", "۲ مقاله از ۱۷ مقاله از آتش‌بس نام نمی‌برند: a.txt.")
  check.equal(reader:say "the metadata gives 2017-05-04", "فراداده می‌گوید پنجشنبه ۱۴ اردیبهشت ۱۳۹۶")
  check.equal(reader:say "nothing that is known", "nothing that is known")
  check.raises(function()
    report.define { name = "x", api = 1, summary = "s", map = print, finish = print, translations = { de = {} } }
  end, "translations: there are fa and ar, got the key 'de'")
end)

-- Charts -----------------------------------------------------------------------------------------

check.test("should refuse charts that can't be drawn, and say why", function()
  local function refused(t, part) check.raises(function() chart.block(t) end, part) end
  refused({ type = "pie" }, "the type should be bars, lines, strip or dispersion, got 'pie'")
  refused({ type = "bars" }, "it needs labels")
  refused({ type = "bars", labels = { "a" } }, "it needs series")
  refused({ type = "bars", labels = { "a", "b" }, series = { { name = "n", values = { 1 } } } },
    "the series n has 1 values for 2 labels")
  refused({ type = "lines", labels = { "a" }, series = { { name = "n", values = { 0 / 0 } } } },
    "value 1 of the series n should be a number")
  refused({ type = "dispersion", series = { { name = "n", values = { 1 } } } }, "the series n needs its length")
  refused({ type = "dispersion", series = { { name = "n", length = 3, values = { 9 } } } }, "lies behind its length")
  check.raises(function() report.writer():kwic { lines = { { article = "a" } } } end, "report:kwic: line 1 has no before")
end)

check.test("should draw a bar as long as its value", function()
  local page = render.document(document(function(writer)
    writer:chart { type = "bars", labels = { "a", "b" }, series = { { name = "n", values = { 10, 5 } } } }
  end), "html")
  local widths = {}
  for width in page:gmatch '<rect class="c1" x="[%d.]+" y="[%d.]+" width="([%d.]+)"' do widths[#widths + 1] = tonumber(width) end
  check.equal(#widths, 2)
  check.truthy(math.abs(widths[1] - 2 * widths[2]) < 0.2)
end)

check.done()
