/* footer.c: what a site or an agency puts below an article. */
#include "read/clean_int.h"

#include <string.h>

enum {
    LINE_LETTERS = 110, /* of a line that may belong to it */
    SEARCH_LINES = 60
};

/* Lines that begin a site's own text, as skeletons. */
static const char *const footer_lines[] = {
    /* English */
    "relatedstories", "relatedarticles", "relatednews", "relatedposts", "relatedtopics",
    "nostoriesfound", "logo", "readmore", "readalso", "alsoread", "seealso", "sharethis",
    "sharethisarticle", "tags", "comments", "leaveacomment", "advertisement", "mostread",
    "mostpopular", "subscribe", "followus", "moreonthisstory",
    /* Persian */
    "اخبارمرتبط", "خبرهایمرتبط", "مطالبمرتبط", "مطالبمشابه", "اخبارمشابه", "بیشتربخوانید",
    "همچنینبخوانید", "برچسب", "نظرات", "نظرشما", "ارسالنظر", "دیدگاهها", "لینکمطلب", "اشتراکگذاری",
    "پربازدیدترینها", "پربازدیدها", "اخریناخبار",
    /* Arabic */
    "اقرایضا", "اقراالمزید", "مواضیعذاتصله", "موضوعاتذاتصله", "اخبارذاتصله", "مقالاتذاتصله",
    "مواضیعمتعلقه", "شارکالخبر", "شارکالمقال", "التعلیقات", "تعلیقات", "کلماتدلالیه",
    "کلماتمفتاحیه", "الوسوم", "وسوم", "الاکثرقراءه"};

/* Beginnings of such lines, where more follows. */
static const char *const footer_beginnings[] = {
    "allrightsreserved", "copyright", "انتهایپیام", "پایانپیام", "کدخبر",      "شناسهخبر",
    "کلیهحقوق",          "تمامیحقوق", "تمامحقوق",   "همهحقوق",   "جمیعالحقوق", "حقوقالنشر",
    "برچسبها",           "لینککوتاه", "followuson", "اقراایضا",  "شارکنا",     "تابعنا"};

/* Parts of short lines that only a footer has: RIGHTS is in each, or a "v". */
#define RIGHTS "حقوق"
static const char *const footer_parts[] = {"allrightsreserved", "جمیعالحقوقمحفوظه", "حقوقمحفوظاست",
                                           "کلیهحقوقاینسایت"};

static bool same_skeleton(const rsd_cleaner *c, size_t i, const char *text)
{
    return rsd_skeleton_begins(c, i, text) && rsd_skeleton_len(c, i) == strlen(text);
}

static bool skeleton_holds(const rsd_cleaner *c, size_t i, const char *text)
{
    size_t n = rsd_skeleton_len(c, i);
    return memmem(rsd_skeleton_of(c, i), n, text, strlen(text)) != NULL;
}

static rsd_beginnings label_beginnings;

__attribute__((constructor)) static void start(void)
{
    rsd_note_beginnings(&label_beginnings, footer_lines,
                        sizeof footer_lines / sizeof footer_lines[0]);
    rsd_note_beginnings(&label_beginnings, footer_beginnings,
                        sizeof footer_beginnings / sizeof footer_beginnings[0]);
}

/* Is it, or does it begin with, one of them? All are long enough for their beginnings. */
static bool is_known(const rsd_cleaner *c, size_t i)
{
    if (!rsd_may_begin(&label_beginnings, rsd_skeleton_of(c, i))) {
        return false;
    }
    for (size_t k = 0; k < sizeof footer_lines / sizeof footer_lines[0]; k++) {
        if (same_skeleton(c, i, footer_lines[k])) {
            return true;
        }
    }
    for (size_t k = 0; k < sizeof footer_beginnings / sizeof footer_beginnings[0]; k++) {
        if (rsd_skeleton_begins(c, i, footer_beginnings[k])) {
            return true;
        }
    }
    return false;
}

bool rsd_is_address(const rsd_cleaner *c, size_t i)
{
    const rsd_line *at = &c->lines[i];
    const char *s = c->s + at->start;
    size_t n = at->end - at->start;
    for (size_t k = 0; k < n; k++) {
        if ((unsigned char)s[k] <= ' ' || (unsigned char)s[k] >= 0x80) {
            return false;
        }
    }
    return (n > 7 && memcmp(s, "http://", 7) == 0) || (n > 8 && memcmp(s, "https://", 8) == 0) ||
           (n > 4 && (memcmp(s, "www.", 4) == 0 || memcmp(s, "WWW.", 4) == 0));
}

bool rsd_is_label_line(const rsd_cleaner *c, size_t i)
{
    const rsd_line *at = &c->lines[i];
    if (at->letters > LINE_LETTERS) {
        return false;
    }
    if (is_known(c, i)) {
        return true;
    }
    const bool may_hold = skeleton_holds(c, i, RIGHTS) ||
                          memchr(rsd_skeleton_of(c, i), 'v', rsd_skeleton_len(c, i)) != NULL;
    for (size_t k = 0; may_hold && k < sizeof footer_parts / sizeof footer_parts[0]; k++) {
        if (skeleton_holds(c, i, footer_parts[k])) {
            return true;
        }
    }
    return (at->end - at->start > 2 && memcmp(c->s + at->start, "©", 2) == 0) ||
           rsd_is_address(c, i);
}

rsd_status rsd_find_footer(rsd_cleaner *c)
{
    c->footer = c->line_count;
    size_t limit = c->line_count > SEARCH_LINES ? c->line_count - SEARCH_LINES : 1;
    for (size_t i = c->line_count; i-- > limit;) {
        const rsd_line *at = &c->lines[i];
        if (rsd_is_label_line(c, i)) {
            c->footer = i;
            continue;
        }
        size_t start;
        size_t end;
        bool byline;
        rsd_status status = rsd_read_byline(c, i, &start, &end, &byline);
        if (status != RSD_OK) {
            return status;
        }
        if (!byline && (at->ends_sentence || at->letters > LINE_LETTERS)) {
            break;
        }
    }
    return RSD_OK;
}

rsd_status rsd_find_tail(rsd_cleaner *c)
{
    static const char *const closings[] = {"انتهایپیام", "پایانپیام"};
    const size_t i = c->footer - 1;
    if (c->footer < 2 || c->repeated[i] || i == c->headline ||
        c->lines[i].period != rsd_skeleton_len(c, i)) {
        return RSD_OK;
    }
    const char *skeleton = rsd_skeleton_of(c, i);
    size_t n = rsd_skeleton_len(c, i);
    while (n > 0 && rsd_is_digit(skeleton[n - 1])) {
        n--; /* the number of an editor may follow */
    }
    for (size_t k = 0; k < sizeof closings / sizeof closings[0]; k++) {
        size_t len = strlen(closings[k]);
        if (n <= len || memcmp(skeleton + n - len, closings[k], len) != 0) {
            continue;
        }
        rsd_status status = rsd_make_key(c, c->lines[i].start, c->lines[i].end, &c->map);
        size_t before;
        c->tail = status == RSD_OK ? rsd_source_of(c, i, n - len, &before) : SIZE_MAX;
        return status;
    }
    return RSD_OK;
}

rsd_status rsd_mark_footer(rsd_cleaner *c)
{
    if (c->footer == c->line_count && c->tail == SIZE_MAX) {
        return RSD_OK;
    }
    bool has_tail = c->tail != SIZE_MAX;
    return rsd_mark(c, RSD_REGION_FOOTER, has_tail ? c->tail : c->lines[c->footer].start,
                    c->lines[c->line_count - 1].end,
                    has_tail ? "begins with a closing mark of an agency"
                             : "begins with a line that only sites put below articles");
}
