/* html_look.c: a look at the tags of a page before it is parsed: whether it is no page but built to
 * keep a parser busy, and where elements of XHTML end that HTML would leave open, as <a name="x"/>
 * and <script src="x"/>: all behind them would be part of them. */
#include "read/html.h"

#include <string.h>
#include <strings.h>

enum {
    MOST_BYTES = 16 << 20,
    MOST_DEPTH = 1000,      /* elements within each other */
    MOST_ATTRIBUTES = 1000, /* of an element */
    NAMES = 256             /* of elements are told apart */
};

typedef struct look {
    const char *s;
    size_t n;
    size_t at;
    uint32_t open[NAMES]; /* elements of a name that were not closed */
    uint32_t depth;       /* of all names */
    /* Of XHTML */
    bool is_xhtml;
    bool is_empty;   /* the tag that was passed ends in "/>" */
    rsd_buf *mended; /* the page up to copied, where empty elements have an end tag */
    size_t copied;
    bool is_full; /* there was no memory for it */
} look;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_named(const char *name, size_t n, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strlen(*names) == n && strncasecmp(name, *names, n) == 0) {
            return true;
        }
    }
    return false;
}

/* Elements that hold nothing and have no end tag. */
static bool is_void(const char *name, size_t n)
{
    static const char *const names[] = {"area", "base",  "br",     "col",   "embed",
                                        "hr",   "img",   "input",  "link",  "meta",
                                        "wbr",  "param", "source", "track", NULL};
    return is_named(name, n, names);
}

/* Elements that hold nothing or that the next of their kind closes. */
static bool ends_by_itself(const char *name, size_t n)
{
    static const char *const names[] = {"p",  "li",    "dt",    "dd",    "tr",     "td",
                                        "th", "tbody", "thead", "tfoot", "option", NULL};
    return is_void(name, n) || is_named(name, n, names);
}

/* Moves past the text of a script or a style; what looks like elements there is none. */
static void pass_raw_text(look *l, const char *name, size_t n)
{
    static const char *const names[] = {"script", "style", "textarea", "title", NULL};
    if (!is_named(name, n, names)) {
        return;
    }
    while (l->at < l->n) {
        const char *found = memchr(l->s + l->at, '<', l->n - l->at);
        l->at = found == NULL ? l->n : (size_t)(found - l->s) + 1;
        if (l->n - l->at > n && l->s[l->at] == '/' && strncasecmp(l->s + l->at + 1, name, n) == 0) {
            l->at--;
            return;
        }
    }
}

/* Moves past the '>' of the tag. Returns how many attributes it may have. */
static size_t pass_attributes(look *l)
{
    size_t attributes = 0;
    bool after_space = false;
    bool in_value = false; /* without quotation marks: a '/' is part of it */
    l->is_empty = false;
    while (l->at < l->n) {
        const char c = l->s[l->at++];
        const char before = l->s[l->at - 2];
        if (c == '>') {
            l->is_empty = before == '/' && !in_value;
            break;
        }
        if ((c == '"' || c == '\'') && before == '=') {
            const char *end = memchr(l->s + l->at, c, l->n - l->at);
            l->at = end == NULL ? l->n : (size_t)(end - l->s) + 1;
        } else {
            in_value = (in_value || before == '=') && !is_space(c);
        }
        attributes += after_space && !is_space(c);
        after_space = is_space(c);
    }
    return attributes;
}

/* Copies the page up to the tag before l->at, "<name .../>", which becomes "<name ...></name>". */
static void close_element(look *l, const char *name, size_t n)
{
    const size_t end = l->at - 2;
    l->is_full = rsd_buf_add(l->mended, l->s + l->copied, end - l->copied) != RSD_OK ||
                 rsd_buf_add(l->mended, "></", 3) != RSD_OK ||
                 rsd_buf_add(l->mended, name, n) != RSD_OK ||
                 rsd_buf_add(l->mended, ">", 1) != RSD_OK;
    l->copied = l->at;
}

/* Looks at the tag after the '<' before l->at. Returns why the page is not taken, or NULL. */
static const char *look_at_tag(look *l)
{
    if (l->n - l->at >= 3 && memcmp(l->s + l->at, "!--", 3) == 0) {
        const char *end = memmem(l->s + l->at, l->n - l->at, "-->", 3);
        l->at = end == NULL ? l->n : (size_t)(end - l->s) + 3;
        return NULL;
    }
    const bool closes = l->at < l->n && l->s[l->at] == '/';
    l->at += closes;
    const char *name = l->s + l->at;
    uint32_t hash = 0;
    size_t n = 0;
    if (l->at == l->n || !is_letter(*name)) {
        return NULL;
    }
    for (; l->at < l->n && l->s[l->at] != '>' && l->s[l->at] != '/' && !is_space(l->s[l->at]);
         n++) {
        hash = hash * 31 + ((unsigned char)l->s[l->at++] | 0x20U);
    }
    if (pass_attributes(l) > MOST_ATTRIBUTES) {
        return "has an element with more than the 1000 attributes that are taken";
    }
    if (l->is_xhtml && l->is_empty && !closes && !is_void(name, n)) {
        close_element(l, name, n);
        return NULL;
    }
    if (ends_by_itself(name, n)) {
        return NULL;
    }
    uint32_t *open = &l->open[hash % NAMES];
    if (!closes) {
        ++*open;
        l->depth++;
        pass_raw_text(l, name, n);
    } else if (*open > 0) {
        --*open;
        l->depth--;
    }
    return l->depth > MOST_DEPTH
               ? "has more than the 1000 elements within each other that are taken"
               : NULL;
}

/* ---- XHTML ---- */

/* Where the tag of the page's outermost element ends, if it stands near the beginning. */
static size_t end_of_root_tag(const char *s, size_t n)
{
    enum { NEAR = 4096 };
    static const char root[] = "<html";
    n = n < NEAR ? n : NEAR;
    const char *at = memchr(s, '<', n);
    while (at != NULL) {
        const size_t left = n - (size_t)(at - s);
        if (left >= sizeof root && strncasecmp(at, root, sizeof root - 1) == 0) {
            const char *end = memchr(at, '>', left);
            return end == NULL ? n : (size_t)(end - s);
        }
        at = memchr(at + 1, '<', left - 1);
    }
    return n;
}

/* Does the page say that it is XHTML: by an XML declaration, its type or its namespace? */
static bool says_xhtml(const char *s, size_t n)
{
    static const char *const marks[] = {"//DTD XHTML ", "http://www.w3.org/1999/xhtml"};
    static const char declaration[] = "<?xml ";
    size_t start = 0;
    rsd_trim(s, &start, &n);
    s += start;
    n -= start;
    if (n >= sizeof declaration && memcmp(s, declaration, sizeof declaration - 1) == 0) {
        return true;
    }
    const size_t end = end_of_root_tag(s, n);
    return memmem(s, end, marks[0], strlen(marks[0])) != NULL ||
           memmem(s, end, marks[1], strlen(marks[1])) != NULL;
}

/* ---- All of it ---- */

/* Looks at all tags. Returns why the page is not taken, or NULL. */
static const char *look_at_tags(look *l)
{
    const char *why = NULL;
    while (why == NULL && !l->is_full && l->at < l->n) {
        const char *tag = memchr(l->s + l->at, '<', l->n - l->at);
        if (tag == NULL) {
            break;
        }
        l->at = (size_t)(tag - l->s) + 1;
        why = look_at_tag(l);
    }
    return why;
}

rsd_status rsd_html_look(const char *s, size_t n, bool is_xhtml, rsd_buf *mended, rsd_error *err)
{
    look l = {.s = s, .n = n, .mended = mended};
    const char *why = "is larger than the 16 MiB that are taken of a page";
    if (n <= MOST_BYTES) {
        l.is_xhtml = is_xhtml || says_xhtml(s, n);
        why = look_at_tags(&l);
    }
    if (why != NULL) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET, "%s", why);
    }
    if (l.copied > 0 && !l.is_full) {
        l.is_full = rsd_buf_add(mended, s + l.copied, n - l.copied) != RSD_OK;
    }
    return l.is_full ? rsd_fail_nomem(err) : RSD_OK;
}
