-- number.lua: cardinal and ordinal numbers in digits and words, as LPeg patterns over match text.
--
-- number.cardinal and number.ordinal capture one integer and end at a word end; number.decimal also
-- takes fractions. number.fa, number.ar and number.en hold the patterns of one
-- language.
local lpeg = require "lpeg"
local words = require "rasad.time.words"

local P, R, S, V, C, Cmt = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Cmt
local stop = words.stop

local number = {}

---@class rasad.number.language
---@field cardinal table pattern of an integer
---@field ordinal table pattern of the integer of an ordinal
---@field first table<string, true> the tokens such numbers begin with, digits aside

-- Digits ------------------------------------------------------------------------------------------

local digit = R "09"
local group_mark = P "," + "٬" + "،"
local one_group = group_mark * digit * digit * digit * -digit
local head = digit * digit ^ -2

local function to_integer(text)
  return math.tointeger(tonumber((text:gsub("%D", ""))))
end

-- Eighteen digits always fit; longer ones are telephone numbers and the like, not amounts.
local plain = digit * digit ^ -17 * -digit
local grouped = head * one_group * one_group ^ -4 * -one_group
local digits = C(grouped + plain) / to_integer
-- Before a scale word only what fits, times a billion or, where a word for more follows, times more.
local counted_digits = C(head * one_group * one_group ^ -1 * -one_group + digit * digit ^ -8 * -digit) / to_integer
local MOST_WITH_COUNTED_DIGITS <const> = 1000000000
local few_digits = C(head * one_group * -one_group + digit * digit ^ -5 * -digit) / to_integer
local fraction = C((grouped * (P "." + "٫") + plain * (S "./" + "٫")) * digit ^ 1) / function(text)
  local whole, rest = text:match "^(.-)[^%d]+(%d+)$"
  return tonumber(whole:gsub("%D", "") .. "." .. rest)
end

-- Words -------------------------------------------------------------------------------------------

local FA_UNITS = { "یک", "دو", "سه", "چهار", "پنج", "شش|شیش", "هفت", "هشت", "نه" }
local FA_TEENS = { [0] = "صفر", [10] = "ده", [11] = "یازده", [12] = "دوازده", [13] = "سیزده",
  [14] = "چهارده", [15] = "پانزده|پونزده", [16] = "شانزده|شونزده", [17] = "هفده", [18] = "هجده|هیجده",
  [19] = "نوزده" }
local FA_TENS = { [20] = "بیست", [30] = "سی", [40] = "چهل", [50] = "پنجاه", [60] = "شصت",
  [70] = "هفتاد", [80] = "هشتاد", [90] = "نود" }
local FA_ORDINALS = { "اول|نخست|یکم|اولین|نخستین|یکمین", "دوم|دومین", "سوم|سومین", "چهارم|چهارمین",
  "پنجم|پنجمین", "ششم|ششمین|شیشم", "هفتم|هفتمین", "هشتم|هشتمین", "نهم|نهمین" }

local AR_UNITS = { "واحد|واحدة|إحدى|احد", "اثنان|اثنين|اثنتان|اثنتين|إثنان|إثنين", "ثلاثة|ثلاث",
  "أربعة|أربع", "خمسة|خمس", "ستة|ست", "سبعة|سبع", "ثمانية|ثماني|ثمان", "تسعة|تسع" }
-- Eleven and twelve; the rest of the teens are the units before ten.
local AR_ELEVEN, AR_TWELVE = "أحد|إحدى", "اثنا|اثني|اثنتا|اثنتي"
local AR_TENS = { [20] = "عشرون|عشرين", [30] = "ثلاثون|ثلاثين", [40] = "أربعون|أربعين",
  [50] = "خمسون|خمسين", [60] = "ستون|ستين", [70] = "سبعون|سبعين", [80] = "ثمانون|ثمانين",
  [90] = "تسعون|تسعين" }
local AR_ORDINALS = { "(ال)أول|(ال)أولى", "(ال)ثاني|(ال)ثانية|(ال)ثان", "(ال)ثالث|(ال)ثالثة",
  "(ال)رابع|(ال)رابعة", "(ال)خامس|(ال)خامسة", "(ال)سادس|(ال)سادسة", "(ال)سابع|(ال)سابعة",
  "(ال)ثامن|(ال)ثامنة", "(ال)تاسع|(ال)تاسعة", "(ال)عاشر|(ال)عاشرة" }

local EN_UNITS = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" }
local EN_TEENS = { [0] = "zero", [10] = "ten", [11] = "eleven", [12] = "twelve", [13] = "thirteen",
  [14] = "fourteen", [15] = "fifteen", [16] = "sixteen", [17] = "seventeen", [18] = "eighteen",
  [19] = "nineteen" }
local EN_TENS = { [20] = "twenty", [30] = "thirty", [40] = "forty", [50] = "fifty", [60] = "sixty",
  [70] = "seventy", [80] = "eighty", [90] = "ninety" }
local EN_ORDINALS = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
  "ninth", [12] = "twelfth" }

---Key form -> value of tables from value to spec.
local function entries_of(...)
  local entries = {}
  for _, specs in ipairs { ... } do
    for value, spec in pairs(specs) do
      for _, form in ipairs(words.forms(spec)) do entries[form] = entries[form] or value end
    end
  end
  return entries
end

---A table from value to spec with every form of it changed.
local function map_forms(specs, change)
  local out = {}
  for value, spec in pairs(specs) do
    local forms = {}
    for form in spec:gmatch "[^|]+" do forms[#forms + 1] = change(form) end
    out[value] = table.concat(forms, "|")
  end
  return out
end

local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do total = total + (select(i, ...)) end
  return total
end

local function times(a, b)
  return a * b
end

-- Each language gives its words (value -> spec), how a ten and a unit are composed, what joins larger
-- parts, and what makes figures an ordinal. ordinals holds whole words; last_of_compound the forms
-- that end a compound such as "twenty-first".
local languages = {}

local SPACE <const> = " "
local maybe_space = P(SPACE) ^ -1
local WAW = P "و"

-- Persian: بیست و سه, also joined: بیست‌وسه. Ordinals add an ending to the last word.
do
  local function ordinal(form)
    -- A stem that ends in a vowel takes a joining alef: سی‌ام.
    local stem = form .. (form:match "ی$" and "\u{200C}ام" or "م")
    return stem .. "|" .. stem .. "ین"
  end
  local teens = {}
  for value, spec in pairs(FA_TEENS) do
    if value > 0 then teens[value] = spec end
  end
  languages.fa = {
    units = FA_UNITS, teens = FA_TEENS, tens = FA_TENS,
    compose = function(tens, units)
      return words.prefix(tens) * maybe_space * WAW * maybe_space * words.pattern(units)
    end,
    join = SPACE * WAW * maybe_space,
    takes_figures = true,
    glue = "و",
    half = "نیم",
    tenths = { ["دهم"] = 10, ["صدم"] = 100, ["هزارم"] = 1000 },
    -- دوهزار is one word or two.
    glued_thousand = "هزار",
    hundreds = { "صد|یکصد|یک‌صد", "دویست", "سیصد|سی‌صد", "چهارصد|چهار‌صد", "پانصد|پان‌صد", "ششصد|شش‌صد",
      "هفتصد|هفت‌صد", "هشتصد|هشت‌صد", "نهصد|نه‌صد" },
    scales = { { 1000, "هزار" }, { 1000000, "میلیون" }, { 1000000000, "میلیارد" },
      { 1000000000000, "تریلیون" } },
    point = "ممیز",
    ordinals = { FA_ORDINALS, map_forms(teens, ordinal), map_forms(FA_TENS, ordinal),
      { [100] = "صدم|صدمین|یکصدم|یکصدمین" } },
    last_of_compound = { "یکم|یکمین", table.unpack(FA_ORDINALS, 2) },
    ordinal_ending = P "مین" + "امین" + "ام" + "م",
  }
end

-- Arabic: the unit comes first and the ten is joined to it by و: ثلاثة وعشرون. In the teens either part may
-- have the ending that the grammar gives the other.
do
  local function and_ten(spec)
    return map_forms({ spec }, function(form) return form .. " عشر|" .. form .. " عشرة" end)[1]
  end
  local cardinals = { [0] = "صفر", [10] = "عشرة|عشر", [11] = and_ten(AR_ELEVEN), [12] = and_ten(AR_TWELVE) }
  for unit = 3, 9 do cardinals[10 + unit] = and_ten(AR_UNITS[unit]) end
  local teens = { [11] = and_ten "(ال)حادي|(ال)حادية|الأحد|الإحدى" }
  for unit = 2, 9 do teens[10 + unit] = and_ten(AR_ORDINALS[unit]) end
  languages.ar = {
    units = AR_UNITS, teens = cardinals, tens = AR_TENS,
    compose = function(tens, units)
      return words.pattern(units) * SPACE * WAW * maybe_space * P "ال" ^ -1 * words.pattern(tens)
    end,
    join = SPACE * WAW * maybe_space,
    takes_figures = true,
    half = "نصف|النصف",
    hundreds = { "مئة|مائة|مية", "مئتان|مئتين|مائتان|مائتين", "ثلاثمئة|ثلاثمائة|ثلاث مئة|ثلاث مائة",
      "أربعمئة|أربعمائة|أربع مئة|أربع مائة", "خمسمئة|خمسمائة|خمس مئة|خمس مائة",
      "ستمئة|ستمائة|ست مئة|ست مائة", "سبعمئة|سبعمائة|سبع مئة|سبع مائة",
      "ثمانمئة|ثمانمائة|ثماني مئة|ثماني مائة|ثمانيمائة", "تسعمئة|تسعمائة|تسع مئة|تسع مائة" },
    scales = { { 1000, "ألف|آلاف|ألفا", "ألفان|ألفين" }, { 1000000, "مليون|ملايين|مليونا", "مليونان|مليونين" },
      { 1000000000, "مليار|مليارات|مليارا", "ملياران|مليارين" },
      { 1000000000000, "تريليون|تريليونات|تريليونا|ترليون", "تريليونان|تريليونين" } },
    point = "فاصلة",
    ordinals = { AR_ORDINALS, teens, map_forms(AR_TENS, function(form) return "ال" .. form end),
      { [100] = "(ال)مئة|(ال)مائة" } },
    last_of_compound = { "(ال)حادي|(ال)حادية|(ال)واحد|(ال)واحدة", table.unpack(AR_ORDINALS, 2, 9) },
  }
end

-- English: twenty-three is three tokens of match text.
do
  local teens = { [12] = EN_ORDINALS[12] }
  for value, spec in pairs(EN_TEENS) do
    if value ~= 0 and value ~= 12 then teens[value] = spec .. "th" end
  end
  languages.en = {
    units = EN_UNITS, teens = EN_TEENS, tens = EN_TENS,
    compose = function(tens, units)
      return words.pattern(tens) * (P " - " + SPACE) * words.pattern(units)
    end,
    join = P " and " + SPACE,
    hundreds = {},
    hundred = "hundred",
    scales = { { 1000, "thousand" }, { 1000000, "million" }, { 1000000000, "billion" },
      { 1000000000000, "trillion" } },
    point = "point",
    ordinals = { EN_ORDINALS, teens, map_forms(EN_TENS, function(form) return (form:gsub("y$", "ieth")) end),
      { [100] = "hundredth" } },
    last_of_compound = EN_ORDINALS,
    ordinal_ending = P "st" + "nd" + "rd" + "th",
  }
end

-- Patterns ----------------------------------------------------------------------------------------

---Figures below a number, where they end a larger one: سی هزار و ۹۰۰.
local function figures_below(limit)
  return Cmt(digits * stop, function(_, at, value)
    if value < 1 or value >= limit then return false end
    return at, value
  end)
end

---The parts a language's cardinals are built of, as patterns.
local function parts_of(language)
  local simple = entries_of(language.units, language.teens, language.tens)
  local tens, units = entries_of(language.tens), entries_of(language.units)
  local hundreds = {}
  for i, spec in ipairs(language.hundreds) do hundreds[100 * i] = spec end
  return {
    small = language.compose(tens, units) / sum + words.pattern(simple),
    hundreds = words.pattern(entries_of(hundreds)),
    hundred = language.hundred and words.pattern { [language.hundred] = 100 } or P(false),
    join = language.join,
    join_figures = language.takes_figures and language.join or P(false),
    glued = language.glued_thousand and
      words.prefix(entries_of(language.units, language.teens, language.tens)) * P(language.glued_thousand) * stop /
        function(count) return count * 1000 end or P(false),
    scales = language.scales,
  }
end

---The words of a scale, and of two of it.
local function scale_words(scale)
  local value, one, two = table.unpack(scale)
  local twice = two and words.pattern(words.entries { [two] = 2 * value }) or P(false)
  return words.pattern(words.entries { [one] = value }), twice
end

---Cardinals of some parts: everything below a hundred, hundreds, and the scales, largest first.
local function cardinal_of(parts)
  local small, below = V "small", V "below"
  local join = parts.join
  local rules = {
    small = parts.small,
    below = ((parts.hundreds + (small * SPACE * parts.hundred) / times) *
      (join * small + parts.join_figures * figures_below(100)) ^ -1) / sum + small,
    group = below + counted_digits * stop,
    few = below + few_digits * stop,
  }
  local thousand, two_thousand = scale_words(parts.scales[1])
  local thousands = (V "few" * SPACE * thousand) / times + parts.glued + thousand + two_thousand
  rules.thousands = (thousands * (join * below + parts.join_figures * figures_below(1000)) ^ -1) / sum
  local rest = below
  for i, scale in ipairs(parts.scales) do
    local value = scale[1]
    local word, twice = scale_words(scale)
    local count = V "group"
    if value > MOST_WITH_COUNTED_DIGITS then
      count = V "few"
    elseif i > 1 then
      count = V "thousands" + V "group" -- two thousand five hundred million
    end
    local counted = (count * SPACE * word) / times + word + twice
    if i == 1 then counted = parts.glued + counted end
    rules["scale" .. i] = (counted * (join * rest + parts.join_figures * figures_below(value)) ^ -1) / sum + rest
    rest = V("scale" .. i)
  end
  rules[1] = rest + digits * stop
  return P(rules)
end

local function ordinal_of(language)
  local whole = entries_of(table.unpack(language.ordinals))
  local ordinal = language.compose(entries_of(language.tens), entries_of(language.last_of_compound)) / sum
    + words.pattern(whole)
  if language.ordinal_ending then
    ordinal = ordinal + digits * maybe_space * language.ordinal_ending * stop
  end
  return ordinal
end

---The tokens that numbers of a language begin with, those of figures aside.
local function first_tokens(language)
  local first = {}
  local function add(entries)
    for form in pairs(entries) do first[form:match "^[^ ]+"] = true end
  end
  add(entries_of(language.units, language.teens, language.tens, language.hundreds, language.last_of_compound,
    table.unpack(language.ordinals)))
  for _, scale in ipairs(language.scales) do
    add(words.entries(scale[2]))
    if scale[3] then add(words.entries(scale[3])) end
  end
  if language.glued_thousand then
    for form in pairs(entries_of(language.units, language.teens, language.tens)) do
      first[form .. language.glued_thousand] = true
    end
  end
  if language.glue then
    local units = entries_of(language.units, language.last_of_compound)
    for ten in pairs(entries_of(language.tens)) do
      first[ten .. language.glue] = true
      for unit in pairs(units) do first[ten .. language.glue .. unit] = true end
    end
  end
  return first
end

local NAMES = { "fa", "ar", "en" }

-- All languages in one: figures go with the scale words of any ("3 million", "۳ میلیون").
local all = { small = P(false), hundreds = P(false), hundred = P(false), join = P(false), join_figures = P(false),
  glued = P(false), scales = {} }
---An ordinal in words of any language, or in digits with an ending.
number.ordinal = P(false)

for _, name in ipairs(NAMES) do
  local language = languages[name]
  local parts = parts_of(language)
  number[name] = {
    cardinal = cardinal_of(parts),
    ordinal = ordinal_of(language),
    first = first_tokens(language),
  }
  for _, field in ipairs { "small", "hundreds", "hundred", "join", "join_figures", "glued" } do
    all[field] = all[field] + parts[field]
  end
  for i, scale in ipairs(language.scales) do
    local known = all.scales[i]
    all.scales[i] = known and { scale[1], known[2] .. "|" .. scale[2], known[3] or scale[3] } or { table.unpack(scale) }
  end
  --- An ordinal in words, or in digits with an ending ("4th").
  number.ordinal = number.ordinal + number[name].ordinal
end

--- An integer in digits ("12,000") or in words of any language.
number.cardinal = cardinal_of(all)

-- A fraction in words: دوازده ممیز هفتاد و پنج, three point one four.
local point, unit = P(false), P(false)
for _, name in ipairs(NAMES) do
  local language = languages[name]
  point = point + words.pattern(words.entries(language.point))
  unit = unit + words.pattern(entries_of(language.units, { [0] = language.teens[0] }))
end
local one_by_one = unit * (SPACE * unit) ^ 1
local after_zeros = (words.pattern(words.entries { ["صفر|zero"] = 0 }) * SPACE) ^ 0 * number.cardinal
local spoken = number.cardinal * SPACE * (point / 0) * SPACE * (one_by_one + after_zeros) / function(whole, ...)
  return tonumber(whole .. "." .. table.concat { ... })
end

-- 4.9 million; nineteen and a half; five tenths.
local scale_word, half, tenth = P(false), P(false), P(false)
for _, name in ipairs(NAMES) do
  local language = languages[name]
  for _, scale in ipairs(language.scales) do scale_word = scale_word + (scale_words(scale)) end
  if language.half then half = half + language.join * words.pattern(words.entries { [language.half] = 0.5 }) end
  if language.tenths then tenth = tenth + SPACE * words.pattern(words.entries(language.tenths)) end
end
local function whole_if_so(value)
  local nearest = math.tointeger(value // 1 + (value % 1 >= 0.5 and 1 or 0))
  return nearest and math.abs(value - nearest) < 1e-6 and nearest or value
end
local scaled = fraction * SPACE * scale_word / function(a, b) return whole_if_so(a * b) end
local with_half = number.cardinal * half / sum
local tenths = number.cardinal * tenth / function(count, parts) return count / parts end

--- A cardinal, or a number with a fraction, in digits or in words.
number.decimal = spoken + scaled + fraction * stop + with_half + tenths + number.cardinal
--- An integer in digits only.
number.digits = digits * stop

local minus = (S "-" + "−" + words.pattern(words.entries "منفی|سالب|ناقص|minus|negative")) / 0 * P(SPACE) ^ -1
local whole_string = (minus * number.decimal / function(value) return -value end + number.ordinal + number.decimal) * -1
  + number.decimal * -1

---The value of a whole string: number.parse("بیست و سه") is 23, number.parse("منفی سه") is -3.
---@param text string
---@return number|nil
function number.parse(text)
  local key = require("rasad.core").key(text):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  -- .77 is 0.77
  key = key:gsub("^(%-?)%.", "%10."):gsub("^(%-?)٫", "%10٫")
  return whole_string:match((key:gsub("(%a)%-(%a)", "%1 - %2")))
end

return number
