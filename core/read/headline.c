/* headline.c: the headline, the headline glued to the text after it, and the lead. */
#include "read/clean_int.h"

#include <string.h>

#define ZWNJ "\xE2\x80\x8C"

enum {
    HEADLINE_LETTERS = 140,
    HEADLINE_WORDS = 2,
    FUSED_BYTES = 400,
    DOUBLED_BYTES = 24,
    MAX_DOUBLED_BYTES = 1000,
    GLUED_HEADLINE_LETTERS = 20, /* with other text glued to it */
    GLUED_SEARCH_LINES = 4,
    LEAD_MIN_LETTERS = 40,
    LEAD_MAX_LETTERS = 600,
    LEAD_MAX_SENTENCES = 3
};

/* ---- The headline ---- */

/* Whether line i looks like a headline: a heading mark, or short and no sentence. */
static bool looks_like_headline(const rsd_cleaner *c, size_t i)
{
    const rsd_line *at = &c->lines[i];
    uint32_t copies = (uint32_t)(rsd_skeleton_len(c, i) / at->period);
    return at->is_heading ||
           (at->letters / copies <= HEADLINE_LETTERS && !at->ends_sentence && !at->is_item &&
            rsd_words_per_copy(at->words, copies) >= HEADLINE_WORDS);
}

rsd_status rsd_find_headline(rsd_cleaner *c)
{
    c->headline = SIZE_MAX;
    size_t at = 0;
    for (bool passed = true; passed && at < c->line_count; at += passed ? 1 : 0) {
        size_t start;
        size_t end;
        rsd_status status = rsd_read_byline(c, at, &start, &end, &passed);
        if (status == RSD_OK && !passed) {
            status = rsd_read_agency_line(c, at, &passed);
        }
        if (status != RSD_OK) {
            return status;
        }
        passed = passed || rsd_is_label_line(c, at);
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

/* Whether s[0..n) begins with a form of the verbs that گزارش makes a verb of: "یکشنبه گزارش داد"
 * only looks like the opening of agency copy. */
static bool begins_with_verb(const char *s, size_t n)
{
    static const char *const verbs[] = {"داد",  "دادند", "داده", "کرد",  "کردند", "کرده",
                                        "شد",   "شدند",  "شده",  "دهد",  "دهند",  "کند",
                                        "کنند", "می",    "نمی",  "نداد", "نکرد",  "نشد"};
    for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
        const size_t len = strlen(verbs[k]);
        const char *rest = s + len;
        if (n >= len && memcmp(s, verbs[k], len) == 0 &&
            (n == len || rest[0] == ' ' || rest[0] == '.' ||
             (n - len >= sizeof ZWNJ - 1 && memcmp(rest, ZWNJ, sizeof ZWNJ - 1) == 0))) {
            return true;
        }
    }
    return false;
}

/* Marks what stands before the opening words of agency copy where these are glued to a word at the
 * beginning of the text: "... لایحه بودجهبه گزارش ایرنا" is a headline and its article in one. */
static rsd_status mark_fused_headline(rsd_cleaner *c)
{
    static const char opening[] = "به گزارش ";
    const rsd_line *at = &c->lines[0];
    size_t n = at->end - at->start;
    const char *s = c->s + at->start;
    const char *found = memmem(s, n < FUSED_BYTES ? n : FUSED_BYTES, opening, sizeof opening - 1);
    if (found == NULL || found == s) {
        return RSD_OK;
    }
    const char *after = found + sizeof opening - 1;
    if (begins_with_verb(after, (size_t)(s + n - after))) {
        return RSD_OK;
    }
    rsd_status status = rsd_make_key(c, at->start, (size_t)(found - c->s), &c->map);
    rsd_walker w = {.key = c->key.data, .n = c->key.len};
    uint32_t letters = 0;
    uint32_t words = 0;
    size_t last = SIZE_MAX;
    while (status == RSD_OK && rsd_next_letter(&w)) {
        words += letters == 0 || w.after_space ? 1 : 0;
        letters++;
        last = w.at;
    }
    /* Glued: the key ends with a letter. */
    if (status != RSD_OK || last != c->key.len || !rsd_says_enough(letters, words) ||
        letters > HEADLINE_LETTERS) {
        return status;
    }
    return rsd_mark(c, RSD_REGION_HEADLINE, at->start, (size_t)(found - c->s),
                    "glued to the opening words of agency copy");
}

/* The length of the shortest text that line 0 begins with twice, in its skeleton; 0 if there is
 * none. */
static size_t doubled_length(const rsd_cleaner *c)
{
    const char *s = rsd_skeleton_of(c, 0);
    const size_t n = rsd_skeleton_len(c, 0);
    for (size_t len = DOUBLED_BYTES; len <= MAX_DOUBLED_BYTES && 2 * len < n; len++) {
        if (memcmp(s, s + len, len) == 0) {
            return len;
        }
    }
    return 0;
}

/* Marks a headline at the beginning of the only line of a text that is glued to itself, and its
 * second copy: "... لایحه بودجه... لایحه بودجهرئیس مجلس گفت". */
static rsd_status mark_doubled_headline(rsd_cleaner *c, bool *found)
{
    const rsd_line *at = &c->lines[0];
    const size_t len = at->period == rsd_skeleton_len(c, 0) ? doubled_length(c) : 0;
    *found = false;
    if (len == 0) {
        return RSD_OK;
    }
    rsd_status status = rsd_make_key(c, at->start, at->end, &c->map);
    if (status != RSD_OK) {
        return status;
    }
    size_t end;
    size_t stop;
    size_t second = rsd_source_of(c, 0, len, &end);
    rsd_source_of(c, 0, 2 * len, &stop);
    size_t spaces = 0;
    for (size_t i = at->start; i < end; i++) {
        spaces += c->s[i] == ' ';
    }
    const size_t marks = second - end;
    if (memchr(c->s + end, ' ', marks) != NULL || spaces + 1 < RSD_REPEAT_WORDS) {
        return RSD_OK; /* a chant has spaces between its copies */
    }
    if (marks <= at->end - stop && memcmp(c->s + end, c->s + stop, marks) == 0) {
        stop += marks; /* "...?...?" */
    }
    *found = true;
    status = rsd_mark(c, RSD_REGION_HEADLINE, at->start, second, "glued to itself and to the text");
    return status == RSD_OK ? rsd_mark_repeat(c, second, stop, at->start, second,
                                              "the headline again, glued to it")
                            : status;
}

rsd_status rsd_mark_headline(rsd_cleaner *c)
{
    if (c->headline == SIZE_MAX) {
        bool found;
        rsd_status status = mark_doubled_headline(c, &found);
        return status == RSD_OK && !found ? mark_fused_headline(c) : status;
    }
    size_t end;
    rsd_status status = rsd_first_copy_end(c, c->headline, &end);
    const rsd_line *at = &c->lines[c->headline];
    return status == RSD_OK ? rsd_mark(c, RSD_REGION_HEADLINE, at->start, end,
                                       at->is_heading ? "marked as a heading"
                                                      : "a short first line that is no sentence")
                            : status;
}

/* ---- A headline glued to the text after it ---- */

/* Whether what follows the headline at s[at] shows that it is not just a sentence that begins
 * alike: a full stop, a bar, or a new word with no space before it. */
static bool is_glued(const rsd_cleaner *c, size_t i, size_t from, size_t at)
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
        if (len == 0 || rsd_is_dropped(cp)) {
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

/* How many copies of the headline line i begins with before what else it says; 0 if it is filled
 * with them. */
static size_t count_glued_copies(const rsd_cleaner *c, size_t i)
{
    const size_t len = c->lines[c->headline].period;
    const char *said = rsd_skeleton_of(c, c->headline);
    const char *skeleton = rsd_skeleton_of(c, i);
    size_t n = rsd_skeleton_len(c, i);
    size_t copies = 0;
    while (copies <= RSD_MAX_COPIES && (copies + 1) * len <= n &&
           memcmp(skeleton + copies * len, said, len) == 0) {
        copies++;
    }
    if (copies > RSD_MAX_COPIES) {
        return 0;
    }
    return copies > 0 && copies * len == n ? copies - 1 : copies;
}

/* Marks the headline where a line begins with copies of it and goes on with other text. */
static rsd_status mark_glued_headline(rsd_cleaner *c, size_t i)
{
    const rsd_line *headline = &c->lines[c->headline];
    const size_t len = headline->period;
    const size_t copies = count_glued_copies(c, i);
    if (copies == 0 || c->lines[i].letters < headline->letters + RSD_REPEAT_LETTERS) {
        return RSD_OK;
    }
    size_t of_end;
    rsd_status status = rsd_first_copy_end(c, c->headline, &of_end);
    if (status == RSD_OK) {
        status = rsd_make_key(c, c->lines[i].start, c->lines[i].end, &c->map);
    }
    size_t start = c->lines[i].start;
    for (size_t copy = 1; copy <= copies && status == RSD_OK; copy++) {
        size_t end;
        size_t next = rsd_source_of(c, i, copy * len, &end);
        if (copy == copies && !is_glued(c, i, end, next)) {
            break;
        }
        /* The marks at the seam close the headline; those before the next word do not. */
        size_t stop = next;
        rsd_trim(c->s, &start, &stop);
        status = rsd_mark_repeat(c, start, stop, headline->start, of_end,
                                 "the headline again, glued to the text after it");
        start = next;
    }
    return status;
}

rsd_status rsd_mark_glued_headlines(rsd_cleaner *c)
{
    if (c->headline == SIZE_MAX) {
        return RSD_OK;
    }
    const rsd_line *headline = &c->lines[c->headline];
    uint32_t copies = (uint32_t)(rsd_skeleton_len(c, c->headline) / headline->period);
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

/* ---- The lead ---- */

static size_t count_sentences(const rsd_cleaner *c, size_t i)
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
static bool is_agency_line(const rsd_cleaner *c, size_t i)
{
    static const char *const openings[] = {"بهگزارش",    "بهنقلاز",   "وبهگزارش",  "افادتوکاله",
                                           "ذکرتوکاله",  "نقلتوکاله", "قالتوکاله", "وافادتوکاله",
                                           "وذکرتوکاله", "ونقلتوکاله"};
    for (size_t k = 0; k < sizeof openings / sizeof openings[0]; k++) {
        if (rsd_skeleton_begins(c, i, openings[k])) {
            return true;
        }
    }
    return false;
}

/* Whether some later line is marked as saying line i again. */
static bool is_said_again(const rsd_cleaner *c, size_t i)
{
    for (size_t r = 0; r < c->regions->len; r++) {
        const rsd_region *region = &c->regions->items[r];
        if (region->kind == RSD_REGION_REPEAT && region->of_start == c->lines[i].start) {
            return true;
        }
    }
    return false;
}

rsd_status rsd_mark_lead(rsd_cleaner *c)
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
    const rsd_line *at = &c->lines[i];
    bool whole = at->after_blank ? rsd_block_end(c, i) == i + 1 : true;
    if (!whole || !at->ends_sentence || at->letters < LEAD_MIN_LETTERS ||
        at->letters > LEAD_MAX_LETTERS || count_sentences(c, i) > LEAD_MAX_SENTENCES ||
        is_agency_line(c, i)) {
        return RSD_OK;
    }
    bool before_agency = is_agency_line(c, i + 1);
    if (!before_agency && !is_said_again(c, i)) {
        return RSD_OK;
    }
    return rsd_mark(c, RSD_REGION_LEAD, at->start, at->end,
                    before_agency ? "a short first paragraph before the opening words of the story"
                                  : "a short first paragraph that is said again");
}
