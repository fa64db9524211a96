-- syria.lua: parties, places, persons and organisations of the talks on Syria, 2011 to 2025.
--
-- A row: name; English; Persian; Arabic; Arabic adjectives in ي.
local row = require "rasad.concepts.row"

local PARTIES = {
  { "syrian-government", "Syrian government|Assad government|government of Syria", "دولت سوریه|حکومت سوریه|نظام سوریه|دولت دمشق", "الحكومة السورية|حكومة دمشق|النظام السوري|الدولة السورية" },
  { "syrian-army", "Syrian army|Syrian Arab Army|Syrian government forces|Syrian military", "ارتش سوریه|ارتش عربی سوریه|نیروهای سوری|نیروهای دولتی سوریه", "الجيش السوري|الجيش العربي السوري|قوات النظام السوري|القوات السورية" },
  { "syrian-opposition", "Syrian opposition|opposition delegation|Syrian rebels", "مخالفان سوری|معارضان سوری|مخالفین سوری|معارضین سوری|اپوزیسیون سوریه|مخالفان سوریه|معارضان سوریه", "المعارضة السورية|وفد المعارضة|المعارضين السوريين|المعارضون السوريون" },
  { "syrian-national-coalition", "Syrian National Coalition|National Coalition for Syrian Revolutionary and Opposition Forces", "ائتلاف ملی سوریه|ائتلاف ملی مخالفان سوریه|ائتلاف مخالفان سوریه", "الائتلاف الوطني السوري|الائتلاف السوري|الائتلاف الوطني لقوى الثورة والمعارضة" },
  { "high-negotiations-committee", "High Negotiations Committee|HNC|Syrian Negotiation Commission", "کمیته عالی مذاکرات|هیات عالی مذاکرات|هیئت عالی مذاکرات", "الهيئة العليا للمفاوضات|هيئة التفاوض السورية|هيئة التفاوض" },
  { "free-syrian-army", "Free Syrian Army|FSA", "ارتش آزاد سوریه|ارتش آزاد", "الجيش السوري الحر|الجيش الحر" },
  { "syrian-national-army", "Syrian National Army|SNA", "ارتش ملی سوریه", "الجيش الوطني السوري" },
  { "jaysh-al-islam", "Jaysh al-Islam|Jaish al-Islam|Army of Islam", "جیش‌الاسلام|جیش الاسلام", "جيش الإسلام" },
  { "ahrar-al-sham", "Ahrar al-Sham", "احرارالشام|احرار الشام|گروه احرار الشام|جنبش احرار الشام", "أحرار الشام|حركة أحرار الشام" },
  { "nusra-front", "Nusra Front|al-Nusra Front|Jabhat al-Nusra|al-Nusra|Jabhat Fatah al-Sham|Jabhat Fateh al-Sham", "جبهه النصره|جبهةالنصره|النصره|جبهه فتح‌الشام|جبهه فتح الشام|فتح‌الشام", "جبهة النصرة|النصرة|جبهة فتح الشام|فتح الشام" },
  { "hayat-tahrir-al-sham", "Hayat Tahrir al-Sham|Tahrir al-Sham|HTS", "هیات تحریر الشام|هیئت تحریر الشام|تحریرالشام|تحریر الشام", "هيئة تحرير الشام|تحرير الشام" },
  { "islamic-state", "Islamic State|Islamic State of Iraq and Syria|Islamic State of Iraq and the Levant|ISIS|ISIL|IS|Daesh", "داعش|دولت اسلامی عراق و شام", "داعش|تنظيم الدولة الإسلامية|تنظيم الدولة|الدولة الإسلامية في العراق والشام|تنظيم داعش", "داعشي" },
  { "al-qaeda", "al-Qaeda|al-Qaida|Qaeda", "القاعده|شبکه القاعده", "القاعدة|تنظيم القاعدة" },
  { "sdf", "Syrian Democratic Forces|SDF", "نیروهای دموکراتیک سوریه|قسد", "قوات سوريا الديمقراطية|قسد" },
  { "ypg", "YPG|People's Protection Units", "یگان‌های مدافع خلق|یگانهای مدافع خلق|ی‌پ‌گ", "وحدات حماية الشعب" },
  { "pyd", "PYD|Democratic Union Party", "حزب اتحاد دموکراتیک", "حزب الاتحاد الديمقراطي" },
  { "pkk", "PKK|Kurdistan Workers' Party", "پ‌ک‌ک|پ.ک.ک|حزب کارگران کردستان", "حزب العمال الكردستاني" },
  { "kurds", "Kurds|Kurdish", "کردها|کردهای|کرد سوریه|کردهای سوریه", "أكراد|الكرد", "كردي" },
  { "hezbollah", "Hezbollah|Hizbullah|Hizbollah", "حزب‌الله|حزب الله", "حزب الله" },
  { "guarantor-states", "guarantor states|guarantor countries|guarantors", "کشورهای ضامن|سه کشور ضامن|ضامن‌های آتش‌بس", "الدول الضامنة|البلدان الضامنة|الدول الثلاث الضامنة" },
}

local PLACES = {
  { "aleppo", "Aleppo", "حلب", "حلب", "حلبي" },
  { "homs", "Homs", "حمص", "حمص" },
  { "hama", "Hama", "حما|حماه", "حماة" },
  { "idlib", "Idlib", "ادلب", "إدلب" },
  { "latakia", "Latakia|Lattakia", "لاذقیه", "اللاذقية" },
  { "tartus", "Tartus|Tartous", "طرطوس", "طرطوس" },
  { "deraa", "Deraa|Daraa|Dara", "درعا", "درعا" },
  { "quneitra", "Quneitra", "قنیطره", "القنيطرة" },
  { "suwayda", "Suwayda|Sweida|As-Suwayda", "سویدا|سویداء", "السويداء" },
  { "deir-ez-zor", "Deir ez-Zor|Deir al-Zor|Deir Ezzor|Deir al-Zour", "دیرالزور|دیر الزور", "دير الزور" },
  { "raqqa", "Raqqa", "رقه", "الرقة" },
  { "hasakah", "Hasakah|Hasakeh|al-Hasakah", "حسکه", "الحسكة" },
  { "damascus-countryside", "Rif Dimashq|Damascus countryside", "حومه دمشق|ریف دمشق", "ريف دمشق" },
  { "eastern-ghouta", "Eastern Ghouta|East Ghouta|Ghouta", "غوطه شرقی|غوطه", "الغوطة الشرقية|الغوطة" },
  { "douma", "Douma", "دوما", "دوما" },
  { "barada-valley", "Wadi Barada|Barada valley", "وادی بردی", "وادي بردى" },
  { "palmyra", "Palmyra|Tadmur", "تدمر|پالمیرا", "تدمر" },
  { "al-bab", "al-Bab", "شهر الباب|الباب", "مدينة الباب" },
  { "jarabulus", "Jarabulus|Jarablus", "جرابلس", "جرابلس" },
  { "manbij", "Manbij", "منبج", "منبج" },
  { "afrin", "Afrin", "عفرین", "عفرين" },
  { "kobani", "Kobani|Kobane|Ayn al-Arab", "کوبانی|عین‌العرب|عین العرب", "كوباني|عين العرب" },
  { "qamishli", "Qamishli", "قامشلی", "القامشلي" },
  { "al-tanf", "al-Tanf|Tanf", "التنف|تنف", "التنف" },
  { "abu-kamal", "Abu Kamal|Albu Kamal", "بوکمال|البوکمال", "البوكمال" },
  { "khan-shaykhun", "Khan Shaykhun|Khan Sheikhoun|Khan Sheikhun", "خان شیخون", "خان شيخون" },
  { "madaya", "Madaya", "مضایا", "مضايا" },
  { "fuah-and-kafriya", "Fuah|Foua|Kafriya|Kefraya", "فوعه|کفریا", "الفوعة|كفريا" },
  { "yarmouk", "Yarmouk", "یرموک", "اليرموك|مخيم اليرموك" },
  { "golan", "Golan Heights|Golan", "بلندی‌های جولان|جولان", "الجولان|مرتفعات الجولان|هضبة الجولان" },
  { "hmeimim", "Hmeimim|Khmeimim|Hmeymim", "حمیمیم", "حميميم" },
  { "castello-road", "Castello road", "جاده کاستلو", "طريق الكاستيلو|الكاستيلو" },
  { "euphrates", "Euphrates", "فرات", "الفرات" },
  { "geneva", "Geneva", "ژنو", "جنيف" },
  { "sochi", "Sochi", "سوچی", "سوتشي" },
  { "lausanne", "Lausanne", "لوزان", "لوزان" },
  { "montreux", "Montreux", "مونترو", "مونترو" },
  { "istanbul", "Istanbul", "استانبول", "إسطنبول|اسطنبول|إستانبول" },
  { "gaziantep", "Gaziantep", "غازی عنتاب|غازی‌عینتاب", "غازي عنتاب" },
  { "hamburg", "Hamburg", "هامبورگ", "هامبورغ" },
  { "new-york", "New York", "نیویورک", "نيويورك" },
  { "almaty", "Almaty", "آلماتی", "ألماتي" },
  { "jerusalem", "Jerusalem", "قدس|بیت‌المقدس|اورشلیم", "القدس" },
  { "mosul", "Mosul", "موصل", "الموصل" },
}

local PERSONS = {
  { "bashar-al-assad", "Bashar al-Assad|Bashar Assad|President Assad|Assad", "بشار اسد|بشار الاسد|اسد", "بشار الأسد|الأسد" },
  { "walid-muallem", "Walid al-Moallem|Walid Muallem|Walid al-Muallem|Moallem|Muallem", "ولید المعلم|ولید معلم|المعلم", "وليد المعلم" },
  { "bashar-jaafari", "Bashar al-Jaafari|Bashar Jaafari|Bashar Ja'afari|Jaafari", "بشار جعفری|بشار الجعفری|الجعفری", "بشار الجعفري|الجعفري" },
  { "faisal-mekdad", "Faisal Mekdad|Faisal al-Mekdad|Mekdad", "فیصل مقداد|فیصل المقداد", "فيصل المقداد|المقداد" },
  { "ayman-sousan", "Ayman Sousan|Ayman Soussan", "ایمن سوسان", "أيمن سوسان" },
  { "bouthaina-shaaban", "Bouthaina Shaaban|Buthaina Shaaban", "بثینه شعبان", "بثينة شعبان" },
  { "ali-mamlouk", "Ali Mamlouk|Ali Mamluk", "علی مملوک", "علي مملوك" },
  { "ahmad-al-sharaa", "Ahmad al-Sharaa|Ahmed al-Sharaa|Abu Mohammed al-Golani|Abu Muhammad al-Jolani|al-Sharaa|Jolani|Golani", "احمد الشرع|ابومحمد جولانی|ابو محمد الجولانی|الجولانی", "أحمد الشرع|أبو محمد الجولاني|الشرع" },
  { "asaad-al-shaibani", "Asaad al-Shaibani|Asaad Hassan al-Shaibani", "اسعد الشیبانی|اسعد شیبانی", "أسعد الشيباني|أسعد حسن الشيباني" },
  { "mohammed-alloush", "Mohammed Alloush|Mohammad Alloush|Muhammad Alloush|Alloush", "محمد علوش|علوش", "محمد علوش|علوش" },
  { "osama-abu-zaid", "Osama Abu Zaid", "اسامه ابوزید|اسامه ابو زید", "أسامة أبو زيد" },
  { "ahmad-tumah", "Ahmad Tumah|Ahmad Tomeh|Ahmed Tuma", "احمد طعمه", "أحمد طعمة" },
  { "nasr-al-hariri", "Nasr al-Hariri", "نصر الحریری|نصر حریری", "نصر الحريري" },
  { "riyad-hijab", "Riyad Hijab|Riad Hijab", "ریاض حجاب", "رياض حجاب" },
  { "hadi-al-bahra", "Hadi al-Bahra|Hadi Bahra", "هادی البحره", "هادي البحرة" },
  { "george-sabra", "George Sabra", "جورج صبرا", "جورج صبرا" },
  { "michel-kilo", "Michel Kilo", "میشل کیلو", "ميشيل كيلو" },
  { "burhan-ghalioun", "Burhan Ghalioun", "برهان غلیون", "برهان غليون" },
  { "moaz-al-khatib", "Moaz al-Khatib|Mouaz al-Khatib", "معاذ الخطیب", "معاذ الخطيب" },
  { "salih-muslim", "Salih Muslim|Saleh Muslim", "صالح مسلم", "صالح مسلم" },
  { "mazloum-abdi", "Mazloum Abdi", "مظلوم عبدی", "مظلوم عبدي" },
  { "vladimir-putin", "Vladimir Putin|Putin", "ولادیمیر پوتین|پوتین", "فلاديمير بوتين|بوتين" },
  { "sergei-lavrov", "Sergei Lavrov|Sergey Lavrov|Lavrov", "سرگئی لاوروف|سرگی لاوروف|لاوروف", "سيرغي لافروف|سيرجي لافروف|لافروف" },
  { "sergei-shoigu", "Sergei Shoigu|Sergey Shoigu|Shoigu", "سرگئی شویگو|شویگو", "سيرغي شويغو|سيرجي شويجو|شويغو" },
  { "alexander-lavrentiev", "Alexander Lavrentiev|Alexander Lavrentyev|Lavrentiev|Lavrentyev", "الکساندر لاورنتیف|الکساندر لاورنتیو|لاورنتیف|لاورنتیو", "ألكسندر لافرنتييف|ألكسندر لافرينتييف|لافرنتييف|لافرينتييف" },
  { "mikhail-bogdanov", "Mikhail Bogdanov|Bogdanov", "میخائیل بوگدانوف|بوگدانوف", "ميخائيل بوغدانوف|بوغدانوف" },
  { "gennady-gatilov", "Gennady Gatilov|Gatilov", "گنادی گاتیلوف|گاتیلوف", "غينادي غاتيلوف|غاتيلوف" },
  { "maria-zakharova", "Maria Zakharova|Zakharova", "ماریا زاخارووا|زاخارووا", "ماريا زاخاروفا|زاخاروفا" },
  { "dmitry-peskov", "Dmitry Peskov|Peskov", "دیمیتری پسکوف|پسکوف", "دميتري بيسكوف|ديمتري بيسكوف|بيسكوف" },
  { "vitaly-churkin", "Vitaly Churkin|Churkin", "ویتالی چورکین|چورکین", "فيتالي تشوركين|تشوركين" },
  { "vassily-nebenzia", "Vassily Nebenzia|Vasily Nebenzya|Nebenzia", "واسیلی نبنزیا|نبنزیا", "فاسيلي نيبينزيا|نيبينزيا" },
  { "sergei-rudskoy", "Sergei Rudskoy|Rudskoy|Rudskoi", "سرگئی رودسکوی|رودسکوی", "سيرغي رودسكوي|رودسكوي" },
  { "dmitry-medvedev", "Dmitry Medvedev|Medvedev", "دیمیتری مدودف|مدودف", "دميتري ميدفيديف|ميدفيديف" },
  { "recep-tayyip-erdogan", "Recep Tayyip Erdoğan|Recep Tayyip Erdogan|Tayyip Erdogan|Erdogan|Erdoğan", "رجب طیب اردوغان|اردوغان", "رجب طيب أردوغان|أردوغان" },
  { "mevlut-cavusoglu", "Mevlüt Çavuşoğlu|Mevlut Cavusoglu|Cavusoglu|Çavuşoğlu", "مولود چاووش‌اوغلو|مولود چاووش اوغلو|چاووش‌اوغلو|چاوش‌اوغلو", "مولود تشاووش أوغلو|مولود جاويش أوغلو|تشاووش أوغلو|جاويش أوغلو" },
  { "hakan-fidan", "Hakan Fidan|Fidan", "هاکان فیدان|فیدان", "هاكان فيدان|فيدان" },
  { "hulusi-akar", "Hulusi Akar|Akar", "خلوصی آکار", "خلوصي أكار|خلوصي آكار" },
  { "ahmet-davutoglu", "Ahmet Davutoğlu|Ahmet Davutoglu|Davutoglu|Davutoğlu", "احمد داوود اوغلو|داوود اوغلو|داوداوغلو", "أحمد داود أوغلو|داود أوغلو" },
  { "binali-yildirim", "Binali Yıldırım|Binali Yildirim|Yildirim", "بنعلی ییلدیریم|بینالی ییلدیریم|ییلدیریم", "بن علي يلدريم|يلدريم" },
  { "ibrahim-kalin", "İbrahim Kalın|Ibrahim Kalin|Kalin", "ابراهیم کالین", "إبراهيم كالين" },
  { "sedat-onal", "Sedat Önal|Sedat Onal", "سدات اونال", "سدات أونال" },
  { "ali-khamenei", "Ali Khamenei|Khamenei|Ayatollah Khamenei", "خامنه‌ای|خامنه ای", "علي خامنئي|خامنئي" },
  { "hassan-rouhani", "Hassan Rouhani|Hassan Rohani|Rouhani", "حسن روحانی", "حسن روحاني|روحاني" },
  { "mohammad-javad-zarif", "Mohammad Javad Zarif|Javad Zarif|Zarif", "محمدجواد ظریف|محمد جواد ظریف|جواد ظریف|ظریف", "محمد جواد ظريف|جواد ظريف|ظريف" },
  { "ebrahim-raisi", "Ebrahim Raisi|Raisi", "ابراهیم رئیسی", "إبراهيم رئيسي" },
  { "hossein-amirabdollahian", "Hossein Amir-Abdollahian|Hossein Amirabdollahian|Amir-Abdollahian|Amirabdollahian", "حسین امیرعبداللهیان|حسین امیر عبداللهیان|امیرعبداللهیان|امیر عبداللهیان", "حسين أمير عبد اللهيان|أمير عبد اللهيان|حسين أمير عبداللهيان" },
  { "hossein-jaberi-ansari", "Hossein Jaberi Ansari|Jaberi Ansari", "حسین جابری انصاری|جابری انصاری", "حسين جابري أنصاري|جابري أنصاري" },
  { "ali-asghar-khaji", "Ali Asghar Khaji", "علی‌اصغر خاجی|علی اصغر خاجی", "علي أصغر خاجي" },
  { "ali-shamkhani", "Ali Shamkhani|Shamkhani", "علی شمخانی|شمخانی", "علي شمخاني|شمخاني" },
  { "ali-akbar-velayati", "Ali Akbar Velayati|Velayati", "علی‌اکبر ولایتی|علی اکبر ولایتی", "علي أكبر ولايتي" },
  { "qasem-soleimani", "Qasem Soleimani|Qassem Soleimani|Soleimani", "قاسم سلیمانی|سردار سلیمانی", "قاسم سليماني" },
  { "bahram-ghasemi", "Bahram Ghasemi|Bahram Qasemi", "بهرام قاسمی", "بهرام قاسمي" },
  { "abbas-araghchi", "Abbas Araghchi|Abbas Araqchi|Araghchi", "عباس عراقچی|عراقچی", "عباس عراقجي|عراقجي" },
  { "nursultan-nazarbayev", "Nursultan Nazarbayev|Nazarbayev", "نورسلطان نظربایف|نظربایف", "نور سلطان نزارباييف|نزارباييف|نزاربايف" },
  { "kairat-abdrakhmanov", "Kairat Abdrakhmanov|Abdrakhmanov", "غیرت عبدالرحمانف|خیرت عبدالرحمانف|قیرت عبدالرحمانوف|عبدالرحمانف", "خيرت عبد الرحمنوف|خيرات عبد الرحمنوف|عبد الرحمنوف|عبدالرحمنوف" },
  { "staffan-de-mistura", "Staffan de Mistura|de Mistura", "استفان دی میستورا|استافان دی میستورا|دی میستورا|دی‌میستورا", "ستيفان دي ميستورا|ستافان دي ميستورا|دي ميستورا|دي مستورا" },
  { "geir-pedersen", "Geir Pedersen|Geir O. Pedersen|Pedersen", "گیر پدرسن|گیر پدرسون|پدرسن", "غير بيدرسون|غير بيدرسن|بيدرسون|بيدرسن" },
  { "lakhdar-brahimi", "Lakhdar Brahimi|Brahimi", "اخضر ابراهیمی|الاخضر الابراهیمی", "الأخضر الإبراهيمي|الإبراهيمي" },
  { "kofi-annan", "Kofi Annan|Annan", "کوفی عنان", "كوفي عنان|كوفي أنان" },
  { "ban-ki-moon", "Ban Ki-moon", "بان کی مون|بان کی‌مون", "بان كي مون" },
  { "antonio-guterres", "António Guterres|Antonio Guterres|Guterres", "آنتونیو گوترش|گوترش", "أنطونيو غوتيريش|غوتيريش|أنطونيو جوتيريش" },
  { "jan-egeland", "Jan Egeland|Egeland", "یان اگلند|یان اگلاند", "يان إيغلاند|يان إيجلاند" },
  { "stephen-obrien", "Stephen O'Brien", "استفان اوبراین|استیفن اوبراین", "ستيفن أوبراين" },
  { "barack-obama", "Barack Obama|Obama", "باراک اوباما|اوباما", "باراك أوباما|أوباما" },
  { "donald-trump", "Donald Trump|Trump", "دونالد ترامپ|ترامپ", "دونالد ترامب|ترامب" },
  { "joe-biden", "Joe Biden|Biden", "جو بایدن|بایدن", "جو بايدن|بايدن" },
  { "john-kerry", "John Kerry|Kerry", "جان کری", "جون كيري|كيري" },
  { "rex-tillerson", "Rex Tillerson|Tillerson", "رکس تیلرسون|تیلرسون", "ريكس تيلرسون|تيلرسون" },
  { "mike-pompeo", "Mike Pompeo|Pompeo", "مایک پمپئو|پمپئو", "مايك بومبيو|بومبيو" },
  { "antony-blinken", "Antony Blinken|Blinken", "آنتونی بلینکن|بلینکن", "أنتوني بلينكن|بلينكن" },
  { "nikki-haley", "Nikki Haley|Haley", "نیکی هیلی", "نيكي هايلي|نيكي هيلي" },
  { "james-mattis", "James Mattis|Jim Mattis|Mattis", "جیمز متیس|متیس", "جيمس ماتيس|جيم ماتيس|ماتيس" },
  { "brett-mcgurk", "Brett McGurk|McGurk", "برت مک‌گورک|مک‌گورک", "بريت ماكغورك|بريت ماكغيرك|ماكغورك" },
  { "samantha-power", "Samantha Power", "سامانتا پاور", "سامانثا باور" },
  { "francois-hollande", "François Hollande|Francois Hollande|Hollande", "فرانسوا اولاند|اولاند", "فرانسوا هولاند|هولاند" },
  { "emmanuel-macron", "Emmanuel Macron|Macron", "امانوئل مکرون|امانوئل ماکرون|مکرون|ماکرون", "إيمانويل ماكرون|ماكرون" },
  { "jean-marc-ayrault", "Jean-Marc Ayrault|Ayrault", "ژان مارک ارو|ژان مارک آیرو", "جان مارك إيرولت|جان مارك أيرولت" },
  { "angela-merkel", "Angela Merkel|Merkel", "آنگلا مرکل|مرکل", "أنغيلا ميركل|أنجيلا ميركل|ميركل" },
  { "frank-walter-steinmeier", "Frank-Walter Steinmeier|Steinmeier", "فرانک والتر اشتاین‌مایر|اشتاین‌مایر", "فرانك فالتر شتاينماير|شتاينماير" },
  { "boris-johnson", "Boris Johnson", "بوریس جانسون", "بوريس جونسون" },
  { "federica-mogherini", "Federica Mogherini|Mogherini", "فدریکا موگرینی|موگرینی", "فيديريكا موغيريني|موغيريني" },
  { "adel-al-jubeir", "Adel al-Jubeir|Adel Jubeir|Jubeir", "عادل الجبیر|عادل جبیر|الجبیر", "عادل الجبير|الجبير" },
  { "mohammed-bin-salman", "Mohammed bin Salman|Mohammad bin Salman|MBS", "محمد بن سلمان|بن سلمان", "محمد بن سلمان|بن سلمان" },
  { "abdel-fattah-al-sisi", "Abdel Fattah al-Sisi|Abdel Fattah el-Sisi|Sisi", "عبدالفتاح السیسی|السیسی", "عبد الفتاح السيسي|السيسي|عبدالفتاح السيسي" },
  { "sameh-shoukry", "Sameh Shoukry|Shoukry", "سامح شکری", "سامح شكري" },
  { "king-abdullah", "King Abdullah II|Abdullah II", "ملک عبدالله دوم|عبدالله دوم", "الملك عبد الله الثاني|عبد الله الثاني" },
  { "ayman-safadi", "Ayman Safadi|Safadi", "ایمن صفدی|ایمن الصفدی", "أيمن الصفدي|الصفدي" },
  { "hassan-nasrallah", "Hassan Nasrallah|Nasrallah", "حسن نصرالله|سید حسن نصرالله|نصرالله", "حسن نصر الله|نصر الله|حسن نصرالله" },
  { "benjamin-netanyahu", "Benjamin Netanyahu|Netanyahu", "بنیامین نتانیاهو|نتانیاهو", "بنيامين نتنياهو|نتنياهو|بنيامين نتانياهو|نتانياهو" },
  { "haider-al-abadi", "Haider al-Abadi|Abadi", "حیدر العبادی|حیدر عبادی|العبادی", "حيدر العبادي|العبادي" },
}

local ORGANISATIONS = {
  { "united-nations", "United Nations|UN|U.N.", "سازمان ملل متحد|سازمان ملل|ملل متحد", "الأمم المتحدة|منظمة الأمم المتحدة", "أممي" },
  { "security-council", "UN Security Council|U.N. Security Council|Security Council|UNSC", "شورای امنیت سازمان ملل متحد|شورای امنیت سازمان ملل|شورای امنیت", "مجلس الأمن الدولي|مجلس الأمن" },
  { "general-assembly", "UN General Assembly|General Assembly", "مجمع عمومی سازمان ملل|مجمع عمومی", "الجمعية العامة للأمم المتحدة" },
  { "ocha", "OCHA", "اوچا", "أوتشا|مكتب الأمم المتحدة لتنسيق الشؤون الإنسانية" },
  { "unhcr", "UNHCR|UN refugee agency", "کمیساریای عالی پناهندگان", "مفوضية اللاجئين|المفوضية السامية لشؤون اللاجئين" },
  { "unicef", "UNICEF", "یونیسف", "اليونيسف|يونيسف|اليونيسيف" },
  { "world-food-programme", "World Food Programme|WFP", "برنامه جهانی غذا", "برنامج الأغذية العالمي|برنامج الغذاء العالمي" },
  { "opcw", "OPCW|Organisation for the Prohibition of Chemical Weapons", "سازمان منع سلاح‌های شیمیایی|سازمان منع تسلیحات شیمیایی", "منظمة حظر الأسلحة الكيميائية|منظمة حظر الأسلحة الكيماوية" },
  { "red-cross", "Red Cross|ICRC", "صلیب سرخ", "الصليب الأحمر" },
  { "red-crescent", "Red Crescent", "هلال احمر", "الهلال الأحمر" },
  { "white-helmets", "White Helmets|Syrian Civil Defence", "کلاه‌سفیدها|کلاه سفیدها|کلاه سفید‌ها", "الخوذ البيضاء|الدفاع المدني السوري" },
  { "syrian-observatory", "Syrian Observatory for Human Rights|SOHR|Syrian Observatory", "دیده‌بان حقوق بشر سوریه|دیدبان حقوق بشر سوریه", "المرصد السوري لحقوق الإنسان|المرصد السوري" },
  { "arab-league", "Arab League|League of Arab States", "اتحادیه عرب", "الجامعة العربية|جامعة الدول العربية" },
  { "european-union", "European Union|EU|E.U.", "اتحادیه اروپا", "الاتحاد الأوروبي" },
  { "nato", "NATO|Nato", "ناتو", "حلف شمال الأطلسي|الناتو|حلف الناتو" },
  { "oic", "Organisation of Islamic Cooperation|Organization of Islamic Cooperation|OIC", "سازمان همکاری اسلامی", "منظمة التعاون الإسلامي" },
  { "gcc", "Gulf Cooperation Council|GCC", "شورای همکاری خلیج فارس", "مجلس التعاون الخليجي" },
  { "issg", "International Syria Support Group|ISSG", "گروه بین‌المللی حمایت از سوریه", "المجموعة الدولية لدعم سوريا" },
  { "global-coalition", "US-led coalition|U.S.-led coalition|international coalition", "ائتلاف بین‌المللی|ائتلاف ضد داعش|ائتلاف آمریکایی", "التحالف الدولي" },
  { "constitutional-committee", "Constitutional Committee", "کمیته قانون اساسی", "اللجنة الدستورية" },
  { "kremlin", "Kremlin", "کرملین", "الكرملين" },
  { "white-house", "White House", "کاخ سفید", "البيت الأبيض" },
  { "pentagon", "Pentagon", "پنتاگون", "البنتاغون" },
  { "irgc", "IRGC|Revolutionary Guards|Islamic Revolutionary Guard Corps", "سپاه پاسداران|سپاه پاسداران انقلاب اسلامی", "الحرس الثوري|الحرس الثوري الإيراني" },
  { "group-of-20", "G20|Group of 20", "گروه ۲۰|گروه بیست|جی ۲۰", "مجموعة العشرين" },
  { "irna", "IRNA", "ایرنا|خبرگزاری جمهوری اسلامی", "إرنا|وكالة الأنباء الإيرانية" },
  { "isna", "ISNA", "ایسنا", "إسنا" },
  { "fars-news", "Fars News Agency|Fars News", "خبرگزاری فارس|فارس‌نیوز", "وكالة فارس|وكالة أنباء فارس" },
  { "tasnim", "Tasnim", "تسنیم", "وكالة تسنيم|تسنيم" },
  { "mehr-news", "Mehr News Agency|Mehr News", "خبرگزاری مهر", "وكالة مهر" },
  { "sana", "SANA", "سانا", "سانا|وكالة سانا" },
  { "tass", "TASS|Itar-Tass", "تاس", "تاس|وكالة تاس" },
  { "ria-novosti", "RIA Novosti|RIA", "ریانووستی|ریا نووستی|نووستی", "ريا نوفوستي|نوفوستي" },
  { "interfax", "Interfax", "اینترفاکس", "إنترفاكس|انترفاكس" },
  { "sputnik", "Sputnik", "اسپوتنیک", "سبوتنيك" },
  { "anadolu", "Anadolu|Anadolu Agency", "آناتولی|خبرگزاری آناتولی", "الأناضول|وكالة الأناضول" },
  { "reuters", "Reuters", "رویترز", "رويترز" },
  { "afp", "AFP|Agence France-Presse", "خبرگزاری فرانسه|فرانس‌پرس", "فرانس برس|وكالة الصحافة الفرنسية" },
  { "associated-press", "Associated Press|AP", "آسوشیتدپرس|اسوشیتدپرس", "أسوشيتد برس|أسوشيتدبرس" },
  { "al-jazeera", "Al Jazeera|Al-Jazeera", "شبکه الجزیره|الجزیره", "قناة الجزيرة|الجزيرة نت" },
  { "al-mayadeen", "Al Mayadeen|Al-Mayadeen", "المیادین", "الميادين" },
  { "al-arabiya", "Al Arabiya|Al-Arabiya", "العربیه", "قناة العربية" },
}

local TERMS = {
  { "ceasefire", "ceasefire|cease-fire|truce", "آتش‌بس", "وقف إطلاق النار|وقف لإطلاق النار|هدنة" },
  { "cessation-of-hostilities", "cessation of hostilities", "توقف درگیری‌ها|توقف مخاصمات|قطع درگیری‌ها", "وقف الأعمال القتالية|وقف الأعمال العدائية" },
  { "de-escalation-zones", "de-escalation zone|de-escalation area|safe zone", "منطقه کاهش تنش|مناطق کاهش تنش|منطقه امن|مناطق امن", "منطقة خفض التصعيد|مناطق خفض التصعيد|منطقة آمنة|مناطق آمنة|المناطق الآمنة|المنطقة الآمنة" },
  { "humanitarian-aid", "humanitarian aid|humanitarian assistance|humanitarian access", "کمک‌های انسان‌دوستانه|کمک‌های بشردوستانه|کمک‌های انسانی|امدادرسانی", "المساعدات الإنسانية|مساعدات إنسانية" },
  { "prisoners", "detainees|prisoner exchange|prisoners", "زندانیان|بازداشت‌شدگان|تبادل اسرا", "المعتقلين|المعتقلون|تبادل الأسرى" },
  { "refugees", "refugee|displaced persons", "آوارگان|پناهندگان|پناهجویان", "اللاجئين|اللاجئون|النازحين|النازحون" },
  { "chemical-weapons", "chemical weapon|chemical attack", "سلاح شیمیایی|سلاح‌های شیمیایی|حمله شیمیایی", "الأسلحة الكيميائية|الأسلحة الكيماوية|السلاح الكيميائي" },
  { "constitution", "constitution", "قانون اساسی", "الدستور" },
}

local GUARDS = {
  hama = {
    -- «حماه» is also "protected him"; the city stands beside words for places
    ["حماة"] = { with = { "مدينة", "ريف", "محافظة", "حمص", "إدلب", "حلب", "دمشق", "سوريا", "سورية", "السورية", "السوري", "شمال" } },
    ["حما"] = { with = { "سوریه", "سوری", "استان", "شهر", "حومه", "حمص", "ادلب", "حلب", "دمشق" } },
    ["حماه"] = { with = { "سوریه", "سوری", "استان", "شهر", "حومه", "حمص", "ادلب", "حلب", "دمشق" } },
  },
  deraa = { ["Dara"] = { with = { "syria", "syrian", "southern" } } },
  raqqa = { ["رقه"] = { with = { "سوریه", "داعش", "شهر", "استان", "سوری" } },
    ["الرقة"] = { not_before = { "والعطف" } } },
  ["al-bab"] = { ["الباب"] = { with = { "سوریه", "حلب", "سوری", "ترکیه" } } },
  douma = { ["دوما"] = { not_after = { "مجلس", "پارلمان" } } },
  jerusalem = { ["قدس"] = { not_after = { "نیروی", "سپاه", "روز", "آستان", "لشکر" } },
    ["القدس"] = { not_after = { "فيلق", "لواء" } } },
  -- اسد is also a month, and a lion; Muallem, the teacher
  ["bashar-al-assad"] = {
    ["اسد"] = { not_after = { "#", "برج", "ماه", "عین", "دریاچه" }, not_before = { "آباد", "الله", "ماه", "#" } },
    ["الأسد"] = { not_after = { "برج", "حافظ", "ماهر", "باسل", "رفعت", "أسماء", "بحيرة", "عين" } },
    ["Assad"] = { not_after = { "hafez", "maher", "asma", "lake", "rifaat", "-" } },
  },
  ["walid-muallem"] = { ["المعلم"] = { with = { "سوریه", "لاوروف", "دمشق", "آتش‌بس", "وزیر", "مسکو", "آتش" } } },
  ["ahmad-al-sharaa"] = {
    ["الشرع"] = { with = { "سوريا", "السوري", "السورية", "دمشق", "الرئيس" } },
    ["Golani"] = { with = { "syria", "syrian", "sham" } },
  },
  ["bashar-jaafari"] = { ["الجعفري"] = { not_after = { "إبراهيم", "المذهب", "الفقه" } } },
  ["hulusi-akar"] = { ["Akar"] = { with = { "turkish", "turkey", "ankara" } } },
  ["ibrahim-kalin"] = { ["Kalin"] = { with = { "turkish", "turkey", "erdogan" } } },
  ["mohammad-javad-zarif"] = { ["ظریف"] = { not_after = { "بسیار", "طنز", "طنزی", "هنر" }, not_before = { "و" } },
    ["ظريف"] = { with = { "إيران", "الإيراني", "الإيرانية", "طهران", "لافروف" } } },
  ["john-kerry"] = { ["كيري"] = { not_after = { "جبن" } } },
  ["donald-trump"] = { ["Trump"] = { not_before = { "card", "tower" } } },
  ["islamic-state"] = { ["IS"] = { with = { "syria", "iraq", "militants", "raqqa", "mosul" } } },
  -- the rule, and the base
  ["al-qaeda"] = {
    ["القاعدة"] = { not_before = { "الجوية", "العسكرية", "البحرية", "الشعبية", "القانونية", "الأساسية", "الجماهيرية", "الذهبية", "هي" } },
  },
  sana = { ["سانا"] = { not_before = { "ماریا" } } },
  tass = { ["تاس"] = { not_before = { "کباب" } } },
}

local NOTES = {
  hama = "Only where the sentence has a word for a place beside it: in Arabic and Persian it is also \"protected him\".",
  ["bashar-al-assad"] = "The name alone is Bashar al-Assad; with another first name (Hafez, Maher) it is left out. In Dari اسد is a month.",
  ["walid-muallem"] = "In Persian المعلم alone is taken for him only beside words of the talks; in Arabic it is the teacher.",
  ["nusra-front"] = "Called Jabhat Fatah al-Sham from July 2016 to January 2017; then part of Hayat Tahrir al-Sham.",
  ["ahmad-al-sharaa"] = "Known as Abu Mohammed al-Golani until December 2024.",
  ["hassan-rouhani"] = "In Persian only with his first name: روحانی is also a cleric.",
  ["islamic-state"] = "IS in English only beside words for Syria, Iraq or fighters.",
  ["al-jazeera"] = "Persian الجزیره is also Upper Mesopotamia; Arabic الجزيرة, the island, is left out.",
}

local concepts, sets = {}, {}

local function add(kind, set, rows)
  sets[set] = {}
  for _, fields in ipairs(rows) do
    local name, en, fa, ar, adjectives = table.unpack(fields, 1, 5)
    local guards = GUARDS[name]
    concepts[#concepts + 1] = {
      name = name, kind = kind, note = NOTES[name],
      en = row.variants(en, guards), fa = row.variants(fa, guards), ar = row.variants(ar, guards, adjectives),
    }
    table.insert(sets[set], name)
  end
end

add("party", "syria-parties", PARTIES)
add("place", "syria-places", PLACES)
add("person", "syria-persons", PERSONS)
add("organisation", "syria-organisations", ORGANISATIONS)
add("term", "syria-terms", TERMS)

-- The states and cities of the talks are among the countries and capitals.
local STATES = {
  "syria", "russia", "turkey", "iran", "united-states", "kazakhstan", "saudi-arabia", "qatar", "jordan", "iraq", "lebanon",
  "israel", "egypt", "united-kingdom", "france", "germany", "china", "united-arab-emirates",
}
local CITIES = { "damascus", "astana", "moscow", "ankara", "tehran", "washington", "vienna", "riyadh", "doha", "cairo", "amman" }
table.move(CITIES, 1, #CITIES, #sets["syria-places"] + 1, sets["syria-places"])
sets["syria-states"] = STATES

-- Names of persons and parties come first: they have names of places in them.
local talks = {}
sets["syrian-talks"] = talks
for _, name in ipairs { "syria-persons", "syria-parties", "syria-organisations", "syria-states", "syria-places" } do
  table.move(sets[name], 1, #sets[name], #talks + 1, talks)
end

return { concepts = concepts, sets = sets }
