-- antcorpus.lua: the publication days rasad infers from the text of dated Arabic articles:
-- build/rasad lua tests/conformance/antcorpus.lua [--tune] [--limit N] [--verbose]
-- Articles on even lines are for tuning (--tune), those on odd lines are for measuring. The program sees title, abstract
-- and text; identifier, address and day of publication are hidden from it.
-- --verbose lists the answers that do not contain the day, and is for the half for tuning only.
local core = require "rasad.core"
local date = require "rasad.date"
local decode = require "decode"
local time = require "rasad.time"

local shared = os.getenv("RASAD_SHARED") or "../shared"
local path = shared .. "/data/corpus/antcorpus.jsonl.gz"

local options = { limit = math.maxinteger }
for i, word in ipairs(arg) do
  if word == "--limit" then options.limit = math.tointeger(tonumber(arg[i + 1])) or options.limit end
  options[word] = true
end

local file = io.open(path, "rb")
if not file then
  print("skipped: the corpus is not at " .. shared)
  os.exit(77)
end
file:close()

-- The day an article was published: "20/01/2017" or ISO; nil where it is neither.
local function published(text)
  local day, month, year = text:match "^(%d%d)/(%d%d)/(%d%d%d%d)"
  if not day then year, month, day = text:match "^(%d%d%d%d)-(%d%d)-(%d%d)" end
  if not day then return nil end
  return date.day("gregorian", math.tointeger(tonumber(year)), math.tointeger(tonumber(month)),
    math.tointeger(tonumber(day)))
end

-- What the program is given of a record.
local function article_of(record)
  local parts = {}
  for _, name in ipairs { "title", "abstract", "text" } do
    if type(record[name]) == "string" and record[name]:find "%S" then parts[#parts + 1] = record[name] end
  end
  if #parts == 0 then return nil end
  return (assert(core.text(table.concat(parts, "\n\n"))):article(1))
end

-- The latest day that the text writes in full, and whether there is one.
local function latest_stated(article)
  local latest
  for _, e in ipairs(time.find(article)) do
    local fields = e.fields
    local full = e.dated == "stated" and fields.day and fields.month and fields.year and e.last_day
    if full and (not latest or full > latest) then latest = full end
  end
  return latest
end

local counts = { articles = 0, malformed = 0, full = 0, answered = 0, answered_full = 0, right = 0, right_full = 0,
  baseline_right = 0 }
local widths, by_how = {}, {}

local function note(record, answer, true_day)
  local reasons = {}
  for _, premise in ipairs(answer.premises) do reasons[#reasons + 1] = premise.text end
  print(("  %s: %s..%s (%s), was %s: %s"):format(record.id, date.format(answer.first_day), date.format(answer.last_day),
    answer.how, date.format(true_day), table.concat(reasons, "; ")))
end

local function measure(record, true_day)
  local article = article_of(record)
  if not article then return end
  counts.articles = counts.articles + 1
  local latest = latest_stated(article)
  if latest then
    counts.full = counts.full + 1
    if latest == true_day then counts.baseline_right = counts.baseline_right + 1 end
  end
  local answer = time.document_date(article)
  if not answer then return end
  local right = answer.first_day <= true_day and true_day <= answer.last_day
  local width = answer.last_day - answer.first_day + 1
  widths[#widths + 1] = width
  counts.answered = counts.answered + 1
  local how = by_how[answer.how] or { answered = 0, right = 0 }
  by_how[answer.how] = how
  how.answered = how.answered + 1
  if latest then counts.answered_full = counts.answered_full + 1 end
  if right then
    counts.right, how.right = counts.right + 1, how.right + 1
    if latest then counts.right_full = counts.right_full + 1 end
  elseif options["--verbose"] and options["--tune"] then
    note(record, answer, true_day)
  end
end

local function percent(part, whole)
  return whole == 0 and "-" or ("%.1f %% (%d of %d)"):format(100 * part / whole, part, whole)
end

local line_number = 0
local lines = assert(io.popen("zcat '" .. path:gsub("'", "'\\''") .. "'"))
for line in lines:lines() do
  line_number = line_number + 1
  if line_number > options.limit then break end
  if (line_number % 2 == 0) == (options["--tune"] or false) then
    local record = decode.value(line, 1)
    local true_day = published(record.date or "")
    if true_day then measure(record, true_day) else counts.malformed = counts.malformed + 1 end
  end
end
lines:close()

table.sort(widths)
print(("half: %s; articles %d, with a malformed day %d, with a full date in the text %d"):format(
  options["--tune"] and "even lines (tuning)" or "odd lines (measuring)", counts.articles, counts.malformed, counts.full))
print("answered of those with a full date: " .. percent(counts.answered_full, counts.full))
print("answered of all:                    " .. percent(counts.answered, counts.articles))
print("answers that contain the day:       " .. percent(counts.right, counts.answered))
print("  of those with a full date:        " .. percent(counts.right_full, counts.answered_full))
print(("width of the answers in days:       median %s, 9 in 10 at most %s, widest %s"):format(
  widths[(#widths + 1) // 2] or "-", widths[math.max(1, #widths * 9 // 10)] or "-", widths[#widths] or "-"))
print("baseline, latest date mentioned:    " .. percent(counts.baseline_right, counts.full))
local names = {}
for name in pairs(by_how) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do
  print(("  how: %-10s contain the day: %s"):format(name, percent(by_how[name].right, by_how[name].answered)))
end
