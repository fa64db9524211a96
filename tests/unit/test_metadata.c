/* test_metadata.c: metadata.csv as CSV, and what is wrong in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "rasad.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

/* Warnings as lines "kind line message", with "!" before those that leave something out. */
typedef struct log {
    char text[8192];
    size_t len;
} log;

static rsd_status note_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)err;
    log *to = ctx;
    assert_string_equal(warning->source, "metadata.csv");
    if (to->len < sizeof to->text) {
        to->len += (size_t)snprintf(to->text + to->len, sizeof to->text - to->len, "%s%s %llu %s\n",
                                    warning->skipped ? "!" : "", warning->kind,
                                    (unsigned long long)warning->line, warning->message);
    }
    return RSD_OK;
}

/* All rows as lines "path: name=value; name=value" in the order of their paths. */
static void show_rows(const rsd_metadata *metadata, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < metadata->row_count && len < size; i++) {
        const rsd_metadata_row *row = &metadata->rows[i];
        len += (size_t)snprintf(out + len, size - len, "%s:", row->path);
        for (size_t f = row->first; f < row->first + row->count && len < size; f++) {
            len += (size_t)snprintf(out + len, size - len, " %s=%s;", metadata->fields[f].name,
                                    metadata->fields[f].value);
        }
        len += len < size ? (size_t)snprintf(out + len, size - len, "\n") : 0;
    }
}

static void assert_csv_bytes(const char *csv, size_t n, const char *rows, const char *warnings)
{
    log notes = {.len = 0};
    const rsd_sink sink = {.ctx = &notes, .warning = note_warning};
    rsd_metadata metadata = {0};
    /* A copy of just this size, so that a read past its end is caught. */
    char *copy = rsd_alloc(n);
    assert_non_null(copy);
    memcpy(copy, csv, n);
    assert_int_equal(rsd_metadata_parse(&metadata, "metadata.csv", copy, n, &sink, NULL), RSD_OK);
    char got[8192];
    show_rows(&metadata, got, sizeof got);
    assert_string_equal(got, rows);
    assert_string_equal(notes.text, warnings);
    rsd_metadata_free(&metadata);
    rsd_free(copy);
}

static void assert_csv(const char *csv, const char *rows, const char *warnings)
{
    assert_csv_bytes(csv, strlen(csv), rows, warnings);
}

static void rows_become_fields_sorted_by_name(void **state)
{
    (void)state;
    assert_csv("path,date,title,source\nb.txt,2017-05-04,Talks,Reuters\na.txt,2016-12-30,,\n",
               "a.txt: date=2016-12-30;\nb.txt: date=2017-05-04; source=Reuters; title=Talks;\n",
               "");
    assert_csv("title,path,my column\nگفت‌وگو,a.txt,x",
               "a.txt: my column=x; title=گفت‌وگو;\n", "");
}

static void quoted_fields_hold_commas_quotes_and_line_ends(void **state)
{
    (void)state;
    assert_csv("path,title,author\r\n\"a,b.txt\",\"He said \"\"no\"\", twice\",\"x\r\ny\"\r\n"
               "c.txt, \"spaced\" ,\"\"\r\nd.txt,plain \"quotes\" stay,\n",
               "a,b.txt: author=x\r\ny; title=He said \"no\", twice;\nc.txt: title=spaced;\n"
               "d.txt: title=plain \"quotes\" stay;\n",
               "");
}

static void names_and_values_are_trimmed(void **state)
{
    (void)state;
    assert_csv("\xEF\xBB\xBF Path , DATE,\n ./a.txt ,  2017-05-04\t,\n\n , ,\n",
               "a.txt: date=2017-05-04;\n", "");
}

static void all_line_ends_are_taken(void **state)
{
    (void)state;
    assert_csv("path,date\ra.txt,1\rb.txt,2", "a.txt: date=1;\nb.txt: date=2;\n", "");
    assert_csv("", "", "");
    assert_csv("\n\n", "", "");
    assert_csv("path", "", "");
}

static void a_bad_row_is_left_out_and_the_rest_goes_on(void **state)
{
    (void)state;
    assert_csv("path,date\na.txt,\"2017\nb.txt,2016\n", "b.txt: date=2016;\n",
               "!bad_metadata 2 a field opens with a quotation mark that is never closed\n");
    assert_csv("path,date\n\"a\"x,2017\nb.txt,2016\n", "b.txt: date=2016;\n",
               "!bad_metadata 2 there is text after the closing quotation mark of a field (a "
               "quotation mark inside quotation marks is written twice)\n");
    assert_csv("path,date\na.txt,2017,x\nb.txt,2016,,\nc.txt\n,2015\n",
               "b.txt: date=2016;\nc.txt:\n",
               "!bad_metadata 2 the row has 3 fields where the header has 2 (a field with a comma "
               "must stand in quotation marks); it is left out\n"
               "bad_metadata 4 the row has 1 fields where the header has 2; the rest is absent\n"
               "!bad_metadata 5 the row names no path; it is left out\n");
    assert_csv("path,title\n\"x\n\ny\",1\nb.txt\n", "b.txt:\nx\n\ny: title=1;\n",
               "bad_metadata 5 the row has 1 fields where the header has 2; the rest is absent\n");
}

static void a_bad_header_says_what_is_wrong(void **state)
{
    (void)state;
    assert_csv("file,date\na.txt,2017\n", "",
               "!bad_metadata 1 the first line names no column \"path\"; the header is "
               "path,date,title,source,author,url,language\n");
    assert_csv("path,date,Date\na.txt,2017,2018\n", "a.txt: date=2017;\n",
               "bad_metadata 1 two columns are called \"date\"; the first is used\n");
    assert_csv("path,\"date\na.txt,2017\n", "",
               "!bad_metadata 1 a field opens with a quotation mark that is never closed\n");
}

static void spreadsheets_separate_by_tabs_or_semicolons(void **state)
{
    (void)state;
    assert_csv("path\ttitle\tdate\r\na.txt\tx, y\t2016\r\nb.txt\t \"a\tb\"\"\" \t\r\n",
               "a.txt: date=2016; title=x, y;\nb.txt: title=a\tb\";\n", "");
    assert_csv("\n path;title\na.txt;\"x;y\"\t\n", "a.txt: title=x;y;\n", "");
    /* Commas hold where there are as many, and what is in quotes does not count. */
    assert_csv("path,\"a;b;c\"\na.txt,x;y\n", "a.txt: a;b;c=x;y;\n", "");
    assert_csv("path,a;b\na.txt,x\n", "a.txt: a;b=x;\n", "");
}

static void other_encodings_are_read(void **state)
{
    (void)state;
    static const char utf16[] = "\xFF\xFEp\0a\0t\0h\0,\0t\0i\0t\0l\0e\0\r\0\n\0a\0,\0"
                                "\x33\x06\x44\x06\x27\x06\x45\x06\r\0\n\0";
    assert_csv_bytes(utf16, sizeof utf16 - 1, "a: title=سلام;\n", "");
    assert_csv("path,title\na.txt,\xD3\xE1\xC7\xE3 \x98\xED\n", "a.txt: title=سلام کي;\n", "");
    assert_csv("path,title\na.txt,\xC7\xE4\xD3\xE4\xC7\xE5 \xD9\xE4\xEA\xE3\xE5\n",
               "a.txt: title=السلام عليكم;\n", "");
    /* A lone surrogate; the row without a path begins at byte 16. */
    static const char bad[] = "\0p\0a\0t\0h\0,\0x\0\n\0a\0,\xD8\0\0\n\0,\0b";
    assert_csv_bytes(
        bad, sizeof bad - 1, "a: x=\xEF\xBF\xBD;\n",
        "undecodable 2 1 character is not utf-16be and shown as U+FFFD, the first here\n"
        "!bad_metadata 3 the row names no path; it is left out\n");
}

static void the_first_of_two_rows_holds(void **state)
{
    (void)state;
    assert_csv("path,date\nb.txt,1\na.txt,2\nb.txt,3\n./b.txt,4\n",
               "a.txt: date=2;\nb.txt: date=1;\n",
               "!bad_metadata 4 a second row for \"b.txt\"; the one on line 2 is used\n"
               "!bad_metadata 5 a second row for \"b.txt\"; the one on line 2 is used\n");
}

static void bytes_that_are_not_text_become_replacements(void **state)
{
    (void)state;
    static const char csv[] = "path,title\na.txt,x\xFFy\0z\n";
    assert_csv_bytes(csv, sizeof csv - 1, "a.txt: title=x\xEF\xBF\xBDy\xEF\xBF\xBDz;\n",
                     "invalid_utf8 2 is not UTF-8 here; such bytes are shown as U+FFFD\n"
                     "nul_byte 2 has a NUL byte here; such bytes are shown as U+FFFD\n");
}

static void rows_without_an_article_are_reported_in_order(void **state)
{
    (void)state;
    static const char csv[] = "path,date\nz.txt,1\nb.txt,2\na.txt,3\n";
    log notes = {.len = 0};
    const rsd_sink sink = {.ctx = &notes, .warning = note_warning};
    rsd_metadata metadata = {0};
    assert_int_equal(
        rsd_metadata_parse(&metadata, "metadata.csv", csv, sizeof csv - 1, &sink, NULL), RSD_OK);
    rsd_metadata_row *row = rsd_metadata_find(&metadata, "b.txt");
    assert_non_null(row);
    row->used = true;
    assert_null(rsd_metadata_find(&metadata, "c.txt"));
    assert_int_equal(rsd_metadata_report_unused(&metadata, "metadata.csv", &sink, NULL), RSD_OK);
    assert_string_equal(notes.text,
                        "bad_metadata 2 there is no article \"z.txt\" in this folder\n"
                        "bad_metadata 4 there is no article \"a.txt\" in this folder\n");
    assert_non_null(rsd_metadata_find(&metadata, "a.txt"));
    rsd_metadata_free(&metadata);
}

static void every_cut_and_every_byte_is_survived(void **state)
{
    (void)state;
    static const char csv[] =
        "\xEF\xBB\xBFpath,\"a \"\"b\"\"\",c\r\n\"x,1.txt\",\xD8\xA2,\"\r\n\"\r\n"
        "y.txt,,\"z\"\"\"\n";
    static const char bytes[] = {'"', ',', '\n', '\r', '\0', '\xFF', ' ', 'a'};
    const size_t n = sizeof csv - 1;
    log notes = {.len = 0};
    const rsd_sink sink = {.ctx = &notes, .warning = note_warning};
    for (size_t cut = 0; cut <= n; cut++) {
        for (size_t b = 0; b < sizeof bytes; b++) {
            char *copy = rsd_alloc(n);
            assert_non_null(copy);
            memcpy(copy, csv, n);
            if (cut < n) {
                copy[cut] = bytes[b];
            }
            rsd_metadata metadata = {0};
            notes.len = 0;
            assert_int_equal(rsd_metadata_parse(&metadata, "metadata.csv", copy,
                                                b % 2 == 0 ? n : cut, &sink, NULL),
                             RSD_OK);
            rsd_metadata_free(&metadata);
            rsd_free(copy);
        }
    }
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    static const char csv[] = "path,date,title\na.txt,1,\"x\"\"y\"\nb.txt,2,\xFF\nb.txt,,\n";
    log notes = {.len = 0};
    const rsd_sink sink = {.ctx = &notes, .warning = note_warning};
    rsd_status status;
    uint64_t at = 0;
    do {
        rsd_metadata metadata = {0};
        rsd_error err = {0};
        notes.len = 0;
        rsd_fault_alloc(++at, false);
        status = rsd_metadata_parse(&metadata, "metadata.csv", csv, sizeof csv - 1, &sink, &err);
        rsd_fault_alloc(0, false);
        assert_true(status == RSD_OK || status == RSD_ERR_NOMEM);
        assert_int_equal(err.status, status);
        rsd_metadata_free(&metadata);
    } while (status != RSD_OK);
    assert_true(at > 4);
    rsd_metadata_free(NULL);
}

static rsd_status stop_at_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)ctx;
    return rsd_fail(err, RSD_ERR_INTERRUPTED, warning->source, 0, RSD_NO_OFFSET, "stopped");
}

static void a_sink_may_stop_it(void **state)
{
    (void)state;
    static const char *const wrong[] = {"path\n\"a\n",  "x\n",         "path,path\n",
                                        "path\na\na\n", "path\na,b\n", "path\n\xFF\n"};
    const rsd_sink sink = {.warning = stop_at_warning};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        rsd_metadata metadata = {0};
        assert_int_equal(
            rsd_metadata_parse(&metadata, "metadata.csv", wrong[i], strlen(wrong[i]), &sink, NULL),
            RSD_ERR_INTERRUPTED);
        rsd_metadata_free(&metadata);
    }
}

/* Rows of many fields would take time that grows with the square of their number. */
static void a_header_of_too_many_columns_is_refused(void **state)
{
    (void)state;
    static char csv[4096];
    memset(csv, ',', sizeof csv);
    memcpy(csv, "path", 4);
    assert_csv_bytes(
        csv, sizeof csv, "",
        "!bad_metadata 1 the header names more than the 1000 columns that are taken\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_become_fields_sorted_by_name),
        cmocka_unit_test(quoted_fields_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(names_and_values_are_trimmed),
        cmocka_unit_test(all_line_ends_are_taken),
        cmocka_unit_test(a_bad_row_is_left_out_and_the_rest_goes_on),
        cmocka_unit_test(a_bad_header_says_what_is_wrong),
        cmocka_unit_test(spreadsheets_separate_by_tabs_or_semicolons),
        cmocka_unit_test(other_encodings_are_read),
        cmocka_unit_test(a_header_of_too_many_columns_is_refused),
        cmocka_unit_test(the_first_of_two_rows_holds),
        cmocka_unit_test(bytes_that_are_not_text_become_replacements),
        cmocka_unit_test(rows_without_an_article_are_reported_in_order),
        cmocka_unit_test(every_cut_and_every_byte_is_survived),
        cmocka_unit_test(every_failed_allocation_is_reported),
        cmocka_unit_test(a_sink_may_stop_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
