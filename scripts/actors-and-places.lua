-- actors-and-places: which persons, parties, states and places articles name, and when.
local concept = require "rasad.concept"
local time = require "rasad.time"

local TOLD <const> = "Articles: {1}; those with a day of their own or an inferred month: {2}. Mentions in headlines and "
  .. "paragraphs that are said again are left out."

local function translations()
  local words = {
    fa = {
      ["Actors and places"] = "بازیگران و مکان‌ها",
      ["Which persons, parties, states and places articles name, and when."] =
        "مقاله‌ها از کدام اشخاص، گروه‌ها، دولت‌ها و مکان‌ها نام می‌برند، و چه زمانی.",
      ["Actors over time"] = "بازیگران در گذر زمان", ["Places over time"] = "مکان‌ها در گذر زمان", ["Mentions"] = "نام‌بردن‌ها",
      ["name"] = "نام", ["kind"] = "نوع", ["mentions"] = "دفعات", ["articles"] = "مقاله‌ها", ["first"] = "نخستین",
      ["last"] = "واپسین",
      ["person"] = "شخص", ["party"] = "گروه", ["country"] = "کشور", ["capital"] = "پایتخت", ["place"] = "مکان",
      ["organisation"] = "سازمان", ["Where they are named"] = "جای نام‌ها",
      [TOLD] = "مقاله‌ها: {1}؛ آن‌ها که تاریخ یا ماهشان دانسته است: {2}. تکرارِ عنوان و پاراگراف شمرده نمی‌شود.",
      ["No article names any of them."] = "هیچ مقاله‌ای از آن‌ها نام نمی‌برد.",
    },
    ar = {
      ["Actors and places"] = "الفاعلون والأماكن",
      ["Which persons, parties, states and places articles name, and when."] =
        "من تذكره المقالات من أشخاص وأطراف ودول وأماكن، ومتى.",
      ["Actors over time"] = "الفاعلون عبر الزمن", ["Places over time"] = "الأماكن عبر الزمن", ["Mentions"] = "مرات الذكر",
      ["name"] = "الاسم", ["kind"] = "النوع", ["mentions"] = "المرات", ["articles"] = "المقالات", ["first"] = "الأول",
      ["last"] = "الأخير",
      ["person"] = "شخص", ["party"] = "طرف", ["country"] = "دولة", ["capital"] = "عاصمة", ["place"] = "مكان",
      ["organisation"] = "منظمة", ["Where they are named"] = "مواضع الأسماء",
      [TOLD] = "المقالات: {1}؛ منها ما عرف يومه أو شهره: {2}. ولا يحسب تكرار العناوين والفقرات.",
      ["No article names any of them."] = "لا تذكر أي مقالة أيا منها.",
    },
  }
  for _, set in ipairs { "syrian-talks", "countries", "capitals" } do
    for _, name in ipairs(concept.names(set)) do
      local english = concept.label(name, "en")
      for language, sentences in pairs(words) do sentences[english] = concept.label(name, language) end
    end
  end
  return words
end

-- What marks a month as one of a calendar.
local ERAS = { gregorian = "", jalali = " AP", hijri = " AH" }

local function label_of(year, month, calendar)
  return month and ("%04d-%02d%s"):format(year, month, ERAS[calendar]) or ("%04d"):format(year)
end

-- The month or year that a day lies in; nil where the calendar doesn't reach it.
local function period_at(day, args)
  local year, month = rasad.date.fields(day, args.months)
  return year and label_of(year, args.by == "month" and month or nil, args.months)
end

-- The month or year of an article, where all days it may be of lie in one; nil where they don't.
local function period_of(article, args)
  local day = time.document_date(article)
  if not day or not day.first_day or not day.last_day then return nil end
  local first = period_at(day.first_day, args)
  return first == period_at(day.last_day, args) and first or nil
end

-- The periods from the first to the last, those without articles too.
local function periods_between(first, last, calendar)
  local list, year, month = {}, math.tointeger(first:sub(1, 4)), math.tointeger(first:sub(6, 7))
  local label = first
  while label <= last and #list < 600 do
    list[#list + 1] = label
    if month then month = month + 1 end
    if not month or month > 12 then year, month = year + 1, month and 1 end
    label = label_of(year, month, calendar)
  end
  return list
end

local PLACES = { place = true, capital = true }

-- Those named most, in order.
local function by_mentions(counts)
  local names = {}
  for name in pairs(counts) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  return names
end

local function strip(report, title, names, periods, over_time)
  if #names == 0 or #periods == 0 then return end
  local series = {}
  for i, name in ipairs(names) do
    local values = {}
    for j, period in ipairs(periods) do values[j] = over_time[name .. " " .. period] or 0 end
    series[i] = { name = concept.label(name, "en"), values = values }
  end
  report:chart { type = "strip", title = title, labels = periods, series = series }
end

local function first_and_last(name, periods, over_time)
  local first, last
  for _, period in ipairs(periods) do
    if over_time[name .. " " .. period] then first, last = first or period, period end
  end
  return first or rasad.json.null, last or rasad.json.null
end

return rasad.report {
  name = "actors-and-places",
  api = 1,
  summary = "Which persons, parties, states and places articles name, and when.",
  description = [[
Counts the concepts of the gazetteers in every spelling, inflection and language, by the month or year of the article. An
article whose days may lie in several months counts in the table and not in the strips. What else a name may mean is
told by `rasad.concept.get(NAME).note`.]],
  author = "the rasad authors",
  license = "MIT",
  categories = { "concepts", "time", "syria" },
  args = {
    { "concepts", type = "concept", default = "syrian-talks", help = "one, or those of a set; in any of the languages" },
    { "by", type = "enum", values = { "month", "year" }, default = "month", help = "what a column of the strips stands for" },
    { "months", type = "enum", values = { "gregorian", "jalali", "hijri" }, default = "gregorian",
      help = "the calendar whose months or years they are" },
    { "top", type = "integer", default = 12, help = "rows of each strip" },
    { "lines", type = "integer", default = 0, help = "passages to show for each of the top names" },
  },
  examples = {
    "rasad run actors-and-places examples/syria", "rasad run actors-and-places examples/syria --concepts countries --by year",
    "rasad run actors-and-places examples/syria --months jalali --lang fa",
  },
  translations = translations(),

  map = function(article, out, args)
    local period = period_of(article, args)
    out:count("periods", period or "unknown")
    local named, shown = {}, {}
    for hit in article:match(args.concepts):distinct():each() do
      local name = hit.values[1]
      out:count("mentions", name)
      if period then out:count("over time", name .. " " .. period) end
      if not named[name] then
        named[name] = true
        out:count("articles", name)
      end
      shown[name] = (shown[name] or 0) + 1
      if shown[name] <= args.lines then out:log("lines", { name = name, line = hit:line() }) end
    end
  end,

  finish = function(out, report, args)
    local counts, over_time, articles = out:counter "mentions", out:counter "over time", out:counter "articles"
    local known, dated = {}, 0
    for period, n in pairs(out:counter "periods") do
      if period ~= "unknown" then
        known[#known + 1] = period
        dated = dated + n
      end
    end
    table.sort(known)
    local periods = #known > 0 and periods_between(known[1], known[#known], args.months) or {}
    report:title("Actors and places")
    report:prose(("Articles: %d; those with a day of their own or an inferred month: %d. Mentions in headlines and paragraphs "
      .. "that are said again are left out."):format(#out:articles(), dated))
    local names, actors, places = by_mentions(counts), {}, {}
    if #names == 0 then report:prose("No article names any of them.") end
    for _, name in ipairs(names) do
      local group = PLACES[concept.kind(name)] and places or actors
      if #group < args.top then group[#group + 1] = name end
    end
    strip(report, "Actors over time", actors, periods, over_time)
    strip(report, "Places over time", places, periods, over_time)
    local rows, data = {}, {}
    for i, name in ipairs(names) do
      local first, last = first_and_last(name, periods, over_time)
      rows[i] = { concept.label(name, "en"), concept.kind(name), counts[name], articles[name], first, last }
      data[i] = { concept = name, kind = concept.kind(name), mentions = counts[name], articles = articles[name], first = first,
        last = last }
    end
    if #rows > 0 then
      report:heading("Mentions")
      report:table { columns = { "name", "kind", "mentions", "articles", "first", "last" }, rows = rows }
    end
    local lines, records = {}, out:logs "lines"
    for _, name in ipairs(names) do
      local own = {}
      for _, record in ipairs(records) do
        if record.name == name and #own < args.lines then own[#own + 1] = record.line end
      end
      table.move(own, 1, #own, #lines + 1, lines)
    end
    if #lines > 0 then
      report:heading("Where they are named")
      report:kwic { lines = lines }
    end
    report:data("concepts", rasad.json.array(data))
    report:data("periods", rasad.json.array(periods))
  end,
}
