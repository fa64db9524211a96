/* lines.c: an article cut into lines, each with its skeleton, and the way back to the source.
 *
 * The skeleton is the key form without spaces, Markdown marks and punctuation. A headline has the
 * same one in another spelling, in bold or after a heading mark. */
#include "read/clean_int.h"

#include <string.h>

/* ---- Characters ---- */

static bool is_emphasis(char c)
{
    return c == '*' || c == '_' || c == '~' || c == '`';
}

bool rsd_is_dropped(uint32_t cp)
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
    return at > 0 && at + len < n && rsd_is_digit(key[at - 1]) && rsd_is_digit(key[at + len]);
}

bool rsd_next_letter(rsd_walker *w)
{
    w->after_space = false;
    if (w->at < w->n && w->key[w->at] == ' ') {
        w->after_space = true;
        w->at++;
    }
    while (w->at < w->n) {
        uint32_t cp = 0;
        size_t len = rsd_utf8_decode(w->key + w->at, w->n - w->at, &cp);
        w->start = w->at;
        w->at += len == 0 ? 1 : len;
        if (len == 0) {
            continue;
        }
        if (!rsd_is_dropped(cp) ||
            (!is_space(cp) && is_inside_number(w->key, w->n, w->start, len))) {
            return true;
        }
        w->after_space = w->after_space || is_space(cp);
    }
    return false;
}

/* ---- Cutting ---- */

/* The bytes of the heading mark ("## ") or list mark ("- ") that s[0..n) begins with, or 0. */
static size_t block_mark(const char *s, size_t n, rsd_line *to)
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
static void strip_marks(const char *s, size_t *start, size_t *end, rsd_line *to)
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

rsd_status rsd_make_key(rsd_cleaner *c, size_t start, size_t end, rsd_map *map)
{
    c->key.len = 0;
    return rsd_form(RSD_KEY, RSD_LANG_OTHER, c->s + start, end - start, &c->key, map, c->err);
}

/* Is this a letter of two bytes, as most are? Digits of a key form are of one. */
static inline bool is_plain_letter(const unsigned char *s)
{
    static const uint64_t trails[4] = {
        0xFFFFFFFF00000000U,   /* of D8: from U+0620 on */
        ~(uint64_t)1,          /* of D9: but for tatweel */
        ~(uint64_t)0,          /* of DA */
        ~((uint64_t)1 << 0x14) /* of DB: but for U+06D4 */
    };
    const uint8_t lead = (uint8_t)(s[0] - 0xD8);
    return lead < 4 && (trails[lead] >> (s[1] & 63) & 1) != 0;
}

static inline uint32_t hash_letter(uint32_t hash, uint32_t letter)
{
    return (hash ^ letter) * 0x9E3779B1U;
}

/* Takes the plain letters that follow. */
static char *take_plain(rsd_walker *w, char *skeleton, uint32_t *letters, uint32_t *hash)
{
    const unsigned char *at = (const unsigned char *)w->key + w->at;
    const unsigned char *end = (const unsigned char *)w->key + w->n;
    uint32_t h = *hash;
    const unsigned char *start = at;
    for (; end - at >= 2 && is_plain_letter(at); at += 2) {
        uint16_t letter;
        memcpy(&letter, at, sizeof letter);
        memcpy(skeleton, at, sizeof letter);
        skeleton += sizeof letter;
        h = hash_letter(h, letter);
    }
    *hash = h;
    *letters += (uint32_t)(at - start) / 2;
    w->at += (size_t)(at - start);
    return skeleton;
}

static rsd_status add_skeleton(rsd_cleaner *c, rsd_line *to)
{
    rsd_status status = rsd_make_key(c, to->start, to->end, NULL);
    if (status != RSD_OK) {
        return status;
    }
    to->skeleton = (uint32_t)c->skeleton.len;
    to->word = (uint32_t)c->word_count;
    rsd_walker w = {.key = c->key.data, .n = c->key.len};
    const size_t words_most = c->word_count + c->key.len / 2 + 1;
    if (rsd_buf_reserve(&c->skeleton, c->key.len) != RSD_OK ||
        RSD_GROW(c->words, c->word_cap, words_most) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    char *skeleton = c->skeleton.data + c->skeleton.len;
    uint32_t hash = 0;
    while (rsd_next_letter(&w)) {
        if (to->letters++ == 0 || w.after_space) {
            c->words[c->word_count++] = 0;
            hash = 0;
        }
        for (size_t i = w.start; i < w.at; i++) {
            *skeleton++ = w.key[i];
            hash = hash_letter(hash, (unsigned char)w.key[i]);
        }
        skeleton = take_plain(&w, skeleton, &to->letters, &hash);
        c->words[c->word_count - 1] = hash ^ hash >> 15;
    }
    c->skeleton.len = (size_t)(skeleton - c->skeleton.data);
    to->words = (uint32_t)(c->word_count - to->word) & 0xFFFFFFFU;
    return RSD_OK;
}

/* Adds the line s[start..end) unless nothing is on it; *blank tells of lines before it. */
static rsd_status add_line(rsd_cleaner *c, size_t start, size_t end, bool *blank)
{
    rsd_line added = {.after_blank = *blank};
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

rsd_status rsd_cut_lines(rsd_cleaner *c)
{
    bool blank = true;
    size_t next_feed = 0; /* looked for once, however many lines end without it */
    for (size_t at = c->front; at < c->n && c->line_count <= RSD_MAX_LINES;) {
        if (next_feed < at || next_feed == 0) {
            const char *feed = memchr(c->s + at, '\n', c->n - at);
            next_feed = feed == NULL ? c->n : (size_t)(feed - c->s);
        }
        size_t end = next_feed;
        const char *back = memchr(c->s + at, '\r', end - at);
        end = back == NULL ? end : (size_t)(back - c->s);
        rsd_status status = add_line(c, at, end, &blank);
        if (status != RSD_OK) {
            return status;
        }
        bool two = end + 1 < c->n && c->s[end] == '\r' && c->s[end + 1] == '\n';
        at = end + (two ? 2 : 1);
    }
    return RSD_OK;
}

/* ---- Looking at lines ---- */

size_t rsd_skeleton_len(const rsd_cleaner *c, size_t i)
{
    size_t end = i + 1 < c->line_count ? c->lines[i + 1].skeleton : c->skeleton.len;
    return end - c->lines[i].skeleton;
}

const char *rsd_skeleton_of(const rsd_cleaner *c, size_t i)
{
    return c->skeleton.data + c->lines[i].skeleton;
}

bool rsd_skeleton_begins(const rsd_cleaner *c, size_t i, const char *text)
{
    size_t n = strlen(text);
    return rsd_skeleton_len(c, i) >= n && memcmp(rsd_skeleton_of(c, i), text, n) == 0;
}

size_t rsd_block_end(const rsd_cleaner *c, size_t i)
{
    size_t end = i + 1;
    while (end < c->line_count && end != c->footer && !c->lines[end].after_blank) {
        end++;
    }
    return end;
}

size_t rsd_source_of(const rsd_cleaner *c, size_t i, size_t offset, size_t *end)
{
    rsd_walker w = {.key = c->key.data, .n = c->key.len};
    size_t passed = 0;
    size_t before = 0;
    while (rsd_next_letter(&w) && passed < offset) {
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
