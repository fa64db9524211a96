/* calendar.c: day numbers to and from the Gregorian, Jalali and Umm al-Qura calendars. */
#include "rasad.h"

#include "time/hijri_table.h"

enum {
    GREGORIAN_FIRST_YEAR = 1,
    GREGORIAN_LAST_YEAR = 9999,
    JALALI_FIRST_YEAR = 1178,
    JALALI_LAST_YEAR = 1501,
    JALALI_LAW = 702816, /* 11 Farvardin 1304, when the calendar of today became law */
    /* The years whose months all published tables agree on. */
    HIJRI_AGREED_FIRST_YEAR = 1420,
    HIJRI_AGREED_LAST_YEAR = 1450,
    MONTHS = 12,
    NAME_MAX_BYTES = 16
};

/* What the three calendars have in common. */
typedef struct calendar_facts {
    const char *name;
    int32_t first_year;
    int32_t last_year;
    const char *era;
    char months[MONTHS][NAME_MAX_BYTES];
} calendar_facts;

static const calendar_facts gregorian_facts = {
    .name = "Gregorian",
    .first_year = GREGORIAN_FIRST_YEAR,
    .last_year = GREGORIAN_LAST_YEAR,
    .era = "",
    .months = {"January", "February", "March", "April", "May", "June", "July", "August",
               "September", "October", "November", "December"}};

static const calendar_facts jalali_facts = {.name = "Jalali",
                                            .first_year = JALALI_FIRST_YEAR,
                                            .last_year = JALALI_LAST_YEAR,
                                            .era = " AP",
                                            .months = {"Farvardin", "Ordibehesht", "Khordad", "Tir",
                                                       "Mordad", "Shahrivar", "Mehr", "Aban",
                                                       "Azar", "Dey", "Bahman", "Esfand"}};

static const calendar_facts hijri_facts = {
    .name = "Hijri",
    .first_year = HIJRI_FIRST_YEAR,
    .last_year = HIJRI_LAST_YEAR,
    .era = " AH",
    .months = {"Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban",
               "Ramadan", "Shawwal", "Dhu al-Qada", "Dhu al-Hijja"}};

/* NULL if the value is no calendar at all. */
static const calendar_facts *facts_of(rsd_calendar calendar)
{
    switch (calendar) {
    case RSD_GREGORIAN:
        return &gregorian_facts;
    case RSD_JALALI:
        return &jalali_facts;
    case RSD_HIJRI:
        return &hijri_facts;
    }
    return NULL;
}

static rsd_status refuse_calendar(rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "there is no such calendar");
}

/* ---- Gregorian ---- */

static bool gregorian_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int gregorian_month_length(int32_t year, int32_t month)
{
    static const int lengths[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && gregorian_leap(year) ? 1 : 0);
}

static rsd_day gregorian_new_year(int32_t year)
{
    int32_t before = year - 1;
    return 365 * before + before / 4 - before / 100 + before / 400 + 1;
}

/* The year of a day of the years 1 to 9999. */
static int32_t gregorian_year_of(rsd_day day)
{
    /* 400 years are 146097 days; the guess is the year or the one after it. */
    int32_t year = (int32_t)(((int64_t)day - 1) * 400 / 146097) + 1;
    while (gregorian_new_year(year) > day) {
        year--;
    }
    while (gregorian_new_year(year + 1) <= day) {
        year++;
    }
    return year;
}

/* ---- Jalali: 8 leap years in 33, exact against the equinox for the years that are taken ---- */

static bool jalali_leap(int32_t year)
{
    return (25 * year + 11) % 33 < 8;
}

static int jalali_month_length(int32_t year, int32_t month)
{
    if (month <= 6) {
        return 31;
    }
    return month <= 11 || jalali_leap(year) ? 30 : 29;
}

static rsd_day jalali_new_year(int32_t year)
{
    return 226895 + 365 * (year - 1) + (8 * year + 21) / 33;
}

static int32_t jalali_year_of(rsd_day day)
{
    int32_t year = gregorian_year_of(day) - 621;
    while (jalali_new_year(year) > day) {
        year--;
    }
    while (jalali_new_year(year + 1) <= day) {
        year++;
    }
    return year;
}

/* ---- Hijri: a printed table ---- */

static int hijri_month_length(int32_t year, int32_t month)
{
    char last_digit = hijri_years[year - HIJRI_FIRST_YEAR].lengths[month - 1];
    return last_digit >= '8' ? 20 + (last_digit - '0') : 30 + (last_digit - '0');
}

static int32_t hijri_year_of(rsd_day day)
{
    /* The last year that begins at or before the day lies in [low, high). */
    int32_t low = 0;
    int32_t high = HIJRI_LAST_YEAR - HIJRI_FIRST_YEAR + 1;
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;
        if (hijri_years[middle].first <= day) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return HIJRI_FIRST_YEAR + low;
}

/* ---- What they share. Years and months are in range from here on down to the public part. ---- */

static int month_length(rsd_calendar calendar, int32_t year, int32_t month)
{
    switch (calendar) {
    case RSD_GREGORIAN:
        return gregorian_month_length(year, month);
    case RSD_JALALI:
        return jalali_month_length(year, month);
    case RSD_HIJRI:
        return hijri_month_length(year, month);
    }
    return 0;
}

static rsd_day new_year(rsd_calendar calendar, int32_t year)
{
    switch (calendar) {
    case RSD_GREGORIAN:
        return gregorian_new_year(year);
    case RSD_JALALI:
        return jalali_new_year(year);
    case RSD_HIJRI:
        return year > HIJRI_LAST_YEAR ? HIJRI_END : hijri_years[year - HIJRI_FIRST_YEAR].first;
    }
    return 0;
}

static int32_t year_of(rsd_calendar calendar, rsd_day day)
{
    switch (calendar) {
    case RSD_GREGORIAN:
        return gregorian_year_of(day);
    case RSD_JALALI:
        return jalali_year_of(day);
    case RSD_HIJRI:
        return hijri_year_of(day);
    }
    return 0;
}

static rsd_certainty certainty_of(rsd_calendar calendar, int32_t year, rsd_day day)
{
    switch (calendar) {
    case RSD_GREGORIAN:
        return RSD_CERTAIN;
    case RSD_JALALI:
        return day < JALALI_LAW ? RSD_PROLEPTIC : RSD_CERTAIN;
    case RSD_HIJRI:
        return year >= HIJRI_AGREED_FIRST_YEAR && year <= HIJRI_AGREED_LAST_YEAR
                   ? RSD_CERTAIN
                   : RSD_PLUS_MINUS_ONE;
    }
    return RSD_CERTAIN;
}

/* The one day that leap years add, where that is why a date does not exist. */
static bool is_missing_leap_day(rsd_calendar calendar, rsd_ymd date)
{
    switch (calendar) {
    case RSD_GREGORIAN:
        return date.month == 2 && date.day == 29;
    case RSD_JALALI:
        return date.month == 12 && date.day == 30;
    case RSD_HIJRI:
        return false;
    }
    return false;
}

static rsd_status check_date(rsd_calendar calendar, rsd_ymd date, rsd_error *err)
{
    const calendar_facts *facts = facts_of(calendar);
    if (facts == NULL) {
        return refuse_calendar(err);
    }
    if (date.year < facts->first_year || date.year > facts->last_year) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "the year %d is outside the %s years %d to %d", (int)date.year, facts->name,
                        (int)facts->first_year, (int)facts->last_year);
    }
    if (date.month < 1 || date.month > MONTHS) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "there is no month %d: months are 1 to 12", (int)date.month);
    }
    int length = month_length(calendar, date.year, date.month);
    if (date.day >= 1 && date.day <= length) {
        return RSD_OK;
    }
    const char *month = facts->months[date.month - 1];
    if (is_missing_leap_day(calendar, date)) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "%d is not a leap year: %s has %d days", (int)date.year, month, length);
    }
    return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                    "there is no day %d in %s %d%s: it has %d days", (int)date.day, month,
                    (int)date.year, facts->era, length);
}

/* ---- The public part ---- */

int rsd_month_length(rsd_calendar calendar, int32_t year, int32_t month)
{
    const calendar_facts *facts = facts_of(calendar);
    if (facts == NULL || year < facts->first_year || year > facts->last_year || month < 1 ||
        month > MONTHS) {
        return 0;
    }
    return month_length(calendar, year, month);
}

rsd_status rsd_date_to_day(rsd_calendar calendar, rsd_ymd date, rsd_day *day,
                           rsd_certainty *certainty, rsd_error *err)
{
    rsd_status status = check_date(calendar, date, err);
    if (status != RSD_OK) {
        return status;
    }
    rsd_day sum = new_year(calendar, date.year) + date.day - 1;
    for (int32_t month = 1; month < date.month; month++) {
        sum += month_length(calendar, date.year, month);
    }
    *day = sum;
    if (certainty != NULL) {
        *certainty = certainty_of(calendar, date.year, sum);
    }
    return RSD_OK;
}

rsd_status rsd_day_to_date(rsd_calendar calendar, rsd_day day, rsd_ymd *date,
                           rsd_certainty *certainty, rsd_error *err)
{
    const calendar_facts *facts = facts_of(calendar);
    if (facts == NULL) {
        return refuse_calendar(err);
    }
    if (day < new_year(calendar, facts->first_year) ||
        day >= new_year(calendar, facts->last_year + 1)) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "the day number %d is outside the %s years %d to %d", (int)day, facts->name,
                        (int)facts->first_year, (int)facts->last_year);
    }
    int32_t year = year_of(calendar, day);
    int32_t left = day - new_year(calendar, year);
    int32_t month = 1;
    while (left >= month_length(calendar, year, month)) {
        left -= month_length(calendar, year, month);
        month++;
    }
    *date = (rsd_ymd){.year = year, .month = month, .day = left + 1};
    if (certainty != NULL) {
        *certainty = certainty_of(calendar, year, day);
    }
    return RSD_OK;
}

int rsd_weekday(rsd_day day)
{
    /* C's % keeps the sign; days before the year 1 are negative. */
    int64_t since_monday = ((int64_t)day - 1) % 7;
    return (int)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}
