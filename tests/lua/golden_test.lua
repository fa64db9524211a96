-- golden_test.lua: whole reports in every format, byte for byte, with any number of workers.
--
-- The files in tests/golden were looked at by eye when they were made. RASAD_GOLDEN=write makes them anew: look again.
local check = require "check"

local source = os.getenv "RASAD_SOURCE" or "."
local folder = source .. "/tests/golden"
local corpus = source .. "/examples/syria"

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read "a"
  file:close()
  return bytes
end

local function write(path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

-- What changes with every edit of a script, of the page's looks, or of the version says nothing about a renderer.
local function steady(bytes)
  local hash = ("%x"):rep(16)
  bytes = bytes:gsub("%((%S+) " .. hash .. "%)", "(%1 ...)"):gsub("%((%S+) <bdi>" .. hash .. "</bdi>%)", "(%1 ...)")
  bytes = bytes:gsub('("hash": )"%x+"', '%1"..."'):gsub("rasad %d+%.%d+%.%d+", "rasad ..."):gsub('("engine": )"[%d.]+"',
    '%1"..."')
  bytes = bytes:gsub("(<style>).-(</style>)", "%1%2"):gsub("(<script>).-(</script>)", "%1%2"):gsub("sha256%-[%w+/=]+",
    "sha256-...")
  return bytes
end

local function output(script, options)
  local bytes, code = check.rasad(("run %s %s %s"):format(check.quote(script), check.quote(corpus), options))
  check.equal(code, 0, options)
  return bytes
end

local function compare(name, script, options)
  local bytes = steady(output(script, options))
  if os.getenv "RASAD_GOLDEN" == "write" then write(folder .. "/" .. name, bytes) end
  local want = read(folder .. "/" .. name)
  if not want then error("there is no tests/golden/" .. name, 0) end
  if bytes == want then return end
  local got_lines, line = bytes:gmatch "([^\n]*)\n?", 0
  for want_line in want:gmatch "([^\n]*)\n?" do
    line = line + 1
    local got = got_lines()
    if got ~= want_line then
      error(("%s, line %d:\n    got  %s\n    want %s"):format(name, line, tostring(got):sub(1, 300), want_line:sub(1, 300)), 0)
    end
  end
  error(name .. " is longer than it was", 0)
end

local BLOCKS = folder .. "/blocks.lua"
local FORMATS = { "text", "md", "html", "json", "csv", "tsv", "ics", "timex3" }

for _, format in ipairs(FORMATS) do
  check.test("should write every kind of block as " .. format .. " as it did", function()
    compare("blocks." .. format, BLOCKS, "--format " .. format)
  end)
  check.test("should write the same " .. format .. " with 1, 2 and 8 workers", function()
    local one = output(BLOCKS, ("--format %s --lang fa --workers 1"):format(format))
    for _, workers in ipairs { 2, 8 } do
      check.truthy(output(BLOCKS, ("--format %s --lang fa --workers %d"):format(format, workers)) == one,
        ("%d workers give the same: it"):format(workers))
    end
  end)
end

check.test("should write the reports that ship as they were judged", function()
  for _, name in ipairs { "who-said-what", "actors-and-places", "corpus-health", "contradictions" } do
    compare(name .. ".text", name, "")
  end
  compare("who-said-what.fa.md", "who-said-what", "--format md --lang fa")
  compare("actors-and-places.ar.md", "actors-and-places", "--format md --lang ar --by year")
end)

check.test("should write timelines in the languages and calendars as it did", function()
  compare("astana.fa.html", "astana-rounds", "--format html --lang fa")
  compare("astana.ar-hijri.md", "astana-rounds", "--format md --lang ar --calendar hijri")
  compare("astana.fa-gregorian.text", "astana-rounds", "--lang fa --calendar gregorian")
  compare("astana.ics", "astana-rounds", "--format ics")
  compare("ceasefires.ar.html", "ceasefire-timeline", "--format html --lang ar")
  compare("ceasefires.en-jalali.md", "ceasefire-timeline", "--format md --calendar jalali")
end)

check.done()
