-- temporal.lua: the reference suites of times and numbers: how each is read, put to rasad and judged.
--
-- A suite reads its cases as { id, input, want, spec }, puts one with run(case) and is given what came out;
-- judge(case, got) says whether it is right. Suites of spans are counted by counts(case, got) instead:
-- gold spans, gold spans met, spans found, found ones that meet gold.
local core = require "rasad.core"
local date = require "rasad.date"
local number = require "rasad.number"
local time = require "rasad.time"
local decode = require "decode"

local temporal = {}

local function lines_of(path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

---The rows of a file of tab-separated columns, its first line left out.
local function rows(path)
  local list = {}
  for i, line in ipairs(lines_of(path)) do
    if i > 1 then
      local columns = {}
      for column in (line .. "\t"):gmatch "([^\t]*)\t" do columns[#columns + 1] = column end
      list[#list + 1] = columns
    end
  end
  return list
end

-- Instants -----------------------------------------------------------------------------------------
-- "2013-02-12T04:30" as minutes and seconds of a day: { day, second }, second nil where no hour is said.

local function day_of(text)
  local year, month, day = text:match "(%d%d%d%d)%-(%d%d)%-(%d%d)"
  return year and (date.day("gregorian", tonumber(year), tonumber(month), tonumber(day)))
end

local function second_of(text)
  local hour, minute, second = text:match "(%d%d):(%d%d):?(%d*)"
  if not hour then
    hour = text:match "^T(%d%d)"
    minute, second = 0, 0
  end
  return hour and tonumber(hour) * 3600 + tonumber(minute) * 60 + (tonumber(second) or 0)
end

---Where an expression begins and ends: days, and seconds of the day where it says hours. A clock's end
---is its beginning unless it runs to another.
local function bounds(e)
  if not e.resolved then return nil end
  local function seconds(hour, minute, second)
    return hour and hour * 3600 + (minute or 0) * 60 + (second or 0) or nil
  end
  return { first = e.range_first_day or e.first_day, last = e.range_last_day or e.last_day,
    from = seconds(e.hour, e.minute, e.second), to = seconds(e.last_hour, e.last_minute, e.last_second), value = e.value,
    last_minute = e.last_minute }
end

---The expression that says most: a clock with its day, else the longest.
local function main_of(list)
  local best
  for _, e in ipairs(list) do
    local weight = (e.kind == "time" and e.resolved and 10000 or e.resolved and 5000 or 0) + (e.last - e.first)
    if not best or weight > best.weight then best = { weight = weight, e = e } end
  end
  return best and best.e
end

local function find(text, options)
  local ok, list = pcall(time.find, text, options)
  if not ok then error(("%q: %s"):format(text, list), 0) end
  return list
end

local function show(list)
  local out = {}
  for _, e in ipairs(list) do
    out[#out + 1] = ("%s=%s%s"):format(e.text, e.value or "?", e.resolved and (" [%s..%s%s]"):format(date.format(e.first_day),
      date.format(e.last_day), e.hour and (" %d:%02d"):format(e.hour, e.minute or 0) or "") or " (" .. (e.kind or "?") .. ")")
  end
  return table.concat(out, "; ")
end

-- Duckling -----------------------------------------------------------------------------------------

local GRAIN_DAYS = { Day = { 1, 1 }, Week = { 7, 7 }, Month = { 28, 31 }, Year = { 354, 366 } }

---Whether an expression is the instant and grain that is wanted.
local function is_instant(e, want, grain)
  local b = bounds(e)
  if not b then return false end
  local day, second = day_of(want), second_of(want)
  if grain == "Hour" or grain == "Minute" or grain == "Second" then
    return b.first == day and (b.from or (second == 0 and grain == "Second" and 0)) == second
  end
  if b.from and second == 0 and b.from ~= 0 then return false end
  -- "Two weeks ago" has a centre, "the middle of March" holds the 15th.
  if b.value == want:sub(1, 10) then return true end
  if e.mod == "MID" and b.first <= day and day <= b.last then return true end
  -- They give the beginning of a month as its first day.
  if e.mod == "START" and b.first == day then return true end
  if b.first ~= day then return false end
  local width = GRAIN_DAYS[grain]
  local days = b.last - b.first + 1
  return not width or width[1] <= days and days <= width[2]
end

local function is_interval(e, want)
  local b = bounds(e)
  if not b then return false end
  local from, to = want:match "^([^/]+)/(.+)$"
  local day, last = day_of(from), day_of(to)
  local second, last_second = second_of(from), second_of(to)
  if b.from or b.to then
    return b.first == day and (b.from or 0) == second and b.last == last and (b.to or 0) == last_second
  end
  -- Their end is the first day that is no longer of it; ours the last that is. The parts of a month
  -- differ by a day among those who cut it in three.
  if last_second == 0 and e.mod then return math.abs(b.first - day) <= 1 and math.abs(b.last + 1 - last) <= 1 end
  return b.first == day and (b.last + 1 == last or second ~= 0 and b.last == last)
end

local DUCKLING = { dct = "2013-02-12T04:30:00", direction = "future", language = "ar", liberal = true, week_start = 1 }

-- Cases of KNOWN_BAD.md that cannot be asked for as they stand, by input.
local DUCKLING_BAD = { ["2/2013"] = "a month given as its first day" }

local function duckling_times(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    list[id] = { id = id, input = row[1], want = row[2] == "NEGATIVE" and "" or row[3], spec = row[2], grain = row[4],
      refused = DUCKLING_BAD[row[1]] }
  end
  return list
end

local function judge_duckling(case, list)
  if case.spec == "NEGATIVE" then return #list == 0 end
  local e = main_of(list)
  if not e then return false end
  if case.want:find "/" then return is_interval(e, case.want) end
  return is_instant(e, case.want, case.grain)
end

-- Numbers and durations ----------------------------------------------------------------------------

local function value_rows(pattern)
  return function(path)
    local list = {}
    for id, row in ipairs(rows(path)) do
      list[id] = { id = id, input = row[1], want = tonumber((row[2]:match(pattern))), spec = "" }
    end
    return list
  end
end

local function close(a, b)
  return a and b and math.abs(a - b) <= 1e-9 * math.max(1, math.abs(b))
end

local function judge_number(case, got) return close(got, case.want) end

local LETTERS = { Second = "PT%dS", Minute = "PT%dM", Hour = "PT%dH", Day = "P%dD", Week = "P%dW", Month = "P%dM",
  Quarter = "P%dQ", Year = "P%dY" }

local function duration_rows(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    local count, grain = row[2]:match "^DurationData (%d+) (%a+)$"
    list[id] = { id = id, input = row[1], want = LETTERS[grain]:format(count), spec = "" }
  end
  return list
end

local MONTHS, SECONDS = { Y = 12, M = 1, DE = 120, CE = 1200, Q = 3 }, { W = 604800, D = 86400, TH = 3600, TM = 60, TS = 1 }

---A length as months and seconds: PT0.5H is PT30M.
local function length_of(value)
  local months, seconds, clock = 0, 0, ""
  for mark, count, letter in value:gmatch "(T?)([%d.]+)(%u+)" do
    if mark ~= "" then clock = "T" end
    local unit = clock .. letter
    months = months + tonumber(count) * (MONTHS[unit] or 0)
    seconds = seconds + tonumber(count) * (SECONDS[unit] or 0)
  end
  return months, seconds
end

local function judge_duration(case, list)
  if #list ~= 1 or list[1].kind ~= "duration" then return false end
  local months, seconds = length_of(list[1].value)
  local want_months, want_seconds = length_of(case.want)
  return months == want_months and seconds == want_seconds
end

-- dateparser ---------------------------------------------------------------------------------------

local DAY_WORDS_BAD = { ["بیست ثانیه"] = "twenty seconds" }

local function plain_rows(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    list[id] = { id = id, input = row[1], want = row[2], spec = "", refused = row[1]:find "%-90$" and "a policy" or nil }
  end
  return list
end

local function judge_moment(case, list)
  local e = main_of(list)
  local b = e and bounds(e)
  if not b or b.first ~= b.last then return false end
  return b.first == day_of(case.want) and (b.from or 0) == (second_of(case.want) or 0)
end

-- Spans --------------------------------------------------------------------------------------------

---Byte offset of a code point offset, both from 0.
local function byte_offset(text, at)
  return (utf8.offset(text, at + 1) or #text + 1) - 1
end

local function parstdex_rows(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    local spans = {}
    for from, to in row[2]:gmatch "%[(%d+), (%d+)%]" do
      spans[#spans + 1] = { byte_offset(row[1], tonumber(from)), byte_offset(row[1], tonumber(to)) }
    end
    list[id] = { id = id, input = row[1], want = spans, spec = "" }
  end
  return list
end

local function hengam_rows(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    local spans, from = {}, 1
    for _, text in row[2]:gmatch '%["(%u+)", "([^"]*)"%]' do
      local at, stop = row[1]:find(text, from, true)
      if not at then at, stop = row[1]:find(text, 1, true) end
      if at then
        spans[#spans + 1] = { at - 1, stop }
        from = stop + 1
      end
    end
    list[id] = { id = id, input = row[1], want = spans, spec = "" }
  end
  return list
end

---Spans that share a byte meet.
local function meets(span, others)
  for _, other in ipairs(others) do
    if span[1] < other[2] and other[1] < span[2] then return true end
  end
  return false
end

local function span_counts(case, got)
  local found, met, right = {}, 0, 0
  for i, e in ipairs(got) do found[i] = { e.first - 1, e.last } end
  for _, span in ipairs(case.want) do if meets(span, found) then met = met + 1 end end
  for _, span in ipairs(found) do if meets(span, case.want) then right = right + 1 end end
  return #case.want, met, #found, right
end

-- Numbers in running text --------------------------------------------------------------------------

local function number_cases(list_of)
  return function(path)
    local list = {}
    for id, case in ipairs(list_of(path)) do
      local spans = {}
      for _, item in ipairs(case.spans) do
        spans[#spans + 1] = { byte_offset(case.input, item.span[1]), byte_offset(case.input, item.span[2]),
          value = item.value }
      end
      list[id] = { id = id, input = case.input, want = spans, spec = "" }
    end
    return list
  end
end

local number_rows = number_cases(function(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    list[id] = { input = row[1], spans = require("dkjson").decode(row[2]) }
  end
  return list
end)

local number_json = number_cases(function(path)
  local list = {}
  for id, case in ipairs(decode.file(path).cases) do list[id] = { input = case.input, spans = case.output } end
  return list
end)

---The numbers of a text: the longest at each token, none inside another.
local function numbers_in(text)
  local list = {}
  local corpus <close> = assert(core.text(text))
  local article = corpus:article(1)
  if not article then return list end
  local match_text, at = article:match_text(), 1
  local cardinal = require("lpeg").C(number.decimal)
  while true do
    local start = match_text:find("[^ \28\29\30]", at)
    if not start then return list end
    local whole, value = cardinal:match(match_text, start)
    if whole then
      local first, last = article:to_source(start, start + #whole)
      list[#list + 1] = { first = first, last = last, value = value, text = text:sub(first, last) }
      at = start + #whole
    else
      at = match_text:find("[ \28\29\30]", start) or #match_text + 1
    end
  end
end

local function number_counts(case, got)
  local found, met, right = {}, 0, 0
  for i, item in ipairs(got) do found[i] = { item.first - 1, item.last, value = item.value } end
  local function same(span, others)
    for _, other in ipairs(others) do
      if meets(span, { other }) and close(other.value, span.value) then return true end
    end
    return false
  end
  for _, span in ipairs(case.want) do if same(span, found) then met = met + 1 end end
  for _, span in ipairs(found) do if same(span, case.want) then right = right + 1 end end
  return #case.want, met, #found, right
end

local function show_numbers(list)
  local out = {}
  for i, item in ipairs(list) do out[i] = ("%s=%s"):format(item.text, item.value) end
  return table.concat(out, "; ")
end

-- Recognizers-Text ---------------------------------------------------------------------------------

local function recognizers_rows(path)
  local list = {}
  for id, row in ipairs(rows(path)) do
    -- Their offsets count UTF-16 units, which here are code points.
    local start = tonumber(row[5])
    local text = row[4]:match "^%s*(.-)%s*$"
    local span
    if text ~= "" then
      local from = start and start >= 0 and byte_offset(row[2], start) or 0
      local at, stop = row[2]:find(text, math.max(1, from - 1), true)
      if at then span = { at - 1, stop } end
    end
    local identity = ("%s\t%s\t%s"):format(row[1], row[2], row[4])
    list[id] = { id = id, input = row[2], want = { span = span, timex = row[6], resolution = row[7], text = text },
      spec = row[1], reference = row[3]:match "^[%d:T-]+", hash = core.hash(identity):sub(1, 8),
      refused = text ~= "" and not span and "the expected text is not in the input" or nil }
  end
  return list
end

local function run_recognizers(case)
  local past = find(case.input, { dct = case.reference, language = "ar", direction = "past", liberal = true, week_start = 1 })
  local future = find(case.input, { dct = case.reference, language = "ar", direction = "future", liberal = true, week_start = 1 })
  return { past = past, future = future }
end

---The expressions that touch a span.
local function touching(list, span)
  local out = {}
  for _, e in ipairs(list) do
    if e.first - 1 < span[2] and span[1] < e.last then out[#out + 1] = e end
  end
  return out
end

---Whether found expressions cover at least half of a span.
local function covers(list, span)
  local bytes = 0
  for _, e in ipairs(touching(list, span)) do
    bytes = bytes + math.min(e.last, span[2]) - math.max(e.first - 1, span[1])
  end
  return 2 * bytes >= span[2] - span[1]
end

local function timex_is(e, timex)
  return e.value == timex or e.text_value == timex
end

---Whether an expression is what one resolution says: a day, an instant, an interval, a length.
local function is_resolution(e, r)
  if r.timex and timex_is(e, r.timex) then return true end
  local instant = r.date or r.dateTime or r.value
  local from, to = r.startDate or r.startDateTime or r.start, r.endDate or r.endDateTime or r["end"]
  local clock, clock_from, clock_to = r.time, r.startTime, r.endTime
  local function second(hour, minute, part)
    return hour and hour * 3600 + (minute or 0) * 60 + (part or 0)
  end
  if type(instant) == "string" and instant:find "^%d%d:%d%d" then clock, instant = instant, nil end
  if type(from) == "string" and from:find "^%d%d:%d%d" then clock_from, clock_to, from, to = from, to, nil, nil end
  if clock then return second(e.hour, e.minute, e.second) == second_of(clock) end
  if clock_from then
    return second(e.hour, e.minute) == second_of(clock_from) and
      (not clock_to or second(e.last_hour, e.last_minute) == second_of(clock_to))
  end
  local b = bounds(e)
  if not b then return false end
  if type(instant) == "string" and day_of(instant) then
    if b.value == instant:sub(1, 10) and not second_of(instant) then return true end
    return b.first == day_of(instant) and (b.last == b.first or b.value == instant:sub(1, 10)) and
      (not instant:find ":" or (b.from or 0) == second_of(instant))
  end
  if type(from) == "string" and day_of(from) then
    if from:find ":" then
      return b.first == day_of(from) and b.from == second_of(from) and
        (type(to) ~= "string" or b.last == day_of(to) and (b.to == second_of(to) or e.part_of_day ~= nil))
    end
    if b.first ~= day_of(from) then return false end
    return type(to) ~= "string" or b.last == day_of(to) or b.last + 1 == day_of(to)
  end
  return false
end

---The resolutions of a case, in one form.
local function resolutions(case)
  local list = {}
  local decoded = require("dkjson").decode(case.want.resolution)
  if type(decoded) ~= "table" then return list end
  for _, r in ipairs(decoded.values or {}) do list[#list + 1] = r end
  if decoded.FutureResolution then list[#list + 1] = decoded.FutureResolution end
  if decoded.PastResolution then list[#list + 1] = decoded.PastResolution end
  return list
end

local function judge_recognizers(case, got)
  local want = case.want
  if want.text == "" then return #got.future == 0 end
  if not want.span or not covers(got.future, want.span) then return false end
  if case.spec:find "Extractor$" then return true end
  local wanted = resolutions(case)
  if want.timex == "" and #wanted == 0 then return true end
  for _, way in ipairs { "future", "past" } do
    for _, e in ipairs(touching(got[way], want.span)) do
      if want.timex ~= "" and timex_is(e, want.timex) then return true end
      for _, r in ipairs(wanted) do
        if is_resolution(e, r) then return true end
      end
    end
  end
  return false
end

local function show_recognizers(got) return show(got.future) .. "  past: " .. show(got.past) end

-- The suites ---------------------------------------------------------------------------------------

local function numeral(case) return number.parse(case.input) end

local function with(options)
  return function(case) return find(case.input, options) end
end

---@class conformance.temporal
---@field name string
---@field file string
---@field read fun(path: string): table[]
---@field run fun(case: table): any
---@field judge? fun(case: table, got: any): boolean
---@field counts? fun(case: table, got: any): integer, integer, integer, integer
---@field show fun(got: any): string
---@field target number what is asked of it in scope, in percent
temporal.suites = {
  { name = "duckling_time_ar", read = duckling_times, run = with(DUCKLING), judge = judge_duckling, show = show, target = 90 },
  { name = "duckling_duration_ar", read = duration_rows, run = with(DUCKLING), judge = judge_duration, show = show, target = 98 },
  { name = "duckling_numeral_ar", read = value_rows "([%d.-]+)%)?$", run = numeral, judge = judge_number, show = tostring,
    target = 98 },
  { name = "duckling_numeral_fa", read = value_rows "([%d.-]+)%)?$", run = numeral, judge = judge_number, show = tostring,
    target = 98 },
  { name = "duckling_ordinal_ar", read = value_rows "([%d.-]+)%)?$", run = numeral, judge = judge_number, show = tostring,
    target = 98 },
  { name = "dateparser_jalali", read = plain_rows, run = with { language = "fa", liberal = true, dct = "2015-10-01" },
    judge = judge_moment, show = show, target = 100 },
  { name = "dateparser_hijri", read = plain_rows,
    run = with { language = "ar", liberal = true, dct = "2015-10-01", calendar = "hijri" },
    judge = judge_moment, show = show, target = 100 },
  { name = "dateparser_fa_day_words", read = function(path)
      local list = value_rows "^(%d+)$"(path)
      for _, case in ipairs(list) do case.refused = DAY_WORDS_BAD[case.input] end
      return list
    end, run = numeral, judge = judge_number, show = tostring, target = 100 },
  { name = "hengam_gold_spans", read = hengam_rows, run = with { language = "fa", liberal = true, dct = "2022-08-01" },
    counts = span_counts, show = show, target = 95 },
  { name = "parstdex_spans", read = parstdex_rows, run = with { language = "fa", liberal = true, dct = "2022-08-01" },
    counts = span_counts, show = show, target = 90 },
  { name = "parsi_io_numbers", read = number_rows, run = function(case) return numbers_in(case.input) end,
    counts = number_counts, show = show_numbers, target = 95 },
  { name = "parsiio_NumberExtraction", file = "parsiio_NumberExtraction.json", read = number_json,
    run = function(case) return numbers_in(case.input) end, counts = number_counts, show = show_numbers, target = 95 },
  { name = "recognizers_datetime_ar", read = recognizers_rows, run = run_recognizers, judge = judge_recognizers,
    show = show_recognizers, scoped = true, target = 85 },
}

return temporal
