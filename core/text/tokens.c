/* tokens.c: one token after the other, protected spans first, in one pass over the bytes. */
#include "text/simd.h"
#include "text/spans.h"

#include <string.h>
#include <utf8proc.h>

static size_t past_run(const rsd_scan *scan, size_t i, unsigned char c)
{
    while (i < scan->end && (unsigned char)scan->s[i] == c) {
        i++;
    }
    return i;
}

enum { NOT_SIGN = 0xAC, NOT_SIGN_LEN = 2 }; /* ¬, a ZWNJ in old Persian text */

/* ---- Words --------------------------------------------------------------------------------- */

/* An apostrophe, straight or curly, at i: its length, or 0. */
static size_t apostrophe(const rsd_scan *scan, size_t i)
{
    if (rsd_byte_at(scan, i) == '\'') {
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
        return rsd_look(scan, i + quote, &len) == RSD_CLASS_LATIN ? i + quote : i;
    }
    if (rsd_byte_at(scan, i) == '_') {
        size_t after = past_run(scan, i, '_');
        return rsd_is_ascii_alnum(rsd_byte_at(scan, after)) ? after : i;
    }
    return i;
}

/* Can the character go on a word, of the Arabic or of another script? */
static bool is_word_part(rsd_class c, bool arabic)
{
    if (c == RSD_CLASS_MARK || c == RSD_CLASS_DIGIT) {
        return true;
    }
    return arabic ? c == RSD_CLASS_ARABIC || c == RSD_CLASS_TATWEEL
                  : c == RSD_CLASS_LATIN || c == RSD_CLASS_LETTER;
}

/* Goes over letters of the Arabic script, the bulk of all text, and gathers their hints. */
static size_t past_arabic(const rsd_scan *scan, size_t i, uint8_t *hints)
{
    const unsigned char *p = (const unsigned char *)scan->s;
    const size_t end = scan->end;
    uint8_t seen = *hints;
    while (end - i >= 2 && p[i] >= 0xD8 && p[i] <= 0xDB && (p[i + 1] & 0xC0) == 0x80) {
        uint8_t byte = rsd_class_low[(p[i] & 0x1F) << 6 | (p[i + 1] & 0x3F)];
        if ((byte & RSD_CLASS_MASK) != RSD_CLASS_ARABIC) {
            break;
        }
        seen |= byte;
        i += 2;
    }
    *hints = seen;
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
        if (arabic) {
            i = past_arabic(scan, i, &hints);
            if (i == scan->end || s[i] == ' ') {
                break;
            }
        }
        uint32_t cp;
        size_t len;
        uint8_t byte = rsd_char_at(s, scan->end, i, &cp, &len);
        rsd_class c = (rsd_class)(byte & RSD_CLASS_MASK);
        if (is_word_part(c, arabic)) {
            hints |= byte;
            last = c == RSD_CLASS_MARK ? last : c;
            i += len;
            continue;
        }
        size_t after = i;
        if (c == RSD_CLASS_JOINER) {
            after = rsd_past_joiners(scan, i);
            after = is_word_part(rsd_look(scan, after, &len), arabic) ? after : i;
        } else if (arabic && cp == NOT_SIGN) {
            after = rsd_look(scan, i + len, &len) == RSD_CLASS_ARABIC ? i + NOT_SIGN_LEN : i;
        } else if (c == RSD_CLASS_PUNCT && !arabic && last != RSD_CLASS_LETTER) {
            after = latin_join(scan, i);
        }
        if (after == i) {
            break;
        }
        i = after;
    }
    scan->hints = (uint8_t)((hints & ~RSD_CLASS_MASK) | (first & RSD_CLASS_MASK));
    return i;
}

/* ---- Marks and symbols --------------------------------------------------------------------- */

/* The end of a line of nothing but at least three of c, as a rule across the page; else i. */
static size_t rule_end(const rsd_scan *scan, size_t i, unsigned char c)
{
    size_t end = past_run(scan, i, c);
    size_t at = end;
    size_t len;
    while (at < scan->end && rsd_look(scan, at, &len) == RSD_CLASS_SPACE) {
        at += len;
    }
    return end - i >= 3 && rsd_look(scan, at, &len) == RSD_CLASS_NEWLINE ? end : i;
}

static bool is_blank(rsd_class c)
{
    return c == RSD_CLASS_SPACE || c == RSD_CLASS_NEWLINE;
}

/* The end of Markdown marks at i, or i. spaced: whitespace or nothing before. */
static size_t markup_end(const rsd_scan *scan, size_t i, bool spaced)
{
    unsigned char c = rsd_byte_at(scan, i);
    if (!scan->line_start && c != '*' && c != '_' && c != '`') {
        return i; /* before the run is measured: it may be long and end up in many tokens */
    }
    size_t end = past_run(scan, i, c);
    size_t len;
    bool blank_after = is_blank(rsd_look(scan, end, &len));
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
        rsd_class c =
            (rsd_class)(rsd_char_at(scan->s, scan->end, end, &next, &len) & RSD_CLASS_MASK);
        if ((c != RSD_CLASS_MARK && c != RSD_CLASS_SYMBOL && next != RSD_CP_ZWJ) ||
            utf8proc_grapheme_break_stateful(before, (utf8proc_int32_t)next, &state)) {
            break;
        }
        before = (utf8proc_int32_t)next;
        end += len;
    }
    return end;
}

/* The end of the run of the character at [i, next). */
static size_t same_run(const rsd_scan *scan, size_t i, size_t next)
{
    const size_t len = next - i;
    size_t end = next;
    while (scan->end - end >= len && memcmp(scan->s + i, scan->s + end, len) == 0) {
        end += len;
    }
    return end;
}

static size_t class_run(const rsd_scan *scan, size_t i, rsd_class c)
{
    size_t len;
    while (i < scan->end && rsd_look(scan, i, &len) == c) {
        i += len;
    }
    return i;
}

/* The kind and end of the token of punctuation that starts at i with the character up to next. */
static rsd_kind punct_token(rsd_scan *scan, size_t i, size_t next, size_t *end)
{
    unsigned char c = rsd_byte_at(scan, i);
    *end = next;
    if (c == '#' || c == '*' || c == '_' || c == '-' || c == '>' || c == '`' || c == '=') {
        size_t markup = markup_end(scan, i, scan->spaced);
        if (markup > i) {
            *end = markup;
            return RSD_KIND_MARKUP;
        }
    }
    if (c == '@' &&
        (scan->spaced || i == scan->begin || !rsd_is_ascii_alnum((unsigned char)scan->s[i - 1]))) {
        size_t name = rsd_handle_end(scan, next, false);
        if (name > next) {
            *end = name;
            return RSD_KIND_MENTION;
        }
    }
    if (c == '#') {
        size_t name = rsd_handle_end(scan, next, true);
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
    if (rsd_byte_at(scan, scan->pos) == ' ') {
        scan->spaced = true;
        scan->pos++;
    }
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
        *end = rsd_url_end(scan, i);
        if (*end > i) {
            return RSD_KIND_URL;
        }
        *end = rsd_email_end(scan, i);
        if (*end > i) {
            return RSD_KIND_EMAIL;
        }
        *end = word_end(scan, next, byte);
        if (rsd_byte_at(scan, *end) == '.' || rsd_byte_at(scan, *end) == '-') {
            after = rsd_bare_url_end(scan, i);
            if (after > *end) {
                *end = after;
                return RSD_KIND_URL;
            }
        }
        return RSD_KIND_WORD;
    case RSD_CLASS_DIGIT:
        *end = rsd_email_end(scan, i);
        if (*end > i) {
            return RSD_KIND_EMAIL;
        }
        *end = rsd_number_end(scan, i);
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
        *end = same_run(scan, i, next);
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

bool rsd_scan_open(rsd_scan *scan, size_t i)
{
    if (scan->end - i < RSD_WINDOW_ROOM) {
        return false;
    }
    rsd_simd_window(scan->s + i, &scan->window);
    scan->window_start = i;
    scan->window_end = i + RSD_WINDOW;
    return true;
}

static size_t count_ones(uint64_t bits)
{
    return bits == UINT64_MAX ? RSD_WINDOW : (size_t)__builtin_ctzll(~bits);
}

/* The length of the run of letters of the Arabic script at i as windows show it; 0 if there is
 * none, or none that ends within a window. */
static size_t letters_at(rsd_scan *scan, size_t i)
{
    if (i >= scan->window_end && !rsd_scan_open(scan, i)) {
        return 0;
    }
    size_t len = count_ones(scan->window.letters >> (i - scan->window_start));
    if (i + len >= scan->window_end - 1 && len > 0) { /* what follows may be another letter */
        len = rsd_scan_open(scan, i) ? count_ones(scan->window.letters) : 0;
    }
    return len < RSD_WINDOW - 1 ? len : 0;
}

/* The short way to a word of the Arabic script, after no more than a space or a line end: most
 * tokens are. */
static bool scan_word(rsd_scan *scan, rsd_token *token)
{
    const unsigned char gap = rsd_byte_at(scan, scan->pos);
    const size_t blank = gap == ' ' || gap == '\n';
    const size_t i = scan->pos + blank;
    const size_t len = letters_at(scan, i);
    if (len == 0) {
        return false;
    }
    const size_t at = i - scan->window_start;
    const uint64_t bytes = ((UINT64_C(1) << len) - 1) << at;
    uint8_t hints = RSD_CLASS_ARABIC;
    for (unsigned k = 0; k < 4; k++) {
        hints |= (uint8_t)((scan->window.hints[k] & bytes) != 0) << (k + 4);
    }
    scan->newlines = gap == '\n';
    scan->spaced = blank > 0 || scan->pos == scan->begin;
    scan->line_start = false;
    scan->hints = hints;
    const unsigned char next = (unsigned char)scan->s[i + len];
    const bool ended = next < 0x80 && (next < '0' || next > '9');
    size_t end = ended ? i + len : word_end(scan, i + len, hints);
    *token = (rsd_token){
        .start = (uint32_t)i, .end = (uint32_t)end, .kind = RSD_KIND_WORD, .lang = scan->lang};
    scan->pos = end;
    return true;
}

bool rsd_scan_token(rsd_scan *scan, rsd_token *token)
{
    if (rsd_simd() && scan_word(scan, token)) {
        return true;
    }
    uint32_t cp = 0;
    size_t len = 0;
    uint8_t byte = skip_gap(scan, &cp, &len);
    if (scan->pos >= scan->end) {
        return false;
    }
    size_t end;
    scan->hints = 0;
    rsd_kind kind = token_end(scan, byte, cp, len, &end);
    *token = (rsd_token){.start = (uint32_t)scan->pos,
                         .end = (uint32_t)end,
                         .kind = (uint8_t)kind,
                         .lang = scan->lang};
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
