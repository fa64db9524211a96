/* test_figures.c: dates in figures, as metadata have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rasad.h"

#include <stdlib.h>
#include <string.h>

static rsd_day day_of(rsd_calendar calendar, int32_t year, int32_t month, int32_t day)
{
    rsd_day found;
    assert_int_equal(rsd_date_to_day(calendar, (rsd_ymd){year, month, day}, &found, NULL, NULL),
                     RSD_OK);
    return found;
}

static void test_days_are_read_in_their_calendars(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        rsd_calendar calendar;
        rsd_ymd date;
    } known[] = {
        {"2017-05-04", RSD_GREGORIAN, {2017, 5, 4}},
        {" 4/5/2017\n", RSD_GREGORIAN, {2017, 5, 4}},
        {"2017.5.4", RSD_GREGORIAN, {2017, 5, 4}},
        {"2017-05-04T10:30:00.25+03:30", RSD_GREGORIAN, {2017, 5, 4}},
        {"2017-05-04 9:30 PM", RSD_GREGORIAN, {2017, 5, 4}},
        {"۱۳۹۶/۰۲/۱۴", RSD_JALALI, {1396, 2, 14}},
        {"١٤٣٨-٠٨-٠٨ هـ", RSD_HIJRI, {1438, 8, 8}},
        {"1438/8/8", RSD_JALALI, {1438, 8, 8}},
        {"1438/8/8 ه.ق", RSD_HIJRI, {1438, 8, 8}},
        {"1396-02-14 AP", RSD_JALALI, {1396, 2, 14}},
        {"1178-01-01", RSD_JALALI, {1178, 1, 1}},
        {"1177-01-01", RSD_GREGORIAN, {1177, 1, 1}},
        {"1501-01-01", RSD_JALALI, {1501, 1, 1}},
        {"1502-01-01", RSD_GREGORIAN, {1502, 1, 1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const rsd_ymd d = known[i].date;
        rsd_stated_date stated;
        rsd_error err = {0};
        assert_int_equal(rsd_date_read(known[i].text, strlen(known[i].text), NULL, &stated, &err),
                         RSD_OK);
        assert_int_equal(stated.calendar, known[i].calendar);
        assert_int_equal(stated.parts, 3);
        assert_int_equal(stated.first_day, day_of(known[i].calendar, d.year, d.month, d.day));
        assert_int_equal(stated.last_day, stated.first_day);
    }
}

static void test_months_and_years_are_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int parts;
        rsd_calendar calendar;
        rsd_ymd first, last;
    } known[] = {
        {"2017-02", 2, RSD_GREGORIAN, {2017, 2, 1}, {2017, 2, 28}},
        {"1395/12", 2, RSD_JALALI, {1395, 12, 1}, {1395, 12, 30}},
        {"2016", 1, RSD_GREGORIAN, {2016, 1, 1}, {2016, 12, 31}},
        {"۱۳۹۶ ش", 1, RSD_JALALI, {1396, 1, 1}, {1396, 12, 29}},
        {"1438 AH", 1, RSD_HIJRI, {1438, 1, 1}, {1438, 12, 29}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const rsd_ymd a = known[i].first;
        const rsd_ymd b = known[i].last;
        rsd_stated_date stated;
        assert_int_equal(rsd_date_read(known[i].text, strlen(known[i].text), NULL, &stated, NULL),
                         RSD_OK);
        assert_int_equal(stated.parts, known[i].parts);
        assert_int_equal(stated.first_day, day_of(known[i].calendar, a.year, a.month, a.day));
        assert_int_equal(stated.last_day, day_of(known[i].calendar, b.year, b.month, b.day));
    }
}

static void test_what_is_no_date_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        rsd_status status;
        uint64_t offset;
    } known[] = {
        {"", RSD_ERR_NOT_FOUND, RSD_NO_OFFSET},
        {"yesterday", RSD_ERR_NOT_FOUND, RSD_NO_OFFSET},
        {"12-12-12", RSD_ERR_NOT_FOUND, RSD_NO_OFFSET},
        {"2017-05-041", RSD_ERR_NOT_FOUND, RSD_NO_OFFSET},
        {"20170504", RSD_ERR_NOT_FOUND, RSD_NO_OFFSET},
        {"2017-13-01", RSD_ERR_INVALID, RSD_NO_OFFSET},
        {"2017-00", RSD_ERR_INVALID, RSD_NO_OFFSET},
        {"2017-02-29", RSD_ERR_INVALID, RSD_NO_OFFSET},
        {"2017-05-04 AH", RSD_ERR_INVALID, RSD_NO_OFFSET},
        {"2017-05-04 news", RSD_ERR_INVALID, 11},
        {"۱۳۹۶/۰۲/۱۴ خبر", RSD_ERR_INVALID, 19},
        {"2017-05-04 10:30 x", RSD_ERR_INVALID, 17},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        rsd_stated_date stated;
        rsd_error err = {0};
        assert_int_equal(rsd_date_read(known[i].text, strlen(known[i].text), NULL, &stated, &err),
                         known[i].status);
        assert_true(err.offset == known[i].offset);
        assert_true(strlen(err.message) > 0);
    }
}

static void test_a_given_calendar_holds_against_the_year(void **state)
{
    (void)state;
    const rsd_calendar hijri = RSD_HIJRI;
    rsd_stated_date stated;
    assert_int_equal(rsd_date_read("1438-08-08", 10, &hijri, &stated, NULL), RSD_OK);
    assert_int_equal(stated.first_day, day_of(RSD_HIJRI, 1438, 8, 8));
    rsd_error err = {0};
    assert_int_equal(rsd_date_read("1396-02-14 AP", 13, &hijri, &stated, &err), RSD_ERR_INVALID);
    assert_int_equal(err.offset, 11);
}

/* Every text of a few characters that dates are made of, and every beginning of a long one: nothing
 * beyond the end is read (the sanitizers look), and a date that is read makes sense. */
static void test_pieces_of_dates_are_survived(void **state)
{
    (void)state;
    static const char whole[] = "۱۳۹۶/۰۲/۱۴ 10:30:00.5 +03:30 ه.ش";
    for (size_t n = 0; n < sizeof whole; n++) {
        char *text = malloc(n + 1);
        assert_non_null(text);
        memcpy(text, whole, n);
        text[n] = '\0';
        rsd_stated_date stated;
        const rsd_status status = rsd_date_read(text, n, NULL, &stated, NULL);
        assert_true(status != RSD_OK ||
                    (stated.first_day > 0 && stated.first_day <= stated.last_day));
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_are_read_in_their_calendars),
        cmocka_unit_test(test_months_and_years_are_whole),
        cmocka_unit_test(test_what_is_no_date_is_refused_with_its_place),
        cmocka_unit_test(test_a_given_calendar_holds_against_the_year),
        cmocka_unit_test(test_pieces_of_dates_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
