-- who-said-what: the statements that articles report, by who made them, with their evidence.
local concept = require "rasad.concept"
local speech = require "rasad.speech"

local COUNTS <const> = "Statements: {1}; speakers: {2}; articles: {3} of {4}. Where a pronoun or a verb alone tells the "
  .. "speaker, it is the one who spoke before."

-- Names in the reader's language, and the words of this report.
local function translations()
  local words = {
    fa = {
      ["Who said what"] = "چه کسی چه گفت",
      ["The statements that articles report, by who made them, with their evidence."] =
        "گفته‌هایی که مقاله‌ها نقل می‌کنند، به تفکیک گوینده و با شاهد.",
      ["Statements by speaker"] = "گفته‌ها به تفکیک گوینده", ["statements"] = "گفته‌ها", ["direct"] = "مستقیم",
      ["articles"] = "مقاله‌ها", ["speaker"] = "گوینده", ["by pronoun"] = "با ضمیر", ["passed on"] = "با واسطه",
      ["Speakers"] = "گویندگان", ["no name"] = "بی‌نام", ["what was said"] = "آنچه گفته شد", ["words"] = "بیان",
      ["told"] = "گوینده", ["passed on by"] = "به نقل", ["article"] = "مقاله", ["byte"] = "بایت", ["reported"] = "غیرمستقیم",
      ["by name"] = "با نام", ["agency"] = "خبرگزاری", ["nobody is named"] = "بی‌نام",
      [COUNTS] = "گفته‌ها: {1}؛ گویندگان: {2}؛ مقاله‌ها: {3} از {4}. ضمیر یا فعل تنها به گویندهٔ پیشین برمی‌گردد.",
      ["{1} more speakers have fewer statements than are listed."] = "{1} گویندهٔ دیگر گفته‌های کمتری دارند.",
      ["No article reports what anybody said."] = "هیچ مقاله‌ای سخن کسی را نقل نمی‌کند.",
    },
    ar = {
      ["Who said what"] = "من قال ماذا",
      ["The statements that articles report, by who made them, with their evidence."] =
        "الأقوال التي تنقلها المقالات بحسب قائليها مع شواهدها.",
      ["Statements by speaker"] = "الأقوال بحسب القائل", ["statements"] = "الأقوال", ["direct"] = "مباشرة",
      ["articles"] = "المقالات", ["speaker"] = "القائل", ["by pronoun"] = "بالضمير", ["passed on"] = "بواسطة",
      ["Speakers"] = "القائلون", ["no name"] = "بلا اسم", ["what was said"] = "ما قيل", ["words"] = "النقل",
      ["told"] = "القائل", ["passed on by"] = "نقلا عن", ["article"] = "المقالة", ["byte"] = "البايت",
      ["reported"] = "غير مباشرة",
      ["by name"] = "بالاسم", ["agency"] = "وكالة", ["nobody is named"] = "بلا اسم",
      [COUNTS] = "الأقوال: {1}؛ القائلون: {2}؛ المقالات: {3} من {4}. والضمير أو الفعل وحده يعود إلى القائل السابق.",
      ["{1} more speakers have fewer statements than are listed."] = "ولـ {1} قائلا آخر أقوال أقل من المذكور.",
      ["No article reports what anybody said."] = "لا تنقل أي مقالة قولا لأحد.",
    },
  }
  for _, name in ipairs(concept.names "syrian-talks") do
    local english = concept.label(name, "en")
    for language, sentences in pairs(words) do sentences[english] = concept.label(name, language) end
  end
  return words
end

local NOBODY <const> = "no name"

-- What a speaker is called: the concept's English name, which is translated, or the words of the article.
local function name_of(statement)
  if statement.concept then return concept.label(statement.concept, "en") end
  return statement.who or NOBODY
end

-- The names of the concepts asked for, as a set; nil where all are.
local function wanted_of(speaker)
  if not speaker then return nil end
  local wanted = {}
  for _, name in ipairs(concept.names(speaker)) do wanted[name] = true end
  return wanted
end

local HOW = { stated = "by name", pronoun = "by pronoun", agency = "agency", unknown = "nobody is named" }

-- Speakers with their counts, those with most statements first.
local function speakers_of(records)
  local by_name, list = {}, {}
  for _, record in ipairs(records) do
    local name = record.name
    local speaker = by_name[name]
    if not speaker then
      speaker = { name = name, count = 0, direct = 0, pronoun = 0, passed_on = 0, articles = 0, seen = {}, rows = {} }
      by_name[name] = speaker
      list[#list + 1] = speaker
    end
    speaker.count = speaker.count + 1
    if record.kind == "direct" then speaker.direct = speaker.direct + 1 end
    if record.how == "pronoun" then speaker.pronoun = speaker.pronoun + 1 end
    if record.via then speaker.passed_on = speaker.passed_on + 1 end
    if not speaker.seen[record.article] then
      speaker.seen[record.article] = true
      speaker.articles = speaker.articles + 1
    end
    speaker.rows[#speaker.rows + 1] = {
      record.text, record.kind == "direct" and "direct" or "reported", HOW[record.how], record.via, record.article,
      record.start,
    }
  end
  table.sort(list, function(a, b)
    if (a.name == NOBODY) ~= (b.name == NOBODY) then return b.name == NOBODY end
    if a.count ~= b.count then return a.count > b.count end
    return a.name < b.name
  end)
  return list
end

-- The table of what one speaker said; who passed words on has a column only where somebody did.
local function statements_of(speaker)
  local columns, rows = { "what was said", "words", "told", "article", "byte" }, {}
  if speaker.passed_on > 0 then table.insert(columns, 4, "passed on by") end
  for i, row in ipairs(speaker.rows) do
    rows[i] = { row[1], row[2], row[3], row[5], row[6] }
    if speaker.passed_on > 0 then table.insert(rows[i], 4, row[4] or rasad.json.null) end
  end
  return { columns = columns, rows = rows }
end

local CHARTED <const> = 15

local function chart_of(speakers)
  local labels, values, direct = {}, {}, {}
  for i = 1, math.min(#speakers, CHARTED) do
    labels[i], values[i], direct[i] = speakers[i].name, speakers[i].count, speakers[i].direct
  end
  return {
    type = "bars", title = "Statements by speaker", labels = labels,
    series = { { name = "statements", values = values }, { name = "direct", values = direct } },
  }
end

return rasad.report {
  name = "who-said-what",
  api = 1,
  summary = "The statements that articles report, by who made them, with their evidence.",
  description = [[
Finds in Persian, Arabic and English what articles say that somebody said: behind verbs of saying, in quotation marks,
behind "that", a colon or "according to". «وی», "he" and a verb without a subject mean who spoke before. A speaker of
the gazetteers has one name in all languages. Headlines and paragraphs that are said again count once.]],
  author = "the rasad authors",
  license = "MIT",
  categories = { "speech", "syria" },
  args = {
    { "speaker", type = "concept", help = "only this one, or those of a set; in any of the languages" },
    { "direct", type = "boolean", default = "no", help = "only what stands in quotation marks or behind a colon" },
    { "least", type = "integer", default = 1, help = "speakers with at least so many statements are listed" },
  },
  examples = {
    "rasad run who-said-what examples/syria", "rasad run who-said-what examples/syria --speaker Lavrov --direct",
  },
  translations = translations(),

  map = function(article, out, args)
    local wanted = wanted_of(args.speaker)
    for _, statement in ipairs(speech.find(article, { repeats = false })) do
      local is_asked = not wanted or (statement.concept and wanted[statement.concept])
      if is_asked and not (args.direct and statement.kind ~= "direct") then
        out:log("statements", {
          name = name_of(statement), who = statement.who, concept = statement.concept, kind = statement.kind,
          how = statement.how, via = statement.via, language = statement.language, article = statement.article,
          start = statement.first - 1, stop = statement.last, text = statement.text,
          speaker = statement.speaker and statement.speaker.text, verb = statement.verb and statement.verb.text,
        })
      end
    end
  end,

  finish = function(out, report, args)
    local records = out:logs "statements"
    local speakers, seen, articles = speakers_of(records), {}, 0
    for _, record in ipairs(records) do
      if not seen[record.article] then seen[record.article], articles = true, articles + 1 end
    end
    report:title("Who said what")
    if #records == 0 then
      report:prose("No article reports what anybody said.")
    else
      report:prose(("Statements: %d; speakers: %d; articles: %d of %d. Where a pronoun or a verb alone tells the speaker, it "
        .. "is the one who spoke before."):format(#records, #speakers, articles, #out:articles()))
      report:chart(chart_of(speakers))
      report:heading("Speakers")
      local rows, left = {}, 0
      for _, one in ipairs(speakers) do
        if one.count >= args.least then
          rows[#rows + 1] = { one.name, one.count, one.direct, one.pronoun, one.passed_on, one.articles }
        else
          left = left + 1
        end
      end
      report:table { columns = { "speaker", "statements", "direct", "by pronoun", "passed on", "articles" }, rows = rows }
      if left > 0 then report:note(("%d more speakers have fewer statements than are listed."):format(left)) end
      for i = 1, #rows do
        report:heading(speakers[i].name, 2)
        report:table(statements_of(speakers[i]))
      end
    end
    local data = {}
    for i, record in ipairs(records) do
      local copy = {}
      for name, value in pairs(record) do copy[name] = value end
      copy.name = nil
      copy["end"], copy.stop = record.stop, nil
      data[i] = copy
    end
    report:data("statements", rasad.json.array(data))
  end,
}
