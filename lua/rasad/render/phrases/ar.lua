-- ar.lua: what rasad says in a report, in Arabic.
return {
  -- status and dating
  ["occurred"] = "وقع", ["planned"] = "مخطط له", ["claimed"] = "مزعوم", ["denied"] = "منفي",
  ["claimed, not confirmed"] = "مزعوم، غير مؤكد",
  ["stated"] = "مذكور", ["computed"] = "محسوب", ["inferred"] = "مستنتج",
  ["the date is stated"] = "التاريخ مذكور في النص",
  ["the date is computed from a given day"] = "التاريخ محسوب من يوم معلوم",
  ["the date is inferred"] = "التاريخ مستنتج",
  ["known to a part of a month or year"] = "بدقة جزء من شهر أو سنة",
  ["known to the interval"] = "بدقة مدة", ["known to the {1}"] = "بدقة {1}",
  ["week"] = "أسبوع", ["month"] = "شهر", ["season"] = "فصل", ["half"] = "نصف سنة", ["quarter"] = "ربع سنة", ["year"] = "سنة",
  ["decade"] = "عقد", ["century"] = "قرن",
  ["article"] = "مقال", ["stories"] = "الأخبار", ["sources"] = "المصادر", ["soft"] = "مرجح", ["yes"] = "نعم", ["no"] = "لا",
  ["{1} (without \"{2}\")"] = "{1} (من دون «{2}»)", ["{1} (also said: {2})"] = "{1} (وقيل أيضا: {2})",
  ["{1}, bytes {2}-{3}"] = "{1}، البايتات {2} إلى {3}", ["bytes {1}-{2}"] = "البايتات {1} إلى {2}",

  -- headings and labels
  ["because"] = "لأن", ["or else"] = "أو ربما", ["others say"] = "ويقول آخرون", ["could be"] = "ربما",
  ["no date"] = "بلا تاريخ", ["date"] = "التاريخ", ["Note"] = "ملاحظة", ["Warnings"] = "تحذيرات",
  ["Without a date"] = "بلا تاريخ", ["No dated event."] = "لا حدث مؤرخ.",
  ["How this was made"] = "كيف أعد هذا التقرير",
  ["script"] = "البرنامج النصي", ["arguments"] = "المعطيات", ["corpus"] = "المدونة", ["jail"] = "القيود", ["engine"] = "المحرك",
  ["warnings"] = "التحذيرات", ["none"] = "لا شيء", ["{1} (hash {2})"] = "{1} (بصمة {2})", ["fingerprint {1}"] = "البصمة {1}",
  ["rasad {1}, profile {2}"] = "رصد {1}، الوصف {2}",
  ["{1}; articles that failed: {2}"] = "{1}؛ مقالات أخفقت: {2}",
  ["{1} (in article {2})"] = "{1} (في المقال {2})", ["{1} (in {2} articles: {3})"] = "{1} (في {2} من المقالات: {3})",
  ["Timeline"] = "الخط الزمني",
  ["Articles disagree"] = "المقالات مختلفة", ["this event"] = "هذا الحدث",
  ["not before {1}"] = "ليس قبل {1}", ["not after {1}"] = "ليس بعد {1}",
  ["nothing bounds it"] = "لا يعرف له حد", ["dated elsewhere"] = "مؤرخ في موضع آخر",
  ["Gregorian"] = "ميلادي", ["Solar Hijri"] = "هجري شمسي", ["Hijri"] = "هجري قمري",
  ["status"] = "الحال", ["Find"] = "بحث", ["Sort by"] = "الترتيب", ["days"] = "أيام الحدث", ["name"] = "الاسم",
  ["number of articles"] = "عدد المقالات", ["{1} of {2} shown"] = "المعروض {1} من {2}",
  ["Data table"] = "جدول البيانات",
  ["days not known exactly"] = "اليوم غير معروف بالضبط", ["other claims"] = "أقوال أخرى",
  ["events"] = "الأحداث", ["undated claims"] = "أقوال بلا تاريخ", ["articles"] = "المقالات",
  ["An event opens its evidence; every passage names its file and bytes."] =
    "اختيار الحدث يفتح شواهده؛ ومع كل اقتباس ملفه وبايتاته.",
  ["before"] = "قبل", ["found"] = "الموجود", ["after"] = "بعد",
  ["position"] = "الموضع",

  -- why a day is what it is
  ["the metadata gives {1}"] = "البيانات الوصفية تذكر {1}",
  ["the dateline reads \"{1}\""] = "في صدر الخبر «{1}»",
  ["the text says \"{1}\""] = "في النص «{1}»",
  ["the day of publication was given: {1}"] = "يوم النشر معطى: {1}",
  ["the weekdays the text names agree with \"{1}\""] = "أيام الأسبوع في النص توافق «{1}»",
  ["the weekdays that the text names with \"today\" and its like fit"] =
    "أيام الأسبوع التي يذكرها النص مع «اليوم» وأمثاله متوافقة",
  ["a day written with its weekday and year is of the days around the publication: \"{1}\""] =
    "اليوم المكتوب مع يوم أسبوعه وسنته قريب من يوم النشر: «{1}»",
  ["of a day and a weekday that disagree, one part is a slip: the text says \"{1}\""] =
    "اليوم ويوم الأسبوع لا يتفقان، وفي أحدهما سهو: في النص «{1}»",
  ["\"{1}\" ({2}) is told as past, so the document is of {3} or later"] =
    "«{1}» ({2}) محكي بصيغة الماضي، فالوثيقة من {3} أو بعده",
  ["\"{1}\" ({2}) is told as yet to come, so the document is of {3} or earlier"] =
    "«{1}» ({2}) محكي بصيغة المستقبل، فالوثيقة من {3} أو قبله",
  ["a date written with its year lies outside the document's own year when others omit it"] =
    "التاريخ المكتوب بسنته يقع خارج سنة الوثيقة حين تخلو التواريخ الأخرى من السنة",
  ["dates written without a year lie in the document's own year"] = "التواريخ الخالية من السنة تقع في سنة الوثيقة",
  ["a consequence follows its cause"] = "النتيجة تتبع السبب",
  ["two expressions side by side name the same time"] = "العبارتان المتجاورتان تسميان الوقت نفسه",
  ["the first paragraph tells the day's news"] = "الفقرة الأولى تروي خبر اليوم",
  ["\"last year\" is the year that all its dates lie in"] = "«العام الماضي» هو العام الذي تقع فيه كل تواريخه",
  ["the document appeared within three years of the last date it gives with a year"] =
    "صدرت الوثيقة في غضون ثلاث سنوات من آخر تاريخ ذكرته بسنته",
  ["it goes back to \"{1}\""] = "يعود إلى «{1}»",
  ["it goes on from \"{1}\", the date with its year before it"] = "يكمل «{1}»، وهو التاريخ ذو السنة قبله",
  ["it is counted from \"{1}\""] = "محسوب من «{1}»",
  ["the next round has the number after the last one the article names"] = "رقم الجولة التالية بعد رقم آخر جولة يذكرها المقال",
  ["the previous round has the number before the round the article is about"] =
    "رقم الجولة السابقة قبل رقم الجولة التي يتناولها المقال",

  -- why there is no day
  ["needs the day of publication, which neither the metadata nor the text gives"] =
    "يلزم له يوم النشر، ولا تذكره البيانات الوصفية ولا النص",
  ["needs the day of publication, of which it is known only that it lies from {1} to {2}"] =
    "يلزم له يوم النشر، ولا يعرف منه إلا أنه يقع من {1} إلى {2}",
  ["is no day of the year it would lie in"] = "ليس يوما من السنة التي يفترض أن يقع فيها",
  ["there is no such day"] = "لا يوجد يوم كهذا",
  ["no date is given with it"] = "لم يذكر معه تاريخ", ["names no date"] = "لا يسمي تاريخا",
  ["names no single date"] = "لا يسمي تاريخا واحدا", ["is a length of time, not a date"] = "مدة لا تاريخ",
  ["lies outside the years of its calendar's table"] = "يقع خارج سنوات جدول تقويمه",
  ["is reckoned from a date in the story, not from the article's own"] = "محسوب من تاريخ في الرواية لا من يوم المقال",
  ["goes back to a month or year named before, which has no value"] = "يعود إلى شهر أو سنة ذكرا قبله بلا قيمة",
  ["lies outside the years of the calendars"] = "يقع خارج سنوات التقاويم",
  ["names an hour, and no day stands beside it"] = "ساعة لا يوم معها",
  ["is of a date that is no single day"] = "من تاريخ ليس يوما واحدا",
  ["no year fits all the dates of the text; {1}"] = "لا سنة توافق كل تواريخ النص؛ {1}",
  ["the dates of the text fit several years ({1}); {2}"] = "تواريخ النص توافق عدة سنوات ({1})؛ {2}",

  -- rasad.mention
  ["Mentions"] = "الإشارات", ["Silent"] = "المقالات الصامتة", ["all"] = "الكل", ["without repeats"] = "بلا تكرار",
  ["How often an article names {1}. The second count leaves out headlines and paragraphs that the article says again."] =
    "كم مرة يذكر المقال {1}. العدد الثاني يسقط العناوين والفقرات التي يكررها المقال.",
  ["{1} of {2} articles do not name {3}: {4}."] = "{1} من {2} من المقالات لا تذكر {3}: {4}.",
  ["{1} of {2} articles does not name {3}: {4}."] = "{1} من {2} من المقالات لا يذكر {3}: {4}.",
}
