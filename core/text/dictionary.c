/* dictionary.c: see dictionary.h. */
#include "text/dictionary.h"
#include "base/io.h"
#include "base/mem.h"
#include "text/repair_int.h"
#include "text/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

enum {
    MAX_BYTES = 64 << 20,
    MIN_WORDS = 10,  /* fewer, or fewer than half of the lines, and it is something else */
    MAX_LETTERS = 31 /* of a word; the mask has room for no more */
};

struct rsd_dictionary {
    rsd_dictionary_word *slots;
    uint32_t slot_mask; /* slots less 1 */
    size_t count;
    uint8_t *letters;
    size_t letter_count;
    char name[96];
};

void rsd_dictionary_free(rsd_dictionary *dictionary)
{
    if (dictionary != NULL) {
        rsd_free(dictionary->slots);
        rsd_free(dictionary->letters);
        rsd_free(dictionary);
    }
}

const char *rsd_dictionary_name(const rsd_dictionary *dictionary)
{
    return dictionary->name;
}

/* Where the word is, or the empty slot where it would be. */
static rsd_dictionary_word *slot_of(const rsd_dictionary *d, const uint8_t *key, size_t len)
{
    uint32_t h = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < len; i++) {
        h = (h ^ key[i]) * 16777619U;
    }
    uint32_t at = h & d->slot_mask;
    while (d->slots[at].len != 0 &&
           (d->slots[at].len != len || memcmp(d->letters + d->slots[at].at, key, len) != 0)) {
        at = (at + 1) & d->slot_mask;
    }
    return &d->slots[at];
}

const rsd_dictionary_word *rsd_dictionary_find(const rsd_dictionary *dictionary, const uint8_t *key,
                                               size_t len)
{
    if (dictionary == NULL || len == 0 || len > MAX_LETTERS) {
        return NULL;
    }
    const rsd_dictionary_word *word = slot_of(dictionary, key, len);
    return word->len == 0 ? NULL : word;
}

/* The letters of s[0..n) and where a ZWNJ stands. 0 if it is no word. */
static size_t read_word(const char *s, size_t n, uint8_t key[MAX_LETTERS], uint32_t *mask)
{
    size_t count = 0;
    size_t len;
    *mask = 0;
    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;
        rsd_class c = (rsd_class)(rsd_char_at(s, n, i, &cp, &len) & RSD_CLASS_MASK);
        if (c == RSD_CLASS_ARABIC && count < MAX_LETTERS) {
            key[count++] = rsd_letter_code(cp);
        } else if (cp == RSD_CP_ZWNJ && count > 0 && count < MAX_LETTERS) {
            *mask |= 1U << count;
        } else if (c != RSD_CLASS_MARK || count == 0) {
            return 0;
        }
    }
    return count >= 2 && *mask >> count == 0 ? count : 0; /* a ZWNJ at the end is no good */
}

static void add_word(rsd_dictionary *d, const char *s, size_t n)
{
    uint8_t key[MAX_LETTERS];
    uint32_t mask;
    size_t len = read_word(s, n, key, &mask);
    if (len == 0) {
        return;
    }
    rsd_dictionary_word *word = slot_of(d, key, len);
    if (word->len == 0) {
        memcpy(d->letters + d->letter_count, key, len);
        *word = (rsd_dictionary_word){.at = (uint32_t)d->letter_count, .len = (uint8_t)len};
        d->letter_count += len;
    }
    word->mask |= mask;
    word->is_glued |= mask == 0;
    d->count++;
}

static size_t line_end(const char *s, size_t n, size_t i)
{
    const char *newline = memchr(s + i, '\n', n - i);
    return newline == NULL ? n : (size_t)(newline - s);
}

/* The word of a line: up to its flags or what is said of it. */
static size_t word_end(const char *s, size_t i, size_t end)
{
    while (i < end && s[i] != '/' && s[i] != '\t' && s[i] != ' ' && s[i] != '\r') {
        i++;
    }
    return i;
}

static uint32_t hash_bytes(const char *s, size_t n)
{
    uint32_t h = 2166136261U;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)s[i]) * 16777619U;
    }
    return h;
}

/* Room for that many words of that many bytes. */
static rsd_status make_room(rsd_dictionary *d, size_t lines, size_t bytes)
{
    size_t slots = 64;
    while (slots < 2 * lines) {
        slots *= 2;
    }
    d->slots = rsd_alloc(slots * sizeof *d->slots);
    d->letters = rsd_alloc(bytes + 1);
    if (d->slots == NULL || d->letters == NULL) {
        return RSD_ERR_NOMEM;
    }
    memset(d->slots, 0, slots * sizeof *d->slots);
    d->slot_mask = (uint32_t)(slots - 1);
    return RSD_OK;
}

rsd_status rsd_dictionary_parse(const char *s, size_t n, const char *name, rsd_dictionary **out,
                                rsd_error *err)
{
    size_t lines = 1;
    rsd_status status = RSD_ERR_NOMEM;
    *out = NULL;
    if (n > MAX_BYTES) {
        return rsd_fail(err, RSD_ERR_LIMIT, name, 0, RSD_NO_OFFSET, "the dictionary is too large");
    }
    for (size_t i = 0; i < n; i = line_end(s, n, i) + 1) {
        lines++;
    }
    rsd_dictionary *d = rsd_alloc(sizeof *d);
    if (d == NULL) {
        return rsd_fail_nomem(err);
    }
    *d = (rsd_dictionary){0};
    if (make_room(d, lines, n) != RSD_OK) {
        goto cleanup;
    }
    for (size_t i = 0; i < n;) {
        size_t end = line_end(s, n, i);
        add_word(d, s + i, word_end(s, i, end) - i);
        i = end + 1;
    }
    if (d->count < MIN_WORDS || d->count < lines / 2) {
        status = RSD_ERR_INVALID;
        goto cleanup;
    }
    snprintf(d->name, sizeof d->name, "%.80s %08" PRIx32, name, hash_bytes(s, n));
    *out = d;
    return RSD_OK;
cleanup:
    rsd_dictionary_free(d);
    return status == RSD_ERR_NOMEM ? rsd_fail_nomem(err)
                                   : rsd_fail(err, status, name, 0, RSD_NO_OFFSET,
                                              "this is no Persian dictionary of hunspell in UTF-8");
}

/* False if the .aff file beside the .dic file names another encoding than UTF-8. */
static bool is_utf8_by_aff(const char *path, size_t stem)
{
    char aff[4096];
    rsd_buf bytes = {0};
    bool utf8 = true;
    int len = snprintf(aff, sizeof aff, "%.*s.aff", (int)stem, path);
    if (len > 0 && (size_t)len < sizeof aff && access(aff, R_OK) == 0 &&
        rsd_read_file(aff, MAX_BYTES, &bytes, NULL) == RSD_OK && bytes.len > 0) {
        const char *set =
            strncmp(bytes.data, "SET ", 4) == 0 ? bytes.data - 1 : strstr(bytes.data, "\nSET ");
        utf8 = set == NULL || strncmp(set + 5, "UTF-8", 5) == 0;
    }
    rsd_buf_free(&bytes);
    return utf8;
}

rsd_status rsd_dictionary_load(const char *path, rsd_dictionary **out, rsd_error *err)
{
    rsd_buf bytes = {0};
    char name[64];
    *out = NULL;
    const char *base = strrchr(path, '/');
    base = base == NULL ? path : base + 1;
    size_t stem = strlen(path);
    if (stem > 4 && strcmp(path + stem - 4, ".dic") == 0) {
        stem -= 4;
    }
    snprintf(name, sizeof name, "%.*s", (int)(stem - (size_t)(base - path)), base);
    rsd_status status = rsd_read_file(path, MAX_BYTES, &bytes, err);
    if (status == RSD_OK && !is_utf8_by_aff(path, stem)) {
        status = rsd_fail(err, RSD_ERR_INVALID, path, 0, RSD_NO_OFFSET,
                          "the dictionary is not in UTF-8");
    }
    if (status == RSD_OK) {
        status =
            rsd_dictionary_parse(bytes.data == NULL ? "" : bytes.data, bytes.len, name, out, err);
    }
    rsd_buf_free(&bytes);
    return status;
}

/* ---- The installed one --------------------------------------------------------------------- */

static rsd_dictionary *installed;
static char warning[600]; /* empty: none */

static void load_installed(void)
{
    static const char *const places[] = {
        "/usr/share/hunspell/fa_IR.dic", "/usr/share/hunspell/fa.dic",
        "/usr/share/myspell/dicts/fa_IR.dic", "/usr/share/myspell/dicts/fa-IR.dic"};
    const char *path = getenv("RASAD_DICTIONARY");
    for (size_t i = 0; path == NULL && i < RSD_COUNT(places); i++) {
        path = access(places[i], R_OK) == 0 ? places[i] : NULL;
    }
    if (path != NULL && path[0] != '\0') {
        rsd_error err = {0};
        if (rsd_dictionary_load(path, &installed, &err) != RSD_OK) {
            snprintf(warning, sizeof warning, "%s: %s", path, err.message);
        }
    }
}

static void ask_once(void)
{
    static once_flag once = ONCE_FLAG_INIT;
    call_once(&once, load_installed);
}

const rsd_dictionary *rsd_dictionary_installed(void)
{
    ask_once();
    return installed;
}

const char *rsd_dictionary_warning(void)
{
    ask_once();
    return warning[0] == '\0' ? NULL : warning;
}
