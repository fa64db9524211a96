/* test_vertical.c: corpora with a token a line, CoNLL-U and VRT. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

#include <stdlib.h>

/* A CoNLL-U token without more than its number, form and last column. */
#define T(id, form, misc) id "\t" form "\t_\t_\t_\t_\t_\t_\t_\t" misc "\n"

static void sentences_are_put_together_of_tokens(void **state)
{
    (void)state;
    expect_read("f.conllu",
                "# sent_id = 1\n" T("1", "به", "_") T("2-3", "ماتمش", "SpaceAfter=No")
                    T("2", "ماتم", "_") T("3", "ش", "_") T("4", ".", "_")
                        T("4.1", "no", "_") "\n"
                                            "# newpar\n" T("1", "And", "_")
                                                T("2", "so", "X=1|SpaceAfter=No") T("3", "on", "_"),
                NULL, "f.conllu: به ماتمش.\n\nAnd soon\n");
}

static void the_text_of_a_sentence_is_taken_where_it_is_given(void **state)
{
    (void)state;
    expect_read("f.conllu",
                "\xEF\xBB\xBF# text = One, «two».\r\n" T("1", "One", "_") "\r\n# text_en = no\n" T(
                    "1", "x", "_") "\n",
                NULL, "f.conllu: One, «two».\nx\n");
}

static void documents_begin_where_the_file_says(void **state)
{
    (void)state;
    expect_read("f.conllu",
                T("1", "before", "_") "\n# newdoc id = a/1\n# title = The title\n# date=2017\n"
                                      "# text = x\n" T("1", "x", "_") "\n# newdoc\n" T(
                                          "1", "y", "_") "\n# newdoc\n",
                NULL,
                "f.conllu#1: before\nf.conllu#a/1|date=2017|id=a/1|title=The title: x\n"
                "f.conllu#3: y\n!no_text 12:138\n");
}

static void lines_that_are_no_tokens_are_told(void **state)
{
    (void)state;
    expect_read("f.conllu", "not a token\n" T("1", "x", "_") "2\n", NULL,
                "!bad_record 1:0\n!bad_record 3:32\nf.conllu: x\n");
    expect_read("f.conllu", "", NULL, "!no_text 0:-1\n");
}

static void vrt_documents_are_elements(void **state)
{
    (void)state;
    expect_read("f.vrt",
                "<?xml version=\"1.0\"?>\n<!-- c -->\n<corpus>\n"
                "<text id=\"t1\" title=\"A &amp; B\" pubDate='2017-05-04' x=\"\">\n<p>\n<s>\n"
                "He\tPRP\the\nsaid\tVBD\tsay\n(\t(\t(\nso\nmuch\n)\t)\t)\n:\nA&lt;B\n.\n</s>\n"
                "<s>\n<\tSYM\n<np>\nyes\n</np>\n!\n</s>\n</p>\n<p>\nMore\n</p>\n</text>\n"
                "<text>\nlast\n</text>\n</corpus>\n",
                NULL,
                "f.vrt#t1|date=2017-05-04|id=t1|title=A & B: He said (so much): A<B.\n"
                "< yes!\n\nMore\nf.vrt#2: last\n");
}

static void glue_tells_where_no_space_was(void **state)
{
    (void)state;
    expect_read("f.vert", "<doc id=\"d\">\n<s>\ndo\n<g/>\nn't\n.\n(\nx\n</s>\n</doc>\n", NULL,
                "f.vert#d|id=d: don't . ( x\n");
}

static void what_is_in_no_document_is_one(void **state)
{
    (void)state;
    expect_read("f.vrt", "a\nb\n<s>\nc&#x6a9;&#65;&bad;&#xD800;\n", NULL,
                "f.vrt: a b\ncکA&bad;\xEF\xBF\xBD\n");
    expect_read("f.vrt", "\xFFx\n", NULL, "f.vrt: \xEF\xBF\xBDx\n");
    expect_read("f.vrt", "<text id=a>\nx\n</text>\n<text>\n</text>", NULL,
                "!bad_record 1:0\nf.vrt#1: x\n!no_text 5:29\n");
}

static void any_damage_ends_well(void **state)
{
    (void)state;
    static log got;
    char conllu[] = "# newdoc id = a\n# text = x y\n1-2\tx\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n";
    char vrt[] = "<text id=\"a\" b='&#65;'>\n<s>\nx\tN\n&amp;\n</s>\n<g/>\n.\n</text>\n";
    char *files[] = {conllu, vrt};
    const char *names[] = {"f.conllu", "f.vrt"};
    for (size_t f = 0; f < 2; f++) {
        const size_t whole = strlen(files[f]);
        for (size_t n = 0; n < whole; n++) {
            assert_int_equal(read_bytes(&got, names[f], files[f], n, NULL), RSD_OK);
            for (int flip = 1; flip < 256; flip += 3) {
                files[f][n] = (char)(files[f][n] ^ flip);
                assert_int_equal(read_bytes(&got, names[f], files[f], whole, NULL), RSD_OK);
                files[f][n] = (char)(files[f][n] ^ flip);
            }
        }
    }
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    const char *conllu =
        "# newdoc id = a\n# title = t\n" T("1", "\xFFx", "_") "\n# newdoc\n" T("1", "y", "_");
    const char *vrt = "<text id=\"a\">\nx&amp;\n</text>\n<text>\ny\n";
    expect_failures_told("f.conllu", conllu, strlen(conllu));
    expect_failures_told("f.vrt", vrt, strlen(vrt));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_put_together_of_tokens),
        cmocka_unit_test(the_text_of_a_sentence_is_taken_where_it_is_given),
        cmocka_unit_test(documents_begin_where_the_file_says),
        cmocka_unit_test(lines_that_are_no_tokens_are_told),
        cmocka_unit_test(vrt_documents_are_elements),
        cmocka_unit_test(glue_tells_where_no_space_was),
        cmocka_unit_test(what_is_in_no_document_is_one),
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
