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
    "سال", "سالگرد", "سالروز", "نوروز", "عید", "ماه", "روز", "هفته", "فصل", "انتخابات", "نشست", "اجلاس", "سفر", "دیدار", "برگزاری",
    "آغاز", "شروع", "پایان", "ورود", "حمله", "عملیات", "جنگ", "سقوط", "فروپاشی", "بازگشت", "تشکیل", "امضای", "رسیدن", "یک",
  },
}
local OTHER = words({ "ژنو", "وین", "جنيف", "فيينا", "لوزان", "ریاض", "الرياض" }, { clitics = true })
  + words { "geneva", "vienna", "lausanne", "riyadh" }
local SOCHI = words({ "سوچی", "سوتشي" }, { clitics = true }) + words { "sochi" }

local ROUND = words { "دور", "دورۀ", "دوره", "round" } + words({ "جولة", "جولات" }, { clitics = true })
local MEETING = words { "نشست", "اجلاس", "گفت‌وگوهای", "گفتگوهای", "مذاکرات", "talks", "meeting" }
  + words({ "اجتماع", "اجتماعات", "مباحثات", "محادثات", "مفاوضات" }, { clitics = true })
local NEW = words { "جدید", "تازه", "new", "fresh" } + words({ "جديدة" }, { clitics = true })
local NEXT = words { "بعدی", "آینده", "آتی", "next" } + words({ "المقبلة", "القادمة", "التالية" })

local number = as("number", pattern.ordinal)
local unnumbered = as("next", NEXT) + as("new", NEW)

-- How a round is named: the number before or after the noun, in words or digits.
local numbered_round = sequence { number, ROUND } + sequence { ROUND, number }
  + sequence { ROUND, as("number", pattern.number) } + sequence { number, MEETING } + sequence { MEETING, number }
local unnumbered_round = sequence { ROUND, unnumbered } + sequence { unnumbered, ROUND }
  -- "دور بعدی" may have its noun between: "دور مذاکرات بعدی"
  + sequence { ROUND, MEETING, unnumbered }

-- A label: the name with a number, "Astana 4", "آستانه ۳ و ۴", as journalists call a round.
local figure = lpeg.R "19" * lpeg.R "09" ^ -1 * pattern.word_end / math.tointeger
local label = sequence { as("place", ASTANA), (lpeg.P "-" * lpeg.P " ") ^ -1 * as("number", figure) }
local pair = sequence { label, words { "و", "and" }, as("second", figure) }
  + sequence { label, as("second", lpeg.P "و" * figure) }

local REACH = 9   -- tokens from a round's name to its series
local DAYS = 20   -- tokens from a round's name to its days
local FOLLOWING = 5 -- how much nearer a round must be that its date stands before
local LASTING = 7 -- days a round lasts at most

local function distance(a, b)
  return math.max(a.first - b.last, b.first - a.last, 0)
end

-- The series a round belongs to: the first name after it, else the last one before it in the
-- sentence, else the last one the article named before ("the fifth round of these talks").
local function is_astana(places, here, first_of_sentence)
  local after, before
  for _, place in ipairs(places) do
    if place.first > here.last and place.first - here.last <= REACH and not after then after = place end
    if place.last < here.first then before = place end
  end
  if after then return after.astana, after end
  if not before then return false end
  if before.first >= first_of_sentence then return before.astana, before end
  return before.astana and here.round, before
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

-- Hits of a pattern as stretches of tokens with the numbers they captured.
local function stretches(article, p, list, fields)
  for hit in article:match(p):each() do
    local first, last = hit:span()
    local captures = hit.captures
    local item = {
      first = article:token_at(first), last = article:token_at(last), hit = hit, is_repeat = hit.is_repeat,
      number = captures.number and captures.number.value, second = captures.second and captures.second.value,
      next = captures.next and true, round = fields.round, label = fields.label,
    }
    local free = true
    for _, other in ipairs(list) do
      if item.first <= other.last and other.first <= item.last then free = false end
    end
    if free then list[#list + 1] = item end
  end
  return list
end

-- All names of rounds in an article, those of the Astana series only, in order.
local function rounds_of(article, named)
  local list = {}
  stretches(article, pair, list, { label = true })
  stretches(article, label, list, { label = true })
  stretches(article, numbered_round, list, { round = true })
  stretches(article, unnumbered_round, list, { round = true })
  local places = places_of(article, named)
  local kept = {}
  for _, item in ipairs(list) do
    local sentence = article:sentence(article:token(item.first).sentence)
    item.sentence = sentence
    if item.label or is_astana(places, item, sentence.first_token) then kept[#kept + 1] = item end
  end
  table.sort(kept, function(a, b) return a.first < b.first end)
  return kept
end

-- The round a date belongs to: the nearest one, where a date rather follows what it dates.
local function round_of(sentence, date, rounds)
  local best, best_distance
  for _, round in ipairs(rounds) do
    local d = distance(date, round) + (round.first > date.last and FOLLOWING or 0)
    if d <= DAYS and (not best or d < best_distance) and sentence:connected(date, round) then
      best, best_distance = round, d
    end
  end
  return best
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

-- The days of a round: all dates that belong to it. A round may last several days, one of them
-- said for its beginning and one for its end; other dates than the first are of other things.
local function days_of(sentence, round, rounds)
  local list, days = {}, {}
  for _, date in ipairs(sentence:dates()) do
    if date.precision ~= "year" and round_of(sentence, date, rounds) == round then
      list[#list + 1] = date
      if date.precision == "day" then days[#days + 1] = date end
    end
  end
  local first, last = interval(days)
  if first and last - first <= LASTING then return days end
  return { list[1] }
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

-- "The next round" of an article that names the last one.
local function implied_number(round, rounds)
  local latest
  for _, other in ipairs(rounds) do
    if other.number and not other.label and other.status == "occurred" and (not latest or other.number > latest) then
      latest = other.number
    end
  end
  return round.next and latest and latest + 1
end

local function claim(article, out, round, rounds)
  local sentence = clause.of(article, round.sentence.index)
  local first_day, last_day = interval(round.dates)
  local date = round.dates[1] and round.dates[1].expression
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
  local date = round.dates[1]
  local tense = date and date.tense or sentence:tense(round.first, round.last)
  local today = date and date.expression.fields.deictic == 0
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
      round.dates = days_of(clause.of(article, index), round, by_sentence[index])
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
