/* byline.c: lines that name the source of an article. */
#include "read/clean_int.h"

#include <string.h>

enum {
    NAME_LETTERS = 60,
    NAME_WORDS = 6,
    FIRST_LINES = 4,
    LAST_LINES = 12,
    QUOTING_WORDS = 7,
    SITE_NAME_WORDS = 4
};

/* Labels before the name of a source, in key form without spaces. */
static const char *const source_labels[] = {"منبع",    "منابع",     "منبعخبر",   "المصدر",
                                            "مصدر",    "المصادر",   "مصدرالخبر", "source",
                                            "sources", "newssource"};

/* The same where no colon needs to follow. */
static const char *const quoting_labels[] = {"بهنقلاز", "نقلاعن"};

/* The end of the label that line i begins with, in the source; 0 if none does. */
static rsd_status label_end(rsd_cleaner *c, size_t i, const char *const *labels, size_t count,
                            size_t *end)
{
    *end = 0;
    for (size_t k = 0; k < count; k++) {
        if (!rsd_skeleton_begins(c, i, labels[k]) || rsd_skeleton_len(c, i) == strlen(labels[k])) {
            continue;
        }
        rsd_status status = rsd_make_key(c, c->lines[i].start, c->lines[i].end, &c->map);
        if (status != RSD_OK) {
            return status;
        }
        size_t stop;
        rsd_source_of(c, i, strlen(labels[k]), &stop);
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
static size_t line_stop(const rsd_cleaner *c, size_t i)
{
    size_t start = c->lines[i].start;
    size_t end = c->lines[i].end;
    if (c->tail > start && c->tail < end) {
        end = c->tail;
        rsd_trim(c->s, &start, &end);
    }
    return end;
}

rsd_status rsd_read_byline(rsd_cleaner *c, size_t i, size_t *start, size_t *end, bool *found)
{
    const rsd_line *at = &c->lines[i];
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
static rsd_status mark_bylines_among(rsd_cleaner *c, size_t from, size_t to, bool take_first)
{
    for (size_t i = from; i < to; i++) {
        size_t start = 0;
        size_t end = 0;
        bool found;
        rsd_status status = rsd_read_byline(c, i, &start, &end, &found);
        if (status == RSD_OK && found) {
            status = rsd_mark(c, RSD_REGION_BYLINE, c->lines[i].start, line_stop(c, i),
                              "a line that begins with a word for source");
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

/* In a footer without a source line, a short name right above the address of a site is the
 * source. */
static void name_by_address(rsd_cleaner *c)
{
    for (size_t i = c->footer; i + 1 < c->line_count && c->regions->byline_end == 0; i++) {
        const rsd_line *at = &c->lines[i];
        if (rsd_is_address(c, i + 1) && !rsd_is_label_line(c, i) && !at->is_item &&
            !at->ends_sentence && at->words <= SITE_NAME_WORDS) {
            c->regions->byline_start = at->start;
            c->regions->byline_end = at->end;
        }
    }
}

rsd_status rsd_mark_bylines(rsd_cleaner *c)
{
    /* The lines of a footer do not count: the source may stand before a long one. */
    size_t last = c->footer > LAST_LINES ? c->footer - LAST_LINES : 0;
    size_t head = last < FIRST_LINES ? last : FIRST_LINES;
    rsd_status status = mark_bylines_among(c, 0, head, true);
    if (status == RSD_OK) {
        status = mark_bylines_among(c, last, c->line_count, false);
    }
    if (status == RSD_OK) {
        name_by_address(c);
    }
    return status;
}
