/* test_table.c: tables of articles, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

static void a_row_is_an_article(void **state)
{
    (void)state;
    expect_read("f.csv",
                "id,Title,date,body,Section\n7,Talks,2017-05-04,\"First, they\nmet\",World\n"
                ",,,second,\n",
                NULL,
                "f.csv#7|date=2017-05-04|id=7|section=World|title=Talks: First, they\nmet\n"
                "f.csv#4: second\n");
    expect_read("f.tsv", "url\tcontent\nhttp://a/b\tone, two\n", NULL,
                "f.tsv#2|url=http://a/b: one, two\n");
    expect_read("f.csv", "\xEF\xBB\xBFtext;headline\r\nx;y\r\n", NULL, "f.csv#2|title=y: x\n");
    expect_read("f.csv", "", NULL, "");
}

static void columns_may_be_called_otherwise(void **state)
{
    (void)state;
    const rsd_field map[] = {{.name = "text", .value = "Story"}, {.name = "date", .value = "when"}};
    const rsd_read_options options = {.map = map, .map_count = 2};
    expect_read("f.csv", "text,story,When,date\nshort,long,2017,no\n", &options,
                "f.csv#2|date=2017|text=short: long\n");
    expect_read("f.csv", "text,when\nshort,2017\n", &options, "!bad_record 1:0\n");
}

static void bad_rows_are_located_and_the_rest_is_read(void **state)
{
    (void)state;
    expect_read("f.csv", "a,b\n1,2\n", NULL, "!bad_record 1:0\n");
    expect_read("f.csv", "text,title\na,b,c\n\"x\" y,z\nz\n,t\n\xFF!,u\n", NULL,
                "!bad_record 2:11\n!bad_record 3:17\nbad_record 4:25\nf.csv#4: z\n!no_text 5:27\n"
                "invalid_utf8 6:30\nf.csv#6|title=u: \xEF\xBF\xBD!\n");
    expect_read("f.csv", "text\n\"never closed\nthe next\n", NULL,
                "!bad_record 2:5\nf.csv#3: the next\n");
}

static void nul_bytes_are_told_once(void **state)
{
    (void)state;
    static log got;
    static const char file[] = "text\na\nb\0\xFF\nc\0";
    assert_int_equal(read_bytes(&got, "f.csv", file, sizeof file - 1, NULL), RSD_OK);
    assert_string_equal(got.text, "f.csv#2: a\ninvalid_utf8 3:9\nnul_byte 3:8\n"
                                  "f.csv#3: b\xEF\xBF\xBD\xEF\xBF\xBD\n"
                                  "f.csv#4: c\xEF\xBF\xBD\n");
    static const char wide[] = "\xFF\xFEt\0e\0x\0t\0\n\0a\0\0\0b\0\n\0";
    assert_int_equal(read_bytes(&got, "f.csv", wide, sizeof wide - 1, NULL), RSD_OK);
    assert_string_equal(got.text, "nul_byte 2:14\nf.csv#2: a\xEF\xBF\xBD"
                                  "b\n");
}

/* The rows of a long table: each says its number, and is as long as it should be. */
typedef struct counts {
    unsigned rows;
    size_t bytes;
} counts;

static rsd_status count_row(void *ctx, const rsd_document *document, rsd_error *err)
{
    (void)err;
    counts *c = ctx;
    char number[16];
    snprintf(number, sizeof number, "%u", c->rows++);
    assert_string_equal(document->fields[0].value, number);
    c->bytes += document->text_len;
    return RSD_OK;
}

/* Longer than what is looked at together, with rows that lie across its edges. */
static void a_long_table_is_read_piece_by_piece(void **state)
{
    (void)state;
    enum { ROWS = 3000, CELL = 300, LAST = 1 << 20 };
    static char table[ROWS * (CELL + 16) + LAST + 32];
    size_t n = (size_t)sprintf(table, "text,n\n");
    for (int i = 0; i < ROWS; i++) {
        table[n++] = '"';
        memset(table + n, 'x', CELL);
        table[n + CELL / 2] = '\n';
        memcpy(table + n + CELL - 2, "\"\"", 2); /* one mark */
        n += CELL;
        n += (size_t)sprintf(table + n, i % 2 == 0 ? "\",%d\r\n" : "\",%d\n", i);
    }
    memset(table + n, 'y', LAST);
    n += LAST;
    n += (size_t)sprintf(table + n, ",%d", ROWS);
    counts c = {.rows = 0};
    const rsd_sink sink = {.ctx = &c, .document = count_row, .warning = note_warning};
    assert_int_equal(rsd_read_bytes("f.csv", table, n, NULL, &sink, NULL), RSD_OK);
    assert_int_equal(c.rows, ROWS + 1);
    assert_int_equal(c.bytes, ROWS * (CELL - 1) + LAST);
}

static void only_so_many_warnings(void **state)
{
    (void)state;
    static log got;
    char table[1024] = "text\n";
    for (int i = 0; i < 150; i++) {
        strcat(table, "a,b\n");
    }
    assert_int_equal(read_bytes(&got, "f.csv", table, strlen(table), NULL), RSD_OK);
    size_t lines = 0;
    for (size_t i = 0; i < got.len; i++) {
        lines += got.text[i] == '\n';
    }
    assert_int_equal(lines, 101); /* a hundred, and the number of the others */
}

static void any_damage_ends_well(void **state)
{
    (void)state;
    static log got;
    char table[] = "id,text\n1,\"a \"\"quoted\"\" word\"\n\r\n2;x,\n\"\",\xFE\n";
    const size_t whole = sizeof table - 1;
    for (size_t n = 0; n < whole; n++) {
        assert_int_equal(read_bytes(&got, "f.csv", table, n, NULL), RSD_OK);
        for (int flip = 1; flip < 256; flip += 3) {
            table[n] = (char)(table[n] ^ flip);
            assert_int_equal(read_bytes(&got, "f.csv", table, whole, NULL), RSD_OK);
            table[n] = (char)(table[n] ^ flip);
        }
    }
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    const char *table = "id,text,title\n1,a,b\n2,\xFF,d\n3\n";
    expect_failures_told("f.csv", table, strlen(table));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_an_article),
        cmocka_unit_test(columns_may_be_called_otherwise),
        cmocka_unit_test(bad_rows_are_located_and_the_rest_is_read),
        cmocka_unit_test(nul_bytes_are_told_once),
        cmocka_unit_test(a_long_table_is_read_piece_by_piece),
        cmocka_unit_test(only_so_many_warnings),
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
