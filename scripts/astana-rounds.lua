-- astana-rounds: the rounds of the Astana talks: number, days, place, how sure each of them is.
local pattern = require "rasad.pattern"
local clause = require "rasad.clause"
local event = require "rasad.event"
local mention = require "rasad.mention"
local lpeg = require "lpeg"

local words, sequence, as = pattern.words, pattern.sequence, pattern.as

-- Names of the series, and of the other places where talks on Syria were held: of several in a
-- sentence the one that stands with the round decides.
local ASTANA = words({ "آستانه", "آستانا", "أستانة", "أستانا", "الأستانة", "استانا", "استانة" }, { clitics = true })
  + words { "astana" }
-- "در آستانه" before a time or an event means "on the eve of".
local EVE = sequence {
  "در", "آستانه", words {
    "سال", "سالگرد", "سالروز", "نوروز", "عید", "ماه", "روز", "هفته", "فصل", "انتخابات", "نشست", "اجلاس", "سفر",
    "دیدار", "برگزاری", "آغاز", "شروع", "پایان", "ورود", "حمله", "عملیات", "جنگ", "سقوط", "فروپاشی", "بازگشت",
    "تشکیل", "امضای", "رسیدن", "یک",
  },
}
local OTHER = words({ "ژنو", "وین", "جنيف", "فيينا", "لوزان", "ریاض", "الرياض" }, { clitics = true })
  + words { "geneva", "vienna", "lausanne", "riyadh" }
local SOCHI = words({ "سوچی", "سوتشي" }, { clitics = true }) + words { "sochi" }

local ROUND = words { "دور", "دورۀ", "دوره", "round" } + words({ "جولة", "جولات" }, { clitics = true })
local MEETING = words { "نشست", "اجلاس", "گفت‌وگوهای", "گفتگوهای", "مذاکرات", "talks", "meeting" }
  + words({ "اجتماع", "اجتماعات", "لقاء", "مباحثات", "محادثات", "مفاوضات" }, { clitics = true })
local NEW = words { "جدید", "تازه", "new", "fresh" } + words({ "جديدة" }, { clitics = true })
local NEXT = words { "بعدی", "آینده", "آتی", "next" } + words({ "المقبلة", "القادمة", "التالية" })

local number = as("number", pattern.ordinal)
local unnumbered = as("next", NEXT) + as("new", NEW)

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
local label = sequence { ASTANA, (lpeg.P "-" * lpeg.P " ") ^ -1 * as("number", figure) }
local pair = sequence { label, words { "و", "and" }, as("second", figure) }
  + sequence { label, as("second", lpeg.P "و" * figure) }

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

-- Where an article names the city or its talks.
local function astana_in(article)
  return article:match(EVE + as("name", ASTANA)):filter(function(hit) return hit.captures.name ~= nil end)
end

-- Names of series in an article, in order.
local function places_of(article, named)
  local places = {}
  for _, kind in ipairs { { named, true }, { article:match(OTHER), false } } do
    for hit in kind[1]:each() do
      local first, last = hit:span()
      places[#places + 1] = { first = article:token_at(first), last = article:token_at(last), astana = kind[2] }
    end
  end
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
      next = captures.next and true, sentence = hit:sentence(),
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
  if not (place and place.astana) then return false end
  if round.kind == "round" then return true end
  -- a meeting: "the second meeting on Syria in Astana", or "the thirteenth" where the twelfth was named
  if where == "after" then return place.first - round.last <= NEAR end
  if round.number then return where == "before" or numbers[round.number - 1] or numbers[round.number + 1] end
  return #clause.of(article, round.sentence.index):dates() > 0
end

-- All names of rounds of the series in an article, in order.
local function rounds_of(article, named)
  local list, kept, numbers = {}, {}, {}
  add_names(article, pair + label, "label", list)
  add_names(article, ROUND_NAMES, "round", list)
  for _, round in ipairs(list) do
    if round.number then numbers[round.number] = true end
  end
  add_names(article, MEETING_NAMES, "meeting", list)
  local places = places_of(article, named)
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

local PLACES = {
  { ASTANA, "Astana" }, { SOCHI, "Sochi" },
  { words { "نورسلطان", "نور سلطان", "نور-سلطان" } + words({ "نور سلطان" }, { clitics = true }), "Nur-Sultan" },
}

-- The city a round is said to be held in: "Astana" is also the name of the series, so another
-- city of the sentence wins.
local function place_of(sentence)
  local place
  for _, entry in ipairs(PLACES) do
    if #sentence:find(entry[1]) > 0 then place = entry[2] end
  end
  return place
end

-- Whether two rounds may be one as far as their days go.
local function may_be_one(a, b)
  local a_first, a_last = interval(a.dates)
  local b_first, b_last = interval(b.dates)
  return not (a_first and b_first) or a_first <= b_last and b_first <= a_last
end

-- "The next round" of an article that names others by number: the one it names as planned, unless
-- for other days; else the one after the last it names.
local function implied_number(round, rounds)
  if not round.next then return nil end
  local latest, planned
  for _, other in ipairs(rounds) do
    if other.number and other.kind ~= "label" then
      if not latest or other.number >= latest then
        latest, planned = other.number, other.status == "planned" and other or nil
      end
    end
  end
  if planned and may_be_one(round, planned) then return latest end
  return latest and latest + 1
end

local function claim(article, out, round, rounds)
  local sentence = clause.of(article, round.sentence.index)
  local first_day, last_day = interval(round.dates)
  local date = round.date and round.date.expression
  local fields = {
    sentence = round.sentence, date = date, status = round.status, place = place_of(sentence),
    first_day = first_day, last_day = last_day, round = round.number, said = not round.number and "without a number" or nil,
    is_repeat = round.is_repeat,
  }
  local implied = not round.number and implied_number(round, rounds)
  if implied then
    fields.round, fields.said = implied, "without a number, which is implied"
    fields.premises = { { text = "the next round has the number after the last one the article names", soft = true } }
    for _, premise in ipairs(date and date.premises or {}) do
      table.insert(fields.premises, premise)
    end
  end
  if not date then
    fields.reason = round.second and "a label of several rounds at once, without days"
      or "the sentence gives no day for it"
  end
  local numbers = { fields.round or false, round.second }
  for _, n in ipairs(numbers) do
    fields.round = n or nil
    out:event(n and ("round %d"):format(n) or "round of unknown number", fields)
  end
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

return rasad.report {
  name = "astana-rounds",
  api = 1,
  summary = "The rounds of the Astana talks on Syria: numbers, days, plans and what disagrees.",
  description = [[
Finds where an article names a round of the Astana talks, by its number ("چهارمین دور", "الجولة الرابعة", "fourth
round", "Astana 4") or without one ("a new round", "the next round"), and the days its sentence gives for it. A plan
is never an occurrence: what was planned and what was held stand apart. Rounds of other talks are left out.]],
  author = "the rasad authors",
  license = "MIT",
  categories = { "timeline", "syria" },
  args = {},
  examples = { "rasad run astana-rounds examples/syria" },

  map = function(article, out)
    local named = astana_in(article)
    mention.count(out, named, article)
    if #named == 0 then return end
    local rounds = rounds_of(article, named)
    local by_sentence = {}
    for _, round in ipairs(rounds) do
      local index = round.sentence.index
      by_sentence[index] = by_sentence[index] or {}
      table.insert(by_sentence[index], round)
    end
    for _, round in ipairs(rounds) do
      local index = round.sentence.index
      round.dates, round.date = days_of(clause.of(article, index), round, by_sentence[index])
      round.status = status_of(article, round)
    end
    for _, round in ipairs(rounds) do
      if not round.is_repeat then claim(article, out, round, rounds) end
    end
  end,

  finish = function(out, report)
    local events, undated = out:events()
    undated = event.without_known(events, undated)
    report:title("Rounds of the Astana talks")
    report:timeline { events = events, undated = undated, fields = { "round" } }
    report:data("events", events)
    report:data("undated", undated)
    mention.tell(out, report, "Astana")
  end,
}
