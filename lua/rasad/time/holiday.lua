-- holiday.lua: the days of the year that have names of their own, each as the fields of a date without its year.
--
-- Islamic days are those of the Umm al-Qura calendar; what the moon is seen to do may move them by one.
local holiday = {}

local function day(calendar, month, number, last)
  return { calendar = calendar, month = month, day = number, day_last = last }
end

local function around_easter(offset)
  return { calendar = "gregorian", easter = offset }
end

local function nth(month, weekday, number)
  return { calendar = "gregorian", month = month, nth_weekday = weekday, nth = number }
end

holiday.days = {
  eid_al_fitr = day("hijri", 10, 1),
  eid_al_adha = day("hijri", 12, 10),
  islamic_new_year = day("hijri", 1, 1),
  tasua = day("hijri", 1, 9),
  ashura = day("hijri", 1, 10),
  arbaeen = day("hijri", 2, 20),
  mawlid = day("hijri", 3, 12),
  mawlid_shia = day("hijri", 3, 17),
  isra = day("hijri", 7, 27),
  mid_shaban = day("hijri", 8, 15),
  laylat_al_qadr = day("hijri", 9, 27),
  arafah = day("hijri", 12, 9),
  laylat_al_qadr_shia = day("hijri", 9, 23),
  quds_day = { calendar = "hijri", month = 9, nth_weekday = 5, nth = -1 },
  iranian_fathers_day = day("hijri", 7, 13),
  iranian_mothers_day = day("hijri", 6, 20),
  fajr_decade = day("jalali", 11, 12, 22),
  sacred_defence_week = day("jalali", 7, 1, 7),
  iranian_students_day = day("jalali", 9, 16),
  iranian_teachers_day = day("jalali", 2, 12),
  iranian_army_day = day("jalali", 1, 29),
  ghadir = day("hijri", 12, 18),
  nowruz = day("jalali", 1, 1),
  sizdah_bedar = day("jalali", 1, 13),
  yalda = day("jalali", 9, 30),
  chaharshanbe_suri = { calendar = "jalali", month = 12, nth_weekday = 2, nth = -1 },
  christmas_eve = day("gregorian", 12, 24),
  christmas = day("gregorian", 12, 25),
  eastern_christmas = day("gregorian", 1, 7),
  new_year = day("gregorian", 1, 1),
  new_year_eve = day("gregorian", 12, 31),
  epiphany = day("gregorian", 1, 6),
  valentine = day("gregorian", 2, 14),
  womens_day = day("gregorian", 3, 8),
  arab_mothers_day = day("gregorian", 3, 21),
  labour_day = day("gregorian", 5, 1),
  halloween = day("gregorian", 10, 31),
  thanksgiving = nth(11, 4, 4),
  easter = around_easter(0),
  ash_wednesday = around_easter(-46),
  palm_sunday = around_easter(-7),
  maundy_thursday = around_easter(-3),
  good_friday = around_easter(-2),
  holy_saturday = around_easter(-1),
  easter_monday = around_easter(1),
  ascension = around_easter(39),
  pentecost = around_easter(49),
}

---Month and day of the western Easter Sunday of a Gregorian year.
---@param year integer
---@return integer month
---@return integer day
function holiday.easter(year)
  -- Oudin's form of the Gregorian computus: the paschal moon, then the Sunday after it.
  local golden, century = year % 19, year // 100
  local age = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
  local moon = age - age // 28 * (1 - age // 28 * (29 // (age + 1)) * ((21 - golden) // 11))
  local weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
  local day_of_march = moon - weekday
  local month = 3 + (day_of_march + 40) // 44
  return month, day_of_march + 28 - 31 * (month // 4)
end

return holiday
