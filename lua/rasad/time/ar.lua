-- ar.lua: how Arabic writes time, from the Maghreb to the Gulf. See grammar.lua for the form.
local words = require "rasad.time.words"

local MEASURES = "بالمئة|بالمائة|في المئة|في المائة|شخص|شخصا|قتيل|قتيلا|جريح|مدني|مدنيا|دولار|دولارا|كيلومتر|" ..
  "كيلومترا|مليون|مليار|ألف|حالة|موظف|عنصر|عنصرا|طن|طنا|متر|مترا|ناخب|مقاتل|مقاتلا|لاجئ"

local PAST = "وقع|وقعت|وقعوا|قال|قالت|قالوا|عقد|عقدت|عقدوا|كان|كانت|كانوا|أعلن|أعلنت|أعلنوا|انتهى|انتهت|بدأ|بدأت|جرى|" ..
  "جرت|تم|تمت|شهد|شهدت|أدى|أدت|أسفر|أسفرت|وصل|وصلت|قتل|قتلت|أصيب|أصيبت|اتفق|اتفقت|اتفقوا|توصل|توصلت|" ..
  "أكد|أكدت|ذكر|ذكرت|أضاف|أضافت|أوضح|أوضحت|استضاف|استضافت|اختتم|اختتمت|انطلق|انطلقت|دخل|دخلت|" ..
  "صدر|صدرت|أصدر|أصدرت|نفذ|نفذت|شن|شنت|سيطر|سيطرت|انسحب|انسحبت|زار|زارت|التقى|التقت|اجتمع|اجتمعت|" ..
  "وافق|وافقت|رفض|رفضت|حضر|حضرت|شارك|شاركت|استأنف|استأنفت|انهار|انهارت|خرق|صرح|صرحت|أشار|أشارت|" ..
  "اندلع|اندلعت|أطلق|أطلقت|قصف|قصفت|استهدف|استهدفت|انعقد|انعقدت|تأسس|تأسست|تولى|تولت|أقر|أقرت|" ..
  "نشر|نشرت|غادر|غادرت|عاد|عادت|أصبح|أصبحت|مر|مرت|سقط|سقطت|توفي|ولد|انتخب|فاز|فازت|استقال|أجرى|أجرت|" ..
  "شدد|شددت|دعا|دعت|طالب|طالبت|بلغ|بلغت|قرر|قررت|حقق|حققت|أنهى|أنهت|تبنى|تبنت|لقي|أفاد|أفادت|نفى|نفت|أيد|أيدت"

local PLANNED = "عقد|بدأ|دخل|ستأنف|جري|نعقد|نتهي|ستمر|نطلق|ستضيف|جتمع|ختتم|لتقي|زور|توجه|غادر|جتمعون|شارك"

return {
  name = "ar",
  calendar = "gregorian",
  -- A year such as 1438 is a lunar one.
  lunar = true,
  week_start = 6,
  -- The verb opens the clause, so the verb before a date tells its tense.
  verb = "before",
  -- One-letter words written onto the next one; they stand outside a date.
  clitics = "و|ف|ب|ل|ك",
  article = "ال",

  name_days_by_cardinals = true,

  months = {
    gregorian = {
      "يناير|كانون الثاني|كانون ثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار|!مارت", "أبريل|إبريل|نيسان|أفريل",
      "مايو|أيار|!ماي", "يونيو|يونيه|حزيران|جوان", "يوليو|يوليه|تموز|جويلية|يوليوز", "أغسطس|!آب|أوت|غشت",
      "سبتمبر|أيلول|شتنبر", "أكتوبر|تشرين الأول|تشرين أول", "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر",
      "ديسمبر|كانون الأول|كانون أول|دجنبر",
    },
    hijri = {
      "!محرم|!المحرم", "!صفر", "ربيع الأول|ربيع أول", "ربيع الثاني|ربيع الآخر", "جمادى الأولى|جمادى الأول",
      "جمادى الثانية|جمادى الآخرة|جمادى الثاني", "!رجب", "!شعبان", "!رمضان", "!شوال",
      "ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة",
    },
    jalali = { "فروردين", "ارديبهشت", "خرداد", "!تير", "مرداد", "شهريور", "!مهر", "آبان", "!آذر", "!دي",
      "!بهمن", "اسفند" },
  },

  lexicon = {
    weekday = { "الاثنين|الإثنين|الأثنين", "الثلاثاء|الثلثاء", "الأربعاء|الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد" },
    season = { "(ال)ربيع", "(ال)صيف", "(ال)خريف", "(ال)شتاء" },
    part = {
      ["أوائل|بداية|بدايات|أول"] = "start",
      ["مطلع|مستهل"] = "opening",
      ["غرة|أول يوم من|أول أيام|اليوم الأول من"] = "first_day",
      ["سلخ|آخر يوم من|آخر أيام|اليوم الأخير من"] = "last_day",
      ["منتصف|أواسط|وسط|نصف"] = "mid",
      ["أواخر|نهاية|نهايات|آخر|ختام|العشر الأواخر من"] = "end",
      ["النصف الأول من"] = "half1",
      ["النصف الثاني من"] = "half2",
      ["الأسبوع الأول من"] = "first_week",
      ["الأسبوع الثاني من"] = "week2",
      ["الأسبوع الثالث من"] = "week3",
      ["الأسبوع الرابع من"] = "week4",
      ["الأسبوع الأخير من"] = "last_week",
    },
    day_word = "يوم|يومي|أيام|اليوم الموافق|الموافق",
    month_word = "شهر|شهري",
    year_word = "عام|سنة|العام|السنة|عامي",
    of = "من",
    unit = { ["عام|عاما|أعوام|سنة|سنوات|سنين|الأعوام|السنوات"] = "year", ["شهر|شهرا|أشهر|شهور|الأشهر|الشهور"] = "month",
      ["أسبوع|أسبوعا|أسابيع|الأسابيع"] = "week", ["يوم|يوما|أيام|الأيام|ليال|ليلة"] = "day",
      ["عقد|عقود|العقود"] = "decade", ["قرن|قرون"] = "century", ["ساعة|ساعات|الساعات"] = "hour",
      ["دقيقة|دقائق"] = "minute" },
    one_unit = { ["عام|سنة"] = "year", ["شهر"] = "month", ["أسبوع"] = "week", ["يوم"] = "day", ["عقد"] = "decade",
      ["ساعة"] = "hour" },
    two_units = { ["(ال)عامين|(ال)عامان|(ال)سنتين|(ال)سنتان"] = "year", ["(ال)شهرين|(ال)شهران"] = "month",
      ["(ال)أسبوعين|(ال)أسبوعان"] = "week", ["(ال)يومين|(ال)يومان"] = "day", ["(ال)عقدين"] = "decade",
      ["(ال)ساعتين|(ال)ساعتان"] = "hour", ["(ال)قرنين"] = "century" },
    named_unit = { ["العام|السنة"] = "year", ["الشهر"] = "month", ["الأسبوع"] = "week", ["اليوم"] = "day",
      ["العقد"] = "decade", ["القرن"] = "century" },
    relative = {
      ["الماضي|الماضية|المنصرم|المنصرمة|الفائت|الفائتة|السابق|السابقة"] = -1,
      ["الجاري|الجارية|الحالي|الحالية"] = 0,
      ["المقبل|المقبلة|القادم|القادمة|الآتي|الآتية"] = 1,
    },
    following = { ["التالي|التالية|الذي يليه"] = 1 },
    span_relative = { ["الماضية|الماضي|الأخيرة|الأخير|الماضيين|الأخيرين|المنصرمة|الماضيتين|الأخيرتين"] = -1,
      ["المقبلة|القادمة|المقبلين|القادمين|المقبلتين"] = 1 },
    this = { ["هذا|هذه"] = 0 },
    ago = { ["قبل|منذ"] = -1 },
    later = { ["بعد"] = 1 },
    -- A day of the article's own month or its neighbours, and of the month or year named last.
    month_shift = { ["الشهر الماضي|الشهر المنصرم|الشهر الفائت"] = -1, ["الشهر الجاري|الشهر الحالي|هذا الشهر"] = 0,
      ["الشهر المقبل|الشهر القادم"] = 1 },
    this_month = { ["الجاري|الحالي"] = 0 },
    month_ref = "الشهر نفسه|الشهر ذاته|نفس الشهر|ذلك الشهر|الشهر المذكور",
    year_ref = "العام نفسه|العام ذاته|نفس العام|ذلك العام|السنة نفسها|السنة ذاتها|تلك السنة",
    -- The night between two days: ليل الجمعة السبت.
    night = "ليل|ليلة",
    deictic = {
      ["اليوم|الليلة"] = 0,
      ["أمس|البارحة|الأمس|مساء أمس|ليل أمس"] = -1,
      ["أول أمس|أول من أمس|أمس الأول"] = -2,
      ["غدا|الغد|يوم غد|غد"] = 1,
      ["بعد غد|بعد الغد"] = 2,
    },
    era = { ["م|ميلادي|ميلادية|الميلادي|للميلاد"] = "gregorian", ["هـ|هجري|هجرية|الهجري|للهجرة"] = "hijri" },
    to = "إلى|حتى|-|–|—|و",
    comma = "،|,",
    slash = "/|-|(|و",
    several = "عدة|بضع|بضعة",
    about = "نحو|حوالي|قرابة|زهاء|أكثر من|أقل من",
    every = "كل",
    set = { ["يوميا|بشكل يومي"] = "P1D", ["أسبوعيا|بشكل أسبوعي"] = "P1W",
      ["شهريا|بشكل شهري"] = "P1M", ["سنويا|بشكل سنوي"] = "P1Y" },
    vague = {
      ["الآن|حاليا|الوقت الراهن|الوقت الحاضر|الوقت الحالي|المرحلة الراهنة|هذه الأيام"] = "PRESENT_REF",
      ["سابقا|مؤخرا|في السابق|وقت سابق|قبل ذلك|قبل أيام|قبل أسابيع|قبل أشهر|قبل سنوات|قبل ساعات|" ..
        "منذ أيام|منذ أسابيع|منذ أشهر|منذ سنوات"] = "PAST_REF",
      ["المستقبل القريب|قريبا|وقت لاحق|وقت قريب|عما قريب"] = "FUTURE_REF",
    },
  },

  rules = {
    name = "month ['/' month:month_twin | '(' month:month_twin ')' | '-' month:month_twin]",
    clear_name = "clear_month:month ['/' month:month_twin | '(' month:month_twin ')' | '-' month:month_twin]",
    mon = "month_word name | name",
    strong = "month_word name | clear_name",
    year_tail = "[of] named_unit:year_unit relative:year_relative | [of] year_ref | [[of] year_word] year [era]",
    days = "day [comma day:day_last] ['و'_ day:day_last | to day:day_last] ['و'_ day:day_last]",
    two_days = "night weekday ['-' | '/' | 'إلى'] weekday:weekday_last",
    named_day = "two_days [comma | '('] | [day_word] weekday ['و'_ weekday:weekday_last] [comma | '(' | 'في']",
    counted = "[about] number:count unit | two_units:unit_pair | several unit",
  },

  templates = {
    { "date", "[deictic [comma]] [named_day] [day_word] days [of] mon [relative:direction | year_tail] [')']" },
    { "date", "[named_day] [day_word] day [of] mon 'و'_ day:day_last [of] month:month_last ['/' month:twin_last] [year_tail]" },
    { "date", "[named_day] [day_word] days [of] month_shift | [named_day] [day_word] days of this_month:month_shift" },
    { "date", "[named_day] [day_word] days [of] month_ref | part [of] month_ref" },
    { "date", "[deictic [comma]] [named_day] numeric [era]" },
    { "date", "part [of] mon [relative:direction | year_tail]" },
    { "date", "mon year_tail" },
    { "date", "mon relative:direction" },
    { "date", "strong" },
    { "date", "[part] season year_tail" },
    { "date", "[part] season relative:direction" },
    { "date", "[part] year_word year [era]" },
    { "date", "part year [era]" },
    { "bare_year", "year [era]" },
    { "shift", "[part] named_unit:unit relative:shift" },
    { "shift", "[part] this:shift named_unit:unit" },
    { "shift", "part named_unit:unit" },
    { "shift", "[day_word] weekday of named_unit:week relative:shift" },
    { "shift", "[day_word] weekday of this:shift named_unit:week" },
    { "shift", "ago counted | later counted" },
    { "shift", "ago one_unit | later one_unit" },
    { "story", "named_unit:unit following" },
    { "deictic", "deictic [comma] [day_word] weekday | deictic '(' weekday ')' | deictic" },
    { "weekday", "[day_word] weekday [relative:direction] | two_days" },
    { "period", "two_units:unit_pair span_relative:sign | unit number:count span_relative:sign | unit span_relative:sign" },
    { "period", "number:count unit span_relative:sign" },
    { "duration", "counted" },
    { "set", "set | every number:count unit | every one_unit:unit | every [day_word] weekday" },
    { "vague", "vague" },
  },

  guards = {
    leading_number = { not_after = "الساعة|القرار|رقم|المادة|الفقرة|هاتف|قناة|المرحلة|أستانا|أستانة|جنيف|" ..
      "المجموعة|صفحة|دوري|فوق|إف|ميغ|.|:|/" },
    -- Streets and squares are named after days.
    day = { not_after = "شارع|ساحة|جسر|ميدان|قاعة|مستشفى|مدرسة" },
    -- "The day", not "today": اليوم التالي، اليوم العالمي، ذلك اليوم.
    deictic = { not_before = "التالي|الأول|الثاني|الثالث|الأخير|الموالي|العالمي|الوطني|نفسه|ذاته|الذي",
      not_after = "ذلك|نفس|طوال" },
    -- بعد يومين من الهجوم counts from the attack.
    ago = { not_before = "من|على" },
    later = { not_before = "من|على" },
    one_unit = { not_before_digit = true, not_before_category = { "weekday", "month", "named_unit" } },
    -- Rajab and Safar are also first names, before a family name; Ab is half of Tel Aviv.
    ambiguous = { not_before = "طيب|ميستورا|الرشيدي", not_after = "تل" },
    bare_year = { only_after = "في|منذ|عام|سنة|حتى|بين|من|إلى|خلال|مطلع|نهاية|-|–|(|و|العام|قبل|بعد",
      not_before = MEASURES },
    weekday = { not_after = "صلاة|خطبة|خطيب|بين|كلا" },
    count = { not_after = "العمر|عمره|عمرها|يبلغ|تبلغ|سن|البالغ|البالغة|بعمر", not_before = "من العمر|ضوئية" },
    duration = { not_after = "العمر|عمره|عمرها" },
    vague = { not_before = "أن" },
  },

  signals = { ["من|منذ|ابتداء من|اعتبارا من|بدءا من"] = "from", ["حتى|إلى|لغاية"] = "until" },
  -- What may stand between such a preposition and its date: حتى منتصف ليل الخميس.
  clock = "الساعة|صفر|منتصف|ليل|ليلة|ظهر|صباح|صباحا|مساء|فجر|عصر|بعد|قبل|غروب|شمس|يوم|يومي|تاريخ|:|بتوقيت|دمشق|" ..
    "غرينتش|بالتوقيت|المحلي|من|والنصف|الأولى|الثانية|الثالثة|" ..
    "الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة|الحادية|الثانية|عشرة",
  eve = "عشية $",
  lasting = "استمر|استمرت|دام|دامت|صمد|صمدت|ظل|ظلت",
  -- Words of a plan: a past verb with one of them ("decided to strike on") does not say that its date is past.
  planned = "تأجيل|تمديد|إضراب|إضرابا|الدخول في|تنفيذ|تنظيم|موعد|أجل|أقصاه|بداية من|ابتداء من|انطلاقا من|إلى غاية|" ..
    "إلى حدود|مبرمج|مبرمجة|المبرمج|المقرر|المقررة|مقرر|مقررا|المزمع|تاريخ|عقد|إجراء|يوافق|برنامج|انقطاع|أعلن|" ..
    "أعلنت|أعلنوا|قرر|قررت|قرروا|تقرر|دعا|دعت|أقر|أقرت|حدد|حددت|أكد|أكدت|أضاف|أضافت|أوضح|أوضحت|أفاد|أفادت|قال|" ..
    "قالت|ذكر|ذكرت|أشار|أشارت|صرح|كشف|كشفت|تم الاتفاق",

  tense = {
    forms = {
      [words.product("-|و|ف|قد ", PAST)] = "past",
      ["لم"] = "past",
      -- A present form tells a plan; so does the noun after a preposition: على عقد الجولة.
      [words.product("-|و|ف|أن ", words.product("ت|ي", PLANNED))] = "future",
      [words.product("-|و", words.product("على |إلى |بشأن |حول |يمكن |ل|ب|موعد |المزمع ",
        "عقد|استئناف|بدء|إجراء|عقدها|إجراؤها"))] = "future",
      ["سوف|لن|المقرر|المزمع|المتوقع|المنتظر|يتوقع|يعتزم|تعتزم|يفترض|المرتقب|المرجح"] = "future",
      [words.product("-|و|ف|قد ", "رجح|رجحت|يرجح|ترجح|توقع|توقعت|تتوقع|يستعد|تستعد|يعقد|تعقد|ينوي|تنوي")] = "future",
    },
    -- The س of the future, written onto the verb.
    future_prefix = "سي|ست|سن|وسي|وست|وسن|فسي|فست",
    not_future = words.product("-|و|ف", "سياس|سيار|سيطر|سيناء|سيد|سياق|سياج|سيول|سيرة|سير|سين|سيف|سيل|سيناريو|ستة|" ..
      "ستين|ستون|ستيفان|ستار|ستراتيج|سترة|سنة|سنوات|سنوي|سني|سنتين|سند|سنغافور|ستالين|ستوكهولم|ستديو|سيئ|سيبيريا|" ..
      "سيدني|سيمون|سيرغي|سيستان|سيلفا|سيا"),
  },

  consequence = {
    cause_first = "أدى|أدت|أسفر|أسفرت|نتج عنه|نتج عنها|أفضى|أفضت|أثمر|أثمرت|مما أدى|ما أدى|تمخض|تمخضت",
    effect_first = "نتيجة|بسبب|نتج عن|نتجت عن|ناجم عن|ناجمة عن|جراء|إثر|على خلفية",
  },
  bridge = "،|في|(|من|منذ|أي|، في|، أي|أي في",
  apposition = "الموافق|الموافق لـ|أي|المصادف",
  dateline = "تاريخ النشر|نشر في|نشر|تاريخ",
}
