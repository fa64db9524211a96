-- day.lua: the article's own day: given, told by its head, or inferred from what its text says.
--
-- A day that is not given lies where the constraints of the text meet. Hard ones follow from what is written: a date told
-- as past bounds the day from below. Soft ones are rules of good writing; one that cannot be met together with the
-- others is left out, and the answer says so.
local core = require "rasad.core"
local date = require "rasad.date"
local infer = require "rasad.time.infer"
local resolve = require "rasad.time.resolve"
local scan = require "rasad.time.scan"
local tense = require "rasad.time.tense"

local own_day = {}

-- The day of the article --------------------------------------------------------------------------

---The day that the metadata of the article give as the text, whatever else stands in the field.
local function metadata_day(article, text)
  local first, last = article:stated_days()
  if first and first == last then return first end
  local _, message = date.parse(text)
  local corpus <close> = core.text(text)
  local language = core.language(text)
  for _, found in ipairs(scan.find(corpus:article(1):match_text(), function() return language end)) do
    local node = found.node
    if node.type == "date" and node.day and node.year then
      local day = resolve.in_year(node, node.year)
      if day then return day end
    end
  end
  return nil, "the article's metadata: " .. message
end

local HOUR <const> = "[t ](%d%d):(%d%d)"

---The day of publication that a caller gives, as a day or a string, and its minute where the string has the hour.
---@param dct integer|string|rasad.Date
---@return integer|nil day
---@return integer|string|nil minute or message
function own_day.given(dct)
  local what = "the day of publication"
  if date.is_date(dct) then return dct:number() end
  if math.type(dct) == "integer" then
    if date.fields(dct) then return dct end
    return nil, ("%s: %d is no day of the calendar"):format(what, dct)
  end
  if type(dct) ~= "string" then
    return nil, ('%s: expected a date such as "2017-05-04", got a %s'):format(what, type(dct))
  end
  local key = core.key(dct)
  local hour, minute = key:match(HOUR)
  local day, message = date.read(dct)
  -- Of a date in words the hour is no part: "4 May 2017 09:30".
  if not day and hour then day = date.read((key:gsub(HOUR .. "$", ""))) end
  if not day then return nil, ("%s: %s"):format(what, message) end
  if not date.is_date(day) then return nil, ("%s: %q is not one day"):format(what, dct) end
  day = day:number()
  if not hour then return day end
  hour, minute = math.tointeger(hour), math.tointeger(minute)
  if hour > 23 or minute > 59 then return nil, ("%s: there is no hour %02d:%02d"):format(what, hour, minute) end
  return day, hour * 60 + minute
end

-- How far into an article and a paragraph a dateline may stand.
local DATELINE_PARAGRAPHS <const>, DATELINE_TOKENS <const> = 6, 8
-- A paragraph of fewer tokens is a headline or a byline.
local LEAD_TOKENS <const> = 12
local HOUR_WORDS = { ["ساعت"] = true, ["الساعه"] = true, ["at"] = true, ["gmt"] = true, ["am"] = true,
  ["pm"] = true, ["،"] = true, [","] = true }
local DASHES = { ["-"] = true, ["–"] = true, ["—"] = true, [":"] = true, ["ـ"] = true }

-- What may stand around an agency's name between a date and its dash.
local ASIDE = { ["("] = true, [","] = true, ["،"] = true }

---Whether a dash or colon follows, at most an agency's name away: "(سانا) -", ", IRNA -".
local function before_dash(article, index, last)
  if index > last then return false end
  local key = article:token(index).key
  if DASHES[key] then return true end
  if not ASIDE[key] then return false end
  for i = index + 2, math.min(index + 4, last) do
    if DASHES[article:token(i).key] then return true end
  end
  return false
end

---Whether nothing but an hour follows on the line: "- ۱۰:۳۰".
local function ends_line(article, index, last)
  if index + 8 < last then return false end
  for i = index, last do
    local key = article:token(i).key
    if not (DASHES[key] or HOUR_WORDS[key] or key:find "^[%d:.,|/()]+$") then return i == last and i == index end
  end
  return true
end

---The words of a label such as "Published:" before a token, as one phrase.
local function label_before(article, first, stop)
  local label = {}
  for i = first, stop - 1 do
    local key = article:token(i).key
    if key ~= ":" then label[#label + 1] = key end
    if #label > 4 then return nil end
  end
  return #label > 0 and table.concat(label, " ") or nil
end

---The first paragraph of the text proper: long enough for a sentence, and not the headline.
local function first_body_paragraph(article)
  local headline = 0
  for _, region in ipairs(article:regions()) do
    if region.kind == "headline" then headline = math.max(headline, region.last) end
  end
  for index = 1, 8 do
    local paragraph = article:paragraph(index)
    if not paragraph then return nil end
    if paragraph.first > headline and paragraph.last_token - paragraph.first_token >= LEAD_TOKENS then return index end
  end
  return nil
end

---Marks the dates of a list, unless they are several: a chronicle or a programme, whose lines begin with their days.
local function mark_if_one(list)
  for _, e in ipairs(list) do
    if not e.group or e.group ~= list[1].group then
      if e ~= list[1] and e.first_day ~= list[1].first_day then return end
    end
  end
  for _, e in ipairs(list) do e.is_dateline = true end
end

---Marks the dates that date the article itself: alone on a line of its head, after a label, or before
---the dash that opens the text.
function own_day.mark_datelines(article, list)
  local by_dash, alone = {}, {}
  local body
  for _, e in ipairs(list) do
    local node = e.node
    if node.type == "date" and node.day and not node.day_last and not node.deictic and node.month then
      body = body or first_body_paragraph(article) or math.maxinteger
      local token = article:token(e.token_first)
      local paragraph = article:paragraph(token.paragraph)
      local lead = e.token_first - paragraph.first_token
      local label = label_before(article, paragraph.first_token, e.token_first)
      local head = token.paragraph <= math.min(DATELINE_PARAGRAPHS, body)
      if label and e.language.dateline[label] then
        e.is_dateline = true
      elseif head and lead <= 1 and ends_line(article, e.token_last + 1, paragraph.last_token) then
        alone[#alone + 1] = e
      elseif head and lead <= DATELINE_TOKENS and before_dash(article, e.token_last + 1, paragraph.last_token) then
        by_dash[#by_dash + 1] = e
      end
    end
  end
  if #by_dash == 1 then by_dash[1].is_dateline = true end
  mark_if_one(alone)
  for _, e in ipairs(list) do
    for _, member in ipairs(e.is_dateline and e.members or {}) do member.is_dateline = true end
  end
end

---The first full date that dates the article.
local function find_dateline(list)
  for _, e in ipairs(list) do
    if e.is_dateline and e.dated == "stated" then return e end
  end
  return nil
end

---The full date of the day's news in the first paragraph of the text: the latest that it tells as past.
local function find_lead(article, list)
  local paragraph, lead = first_body_paragraph(article), nil
  for _, e in ipairs(list) do
    local node = e.node
    if node.type == "date" and node.day and e.tense ~= "future" and
        article:token(e.token_first).paragraph == paragraph then
      -- Where the news has a date without its year, one with its year is of something before.
      if resolve.is_yearless(node) and not e.group then return nil end
      if node.year and e.resolved and not e.signal and (not lead or e.last_day > lead.last_day) then lead = e end
    end
  end
  if not lead or not lead.node.weekday or lead.warning or lead.is_planned then return nil end
  for _, e in ipairs(list) do
    if e.node.year and e.node.day and e.resolved and e.tense ~= "future" and e.last_day > lead.last_day then return nil end
  end
  return lead
end

-- What the weekdays of the text allow ------------------------------------------------------------

---Whether "today, Thursday", "yesterday, the 3rd of May" and the like agree with the text's being of a day: 1 they do,
----1 one does not, 0 there are none.
local function agreement(list, day)
  local seen = 0
  for _, e in ipairs(list) do
    local node = e.node
    if node.deictic and not node.year and (node.weekday or node.day) then
      local told = day + node.deictic
      if node.weekday and date.weekday(told) ~= node.weekday then return -1 end
      if node.day and node.month then
        local _, month, of_month = date.fields(told, node.calendar)
        if month ~= node.month or of_month ~= node.day then return -1 end
      end
      seen = 1
    end
  end
  return seen
end

-- A longer interval is not worth looking through day by day.
local LONGEST_SEARCH <const> = 1500

---An interval without the days at its ends that the weekdays of the text exclude, and whether they exclude any.
local function trim(list, first, last)
  if last - first > LONGEST_SEARCH then return first, last, false end
  local from, to = first, last
  while from <= to and agreement(list, from) == -1 do from = from + 1 end
  while to > from and agreement(list, to) == -1 do to = to - 1 end
  if from > to then return first, last, false end
  return from, to, from > first or to < last
end

-- Today -------------------------------------------------------------------------------------------

---A day that the text itself gives: "today, 4 May 2017". One whose weekday disagrees only for want of another.
---@return table|nil expression
---@return integer|nil day the article's own day by it
---@return boolean|nil agrees whether the weekday is that of the day
local function find_today(list)
  local doubtful, doubtful_day
  for _, e in ipairs(list) do
    for _, other in ipairs(e.members or { e }) do
      local deictic = e.node.deictic
      if deictic and (e.node.type == "deictic" or other == e) and other.dated == "stated" and
          other.first_day == other.last_day then
        local day = other.first_day - deictic
        if not other.warning and resolve.agrees(e.node, other.first_day) then return other, day, true end
        if not doubtful then doubtful, doubtful_day = other, day end
      end
    end
  end
  return doubtful, doubtful_day, false
end

-- A slip of the pen is in the day by at most this much, or in one of month, year and weekday.
local SLIP_DAYS <const> = 3

---The days that a full date may mean whose weekday disagrees: one of its parts is wrong.
local function slip_days(e, own)
  local offset, calendar = e.first_day - own, e.calendar
  local first, last = own, own
  local function consider(day)
    if day and resolve.agrees(e.node, day) then
      first, last = math.min(first, day - offset), math.max(last, day - offset)
    end
  end
  for n = 1, SLIP_DAYS do
    consider(e.first_day - n)
    consider(e.first_day + n)
  end
  for _, months in ipairs { -12, -1, 1, 12 } do consider(date.shift_months(e.first_day, months, calendar)) end
  return first, last
end

-- Constraints -------------------------------------------------------------------------------------

own_day.NEAR = "a day written with its weekday and year is of the days around the publication"
own_day.SLIP = "of a day and a weekday that disagree, one part is a slip"
own_day.WEEKDAYS = "the weekdays that the text names with \"today\" and its like fit"

-- How far ahead and how far back of its publication a text names days with weekday and year.
local AHEAD_DAYS <const>, BACK_DAYS <const> = 30, 15

---Whether a date told as past is rather that of a plan: "decided to strike on the 15th", "announced that on the 15th".
---Where verbs stand before their dates the last one counts, so that a later deed ends the announcing.
local function is_planned(text, e)
  local from, to = tense.sentence(text, e.m_first, e.m_stop)
  local language = e.language
  local verb_first = language.verb == "before"
  local planned = false
  for at, token in tense.tokens(text, from, verb_first and e.m_first or to) do
    local clitic = language.is_clitic[token:sub(1, 2)] and #token > 4 and 2 or 0
    local bare = token:sub(clitic + 1)
    if language.planned:match(text, at, token) or language.planned:match(text, at + clitic, bare) then
      planned = true
    elseif verb_first and language.tense.forms:match(text, at + clitic, bare) == "past" then
      planned = false
    end
  end
  return planned
end

---The days around a date that is written with weekday and year: the first that the hard constraints leave, else the last.
---@param low integer|nil
---@return table|nil constraint
local function near(list, low)
  local best
  for _, e in ipairs(list) do
    local node = e.node
    if e.dated == "stated" and node.day and node.weekday and node.year and not e.warning and not e.is_dateline then
      local is_left, best_is_left = not low or e.last_day >= low, best and (not low or best.last_day >= low)
      if not best or is_left and (not best_is_left or e.first_day < best.first_day) or
          not is_left and not best_is_left and e.first_day > best.first_day then
        best = e
      end
    end
  end
  return best and { first_day = best.last_day - AHEAD_DAYS, last_day = best.first_day + BACK_DAYS, soft = true,
    text = ("%s: \"%s\""):format(own_day.NEAR, best.text) }
end

local function inferred(first, last, premises)
  local anchor = date.format(first)
  anchor = first == last and "inferred day " .. anchor or ("inferred days %s to %s"):format(anchor, date.format(last))
  return { first = first, last = last, how = "inferred", anchor = anchor, others = {}, premises = premises }
end

---Narrows a moment to the days that the weekdays of the text allow.
local function trimmed(moment, list)
  local first, last, cut = trim(list, moment.first, moment.last)
  if not cut then return moment end
  moment.first, moment.last = first, last
  table.insert(moment.premises, { soft = false, text = own_day.WEEKDAYS, first_day = first, last_day = last })
  return moment
end

---The day of the news, where the weekdays of the text agree that it is the article's own.
local function moment_of_lead(lead)
  local day = lead.last_day
  return inferred(day, day, {
    { soft = true, text = infer.LEAD, first_day = day, last_day = day },
    { soft = false, text = ("the weekdays the text names agree with \"%s\""):format(lead.text) },
  })
end

---Joins the year that the text is of with the days it is near; of two that part, the days hold.
local function join(moment, reason, close, bounds)
  if not close then return moment, reason end
  local low, high = bounds.hard_first_day, bounds.hard_last_day
  local first, last = math.max(close.first_day, low or close.first_day), math.min(close.last_day, high or close.last_day)
  if first > last then return moment, reason end
  if moment and moment.first <= last and moment.last >= first then
    moment.first, moment.last = math.max(moment.first, first), math.min(moment.last, last)
    table.insert(moment.premises, close)
    return moment
  end
  local joined = inferred(first, last, { table.unpack(bounds.premises) })
  table.insert(joined.premises, close)
  joined.left_out = {}
  for _, premise in ipairs(moment and moment.premises or {}) do
    if premise.soft then table.insert(joined.left_out, premise) end
  end
  return joined
end

---What the text lets infer of the article's own day.
---@param ties fun(): table what ties its dates to each other; see infer.year
---@return table|nil moment
---@return string|nil reason
---@return table bounds
local function infer_moment(article, list, text, ties)
  for _, e in ipairs(list) do
    e.is_planned = e.dated == "stated" and e.tense == "past" and is_planned(text, e) or nil
  end
  local lead = find_lead(article, list)
  if lead and agreement(list, lead.last_day) == 1 then
    return moment_of_lead(lead), nil, { hard_first_day = lead.last_day }
  end
  local told = ties()
  told.lead = lead
  local own = list[1] and list[1].language.calendar or "gregorian"
  local moment, reason, bounds = infer.year(list, own, told)
  moment, reason = join(moment, reason, near(list, bounds.hard_first_day), bounds)
  return moment and trimmed(moment, list), reason, bounds
end

-- The moment --------------------------------------------------------------------------------------

---A day that is given but which the text contradicts.
local function conflict_of(list, text, day)
  for _, e in ipairs(list) do
    if e.dated == "stated" and e.precision == "day" and e.tense == "past" and not e.is_dateline and
        e.first_day > day and not is_planned(text, e) then
      return ("the text tells \"%s\" (%s) as past, which is after %s"):format(e.text, e.value, date.format(day))
    end
    local node = e.node
    if node.type == "deictic" and node.weekday and date.weekday(day + node.deictic) ~= node.weekday then
      return ("the text says \"%s\", but %s is a %s"):format(e.text, date.format(day + node.deictic),
        date.weekday_name(date.weekday(day + node.deictic)))
    end
    if e.dated == "stated" and node.deictic and e.first_day == e.last_day and e.first_day ~= day + node.deictic then
      return ("the text says \"%s\", but is of %s"):format(e.text, date.format(day))
    end
  end
  return nil
end

---What is known of the article's own day: a moment (see resolve.lua), or nil, the reason and what is certain all the same.
---@param ties fun(): table asked for where nothing gives the day
---@param options { dct: string|integer|table }
---@return table|nil moment
---@return string|nil reason
---@return table|nil bounds
function own_day.of(article, list, text, ties, options)
  local function given(day, how, premise)
    return { first = day, last = day, how = how, anchor = how, warning = conflict_of(list, text, day),
      premises = { { soft = false, text = premise, first_day = day, last_day = day } }, others = {} }
  end
  if type(options.dct) == "table" and options.dct.how then return options.dct end
  if options.dct ~= nil then
    local day, minute = own_day.given(options.dct)
    if not day then error(minute, 5) end
    local moment = given(day, "given", "the day of publication was given: " .. date.format(day))
    moment.minute = minute
    return moment
  end
  local stated = article:meta("date")
  local warning
  if stated and stated ~= "" then
    local day, message = metadata_day(article, stated)
    if day then return given(day, "metadata", "the metadata gives " .. stated) end
    warning = message
  end
  local line = find_dateline(list)
  if line then
    local moment = given(line.first_day, "dateline", ("the dateline reads \"%s\""):format(line.text))
    moment.warning = warning or moment.warning
    return moment
  end
  local e, day, agrees = find_today(list)
  if e and agrees then return given(day, "text", ("the text says \"%s\""):format(e.text)) end
  if e then
    local first, last = slip_days(e, day)
    return inferred(first, last, { { soft = true, first_day = first, last_day = last,
      text = ("%s: the text says \"%s\""):format(own_day.SLIP, e.text) } }), nil, {}
  end
  local moment, reason, bounds = infer_moment(article, list, text, ties)
  if warning and reason then reason = warning .. "; " .. reason end
  return moment, reason, bounds
end

return own_day
