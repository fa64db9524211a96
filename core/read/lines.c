/* lines.c: an article cut into lines, each with its skeleton, and the way back to the source.
 *
 * The skeleton is the key form without spaces, Markdown marks and punctuation. A headline has the
 * same one in another spelling, in bold or after a heading mark. */
#include "read/clean_int.h"
#include "text/simd.h"

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

/* ---- Skeletons ---- */

/* Behind keys and skeletons, which are read and written by blocks of up to that many bytes. */
static const size_t PADDING = (size_t)2 * RSD_BLOCK;

/* A line's skeleton while it is made. */
typedef struct skeleton {
    rsd_cleaner *c;
    rsd_line *line;
    char *word; /* where the word in hand begins */
    char *end;
    bool after_space;
} skeleton;

/* The hash of a word, behind which there is room. Most are no longer than two parts, and how long
 * nothing foretells. */
static uint32_t hash_word(const char *word, size_t n)
{
    enum { BOTH = sizeof(uint64_t[2]) };
    /* As many bytes as are wanted, from so far before the middle on, and none behind it. */
    static const char kept[2 * BOTH] = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
                                       "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
    uint64_t hash = n * 0xA0761D6478BD642FU;
    for (;; word += BOTH, n -= BOTH) {
        const size_t some = n < BOTH ? n : BOTH;
        uint64_t parts[2];
        uint64_t masks[2];
        memcpy(parts, word, sizeof parts);
        memcpy(masks, kept + BOTH - some, sizeof masks);
        hash = (hash ^ (parts[0] & masks[0])) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32;
        hash = (hash ^ (parts[1] & masks[1])) * 0xC2B2AE3D27D4EB4FU;
        hash ^= hash >> 32;
        if (n <= BOTH) {
            return (uint32_t)hash;
        }
    }
}

static void end_word(skeleton *k)
{
    rsd_cleaner *c = k->c;
    if (c->word_count > k->line->word) {
        c->words[c->word_count - 1] = hash_word(k->word, (size_t)(k->end - k->word));
    }
}

/* What comes next begins a word if a space was before it. */
static void begin_letters(skeleton *k)
{
    if (k->after_space || k->c->word_count == k->line->word) {
        end_word(k);
        k->c->word_count++;
        k->word = k->end;
        k->after_space = false;
    }
}

/* Takes the letters of a block that were written behind those of before. */
static void take_letters(skeleton *k, const rsd_letters *block)
{
    char *start = k->end;
    uint64_t words = block->words;
    if (block->bytes > 0 && k->c->word_count == k->line->word) {
        words |= 1; /* the first of the line */
    }
    for (; words != 0; words &= words - 1) {
        k->end = start + __builtin_ctzll(words);
        end_word(k);
        k->c->word_count++;
        k->word = k->end;
    }
    k->end = start + block->bytes;
    k->line->letters += block->count;
    k->after_space = block->after_space;
}

/* Takes a block of the key at a time for as long as it holds nothing unusual before its stop. There
 * are zeros behind the key, where it stops. */
static void take_blocks(skeleton *k, rsd_walker *w)
{
    rsd_letters block = {.after_space = k->after_space};
    do {
        rsd_simd_letters(w->key + w->at, k->end, &block);
        take_letters(k, &block);
        w->at += block.stop;
    } while (block.stop > 0 && w->at < w->n);
}

/* Makes the skeleton from the source; false if there is anything unusual in it. */
static bool take_source(skeleton *k)
{
    rsd_letters block = {0};
    for (size_t at = k->line->start; at < k->line->end;) {
        const size_t n = rsd_wide_skeleton(k->c->s + at, k->line->end - at, k->end, &block);
        if (n == 0) {
            return false;
        }
        take_letters(k, &block);
        at += n;
    }
    return true;
}

/* Begins the skeleton of at most n bytes. Returns where it stands; NULL if there is no memory. */
static char *begin_skeleton(skeleton *k, size_t n)
{
    rsd_cleaner *c = k->c;
    k->line->letters = 0;
    k->line->skeleton = (uint32_t)c->skeleton.len;
    c->word_count = k->line->word;
    if (rsd_buf_reserve(&c->skeleton, n + PADDING) != RSD_OK ||
        RSD_GROW(c->words, c->word_cap, c->word_count + n / 2 + 1) != RSD_OK) {
        return NULL;
    }
    k->word = k->end = c->skeleton.data + c->skeleton.len;
    k->after_space = false;
    return k->end;
}

/* Makes it from the key form, which may be longer than the source. */
static rsd_status take_key(skeleton *k)
{
    rsd_cleaner *c = k->c;
    rsd_status status = rsd_make_key(c, k->line->start, k->line->end, NULL);
    if (status != RSD_OK) {
        return status;
    }
    if (begin_skeleton(k, c->key.len) == NULL || rsd_buf_reserve(&c->key, PADDING) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    memset(c->key.data + c->key.len, 0, PADDING);
    rsd_walker w = {.key = c->key.data, .n = c->key.len};
    for (;;) {
        if (rsd_simd() && w.at < w.n) {
            take_blocks(k, &w);
        }
        const bool found = w.at < w.n && rsd_next_letter(&w);
        if (!found) {
            return RSD_OK;
        }
        k->after_space = k->after_space || w.after_space;
        begin_letters(k);
        k->line->letters++;
        memcpy(k->end, w.key + w.start, w.at - w.start);
        k->end += w.at - w.start;
    }
}

static rsd_status add_skeleton(rsd_cleaner *c, rsd_line *to)
{
    skeleton k = {.c = c, .line = to};
    to->word = (uint32_t)c->word_count;
    if (begin_skeleton(&k, to->end - to->start) == NULL) {
        return rsd_fail_nomem(c->err);
    }
    const bool is_done = rsd_simd_now == RSD_SIMD_AVX512 && take_source(&k);
    rsd_status status = is_done ? RSD_OK : take_key(&k);
    if (status != RSD_OK) {
        return status;
    }
    end_word(&k);
    c->skeleton.len = (size_t)(k.end - c->skeleton.data);
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

/* Where the byte stands next from at on, or the end of the text, if known was such a place before,
 * or the beginning. */
static size_t next_byte(const rsd_cleaner *c, size_t known, size_t at, char byte)
{
    if (known > at || (known == at && at > c->front)) {
        return known;
    }
    const char *found = memchr(c->s + at, byte, c->n - at);
    return found == NULL ? c->n : (size_t)(found - c->s);
}

rsd_status rsd_cut_lines(rsd_cleaner *c)
{
    enum { BYTES_OF_WORD = 8 };
    if (rsd_buf_reserve(&c->skeleton, c->n + PADDING) != RSD_OK ||
        RSD_GROW(c->words, c->word_cap, c->n / BYTES_OF_WORD) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    bool blank = true;
    /* The next of each is looked for once, however many lines end otherwise. */
    size_t feed = c->front;
    size_t back = c->front;
    for (size_t at = c->front; at < c->n && c->line_count <= RSD_MAX_LINES;) {
        feed = next_byte(c, feed, at, '\n');
        back = next_byte(c, back, at, '\r');
        const size_t end = feed < back ? feed : back;
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

bool rsd_skeleton_goes_on(const rsd_cleaner *c, size_t i, const char *text)
{
    const size_t n = strlen(text);
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
