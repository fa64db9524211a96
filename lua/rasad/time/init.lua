-- init.lua: rasad.time: the temporal expressions of an article and the article's own date.
local core = require "rasad.core"
local date = require "rasad.date"
local infer = require "rasad.time.infer"
local resolve = require "rasad.time.resolve"
local scan = require "rasad.time.scan"
local tense = require "rasad.time.tense"

local time = {}

---@class rasad.time.expression
---@field first integer source byte of the first character, 1-based
---@field last integer source byte of the last character
---@field text string the source text
---@field kind "date"|"duration"|"set"|"vague"
---@field value string TIMEX3-like; X stands for what is unknown
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
---@field group integer|nil number of the apposition it is a member of
---@field group_first_day integer|nil the members' intersection
---@field group_last_day integer|nil
---@field group_conflict boolean|nil the members have no day in common
---@field token_first integer
---@field token_last integer

local KINDS = { date = "date", shift = "date", deictic = "date", weekday = "date", story = "date",
  period = "duration", duration = "duration", set = "set", vague = "vague" }
local DIRECTIONS = { [-1] = "past", [0] = "present", [1] = "future" }
local FIELD_NAMES = { "year", "year_shift", "month", "day", "day_last", "season", "part", "weekday", "deictic",
  "unit", "count", "shift", "decade" }

local REASONS = {
  vague = "names no date",
  set = "names no single date",
  duration = "is a length of time, not a date",
  story = "is reckoned from a date in the story, not from the article's own",
}

-- Context -----------------------------------------------------------------------------------------

---The preposition that opens or closes an interval at an expression.
local function signal_of(text, found)
  local signals = found.language.signals
  local before, at = scan.token_before(text, found.m_first)
  for _ = 1, 2 do
    if not before then return nil end
    local phrase = text:sub(at, found.m_first - 2)
    if signals[phrase] then return signals[phrase] end
    before, at = scan.token_before(text, at)
  end
  return nil
end

local function fields_of(node)
  local fields = {}
  for _, name in ipairs(FIELD_NAMES) do fields[name] = node[name] or nil end
  return fields
end

---Expressions with their place and context, none resolved.
local function collect(article)
  local text = article:match_text()
  local own = article:language()
  local function language_at(position)
    local token = article:token(article:token_at_match(position))
    local language = token and token.language
    return language ~= "other" and language or own
  end
  local source = article:text()
  local list = {}
  for i, found in ipairs(scan.find(text, language_at)) do
    local node = found.node
    local first, last = article:to_source(found.m_first, found.m_stop)
    local direction = DIRECTIONS[node.direction or (node.type == "shift" and
      (node.shift > 0 and 1 or node.shift < 0 and -1 or 0) or nil)]
    local told, signal = tense.of(text, found), signal_of(text, found)
    -- "Extended until 15 Azar": a past verb does not say that the end of an interval is past.
    if signal == "until" and told == "past" then told = nil end
    list[i] = {
      first = first, last = last, text = source:sub(first, last),
      kind = KINDS[node.type], calendar = node.calendar, fields = fields_of(node),
      text_value = resolve.text_value(node), mod = resolve.mod(node), precision = resolve.precision(node),
      resolved = false, premises = {}, alternatives = {},
      tense = told, direction = direction, signal = signal,
      sentence = article:sentence_at(first),
      token_first = article:token_at_match(found.m_first), token_last = article:token_at_match(found.m_stop - 1),
      node = node, language = found.language, m_first = found.m_first, m_stop = found.m_stop,
    }
    list[i].value = list[i].text_value
  end
  return list, text
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
  return a.node.type ~= b.node.type or a.calendar ~= b.calendar
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
  local weekday = e.node.weekday
  if weekday and first == last and date.weekday(first) ~= weekday then
    e.warning = ("\"%s\" says %s, but %s is a %s"):format(e.text, date.weekday_name(weekday), date.format(first),
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
        e.reason = "lies outside the years of its calendar's table"
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

---Pairs of dates of one sentence that it ties as cause and consequence.
local function consequence_pairs(list, text)
  local pairs_of = {}
  for i, a in ipairs(list) do
    for j = i + 1, #list do
      local b = list[j]
      if a.sentence ~= b.sentence then break end
      if a.kind == "date" and b.kind == "date" and not (a.group and a.group == b.group) then
        local from, to = tense.sentence(text, a.m_first, b.m_stop)
        local order
        for at in text:sub(1, to):gmatch("()[^ \28\29\30]+", from) do
          if a.language.consequence.effect_first:match(text, at) then order = order or "effect"
          elseif a.language.consequence.cause_first:match(text, at) then order = "cause" end
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

-- The day of the article --------------------------------------------------------------------------

local function parse_day(text, what)
  local day, calendar = date.parse(text)
  if day then return day end
  if not text:find "[%a\x80-\xff]" or text:find "^%s*[%d/-]+%s*$" then return nil, ("%s: %s"):format(what, calendar) end
  -- A date in words, as a reader of the metadata may have left it.
  local match_text = "\x1d" .. core.key(text):gsub("%s+", " ") .. " \x1d"
  for _, found in ipairs(scan.find(match_text, function() return core.language(text) end)) do
    if found.node.type == "date" and found.node.day and found.node.year then
      return (resolve.in_year(found.node, found.node.year))
    end
  end
  return nil, ("%s: %s"):format(what, calendar)
end

-- How far into an article and a paragraph a dateline may stand.
local DATELINE_PARAGRAPHS <const>, DATELINE_TOKENS <const> = 6, 8
local DASHES = { ["-"] = true, ["–"] = true, ["—"] = true, [":"] = true, ["ـ"] = true }

---Whether a dash or colon follows, at most a name in brackets away: "(سانا) -".
local function before_dash(article, index, last)
  if index > last then return false end
  local key = article:token(index).key
  if DASHES[key] then return true end
  for i = index + 1, math.min(index + 4, last) do
    if key ~= "(" then return false end
    if DASHES[article:token(i).key] then return article:token(i - 1).key == ")" end
  end
  return false
end

---A full date at the head of the text: alone on its line, before a dash or colon, or after a label.
local function find_dateline(article, list)
  for _, e in ipairs(list) do
    local node = e.node
    if node.type == "date" and node.day and not node.day_last and not node.deictic and e.dated == "stated" then
      local token = article:token(e.token_first)
      if token.paragraph > DATELINE_PARAGRAPHS then return nil end
      local paragraph = article:paragraph(token.paragraph)
      local lead = e.token_first - paragraph.first_token
      local alone = lead <= 1 and paragraph.last_token - e.token_last <= 1
      local dash = before_dash(article, e.token_last + 1, paragraph.last_token)
      local label = {}
      for i = paragraph.first_token, e.token_first - 1 do
        local key = article:token(i).key
        if key ~= ":" then label[#label + 1] = key end
        if #label > 4 then break end
      end
      local labelled = #label > 0 and e.language.dateline[table.concat(label, " ")]
      if alone or labelled or dash and lead <= DATELINE_TOKENS then return e end
    end
  end
  return nil
end

---A day the text itself gives: "today, 4 May 2017".
local function find_today(list)
  for _, e in ipairs(list) do
    if e.dated == "stated" and e.node.deictic and e.first_day == e.last_day then
      return e, e.first_day - e.node.deictic
    end
    for _, other in ipairs(e.members or {}) do
      if e.node.type == "deictic" and other.dated == "stated" and other.first_day == other.last_day then
        return other, other.first_day - e.node.deictic
      end
    end
  end
  return nil
end

---What is known of the article's own day.
---@return table|nil moment
---@return string|nil reason
---@return table|nil bounds
local function moment_of(article, list, text, options)
  local function given(day, how, premise)
    return { first = day, last = day, how = how, anchor = how,
      premises = { { soft = false, text = premise } }, others = {} }
  end
  if options.dct then
    local day = math.type(options.dct) == "integer" and options.dct or nil
    if not day then
      local message
      day, message = parse_day(options.dct, "the day of publication")
      if not day then error(message, 4) end
    end
    return given(day, "given", "the day of publication was given: " .. date.format(day))
  end
  local stated = article:meta("date")
  local warning
  if stated and stated ~= "" then
    local day, message = parse_day(stated, "the article's metadata")
    if day then return given(day, "metadata", "the metadata gives " .. stated) end
    warning = message
  end
  local line = find_dateline(article, list)
  if line then
    local moment = given(line.first_day, "dateline", ("the dateline reads \"%s\""):format(line.text))
    moment.warning = warning
    return moment
  end
  local e, day = find_today(list)
  if e and day then return given(day, "text", ("the text says \"%s\""):format(e.text)) end

  local own = list[1] and list[1].language.calendar or "gregorian"
  local moment, reason, bounds = infer.year(list, own,
    { consequences = consequence_pairs(list, text), twins = twins_of(list, text) })
  if warning and reason then reason = warning .. "; " .. reason end
  return moment, reason, bounds
end

---Resolves what hangs on the article's day.
local function settle_by_moment(list, moment, reason)
  for _, e in ipairs(list) do
    local node = e.node
    if not e.resolved and not e.reason then
      if resolve.is_of_story(node, e.tense) then
        e.reason = REASONS.story
      elseif REASONS[node.type] then
        e.reason = REASONS[node.type]
      elseif not moment then
        e.reason = reason
      else
        local first, last, centre = resolve.at(node, moment, e.tense, e.language)
        if first then
          settle(e, moment.how == "inferred" and "inferred" or "computed", moment.anchor, first, last, centre)
          e.premises = moment.premises
          for _, other in ipairs(moment.others) do
            local other_first, other_last = infer.alternative(e, other)
            if other_first and other_last and (other_first ~= first or other_last ~= last) then
              table.insert(e.alternatives, { first_day = other_first, last_day = other_last, year = other.year,
                without = other.without, later = other.later or false })
            end
          end
        else
          e.reason = resolve.NEEDS_DAY
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

---All there is to know of an article's dates.
local function analyse(article, options)
  local cache = article:cache()
  cache.time = cache.time or {}
  local key = options.dct or false
  if cache.time[key] then return cache.time[key] end
  local list, text = collect(article)
  group(list, text)
  settle_stated(list)
  settle_by_neighbours(list, text)
  local moment, reason, bounds = moment_of(article, list, text, options)
  settle_by_moment(list, moment, reason)
  intersect_groups(list)
  for _, e in ipairs(list) do
    e.node, e.language, e.members, e.m_first, e.m_stop = nil, nil, nil, nil, nil
  end
  local result = { list = list, moment = moment, reason = reason, bounds = bounds }
  cache.time[key] = result
  return result
end

---The temporal expressions of an article, in the order of the text.
---@param article any
---@param options? { dct: string|integer } dct is the day of publication, if the caller knows it
---@return rasad.time.expression[]
function time.find(article, options)
  return analyse(article, options or {}).list
end

---The article's own date: given, in its metadata, in a dateline, or inferred from its text.
---@param article any
---@param options? { dct: string|integer }
---@return table|nil { first_day, last_day, how, anchor, premises, hard_first_day, hard_last_day, year, calendar }
---@return string|nil reason
---@return table|nil bounds what is certain all the same: { hard_first_day, hard_last_day }
function time.document_date(article, options)
  local result = analyse(article, options or {})
  local moment = result.moment
  if not moment then return nil, result.reason, result.bounds end
  local answer = {
    first_day = moment.first, last_day = moment.last, how = moment.how, anchor = moment.anchor,
    premises = moment.premises, year = moment.year, calendar = moment.calendar, warning = moment.warning,
    hard_first_day = moment.first, hard_last_day = moment.last,
  }
  if moment.how == "inferred" then
    answer.soft_first_day, answer.soft_last_day = moment.first, moment.last
    answer.hard_first_day, answer.hard_last_day = result.bounds.hard_first_day, result.bounds.hard_last_day
  end
  return answer
end

return time
