-- rasad.series: the rounds of talks: what is said of them in articles, by number or without, and which days each had.
--
-- A script declares a series by the words that name it. Rounds whose number is said are never renumbered; "the next", "the
-- previous" and "a new" round get a number only where one follows from others, and it is marked as implied.
local lpeg = require "lpeg"
local clause = require "rasad.clause"
local inputs = require "rasad.options"
local pattern = require "rasad.pattern"

local options_of, article_of, kind_of = inputs.check, inputs.article, inputs.kind_of

local words, sequence, as = pattern.words, pattern.sequence, pattern.as

local series = {}

---@class rasad.Series
local Series = {}
Series.__index = Series

---@class rasad.Round a round of a series as one article names it
---@field number integer|nil as said
---@field second integer|nil of a label of two, "Astana 3 and 4"
---@field next boolean|nil it is called the next one
---@field previous boolean|nil it is called the previous one
---@field implied integer|nil the number that follows from others the article names
---@field kind "label"|"round"|"meeting" how it is named: "Astana 4", by a round, by a meeting
---@field first integer its first token
---@field last integer its last token
---@field sentence table as article:sentence gives it
---@field dates rasad.DateOf[] the days that its sentence gives for it
---@field date rasad.DateOf|nil the nearest of them
---@field status "occurred"|"planned"|"claimed"|"denied"
---@field is_repeat boolean
---@field premises table[] why the implied number is that: { text, soft }

-- Words for rounds and meetings of talks.
local ROUND = words { "دور", "دورۀ", "دوره", "round" } + words({ "جولة", "جولات" }, { clitics = true })
local MEETING = words { "نشست", "اجلاس", "گفت‌وگوهای", "گفتگوهای", "مذاکرات", "talks", "meeting" }
  + words({ "اجتماع", "اجتماعات", "لقاء", "مباحثات", "محادثات", "مفاوضات" }, { clitics = true })
local NEW = words { "جدید", "تازه", "new", "fresh" } + words({ "جديدة" }, { clitics = true })
local NEXT = words { "بعدی", "آینده", "آتی", "next" } + words({ "المقبلة", "القادمة", "التالية" })

local PREVIOUS = words { "قبلی", "گذشته", "پیشین", "previous", "last" } + words({ "السابقة", "الماضية", "الأخيرة" })

local number = as("number", pattern.ordinal)
local unnumbered = as("next", NEXT) + as("new", NEW) + as("previous", PREVIOUS)

-- How a round is named: the number before or after the noun, in words or digits.
local ROUND_NAMES = sequence { number, ROUND } + sequence { ROUND, number }
  + sequence { ROUND, as("number", pattern.number) } + sequence { ROUND, unnumbered } + sequence { unnumbered, ROUND }
  -- "دور بعدی" may have its noun between: "دور مذاکرات بعدی"
  + sequence { ROUND, MEETING, unnumbered }
-- A meeting is a round of the series only where the series is named with it or its number follows.
local MEETING_NAMES = sequence { number, MEETING } + sequence { MEETING, number }
  + sequence { MEETING, as("next", NEXT) } + sequence { as("next", NEXT), MEETING }

-- A label: the name with a number, "Astana 4", "آستانه ۳ و ۴", as journalists call a round.
local figure = lpeg.R "19" * lpeg.R "09" ^ -1 * pattern.word_end / math.tointeger
local function label_of(names)
  local label = sequence { names, (lpeg.P "-" * lpeg.P " ") ^ -1 * as("number", figure) }
  local pair = sequence { label, words { "و", "and" }, as("second", figure) }
    + sequence { label, as("second", lpeg.P "و" * figure) }
  return pair + label
end

local NEAR = 7    -- tokens from a meeting's name to its series
local DAYS = 24   -- tokens from a round's name to its days
local FOLLOWING = 8 -- how much nearer a round must be that its date stands before
local LASTING = 7 -- days a round lasts at most

-- The place that tells the series a round belongs to: the first one after it in its sentence, else
-- the last one before it, in the sentence or in what the article said before ("the fifth round of
-- these talks").
local function place_with(places, round)
  local before
  for _, place in ipairs(places) do
    if place.first > round.last and place.first <= round.sentence.last_token then return place, "after" end
    if place.last < round.first then before = place end
  end
  return before, before and before.first >= round.sentence.first_token and "before" or "earlier"
end

-- Names of this series and of others in an article, in order.
local function places_of(self, article, named)
  local places = {}
  local function add(found, is_own)
    for hit in found:each() do
      local first, last = hit:span()
      places[#places + 1] = { first = article:token_at(first), last = article:token_at(last), is_own = is_own }
    end
  end
  add(named, true)
  if self.others then add(article:match(self.others), false) end
  table.sort(places, function(a, b) return a.first < b.first end)
  return places
end

-- Adds the hits of a pattern to a list, as stretches of tokens with the numbers they captured; those
-- that overlap one in the list are left out.
local function add_names(article, p, kind, list)
  for hit in article:match(p):each() do
    local first, last = hit:span()
    local captures = hit.captures
    local item = {
      first = article:token_at(first), last = article:token_at(last), is_repeat = hit.is_repeat, kind = kind,
      number = captures.number and captures.number.value, second = captures.second and captures.second.value,
      next = captures.next and true, new = captures.new and true,
      previous = captures.previous and true, sentence = hit:sentence(),
    }
    local free = true
    for _, other in ipairs(list) do
      if item.first <= other.last and other.first <= item.last then free = false end
    end
    if free then list[#list + 1] = item end
  end
end

-- Whether the number of a label is that of a day: "in Astana, 16 February".
local function is_day(article, round)
  for _, date in ipairs(clause.of(article, round.sentence.index):dates()) do
    if date.first <= round.last and round.last <= date.last then return true end
  end
  return false
end

local function is_of_series(article, round, places, numbers)
  if round.kind == "label" then return not is_day(article, round) end
  local place, where = place_with(places, round)
  if not (place and place.is_own) then return false end
  if round.kind == "round" then return true end
  -- a meeting: "the second meeting on Syria in Astana", or "the thirteenth" where the twelfth was named
  if where == "after" then return place.first - round.last <= NEAR end
  if round.number then return where == "before" or numbers[round.number - 1] or numbers[round.number + 1] end
  return #clause.of(article, round.sentence.index):dates() > 0
end

-- All names of rounds of the series in an article, in order.
local function named_rounds(self, article, named)
  local list, kept, numbers = {}, {}, {}
  add_names(article, self.label, "label", list)
  add_names(article, ROUND_NAMES, "round", list)
  for _, round in ipairs(list) do
    if round.number then numbers[round.number] = true end
  end
  add_names(article, MEETING_NAMES, "meeting", list)
  local places = places_of(self, article, named)
  for _, round in ipairs(list) do
    if is_of_series(article, round, places, numbers) then kept[#kept + 1] = round end
  end
  table.sort(kept, function(a, b) return a.first < b.first end)
  return kept
end

-- How far a date is from a round, where a date rather follows what it dates; nil if too far, or if
-- the two are told of different things.
local function cost(sentence, date, round)
  local d = clause.distance(date, round) + (round.first > date.last and FOLLOWING or 0)
  return d <= DAYS and sentence:connected(date, round) and d or nil
end

-- The round a date belongs to: the nearest one.
local function round_of(sentence, date, rounds)
  local best, best_cost
  for _, round in ipairs(rounds) do
    local c = cost(sentence, date, round)
    if c and (not best or c < best_cost) then best, best_cost = round, c end
  end
  return best, best_cost
end

local function interval(dates)
  local first, last
  for _, date in ipairs(dates) do
    if date.first_day then
      first = first and math.min(first, date.first_day) or date.first_day
      last = last and math.max(last, date.last_day) or date.last_day
    end
  end
  return first, last
end

-- The round that each date of a sentence belongs to, and how far it is; found once for all rounds.
local function owners_of(sentence, rounds)
  if not rounds.owners then
    rounds.owners = {}
    for i, date in ipairs(sentence:dates()) do
      local round, away = round_of(sentence, date, rounds)
      rounds.owners[i] = { round = round, cost = away }
    end
  end
  return rounds.owners
end

-- The days of a round: all dates that belong to it. A round may last several days, one of them
-- said for its beginning and one for its end; where they lie farther apart the nearest is taken.
local function days_of(sentence, round, rounds)
  local days, nearest, nearest_cost = {}, nil, nil
  local owners = owners_of(sentence, rounds)
  for i, date in ipairs(sentence:dates()) do
    local own, c = owners[i].round, owners[i].cost
    if own == round and date.precision ~= "year" then
      if date.precision == "day" and date.first_day then days[#days + 1] = date end
      if not nearest or c < nearest_cost then nearest, nearest_cost = date, c end
    end
  end
  local first, last = interval(days)
  local of_days = nearest and nearest.first_day and nearest.precision == "day"
  if of_days and last - first <= LASTING then return days, nearest end
  return { nearest }, nearest
end

-- Whether two rounds may be one as far as their days go.
local function may_be_one(a, b)
  local a_first, a_last = interval(a.dates)
  local b_first, b_last = interval(b.dates)
  return not (a_first and b_first) or a_first <= b_last and b_first <= a_last
end

-- The round of the highest number that an article names other than by a label, and that number where it is planned.
local function latest_of(rounds)
  local latest, planned
  for _, other in ipairs(rounds) do
    if other.number and other.kind ~= "label" then
      if not latest or other.number >= latest then
        latest, planned = other.number, other.status == "planned" and other or nil
      end
    end
  end
  return latest, planned
end

local NEXT_NUMBER = "the next round has the number after the last one the article names"
local PREVIOUS_NUMBER = "the previous round has the number before the round the article is about"

---The number of a round that is named without one, and why.
local function implied_number(round, rounds)
  local latest, planned = latest_of(rounds)
  if not latest then return nil end
  if round.next then
    -- The one the article names as planned, unless for other days; else the one after the last it names.
    if planned and may_be_one(round, planned) then return latest, NEXT_NUMBER end
    return latest + 1, NEXT_NUMBER
  elseif round.previous then
    -- What the article is about has the highest number, or is "a new round" or "the next one" itself.
    local about_other = false
    for _, other in ipairs(rounds) do about_other = about_other or not other.number and (other.new or other.next) end
    local before = about_other and not planned and latest or latest - 1
    if before >= 1 then return before, PREVIOUS_NUMBER end
  end
  return nil
end

-- What is told of a round: a plan if the verb says what will be, a mere label is a claim.
local function status_of(article, round)
  local sentence = clause.of(article, round.sentence.index)
  if sentence:denied(round.first, round.last) then return "denied" end
  if round.second then return "claimed" end
  local date = round.date
  local tense = date and (date.expression.direction or date.tense) or sentence:tense(round.first, round.last)
  local today = false
  for _, day in ipairs(round.dates) do today = today or day.expression.fields.deictic == 0 end
  if round.next or tense == "future" and not today then return "planned" end
  return "occurred"
end

-- Binding -----------------------------------------------------------------------------------------

---@class rasad.BoundRound what all claims together say of one round
---@field number integer
---@field first_day integer|nil
---@field last_day integer|nil
---@field claims table[] those its days rest on
---@field disagree table[] those that give it other days
---@field out_of_order boolean|nil its days do not stand between those of its neighbours
---@field not_before integer|nil where it has no days: the first that the order of the rounds leaves
---@field not_after integer|nil the last

local function is_dated(c)
  return c.status == "occurred" and c.first_day ~= nil and c.last_day ~= nil and c.last_day - c.first_day <= LASTING
end

---Days of one round that may be parts of it: they lie close enough together.
local function is_close(group, c)
  return math.max(group.last_day, c.last_day) - math.min(group.first_day, c.first_day) <= LASTING
end

---The claims of one number in groups that lie close together, that of most articles first, then the earlier.
local function groups_of(claims)
  table.sort(claims, function(a, b)
    if a.first_day ~= b.first_day then return a.first_day < b.first_day end
    if a.last_day ~= b.last_day then return a.last_day < b.last_day end
    return tostring(a.article) < tostring(b.article)
  end)
  local groups = {}
  for _, c in ipairs(claims) do
    local group = groups[#groups]
    if not (group and is_close(group, c)) then
      group = { first_day = c.first_day, last_day = c.last_day, claims = {}, articles = {}, count = 0 }
      groups[#groups + 1] = group
    end
    group.last_day = math.max(group.last_day, c.last_day)
    table.insert(group.claims, c)
    if not group.articles[c.article or group] then
      group.articles[c.article or group] = true
      group.count = group.count + 1
    end
  end
  table.sort(groups, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.first_day < b.first_day
  end)
  return groups
end

---Marks the rounds that do not fit the order of the most: of round 3, 4, 5 that of round 4 after 5.
local function mark_order(rounds)
  local best, from = {}, {}
  local longest
  for i, round in ipairs(rounds) do
    best[i] = 1
    for j = 1, i - 1 do
      if rounds[j].last_day < round.first_day and best[j] + 1 > best[i] then best[i], from[i] = best[j] + 1, j end
    end
    if not longest or best[i] > best[longest] then longest = i end
  end
  local kept = {}
  while longest do
    kept[longest] = true
    longest = from[longest]
  end
  for i, round in ipairs(rounds) do round.out_of_order = not kept[i] or nil end
end

local SAME_DAYS = "it was held on the days of round %d"
local BETWEEN = "it was held between round %d and round %d"

---The number of a round that is told without one, by its days.
local function number_by_days(c, ordered)
  local before, after
  for _, round in ipairs(ordered) do
    if not round.out_of_order then
      if is_close(round, c) then return round.number, SAME_DAYS:format(round.number) end
      if round.last_day < c.first_day then before = round.number end
      if round.first_day > c.last_day and not after then after = round.number end
    end
  end
  if before and after and after == before + 2 then return before + 1, BETWEEN:format(before, after) end
  return nil
end

---Puts claims of rounds from many articles together: the days of each round, the numbers that follow from days, and the
---bounds that the order of the rounds puts on those without. A plan dates no round. Independent of the claims' order.
---@param claims { number?: integer, status: string, first_day?: integer, last_day?: integer, article?: string }[]
---@return rasad.BoundRound[] rounds by number
---@return { claim: table, number: integer, premise: string }[] implied numbers for claims that say none
function series.bind(claims)
  if type(claims) ~= "table" then error("series.bind: expected a list of claims, got " .. kind_of(claims), 2) end
  for i, c in ipairs(claims) do
    if type(c) ~= "table" then
      error(("series.bind: claim %d should be a table such as a round of series:rounds, got %s"):format(i, kind_of(c)), 2)
    end
  end
  local by_number, numbers = {}, {}
  for _, c in ipairs(claims) do
    if c.number then
      if not by_number[c.number] then
        by_number[c.number] = {}
        numbers[#numbers + 1] = c.number
      end
      if is_dated(c) then table.insert(by_number[c.number], c) end
    end
  end
  table.sort(numbers)
  local rounds, ordered = {}, {}
  for _, n in ipairs(numbers) do
    local groups = groups_of(by_number[n])
    local first = groups[1] or { claims = {} }
    local round = { number = n, first_day = first.first_day, last_day = first.last_day, claims = first.claims, disagree = {} }
    for i = 2, #groups do table.move(groups[i].claims, 1, #groups[i].claims, #round.disagree + 1, round.disagree) end
    rounds[#rounds + 1] = round
    if round.first_day then ordered[#ordered + 1] = round end
  end
  mark_order(ordered)
  for _, round in ipairs(rounds) do
    for _, other in ipairs(ordered) do
      if not round.first_day and not other.out_of_order then
        if other.number < round.number then round.not_before = other.last_day + 1 end
        if other.number > round.number and not round.not_after then round.not_after = other.first_day - 1 end
      end
    end
  end
  local implied = {}
  for _, c in ipairs(claims) do
    if not c.number and is_dated(c) then
      local n, premise = number_by_days(c, ordered)
      if n then implied[#implied + 1] = { claim = c, number = n, premise = premise } end
    end
  end
  return rounds, implied
end

-- A series ---------------------------------------------------------------------------------------

---Declares a series of rounds.
---@param options { name: string, mention: any, except?: any, others?: any }
---  name     as it is shown
---  mention  a pattern for the names of the series; a number may follow one: "Astana 4"
---  except   a pattern for what begins like a name and is something else
---  others   a pattern for the names of other series, which rounds beside them belong to
---@return rasad.Series
function series.new(options)
  if type(options) ~= "table" or type(options.name) ~= "string" or options.mention == nil then
    error('series.new: expected { name = "...", mention = a pattern or a word }', 2)
  end
  options_of("series.new", options, { "name", "mention", "except", "others" })
  local function from(field) return options[field] and pattern.from("series.new: " .. field, options[field]) end
  local mention, except = from "mention", from "except"
  return setmetatable({
    name = options.name, others = from "others", label = label_of(mention),
    mention = except and except + as("name", mention) or as("name", mention),
  }, Series)
end

---Whether a value is a series.
---@param v any
---@return boolean
function series.is(v) return getmetatable(v) == Series end

---Where an article names the series.
---@param article rasad.Article
---@return rasad.Hits
function Series:mentions(article)
  return article_of("series:mentions", article):match(self.mention):filter(function(hit) return hit.captures.name ~= nil end)
end

---The rounds of the series that an article names, in order, with the days that are given for them.
---@param article rasad.Article
---@param named? rasad.Hits the mentions, where they are at hand
---@return rasad.Round[]
function Series:rounds(article, named)
  named = named or self:mentions(article_of("series:rounds", article))
  if #named == 0 then return {} end
  local rounds = named_rounds(self, article, named)
  local by_sentence = {}
  for _, round in ipairs(rounds) do
    local index = round.sentence.index
    by_sentence[index] = by_sentence[index] or {}
    table.insert(by_sentence[index], round)
  end
  for _, round in ipairs(rounds) do
    local index = round.sentence.index
    round.dates, round.date = days_of(clause.of(article, index), round, by_sentence[index])
    round.first_day, round.last_day = interval(round.dates)
    round.status = status_of(article, round)
    round.premises = {}
  end
  for _, round in ipairs(rounds) do
    if not round.number then
      local implied, why = implied_number(round, rounds)
      if implied then round.implied, round.premises = implied, { { text = why, soft = true } } end
    end
  end
  return rounds
end

return series
