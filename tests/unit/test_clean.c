/* test_clean.c: headlines, leads, repeats, source lines and footers are marked, and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "base/mem.h"
#include "rasad.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_boundary(const char *s, size_t n, size_t at)
{
    /* Inside a character is where some valid one begins before and ends after. */
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        uint32_t cp;
        if (rsd_utf8_decode(s + at - back, n - at + back, &cp) > back) {
            return false;
        }
    }
    return true;
}

/* What holds of the regions of any text. */
static void assert_sound(const rsd_regions *regions, const char *s, size_t n)
{
    for (size_t i = 0; i < regions->len; i++) {
        const rsd_region *at = &regions->items[i];
        assert_true(at->start < at->end && at->end <= n);
        assert_true(is_boundary(s, n, at->start) && is_boundary(s, n, at->end));
        if (at->kind == RSD_REGION_REPEAT) {
            assert_true(at->of_start < at->of_end && at->of_end <= at->start);
            assert_true(is_boundary(s, n, at->of_start) && is_boundary(s, n, at->of_end));
            assert_true(at->similarity > 0 && at->similarity <= 100);
        } else {
            assert_true(at->of_start == 0 && at->of_end == 0 && at->similarity == 0);
        }
        assert_true(at->reason != NULL && at->reason[0] != '\0');
        for (size_t k = i + 1; k < regions->len; k++) {
            const rsd_region *next = &regions->items[k];
            assert_true(at->start < next->start ||
                        (at->start == next->start &&
                         (at->end > next->end || (at->end == next->end && at->kind < next->kind))));
            assert_true(next->start >= at->end || next->end <= at->end);
        }
    }
    assert_true(regions->byline_start <= regions->byline_end && regions->byline_end <= n);
    assert_true(is_boundary(s, n, regions->byline_start));
    assert_true(is_boundary(s, n, regions->byline_end));
    assert_true(regions->agency_start <= regions->agency_end && regions->agency_end <= n);
    assert_true(is_boundary(s, n, regions->agency_start));
    assert_true(is_boundary(s, n, regions->agency_end));
}

/* The regions as lines "kind [text]", a repeat as "repeat [text] of [text]", a near one as "near"
 * instead; then the source and the agency. */
static void describe(const char *s, size_t n, char *out, size_t size)
{
    rsd_regions regions = {0};
    rsd_error err = {0};
    assert_int_equal(rsd_clean(&regions, s, n, &err), RSD_OK);
    assert_sound(&regions, s, n);
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < regions.len && len < size; i++) {
        const rsd_region *at = &regions.items[i];
        bool near = at->kind == RSD_REGION_REPEAT && at->similarity < 100;
        len += (size_t)snprintf(out + len, size - len, "%s [%.*s]",
                                near ? "near" : rsd_region_kind_name(at->kind),
                                (int)(at->end - at->start), s + at->start);
        if (at->kind == RSD_REGION_REPEAT && len < size) {
            len += (size_t)snprintf(out + len, size - len, " of [%.*s]",
                                    (int)(at->of_end - at->of_start), s + at->of_start);
        }
        if (len < size) {
            len += (size_t)snprintf(out + len, size - len, "\n");
        }
    }
    if (regions.byline_end > 0 && len < size) {
        len += (size_t)snprintf(out + len, size - len, "source [%.*s]\n",
                                (int)(regions.byline_end - regions.byline_start),
                                s + regions.byline_start);
    }
    if (regions.agency_end > 0 && len < size) {
        snprintf(out + len, size - len, "named [%.*s]\n",
                 (int)(regions.agency_end - regions.agency_start), s + regions.agency_start);
    }
    rsd_regions_free(&regions);
}

static void assert_marks(const char *text, const char *expected)
{
    char got[8192];
    describe(text, strlen(text), got, sizeof got);
    assert_string_equal(got, expected);
}

/* clang-format counts the columns of Arabic letters wrongly, anew each time. */
/* clang-format off */

/* Running text that is nothing but itself. */
#define BODY                                                                                       \
    "The delegations met on Monday and spoke for three hours.\n"                                   \
    "Nobody would say afterwards what had been agreed, if anything was.\n"
#define BODY_FA \
    "هیئت‌ها روز دوشنبه با یکدیگر دیدار کردند و سه ساعت گفت‌وگو شد.\n" \
    "پس از آن کسی نگفت که بر سر چه چیزی توافق شده است.\n"

static void a_short_first_line_is_the_headline(void **state)
{
    (void)state;
    assert_marks("Talks open in Astana\n\n" BODY, "headline [Talks open in Astana]\n");
    assert_marks("\n\n## Talks open in Astana ##\n" BODY, "headline [Talks open in Astana]\n");
    assert_marks("**Talks open in Astana**\n" BODY, "headline [Talks open in Astana]\n");
    assert_marks("\xEF\xBB\xBFTalks open in Astana\r\n\r\n" BODY,
                 "headline [Talks open in Astana]\n");
    assert_marks("# Talks\n" BODY, "headline [Talks]\n");
}

static void what_is_no_headline_is_not_marked(void **state)
{
    (void)state;
    assert_marks("", "");
    assert_marks("\n \n\t\n", "");
    assert_marks("Talks open in Astana", "");
    assert_marks(BODY, "");
    assert_marks("- Talks open in Astana\n- " BODY, "");
    assert_marks("Talks\n" BODY, "");
    assert_marks("#astana #syria: tweets of today.\n" BODY, "");
    assert_marks("yes\nno\n", "");
}

static void a_headline_said_again_is_a_repeat(void **state)
{
    (void)state;
    assert_marks("Talks open\nTalks open\nOther line here\n**Talks  open**\n" BODY,
                 "headline [Talks open]\n"
                 "repeat [Talks open] of [Talks open]\n"
                 "repeat [Talks  open] of [Talks open]\n");
    /* In another spelling: with and without ZWNJ, Arabic and Persian letters. */
    assert_marks("آتش‌بس در سوریه\n\nآتش بس در سوريه\n\n" BODY_FA,
                 "headline [آتش‌بس در سوریه]\n"
                 "repeat [آتش بس در سوريه] of [آتش‌بس در سوریه]\n");
}

static void a_headline_glued_to_itself_is_a_repeat(void **state)
{
    (void)state;
    assert_marks("Talks open again in AstanaTalks open again in Astana\n" BODY,
                 "headline [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana] of [Talks open again in Astana]\n");
    assert_marks("Talks open again in Astana\n"
                 "Talks open again in AstanaTalks open again in AstanaTalks open again in Astana\n"
                 "Talks open again in Astana\n" BODY,
                 "headline [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana] of [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana] of [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana] of [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana] of [Talks open again in Astana]\n");
    assert_marks("مذاکرات صلح در آستانه آغاز شدمذاکرات صلح در آستانه آغاز شد\n" BODY_FA,
                 "headline [مذاکرات صلح در آستانه آغاز شد]\n"
                 "repeat [مذاکرات صلح در آستانه آغاز شد] of [مذاکرات صلح در آستانه آغاز شد]\n");
}

#define PHRASE "Talks open again in Astana"
#define PHRASE_8 PHRASE PHRASE PHRASE PHRASE PHRASE PHRASE PHRASE PHRASE
#define REPEAT_OF_PHRASE "repeat [" PHRASE "] of [" PHRASE "]\n"
#define REPEATS_7                                                                                  \
    REPEAT_OF_PHRASE REPEAT_OF_PHRASE REPEAT_OF_PHRASE REPEAT_OF_PHRASE REPEAT_OF_PHRASE           \
        REPEAT_OF_PHRASE REPEAT_OF_PHRASE

static void a_line_filled_with_a_phrase_holds_no_repeats(void **state)
{
    (void)state;
    /* Eight copies are the most that pass for an accident. */
    assert_marks("The hall was full.\n" PHRASE_8 "\n" BODY, REPEATS_7);
    assert_marks("The hall was full.\n" PHRASE_8 PHRASE "\n" BODY, "");
    /* So with a headline. */
    const char headline[] = "headline [" PHRASE "]\n";
    assert_marks(PHRASE_8 "\n" BODY, "headline [" PHRASE "]\n" REPEATS_7);
    assert_marks(PHRASE "\n" PHRASE_8 "\n" BODY,
                 "headline [" PHRASE "]\n" REPEATS_7 REPEAT_OF_PHRASE);
    assert_marks(PHRASE "\n" PHRASE_8 PHRASE "\n" BODY, headline);
    assert_marks(PHRASE "\n" PHRASE_8 "The delegations met on Monday.\n" BODY,
                 "headline [" PHRASE "]\n" REPEATS_7 REPEAT_OF_PHRASE);
    assert_marks(PHRASE "\n" PHRASE_8 PHRASE "The delegations met on Monday.\n" BODY, headline);
}

static void a_headline_glued_to_the_lead_is_a_repeat(void **state)
{
    (void)state;
    assert_marks("Talks open again in Astana\n"
                 "Talks open again in AstanaThe delegations met on Monday.\n" BODY,
                 "headline [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana] of [Talks open again in Astana]\n");
    assert_marks("Talks open again in Astana\n"
                 "Talks open again in Astana. The delegations met on Monday.\n" BODY,
                 "headline [Talks open again in Astana]\n"
                 "repeat [Talks open again in Astana.] of [Talks open again in Astana]\n");
    /* A sentence that begins with the same words is a sentence. */
    assert_marks("Talks open again in Astana\n"
                 "Talks open again in Astana on Monday, the delegations said.\n" BODY,
                 "headline [Talks open again in Astana]\n");
    assert_marks("وزیران ایران و روسیه دیدار کرد\n"
                 "وزیران ایران و روسیه دیدار کردند و درباره سوریه گفت‌وگو شد.\n" BODY_FA,
                 "headline [وزیران ایران و روسیه دیدار کرد]\n");
}

static void a_headline_fused_with_the_article_ends_where_that_opens(void **state)
{
    (void)state;
    assert_marks("آغاز بررسی لایحه بودجه در مجلسبه گزارش ایرنا، هیئت دولت امروز جلسه داشت. پس از آن "
                 "کسی نگفت که بر سر چه چیزی توافق شده است.",
                 "headline [آغاز بررسی لایحه بودجه در مجلس]\nagency [به گزارش ایرنا،]\nnamed [ایرنا]\n");
    assert_marks("وزیر خارجه امروز به گزارش ایرنا، در مجلس بود و سخنی نگفت و پس از آن کسی نگفت که "
                 "بر سر چه چیزی توافق شده است و چه کسی آن را امضا کرده است.", "");
    assert_marks("روزنامه شهر روز یکشنبه گزارش داد که هیئت دولت جلسه داشت. پس از آن کسی نگفت که بر سر چه "
                 "چیزی توافق شده است و چه کسی آن را امضا کرده است.",
                 "");
    assert_marks("این شبکه پس از مصاحبه گزارش می‌دهد که هیئت دولت جلسه داشت. پس از آن کسی نگفت که بر سر چه "
                 "چیزی توافق شده است و چه کسی آن را امضا کرده است.",
                 "");
}

static void a_headline_glued_to_itself_and_the_text_ends_where_that_begins(void **state)
{
    (void)state;
    assert_marks("آغاز بررسی لایحه بودجه در مجلسآغاز بررسي لايحه بودجه در مجلسهیئت دولت امروز جلسه داشت. پس از آن "
                 "کسی نگفت که بر سر چه چیزی توافق شده است.",
                 "headline [آغاز بررسی لایحه بودجه در مجلس]\n"
                 "repeat [آغاز بررسي لايحه بودجه در مجلس] of [آغاز بررسی لایحه بودجه در مجلس]\n");
    assert_marks("آغاز بررسی لایحه بودجه در مجلسآغاز بررسی لایحه بودجه در مجلسایسنا/سمنان هیئت دولت امروز جلسه داشت.",
                 "headline [آغاز بررسی لایحه بودجه در مجلس]\n"
                 "repeat [آغاز بررسی لایحه بودجه در مجلس] of [آغاز بررسی لایحه بودجه در مجلس]\n"
                 "agency [ایسنا/سمنان]\nnamed [ایسنا]\n");
    assert_marks("چه کسی بودجه را نوشت؟چه کسی بودجه را نوشت؟هیئت دولت امروز جلسه داشت.",
                 "headline [چه کسی بودجه را نوشت؟]\n"
                 "repeat [چه کسی بودجه را نوشت؟] of [چه کسی بودجه را نوشت؟]\n");
    /* Who calls twice leaves a space. */
    assert_marks("Give us bread for all. Give us bread for all. The crowd went on until the evening "
                 "came and nobody would answer it.",
                 "");
}

/* A text whose first paragraph opens so, and what is marked in it. */
static void assert_opening(const char *opening, const char *name)
{
    char text[1024];
    char expected[512];
    snprintf(text, sizeof text, "%s لاوروف گفت که گفت‌وگوها سه ساعت به درازا کشید.\n\n" BODY_FA, opening);
    snprintf(expected, sizeof expected, "agency [%s]\n%s%s%s", opening, name[0] ? "named [" : "",
             name, name[0] ? "]\n" : "");
    assert_marks(text, expected);
}

static void the_opening_words_of_agency_copy_are_marked(void **state)
{
    (void)state;
    assert_opening("به گزارش ایسنا،", "ایسنا");
    assert_opening("به گزارش ايسنا", "ايسنا");
    assert_opening("و به گزارش ایسنا به نقل از رویترز،", "ایسنا");
    assert_opening("به گزارش خبرنگار مهر از تهران،", "مهر");
    assert_opening("به گزارش خبرنگار اقتصادی خبرگزاری فارس،", "فارس");
    assert_opening("به گزارش گروه بین‌الملل خبرگزاری تسنیم؛", "تسنیم");
    assert_opening("به گزارش خبرگزاری هرات‌پرس،", "هرات‌پرس");
    assert_opening("به گزارش خبرگزاری دانشجویان ایران (ایسنا)،", "ایسنا");
    assert_opening("به گزارش روز سه شنبه ایرنا،", "ایرنا");
    assert_opening("به گزارش **آران نیوز**،", "آران نیوز");
    assert_opening("به گزارش صبح‌نیوز،", "صبح‌نیوز");
    assert_opening("تهران - ایرنا -", "ایرنا");
    assert_opening("تهران- ایرنا-", "ایرنا");
    assert_opening("خبرگزاری فارس- گروه سینما:", "فارس");
    assert_opening("ایلنا نوشت:", "ایلنا");
    assert_opening("ایسنا/خراسان", "ایسنا");
    assert_opening("(رويترز) -", "رويترز");
    assert_opening("دمشق (سانا) –", "سانا");
    assert_opening("بيروت - أ ف ب:", "أ ف ب");
    assert_opening("بيروت (أ.ف.ب) -", "أ.ف.ب");
    assert_opening("دمشق - وكالة سبأ -", "سبأ");
    assert_opening("تونس 11 ديسمبر 2016 (وات) -", "وات");
    assert_opening("BEIRUT (AP) —", "AP");
    assert_opening("BEIRUT, May 4 (Reuters) -", "Reuters");
    assert_opening("MOSCOW, May 4 /TASS/.", "TASS");
    assert_opening("BEIRUT (XYZ) —", "XYZ");
}

static void who_is_quoted_is_no_agency(void **state)
{
    (void)state;
    static const char *const openings[] = {
        "به گزارش سازمان ملل،", "به گزارش استاندار فارس،", "به گزارش پلیس تهران،",
        "به گزارش روابط عمومی دانشگاه،", "به گزارش وزارت خارجه روسیه،",
        "به گزارش خبرنگاران بدون مرز،", "به گزارش",
        "به گزارش وزیر خارجه به نقل از ایسنا،", "حلب (سوریه) -", "Aleppo (SDF) -",
        "دمشق - حلب -", "مهر و آبان -", "AUTO (22) -"};
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s لاوروف گفت که گفت‌وگوها سه ساعت به درازا کشید.\n\n" BODY_FA, openings[i]);
        assert_marks(text, "");
    }
}

static void an_agency_opens_the_story_and_nothing_else(void **state)
{
    (void)state;
    /* On a line of its own it is no headline. */
    assert_marks("دمشق-سانا\n\n" BODY_FA, "agency [دمشق-سانا]\nnamed [سانا]\n");
    /* After a lead that is glued to it, but not further down. */
    assert_marks("هیئت‌ها دیدار کردند.به گزارش ایسنا، سه ساعت گفت‌وگو شد.\n\n" BODY_FA,
                 "agency [به گزارش ایسنا،]\nnamed [ایسنا]\n");
    assert_marks(BODY BODY_FA "به گزارش ایسنا، سه ساعت گفت‌وگو شد.\n", "");
}

static void a_paragraph_that_says_nearly_the_same_is_near(void **state)
{
    (void)state;
#define SAID                                                                                       \
    "The delegations of the three states met on Monday in Astana and spoke for three hours about " \
    "the exchange of prisoners, the borders of the zones and the way to the north of the city, "
    /* A word left out, another one put in. */
    assert_marks(SAID "said the minister.\n\n" BODY "\n" SAID "said the old minister.\n",
                 "near [" SAID "said the old minister.] of [" SAID "said the minister.]\n");
    /* What says all of it and as much again is no repeat. */
    assert_marks(SAID "said the minister.\n\n" BODY "\n" SAID "said the minister, and nobody in the "
                 "room knew at that time what would come of it or who was to sign, or whether "
                 "the others would come back when the week was over and the snow had gone.\n",
                 "");
    /* A form that is filled in again. */
    assert_marks("On Monday the bank sold 12 million dollars at a price of 3 liras and 40 piasters.\n\n"
                 "On Sunday the bank sold 15 million dollars at a price of 4 liras and 10 piasters.\n\n" BODY,
                 "");
    /* Short ones say little. */
    assert_marks("The minister said that he would not answer them.\n\n" BODY "\n"
                 "The minister said that he would not answer.\n",
                 "");
#undef SAID
}

static void a_paragraph_said_again_is_a_repeat(void **state)
{
    (void)state;
    assert_marks("Talks open in Astana\n\nThe delegations met for three hours.\n\n"
                 "Nobody would speak.\n\n> The delegations met  for three hours\n\n" BODY,
                 "headline [Talks open in Astana]\n"
                 "repeat [The delegations met  for three hours] of "
                 "[The delegations met for three hours.]\n");
    /* Hard-wrapped in two ways. */
    assert_marks("Talks open in Astana\n\nThe delegations met\nfor three hours.\n\n"
                 "The delegations met for\nthree hours.\n\n" BODY,
                 "headline [Talks open in Astana]\n"
                 "repeat [The delegations met for\nthree hours.] of "
                 "[The delegations met\nfor three hours.]\n");
}

static void short_lines_said_again_are_no_repeats(void **state)
{
    (void)state;
    assert_marks("Talks open in Astana\n\n" BODY "Yes.\nNo.\nYes.\n- logo\n- logo\n"
                 "Yes, he said.\nYes, he said.\n* * *\n* * *\n" BODY_FA,
                 "headline [Talks open in Astana]\n");
    assert_marks("Talks open in Astana\n\nHa ha ha ha ha ha ha ha ha ha ha ha.\n" BODY,
                 "headline [Talks open in Astana]\n");
    /* Numbers differ by their points. */
    assert_marks("Talks open in Astana\n\nThe price of bread was 1.25 on Monday.\n"
                 "The price of bread was 12.5 on Monday.\n" BODY,
                 "headline [Talks open in Astana]\n");
}

static void source_lines_are_bylines(void **state)
{
    (void)state;
    assert_marks(
        "گفت‌وگو در آستانه\n" BODY_FA "منبع: ایسنا\n",
        "headline [گفت‌وگو در آستانه]\nbyline [منبع: ایسنا]\nsource [ایسنا]\n");
    assert_marks("محادثات في أستانة\n" BODY_FA "المصدر : وكالة رويترز.\n",
                 "headline [محادثات في أستانة]\nbyline [المصدر : وكالة رويترز.]\n"
                 "source [وكالة رويترز]\n");
    assert_marks("Talks open\n" BODY "**Source:** Reuters\n",
                 "headline [Talks open]\nbyline [Source:** Reuters]\nsource [Reuters]\n");
    assert_marks("Source: Reuters\nTalks open\n" BODY,
                 "byline [Source: Reuters]\nheadline [Talks open]\nsource [Reuters]\n");
    assert_marks("گفت‌وگو در آستانه\n" BODY_FA "به نقل از ایرنا\n",
                 "headline [گفت‌وگو در آستانه]\nbyline [به نقل از ایرنا]\nsource [ایرنا]\n");
    /* Not every line with the word is one. */
    assert_marks("Talks open\n" BODY "Source-based reports came late\n", "headline [Talks open]\n");
    assert_marks("گفت‌وگو در آستانه\n" BODY_FA
                 "منبعی آگاه در وزارت خارجه این خبر را رد کرد.\n",
                 "headline [گفت‌وگو در آستانه]\n");
    assert_marks("Talks open\n" BODY
                 "Source: the man who opened the door of the hall where all of them were to meet "
                 "said that nobody came.\n",
                 "headline [Talks open]\n");
}

static void site_footers_are_marked_to_the_end(void **state)
{
    (void)state;
    assert_marks("Talks open\n" BODY "Related Stories\n\nNo stories found.\nlogo\n"
                 "The Example Times\nwww.example.com\n",
                 "headline [Talks open]\nfooter [Related Stories\n\nNo stories found.\nlogo\n"
                 "The Example Times\nwww.example.com]\nsource [The Example Times]\n");
    assert_marks(
        "گفت‌وگو در آستانه\n" BODY_FA "منبع: ایسنا\nانتهای پیام/۱۲۳\n",
        "headline [گفت‌وگو در آستانه]\nbyline [منبع: ایسنا]\nfooter [انتهای پیام/۱۲۳]\n"
        "source [ایسنا]\n");
    assert_marks("محادثات في أستانة\n" BODY_FA "اقرأ أيضًا:\nمحادثات جنيف\n© 2017 example.com. All rights reserved.\n",
                 "headline [محادثات في أستانة]\nfooter [اقرأ أيضًا:\nمحادثات جنيف\n"
                 "© 2017 example.com. All rights reserved.]\n");
    assert_marks("گفت‌وگو در آستانه\n" BODY_FA "وی سخنی نگفت. انتهای پیام/\n",
                 "headline [گفت‌وگو در آستانه]\nfooter [انتهای پیام/]\n");
    assert_marks(
        "گفت‌وگو در آستانه\n" BODY_FA "منبع: ایسنا انتهای پیام\n",
        "headline [گفت‌وگو در آستانه]\nbyline [منبع: ایسنا]\nfooter [انتهای پیام]\n"
        "source [ایسنا]\n");
}

static void a_label_before_running_text_is_no_footer(void **state)
{
    (void)state;
    assert_marks("Talks open\nThe hall was full on Monday.\nRead more\n" BODY,
                 "headline [Talks open]\n");
    assert_marks("All rights reserved\n", "");
}

static void a_lead_is_marked_only_where_it_is_sure(void **state)
{
    (void)state;
    assert_marks(
        "گفت‌وگو در آستانه\n\nهیئت‌های سه کشور روز دوشنبه در آستانه با یکدیگر دیدار کردند.\n\nبه گزارش ایرنا، گفت‌وگوها سه ساعت به درازا کشید.\n\n" BODY_FA,
        "headline [گفت‌وگو در آستانه]\nlead [هیئت‌های سه کشور روز دوشنبه در آستانه با یکدیگر دیدار کردند.]\nagency [به گزارش ایرنا،]\nnamed [ایرنا]\n");
    assert_marks("Talks open in Astana\n\nThe delegations of three states met for three hours.\n\n"
                 "The delegations of three states met for three hours.\n\n" BODY,
                 "headline [Talks open in Astana]\n"
                 "lead [The delegations of three states met for three hours.]\n"
                 "repeat [The delegations of three states met for three hours.] of "
                 "[The delegations of three states met for three hours.]\n");
    assert_marks(
        "Talks open in Astana\n\nThe delegations of three states met for three hours.\n\n" BODY,
        "headline [Talks open in Astana]\n");
}

static void line_ends_of_all_kinds_part_lines(void **state)
{
    (void)state;
    assert_marks("Talks open\r\nTalks open\rTalks open\n\r\n" BODY,
                 "headline [Talks open]\nrepeat [Talks open] of [Talks open]\n"
                 "repeat [Talks open] of [Talks open]\n");
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    (void)state;
    rsd_regions regions = {0};
    rsd_error err = {0};
    assert_int_equal(rsd_clean(&regions, "", RSD_MAX_SOURCE + 1, &err), RSD_ERR_LIMIT);
    assert_int_equal(regions.len, 0);
    rsd_regions_free(&regions);
    rsd_regions_free(NULL);
}

/* ---- Any bytes ---- */

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(random_state >> 33) % n;
}

static void any_bytes_give_sound_regions(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        " ",
        "# ",
        "**",
        "> ",
        "- ",
        "\t",
        "\xEF\xBB\xBF",
        "Talks open again in Astana",
        "Talks open again in Astana",
        "مذاکرات صلح در آستانه آغاز شد",
        "مذاكرات صلح در آستانه آغاز شد",
        "آتش‌بس",
        "آتش بس",
        "\xD8",
        "\xFF",
        "\xE2\x80",
        "\xF0\x9F\x98\x80",
        "منبع: ",
        "به نقل از ",
        "Source: ",
        "ایسنا",
        "انتهای پیام",
        "Related Stories",
        "logo",
        "www.example.com",
        "©",
        ".",
        "؟",
        "!",
        ":",
        "12",
        "1.5",
        "e\xCC\x81",
        "لا",
        "ﻻ",
        "ﷲ",
        "The delegations of three states met for three hours.",
        "به گزارش ایرنا",
        "تهران - ",
        "(سانا) –",
        "BEIRUT (AP)",
        "\xC2\xA0",
        "\xE2\x80\x8C",
        "ـــ",
        "یک جمله که به خودی خود معنایی دارد و تمام می‌شود.",
        "\x1B[1m",
        "ß",
        "İ"};
    char text[4096];
    char out[65536];
    for (random_state = 1; random_state < 6000; random_state++) {
        const uint64_t seed = random_state;
        size_t n = 0;
        for (uint32_t left = random_below(40); left > 0; left--) {
            const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
            if (random_below(60) == 0) {
                text[n++] = '\0';
            }
            if (random_below(4) == 0) {
                text[n++] = '\n';
            }
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        describe(text, n, out, sizeof out);
        random_state = seed;
    }
}

/* clang-format on */

static void hostile_sizes_are_quick(void **state)
{
    (void)state;
    enum { SIZE = 4 << 20 };
    static const char *const fills[] = {"a",
                                        "\n",
                                        "a\n",
                                        "# ",
                                        "* ",
                                        "\xFF",
                                        "ab ab ab ab ab ab ab. ",
                                        "The same line of text.\n",
                                        "a b c d e f g h i j k l m n\n\n",
                                        "آتش‌بس ",
                                        "\n\n© ",
                                        "> > > "};
    char *text = rsd_alloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++) {
        size_t len = strlen(fills[i]);
        for (size_t at = 0; at < SIZE; at++) {
            text[at] = fills[i][at % len];
        }
        rsd_regions regions = {0};
        assert_int_equal(rsd_clean(&regions, text, SIZE, NULL), RSD_OK);
        rsd_regions_free(&regions);
    }
    rsd_free(text);
}

/* Fills text[0..size) with whole copies of piece. How many bytes they are. */
static size_t fill(char *text, size_t size, const char *piece)
{
    const size_t len = strlen(piece);
    size_t n = 0;
    for (; n + len <= size; n += len) {
        memcpy(text + n, piece, len);
    }
    return n;
}

static void a_phrase_without_end_is_quick(void **state)
{
    (void)state;
    enum { SIZE = 4 << 20 };
    static const char *const ends[] = {"", "The delegations met on Monday.", "\n" PHRASE PHRASE};
    char *text = rsd_alloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < 2 * (sizeof ends / sizeof ends[0]); i++) {
        const char *end = ends[i / 2];
        size_t n = i % 2 == 0 ? 0 : fill(text, sizeof PHRASE, PHRASE "\n");
        n += fill(text + n, SIZE - n - strlen(end), PHRASE);
        memcpy(text + n, end, strlen(end));
        n += strlen(end);
        rsd_regions regions = {0};
        assert_int_equal(rsd_clean(&regions, text, n, NULL), RSD_OK);
        assert_true(regions.len <= 3);
        rsd_regions_free(&regions);
    }
    /* A line full of it, then many lines of it. */
    size_t n = fill(text, SIZE / 2, PHRASE);
    text[n++] = '\n';
    n += fill(text + n, SIZE - n, PHRASE "\n");
    rsd_regions regions = {0};
    assert_int_equal(rsd_clean(&regions, text, n, NULL), RSD_OK);
    rsd_regions_free(&regions);
    rsd_free(text);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    static const char text[] =
        "Talks open again in Astana\nTalks open again in AstanaTalks open again in Astana\n"
        "Talks open again in AstanaThe delegations of three states met for three hours.\n\n"
        "The delegations of three states met\nfor three hours.\n\n"
        "The delegations of three states met\nfor three hours.\n\n" BODY
        "به گزارش خبرنگار مهر از تهران، وی سخنی نگفت.\n\n"
        "The delegations met on Monday in the hall of the town and spoke for three long hours.\n\n"
        "The delegations met on Monday in the hall of the town and spoke for three hours.\n\n"
        "منبع: ایسنا\nوی سخنی نگفت. انتهای پیام\nlogo\n";
    for (int forever = 0; forever < 2; forever++) {
        uint64_t at = 0;
        rsd_status status;
        do {
            rsd_regions regions = {0};
            rsd_error err = {0};
            rsd_fault_alloc(++at, forever == 1);
            status = rsd_clean(&regions, text, sizeof text - 1, &err);
            rsd_fault_alloc(0, false);
            assert_true(status == RSD_OK || status == RSD_ERR_NOMEM);
            if (status != RSD_OK) {
                assert_int_equal(regions.len, 0);
                assert_int_equal(err.status, RSD_ERR_NOMEM);
            }
            rsd_regions_free(&regions);
        } while (status != RSD_OK);
        assert_true(at > 10);
    }
}

/* ---- The five articles of RASAD_SHARED, where they are ---- */

typedef struct expected_article {
    const char *name; /* its beginning */
    size_t headlines, repeats, near, bylines, footers;
    const char *headline_start; /* the bytes it begins with */
    const char *source;
    const char *agency;
} expected_article;

static bool find_seed(const char *name, rsd_buf *text)
{
    const char *shared = getenv("RASAD_SHARED");
    char pattern[4096];
    snprintf(pattern, sizeof pattern, "%s/seeds/%s*", shared != NULL ? shared : "../shared", name);
    glob_t found;
    bool read = glob(pattern, 0, NULL, &found) == 0 &&
                rsd_read_file(found.gl_pathv[0], RSD_MAX_SOURCE, text, NULL) == RSD_OK;
    if (!read) {
        print_message("skipped: %s is not there (set RASAD_SHARED)\n", pattern);
    }
    globfree(&found);
    return read;
}

static void five_articles_are_marked_as_a_reader_would(void **state)
{
    (void)state;
    static const expected_article articles[] = {
        {"000_", 1, 0, 0, 0, 0, "لاوروف:", "", "آران نیوز"},
        {"001_", 1, 1, 0, 0, 0, "آستانه ایران", "", ""},
        {"002_", 1, 2, 0, 1, 0, "المعلم:", "ایسنا", ""},
        {"003_", 1, 3, 0, 0, 1, "روسيا وإيران", "إرم نيوز", ""},
        {"004_", 1, 0, 1, 0, 0, "دستاورد همکاری", "", "آران نیوز"},
    };
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        const expected_article *expected = &articles[i];
        rsd_buf text = {0};
        if (!find_seed(expected->name, &text)) {
            skip();
        }
        rsd_regions regions = {0};
        assert_int_equal(rsd_clean(&regions, text.data, text.len, NULL), RSD_OK);
        assert_sound(&regions, text.data, text.len);
        size_t counts[RSD_REGION_AGENCY + 1] = {0};
        size_t near = 0;
        for (size_t r = 0; r < regions.len; r++) {
            const rsd_region *at = &regions.items[r];
            counts[at->kind]++;
            if (at->kind == RSD_REGION_HEADLINE) {
                assert_memory_equal(text.data + at->start, expected->headline_start,
                                    strlen(expected->headline_start));
            }
            near += at->kind == RSD_REGION_REPEAT && at->similarity < 100;
            if (at->kind == RSD_REGION_REPEAT && at->similarity == 100) {
                /* All but the near ones are verbatim in these articles. */
                assert_int_equal(at->end - at->start, at->of_end - at->of_start);
                assert_memory_equal(text.data + at->start, text.data + at->of_start,
                                    at->end - at->start);
            }
        }
        assert_int_equal(counts[RSD_REGION_HEADLINE], expected->headlines);
        assert_int_equal(counts[RSD_REGION_REPEAT] - near, expected->repeats);
        assert_int_equal(near, expected->near);
        assert_int_equal(counts[RSD_REGION_BYLINE], expected->bylines);
        assert_int_equal(counts[RSD_REGION_FOOTER], expected->footers);
        assert_int_equal(regions.byline_end - regions.byline_start, strlen(expected->source));
        assert_memory_equal(text.data + regions.byline_start, expected->source,
                            strlen(expected->source));
        assert_int_equal(regions.agency_end - regions.agency_start, strlen(expected->agency));
        assert_memory_equal(text.data + regions.agency_start, expected->agency,
                            strlen(expected->agency));
        rsd_regions_free(&regions);
        rsd_buf_free(&text);
    }
}

/* Each of the many lines asks for the end of the first copy in the long one. */
static void many_repeats_of_a_long_glued_line_take_no_time(void **state)
{
    (void)state;
    static const char said[] = "one two three four";
    enum { GAP = 1 << 20, LINES = 20000 };
    rsd_buf text = {0};
    rsd_regions regions = {0};
    assert_int_equal(rsd_buf_add(&text, said, sizeof said - 1), RSD_OK);
    for (int i = 0; i < GAP; i++) {
        assert_int_equal(rsd_buf_add(&text, "- ", 2), RSD_OK);
    }
    for (int i = 0; i < LINES; i++) {
        assert_int_equal(rsd_buf_add(&text, said, sizeof said - 1), RSD_OK);
        assert_int_equal(rsd_buf_add(&text, "\n\n", 2), RSD_OK);
    }
    assert_int_equal(rsd_clean(&regions, text.data, text.len, NULL), RSD_OK);
    assert_true(regions.len >= LINES - 1);
    rsd_regions_free(&regions);
    rsd_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_first_line_is_the_headline),
        cmocka_unit_test(what_is_no_headline_is_not_marked),
        cmocka_unit_test(a_headline_said_again_is_a_repeat),
        cmocka_unit_test(a_headline_glued_to_itself_is_a_repeat),
        cmocka_unit_test(a_line_filled_with_a_phrase_holds_no_repeats),
        cmocka_unit_test(a_headline_glued_to_the_lead_is_a_repeat),
        cmocka_unit_test(a_headline_fused_with_the_article_ends_where_that_opens),
        cmocka_unit_test(a_headline_glued_to_itself_and_the_text_ends_where_that_begins),
        cmocka_unit_test(the_opening_words_of_agency_copy_are_marked),
        cmocka_unit_test(who_is_quoted_is_no_agency),
        cmocka_unit_test(an_agency_opens_the_story_and_nothing_else),
        cmocka_unit_test(a_paragraph_that_says_nearly_the_same_is_near),
        cmocka_unit_test(a_paragraph_said_again_is_a_repeat),
        cmocka_unit_test(short_lines_said_again_are_no_repeats),
        cmocka_unit_test(many_repeats_of_a_long_glued_line_take_no_time),
        cmocka_unit_test(source_lines_are_bylines),
        cmocka_unit_test(site_footers_are_marked_to_the_end),
        cmocka_unit_test(a_label_before_running_text_is_no_footer),
        cmocka_unit_test(a_lead_is_marked_only_where_it_is_sure),
        cmocka_unit_test(line_ends_of_all_kinds_part_lines),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
        cmocka_unit_test(any_bytes_give_sound_regions),
        cmocka_unit_test(hostile_sizes_are_quick),
        cmocka_unit_test(a_phrase_without_end_is_quick),
        cmocka_unit_test(every_failed_allocation_is_reported),
        cmocka_unit_test(five_articles_are_marked_as_a_reader_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
