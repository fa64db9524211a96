-- speech_test.lua: who said what, in sentences whose answer a reader gave.
local check = require "check"
local rasad = require "rasad"
local speech = require "rasad.speech"

local gold = dofile((os.getenv "RASAD_SOURCE" or ".") .. "/tests/data/speech_gold.lua")

-- How many statements were found, wanted, and found as wanted, by language.
local function measure(is_right)
  local all, faults = {}, {}
  for _, case in ipairs(gold) do
    local language, text = case[1], case[2]
    local count = all[language] or { found = 0, wanted = 0, right = 0 }
    all[language] = count
    local found = speech.find(text, { language = language })
    count.found, count.wanted = count.found + #found, count.wanted + #case - 2
    for i = 3, #case do
      local hit = false
      for _, statement in ipairs(found) do hit = hit or is_right(statement, case[i]) end
      if hit then
        count.right = count.right + 1
      else
        local got = {}
        for j, s in ipairs(found) do got[j] = ("%s | %s | %s | %s"):format(tostring(s.who), s.text, s.kind, s.how) end
        faults[#faults + 1] = ("%s\n    want %s | %s\n    got  %s"):format(text, tostring(case[i][1]), case[i][2],
          table.concat(got, "\n         "))
      end
    end
    if #case == 2 and #found > 0 then
      faults[#faults + 1] = ("%s\n    want nothing, got %s | %s"):format(text, tostring(found[1].who), found[1].text)
    end
  end
  return all, faults
end

local function is_right(statement, want)
  return (statement.who or false) == want[1] and statement.text == want[2]
    and (want[3] == nil or statement.kind == want[3]) and (want[4] == nil or statement.how == want[4])
end

check.test("should find in made-up sentences what a reader finds", function()
  local all, faults = measure(is_right)
  local total = 0
  for _, language in ipairs { "fa", "ar", "en" } do
    local n = all[language]
    total = total + n.wanted
    print(("%s: %d statements, precision %.3f, recall %.3f"):format(language, n.wanted, n.right / n.found, n.right / n.wanted))
    check.truthy(n.right / n.found >= 0.9, language .. ": precision of nine in ten\n" .. table.concat(faults, "\n"))
    check.truthy(n.right / n.wanted >= 0.9, language .. ": recall of nine in ten\n" .. table.concat(faults, "\n"))
  end
  check.truthy(total >= 60, "sixty statements")
  if os.getenv "RASAD_VERBOSE" then print(table.concat(faults, "\n")) end
end)

check.test("should give spans that are the source's bytes", function()
  local text = "لاوروف روز جمعه گفت: «جنگ تمام شد.» وی افزود که صلح می‌آید."
  for _, s in ipairs(speech.find(text)) do
    check.equal(text:sub(s.first, s.last), s.text)
    check.equal(text:sub(s.verb.first, s.verb.last), s.verb.text)
    check.equal(text:sub(s.speaker.first, s.speaker.last), s.speaker.text)
  end
end)

check.test("should say how a speaker was told, and who passed the words on", function()
  local found = speech.find "به گزارش ایرنا، لاوروف گفت: جنگ تمام شد. وی افزود: صلح می‌آید."
  check.equal({ found[1].how, found[1].via, found[1].concept }, { "stated", "ایرنا", "sergei-lavrov" })
  check.equal({ found[2].how, found[2].who, found[2].speaker.text }, { "pronoun", "sergei-lavrov", "وی" })
end)

check.test("should take a pronoun for a person, not for the state that spoke in between", function()
  local found = speech.find "لاوروف گفت که جنگ تمام شد. ایران اعلام کرد که کمک می‌کند. وی افزود که صلح می‌آید."
  check.equal(found[2].who, "iran")
  check.equal(found[3].who, "sergei-lavrov")
end)

check.test("should take a name for the longer one said before", function()
  local found = speech.find "The governor of Idlib Karim said the road is open. Later Karim said the bridge is closed again."
  check.equal(found[1].who, "The governor of Idlib Karim")
  check.equal(found[2].who, found[1].who)
end)

check.test("should not give the floor to who passes news on", function()
  local found = speech.find "وزیر گفت: آب کم است. به گزارش ایسنا، دو سد خالی شدند. وی افزود: باران می‌بارد."
  check.equal({ found[2].how, found[3].who }, { "agency", "وزیر" })
  found = speech.find "به گزارش ایسنا، دو سد خالی شدند. افزود که باران می‌بارد."
  check.equal(found[2].how, "unknown")
end)

check.test("should let one who is quoted speak without taking the floor", function()
  local found = speech.find "وزیر گفت: سازمان ملل اعلام کرد که قحطی در راه است. وی افزود که کمک می‌کنیم."
  check.equal(found[#found].who, "وزیر")
end)

check.test("should mark statements in repeated text, or leave them out", function()
  local text = "لاوروف گفت که جنگ تمام شد\nلاوروف گفت که جنگ تمام شد\n\nباران بارید و هوا سرد شد و برف هم نشست."
  local all, distinct = speech.find(text), speech.find(text, { repeats = false })
  check.equal({ #all, #distinct }, { 2, 1 })
  check.equal({ all[1].is_repeat, all[2].is_repeat }, { false, true })
end)

check.test("should refuse what is no article with a message", function()
  check.raises(function() speech.find(42) end, "expected an article or a text, got a number")
  check.raises(function() speech.find("x", { language = "de" }) end, 'the language is "fa", "ar" or "en"')
  check.raises(function() speech.find("x", { repeat_ = true }) end, "repeat_")
end)

check.test("should survive texts that are no sentences", function()
  for _, text in ipairs { "گفت", "گفت:", "«", "\"", "said", ":", "به گزارش", "according to", "قال", "وي گفت: «", "، گفت که ،",
    "\"\" said \"" } do
    for _, language in ipairs { "fa", "ar", "en" } do speech.find(text, { language = language }) end
  end
  check.truthy(rasad.text("گفت گفت گفت"):article(1), "an article")
end)

check.done()
