/* test_calendar.c: day numbers, the Gregorian, Jalali and Umm al-Qura calendars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rasad.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

static rsd_day day_of(rsd_calendar calendar, int year, int month, int day)
{
    rsd_day result = INT32_MIN;
    rsd_error err = {0};
    rsd_status status = rsd_date_to_day(
        calendar, (rsd_ymd){.year = year, .month = month, .day = day}, &result, NULL, &err);
    if (status != RSD_OK) {
        fail_msg("%d-%d-%d: %s", year, month, day, err.message);
    }
    return result;
}

static rsd_certainty certainty_of(rsd_calendar calendar, rsd_day day)
{
    rsd_ymd date;
    rsd_certainty certainty;
    assert_int_equal(rsd_day_to_date(calendar, day, &date, &certainty, NULL), RSD_OK);
    rsd_day back;
    rsd_certainty again;
    assert_int_equal(rsd_date_to_day(calendar, date, &back, &again, NULL), RSD_OK);
    assert_int_equal(again, certainty);
    return certainty;
}

static void assert_refused(rsd_calendar calendar, int year, int month, int day, const char *why)
{
    rsd_error err = {0};
    rsd_day result = 42;
    rsd_certainty certainty = RSD_PROLEPTIC;
    assert_int_equal(rsd_date_to_day(calendar, (rsd_ymd){.year = year, .month = month, .day = day},
                                     &result, &certainty, &err),
                     RSD_ERR_INVALID);
    assert_int_equal(result, 42);
    assert_int_equal(certainty, RSD_PROLEPTIC);
    assert_string_equal(err.message, why);
}

/* ---- Known days ---- */

static void known_days_agree_in_all_calendars(void **state)
{
    (void)state;
    static const struct {
        rsd_ymd gregorian, jalali, hijri; /* year 0: not given */
        int weekday;
    } known[] = {
        {{2017, 5, 4}, {1396, 2, 14}, {1438, 8, 8}, THURSDAY},
        {{2016, 12, 30}, {1395, 10, 10}, {1438, 4, 1}, FRIDAY},
        {{2016, 10, 28}, {1395, 8, 7}, {1438, 1, 27}, FRIDAY},
        {{2015, 10, 31}, {1394, 8, 9}, {0}, SATURDAY},
        {{2015, 10, 30}, {1394, 8, 8}, {1437, 1, 17}, FRIDAY},
        {{1925, 3, 31}, {1304, 1, 11}, {0}, TUESDAY},
        {{2016, 12, 20}, {1395, 9, 30}, {0}, TUESDAY},
        {{2017, 9, 6}, {1396, 6, 15}, {1438, 12, 15}, WEDNESDAY},
        {{2017, 9, 14}, {1396, 6, 23}, {1438, 12, 23}, THURSDAY},
        {{1999, 4, 17}, {1378, 1, 28}, {1420, 1, 1}, SATURDAY},
        {{2024, 12, 2}, {1403, 9, 12}, {1446, 6, 1}, MONDAY},
        {{2006, 7, 12}, {1385, 4, 21}, {1427, 6, 16}, WEDNESDAY},
        {{1979, 2, 11}, {1357, 11, 22}, {0}, SUNDAY},
        {{1970, 1, 1}, {1348, 10, 11}, {0}, THURSDAY},
        {{2025, 3, 20}, {1403, 12, 30}, {0}, THURSDAY},
        {{2025, 3, 21}, {1404, 1, 1}, {0}, FRIDAY},
        {{2026, 3, 20}, {1404, 12, 29}, {0}, FRIDAY},
        {{1799, 3, 21}, {1178, 1, 1}, {0}, THURSDAY},
        {{1926, 1, 22}, {0}, {1344, 7, 8}, FRIDAY},
        {{1937, 5, 11}, {0}, {1356, 3, 1}, TUESDAY},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const rsd_ymd g = known[i].gregorian;
        const rsd_ymd j = known[i].jalali;
        const rsd_ymd h = known[i].hijri;
        rsd_day day = day_of(RSD_GREGORIAN, g.year, g.month, g.day);
        assert_int_equal(rsd_weekday(day), known[i].weekday);
        if (j.year != 0) {
            assert_int_equal(day_of(RSD_JALALI, j.year, j.month, j.day), day);
        }
        if (h.year != 0) {
            assert_int_equal(day_of(RSD_HIJRI, h.year, h.month, h.day), day);
        }
    }
}

static void day_one_is_a_monday_and_weekdays_run_through(void **state)
{
    (void)state;
    assert_int_equal(day_of(RSD_GREGORIAN, 1, 1, 1), 1);
    assert_int_equal(day_of(RSD_GREGORIAN, 9999, 12, 31), 3652059);
    for (rsd_day day = -1000; day < 1000; day++) {
        assert_int_equal(rsd_weekday(day + 1), rsd_weekday(day) % 7 + 1);
    }
    assert_int_equal(rsd_weekday(1), MONDAY);
    assert_int_equal(rsd_weekday(0), SUNDAY);
    assert_int_equal(rsd_weekday(-6), MONDAY);
    assert_in_range(rsd_weekday(INT32_MIN), 1, 7);
    assert_in_range(rsd_weekday(INT32_MAX), 1, 7);
}

static void leap_years_of_1370_to_1440(void **state)
{
    (void)state;
    static const int leap[] = {1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403,
                               1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436};
    size_t next = 0;
    for (int year = 1370; year <= 1440; year++) {
        bool is_leap = next < sizeof leap / sizeof leap[0] && leap[next] == year;
        assert_int_equal(rsd_month_length(RSD_JALALI, year, 12), is_leap ? 30 : 29);
        next += is_leap ? 1 : 0;
    }
}

/* ---- Every day ---- */

static void walk_calendar(rsd_calendar calendar, int first_year, int last_year)
{
    rsd_day day = day_of(calendar, first_year, 1, 1);
    for (int year = first_year; year <= last_year; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = rsd_month_length(calendar, year, month);
            assert_in_range(length, 28, 31);
            for (int d = 1; d <= length; d++, day++) {
                rsd_ymd date;
                if (day_of(calendar, year, month, d) != day ||
                    rsd_day_to_date(calendar, day, &date, NULL, NULL) != RSD_OK ||
                    date.year != year || date.month != month || date.day != d) {
                    fail_msg("day %d is not %d-%d-%d", (int)day, year, month, d);
                }
            }
            rsd_day unused;
            assert_int_equal(
                rsd_date_to_day(calendar,
                                (rsd_ymd){.year = year, .month = month, .day = length + 1}, &unused,
                                NULL, NULL),
                RSD_ERR_INVALID);
        }
    }
    rsd_ymd date;
    rsd_day first = day_of(calendar, first_year, 1, 1);
    assert_int_equal(rsd_day_to_date(calendar, first - 1, &date, NULL, NULL), RSD_ERR_INVALID);
    assert_int_equal(rsd_day_to_date(calendar, day, &date, NULL, NULL), RSD_ERR_INVALID);
    assert_int_equal(rsd_day_to_date(calendar, INT32_MIN, &date, NULL, NULL), RSD_ERR_INVALID);
    assert_int_equal(rsd_day_to_date(calendar, INT32_MAX, &date, NULL, NULL), RSD_ERR_INVALID);
}

static void every_gregorian_day_comes_back(void **state)
{
    (void)state;
    walk_calendar(RSD_GREGORIAN, 1, 9999);
}

static void every_jalali_day_comes_back(void **state)
{
    (void)state;
    walk_calendar(RSD_JALALI, 1178, 1501);
}

static void every_hijri_day_comes_back(void **state)
{
    (void)state;
    walk_calendar(RSD_HIJRI, 1343, 1500);
}

/* ---- What is refused, and why ---- */

static void dates_that_do_not_exist_are_refused_with_the_reason(void **state)
{
    (void)state;
    assert_refused(RSD_JALALI, 1404, 12, 30, "1404 is not a leap year: Esfand has 29 days");
    assert_refused(RSD_JALALI, 1396, 7, 31, "there is no day 31 in Mehr 1396 AP: it has 30 days");
    assert_refused(RSD_JALALI, 1396, 6, 32,
                   "there is no day 32 in Shahrivar 1396 AP: it has 31 days");
    assert_refused(RSD_JALALI, 1403, 12, 31,
                   "there is no day 31 in Esfand 1403 AP: it has 30 days");
    assert_refused(RSD_JALALI, 1396, 13, 1, "there is no month 13: months are 1 to 12");
    assert_refused(RSD_JALALI, 1396, 0, 10, "there is no month 0: months are 1 to 12");
    assert_refused(RSD_JALALI, 1396, 1, 0,
                   "there is no day 0 in Farvardin 1396 AP: it has 31 days");
    assert_refused(RSD_JALALI, 1177, 12, 29,
                   "the year 1177 is outside the Jalali years 1178 to 1501");
    assert_refused(RSD_JALALI, 1502, 1, 1,
                   "the year 1502 is outside the Jalali years 1178 to 1501");
    assert_refused(RSD_GREGORIAN, 2015, 2, 29, "2015 is not a leap year: February has 28 days");
    assert_refused(RSD_GREGORIAN, 1900, 2, 29, "1900 is not a leap year: February has 28 days");
    assert_refused(RSD_GREGORIAN, 2016, 4, 31, "there is no day 31 in April 2016: it has 30 days");
    assert_refused(RSD_GREGORIAN, 0, 1, 1, "the year 0 is outside the Gregorian years 1 to 9999");
    assert_refused(RSD_HIJRI, 1356, 2, 30, "there is no day 30 in Safar 1356 AH: it has 29 days");
    assert_refused(RSD_HIJRI, 1342, 12, 1, "the year 1342 is outside the Hijri years 1343 to 1500");
    assert_refused(RSD_HIJRI, 1501, 1, 1, "the year 1501 is outside the Hijri years 1343 to 1500");
}

static void extreme_numbers_are_refused_and_overflow_nothing(void **state)
{
    (void)state;
    static const int32_t numbers[] = {INT32_MIN, INT32_MIN + 1, -1,       0, 1, 1400,
                                      10000,     INT32_MAX - 1, INT32_MAX};
    static const rsd_calendar calendars[] = {RSD_GREGORIAN, RSD_JALALI, RSD_HIJRI};
    const size_t n = sizeof numbers / sizeof numbers[0];
    for (size_t c = 0; c < 3; c++) {
        for (size_t i = 0; i < n * n * n; i++) {
            const rsd_ymd date = {
                .year = numbers[i % n], .month = numbers[i / n % n], .day = numbers[i / n / n]};
            rsd_day day;
            rsd_status status = rsd_date_to_day(calendars[c], date, &day, NULL, NULL);
            int length = rsd_month_length(calendars[c], date.year, date.month);
            assert_int_equal(status == RSD_OK, date.day >= 1 && date.day <= length);
        }
    }
    assert_int_equal(rsd_month_length(RSD_JALALI, 1502, 1), 0);
    assert_int_equal(rsd_month_length(RSD_HIJRI, 1400, 13), 0);
}

static void a_day_outside_a_calendar_says_so(void **state)
{
    (void)state;
    rsd_error err = {0};
    rsd_ymd date = {.year = 7, .month = 7, .day = 7};
    assert_int_equal(rsd_day_to_date(RSD_JALALI, 1, &date, NULL, &err), RSD_ERR_INVALID);
    assert_string_equal(err.message, "the day number 1 is outside the Jalali years 1178 to 1501");
    assert_int_equal(date.year, 7);
}

/* ---- How far it can be trusted ---- */

static void certainty_is_told(void **state)
{
    (void)state;
    assert_int_equal(certainty_of(RSD_JALALI, day_of(RSD_JALALI, 1304, 1, 10)), RSD_PROLEPTIC);
    assert_int_equal(certainty_of(RSD_JALALI, day_of(RSD_JALALI, 1304, 1, 11)), RSD_CERTAIN);
    assert_int_equal(certainty_of(RSD_JALALI, day_of(RSD_JALALI, 1178, 1, 1)), RSD_PROLEPTIC);
    assert_int_equal(certainty_of(RSD_JALALI, day_of(RSD_JALALI, 1501, 12, 29)), RSD_CERTAIN);
    assert_int_equal(certainty_of(RSD_HIJRI, day_of(RSD_HIJRI, 1419, 12, 29)), RSD_PLUS_MINUS_ONE);
    assert_int_equal(certainty_of(RSD_HIJRI, day_of(RSD_HIJRI, 1420, 1, 1)), RSD_CERTAIN);
    assert_int_equal(certainty_of(RSD_HIJRI, day_of(RSD_HIJRI, 1450, 12, 29)), RSD_CERTAIN);
    assert_int_equal(certainty_of(RSD_HIJRI, day_of(RSD_HIJRI, 1451, 1, 1)), RSD_PLUS_MINUS_ONE);
    assert_int_equal(certainty_of(RSD_GREGORIAN, 1), RSD_CERTAIN);
}

/* ---- The tables of RASAD_SHARED, where they are ---- */

enum { MAX_COLUMNS = 16 };

/* Calls use for every row of a table with its tab-separated columns; returns how many. */
static int each_row(const char *name, void (*use)(char **columns, int count))
{
    const char *shared = getenv("RASAD_SHARED");
    char path[4096];
    snprintf(path, sizeof path, "%s/data/calendar/%s", shared != NULL ? shared : "../shared", name);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        print_message("skipped: %s is not there (set RASAD_SHARED)\n", path);
        skip();
        return 0;
    }
    char row[1024];
    int rows = 0;
    while (fgets(row, sizeof row, file) != NULL) {
        row[strcspn(row, "\r\n")] = '\0';
        char empty[] = "";
        char *columns[MAX_COLUMNS];
        int count = 0;
        char *rest = row;
        for (int i = 0; i < MAX_COLUMNS; i++) {
            columns[i] = rest != NULL ? strsep(&rest, "\t") : empty;
            count += columns[i] != empty ? 1 : 0;
        }
        /* Comments and the header have no digit in front. */
        if (row[0] >= '0' && row[0] <= '9') {
            use(columns, count);
            rows++;
        }
    }
    (void)fclose(file);
    return rows;
}

static rsd_ymd parse_date(const char *text)
{
    rsd_ymd date = {.year = (int32_t)strtol(text, NULL, 10)};
    const char *month = strchr(text, '-');
    assert_non_null(month);
    date.month = (int32_t)strtol(month + 1, NULL, 10);
    const char *day = strchr(month + 1, '-');
    assert_non_null(day);
    date.day = (int32_t)strtol(day + 1, NULL, 10);
    return date;
}

static rsd_day parse_day(rsd_calendar calendar, const char *text)
{
    rsd_ymd date = parse_date(text);
    return day_of(calendar, date.year, date.month, date.day);
}

static void assert_weekday(rsd_day day, const char *name)
{
    static const char names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    assert_string_equal(names[rsd_weekday(day) - 1], name);
}

static void use_jalali_pair(char **columns, int count)
{
    assert_true(count >= 4);
    rsd_day day = parse_day(RSD_GREGORIAN, columns[1]);
    rsd_ymd jalali = parse_date(columns[0]);
    assert_int_equal(day_of(RSD_JALALI, jalali.year, jalali.month, jalali.day), day);
    assert_weekday(day, columns[2]);
    assert_int_equal(rsd_month_length(RSD_JALALI, jalali.year, 12), columns[3][0] == '1' ? 30 : 29);
}

static void the_jalali_pairs_hold(void **state)
{
    (void)state;
    assert_int_equal(each_row("jalali_gregorian.tsv", use_jalali_pair), 92);
}

static void use_invalid(char **columns, int count)
{
    assert_true(count >= 1);
    rsd_day day;
    rsd_error err = {0};
    assert_int_equal(rsd_date_to_day(RSD_JALALI, parse_date(columns[0]), &day, NULL, &err),
                     RSD_ERR_INVALID);
    assert_true(err.message[0] != '\0');
}

static void the_invalid_jalali_dates_are_refused(void **state)
{
    (void)state;
    assert_int_equal(each_row("jalali_invalid.tsv", use_invalid), 12);
}

static void use_leap_year(char **columns, int count)
{
    assert_true(count >= 4);
    int year = (int)strtol(columns[0], NULL, 10);
    if (year > 1501) {
        assert_int_equal(rsd_month_length(RSD_JALALI, year, 12), 0);
        return;
    }
    assert_int_equal(day_of(RSD_JALALI, year, 1, 1), parse_day(RSD_GREGORIAN, columns[1]));
    bool leap = rsd_month_length(RSD_JALALI, year, 12) == 30;
    assert_int_equal(leap, columns[3][0] == '1');
    if (columns[2][0] != '-') {
        assert_int_equal(leap, columns[2][0] == '1');
    }
}

static void the_jalali_leap_years_are_official(void **state)
{
    (void)state;
    assert_int_equal(each_row("jalali_leap_years_1300_1503.tsv", use_leap_year), 204);
}

static void use_hijri_pair(char **columns, int count)
{
    assert_true(count >= 3);
    rsd_day day = parse_day(RSD_GREGORIAN, columns[0]);
    assert_weekday(day, columns[1]);
    assert_int_equal(parse_day(RSD_HIJRI, columns[2]), day);
}

static void the_hijri_pairs_hold(void **state)
{
    (void)state;
    assert_int_equal(each_row("hijri_umalqura_gregorian.tsv", use_hijri_pair), 40);
}

static void use_hijri_month(char **columns, int count)
{
    assert_true(count >= 4);
    int year = (int)strtol(columns[0], NULL, 10);
    int month = (int)strtol(columns[1], NULL, 10);
    assert_int_equal(day_of(RSD_HIJRI, year, month, 1), parse_day(RSD_GREGORIAN, columns[2]));
    assert_int_equal(rsd_month_length(RSD_HIJRI, year, month), strtol(columns[3], NULL, 10));
}

static void the_printed_hijri_months_hold(void **state)
{
    (void)state;
    assert_int_equal(each_row("ummalqura_months.tsv", use_hijri_month), 158 * 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_agree_in_all_calendars),
        cmocka_unit_test(day_one_is_a_monday_and_weekdays_run_through),
        cmocka_unit_test(leap_years_of_1370_to_1440),
        cmocka_unit_test(every_gregorian_day_comes_back),
        cmocka_unit_test(every_jalali_day_comes_back),
        cmocka_unit_test(every_hijri_day_comes_back),
        cmocka_unit_test(dates_that_do_not_exist_are_refused_with_the_reason),
        cmocka_unit_test(extreme_numbers_are_refused_and_overflow_nothing),
        cmocka_unit_test(a_day_outside_a_calendar_says_so),
        cmocka_unit_test(certainty_is_told),
        cmocka_unit_test(the_jalali_pairs_hold),
        cmocka_unit_test(the_invalid_jalali_dates_are_refused),
        cmocka_unit_test(the_jalali_leap_years_are_official),
        cmocka_unit_test(the_hijri_pairs_hold),
        cmocka_unit_test(the_printed_hijri_months_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
