-- concept_test.lua: named things in three languages, as patterns, and the gazetteers that ship.
local check = require "check"
local rasad = require "rasad"
local concept = require "rasad.concept"
local pattern = require "rasad.pattern"

-- What a pattern finds in a text, as "text=name" of each hit.
local function found(p, text)
  local list = {}
  for hit in rasad.text(text):article(1):match(p):each() do list[#list + 1] = hit:text() .. "=" .. tostring(hit.values[1]) end
  return list
end

local function finds(name, text, want)
  check.equal(found(concept(name), text), want, text)
end

check.test("should find a state in every language, spelling and inflection", function()
  finds("russia", "وزیر خارجه روسیه با همتای روسی خود و روس‌ها و روسيه گفتگو کرد.",
    { "روسیه=russia", "روسی=russia", "روس‌ها=russia", "روسيه=russia" })
  finds("russia", "وقالت روسيا إن الوفد الروسي والقوات الروسية والروس للروس بروسيا.", {
    "روسيا=russia", "الروسي=russia", "الروسية=russia", "والروس=russia", "للروس=russia", "بروسيا=russia",
  })
  finds("russia", "Russia's envoy met Russians; Russian planes flew.", { "Russia's=russia", "Russians=russia",
    "Russian=russia" })
end)

check.test("should find a name joined, apart and with a half-space", function()
  for _, name in ipairs { "دیرالزور", "دیر الزور", "دیر‌الزور" } do finds("deir-ez-zor", "شهر " .. name .. " آزاد شد.",
    { name .. "=deir-ez-zor" }) end
  finds("hezbollah", "حزب‌الله و حزب الله و حزبالله", { "حزب‌الله=hezbollah", "حزب الله=hezbollah", "حزبالله=hezbollah" })
end)

check.test("should know the article and prepositions before an Arabic name", function()
  finds("iraq", "عاد من العراق وللعراق وبالعراق إلى العراقيين وفي العراق", {
    "العراق=iraq", "وللعراق=iraq", "وبالعراق=iraq", "العراقيين=iraq", "العراق=iraq",
  })
  finds("lebanon", "للبنان وللبنانيين اللبناني ولبنان", { "للبنان=lebanon", "وللبنانيين=lebanon", "اللبناني=lebanon",
    "ولبنان=lebanon" })
  finds("united-nations", "للأمم المتحدة والأمم المتحدة", { "للأمم المتحدة=united-nations", "والأمم المتحدة=united-nations" })
end)

check.test("should not take other words for names", function()
  -- Persian: province for Astana, heads of state for Russians, financial for Mali, insisting for Egypt, safety for Amman
  finds("astana", "استانهای شمالی در آستانه سال نو", {})
  finds("russia", "روسای جمهور به روستا رفتند", {})
  finds("mali", "بحران مالی کشور", {})
  finds("egypt", "او بر این کار مصر است", {})
  finds("amman", "مردم در امان هستند", {})
  finds("peru", "لباس را پرو کرد", {})
  finds("bashar-al-assad", "۱۷ اسد ۱۳۹۶ در کابل و اسدی و اسدآباد", {})
  finds("kabul", "کابل برق قطع شد", {})
  -- Arabic: financial, protected him, the rule, a birthplace
  finds("mali", "الوضع المالي في مالي صعب ماليا", {})
  finds("hama", "حماه الله من الخطر", {})
  finds("al-qaeda", "ضرب القاعدة الجوية", {})
  finds("muscat", "عاد إلى مسقط رأسه", {})
  finds("bashar-al-assad", "حافظ الأسد وبرج الأسد", {})
  -- English: common words written small, other persons
  finds("turkey", "They ate turkey and china tea.", {})
  finds("united-states", "Tell us about it.", {})
  finds("jordan", "Michael Jordan played.", {})
  finds("bashar-al-assad", "Hafez Assad ruled before.", {})
  -- Persian has no proclitics: بلند isn't ب and لند
  finds("london", "دیوار بلند", {})
end)

check.test("should find what is ambiguous where its sentence tells the sense", function()
  finds("mali", "کشور مالی در غرب آفریقا است و پایتخت آن باماکو است.", { "کشور مالی=mali" })
  finds("amman", "به امان، پایتخت اردن، رفت", { "امان=amman" })
  finds("hama", "در حومه حماه درگیری بود", { "حماه=hama" })
  finds("hama", "قصف على ريف حماة", { "حماة=hama" })
  finds("oman", "سلطنة عمان تستضيف المحادثات", { "سلطنة عمان=oman" })
  finds("kyiv", "کیف پایتخت اوکراین است", { "کیف=kyiv" })
  finds("kyiv", "کیف او گم شد", {})
  finds("astana", "مذاکرات در آستانه برگزار شد", { "آستانه=astana" })
  finds("qatar", "لوله‌ای به قطر ۵۰ متر در قطر", { "قطر=qatar" })
end)

check.test("should prefer the longest name, and of equal ones the first of the list", function()
  local any = concept.any { "guinea", "papua-new-guinea", "equatorial-guinea", "security-council", "united-nations" }
  check.equal(found(any, "Papua New Guinea, Equatorial Guinea, Guinea"),
    { "Papua New Guinea=papua-new-guinea", "Equatorial Guinea=equatorial-guinea", "Guinea=guinea" })
  check.equal(found(any, "شورای امنیت سازمان ملل و سازمان ملل"),
    { "شورای امنیت سازمان ملل=security-council", "سازمان ملل=united-nations" })
  local mine = rasad.concept { name = "kremlin-press", en = { "Kremlin" } }
  check.equal(found(concept.any { mine, "kremlin" }, "The Kremlin said"), { "Kremlin=kremlin-press" })
  check.equal(found(concept.any { "kremlin", mine }, "The Kremlin said"), { "Kremlin=kremlin" })
end)

check.test("should compose with patterns and LPeg's operators", function()
  local text = "پیش از ظهر روسیه و ترکیه با ایران دیدار کردند."
  local p = pattern.sequence { pattern.as("a", concept "russia"), "و", pattern.as("b", concept "turkey") }
  local hit = rasad.text(text):article(1):match(p)[1]
  check.equal({ hit:text(), hit.captures.a.value, hit.captures.b.text }, { "روسیه و ترکیه", "russia", "ترکیه" })
  local near = pattern.near(concept "iran", concept "russia", 4)
  check.equal(#rasad.text(text):article(1):match(near), 1)
  check.equal(#rasad.text(text):article(1):match(concept "iran" + concept "turkey"), 2)
end)

check.test("should let a script define its own concepts", function()
  local ceasefire = rasad.concept {
    name = "ceasefire", fa = { "آتش‌بس" }, ar = { "هدنة", "وقف إطلاق النار" }, en = { "ceasefire", "truce" },
  }
  check.equal(found(ceasefire, "آتش‌بس‌های پیشین و آتش بس و آتشبسی"), {
    "آتش‌بس‌های=ceasefire", "آتش بس=ceasefire", "آتشبسی=ceasefire",
  })
  check.equal(found(ceasefire, "بعد الهدنة ووقف إطلاق النار"), { "الهدنة=ceasefire", "ووقف إطلاق النار=ceasefire" })
  check.equal(found(ceasefire, "Truce or TRUCE, ceasefires too"), { "Truce=ceasefire", "TRUCE=ceasefire",
    "ceasefires=ceasefire" })
  check.equal(concept.get(ceasefire).label, { fa = "آتش‌بس", ar = "هدنة", en = "ceasefire" })
  check.equal(concept.names(ceasefire), { "ceasefire" })
end)

check.test("should say what is wrong with a definition, at the line of the script", function()
  check.raises(function() rasad.concept {} end, "it needs a name")
  check.raises(function() rasad.concept { name = "X" } end, "small letters, digits and -")
  check.raises(function() rasad.concept { name = "x" } end, "x has no variants")
  check.raises(function() rasad.concept { name = "x", fr = { "a" } } end, "unknown field 'fr'; did you mean 'ar'?")
  check.raises(function() rasad.concept { name = "x", fa = "a" } end, "the field 'fa' should be a list, got a string")
  check.raises(function() rasad.concept { name = "x", fa = { 1 } } end, "variant 1 of fa should be text")
  check.raises(function() rasad.concept { name = "x", fa = { "\xff" } } end, "not valid UTF-8")
  check.raises(function() rasad.concept { name = "x", fa = { " " } } end, "has no letters")
  check.raises(function() rasad.concept { name = "x", fa = { { "a", besides = { "b" } } } } end, "did you mean 'beside'?")
  check.raises(function() rasad.concept { name = "x", fa = { { "a", beside = "b" } } } end, "should be a list of words")
  check.raises(function() rasad.concept "rusia" end, "there is no concept 'rusia'; did you mean 'russia'?")
  check.raises(function() rasad.concept "rusia" end, "concept_test.lua")
  check.raises(function() rasad.concept(7) end, "expected a name or a table")
  check.raises(function() concept.any { pattern.word "x" } end, "should be one that rasad.concept made")
end)

check.test("should know what a person means by a name in any language", function()
  for text, name in pairs {
    russia = "russia", ["Russia"] = "russia", ["روسیه"] = "russia", ["روسيا"] = "russia", ["Syrian talks"] = "syrian-talks",
    ["Lavrov"] = "sergei-lavrov", ["لافروف"] = "sergei-lavrov", ["سازمان ملل"] = "united-nations", ["UN"] = "united-nations",
    ["syria_persons"] = "syria-persons",
  } do
    check.equal(concept.parse(text), name, text)
  end
  local none, message = concept.parse "Lavrof"
  check.equal(none, nil)
  check.truthy(message:find("did you mean 'Lavrov'?", 1, true), message)
end)

check.test("should ship concepts that are whole", function()
  local seen = {}
  for _, name in ipairs(concept.names()) do
    check.truthy(not seen[name], name .. " is there once")
    seen[name] = true
    local one = concept.get(name)
    for _, language in ipairs { "en", "fa", "ar" } do
      check.truthy(one.label[language] or (name == "victoria-seychelles" and language == "fa"), name .. " in " .. language)
    end
    check.truthy(not one.of or concept.get(one.of), name)
  end
  check.truthy(#concept.names "countries" >= 194, "states")
  for _, set in ipairs(concept.sets()) do check.truthy(not concept.get(set), set .. " is no concept, too") end
end)

-- Every variant in a sentence of its own language, with all the others as rivals: who is found?
check.test("should find every variant of every concept that needs nothing beside it", function()
  local any, lost, count = concept.any { "syrian-talks", "syria-terms", "countries", "capitals" }, {}, 0
  local around = { fa = "این خبر که دیروز از %s رسید گفتنی بود", ar = "هذا الخبر الذي ورد من %s كان متوقعا جدا في ذلك اليوم",
    en = "the news that came from %s was old" }
  for _, name in ipairs(concept.names()) do
    local one = concept.get(name)
    for language, sentence in pairs(around) do
      for _, variant in ipairs(one[language] or {}) do
        if type(variant) == "string" then
          count = count + 1
          local hits = found(any, sentence:format(variant))
          local own, other = variant .. "=" .. name, hits[1] and hits[1]:match "=(.*)$"
          if #found(concept(name), sentence:format(variant)) == 0 then lost[#lost + 1] = own .. " not by itself" end
          local is_shared = other and hits[1]:match "^(.*)=" == variant
          if hits[1] ~= own and not is_shared then lost[#lost + 1] = own .. " got " .. tostring(hits[1]) end
        end
      end
    end
  end
  check.truthy(count > 3000, "variants")
  check.equal(lost, {})
end)

check.test("should find alone what it finds among all the others", function()
  local corpus = rasad.open((os.getenv "RASAD_SOURCE" or ".") .. "/examples/syria")
  local counts = {}
  local names = concept.names "syria-persons"
  for hit in corpus:match(concept.any(names)):each() do counts[hit.values[1]] = (counts[hit.values[1]] or 0) + 1 end
  for _, name in ipairs(names) do check.equal(#corpus:match(concept(name)), counts[name] or 0, name) end
end)

check.test("should agree with the names of states that Unicode's data have", function()
  local shared = check.shared()
  if not shared then check.skip "the reference material is absent" end
  local file = io.open(shared .. "/data/gazetteer/cldr48_territories_en_fa_ar.json")
  if not file then check.skip "there are no names of territories" end
  local territories = require("dkjson").decode(file:read "a")
  file:close()
  local right, wrong, states = 0, {}, {}
  for _, name in ipairs(concept.names "countries") do states[name] = true end
  for code, names in pairs(territories) do
    local state = code:find "^%u%u$" and concept.parse(names.en[1])
    if state and states[state] then
      for _, language in ipairs { "fa", "ar" } do
        local known = false
        for _, text in ipairs(names[language]) do known = known or concept.parse(text) == state end
        if known then right = right + 1 else wrong[#wrong + 1] = state .. " " .. names[language][1] end
      end
    end
  end
  table.sort(wrong)
  print(("names of states as in CLDR: %d of %d"):format(right, right + #wrong))
  check.truthy(right >= 340, "states with names of both")
  check.truthy(right / (right + #wrong) > 0.95, table.concat(wrong, ", "))
end)

check.done()
