-- virastar.lua: a profile after the defaults of virastar.js, an editor of Persian typing: Persian digits and marks,
-- quotes, spaces around marks and brackets, ezafe; affixes as its repair.
local lpeg = require "lpeg"
local address = require "rasad.profile.address"
local letters = require "rasad.profile.letters"
local rewrite = require "rasad.profile.rewrite"

local B, C, Cc, P, R, S = lpeg.B, lpeg.C, lpeg.Cc, lpeg.P, lpeg.R, lpeg.S
local any, edit, class, span = rewrite.any, rewrite.edit, rewrite.class, rewrite.span

-- Characters --------------------------------------------------------------------------------------

local ZWNJ <const> = "\u{200C}"
local DIRECTION <const> = "\u{200E}\u{200F}"
local HAMZA_ABOVE <const> = "\u{654}"
local NON_JOINERS <const> = "آأإاؤورزژذدة"
local SPACES <const> = " \t\u{A0}" .. span("\u{2000}", "\u{200A}") .. "\u{202F}\u{205F}\u{3000}"

local blank = class(SPACES)
local space, after_space = class(SPACES .. "\n\r\v\f\u{2028}\u{2029}\u{FEFF}")
local other = any - space
local after_other = B(1) - after_space
local letter, after_letter = class(NON_JOINERS .. "بپتثجچحخسشصضطظعغفقکكگلمنهیيىئۀء" .. HAMZA_ABOVE)
local digit, after_digit = class("0123456789" .. span("۰", "۹"))
local _, after_persian_digit = class(span("۰", "۹"))
local mark = class ":;,؛،.؟?!"
local closing = class ")]}»”’'\"…"
local latin, after_latin = class(span("a", "z") .. span("A", "Z") .. span("0", "9") .. "_")
local _, after_non_joiner = class(NON_JOINERS)
local tatweel = P "ـ"

-- What is left alone ------------------------------------------------------------------------------

local ascii_letter = R("az", "AZ")
local ascii = ascii_letter + R "09"

local ENTITIES = { quot = '"', QUOT = '"', apos = "'", lsquo = "‘", rsquo = "’", ldquo = "“", rdquo = "”", sbquo = "‚",
  zwj = "\u{200D}", zwnj = ZWNJ, ZWNJ = ZWNJ, shy = "\u{AD}" }
local entity_names = {}
for name in pairs(ENTITIES) do entity_names[#entity_names + 1] = name end
local named_entity = "&" * C(rewrite.words(table.concat(entity_names, " "))) * ";" / ENTITIES

local function of_code(code, base)
  local value = tonumber(code, base)
  local is_character = value > 0x1F and value < 0x110000 and (value < 0xD800 or value > 0xDFFF)
  return is_character and utf8.char(value)
end
local NO_BREAK = P "&#160;"
local code_entity = (P "&#" * S "xX" * C(R("09", "af", "AF") ^ 1) * Cc(16) * ";"
  + P "&#" * C(R "09" ^ 1) * Cc(10) * ";" - NO_BREAK) / of_code
local entity = "&" * P "#" ^ -1 * ascii ^ 1 * ";" - named_entity - code_entity + NO_BREAK

local function from_to(open, close)
  return open * rewrite.ahead(close) * (1 - P(close)) ^ 0 * close
end

-- A word in single backticks is quoted, all else is code.
local inline_code = -B "`" * P "`" * (1 - S "`\n") ^ 1 * "`" * -P "`" - P "`" * letter ^ 1 * "`"

local protect = rewrite.start * from_to("---\n", "\n---")         -- front matter
  + from_to("```", "```") + inline_code
  + from_to("<!--", "-->") + P "<" * P "/" ^ -1 * ascii_letter * (1 - S "<>") ^ 0 * ">"
  + B "]" * P "(" * (1 - S "()\n") ^ 1 * ")"                      -- where a link of Markdown leads
  + address + entity

-- Quotes and brackets -----------------------------------------------------------------------------

local function quoted(open, close)
  local is_closed = type(close) == "string" and rewrite.ahead(close) or true
  return edit(open, "«") * is_closed * (any - P(close) - "\n") ^ 1 * edit(close, "»")
end

local quotes = quoted("“", "”") + quoted("``", P "``" + "''") + quoted("''", "''") + quoted('"', '"')
  + -after_letter * -after_latin * (quoted("'", "'") + quoted("`", "`"))

local BRACKETS = { { "(", ")" }, { "[", "]" }, { "{", "}" }, { "“", "”" }, { "«", "»" } }

local function trimmed(open, close)
  local stop = space ^ 0 * close
  return P(open) * rewrite.ahead(close) * edit(space ^ 0, "") * (any - stop) ^ 1 * edit(space ^ 0, "") * close
end

local _, after_opening = class "([{“«"
-- What may stand right after a mark of the sentence.
local after_sentence = mark + closing + space + rewrite.protected

-- One space before, none after the opening one and before the closing one, one after it; only where both are there.
local function bracket_rules()
  local rules = {}
  local function add(name, pattern) rules[#rules + 1] = { name, pattern } end
  for _, pair in ipairs(BRACKETS) do
    local open, close = pair[1], pair[2]
    local name = open .. close
    local opened = P(open) * -P(close) * rewrite.ahead(close)
    add("inside " .. name, trimmed(open, close))
    add("before " .. name, (after_other - after_opening) * edit("", " ") * opened)
    add("after " .. name, opened * (any - P(close)) ^ 1 * close * edit("", " ") * #(any - after_sentence))
  end
  return rules
end

local function double_bracket_rules()
  local rules = {}
  for i, pair in ipairs { { "((", "))" }, { "[[", "]]" }, { "{{", "}}" } } do
    rules[i] = { "inside " .. pair[1] .. pair[2], trimmed(pair[1], pair[2]) }
  end
  return rules
end

local LISTS = { "*", "-", "#" }
local function list_rules()
  local rules = {}
  for i, bullet in ipairs(LISTS) do
    rules[i] = { "list of " .. bullet,
      rewrite.line_start * P(bullet) * (any - "\n") ^ 0 * edit("\n" * P "\n" ^ 1, "\n") * #P(bullet) }
  end
  return rules
end

-- Words -------------------------------------------------------------------------------------------

-- Latin words and directives of printf keep their digits and marks.
local foreign = (ascii_letter + S "-_") * (ascii_letter + S "-_")
  + P "%" * (R "09" ^ 1 * "$") ^ -1 * S "+-" ^ -1 * R "09" ^ 0 * ("." * R "09" ^ 1) ^ -1 * S "bcdeEufFgGosxX"
local foreign_word = #((other - foreign) ^ 0 * foreign) * other ^ 1

local typed = edit(R "09", letters.digits "0")
  + after_digit * (edit(".", "٫") + edit(",", "٬")) * #digit
  + edit(",", "،") + edit(";", "؛") + edit("?", "؟")

local question = P "؟" + "?"
local repeated_marks = (question + "!") * (blank ^ 0 * (question + "!")) ^ 1
local function one_of_each(run)
  return (run:match "؟" or run:match "%?" or "") .. (run:match "!" or "")
end

local one_or_two, four = digit * digit ^ -1, digit * digit * digit * digit
local day_first = -after_digit * -B "/" * C(one_or_two) * "/" * C(one_or_two) * "/" * C(four) * -digit * -P "/"

-- Affixes -----------------------------------------------------------------------------------------

local function join(pattern)
  return after_non_joiner * edit(pattern, "") + after_letter * edit(pattern, ZWNJ)
end
local word_start = rewrite.start + after_space + B(S "([{") + B "«"
local word_end = rewrite.finish + #(space + mark + closing + S "([{" + "«" + "“")
local suffixes = rewrite.words [[
  ها های هایی هایم هایت هایش هایمان هایتان هایشان
  ام ات اش ای اید ایم اند مان تان شان تر تری ترین]]

-- Rules -------------------------------------------------------------------------------------------

local zwnj = P(ZWNJ)
local _, after_no_zwnj = class(NON_JOINERS .. SPACES .. "0123456789" .. span("۰", "۹") .. span("a", "z") .. span("A", "Z")
  .. "،؛,:«»\\/@#$٪×*()ـ-=|[].؟?;!+\n")
local no_zwnj = latin + space + class "[]().،«»:؛؟?;$!@-=+\\,"
local diacritic = class "\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{651}"
local same_diacritic = P(false)
for _, code in utf8.codes "\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{651}" do
  local one = P(utf8.char(code))
  same_diacritic = same_diacritic + one * edit(one ^ 1, "")
end
local gap = class(SPACES .. ZWNJ)
local stop = #(space + zwnj) + rewrite.finish

local characters = {
  { "entities", edit(code_entity, rewrite.same) + edit(named_entity, rewrite.same) },
  { "line ends", P "\r\n" + "\r", "\n" },
  { "tatweel", after_digit * edit(tatweel ^ 1, "–") * #digit + (rewrite.start + after_space) * edit(tatweel ^ 1, "–")
    + edit(tatweel ^ 1, "–") * (rewrite.finish + #space) + edit(tatweel ^ 1, "") },
  { "soft hyphen", "\u{AD}", ZWNJ },
  { "right-to-left mark", -after_latin * -B(S "-_") * edit("\u{200F}", ZWNJ) },
  "display",
  rewrite.characters("letters", { ["ۍ"] = "ی", ["ې"] = "ی", ["ۑ"] = "ی", ["ے"] = "ی", ["ە"] = "ه", ["ہ"] = "ه", ["ھ"] = "ه" }),
  rewrite.characters("Arabic digits", letters.digits "٠"),
  { "dashes", edit("---", "—") + edit("--", "–") },
  { "ellipsis", edit(blank ^ 0 * "." * (blank ^ 0 * ".") ^ 2, "…") },
  { "one ellipsis", P "…" * edit((gap ^ 0 * "…") ^ 1, "") },
  { "after an ellipsis", P "…" * edit(gap ^ 1, " ") },
  { "quotes", quotes },
  { "ezafe", after_other * "ه" * edit(gap ^ 1 * "ی", HAMZA_ABOVE) * stop
    + after_other * "ه" * edit(gap ^ -1 * "ء", HAMZA_ABOVE) * stop
    + P "ه" * edit(zwnj ^ 1, "") * HAMZA_ABOVE + edit("ۀ", "ه" .. HAMZA_ABOVE) + "ه" * edit("\u{653}", HAMZA_ABOVE) },
  { "ZWNJ", (rewrite.line_start + after_no_zwnj) * edit(zwnj ^ 1, "") + edit(zwnj ^ 1, "") * (rewrite.line_end + #no_zwnj)
    + zwnj * edit(zwnj ^ 1, "") },
  { "dates", day_first, function(day, month, year) return year .. "/" .. month .. "/" .. day end },
  { "typed for Latin", (rewrite.start + after_space) * (foreign_word + (typed + other) ^ 1) },
  { "percent", after_persian_digit * edit(P " " ^ -1 * "%", "٪") },
  { "ه‌ای", after_other * "ه" * zwnj * edit(P "ئی" + "یی", "ای") * stop },
  { "repeated marks", repeated_marks, one_of_each },
}

local around_marks = {
  { "after a mark", after_digit * S ":." * #digit + after_latin * "." * #latin
    + mark * edit("", " ") * #(any - after_sentence) },
  { "before a mark", -rewrite.line_start * edit(gap ^ 1, "") * #mark },
  { "time", after_digit * ":" * edit(blank ^ 1, "") * #(digit * digit * -digit) },
  { "bullets", rewrite.line_start * edit(P "·" + "•", "-") * #blank },
  { "link", (P "!" * edit(blank ^ 0, "")) ^ -1 * "[" * (1 - S "[]\n") ^ 1 * "]" * edit(blank ^ 1, "")
    * #(P "(" * (1 - S "()\n") ^ 1 * ")") },
}

local spaces = {
  { "marks of vowels", edit(zwnj ^ 1, "") * #diacritic + after_other * edit(P " " ^ 1, "") * #diacritic + same_diacritic },
  { "spaces", P " " * edit(P " " ^ 1, "") },
  { "empty lines", edit("\n" * (gap ^ 0 * "\n") ^ 1, "\n\n") },
  { "begin of a line", B "\n" * edit(gap ^ 1, "") },
  { "begin and end", rewrite.start * edit((space + class(ZWNJ .. DIRECTION)) ^ 1, "")
    + edit((space + class(ZWNJ .. DIRECTION)) ^ 1 * rewrite.finish, "") },
}

local display = rewrite.join(characters, bracket_rules(), around_marks, list_rules(), double_bracket_rules(), spaces)

-- The word beside has letters, and a second suffix may follow the first.
local repair = {
  { "prefix", word_start * (P "ن" ^ -1 * "می" + "بی") * edit(P " ", ZWNJ) * #letter },
  { "suffix", join(P " ") * suffixes * word_end },
}

return { { name = "virastar", version = "1", summary = "the defaults of virastar.js, an editor of Persian typing",
  language = "fa", protect = protect, display = display, repair = repair } }
