-- ar.lua: how Arabic writes time, from the Maghreb to the Gulf. See grammar.lua for the form.
local words = require "rasad.time.words"

local MEASURES = "بالمئة|بالمائة|في المئة|في المائة|شخص|شخصا|قتيل|قتيلا|جريح|مدني|مدنيا|دولار|دولارا|كيلومتر|" ..
  "كيلومترا|مليون|مليار|ألف|حالة|موظف|عنصر|عنصرا|طن|طنا|متر|مترا|ناخب|مقاتل|مقاتلا|لاجئ"

-- What follows figures that count nothing.
local BEHIND_FIGURES = "،|,|.|؛|؟|!|:|)|\"|»|«|“|”|*|في|من|إلى|على|عن|مع|بعد|قبل|خلال|منذ|حتى|بين|ضد|حول|عند|أمام|أثناء|" ..
  "ضمن|بسبب|رغم|أن|إن|التي|الذي|كان|كانت|هو|هي|أو|ثم|لكن|حيث|بما|مما|كما|وهو|وهي|والتي|والذي|وكان|وكانت|وذلك|وفي|" ..
  "ومن|ومع|وبعد|وقد"

local PAST = "وقع|وقعت|وقعوا|قال|قالت|قالوا|عقد|عقدت|عقدوا|كان|كانت|كانوا|أعلن|أعلنت|أعلنوا|انتهى|انتهت|بدأ|بدأت|جرى|" ..
  "جرت|تم|تمت|شهد|شهدت|أدى|أدت|أسفر|أسفرت|وصل|وصلت|قتل|قتلت|أصيب|أصيبت|اتفق|اتفقت|اتفقوا|توصل|توصلت|" ..
  "أكد|أكدت|ذكر|ذكرت|أضاف|أضافت|أوضح|أوضحت|استضاف|استضافت|اختتم|اختتمت|انطلق|انطلقت|دخل|دخلت|" ..
  "صدر|صدرت|أصدر|أصدرت|نفذ|نفذت|شن|شنت|سيطر|سيطرت|انسحب|انسحبت|زار|زارت|التقى|التقت|اجتمع|اجتمعت|" ..
  "وافق|وافقت|رفض|رفضت|حضر|حضرت|شارك|شاركت|استأنف|استأنفت|انهار|انهارت|خرق|صرح|صرحت|أشار|أشارت|" ..
  "اندلع|اندلعت|أطلق|أطلقت|قصف|قصفت|استهدف|استهدفت|انعقد|انعقدت|تأسس|تأسست|تولى|تولت|أقر|أقرت|" ..
  "نشر|نشرت|غادر|غادرت|عاد|عادت|أصبح|أصبحت|مر|مرت|سقط|سقطت|توفي|ولد|انتخب|فاز|فازت|استقال|أجرى|أجرت|" ..
  "شدد|شددت|دعا|دعت|طالب|طالبت|بلغ|بلغت|قرر|قررت|حقق|حققت|أنهى|أنهت|تبنى|تبنت|لقي|أفاد|أفادت|نفى|نفت|أيد|أيدت"

-- Feminine and plural forms have no noun beside them, as طلب and نقل have.
local PAST_MORE = "طلبت|طلبوا|كتبت|كتبوا|نقلت|نقلوا|وصفت|بحثت|ناقش|ناقشت|أنقذ|أنقذت|التقط|التقطت|تغلب|تغلبت|سجلت|أحرز|أحرزت|" ..
  "هزمت|خسر|خسرت|تعادلت|جاء|جاءت|جاؤوا|ذهب|ذهبت|وجدت|وجدوا|عثر|عثرت|اعتقل|اعتقلت|أوقف|أوقفت|ألقى|ألقت|احتجز|" ..
  "احتجزت|أفرجت|أرسل|أرسلت|تلقى|تلقت|استقبل|استقبلت|كشف|كشفت|تحدث|تحدثت|حذرت|هدد|هددت|اتهم|اتهمت|أدان|أدانت|انتقد|انتقدت|" ..
  "رحب|رحبت|اعتبر|اعتبرت|رأى|رأت|أبلغ|أبلغت|أخبر|أخبرت|حثت|ناشد|ناشدت|عينت|أقال|أقالت|اختار|اختارت|صوتت|صوتوا|عارض|عارضت|" ..
  "أبرم|أبرمت|ألغى|ألغت|ارتفع|ارتفعت|انخفض|انخفضت|تراجعت|هبط|هبطت|ازداد|ازدادت|أنشأ|أنشأت|افتتح|افتتحت|دشن|دشنت|" ..
  "أطاح|أطاحت|احتل|احتلت|استعاد|استعادت|هاجم|هاجمت|انفجر|انفجرت|تحطم|تحطمت|غرقت|اصطدم|اصطدمت|دمرت|نجا|نجت|هربت|نزحت|" ..
  "لجأ|لجأت|تظاهر|تظاهرت|احتج|احتجت|خرجت|خرجوا|دفنت|تزوج|تزوجت|احتفل|احتفلت|ضربت|ظهرت|اختفى|اختفت|تخرج|تخرجت|قادت|ترأس|" ..
  "ترأست|تسلم|تسلمت|حصل|حصلت|حصلوا|منحت|فرضت|اغتال|اغتالت|مات|ماتت|رحلت|تعرضت|عانى|عانت|تسبب|تسببت|أثار|أثارت|" ..
  "استدعى|استدعت|طردت|استجوب|ضبطت|أحبط|أحبطت|قضت|أمرت|أمروا|انضم|انضمت|لاحظ|لاحظت|شاهدت|حدثت|اشتعل|اشتعلت|ساعد|" ..
  "ساعدت|ساهم|ساهمت|اعترف|اعترفت|علمت|فتحت|أغلق|أغلقت|أدلى|أدلت|خاض|خاضت|لعبت|انتقل|انتقلت|عادوا|وصلوا"

---A verb's feminine with its object, and its first person plural: ذكرته, لاحظنا.
local function with_object(verbs)
  local out = {}
  for verb in verbs:gmatch "[^|]+" do
    if verb:sub(-2) == "ت" then
      for _, object in ipairs { "ه", "ها", "هم", "نا" } do out[#out + 1] = verb .. object end
    elseif verb:sub(-2) ~= "ا" and verb:sub(-2) ~= "ى" then
      out[#out + 1] = verb .. "نا"
    end
  end
  return table.concat(out, "|")
end

local PAST_WITH_OBJECT = with_object(PAST .. "|" .. PAST_MORE)

local PLANNED = "عقد|بدأ|دخل|ستأنف|جري|نعقد|نتهي|ستمر|نطلق|ستضيف|جتمع|ختتم|لتقي|زور|توجه|غادر|جتمعون|شارك"

return {
  name = "ar",
  calendar = "gregorian",
  -- A year such as 1438 is a lunar one.
  lunar = true,
  week_start = 6,
  -- The verb opens the clause, so the verb before a date tells its tense.
  verb = "before",
  behind_figures = BEHIND_FIGURES,
  -- One-letter words written onto the next one; they stand outside a date.
  clitics = "و|ف|ب|ل|ك",
  article = "ال",
  -- What only looks as if it had one.
  no_article = "إلى|إليه|إليها|إليهم|إلا|ألا|ألف|ألفا|آلاف|آلية|آليات",

  name_days_by_cardinals = true,

  months = {
    gregorian = {
      "يناير|كانون الثاني|كانون ثاني|جانفي", "فبراير|شباط|اشباط|فيفري", "مارس|آذار|!مارت", "أبريل|إبريل|نيسان|أفريل|ابريل",
      "مايو|أيار|!ماي", "يونيو|يونيه|حزيران|!جوان", "يوليو|يوليه|تموز|جويلية|جولية|يوليوز", "أغسطس|!آب|أوت|غشت",
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
    weekday = { "الاثنين|الإثنين|الأثنين|الإتنين|الاتنين", "الثلاثاء|الثلثاء|الثلاثا|التلات", "الأربعاء|الاربعاء|الأربعا",
      "الخميس", "الجمعة", "السبت", "الأحد" },
    -- Without its article a weekday is a number or a name, but for some places.
    bare_weekday = { "اثنين|إثنين", "ثلاثاء|ثلاثا", "أربعاء", "خميس", "جمعة", "سبت", "أحد" },
    clear_season = { ["الصيف"] = 2, ["الخريف"] = 3, ["الشتاء"] = 4 },
    season = { "(ال)ربيع", "(ال)صيف", "(ال)خريف", "(ال)شتاء" },
    part = {
      ["أوائل|بداية|بدايات|أول|في وقت مبكر من|وقت مبكر من|وقت مبكر|باكر"] = "start",
      ["مطلع|مستهل"] = "opening",
      ["غرة|أول يوم من|أول أيام|اليوم الأول من|أول يوم في|أول يوم"] = "first_day",
      ["سلخ|آخر يوم من|آخر أيام|اليوم الأخير من|آخر يوم في"] = "last_day",
      ["منتصف|أواسط|وسط|نصف|نص"] = "mid",
      ["أواخر|نهاية|نهايات|آخر|ختام|العشر الأواخر من|في وقت متأخر من|وقت لاحق من|في وقت لاحق من"] = "end",
      ["النصف الأول من"] = "half1",
      ["النصف الثاني من"] = "half2",
      ["الأسبوع الأول من|الأسبوع الأول في|أول أسبوع من|أول أسبوع في|أول أسبوع"] = "first_week",
      ["الأسبوع الثاني من|الأسبوع الثاني في|ثاني أسبوع من|ثاني أسبوع في|ثاني أسبوع"] = "week2",
      ["الأسبوع الثالث من|الأسبوع الثالث في|ثالث أسبوع من|ثالث أسبوع في|ثالث أسبوع"] = "week3",
      ["الأسبوع الرابع من|الأسبوع الرابع في|رابع أسبوع من|رابع أسبوع في|رابع أسبوع"] = "week4",
      ["الأسبوع الأخير من|الأسبوع الأخير في|آخر أسبوع من|آخر أسبوع في|آخر أسبوع"] = "last_week",
    },
    day_word = "يوم|يومي|أيام|اليوم الموافق|الموافق",
    month_word = "شهر|شهري",
    last_one = { ["(ال)أخير|(ال)أخيرة|آخر"] = -1 },
    quarter_word = "(ال)ربع",
    weekend = "عطلة نهاية الأسبوع|نهاية الأسبوع|عطلة آخر الأسبوع|الويك إند|الويكند",
    rest = { ["بقية|باقي|ما تبقى من"] = "rest" },
    full = "كامل|كاملة|كاملا",
    whole = "طوال|طيلة|طول|على مدار|على مدى",
    length_word = "مدة|لمدة|المدة",
    minutes = { ["ربع ساعة|الربع ساعة|ربع الساعة"] = 15, ["ثلث ساعة|ثلث الساعة"] = 20 },
    half = { ["نصف|النصف"] = 0.5, ["ربع|الربع"] = 0.25 },
    and_half = { ["نصف|النصف|نصفا|نصف الساعة|نصف العام|نصف السنة|نصف الشهر|نصف اليوم|نصف القرن"] = 0.5,
      ["ربع|الربع|ربع الساعة"] = 0.25 },
    within = { ["خلال|في غضون|في خلال|في ظرف|غضون"] = 1 },
    from_now = "من الآن|من اليوم|من الان|في المستقبل",
    decade_name = { ["(ال)عشرينيات|(ال)عشرينات"] = 20, ["(ال)ثلاثينيات|(ال)ثلاثينات"] = 30,
      ["(ال)أربعينيات|(ال)أربعينات"] = 40, ["(ال)خمسينيات|(ال)خمسينات"] = 50, ["(ال)ستينيات|(ال)ستينات"] = 60,
      ["(ال)سبعينيات|(ال)سبعينات"] = 70, ["(ال)ثمانينيات|(ال)ثمانينات"] = 80, ["(ال)تسعينيات|(ال)تسعينات"] = 90 },
    century_word = "(ال)قرن",
    last_century = "القرن الماضي|القرن المنصرم|القرن الفائت",
    -- What a length may be of by itself: خلال يوم الراحة is a day of its own.
    one_word = "واحد|واحدة|واحدا",
    about_unit = { ["عام|سنة"] = "year", ["شهر"] = "month", ["أسبوع"] = "week", ["ساعة"] = "hour", ["عقد"] = "decade",
      ["قرن"] = "century" },
    last_few = { ["آخر"] = -1 },
    span_unit = { ["عام|سنة"] = "year", ["شهر"] = "month", ["أسبوع"] = "week", ["ساعة"] = "hour" },
    holiday = {
      ["(ال)عيد الأضحى|العيد الكبير|عيد القربان|عيد الأضحى المبارك|عيد النحر|الأضحى"] = "eid_al_adha",
      ["عيد الفطر|العيد الصغير|عيد الفطر المبارك|الفطر"] = "eid_al_fitr",
      ["رأس السنة الهجرية|عيد رأس السنة الهجرية|السنة الهجرية الجديدة"] = "islamic_new_year",
      ["عاشوراء|يوم عاشوراء"] = "ashura", ["تاسوعاء"] = "tasua",
        ["أربعين الحسين|أربعينية الحسين|أربعين الإمام الحسين"] = "arbaeen",
      ["المولد النبوي|المولد النبوي الشريف|عيد المولد النبوي|المولد"] = "mawlid",
      ["الإسراء والمعراج|ليلة الإسراء والمعراج"] = "isra",
      ["ليلة القدر"] = "laylat_al_qadr", ["يوم عرفة|يوم عرفات|وقفة عرفة"] = "arafah", ["عيد الغدير"] = "ghadir",
      ["النصف من شعبان"] = "mid_shaban", ["عيد النوروز|النوروز|عيد نوروز|نوروز"] = "nowruz",
      ["عيد الميلاد|الكريسماس|كريسماس|عيد الميلاد المجيد|كريسمس|الكريسمس|عيد ميلاد المسيح"] = "christmas",
      ["ليلة عيد الميلاد|ليلة الميلاد|عشية عيد الميلاد"] = "christmas_eve",
      ["رأس السنة|عيد رأس السنة|رأس السنة الميلادية|عيد رأس السنة الميلادية|راس السنة"] = "new_year",
      ["ليلة رأس السنة|ليلة راس السنة"] = "new_year_eve",
      ["عيد الفصح|الفصح|عيد القيامة|أحد الفصح|عيد الفصح المجيد|أحد القيامة"] = "easter",
      ["الجمعة العظيمة|الجمعة الحزينة"] = "good_friday", ["أحد الشعانين|عيد الشعانين|أحد السعف"] = "palm_sunday",
      ["خميس الأسرار|خميس العهد"] = "maundy_thursday", ["سبت النور"] = "holy_saturday",
        ["إثنين الفصح|اثنين الفصح"] = "easter_monday",
      ["خميس الصعود|عيد الصعود"] = "ascension", ["عيد العنصرة|أحد العنصرة"] = "pentecost", ["أربعاء الرماد"] = "ash_wednesday",
      ["عيد الغطاس"] = "epiphany", ["عيد الشكر|يوم الشكر"] = "thanksgiving",
      ["عيد الحب|يوم الحب|الفالنتاين"] = "valentine", ["عيد العمال|يوم العمال|عيد العمال العالمي|" ..
        "يوم العمال العالمي"] = "labour_day",
      ["يوم المرأة العالمي|اليوم العالمي للمرأة|عيد المرأة"] = "womens_day", ["عيد الأم|يوم الأم"] = "arab_mothers_day",
      ["الهالوين|عيد الهالوين|هالوين"] = "halloween",
    },
    -- Hours.
    hour_word = "الساعة|ساعة|تمام الساعة|في تمام الساعة|تمام",
    exact = "تمام|في تمام|حوالي|نحو|قرابة|عند|في",
    hour_name = { "(ال)واحدة|الأولى", "(ال)ثانية", "(ال)ثالثة", "(ال)رابعة", "(ال)خامسة", "(ال)سادسة", "(ال)سابعة", "(ال)ثامنة",
      "(ال)تاسعة", "(ال)عاشرة", "(ال)حادية عشرة|(ال)حادية عشر|(ال)حادي عشر|(ال)حادي عشرة",
      "(ال)ثانية عشرة|(ال)ثانية عشر|(ال)ثاني عشر|(ال)ثاني عشرة" },
    minute_word = "دقيقة|دقائق|دقيقه|دقايق",
    second_word = "ثانية|ثوان|ثواني",
    fraction = { ["نصف|النصف|نص|النص"] = 30, ["ربع|الربع|ربعا"] = 15, ["ثلث|الثلث|ثلثا"] = 20,
      ["ثلاثة أرباع|ثلاث أرباع"] = 45 },
    but = "إلا|الا",
    before_hour = "قبل|إلى|حتى|إلا",
    after_hour = "بعد",
    part_of_day = {
      ["صباحا|صباح|الصباح|الصبح|صبح|صبحا|الصباح الباكر|فجرا|الفجر|فجر|ضحى|الضحى|قبل الظهر|بعد منتصف الليل|بعد الفجر"] = "MO",
      ["ظهرا|الظهر|ظهر|الظهيرة|ظهيرة|منتصف النهار|منتصف الظهر|منتصف - الظهر|وقت الظهر|وقت الغداء|الغداء|وقت الظهيرة"] = "MI",
      ["بعد الظهر|بعد ظهر|عصرا|العصر|عصر|بعد العصر|بعد الظهيرة|من بعد الظهر"] = "AF",
      ["مساء|المساء|المسا|مساءا|المغرب|بعد المغرب|مغربا|العشاء|بعد العشاء|عشاء|وقت المغرب|غروب الشمس|المسائية"] = "EV",
      ["ليلا|الليل|ليل|ليلة|الليلة|بالليل|وقت متأخر من الليل"] = "NI",
      ["منتصف الليل|نصف الليل"] = "MN",
    },
    day_half = { ["ص|am|a . m .|a.m|صباحا"] = "MO", ["م|pm|p . m .|p.m"] = "EV" },
    early_or_late = "في وقت متأخر من|وقت متأخر من|في وقت مبكر من|وقت مبكر من|أواخر|أوائل|في وقت متأخر|في وقت مبكر|أول|آخر",
    zone = "بتوقيت غرينتش|بتوقيت غرينيتش|بتوقيت جرينتش|بالتوقيت المحلي|بتوقيت gmt|gmt|بتوقيت دمشق|بتوقيت القاهرة|بتوقيت مكة|" ..
      "بتوقيت موسكو|بتوقيت بيروت|بتوقيت بغداد|بتوقيت تونس|بتوقيت الرياض|بتوقيت مكة المكرمة|تغ|ت غ|غ",
    year_word = "عام|سنة|العام|السنة|عامي",
    of = "من",
    unit = { ["عام|عاما|أعوام|سنة|سنوات|سنين|الأعوام|السنوات"] = "year", ["شهر|شهرا|أشهر|شهور|الأشهر|الشهور"] = "month",
      ["أسبوع|أسبوعا|أسابيع|الأسابيع"] = "week", ["يوم|يوما|أيام|الأيام|ليال|ليلة"] = "day",
      ["عقد|عقود|العقود"] = "decade", ["قرن|قرون"] = "century", ["ساعة|ساعات|الساعات"] = "hour",
      ["دقيقة|دقائق|الدقائق|دقايق"] = "minute", ["ثانية|ثوان|ثواني|الثواني"] = "second" },
    -- What is spent or lasts: قضى عاما.
    spent = words.product("-|و|ف|قد ", "قضى|قضت|قضوا|قضيت|قضينا|يقضي|تقضي|يقضون|قضاء|أمضى|أمضت|أمضوا|أمضيت|أمضينا|يمضي|" ..
      "تمضي|يمضون|استغرق|استغرقت|يستغرق|تستغرق|استمر|استمرت|يستمر|تستمر|دام|دامت|يدوم|تدوم|مكث|مكثت|" ..
      "مدته|مدتها"),
    -- What goes by before or after an event.
    elapsed = "مرور|مضي|انقضاء",
    counted_from = "بعد|قبل",
    -- Counted from a day of the story.
    aside = { ["بعد ذلك|بعدها|بعده|بعدئذ"] = 1, ["قبل ذلك|قبلها|قبله"] = -1 },
    that_time = "ذلك اليوم|تلك الليلة|نفس اليوم|نفس الليلة|ذلك الوقت|ذلك الحين|تلك الفترة",
    up_to = "تصل إلى|يصل إلى|تزيد على|تزيد عن|لا تقل عن|لا تتجاوز|تتجاوز|لا تزيد على|لا تزيد عن|تقارب",
    -- The accusative is a length by itself; but يوما and عاما are "once" and "general" too.
    sure_unit = { ["شهرا"] = "month", ["أسبوعا"] = "week" },
    -- A length where one is said, or more than one: ليوم واحد, أكثر من عقد.
    lone_unit = { ["عقد"] = "decade", ["عام|سنة"] = "year", ["شهر"] = "month", ["أسبوع"] = "week",
      ["يوم"] = "day", ["ساعة"] = "hour" },
    leave = "إجازة|عطلة|راحة",
    only_one = "واحد|واحدة|آخر|أخرى|كامل|كاملة",
    accusative_unit = { ["عاما"] = "year", ["شهرا"] = "month", ["أسبوعا"] = "week", ["يوما"] = "day",
      ["سنة"] = "year", ["ساعة"] = "hour", ["دقيقة"] = "minute" },
    only_one_accusative = "واحدا|آخر|كاملا",
    more_than = "أكثر من|أقل من|لأكثر من|غضون|في غضون",
    one_unit = { ["قرن"] = "century", ["عام|سنة"] = "year", ["شهر"] = "month", ["أسبوع"] = "week", ["يوم"] = "day",
      ["ساعة"] = "hour", ["دقيقة"] = "minute", ["ثانية"] = "second" },
    two_units = { ["(ال)عامين|(ال)عامان|(ال)سنتين|(ال)سنتان"] = "year", ["(ال)شهرين|(ال)شهران"] = "month",
      ["(ال)أسبوعين|(ال)أسبوعان"] = "week", ["(ال)يومين|(ال)يومان"] = "day", ["(ال)عقدين|(ال)عقدان"] = "decade",
      ["(ال)ساعتين|(ال)ساعتان"] = "hour", ["(ال)دقيقتين|(ال)دقيقتان"] = "minute",
      ["(ال)ثانيتين|(ال)ثانيتان"] = "second", ["(ال)قرنين|(ال)قرنان"] = "century" },
    named_unit = { ["العام|السنة"] = "year", ["الشهر"] = "month", ["الأسبوع"] = "week", ["اليوم"] = "day",
      ["العقد"] = "decade", ["القرن"] = "century", ["الربع"] = "quarter" },
    relative = {
      ["الماضي|الماضية|المنصرم|المنصرمة|الفائت|الفائتة|السابق|السابقة"] = -1,
      ["الجاري|الجارية|الحالي|الحالية"] = 0,
      ["المقبل|المقبلة|القادم|القادمة|الآتي|الآتية|الجاي|الجاية"] = 1,
      ["بعد القادم|بعد المقبل|بعد القادمة|بعد المقبلة"] = 2, ["قبل الماضي|قبل الماضية"] = -2,
    },
    following = { ["التالي|التالية|الذي يليه"] = 1 },
    span_relative = { ["الماضية|الماضي|الأخيرة|الأخير|الماضيين|الأخيرين|المنصرمة|الماضيتين|الأخيرتين|السابقة|الفائتة|" ..
      "الفائتين"] = -1,
      ["المقبلة|القادمة|المقبلين|القادمين|المقبلتين|القادمتين|الآتية|التالية"] = 1 },
    few = "القليلة",
    of_time = "من الزمن|من الزمان",
    plural_unit = { ["سنوات|سنين|أعوام"] = "year", ["أشهر|شهور"] = "month", ["أسابيع"] = "week", ["أيام"] = "day",
      ["عقود"] = "decade", ["قرون"] = "century", ["ساعات"] = "hour", ["دقائق"] = "minute" },
    times = "مرة|مرات|مرتين|مرتان|مرة واحدة",
    each_unit = { ["العام|السنة"] = "year", ["الشهر"] = "month", ["الأسبوع"] = "week", ["اليوم"] = "day" },
    this = { ["هذا|هذه"] = 0 },
    ago = { ["قبل|منذ"] = -1 },
    since = { ["من"] = -1 },
    later = { ["بعد"] = 1 },
    -- A day of the article's own month or its neighbours, and of the month or year named last.
    month_shift = { ["الشهر الماضي|الشهر المنصرم|الشهر الفائت|الشهر السابق"] = -1, ["الشهر الجاري|الشهر الحالي|هذا الشهر"] = 0,
      ["الشهر المقبل|الشهر القادم|الشهر الآتي"] = 1 },
    this_month = { ["الجاري|الحالي"] = 0 },
    month_ref = "الشهر نفسه|الشهر ذاته|نفس الشهر|ذلك الشهر|الشهر المذكور",
    year_ref = "العام نفسه|العام ذاته|نفس العام|ذلك العام|السنة نفسها|السنة ذاتها|تلك السنة",
    -- The night between two days: ليل الجمعة السبت.
    night = "ليل|ليلة",
    deictic = {
      ["اليوم|الليلة|هذا اليوم|هذه الليلة|يومنا هذا"] = 0,
      ["الليلة الماضية|أمس|البارحة|الأمس|مساء أمس|ليل أمس|امبارح|إمبارح|مبارح|يوم أمس"] = -1,
      ["أول أمس|أول من أمس|أمس الأول|أول امبارح|قبل أمس|قبل يوم أمس|يوم قبل أمس"] = -2,
      ["الليلة القادمة|الليلة المقبلة|غدا|الغد|يوم غد|غد|يوم الغد|بكرة|بكرا|بكره"] = 1,
      ["بعد غد|بعد الغد|يوم بعد غد|اليوم الذي بعد الغد|بعد بكرة|بعد بكرا|اليوم الذي يلي الغد"] = 2,
    },
    ancient = "قبل الميلاد|ق . م|ق . م .",
    lunar = { ["هـ|هجري|هجرية|الهجري|للهجرة"] = "hijri" },
    era = { ["م|ميلادي|ميلادية|الميلادي|للميلاد"] = "gregorian", ["هـ|هجري|هجرية|الهجري|للهجرة"] = "hijri" },
    to = "إلى|حتى|-|–|—|و",
    comma = "،|,",
    several = "عدة|بضع|بضعة",
    about = "نحو|حوالي|قرابة|زهاء|أكثر من|أقل من|ما يقرب من|ما يقارب|ما يزيد على|ما يزيد عن|ما لا يقل عن|أكثر بقليل من|" ..
      "أقل بقليل من",
    every = "كل",
    set = { ["يوميا|بشكل يومي|(ال)يومية|اليومي"] = "P1D", ["أسبوعيا|بشكل أسبوعي|(ال)أسبوعية|الأسبوعي"] = "P1W",
      ["شهريا|بشكل شهري|على أساس شهري|(ال)شهرية|الشهري"] = "P1M",
      ["سنويا|بشكل سنوي|على أساس سنوي|(ال)سنوية|السنوي|سنوي"] = "P1Y" },
    vague = {
      ["الآن|حالا|حاليا|هذه اللحظة|في هذه اللحظة|الوقت الراهن|الوقت الحاضر|الوقت الحالي|المرحلة الراهنة|" ..
        "هذه الأيام"] = "PRESENT_REF",
      ["سابقا|مؤخرا|في السابق|وقت سابق|قبل ذلك"] = "PAST_REF",
      -- منذ ساعات الصباح is since the morning.
      [words.product("قبل |منذ ", "أيام|أسابيع|أشهر|شهور|سنوات|سنين|أعوام|عقود|قرون") .. "|قبل ساعات|قبل دقائق"] = "PAST_REF",
      ["المستقبل القريب|قريبا|وقت لاحق|وقت قريب|عما قريب"] = "FUTURE_REF",
    },
  },

  rules = {
    name = "month ['/' month:month_twin | '(' month:month_twin ')' | '-' month:month_twin]",
    clear_name = "clear_month:month ['/' month:month_twin | '(' month:month_twin ')' | '-' month:month_twin]",
    mon = "month_word name | name",
    strong = "month_word name | clear_name",
    year_tail = "[of] named_unit:year_unit relative:year_relative | [of] year_ref | [[of] year_word] year [era] | " ..
      "comma [of] year_word year [era] | [comma] [[of] year_word] odd_year [era] | [[of] year_word] any_year:odd_year era | " ..
      "[[of] year_word] some_year:odd_year ancient | [[of] year_word] some_year:odd_year lunar:era",
    days_to = "day to day:day_last",
    days = "day [comma day:day_last] ['و'_ day:day_last | to day:day_last] ['و'_ day:day_last]",
    two_days = "night weekday ['-' | '/' | 'إلى'] weekday:weekday_last",
    named_day = "two_days [comma | '('] | [day_word] weekday ['و'_ weekday:weekday_last] [comma | '(' | 'في']",
    counted = "[about] amount:count unit [of_time] | two_units:unit_pair [of_time] | several unit",
    one = "one_unit [full | of_time | one_word] | lone_unit:one_unit of_time",
    more = "'و'_ amount:count_b unit:unit_b | 'و'_ two_units:pair_b | 'و'_ one_unit:unit_b | amount:count_b unit:unit_b",
    more_too = "'و'_ amount:count_b unit:unit_b | 'و'_ two_units:pair_b",
    third = "'و'_ amount:count_c unit:unit_c | 'و'_ two_units:pair_c | 'و'_ one_unit:unit_c | amount:count_c unit:unit_c",
    compound = "amount:count unit more [third] | two_units:unit_pair more [third] | one_unit more_too",
    year_only = "[of] named_unit:year_unit relative:year_relative | [of] this:year_relative named_unit:year_unit | " ..
      "[[of] year_word] year [era] | of year | [of] year_word word_year:year [era] | [[of] year_word] odd_year [era]",
    weekday_span = "'بين' [day_word] weekday 'و'_ weekday:weekday_last |" ..
      "'من' [day_word] weekday span_to [day_word] weekday:weekday_last",
    span_to = "'إلى' | 'حتى' | '-'",
    any_weekday = "weekday | bare_weekday:weekday",
    nth_weekday = "ordinal_day:nth [day_word] nth_day_name | last_one:nth [day_word] nth_day_name | " ..
      "[day_word] weekday:nth_weekday ordinal_day:nth_after | [day_word] weekday:nth_weekday last_one:nth",
    nth_day_name = "weekday:nth_weekday | bare_weekday:nth_weekday",
    century_of = "century_word ordinal_day:century | century_word century_number:century",
    inside = "of | 'في'",
    in_part = "[of | 'في' | this] part_of_day",
    begun_part = "[this] part_of_day",
    last_part = "[of | 'في' | this] part_of_day:last_part_of_day",
    hour_tail = "'و'_ minute_count:minute minute_word ['و'_ minute_count:second second_word] | 'و'_ fraction | " ..
      "but fraction:lacking | but minute_count:lacking [minute_word] | 'و'_ minute_count:minute |" ..
        "minute_count:minute minute_word",
    spoken_hour = "hour_name:hour | hour_count:hour",
    full_hour = "hour_word [exact] [about] clock_digits [in_part | day_half:part_of_day] | " ..
      "hour_word [exact] [about] clock_point [in_part | day_half:part_of_day] |" ..
        "hour_word [exact] [about] spoken_hour [hour_tail] [in_part | day_half:part_of_day] [hour_tail]",
    lone_hour = "clock_digits in_part | clock_digits day_half:part_of_day | clock_digits |" ..
      "hour_name:bare_hour hour_tail [in_part] | " ..
      "hour_name:bare_hour in_part [hour_tail] | hour_count:bare_hour [hour_tail] in_part [hour_tail]",
    last_tail = "'و'_ minute_count:last_minute [minute_word] | 'و'_ fraction:last_fraction | but fraction:last_lacking | " ..
      "but minute_count:last_lacking [minute_word]",
    last_hour = "[hour_word:last_hour_word] [about] clock_digits:last_clock_digits [last_part] | " ..
      "[hour_word:last_hour_word] [about] hour_name:last_hour [last_tail] [last_part] | " ..
      "[hour_word:last_hour_word] [about] hour_count:last_hour [last_tail] [last_part]",
    first_hour = "full_hour | lone_hour | hour_name:bare_hour | hour_count:bare_hour",
    clock_to = "'إلى' | 'حتى' | 'ل'_ | '-' | '–' | '—' | 'لغاية'",
    lean_hour = "[hour_word] [exact] clock_digits [in_part] | [hour_word] [exact] hour_name:hour [in_part] | " ..
      "[hour_word] [exact] hour_count:hour [in_part]",
  },

  liberal_rules = {
    mon = "month_word name | name | month_word month_number:month | 'الشهر' month_ordinal:month | 'ال'_ name",
    year_tail = "[of] named_unit:year_unit relative:year_relative | [of] year_ref | [comma] [[of] year_word] year [era] | " ..
      "[comma] [of] [year_word] word_year:year [era] | [comma] [of] [year_word] odd_year [era]",
  },

  templates = {
    { "date", "nth_weekday inside mon [relative:direction | year_tail]" },
    { "date", "nth_weekday [inside] month_shift" },
    { "date", "nth_weekday later:after_holiday holiday [year_only]" },
    { "date", "[deictic [comma]] [named_day] [day_word] days [of] mon [relative:direction | year_tail] [')']" },
    { "date", "[named_day] [day_word] wrong_day:day [of] mon year_tail" },
    { "date", "[named_day] [day_word] day [of] mon 'و'_ day:day_last [of] month:month_last ['/' month:twin_last] [year_tail]" },
    { "date", "[named_day] [day_word] days [of] month_shift | [named_day] [day_word] days of this_month:month_shift" },
    { "date", "[named_day] [day_word] days [of] month_ref | part [of] month_ref" },
    { "date", "[deictic [comma]] [named_day] numeric [era]" },
    { "date", "[named_day] mon days_to [year_tail] | mon 'بين' day 'و'_ day:day_last [year_tail]" },
    { "lone_month", "month" },
    { "date", "[day_word] ordinal_day:day 'يوم' inside mon [relative:direction | year_tail]" },
    { "date", "'اليوم' ordinal_day:day inside mon [relative:direction | year_tail]" },
    { "date", "[day_word] holiday [relative:direction | year_only]" },
    { "date", "quarter_word ordinal_day:quarter [year_only]" },
    { "date", "part [of | 'في'] mon [relative:direction | year_tail]" },
    { "date", "part 'ب'_ mon [relative:direction | year_tail] | nth_weekday 'ب'_ mon [relative:direction | year_tail]" },
    { "date", "mon year_tail" },
    { "date", "mon relative:direction" },
    { "date", "this:direction mon" },
    { "date", "[part] this:direction season | clear_season:season" },
    { "date", "strong" },
    { "date", "[part] season year_tail" },
    { "date", "[part] season relative:direction" },
    { "date", "[part] year_word year [era]" },
    { "date", "[part] year_word word_year:year [era]" },
    { "date", "[part] decade_name:decade last_century | [part] decade_name:decade [[of] century_of]" },
    { "date", "[part [of]] century_of [era]" },
    { "date", "part year [era]" },
    { "bare_year", "year [era]" },
    { "shift", "[part] named_unit:unit relative:shift" },
    { "shift", "[part] this:shift named_unit:unit" },
    { "shift", "part named_unit:unit" },
    { "shift", "[day_word] any_weekday [of] named_unit:week relative:shift" },
    { "shift", "[day_word] any_weekday [of] this:shift named_unit:week" },
    { "shift", "named_unit:week relative:shift [day_word] weekday" },
    { "shift", "this:shift named_unit:week [day_word] weekday" },
    { "shift", "named_unit:week relative:shift weekday_span | this:shift named_unit:week weekday_span" },
    { "shift", "[this:shift] weekend [relative:shift]" },
    { "none", "weekend:any_weekend" },
    { "shift", "rest:part this:shift named_unit:unit | rest:part named_unit:unit relative:shift" },
    { "shift", "quarter_word relative:shift" },
    { "shift", "ago counted | later counted [from_now]" },
    { "shift", "ago [about] half:count one_unit | later [about] half:count one_unit" },
    { "period", "last_few:sign counted" },
    { "shift", "ago number:count unit 'و'_ and_half:plus | later number:count unit 'و'_ and_half:plus" },
    { "shift", "ago two_units:unit_pair 'و'_ and_half:plus | later two_units:unit_pair 'و'_ and_half:plus" },
    { "shift", "ago [about] one_unit 'و'_ and_half:plus | later [about] one_unit 'و'_ and_half:plus" },
    { "shift", "later one_unit from_now" },
    { "shift", "ago compound | later compound [from_now]" },
    { "shift", "ago [about] one | later [about] one" },
    { "duration", "counted_from ^one_unit | elapsed ^one_unit | elapsed ^compound | elapsed ^one_unit 'و'_ and_half:plus" },
    { "story", "named_unit:unit following" },
    { "story", "that_time" },
    { "story", "aside 'ب'_ counted | aside 'ب'_ compound | aside 'ب'_ one_unit | aside 'ب'_ lone_unit:one_unit" },
    { "deictic", "deictic [comma] [day_word] weekday | deictic '(' weekday ')' | deictic" },
    { "weekday", "[day_word] weekday [relative:direction] | two_days" },
    { "period", "two_units:unit_pair span_relative:sign | unit definite_number:count span_relative:sign |" ..
      "unit span_relative:sign" },
    { "period", "definite_number:count unit span_relative:sign | unit few span_relative:sign" },
    { "within", "within:sign ^compound | within:sign ^counted | within:sign ^span_unit:one_unit" },
    { "duration", "compound" },
    { "duration", "number:count unit 'و'_ and_half:plus | one_unit 'و'_ and_half:plus |" ..
      "two_units:unit_pair 'و'_ and_half:plus" },
    { "duration", "counted | lone_unit:one_unit of_time" },
    { "plural", "plural_unit:unit" },
    { "duration", "minutes" },
    { "duration", "half:count one_unit | one_unit full | one_unit one_word | about about_unit:one_unit" },
    { "duration", "length_word ^one_unit | length_word up_to ^one_unit" },
    { "duration", "spent ^accusative_unit:one_unit [full | one_word] | spent about ^lone_unit:one_unit [full | one_word]" },
    { "duration", "spent ^accusative_unit:one_unit 'و'_ and_half:plus | spent about ^lone_unit:one_unit 'و'_ and_half:plus" },
    { "duration", "spent [about] ^compound" },
    { "duration", "whole ^named_unit | whole ^one_unit | whole ^counted" },
    { "duration", "definite_number:count unit" },
    { "duration", "lone_unit:one_unit only_one | accusative_unit:one_unit only_one_accusative | sure_unit:one_unit" },
    { "duration", "more_than ^lone_unit:one_unit | lone_unit:one_unit leave:leave" },
    { "set", "set | every number:count unit | every one_unit:unit | every two_units:unit_pair" },
    { "set", "times 'في' ^each_unit:each" },
    { "set", "every [day_word] any_weekday" },
    { "set", "every part_of_day" },
    { "vague", "vague" },
    { "clock", "full_hour [zone]" },
    { "clock", "lone_hour [zone]" },
    { "clock", "first_hour clock_to last_hour [zone]" },
    { "clock", "'بين' ^lean_hour 'و'_ last_hour [zone]" },
    { "clock", "minute_count:lacking minute_word before_hour [hour_word] hour_name:hour [hour_tail] [in_part]" },
    { "clock", "minute_count:minute minute_word after_hour [hour_word] hour_name:hour [in_part]" },
    { "clock", "begun_part [comma | 'في'] hour_word [exact] spoken_hour [hour_tail]" },
    { "clock", "begun_part clock_digits | begun_part hour_word [exact] clock_digits" },
    { "clock", "[early_or_late] begun_part ['الباكر']" },
  },

  -- What a message means by fewer words than news would.
  liberal_templates = {
    { "date", "'اليوم' ordinal_day:day inside mon [relative:direction | year_tail]" },
    { "date", "day_month" },
    { "shift", "rest:part named_unit:unit" },
    { "date", "month_year" },
    { "date", "[named_day] mon day [year_tail]" },
    { "date", "[named_day] day '.' mon [year_tail]" },
    { "date", "day_month comma year" },
    { "date", "[day_word] weekday ['في'] [day_word] ordinal_day:day | [day_word] weekday ['في'] [day_word] day" },
    { "date", "day_word day | day_word ordinal_day:day | [named_day] day_word day_month" },
    { "date", "mon '/' day" },
    { "date", "[named_day] [day_word] days [of | 'في'] month_shift" },
    { "date", "'أسبوع' day mon" },
    { "date", "season" },
    { "date", "part season" },
    { "shift", "since:ago counted | since:ago one_unit" },
    { "duration", "one_unit" },
    { "clock", "begun_part ['في'] hour_name:hour [in_part] | begun_part ['في'] hour_count:hour" },
    { "clock", "hour_count:hour day_half:part_of_day" },
    { "clock", "'في' ^hour_name:hour [hour_tail] [in_part]" },
  },

  guards = {
    -- The names of hours are ordinals too: الجولة الثالثة مساء الأربعاء.
    -- "Over the last decade" is a decade of its own.
    whole = { not_before_category = { "relative", "span_relative", "weekday", "month" }, not_before_digit = true },
    within = { not_before_category = { "relative", "span_relative" }, not_before = "بعد|من|قبل|على" },
    length_word = { not_before_category = { "relative", "span_relative" } },
    clear_season = { news_only_after = "في|خلال|منذ|حتى|طوال|هذا|بحلول|نهاية|بداية" },
    set = { not_after = "الذكرى|بذكرى|ذكرى|للذكرى|بالذكرى" },
    lone_month = { only_after = "في|خلال" },
    bare_hour = { news_only_after = "في|عند|حتى|من|إلى|قبل|بعد|نحو|حوالي|قرابة|تمام|بين|منذ|بحلول|و|،|," },
    -- The feast itself is no date: هدنة عيد الأضحى.
    holiday = { unless_year = true, news_only_after = "في|يوم|خلال|قبل|بعد|منذ|حتى|قبيل|بعيد|أول|ثاني|ثالث|عشية|ليلة|صباح|" ..
      "مساء|ب|ل" },
    -- The sixth hour of something.
    hour_word = { not_before = "من", but_before = words.product("من ", "يوم|اليوم|مساء|المساء|صباح|الصباح|ظهر|الظهر|بعد|قبل|" ..
      "ليل|ليلة|الليل|الليلة|فجر|الفجر|عصر|العصر|أمس|غد|هذا|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|نهار|عشية") },
    nth_weekday = { not_after = "صلاة|خطبة" },
    leading_number = { not_after = "الساعة|القرار|رقم|المادة|الفقرة|هاتف|قناة|المرحلة|أستانا|أستانة|جنيف|" ..
      "المجموعة|صفحة|دوري|فوق|إف|ميغ|.|:|/" },
    -- Streets and squares are named after days.
    day = { not_after = "شارع|ساحة|جسر|ميدان|قاعة|مستشفى|مدرسة" },
    -- "The day", not "today": اليوم التالي، اليوم العالمي، ذلك اليوم.
    -- A weekend of three days is any.
    weekend = { not_before = "لمدة" },
    any_weekend = { only_before = "لمدة" },
    month = { not_after = "السيدة|السيد|السادة" },
    counted_from = { only_before = "من|على" },
    deictic = { not_before = "الحاجة|الثانية|الأولى|الثالثة|الأخيرة|التالية|نفسها|التالي|الأول|الثاني|الثالث|الرابع|" ..
      "الخامس|السادس|السابع|الثامن|التاسع|العاشر|الحادي|الواحد|الأخير|" ..
      "الموالي|العالمي|الوطني|نفسه|ذاته|الذي",
      not_after = "طوال" },
    -- بعد يومين من الهجوم counts from the attack.
    ago = { not_before = "من|على" },
    -- يوما بعد يوم: day by day.
    later = { not_before = "من|على", not_after = "يوما|يوم|عاما|عام|سنة|شهرا|شهر|أسبوعا|ساعة|مرة" },
    plural = { only_after = "ل|طوال|طيلة|مدى|مدار|امتداد|لمدة|استمر|استمرت|دام|دامت|قضى|قضت|أمضى|أمضت|استغرق|استغرقت",
      only_before = "طويلة|عديدة|عدة|كثيرة|قليلة|متتالية|متواصلة|طوال|معدودة|.|،|,|؛|:|\"|)|في|من|على|عن|بعد|قبل|بين|دون|بلا|" ..
        "لم|أو|و|وهو|كان" },
    -- يوم عطلة نهاية الأسبوع is a day of the weekend, يوم عطلة رسمية one of the calendar.
    leave = { not_before = "نهاية|آخر|رسمية|رسمي|وطنية|وطني" },
    each = { not_before_category = { "relative", "weekday" }, not_before_digit = true },
    -- A man in his forties.
    decade = { not_before = "من عمره|من عمرها|من العمر|من أعمارهم|من أعمارهن|من عمري" },
    one_unit = { not_before_digit = true, not_before_article = true, not_before_category = { "weekday", "month", "named_unit" } },
    -- Rajab and Safar are also first names, before a family name; Ab is half of Tel Aviv.
    ambiguous = { not_before = "طيب|ميستورا|الرشيدي", not_after = "تل" },
    bare_year = { news_only_after = "وفي|ومنذ|وحتى|وبين|وخلال|وعام|في|منذ|عام|سنة|حتى|بين|من|إلى|خلال|مطلع|نهاية|-|–|(|و|" ..
      "العام|قبل|بعد|انتخابات|الرئاسية|البرلمانية|أولمبياد|مونديال|العالم|استفتاء|تصويت|ميزانية|موازنة|موسم|دورة|دستور|مواليد|" ..
      "كأس|بطولة|قمة|مهرجان|مؤتمر|حرب|أزمة|ثورة|انتفاضة|غزو|زلزال|إعصار|اتفاق|اتفاقية|معاهدة|نسخة|طبعة|جيل|دفعة|فئة|يورو",
      -- Also glued to the word before: منذعام 2006.
      or_after_ending = "عام|سنة",
      -- Figures behind a noun count nothing where no noun stands behind them.
      behind_noun = BEHIND_FIGURES .. "|-|–|—",
      not_after = "القرار|القرارين|قرارات|القرارات|الأمن|الأممي|الأممية|نحو|حوالي|زهاء|قرابة|رقم|طراز|بمبلغ|بلغ|" ..
        "بلغت|قتل|أصيب|عدد|عددهم|عددها|من بينها|بوينغ|إيرباص|فوق|غرامة|قيمته|قيمتها",
      -- Of the United Nations' resolutions the number.
      not_before = MEASURES .. "|الصادر عن مجلس الأمن|الصادر عن الأمم|الأممي" },
    weekday = { not_after = "صلاة|خطبة|خطيب|بين|كلا" },
    count = { not_before_year = true, not_before = "ضوئية", not_before_category = { "weekday" } },
    -- Also in lists: أعمارهم بين 18 و29 عاما.
    age = { over = "و|أو|،|,|بين|من|ما|إلى|حتى|-|عاما|عام|سنة|سنوات|أعوام|شهرا|أشهر|العمر|فوق|دون|تحت|حوالي|نحو|" ..
      "قرابة|زهاء|أكثر|أقل|يقرب|يقارب|يزيد|على|عن|لا|يقل",
      not_after = "يناهز|ناهز|عمر|يبلغان|يبلغون|أعمارهم|أعمارهما|أعمارهن|عمرهما|عمره|عمرها|عمري|العمر|البالغان|البالغين|يبلغ|" ..
        "تبلغ|سن|السن|البالغ|البالغة|بعمر|أعمار", not_before = "من العمر|من عمره|من عمرها" },
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
      [words.product("-|و|ف|قد ", PAST .. "|" .. PAST_MORE)] = "past",
      [words.product("-|و|ف", "لم|لقد|منذ") .. "|فقد"] = "past",
      [PAST_WITH_OBJECT] = "past",
      -- What only looks like a future form.
      [words.product("-|و", "سيتي|سيدي|سيدتي|سيدان|سيما|لاسيما|سيسي|سنها|سنهم|سيرا|سيرها|سيرهم|سيلا|سينا")] = false,
      -- A present form tells a plan; so does the noun after a preposition: على عقد الجولة.
      [words.product("-|و|ف|أن ", words.product("ت|ي", PLANNED))] = "future",
      [words.product("-|و", words.product("على |إلى |بشأن |حول |يمكن |ل|ب|موعد |المزمع ",
        "عقد|استئناف|بدء|إجراء|عقدها|إجراؤها"))] = "future",
      [words.product("-|و|ف", "سوف|لن|إذا")] = "future",
      -- Whether, not if.
      ["ما إذا|عما إذا"] = "past",
      ["المقرر|المزمع|المتوقع|المنتظر|يتوقع|يعتزم|تعتزم|يفترض|المرتقب|المرجح"] = "future",
      [words.product("-|و|ف|قد ", "رجح|رجحت|يرجح|ترجح|توقع|توقعت|تتوقع|يستعد|تستعد|يعقد|تعقد|ينوي|تنوي")] = "future",
    },
    -- The س of the future, written onto the verb.
    future_prefix = "سي|ست|سن|وسي|وست|وسن|فسي|فست",
    -- After these comes a name.
    before_names = "في|من|إلى|على|عن|مع|ضد|بين|السيد|السيدة|لدى|عند|بعد|قبل|حتى",
    not_future = words.product("-|و|ف", "سياس|سيار|سياق|سياح|سيادة|سيادي|سياج|سيابي|سياتل|سيطر|سيناء|سيناريو|سينما|سيناتور|" ..
      "سينيغال|سينسيناتي|سيدة|سيدات|سيدتان|سيدني|سيدها|سيول|سيوف|سيرة|سيرج|سيرغ|سيرخيو|سيراليون|سيرينا|سيرفس|سيريالي|سيئ|" ..
      "سيمون|سيميون|سيمنز|سيمفوني|سيمانتك|سيبيريا|سيباستيان|سيبراني|سيستان|سيستم|سيلفا|سيلفي|سيلتا|سيلتيك|سيغال|سيغما|سيجار|" ..
      "سيكورسكي|سيكولوجي|سيمبيان|سيونج|سيونغ|سيفاستو|سيشنز|سيزار|سيسيلي|ستة|ستمائة|ستمئة|ستين|ستون|ستار|ستائر|ستاد|ستان|" ..
      "ستاين|ستاي|ستال|ستام|ستوارت|ستوديو|ستديو|ستوكهولم|ستيف|ستيو|ستيل|ستيرل|ستراتيج|ستراسبورغ|سترة|ستريت|سترلن|سترلين|" ..
      "سنة|سنوات|سنوي|سنين|سني|سنتين|سنتيم|سنترال|سندات|سندا|سندرلاند|سنغاف|سنغال|سناب|سنان|سناء|سناتور|سنايدر|سنجار|سنودن") ..
      "|وسيلة|وسيلت|وسيط|وسيم|فسيفس",
  },

  consequence = {
    cause_first = "أدى|أدت|أسفر|أسفرت|نتج عنه|نتج عنها|أفضى|أفضت|أثمر|أثمرت|مما أدى|ما أدى|تمخض|تمخضت",
    effect_first = "نتيجة|بسبب|نتج عن|نتجت عن|ناجم عن|ناجمة عن|جراء|إثر|على خلفية",
  },
  bridge = "،|في|(|من|منذ|أي|، في|، أي|أي في",
  -- What may stand between an hour and its day.
  beside = "،|,|في|عند|من|يوم|على|-|–|ليوم|بتاريخ|حوالي|نحو|أي|(|)|تمام|الموافق|ال|و|هذا|بعد|قبل|حتى|إلى|مساء|صباح|ليل|ظهر",
  night_words = "الليلة|هذه الليلة|البارحة",
  weekend = { 5, 6 },
  nought = { calendar = "hijri", number = 2, least_day = 11 },
  before_figures = "عام|سنة|العام|في|منذ|حتى",
  zone_before = "بتوقيت|توقيت|بالتوقيت",
  -- The number one follows its noun: أحد أشهر is one of the most famous.
  one_follows = true,
  apposition = "الموافق|الموافق لـ|أي|المصادف",
  dateline = "تاريخ النشر|نشر في|نشر|تاريخ",
}
