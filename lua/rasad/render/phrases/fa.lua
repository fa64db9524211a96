-- fa.lua: what rasad says in a report, in Persian.
return {
  -- status and dating
  ["occurred"] = "رخ داده", ["planned"] = "برنامه‌ریزی‌شده", ["claimed"] = "ادعاشده", ["denied"] = "تکذیب‌شده",
  ["claimed, not confirmed"] = "ادعاشده، تأییدنشده",
  ["stated"] = "تصریح‌شده", ["computed"] = "محاسبه‌شده", ["inferred"] = "استنباط‌شده",
  ["the date is stated"] = "تاریخ در متن آمده است",
  ["the date is computed from a given day"] = "تاریخ از روی روزی معلوم محاسبه شده است",
  ["the date is inferred"] = "تاریخ استنباط شده است",
  ["known to a part of a month or year"] = "با دقت بخشی از ماه یا سال",
  ["known to the interval"] = "با دقت یک بازه", ["known to the {1}"] = "با دقت {1}",
  ["week"] = "هفته", ["month"] = "ماه", ["season"] = "فصل", ["half"] = "نیم‌سال", ["quarter"] = "سه‌ماهه", ["year"] = "سال",
  ["decade"] = "دهه", ["century"] = "سده",
  ["article"] = "مقاله", ["story"] = "خبر", ["source"] = "منبع", ["soft"] = "محتمل", ["yes"] = "بله", ["no"] = "خیر",
  ["{1} (without \"{2}\")"] = "{1} (بدون «{2}»)",
  ["{1} (also said: {2})"] = "{1} (همچنین گفته شده: {2})",
  ["{1}, bytes {2}-{3}"] = "{1}، بایت‌های {2} تا {3}", ["bytes {1}-{2}"] = "بایت‌های {1} تا {2}",

  -- headings and labels
  ["because"] = "زیرا", ["or else"] = "یا شاید", ["others say"] = "دیگران می‌گویند", ["could be"] = "شاید",
  ["no date"] = "بی‌تاریخ", ["date"] = "تاریخ", ["Note"] = "یادداشت", ["Warnings"] = "هشدارها",
  ["Without a date"] = "بدون تاریخ", ["No dated event."] = "رویدادی با تاریخ پیدا نشد.",
  ["How this was made"] = "این گزارش چگونه ساخته شد",
  ["script"] = "اسکریپت", ["arguments"] = "آرگومان‌ها", ["corpus"] = "پیکره", ["jail"] = "محدودیت‌ها", ["engine"] = "موتور",
  ["warnings"] = "هشدارها",
  ["none"] = "هیچ", ["{1} (hash {2})"] = "{1} (درهم‌سازی {2})", ["fingerprint {1}"] = "اثر انگشت {1}",
  ["rasad {1}, profile {2}"] = "رصد {1}، نمایهٔ {2}",
  ["{1}; articles that failed: {2}"] = "{1}؛ مقاله‌های ناموفق: {2}",
  ["{1} (in article {2})"] = "{1} (در مقالهٔ {2})", ["{1} (in {2} articles: {3})"] = "{1} (در {2} مقاله: {3})",
  ["Timeline"] = "گاه‌شمار",
  ["Articles disagree"] = "مقاله‌ها با هم اختلاف دارند", ["this event"] = "این رویداد",
  ["not before {1}"] = "نه پیش از {1}", ["not after {1}"] = "نه پس از {1}",
  ["nothing bounds it"] = "کران آن معلوم نیست", ["dated elsewhere"] = "با تاریخ در جای دیگر",
  ["Gregorian"] = "میلادی", ["Solar Hijri"] = "هجری خورشیدی", ["Hijri"] = "هجری قمری",
  ["status"] = "وضعیت", ["Find"] = "جستجو", ["Sort by"] = "ترتیب", ["days"] = "روز رویداد", ["name"] = "نام",
  ["number of articles"] = "شمار مقاله‌ها", ["{1} of {2} shown"] = "{1} از {2} نمایش داده شده",
  ["Data table"] = "جدول داده‌ها",
  ["days not known exactly"] = "روز دقیق معلوم نیست", ["other claims"] = "ادعاهای دیگر",
  ["events"] = "رویدادها", ["undated claims"] = "ادعاهای بی‌تاریخ", ["articles"] = "مقاله‌ها",
  ["An event opens its evidence; every passage names its file and bytes."] =
    "با گزینش هر رویداد شواهد آن باز می‌شود؛ برای هر نقل قول پرونده و بایت‌ها آمده است.",
  ["before"] = "پیش", ["found"] = "یافته", ["after"] = "پس",
  ["position"] = "جایگاه",

  -- why a day is what it is
  ["the metadata gives {1}"] = "فراداده می‌گوید {1}",
  ["the dateline reads \"{1}\""] = "در تاریخ خبر آمده است «{1}»",
  ["the text says \"{1}\""] = "در متن آمده است «{1}»",
  ["the day of publication was given: {1}"] = "روز انتشار داده شده است: {1}",
  ["the weekdays the text names agree with \"{1}\""] = "روزهای هفته در متن با «{1}» می‌خواند",
  ["the weekdays that the text names with \"today\" and its like fit"] =
    "روزهای هفته که متن با «امروز» و مانند آن آورده می‌خواند",
  ["a day written with its weekday and year is of the days around the publication: \"{1}\""] =
    "روزی که با روز هفته و سال نوشته شده نزدیک روز انتشار است: «{1}»",
  ["of a day and a weekday that disagree, one part is a slip: the text says \"{1}\""] =
    "روز و روز هفته با هم نمی‌خوانند و یکی لغزش است: در متن آمده است «{1}»",
  ["\"{1}\" ({2}) is told as past, so the document is of {3} or later"] =
    "از «{1}» ({2}) چون گذشته یاد شده، پس نوشته از {3} یا پس از آن است",
  ["\"{1}\" ({2}) is told as yet to come, so the document is of {3} or earlier"] =
    "از «{1}» ({2}) چون آینده یاد شده، پس نوشته از {3} یا پیش از آن است",
  ["a date written with its year lies outside the document's own year when others omit it"] =
    "تاریخی که با سال نوشته شده، وقتی تاریخ‌های دیگر سال ندارند، بیرون از سال خود نوشته است",
  ["dates written without a year lie in the document's own year"] = "تاریخ‌های بی‌سال در سال خود نوشته‌اند",
  ["a consequence follows its cause"] = "پیامد پس از سبب می‌آید",
  ["two expressions side by side name the same time"] = "دو عبارت کنار هم یک زمان را می‌گویند",
  ["the first paragraph tells the day's news"] = "بند نخست خبر همان روز را می‌گوید",
  ["\"last year\" is the year that all its dates lie in"] = "«سال گذشته» سالی است که همهٔ تاریخ‌هایش در آن است",
  ["the document appeared within three years of the last date it gives with a year"] =
    "نوشته تا سه سال پس از آخرین تاریخ سال‌دار خود منتشر شده است",
  ["it goes back to \"{1}\""] = "به «{1}» بازمی‌گردد",
  ["it goes on from \"{1}\", the date with its year before it"] = "ادامهٔ «{1}» است، تاریخ سال‌دار پیش از آن",
  ["it is counted from \"{1}\""] = "از «{1}» شمرده شده است",
  ["the next round has the number after the last one the article names"] =
    "شمارهٔ دور بعدی یکی بیش از آخرین دوری است که مقاله نام می‌برد",
  ["the previous round has the number before the round the article is about"] =
    "شمارهٔ دور پیشین یکی کمتر از دوری است که مقاله دربارهٔ آن است",

  -- why there is no day
  ["needs the day of publication, which neither the metadata nor the text gives"] =
    "روز انتشار لازم است که نه در فراداده آمده و نه در متن",
  ["needs the day of publication, of which it is known only that it lies from {1} to {2}"] =
    "روز انتشار لازم است که تنها می‌دانیم میان {1} و {2} است",
  ["is no day of the year it would lie in"] = "سالی که باید در آن باشد چنین روزی ندارد",
  ["there is no such day"] = "چنین روزی نیست",
  ["no date is given with it"] = "تاریخی با آن نیامده است", ["names no date"] = "تاریخی نمی‌گوید",
  ["names no single date"] = "یک تاریخ تنها نیست", ["is a length of time, not a date"] = "مدت است و نه تاریخ",
  ["lies outside the years of its calendar's table"] = "بیرون از سال‌های جدول تقویم آن است",
  ["is reckoned from a date in the story, not from the article's own"] = "از تاریخی درون روایت حساب می‌شود، نه از روز مقاله",
  ["goes back to a month or year named before, which has no value"] = "به ماه یا سالی بازمی‌گردد که مقدار آن معلوم نیست",
  ["lies outside the years of the calendars"] = "بیرون از سال‌های تقویم‌هاست",
  ["names an hour, and no day stands beside it"] = "ساعتی است که روزی کنارش نیست",
  ["is of a date that is no single day"] = "از تاریخی است که یک روز نیست",
  ["no year fits all the dates of the text; {1}"] = "هیچ سالی با همهٔ تاریخ‌های متن نمی‌خواند؛ {1}",
  ["the dates of the text fit several years ({1}); {2}"] = "تاریخ‌های متن با چند سال می‌خواند ({1})؛ {2}",

  -- rasad.mention
  ["Mentions"] = "اشاره‌ها", ["Silent"] = "خاموش‌ها", ["all"] = "همه", ["without repeats"] = "بدون تکرار",
  ["How often an article names {1}. The second count leaves out headlines and paragraphs that the article says again."] =
    "هر مقاله چند بار از {1} نام می‌برد. شمارش دوم عنوان‌ها و بندهای تکراری مقاله را کنار می‌گذارد.",
  ["{1} of {2} articles do not name {3}: {4}."] = "{1} مقاله از {2} مقاله از {3} نام نمی‌برند: {4}.",
  ["{1} of {2} articles does not name {3}: {4}."] = "{1} مقاله از {2} مقاله از {3} نام نمی‌برد: {4}.",
}
