/* test_vertical.c: corpora with a token a line, CoNLL-U and VRT. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read/columns.h"
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
    expect_read("f.vrt", "\xFFx\n", NULL, "invalid_utf8 1:0\nf.vrt: \xEF\xBF\xBDx\n");
    expect_read("f.vrt", "<text id=a>\nx\n</text>\n<text>\n</text>", NULL,
                "!bad_record 1:0\nf.vrt#1: x\n!no_text 5:29\n");
}

static void a_line_may_have_several_tags(void **state)
{
    (void)state;
    expect_read("f.vrt",
                "<!-- c --><corpus><doc id=\"a>b\"> <p><s>\none\n<g/></s><s id='2'>\ntwo\n"
                "  </s></p> \n<p><s>\nthree\n</s></p></doc><doc>\nfour\n</doc></corpus>\n",
                NULL, "f.vrt#a>b|id=a>b: one\ntwo\n\nthree\nf.vrt#2: four\n");
}

static void a_tag_with_text_behind_it_is_a_token_and_told(void **state)
{
    (void)state;
    expect_read("f.vrt", "<s>only\n<s> so\nx\n<p>y</p>\n<unk>\tN\n<3\tN\n", NULL,
                "bad_record 1:0\nbad_record 2:8\nbad_record 4:17\n"
                "f.vrt: <s>only <s> so x <p>y</p> <unk> <3\n");
}

static void bytes_that_are_no_text_are_told_once(void **state)
{
    (void)state;
    static log got;
    static const char vrt[] = "<text id=\"a\">\nbad\xFF\tx\n\xFE\0\n</text>\n";
    assert_int_equal(read_bytes(&got, "f.vrt", vrt, sizeof vrt - 1, NULL), RSD_OK);
    assert_string_equal(got.text, "invalid_utf8 2:17\nnul_byte 3:22\n"
                                  "f.vrt#a|id=a: bad\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\n");
    expect_read("f.conllu", T("1", "a", "_") T("2", "b\xFF", "_"), NULL,
                "invalid_utf8 2:23\nf.conllu: a b\xEF\xBF\xBD\n");
}

/* What was known of a sentence is forgotten where a document begins amid it. */
static void a_document_begins_amid_a_sentence(void **state)
{
    (void)state;
    expect_read("f.conllu", "# text = one two\n" T("1", "one", "_") "# newdoc\n" T("2", "two", "_"),
                NULL, "f.conllu#1: one two\nf.conllu#2: two\n");
    expect_read("f.conllu",
                T("1-3", "one", "_") "# newdoc\n" T("2", "two", "_") T("0", "none", "_"), NULL,
                "f.conllu#1: one\nf.conllu#2: two\n");
}

/* Writes down tokens and what is said of them: "form name=value name=value;". */
static rsd_status note_attributes(void *ctx, const rsd_document *document, rsd_error *err)
{
    (void)err;
    for (size_t k = 0; k < document->span_count; k++) {
        const rsd_span span = document->spans[k];
        add(ctx, "%.*s", (int)(span.end - span.start), document->text + span.start);
        for (size_t i = 0; i < document->attribute_count; i++) {
            const rsd_attribute *attribute = &document->attributes[i];
            if (attribute->values[k] != NULL) {
                add(ctx, " %s=%s", attribute->name, attribute->values[k]);
            }
        }
        add(ctx, ";");
    }
    add(ctx, "\n");
    return RSD_OK;
}

static void expect_attributes(const char *name, const char *bytes, const char *want)
{
    static log got;
    const rsd_sink sink = {.ctx = &got, .document = note_attributes, .warning = note_warning};
    got = (log){.len = 0};
    assert_int_equal(rsd_read_bytes(name, bytes, strlen(bytes), NULL, &sink, NULL), RSD_OK);
    assert_string_equal(got.text, want);
}

static void words_have_the_columns_of_conllu(void **state)
{
    (void)state;
    expect_attributes("f.conllu",
                      "1\tShe\tshe\tPRON\tPRP\tCase=Nom\t2\tnsubj\t_\tx=y\n"
                      "2\twent\tgo\tVERB\t_\t_\t0\troot\t_\t_\n",
                      "She id=1 lemma=she upos=PRON xpos=PRP feats=Case=Nom head=2 deprel=nsubj;"
                      "went id=2 lemma=go upos=VERB head=0 deprel=root;\n");
    expect_attributes("f.conllu", "# text =\n1\ta\tA\n\n1\tb\tB\n",
                      "bad_record 2:9\nb id=1 lemma=B;\n");
    /* The text is given: tokens are where they are found in it. */
    expect_attributes("f.conllu",
                      "# text = be  be or\n1\tbe\tB\n2\tbe\tC\n3\tor\tO\n\n"
                      "# text = b\n1\tb\tD\n",
                      "be id=1 lemma=B;be id=2 lemma=C;or id=3 lemma=O;b id=1 lemma=D;\n");
}

static void a_token_of_several_words_has_the_values_of_all(void **state)
{
    (void)state;
    const char *words = "1-2\tdont\t_\t_\t_\tTypo=Yes\t_\t_\t_\t_\n"
                        "1\tdo\tdo\tAUX\t_\tMood=Ind\t3\taux\t_\t_\n"
                        "2\tnt\tnot\tPART\t_\t_\t3\tadvmod\t_\t_\n"
                        "2.1\tx\tx\tX\tX\tX\tX\tX\t_\t_\n"
                        "3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n\n"
                        "1\tNo\tno\n";
    const char *want = "dont id=1+2 lemma=do+not upos=AUX+PART feats=Mood=Ind+_ head=3+3 "
                       "deprel=aux+advmod;go id=3 lemma=go upos=VERB head=0 deprel=root;"
                       "No id=1 lemma=no;\n";
    char given[512];
    snprintf(given, sizeof given, "# text = dont go\n%s", words);
    expect_attributes("f.conllu", words, want);
    expect_attributes("f.conllu", given, want);
}

static void a_token_that_the_text_does_not_have_is_told(void **state)
{
    (void)state;
    expect_attributes("f.conllu", "# text = a c\n1\ta\tA\n2-3\tb\tB\n2\tx\tX\n4\tc\tC\n",
                      "bad_record 3:19\na id=1 lemma=A;c id=4 lemma=C;\n");
}

static void vrt_names_its_columns_or_they_are_numbered(void **state)
{
    (void)state;
    expect_attributes("f.vrt",
                      "<text>\nA&lt;\tN\t&amp;a \n(\t\t__UNDEF__\nb\tV\n</text>\n"
                      "<text>\nc\t_\tx\n</text>\n",
                      "A< attribute2=N attribute3=&a;b attribute2=V;\nc attribute3=x;\n");
    /* Set by its name, the form may stand in any column. */
    expect_attributes("f.vrt",
                      "<!-- #vrt positional-attributes: ref lex/ word -->\n"
                      "<!-- a comment -->\n1\t|a|b|\ty\tz\n",
                      "y ref=1 lex=|a|b| attribute4=z;\n");
    expect_attributes("f.vrt", "<!-- Positional attributes: form pos-->\nx\tN\n", "x pos=N;\n");
}

static void blanks_are_no_token(void **state)
{
    (void)state;
    expect_attributes("f.vrt", "a\tN\n  \n \t \n\xC2\xA0\tN\n\t\n\nb\tN\n",
                      "a attribute2=N;b attribute2=N;\n");
    expect_read("f.vrt", "a\n   \n.\n", NULL, "f.vrt: a.\n");
}

static void more_columns_than_are_taken_are_told(void **state)
{
    (void)state;
    char line[256] = "x";
    char want[1024] = "too_large 2:200\nx";
    for (int i = 2; i <= 100; i++) {
        strcat(line, "\ty");
        if (i <= RSD_COLUMNS_MOST) {
            snprintf(want + strlen(want), sizeof want - strlen(want), " attribute%d=y", i);
        }
    }
    strcat(line, "\n");
    strcat(want, ";z attribute2=y;\n");
    char file[512];
    snprintf(file, sizeof file, "%sz\ty\n", line);
    expect_attributes("f.vrt", file, want);
}

/* Bytes that are not UTF-8 become more of them, and tokens stay where they are. */
static void places_hold_where_a_text_is_mended(void **state)
{
    (void)state;
    expect_attributes("f.vrt", "\xFF\xFE\tN\na\t\xFFV\n",
                      "invalid_utf8 1:0\n"
                      "\xEF\xBF\xBD\xEF\xBF\xBD attribute2=N;a attribute2=\xEF\xBF\xBDV;\n");
}

static void any_damage_ends_well(void **state)
{
    (void)state;
    static log got;
    char conllu[] = "# newdoc id = a\n# text = x y\n1-2\tx\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n";
    char vrt[] = "<!-- #vrt positional-attributes: word pos -->\n<text id=\"a\" "
                 "b='&#65;'>\n<s>\nx\tN\n&amp;\n</s>\n<g/>\n.\n</text>\n";
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
    const char *vrt = "<!-- #vrt positional-attributes: word pos -->\n"
                      "<text id=\"a\">\nx&amp;\t\xFFN\ta\n</text>\n<text>\ny\n";
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
        cmocka_unit_test(a_line_may_have_several_tags),
        cmocka_unit_test(a_tag_with_text_behind_it_is_a_token_and_told),
        cmocka_unit_test(blanks_are_no_token),
        cmocka_unit_test(bytes_that_are_no_text_are_told_once),
        cmocka_unit_test(a_document_begins_amid_a_sentence),
        cmocka_unit_test(words_have_the_columns_of_conllu),
        cmocka_unit_test(a_token_of_several_words_has_the_values_of_all),
        cmocka_unit_test(a_token_that_the_text_does_not_have_is_told),
        cmocka_unit_test(vrt_names_its_columns_or_they_are_numbered),
        cmocka_unit_test(more_columns_than_are_taken_are_told),
        cmocka_unit_test(places_hold_where_a_text_is_mended),
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
