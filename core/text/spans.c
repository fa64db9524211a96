/* spans.c: spans that stay whole: addresses, handles, numbers. */
#include "text/spans.h"

#include <string.h>

/* ---- Protected spans ----------------------------------------------------------------------- */

static bool starts_with(const rsd_scan *scan, size_t i, const char *lower)
{
    size_t k = 0;
    for (; lower[k] != '\0'; k++) {
        unsigned char c = rsd_byte_at(scan, i + k);
        if (c >= 'A' && c <= 'Z') {
            c = (unsigned char)(c + ('a' - 'A'));
        }
        if (c != (unsigned char)lower[k]) {
            return false;
        }
    }
    return true;
}

/* The length of "https://" or the like at i, or 0. */
static size_t url_prefix(const rsd_scan *scan, size_t i)
{
    static const char *const prefixes[] = {"http://", "https://", "ftp://", "www."};
    unsigned char c = rsd_byte_at(scan, i) | 0x20;
    if (c != 'h' && c != 'f' && c != 'w') {
        return 0;
    }
    for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++) {
        if (starts_with(scan, i, prefixes[k])) {
            return strlen(prefixes[k]);
        }
    }
    return 0;
}

/* What may end a sentence or a quotation around an address, rather than the address. */
static bool is_address_tail(unsigned char c)
{
    return c != 0 && strchr(".,;:!?'\"*_~]})", c) != NULL;
}

/* The end of an address of which the part before i is known: in_path, that part has its host. */
static size_t address_end(const rsd_scan *scan, size_t i, bool in_path)
{
    size_t open = 0;
    size_t closed = 0;
    size_t end = i;
    while (end < scan->end) {
        size_t len;
        unsigned char b = rsd_byte_at(scan, end);
        rsd_class c = rsd_look(scan, end, &len);
        bool ascii = b > 0x20 && b < 0x7F && strchr("<>\"`|\\^{}", b) == NULL;
        /* Letters of other scripts belong to paths; glued to a host they are the next word. */
        if (!ascii &&
            !(in_path && (rsd_is_letter(c) || c == RSD_CLASS_MARK || c == RSD_CLASS_DIGIT))) {
            break;
        }
        in_path = in_path || b == '/';
        open += b == '(';
        closed += b == ')';
        end += len;
    }
    while (end > i && is_address_tail(rsd_byte_at(scan, end - 1))) {
        if (rsd_byte_at(scan, end - 1) == ')') {
            if (closed <= open) {
                break; /* .../Aleppo_(city) */
            }
            closed--;
        }
        end--;
    }
    return end;
}

/* The end of the address that starts at i, or i. */
size_t rsd_url_end(const rsd_scan *scan, size_t i)
{
    size_t prefix = url_prefix(scan, i);
    if (prefix == 0 || !rsd_is_ascii_alnum(rsd_byte_at(scan, i + prefix))) {
        return i;
    }
    return address_end(scan, i + prefix, false);
}

enum { HOST_MOST = 253 }; /* bytes of a host's name, by RFC 1035 */

/* The end of a name of dots and labels such as mail.example.com at i; i if it has no dot or is too
 * long for one. */
static size_t host_end(const rsd_scan *scan, size_t i)
{
    size_t end = i;
    size_t at = i;
    bool dotted = false;
    while (rsd_is_ascii_alnum(rsd_byte_at(scan, at))) {
        while (rsd_is_ascii_alnum(rsd_byte_at(scan, at)) || rsd_byte_at(scan, at) == '-') {
            if (++at - i > HOST_MOST) {
                return i;
            }
        }
        end = at;
        if (rsd_byte_at(scan, at) != '.' || !rsd_is_ascii_alnum(rsd_byte_at(scan, at + 1))) {
            break;
        }
        dotted = true;
        at++;
    }
    while (end > i && rsd_byte_at(scan, end - 1) == '-') {
        end--;
    }
    return dotted ? end : i;
}

/* Is the last label of the host s[i..end) one that addresses in the news end in, in lower case? */
static bool has_known_domain(const rsd_scan *scan, size_t i, size_t end)
{
    static const char *const domains[] = {"com",  "org", "net", "info", "ir", "me", "tv",  "sy",
                                          "iq",   "uk",  "ru",  "tr",   "de", "fr", "edu", "gov",
                                          "news", "io",  "ly",  "ps",   "qa", NULL};
    size_t last = end;
    while (last > i && scan->s[last - 1] != '.') {
        last--;
    }
    for (size_t k = 0; domains[k] != NULL; k++) {
        if (end - last == strlen(domains[k]) &&
            memcmp(scan->s + last, domains[k], end - last) == 0) {
            return true;
        }
    }
    return false;
}

/* The end of an address without its www. that starts at i (irna.ir, t.me/irna_1), or i. */
size_t rsd_bare_url_end(const rsd_scan *scan, size_t i)
{
    const size_t end = host_end(scan, i);
    size_t len;
    if (end == i || !has_known_domain(scan, i, end) || rsd_byte_at(scan, end) == '@' ||
        rsd_look(scan, end, &len) == RSD_CLASS_LATIN) {
        return i;
    }
    return rsd_byte_at(scan, end) == '/' ? address_end(scan, end, true) : end;
}

/* The end of the e-mail address that starts at i, or i. */
size_t rsd_email_end(rsd_scan *scan, size_t i)
{
    if (i < scan->no_email_before || !rsd_is_ascii_alnum(rsd_byte_at(scan, i))) {
        return i;
    }
    size_t at = i;
    for (;;) {
        unsigned char c = rsd_byte_at(scan, at);
        if (!rsd_is_ascii_alnum(c) && (c == 0 || strchr("._%+-", c) == NULL)) {
            break;
        }
        at++;
    }
    if (rsd_byte_at(scan, at) == '@' && at > i) {
        size_t end = host_end(scan, at + 1);
        if (end > at + 1) {
            return end;
        }
    }
    /* Whatever starts before this place runs into the same end. */
    scan->no_email_before = at;
    return i;
}

/* The end of a name after @ or # at i; i if there is none. A hashtag has a letter. */
size_t rsd_handle_end(const rsd_scan *scan, size_t i, bool needs_letter)
{
    size_t end = i;
    size_t at = i;
    bool letter = false;
    while (at < scan->end) {
        size_t len;
        rsd_class c = rsd_look(scan, at, &len);
        if (rsd_is_letter(c) || c == RSD_CLASS_DIGIT || rsd_byte_at(scan, at) == '_' ||
            ((c == RSD_CLASS_MARK || c == RSD_CLASS_TATWEEL) && end > i)) {
            letter = letter || rsd_is_letter(c);
            at += len;
            end = at;
        } else if (c == RSD_CLASS_JOINER && end > i) {
            at = rsd_past_joiners(scan, at);
        } else {
            break;
        }
    }
    return letter || !needs_letter ? end : i;
}

/* ---- Numbers ------------------------------------------------------------------------------- */

static size_t digits_end(const rsd_scan *scan, size_t i, size_t *count)
{
    *count = 0;
    size_t len;
    while (i < scan->end && rsd_look(scan, i, &len) == RSD_CLASS_DIGIT) {
        i += len;
        ++*count;
    }
    return i;
}

/* The length of a mark that may stand inside a number, or 0. */
static size_t number_mark(const rsd_scan *scan, size_t i)
{
    unsigned char c = rsd_byte_at(scan, i);
    if (c == '.' || c == ',' || c == '/' || c == ':') {
        return 1;
    }
    /* ٫ ٬ */
    return c == 0xD9 && (rsd_byte_at(scan, i + 1) == 0xAB || rsd_byte_at(scan, i + 1) == 0xAC) ? 2
                                                                                               : 0;
}

/* The end of the rest of an ISO date, -05-04, at i after a year; i if there is none. */
static size_t iso_rest(const rsd_scan *scan, size_t i)
{
    size_t at = i;
    for (int part = 0; part < 2; part++) {
        if (rsd_byte_at(scan, at) != '-') {
            return i;
        }
        size_t count;
        at = digits_end(scan, at + 1, &count);
        if (count < 1 || count > 2) {
            return i;
        }
    }
    return rsd_byte_at(scan, at) == '-' ? i : at;
}

size_t rsd_number_end(const rsd_scan *scan, size_t i)
{
    size_t count;
    size_t end = digits_end(scan, i, &count);
    if (count == 4) {
        size_t date = iso_rest(scan, end);
        if (date > end) {
            return date;
        }
    }
    for (;;) {
        size_t mark = number_mark(scan, end);
        size_t after = mark > 0 ? digits_end(scan, end + mark, &count) : 0;
        if (mark == 0 || count == 0) {
            break;
        }
        end = after;
    }
    size_t len;
    while (rsd_look(scan, end, &len) == RSD_CLASS_MARK) {
        end += len; /* the frame of a keycap */
    }
    return end;
}
