-- ceasefire-timeline: when a ceasefire was said to begin, to hold, to be renewed or to end.
local pattern = require "rasad.pattern"
local clause = require "rasad.clause"

local words, word, gap, sequence = pattern.words, pattern.word, pattern.gap, pattern.sequence

-- The term itself, in any spelling, inflection and with Arabic clitics. Paraphrases ("a real halt
-- to the fighting", "cessation of hostilities") are other terms.
local CEASEFIRE = words { "آتش‌بس", "آتش‌بسی", "آتش‌بس‌ها", "آتش‌بس‌های", "آتش‌بس‌هایی", "آتش‌بسم" }
  + word("وقف إطلاق النار", { clitics = true })
  + sequence { words({ "وقف", "وقفا" }, { clitics = true }), gap(0, 2),
    words { "لإطلاق النار", "لإطلاق نار", "إطلاق نار" } }
  + words({ "هدنة", "هدن" }, { clitics = true })
  + words { "ceasefire", "ceasefires", "cease-fire", "cease-fires", "truce", "truces" }

-- What is told of it: of each phase the verbs that tell it and the nouns that name it.
local PHASES = {
  begin = words {
    "برقرار", "برقراری", "آغاز", "شروع", "به اجرا درآمد", "به اجرا در آمد", "به اجرا درآید", "به اجرا گذاشته", "اجرا می‌شود",
    "اجرا شد", "لازم‌الاجرا", "اجرایی", "به اجرا درمی‌آید", "به اجرا در می‌آید", "آغازین",
    "دخل حيز التنفيذ", "يدخل حيز التنفيذ", "تدخل حيز التنفيذ", "دخلت حيز التنفيذ", "دخول", "دخل", "دخلت", "يدخل", "تدخل",
    "سيدخل", "ستدخل", "بدأ", "بدأت", "يبدأ", "تبدأ", "سيبدأ", "ستبدأ", "بدء", "سريان", "سرى", "سيسري", "يبدأ تنفيذه", "بدأ تنفيذها",
    "اعتبارا", "ابتداء",
    "begin", "begins", "began", "begun", "start", "starts", "started", "took effect", "take effect", "takes effect",
    "taken effect", "came into force", "come into force", "comes into force", "came into effect", "come into effect",
    "went into effect", "go into effect", "goes into effect", "entered into force", "in force from", "took hold",
    "take hold", "effective",
  },
  hold = words {
    "پابرجا", "پابرجاست", "پایدار", "رعایت", "همچنان برقرار", "ادامه دارد", "در جریان",
    "صامد", "صامدة", "صمد", "صمدت", "ساري", "سارية", "ساريا", "يسري", "تسري", "المعمول", "قائم", "قائمة", "مستمر", "مستمرة",
    "holds", "holding", "held", "in place", "remains in force", "in force",
  },
  renew = words {
    "تمدید", "تجدید", "ازسرگیری", "از سر گرفته",
    "تمديد", "مدد", "مددت", "يمدد", "تمدد", "سيمدد", "تجديد", "جدد", "جددت", "استئناف",
    "extend", "extends", "extended", "extension", "renew", "renews", "renewed", "renewal", "prolonged",
  },
  ["end"] = words {
    "پایان", "خاتمه", "فروپاشید", "فرو پاشید", "شکست خورد", "لغو", "به پایان",
    "انتهى", "انتهت", "ينتهي", "تنتهي", "سينتهي", "ستنتهي", "انتهاء", "انهار", "انهارت", "انهيار", "إنهاء",
    "end", "ends", "ended", "expire", "expires", "expired", "expiry", "collapse", "collapsed", "lapsed",
  },
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

local REACH = 14 -- tokens a phase or a day may lie away from the term

-- Tokens between two stretches that do not overlap; 0 if they do.
local function distance(a, b)
  return math.max(a.first - b.last, b.first - a.last, 0)
end

-- The phase told nearest to the stretch from first to last.
local function phase_near(marks, first, last)
  local best, best_distance
  local here = { first = first, last = last }
  for _, name in ipairs { "begin", "renew", "end", "hold" } do
    for _, match in ipairs(marks.phases[name]) do
      local d = distance(match, here)
      if d <= REACH and (not best or d < best_distance) then best, best_distance = name, d end
    end
  end
  return best
end

local function status_of(sentence, phase, first, last)
  if sentence:denied(first, last) then return "denied" end
  if sentence:tense(first, last) == "future" then return "planned" end
  return "occurred", phase
end

-- The mention a date belongs to: the nearest one that nothing parts from it.
local function mention_of(sentence, date, mentions)
  local best, best_distance
  local day = { first = date.token_first, last = date.token_last }
  for _, mention in ipairs(mentions) do
    local d = distance(day, mention)
    if d <= REACH and sentence:connected(day.first, day.last, mention.first, mention.last)
      and (not best or d < best_distance) then
      best, best_distance = mention, d
    end
  end
  return best
end

-- From a day on: what is dated is the beginning, and only its first day is said.
local function beginning(date)
  local first, last = date.group_first_day or date.first_day, date.group_last_day or date.last_day
  if first and date.precision == "day" and date.signal == "from" then last = first end
  return first, last
end

local function claims_of_sentence(article, out, index, mentions)
  local sentence = clause.of(article, index)
  local marks = { phases = {} }
  for name, p in pairs(PHASES) do marks.phases[name] = sentence:find(p) end
  local dated = {}
  for _, date in ipairs(sentence:dates()) do
    local mention = mention_of(sentence, date, mentions)
    if mention then
      local first = math.min(mention.first, date.token_first)
      local last = math.max(mention.last, date.token_last)
      local phase = phase_near(marks, date.token_first, date.token_last)
      if date.signal == "from" and phase ~= "renew" then phase = "begin" end
      if phase then
        dated[mention] = true
        local first_day, last_day = beginning(date)
        out:event("ceasefire " .. phase, {
          date = date, first_day = first_day, last_day = last_day, sentence = sentence.sentence,
          status = status_of(sentence, phase, first, last), phase = phase, recurring = true,
        })
      end
    end
  end
  local finite = sentence:find(FINITE)
  for _, mention in ipairs(mentions) do
    local said = {}
    for _, match in ipairs(finite) do
      if distance(match, mention) <= REACH // 2
        and sentence:connected(match.first, match.last, mention.first, mention.last) then
        said[#said + 1] = match
      end
    end
    if #said > 0 and not next(dated) then
      local phase = phase_near(marks, said[1].first, said[1].last)
      if phase then
        out:event("ceasefire " .. phase, {
          sentence = sentence.sentence, phase = phase, recurring = true,
          status = status_of(sentence, phase, mention.first, mention.last),
          reason = "the sentence gives no day for it",
        })
      end
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

  map = function(article, out)
    local mentions = article:match(CEASEFIRE)
    local by_sentence, order = {}, {}
    for hit in mentions:each() do
      out:count("all", article:key())
      if not hit.is_repeat then
        out:count("distinct", article:key())
        local first, last = hit:span()
        local index = article:sentence_at(first)
        if not by_sentence[index] then
          by_sentence[index] = {}
          order[#order + 1] = index
        end
        table.insert(by_sentence[index], { first = article:token_at(first), last = article:token_at(last) })
      end
    end
    for _, index in ipairs(order) do claims_of_sentence(article, out, index, by_sentence[index]) end
  end,

  finish = function(out, report)
    local events, undated = out:events()
    local all, distinct = out:counter("all"), out:counter("distinct")
    local mentions, silent, rows = {}, {}, {}
    for _, key in ipairs(out:articles()) do
      mentions[key] = { all = all[key] or 0, distinct = distinct[key] or 0 }
      if all[key] then
        rows[#rows + 1] = { key, all[key], distinct[key] or 0 }
      else
        silent[#silent + 1] = key
      end
    end
    report:title("Ceasefires")
    report:timeline { events = events, undated = undated }
    report:heading("Mentions")
    report:prose("How often each article names a ceasefire; without repeats leaves out headlines and paragraphs "
      .. "which the article says again.")
    report:table { columns = { "article", "all", "without repeats" }, rows = rows }
    if #silent > 0 then
      report:heading("Silent")
      report:prose("These articles do not name a ceasefire: " .. table.concat(silent, ", ") .. ".")
    end
    report:data("events", events)
    report:data("undated", undated)
    report:data("mentions", mentions)
    report:data("silent", silent)
  end,
}
