-- contradictions: events on which articles disagree, what each of them says side by side.
--
-- The claims are those of other reports: the rounds of the Astana talks, ceasefires, one that is given as a file; or what
-- sentences say of the days of an event whose words are given.
local clause = require "rasad.clause"
local ceasefires = require "ceasefire-timeline"
local rounds = require "astana-rounds"

local SUMMARY <const> = "Events on which articles disagree: days, plans, places, denials, side by side."
local NONE <const> = "No two articles contradict each other about {1} events."
local SOME <const> = "Of {1} events that articles name, they disagree on {2}."

local TRANSLATIONS = {
  fa = {
    ["Contradictions"] = "ناهمخوانی‌ها",
    [SUMMARY] = "رویدادهایی که مقاله‌ها درباره‌شان هم‌نظر نیستند: روز، برنامه، جا و تکذیب، کنار هم.",
    [NONE] = "دربارهٔ {1} رویداد هیچ دو مقاله‌ای با هم ناسازگار نیستند.",
    [SOME] = "از {1} رویدادی که مقاله‌ها نام می‌برند، در {2} مورد هم‌نظر نیستند.",
    ["event"] = "رویداد", ["they differ in"] = "اختلاف در", ["what is said"] = "آنچه گفته‌اند", ["versions"] = "روایت‌ها",
    ["days"] = "روزها",
    ["article:byte"] = "مقاله:بایت",
    ["words"] = "عین جمله", ["dated"] = "تاریخ", ["the days"] = "روزها", ["how long it was"] = "مدت",
    ["plan and outcome"] = "برنامه و واقعیت",
    ["whether it is so"] = "راست یا نادرست بودن", ["the place"] = "جا", ["occurred"] = "روی داد", ["planned"] = "در برنامه",
    ["claimed"] = "ادعا", ["denied"] = "تکذیب", ["place"] = "جا", ["stated"] = "در متن", ["computed"] = "محاسبه",
    ["inferred"] = "استنباط",
    ["no day"] = "بی‌تاریخ", ["the event"] = "رویداد",
  },
  ar = {
    ["Contradictions"] = "التناقضات", [SUMMARY] = "أحداث تختلف فيها المقالات: الأيام والخطط والأماكن والنفي، جنبا إلى جنب.",
    [NONE] = "لا تتناقض مقالتان في {1} أحداث.", [SOME] = "من {1} أحداث تذكرها المقالات تختلف في {2}.",
    ["event"] = "الحدث", ["they differ in"] = "الخلاف في", ["what is said"] = "ما قيل", ["versions"] = "الروايات",
    ["days"] = "الأيام",
    ["article:byte"] = "المقالة:البايت",
    ["words"] = "نص الجملة", ["dated"] = "التأريخ", ["the days"] = "الأيام", ["how long it was"] = "المدة",
    ["plan and outcome"] =
      "الخطة والواقع", ["whether it is so"] = "صحته", ["the place"] = "المكان", ["occurred"] = "حدث", ["planned"] = "مخطط",
      ["claimed"] = "مزعوم",
    ["denied"] = "منفي", ["place"] = "المكان", ["stated"] = "مذكور", ["computed"] = "محسوب", ["inferred"] = "مستنتج",
    ["no day"] = "بلا يوم", ["the event"] = "الحدث",
  },
}
-- Names of the events are those of the other reports.
for language, words in pairs(TRANSLATIONS) do
  for _, other in ipairs { ceasefires, rounds } do
    for english, translation in pairs(other.translations[language]) do words[english] = words[english] or translation end
  end
end

-- Claims ------------------------------------------------------------------------------------

local REACH <const> = 24 -- tokens a day may lie away from the words

-- On which days an article's sentences say that something is, was or will be.
local function claims_of_words(article, out, words, name)
  for hit in article:match(words):each() do
    local first, last = hit:span()
    local here = { first = article:token_at(first), last = article:token_at(last) }
    local sentence = clause.of(article, article:sentence_at(first))
    local date = not hit.is_repeat and clause.nearest(sentence:dates(), here, REACH, function(date)
      return date.first_day and sentence:connected(date, here) and 0
    end)
    if date then
      out:event(name, {
        date = date.expression, first_day = date.first_day, last_day = date.last_day, sentence = sentence.sentence,
        status = sentence:status(math.min(here.first, date.first), math.max(here.last, date.last), date),
      })
    end
  end
end

local loaded = {}

-- The report in a file, which makes claims.
local function rules_of(file)
  if not loaded[file.text] then
    local chunk, message = load(file.text, "=" .. file.name, "t")
    if not chunk then error(message, 0) end
    local rules = chunk()
    if type(rules) ~= "table" or type(rules.map) ~= "function" then
      error(file.name .. ": expected a report script: a file that returns a rasad.report, whose map makes claims by out:event", 0)
    end
    loaded[file.text] = rules
  end
  return loaded[file.text]
end

-- Positions: claims of one event that say the same ----------------------------------------------

local function add_once(list, value)
  for _, known in ipairs(list) do
    if known == value then return end
  end
  list[#list + 1] = value
end

-- The different things that claims of one key say: status, days, place, with their articles and words.
local function positions_of(claims)
  local by_id, list = {}, {}
  for _, claim in ipairs(claims) do
    if not claim.is_repeat then
      local id = ("%s %s %s"):format(claim.status, tostring(claim.first_day), tostring(claim.last_day))
      local position = by_id[id]
      if not position then
        position = {
          status = claim.status, first_day = claim.first_day, last_day = claim.last_day, precision = claim.precision,
          dated = claim.dated,
          articles = {}, where = {}, places = {}, evidence = claim.evidence[1], recurring = claim.recurring,
        }
        by_id[id] = position
        list[#list + 1] = position
      end
      if claim.place then add_once(position.places, claim.place) end
      for _, evidence in ipairs(claim.evidence) do
        add_once(position.articles, evidence.article)
        add_once(position.where, ("%s:%d"):format(evidence.article, evidence.start))
      end
    end
  end
  table.sort(list, function(a, b)
    local day_a, day_b = a.first_day or math.maxinteger, b.first_day or math.maxinteger
    if day_a ~= day_b then return day_a < day_b end
    if (a.last_day or 0) ~= (b.last_day or 0) then return (a.last_day or 0) < (b.last_day or 0) end
    return a.status < b.status
  end)
  return list
end

-- Whether an article stands behind each that the other doesn't have: who tells two days of one meeting contradicts nobody.
local function have_other_articles(a, b)
  local set = {}
  for _, article in ipairs(a.articles) do set[article] = true end
  local other, shared = false, 0
  for _, article in ipairs(b.articles) do
    if set[article] then shared = shared + 1 else other = true end
  end
  return other and shared < #a.articles
end

local function is_dated(p) return p.first_day ~= nil end

local function is_apart(a, b, margin)
  return a.last_day + margin < b.first_day or b.last_day + margin < a.first_day
end

local function length(p) return p.last_day - p.first_day + 1 end

-- What two positions differ in, or nil.
local function difference(a, b, within)
  local denied = (a.status == "denied") ~= (b.status == "denied")
  if denied then
    if is_dated(a) and is_dated(b) and not is_apart(a, b, within) then return "whether it is so" end
    return nil
  end
  if a.recurring or not is_dated(a) or not is_dated(b) then return nil end
  local planned = (a.status == "planned") ~= (b.status == "planned")
  if is_apart(a, b, 0) then return planned and "plan and outcome" or "the days" end
  local both_exact = a.precision == "day" and b.precision == "day"
  local same = a.first_day == b.first_day and a.last_day == b.last_day
  if not planned and both_exact and not same and length(a) > 1 and length(b) > 1 then return "how long it was" end
end

-- An event's own contradictions: the positions that take part, and what they differ in.
local function contradiction_of(claims, within)
  local positions, kinds, taking_part = positions_of(claims), {}, {}
  local places = {}
  for i, a in ipairs(positions) do
    for _, place in ipairs(a.places) do add_once(places, place) end
    for j = i + 1, #positions do
      local kind = have_other_articles(a, positions[j]) and difference(a, positions[j], within)
      if kind then
        add_once(kinds, kind)
        taking_part[i], taking_part[j] = true, true
      end
    end
  end
  if #places > 1 then
    add_once(kinds, "the place")
    for i, position in ipairs(positions) do taking_part[i] = taking_part[i] or #position.places > 0 end
  end
  if #kinds == 0 then return nil end
  local sides = {}
  for i, position in ipairs(positions) do
    if taking_part[i] then sides[#sides + 1] = position end
  end
  return kinds, sides
end

local function days_of(p)
  if not is_dated(p) then return "no day" end
  local first, last = rasad.date.format(p.first_day), rasad.date.format(p.last_day)
  return first == last and first or first .. " to " .. last
end

local UNKNOWN_ROUND <const> = "round of unknown number"

local function tell(report, entry)
  report:heading(entry.key, 2)
  local has_places = false
  for _, side in ipairs(entry.sides) do has_places = has_places or #side.places > 0 end
  local columns, rows = { "what is said", "days", "dated", "article:byte", "words" }, {}
  if has_places then table.insert(columns, 4, "place") end
  for i, side in ipairs(entry.sides) do
    rows[i] = { side.status, days_of(side), side.dated or rasad.json.null, table.concat(side.where, ", "), side.evidence.text }
    if has_places then table.insert(rows[i], 4, side.places[1] or rasad.json.null) end
  end
  report:table { columns = columns, rows = rows }
end

local function public_form(entry)
  local sides = {}
  for i, side in ipairs(entry.sides) do
    local evidence = side.evidence
    sides[i] = {
      status = side.status, first = side.first_day and rasad.date.format(side.first_day) or rasad.json.null,
      last = side.last_day and rasad.date.format(side.last_day) or rasad.json.null, articles = rasad.json.array(side.articles),
      places = rasad.json.array(side.places),
      evidence = { article = evidence.article, start = evidence.start, ["end"] = evidence.stop, text = evidence.text },
    }
  end
  return { event = entry.key, differ = rasad.json.array(entry.kinds), sides = sides }
end

return rasad.report {
  name = "contradictions",
  api = 1,
  summary = SUMMARY,
  description = [[
Gathers what articles say of the rounds of the Astana talks and of ceasefires, of an event whose words are given with
--event, or of those that another report script tells of (--rules), and shows the events of which they do not say the
same: other days, another length, a plan that turned out otherwise, another place, or one article denying what another
tells. A day within the days of another is no contradiction, nor are other days of a ceasefire, since there were many;
an article never contradicts itself.]],
  author = "the rasad authors",
  license = "MIT",
  categories = { "events", "quality", "syria" },
  args = {
    { "about", type = "enum", values = { "all", "rounds", "ceasefires", "none" }, default = "all",
      help = "which events of the Syrian talks" },
    { "event", type = "pattern", help = "the words for another event, which happened once" },
    { "called", type = "string", help = "what that event is called" },
    { "rules", type = "file", help = "a report script: the events its map tells of by out:event" },
    { "within", type = "integer", default = 3, help = "days between a denial and what it denies, at most" },
  },
  examples = {
    "rasad run contradictions examples/syria", "rasad run contradictions examples/syria --about rounds",
    "rasad run contradictions examples/syria --about none --event 'memorandum|یادداشت تفاهم|مذكرة' --called memorandum",
    "rasad run contradictions examples/syria --about none --rules scripts/astana-rounds.lua",
  },
  translations = TRANSLATIONS,

  map = function(article, out, args)
    if args.about == "all" or args.about == "rounds" then rounds.map(article, out, {}) end
    if args.about == "all" or args.about == "ceasefires" then ceasefires.map(article, out, {}) end
    if args.event then claims_of_words(article, out, args.event, args.called or "the event") end
    if args.rules then rules_of(args.rules).map(article, out, {}) end
  end,

  finish = function(out, report, args)
    local by_key, keys = {}, {}
    for _, claim in ipairs(out:claims()) do
      if claim.key ~= UNKNOWN_ROUND then
        if not by_key[claim.key] then
          by_key[claim.key] = {}
          keys[#keys + 1] = claim.key
        end
        table.insert(by_key[claim.key], claim)
      end
    end
    table.sort(keys, function(a, b)
      local number_a, number_b = math.tointeger(a:match "%d+$" or ""), math.tointeger(b:match "%d+$" or "")
      if number_a and number_b and number_a ~= number_b then return number_a < number_b end
      return a < b
    end)
    local entries, data = {}, {}
    for _, key in ipairs(keys) do
      local kinds, sides = contradiction_of(by_key[key], args.within)
      if kinds then entries[#entries + 1] = { key = key, kinds = kinds, sides = sides } end
    end
    report:title("Contradictions")
    if #entries == 0 then
      report:prose(("No two articles contradict each other about %d events."):format(#keys))
    else
      report:prose(("Of %d events that articles name, they disagree on %d."):format(#keys, #entries))
      local rows = {}
      for _, entry in ipairs(entries) do
        for _, kind in ipairs(entry.kinds) do rows[#rows + 1] = { entry.key, kind, #entry.sides } end
      end
      report:table { columns = { "event", "they differ in", "versions" }, rows = rows }
      for i, entry in ipairs(entries) do
        tell(report, entry)
        data[i] = public_form(entry)
      end
    end
    report:data("contradictions", rasad.json.array(data))
  end,
}
