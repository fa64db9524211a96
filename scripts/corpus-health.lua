-- corpus-health: what a corpus is made of and what is wrong with it: languages, dates, stories, defects, spellings.
local time = require "rasad.time"

local SUMMARY <const> = "What a corpus is made of and what is wrong with it: languages, dates, stories, defects, spellings."

local TRANSLATIONS = {
  fa = {
    ["Health of the corpus"] = "سلامت پیکره",
    [SUMMARY] = "پیکره از چه ساخته شده و چه ایرادی دارد: زبان، تاریخ، خبر، نقص و املا.",
    ["Languages"] = "زبان‌ها", ["language"] = "زبان", ["articles"] = "مقاله‌ها", ["words"] = "واژه‌ها",
    ["sentences"] = "جمله‌ها",
    ["repeated words"] = "واژه‌های تکراری", ["fa"] = "فارسی", ["ar"] = "عربی", ["en"] = "انگلیسی", ["other"] = "دیگر",
    ["Dates"] = "تاریخ‌ها", ["how an article is dated"] = "تاریخ مقاله از کجاست", ["metadata"] = "فراداده",
    ["dateline"] = "سطر تاریخ",
    ["text"] = "متن", ["inferred"] = "استنباط", ["given"] = "داده‌شده", ["not dated"] = "بی‌تاریخ",
    ["Articles by month"] = "مقاله‌ها به ماه",
    ["month"] = "ماه", ["Articles without a day"] = "مقاله‌های بی‌تاریخ", ["article"] = "مقاله", ["why"] = "چرا",
    ["Stories and repeats"] = "خبرها و تکرارها", ["story"] = "خبر", ["told by"] = "روایت‌ها",
    ["Every article tells a story of its own."] = "هر مقاله خبر خودش را می‌گوید.", ["what repeats"] = "چه چیز تکرار شده",
    ["times"] = "بار",
    ["Defects"] = "نقص‌ها", ["defect"] = "نقص", ["example"] = "نمونه", ["No defects were found."] = "نقصی پیدا نشد.",
    ["Encodings"] = "کدگذاری‌ها", ["encoding"] = "کدگذاری", ["Spelling variants"] = "گونه‌های املایی",
    ["most frequent"] = "رایج‌ترین", ["also written"] = "املاهای دیگر",
    ["No word is spelt in two ways."] = "هیچ واژه‌ای دو املا ندارد.",
    ["Joined and apart"] = "سرهم و جدا", ["joined"] = "سرهم", ["apart"] = "جدا",
    ["Arabic letters in Persian words (ي ك ة)"] = "حروف عربی در واژه‌های فارسی (ي ك ة)", ["elongation (tatweel)"] = "کشیده",
    ["controls of writing direction"] = "نویسه‌های جهت", ["no-break spaces"] = "فاصلهٔ نشکن",
    ["characters that could not be decoded"] = "نویسه‌های ناخوانا", ["presentation forms"] = "شکل‌های نمایشی",
    ["lost half-spaces, and words run together"] = "نیم‌فاصله‌های گمشده و واژه‌های چسبیده", ["digits of two scripts in one article"] = "رقم‌های دو خط در یک مقاله",
    ["A lost half-space is counted where the repair of spelling is sure of it."] =
      "نیم‌فاصله تنها آن‌جا شمرده می‌شود که ترمیم املا از آن مطمئن است.",
  },
  ar = {
    ["Health of the corpus"] = "سلامة المدونة",
    [SUMMARY] = "مم تتكون المدونة وما عيوبها: اللغات والتواريخ والأخبار والعيوب والإملاء.",
    ["Languages"] = "اللغات", ["language"] = "اللغة", ["articles"] = "المقالات", ["words"] = "الكلمات", ["sentences"] = "الجمل",
    ["repeated words"] = "كلمات مكررة", ["fa"] = "الفارسية", ["ar"] = "العربية", ["en"] = "الإنجليزية", ["other"] = "غيرها",
    ["Dates"] = "التواريخ", ["how an article is dated"] = "مصدر تاريخ المقالة", ["metadata"] = "البيانات الوصفية",
    ["dateline"] = "سطر التاريخ", ["text"] = "النص", ["inferred"] = "استنتاج", ["given"] = "معطى", ["not dated"] = "بلا تاريخ",
    ["Articles by month"] = "المقالات بحسب الشهر", ["month"] = "الشهر", ["Articles without a day"] = "مقالات بلا يوم",
    ["article"] = "المقالة", ["why"] = "السبب", ["Stories and repeats"] = "الأخبار والتكرار", ["story"] = "الخبر",
    ["told by"] = "الروايات",
    ["Every article tells a story of its own."] = "لكل مقالة خبرها.", ["what repeats"] = "ما يتكرر", ["times"] = "المرات",
    ["Defects"] = "العيوب", ["defect"] = "العيب", ["example"] = "مثال", ["No defects were found."] = "لم توجد عيوب.",
    ["Encodings"] = "الترميزات", ["encoding"] = "الترميز", ["Spelling variants"] = "صور الإملاء", ["most frequent"] = "الأكثر",
    ["also written"] = "صور أخرى", ["No word is spelt in two ways."] = "لا كلمة كتبت بصورتين.",
    ["Joined and apart"] = "الوصل والفصل",
    ["joined"] = "موصولة", ["apart"] = "مفصولة",
    ["Arabic letters in Persian words (ي ك ة)"] = "حروف عربية في كلمات فارسية (ي ك ة)", ["elongation (tatweel)"] = "التطويل",
    ["controls of writing direction"] = "محارف اتجاه الكتابة", ["no-break spaces"] = "مسافات غير فاصلة",
    ["characters that could not be decoded"] = "محارف تعذر فكها", ["presentation forms"] = "أشكال العرض",
    ["lost half-spaces, and words run together"] = "أنصاف مسافات ضائعة وكلمات ملتصقة",
    ["digits of two scripts in one article"] = "أرقام بخطين في مقالة واحدة",
    ["A lost half-space is counted where the repair of spelling is sure of it."] =
      "لا يحسب نصف المسافة الضائع إلا حيث يثق به تصحيح الإملاء.",
  },
}

-- Each article --------------------------------------------------------------------------------

local function count_words(article, out)
  local language, words, repeated = article:language(), 0, 0
  for token in article:tokens() do
    if token.kind == "word" then
      words = words + 1
      if token.is_repeat then repeated = repeated + 1 end
    end
  end
  out:count("articles", language)
  out:count("words", language, words)
  out:count("repeated", language, repeated)
  out:count("sentences", language, article:sentence_count())
end

local function count_dates(article, out)
  local day, reason = time.document_date(article)
  if not day then
    out:count("dated", "not dated")
    out:log("undated", { article = article:key(), why = reason or rasad.json.null })
    return
  end
  out:count("dated", day.how)
  local first, last = rasad.date.format(day.first_day):sub(1, 7), rasad.date.format(day.last_day):sub(1, 7)
  out:count("months", first == last and first or "not dated")
end

local function count_repeats(article, out)
  out:log("stories", { story = article:story(), index = article:index(), article = article:key() })
  for _, region in ipairs(article:regions()) do
    if region.kind == "repeat" then out:count("regions", "repeat: " .. region.reason) end
  end
end

-- Defects that a character shows: their names and the characters, as lists of code points.
local CHARACTERS = {
  ["elongation (tatweel)"] = { 0x640 },
  ["controls of writing direction"] = { 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
    0x2069 },
  ["no-break spaces"] = { 0xa0, 0x202f },
  ["characters that could not be decoded"] = { 0xfffd },
}
local DEFECT_OF = {}
for name, codes in pairs(CHARACTERS) do
  for _, code in ipairs(codes) do DEFECT_OF[code] = name end
end

local ARABIC_LETTERS = { [0x64a] = true, [0x643] = true, [0x629] = true }
local ARABIC_IN_PERSIAN <const> = "Arabic letters in Persian words (ي ك ة)"
local PRESENTATION <const> = "presentation forms"
local LOST <const> = "lost half-spaces, and words run together"
local DIGITS <const> = "digits of two scripts in one article"

local function add_defect(article, out, name, n, first, last)
  out:count("defects", name, n)
  out:count("defective", name)
  out:log("examples", { name = name, article = article:key(), first = first, text = article:slice(first, last) })
end

local function count_characters(article, out)
  local found, is_persian = {}, article:language() == "fa"
  local function note(name, token)
    local known = found[name] or { n = 0, first = token.first, last = token.last }
    known.n = known.n + 1
    found[name] = known
  end
  local text, scripts = article:text(), {}
  for token in article:tokens() do
    for _, code in utf8.codes(token.text, true) do
      local name = DEFECT_OF[code]
      if name then note(name, token) end
      if is_persian and ARABIC_LETTERS[code] and token.language == "fa" then note(ARABIC_IN_PERSIAN, token) end
      if code >= 0xfb50 and code <= 0xfeff and code ~= 0xfeff then note(PRESENTATION, token) end
      if token.kind == "number" then
        local script = code >= 0x6f0 and code <= 0x6f9 and "fa" or code >= 0x660 and code <= 0x669 and "ar"
          or code >= 0x30 and code <= 0x39 and "latn"
        if script and not scripts[script] then
          scripts[script], scripts.count = token, (scripts.count or 0) + 1
          if scripts.count == 2 then note(DIGITS, token) end
        end
      end
    end
  end
  -- spaces and controls are in no token
  local outside = 0
  for _, space in ipairs { "\u{a0}", "\u{202f}" } do
    for _ in text:gmatch(space) do outside = outside + 1 end
  end
  if outside > 0 then
    out:count("defects", "no-break spaces", outside)
    out:count("defective", "no-break spaces")
  end
  for name, known in pairs(found) do add_defect(article, out, name, known.n, known.first, known.last) end
end

local function count_repairs(article, out)
  if article:language() ~= "fa" then return end
  local _, edits = rasad.text.repair(article:text())
  if #edits == 0 then return end
  out:count("defects", LOST, #edits)
  out:count("defective", LOST)
  -- edits are bytes of the text in UTF-8
  if article:encoding() ~= "utf-8" then return end
  local at = article:token_at(edits[1].first)
  local token = at and article:token(at)
  if not token then return end
  local first = token.first > edits[1].first and at > 1 and article:token(at - 1).first or token.first
  out:log("examples", { name = LOST, article = article:key(), first = first, text = article:slice(first, token.last) })
end

-- Shorter words than three letters are left out: of them too many are different words with one key (أن and إن).

-- Letters of a word without what a beginning of a sentence changes.
local function as_spelt(token)
  return token.language == "en" and token.text:lower() or token.text
end

local function count_spellings(article, out)
  local before
  for token in article:tokens() do
    if token.kind == "word" and not token.is_repeat then
      if utf8.len(token.key) > 2 then out:count("forms", token.language .. " " .. token.key .. "\t" .. as_spelt(token)) end
      local is_pair = before and before.sentence == token.sentence and token.language == "fa" and utf8.len(token.key) > 1
        and utf8.len(before.key) > 1
      if is_pair then
        local joined = before.key .. token.key
        if article:corpus():key_count(joined) > 0 then out:count("apart",
          "fa " .. joined .. "\t" .. before.text .. " " .. token.text) end
      end
      before = token
    else
      before = nil
    end
  end
end

-- The whole -----------------------------------------------------------------------------------

local function add(counts)
  local sum = 0
  for _, n in pairs(counts) do sum = sum + n end
  return sum
end

local function tell_languages(out, report)
  local rows = {}
  for language, n in pairs(out:counter "articles") do
    rows[#rows + 1] = {
      language, n, out:counter("words")[language], out:counter("sentences")[language], out:counter("repeated")[language],
    }
  end
  report:heading("Languages")
  report:table { columns = { "language", "articles", "words", "sentences", "repeated words" }, rows = rows }
end

local function tell_dates(out, report)
  report:heading("Dates")
  local rows = {}
  for how, n in pairs(out:counter "dated") do rows[#rows + 1] = { how, n } end
  report:table { columns = { "how an article is dated", "articles" }, rows = rows }
  local labels, values = {}, {}
  for month, n in pairs(out:counter "months") do
    if month ~= "not dated" then labels[#labels + 1], values[#values + 1] = month, n end
  end
  if #labels > 0 then
    report:chart { type = "bars", title = "Articles by month", labels = labels, series = { { name = "articles",
      values = values } } }
  end
  local undated, list = out:logs "undated", {}
  for i, record in ipairs(undated) do list[i] = { record.article, record.why } end
  if #list > 0 then
    report:heading("Articles without a day", 2)
    report:table { columns = { "article", "why" }, rows = list }
  end
end

local function tell_stories(out, report)
  report:heading("Stories and repeats")
  local tellers, order, keys = {}, {}, {}
  for _, record in ipairs(out:logs "stories") do
    keys[record.index] = record.article
    if not tellers[record.story] then
      tellers[record.story] = {}
      order[#order + 1] = record.story
    end
    table.insert(tellers[record.story], record.article)
  end
  table.sort(order)
  local rows = {}
  for _, story in ipairs(order) do
    if #tellers[story] > 1 then rows[#rows + 1] = { keys[story] or tostring(story), table.concat(tellers[story], ", ", 2) } end
  end
  if #rows > 0 then
    report:table { columns = { "story", "told by" }, rows = rows }
  else
    report:prose("Every article tells a story of its own.")
  end
  local regions = {}
  for reason, n in pairs(out:counter "regions") do regions[#regions + 1] = { reason, n } end
  if #regions > 0 then report:table { columns = { "what repeats", "times" }, rows = regions } end
  return #order
end

local function tell_defects(out, report)
  report:heading("Defects")
  local examples = {}
  for _, record in ipairs(out:logs "examples") do
    if not examples[record.name] then examples[record.name] = ("%s (%s)"):format(record.text, record.article) end
  end
  local rows = {}
  for name, n in pairs(out:counter "defects") do
    rows[#rows + 1] = { name, n, out:counter("defective")[name], examples[name] or rasad.json.null }
  end
  if #rows > 0 then
    report:table { columns = { "defect", "times", "articles", "example" }, rows = rows }
    report:note("A lost half-space is counted where the repair of spelling is sure of it.")
  else
    report:prose("No defects were found.")
  end
  report:heading("Encodings", 2)
  local encodings = {}
  for encoding, n in pairs(out:counter "encodings") do encodings[#encodings + 1] = { encoding, n } end
  report:table { columns = { "encoding", "articles" }, rows = encodings }
end

-- Words that have several forms, by how often the rarer ones stand.
local function variants_of(forms)
  local by_key, list = {}, {}
  for id, n in pairs(forms) do
    local key, form = id:match "^(.-)\t(.*)$"
    local word = by_key[key]
    if not word then
      word = { key = key, forms = {}, total = 0, most = 0 }
      by_key[key] = word
      list[#list + 1] = word
    end
    table.insert(word.forms, { form = form, n = n })
    word.total, word.most = word.total + n, math.max(word.most, n)
  end
  local several = {}
  for _, word in ipairs(list) do
    table.sort(word.forms, function(a, b)
      if a.n ~= b.n then return a.n > b.n end
      return a.form < b.form
    end)
    if #word.forms > 1 then several[#several + 1] = word end
  end
  table.sort(several, function(a, b)
    local rare_a, rare_b = a.total - a.most, b.total - b.most
    if rare_a ~= rare_b then return rare_a > rare_b end
    return a.key < b.key
  end)
  return several, by_key
end

local function written(form) return ("%s (%d)"):format(form.form, form.n) end

local function tell_spellings(out, report, limit)
  local several, by_key = variants_of(out:counter "forms")
  report:heading("Spelling variants")
  local rows, data = {}, {}
  for i, word in ipairs(several) do
    local others = {}
    for j = 2, #word.forms do others[j - 1] = written(word.forms[j]) end
    if i <= limit then rows[i] = { written(word.forms[1]), table.concat(others, ", ") } end
    local forms = {}
    for j, form in ipairs(word.forms) do forms[j] = { form = form.form, count = form.n } end
    data[i] = { key = word.key:match " (.*)", language = word.key:match "^%a+", forms = forms }
  end
  if #rows > 0 then
    report:table { columns = { "most frequent", "also written" }, rows = rows }
  else
    report:prose("No word is spelt in two ways.")
  end
  local pairs_apart, order = {}, {}
  for id, n in pairs(out:counter "apart") do
    local key, form = id:match "^(.-)\t(.*)$"
    if by_key[key] then
      if not pairs_apart[key] then
        pairs_apart[key] = { total = 0, forms = {} }
        order[#order + 1] = key
      end
      pairs_apart[key].total = pairs_apart[key].total + n
      table.insert(pairs_apart[key].forms, written { form = form, n = n })
    end
  end
  table.sort(order, function(a, b)
    if pairs_apart[a].total ~= pairs_apart[b].total then return pairs_apart[a].total > pairs_apart[b].total end
    return a < b
  end)
  local joined = {}
  for i = 1, math.min(#order, limit) do
    local together = {}
    for j, form in ipairs(by_key[order[i]].forms) do together[j] = written(form) end
    joined[i] = { table.concat(together, ", "), table.concat(pairs_apart[order[i]].forms, ", ") }
  end
  if #joined > 0 then
    report:heading("Joined and apart", 2)
    report:table { columns = { "joined", "apart" }, rows = joined }
  end
  report:data("variants", rasad.json.array(data))
end

return rasad.report {
  name = "corpus-health",
  api = 1,
  summary = SUMMARY,
  description = [[
What to know of a corpus before counting in it: how much of it is in which language, which articles have no day and why,
which tell the same story, which headlines and paragraphs are said again, what is wrong with the letters (encodings,
Arabic letters in Persian words, lost half-spaces, words run together), and which words are spelt in several ways.]],
  author = "the rasad authors",
  license = "MIT",
  categories = { "corpus", "quality" },
  args = { { "variants", type = "integer", default = 20, help = "rows of the tables of spellings" } },
  examples = { "rasad run corpus-health examples/syria" },
  translations = TRANSLATIONS,

  map = function(article, out)
    count_words(article, out)
    count_dates(article, out)
    count_repeats(article, out)
    count_characters(article, out)
    count_repairs(article, out)
    count_spellings(article, out)
    out:count("encodings", article:encoding())
  end,

  finish = function(out, report, args)
    report:title("Health of the corpus")
    tell_languages(out, report)
    tell_dates(out, report)
    local stories = tell_stories(out, report)
    tell_defects(out, report)
    tell_spellings(out, report, args.variants)
    report:data("articles", #out:articles())
    report:data("stories", stories)
    report:data("languages", out:counter "articles")
    report:data("dated", out:counter "dated")
    report:data("defects", out:counter "defects")
    report:data("words", add(out:counter "words"))
  end,
}
