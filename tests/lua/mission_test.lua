-- mission_test.lua: the two shipped reports on real articles, against what a careful reader gets out of them.
local check = require "check"
local json = require "dkjson"

local quote, run = check.quote, check.rasad

local function report(name, corpus, options)
  local output = run(("run %s %s --format json %s"):format(name, corpus, options or ""))
  local value, _, message = json.decode((output))
  assert(value, message or "the report is no JSON")
  return value
end

local function seeds()
  local shared = check.shared()
  if not shared then check.skip("no reference material; set RASAD_SHARED") end
  return shared .. "/seeds", shared
end

local function read(path)
  local f = assert(io.open(path, "rb"))
  local bytes = f:read("a")
  f:close()
  return bytes
end

-- The document whose key begins with a number, as the gold answers name it.
local function named(keys, prefix)
  for key in pairs(keys) do
    if key:sub(1, #prefix) == prefix then return keys[key] end
  end
end

local function find(list, fits)
  for _, item in ipairs(list) do
    if fits(item) then return item end
  end
end

local function check_evidence(result, folder)
  local checked = 0
  for _, part in ipairs { "events", "undated" } do
    for _, event in ipairs(result[part]) do
      for _, e in ipairs(event.evidence) do
        local bytes = read(folder .. "/" .. e.article)
        check.equal(bytes:sub(e.start + 1, e["end"]), e.text, "evidence of " .. tostring(event.key))
        if e.date_text then
          check.equal(bytes:sub(e.date_start + 1, e.date_end), e.date_text, "date of " .. tostring(event.key))
        end
        checked = checked + 1
      end
    end
  end
  return checked
end

check.test("should count the ceasefire mentions of each article, with and without repeats", function()
  local result = report("ceasefire-timeline", (seeds()))
  local want = { ["000"] = { 4, 4 }, ["001"] = { 8, 6 }, ["002"] = { 7, 5 }, ["003"] = { 1, 1 }, ["004"] = { 0, 0 } }
  for doc, counts in pairs(want) do
    local got = named(result.mentions, doc)
    check.equal({ got.all, got.distinct }, counts, doc)
  end
  check.equal(#result.silent, 1)
  check.equal(result.silent[1]:sub(1, 3), "004")
end)

check.test("should find the one dated ceasefire and quote its sentence", function()
  local folder, shared = seeds()
  local result = report("ceasefire-timeline", folder)
  check.equal(#result.events, 1)
  local event = result.events[1]
  check.equal({ event.first, event.last, event.dated, event.status },
    { "2016-12-30", "2016-12-30", "stated", "occurred" })
  check.equal(event.precision, "day")
  local gold = json.decode(read(shared .. "/gold/seeds.json"))
  local dated = find(gold.ceasefire_mentions, function(m) return m.dated end)
  check.equal(#event.evidence, 1)
  check.equal(event.evidence[1].text, dated.sentence)
  check.truthy(event.evidence[1].start <= dated.byte_start and event.evidence[1]["end"] >= dated.byte_end,
    "the sentence holds the mention")
  check.truthy(check_evidence(result, folder) > 0)
end)

check.test("should find the Astana rounds without the day of publication", function()
  local folder = seeds()
  local result = report("astana-rounds", folder)
  check_evidence(result, folder)
  local fourth = find(result.events, function(e) return e.round == 4 end)
  check.equal({ fourth.first, fourth.last, fourth.dated, fourth.status },
    { "2017-05-04", "2017-05-04", "inferred", "occurred" })
  local soft = 0
  for _, premise in ipairs(fourth.premises) do
    if premise:find("^soft: ") then soft = soft + 1 end
  end
  check.truthy(soft >= 2, "soft premises are named")
  check.truthy(find(fourth.alternatives, function(a) return a.first == "2016-05-03" end), "the alternative 2016-05-03")
  local sixth = find(result.events, function(e) return e.round == 6 end)
  check.equal({ sixth.first, sixth.last, sixth.dated, sixth.status },
    { "2017-09-12", "2017-09-20", "inferred", "planned" })
  local second = find(result.undated, function(e) return e.round == 2 end)
  check.equal(second.status, "occurred")
  for _, n in ipairs { 3, 4 } do
    local label = find(result.undated, function(e) return e.round == n end)
    check.equal(label.evidence[1].article:sub(1, 3), "001")
    check.truthy(label.reason)
  end
  for _, e in ipairs(result.events) do
    check.truthy(e.round == 4 or e.round == 6, "no other round is dated")
  end
  local silent = {}
  for _, key in ipairs(result.silent) do silent[#silent + 1] = key:sub(1, 3) end
  check.equal(silent, { "002", "004" })
end)

check.test("should compute instead of infer when the day of publication is given", function()
  local folder = seeds()
  local copy = os.tmpname()
  os.remove(copy)
  assert(os.execute(("mkdir %s && cp %s/000_*.txt %s/000.txt"):format(quote(copy), quote(folder), quote(copy))))
  local f = assert(io.open(copy .. "/metadata.csv", "w"))
  f:write("path,date,title,source,author,url,language\n000.txt,2017-09-06,,,,,\n")
  f:close()
  local result = report("astana-rounds", copy)
  os.execute("rm -r " .. quote(copy))
  for round, days in pairs { [4] = { "2017-05-04", "2017-05-04" }, [6] = { "2017-09-12", "2017-09-20" } } do
    local event = find(result.events, function(e) return e.round == round end)
    check.equal({ event.first, event.last, event.dated }, { days[1], days[2], "computed" }, "round " .. round)
  end
end)

-- A folder with the seeds, rewritten.
local function rewritten(folder, f)
  local copy = os.tmpname()
  os.remove(copy)
  assert(os.execute("mkdir " .. quote(copy)))
  local list = assert(io.popen("ls " .. quote(folder)))
  for name in list:lines() do
    local out = assert(io.open(copy .. "/" .. name, "wb"))
    out:write((f(read(folder .. "/" .. name))))
    out:close()
  end
  list:close()
  return copy
end

-- What a report says, without the places it says it of.
local function answers(name, folder)
  local result = report(name, folder)
  local lines = {}
  for _, part in ipairs { "events", "undated" } do
    for _, e in ipairs(result[part]) do
      lines[#lines + 1] = ("%s %s %s %s %s"):format(e.key, e.first, e.last, e.status, e.dated)
    end
  end
  for key, counts in pairs(result.mentions) do
    lines[#lines + 1] = ("%s %d %d"):format(key, counts.all, counts.distinct)
  end
  table.sort(lines)
  return lines
end

check.test("should give the same answers in any spelling, any digits and any line ends", function()
  local folder = seeds()
  local arabic_digits = { "٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩" }
  local spellings = {
    zwnj = function(s) return (s:gsub("آتش بس", "آتش‌بس"):gsub("آتشبس", "آتش‌بس"):gsub(" ها", "‌ها")) end,
    glued = function(s) return (s:gsub("آتش بس", "آتشبس"):gsub(" ها", "ها"):gsub(" می ", " می")) end,
    arabic_letters = function(s) return (s:gsub("ی", "ي"):gsub("ک", "ك")) end,
    digits = function(s) return (s:gsub("%d", function(d) return arabic_digits[d + 1] end)) end,
    line_ends = function(s) return "\xef\xbb\xbf" .. s:gsub("\n", "\r\n") end,
    marks = function(s) return (s:gsub("آتش", "آتَش"):gsub("دور", "دُور"):gsub("وقف", "وَقْف")) end,
  }
  for _, name in ipairs { "ceasefire-timeline", "astana-rounds" } do
    local want = answers(name, folder)
    for spelling, f in pairs(spellings) do
      local copy = rewritten(folder, f)
      local got = answers(name, copy)
      os.execute("rm -r " .. quote(copy))
      check.equal(got, want, spelling)
    end
  end
end)

check.test("should give the same bytes for any number of workers and any order of files", function()
  local source = os.getenv("RASAD_SOURCE") or "."
  local folder = source .. "/examples/syria"
  local files = {}
  local list = assert(io.popen("ls " .. quote(folder) .. "/*.txt " .. quote(folder) .. "/*.md"))
  for line in list:lines() do files[#files + 1] = quote(line) end
  list:close()
  check.truthy(#files >= 12)
  for _, name in ipairs { "ceasefire-timeline", "astana-rounds" } do
    for _, format in ipairs { "json", "text", "md" } do
      local forward, backward = table.concat(files, " "), {}
      for i = #files, 1, -1 do backward[#backward + 1] = files[i] end
      local one = run(("run %s --format %s --workers 1 %s"):format(name, format, forward))
      local eight = run(("run %s --format %s --workers 8 %s"):format(name, format, table.concat(backward, " ")))
      check.truthy(#one > 500, name .. " prints something")
      check.truthy(one == eight, name .. " as " .. format .. " is the same")
    end
  end
end)

check.done()
