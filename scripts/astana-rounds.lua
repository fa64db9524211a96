-- astana-rounds: the rounds of the Astana talks: number, days, place, how sure each of them is.
local pattern = require "rasad.pattern"
local clause = require "rasad.clause"
local event = require "rasad.event"
local mention = require "rasad.mention"
local series = require "rasad.series"

local words, sequence = pattern.words, pattern.sequence

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

local astana = series.new { name = "Astana talks", mention = ASTANA, except = EVE, others = OTHER }

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

local function claim(article, out, round)
  local sentence = clause.of(article, round.sentence.index)
  local date = round.date and round.date.expression
  local fields = {
    sentence = round.sentence, date = date, status = round.status, place = place_of(sentence),
    first_day = round.first_day, last_day = round.last_day, round = round.number or round.implied,
    said = not round.number and "without a number" or nil, is_repeat = round.is_repeat,
  }
  if round.implied then
    fields.said = "without a number, which is implied"
    fields.premises = { table.unpack(round.premises) }
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
  translations = {
    fa = {
      ["Rounds of the Astana talks"] = "دورهای گفت‌وگوهای آستانه",
      ["The rounds of the Astana talks on Syria: numbers, days, plans and what disagrees."] =
        "دورهای گفت‌وگوهای آستانه دربارهٔ سوریه: شماره‌ها، روزها، برنامه‌ها و آنچه با هم نمی‌خواند.",
      ["round {1}"] = "دور {1}", ["round of unknown number"] = "دور با شمارهٔ نامعلوم",
      ["place"] = "محل", ["Astana"] = "آستانه", ["Sochi"] = "سوچی", ["Nur-Sultan"] = "نورسلطان",
      ["said"] = "گفته‌شده", ["without a number"] = "بدون شماره",
      ["without a number, which is implied"] = "بدون شماره؛ شماره از متن برمی‌آید",
      ["the sentence gives no day for it"] = "جمله روزی برای آن نمی‌گوید",
      ["a label of several rounds at once, without days"] = "نامی برای چند دور با هم، بدون روز",
    },
    ar = {
      ["Rounds of the Astana talks"] = "جولات محادثات أستانا",
      ["The rounds of the Astana talks on Syria: numbers, days, plans and what disagrees."] =
        "جولات محادثات أستانا بشأن سوريا: أرقامها وأيامها وما خطط له وما اختلف فيه.",
      ["round {1}"] = "الجولة {1}", ["round of unknown number"] = "جولة مجهولة الرقم",
      ["place"] = "المكان", ["Astana"] = "أستانا", ["Sochi"] = "سوتشي", ["Nur-Sultan"] = "نور سلطان",
      ["said"] = "المذكور", ["without a number"] = "بلا رقم",
      ["without a number, which is implied"] = "بلا رقم، ويفهم الرقم من النص",
      ["the sentence gives no day for it"] = "لا تذكر الجملة يوما له",
      ["a label of several rounds at once, without days"] = "اسم لعدة جولات معا بلا أيام",
    },
  },

  map = function(article, out)
    local named = astana:mentions(article)
    mention.count(out, named, article)
    for _, round in ipairs(astana:rounds(article, named)) do
      if not round.is_repeat then claim(article, out, round) end
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
