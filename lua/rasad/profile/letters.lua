-- letters.lua: letters of other languages in Arabic script, and signs for whole words, as Persian writes them; shared by
-- profiles whose readable form has Persian letters only.
local rewrite = require "rasad.profile.rewrite"

local letters = {}

--- The letters of Persian.
letters.persian = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
--- Those of them that do not join the next letter.
letters.non_joiners = "آادذرزژو"

-- By the skeleton of a letter, its dots and strokes left out.
local SKELETONS = {
  ["ا"] = "ٱٲٳٵ", ["ب"] = "ٮٻڀݐݑݒݓݔݕݖ", ["ت"] = "ٹٺټٽٿ", ["ج"] = "ڃڄ", ["چ"] = "ڇڿݘ", ["ح"] = "ځڂڅݗݮݯ",
  ["د"] = "ڈډڊڋڌڍڎڏڐۮݙݚ", ["ر"] = "ڑڒړڔڕږڗۯݛݫݬ", ["ژ"] = "ڙ", ["س"] = "ښڛ", ["ش"] = "ڜۺݜݭ", ["ص"] = "ڝڞ", ["ض"] = "ۻ",
  ["ط"] = "ڟ", ["ع"] = "ڠݝݞݟ", ["غ"] = "ۼ", ["ف"] = "ڡڢڣڤڥڦݠݡ", ["ق"] = "ٯڧڨ", ["ک"] = "كڪګڬڭڮػؼݢݣݤ",
  ["گ"] = "ڰڱڲڳڴ", ["ل"] = "ڵڶڷڸݪ", ["م"] = "ݥݦ۾", ["ن"] = "ڹںڻڼڽݧݨݩ", ["و"] = "ۄۅۆۇۈۉۊۋۏٶٷ", ["ه"] = "ھہۃەۿ",
  ["ۀ"] = "ۂ", ["ی"] = "ىيۍێېۑےؠؽؾؿٸۓ",
}

---A rule which writes letters of other languages as Persian ones.
---@param more? table<string, string> others, by the letter they become
---@return table rule
function letters.rule(more)
  local to = {}
  for _, group in ipairs { SKELETONS, more or {} } do
    for letter, others in pairs(group) do
      for other in others:gmatch(utf8.charpattern) do to[other] = letter end
    end
  end
  return rewrite.characters("letters", to)
end

--- A rule which writes out the signs that stand for words.
letters.words = rewrite.characters("signs of words", { ["﷽"] = "بسم الله الرحمن الرحیم", ["﷼"] = "ریال", ["ﷲ"] = "الله",
  ["ﷳ"] = "اکبر", ["ﷴ"] = "محمد", ["ﷵ"] = "صلعم", ["ﷶ"] = "رسول", ["ﷷ"] = "علیه", ["ﷸ"] = "وسلم", ["ﷰ"] = "صلی",
  ["ﷹ"] = "صلی" })

---Persian digits of the ten digits that begin with the given zeros.
---@param zeros string
---@return table<string, string>
function letters.digits(zeros)
  local to = {}
  for zero in zeros:gmatch(utf8.charpattern) do
    for value = 0, 9 do to[utf8.char(utf8.codepoint(zero) + value)] = utf8.char(utf8.codepoint "۰" + value) end
  end
  return to
end

return letters
