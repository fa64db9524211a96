-- shekar.lua: a profile after the normalizer of shekar, which follows the orthography of the Persian Academy.
local lpeg = require "lpeg"
local address = require "rasad.profile.address"
local letters = require "rasad.profile.letters"
local rewrite = require "rasad.profile.rewrite"

local B, P, R, S = lpeg.B, lpeg.P, lpeg.R, lpeg.S
local edit, class, span = rewrite.edit, rewrite.class, rewrite.span

local ZWNJ <const> = "\u{200C}"

-- Characters --------------------------------------------------------------------------------------

-- Digits in all their shapes; the bracketed, dotted and circled ones go on to twenty.
local digits = letters.digits "0٠०০𝟎𝟘𝟢𝟬𝟶"
for first in ("⑴⒈⓵①❶"):gmatch(utf8.charpattern) do
  local last = (first == "⓵" or first == "❶") and 10 or 20
  for value = 1, last do
    digits[utf8.char(utf8.codepoint(first) + value - 1)] = tostring(value):gsub("%d", digits)
  end
end
digits["²"], digits["³"] = "۲", "۳"
for value = 4, 9 do digits[utf8.char(0x2070 + value)] = digits[tostring(value)] end

local MARKS = {
  ["|"] = "▕❘❙❚▏│", ["-"] = "ㅡ一—–ー", ["_"] = "▁", ["؟"] = "❔?", ["!"] = "❕！", ["٪"] = "℅%", ["/"] = "÷", ["*"] = "×",
  [":"] = "：", [">"] = "›", ["<"] = "‹＜", ["«"] = "《", ["»"] = "》", ["."] = "•", ["،"] = "٬,", ["؛"] = ";；",
  ["!؟"] = "⁉", ["!!"] = "‼",
}
local marks = {}
for mark, others in pairs(MARKS) do
  for other in others:gmatch(utf8.charpattern) do marks[other] = mark end
end

-- What is taken out -------------------------------------------------------------------------------

local ascii = R("az", "AZ", "09")
local tag = "<" * P "/" ^ -1 * R("az", "AZ") * (1 - S "<>") ^ 0 * ">"
-- Pictures and what joins or colours them; all of them take three bytes and more.
local emoji = "\xF0\x9F" * (R "\x80\x83" + R "\x85\x9B" + R "\xA4\xAB") * R "\x80\xBF" + "\xE2" * S "\x98\x99\x9A\x9B\x9C\x9D\x9E"
  * R "\x80\xBF" + "\u{FE0F}" + "\u{20E3}"

-- Spaces ------------------------------------------------------------------------------------------

local letter, after_letter = class(letters.persian .. "ءؤأئإۀ")
local word = class(letters.persian .. "ءؤأئإۀةيكى" .. span("\u{64B}", "\u{652}") .. span("۰", "۹") .. span("0", "9"))
local _, after_word = class(letters.persian .. "ءؤأئإۀةيكى" .. span("\u{64B}", "\u{652}") .. span("۰", "۹") .. span("0", "9"))
local _, after_non_joiner = class(letters.non_joiners .. "ؤأإۀ")
local blank = S " \t" + class("\u{A0}" .. span("\u{2000}", "\u{200A}") .. "\u{202F}\u{205F}\u{3000}")
local zwnj = P(ZWNJ)

local SINGLE <const> = "…،:.؟!؛"
local OPENING <const> = "{[(«"
local CLOSING <const> = "}])»"
local single, closing = class(SINGLE), class(CLOSING)
local _, after_opening = class(OPENING)
local space = S " \t\r\n"

local characters = {
  letters.words,
  letters.rule { ["ه"] = "ة" },
  "display",
  rewrite.characters("digits", digits),
  rewrite.characters("marks", marks),
  { "addresses", address, "" },
  { "emoji", emoji, "" },
  { "tags", tag, "" },
  { "marks of vowels", class(span("\u{64B}", "\u{652}")), "" },
  { "ۀ", "ه\u{654}", "ۀ" },
}
local repeated = {}
for one in letters.persian:gmatch(utf8.charpattern) do
  repeated[#repeated + 1] = { "repeated " .. one, P(one) * P(one) * edit(P(one) ^ 1, "") }
end

local spacing = {
  { "spaces", P " " * edit(blank ^ 1, "") + edit(blank ^ 1, " ") },
  { "end of a line", edit(P " ", "") * #S "\r\n" },
  { "empty lines", P "\n\n" * edit(P "\n" ^ 1, "") },
  { "ZWNJ", (after_non_joiner + -after_word) * edit(zwnj ^ 1, "") + edit(zwnj ^ 1, "") * -#word + zwnj * edit(zwnj ^ 1, "") },
  { "هها", P "ه" * edit("", ZWNJ) * "ها" },
  { "after an opening mark", after_opening * edit(P " ", "") },
  { "before a mark", edit(P " ", "") * #(single + closing) },
  { "before an opening mark", (B(1) - B(space) - after_opening) * edit("", " ") * class(OPENING) * #(word + ascii) },
  { "after a closing mark", closing * edit("", " ") * #(word + ascii) },
  { "after a mark", class "،؛:." * edit("", " ") * #letter },
  { "begin and end", rewrite.start * edit(space ^ 1, "") + edit(space ^ 1, "") * rewrite.finish },
}

-- Affixes -----------------------------------------------------------------------------------------

local word_start = rewrite.start + B(space) + after_opening
local word_end = rewrite.finish + #(space + single + closing + class(OPENING .. "-٪/"))

local function join(before)
  return after_non_joiner * edit(before, "") + after_letter * edit(before, ZWNJ)
end

-- Spoken present stems, which do not stand in written verbs.
local spoken = rewrite.words "ر خون تون د دون مون گ ش ک ذار خوا یا زن پرس شین گرد"
local persons = rewrite.words "م ی ه یم ین ن"
local preverbs = rewrite.words "بر باز وا ور فرا فرو"
-- Second parts of compounds which are no words of their own.
local seconds = rewrite.words "گر گری گرا گرایی گرایانه آگین آمیز آمیزی آلود زدا زدایی فرسا ناپذیر انگیز گونه"
local given_names = rewrite.words "علی رضا حسن حسین مهدی تقی باقر جواد صادق کاظم امین هادی حسام جعفر"
local mi = P "ن" ^ -1 * "می"

-- What rasad mends in one written word may stay: shekar only joins what is written apart, and verbs.
local function accept(edit_made)
  return edit_made.rule ~= "compound" or edit_made.last >= edit_made.first
end

local repair = {
  { "rasad's", repair = { accept = accept } },
  { "spoken verbs", word_start * mi * edit(P " " ^ -1, ZWNJ) * #(spoken * persons * word_end) * letter },
  { "preverb", word_start * preverbs * edit(P " ", "") * #(mi * ZWNJ) },
  { "spoken endings", join(P " ") * rewrite.words "مون تون شون هام هات هاش هامون هاتون هاشون" * word_end },
  { "compounds", letter * letter * join(P " ") * seconds * word_end },
  { "names", word_start * "محمد" * edit(P " ", ZWNJ) * #(given_names * word_end) },
  { "است", P "ه" * edit(zwnj, " ") * "است" * word_end },
  { "ezafe", letter * edit(P "ه" * (zwnj + " ") * "ی", "ۀ") * word_end },
}

return { { name = "shekar", version = "1", summary = "the normalizer of shekar", language = "fa",
  display = rewrite.join(characters, repeated, spacing), repair = repair } }
