-- fa.lua: how Persian and Dari write time. Words and templates only; see grammar.lua for their form.
local words = require "rasad.time.words"

local PRESENT_ENDINGS = "م|ی|د|یم|ید|ند"
local PAST_ENDINGS = "-|م|ی|یم|ید|ند"
local PRESENT = words.product("کن|شو|گوی|ده|رو|خواه|توان|باش|آی|گیر|یاب|رس|زن|خور|آور|بر|نویس|خوان|دار|" ..
  "بین|دان|گذار|گذر|پرداز|ساز|کش|افزای|پذیر|شناس|گرد|مان|افت|انجام|کوش|جنگ|پیوند|بخش|نگر|خواه|رسان|" ..
  "خیز|شکن|پرس|فروش|خر|آموز|گزار|طلب|اندیش|نما|نمای", PRESENT_ENDINGS)
local PAST = words.product("کرد|شد|گفت|داد|رفت|آمد|گرفت|یافت|رسید|زد|خورد|آورد|برد|نوشت|خواند|داشت|دید|" ..
  "دانست|گذاشت|گذشت|پرداخت|ساخت|کشید|افزود|پذیرفت|شناخت|گردید|ماند|افتاد|انجامید|کوشید|جنگید|پیوست|" ..
  "بخشید|خواست|توانست|رساند|برخاست|شکست|پرسید|فروخت|خرید|آموخت|نمود|بود|بست|گشت|درگذشت|برگزید|فراخواند", PAST_ENDINGS)
local PARTICIPLES = words.product("کرد|شد|گفت|داد|رفت|آمد|گرفت|یافت|رسید|زد|خورد|آورد|برد|نوشت|داشت|دید|" ..
  "گذاشت|گذشت|پرداخت|ساخت|کشید|پذیرفت|گردید|ماند|افتاد|انجامید|پیوست|خواست|رساند|بود|بست|گشت", "ه")
local SUBJUNCTIVE = "شود|شوند|کند|کنند|گردد|گردند|گیرد|گیرند|یابد|یابند|دهد|دهند|برسد|برسند|بیاید|باشد|باشند"
local MEASURES = "درصد|نفر|تن|هزار|میلیون|میلیارد|کیلومتر|متر|دلار|تومان|ریال|یورو|بار|مورد|کشته|زخمی|" ..
  "خودرو|فروند|دستگاه|واحد|کشور|شهر|نماینده|عضو|صفحه|نقطه|خانواده|تانک|راس|رأس|رای|رأی|امتیاز|مدال"

local SOLAR = "شمسی|خورشیدی|هجری شمسی|هجری خورشیدی|هجری‌شمسی|ه . ش|ه . ش .|هـ . ش|ه‌ش|ش"
local LUNAR = "قمری|هجری قمری|هجری‌قمری|ه . ق|ه . ق .|هـ . ق|ه‌ق|مهشیدی|ق"

-- What follows figures that count nothing.
local BEHIND_FIGURES = "،|,|.|؛|؟|!|:|)|]|\"|»|”|…|در|از|به|را|با|تا|بر|و|یا|اما|که|این|آن|برای|پس|بعد|پیش|قبل|بود|است|شد|" ..
  "برگزار|آغاز|امضا|اعلام|خواهد|وی|او"

-- Numbers written onto what they count: یکسال، سه‌روزه.
local FIGURE_WORDS <const> = { "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", [15] = "پانزده", [20] = "بیست",
  [30] = "سی", [40] = "چهل", [50] = "پنجاه", [100] = "صد" }

---Every number written onto every form of a map from spec to unit.
local function glued(units)
  local entries = {}
  for count, word in pairs(FIGURE_WORDS) do
    for spec, unit in pairs(units) do entries[words.product(word, spec)] = { count = count, unit = unit } end
  end
  return entries
end

---Names of days, with the word for day written onto them: روزشنبه.
local function of_day(names)
  local list = {}
  for i, spec in ipairs(names) do list[i] = words.product("-|روز", spec) end
  return list
end

local LENGTH_UNITS <const> = { ["ماهه|ماهه‌ی|ماهه‌ای"] = "month", ["هفته‌ای"] = "week", ["روزه|روزه‌ی|روزه‌ای"] = "day",
  ["ساعته|ساعته‌ی|ساعته‌ای"] = "hour", ["دقیقه‌ای"] = "minute", ["دهه‌ای"] = "decade" }
-- Of a length beside what lasts, else of an age.
local AGED_UNITS <const> = { ["ساله|ساله‌ی|ساله‌ای"] = "year" }

-- What lasts, so that the years beside it are its length and nobody's age: جنگ هشت‌ساله.
local LASTING = words.product("جنگ|نبرد|درگیری|اختلاف|مخالفت|مناقشه|منازعه|دشمنی|خصومت|بحران|دوره|دوران|قرارداد|توافق|برنامه|" ..
  "طرح|حکم|حبس|زندان|محکومیت|سابقه|تجربه|حکومت|سلطه|ماموریت|مأموریت|سفر|محاصره|اشغال|تحریم|مهلت|آتش‌بس|همکاری|روابط|رابطه|" ..
  "غیبت|سکوت|انتظار|تلاش|مبارزه|رکود|خشکسالی", "-|\u{200C}ها|\u{200C}های|ات|\u{200C}ی|ی")

-- What a day is said to be: یک روز خوب is no length of one day.
local DESCRIBING = "خوب|بد|بزرگ|سخت|دشوار|زیبا|قشنگ|عالی|تاریخی|مهم|ویژه|خاص|عادی|معمولی|آفتابی|ابری|بارانی|برفی|سرد|گرم|داغ|" ..
  "تعطیل|دلپذیر|لذت‌بخش|خوش|خوشایند|پر|فوق‌العاده|فراموش‌نشدنی|به یاد ماندنی|به‌یادماندنی|غم‌انگیز|تلخ|شیرین|شلوغ|آرام|سیاه|" ..
  "روشن|تاریک|طوفانی|توفانی|خونین|شاد|نحس|مقدس|بهاری|تابستانی|پاییزی|زمستانی"

-- Whose year may stand behind it without its word: انتخابات ۲۰۲۰.
local YEARLY = words.product("-|در|از", "انتخابات|مجدد|سراسری|عمومی|مقدماتی|جمهوری|پارلمانی|میان‌دوره‌ای|کمپین|کمپاین|کارزار|" ..
  "المپیک|پارالمپیک|رفراندوم|همه‌پرسی|پرسی|رای|رأی|مسابقات|بازی‌های|جام|جهانی|کاپ|کپ|ساخته|بودجه|سرشماری|کودتای|انقلاب|فصل|" ..
  "جنگ|بحران|زلزله|زمین‌لرزه|سونامی|سیل|توفان|طوفان|خیزش|قیام|کلاس|صنف|مدل|لندن|ریو|توکیو|پکن|آتن|سیدنی|سوچی|ونکوور|تورین")
-- مورد counts cases, and is a word of other phrases: انتخابات ۲۰۲۰ مورد بحث است.
local CASES = words.product("مورد ", "بحث|نظر|توجه|استفاده|بررسی|قبول|حمایت|تأیید|تایید|انتقاد|حمله|نیاز|استقبال|اشاره|" ..
  "تردید|انتظار")

-- سال پیش از جنگ counts from the war, but whoever was asked last year was asked from: سال پیش از من پرسید.
local FROM <const> = "از|ازینکه|ازاینکه|ازآن|ازآنکه"
local ASKED = words.product("از من|از او|از وی|از ما|از شما|از آنها|از آن‌ها|از ایشان",
  " سؤال| سوال| پرسید| خواست| درخواست| تقاضا")

-- In a list of months "!" marks a form that is also a common word or a name: alone it is no month. "!!" marks what may
-- be counted or follow a number besides: سه تیر خورد، ۲ می‌رود.
return {
  name = "fa",
  calendar = "jalali",
  week_start = 6,
  -- The verb closes the clause, so the verb after a date tells its tense.
  verb = "after",
  behind_figures = BEHIND_FIGURES,

  -- "چهارده اردیبهشت": a day may be a cardinal in words.
  name_days_by_cardinals = true,

  months = {
    -- The second names are the Kurdish ones.
    jalali = { "فروردین|خاکه‌لێوه", "اردیبهشت|اردی‌بهشت|!گوڵان|بانه‌مه‌ڕ", "خرداد|جۆزه‌ردان", "!!تیر|پووشپه‌ڕ",
      "مرداد|امرداد|گه‌لاوێژ", "شهریور|خه‌رمانان", "!!مهر|ڕه‌زبه‌ر", "!آبان|گه‌ڵاڕێزان|خه‌زه‌ڵوه‌ر", "!آذر|سه‌رماوه‌ز",
      "!دی|به‌فرانبار", "!بهمن|ڕێبه‌ندان", "اسفند|اسپند|ڕه‌شه‌مه" },
    -- The months of Afghanistan in Dari, then in Pashto.
    zodiac = { "!حمل|!وری", "!ثور|!غویی", "!جوزا|!جوزای|غبرګولی", "!سرطان|چنګاښ", "!اسد|!زمری", "!سنبله|!وږی", "!میزان|!تله",
      "!عقرب|!لړم", "!قوس|لیندۍ", "!جدی|مرغومی", "!دلو|سلواغه", "!حوت|!کب" },
    gregorian = { "ژانویه|جنوری|ژانویهٔ|ژانویه‌ی", "فوریه|فبروری|فوریهٔ|فبریه|فوریه‌ی", "مارس|!مارچ|مارت", "آوریل|اپریل|آپریل",
      "!!مه|!!می", "ژوئن|جون|ژون", "ژوئیه|جولای|ژولای|جولایی|ژوییه|ژوئیهٔ|ژوئیه‌ی", "اوت|آگوست|آگست|اگست|اگوست|اوگست",
        "سپتامبر|سپتمبر|سپتامر", "اکتبر|اکتوبر", "نوامبر|نومبر",
      "دسامبر|دسمبر|دیسمبر" },
    hijri = { "!محرم|محرم‌الحرام", "!صفر|صفر‌المظفر", "ربیع‌الاول", "ربیع‌الثانی|ربیع‌الاخر", "جمادی‌الاول|جمادی‌الاولی",
      "جمادی‌الثانی|جمادی‌الاخر|جمادی‌الثانیه", "!رجب|رجب‌المرجب", "!شعبان|شعبان‌المعظم",
      "!رمضان|رمضان‌المبارک|مبارک رمضان", "!شوال|شوال‌المکرم", "ذی‌القعده|ذیقعده|ذی‌قعده|ذو‌القعده",
      "ذی‌الحجه|ذیحجه|ذی‌حجه|ذو‌الحجه" },
  },
  -- Written after a solar month, joined or apart, it makes any name a month: دی‌ماه.
  month_suffix = "ماه",

  lexicon = {
    weekday = of_day { "دوشنبه|دو‌شنبه|دوشنبه‌شب", "سه‌شنبه|سه‌شنبه‌شب", "چهارشنبه|چهار‌شنبه|چهارشنبه‌شب",
      "پنجشنبه|پنج‌شنبه|پنجشنبه‌شب|پنج‌شنبه‌شب", "جمعه|جمعه‌شب", "شنبه|شنبه‌شب", "یکشنبه|یک‌شنبه|یکشنبه‌شب" },
    season = { "بهار", "تابستان", "پاییز|پائیز|خزان", "زمستان" },
    clear_season = { ["تابستان"] = 2, ["پاییز|پائیز"] = 3, ["زمستان"] = 4 },
    -- Autumn in Dari; in Persian a word of poems.
    dari_autumn = { ["خزان"] = 3 },
    part = {
      ["اوایل|اوائل|ابتدای|آغاز|شروع|دهه اول|دهه نخست"] = "start",
      ["اواسط|میانه|میانه‌ی|میانه‌های|نیمه|نیمه‌های|دهه دوم"] = "mid",
      ["اواخر|پایان|انتهای|دهه آخر|دهه سوم|دهه پایانی"] = "end",
      ["نیمه اول|نیمه نخست|نیمه‌ی اول|نیمه‌ی نخست|شش‌ماهه اول|شش‌ماهه نخست|شش ماه اول|شش ماه نخست|شش‌ماهه‌ی اول|" ..
        "شش‌ماهه‌ی نخست|نیم‌سال اول|نیم‌سال نخست|6 ماهه اول|6 ماهه نخست|6 ماه اول|6 ماه نخست"] = "half1",
      ["نیمه دوم|نیمه‌ی دوم|شش‌ماهه دوم|شش ماه دوم|شش‌ماهه‌ی دوم|نیم‌سال دوم|6 ماهه دوم|6 ماه دوم"] = "half2",
      ["هفته اول|هفته نخست"] = "first_week",
      ["هفته دوم"] = "week2",
      ["هفته سوم"] = "week3",
      ["هفته چهارم"] = "week4",
      ["هفته آخر|هفته پایانی"] = "last_week",
      ["غره|نخستین روز|اولین روز|روز نخست"] = "first_day",
      ["سلخ|آخرین روز|واپسین روز"] = "last_day",
    },
    day_word = "روز|روزهای|مورخ|مورخه",
    lone_year = "متولد|متولدین|ورودی",
    month_word = "ماه|برج|ماه‌های",
    last_one = { ["آخرین|واپسین|آخر"] = -1 },
    of = "از",
    quarter_word = "سه‌ماهه|سه‌ماه|سه‌ماهه‌ی",
    season_word = "فصل",
    century_word = "قرن|سده|قرن‌های|سده‌های|سده‌ی",
    weekend = "آخر هفته|پایان هفته|تعطیلات آخر هفته",
    rest = { ["بقیه|باقی|باقیمانده|باقی‌مانده"] = "rest" },
    half = { ["نیم"] = 0.5, ["ربع"] = 0.25 },
    half_unit = { ["نیم‌ساعت|نیم‌ساعته|نیم ساعتی"] = "hour", ["نیم‌قرن|نیم‌سده"] = "century", ["نیم‌سال"] = "year" },
    part_unit = { ["ربع ساعت|یک ربع ساعت"] = { unit = "minute", count = 15 } },
    quarter_hour = { ["یک ربع|یه ربع|ربع ساعت|یک ربع ساعت"] = 15 },
    -- Of a length, never of an age.
    length_unit = LENGTH_UNITS,
    long_thing = LASTING,
    aged_unit = AGED_UNITS,
    glued_count = glued { ["سال|سالی"] = "year", ["ماه"] = "month", ["هفته"] = "week", ["روز"] = "day", ["ساعت"] = "hour",
      ["دقیقه"] = "minute", ["دهه"] = "decade", ["قرن"] = "century" },
    glued_length = glued(LENGTH_UNITS),
    glued_aged = glued(AGED_UNITS),
    -- Joined with a half: یک‌ونیم سال.
    mixed = { ["یکونیم"] = 1.5, ["دوونیم"] = 2.5, ["سهونیم"] = 3.5 },
    describing = DESCRIBING,
    day_or_night = "روز|شب|هفته|سال|ماه",
    working = "کاری|درسی",
    programme = "زنده شنبه‌شب|شنبه‌شب زنده|زنده شب شنبه",
    score_of = "پیروزی|برد|باخت|شکست|تساوی|مساوی|نتیجه|نتایج",
    score_mark = "-|–|بر",
    people = "افراد|جوانان|نوجوانان|کودکان|اطفال|زنان|مردان|دختران|پسران|شهروندان|دانش‌آموزان|داوطلبان|متقاضیان|مهاجران|" ..
      "پناهجویان|بیماران|زندانیان|رای‌دهندگان|گروه سنی|رده سنی|رده‌های سنی|گروه‌های سنی",
    -- Since when "ago" is reckoned, if it is said: یک ماه پیش از این.
    from_now = "از امروز|از این|از حالا|از اکنون",
    rate_of = "بار|مرتبه|دفعه|نوبت|دلار|پوند|یورو|تومان|ریال|افغانی|روپیه|درهم|دینار|لیره|روبل|یوان|فرانک|بشکه",
    rate_unit = { ["سال"] = "year", ["ماه"] = "month", ["هفته"] = "week", ["روز"] = "day" },
    zone = words.product("به وقت ", "محلی|تهران|کابل|دمشق|بغداد|بیروت|مسکو|گرینویچ|لندن|واشنگتن|شرقی|شرق آمریکا|بریتانیا|" ..
      "et|est|edt|bst|gmt|utc|cet|pst|pdt") .. "|et|est|edt|bst|gmt|utc|cet|pst|pdt",
    adjective_unit = { ["ساله|سالگی"] = "year", ["ماهه"] = "month", ["هفته‌ای|هفتگی"] = "week", ["روزه|شبه"] = "day",
      ["ساعته|ساعتی"] = "hour",
      ["دقیقه‌ای|دقیقه ای"] = "minute", ["ثانیه‌ای|ثانیه ای"] = "second" },
    each = { ["هفته‌ای"] = "week", ["روزی"] = "day", ["ماهی"] = "month", ["سالی"] = "year", ["ساعتی"] = "hour" },
    times = "بار|مرتبه|دفعه",
    by = "به|مانده به|مونده به",
    alternately = "در میان|درمیان|در میون|درمیون",
    weekdays = { "دوشنبه‌ها", "سه‌شنبه‌ها", "چهارشنبه‌ها", "پنجشنبه‌ها|پنج‌شنبه‌ها", "جمعه‌ها", "شنبه‌ها",
      "یکشنبه‌ها|یک‌شنبه‌ها" },
    holiday = {
      ["عید قربان|عید سعید قربان|عید اضحی"] = "eid_al_adha", ["عید فطر|عید سعید فطر"] = "eid_al_fitr",
      ["عید غدیر|عید غدیر خم|عید سعید غدیر"] = "ghadir", ["عاشورا|عاشورای|عاشورای حسینی|روز عاشورا"] = "ashura",
      ["تاسوعا|تاسوعای|تاسوعای حسینی"] = "tasua", ["اربعین|اربعین حسینی"] = "arbaeen",
        ["نیمه شعبان|نیمه‌ی شعبان"] = "mid_shaban",
      ["عید مبعث|مبعث|مبعث پیامبر"] = "isra", ["روز عرفه|عرفه"] = "arafah", ["میلاد پیامبر|میلاد پیامبر اکرم"] = "mawlid_shia",
      ["شب قدر"] = "laylat_al_qadr_shia", ["روز قدس|روز جهانی قدس"] = "quds_day", ["روز پدر"] = "iranian_fathers_day",
      ["روز مادر"] = "iranian_mothers_day", ["عید نوروز|نوروز|روز نوروز"] = "nowruz",
      ["سیزده‌به‌در|سیزده‌بدر|روز طبیعت"] = "sizdah_bedar",
      ["شب یلدا|شب یلدای|یلدا|یلدای|شب چله"] = "yalda", ["چهارشنبه‌سوری"] = "chaharshanbe_suri",
        ["دهه فجر|دهه‌ی فجر"] = "fajr_decade",
      ["هفته دفاع مقدس"] = "sacred_defence_week", ["روز دانشجو"] = "iranian_students_day",
        ["روز معلم"] = "iranian_teachers_day",
      ["روز ارتش"] = "iranian_army_day", ["کریسمس|کرسمس|عید کریسمس|کریسمس میلادی"] = "christmas",
      ["شب کریسمس"] = "christmas_eve",
      ["سال نو میلادی|آغاز سال نو میلادی"] = "new_year", ["عید پاک|عید پاک مسیحیان"] = "easter", ["جمعه نیک"] = "good_friday",
      ["ولنتاین|روز ولنتاین|روز عشق"] = "valentine", ["روز جهانی کارگر|روز کارگر"] = "labour_day",
        ["روز جهانی زن"] = "womens_day",
      ["هالووین|شب هالووین"] = "halloween", ["روز شکرگزاری|عید شکرگزاری"] = "thanksgiving",
    },
    -- Hours.
    hour_word = "ساعت|ساعت ساعت|رأس ساعت|راس ساعت|سر ساعت|ساعات|راس|حوالی ساعت|حدود ساعت",
    about = "حدود|حوالی|نزدیک|تقریبا|قریب",
    minute_word = "دقیقه|دقیقه‌ی|دقیقهٔ",
    second_word = "ثانیه|ثانیه‌ی",
    fraction = { ["نیم"] = 30, ["ربع|یک ربع"] = 15, ["سی دقیقه"] = 30 },
    after_hour = "بعد از|پس از|گذشته از",
    part_of_day = {
      ["صبح|بامداد|سحر|سحرگاه|سپیده‌دم|صبحگاه|صبح زود|پیش از ظهر|قبل از ظهر|پیش‌ازظهر|am|a . m .|ق . ظ|ق‌ظ"] = "MO",
      ["ظهر|نیمروز|وقت ناهار|هنگام ظهر"] = "MI",
      ["بعدازظهر|بعد‌از‌ظهر|بعد از ظهر|عصر|pm|p . m .|ب . ظ|ب‌ظ|پس از ظهر"] = "AF",
      ["غروب|شامگاه|شامگاهان|سر شب|مغرب|اوایل شب|عصرگاه"] = "EV",
      ["شب|شبانگاه|نیمه‌های شب|نصف شب"] = "NI",
      ["نیمه‌شب"] = "MN",
    },
    -- An hour may be named before these without its word: ۷ صبح, but ۳ شب are nights.
    hour_part = {
      ["صبح|بامداد|سحر|پیش از ظهر|قبل از ظهر|am|a . m .|ق . ظ|ق‌ظ"] = "MO", ["ظهر"] = "MI",
      ["بعدازظهر|بعد‌از‌ظهر|بعد از ظهر|عصر|pm|p . m .|ب . ظ|ب‌ظ"] = "AF", ["غروب|شامگاه"] = "EV", ["نیمه‌شب"] = "MN",
    },
    parts_of_day = { ["صبح|صبح‌ها|صبح‌های|بامداد|سحر|سحرگاه|صبحگاه|قبل از ظهر|پیش از ظهر|صبح زود"] = "MO",
      ["ظهر|ظهرها|ظهرهای"] = "MI",
      ["عصرها|عصرهای|بعدازظهر|بعد‌از‌ظهر|بعد از ظهر|بعدازظهرها"] = "AF", ["شامگاه|غروب‌ها"] = "EV",
      ["شب|شب‌ها|شب‌های|شبانه"] = "NI", ["نیمه‌شب"] = "MN" },
    year_word = "سال|سال‌های",
    week_word = "هفته|هفته‌ی",
    this = { ["این|همین"] = 0 },
    unit = { ["سال|سالی"] = "year", ["ماه"] = "month", ["هفته|هفته‌ی"] = "week", ["روز|شب"] = "day",
      ["دهه|دهه‌ی"] = "decade", ["قرن|سده|سده‌ی"] = "century", ["ساعت"] = "hour", ["دقیقه"] = "minute",
      ["ثانیه"] = "second", ["فصل"] = "season" },
    named_unit = { ["سال"] = "year", ["ماه"] = "month", ["هفته|هفته‌ی"] = "week", ["روز"] = "day",
      ["دهه|دهه‌ی"] = "decade", ["قرن"] = "century" },
    relative = {
      ["گذشته|پیشین"] = -1,
      ["جاری|کنونی|فعلی|روان"] = 0,
      ["آینده|آتی|پیش رو|پیش‌رو"] = 1,
    },
    before = { ["پیش|قبل"] = -1 },
    -- Counted from a day of the story, not from the article's own.
    following = { ["بعد|بعدی"] = 1 },
    -- From now, unless the past is told.
    the_next = { ["بعد|بعدی"] = 1 },
    next_unit = { ["سال"] = "year", ["ماه"] = "month", ["هفته|هفته‌ی"] = "week" },
    span_relative = { ["گذشته|اخیر"] = -1, ["آینده|آتی|پیش رو|پیش‌رو"] = 1 },
    ago = { ["پیش|قبل"] = -1 },
    later = { ["بعد|دیگر"] = 1 },
    year_relative = { ["امسال|سال جاری|سال روان"] = 0, ["پارسال|سال گذشته|سال پار"] = -1, ["پیرارسال"] = -2,
      ["سال آینده|سال آتی"] = 1 },
    year_before = { ["سال پیش|سال قبل"] = -1 },
    gregorian_year = { ["سال میلادی جاری|سال جاری میلادی"] = 0, ["سال میلادی گذشته|سال گذشته میلادی"] = -1,
      ["سال میلادی آینده|سال آینده میلادی"] = 1 },
    -- A day of the article's own month, and of the month or year named last.
    this_month = { ["ماه جاری|ماه روان|این ماه|همین ماه|ماه کنونی"] = 0 },
    other_month = { ["ماه گذشته|ماه پیش|ماه قبل"] = -1, ["ماه آینده|ماه آتی"] = 1 },
    month_ref = "همان ماه",
    year_ref = "همان سال",
    also = "و",
    deictic = {
      ["امروز|امشب"] = 0,
      ["دیروز|دیشب|روز گذشته|شب گذشته|روز قبل"] = -1,
      ["پریروز|پریشب"] = -2,
      ["پس‌پریروز"] = -3,
      ["فردا|فرداشب|فردا شب|روز آینده"] = 1,
      ["پس‌فردا"] = 2,
      ["پسون‌فردا"] = 3,
    },
    ancient = "پیش از میلاد|قبل از میلاد|ق . م|ق . م .",
    lunar = { [LUNAR .. "|هجری"] = "hijri" },
    solar = { [SOLAR] = "jalali" },
    era = { ["میلادی|م"] = "gregorian", [SOLAR] = "jalali", [LUNAR] = "hijri" },
    to = "تا|الی|و|-|–|—",
    comma = "،|,",
    several = "چند|چندین",
    every = "هر",
    set = { ["روزانه|همه‌روزه|هرروز|هرروزه|روزمره"] = "P1D", ["هفتگی|هفته‌وار"] = "P1W",
      ["ماهانه|ماهیانه|هر ماهه"] = "P1M", ["سالانه|سالیانه|هر ساله|همه‌ساله|سال به سال"] = "P1Y",
      ["دوسالانه|دو سالانه|دو سال یک‌بار"] = "P2Y" },
    vague = {
      ["اکنون|هم‌اکنون|اینک|هم‌اینک|زمان حاضر|حال حاضر|این روزها|زمان کنونی|امروزه|هنوز"] = "PRESENT_REF",
      ["پیش از این|پیش‌ازاین|پیشتر|پیش‌تر|قبلا|چندی پیش|اخیرا|به‌تازگی|مدتی پیش|چندی قبل|سابقا|" ..
        "روزهای اخیر|روز‌های اخیر|هفته‌های اخیر|ماه‌های اخیر|سال‌های اخیر|روزهای گذشته|هفته‌های گذشته|ماه‌های گذشته|" ..
        "سال‌های گذشته"] = "PAST_REF",
      ["آینده نزدیک|آینده‌ای نزدیک|آینده‌ی نزدیک|به‌زودی|آینده‌ای نه چندان دور"] = "FUTURE_REF",
    },
  },

  rules = {
    mon = "month_word month | month",
    strong = "month_word month | clear_month:month",
    year_tail = "gregorian_year | year_relative | year_before | year_ref | [comma] [year_word] year [era] | " ..
      "[comma] [year_word] odd_year [ancient | era] | [comma] [year_word] any_year:odd_year era | " ..
      "[comma] [year_word] some_year:odd_year ancient | [comma] [year_word] short_year solar:era | " ..
      "[comma] [year_word] some_year:odd_year lunar:era | [year_word] short_year",
    days = "day [comma day:day_last | 'و'_ day:day_last] ['و'_ day:day_last | to day:day_last]",
    named_day = "[day_word] weekday [also weekday:weekday_last] [comma]",
    tail = "gregorian_year | year_relative | year_before | [comma] [year_word] year [era] | [year_word] short_year | " ..
      "year_word word_year:year [era] | [comma] [year_word] odd_year [era]",
    nth_weekday = "ordinal_day:nth weekday:nth_weekday | last_one:nth weekday:nth_weekday",
    century_of = "century_word ordinal_day:century [also ordinal_day:century_last] | century_word century_number:century",
    minutes = "'و'_ minute_count:minute minute_word ['و'_ minute_count:second second_word] | 'و'_ fraction |" ..
      "'و'_ minute_count:minute",
    in_part = "part_of_day | 'در' part_of_day",
    counted = "glued_count:glued | amount:count unit | mixed:count unit",
    full_hour = "hour_word [about] [zone] clock_digits [in_part] | hour_word clock_point [in_part] | " ..
      "hour_word [about] hour_count:hour [minutes] [in_part]",
    lone_hour = "clock_digits part_of_day | clock_point part_of_day | clock_digits | " ..
      "hour_count:bare_hour [minutes] hour_part:part_of_day",
    first_hour = "full_hour | lone_hour | hour_count:bare_hour",
    last_minutes = "'و'_ minute_count:last_minute minute_word | 'و'_ fraction:last_fraction",
    last_hour = "[hour_word:last_hour_word] clock_digits:last_clock_digits [part_of_day:last_part_of_day] | " ..
      "[hour_word:last_hour_word] hour_count:last_hour [last_minutes] [part_of_day:last_part_of_day]",
    clock_to = "'تا' | 'الی' | '-' | '–' | '—' | 'لغایت'",
    minutes_to = "minute_count:lacking minute_word by | quarter_hour:lacking by",
  },

  liberal_rules = {
    year_tail = "gregorian_year | year_relative | year_before | year_ref | [comma] [year_word] year [era] | " ..
      "[year_word] short_year | [year_word] word_year:year [era] | [comma] [year_word] odd_year [era]",
  },

  templates = {
    { "date", "nth_weekday [of] strong [tail | relative:direction]" },
    { "date", "nth_weekday [of] tail" },
    { "shift", "nth_weekday [of] named_unit:unit relative:shift" },
    { "date", "nth_weekday [of] this_month:month_shift | nth_weekday [of] other_month:month_shift" },
    { "date", "[named_day] ordinal_day:day 'روز' [of] strong [tail | relative:direction]" },
    { "date", "[day_word] holiday [tail]" },
    { "date", "quarter_word ordinal_day:quarter [of] tail" },
    { "date", "[part] century_of [era]" },
    { "date", "[part] decade_word decade_year:decades [era]" },
    { "date", "[part] year_word word_year:year [era]" },
    { "date", "year_word year apart two_figures | year_word two_figures apart year" },
    { "date", "year_word year to short_year:year_last | year_word short_year to short_year:year_last" },
    { "date", "[part] season_word season [year_tail | relative:direction]" },
    { "era_year", "any_year era | year_word some_year:any_year lunar:era" },
    { "date", "[deictic [zone] [comma]] [named_day] [day_word] days mon [year_tail | relative:direction]" },
    { "date", "[named_day] [day_word] wrong_day:day mon year_tail" },
    { "date", "[named_day] [day_word] day mon also day:day_last month:month_last [year_tail]" },
    { "date", "deictic '(' [named_day] [day_word] days mon [year_tail] ')'" },
    { "date", "[named_day] [day_word] days this_month:month_shift [era]" },
    { "date", "[named_day] [day_word] ordinal_day:day other_month:month_shift [era]" },
    { "date", "[named_day] [day_word] days month_ref | part month_ref" },
    { "date", "[deictic [comma]] [named_day] numeric [era]" },
    { "date", "part mon [year_tail | relative:direction]" },
    { "date", "mon year_tail" },
    { "date", "strong [relative:direction]" },
    { "date", "[part] season year_tail" },
    { "date", "[part] season relative:direction" },
    { "date", "[part] clear_season:season" },
    { "lone_season", "dari_autumn:season" },
    { "date", "[part] year_word year [era]" },
    { "date", "[part] year_word short_year" },
    { "date", "[part] decade_word decade [era]" },
    { "date", "part year [era]" },
    { "bare_year", "year [era] | year apart two_figures | two_figures apart year" },
    { "shift", "[part] named_unit:unit relative:shift [era]" },
    { "shift", "[part] this:shift named_unit:unit" },
    { "shift", "[part] named_unit:unit before" },
    { "shift", "[part] year_relative:year_shift" },
    { "shift", "[part] gregorian_year" },
    { "shift", "part named_unit:unit" },
    { "shift", "[day_word] weekday week_word:week relative:shift" },
    { "shift", "[day_word] weekday this:shift week_word:week" },
    { "shift", "counted ago [from_now | 'امروز'!on_the_day] | counted later | several unit ago | several unit later" },
    { "shift", "half_unit ago | half_unit later | number:count unit 'و'_ half:plus ago |" ..
      "number:count unit 'و'_ half:plus later" },
    { "shift", "this:shift weekend | weekend relative:shift" },
    { "shift", "rest:part this:shift named_unit:unit" },
    { "shift", "[day_word] weekday [of] this:shift week_word:week" },
    { "shift", "next_unit:unit the_next" },
    { "shift", "weekend" },
    { "story", "named_unit:unit following" },
    { "deictic", "deictic [[comma] [day_word] weekday]" },
    { "deictic", "deictic '(' [day_word] weekday ')'" },
    { "weekday", "[day_word] weekday [relative:direction] | part day_word weekday" },
    { "period", "number:count unit span_relative:sign | glued_count:glued span_relative:sign | several unit span_relative:sign" },
    { "duration", "number:count unit 'و'_ half:plus" },
    { "duration", "amount:count unit 'و'_ amount:count_b unit:unit_b ['و'_ amount:count_c unit:unit_c]" },
    { "duration", "counted | several unit | half_unit | part_unit:glued" },
    { "duration", "number:count [apart] length_unit:unit | glued_length:glued | several length_unit:unit" },
    { "duration", "long_thing ^number:count aged_unit:unit | long_thing ^glued_aged:glued" },
    -- A week of four days is no length of a week.
    { "duration", "'یک' day_or_night [working] ^number:count length_unit:unit |" ..
      "'یک' day_or_night [working] ^glued_length:glued" },
    { "duration", "weekend ^number:count length_unit:unit | weekend ^glued_length:glued" },
    { "set", "every [day_word] weekday | every part_of_day" },
    { "set", "set | every [number:count] unit" },
    { "set", "rate_of ^'در' rate_unit | number:price ^'در' rate_unit" },
    { "none", "'یک' day_or_night describing | 'یک' weekend | programme" },
    { "none", "score_of number score_mark number" },
    { "none", "quarter_word ordinal_day" },
    { "none", "people [about] number to number 'سال' | 'زیر' number 'سال'" },
    { "set", "weekdays:weekday" },
    { "vague", "vague" },
    { "clock", "full_hour" },
    { "clock", "lone_hour" },
    { "clock", "first_hour clock_to last_hour [zone]" },
    { "clock", "'بین' ^full_hour 'و' last_hour [zone] | 'میان' ^full_hour 'و' last_hour [zone]" },
    { "clock", "minutes_to [hour_word] hour_count:hour [in_part] | hour_word minutes_to hour_count:hour [in_part]" },
    { "clock", "minute_count:minute minute_word after_hour [hour_word] hour_count:hour [in_part]" },
    { "clock", "part_of_day [comma] full_hour" },
    { "clock", "part_of_day" },
  },

  -- What a message means by fewer words than news would.
  liberal_templates = {
    { "date", "day_month" },
    { "shift", "rest:part named_unit:unit | weekend" },
    { "date", "month_year" },
    { "date", "[named_day] day_word day" },
    { "date", "day 'ام' [month_word] | day 'امه'" },
    { "date", "clear_season:season" },
    { "date", "lone_year ^short_year" },
    { "duration", "amount:count adjective_unit:unit | several adjective_unit:unit | quarter_hour:minutes" },
    { "duration", "number:count unit 'ی'" },
    { "set", "each number:count times | unit:unit by unit:same | number:count unit alternately" },
    { "clock", "parts_of_day:part_of_day" },
    { "clock", "hour_count:bare_hour part_of_day" },
    { "clock", "hour_count:bare_hour minutes [in_part]" },
  },
  decade_word = "دهه|دهه‌ی",

  -- not_after: the token before; not_before: the words after. By template name or by field.
  guards = {
    leading_number = { not_after = "شماره|قطعنامه|قطعنامه‌ی|ماده|بند|صفحه|تلفن|شبکه|رادیو|کانال|پلاک|" ..
      "ردیف|کد|خیابان|منطقه|آستانه|ژنو|بخش|فصل|دور|مرحله|اصل|تبصره|قانون|لیگ|گروه|.|:|/" },
    -- Streets and schools are named after days.
    day = { not_after = "خیابان|میدان|مدرسه|بیمارستان|ورزشگاه|سالن|اتوبان|بزرگراه|پل|شهرک|پادگان|ورزشی|فرودگاه" },
    month = { not_after = "خبرگزاری|سید|حجت|الاسلام|خیابان|میدان|بلوار|بزرگراه" },
    -- The feast itself is no date: آتش‌بس عید قربان.
    holiday = { unless_year = true, news_only_after = "زمان|هنگام|موقع|در|روز|از|تا|طی|ایام|شب|صبح|پس از|پیش از|قبل از|" ..
      "بعد از|مناسبت",
      not_before = "فرخنده" },
    lone_season = { only_after = "در|از|تا|طی|جریان" },
    bare_hour = { not_after = "+|شماره|ماده|بند|صفحه|شبکه|کانال|پلاک|:|/|." },
    part_of_day = { not_before = "طلایی|حاضر|جدید|حجر|نفت|ارتباطات|فناوری" },
    ambiguous = {
      not_before = "خود|خودش|" .. PRESENT .. "|" .. PAST .. "|" .. PARTICIPLES .. "|" ..
        "میستورا|و میستورا|طیب|پور|زاده|غلیظ|رقیق|آلود|گرفته",
    },
    bare_year = { news_only_after = "در|از|تا|سال|بین|و|پس از|بعد از|قبل از|پیش از|طی|میان|-|–|(|اوایل|اواخر|" ..
      YEARLY,
      not_before = MEASURES, but_before = CASES },
    short_year = { not_before = MEASURES },
    duration = { not_before_category = { "weekday" } },
    -- شش سال پیش از جنگ counts from the war, سال قبل از آن from a year of the story.
    before = { not_before = FROM, but_before = ASKED },
    year_before = { not_before = FROM, but_before = ASKED },
    ago = { not_before = FROM, but_before = ASKED },
    later = { not_before = FROM, but_before = ASKED },
    shift = { not_before = "بینی|بینی‌های|برد|بردن|رو|روی|نویس|شرط|رفت|گرفت" },
    weekend = { not_after = "روزهای|شب‌های|ظهرهای|عصرهای|روزه|سهروزه|دوروزه|چهارروزه" },
    price = { only_after = "$|£|€|¥" },
    weekday = { not_before = "بازار|بازارها|بازارهای", not_after = "امام|امامان|ائمه|نماز|نمازهای|خطیب|خطبای|خطبه‌های|دعای" },
    count = { not_before_category = { "weekday" }, not_before_year = true,
      not_before = "سن|سنش|داشت|دارد|داشته|نوری|به بالا|به پایین" },
    rate_unit = { not_before_category = { "relative", "before", "following", "month", "weekday", "season", "holiday" },
      not_before_digit = true, not_before = "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|هزار|بیست|سی|اول|نخست|دوم|سوم|چهارم|پنجم|ششم|" ..
        "هفتم|هشتم|نهم|دهم|آخر|مالی|تحصیلی|میلادی|شمسی|هجری|خورشیدی|های" },
    vague = { not_before = "دیدار|نشست|مذاکرات|اجلاس|سفر|تاریخ|حمله|عملیات|جلسه|اقدام|حادثه|انتخابات|توافق|که" },
  },

  signals = { ["از|از روز|از تاریخ|از ابتدای"] = "from", ["تا|تا روز|الی|لغایت"] = "until" },
  -- What may stand between such a preposition and its date: از ساعت ۱۲ ظهر یکشنبه.
  clock = "ساعت|صفر|ظهر|بامداد|صبح|بعدازظهر|بعد‌از‌ظهر|عصر|شب|شامگاه|نیمه‌شب|نیمه|سحر|سپیده‌دم|غروب|روز|مورخ|تاریخ|:|و|نیم|" ..
    "دقیقه|حدود|حوالی|به وقت محلی|به وقت دمشق|به|وقت|محلی|دقایق|لحظات|نخستین",
  -- Before the name of a time this means "shortly before it".
  eve = "در آستانه $",
  lasting = "ادامه داشت|ادامه یافت|طول کشید|دوام داشت|دوام آورد|به طول انجامید",
  -- Words of a plan: a past verb with one of them does not say that its date is past.
  planned = "قرار است|قرار شد|موعد|مهلت|برنامه|به تعویق افتاد|به تعویق انداخت|تمدید شد|تمدید کرد|پیش از|قبل از|پس از|بعد از",

  tense = {
    forms = {
      [words.product("می‌|نمی‌", PRESENT)] = "future",
      [words.product("می‌|نمی‌", PAST)] = "past",
      [PAST .. "|" .. words.product("ن", PAST)] = "past",
      [words.product(PARTICIPLES, " است| اند|‌اند| بود| بودند| ام| ایم| که")] = "past",
      [SUBJUNCTIVE .. "|" .. words.product("ن", SUBJUNCTIVE)] = "future",
      ["خواهد|خواهند|خواهم|خواهیم|خواهید|نخواهد|نخواهند|قرار است|بناست"] = "future",
      ["است|هستند|نیست|نیستند|دارد|دارند"] = "present",
    },
  },

  -- Words that tie a cause to its consequence in one sentence, by which of the two is told first.
  consequence = {
    cause_first = "در پی داشت|در پی داشته|منجر شد|منجر به|منجر شده|انجامید|انجامیده|منتهی شد|منتج شد|" ..
      "سبب شد|سبب شدند|باعث شد|باعث شدند|موجب شد|به دنبال داشت|به همراه داشت",
    effect_first = "ناشی از|بر اثر|در نتیجه|پیامد|به علت|به سبب",
  },
  -- What may stand between two names of one time: سال گذشته و از ۱۰ دی ۹۵.
  bridge = "،|و|در|از|(|یعنی|و از|، در|، یعنی|، از|و در",
  beside = "،|,|در|بین|میان|روز|مورخ|به|-|–|حدود|حوالی|از|(|)|تا|و|راس|به وقت محلی|وقت|محلی",
  night_words = "شب|پنجشنبه‌شب|جمعه‌شب|شنبه‌شب|یکشنبه‌شب|دوشنبه‌شب|سه‌شنبه‌شب|چهارشنبه‌شب|امشب|دیشب|پریشب|فرداشب|فردا شب|" ..
    "شب گذشته",
  weekend = { 4, 5 },
  number_tails = "ام|امین|مین|م|و|نیم",
  zone_before = "وقت",
  -- Words that figures are written onto: سال2011.
  before_figures = "سال|در|تا|از|ساعت",
  clitics = "و",
  -- Where it parts the words of one number.
  splits_numbers = true,
  -- Endings that are written apart, too.
  endings = "های|ها",
  -- Words that make years an age: before them, at some distance, and after them.
  age_words = "سن|سنین|سنی|سنش|عمر|عمرش|عمرشان",
  age_after = "دارم|داری|داریم|دارید|دارند|داشتم|داشتی|داشتیم|داشتید|داشتند",
  -- Its second lunar month is also the word for nought: یک صفر is a score.
  nought = { calendar = "hijri", number = 2, least_day = 11 },
  apposition = "برابر با|برابر|موافق با|مصادف با|مطابق با|معادل|همزمان با",
  dateline = "تاریخ|تاریخ انتشار|تاریخ خبر|انتشار|زمان انتشار",
}
