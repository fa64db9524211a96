-- lucene.lua: profiles after the Arabic and Persian analyzers of Apache Lucene: normalization, light stems, and tokens
-- without function words. The lists of these are our own: the closed classes of both languages.
local lpeg = require "lpeg"
local rewrite = require "rasad.profile.rewrite"

local B, P, R = lpeg.B, lpeg.P, lpeg.R
local edit, span = rewrite.edit, rewrite.span

local ZWNJ <const> = "\u{200C}"

-- Keys --------------------------------------------------------------------------------------------

-- A rule which turns each of the characters after a text into it.
local function folding(name, characters_of)
  local to = {}
  for text, characters in pairs(characters_of) do
    for character in characters:gmatch(utf8.charpattern) do to[character] = text end
  end
  return rewrite.characters(name, to)
end

local digits = {}
for zero in ("٠۰०০"):gmatch(utf8.charpattern) do
  for value = 0, 9 do
    local character = utf8.char(utf8.codepoint(zero) + value)
    digits[tostring(value)] = (digits[tostring(value)] or "") .. character
  end
end

local lower = { "lower case", R "AZ" ^ 1, string.lower }
local ascii_digits = folding("digits", digits)
local arabic_letters = folding("Arabic letters",
  { ["ا"] = "آأإ", ["ي"] = "ى", ["ه"] = "ة", [""] = "ـ" .. span("\u{64B}", "\u{652}") })
-- Persian letters become Arabic ones, the opposite of rasad's own readable form.
local persian_letters = folding("Persian letters", { ["ي"] = "یے", ["ك"] = "ک", ["ه"] = "ۀہ", [""] = "\u{654}" })

-- Stems -------------------------------------------------------------------------------------------

local space = lpeg.S " \t\r\n"
local letter = rewrite.any - space
local word_start = rewrite.start + B(space)
local word_end = rewrite.finish + #space

-- What is taken leaves two letters at least.
local function without_end(ending)
  local last = P(ending) * word_end
  return { "ending " .. ending, word_start * letter * letter * (letter - last) ^ 0 * edit(ending, "") * word_end }
end

local function endings(list)
  local rules = {}
  for ending in list:gmatch "[^ ]+" do rules[#rules + 1] = without_end(ending) end
  return rules
end

-- The first that fits is taken; و alone leaves three letters.
local article = P(false)
for prefix in ("ال وال بال كال فال لل"):gmatch "[^ ]+" do
  article = article + edit(prefix, "") * #(letter * letter)
end
article = article + edit("و", "") * #(letter * letter * letter)

-- Each in its turn, so that one word may lose several.
local arabic_stem = endings "ها ان ات ون ين يه ية ه ة ي"
table.insert(arabic_stem, 1, { "article", word_start * article })
local persian_stem = endings("ات ان ترين تر يي ي ها " .. ZWNJ)

-- Function words ----------------------------------------------------------------------------------

local function words_of(key_rules, ...)
  local steps, set = rewrite.steps("function words", key_rules), {}
  for _, list in ipairs { ... } do
    for word in list:gmatch "%S+" do set[(rewrite.apply(steps, word, "other"))] = true end
  end
  return set
end

local arabic_key = { lower, ascii_digits, arabic_letters }
local persian_key = { lower, ascii_digits, arabic_letters, persian_letters }

local arabic_words = words_of(arabic_key, [[
  أنا أنت أنتم نحن هو هي هم هما هن وهو وهي وهم فهو فهي له لها لهم لك لنا به بها بهم فيه فيها منه منها عنه عنها عليه
  عليها عليهم إليه إليها معه معها
  هذا هذه هؤلاء ذلك تلك أولئك هنا هناك الذي التي الذين اللذان اللتان اللواتي ما من ماذا متى أين كيف أي
  في وفي من ومن إلى على وعلى عن مع عند لدى منذ خلال بين ضمن نحو حول دون حتى بعد قبل فوق تحت
  و ف ب ل ك أو أم ثم لكن بل إذ إذا لو لولا كما لما عندما بينما حيث لأن كي إما أما
  أن إن وأن وإن فإن بأن لأن أنه أنها إنه إنها أنهم كأن ليت لعل
  لا ولا لم ولم لن ولن ليس ليست إلا ألا غير سوى قد وقد لقد سوف هل نعم كلا
  كان كانت كانوا يكون تكون يكونوا وكان وكانت
  كل وكل بعض جميع أيضا الآن وما فما كلما مما عما]])

-- Verbs that stand beside another: شدن، بودن، داشتن، خواستن.
local auxiliaries = {}
do
  local past, present = { "", "م", "ی", "یم", "ید", "ند" }, { "م", "ی", "د", "یم", "ید", "ند" }
  local function add(stem, persons)
    for _, negation in ipairs { "", "ن" } do
      for _, person in ipairs(persons) do auxiliaries[#auxiliaries + 1] = negation .. stem .. person end
    end
  end
  for _, stem in ipairs { "شد", "بود", "داشت", "خواست" } do add(stem, past) end
  for _, stem in ipairs { "شو", "باش", "دار", "خواه" } do add(stem, present) end
  for _, stem in ipairs { "شده", "بوده", "داشته" } do add(stem, { "" }) end
  add("هست", { "", "م", "ی", "یم", "ید", "ند" })
end

local persian_words = words_of(persian_key, table.concat(auxiliaries, " "), [[
  است نیست نیستم نیستی نیستیم نیستید نیستند ام ای ایم اید اند می نمی ها های هایی تر ترین
  من تو او وی ما شما آنها آنان ایشان این آن اینها همین همان چنین چنان خود خویش یکدیگر هم
  از به با در بر را برای تا بی جز مگر طی ضمن نزد میان بین پیش پس روی زیر بالای کنار سوی بدون درباره علیه
  و یا که اگر چون زیرا اما ولی بلکه نه نیز هنوز همچنین چه چرا کجا کی چگونه هر هیچ همه چند بعضی برخی دیگر
  پس سپس باید نباید شاید آیا البته فقط تنها خیلی بسیار]])

-- Persian words are cut where a ZWNJ stands.
local persian_display = { { "ZWNJ", ZWNJ, " " } }
local drop = { punct = true, symbol = true }

return {
  { name = "lucene-ar", version = "1", summary = "the Arabic analyzer of Apache Lucene", language = "ar",
    display = {}, key = arabic_key, stem = arabic_stem, index = "stem", stop = arabic_words, drop = drop },
  { name = "lucene-fa", version = "1", summary = "the Persian analyzer of Apache Lucene", language = "fa",
    display = persian_display, key = persian_key, stem = persian_stem, index = "stem", stop = persian_words, drop = drop },
}
