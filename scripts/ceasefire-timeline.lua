-- ceasefire-timeline: when a ceasefire was said to begin, to hold, to be renewed or to end.
local pattern = require "rasad.pattern"
local clause = require "rasad.clause"
local event = require "rasad.event"

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

local REACH = 18 -- tokens a phase or a day may lie away from the term

-- Tokens between two stretches that do not overlap; 0 if they do.
local function distance(a, b)
  return math.max(a.first - b.last, b.first - a.last, 0)
end

-- The item of a list nearest to a stretch, if one lies within reach.
local function nearest(list, here, reach, fits)
  local best, best_distance
  for _, item in ipairs(list) do
    local d = distance(item, here)
    if d <= reach and (not best or d < best_distance) and (not fits or fits(item)) then
      best, best_distance = item, d
    end
  end
  return best, best_distance
end

-- All words of phases in a sentence.
local function phases_of(sentence)
  local list = {}
  for _, name in ipairs { "begin", "renew", "end", "hold" } do
    for _, match in ipairs(sentence:find(PHASES[name])) do
      match.name = name
      list[#list + 1] = match
    end
  end
  return list
end

-- What a date is the date of: the nearest word of a phase that has no nearer date.
local function phase_of(sentence, date, phases)
  local best, best_distance
  for _, phase in ipairs(phases) do
    local own, d = nearest(sentence:dates(), phase, REACH, function(other)
      return sentence:connected(other, phase)
    end)
    if own == date and (not best or d < best_distance) then best, best_distance = phase, d end
  end
  if date.signal == "from" and not (best and best.name == "renew") then return "begin" end
  return best and best.name
end

local function status_of(sentence, first, last, tense)
  if sentence:denied(first, last) then return "denied" end
  return (tense or sentence:tense(first, last)) == "future" and "planned" or "occurred"
end

-- Claims with a date. Of "from a day on" the beginning is what is dated: only its first day.
local function dated_claims(sentence, mentions, phases, out)
  local claimed = false
  for _, date in ipairs(sentence:dates()) do
    local mention = nearest(mentions, date, REACH, function(m) return sentence:connected(date, m) end)
    local phase = mention and phase_of(sentence, date, phases)
    if phase then
      claimed = true
      local first, last = math.min(mention.first, date.first), math.max(mention.last, date.last)
      local last_day = date.last_day
      if date.signal == "from" and date.precision == "day" then last_day = date.first_day end
      out:event("ceasefire " .. phase, {
        date = date.expression, first_day = date.first_day, last_day = last_day, sentence = sentence.sentence,
        status = status_of(sentence, first, last, date.tense), phase = phase, recurring = true,
      })
    end
  end
  return claimed
end

-- A claim without a date, where a verb says that it happened or will.
local function undated_claim(sentence, mentions, phases, out)
  for _, told in ipairs(sentence:find(FINITE)) do
    local mention = nearest(mentions, told, REACH // 2, function(m) return sentence:connected(told, m) end)
    local phase = mention and nearest(phases, told, 2)
    if phase then
      out:event("ceasefire " .. phase.name, {
        sentence = sentence.sentence, phase = phase.name, recurring = true,
        status = status_of(sentence, mention.first, mention.last), reason = "the sentence gives no day for it",
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
    for _, index in ipairs(order) do
      local sentence, mentions_here = clause.of(article, index), by_sentence[index]
      local phases = phases_of(sentence)
      if not dated_claims(sentence, mentions_here, phases, out) then
        undated_claim(sentence, mentions_here, phases, out)
      end
    end
  end,

  finish = function(out, report)
    local events, undated = out:events()
    undated = event.without_known(events, undated)
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
