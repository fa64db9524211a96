-- names.lua: the names of calendars, months, weekdays and digits, by language and region.
local names = {}

local function list(text)
  local out = {}
  for name in text:gmatch "[^|]+" do out[#out + 1] = name end
  return out
end

-- calendar -> language -> region -> twelve names. The first region of REGIONS is the one for nothing said.
local MONTHS = {
  gregorian = {
    en = { world = list "January|February|March|April|May|June|July|August|September|October|November|December" },
    fa = {
      iran = list "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
      afghanistan = list "جنوری|فبروری|مارچ|اپریل|می|جون|جولای|اگست|سپتمبر|اکتوبر|نومبر|دسمبر",
    },
    ar = {
      egypt = list "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
      levant = list("كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"),
      maghreb = list "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
      morocco = list "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر",
    },
  },
  jalali = {
    en = { world = list "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand" },
    fa = {
      iran = list "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
      afghanistan = list "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
    },
    ar = { egypt = list "فروردين|أرديبهشت|خرداد|تير|مرداد|شهريور|مهر|آبان|آذر|دي|بهمن|إسفند" },
  },
  hijri = {
    en = {
      world = list("Muharram|Safar|Rabi I|Rabi II|Jumada I|Jumada II|Rajab|Shaban|Ramadan|Shawwal|Dhu al-Qadah|Dhu al-Hijjah"),
    },
    fa = {
      iran = list "محرم|صفر|ربیع‌الاول|ربیع‌الثانی|جمادی‌الاول|جمادی‌الثانی|رجب|شعبان|رمضان|شوال|ذیقعده|ذیحجه",
    },
    ar = {
      egypt = list("محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة"),
    },
  },
}

local REGIONS = { en = { "world" }, fa = { "iran", "afghanistan" }, ar = { "egypt", "levant", "maghreb", "morocco" } }

local WEEKDAYS = {
  en = list "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
  fa = list "دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|شنبه|یکشنبه",
  ar = list "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
}

local ERAS = {
  gregorian = { en = "", fa = "", ar = "" },
  jalali = { en = "", fa = "", ar = "هـ ش" }, -- the names of its months say it
  hijri = { en = "AH", fa = "ه‍.ق", ar = "هـ" },
}

---What marks a date in figures as one of a calendar.
names.era_marks = { gregorian = "", jalali = " AP", hijri = " AH" }

local ZEROS = { latn = 0x30, arab = 0x660, fa = 0x6F0 }
ZEROS.ar, ZEROS.en = ZEROS.arab, ZEROS.latn

---@alias rasad.language "en"|"fa"|"ar"
---@alias rasad.region "world"|"iran"|"afghanistan"|"egypt"|"levant"|"maghreb"|"morocco"

local function check_language(language)
  if language ~= nil and not WEEKDAYS[language] then
    error(('there is no language "%s"; choose en, fa or ar'):format(tostring(language)), 4)
  end
  return language or "en"
end

---The names of a calendar's months; those of the language's first region where the one asked for has none of its own.
---@param calendar rasad.calendar
---@param language? rasad.language
---@param region? rasad.region
---@return string[]
function names.months(calendar, language, region)
  language = check_language(language)
  local by_region = MONTHS[calendar][language] or MONTHS[calendar].en
  return by_region[region or ""] or by_region[(REGIONS[language] or REGIONS.en)[1]]
end

---The names of the weekdays, Monday first.
---@param language? rasad.language
---@return string[]
function names.weekdays(language)
  return WEEKDAYS[check_language(language)]
end

---What marks a year as a calendar's own in a language; "" where nothing does.
---@param calendar rasad.calendar
---@param language? rasad.language
---@return string
function names.era(calendar, language)
  return ERAS[calendar][language or "en"] or ERAS[calendar].en
end

---Whether there are month names of a region in a language.
function names.is_region(region, language)
  for _, known in ipairs(REGIONS[language] or {}) do
    if known == region then return true end
  end
  return false
end

---Writes the figures of a text in other digits: "latn" (0-9), "fa" (۰-۹) or "ar" (٠-٩).
---@param text string
---@param digits "latn"|"fa"|"ar"
---@return string
function names.digits(text, digits)
  if type(text) ~= "string" then error(("expected a text to write in other digits, got a %s"):format(type(text)), 2) end
  local zero = ZEROS[digits]
  if not zero then error(('there are no digits "%s"; choose latn, fa or ar'):format(tostring(digits)), 2) end
  if zero == ZEROS.latn then return text end
  return (text:gsub("%d", function(d) return utf8.char(zero + d:byte() - 0x30) end))
end

return names
