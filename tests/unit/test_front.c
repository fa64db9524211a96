/* test_front.c: front matter of texts, and dates in their paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read/front.h"
#include "reading.h"

static void expect_front(const char *text, const char *fields)
{
    char want[1024];
    snprintf(want, sizeof want, "f.md%s: %s\n", fields, text);
    expect_read("f.md", text, NULL, want);
}

static void fields_are_metadata_and_stay_in_the_source(void **state)
{
    (void)state;
    expect_front("---\ntitle: One: two\nLang: fa\ndate: 2017-09-06 \n---\nText.",
                 "|date=2017-09-06|language=fa|title=One: two");
    expect_front("\xEF\xBB\xBF---\r\nheadline: 'It''s'\r\n---\r\nText.", "|title=It''s");
    expect_front("---\n# a remark\ntags: [a, \"b c\" , ]\nauthors:\n  - A\n- B\n...\nText.",
                 "|author=A, B|tags=a, b c");
    expect_front("---\nsummary: >\n  one\n  two\n\nسردبیر: کسی\n---\nText.",
                 "|summary=one two|سردبیر=کسی");
    expect_front("---\ntext: no\nempty:\ntitle: \"\"\n---\nText.", "|text=no");
}

static void a_rule_is_no_front_matter(void **state)
{
    (void)state;
    static const char *const texts[] = {"---\n\nText: with a colon.\n\n---\n",
                                        "---\nThey said: yes. And\nthen left.\n---\nx",
                                        "---\ntitle: never closed\nText",
                                        "---\ntitle x\n---\nText",
                                        " ---\ntitle: x\n---\nText",
                                        "Text\n---\ntitle: x\n---\n",
                                        "---\n---\nText",
                                        "---\nhttp://a.b/c\n---\nText",
                                        "---\n- a\n- b\n---\nText"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect_front(texts[i], "");
        assert_int_equal(rsd_front_end(texts[i], strlen(texts[i])), 0);
    }
}

static void it_is_marked_and_no_headline(void **state)
{
    (void)state;
    const char *text = "---\ntitle: Talks\n---\n# Talks begin\n\nThe first paragraph.\n";
    rsd_regions regions = {0};
    assert_int_equal(rsd_clean(&regions, text, strlen(text), NULL), RSD_OK);
    assert_true(regions.len >= 2);
    assert_int_equal(regions.items[0].start, 0);
    assert_int_equal(regions.items[0].end, strstr(text, "# Talks") - text);
    assert_string_equal(rsd_region_kind_name(regions.items[0].kind), "byline");
    assert_string_equal(rsd_region_kind_name(regions.items[1].kind), "headline");
    rsd_regions_free(&regions);
}

static void a_path_tells_one_date(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *date; /* NULL: none */
    } cases[] = {{"2017/09/06/a.txt", "2017-09-06"},
                 {"x/2017-09-06-talks.md", "2017-09-06"},
                 {"n_20170906.txt", "2017-09-06"},
                 {"2017/09/06/20170906.txt", "2017-09-06"},
                 {"1396-06-15.txt", "1396-06-15"},
                 {"2017/09/06/2017-09-05.txt", NULL},
                 {"2017-09-06.zip!/a", "2017-09-06"},
                 {"2017-13-06.txt", NULL},
                 {"2017-09-32.txt", NULL},
                 {"2017-02-29.txt", NULL},
                 {"2017/04/31/a.txt", NULL},
                 {"20170431.txt", NULL},
                 {"2016-02-29.txt", "2016-02-29"},
                 {"2017-00-10.txt", NULL},
                 {"2017-10-00.txt", NULL},
                 {"1395-12-30.txt", "1395-12-30"},
                 {"1396-02-31.txt", "1396-02-31"},
                 {"1396-08-31.txt", NULL},
                 {"1396-12-30.txt", NULL},
                 {"2017-09/06.txt", NULL},
                 {"12017-09-06.txt", NULL},
                 {"2017-09-061.txt", NULL},
                 {"3017-09-06.txt", NULL},
                 {"20170906123.txt", NULL},
                 {"2017-9-6.txt", NULL},
                 {"2017", NULL},
                 {"2017/09/0", NULL},
                 {"", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char date[11] = "";
        bool found = rsd_path_date(cases[i].path, date);
        assert_int_equal(found, cases[i].date != NULL);
        if (found) {
            assert_string_equal(date, cases[i].date);
        }
    }
}

static void a_date_of_the_path_is_the_last_choice(void **state)
{
    (void)state;
    const rsd_read_options options = {.path_date = true};
    expect_read("2017-09-06.txt", "Text.", &options, "2017-09-06.txt|date=2017-09-06: Text.\n");
    expect_read("2017-09-06.txt", "Text.", NULL, "2017-09-06.txt: Text.\n");
    expect_read("2017-09-06.jsonl", "{\"text\":\"a\",\"date\":\"2016\"}\n{\"text\":\"b\"}",
                &options,
                "2017-09-06.jsonl#1|date=2016: a\n2017-09-06.jsonl#2|date=2017-09-06: b\n");
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    const char *text = "---\ntitle: Talks\ntags:\n- a\n- b\n---\nText.\n";
    expect_failures_told("f.md", text, strlen(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_metadata_and_stay_in_the_source),
        cmocka_unit_test(a_rule_is_no_front_matter),
        cmocka_unit_test(it_is_marked_and_no_headline),
        cmocka_unit_test(a_path_tells_one_date),
        cmocka_unit_test(a_date_of_the_path_is_the_last_choice),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
