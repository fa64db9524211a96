-- number.lua: cardinal and ordinal numbers in digits and words, as LPeg patterns over match text.
--
-- number.cardinal and number.ordinal capture one integer and end at a word end; number.decimal also
-- takes fractions written in digits. number.fa, number.ar and number.en hold the patterns of one
-- language.
local lpeg = require "lpeg"
local words = require "rasad.time.words"

local P, R, S, C = lpeg.P, lpeg.R, lpeg.S, lpeg.C
local stop = words.stop

local number = {}

---@class rasad.number.language
---@field cardinal table pattern of an integer
---@field ordinal table pattern of the integer of an ordinal
---@field first table<string, true> the tokens such numbers begin with, digits aside

-- Digits ------------------------------------------------------------------------------------------

local digit = R "09"
local group_mark = P "," + "٬" + "،"
local grouped = digit * digit ^ -2 * (group_mark * digit * digit * digit * -digit) ^ 1

local function to_integer(text)
  return math.tointeger(tonumber((text:gsub("%D", ""))))
end

-- Eighteen digits always fit; longer ones are telephone numbers and the like, not amounts.
local plain = digit * digit ^ -17 * -digit
local digits = C(grouped + plain) / to_integer
local fraction = C(plain * S ".٫/" * digit ^ 1) / function(text)
  return tonumber((text:gsub("[^%d]+", ".")))
end

-- Words -------------------------------------------------------------------------------------------

-- Each language gives: words below a hundred as value -> spec, the spec of larger words, the scale
-- words, how parts are joined, and its ordinals.
local languages = {}

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
local AR_TEENS = { [0] = "صفر", [10] = "عشرة|عشر", [11] = "أحد عشر|إحدى عشرة|احدى عشر",
  [12] = "اثنا عشر|اثني عشر|اثنتا عشرة|اثنتي عشرة", [13] = "ثلاثة عشر|ثلاث عشرة",
  [14] = "أربعة عشر|أربع عشرة", [15] = "خمسة عشر|خمس عشرة", [16] = "ستة عشر|ست عشرة",
  [17] = "سبعة عشر|سبع عشرة", [18] = "ثمانية عشر|ثماني عشرة", [19] = "تسعة عشر|تسع عشرة" }
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

local function each(spec, f)
  for form in spec:gmatch "[^|]+" do f(form) end
end

---Adds value -> spec entries as key form -> value.
local function add(entries, value, spec)
  for _, form in ipairs(words.forms(spec)) do
    if entries[form] == nil then entries[form] = value end
  end
end

---Words of 0..99: units, teens, tens, and tens with units made by compose(ten, unit) -> spec.
local function below_hundred(units, teens, tens, compose)
  local entries = {}
  for value, spec in pairs(units) do add(entries, value, spec) end
  for value, spec in pairs(teens) do add(entries, value, spec) end
  for ten, ten_spec in pairs(tens) do
    add(entries, ten, ten_spec)
    for unit = 1, 9 do
      each(ten_spec, function(t)
        each(units[unit], function(u) add(entries, ten + unit, compose(t, u)) end)
      end)
    end
  end
  return entries
end

-- Persian: بیست و سه, also joined: بیست‌وسه.
local function fa_compose(ten, unit) return ten .. "\u{200C}و\u{200C}" .. unit end

languages.fa = {
  small = below_hundred(FA_UNITS, FA_TEENS, FA_TENS, fa_compose),
  hundreds = { "صد|یکصد|یک‌صد", "دویست", "سیصد|سی‌صد", "چهارصد|چهار‌صد", "پانصد|پان‌صد", "ششصد|شش‌صد",
    "هفتصد|هفت‌صد", "هشتصد|هشت‌صد", "نهصد|نه‌صد" },
  scales = { { 1000, "هزار" }, { 1000000, "میلیون" }, { 1000000000, "میلیارد" } },
  join = P " و " + " و",
  ordinals = function(entries)
    for value, spec in ipairs(FA_ORDINALS) do add(entries, value, spec) end
    local function derive(value, spec)
      each(spec, function(form)
        -- A stem ending in a vowel takes a joining alef: سی‌ام.
        local ending = form:match "ی$" and "\u{200C}ام" or "م"
        add(entries, value, form .. ending .. "|" .. form .. ending .. "ین")
      end)
    end
    for value, spec in pairs(FA_TEENS) do
      if value > 0 then derive(value, spec) end
    end
    for ten, spec in pairs(FA_TENS) do
      derive(ten, spec)
      for unit = 1, 9 do
        each(FA_ORDINALS[unit], function(u)
          if not u:find "^نخست" and not u:find "^اول" then
            each(spec, function(t) add(entries, ten + unit, fa_compose(t, u)) end)
          end
        end)
      end
    end
    add(entries, 100, "صدم|صدمین|یکصدم|یکصدمین")
  end,
  ordinal_ending = P "مین" + "امین" + "ام" + "م",
}

-- Arabic: the unit comes first, the ten is joined by و to it: ثلاثة وعشرون.
local function ar_compose(ten, unit) return unit .. " و" .. ten .. "|" .. unit .. " و " .. ten end

languages.ar = {
  small = below_hundred(AR_UNITS, AR_TEENS, AR_TENS, ar_compose),
  hundreds = { "مئة|مائة|مية", "مئتان|مئتين|مائتان|مائتين", "ثلاثمئة|ثلاثمائة|ثلاث مئة|ثلاث مائة",
    "أربعمئة|أربعمائة|أربع مئة|أربع مائة", "خمسمئة|خمسمائة|خمس مئة|خمس مائة",
    "ستمئة|ستمائة|ست مئة|ست مائة", "سبعمئة|سبعمائة|سبع مئة|سبع مائة",
    "ثمانمئة|ثمانمائة|ثماني مئة|ثماني مائة|ثمانيمائة", "تسعمئة|تسعمائة|تسع مئة|تسع مائة" },
  scales = { { 1000, "ألف|آلاف|ألفا", "ألفان|ألفين" }, { 1000000, "مليون|ملايين|مليونا", "مليونان|مليونين" },
    { 1000000000, "مليار|مليارات|مليارا", "ملياران|مليارين" } },
  join = P " و " + " و",
  ordinals = function(entries)
    for value, spec in ipairs(AR_ORDINALS) do add(entries, value, spec) end
    local teens = { "(ال)حادي عشر|(ال)حادية عشرة" }
    for unit = 2, 9 do
      local forms = {}
      each(AR_ORDINALS[unit], function(form)
        forms[#forms + 1] = form .. " عشر"
        forms[#forms + 1] = form .. " عشرة"
      end)
      teens[unit] = table.concat(forms, "|")
    end
    for unit, spec in ipairs(teens) do add(entries, 10 + unit, spec) end
    for ten, spec in pairs(AR_TENS) do
      each(spec, function(t)
        add(entries, ten, "ال" .. t)
        for unit = 1, 9 do
          each(unit == 1 and "(ال)حادي|(ال)حادية|(ال)واحد|(ال)واحدة" or AR_ORDINALS[unit], function(u)
            add(entries, ten + unit, u .. " و(ال)" .. t .. "|" .. u .. " و (ال)" .. t)
          end)
        end
      end)
    end
    add(entries, 100, "(ال)مئة|(ال)مائة")
  end,
}

-- English: twenty-three is three tokens of match text.
local function en_compose(ten, unit) return ten .. " - " .. unit .. "|" .. ten .. " " .. unit end

languages.en = {
  small = below_hundred(EN_UNITS, EN_TEENS, EN_TENS, en_compose),
  hundreds = {},
  hundred = "hundred",
  scales = { { 1000, "thousand" }, { 1000000, "million" }, { 1000000000, "billion" } },
  join = P " and " + " ",
  ordinals = function(entries)
    for value, spec in pairs(EN_ORDINALS) do add(entries, value, spec) end
    for value, spec in pairs(EN_TEENS) do
      if value ~= 0 and value ~= 12 then add(entries, value, spec .. "th") end
    end
    for ten, spec in pairs(EN_TENS) do
      add(entries, ten, (spec:gsub("y$", "ieth")))
      for unit = 1, 9 do add(entries, ten + unit, en_compose(spec, EN_ORDINALS[unit])) end
    end
    add(entries, 100, "hundredth")
  end,
  ordinal_ending = P "st" + "nd" + "rd" + "th",
}

local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do total = total + (select(i, ...)) end
  return total
end

local function times(a, b)
  return a * b
end

local function first_tokens(...)
  local first = {}
  for _, entries in ipairs { ... } do
    for form in pairs(entries) do first[form:match "^[^ ]+"] = true end
  end
  return first
end

---Builds the patterns of one language.
---@return rasad.number.language
local function build(language)
  local small = words.pattern(language.small)
  local hundred_words = {}
  for i, spec in ipairs(language.hundreds) do add(hundred_words, 100 * i, spec) end
  local join = language.join
  local hundreds = words.pattern(hundred_words)
  if language.hundred then
    local word = words.pattern(words.entries { [language.hundred] = 100 })
    hundreds = (small * " " * word) / times
  end
  local below = (hundreds * (join * small) ^ -1) / sum + small
  local group = below + digits * stop
  local rest = below
  local firsts = { language.small, hundred_words }
  for _, scale in ipairs(language.scales) do
    local value, one, two = table.unpack(scale)
    local word = words.pattern(words.entries { [one] = value })
    local counted = (group * " " * word) / times + word
    firsts[#firsts + 1] = words.entries(one)
    if two then
      counted = counted + words.pattern(words.entries { [two] = 2 * value })
      firsts[#firsts + 1] = words.entries(two)
    end
    rest = (counted * (join * rest) ^ -1) / sum + rest
  end
  local ordinal_words = {}
  language.ordinals(ordinal_words)
  local ordinal = words.pattern(ordinal_words)
  if language.ordinal_ending then
    ordinal = ordinal + digits * P " " ^ -1 * language.ordinal_ending * stop
  end
  local first = first_tokens(table.unpack(firsts))
  for token in pairs(first_tokens(ordinal_words)) do first[token] = true end
  return {
    cardinal = rest + digits * stop,
    ordinal = ordinal,
    first = first,
  }
end

for _, name in ipairs { "fa", "ar", "en" } do number[name] = build(languages[name]) end

---One of the languages' patterns, the longest match of them.
local function longest(field)
  local fa, ar, en = number.fa[field], number.ar[field], number.en[field]
  -- The scripts part English from the others; between Persian and Arabic the longer match is meant.
  local both = lpeg.Cmt(#(R "09" + R "\xd8\xdb"), function(subject, at)
    local f, f_stop = (fa * lpeg.Cp()):match(subject, at)
    local a, a_stop = (ar * lpeg.Cp()):match(subject, at)
    if f and (not a or f_stop >= a_stop) then return f_stop, f end
    if a then return a_stop, a end
    return false
  end)
  return both + en
end

--- An integer in digits ("12,000") or in words of any language.
number.cardinal = longest "cardinal"
--- An ordinal in words, or in digits with an ending ("4th").
number.ordinal = longest "ordinal"
--- A cardinal, or a number with a fraction in digits.
number.decimal = fraction * stop + number.cardinal
--- An integer in digits only.
number.digits = digits * stop

---The value of a whole string: number.parse("بیست و سه") is 23.
---@param text string
---@return number|nil
function number.parse(text)
  local key = require("rasad.core").key(text):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  local whole = (number.ordinal + number.decimal) * -1 + number.decimal * -1
  return whole:match((key:gsub("(%a)%-(%a)", "%1 - %2")))
end

return number
