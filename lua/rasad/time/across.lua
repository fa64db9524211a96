-- across.lua: the days of articles that do not give their own, from events that other articles date.
--
-- Two articles may tell of one event: a round of a series, by its number; an event the script names by a pattern; the
-- signing of an agreement, by its kind and parties. Where one gives the event's day and the other says "today", the
-- second is of that day. Each pass looks at all articles with what the passes before it found, so their order is no matter.
local clause = require "rasad.clause"
local date = require "rasad.date"
local inputs = require "rasad.options"
local parties = require "rasad.time.parties"
local pattern = require "rasad.pattern"
local series = require "rasad.series"
local time = require "rasad.time"

local options_of, article_of = inputs.check, inputs.article

local across = {}

-- Tokens from an event to its date.
local REACH <const> = 24
-- Days that the dates of one event may span, and how many days before and after those named a round may go on.
local LONGEST_EVENT <const>, ROUND_SLACK <const> = 7, 2
-- Parties that two agreements have in common at least.
local LEAST_PARTIES <const> = 3

---@class rasad.EventMention
---@field event string what it is, for a reader
---@field id string the same for mentions that say the same
---@field key string|nil mentions of one key are of one event
---@field kind string|nil of an agreement
---@field parties table<string, true>|nil
---@field number integer|nil of a round
---@field slack integer
---@field at integer|nil the index of its date among the article's
---@field occurred boolean

-- Mentions ----------------------------------------------------------------------------------------

---The index, among the article's dates, of the one nearest to a stretch of tokens that is told of the same thing.
local function date_at(article, marks, here)
  local best, best_away
  for _, d in ipairs(marks:dates()) do
    local away = clause.distance(d, here)
    if away <= REACH and marks:connected(d, here) and (not best or away < best_away) then best, best_away = d, away end
  end
  if not best then return nil end
  for i, e in ipairs(time.find(article)) do
    if e.first == best.expression.first then return i end
  end
  return nil
end

local function occurred(marks, here)
  return marks:tense(here.first, here.last) == "past" and not marks:denied(here.first, here.last)
end

---What is signed, by the most telling of its names: a "ceasefire agreement" is a ceasefire.
local function kind_of(found)
  local best
  for _, object in ipairs(found) do
    if not best or parties.rank[object.value] < parties.rank[best] then best = object.value end
  end
  return best
end

---The signings of agreements that an article tells of.
local function agreements(article, list)
  for hit in article:match(parties.signed):each() do
    if not hit.is_repeat then
      local sentence = hit:sentence()
      local marks = clause.of(article, sentence.index)
      local names, set = {}, {}
      for _, found in ipairs(marks:find(parties.state)) do
        if not set[found.value] then
          set[found.value] = true
          names[#names + 1] = found.value
        end
      end
      local object = kind_of(marks:find(parties.object))
      if object and #names >= LEAST_PARTIES then
        table.sort(names)
        local first, last = hit:span()
        local here = { first = article:token_at(first), last = article:token_at(last) }
        local event = ("the signing of a %s (%s)"):format(object, table.concat(names, ", "))
        list[#list + 1] = {
          event = event, id = event, kind = object, parties = set,
          slack = 0, occurred = occurred(marks, here), at = date_at(article, marks, here),
        }
      end
    end
  end
end

---The rounds of a series that an article tells of by number.
local function rounds(article, of, list)
  for _, round in ipairs(of:rounds(article)) do
    local number = round.number or round.implied
    if number and not round.second and not round.is_repeat then
      local key = ("%s\0%d"):format(of.name, number)
      list[#list + 1] = {
        event = ("%s, round %d"):format(of.name, number), id = key, key = key, series = of,
        number = number, slack = ROUND_SLACK, occurred = round.status == "occurred", premises = round.premises,
        at = round.date and date_at(article, clause.of(article, round.sentence.index), round),
      }
    end
  end
end

---Where an article tells of an event that the script named.
local function named(article, of, list)
  for hit in article:match(of.mention):each() do
    if not hit.is_repeat then
      local marks = clause.of(article, hit:sentence().index)
      local first, last = hit:span()
      local here = { first = article:token_at(first), last = article:token_at(last) }
      list[#list + 1] = { event = of.name, id = of.name, key = of.name, slack = 0, occurred = occurred(marks, here),
        at = date_at(article, marks, here) }
    end
  end
end

local function mentions_of(article, options)
  local list = {}
  for _, of in ipairs(options.series) do rounds(article, of, list) end
  for _, of in ipairs(options.events) do named(article, of, list) end
  agreements(article, list)
  return list
end

-- What is known of an event ------------------------------------------------------------------------

-- So many articles are named at least; a round may stand in thousands.
local NAMED_SOURCES <const> = 3

---@class rasad.EventDays
---@field first integer|nil
---@field last integer|nil
---@field by table[] the mentions that its days rest on
---@field is_source table<string, boolean> by article that dates it, whether it is named among them
---@field more integer how many are not

local function within(a, b)
  for name in pairs(a) do
    if not b[name] then return false end
  end
  return true
end

---Whether two mentions are of one event.
local function is_same(a, b)
  if a.key or b.key then return a.key == b.key end
  return a.kind == b.kind and (within(a.parties, b.parties) or within(b.parties, a.parties))
end

---The rounds of a series, by number, as all articles together date them; found once for a list of mentions.
local function rounds_of(of, dated)
  if dated.rounds[of] then return dated.rounds[of] end
  local claims, by_number = {}, {}
  for _, d in ipairs(dated) do
    if d.mention.series == of then
      claims[#claims + 1] = { number = d.mention.number, status = "occurred", first_day = d.first, last_day = d.last,
        article = d.article }
    end
  end
  for _, round in ipairs((series.bind(claims))) do by_number[round.number] = round end
  dated.rounds[of] = by_number
  return by_number
end

---What dates an event in all articles, or in all but one.
local function datings_of(mention, dated, without)
  local by = {}
  for _, event in ipairs(dated.events) do
    if is_same(mention, event[1].mention) then
      for _, d in ipairs(event) do
        if d.article ~= without then by[#by + 1] = d end
      end
    end
  end
  return by
end

---Of what dates an event: each that has a say in its days, and a few others; how many articles there are besides.
local function sources_of(by, has_say)
  local chosen, is_chosen, others, count = {}, {}, {}, 0
  for _, d in ipairs(by) do
    local is_new = is_chosen[d.article] == nil
    if is_new then count = count + 1 end
    if has_say(d) then
      chosen[#chosen + 1], is_chosen[d.article] = d, true
    elseif is_new then
      is_chosen[d.article] = false
      if #others < NAMED_SOURCES then others[#others + 1] = d end
    end
  end
  for _, d in ipairs(others) do
    if #chosen < NAMED_SOURCES and not is_chosen[d.article] then chosen[#chosen + 1], is_chosen[d.article] = d, true end
  end
  for _, told in pairs(is_chosen) do count = told and count - 1 or count end
  return chosen, is_chosen, count
end

---The days of an event by the mentions that date it, in all articles but one where that is given.
---@return rasad.EventDays|nil
local function read_days(mention, dated, without)
  local by = datings_of(mention, dated, without)
  if #by == 0 then return nil end
  local known, first, last = {}, nil, nil
  if mention.number then
    local round = rounds_of(mention.series, dated)[mention.number]
    if not round then return nil end
    if round.first_day and not round.out_of_order and #round.disagree == 0 then
      known.first, known.last = round.first_day, round.last_day
    end
    -- The days of a round are all those that its articles name.
    known.by, known.is_source, known.more = sources_of(by, function(d)
      local says = not first or d.first < first or d.last > last
      first, last = math.min(first or d.first, d.first), math.max(last or d.last, d.last)
      return says
    end)
  else
    -- An event of one day is on a day that all leave.
    known.by, known.is_source, known.more = sources_of(by, function(d)
      local says = not first or d.first > first or d.last < last
      first, last = math.max(first or d.first, d.first), math.min(last or d.last, d.last)
      return says
    end)
    if first <= last then known.first, known.last = first, last end
  end
  return known
end

---The days of an event by the mentions in other articles; read once for all that have no say in them.
---@return rasad.EventDays|nil known nil where none dates it, or where they disagree
local function days_of(mention, own, dated)
  local known = dated.known[mention.id]
  if known == nil then
    known = read_days(mention, dated) or false
    dated.known[mention.id] = known
  end
  if known and known.is_source[own] then known = read_days(mention, dated, own) end
  return known and known.first and known or nil
end

---The days an article may be of whose expression dates an event of known days; nil where the expression ties it to none.
local function days_before(e, known, slack)
  local fields = e.fields
  local first, last = known.first - slack, known.last + slack
  if fields.deictic and not fields.day then return first - fields.deictic, last - fields.deictic end
  if e.kind == "date" and fields.unit == "day" and fields.count then return first - fields.shift, last - fields.shift end
  if e.kind == "date" and fields.unit == "week" and fields.count then
    return first - 7 * fields.shift - 4, last - 7 * fields.shift + 4
  end
  -- A weekday alone is the last one of its name.
  local is_weekday = fields.weekday and not fields.deictic and not fields.day and not fields.unit
  if is_weekday and e.tense ~= "future" and e.direction ~= "future" then
    for day = first, last do
      if date.weekday(day) == fields.weekday then return day, day + 6 end
    end
    return first, first - 1
  end
  return nil
end

---Whether the weekdays that a text names with "today" and its like fit its being of a day.
local function agrees(list, day)
  for _, e in ipairs(list) do
    local fields = e.fields
    if fields.deictic and fields.weekday and not fields.day and date.weekday(day + fields.deictic) ~= fields.weekday then
      return false
    end
  end
  return true
end

local function shown(first, last)
  return first == last and date.format(first) or date.format(first) .. ".." .. date.format(last)
end

-- One article --------------------------------------------------------------------------------------

---What one mention says of the article's day: the step, or why it says nothing.
local function step_of(entry, mention, known)
  local e = entry.dates[mention.at]
  local first, last = days_before(e, known, mention.slack)
  if not first then return nil end
  local bounds = entry.bounds or {}
  first, last = math.max(first, bounds.hard_first_day or first), math.min(last, bounds.hard_last_day or last)
  while first <= last and not agrees(entry.dates, first) do first = first + 1 end
  while last > first and not agrees(entry.dates, last) do last = last - 1 end
  local sources, through, seen_source = {}, {}, {}
  for _, d in ipairs(known.by) do
    if not seen_source[d.article] then
      seen_source[d.article] = true
      sources[#sources + 1] = ("%s (\"%s\")"):format(d.article, d.expression.text)
      through[#through + 1] = d.article
    end
  end
  local more = known.more - (known.is_source[entry.key] == false and 1 or 0)
  local told = ("\"%s\" dates %s, which was on %s by %s"):format(e.text, mention.event, shown(known.first, known.last),
    table.concat(sources, ", ") .. (more > 0 and (" and %d more"):format(more) or ""))
  if first > last then
    return { article = entry.key, event = mention.event, through = through, more = more, conflict = true,
      text = told .. "; no such day fits the other dates of the article" }
  end
  local premises = { { soft = false, text = told } }
  premises[#premises + 1] = { soft = true, text = mention.number and "a round of one number is the same in all articles" or
    mention.parties and "an agreement of one kind with the same parties is the same in all articles" or
    "what the script gives one name is one event" }
  if mention.slack > 0 then
    premises[#premises + 1] = { soft = true, text = ("a round may go on up to %d days around those named"):format(mention.slack) }
  end
  for _, p in ipairs(mention.premises or {}) do premises[#premises + 1] = p end
  local seen = {}
  for _, d in ipairs(known.by) do
    for _, p in ipairs(d.expression.premises) do
      local text = ("%s: %s"):format(d.article, p.text)
      if not seen[text] then
        seen[text] = true
        premises[#premises + 1] = { soft = p.soft, text = text }
      end
    end
  end
  return { article = entry.key, event = mention.event, through = through, more = more, first_day = first,
    last_day = last, premises = premises, text = ("%s; so the article is of %s"):format(told, shown(first, last)) }
end

---The steps that date an article with what is known, and where they meet.
local function date_article(entry, dated)
  local steps, first, last = {}, math.mininteger, math.maxinteger
  for _, mention in ipairs(entry.mentions) do
    if mention.at and mention.occurred and not entry.dates[mention.at].resolved then
      local known = days_of(mention, entry.key, dated)
      local step = known and step_of(entry, mention, known)
      if step then
        steps[#steps + 1] = step
        if not step.conflict then first, last = math.max(first, step.first_day), math.min(last, step.last_day) end
      end
    end
  end
  if first == math.mininteger then return steps end
  if first > last then
    for _, step in ipairs(steps) do
      step.conflict, step.text = true, step.text .. "; but its events put the article on different days"
    end
    return steps
  end
  local moment = { first = first, last = last, how = "across", anchor = "across " .. shown(first, last), others = {},
    premises = {} }
  local seen = {}
  for _, step in ipairs(steps) do
    for _, premise in ipairs(step.conflict and {} or step.premises) do
      if not seen[premise.text] then
        seen[premise.text] = true
        table.insert(moment.premises, premise)
      end
    end
  end
  return steps, moment
end

-- All articles -------------------------------------------------------------------------------------

---All mentions that give their event a day, in order of the articles' keys, and by event.
local function dated_mentions(entries)
  local dated, events = { rounds = {}, known = {}, events = {} }, {}
  for _, entry in ipairs(entries) do
    for _, mention in ipairs(entry.mentions) do
      local e = mention.at and mention.occurred and entry.dates[mention.at]
      if e and e.resolved and e.precision == "day" and e.tense ~= "future" and e.last_day - e.first_day <= LONGEST_EVENT then
        local d = { article = entry.key, mention = mention, expression = e, first = e.group_first_day or e.first_day,
          last = e.group_last_day or e.last_day }
        dated[#dated + 1] = d
        local event = events[mention.id]
        if not event then
          event = {}
          events[mention.id] = event
          dated.events[#dated.events + 1] = event
        end
        event[#event + 1] = d
      end
    end
  end
  return dated
end

---@class rasad.ResolvedDates
---@field steps table[] { article, event, through, more, first_day, last_day, premises, text, conflict }, in the order taken
local Resolved = {}
Resolved.__index = Resolved

local function key_of(article)
  return type(article) == "string" and article or article_of("resolved:explain", article, 3):key()
end

---An article's own date: as time.document_date gives it, or through other articles (how = "across").
---@param article rasad.Article
---@return table|nil
---@return string|nil reason
---@return table|nil bounds
function Resolved:document_date(article)
  article_of("resolved:document_date", article)
  return time.document_date(article, { dct = self.moments[article:key()] })
end

---The dates of an article, those resolved that hang on a day found through others.
---@param article rasad.Article
---@return rasad.time.expression[]
function Resolved:dates(article)
  article_of("resolved:dates", article)
  return time.find(article, { dct = self.moments[article:key()] })
end

---Why an article has its day, a line a reason; nil where nothing was found through others.
---@param article rasad.Article|string the article or its key
---@return string|nil
function Resolved:explain(article)
  local lines, key = {}, key_of(article)
  for _, step in ipairs(self.steps) do
    if step.article == key then
      lines[#lines + 1] = step.text
      for _, premise in ipairs(step.premises or {}) do
        if premise.soft then lines[#lines + 1] = "  supposing that " .. premise.text end
      end
    end
  end
  return #lines > 0 and table.concat(lines, "\n") or nil
end

local function check_options(given)
  local options = options_of("corpus:resolve_dates", given, { "series", "events" }, 4)
  local checked = { series = options.series or {}, events = {} }
  if series.is(checked.series) then checked.series = { checked.series } end
  for _, list in ipairs { checked.series, options.events } do
    if type(list) ~= "table" then
      error(("corpus:resolve_dates: series and events are lists, got a %s"):format(type(list)), 4)
    end
  end
  for _, of in ipairs(checked.series) do
    if not series.is(of) then error("corpus:resolve_dates: series should be a list of what series.new gives", 4) end
  end
  for i, of in ipairs(options.events or {}) do
    if type(of) ~= "table" or type(of.name) ~= "string" or of.mention == nil then
      error('corpus:resolve_dates: an event is { name = "...", mention = a pattern or a word }', 4)
    end
    options_of("corpus:resolve_dates: an event", of, { "name", "mention" }, 4)
    checked.events[i] = { name = of.name, mention = pattern.from("corpus:resolve_dates", of.mention) }
  end
  return checked
end

---Dates articles through events that other articles date.
---@param corpus rasad.Corpus
---@param options? { series?: rasad.Series[], events?: { name: string, mention: any }[] }
---@return rasad.ResolvedDates
function across.resolve(corpus, options)
  options = check_options(options)
  local entries = {}
  for article in corpus:articles() do
    local mentions = mentions_of(article, options)
    if #mentions > 0 then
      local own, _, bounds = time.document_date(article)
      entries[#entries + 1] = { key = article:key(), article = article, mentions = mentions, dates = time.find(article),
        bounds = bounds, undated = own == nil }
    end
  end
  table.sort(entries, function(a, b) return a.key < b.key end)
  local result = setmetatable({ steps = {}, moments = {} }, Resolved)
  local conflicts = {}
  local found = true
  while found do
    found = false
    local dated, new = dated_mentions(entries), {}
    for _, entry in ipairs(entries) do
      if entry.undated then
        local steps, moment = date_article(entry, dated)
        if moment then
          new[#new + 1] = { entry = entry, moment = moment }
          table.move(steps, 1, #steps, #result.steps + 1, result.steps)
        else
          conflicts[entry.key] = steps
        end
      end
    end
    for _, item in ipairs(new) do
      local entry = item.entry
      found, entry.undated, conflicts[entry.key] = true, false, nil
      result.moments[entry.key] = item.moment
      entry.dates = time.find(entry.article, { dct = item.moment })
    end
  end
  for _, entry in ipairs(entries) do
    local steps = conflicts[entry.key] or {}
    table.move(steps, 1, #steps, #result.steps + 1, result.steps)
  end
  return result
end

return across
