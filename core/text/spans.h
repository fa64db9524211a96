/* spans.h: what the tokenizer's parts share: looking at characters, and protected spans. */
#ifndef RSD_TEXT_SPANS_H
#define RSD_TEXT_SPANS_H

#include "text/text.h"

/* The class of the character at i, end of text included, and its length. */
static inline rsd_class rsd_look(const rsd_scan *scan, size_t i, size_t *len)
{
    uint32_t cp;
    if (i >= scan->end) {
        *len = 0;
        return RSD_CLASS_NEWLINE;
    }
    return (rsd_class)(rsd_char_at(scan->s, scan->end, i, &cp, len) & RSD_CLASS_MASK);
}

static inline unsigned char rsd_byte_at(const rsd_scan *scan, size_t i)
{
    return i < scan->end ? (unsigned char)scan->s[i] : 0;
}

static inline bool rsd_is_ascii_alnum(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The first place from i on where no joiner stands. */
static inline size_t rsd_past_joiners(const rsd_scan *scan, size_t i)
{
    size_t len;
    while (i < scan->end && rsd_look(scan, i, &len) == RSD_CLASS_JOINER) {
        i += len;
    }
    return i;
}

/* Each gives the end of the span that starts at i, or i if there is none. */
size_t rsd_url_end(const rsd_scan *scan, size_t i);
size_t rsd_bare_url_end(const rsd_scan *scan, size_t i);
size_t rsd_email_end(rsd_scan *scan, size_t i);
/* A name after @ or #. A hashtag needs a letter. */
size_t rsd_handle_end(const rsd_scan *scan, size_t i, bool needs_letter);
/* A number with what may stand inside it; at i there is a digit. */
size_t rsd_number_end(const rsd_scan *scan, size_t i);

#endif
