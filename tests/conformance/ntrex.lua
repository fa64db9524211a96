-- ntrex.lua: whether the times read in a sentence agree with those of the English sentence it translates:
-- build/rasad lua tests/conformance/ntrex.lua [fas|prs|arb] [--verbose]
-- Counted are sentences where either side has a value: a date, a length of time or a set; "now", "recently" and "some
-- years" have none. Two values agree if their surfaces say the same (DCT-P1Y, XXXX-WXX-1, 2016-05) or they name the same
-- days for an article of one day, the same for all; "four days later" is four days, since a sentence alone does not say
-- later than what; "ten years before" is ten years or ten years ago, which are the same words in Persian. Repeated values
-- count once. ntrex_translators.tsv lists sentences whose translation says another time than the English; they are counted
-- all the same, and told apart in the listing.
-- --verbose lists the disagreements.
local core = require "rasad.core"
local time = require "rasad.time"

local shared = os.getenv("RASAD_SHARED") or "../shared"
local folder = arg[0]:match("^(.*)/") or "."
local corpus = shared .. "/data/corpus/ntrex/newstest2019-"
-- A day of the weeks that the articles are of.
local DAY <const> = "2018-10-03"

local wanted, verbose
for _, word in ipairs(arg) do
  if word == "--verbose" then verbose = true else wanted = word end
end

local function lines(path)
  local f = io.open(path, "rb")
  if not f then return nil end
  local list = {}
  for line in f:lines() do list[#list + 1] = line end
  f:close()
  return list
end

local LETTERS = { year = "%dY", month = "%dM", week = "%dW", day = "%dD", decade = "%dDE", hour = "T%dH", minute = "T%dM" }

-- What a sentence says of time, each value once.
local function values(sentence)
  local found, seen = {}, {}
  if not sentence:find "%S" then return found end
  for _, e in ipairs(time.find(assert(core.text(sentence)):article(1), { dct = DAY })) do
    local surface = (e.text_value or "X"):gsub(" %(AP%)$", ""):gsub("^%(DCT%+0%)", "XXXX")
    local fields = e.fields
    -- An hour is compared by itself: its day is another expression.
    local hour = e.kind == "time" and surface:match("T%d.*$")
    surface = hour and hour:gsub("(T%d%d):00$", "%1") or surface
    local days = e.kind ~= "duration" and not hour and e.resolved and ("%d %d"):format(e.first_day, e.last_day) or nil
    local ago = surface == "X" and fields.count and LETTERS[fields.unit] and (fields.shift or 0) < 0 and
      "DCT-P" .. LETTERS[fields.unit]:format(fields.count) or nil
    if fields.count and LETTERS[fields.unit] and (surface == "X" or surface:find("DCT+", 1, true)) then
      surface, days = "P" .. LETTERS[fields.unit]:format(fields.count), nil
    end
    local has_value = e.kind ~= "vague" and surface ~= "X" and not surface:find "^PT?X"
    if has_value and not (seen[surface] or days and seen[days]) then
      seen[surface], seen[days or surface] = true, true
      found[#found + 1] = { surface = surface, days = days, ago = ago, text = e.text, is_date = e.kind == "date" }
    end
  end
  return found
end

-- Whether each value of one side has its equal on the other.
local function agree(a, b)
  local function covered(from, to)
    for _, x in ipairs(from) do
      local found = false
      for _, y in ipairs(to) do
        found = found or x.surface == y.surface or x.days ~= nil and x.days == y.days or x.ago == y.surface or y.ago == x.surface
      end
      if not found then return false end
    end
    return true
  end
  return covered(a, b) and covered(b, a)
end

-- The values of a side that are dates.
local function dates(list)
  local only = {}
  for _, v in ipairs(list) do
    if v.is_date then only[#only + 1] = v end
  end
  return only
end

local function show(list)
  local parts = {}
  for i, v in ipairs(list) do parts[i] = ("%s = %s"):format(v.text, v.surface) end
  return #parts > 0 and table.concat(parts, "; ") or "(nothing)"
end

local english = lines(corpus .. "src.eng.txt")
if not english then
  print("skipped: the sentences are not at " .. shared)
  os.exit(77)
end

local slips = {} -- language -> sentence -> what its translation says
for _, line in ipairs(lines(folder .. "/ntrex_translators.tsv") or {}) do
  local language, index, reason = line:match "^(%l+)\t(%d+)\t(.+)$"
  if language then
    slips[language] = slips[language] or {}
    slips[language][math.tointeger(tonumber(index))] = reason
  end
end

local of_english = {}
for i, sentence in ipairs(english) do of_english[i] = values(sentence) end

for _, language in ipairs { "fas", "prs", "arb" } do
  if wanted == nil or wanted == language then
    local sentences = assert(lines(corpus .. "ref." .. language .. ".txt"))
    local counted, agreed, translators = 0, 0, 0
    local with_date, agreed_dates = 0, 0
    for i, sentence in ipairs(sentences) do
      local got, want = values(sentence), of_english[i]
      local got_dates, want_dates = dates(got), dates(want)
      if #got_dates + #want_dates > 0 then
        with_date = with_date + 1
        if agree(got_dates, want_dates) then agreed_dates = agreed_dates + 1 end
      end
      if #got + #want > 0 then
        counted = counted + 1
        local slip = slips[language] and slips[language][i]
        if agree(got, want) then
          agreed = agreed + 1
        else
          if slip then translators = translators + 1 end
          if verbose then
            print(("%s %d%s\n  %s\n  %s\n  eng: %s\n  %s: %s"):format(language, i, slip and " (translator: " .. slip .. ")" or "",
              english[i], sentence, show(want), language, show(got)))
          end
        end
      end
    end
    print(("%s: %.1f %% agree (%d of %d sentences with a value); of %d that disagree %d are the translators'"):format(
      language, 100 * agreed / math.max(1, counted), agreed, counted, counted - agreed, translators))
    print(("     dates alone: %.1f %% (%d of %d sentences with one)"):format(100 * agreed_dates / math.max(1, with_date),
      agreed_dates, with_date))
  end
end
