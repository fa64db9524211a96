-- init.lua: rasad.time: the temporal expressions of an article and the article's own date.
local clock = require "rasad.time.clock"
local core = require "rasad.core"
local date = require "rasad.date"
local edtf = require "rasad.time.edtf"
local infer = require "rasad.time.infer"
local number = require "rasad.number"
local inputs = require "rasad.options"
local own_day = require "rasad.time.day"
local resolve = require "rasad.time.resolve"
local scan = require "rasad.time.scan"
local tense = require "rasad.time.tense"

local options_of, kind_of = inputs.check, inputs.kind_of

local time = {}

---@class rasad.time.expression
---@field first integer source byte of the first character, 1-based
---@field last integer source byte of the last character
---@field text string the source text
---@field kind "date"|"time"|"duration"|"set"|"vague"
---@field value string TIMEX3-like; X stands for what is unknown
---@field edtf string|nil the value in EDTF (ISO 8601-2), in the Gregorian calendar
---@field hour integer|nil the hour of a time, of 24, as far as the text tells; minute and second if stated
---@field minute integer|nil
---@field second integer|nil
---@field last_hour integer|nil of a time that runs from one hour to another; so last_minute and last_second
---@field last_minute integer|nil
---@field last_second integer|nil
---@field part_of_day string|nil "MO", "MI", "AF", "EV", "NI" as in TIMEX3, or "MN" for midnight
---@field range integer|nil number of the interval whose first or last end it is
---@field range_first_day integer|nil the days from one end of the interval to the other
---@field range_last_day integer|nil
---@field text_value string what the surface alone says
---@field mod string|nil "START", "MID", "END", "APPROX"
---@field calendar rasad.calendar|nil
---@field fields table what was stated, in its own calendar
---@field first_day integer|nil
---@field last_day integer|nil
---@field precision string|nil "day", "part", "week", "month", "season", "year", "decade"
---@field resolved boolean
---@field dated "stated"|"computed"|"inferred"|nil
---@field anchor string|nil what it was reckoned from: "metadata", "given", "dateline", "text", "apposition" ...
---@field premises table[] { text, soft }
---@field alternatives table[] { first_day, last_day, year, without, later }
---@field reason string|nil why it is not resolved
---@field warning string|nil what in it disagrees, such as a weekday with its date
---@field tense "past"|"future"|nil
---@field direction "past"|"present"|"future"|nil by a word of its own
---@field signal "from"|"until"|nil
---@field sentence integer
---@field at integer where its text begins in the text of the sentence
---@field group integer|nil number of the apposition it is a member of
---@field group_first_day integer|nil the members' intersection
---@field group_last_day integer|nil
---@field group_conflict boolean|nil the members have no day in common
---@field is_dateline boolean|nil it dates the article, not what is told
---@field token_first integer
---@field token_last integer

local KINDS = { date = "date", shift = "date", deictic = "date", weekday = "date", story = "date",
  outside = "date", period = "duration", duration = "duration", set = "set", vague = "vague",
  clock = "time" }
local DIRECTIONS = { [-1] = "past", [0] = "present", [1] = "future" }
local FIELD_NAMES = { "year", "year_shift", "month", "day", "day_last", "season", "part", "weekday", "deictic",
  "unit", "count", "shift", "decade", "century", "quarter", "holiday", "nth", "nth_weekday" }

--- The options, each of which changes what a text is read as.
local READING = { "dct", "direction", "language", "liberal", "calendar", "week_start", "formats" }

local DAY_MINUTES <const> = 24 * 60
-- What stands between the ends of an interval is short.
local LONGEST_RANGE_GAP <const> = 40
-- "And" alone may as well part two dates.
local AND <const> = "و"

local REASONS = {
  vague = "names no date",
  set = "names no single date",
  duration = "is a length of time, not a date",
  outside_tables = "lies outside the years of its calendar's table",
  story = "is reckoned from a date in the story, not from the article's own",
  reference = "goes back to a month or year named before, which has no value",
  outside = "lies outside the years of the calendars",
  no_such_day = "is no day of the year it would lie in",
  no_day = "there is no such day",
}

-- Where the article's own day is known as an interval alone.
local NEEDS_ONE_DAY <const> = "needs the day of publication, of which it is known only that it lies from %s to %s"

-- Context -----------------------------------------------------------------------------------------

-- How many words may tell the hour between a preposition and its date.
local CLOCK_TOKENS <const> = 12

---The preposition that opens or closes an interval at an expression, over the hour that may stand
---between: "از ساعت ۱۲ ظهر یکشنبه", "حتى منتصف ليل الخميس".
local function signal_of(text, found)
  local signals, of_hours = found.language.signals, found.language.clock
  local stop = found.m_first
  for _ = 1, CLOCK_TOKENS do
    local token, at = scan.token_before(text, stop)
    if not token then return nil end
    local earlier, earlier_at = scan.token_before(text, at)
    local both = earlier and text:sub(earlier_at, stop - 2)
    -- من in "from the seventh of the evening" belongs to the hour.
    local of_hour = of_hours[token] and earlier and of_hours[earlier]
    local signal = both and signals[both] or not of_hour and signals[token]
    if signal then return signal end
    if not of_hours[token] and not token:find "^[%d:.]+$" and
        not (earlier and of_hours[earlier] and number[found.language.name].first[token]) then
      return nil
    end
    stop = at
  end
  return nil
end

---Whether the sentence says of something that it lasted: then an end in it may be past.
local function tells_lasting(text, found)
  local from, to = tense.sentence(text, found.m_first, found.m_stop)
  for at in tense.tokens(text, from, to) do
    if found.language.lasting:match(text, at) then return true end
  end
  return false
end

local function fields_of(node)
  local fields = {}
  for _, name in ipairs(FIELD_NAMES) do fields[name] = node[name] or nil end
  return fields
end

---"On the eve of Ramadan" says nothing of Ramadan itself.
local function is_eve(text, found)
  return text:sub(math.max(1, found.m_first - 20), found.m_first - 1):find(found.language.eve) ~= nil
end

---Expressions with their place and context, none resolved: the dates and durations, and the clocks.
---@return table[] list
---@return string text
---@return table[] clocks
local function collect(article, options)
  local text = article:match_text()
  local own = options.language or article:language()
  local function language_at(position)
    if options.language then return own end
    local token = article:token(article:token_at_match(position))
    local language = token and token.language
    return language ~= "other" and language or own
  end
  local list, clocks = {}, {}
  local sentence, seen, at -- the sentence at hand, the last place in it that was looked at, and where in its text that is
  for _, found in ipairs(scan.find(text, language_at, options)) do
    local node = found.node
    local first, last = article:to_source(found.m_first, found.m_stop)
    local index = article:sentence_at(first)
    if not sentence or sentence.index ~= index then
      sentence = article:sentence(index)
      seen, at = sentence.first, 1
    end
    seen, at = first, at + #article:slice(seen, first - 1)
    local direction = DIRECTIONS[node.direction or (node.type == "shift" and
      (node.shift > 0 and 1 or node.shift < 0 and -1 or 0) or nil)]
    local told, signal = tense.of(text, found), signal_of(text, found)
    -- "Extended until 15 Azar": a past verb does not say that the end of an interval is past.
    local opened = list[#list]
    local is_span = opened and opened.signal == "from" and opened.sentence == index
    if signal == "until" and told ~= "future" and not is_span and not tells_lasting(text, found) then
      told = node.type == "weekday" and not node.direction and "future" or nil
    end
    if not node.day and told == "past" and is_eve(text, found) then told = nil end
    if options.direction then told, node.by_reader = options.direction, true end
    local e = {
      first = first, last = last, text = article:slice(first, last),
      kind = KINDS[node.type], calendar = node.calendar, fields = fields_of(node),
      text_value = node.type == "clock" and clock.text(node) or resolve.text_value(node),
      mod = resolve.mod(node), precision = resolve.precision(node),
      resolved = false, premises = {}, alternatives = {},
      tense = told, direction = direction, signal = signal,
      sentence = index, at = at,
      token_first = article:token_at_match(found.m_first), token_last = article:token_at_match(found.m_stop - 1),
      node = node, language = found.language, m_first = found.m_first, m_stop = found.m_stop,
      key_text = text:sub(found.m_first, found.m_stop - 1),
    }
    if node.type ~= "clock" and resolve.is_of_story(node, told) then e.text_value = resolve.text_value { type = "story" } end
    e.value = e.text_value
    -- A message that names a weekday means the next one, or the last.
    if options.direction and node.type == "weekday" and not node.direction then
      node.direction = options.direction == "future" and 1 or -1
    end
    if node.within and told ~= "future" then node.type = "duration" end
    table.insert(node.type == "clock" and clocks or list, e)
  end
  return list, text, clock.place(clocks, list, text)
end

-- Neighbours --------------------------------------------------------------------------------------

---What stands between two expressions of one sentence, without the spaces around it; nil if a
---sentence ends between them.
local function between(text, a, b)
  local gap = text:sub(a.m_stop, b.m_first - 1)
  if gap:find "[\28\29\30]" then return nil end
  return gap:match "^ *(.-) *$"
end

local function is_apposition(text, a, b)
  if a.kind ~= "date" or b.kind ~= "date" then return false end
  local gap = between(text, a, b)
  if not gap then return false end
  local bracket, phrase = gap:match "^(%(?) *(.*)$"
  if gap ~= "/" and bracket ~= "(" and not a.language.apposition[(gap:gsub("^، ", ""))] then return false end
  if bracket == "(" and phrase ~= "" and not a.language.apposition[phrase] then return false end
  -- Two dates of one calendar and kind are two dates.
  for _, member in ipairs(a.members or { a }) do
    if member.node.type == b.node.type and member.calendar == b.calendar then return false end
  end
  return true
end

---Numbers the appositions and gives their members each other.
local function group(list, text)
  local groups = 0
  for i = 2, #list do
    local a, b = list[i - 1], list[i]
    if is_apposition(text, a, b) then
      if not a.group then
        groups = groups + 1
        a.group, a.members = groups, { a }
      end
      b.group, b.members = a.group, a.members
      table.insert(a.members, b)
    end
  end
end

-- Resolution --------------------------------------------------------------------------------------

---Writes an interval into an expression.
local function settle(e, dated, anchor, first, last, centre)
  e.first_day, e.last_day, e.resolved, e.dated, e.anchor = first, last, true, dated, anchor
  e.value = resolve.value(e.node, first, last, centre)
  e.reason = nil
  if first == last and not resolve.agrees(e.node, first) then
    e.warning = ("\"%s\" says %s, but %s is a %s"):format(e.text, date.weekday_name(e.node.weekday), date.format(first),
      date.weekday_name(date.weekday(first)))
  end
end

---Dates written with their year need nothing else.
local function settle_stated(list)
  for _, e in ipairs(list) do
    if e.node.type == "date" and e.node.year then
      local first, last = resolve.in_year(e.node, e.node.year)
      if first then
        settle(e, "stated", nil, first, last)
      else
        local has_year = date.year(e.node.year_calendar or e.node.calendar, e.node.year)
        e.reason = has_year and REASONS.no_day or REASONS.outside_tables
      end
    end
  end
end

---A date without its year takes it from the other name of the same day, or from the date it runs to.
local function settle_by_neighbours(list, text)
  for i, e in ipairs(list) do
    if resolve.is_yearless(e.node) and not e.resolved then
      for _, other in ipairs(e.members or {}) do
        if other.dated == "stated" and not e.resolved then
          local first, last = resolve.inside(e.node, other.first_day, other.last_day)
          if first then settle(e, "stated", "apposition", first, last) end
        end
      end
      local following = list[i + 1]
      if not e.resolved and following and following.dated == "stated" and following.node.month and
          following.calendar == e.calendar and e.node.month then
        local gap = between(text, e, following)
        if gap and e.language.to[gap] then
          local year = following.node.year
          local first, last = resolve.in_year(e.node, e.node.month <= following.node.month and year or year - 1)
          if first then settle(e, "stated", "the date it runs to", first, last) end
        end
      end
    end
  end
end

---Whether an expression leaves its month or year to one before it.
local function refers_back(node)
  return node.month_ref or node.year_ref
end

---"The 22nd of the same month", "in May of that year": from the nearest date before that has one.
local function settle_references(list)
  local with_month, with_year
  for _, e in ipairs(list) do
    if refers_back(e.node) and not e.resolved then
      local first, last
      local source = e.node.year_ref and with_year or with_month
      if source and e.node.month_ref then
        local year, month = date.fields(source.first_day, source.calendar)
        if year then first, last = resolve.of_month(e.node, source.calendar, year, month) end
      elseif source then
        local year = date.year_of(source.first_day, e.calendar)
        if year then first, last = resolve.in_year(e.node, year) end
      end
      if first then
        settle(e, source.dated, "text", first, last)
        e.premises = { { soft = true, text = ("it goes back to \"%s\""):format(source.text) }, table.unpack(source.premises) }
      else
        e.reason = REASONS.reference
      end
    end
    if e.resolved and not e.is_dateline then
      local has_month = e.node.type == "date" and (e.node.month or e.node.month_shift)
      if has_month then with_month = e end
      if has_month or e.node.year then with_year = e end
    end
  end
end

-- A date without its year, told after one with it, is of the same story at most this much later.
local STORY_DAYS <const> = 60

---"On 12 September 2016 ... on 19 September": a story goes on from its last date with a year.
local function settle_by_story(list)
  local source
  for _, e in ipairs(list) do
    if e.resolved and e.precision == "day" and e.node.type == "date" and e.tense ~= "future" and
        e.last_day - e.first_day <= 2 then
      source = e
    elseif source and resolve.is_yearless(e.node) and e.node.day and not e.node.direction and not e.resolved and
        not e.group and e.calendar == source.calendar and (e.tense == "past" or e.calendar ~= e.language.calendar) then
      local first, last = resolve.inside(e.node, source.first_day, source.first_day + STORY_DAYS)
      if first and first >= source.first_day and (not e.node.weekday or resolve.agrees(e.node, first)) then
        settle(e, "inferred", "text", first, last)
        e.premises = { { soft = true, text = ("it goes on from \"%s\", the date with its year before it"):format(source.text) } }
        source = e
      end
    end
  end
end

---"6 July 2016 ... three days later" in one sentence.
local function settle_shifts_of_story(list)
  local source
  for _, e in ipairs(list) do
    local node = e.node
    if source and not e.resolved and node.type == "shift" and node.unit == "day" and node.shift > 0 and
        resolve.is_of_story(node, e.tense) and source.sentence == e.sentence and
        source.first_day and source.precision == "day" and source.last_day == source.first_day then
      settle(e, source.dated == "stated" and "computed" or source.dated, "text",
        source.first_day + node.shift, source.first_day + node.shift)
      e.premises = { { soft = true, text = ("it is counted from \"%s\""):format(source.text) }, table.unpack(source.premises) }
    end
    if e.kind == "date" then source = e end
  end
end

---A weekday beside a date of its own has that date's day.
local function settle_weekdays_of_groups(list)
  for _, e in ipairs(list) do
    if e.node.type == "weekday" and not e.node.weekday_last and not e.resolved then
      for _, other in ipairs(e.members or {}) do
        if other.resolved and other.first_day == other.last_day and resolve.agrees(e.node, other.first_day) then
          settle(e, other.dated, other.anchor or "apposition", other.first_day, other.first_day)
          e.premises = other.premises
          break
        end
      end
    end
  end
end

-- In a sentence of more dates, those farther apart are a list and not tied.
local TIED_DATES <const> = 8

---Which of two dates in the sentence of an expression is the cause: what is told first, or its effect.
---@return "cause"|"effect"|nil
local function tie_of(text, e)
  local from = tense.sentence(text, e.m_first, e.m_stop)
  local to = text:find("[\28\29\30]", e.m_stop) or #text
  local ties, order = e.language.consequence, nil
  for at in tense.tokens(text, from, to) do
    if ties.effect_first:match(text, at) then order = "effect"
    elseif ties.cause_first:match(text, at) then return "cause" end
  end
  return order
end

---Pairs of dates of one sentence that it ties as cause and consequence.
local function consequence_pairs(list, text)
  local pairs_of, known, order = {}, nil, nil
  for i, a in ipairs(list) do
    for j = i + 1, math.min(i + TIED_DATES, #list) do
      local b = list[j]
      if a.sentence ~= b.sentence then break end
      if a.kind == "date" and b.kind == "date" and not (a.group and a.group == b.group) then
        if not known or known.sentence ~= a.sentence or known.language ~= a.language then
          known, order = a, tie_of(text, a)
        end
        if order == "cause" then
          pairs_of[#pairs_of + 1] = { cause = a, effect = b }
        elseif order == "effect" then
          pairs_of[#pairs_of + 1] = { cause = b, effect = a }
        end
      end
    end
  end
  return pairs_of
end

---Pairs of a relative year and a date with its year, side by side: "last year, on 10 Dey 95".
local function twins_of(list, text)
  local twins = {}
  for i = 2, #list do
    local a, b = list[i - 1], list[i]
    local gap = between(text, a, b)
    if gap and a.language.bridge[gap] then
      local relative, stated = a, b
      if a.dated == "stated" then relative, stated = b, a end
      local is_relative = relative.node.type == "shift" and relative.node.unit == "year" or relative.node.year_shift
      if is_relative and stated.dated == "stated" then twins[#twins + 1] = { relative = relative, stated = stated } end
    end
  end
  return twins
end

---"Last year" in the first expression, where all full dates lie in one year: that is the year it means.
local function years_told(list)
  local relative, stated = list[1], nil
  if not relative or relative.node.type ~= "shift" or relative.node.unit ~= "year" or relative.node.shift ~= -1 then
    return {}
  end
  local calendar, count = relative.calendar, 0
  for _, e in ipairs(list) do
    if e.node.type == "date" and e.node.year and e.precision == "day" and e.resolved then
      if stated and date.year_of(stated.first_day, calendar) ~= date.year_of(e.first_day, calendar) then return {} end
      stated, count = e, count + 1
    end
  end
  return count >= 2 and { { relative = relative, stated = stated } } or {}
end

---Resolves what hangs on the article's day.
local function settle_by_moment(list, moment, reason)
  for _, e in ipairs(list) do
    local node = e.node
    if not e.resolved and not e.reason and not refers_back(node) then
      if resolve.is_of_story(node, e.tense) then
        e.reason = REASONS.story
      elseif node.type == "outside" then
        e.reason = node.no_day and REASONS.no_day or REASONS.outside_tables
      elseif REASONS[node.type] then
        e.reason = REASONS[node.type]
      elseif not moment then
        e.reason = reason
      else
        local first, last, centre = resolve.at(node, moment, e.tense, e.language)
        if first and not (date.fields(first) and date.fields(last)) then
          e.reason = REASONS.outside
        elseif first then
          local inferred = moment.how == "inferred" or moment.how == "across"
          settle(e, inferred and "inferred" or "computed", moment.anchor, first, last, centre)
          e.premises = moment.premises
          for _, other in ipairs(moment.others) do
            local other_first, other_last = infer.alternative(e, other)
            if other_first and other_last and (other_first ~= first or other_last ~= last) then
              table.insert(e.alternatives, { first_day = other_first, last_day = other_last, year = other.year,
                without = other.without, later = other.later or false })
            end
          end
        elseif moment.first < moment.last then
          e.reason = NEEDS_ONE_DAY:format(date.format(moment.first), date.format(moment.last))
        else
          local reaches = (resolve.is_yearless(node) or node.day and node.year_shift) and date.fields(moment.first, node.calendar)
          e.reason = reaches and REASONS.no_such_day or REASONS.outside
        end
      end
    end
  end
end

---A lunar day may be a day off its table, so the other name of the day decides: a lunar member that
---misses it by one day is widened to it.
local function fit_lunar_days(members)
  for _, lunar in ipairs(members) do
    for _, other in ipairs(members) do
      if lunar.calendar == "hijri" and other.calendar ~= "hijri" and lunar.resolved and other.resolved and
          lunar.precision == "day" and other.precision == "day" then
        if other.first_day == lunar.last_day + 1 then
          settle(lunar, lunar.dated, lunar.anchor, lunar.first_day, other.first_day)
        elseif other.last_day == lunar.first_day - 1 then
          settle(lunar, lunar.dated, lunar.anchor, other.last_day, lunar.last_day)
        end
      end
    end
  end
end

---The days that all members of an apposition have in common.
local function intersect_groups(list)
  for _, e in ipairs(list) do
    if e.members and e.members[1] == e then
      local first, last, all = math.mininteger, math.maxinteger, true
      fit_lunar_days(e.members)
      for _, member in ipairs(e.members) do
        if member.resolved then
          first, last = math.max(first, member.first_day), math.min(last, member.last_day)
        else
          all = false
        end
      end
      for _, member in ipairs(e.members) do
        if all and first <= last then
          member.group_first_day, member.group_last_day = first, last
        elseif all then
          member.group_conflict = true
        end
      end
    end
  end
end

-- Ranges -------------------------------------------------------------------------------------------

---"From 2 October to 22 October": the interval that two expressions are the ends of.
local function settle_ranges(list, text)
  local ranges = 0
  for i = 1, #list - 1 do
    local a, b = list[i], list[i + 1]
    local gap = a.kind == "date" and b.kind == "date" and between(text, a, b)
    local is_range = gap and (gap ~= "" and a.language.to[gap] and gap ~= AND or
      a.signal == "from" and b.signal == "until" and #gap <= LONGEST_RANGE_GAP)
    if is_range and a.resolved and b.resolved and a.first_day <= b.last_day then
      ranges = ranges + 1
      for _, e in ipairs { a, b } do
        e.range, e.range_first_day, e.range_last_day = ranges, a.first_day, b.last_day
      end
    end
  end
end

---"In five hours": the hour that is so far from the hour of publication.
local function settle_hours(list, moment, direction)
  local units = { hour = 60, minute = 1 }
  for _, e in ipairs(list) do
    if direction and moment and moment.minute and e.node.vague == "PRESENT_REF" then
      e.kind, e.first_day, e.last_day, e.resolved, e.reason = "time", moment.first, moment.last, true, nil
      e.hour, e.minute = moment.minute // 60, moment.minute % 60
    end
    local unit = units[e.node.unit]
    if unit and moment and moment.minute and e.node.within and e.node.count and e.node.type == "period" then
      local last = moment.minute + e.node.count * unit
      if last == last // 1 and last < DAY_MINUTES then
        last = math.tointeger(last)
        e.kind, e.first_day, e.last_day, e.resolved, e.reason = "time", moment.first, moment.first, true, nil
        e.hour, e.minute, e.last_hour, e.last_minute = moment.minute // 60, moment.minute % 60, last // 60, last % 60
      end
    end
    if unit and moment and moment.minute and e.node.type == "shift" and e.resolved and not e.node.named then
      local minute = moment.minute + e.node.shift * unit
      local day = moment.first + minute // DAY_MINUTES
      e.kind, e.first_day, e.last_day = "time", day, day
      e.hour, e.minute = minute % DAY_MINUTES // 60, minute % 60
      e.value = ("%sT%02d:%02d"):format(date.format(day), e.hour, e.minute)
    end
  end
end

---The expressions of both lists in the order of the text, without what only resolving them needed.
local function in_order(list, clocks)
  local all = { table.unpack(list) }
  for _, e in ipairs(clocks) do all[#all + 1] = e end
  table.sort(all, function(a, b) return a.first < b.first end)
  for _, e in ipairs(all) do
    if e.resolved then e.edtf = edtf.of(e) end
    e.node, e.language, e.members, e.m_first, e.m_stop, e.key_text, e.day, e.is_planned = nil, nil, nil, nil, nil, nil, nil, nil
  end
  return all
end

---What tells one way of reading an article from another.
local function key_of(options)
  local parts = {}
  for i, name in ipairs(READING) do
    parts[i] = type(options[name]) == "table" and "" or tostring(options[name] or "")
  end
  return table.concat(parts, "\t")
end

---All there is to know of an article's dates.
local function analyse(article, options)
  local cache = article:cache()
  cache.time = cache.time or setmetatable({}, { __mode = "k" })
  -- A day that was found across articles is known by its table, not by the table's address, which may come again.
  local given = type(options.dct) == "table" and options.dct or cache
  cache.time[given] = cache.time[given] or {}
  local known, key = cache.time[given], key_of(options)
  if known[key] then return known[key] end
  local list, text, clocks = collect(article, options)
  group(list, text)
  settle_stated(list)
  settle_by_neighbours(list, text)
  own_day.mark_datelines(article, list)
  settle_references(list)
  local moment, reason, bounds = own_day.of(article, list, text, function()
    settle_by_story(list)
    return { consequences = consequence_pairs(list, text), twins = twins_of(list, text), years_told = years_told(list) }
  end, options)
  settle_by_moment(list, moment, reason)
  settle_references(list)
  settle_weekdays_of_groups(list)
  settle_shifts_of_story(list)
  intersect_groups(list)
  settle_ranges(list, text)
  settle_hours(list, moment, options.direction)
  clock.settle(clocks, moment, options.direction)
  local result = { list = in_order(list, clocks), moment = moment, reason = reason, bounds = bounds }
  known[key] = result
  return result
end

---@class rasad.time.options: rasad.time.reading
---@field dct? string|integer|rasad.Date the day of publication, if the caller knows it; "2017-05-04T09:30" gives its hour too
---@field direction? "past"|"future" where dates lie that do not say it, as in messages; news tells it by its verbs
---@field language? "fa"|"ar"|"en" the language of the text, where it need not be found out

---@return rasad.time.options
local function checked(who, given)
  local options = options_of(who, given, READING, 4)
  local function one_of(name, ...)
    local value = options[name]
    if value == nil then return end
    local list = { ... }
    for i, allowed in ipairs(list) do
      if value == allowed then return end
      list[i] = tostring(allowed)
    end
    local got = type(value) == "table" and "a table" or tostring(value)
    error(("%s: %s is one of %s; got %s"):format(who, name, table.concat(list, ", "), got), 5)
  end
  one_of("direction", "past", "future")
  one_of("language", "fa", "ar", "en")
  one_of("calendar", "gregorian", "jalali", "hijri")
  one_of("formats", "dmy", "mdy")
  one_of("week_start", 1, 2, 3, 4, 5, 6, 7)
  one_of("liberal", true, false)
  return options
end

---All there is to know of the dates of an article or a string.
local function read(who, subject, options)
  options = checked(who, options)
  if type(subject) == "string" then
    local corpus <close> = assert(core.text(subject))
    return analyse(corpus:article(1), options)
  end
  if type(subject) ~= "userdata" or not subject.cache then
    error(("%s: expected an article or a string, got %s"):format(who, kind_of(subject)), 3)
  end
  return analyse(subject, options)
end

---The temporal expressions of an article or a string, in the order of the text.
---@param subject any
---@param options? rasad.time.options
---@return rasad.time.expression[]
function time.find(subject, options)
  return read("rasad.time.find", subject, options).list
end

---The own date of an article or a string: given, in its metadata, in a dateline, or inferred from its text.
---@param subject any
---@param options? rasad.time.options
---@return table|nil { first_day, last_day, how, anchor, premises, hard, soft, left_out, warning, hard_first_day,
---  hard_last_day, year, calendar }: hard and soft are the premises by their kind, left_out those of soft rules that did not
---  fit the rest, warning what in the text disagrees with a day that is given
---@return string|nil reason
---@return table|nil bounds what is certain all the same: { hard_first_day, hard_last_day }
function time.document_date(subject, options)
  local result = read("rasad.time.document_date", subject, options)
  local moment = result.moment
  if not moment then return nil, result.reason, result.bounds end
  local answer = {
    first_day = moment.first, last_day = moment.last, how = moment.how, anchor = moment.anchor,
    premises = moment.premises, year = moment.year, calendar = moment.calendar, warning = moment.warning,
    hard_first_day = moment.first, hard_last_day = moment.last, hard = {}, soft = {}, left_out = moment.left_out,
  }
  for _, premise in ipairs(moment.premises) do table.insert(premise.soft and answer.soft or answer.hard, premise) end
  if moment.how == "inferred" and result.bounds then
    answer.soft_first_day, answer.soft_last_day = moment.first, moment.last
    answer.hard_first_day, answer.hard_last_day = result.bounds.hard_first_day, result.bounds.hard_last_day
  end
  return answer
end

return time
