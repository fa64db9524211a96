/* clean.c: marks what in an article is not its own running text, by general rules.
 *
 * Lines are compared by their skeleton: the key form without spaces, Markdown marks and
 * punctuation. So a headline is recognised in another spelling, in bold or after a heading mark. A
 * line that is one skeleton several times over is that text glued to itself. Nothing is deleted;
 * where a rule is in doubt, nothing is marked. */
#include "base/mem.h"
#include "rasad.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_LINES = 1 << 20, /* a text of more lines is data, not an article: nothing is marked */
    /* What a repeat must have, unless it repeats the headline. */
    REPEAT_LETTERS = 15,
    REPEAT_WORDS = 3,
    /* A headline. */
    HEADLINE_LETTERS = 140,
    HEADLINE_WORDS = 2,
    FUSED_BYTES = 400,
    GLUED_HEADLINE_LETTERS = 20, /* with other text glued to it */
    GLUED_SEARCH_LINES = 4,
    /* A lead. */
    LEAD_MIN_LETTERS = 40,
    LEAD_MAX_LETTERS = 600,
    LEAD_MAX_SENTENCES = 3,
    /* Bylines and footers. */
    NAME_LETTERS = 60,
    NAME_WORDS = 6,
    BYLINE_FIRST_LINES = 4,
    BYLINE_LAST_LINES = 12,
    FOOTER_LETTERS = 110,
    FOOTER_LINES = 60,
    QUOTING_WORDS = 7,
    SITE_NAME_WORDS = 4
};

/* A line with something on it. */
typedef struct line {
    uint32_t start; /* without white space and Markdown marks around */
    uint32_t end;
    uint32_t skeleton; /* where it begins; it ends where that of the next line begins */
    uint32_t letters;  /* letters and digits */
    uint32_t period;   /* of the skeleton: its length, or less where the line repeats itself */
    uint32_t words : 28;
    uint32_t is_heading : 1;
    uint32_t is_item : 1;       /* of a list */
    uint32_t after_blank : 1;   /* the line before it is blank */
    uint32_t ends_sentence : 1; /* with a full stop, or with a mark that says more comes */
} line;

/* A line or a block of lines as something that may have been said before. */
typedef struct unit {
    uint64_t hash;
    uint32_t skeleton;
    uint32_t len;
    uint32_t line;  /* the first */
    uint32_t lines; /* how many */
    uint32_t first; /* the index of the unit that says it first; its own if none does */
} unit;

typedef struct cleaner {
    rsd_regions *regions;
    rsd_error *err;
    const char *s;
    size_t n;
    line *lines;
    size_t line_count, line_cap;
    rsd_buf skeleton;
    rsd_buf key;
    rsd_map map;
    unit *units;
    size_t unit_count, unit_cap;
    uint8_t *repeated; /* per line: it repeats another one wholly or partly */
    size_t repeated_cap;
    size_t headline; /* the line, or SIZE_MAX */
    size_t footer;   /* the first line of it, or line_count */
    size_t tail;     /* where a closing mark in the line before it begins, or SIZE_MAX */
} cleaner;

/* ---- Characters ---- */

static bool is_emphasis(char c)
{
    return c == '*' || c == '_' || c == '~' || c == '`';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What the skeleton leaves out of the key form: white space, punctuation, invisible things. */
static bool is_dropped(uint32_t cp)
{
    /* ! " # ' ( ) * , - . / : ; < = > ? and below; [ \ ] ^ _ ` { | } ~ DEL: a bit each. */
    static const uint64_t ascii[2] = {0xFC00F78FFFFFFFFFU, 0xF8000001F8000000U};
    if (cp < 0x80) {
        return (ascii[cp / 64] >> (cp % 64) & 1) != 0;
    }
    if (cp >= 0x620 && cp < 0x640) {
        return false; /* most letters, quickly */
    }
    return cp == 0x85 || cp == 0xA0 || cp == 0xA9 || cp == 0xAB || cp == 0xBB || cp == 0xB7 ||
           cp == 0x60C || cp == 0x61B || cp == 0x61C || cp == 0x61F || cp == 0x640 || cp == 0x6D4 ||
           (cp >= 0x2000 && cp <= 0x206F) || (cp >= 0x3000 && cp <= 0x3003) || cp == 0x25CF ||
           cp == 0x25AA || cp == 0xFEFF || cp == 0xFFFD;
}

static bool is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xA0 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
           cp == 0x3000;
}

/* A point, comma, colon or the like between two digits belongs to a number. */
static bool is_inside_number(const char *key, size_t n, size_t at, size_t len)
{
    return at > 0 && at + len < n && is_digit(key[at - 1]) && is_digit(key[at + len]);
}

/* Walks the letters of a key form. */
typedef struct walker {
    const char *key;
    size_t n;
    size_t at;    /* after the letter */
    size_t start; /* of the letter */
    bool after_space;
} walker;

static bool next_letter(walker *w)
{
    w->after_space = false;
    while (w->at < w->n) {
        uint32_t cp = 0;
        size_t len = rsd_utf8_decode(w->key + w->at, w->n - w->at, &cp);
        w->start = w->at;
        w->at += len == 0 ? 1 : len;
        if (len == 0) {
            continue;
        }
        if (!is_dropped(cp) || (!is_space(cp) && is_inside_number(w->key, w->n, w->start, len))) {
            return true;
        }
        w->after_space = w->after_space || is_space(cp);
    }
    return false;
}

/* ---- Lines ---- */

/* The bytes of the heading mark ("## ") or list mark ("- ") that s[0..n) begins with, or 0. */
static size_t block_mark(const char *s, size_t n, line *to)
{
    size_t hashes = 0;
    while (hashes < n && s[hashes] == '#') {
        hashes++;
    }
    if (hashes >= 1 && hashes <= 6 && hashes < n && (s[hashes] == ' ' || s[hashes] == '\t')) {
        to->is_heading = 1;
        return hashes;
    }
    if (n > 1 && s[1] == ' ' && (s[0] == '-' || s[0] == '+' || s[0] == '*')) {
        to->is_item = 1;
        return 1;
    }
    return n > 0 && s[0] == '>' ? 1 : 0;
}

/* Moves start and end past Markdown marks of headings, quotes, lists and emphasis. */
static void strip_marks(const char *s, size_t *start, size_t *end, line *to)
{
    rsd_trim(s, start, end);
    for (size_t len; (len = block_mark(s + *start, *end - *start, to)) > 0;) {
        *start += len;
        rsd_trim(s, start, end);
    }
    while (*start < *end && is_emphasis(s[*start])) {
        (*start)++;
        rsd_trim(s, start, end);
    }
    while (*start < *end && (is_emphasis(s[*end - 1]) || (to->is_heading && s[*end - 1] == '#'))) {
        (*end)--;
        rsd_trim(s, start, end);
    }
}

/* Whether the text ends as a sentence or a part of one does, and a headline or a name does not. A
 * closing quotation mark or bracket may follow. */
static bool ends_like_sentence(const char *s, size_t start, size_t end)
{
    static const char *const closing[] = {"\"", "'", ")", "]", "»", "”", "’"};
    static const char *const stops[] = {".", ",", ";", ":", "،", "؛", "۔"};
    for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++) {
        size_t len = strlen(closing[i]);
        if (end - start > len && memcmp(s + end - len, closing[i], len) == 0) {
            end -= len;
            rsd_trim(s, &start, &end);
            break;
        }
    }
    if (end - start >= 2 && memcmp(s + end - 2, "..", 2) == 0) {
        return false; /* a text cut short */
    }
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        size_t len = strlen(stops[i]);
        if (end - start >= len && memcmp(s + end - len, stops[i], len) == 0) {
            return true;
        }
    }
    return false;
}

static rsd_status make_key(cleaner *c, size_t start, size_t end, rsd_map *map)
{
    c->key.len = 0;
    return rsd_form(RSD_KEY, RSD_LANG_OTHER, c->s + start, end - start, &c->key, map, c->err);
}

static rsd_status add_skeleton(cleaner *c, line *to)
{
    rsd_status status = make_key(c, to->start, to->end, NULL);
    if (status != RSD_OK) {
        return status;
    }
    to->skeleton = (uint32_t)c->skeleton.len;
    uint32_t words = 0;
    walker w = {.key = c->key.data, .n = c->key.len};
    if (rsd_buf_reserve(&c->skeleton, c->key.len) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    while (next_letter(&w)) {
        words += to->letters == 0 || w.after_space ? 1 : 0;
        to->letters++;
        for (size_t i = w.start; i < w.at; i++) {
            c->skeleton.data[c->skeleton.len++] = c->key.data[i];
        }
    }
    to->words = words & 0xFFFFFFFU;
    return RSD_OK;
}

/* Adds the line s[start..end) unless nothing is on it; *blank tells of lines before it. */
static rsd_status add_line(cleaner *c, size_t start, size_t end, bool *blank)
{
    line added = {.after_blank = *blank};
    strip_marks(c->s, &start, &end, &added);
    *blank = start == end;
    if (*blank) {
        return RSD_OK;
    }
    added.start = (uint32_t)start;
    added.end = (uint32_t)end;
    added.ends_sentence = ends_like_sentence(c->s, start, end);
    rsd_status status = add_skeleton(c, &added);
    *blank = added.letters == 0; /* a rule of dashes parts as a blank line does */
    if (status == RSD_OK && added.letters > 0) {
        if (RSD_GROW(c->lines, c->line_cap, c->line_count + 1) != RSD_OK) {
            return rsd_fail_nomem(c->err);
        }
        c->lines[c->line_count++] = added;
    }
    return status;
}

static rsd_status cut_lines(cleaner *c)
{
    bool blank = true;
    for (size_t at = 0; at < c->n && c->line_count <= MAX_LINES;) {
        size_t end = at;
        while (end < c->n && c->s[end] != '\n' && c->s[end] != '\r') {
            end++;
        }
        rsd_status status = add_line(c, at, end, &blank);
        if (status != RSD_OK) {
            return status;
        }
        bool two = end + 1 < c->n && c->s[end] == '\r' && c->s[end + 1] == '\n';
        at = end + (two ? 2 : 1);
    }
    return RSD_OK;
}

static size_t skeleton_len(const cleaner *c, size_t i)
{
    size_t end = i + 1 < c->line_count ? c->lines[i + 1].skeleton : c->skeleton.len;
    return end - c->lines[i].skeleton;
}

static const char *skeleton_of(const cleaner *c, size_t i)
{
    return c->skeleton.data + c->lines[i].skeleton;
}

static bool same_skeleton(const cleaner *c, size_t i, const char *text)
{
    size_t n = strlen(text);
    return skeleton_len(c, i) == n && memcmp(skeleton_of(c, i), text, n) == 0;
}

static bool skeleton_begins(const cleaner *c, size_t i, const char *text)
{
    size_t n = strlen(text);
    return skeleton_len(c, i) >= n && memcmp(skeleton_of(c, i), text, n) == 0;
}

static rsd_status mark(cleaner *c, rsd_region_kind kind, size_t start, size_t end, size_t of_start,
                       size_t of_end)
{
    rsd_regions *regions = c->regions;
    if (RSD_GROW(regions->items, regions->cap, regions->len + 1) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    regions->items[regions->len++] = (rsd_region){.start = (uint32_t)start,
                                                  .end = (uint32_t)end,
                                                  .of_start = (uint32_t)of_start,
                                                  .of_end = (uint32_t)of_end,
                                                  .kind = kind};
    return RSD_OK;
}

/* ---- Lines glued to themselves ---- */

static bool has_period(const char *s, size_t n, size_t period)
{
    return memcmp(s, s + period, n - period) == 0;
}

/* The length of the shortest text of which s[0..n) is a whole number of copies. */
static size_t shortest_period(const char *s, size_t n)
{
    size_t period = n;
    size_t left = n;
    for (size_t prime = 2; left > 1; prime++) {
        if (prime * prime > left) {
            prime = left;
        }
        while (left % prime == 0) {
            left /= prime;
            if (has_period(s, n, period / prime)) {
                period /= prime;
            }
        }
    }
    return period;
}

/* Whether a text of so many letters and words says enough for its return to mean something. */
static bool says_enough(uint32_t letters, uint32_t words)
{
    return letters >= REPEAT_LETTERS && words >= REPEAT_WORDS;
}

/* The words of one copy; where copies are glued, two words count as one. */
static uint32_t words_per_copy(uint32_t words, uint32_t copies)
{
    return (words + copies - 1) / copies;
}

static void find_periods(cleaner *c)
{
    for (size_t i = 0; i < c->line_count; i++) {
        line *at = &c->lines[i];
        size_t n = skeleton_len(c, i);
        size_t period = shortest_period(skeleton_of(c, i), n);
        uint32_t copies = (uint32_t)(n / period);
        bool enough = says_enough(at->letters / copies, words_per_copy(at->words, copies));
        at->period = (uint32_t)(enough ? period : n);
    }
}

/* The place in the source where the letter at offset in the skeleton of line i begins. The map and
 * key must be those of the line. *end gets the end of the letter before it. */
static size_t source_of(const cleaner *c, size_t i, size_t offset, size_t *end)
{
    walker w = {.key = c->key.data, .n = c->key.len};
    size_t passed = 0;
    size_t before = 0;
    while (next_letter(&w) && passed < offset) {
        passed += w.at - w.start;
        before = w.at;
    }
    uint32_t start = 0;
    uint32_t stop = 0;
    uint32_t before_start = 0;
    uint32_t before_stop = 0;
    rsd_map_to_source(&c->map, (uint32_t)w.start, (uint32_t)w.at, &start, &stop);
    rsd_map_to_source(&c->map, (uint32_t)(before == 0 ? 0 : before - 1), (uint32_t)before,
                      &before_start, &before_stop);
    *end = c->lines[i].start + before_stop;
    return c->lines[i].start + start;
}

/* ---- Source lines ---- */

/* Labels before the name of a source, in key form without spaces. */
static const char *const source_labels[] = {"منبع",    "منابع",     "منبعخبر",   "المصدر",
                                            "مصدر",    "المصادر",   "مصدرالخبر", "source",
                                            "sources", "newssource"};
/* The same where no colon needs to follow. */
static const char *const quoting_labels[] = {"بهنقلاز", "نقلاعن"};

/* The end of the label that line i begins with, in the source; 0 if none does. */
static rsd_status label_end(cleaner *c, size_t i, const char *const *labels, size_t count,
                            size_t *end)
{
    *end = 0;
    for (size_t k = 0; k < count; k++) {
        if (!skeleton_begins(c, i, labels[k]) || skeleton_len(c, i) == strlen(labels[k])) {
            continue;
        }
        rsd_status status = make_key(c, c->lines[i].start, c->lines[i].end, &c->map);
        if (status != RSD_OK) {
            return status;
        }
        size_t stop;
        source_of(c, i, strlen(labels[k]), &stop);
        /* The longest label counts: "منبع خبر: ..." is not a source called "خبر: ...". */
        *end = stop > *end ? stop : *end;
    }
    return RSD_OK;
}

/* Moves *at past what stands between a label and the name. Whether there was a colon or dash. */
static bool skip_separator(const char *s, size_t *at, size_t end)
{
    static const char *const separators[] = {":", "：", "-", "–", "—", "/", "|", "*", "_"};
    bool found = false;
    for (bool more = true; more;) {
        rsd_trim(s, at, &end);
        more = false;
        for (size_t k = 0; k < sizeof separators / sizeof separators[0]; k++) {
            size_t len = strlen(separators[k]);
            if (end - *at >= len && memcmp(s + *at, separators[k], len) == 0) {
                /* "Source-based" has a hyphen, "Source - Reuters" a dash. */
                found = found || k < 2 || (k < 6 ? s[*at - 1] == ' ' : k == 6);
                *at += len;
                more = true;
                break;
            }
        }
    }
    return found;
}

/* Moves *end before full stops, slashes, brackets and Markdown marks after a name. */
static void trim_name(const char *s, size_t *start, size_t *end)
{
    static const char *const marks[] = {".", "/", "*", "_", ")", "]", "،", ",", "؛", ";", "|"};
    for (bool more = true; more;) {
        rsd_trim(s, start, end);
        more = false;
        for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++) {
            size_t len = strlen(marks[k]);
            if (*end - *start >= len && memcmp(s + *end - len, marks[k], len) == 0) {
                *end -= len;
                more = true;
                break;
            }
        }
    }
}

/* Where line i ends, or where the closing mark in it begins. */
static size_t line_stop(const cleaner *c, size_t i)
{
    size_t start = c->lines[i].start;
    size_t end = c->lines[i].end;
    if (c->tail > start && c->tail < end) {
        end = c->tail;
        rsd_trim(c->s, &start, &end);
    }
    return end;
}

/* Whether line i is a source line; *start and *end then get the name. */
static rsd_status read_byline(cleaner *c, size_t i, size_t *start, size_t *end, bool *found)
{
    const line *at = &c->lines[i];
    *found = false;
    if (at->letters > NAME_LETTERS + 10 || at->words > NAME_WORDS + 3) {
        return RSD_OK;
    }
    size_t after;
    rsd_status status =
        label_end(c, i, source_labels, sizeof source_labels / sizeof source_labels[0], &after);
    bool needs_colon = after != 0;
    if (status == RSD_OK && after == 0) {
        status = label_end(c, i, quoting_labels, sizeof quoting_labels / sizeof quoting_labels[0],
                           &after);
    }
    if (status != RSD_OK || after == 0) {
        return status;
    }
    *start = after;
    *end = line_stop(c, i);
    bool colon = skip_separator(c->s, start, *end);
    bool quotes = !needs_colon && *start > after && !at->ends_sentence &&
                  at->words <= QUOTING_WORDS &&
                  memmem(c->s + after, at->end - after, "،", 2) == NULL &&
                  memchr(c->s + after, ',', at->end - after) == NULL;
    if (!colon && !quotes) {
        return RSD_OK;
    }
    trim_name(c->s, start, end);
    *found = *start < *end;
    return RSD_OK;
}

/* Marks the source lines among [from, to); the name of the last one is the byline. */
static rsd_status mark_bylines(cleaner *c, size_t from, size_t to, bool take_first)
{
    for (size_t i = from; i < to; i++) {
        size_t start = 0;
        size_t end = 0;
        bool found;
        rsd_status status = read_byline(c, i, &start, &end, &found);
        if (status == RSD_OK && found) {
            status = mark(c, RSD_REGION_BYLINE, c->lines[i].start, line_stop(c, i), 0, 0);
            if (!take_first || c->regions->byline_end == 0) {
                c->regions->byline_start = (uint32_t)start;
                c->regions->byline_end = (uint32_t)end;
            }
        }
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

static bool is_address(const cleaner *c, size_t i);
static bool is_label_line(const cleaner *c, size_t i);

/* In a footer without a source line, a short name right above the address of a site is the
 * source. */
static void name_by_address(cleaner *c)
{
    for (size_t i = c->footer; i + 1 < c->line_count && c->regions->byline_end == 0; i++) {
        const line *at = &c->lines[i];
        if (is_address(c, i + 1) && !is_label_line(c, i) && !at->is_item && !at->ends_sentence &&
            at->words <= SITE_NAME_WORDS) {
            c->regions->byline_start = at->start;
            c->regions->byline_end = at->end;
        }
    }
}

static rsd_status mark_all_bylines(cleaner *c)
{
    /* The lines of a footer do not count: the source may stand before a long one. */
    size_t last = c->footer > BYLINE_LAST_LINES ? c->footer - BYLINE_LAST_LINES : 0;
    size_t head = last < BYLINE_FIRST_LINES ? last : BYLINE_FIRST_LINES;
    rsd_status status = mark_bylines(c, 0, head, true);
    if (status == RSD_OK) {
        status = mark_bylines(c, last, c->line_count, false);
    }
    if (status == RSD_OK) {
        name_by_address(c);
    }
    return status;
}

/* ---- Footer ---- */

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

/* Parts of short lines that only a footer has. */
static const char *const footer_parts[] = {"allrightsreserved", "جمیعالحقوقمحفوظه", "حقوقمحفوظاست",
                                           "کلیهحقوقاینسایت"};

static bool skeleton_holds(const cleaner *c, size_t i, const char *text)
{
    size_t n = skeleton_len(c, i);
    return memmem(skeleton_of(c, i), n, text, strlen(text)) != NULL;
}

/* Nothing but an address: www.example.com, https://example.com/page. */
static bool is_address(const cleaner *c, size_t i)
{
    const line *at = &c->lines[i];
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

/* Whether a line is one that only sites put below articles. */
static bool is_label_line(const cleaner *c, size_t i)
{
    const line *at = &c->lines[i];
    if (at->letters > FOOTER_LETTERS) {
        return false;
    }
    for (size_t k = 0; k < sizeof footer_lines / sizeof footer_lines[0]; k++) {
        if (same_skeleton(c, i, footer_lines[k])) {
            return true;
        }
    }
    for (size_t k = 0; k < sizeof footer_beginnings / sizeof footer_beginnings[0]; k++) {
        if (skeleton_begins(c, i, footer_beginnings[k])) {
            return true;
        }
    }
    for (size_t k = 0; k < sizeof footer_parts / sizeof footer_parts[0]; k++) {
        if (skeleton_holds(c, i, footer_parts[k])) {
            return true;
        }
    }
    return (at->end - at->start > 2 && memcmp(c->s + at->start, "©", 2) == 0) || is_address(c, i);
}

/* Finds where the footer begins: the first of the lines at the end that only a site puts there,
 * with nothing but short lines without sentence ends after it. */
static rsd_status find_footer(cleaner *c)
{
    c->footer = c->line_count;
    size_t limit = c->line_count > FOOTER_LINES ? c->line_count - FOOTER_LINES : 1;
    for (size_t i = c->line_count; i-- > limit;) {
        const line *at = &c->lines[i];
        if (is_label_line(c, i)) {
            c->footer = i;
            continue;
        }
        size_t start;
        size_t end;
        bool byline;
        rsd_status status = read_byline(c, i, &start, &end, &byline);
        if (status != RSD_OK) {
            return status;
        }
        if (!byline && (at->ends_sentence || at->letters > FOOTER_LETTERS)) {
            break;
        }
    }
    return RSD_OK;
}

/* ---- Headline ---- */

/* Whether line i looks like a headline: a heading mark, or short and no sentence. */
static bool looks_like_headline(const cleaner *c, size_t i)
{
    const line *at = &c->lines[i];
    uint32_t copies = (uint32_t)(skeleton_len(c, i) / at->period);
    return at->is_heading || (at->letters / copies <= HEADLINE_LETTERS && !at->ends_sentence &&
                              !at->is_item && words_per_copy(at->words, copies) >= HEADLINE_WORDS);
}

/* Takes the first line that is not one of the site's or a source line, if it looks like a headline
 * and running text follows: else this is a list or a poem. */
static rsd_status find_headline(cleaner *c)
{
    c->headline = SIZE_MAX;
    size_t at = 0;
    for (bool passed = true; passed && at < c->line_count; at += passed ? 1 : 0) {
        size_t start;
        size_t end;
        rsd_status status = read_byline(c, at, &start, &end, &passed);
        if (status != RSD_OK) {
            return status;
        }
        passed = passed || is_label_line(c, at);
    }
    if (at >= c->footer || !looks_like_headline(c, at)) {
        return RSD_OK;
    }
    for (size_t i = at + 1; i < c->line_count && c->headline == SIZE_MAX; i++) {
        if (c->lines[i].ends_sentence || c->lines[i].letters > c->lines[at].letters) {
            c->headline = at;
        }
    }
    return RSD_OK;
}

/* ---- Repeats ---- */

/* Only ever compared within one run. */
static uint64_t hash_bytes(const char *s, size_t n)
{
    uint64_t hash = n;
    for (size_t i = 0; i < n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, s + i, n - i < 8 ? n - i : 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32;
    }
    return hash;
}

static rsd_status add_unit(cleaner *c, size_t from, size_t lines, size_t len)
{
    if (RSD_GROW(c->units, c->unit_cap, c->unit_count + 1) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    c->units[c->unit_count] = (unit){.hash = hash_bytes(skeleton_of(c, from), len),
                                     .skeleton = c->lines[from].skeleton,
                                     .len = (uint32_t)len,
                                     .line = (uint32_t)from,
                                     .lines = (uint32_t)lines,
                                     .first = (uint32_t)c->unit_count};
    c->unit_count++;
    return RSD_OK;
}

/* Where the block of lines without a blank line between them that begins at i ends. */
static size_t block_end(const cleaner *c, size_t i)
{
    size_t end = i + 1;
    while (end < c->line_count && end != c->footer && !c->lines[end].after_blank) {
        end++;
    }
    return end;
}

static rsd_status add_units(cleaner *c)
{
    for (size_t i = 0; i < c->line_count;) {
        size_t end = block_end(c, i);
        rsd_status status = RSD_OK;
        if (end - i > 1) {
            size_t stop = end < c->line_count ? c->lines[end].skeleton : c->skeleton.len;
            status = add_unit(c, i, end - i, stop - c->lines[i].skeleton);
        }
        for (; i < end && status == RSD_OK; i++) {
            status = add_unit(c, i, 1, c->lines[i].period);
        }
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

static int compare_units(const void *a, const void *b)
{
    const unit *left = a;
    const unit *right = b;
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    if (left->len != right->len) {
        return left->len < right->len ? -1 : 1;
    }
    return (left->first > right->first) - (left->first < right->first);
}

/* Sets first of each unit. Of units that hash alike, each is compared with the first one only, so
 * that no input makes this slow. */
static void find_first_sayings(cleaner *c, unit *sorted)
{
    for (size_t i = 1; i < c->unit_count; i++) {
        const unit *before = &sorted[i - 1];
        unit *at = &sorted[i];
        if (at->hash != before->hash || at->len != before->len) {
            continue;
        }
        const unit *first = &c->units[before->first];
        if (memcmp(c->skeleton.data + at->skeleton, c->skeleton.data + first->skeleton, at->len) ==
            0) {
            c->units[at->first].first = before->first;
            at->first = before->first;
        }
    }
}

static rsd_status find_repeats(cleaner *c)
{
    rsd_status status = add_units(c);
    if (status != RSD_OK || c->unit_count == 0) {
        return status;
    }
    unit *sorted = rsd_alloc(c->unit_count * sizeof *sorted);
    if (sorted == NULL) {
        return rsd_fail_nomem(c->err);
    }
    memcpy(sorted, c->units, c->unit_count * sizeof *sorted);
    qsort(sorted, c->unit_count, sizeof *sorted, compare_units);
    find_first_sayings(c, sorted);
    rsd_free(sorted);
    return RSD_OK;
}

/* Where the first copy in a line ends: the line's end unless it is glued to itself. */
static rsd_status first_copy_end(cleaner *c, size_t i, size_t *end)
{
    const line *at = &c->lines[i];
    *end = at->end;
    if (at->period == skeleton_len(c, i)) {
        return RSD_OK;
    }
    rsd_status status = make_key(c, at->start, at->end, &c->map);
    if (status != RSD_OK) {
        return status;
    }
    size_t next = source_of(c, i, at->period, end);
    size_t start = at->start;
    *end = next;
    rsd_trim(c->s, &start, end);
    return RSD_OK;
}

/* Marks the copies in line i from the given one on as repeats of of_start..of_end. */
static rsd_status mark_copies(cleaner *c, size_t i, size_t from, size_t of_start, size_t of_end)
{
    const line *at = &c->lines[i];
    size_t copies = skeleton_len(c, i) / at->period;
    if (copies == 1) {
        return from == 0 ? mark(c, RSD_REGION_REPEAT, at->start, at->end, of_start, of_end)
                         : RSD_OK;
    }
    rsd_status status = make_key(c, at->start, at->end, &c->map);
    if (status != RSD_OK) {
        return status;
    }
    walker w = {.key = c->key.data, .n = c->key.len};
    size_t passed = 0;
    size_t copy_start = at->start;
    for (size_t copy = 0; copy < copies; copy++) {
        size_t next = at->end;
        while (next_letter(&w)) {
            passed += w.at - w.start;
            if (passed > (copy + 1) * at->period) {
                uint32_t start;
                uint32_t end;
                rsd_map_to_source(&c->map, (uint32_t)w.start, (uint32_t)w.at, &start, &end);
                next = at->start + start;
                break;
            }
        }
        size_t start = copy_start;
        size_t end = next;
        rsd_trim(c->s, &start, &end);
        if (copy >= from) {
            status = mark(c, RSD_REGION_REPEAT, start, end, of_start, of_end);
            if (status != RSD_OK) {
                return status;
            }
        }
        copy_start = next;
    }
    return RSD_OK;
}

static rsd_status mark_unit(cleaner *c, size_t u)
{
    const unit *at = &c->units[u];
    const unit *first = &c->units[at->first];
    const line *own = &c->lines[at->line];
    const line *said = &c->lines[first->line];
    size_t of_end = c->lines[first->line + first->lines - 1].end;
    rsd_status status = RSD_OK;
    if (first->lines == 1) {
        status = first_copy_end(c, first->line, &of_end);
    }
    if (status != RSD_OK) {
        return status;
    }
    if (at->lines > 1) {
        status = mark(c, RSD_REGION_REPEAT, own->start, c->lines[at->line + at->lines - 1].end,
                      said->start, of_end);
    } else {
        status = mark_copies(c, at->line, at->first == u ? 1 : 0, said->start, of_end);
    }
    bool whole = at->first != u;
    for (size_t i = at->line; whole && i < at->line + at->lines; i++) {
        c->repeated[i] = 1;
    }
    return status;
}

static bool is_worth_marking(const cleaner *c, const unit *u)
{
    const unit *first = &c->units[u->first];
    if (first->lines == 1 && first->line == c->headline) {
        return true;
    }
    uint32_t letters = 0;
    uint32_t words = 0;
    for (size_t i = u->line; i < (size_t)u->line + u->lines; i++) {
        letters += c->lines[i].letters;
        words += c->lines[i].words;
        if (letters >= REPEAT_LETTERS && words >= REPEAT_WORDS) {
            break;
        }
    }
    uint32_t copies = u->lines == 1 ? (uint32_t)(skeleton_len(c, u->line) / u->len) : 1;
    return says_enough(letters / copies, words_per_copy(words, copies));
}

static rsd_status mark_repeats(cleaner *c)
{
    rsd_status status = find_repeats(c);
    if (status == RSD_OK && RSD_GROW(c->repeated, c->repeated_cap, c->line_count) != RSD_OK) {
        status = rsd_fail_nomem(c->err);
    }
    if (status != RSD_OK) {
        return status;
    }
    memset(c->repeated, 0, c->line_count);
    for (size_t u = 0; u < c->unit_count && status == RSD_OK; u++) {
        const unit *at = &c->units[u];
        bool glued = at->lines == 1 && at->len < skeleton_len(c, at->line);
        if ((at->first == u && !glued) || c->repeated[at->line] || !is_worth_marking(c, at)) {
            continue;
        }
        status = mark_unit(c, u);
    }
    return status;
}

/* ---- A headline glued to the text after it ---- */

/* Whether what follows the headline at s[at] shows that it is not just a sentence that begins
 * alike: a full stop, a bar, or a new word with no space before it. */
static bool is_glued(const cleaner *c, size_t i, size_t from, size_t at)
{
    static const char *const seams[] = {".", "!", "?", "؟", "…", "|", ":", " |", " -", " –", " —"};
    /* Endings that make another word of the headline's last one. */
    static const char *const endings[] = {
        "ند",  "ان", "ها",  "های", "هایی", "ی",   "ای", "م",  "ش", "ت",  "شان", "مان",
        "تان", "ام", "اند", "است", "ون",   "ین",  "ين", "ي",  "ك", "ة",  "ات",  "ه",
        "ا",   "s",  "es",  "ed",  "d",    "ing", "n",  "'s", "ک", "هم", "نا",  "ن"};
    const char *rest = c->s + from;
    size_t n = c->lines[i].end - from;
    for (size_t k = 0; k < sizeof seams / sizeof seams[0]; k++) {
        size_t len = strlen(seams[k]);
        if (n >= len && memcmp(rest, seams[k], len) == 0) {
            return true;
        }
    }
    if (from != at) {
        return false;
    }
    size_t word = 0;
    uint32_t cp = 0;
    while (word < n) {
        size_t len = rsd_utf8_decode(rest + word, n - word, &cp);
        if (len == 0 || is_dropped(cp)) {
            break;
        }
        word += len;
    }
    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++) {
        if (strlen(endings[k]) == word && memcmp(rest, endings[k], word) == 0) {
            return false;
        }
    }
    return word > 0;
}

/* Marks the headline where a line begins with copies of it and goes on with other text. */
static rsd_status mark_glued_headline(cleaner *c, size_t i)
{
    const line *headline = &c->lines[c->headline];
    const size_t len = headline->period;
    const char *said = skeleton_of(c, c->headline);
    size_t n = skeleton_len(c, i);
    size_t copies = 0;
    while ((copies + 1) * len < n && memcmp(skeleton_of(c, i) + copies * len, said, len) == 0) {
        copies++;
    }
    if (copies == 0 || c->lines[i].letters < headline->letters + REPEAT_LETTERS) {
        return RSD_OK;
    }
    size_t of_end;
    rsd_status status = first_copy_end(c, c->headline, &of_end);
    if (status == RSD_OK) {
        status = make_key(c, c->lines[i].start, c->lines[i].end, &c->map);
    }
    size_t start = c->lines[i].start;
    for (size_t copy = 1; copy <= copies && status == RSD_OK; copy++) {
        size_t end;
        size_t next = source_of(c, i, copy * len, &end);
        if (copy == copies && !is_glued(c, i, end, next)) {
            break;
        }
        /* The marks at the seam close the headline; those before the next word do not. */
        size_t stop = next;
        rsd_trim(c->s, &start, &stop);
        status = mark(c, RSD_REGION_REPEAT, start, stop, headline->start, of_end);
        start = next;
    }
    return status;
}

static rsd_status mark_glued_headlines(cleaner *c)
{
    if (c->headline == SIZE_MAX) {
        return RSD_OK;
    }
    const line *headline = &c->lines[c->headline];
    uint32_t copies = (uint32_t)(skeleton_len(c, c->headline) / headline->period);
    if (headline->letters / copies < GLUED_HEADLINE_LETTERS) {
        return RSD_OK;
    }
    size_t seen = 0;
    for (size_t i = c->headline + 1; i < c->footer && seen < GLUED_SEARCH_LINES; i++) {
        if (c->repeated[i]) {
            continue;
        }
        seen++;
        rsd_status status = mark_glued_headline(c, i);
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

/* ---- A closing mark at the end of the last paragraph ---- */

/* Finds "انتهای پیام" at the end of the line before the footer: the footer begins there. */
static rsd_status find_tail(cleaner *c)
{
    static const char *const closings[] = {"انتهایپیام", "پایانپیام"};
    const size_t i = c->footer - 1;
    if (c->footer < 2 || c->repeated[i] || i == c->headline ||
        c->lines[i].period != skeleton_len(c, i)) {
        return RSD_OK;
    }
    const char *skeleton = skeleton_of(c, i);
    size_t n = skeleton_len(c, i);
    while (n > 0 && is_digit(skeleton[n - 1])) {
        n--; /* the number of an editor may follow */
    }
    for (size_t k = 0; k < sizeof closings / sizeof closings[0]; k++) {
        size_t len = strlen(closings[k]);
        if (n <= len || memcmp(skeleton + n - len, closings[k], len) != 0) {
            continue;
        }
        rsd_status status = make_key(c, c->lines[i].start, c->lines[i].end, &c->map);
        size_t before;
        c->tail = status == RSD_OK ? source_of(c, i, n - len, &before) : SIZE_MAX;
        return status;
    }
    return RSD_OK;
}

/* ---- Lead ---- */

static size_t count_sentences(const cleaner *c, size_t i)
{
    static const char *const stops[] = {".", "!", "?", "؟", "…", "۔"};
    size_t count = c->lines[i].ends_sentence ? 0 : 1;
    for (size_t at = c->lines[i].start; at < c->lines[i].end; at++) {
        for (size_t k = 0; k < sizeof stops / sizeof stops[0]; k++) {
            size_t len = strlen(stops[k]);
            size_t next = at + len;
            if (next <= c->lines[i].end && memcmp(c->s + at, stops[k], len) == 0 &&
                (next == c->lines[i].end || (unsigned char)c->s[next] <= ' ')) {
                count++;
            }
        }
    }
    return count;
}

/* Whether line i opens as agency copy does once the lead is over. */
static bool is_agency_line(const cleaner *c, size_t i)
{
    static const char *const openings[] = {"بهگزارش",    "بهنقلاز",   "وبهگزارش",  "افادتوکاله",
                                           "ذکرتوکاله",  "نقلتوکاله", "قالتوکاله", "وافادتوکاله",
                                           "وذکرتوکاله", "ونقلتوکاله"};
    for (size_t k = 0; k < sizeof openings / sizeof openings[0]; k++) {
        if (skeleton_begins(c, i, openings[k])) {
            return true;
        }
    }
    return false;
}

/* Whether some later line is marked as saying line i again. */
static bool is_said_again(const cleaner *c, size_t i)
{
    for (size_t r = 0; r < c->regions->len; r++) {
        const rsd_region *region = &c->regions->items[r];
        if (region->kind == RSD_REGION_REPEAT && region->of_start == c->lines[i].start) {
            return true;
        }
    }
    return false;
}

static rsd_status mark_lead(cleaner *c)
{
    if (c->headline == SIZE_MAX) {
        return RSD_OK;
    }
    size_t i = c->headline + 1;
    while (i < c->footer && c->repeated[i]) {
        i++;
    }
    if (i + 1 >= c->footer) {
        return RSD_OK;
    }
    const line *at = &c->lines[i];
    bool whole = at->after_blank ? block_end(c, i) == i + 1 : true;
    if (!whole || !at->ends_sentence || at->letters < LEAD_MIN_LETTERS ||
        at->letters > LEAD_MAX_LETTERS || count_sentences(c, i) > LEAD_MAX_SENTENCES ||
        is_agency_line(c, i)) {
        return RSD_OK;
    }
    if (!is_agency_line(c, i + 1) && !is_said_again(c, i)) {
        return RSD_OK;
    }
    return mark(c, RSD_REGION_LEAD, at->start, at->end, 0, 0);
}

/* ---- All together ---- */

static int compare_regions(const void *a, const void *b)
{
    const rsd_region *left = a;
    const rsd_region *right = b;
    if (left->start != right->start) {
        return left->start < right->start ? -1 : 1;
    }
    if (left->end != right->end) {
        return left->end > right->end ? -1 : 1;
    }
    return (int)left->kind - (int)right->kind;
}

/* Marks what stands before the opening words of agency copy where these are glued to a word at the
 * beginning of the text: "... لایحه بودجهبه گزارش ایرنا" is a headline and its article in one. */
static rsd_status mark_fused_headline(cleaner *c)
{
    static const char opening[] = "به گزارش ";
    const line *at = &c->lines[0];
    size_t n = at->end - at->start;
    const char *s = c->s + at->start;
    const char *found = memmem(s, n < FUSED_BYTES ? n : FUSED_BYTES, opening, sizeof opening - 1);
    if (found == NULL || found == s) {
        return RSD_OK;
    }
    rsd_status status = make_key(c, at->start, (size_t)(found - c->s), &c->map);
    walker w = {.key = c->key.data, .n = c->key.len};
    uint32_t letters = 0;
    uint32_t words = 0;
    size_t last = SIZE_MAX;
    while (status == RSD_OK && next_letter(&w)) {
        words += letters == 0 || w.after_space ? 1 : 0;
        letters++;
        last = w.at;
    }
    /* Glued: the key ends with a letter. */
    if (status != RSD_OK || last != c->key.len || !says_enough(letters, words) ||
        letters > HEADLINE_LETTERS) {
        return status;
    }
    return mark(c, RSD_REGION_HEADLINE, at->start, (size_t)(found - c->s), 0, 0);
}

static rsd_status mark_headline(cleaner *c)
{
    if (c->headline == SIZE_MAX) {
        return mark_fused_headline(c);
    }
    size_t end;
    rsd_status status = first_copy_end(c, c->headline, &end);
    return status == RSD_OK ? mark(c, RSD_REGION_HEADLINE, c->lines[c->headline].start, end, 0, 0)
                            : status;
}

static rsd_status mark_footer(cleaner *c)
{
    if (c->footer == c->line_count && c->tail == SIZE_MAX) {
        return RSD_OK;
    }
    size_t start = c->tail != SIZE_MAX ? c->tail : c->lines[c->footer].start;
    return mark(c, RSD_REGION_FOOTER, start, c->lines[c->line_count - 1].end, 0, 0);
}

static rsd_status clean_lines(cleaner *c)
{
    find_periods(c);
    rsd_status status = find_footer(c);
    if (status == RSD_OK) {
        status = find_headline(c);
    }
    if (status == RSD_OK) {
        status = mark_headline(c);
    }
    if (status == RSD_OK) {
        status = mark_repeats(c);
    }
    if (status == RSD_OK) {
        status = mark_glued_headlines(c);
    }
    if (status == RSD_OK) {
        status = find_tail(c);
    }
    if (status == RSD_OK) {
        status = mark_lead(c);
    }
    if (status == RSD_OK) {
        status = mark_all_bylines(c);
    }
    return status == RSD_OK ? mark_footer(c) : status;
}

rsd_status rsd_clean(rsd_regions *regions, const char *s, size_t n, rsd_error *err)
{
    regions->len = 0;
    regions->byline_start = 0;
    regions->byline_end = 0;
    if (n > RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "the text is %zu bytes long; at most %zu are taken", n, RSD_MAX_SOURCE);
    }
    cleaner c = {.regions = regions, .err = err, .s = s, .n = n, .tail = SIZE_MAX};
    rsd_status status = cut_lines(&c);
    if (status == RSD_OK && c.line_count > 0 && c.line_count <= MAX_LINES) {
        status = clean_lines(&c);
    }
    if (status != RSD_OK) {
        regions->len = 0;
        regions->byline_start = 0;
        regions->byline_end = 0;
    }
    if (regions->len > 0) {
        qsort(regions->items, regions->len, sizeof *regions->items, compare_regions);
    }
    rsd_free(c.lines);
    rsd_buf_free(&c.skeleton);
    rsd_buf_free(&c.key);
    rsd_map_free(&c.map);
    rsd_free(c.units);
    rsd_free(c.repeated);
    return status;
}

void rsd_regions_free(rsd_regions *regions)
{
    if (regions != NULL) {
        rsd_free(regions->items);
        *regions = (rsd_regions){0};
    }
}

const char *rsd_region_kind_name(rsd_region_kind kind)
{
    switch (kind) {
    case RSD_REGION_HEADLINE:
        return "headline";
    case RSD_REGION_LEAD:
        return "lead";
    case RSD_REGION_BYLINE:
        return "byline";
    case RSD_REGION_FOOTER:
        return "footer";
    case RSD_REGION_REPEAT:
        return "repeat";
    }
    return "unknown";
}
