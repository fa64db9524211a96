-- ceasefire-timeline: when a ceasefire was said to begin, to hold, to be renewed or to end.
local pattern = require "rasad.pattern"
local clause = require "rasad.clause"
local event = require "rasad.event"
local mention = require "rasad.mention"

local lpeg = require "lpeg"

local words, word, gap, sequence = pattern.words, pattern.word, pattern.gap, pattern.sequence

-- Arabic words, which may have و، ف، ب، ل، ك، س and the article written onto them.
local function arabic(list)
  return words(list, { clitics = true })
end

-- The term itself, in any spelling, inflection and with Arabic clitics. Paraphrases ("a real halt
-- to the fighting", "cessation of hostilities") are other terms.
local english = (pattern.text "ceasefire" + pattern.text "cease-fire" + pattern.text "truce")
  * lpeg.P "s" ^ -1 * (lpeg.P "'s" + "’s" + "'" + "’") ^ -1 * pattern.word_end
local CEASEFIRE = words { "آتش‌بس", "آتش‌بسی", "آتش‌بس‌ها", "آتش‌بس‌های", "آتش‌بس‌هایی", "آتش‌بس‌ی" }
  + word("وقف إطلاق النار", { clitics = true })
  + sequence { arabic { "وقف", "وقفا" }, gap(0, 2), words { "لإطلاق النار", "لإطلاق نار", "إطلاق نار" } }
  + arabic { "هدنة", "هدن" } + english

-- What is told of it: of each phase the verbs that tell it and the nouns that name it.
local PHASES = {
  begin = words {
    "برقرار", "برقراری", "آغاز", "شروع", "به اجرا درآمد", "به اجرا در آمد", "به اجرا درآید", "به اجرا گذاشته", "نافذ",
    "اجرا می‌شود", "اجرا شد", "لازم‌الاجرا", "اجرایی", "به اجرا درمی‌آید", "به اجرا در می‌آید",
    "begin", "begins", "began", "begun", "beginning", "start", "starts", "started", "starting", "took effect",
    "take effect", "takes effect", "taking effect", "taken effect", "came into force", "come into force",
    "comes into force", "coming into force", "came into effect", "come into effect", "comes into effect",
    "went into effect", "go into effect", "goes into effect", "went into force", "entered into force", "entered force",
    "in force from", "in force since", "took hold", "take hold", "effective",
  } + arabic {
    "دخل حيز التنفيذ", "يدخل حيز التنفيذ", "تدخل حيز التنفيذ", "دخلت حيز التنفيذ", "دخول", "دخل", "دخلت", "يدخل", "تدخل",
    "بدأ", "بدأت", "يبدأ", "تبدأ", "بدء", "بداية", "سرى", "سرت", "انطلق", "انطلقت",
  },
  hold = words {
    "پابرجا", "پابرجاست", "پایدار", "رعایت", "همچنان برقرار", "ادامه دارد", "در جریان", "سر پا",
    "holds", "holding", "held", "in place", "remains in force", "in force",
  } + arabic {
    "صامد", "صامدة", "صمد", "صمدت", "ساري", "سارية", "ساريا", "يسري", "تسري", "المعمول", "قائم", "قائمة", "مستمر",
    "مستمرة", "متماسكة",
  },
  renew = words {
    "تمدید", "تجدید", "ازسرگیری", "از سر گرفته",
    "extend", "extends", "extended", "extending", "extension", "renew", "renews", "renewed", "renewing", "renewal",
    "prolong", "prolongs", "prolonged", "prolonging",
  } + arabic { "تمديد", "مدد", "مددت", "يمدد", "تمدد", "تجديد", "جدد", "جددت", "استئناف", "استؤنفت" },
  -- what else a day may be the day of; it tells nothing of the ceasefire itself
  other = words {
    "امضا", "امضای", "اعلام", "توافق کردند", "دیدار", "سفر", "تصویب", "صادر", "signed", "signing", "announced", "adopted", "met",
  } + arabic { "توقيع", "وقع", "وقعت", "أعلن", "أعلنت", "اتفق", "اتفقت", "صدر", "صدرت", "أيد", "التقى", "زار" },
  ["end"] = words {
    "پایان", "خاتمه", "فروپاشید", "فروپاشیده", "فرو پاشید", "فرو پاشیده", "شکست خورد", "شکست خورده", "لغو", "به پایان",
    "end", "ends", "ended", "ending", "expire", "expires", "expired", "expiry", "collapse", "collapsed", "lapsed",
  } + arabic { "انتهى", "انتهت", "ينتهي", "تنتهي", "انتهاء", "انهار", "انهارت", "انهيار", "إنهاء" },
}

-- Only these say by themselves that it happened or will; the others name it ("calls for the
-- establishment of a ceasefire") and tell nothing unless a day stands with them.
local FINITE = words {
  "برقرار شد", "برقرار شده", "برقرار شده است", "برقرار می‌شود", "برقرار خواهد شد", "آغاز شد", "آغاز شده", "آغاز می‌شود",
  "آغاز خواهد شد", "به اجرا درآمد", "به اجرا در آمد", "اجرا می‌شود", "پایان یافت", "پایان می‌یابد", "تمدید شد", "تمدید می‌شود",
  "دخل حيز التنفيذ", "دخلت حيز التنفيذ", "يدخل حيز التنفيذ", "سيدخل حيز التنفيذ", "ستدخل حيز التنفيذ", "بدأ", "بدأت",
  "سيبدأ", "ستبدأ", "انهار", "انهارت", "انتهى", "انتهت", "صامد", "صامدة", "تمديد الهدنة",
  "took effect", "came into force", "came into effect", "went into effect", "began", "begun", "collapsed", "expired",
  "was extended", "has been extended",
}

-- What may begin and end in a ceasefire's stead, and what makes it their topic.
local TALKS = words {
  "مذاکرات", "گفت‌وگوها", "گفت‌وگوهای", "نشست", "اجلاس", "دور", "talks", "meeting", "round", "negotiations",
} + arabic { "محادثات", "مباحثات", "مفاوضات", "اجتماع", "اجتماعات", "جولة" }
local ABOUT = words { "درباره", "در باره", "در مورد", "پیرامون", "حول", "بشأن", "about", "on", "over" }

-- The verb has its date before it in Persian, after it in Arabic and English; so much farther a
-- date on the other side counts.
local WRONG_SIDE = 6
local UNKNOWN = 8 -- and so much farther one that cannot be told
local KEYS = {
  begin = "ceasefire begins", hold = "ceasefire holds", renew = "ceasefire is renewed", ["end"] = "ceasefire ends",
}

local REACH = 24 -- tokens a phase or a day may lie away from the term

-- The item of a list nearest to a stretch, if one lies within reach.
local function nearest(list, here, cost)
  return clause.nearest(list, here, REACH + WRONG_SIDE, cost)
end

-- All words of phases in a sentence.
local function phases_of(sentence)
  local list = {}
  for _, name in ipairs { "begin", "renew", "end", "hold", "other" } do
    for _, match in ipairs(sentence:find(PHASES[name])) do
      match.name = name
      list[#list + 1] = match
    end
  end
  return list
end

-- The date of a word of a phase: the nearest one, with regard to where a verb has its date; one that
-- is known rather than one that is not.
local function date_of(sentence, phase, verb_last)
  return nearest(sentence:dates(), phase, function(date)
    if not sentence:connected(date, phase) then return nil end
    local wrong_side = (date.first < phase.first) ~= verb_last
    return (wrong_side and WRONG_SIDE or 0) + (date.first_day and 0 or UNKNOWN)
  end)
end

-- What a date is the date of: the nearest word of a phase that has no nearer date. "Until" dates
-- an end, "from" a beginning, and so does a date that names the ceasefire ("the 30 December truce").
local function phase_of(sentence, date, named, phases, verb_last)
  if date.signal == "until" then return "end" end
  local best, best_distance
  for _, phase in ipairs(phases) do
    local own, d = date_of(sentence, phase, verb_last)
    if own == date and (not best or d < best_distance) then best, best_distance = phase, d end
  end
  local renewed = best and best.name == "renew"
  if date.signal == "from" and not renewed then return "begin" end
  local names_it = date.expression.fields.day and clause.distance(date, named) <= 1 and date.precision == "day"
  if not renewed and names_it then return "begin" end
  return best and best.name ~= "other" and best.name
end

-- Whether talks about it are told of, not the ceasefire itself: "the round of talks on a truce
-- begins next week".
local function is_topic(sentence, named)
  local about, talks = false, false
  for _, match in ipairs(sentence:find(ABOUT)) do
    if match.last < named.first and named.first - match.last <= 3 then about = true end
  end
  for _, match in ipairs(sentence:find(TALKS)) do
    if match.last < named.first then talks = true end
  end
  return about and talks
end

-- Claims with a date. Of "from a day on" the beginning is what is dated: only its first day.
local function dated_claims(sentence, mentions, phases, verb_last, out)
  local claimed = false
  for _, date in ipairs(sentence:dates()) do
    local named, away = nearest(mentions, date, function(m) return sentence:connected(date, m) and 0 end)
    if named and (away > REACH or is_topic(sentence, named)) then named = nil end
    local first, last = date.first, date.last
    if named then first, last = math.min(named.first, date.first), math.max(named.last, date.last) end
    local phase = named and phase_of(sentence, date, named, phases, verb_last)
    -- who denies that there is one denies that it has begun
    if named and not phase and sentence:denied(first, last) then phase = "begin" end
    if phase then
      claimed = true
      local last_day = date.last_day
      if date.signal == "from" and date.precision == "day" then last_day = date.first_day end
      out:event(KEYS[phase], {
        date = date.expression, first_day = date.first_day, last_day = last_day, sentence = sentence.sentence,
        status = sentence:status(first, last, date), recurring = true,
      })
    end
  end
  return claimed
end

-- A claim without a date, where a verb says that it happened or will.
local function undated_claim(sentence, mentions, phases, out)
  for _, told in ipairs(sentence:find(FINITE)) do
    local named = nearest(mentions, told, function(m) return sentence:connected(told, m) and 0 end)
    local phase, away = nearest(phases, told, function() return 0 end)
    local is_near = named and phase and clause.distance(named, told) <= REACH // 2 and away <= 2 and phase.name ~= "other"
    if is_near and not is_topic(sentence, named) then
      out:event(KEYS[phase.name], {
        sentence = sentence.sentence, recurring = true,
        status = sentence:status(named.first, named.last), reason = "the sentence gives no day for it",
      })
      return
    end
  end
end

return rasad.report {
  name = "ceasefire-timeline",
  api = 1,
  summary = "When a ceasefire was said to begin, hold, be renewed or end.",
  description = [[
Finds the term for a ceasefire in Persian (آتش‌بس in any spelling), Arabic (وقف إطلاق النار، هدنة) and English, and
of each mention what its sentence tells: that it began, held, was renewed or ended, and on which day. Days keep how
they were got: stated in the text, computed from the day of publication, or inferred from other dates of the text,
with the premises. Counts mentions per article, with and without repeated headlines and paragraphs.]],
  author = "the rasad authors",
  license = "MIT",
  categories = { "timeline", "syria" },
  args = {},
  examples = { "rasad run ceasefire-timeline examples/syria" },
  translations = {
    fa = {
      ["Ceasefires"] = "آتش‌بس‌ها", ["a ceasefire"] = "آتش‌بس",
      ["When a ceasefire was said to begin, hold, be renewed or end."] =
        "آغاز، برقراری، تمدید و پایان آتش‌بس به روایت مقاله‌ها.",
      ["ceasefire begins"] = "آغاز آتش‌بس", ["ceasefire holds"] = "برقراری آتش‌بس",
      ["ceasefire is renewed"] = "تمدید آتش‌بس", ["ceasefire ends"] = "پایان آتش‌بس",
      ["the sentence gives no day for it"] = "جمله روزی برای آن نمی‌گوید",
    },
    ar = {
      ["Ceasefires"] = "وقف إطلاق النار", ["a ceasefire"] = "وقف إطلاق النار",
      ["When a ceasefire was said to begin, hold, be renewed or end."] =
        "متى قيل إن وقف إطلاق النار بدأ أو صمد أو مدد أو انتهى.",
      ["ceasefire begins"] = "بدء وقف إطلاق النار", ["ceasefire holds"] = "صمود وقف إطلاق النار",
      ["ceasefire is renewed"] = "تمديد وقف إطلاق النار", ["ceasefire ends"] = "انتهاء وقف إطلاق النار",
      ["the sentence gives no day for it"] = "لا تذكر الجملة يوما له",
    },
  },

  map = function(article, out)
    local mentions = article:match(CEASEFIRE)
    mention.count(out, mentions, article)
    local by_sentence, order = {}, {}
    for hit in mentions:each() do
      if not hit.is_repeat then
        local first, last = hit:span()
        local index = article:sentence_at(first)
        if not by_sentence[index] then
          by_sentence[index] = {}
          order[#order + 1] = index
        end
        table.insert(by_sentence[index], { first = article:token_at(first), last = article:token_at(last) })
      end
    end
    for _, index in ipairs(order) do
      local sentence, mentions_here = clause.of(article, index), by_sentence[index]
      local phases = phases_of(sentence)
      if not dated_claims(sentence, mentions_here, phases, article:language() == "fa", out) then
        undated_claim(sentence, mentions_here, phases, out)
      end
    end
  end,

  finish = function(out, report)
    local events, undated = out:events()
    undated = event.without_known(events, undated)
    report:title("Ceasefires")
    report:timeline { events = events, undated = undated }
    report:data("events", events)
    report:data("undated", undated)
    mention.tell(out, report, "a ceasefire")
  end,
}
