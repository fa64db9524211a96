-- hazm.lua: a profile after the normalizer and the stemmer of hazm 0.10.
local lpeg = require "lpeg"
local address = require "rasad.profile.address"
local letters = require "rasad.profile.letters"
local rewrite = require "rasad.profile.rewrite"

local B, P, S = lpeg.B, lpeg.P, lpeg.S
local any, edit, class, span = rewrite.any, rewrite.edit, rewrite.class, rewrite.span

local ZWNJ <const> = "\u{200C}"
local AFTER <const> = ".:!،؛؟»])}" -- marks with a space after them
local BEFORE <const> = "«[({"      -- and those with one before

local letter, after_letter = class(letters.persian)
local digit, after_digit = class("0123456789" .. span("۰", "۹"))
local closing = class(AFTER)
local _, after_opening = class(BEFORE)
local _, after_word = class(letters.persian .. "أإؤئءۀة" .. span("\u{64B}", "\u{655}") .. span("۰", "۹") .. span("0", "9")
  .. span("a", "z") .. span("A", "Z") .. "_")
local word = class(letters.persian .. "أإؤئءۀة" .. span("۰", "۹") .. span("0", "9") .. span("a", "z") .. span("A", "Z"))
local zwnj = P(ZWNJ)

-- Repeated letters --------------------------------------------------------------------------------

-- Words with a letter that is there twice in a row; in others a longer run is one letter.
local DOUBLED = {}
for doubled in ([[
  محقق محققان تحقق مقرر مقررات مکرر مجدد مجددا متعدد تعدد تردد مردد عدد مدد سبب مسبب مسببان ضرر متضرر محرر مجلل تسلل
  مدلل معلل محلل ملل علل خلل تخلل مصمم متمم معمم امم سنن مقنن تفنن متفنن متخصص متخصصان تخصص قصص حصص مؤسس موسس مؤسسه
  موسسه مؤسسات موسسات تجسس متجسس مخفف محبب تشتت متشتت تشکک مشکک پررنگ پررو پررونق سررسید سررشته]]):gmatch "%S+" do
  DOUBLED[doubled] = true
end

local run = P(false) -- of three and more
for one in letters.persian:gmatch(utf8.charpattern) do run = run + P(one) ^ 3 end

local function shorten_to(times)
  return lpeg.Cs((run / function(text) return text:match(utf8.charpattern):rep(times) end + letter) ^ 1)
end
local once, twice = shorten_to(1), shorten_to(2)
local function shortened(text)
  local two = twice:match(text)
  return DOUBLED[two] and two or once:match(text)
end
local repeated = -after_letter * #((letter - run) ^ 0 * run) * letter ^ 1

-- Spacing -----------------------------------------------------------------------------------------

local line = any - "\n"
local only_marks = class(" \n" .. AFTER)
local spacing = {
  { "tatweel", class "ـ\r", "" },
  { "ZWNJ", -after_word * edit(zwnj ^ 1, "") + edit(zwnj ^ 1, "") * -#word + zwnj * edit(zwnj ^ 1, "") },
  { "begin and end", rewrite.start * edit(P " " ^ 1, "") + edit(P " " ^ 1, "") * rewrite.finish },
  { "spaces", P " " * edit(P " " ^ 1, "") },
  { "empty lines", P "\n\n" * edit(P "\n" ^ 1, "") },
}

local around_marks = {
  { "before a closing mark", edit(" ", "") * #closing },
  { "after an opening mark", after_opening * edit(" ", "") },
  { "after . and :", class ".:" * edit("", " ") * #(any - only_marks - digit) },
  { "after a closing mark", (closing - class ".:") * edit("", " ") * #(any - only_marks) },
  { "before an opening mark", (B(1) - B(S " \n") - after_opening) * edit("", " ") * class(BEFORE) },
  { "after a number", after_digit * edit("", " ") * letter },
  { "before a number", after_letter * edit("", " ") * digit },
}

-- Affixes -----------------------------------------------------------------------------------------

local word_start = rewrite.start + B(S " \n")
local mark = class(" \n" .. AFTER .. BEFORE)
local word_end = rewrite.finish + #mark
local base = any - mark - digit
local to_zwnj = edit(" ", ZWNJ)

local affixes = {
  { "ه ی", (any - mark) * "ه" * to_zwnj * "ی" * #P " " },
  { "می", word_start * P "ن" ^ -1 * "می" * to_zwnj },
  { "suffixes", base * base * to_zwnj * rewrite.words "تر تری ترین گر گری ها های" * word_end },
  { "ه ام", (any - mark) * "ه" * to_zwnj * rewrite.words "ام ایم اش اند ای اید ات" * word_end },
  { "هها", P "ه" * edit("", ZWNJ) * "ها" },
}

-- Letters and marks -------------------------------------------------------------------------------

local SPECIAL = "\u{605}" .. span("\u{610}", "\u{616}") .. span("\u{618}", "\u{61A}") .. "\u{61E}"
  .. span("\u{653}", "\u{65F}") .. "\u{670}\u{6D4}" .. span("\u{6D6}", "\u{6ED}") .. "\u{6FD}\u{6FE}\u{8AD}"
  .. span("\u{8D4}", "\u{8FF}") .. span("\u{FBB2}", "\u{FBC1}") .. span("\u{FC5E}", "\u{FC63}")
  .. span("\u{FCF2}", "\u{FCF4}") .. "\u{FD3E}\u{FD3F}\u{FDFA}\u{FDFB}" .. span("\u{FE70}", "\u{FE72}")
  .. span("\u{FE76}", "\u{FE7F}")

local persian_digits = letters.digits "0٠"
persian_digits["%"] = "٪"

local characters = {
  letters.words,
  { "special characters", class(SPECIAL), "" },
  "display",
  letters.rule(),
  { "quotes", edit(class '"“', "«") * (line - class '"”') ^ 1 * edit(class '"”', "»") },
  { "decimal point", after_digit * edit(".", "٫") * #digit },
  { "ellipsis", P " " ^ -1 * "...", " …" },
  rewrite.characters("digits", persian_digits),
  { "marks of vowels", class(span("\u{64B}", "\u{652}")), "" },
  { "ۀ", "ه\u{654}", "ۀ" },
}

local display = rewrite.join(characters, spacing, around_marks, { { "repeated letters", repeated, shortened } })
local repair = rewrite.join({ { "rasad's", repair = { zwnj_everywhere = true } } }, affixes)

-- Stems -------------------------------------------------------------------------------------------

-- Every ending in its turn, as long as letters are left.
local stem = {}
for ending in ("ات ان ترین تر م ت ش یی ی ها \u{654} " .. ZWNJ .. "ا " .. ZWNJ):gmatch "[^ ]+" do
  local last = P(ending) * rewrite.finish
  stem[#stem + 1] = { "ending " .. ending, rewrite.start * any * (any - last) ^ 0 * edit(ending, "") * rewrite.finish }
end
stem[#stem + 1] = { "ۀ", P "ۀ" * rewrite.finish, "ه" }

return { { name = "hazm", version = "1", summary = "the normalizer and stemmer of hazm 0.10", language = "fa",
  protect = address, display = display, stem = stem, repair = repair } }
