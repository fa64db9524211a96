-- fa.lua: how Persian and Dari write time. Words and templates only; see grammar.lua for their form.
local words = require "rasad.time.words"

local PRESENT_ENDINGS = "م|ی|د|یم|ید|ند"
local PAST_ENDINGS = "-|م|ی|یم|ید|ند"
local PRESENT = words.product("کن|شو|گوی|ده|رو|خواه|توان|باش|آی|گیر|یاب|رس|زن|خور|آور|بر|نویس|خوان|دار|" ..
  "بین|دان|گذار|گذر|پرداز|ساز|کش|افزای|پذیر|شناس|گرد|مان|افت|انجام|کوش|جنگ|پیوند|بخش|نگر|خواه|رسان|" ..
  "خیز|شکن|پرس|فروش|خر|آموز|گزار|طلب|اندیش|نما|نمای", PRESENT_ENDINGS)
local PAST = words.product("کرد|شد|گفت|داد|رفت|آمد|گرفت|یافت|رسید|زد|خورد|آورد|برد|نوشت|خواند|داشت|دید|" ..
  "دانست|گذاشت|گذشت|پرداخت|ساخت|کشید|افزود|پذیرفت|شناخت|گردید|ماند|افتاد|انجامید|کوشید|جنگید|پیوست|" ..
  "بخشید|خواست|توانست|رساند|برخاست|شکست|پرسید|فروخت|خرید|آموخت|نمود|بود|بست|گشت", PAST_ENDINGS)
local PARTICIPLES = words.product("کرد|شد|گفت|داد|رفت|آمد|گرفت|یافت|رسید|زد|خورد|آورد|برد|نوشت|داشت|دید|" ..
  "گذاشت|گذشت|پرداخت|ساخت|کشید|پذیرفت|گردید|ماند|افتاد|انجامید|پیوست|خواست|رساند|بود|بست|گشت", "ه")
local SUBJUNCTIVE = "شود|شوند|کند|کنند|گردد|گردند|گیرد|گیرند|یابد|یابند|دهد|دهند|برسد|برسند|بیاید|باشد|باشند"
local MEASURES = "درصد|نفر|تن|هزار|میلیون|میلیارد|کیلومتر|متر|دلار|تومان|ریال|یورو|بار|مورد|کشته|زخمی|" ..
  "خودرو|فروند|دستگاه|واحد|کشور|شهر|نماینده|عضو|صفحه|نقطه|خانواده|تانک|راس|رأس|رای|رأی|امتیاز|مدال"

-- In a list of months "!" marks a form that is also a common word or a name: alone it is no month.
return {
  name = "fa",
  calendar = "jalali",
  week_start = 6,
  -- The verb closes the clause, so the verb after a date tells its tense.
  verb = "after",

  -- "چهارده اردیبهشت": a day may be a cardinal in words.
  name_days_by_cardinals = true,

  months = {
    jalali = { "فروردین", "اردیبهشت|اردی‌بهشت", "خرداد", "!تیر", "مرداد|امرداد", "شهریور", "!مهر", "!آبان",
      "!آذر", "!دی", "!بهمن", "اسفند|!حوت" },
    zodiac = { "!حمل", "!ثور", "!جوزا", "!سرطان", "!اسد", "!سنبله", "!میزان", "!عقرب", "!قوس", "!جدی",
      "!دلو", "!حوت" },
    gregorian = { "ژانویه|جنوری", "فوریه|فبروری|فوریهٔ", "مارس|!مارچ", "آوریل|اپریل", "!مه|!می", "ژوئن|جون",
      "ژوئیه|جولای|ژولای|جولایی", "اوت|آگوست|آگست|اگست", "سپتامبر|سپتمبر", "اکتبر|اکتوبر", "نوامبر|نومبر",
      "دسامبر|دسمبر" },
    hijri = { "!محرم", "!صفر", "ربیع‌الاول", "ربیع‌الثانی|ربیع‌الاخر", "جمادی‌الاول|جمادی‌الاولی",
      "جمادی‌الثانی|جمادی‌الاخر|جمادی‌الثانیه", "!رجب", "!شعبان", "!رمضان", "!شوال", "ذی‌القعده|ذیقعده|ذی‌قعده",
      "ذی‌الحجه|ذیحجه|ذی‌حجه" },
  },
  -- Written after a solar month, joined or apart, it makes any name a month: دی‌ماه.
  month_suffix = "ماه",

  lexicon = {
    weekday = { "دوشنبه|دو‌شنبه|دوشنبه‌شب", "سه‌شنبه|سه‌شنبه‌شب", "چهارشنبه|چهار‌شنبه|چهارشنبه‌شب",
      "پنجشنبه|پنج‌شنبه|پنجشنبه‌شب|پنج‌شنبه‌شب", "جمعه|جمعه‌شب", "شنبه|شنبه‌شب", "یکشنبه|یک‌شنبه|یکشنبه‌شب" },
    season = { "بهار", "تابستان", "پاییز|پائیز|خزان", "زمستان" },
    clear_season = { ["تابستان"] = 2, ["پاییز|پائیز"] = 3, ["زمستان"] = 4 },
    part = {
      ["اوایل|اوائل|ابتدای|آغاز|شروع|دهه اول|دهه نخست"] = "start",
      ["اواسط|میانه|میانه‌ی|میانه‌های|نیمه|نیمه‌های|دهه دوم"] = "mid",
      ["اواخر|پایان|انتهای|دهه آخر|دهه سوم|دهه پایانی"] = "end",
      ["نیمه اول|نیمه نخست|نیمه‌ی اول"] = "half1",
      ["نیمه دوم|نیمه‌ی دوم"] = "half2",
      ["هفته اول|هفته نخست"] = "first_week",
      ["هفته دوم"] = "week2",
      ["هفته سوم"] = "week3",
      ["هفته چهارم"] = "week4",
      ["هفته آخر|هفته پایانی"] = "last_week",
      ["غره|نخستین روز|اولین روز|روز نخست"] = "first_day",
      ["سلخ|آخرین روز|واپسین روز"] = "last_day",
    },
    day_word = "روز|روزهای|مورخ|مورخه",
    month_word = "ماه",
    year_word = "سال|سال‌های",
    week_word = "هفته|هفته‌ی",
    this = { ["این|همین"] = 0 },
    unit = { ["سال"] = "year", ["ماه"] = "month", ["هفته|هفته‌ی"] = "week", ["روز|شب"] = "day",
      ["دهه|دهه‌ی"] = "decade", ["قرن"] = "century", ["ساعت"] = "hour", ["دقیقه"] = "minute",
      ["فصل"] = "season" },
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
      ["فردا|فرداشب|فردا شب|روز آینده"] = 1,
      ["پس‌فردا"] = 2,
    },
    era = { ["میلادی"] = "gregorian", ["شمسی|خورشیدی|هجری شمسی|هجری خورشیدی|هجری‌شمسی|ه . ش"] = "jalali",
      ["قمری|هجری قمری|هجری‌قمری|ه . ق"] = "hijri" },
    to = "تا|الی|و|-|–|—",
    comma = "،|,",
    several = "چند|چندین",
    every = "هر",
    set = { ["روزانه|همه‌روزه|هرروز|هرروزه"] = "P1D", ["هفتگی"] = "P1W",
      ["ماهانه|ماهیانه"] = "P1M", ["سالانه|سالیانه"] = "P1Y" },
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
      "[year_word] short_year",
    days = "day [comma day:day_last | 'و'_ day:day_last] ['و'_ day:day_last | to day:day_last]",
    named_day = "[day_word] weekday [also weekday:weekday_last] [comma]",
  },

  templates = {
    { "date", "[deictic [comma]] [named_day] [day_word] days mon [year_tail | relative:direction]" },
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
    { "date", "[part] year_word year [era]" },
    { "date", "[part] year_word short_year" },
    { "date", "[part] decade_word decade [era]" },
    { "date", "part year [era]" },
    { "bare_year", "year [era]" },
    { "shift", "[part] named_unit:unit relative:shift [era]" },
    { "shift", "[part] this:shift named_unit:unit" },
    { "shift", "[part] named_unit:unit before" },
    { "shift", "[part] year_relative:year_shift" },
    { "shift", "[part] gregorian_year" },
    { "shift", "part named_unit:unit" },
    { "shift", "[day_word] weekday week_word:week relative:shift" },
    { "shift", "[day_word] weekday this:shift week_word:week" },
    { "shift", "number:count unit ago | number:count unit later | several unit ago | several unit later" },
    { "story", "named_unit:unit following" },
    { "deictic", "deictic [[comma] [day_word] weekday]" },
    { "deictic", "deictic '(' [day_word] weekday ')'" },
    { "weekday", "[day_word] weekday [relative:direction]" },
    { "period", "number:count unit span_relative:sign | several unit span_relative:sign" },
    { "duration", "number:count unit | several unit" },
    { "set", "set | every [number:count] unit | every [day_word] weekday" },
    { "vague", "vague" },
  },
  decade_word = "دهه|دهه‌ی",

  -- not_after: the token before; not_before: the words after. By template name or by field.
  guards = {
    leading_number = { not_after = "ساعت|شماره|قطعنامه|قطعنامه‌ی|ماده|بند|صفحه|تلفن|شبکه|رادیو|کانال|پلاک|" ..
      "ردیف|کد|خیابان|منطقه|آستانه|ژنو|بخش|فصل|دور|مرحله|اصل|تبصره|قانون|لیگ|گروه|.|:|/" },
    -- Streets and schools are named after days.
    day = { not_after = "خیابان|میدان|مدرسه|بیمارستان|ورزشگاه|سالن|اتوبان|بزرگراه|پل|شهرک|پادگان|ورزشی|فرودگاه" },
    month = { not_after = "خبرگزاری|سید|حجت|الاسلام" },
    ambiguous = {
      not_before = PRESENT .. "|" .. PAST .. "|" .. PARTICIPLES .. "|میستورا|و میستورا|طیب|پور|زاده",
    },
    bare_year = { news_only_after = "در|از|تا|سال|بین|و|پس از|بعد از|قبل از|پیش از|طی|میان|-|–|(|اوایل|اواخر",
      not_before = MEASURES },
    short_year = { not_before = MEASURES },
    -- شش سال پیش از جنگ counts from the war, سال قبل از آن from a year of the story.
    before = { not_before = "از" },
    year_before = { not_before = "از" },
    ago = { not_before = "از" },
    later = { not_before = "از" },
    shift = { not_before = "بینی|بینی‌های|برد|بردن|رو|روی|نویس|شرط|رفت|گرفت" },
    weekday = { not_after = "امام|امامان|ائمه|نماز|نمازهای|خطیب|خطبای|خطبه‌های|دعای" },
    count = { not_before = "سن|سنش|داشت|دارد|داشته|نوری" },
    vague = { not_before = "دیدار|نشست|مذاکرات|اجلاس|سفر|تاریخ|حمله|عملیات|جلسه|اقدام|حادثه|انتخابات|توافق|که" },
  },

  signals = { ["از|از روز|از تاریخ|از ابتدای"] = "from", ["تا|تا روز|الی|لغایت"] = "until" },
  -- What may stand between such a preposition and its date: از ساعت ۱۲ ظهر یکشنبه.
  clock = "ساعت|صفر|ظهر|بامداد|صبح|بعدازظهر|بعد‌از‌ظهر|عصر|شب|شامگاه|نیمه‌شب|نیمه|سحر|سپیده‌دم|غروب|روز|مورخ|تاریخ|:|و|نیم|" ..
    "دقیقه|حدود|حوالی|به وقت محلی|به وقت دمشق|به|وقت|محلی|دقایق|لحظات|نخستین",
  -- Before the name of a time this means "shortly before it".
  eve = "در آستانه $",
  lasting = "ادامه داشت|ادامه یافت|طول کشید|دوام داشت|دوام آورد|به طول انجامید",

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
  beside = "-",
  apposition = "برابر با|برابر|موافق با|مصادف با|مطابق با|معادل|همزمان با",
  dateline = "تاریخ|تاریخ انتشار|تاریخ خبر|انتشار|زمان انتشار",
}
