/* wrap.c: telling text that is broken to a width from text with a paragraph per line. */
#include "text/wrap.h"

#include <string.h>

enum {
    WIDTH_LEAST = 50,
    WIDTH_MOST = 100,
    LINES_LEAST = 4,   /* too few lines tell nothing, */
    LINES_MOST = 32,   /* and so many are enough */
    PERCENT_FULL = 90, /* of the lines, where the next word would not have fit */
    PERCENT_UNENDED = 60,
    PERCENT_TOO_LONG = 10, /* an address can be longer than the width */
    TOO_LONG_LEAST = 3
};

/* A line without its end and whitespace at its edges. */
typedef struct line {
    size_t start; /* byte */
    size_t stop;
    size_t next;  /* the start of the next line, or n */
    bool heading; /* of Markdown */
    bool block;   /* starts something of its own: a heading, a list entry, a quotation */
} line;

static bool is_blank_byte(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The characters, at most WIDTH_MOST + 1. */
static size_t count_chars(const char *s, size_t start, size_t stop)
{
    size_t count = 0;
    while (start < stop && count <= WIDTH_MOST) {
        size_t end = stop - start < WIDTH_MOST ? stop : start + WIDTH_MOST;
        for (; start < end; start++) {
            count += ((unsigned char)s[start] & 0xC0) != 0x80;
        }
    }
    return count <= WIDTH_MOST ? count : WIDTH_MOST + 1;
}

static bool ends_with(const char *s, const line *l, const char *mark)
{
    size_t n = strlen(mark);
    return l->stop - l->start >= n && memcmp(s + l->stop - n, mark, n) == 0;
}

static line read_line(const char *s, size_t n, size_t start)
{
    const char *end = memchr(s + start, '\n', n - start);
    line l = {.start = start, .stop = end == NULL ? n : (size_t)(end - s)};
    l.next = end == NULL ? n : l.stop + 1;
    while (l.stop > l.start && is_blank_byte(s[l.stop - 1])) {
        l.stop--;
    }
    while (l.start < l.stop && is_blank_byte(s[l.start])) {
        l.start++;
    }
    if (l.stop > l.start) {
        const char first = s[l.start];
        l.heading = first == '#';
        l.block = l.heading || ((first == '-' || first == '*' || first == '>') &&
                                (l.start + 1 == l.stop || is_blank_byte(s[l.start + 1])));
    }
    return l;
}

/* The characters of the first word, at most WIDTH_MOST + 1. */
static size_t first_word(const char *s, const line *l)
{
    size_t end = l->start;
    while (end < l->stop && !is_blank_byte(s[end])) {
        end++;
    }
    return count_chars(s, l->start, end);
}

/* Does the line end with a mark that ends sentences, or a colon? */
static bool is_ended(const char *s, const line *l)
{
    return ends_with(s, l, ".") || ends_with(s, l, "!") || ends_with(s, l, "?") ||
           ends_with(s, l, "؟") || ends_with(s, l, "…") || ends_with(s, l, ":") ||
           ends_with(s, l, "»");
}

/* Can the line be the rest of the one before it? Headings and lists say nothing of a width. */
static bool is_continuation(const line *before, const line *l)
{
    return before->stop > before->start && l->stop > l->start && !before->heading && !l->block;
}

/* The greatest width of a line that another follows, at most WIDTH_MOST; 0 if too many lines are
 * longer or end like sentences, or there are too few. */
static size_t measure(const char *s, size_t n)
{
    size_t width = 0;
    size_t lines = 0;
    size_t too_long = 0;
    size_t unended = 0;
    line before = {0};
    for (size_t i = 0; i < n && lines < LINES_MOST;) {
        line l = read_line(s, n, i);
        i = l.next;
        if (is_continuation(&before, &l)) {
            const size_t chars = count_chars(s, before.start, before.stop);
            lines++;
            unended += !is_ended(s, &before);
            too_long += chars > WIDTH_MOST;
            width = chars > width && chars <= WIDTH_MOST ? chars : width;
        }
        if (too_long >= TOO_LONG_LEAST && too_long * 100 > lines * PERCENT_TOO_LONG) {
            return 0;
        }
        before = l;
    }
    const bool goes_on = lines >= LINES_LEAST && unended * 100 >= lines * PERCENT_UNENDED;
    return !goes_on || too_long * 100 > lines * PERCENT_TOO_LONG ? 0 : width;
}

/* Would the first word of the lines not have fit on the lines before? */
static bool fills(const char *s, size_t n, size_t width)
{
    size_t lines = 0;
    size_t full = 0;
    line before = {0};
    for (size_t i = 0; i < n && lines < LINES_MOST;) {
        line l = read_line(s, n, i);
        i = l.next;
        if (is_continuation(&before, &l)) {
            lines++;
            full += count_chars(s, before.start, before.stop) + 1 + first_word(s, &l) > width;
        }
        before = l;
    }
    return full * 100 >= lines * PERCENT_FULL;
}

bool rsd_is_wrapped(const char *s, size_t n)
{
    const size_t width = measure(s, n);
    return width >= WIDTH_LEAST && fills(s, n, width);
}
