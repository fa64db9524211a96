/* test_form.c: the display and key forms, their maps, and memory running out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rasad.h"

static void check_form(rsd_layer layer, rsd_lang lang, const char *s, const char *want)
{
    rsd_buf out = {0};
    assert_int_equal(rsd_form(layer, lang, s, strlen(s), &out, NULL, NULL), RSD_OK);
    assert_string_equal(out.data, want);
    rsd_buf_free(&out);
}

static void check_key(const char *s, const char *want)
{
    check_form(RSD_KEY, RSD_LANG_OTHER, s, want);
}

static void should_fold_letters_of_the_arabic_script(void **state)
{
    (void)state;
    check_key("ي ى ے ې ئ ۍ", "ی ی ی ی ی ی");
    check_key("ك ڪ ک", "ک ک ک");
    check_key("ة ہ ھ ە ۀ ۂ ۃ ه", "ه ه ه ه ه ه ه ه");
    check_key("أ إ آ ٱ ا", "ا ا ا ا ا");
    check_key("مسؤول مسئول جزء", "مسوول مسیول جزء");
    check_key("قنيطرة القنيطرة قنیطره", "قنیطره القنیطره قنیطره");
    check_key("پ چ ژ گ", "پ چ ژ گ");
}

static void should_delete_what_only_shows(void **state)
{
    (void)state;
    check_key("آتش‌بس", "اتشبس");
    check_key("آتش بس", "اتش بس");
    check_key("رسماً اتفاقًا مُحَمَّد", "رسما اتفاقا محمد");
    check_key("هٔ", "ه");
    check_key("روبرـــت", "روبرت");
    check_key("a\u200E\u200F\u061C\u202A\u202E\u2066\u2069\uFEFF\u200B\u2060\u00ADb", "ab");
    check_key("ه\u200D.ش", "ه.ش");
    check_key("a\x01\x1C\x1D\x1E"
              "b",
              "ab");
    check_key("a\xFF\xC3", "a");
}

static void should_fold_digits_case_and_spaces(void **state)
{
    (void)state;
    check_key("٢٠١٥ ۲۰۱۵ 2015 २०१५ ２０１５", "2015 2015 2015 2015 2015");
    check_key("ISIS Été CAFE\u0301 Straße МОСКВА ΑΘΗΝΑΣ", "isis été café strasse москва αθηνασ");
    check_key("ﬁn Ｆｕｌｌ", "fin full");
    check_key("a\u00A0b\u2003c\td\ne", "a b c\td\ne");
    check_key("، ؛ ؟ « » … ٪ —", "، ؛ ؟ « » … ٪ —");
}

static void should_replace_presentation_forms(void **state)
{
    (void)state;
    check_key("ﻻ ﷲ ﯾ ﻲ ﮐ ﻙ ﮥ", "لا الله ی ی ک ک ه");
    /* No spaces out of nowhere, and the signs that are phrases stay signs. */
    check_key("ﹰ", "");
    check_key("اﹰ ﱞ", "ا ");
    check_key("ﷺ ﷻ ﷽ …", "ﷺ ﷻ ﷽ …");
    check_form(RSD_DISPLAY, RSD_LANG_FA, "ﻻ ﷲ ﯾ ﻲ ﻙ ﷺ", "لا الله ی ی ک ﷺ");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "ﻲ ﯾ ﮐ", "ي ي ك");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "اﹰ", "اً");
}

static void should_choose_the_letters_of_the_language(void **state)
{
    (void)state;
    check_form(RSD_DISPLAY, RSD_LANG_FA, "كمك عليرضا بنى زادہ ۀ", "کمک علیرضا بنی زاده هٔ");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "سوریا کل بنى مدرسة", "سوريا كل بنى مدرسة");
    check_form(RSD_DISPLAY, RSD_LANG_OTHER, "كمک ہ", "كمک ہ");
    check_form(RSD_DISPLAY, RSD_LANG_FA, "قنيطرة ۲۰۱۵ ٢٠١٥ رسماً", "قنیطرة ۲۰۱۵ ٢٠١٥ رسماً");
}

static void should_clean_the_display_form(void **state)
{
    (void)state;
    check_form(RSD_DISPLAY, RSD_LANG_FA, "می‌‌رود ‌او‌ رفت‌.",
               "می‌رود او رفت.");
    check_form(RSD_DISPLAY, RSD_LANG_FA, "ســلام ـ ۱۰ـ۱۲ هـ", "سلام ـ ۱۰ـ۱۲ ه");
    check_form(RSD_DISPLAY, RSD_LANG_FA, "\uFEFFالف\u200E\u202Bب\x01\u00A0ج", "الفب ج");
    check_form(RSD_DISPLAY, RSD_LANG_FA, "ا\u0653 ي\u0654 cafe\u0301", "آ ئ café");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "ا\u0654و\u0654ی\u0654", "أؤئ");
    check_form(RSD_DISPLAY, RSD_LANG_FA, "a\xFFz", "a\uFFFDz");
    check_form(RSD_DISPLAY, RSD_LANG_EN, "\U0001F468\u200D\U0001F469",
               "\U0001F468\u200D\U0001F469");
}

static void check_fa(const char *s, const char *want)
{
    check_form(RSD_DISPLAY, RSD_LANG_FA, s, want);
}

static void should_take_what_stands_for_a_zwnj_for_one(void **state)
{
    (void)state;
    check_fa("حرف\u00ADهای می¬خواهد نمی\u200Fدانم", "حرف\u200Cهای می\u200Cخواهد نمی\u200Cدانم");
    check_fa("شده¬\u200Cاند خانه\u200F\u200Fها", "شده\u200Cاند خانه\u200Cها");
    check_fa("كتا\u0651ب\u00ADها", "کتا\u0651ب\u200Cها"); /* across a mark of the letter */
    /* Only between two letters of the script, */
    check_fa("الف ¬ ب ¬x p¬q ۱¬۲", "الف ¬ ب ¬x p¬q ۱¬۲");
    check_fa("داعش\u200F (ISIS\u200Fداعش) ده\u200F.", "داعش (ISISداعش) ده.");
    check_fa("رس\u200F\u064Fم", "رس\u064Fم");
    /* and only in Persian: Arabic has no ZWNJ. */
    check_form(RSD_DISPLAY, RSD_LANG_AR, "كتا\u00ADب ال\u200Fقدس", "كتاب القدس");
    check_key("می¬خواهد می\u00ADخواهد می\u200Fخواهد", "میخواهد میخواهد میخواهد");
}

static void should_make_a_run_of_spaces_one(void **state)
{
    (void)state;
    check_fa("در   حلب\u00A0\u00A0و \u200F حمص\u3000 ادلب", "در حلب و حمص ادلب");
    check_fa("  یک  \n\n  دو \n", " یک \n\n دو \n");
    check_fa("نام\t\tشمار", "نام\t\tشمار"); /* an empty column */
}

static void should_write_out_the_basmala(void **state)
{
    (void)state;
    check_fa("﷽", "بسم الله الرحمن الرحیم");
    check_fa("می¬﷽", "می‌بسم الله الرحمن الرحیم");
    check_fa("می‌﷽", "می‌بسم الله الرحمن الرحیم");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "﷽", "بسم الله الرحمن الرحيم");
    check_fa("پیامبر ﷺ و ۵۰ ﷼", "پیامبر ﷺ و ۵۰ ریال");
}

static void should_compose_and_keep_the_marks_of_letters(void **state)
{
    (void)state;
    /* Composed, except the heh: its hamza stays apart, and the heh stays a heh. */
    check_fa("قرا\u0653ن ا\u0653مد", "قرآن آمد");
    check_fa("خانۀ نامه\u0654 زاد\u06C2", "خانه\u0654 نامه\u0654 زاده\u0654");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "مسؤ\u0648ل سا\u0654ل", "مسؤول سأل");
    check_key("خانۀ خانه\u0654 خانه", "خانه خانه خانه");
    /* Marks are shown and not matched, in either order of tanwin. */
    check_fa("رسماً رسمًا", "رسماً رسمًا");
    check_key("رسماً رسمًا حَذفِ هٰذا", "رسما رسما حذف هذا");
    check_form(RSD_DISPLAY, RSD_LANG_AR, "كَتَبَ", "كَتَبَ");
    /* Presentation forms, a vowel sign without its space. */
    check_form(RSD_DISPLAY, RSD_LANG_AR, "ﺳﻼﻡ ﺑﹶ", "سلام بَ");
    check_fa("ﺍﻳﺮﺍﻥ ﮔﻔﺖ", "ایران گفت");
}

static void should_drop_bidi_controls_and_tatweel(void **state)
{
    (void)state;
    check_fa("\u202Bمتن\u202C \u2067یک\u2069 \u061Cدو\u200E \uFEFFسه\u2060 چها\u200Bر",
             "متن یک دو سه چهار");
    check_fa("دمشـــق ـ حلب", "دمشق ـ حلب"); /* alone it is a dash */
    check_fa("می\u200Cـرود", "می\u200Cرود"); /* and the ZWNJ stays (DNTPersianUtils 92) */
    check_form(RSD_DISPLAY, RSD_LANG_AR, "العـــــراق", "العراق");
}

static void should_append_and_end_with_nul(void **state)
{
    (void)state;
    rsd_buf out = {0};
    assert_int_equal(rsd_form(RSD_KEY, RSD_LANG_OTHER, "يک", 4, &out, NULL, NULL), RSD_OK);
    assert_int_equal(rsd_form(RSD_KEY, RSD_LANG_OTHER, "Do", 2, &out, NULL, NULL), RSD_OK);
    assert_int_equal(rsd_form(RSD_KEY, RSD_LANG_OTHER, "", 0, &out, NULL, NULL), RSD_OK);
    assert_string_equal(out.data, "یکdo");
    assert_int_equal(out.len, 6);
    rsd_buf_free(&out);
}

/* Checks that the part of the form stands for the part of the source, both given by their text. */
static void check_span(rsd_layer layer, const char *s, const char *form_part, const char *part)
{
    rsd_buf out = {0};
    rsd_map map = {0};
    assert_int_equal(rsd_form(layer, RSD_LANG_FA, s, strlen(s), &out, &map, NULL), RSD_OK);
    const char *at = strstr(out.data, form_part);
    const char *source_at = strstr(s, part);
    assert_non_null(at);
    assert_non_null(source_at);
    uint32_t start;
    uint32_t end;
    uint32_t first = (uint32_t)(at - out.data);
    rsd_map_to_source(&map, first, first + (uint32_t)strlen(form_part), &start, &end);
    assert_int_equal(start, source_at - s);
    assert_int_equal(end - start, strlen(part));
    uint32_t form_start;
    uint32_t form_end;
    rsd_map_to_form(&map, start, end, &form_start, &form_end);
    assert_int_equal(form_start, first);
    assert_int_equal(form_end - form_start, strlen(form_part));
    rsd_map_free(&map);
    rsd_buf_free(&out);
}

static void should_map_spans_to_the_source(void **state)
{
    (void)state;
    check_span(RSD_KEY, "در آتش‌بس حلب", "اتشبس", "آتش‌بس");
    check_span(RSD_KEY, "در آتش‌بس حلب", "بس", "بس");
    check_span(RSD_KEY, "در آتش‌بس حلب", "حلب", "حلب");
    check_span(RSD_KEY, "سال ۲۰۱۵ بود", "2015", "۲۰۱۵");
    check_span(RSD_KEY, "سال ۲۰۱۵ بود", "01", "۰۱");
    check_span(RSD_KEY, "xﻻy", "لا", "ﻻ");
    check_span(RSD_KEY, "xĲy", "ij", "Ĳ");
    check_span(RSD_DISPLAY, "xcafe\u0301 y", "é", "e\u0301");
    check_span(RSD_DISPLAY, "xcafe\u0301 y", " y", " y");
    check_span(RSD_DISPLAY, "ســلام دنیا", "لام", "لام");
    check_span(RSD_DISPLAY, "در   حلب", " حلب", "   حلب");
    check_span(RSD_DISPLAY, "در   حلب", "حلب", "حلب");
    check_span(RSD_DISPLAY, "می¬رود", "می\u200C", "می¬");
    check_span(RSD_DISPLAY, "x ﷽ y", "بسم الله الرحمن الرحیم", "﷽");
}

static void should_never_cut_a_unit(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        uint32_t at;
        uint32_t start;
        uint32_t end;
    } cases[] = {
        {"xﻻy", 1, 1, 4}, {"xﻻy", 3, 1, 4}, {"xĲy", 1, 1, 3}, {"xĲy", 2, 1, 3}, {"xﻻy", 5, 4, 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rsd_buf out = {0};
        rsd_map map = {0};
        assert_int_equal(
            rsd_form(RSD_KEY, RSD_LANG_OTHER, cases[i].s, strlen(cases[i].s), &out, &map, NULL),
            RSD_OK);
        uint32_t start;
        uint32_t end;
        rsd_map_to_source(&map, cases[i].at, cases[i].at + 1, &start, &end);
        assert_int_equal(start, cases[i].start);
        assert_int_equal(end, cases[i].end);
        rsd_map_free(&map);
        rsd_buf_free(&out);
    }
}

static void should_merge_deleted_runs_in_the_map(void **state)
{
    (void)state;
    enum { RUN = 100000 };
    rsd_buf s = {0};
    rsd_buf out = {0};
    rsd_map map = {0};
    for (int i = 0; i < RUN; i++) {
        assert_int_equal(rsd_buf_add(&s, "ـ", 2), RSD_OK);
    }
    assert_int_equal(rsd_form(RSD_KEY, RSD_LANG_OTHER, s.data, s.len, &out, &map, NULL), RSD_OK);
    assert_int_equal(out.len, 0);
    assert_true(map.len <= 3);
    rsd_map_free(&map);
    rsd_buf_free(&out);
    rsd_buf_free(&s);
}

static void should_name_the_language_of_a_passage(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        rsd_lang lang;
    } cases[] = {{"به گزارش خبرگزاری، وی در حلب گفت که آتش بس برقرار است.", RSD_LANG_FA},
                 {"وي گفت كه اين كشور براي صلح تلاش مي كند", RSD_LANG_FA},
                 {"وقال وزير الخارجية إن الاتفاق دخل حيز التنفيذ في سوريا", RSD_LANG_AR},
                 {"The talks in Astana were held by the three guarantors.", RSD_LANG_EN},
                 {"Les pourparlers se sont tenus hier matin sous une pluie fine", RSD_LANG_OTHER},
                 {"Переговоры в Астане прошли вчера", RSD_LANG_OTHER},
                 {"", RSD_LANG_OTHER},
                 {"2015 ...", RSD_LANG_OTHER},
                 {"سلام", RSD_LANG_OTHER}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rsd_language(cases[i].s, strlen(cases[i].s)), cases[i].lang);
    }
}

static void should_fail_cleanly_where_memory_ends(void **state)
{
    (void)state;
    rsd_buf s = {0};
    for (int i = 0; i < 300; i++) {
        assert_int_equal(rsd_buf_add(&s, "آ\u0301\u0316ﻻ\xFF", strlen("آ\u0301\u0316ﻻ\xFF")),
                         RSD_OK);
    }
    for (int i = 0; i < 300; i++) {
        assert_int_equal(rsd_buf_add(&s, "\u0316\u0301", 4), RSD_OK);
    }
    for (int layer = RSD_DISPLAY; layer <= RSD_KEY; layer++) {
        rsd_status status = RSD_ERR_NOMEM;
        for (uint64_t n = 1; status != RSD_OK; n++) {
            rsd_buf out = {0};
            rsd_map map = {0};
            rsd_error err = {0};
            rsd_fault_alloc(n, false);
            status = rsd_form((rsd_layer)layer, RSD_LANG_FA, s.data, s.len, &out, &map, &err);
            rsd_fault_alloc(0, false);
            if (status != RSD_OK) {
                assert_int_equal(status, RSD_ERR_NOMEM);
                assert_int_equal(err.status, RSD_ERR_NOMEM);
                assert_int_equal(out.len, 0);
            }
            rsd_map_free(&map);
            rsd_buf_free(&out);
            assert_true(n < 10000);
        }
    }
    rsd_buf_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_fold_letters_of_the_arabic_script),
        cmocka_unit_test(should_delete_what_only_shows),
        cmocka_unit_test(should_fold_digits_case_and_spaces),
        cmocka_unit_test(should_replace_presentation_forms),
        cmocka_unit_test(should_choose_the_letters_of_the_language),
        cmocka_unit_test(should_clean_the_display_form),
        cmocka_unit_test(should_take_what_stands_for_a_zwnj_for_one),
        cmocka_unit_test(should_make_a_run_of_spaces_one),
        cmocka_unit_test(should_write_out_the_basmala),
        cmocka_unit_test(should_compose_and_keep_the_marks_of_letters),
        cmocka_unit_test(should_drop_bidi_controls_and_tatweel),
        cmocka_unit_test(should_append_and_end_with_nul),
        cmocka_unit_test(should_map_spans_to_the_source),
        cmocka_unit_test(should_never_cut_a_unit),
        cmocka_unit_test(should_merge_deleted_runs_in_the_map),
        cmocka_unit_test(should_name_the_language_of_a_passage),
        cmocka_unit_test(should_fail_cleanly_where_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
