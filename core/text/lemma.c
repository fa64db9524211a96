/* lemma.c: the lemma of a word or verb phrase, as the public interface gives it. */
#include "text/lemma.h"

#include "base/mem.h"
#include "text/text.h"

#include <string.h>

#define ZWNJ "\xE2\x80\x8C"
#define HAMZA_ABOVE "\xD9\x94"

static bool has_prefix(const rsd_buf *buf, const char *with)
{
    size_t n = strlen(with);
    return buf->len >= n && memcmp(buf->data, with, n) == 0;
}

static bool has_suffix(const rsd_buf *buf, const char *with)
{
    size_t n = strlen(with);
    return buf->len >= n && memcmp(buf->data + buf->len - n, with, n) == 0;
}

/* The end of the display form without a ZWNJ or the hamza of خانهٔ. */
static size_t tidy_end(const char *s, size_t n)
{
    for (;;) {
        if (n >= strlen(ZWNJ) && memcmp(s + n - strlen(ZWNJ), ZWNJ, strlen(ZWNJ)) == 0) {
            n -= strlen(ZWNJ);
        } else if (n > strlen(HAMZA_ABOVE) &&
                   memcmp(s + n - strlen(HAMZA_ABOVE), HAMZA_ABOVE, strlen(HAMZA_ABOVE)) == 0) {
            n -= strlen(HAMZA_ABOVE);
        } else {
            return n;
        }
    }
}

/* Appends text to out with a ZWNJ in place of the spaces that stand for one: می رود, کتاب ها. */
static rsd_status join_parts(const rsd_buf *text, rsd_buf *out)
{
    static const char *const before[] = {"می ", "نمی ", "همی ", NULL};
    static const char *const after[] = {
        " ها",   " های", " هایی", " هایش", " هایم", " هایت", " هایشان", " هایمان", " هایتان", " تر",
        " ترین", " تری", " ای",   " ام",   " اش",   " ات",   " ایم",    " اید",    " اند",    NULL};
    size_t first = text->len;
    size_t second = text->len;
    for (size_t i = 0; before[i] != NULL; i++) {
        if (has_prefix(text, before[i]) && text->len > strlen(before[i])) {
            first = strlen(before[i]) - 1;
        }
    }
    for (size_t i = 0; after[i] != NULL; i++) {
        if (has_suffix(text, after[i]) && text->len > strlen(after[i])) {
            second = text->len - strlen(after[i]);
        }
    }
    rsd_status status = RSD_OK;
    size_t done = 0;
    if (first < text->len && first < second) {
        status = rsd_buf_add(out, text->data, first);
        status = status == RSD_OK ? rsd_buf_add(out, ZWNJ, strlen(ZWNJ)) : status;
        done = first + 1;
    }
    if (second < text->len && second >= done && status == RSD_OK) {
        status = rsd_buf_add(out, text->data + done, second - done);
        status = status == RSD_OK ? rsd_buf_add(out, ZWNJ, strlen(ZWNJ)) : status;
        done = second + 1;
    }
    return status == RSD_OK ? rsd_buf_add(out, text->data + done, text->len - done) : status;
}

static void set_word(rsd_fa_word *word, const char *key, size_t n)
{
    memset(word, 0, sizeof *word);
    memcpy(word->key, key, n);
    word->len = n;
    word->kept = n;
}

static bool lemma_is_among(const rsd_fa_word *word, const char *const *lemmas)
{
    for (; *lemmas != NULL; lemmas++) {
        if (word->lemma == NULL
                ? strlen(*lemmas) == word->len && memcmp(*lemmas, word->key, word->len) == 0
                : strcmp(*lemmas, word->lemma) == 0) {
            return true;
        }
    }
    return false;
}

/* Verb phrases: the future (خواهد رفت), and a participle with its auxiliaries (رفته است, گفته
 * خواهد شد). Sets the word's lemma to the verb that carries the meaning; false if it is none. */
static bool reduce_phrase(rsd_fa_word *word, const char *key, size_t n)
{
    static const char *const future[] = {"خواست", NULL};
    static const char *const auxiliary[] = {"است", "هست", "بود", "شد", "خواست", "بایست", NULL};
    rsd_fa_word main = {0};
    bool has_future = false;
    bool has_participle = false;
    for (size_t i = 0; i < n;) {
        const char *space = memchr(key + i, ' ', n - i);
        size_t end = space == NULL ? n : (size_t)(space - key);
        rsd_fa_word part;
        set_word(&part, key + i, end - i);
        rsd_fa_reduce(&part);
        bool is_verb = part.lemma != NULL && part.present != NULL;
        if (i == 0) {
            has_future = is_verb && lemma_is_among(&part, future);
            has_participle =
                is_verb && !has_future && end >= 2 && memcmp(key + end - 2, "ه", 2) == 0;
            main = part;
        } else if (has_future && end == n && is_verb) {
            main = part;
        } else if (!has_participle || !lemma_is_among(&part, auxiliary)) {
            return false;
        }
        i = end + 1;
    }
    if (!has_future && !has_participle) {
        return false;
    }
    word->lemma = main.lemma;
    word->present = main.present;
    return true;
}

/* Where ZWNJs of the display form stood in the key. */
static void mark_joiners(rsd_fa_word *word, const rsd_buf *display, const rsd_map *map)
{
    size_t n = strlen(ZWNJ);
    for (size_t i = 0; i + n <= display->len; i++) {
        if (memcmp(display->data + i, ZWNJ, n) == 0) {
            uint32_t start;
            uint32_t end;
            rsd_map_to_form(map, (uint32_t)i, (uint32_t)(i + n), &start, &end);
            if (end < word->len) {
                word->joined[end] = true;
            }
        }
    }
}

/* شأن (rank) has the key of the pronoun شان. */
static bool is_spelled_otherwise(const rsd_buf *display)
{
    return display->len == strlen("شأن") && memcmp(display->data, "شأن", display->len) == 0;
}

static rsd_status add_persian(const char *s, size_t n, rsd_buf *out, rsd_buf *present,
                              rsd_error *err)
{
    rsd_buf shown = {0};
    rsd_buf display = {0};
    rsd_buf key = {0};
    rsd_map map = {0};
    rsd_fa_word word = {0};
    rsd_status status = rsd_form(RSD_DISPLAY, RSD_LANG_FA, s, n, &shown, NULL, err);
    if (status == RSD_OK && shown.len > 0) {
        shown.len = tidy_end(shown.data, shown.len);
        shown.data[shown.len] = '\0';
    }
    if (status == RSD_OK && shown.len > 0 && join_parts(&shown, &display) != RSD_OK) {
        status = rsd_fail_nomem(err);
    }
    if (status == RSD_OK && display.len > 0) {
        status = rsd_form(RSD_KEY, RSD_LANG_FA, display.data, display.len, &key, &map, err);
    }
    if (status != RSD_OK || display.len == 0) {
        goto cleanup;
    }
    size_t end = display.len;
    bool is_phrase = key.len > 0 && memchr(key.data, ' ', key.len) != NULL;
    if (key.len == 0 || key.len > RSD_LEMMA_MAX ||
        (is_phrase && !reduce_phrase(&word, key.data, key.len))) {
        status = rsd_buf_add(out, shown.data, shown.len);
        goto added;
    }
    if (!is_phrase) {
        set_word(&word, key.data, key.len);
        mark_joiners(&word, &display, &map);
        rsd_fa_reduce(&word);
    }
    if (word.kept < key.len) {
        uint32_t from;
        uint32_t to;
        rsd_map_to_source(&map, 0, (uint32_t)word.kept, &from, &to);
        end = to;
    }
    if (word.lemma != NULL && !is_spelled_otherwise(&display)) {
        status = rsd_buf_add(out, word.lemma, strlen(word.lemma));
    } else {
        status = rsd_buf_add(out, display.data, tidy_end(display.data, end));
        if (status == RSD_OK && word.len > word.kept) {
            status = rsd_buf_add(out, word.key + word.kept, word.len - word.kept);
        }
    }
    if (status == RSD_OK && present != NULL && word.present != NULL) {
        status = rsd_buf_add(present, word.present, strlen(word.present));
    }

added:
    if (status != RSD_OK) {
        status = rsd_fail_nomem(err);
    }

cleanup:
    rsd_map_free(&map);
    rsd_buf_free(&key);
    rsd_buf_free(&display);
    rsd_buf_free(&shown);
    return status;
}

/* Takes back what was added to a buffer. */
static void cut_back(rsd_buf *buf, size_t len)
{
    if (buf != NULL && buf->data != NULL) {
        buf->len = len;
        buf->data[len] = '\0';
    }
}

/* Does the noun s[0..n), which had a pronoun after it, end in a ة when it stands alone? Verbs in ت
 * are taken for nouns; short words (بيت) and those in ات, وت and يت keep their ت. */
static bool hides_teh_marbuta(const char *s, size_t n)
{
    enum { LETTER = 2, LEAST = 4 * LETTER };
    static const char *const before[] = {"ا", "و", "ي", NULL};
    if (n < LEAST || memcmp(s + n - LETTER, "ت", LETTER) != 0) {
        return false;
    }
    for (size_t i = 0; before[i] != NULL; i++) {
        if (memcmp(s + n - LETTER - LETTER, before[i], LETTER) == 0) {
            return false;
        }
    }
    return true;
}

static rsd_status add_arabic(const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    rsd_buf bare = {0};
    rsd_status status = rsd_ar_bare(s, n, &bare, err);
    if (status == RSD_OK && bare.len > 0) {
        const rsd_word_clitics clitics = rsd_clitics_of(bare.data, bare.len);
        char *stem = bare.data + clitics.stem_start;
        const size_t len = clitics.stem_end - clitics.stem_start;
        if (clitics.stem_end < bare.len && hides_teh_marbuta(stem, len)) {
            stem[len - 1] = '\xA9'; /* the last byte of ة; the first is that of ت */
        }
        if (rsd_buf_add(out, stem, len) != RSD_OK) {
            status = rsd_fail_nomem(err);
        }
    }
    rsd_buf_free(&bare);
    return status;
}

rsd_status rsd_lemma(rsd_lang lang, const char *s, size_t n, rsd_buf *out, rsd_buf *present,
                     rsd_error *err)
{
    size_t out_len = out->len;
    size_t present_len = present == NULL ? 0 : present->len;
    rsd_status status = RSD_OK;
    switch (lang) {
    case RSD_LANG_FA:
        status = add_persian(s, n, out, present, err);
        break;
    case RSD_LANG_AR:
        status = add_arabic(s, n, out, err);
        break;
    case RSD_LANG_EN:
    case RSD_LANG_OTHER:
        status = rsd_form(RSD_DISPLAY, lang, s, n, out, NULL, err);
        break;
    }
    if (status != RSD_OK) {
        cut_back(out, out_len);
        cut_back(present, present_len);
    }
    return status;
}
