/* front.c: what a text file says of itself outside its text: front matter, and a date in its path.
 *
 * Front matter is the part of YAML that people write there: "key: value" lines, values in quotation
 * marks, lists in brackets or as lines with dashes. What is between the dashes and is anything else
 * is text: a rule and a paragraph. */
#include "read/front.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    MOST_LINES = 200, /* of front matter */
    MOST_KEY = 64     /* bytes */
};

typedef struct line {
    const char *s;
    size_t n;    /* without spaces at its end */
    size_t next; /* where the line after it begins */
} line;

static line line_at(const char *s, size_t n, size_t at)
{
    const char *end = memchr(s + at, '\n', n - at);
    line l = {.s = s + at, .n = (end == NULL ? n : (size_t)(end - s)) - at};
    l.next = at + l.n + (end == NULL ? 0 : 1);
    while (l.n > 0 && (l.s[l.n - 1] == ' ' || l.s[l.n - 1] == '\t' || l.s[l.n - 1] == '\r')) {
        l.n--;
    }
    return l;
}

static bool is_line(const line *l, const char *text)
{
    return l->n == strlen(text) && memcmp(l->s, text, l->n) == 0;
}

/* The bytes of the key if the line is "key: value" and not indented, else 0. */
static size_t key_len(const line *l)
{
    size_t i = 0;
    while (i < l->n && i <= MOST_KEY && l->s[i] != ':') {
        const unsigned char c = (unsigned char)l->s[i];
        bool is_name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80 ||
                       (i > 0 && (c == '_' || c == '-' || c == ' ' || (c >= '0' && c <= '9')));
        if (!is_name) {
            return 0;
        }
        i++;
    }
    bool ends = i < l->n && i <= MOST_KEY && (i + 1 == l->n || l->s[i + 1] == ' ');
    return ends ? i : 0;
}

/* What may stand under a key: an item of its list, or more of its value. */
static bool goes_on(const line *l)
{
    return l->n == 0 || l->s[0] == ' ' || l->s[0] == '\t' || l->s[0] == '#' ||
           (l->s[0] == '-' && (l->n == 1 || l->s[1] == ' '));
}

static size_t mark_len(const char *s, size_t n)
{
    return n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

size_t rsd_front_end(const char *s, size_t n)
{
    size_t at = mark_len(s, n);
    line l = line_at(s, n, at);
    size_t keys = 0;
    if (!is_line(&l, "---")) {
        return 0;
    }
    for (int i = 0; i < MOST_LINES && l.next < n; i++) {
        l = line_at(s, n, l.next);
        if (is_line(&l, "---") || is_line(&l, "...")) {
            return keys > 0 ? l.next : 0;
        }
        bool is_key = key_len(&l) > 0;
        if (!is_key && (keys == 0 ? l.n == 0 || l.s[0] != '#' : !goes_on(&l))) {
            return 0;
        }
        keys += is_key;
    }
    return 0;
}

/* Moves past spaces, and the quotation marks around a value. */
static void strip(const char **s, size_t *n)
{
    size_t start = 0;
    size_t end = *n;
    rsd_trim(*s, &start, &end);
    const char *inner = *s + start;
    size_t len = end - start;
    if (len >= 2 && (inner[0] == '"' || inner[0] == '\'') && inner[len - 1] == inner[0]) {
        inner++;
        len -= 2;
    }
    *s = inner;
    *n = len;
}

/* Adds an item to a value, with a comma between. */
static rsd_status add_item(rsd_buf *value, const char *s, size_t n, const char *between)
{
    strip(&s, &n);
    if (n == 0) {
        return RSD_OK;
    }
    rsd_status status = value->len > 0 ? rsd_buf_add(value, between, strlen(between)) : RSD_OK;
    return status == RSD_OK ? rsd_buf_add(value, s, n) : status;
}

/* Adds what stands after the colon: a value, or a list in brackets. */
static rsd_status add_value(rsd_buf *value, const char *s, size_t n)
{
    size_t start = 0;
    size_t end = n;
    rsd_trim(s, &start, &end);
    if (end - start == 1 && (s[start] == '|' || s[start] == '>')) {
        return RSD_OK; /* the value is on the lines below */
    }
    if (end - start < 2 || s[start] != '[' || s[end - 1] != ']') {
        return add_item(value, s, n, ", ");
    }
    rsd_status status = RSD_OK;
    for (size_t at = start + 1; at < end && status == RSD_OK;) {
        size_t stop = at;
        while (stop < end - 1 && s[stop] != ',') {
            stop++;
        }
        status = add_item(value, s + at, stop - at, ", ");
        at = stop + 1;
    }
    return status;
}

/* Adds a line below the key. */
static rsd_status add_below(rsd_buf *value, const line *l)
{
    size_t at = 0;
    while (at < l->n && (l->s[at] == ' ' || l->s[at] == '\t')) {
        at++;
    }
    if (at < l->n && l->s[at] == '-') {
        return add_item(value, l->s + at + 1, l->n - at - 1, ", ");
    }
    return at < l->n && l->s[at] == '#' ? RSD_OK : add_item(value, l->s + at, l->n - at, " ");
}

rsd_status rsd_front_fields(const char *s, size_t end, rsd_draft *draft)
{
    line l = line_at(s, end, mark_len(s, end));
    char key[MOST_KEY + 1] = "";
    rsd_buf value = {0};
    rsd_status status = RSD_OK;
    while (l.next < end && status == RSD_OK) {
        l = line_at(s, end, l.next);
        const size_t n = key_len(&l);
        if ((n > 0 || l.next == end) && value.len > 0) {
            status = rsd_draft_field(draft, rsd_role_of(key), value.data, value.len);
        }
        if (status != RSD_OK || n == 0) {
            status = status == RSD_OK && add_below(&value, &l) != RSD_OK
                         ? rsd_fail_nomem(draft->source->err)
                         : status;
            continue;
        }
        snprintf(key, sizeof key, "%.*s", (int)n, l.s);
        value.len = 0;
        if (add_value(&value, l.s + n + 1, l.n - n - 1) != RSD_OK) {
            status = rsd_fail_nomem(draft->source->err);
        }
    }
    rsd_buf_free(&value);
    return status;
}

/* ---- A date in a path ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number of n digits at s; -1 if they are not all digits. */
static int digits(const char *s, int n)
{
    int number = 0;
    for (int i = 0; i < n; i++) {
        if (!is_digit(s[i])) {
            return -1;
        }
        number = number * 10 + (s[i] - '0');
    }
    return number;
}

/* Is there such a day, in a year of newspapers? As in all metadata, years are of the Gregorian or
 * the Solar Hijri calendar. */
static bool is_day(rsd_ymd date)
{
    enum { GREGORIAN_FIRST = 1800, GREGORIAN_END = 2200, JALALI_FIRST = 1200, JALALI_END = 1500 };
    const bool is_jalali = date.year >= JALALI_FIRST && date.year < JALALI_END;
    const bool is_year = is_jalali || (date.year >= GREGORIAN_FIRST && date.year < GREGORIAN_END);
    return is_year && date.day >= 1 &&
           date.day <=
               rsd_month_length(is_jalali ? RSD_JALALI : RSD_GREGORIAN, date.year, date.month);
}

/* The bytes of the date at s; 0 if there is none. */
static size_t date_at(const char *s, char date[11])
{
    static const char marks[] = "/-_.";
    const int year = digits(s, 4);
    if (year < 0) {
        return 0;
    }
    const char mark = s[4];
    const size_t step = mark != '\0' && strchr(marks, mark) != NULL ? 1 : 0;
    const char *month_at = s + 4 + step;
    const int month = digits(month_at, 2);
    if (month < 0 || (step == 1 && month_at[2] != mark)) {
        return 0;
    }
    const char *day_at = month_at + 2 + step;
    const int day = digits(day_at, 2);
    if (day < 0 || is_digit(day_at[2]) || !is_day((rsd_ymd){year, month, day})) {
        return 0;
    }
    snprintf(date, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)day % 100);
    return 8 + 2 * step;
}

bool rsd_path_date(const char *path, char date[11])
{
    bool found = false;
    for (const char *at = path; *at != '\0'; at++) {
        char other[11];
        size_t n = at > path && is_digit(at[-1]) ? 0 : date_at(at, other);
        if (n == 0) {
            continue;
        }
        if (found && strcmp(date, other) != 0) {
            return false;
        }
        memcpy(date, other, sizeof other);
        found = true;
        at += n - 1;
    }
    return found;
}
