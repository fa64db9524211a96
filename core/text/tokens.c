/* tokens.c: one token after the other, protected spans first, in one pass over the bytes. */
#include "text/text.h"

#include <string.h>
#include <utf8proc.h>

/* The class of the character at i, end of text included, and its length. */
static rsd_class look(const rsd_scan *scan, size_t i, size_t *len)
{
    uint32_t cp;
    if (i >= scan->end) {
        *len = 0;
        return RSD_CLASS_NEWLINE;
    }
    return (rsd_class)(rsd_char_at(scan->s, scan->end, i, &cp, len) & RSD_CLASS_MASK);
}

static unsigned char byte_at(const rsd_scan *scan, size_t i)
{
    return i < scan->end ? (unsigned char)scan->s[i] : 0;
}

static bool is_ascii_alnum(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The first place from i on where no joiner stands. */
static size_t past_joiners(const rsd_scan *scan, size_t i)
{
    size_t len;
    while (i < scan->end && look(scan, i, &len) == RSD_CLASS_JOINER) {
        i += len;
    }
    return i;
}

static size_t past_run(const rsd_scan *scan, size_t i, unsigned char c)
{
    while (i < scan->end && (unsigned char)scan->s[i] == c) {
        i++;
    }
    return i;
}

/* ---- Words --------------------------------------------------------------------------------- */

/* An apostrophe, straight or curly, at i: its length, or 0. */
static size_t apostrophe(const rsd_scan *scan, size_t i)
{
    if (byte_at(scan, i) == '\'') {
        return 1;
    }
    return scan->end - i >= 3 && memcmp(scan->s + i, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* What joins two parts of a Latin word ("don't", "some_name"): where the second begins, or i. */
static size_t latin_join(const rsd_scan *scan, size_t i)
{
    size_t len;
    size_t quote = apostrophe(scan, i);
    if (quote > 0) {
        return look(scan, i + quote, &len) == RSD_CLASS_LATIN ? i + quote : i;
    }
    if (byte_at(scan, i) == '_') {
        size_t after = past_run(scan, i, '_');
        return is_ascii_alnum(byte_at(scan, after)) ? after : i;
    }
    return i;
}

/* The end of the word whose first letter, of the given class, ends at i. */
static size_t word_end(rsd_scan *scan, size_t i, uint8_t first)
{
    const char *s = scan->s;
    const bool arabic = (first & RSD_CLASS_MASK) == RSD_CLASS_ARABIC;
    uint8_t hints = first;
    rsd_class last = (rsd_class)(first & RSD_CLASS_MASK);
    while (i < scan->end) {
        uint32_t cp;
        size_t len;
        uint8_t byte = rsd_char_at(s, scan->end, i, &cp, &len);
        rsd_class c = (rsd_class)(byte & RSD_CLASS_MASK);
        if (c == RSD_CLASS_ARABIC && arabic) {
            hints |= byte;
        } else if (c == RSD_CLASS_SPACE) {
            break;
        } else if (c == RSD_CLASS_JOINER) {
            size_t after = past_joiners(scan, i);
            c = look(scan, after, &len);
            bool joins = c == RSD_CLASS_MARK || c == RSD_CLASS_DIGIT ||
                         (arabic ? c == RSD_CLASS_ARABIC || c == RSD_CLASS_TATWEEL
                                 : c == RSD_CLASS_LATIN || c == RSD_CLASS_LETTER);
            if (!joins) {
                break;
            }
            i = after;
            continue;
        } else if (c == RSD_CLASS_PUNCT && !arabic && last != RSD_CLASS_LETTER) {
            size_t after = latin_join(scan, i);
            if (after == i) {
                break;
            }
            i = after;
            continue;
        } else if (c != RSD_CLASS_MARK && c != RSD_CLASS_DIGIT &&
                   !(arabic && c == RSD_CLASS_TATWEEL) &&
                   (arabic || (c != RSD_CLASS_LATIN && c != RSD_CLASS_LETTER))) {
            break;
        }
        if (c != RSD_CLASS_MARK) {
            last = c;
        }
        i += len;
    }
    scan->hints = (uint8_t)((hints & ~RSD_CLASS_MASK) | (first & RSD_CLASS_MASK));
    return i;
}

/* ---- Protected spans ----------------------------------------------------------------------- */

static bool starts_with(const rsd_scan *scan, size_t i, const char *lower)
{
    size_t k = 0;
    for (; lower[k] != '\0'; k++) {
        unsigned char c = byte_at(scan, i + k);
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
    unsigned char c = byte_at(scan, i) | 0x20;
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

/* The end of the address that starts at i, or i. */
static size_t url_end(const rsd_scan *scan, size_t i)
{
    size_t prefix = url_prefix(scan, i);
    if (prefix == 0 || !is_ascii_alnum(byte_at(scan, i + prefix))) {
        return i;
    }
    size_t open = 0;
    size_t closed = 0;
    bool in_path = false;
    size_t end = i + prefix;
    while (end < scan->end) {
        size_t len;
        unsigned char b = byte_at(scan, end);
        rsd_class c = look(scan, end, &len);
        bool ascii = b > 0x20 && b < 0x7F && strchr("<>\"`|\\^{}", b) == NULL;
        /* Letters of other scripts belong to paths; glued to a host they are the next word. */
        if (!ascii && !(in_path && (rsd_is_letter(c) || c == RSD_CLASS_MARK ||
                                    c == RSD_CLASS_DIGIT))) {
            break;
        }
        in_path = in_path || b == '/';
        open += b == '(';
        closed += b == ')';
        end += len;
    }
    while (end > i + prefix && is_address_tail(byte_at(scan, end - 1))) {
        if (byte_at(scan, end - 1) == ')') {
            if (closed <= open) {
                break; /* .../Aleppo_(city) */
            }
            closed--;
        }
        end--;
    }
    return end;
}

/* The end of a name of dots and labels such as mail.example.com at i; i if it has no dot. */
static size_t host_end(const rsd_scan *scan, size_t i)
{
    size_t end = i;
    size_t at = i;
    bool dotted = false;
    while (is_ascii_alnum(byte_at(scan, at))) {
        while (is_ascii_alnum(byte_at(scan, at)) || byte_at(scan, at) == '-') {
            at++;
        }
        end = at;
        if (byte_at(scan, at) != '.' || !is_ascii_alnum(byte_at(scan, at + 1))) {
            break;
        }
        dotted = true;
        at++;
    }
    while (end > i && byte_at(scan, end - 1) == '-') {
        end--;
    }
    return dotted ? end : i;
}

/* The end of the e-mail address that starts at i, or i. */
static size_t email_end(rsd_scan *scan, size_t i)
{
    if (i < scan->no_email_before || !is_ascii_alnum(byte_at(scan, i))) {
        return i;
    }
    size_t at = i;
    for (;;) {
        unsigned char c = byte_at(scan, at);
        if (!is_ascii_alnum(c) && (c == 0 || strchr("._%+-", c) == NULL)) {
            break;
        }
        at++;
    }
    if (byte_at(scan, at) == '@' && at > i) {
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
static size_t handle_end(const rsd_scan *scan, size_t i, bool needs_letter)
{
    size_t end = i;
    size_t at = i;
    bool letter = false;
    while (at < scan->end) {
        size_t len;
        rsd_class c = look(scan, at, &len);
        if (rsd_is_letter(c) || c == RSD_CLASS_DIGIT || byte_at(scan, at) == '_' ||
            ((c == RSD_CLASS_MARK || c == RSD_CLASS_TATWEEL) && end > i)) {
            letter = letter || rsd_is_letter(c);
            at += len;
            end = at;
        } else if (c == RSD_CLASS_JOINER && end > i) {
            at = past_joiners(scan, at);
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
    while (i < scan->end && look(scan, i, &len) == RSD_CLASS_DIGIT) {
        i += len;
        ++*count;
    }
    return i;
}

/* The length of a mark that may stand inside a number, or 0. */
static size_t number_mark(const rsd_scan *scan, size_t i)
{
    unsigned char c = byte_at(scan, i);
    if (c == '.' || c == ',' || c == '/' || c == ':') {
        return 1;
    }
    /* ٫ ٬ */
    return c == 0xD9 && (byte_at(scan, i + 1) == 0xAB || byte_at(scan, i + 1) == 0xAC) ? 2 : 0;
}

/* The end of the rest of an ISO date, -05-04, at i after a year; i if there is none. */
static size_t iso_rest(const rsd_scan *scan, size_t i)
{
    size_t at = i;
    for (int part = 0; part < 2; part++) {
        if (byte_at(scan, at) != '-') {
            return i;
        }
        size_t count;
        at = digits_end(scan, at + 1, &count);
        if (count < 1 || count > 2) {
            return i;
        }
    }
    return byte_at(scan, at) == '-' ? i : at;
}

static size_t number_end(const rsd_scan *scan, size_t i)
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
    while (look(scan, end, &len) == RSD_CLASS_MARK) {
        end += len; /* the frame of a keycap */
    }
    return end;
}

/* ---- Marks and symbols --------------------------------------------------------------------- */

/* The end of a line of nothing but at least three of c, as a rule across the page; else i. */
static size_t rule_end(const rsd_scan *scan, size_t i, unsigned char c)
{
    size_t end = past_run(scan, i, c);
    size_t at = end;
    size_t len;
    while (at < scan->end && look(scan, at, &len) == RSD_CLASS_SPACE) {
        at += len;
    }
    return end - i >= 3 && look(scan, at, &len) == RSD_CLASS_NEWLINE ? end : i;
}

static bool is_blank(rsd_class c)
{
    return c == RSD_CLASS_SPACE || c == RSD_CLASS_NEWLINE;
}

/* The end of Markdown marks at i, or i. spaced: whitespace or nothing before. */
static size_t markup_end(const rsd_scan *scan, size_t i, bool spaced)
{
    unsigned char c = byte_at(scan, i);
    if (!scan->line_start && c != '*' && c != '_' && c != '`') {
        return i; /* before the run is measured: it may be long and end up in many tokens */
    }
    size_t end = past_run(scan, i, c);
    size_t len;
    bool blank_after = is_blank(look(scan, end, &len));
    if (scan->line_start) {
        size_t rule = c == '-' || c == '=' || c == '*' || c == '_' ? rule_end(scan, i, c) : i;
        if (rule > i) {
            return rule;
        }
        if (c == '#' && (blank_after || end - i >= 2)) {
            return end;
        }
        if ((c == '-' || c == '*' || c == '>') && end - i == 1 && blank_after) {
            return end;
        }
    }
    switch (c) {
    case '`':
        return end;
    case '*':
    case '_':
        /* Emphasis leans on what it encloses; 3 * 4 does not. */
        return end - i >= 2 || spaced != blank_after ? end : i;
    default:
        return i;
    }
}

/* The end of a symbol with all that makes one picture with it. */
static size_t symbol_end(const rsd_scan *scan, uint32_t cp, size_t end)
{
    utf8proc_int32_t state = 0;
    utf8proc_int32_t before = (utf8proc_int32_t)cp;
    while (end < scan->end) {
        uint32_t next;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(scan->s, scan->end, end, &next, &len) &
                                  RSD_CLASS_MASK);
        if ((c != RSD_CLASS_MARK && c != RSD_CLASS_SYMBOL && next != RSD_CP_ZWJ) ||
            utf8proc_grapheme_break_stateful(before, (utf8proc_int32_t)next, &state)) {
            break;
        }
        before = (utf8proc_int32_t)next;
        end += len;
    }
    return end;
}

static size_t class_run(const rsd_scan *scan, size_t i, rsd_class c)
{
    size_t len;
    while (i < scan->end && look(scan, i, &len) == c) {
        i += len;
    }
    return i;
}

/* The kind and end of the token of punctuation that starts at i with the character up to next. */
static rsd_kind punct_token(rsd_scan *scan, size_t i, size_t next, size_t *end)
{
    unsigned char c = byte_at(scan, i);
    *end = next;
    if (c == '#' || c == '*' || c == '_' || c == '-' || c == '>' || c == '`' || c == '=') {
        size_t markup = markup_end(scan, i, scan->spaced);
        if (markup > i) {
            *end = markup;
            return RSD_KIND_MARKUP;
        }
    }
    if (c == '@' && (scan->spaced || i == scan->begin ||
                     !is_ascii_alnum((unsigned char)scan->s[i - 1]))) {
        size_t name = handle_end(scan, next, false);
        if (name > next) {
            *end = name;
            return RSD_KIND_MENTION;
        }
    }
    if (c == '#') {
        size_t name = handle_end(scan, next, true);
        if (name > next) {
            *end = name;
            return RSD_KIND_HASHTAG;
        }
    }
    return RSD_KIND_PUNCT;
}

/* ---- The scanner --------------------------------------------------------------------------- */

/* Skips what is in no token; counts line ends. Returns the class byte of what follows. */
static uint8_t skip_gap(rsd_scan *scan, uint32_t *cp, size_t *len)
{
    scan->newlines = 0;
    scan->spaced = scan->pos == scan->begin;
    while (scan->pos < scan->end) {
        uint8_t byte = rsd_char_at(scan->s, scan->end, scan->pos, cp, len);
        switch ((rsd_class)(byte & RSD_CLASS_MASK)) {
        case RSD_CLASS_NEWLINE:
            if (*cp != '\n' || scan->pos == scan->begin || scan->s[scan->pos - 1] != '\r') {
                scan->newlines++;
            }
            scan->line_start = true;
            scan->spaced = true;
            break;
        case RSD_CLASS_SPACE:
        case RSD_CLASS_CONTROL:
        case RSD_CLASS_INVALID:
            scan->spaced = true;
            break;
        case RSD_CLASS_JOINER:
            break;
        case RSD_CLASS_LETTER:
        case RSD_CLASS_LATIN:
        case RSD_CLASS_ARABIC:
        case RSD_CLASS_MARK:
        case RSD_CLASS_TATWEEL:
        case RSD_CLASS_DIGIT:
        case RSD_CLASS_FINAL:
        case RSD_CLASS_PUNCT:
        case RSD_CLASS_SYMBOL:
            return byte;
        }
        scan->pos += *len;
    }
    return RSD_CLASS_NEWLINE;
}

/* The kind and end of the token that starts at i with a character of the given class. */
static rsd_kind token_end(rsd_scan *scan, uint8_t byte, uint32_t cp, size_t len, size_t *end)
{
    const size_t i = scan->pos;
    const size_t next = i + len;
    size_t after;
    switch ((rsd_class)(byte & RSD_CLASS_MASK)) {
    case RSD_CLASS_ARABIC:
    case RSD_CLASS_LETTER:
        *end = word_end(scan, next, byte);
        return RSD_KIND_WORD;
    case RSD_CLASS_LATIN:
        *end = url_end(scan, i);
        if (*end > i) {
            return RSD_KIND_URL;
        }
        *end = email_end(scan, i);
        if (*end > i) {
            return RSD_KIND_EMAIL;
        }
        *end = word_end(scan, next, byte);
        return RSD_KIND_WORD;
    case RSD_CLASS_DIGIT:
        *end = email_end(scan, i);
        if (*end > i) {
            return RSD_KIND_EMAIL;
        }
        *end = number_end(scan, i);
        return RSD_KIND_NUMBER;
    case RSD_CLASS_TATWEEL:
        after = class_run(scan, next, RSD_CLASS_TATWEEL);
        byte = after < scan->end ? rsd_char_at(scan->s, scan->end, after, &cp, &len) : 0;
        if ((byte & RSD_CLASS_MASK) == RSD_CLASS_ARABIC) {
            *end = word_end(scan, after + len, byte);
            return RSD_KIND_WORD;
        }
        *end = class_run(scan, after, RSD_CLASS_MARK);
        return RSD_KIND_PUNCT;
    case RSD_CLASS_FINAL:
        *end = class_run(scan, next, RSD_CLASS_FINAL);
        return RSD_KIND_PUNCT;
    case RSD_CLASS_MARK:
        *end = class_run(scan, next, RSD_CLASS_MARK);
        return RSD_KIND_SYMBOL;
    case RSD_CLASS_PUNCT:
        return punct_token(scan, i, next, end);
    case RSD_CLASS_SYMBOL:
        if (cp < 0x80) {
            return punct_token(scan, i, next, end) == RSD_KIND_MARKUP ? RSD_KIND_MARKUP
                                                                      : RSD_KIND_SYMBOL;
        }
        *end = symbol_end(scan, cp, next);
        return RSD_KIND_SYMBOL;
    case RSD_CLASS_CONTROL:
    case RSD_CLASS_SPACE:
    case RSD_CLASS_NEWLINE:
    case RSD_CLASS_JOINER:
    case RSD_CLASS_INVALID:
        break;
    }
    *end = next;
    return RSD_KIND_SYMBOL;
}

bool rsd_scan_token(rsd_scan *scan, rsd_token *token)
{
    uint32_t cp = 0;
    size_t len = 0;
    uint8_t byte = skip_gap(scan, &cp, &len);
    if (scan->pos >= scan->end) {
        return false;
    }
    size_t end;
    scan->hints = 0;
    rsd_kind kind = token_end(scan, byte, cp, len, &end);
    *token = (rsd_token){(uint32_t)scan->pos, (uint32_t)end, (uint8_t)kind, RSD_LANG_OTHER};
    scan->pos = end;
    scan->line_start = false;
    return true;
}

const char *rsd_kind_name(rsd_kind kind)
{
    switch (kind) {
    case RSD_KIND_WORD:
        return "word";
    case RSD_KIND_NUMBER:
        return "number";
    case RSD_KIND_PUNCT:
        return "punct";
    case RSD_KIND_SYMBOL:
        return "symbol";
    case RSD_KIND_URL:
        return "url";
    case RSD_KIND_EMAIL:
        return "email";
    case RSD_KIND_HASHTAG:
        return "hashtag";
    case RSD_KIND_MENTION:
        return "mention";
    case RSD_KIND_MARKUP:
        return "markup";
    }
    return "unknown";
}
