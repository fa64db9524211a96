/* test_repair.c: the repair of Persian spelling: cases by rule, and what holds of any text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rasad.h"

typedef struct pair {
    const char *in;
    const char *out;
} pair;

static void mend(const char *s, size_t n, bool everywhere, int min_confidence, rsd_buf *out)
{
    rsd_repairs repairs = {0};
    assert_int_equal(rsd_repair_styled(s, n, everywhere, &repairs, NULL), RSD_OK);
    assert_int_equal(rsd_repair_apply(s, n, &repairs, min_confidence, out, NULL), RSD_OK);
    rsd_repairs_free(&repairs);
}

/* Each text becomes what it should, and what it became stays. */
static void check_pairs(const pair *pairs, size_t count, bool everywhere, int min_confidence)
{
    for (size_t i = 0; i < count; i++) {
        rsd_buf once = {0};
        rsd_buf twice = {0};
        mend(pairs[i].in, strlen(pairs[i].in), everywhere, min_confidence, &once);
        assert_string_equal(once.data, pairs[i].out);
        mend(once.data, once.len, everywhere, min_confidence, &twice);
        assert_string_equal(twice.data, pairs[i].out);
        rsd_buf_free(&once);
        rsd_buf_free(&twice);
    }
}

#define CHECK_PAIRS(pairs, everywhere, min_confidence)                                             \
    check_pairs((pairs), sizeof(pairs) / sizeof *(pairs), (everywhere), (min_confidence))

static void should_join_the_prefix_of_verbs(void **state)
{
    (void)state;
    static const pair pairs[] = {
        {"میدهد", "می‌دهد"},
        {"نمیدانم", "نمی‌دانم"},
        {"می روم", "می‌روم"},
        {"نمی شود", "نمی‌شود"},
        {"میکردند", "می‌کردند"},
        {"می گوید که نمی تواند", "می‌گوید که نمی‌تواند"},
        {"میخواستند", "می‌خواستند"},
        {"برمیگردد", "برمی‌گردد"},
        {"برنمیگردد", "برنمی‌گردد"},
        {"درمیآید", "درمی‌آید"},
        {"بازمی گردند", "بازمی‌گردند"},
        {"فرامیگیرد", "فرامی‌گیرد"},
        {"میکردهاند", "می‌کرده‌اند"},
        {"می کرده اند", "می‌کرده‌اند"},
        {"میبینمش", "می‌بینمش"},
        {"می آیند", "می‌آیند"},
        {"میآید", "می‌آید"},
        {"میتوان گفت", "می‌توان گفت"},
        {"می باید رفت", "می‌باید رفت"},
        {"می\u200c شود", "می‌شود"},
        {"می\u00A0شود", "می‌شود"},
        {"ميدهد که کتاب", "مي‌دهد که کتاب"},
        {"می  رود", "می‌رود"},
        {"بر می‌دارم", "برمی‌دارم"},
        {"باز نمی گردد", "بازنمی‌گردد"},
        {"در میآورند", "درمی‌آورند"},
        {"باز می گوید", "باز می‌گوید"},
        {"میراند", "می‌راند"},
        {"میمیراند", "می‌میراند"},
        {"میفشاند", "می‌فشاند"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

static void should_join_the_plural(void **state)
{
    (void)state;
    static const pair pairs[] = {
        {"کتاب ها", "کتاب‌ها"},
        {"کتابها", "کتاب‌ها"},
        {"گروههای", "گروه‌های"},
        {"شهر ها", "شهرها"},
        {"شهرها", "شهرها"},
        {"نیرو های دولتی", "نیروهای دولتی"},
        {"خانههای", "خانه‌های"},
        {"خانه های ما", "خانه‌های ما"},
        {"کتابهایش", "کتاب‌هایش"},
        {"کتاب هایشان", "کتاب‌هایشان"},
        {"بخشهایی از شهر", "بخش‌هایی از شهر"},
        {"تالابها", "تالاب‌ها"},
        {"دلهاست", "دل‌هاست"},
        {"سازمان های بین المللی", "سازمان‌های بین‌المللی"},
        {"نامهای بزرگ", "نام‌های بزرگ"},
        {"سالهای جنگ", "سال‌های جنگ"},
        {"برخوردهای", "برخوردهای"},
        {"روزهای", "روزهای"},
        {"بندهای", "بندهای"},
        {"پردههای", "پرده‌های"},
        {"سالهای ۱۳۵۰", "سال‌های ۱۳۵۰"},
        {"جنگ ها و صلح ها", "جنگ‌ها و صلح‌ها"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

/* By custom plurals are glued, too: a text that kept its ZWNJs means to. */
static void should_respect_glued_plurals(void **state)
{
    (void)state;
    static const pair pairs[] = {
        {"کتابها می‌رسند", "کتابها می‌رسند"},
        {"سرمایه‌گذاریهای", "سرمایه‌گذاریهای"},
        {"کتابها\nمی‌رسند", "کتابها\nمی‌رسند"},
        {"کتابها میرسند", "کتاب‌ها می‌رسند"},
        {"کتابها و کتاب ها می‌رسند",
         "کتاب‌ها و کتاب‌ها می‌رسند"},
        {"کتابها و کتاب ها نمی‌رسند که می‌روند",
         "کتابها و کتاب‌ها نمی‌رسند که می‌روند"},
        {"خانههای می‌رسند", "خانه‌های می‌رسند"},
        {"سنگاندازیها می‌رسند و می‌روند",
         "سنگ‌اندازی‌ها می‌رسند و می‌روند"}};
    static const pair everywhere[] = {
        {"کشورها می‌رسند", "کشور‌ها می‌رسند"}};
    static const pair shown[] = {
        {"کتابها می‌رسند", "کتاب‌ها می‌رسند"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
    CHECK_PAIRS(everywhere, true, RSD_REPAIR_CONFIDENT);
    CHECK_PAIRS(shown, false, 0);
}

static void should_join_comparatives(void **state)
{
    (void)state;
    static const pair pairs[] = {{"بزرگ تر", "بزرگ‌تر"},
                                 {"بزرگتر", "بزرگ‌تر"},
                                 {"بزرگ تری", "بزرگ‌تری"},
                                 {"مهمترین", "مهم‌ترین"},
                                 {"مهم ترین", "مهم‌ترین"},
                                 {"سریعتر", "سریع‌تر"},
                                 {"زیبا تر", "زیباتر"},
                                 {"قویترین", "قوی‌ترین"},
                                 {"گسترده تر", "گسترده‌تر"},
                                 {"گستردهتر", "گسترده‌تر"},
                                 {"بزرگترینها", "بزرگ‌ترین‌ها"},
                                 {"شایسته ترین", "شایسته‌ترین"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

static void should_join_endings_after_a_silent_h(void **state)
{
    (void)state;
    static const pair pairs[] = {{"شدهاند", "شده‌اند"},
                                 {"شده اند", "شده‌اند"},
                                 {"نشده اند", "نشده‌اند"},
                                 {"کردهایم", "کرده‌ایم"},
                                 {"کرده ایم", "کرده‌ایم"},
                                 {"گفتهام", "گفته‌ام"},
                                 {"برداشته اند", "برداشته‌اند"},
                                 {"خانهای", "خانه‌ای"},
                                 {"خانه ای", "خانه‌ای"},
                                 {"منطقهای", "منطقه‌ای"},
                                 {"هسته ای", "هسته‌ای"},
                                 {"سهجانبهای", "سه‌جانبه‌ای"},
                                 {"سه جانبه ای", "سه‌جانبه‌ای"},
                                 {"خانوادهاش", "خانواده‌اش"},
                                 {"خانواده اش", "خانواده‌اش"},
                                 {"نامه ات", "نامه‌ات"},
                                 {"هنری اش", "هنری‌اش"},
                                 {"علاقه تان", "علاقه‌تان"},
                                 {"علاقهتان", "علاقه‌تان"},
                                 {"خانه ی ما", "خانه‌ی ما"},
                                 {"نیاوردهاند", "نیاورده‌اند"},
                                 {"نیافتهاند", "نیافته‌اند"},
                                 {"ناگفتهای", "ناگفته‌ای"},
                                 {"نوشیدنیای", "نوشیدنی‌ای"},
                                 {"سالهاش", "ساله‌اش"},
                                 {"زندگیات", "زندگی‌ات"},
                                 {"گسیختهاید", "گسیخته‌اید"},
                                 {"آماده اند", "آماده‌اند"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

static void should_join_compounds(void **state)
{
    (void)state;
    static const pair pairs[] = {{"آتشبس", "آتش‌بس"},
                                 {"آتش بس", "آتش‌بس"},
                                 {"آتشبسها", "آتش‌بس‌ها"},
                                 {"آتش بس های موقت", "آتش‌بس‌های موقت"},
                                 {"بین المللی", "بین‌المللی"},
                                 {"بینالمللی", "بین‌المللی"},
                                 {"گفت وگو", "گفت‌وگو"},
                                 {"گفتوگو", "گفت‌وگو"},
                                 {"گفتوگوهای", "گفت‌وگوهای"},
                                 {"پیش بینی", "پیش‌بینی"},
                                 {"پیشبینیهای", "پیش‌بینی‌های"},
                                 {"بهویژه", "به‌ویژه"},
                                 {"بهشدت", "به‌شدت"},
                                 {"هم چنین", "هم‌چنین"},
                                 {"همچنین", "همچنین"},
                                 {"نخست وزیر", "نخست‌وزیر"},
                                 {"نخستوزیر", "نخست‌وزیر"},
                                 {"رئیس جمهور", "رئیس‌جمهور"},
                                 {"صلحآمیز", "صلح‌آمیز"},
                                 {"صلح آمیز", "صلح‌آمیز"},
                                 {"مسالمت آمیز", "مسالمت‌آمیز"},
                                 {"سنگاندازیهای", "سنگ‌اندازی‌های"},
                                 {"سرمایهگذاری", "سرمایه‌گذاری"},
                                 {"سرمایه گذاری", "سرمایه‌گذاری"},
                                 {"تصمیم گیری", "تصمیم‌گیری"},
                                 {"شرکتکنندگان", "شرکت‌کنندگان"},
                                 {"نگران کننده", "نگران‌کننده"},
                                 {"عقبنشینی", "عقب‌نشینی"},
                                 {"شبهنظامیان", "شبه‌نظامیان"},
                                 {"شبه نظامیان", "شبه‌نظامیان"},
                                 {"بیدرنگ", "بی‌درنگ"},
                                 {"بی سابقه", "بی‌سابقه"},
                                 {"آیتالله", "آیت‌الله"},
                                 {"بیبیسی", "بی‌بی‌سی"},
                                 {"گوش به زنگ", "گوش‌به‌زنگ"},
                                 {"زیادهخواهان", "زیاده‌خواهان"},
                                 {"علیپور", "علی‌پور"},
                                 {"بیمعناست", "بی‌معناست"},
                                 {"سهشنبه", "سه‌شنبه"},
                                 {"سه شنبه", "سه‌شنبه"},
                                 {"پنجساله", "پنج‌ساله"},
                                 {"دستاندرکاران", "دست‌اندرکاران"},
                                 {"نیمهنهایی", "نیمه‌نهایی"},
                                 {"موجآفرینی", "موج‌آفرینی"},
                                 {"خشونت آمیز ترین", "خشونت‌آمیزترین"},
                                 {"اطلاعرسانی", "اطلاع‌رسانی"},
                                 {"بیت المقدس", "بیت‌المقدس"},
                                 {"موسیالرضا", "موسی‌الرضا"},
                                 {"بیحد", "بی‌حد"},
                                 {"بینهایت", "بی‌نهایت"},
                                 {"تکیهگاه", "تکیه‌گاه"},
                                 {"قطرهقطره", "قطره‌قطره"},
                                 {"پنجلیتری", "پنج‌لیتری"},
                                 {"بیستقلو", "بیستقلو"},
                                 {"سیام", "سی‌ام"},
                                 {"قابلتقدیر", "قابل‌تقدیر"},
                                 {"دوست دارند", "دوست دارند"},
                                 {"دولت گذار", "دولت گذار"},
                                 {"همدان", "همدان"},
                                 {"کمبود", "کمبود"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

static void should_leave_words_that_only_look_so(void **state)
{
    (void)state;
    static const char *const words[] = {
        "تنها",    "آنها",     "اینها",     "بها",         "علیها",    "انتهای",   "رها",
        "منها",    "دختر",     "دفتر",      "دکتر",        "بهتر",     "بیشتر",    "کمتر",
        "متر",     "بستر",     "کیلومتری",  "خاکستر",      "بهترین",   "دادگستری", "میز",
        "میان",    "میدان",    "میدانی",    "میهن",        "میلاد",    "میوه",     "میکروب",
        "میراث",   "میزبان",   "نمی",       "ماه می",      "پیام",     "قیام",     "ایام",
        "الهام",   "ادبیات",   "عملیات",    "حیات",        "بیمار",    "بیدار",    "بیرون",
        "بیان",    "بیست",     "قرآن",      "همکار",       "همسایه",   "همراه",    "نامهربان",
        "بدهکار",  "زندانی",   "دانشجو",    "تبریزی",      "کشاورزی",  "شاهنامه",  "دانشگاه",
        "پانزده",  "که ای",    "و ها",      "شهرها",       "کشورهای",  "به شدت",   "این که",
        "راه ای",  "می و جام", "او را دید", "نهایت",       "پرداخت",   "همه",      "سازمان",
        "شانگهای", "پیگیری",   "پلدختر",    "کوالالامپور", "بی بی سی", "سی ان ان", "بیاراسته",
        "برهاند",  "ترفندهای", "گنهکاران",  "پنجشنبه",     "زمزمه",    "روحیات",   "قابلیت",
        "بترسان",  "برنجاند",  "زیستگاه",   "طیور",        "ابیطالب",  "بی آن",    "بداختر"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pair same = {words[i], words[i]};
        check_pairs(&same, 1, false, RSD_REPAIR_CONFIDENT);
    }
}

static void should_leave_the_month_of_may(void **state)
{
    (void)state;
    static const pair pairs[] = {{"ماه می گفت", "ماه می گفت"},
                                 {"در 5 می گفت", "در 5 می گفت"},
                                 {"در ۵ می سال ۲۰۱۷", "در ۵ می سال ۲۰۱۷"},
                                 {"او می گفت", "او می‌گفت"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

static void should_write_zwnj_everywhere_if_asked(void **state)
{
    (void)state;
    static const pair pairs[] = {{"شهرها", "شهر‌ها"},
                                 {"شهر ها", "شهر‌ها"},
                                 {"زیبا تر", "زیبا‌تر"},
                                 {"کتابها", "کتاب‌ها"},
                                 {"تنها", "تنها"}};
    CHECK_PAIRS(pairs, true, RSD_REPAIR_CONFIDENT);
}

/* Older tools wrote a soft hyphen or a right-to-left mark for a ZWNJ. */
static void should_put_the_zwnj_in_place_of_what_stood_for_it(void **state)
{
    (void)state;
    static const pair pairs[] = {{"می\xC2\xADروند", "می‌روند"},
                                 {"جمع\xC2\xAD\xE2\x80\x8F\xC2\xADبندی", "جمع‌بندی"},
                                 {"می\xE2\x80\x8Fروند", "می‌روند"},
                                 {"می\xC2\xAD‌روند", "می\xC2\xAD‌روند"},
                                 {"کتاب\xC2\xADخانه", "کتاب\xC2\xADخانه"}};
    CHECK_PAIRS(pairs, false, RSD_REPAIR_CONFIDENT);
}

static void should_only_guess_lost_spaces(void **state)
{
    (void)state;
    static const char *const joined[] = {"بهشرط", "بهآن", "رادارند", "درزمینه", "باهدف"};
    static const char *const apart[] = {"به شرط", "به آن", "را دارند", "در زمینه", "با هدف"};
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        pair confident = {joined[i], joined[i]};
        pair guessed = {joined[i], apart[i]};
        check_pairs(&confident, 1, false, RSD_REPAIR_CONFIDENT);
        check_pairs(&guessed, 1, false, 30);
    }
}

static void should_leave_other_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "قال الرئيس إن المفاوضات في أستانة سوف تستمر كلها وعليها وبها",
        "The news of 5 May",
        "https://example.org/کتابها",
        "#کتابها",
        "a@b.example می",
        "123 456",
        "می\nشود",
        "کتاب، ها"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pair same = {texts[i], texts[i]};
        check_pairs(&same, 1, false, RSD_REPAIR_CONFIDENT);
    }
}

static void should_tell_rule_and_place(void **state)
{
    (void)state;
    const char *s = "او کتاب ها را میدهد";
    rsd_repairs repairs = {0};
    assert_int_equal(rsd_repair(s, strlen(s), &repairs, NULL), RSD_OK);
    assert_int_equal(repairs.len, 2);
    assert_int_equal(repairs.items[0].start, 13);
    assert_int_equal(repairs.items[0].end, 14);
    assert_string_equal(repairs.items[0].text, "\u200c");
    assert_string_equal(rsd_repair_rule_name((rsd_repair_rule)repairs.items[0].rule), "plural");
    assert_int_equal(repairs.items[1].start, 28);
    assert_int_equal(repairs.items[1].end, 28);
    assert_string_equal(rsd_repair_rule_name((rsd_repair_rule)repairs.items[1].rule), "verb");
    assert_true(strlen(rsd_repair_list_version()) > 0);
    rsd_repairs_free(&repairs);
    rsd_repairs_free(NULL);
}

/* Letters without blanks, joiners and what stands for them: what no edit may touch. */
static void add_letters(rsd_buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (n - i >= 3 && (memcmp(s + i, "\u200c", 3) == 0 || memcmp(s + i, "\u200f", 3) == 0)) {
            i += 2;
        } else if (n - i >= 2 &&
                   (memcmp(s + i, "\u00A0", 2) == 0 || memcmp(s + i, "\u00AD", 2) == 0)) {
            i++;
        } else if (s[i] != ' ' && s[i] != '\t') {
            assert_int_equal(rsd_buf_add(out, &s[i], 1), RSD_OK);
        }
    }
}

static void check_any(const char *s, size_t n, bool everywhere)
{
    rsd_repairs repairs = {0};
    rsd_repairs again = {0};
    rsd_buf mended = {0};
    rsd_buf letters = {0};
    rsd_buf kept = {0};
    assert_int_equal(rsd_repair_styled(s, n, everywhere, &repairs, NULL), RSD_OK);
    uint32_t last = 0;
    for (size_t i = 0; i < repairs.len; i++) {
        const rsd_repair_edit *edit = &repairs.items[i];
        assert_true(edit->start <= edit->end && edit->end <= n);
        assert_true(i == 0 || edit->start > last);
        assert_in_range(edit->confidence, 1, 100);
        assert_in_range(edit->rule, RSD_REPAIR_VERB, RSD_REPAIR_WORD_SPACE);
        last = edit->end;
    }
    assert_int_equal(rsd_repair_apply(s, n, &repairs, RSD_REPAIR_CONFIDENT, &mended, NULL), RSD_OK);
    add_letters(&letters, s, n);
    add_letters(&kept, mended.data, mended.len);
    assert_int_equal(letters.len, kept.len);
    assert_true(letters.data == NULL || kept.data == NULL ||
                memcmp(letters.data, kept.data, kept.len) == 0);
    assert_int_equal(rsd_repair_styled(mended.data, mended.len, everywhere, &again, NULL), RSD_OK);
    for (size_t i = 0; i < again.len; i++) {
        assert_true(again.items[i].confidence < RSD_REPAIR_CONFIDENT);
    }
    rsd_repairs_free(&repairs);
    rsd_repairs_free(&again);
    rsd_buf_free(&mended);
    rsd_buf_free(&letters);
    rsd_buf_free(&kept);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void any_text_is_mended_once(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "می",     "نمی",    "رود",   "شده",    "اند",   "ام",   "ای",   "ها",   "های",   "هایش",
        "تر",     "ترین",   "کتاب",  "شهر",    "خانه",  "بزرگ", "آتش",  "بس",   "بین",   "المللی",
        "بی",     "هم",     "گذاری", "سرمایه", "کننده", "به",   "شرط",  "را",   "دارند", "ماه",
        "۵",      "،",      "آباد",  "بن",     "علی",   "ی",    "اش",   "مان",  "زده",   "پیش",
        "سازی",   "کرده",   "ه",     "آ",      "ً",      "ـ",    "\xE2", "\xFF", "x",     "ة",
        "\u200f", "\u200d", "#",     "الله",   "گفت"};
    static const char *const between[] = {" ", " ", " ", "", "", "\u200c", "  ", "\u00A0", "\n"};
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        rsd_buf s = {0};
        uint32_t count = 1 + next_random(&seed) % 10;
        for (uint32_t i = 0; i < count; i++) {
            const char *part = parts[next_random(&seed) % (sizeof parts / sizeof *parts)];
            const char *gap = between[next_random(&seed) % (sizeof between / sizeof *between)];
            assert_int_equal(rsd_buf_add(&s, part, strlen(part)), RSD_OK);
            assert_int_equal(rsd_buf_add(&s, gap, strlen(gap)), RSD_OK);
        }
        check_any(s.data, s.len, round % 2 == 1);
        rsd_buf_free(&s);
    }
}

static void any_bytes_are_taken(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (int round = 0; round < 5000; round++) {
        char s[64];
        size_t n = next_random(&seed) % sizeof s;
        for (size_t i = 0; i < n; i++) {
            uint32_t r = next_random(&seed);
            s[i] = (char)(i % 2 == 0 && r % 4 != 0 ? 0xD8 + r / 4 % 4 : r / 4 % 256);
        }
        check_any(s, n, false);
    }
}

static void long_runs_are_taken(void **state)
{
    (void)state;
    static const char *const units[] = {"ها ", "ها", "می", "می ", "شده اند ", "آ", "بی "};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        rsd_buf s = {0};
        for (int i = 0; i < 20000; i++) {
            assert_int_equal(rsd_buf_add(&s, units[u], strlen(units[u])), RSD_OK);
        }
        check_any(s.data, s.len, false);
        rsd_buf_free(&s);
    }
}

static void should_fail_cleanly_where_memory_ends(void **state)
{
    (void)state;
    const char *s = "کتاب ها را میدهد و آتش بس بین المللی شده اند\nنمی شود";
    rsd_status status = RSD_ERR_NOMEM;
    for (uint64_t n = 1; status != RSD_OK; n++) {
        rsd_repairs repairs = {0};
        rsd_buf out = {0};
        rsd_error err = {0};
        rsd_fault_alloc(n, false);
        status = rsd_repair(s, strlen(s), &repairs, &err);
        if (status == RSD_OK) {
            status = rsd_repair_apply(s, strlen(s), &repairs, 0, &out, &err);
        }
        rsd_fault_alloc(0, false);
        if (status != RSD_OK) {
            assert_int_equal(status, RSD_ERR_NOMEM);
            assert_int_equal(err.status, RSD_ERR_NOMEM);
            assert_int_equal(out.len, 0);
        }
        rsd_repairs_free(&repairs);
        rsd_buf_free(&out);
        assert_true(n < 1000);
    }
    rsd_repairs none = {0};
    assert_int_equal(rsd_repair(s, RSD_MAX_SOURCE + 1, &none, NULL), RSD_ERR_LIMIT);
}

/* The tokens of the repaired text, by their source spans, between bars. */
static void check_tokens(const char *s, int min_confidence, const char *expected)
{
    rsd_layout layout = {0};
    rsd_repairs repairs = {0};
    rsd_buf shown = {0};
    assert_int_equal(rsd_layout_cut(&layout, s, strlen(s), NULL, 0, NULL), RSD_OK);
    assert_int_equal(rsd_repair(s, strlen(s), &repairs, NULL), RSD_OK);
    rsd_token *out = rsd_alloc((layout.token_count + repairs.len) * sizeof *out);
    assert_non_null(out);
    size_t count =
        rsd_repaired_tokens(layout.tokens, layout.token_count, &repairs, min_confidence, out);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || out[i].start >= out[i - 1].end);
        assert_int_equal(rsd_buf_add(&shown, "|", 1), RSD_OK);
        assert_int_equal(rsd_buf_add(&shown, s + out[i].start, out[i].end - out[i].start), RSD_OK);
    }
    assert_string_equal(shown.data, expected);
    rsd_free(out);
    rsd_buf_free(&shown);
    rsd_repairs_free(&repairs);
    rsd_layout_free(&layout);
}

static void repaired_words_should_be_counted_as_one_or_two(void **state)
{
    (void)state;
    check_tokens("کتاب ها را می  خواند.", RSD_REPAIR_CONFIDENT, "|کتاب ها|را|می  خواند|.");
    check_tokens("آتش بس و آتشبس و آتش\u200cبس", RSD_REPAIR_CONFIDENT,
                 "|آتش بس|و|آتشبس|و|آتش\u200cبس");
    check_tokens("پسازاین بهشرط آن", 0, "|پس|از|این|به|شرط|آن");
    check_tokens("پسازاین بهشرط آن", RSD_REPAIR_CONFIDENT, "|پسازاین|بهشرط|آن");
    check_tokens("گروه های بین المللی", 100, "|گروه|های|بین|المللی");
    check_tokens("نه. ها", RSD_REPAIR_CONFIDENT, "|نه|.|ها");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_join_the_prefix_of_verbs),
        cmocka_unit_test(should_join_the_plural),
        cmocka_unit_test(should_respect_glued_plurals),
        cmocka_unit_test(should_join_comparatives),
        cmocka_unit_test(should_join_endings_after_a_silent_h),
        cmocka_unit_test(should_join_compounds),
        cmocka_unit_test(should_leave_words_that_only_look_so),
        cmocka_unit_test(should_leave_the_month_of_may),
        cmocka_unit_test(should_write_zwnj_everywhere_if_asked),
        cmocka_unit_test(should_put_the_zwnj_in_place_of_what_stood_for_it),
        cmocka_unit_test(should_only_guess_lost_spaces),
        cmocka_unit_test(should_leave_other_text),
        cmocka_unit_test(should_tell_rule_and_place),
        cmocka_unit_test(any_text_is_mended_once),
        cmocka_unit_test(any_bytes_are_taken),
        cmocka_unit_test(long_runs_are_taken),
        cmocka_unit_test(repaired_words_should_be_counted_as_one_or_two),
        cmocka_unit_test(should_fail_cleanly_where_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
