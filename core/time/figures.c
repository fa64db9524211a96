/* figures.c: dates in figures, as metadata have them: "2017-05-04", "۱۳۹۶/۰۲/۱۴", "4.5.2017",
 * "2017-05", "1396", with an hour or an era behind them. */
#include "base/mem.h"

#include <string.h>

/* What is read of the key form, from at on. */
typedef struct reader {
    const char *key;
    size_t n;
    size_t at;
} reader;

static bool is_digit(const reader *r, size_t at)
{
    return at < r->n && r->key[at] >= '0' && r->key[at] <= '9';
}

static bool is_any_of(const reader *r, size_t at, const char *chars)
{
    return at < r->n && r->key[at] != '\0' && strchr(chars, r->key[at]) != NULL;
}

static void pass_all(reader *r, const char *chars)
{
    while (is_any_of(r, r->at, chars)) {
        r->at++;
    }
}

static bool pass(reader *r, const char *chars)
{
    const bool found = is_any_of(r, r->at, chars);
    r->at += found;
    return found;
}

static const char BLANK[] = " \t\n\v\f\r";

/* A number of so many digits, and no more than it may have. */
static bool read_number(reader *r, size_t least, size_t most, int32_t *number)
{
    enum { BASE = 10 };
    size_t digits = 0;
    *number = 0;
    for (; digits < most && is_digit(r, r->at); digits++) {
        *number = *number * BASE + (r->key[r->at++] - '0');
    }
    return digits >= least;
}

/* Neither digits nor marks of dates go on. */
static bool ends_date(const reader *r, const char *marks)
{
    return !is_digit(r, r->at) && !is_any_of(r, r->at, marks);
}

/* Reads a year with so many other numbers behind it, or before it. */
static bool read_order(reader *r, bool year_first, int parts, const char *marks, rsd_ymd *date)
{
    int32_t numbers[3] = {0};
    reader from = *r;
    for (int i = 0; i < parts; i++) {
        const bool is_year = i == (year_first ? 0 : parts - 1);
        if ((i > 0 && !pass(&from, marks)) ||
            !read_number(&from, is_year ? 4 : 1, is_year ? 4 : 2, &numbers[i])) {
            return false;
        }
    }
    if (!ends_date(&from, marks)) {
        return false;
    }
    *r = from;
    *date = year_first ? (rsd_ymd){numbers[0], numbers[1], numbers[2]}
                       : (rsd_ymd){numbers[2], numbers[1], numbers[0]};
    return true;
}

/* Reads the figures; how many they are, or 0. */
static int read_figures(reader *r, rsd_ymd *date)
{
    static const char day_marks[] = "-/.";
    static const char month_marks[] = "-/";
    enum { DAY = 3, MONTH = 2, YEAR = 1 };
    pass_all(r, BLANK);
    if (read_order(r, true, DAY, day_marks, date) || read_order(r, false, DAY, day_marks, date)) {
        return DAY;
    }
    if (read_order(r, true, MONTH, month_marks, date)) {
        return MONTH;
    }
    return read_order(r, true, YEAR, month_marks, date) ? YEAR : 0;
}

/* "T10:30", " 10:30:00.5" */
static void pass_hour(reader *r)
{
    int32_t number;
    reader from = *r;
    if (!pass(&from, "t ")) {
        return;
    }
    pass_all(&from, " ");
    if (!read_number(&from, 1, 2, &number) || !pass(&from, ":") ||
        !read_number(&from, 2, 2, &number)) {
        return;
    }
    *r = from;
    if (pass(&from, ":") && read_number(&from, 2, 2, &number)) {
        *r = from;
        if (pass(&from, ".,") && is_digit(&from, from.at)) {
            while (is_digit(&from, from.at)) {
                from.at++;
            }
            *r = from;
        }
    }
}

/* "Z", " GMT", "+03:30" */
static void pass_zone(reader *r)
{
    static const char *const names[] = {"am", "pm", "z", "gmt", "utc"};
    int32_t number;
    reader from = *r;
    pass_all(&from, " ");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t n = strlen(names[i]);
        if (from.n - from.at >= n && memcmp(from.key + from.at, names[i], n) == 0) {
            r->at = from.at + n;
            return;
        }
    }
    if (pass(&from, "+-") && read_number(&from, 2, 2, &number)) {
        pass(&from, ":");
        if (read_number(&from, 2, 2, &number)) {
            *r = from;
        }
    }
}

/* Marks of eras, as keys. */
static const char *const eras[] = {
    [RSD_GREGORIAN] = "م|میلادی|میلادیه|ad|ce|",
    [RSD_JALALI] = "ه.ش|ه.ش.|ه. ش|ه. ش.|هش|ش|شمسی|خورشیدی|هجری شمسی|هجری خورشیدی|ap|",
    [RSD_HIJRI] = "ه|ه.ق|ه.ق.|ه. ق|ه. ق.|هق|ق|قمری|هجری|هجریه|هجری قمری|ah|"};

/* The era that the rest of the key names, without the blank around it. */
static bool find_era(const char *rest, size_t n, rsd_calendar *era)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        for (const char *mark = eras[i]; *mark != '\0';) {
            const size_t len = strcspn(mark, "|");
            if (len == n && memcmp(mark, rest, n) == 0) {
                *era = (rsd_calendar)i;
                return true;
            }
            mark += len + 1;
        }
    }
    return false;
}

/* The calendar by what stands behind the figures, and by the year. False where something else
 * stands there, at r->at. */
static bool find_calendar(reader *r, int32_t year, const rsd_calendar *given,
                          rsd_calendar *calendar)
{
    enum { JALALI_FIRST = 1178, JALALI_LAST = 1501 };
    pass_hour(r);
    pass_zone(r);
    pass_all(r, BLANK);
    size_t end = r->n;
    while (end > r->at && is_any_of(r, end - 1, BLANK)) {
        end--;
    }
    if (end == r->at) {
        *calendar = given != NULL                                 ? *given
                    : year >= JALALI_FIRST && year <= JALALI_LAST ? RSD_JALALI
                                                                  : RSD_GREGORIAN;
        return true;
    }
    return find_era(r->key + r->at, end - r->at, calendar) &&
           (given == NULL || *given == *calendar);
}

/* First and last day of the figures, of which the last may be missing. */
static rsd_status find_days(rsd_ymd date, rsd_stated_date *stated, rsd_error *err)
{
    enum { MONTHS = 12 };
    rsd_ymd last = date;
    if (stated->parts < 2) {
        date.month = 1;
        last.month = MONTHS;
    }
    if (stated->parts < 3) {
        date.day = 1;
        last.day = rsd_month_length(stated->calendar, last.year, last.month);
    }
    rsd_status status = rsd_date_to_day(stated->calendar, date, &stated->first_day, NULL, err);
    return status == RSD_OK ? rsd_date_to_day(stated->calendar, last, &stated->last_day, NULL, err)
                            : status;
}

static rsd_status read_key(const rsd_buf *key, const rsd_map *map, const rsd_calendar *given,
                           rsd_stated_date *stated, rsd_error *err)
{
    reader r = {.key = key->data, .n = key->len};
    rsd_ymd date = {0};
    stated->parts = read_figures(&r, &date);
    if (stated->parts == 0) {
        return rsd_fail(err, RSD_ERR_NOT_FOUND, NULL, 0, RSD_NO_OFFSET, "no date in figures");
    }
    if (!find_calendar(&r, date.year, given, &stated->calendar)) {
        uint32_t start;
        uint32_t end;
        rsd_map_to_source(map, (uint32_t)r.at, (uint32_t)r.n, &start, &end);
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, start, "is no part of a date");
    }
    return find_days(date, stated, err);
}

rsd_status rsd_date_read(const char *text, size_t n, const rsd_calendar *calendar,
                         rsd_stated_date *stated, rsd_error *err)
{
    rsd_buf key = {0};
    rsd_map map = {0};
    *stated = (rsd_stated_date){0};
    rsd_status status = rsd_form(RSD_KEY, RSD_LANG_OTHER, text, n, &key, &map, err);
    if (status == RSD_OK) {
        status = read_key(&key, &map, calendar, stated, err);
    }
    rsd_map_free(&map);
    rsd_buf_free(&key);
    return status;
}
