/* test_clitics.c: the clitics of Arabic words: agreement with words cut by hand, guards, spans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rasad.h"
#include "text/lemma.h"

/* The word with + after each proclitic and - before the pronoun. */
static void mark_clitics(const char *s, rsd_buf *out)
{
    const rsd_word_clitics found = rsd_clitics_of(s, strlen(s));
    uint32_t from = 0;
    out->len = 0;
    for (uint32_t i = 0; i < found.count; i++) {
        assert_int_equal(rsd_buf_add(out, s + from, found.proclitics[i] - from), RSD_OK);
        assert_int_equal(rsd_buf_add(out, "+", 1), RSD_OK);
        from = found.proclitics[i];
    }
    assert_int_equal(from, found.stem_start);
    assert_int_equal(rsd_buf_add(out, s + from, found.stem_end - from), RSD_OK);
    if (s[found.stem_end] != '\0') {
        assert_int_equal(rsd_buf_add(out, "-", 1), RSD_OK);
        assert_int_equal(rsd_buf_add(out, s + found.stem_end, strlen(s) - found.stem_end), RSD_OK);
    }
}

/* Words of Arabic news as they come, drawn at random (more of those that begin with one of the
 * letters وفبلكس) and cut by hand before the rules were written, and some that trap. */
/* clang-format off */
static const char *const GOLD[] = {
    "و+جميع-هم", "و+إيقاف-هما", "سفك", "ف+ال+رديف", "و+أضاف", "و+ابتلع", "ب+بعض", "و+ال+فيزياء",
    "و+ال+اممية", "و+قرار", "سلطة", "سبتمبر", "و+انتقل", "فرضت", "بيان-ه", "بوزيد", "و+ال+غاز",
    "ل+مراسل", "و+كتب", "ف+لا", "و+قال", "كوريا", "ب+ال+منستير", "ب+حوزت-هما", "سعيدًا",
    "ل+نفس-ه", "كان", "بوليتكا", "و+عرقلة", "ب+معتمدية", "كريس", "سرقة", "و+تداول-ها", "و+حجز",
    "ب+ال+محكمة", "فتيات", "س+تشكل", "و+خمسمائة", "سبورت", "بين", "س+تبث", "ب+أن", "فقط",
    "ب+تاريخ", "سنة", "في-ه", "ب+اتجاه", "سفيان", "و+جعلت", "فريق", "ب+فضل", "ل+دول", "وزن-ها",
    "ب+ال+مستشفى", "ب+ال+قباضة", "و+فوكس", "و+صباح", "ل+عدم", "و+تتيح", "بعد", "واترز", "و+آلة",
    "وقت", "و+أوتيك", "ل+ل+تلقيح", "و+ال+دولي", "ف+معتدلة", "ب+سوسة", "ب+شكل", "ل+ل+ناجين",
    "و+ال+بروبجندا", "و+ال+اجتماعية", "و+حفر", "فاز", "ب+تاجروين", "و+ال+جبهة", "لقد",
    "ل+تشويه-ها", "ل+دفع", "كما", "و+ال+عرقلة", "كوميديا", "ل+يغلق", "كانت", "ل+ل+توعية", "و+قد",
    "و+ال+تدخل", "و+معلمي-هم", "و+بينت", "و+التي", "ل+ل+مؤونة", "و+أن", "و+شدد", "و+كاد", "وفق",
    "لقي", "فاسدة", "ب+نسبة", "و+إعادة", "و+سحب", "لطيف", "ب+شدة", "ف+ان", "ب+ال+وردانين",
    "برامج", "ل+مهرجان", "فلاحية", "و+الذي", "بوش", "و+من", "و+ال+عفو", "وضعيات-هم", "واعدة",
    "ب+شحن", "و+ال+تسيب", "وزيرا", "وحيد", "لسنا", "كوال", "و+ال+رئيس", "و+تم", "و+ذلك",
    "ل+وسائل", "بلاسكو", "و+مع", "و+هي", "وزيرُ", "واحداً", "و+كذلك", "ب+غض", "و+يتدعم",
    "ل+ل+كثير", "بقرة", "و+رمي-ه", "هيئة", "ال+مهرب", "ال+إجتماعي", "جلب", "ال+رئاسي", "نوبل",
    "ال+رسمي", "قاد", "ال+بحرية", "اختراق", "تزن", "ال+أب", "توفير", "ذكر", "ال+وطني", "عنيفًا",
    "انقضاء", "نفس-ه", "ال+جهوية", "جيدة", "مهربة", "ال+دولية", "نتيجة", "ال+خبراء", "ال+أخيرة",
    "ال+بنوك", "تتضمن", "ال+سبت", "تدعم", "تيريزا", "ال+عام", "ال+صناديق", "مقابلة", "آخر",
    "طلبت", "حلول", "ال+سيارتين", "غير", "ال+ساعة", "ال+فوارة", "معقول", "معاملات-ها", "حول",
    "جوردان", "شبهًا", "ال+سياسي", "عون", "ال+حبيب", "أصيب", "ال+عقاريين", "تشغيل", "ال+نواب",
    "ال+وزارة", "تفعيل", "متن", "مطار", "مباراة", "ال+أمن", "ال+مقطع", "ال+شبه", "والد",
    "والدت-ه", "فرنسا", "بيروت", "كتاب", "لبنان", "باريس", "و+ب+ال+مدينة", "و+س+يكون",
    "ف+ل+ل+مدينة", "من-هم", "إلي-ه", "اتجاه", "متهم",
};
/* clang-format on */

/* The cuts of a marked word: bytes of the bare word before each, as bits. */
static uint64_t cuts_of(const char *marked, rsd_buf *bare)
{
    uint64_t cuts = 0;
    bare->len = 0;
    assert_int_equal(rsd_buf_add(bare, "", 0), RSD_OK);
    for (; *marked != '\0'; marked++) {
        if (*marked == '+' || *marked == '-') {
            cuts |= UINT64_C(1) << bare->len;
        } else {
            assert_int_equal(rsd_buf_add(bare, marked, 1), RSD_OK);
        }
    }
    return cuts;
}

static void should_agree_with_words_cut_by_hand(void **state)
{
    (void)state;
    enum { LEAST = 95 }; /* per cent */
    rsd_buf bare = {0};
    rsd_buf marked = {0};
    int right = 0;
    int found = 0;
    int gold = 0;
    for (size_t i = 0; i < sizeof GOLD / sizeof *GOLD; i++) {
        const uint64_t want = cuts_of(GOLD[i], &bare);
        mark_clitics(bare.data, &marked);
        const uint64_t got = cuts_of(marked.data, &bare);
        right += __builtin_popcountll(want & got);
        found += __builtin_popcountll(got);
        gold += __builtin_popcountll(want);
        if (want != got) {
            mark_clitics(bare.data, &marked);
            print_message("cut %s, by hand %s\n", marked.data, GOLD[i]);
        }
    }
    print_message("cuts: precision %.3f, recall %.3f (%d right, %d found, %d by hand)\n",
                  (double)right / found, (double)right / gold, right, found, gold);
    assert_true(right * 100 >= found * LEAST);
    assert_true(right * 100 >= gold * LEAST);
    rsd_buf_free(&marked);
    rsd_buf_free(&bare);
}

static void check(const char *marked)
{
    rsd_buf bare = {0};
    rsd_buf got = {0};
    cuts_of(marked, &bare);
    mark_clitics(bare.data, &got);
    assert_string_equal(got.data, marked);
    rsd_buf_free(&got);
    rsd_buf_free(&bare);
}

static void should_leave_whole_words_whole(void **state)
{
    (void)state;
    static const char *const words[] = {
        "والد", "وزير",   "وفد",    "وزارة",    "ولايات", "واشنطن", "فرنسا", "فلسطين", "فقط",
        "في",   "بيروت",  "بين",    "بريطانيا", "باريس",  "لبنان",  "لندن",  "لقاء",   "كتاب",
        "كان",  "كذلك",   "سوريا",  "سياسة",    "سيطرة",  "التي",   "الذين", "التزام", "المانيا",
        "الى",  "مواطنا", "قانونا", "مليونا",   "اتجاه",  "متهم",   "مياه",  "هذه"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        check(words[i]);
    }
}

static void should_cut_every_kind_of_clitic(void **state)
{
    (void)state;
    check("و+ال+وزير");
    check("ف+قال");
    check("و+وصف"); /* of two و one is the conjunction */
    check("و+ب+ال+قرب");
    check("و+س+يكون");
    check("س+تبدأ");
    check("ك+ال+عادة");
    check("و+ل+ل+معارضة");
    check("ل+اجتماع");
    check("قوات-ها");
    check("و+إن-هم");
    check("ب+أن-ه");
    check("حكومت-نا");
}

static void should_point_into_the_word_as_written(void **state)
{
    (void)state;
    check("و+ال+مُفاوَضات");
    check("وَ+الـ+مدينة");
    check("مَدينتَ-هُم");
    /* Persian letters of another keyboard, and what is no Arabic word. */
    check("و+ال+کتابی");
    check("");
    check("BBC");
    check("\xD9");
    check("ﻭﺍﻟﻤﺪﻳﻨﺔ"); /* presentation forms: display them first */
}

static void should_have_lists_in_order(void **state)
{
    (void)state;
    const struct {
        const char *const *words;
        size_t count;
    } lists[] = {{rsd_ar_whole, rsd_ar_whole_count},
                 {rsd_ar_common, rsd_ar_common_count},
                 {rsd_ar_closed, rsd_ar_closed_count},
                 {rsd_ar_joined, rsd_ar_joined_count},
                 {rsd_ar_short, rsd_ar_short_count}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (size_t k = 1; k < lists[i].count; k++) {
            assert_true(strcmp(lists[i].words[k - 1], lists[i].words[k]) < 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_leave_whole_words_whole),
        cmocka_unit_test(should_cut_every_kind_of_clitic),
        cmocka_unit_test(should_point_into_the_word_as_written),
        cmocka_unit_test(should_have_lists_in_order),
        cmocka_unit_test(should_agree_with_words_cut_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
