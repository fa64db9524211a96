-- parties.lua: states and bodies that make agreements, and the words of making one, in three languages.
local lpeg = require "lpeg"
local pattern = require "rasad.pattern"

---@class rasad.time.parties
---@field state any a state or body; its capture is the English name
---@field signed any the deed of signing, as told of the past
---@field object any what is signed; its capture is the kind
---@field rank table<string, integer> the lower, the more a kind tells
local parties = { rank = {} }

-- One a line: English name; Persian; Arabic; further English forms.
local STATES = {
  { "Afghanistan", "افغانستان", "أفغانستان" }, { "Algeria", "الجزایر", "الجزائر" }, { "Armenia", "ارمنستان", "أرمينيا" },
  { "Azerbaijan", "آذربایجان", "أذربيجان" }, { "Bahrain", "بحرین", "البحرين" }, { "Belarus", "بلاروس", "بيلاروسيا" },
  { "Britain", "انگلیس|بریتانیا", "بريطانيا", "UK" }, { "Canada", "کانادا", "كندا" }, { "China", "چین", "الصين" },
  { "Egypt", "مصر", "مصر" }, { "France", "فرانسه", "فرنسا" }, { "Georgia", "گرجستان", "جورجيا" },
  { "Germany", "آلمان", "ألمانيا" }, { "India", "هند", "الهند" }, { "Iran", "ایران|تهران", "إيران|طهران", "Tehran" },
  { "Iraq", "عراق", "العراق" }, { "Israel", "اسرائیل", "إسرائيل" }, { "Italy", "ایتالیا", "إيطاليا" },
  { "Japan", "ژاپن", "اليابان" }, { "Jordan", "اردن", "الأردن" }, { "Kazakhstan", "قزاقستان", "كازاخستان|قازاخستان" },
  { "Kuwait", "کویت", "الكويت" }, { "Kyrgyzstan", "قرقیزستان", "قرغيزستان" }, { "Lebanon", "لبنان", "لبنان" },
  { "Libya", "لیبی", "ليبيا" }, { "Mauritania", "موریتانی", "موريتانيا" }, { "Morocco", "مراکش", "المغرب" },
  { "Oman", "عمان", "عمان" }, { "Pakistan", "پاکستان", "باكستان" }, { "Palestine", "فلسطین", "فلسطين" },
  { "Qatar", "قطر", "قطر" }, { "Russia", "روسیه|مسکو", "روسيا|موسكو", "Moscow" },
  { "Saudi Arabia", "عربستان|عربستان سعودی", "السعودية" }, { "Somalia", "سومالی", "الصومال" }, { "Spain", "اسپانیا", "إسبانيا" },
  { "Sudan", "سودان", "السودان" }, { "Syria", "سوریه|دمشق", "سوريا|سورية|دمشق", "Damascus" },
  { "Tajikistan", "تاجیکستان", "طاجيكستان" }, { "Tunisia", "تونس", "تونس" },
  { "Turkey", "ترکیه|آنکارا", "تركيا|أنقرة", "Türkiye|Ankara" }, { "Turkmenistan", "ترکمنستان", "تركمانستان" },
  { "Ukraine", "اوکراین", "أوكرانيا" }, { "United Arab Emirates", "امارات", "الإمارات", "UAE|Emirates" },
  { "United States", "آمریکا|امریکا|واشنگتن|ایالات متحده", "أمريكا|الولايات المتحدة|واشنطن", "US|USA|America|Washington" },
  { "United Nations", "سازمان ملل", "الأمم المتحدة", "UN" }, { "European Union", "اتحادیه اروپا", "الاتحاد الأوروبي", "EU" },
  { "Uzbekistan", "ازبکستان", "أوزبكستان" }, { "Yemen", "یمن", "اليمن" },
}

local function split(text)
  local list = {}
  for form in (text or ""):gmatch "[^|]+" do list[#list + 1] = form end
  return list
end

local function any(lists)
  local p
  for _, item in ipairs(lists) do
    local more = pattern.words(split(item[1]), item[2])
    p = p and p + more or more
  end
  return p
end

local ARABIC = { clitics = true }

for _, row in ipairs(STATES) do
  local p = any { { row[1] .. (row[4] and "|" .. row[4] or "") }, { row[2] }, { row[3], ARABIC } }
  p = p * lpeg.Cc(row[1])
  parties.state = parties.state and parties.state + p or p
end

parties.signed = any {
  { "امضا کردند|امضا کرد|امضا شد|امضا کرده‌اند|امضا شده است|امضا رسید|به امضا رسید|به امضا رساندند" },
  { "وقع|وقعت|وقعوا|وقعتا|وقعا|توقيع|تم توقيع|جرى توقيع", ARABIC }, { "signed|have signed|has signed|was signed|were signed" },
}

-- From what tells most to what tells least.
local OBJECTS = {
  { "memorandum", "تفاهم‌نامه|تفاهم نامه|یادداشت تفاهم", "مذكرة تفاهم|مذكرة|المذكرة|مذكرة التفاهم", "memorandum|memoranda" },
  { "ceasefire", "آتش‌بس|آتش بس", "وقف إطلاق النار|هدنة|الهدنة", "ceasefire|cease-fire|truce" },
  { "treaty", "معاهده|پیمان|عهدنامه", "معاهدة|المعاهدة|ميثاق", "treaty|pact" },
  { "agreement", "توافق|توافقنامه|توافق‌نامه|موافقتنامه|موافقت‌نامه|قرارداد", "اتفاق|الاتفاق|اتفاقية|الاتفاقية|اتفاقا",
    "agreement|accord|deal" },
  { "declaration", "بیانیه|اعلامیه", "بيان|بيانا|إعلان", "declaration|statement" },
}

for i, row in ipairs(OBJECTS) do
  parties.rank[row[1]] = i
  local p = any { { row[2] }, { row[3], ARABIC }, { row[4] } } * lpeg.Cc(row[1])
  parties.object = parties.object and parties.object + p or p
end

return parties
