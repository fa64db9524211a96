/* stem.c: stems for grouping words: Snowball for Arabic and English, lemmas for Persian. */
#include "base/mem.h"
#include "text/lemma.h"
#include "text/text.h"

#include <string.h>

#ifdef RSD_HAVE_STEMMER
#include <libstemmer.h>
#endif

rsd_status rsd_ar_bare(const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    rsd_buf display = {0};
    rsd_status status = rsd_form(RSD_DISPLAY, RSD_LANG_AR, s, n, &display, NULL, err);
    for (size_t i = 0; status == RSD_OK && i < display.len;) {
        uint32_t cp;
        size_t len;
        uint8_t c = rsd_char_at(display.data, display.len, i, &cp, &len);
        if ((c & RSD_CLASS_MASK) != RSD_CLASS_MARK &&
            rsd_buf_add(out, display.data + i, len) != RSD_OK) {
            status = rsd_fail_nomem(err);
        }
        i += len;
    }
    rsd_buf_free(&display);
    return status;
}

/* Appends the Snowball stem of s[0..n). */
static rsd_status add_snowball(const char *algorithm, const char *s, size_t n, rsd_buf *out,
                               rsd_error *err)
{
#ifdef RSD_HAVE_STEMMER
    struct sb_stemmer *stemmer = n > RSD_LEMMA_MAX ? NULL : sb_stemmer_new(algorithm, "UTF_8");
    if (stemmer == NULL) {
        return n > RSD_LEMMA_MAX && rsd_buf_add(out, s, n) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)s, (int)n);
    rsd_status status = RSD_OK;
    if (stem == NULL || rsd_buf_add(out, stem, (size_t)sb_stemmer_length(stemmer)) != RSD_OK) {
        status = rsd_fail_nomem(err);
    }
    sb_stemmer_delete(stemmer);
    return status;
#else
    (void)algorithm;
    return rsd_buf_add(out, s, n) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
#endif
}

/* Snowball takes every و and ف that begins a word for a conjunction. The clitics were taken off
 * with better knowledge; an article, which Snowball takes off first, keeps it from such letters. */
static rsd_status add_bare_arabic(const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    static const char article[] = "ال";
    /* Of words of up to three letters it takes nothing. */
    bool begins_so = n > 6 && (memcmp(s, "و", 2) == 0 || memcmp(s, "ف", 2) == 0);
    rsd_buf word = {0};
    rsd_status status = RSD_OK;
    if (rsd_buf_add(&word, article, begins_so ? sizeof article - 1 : 0) != RSD_OK ||
        rsd_buf_add(&word, s, n) != RSD_OK) {
        status = rsd_fail_nomem(err);
    } else {
        status = add_snowball("arabic", word.data, word.len, out, err);
    }
    rsd_buf_free(&word);
    return status;
}

static rsd_status add_arabic(const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    rsd_buf bare = {0};
    rsd_status status = rsd_ar_bare(s, n, &bare, err);
    if (status == RSD_OK && bare.len > 0) {
        const rsd_word_clitics clitics = rsd_clitics_of(bare.data, bare.len);
        status = add_bare_arabic(bare.data + clitics.stem_start,
                                 clitics.stem_end - clitics.stem_start, out, err);
    }
    rsd_buf_free(&bare);
    return status;
}

static rsd_status add_english(const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    rsd_buf key = {0};
    rsd_status status = rsd_form(RSD_KEY, RSD_LANG_EN, s, n, &key, NULL, err);
    if (status == RSD_OK && key.len > 0) {
        status = add_snowball("english", key.data, key.len, out, err);
    }
    rsd_buf_free(&key);
    return status;
}

static rsd_status add_persian(const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    rsd_buf lemma = {0};
    rsd_buf present = {0};
    rsd_status status = rsd_lemma(RSD_LANG_FA, s, n, &lemma, &present, err);
    if (status == RSD_OK && lemma.len > 0) {
        status = rsd_form(RSD_KEY, RSD_LANG_FA, lemma.data, lemma.len, out, NULL, err);
    }
    if (status == RSD_OK && present.len == 0 && out->len > 0) {
        out->len = rsd_fa_stem_length(out->data, out->len);
        out->data[out->len] = '\0';
    }
    rsd_buf_free(&present);
    rsd_buf_free(&lemma);
    return status;
}

rsd_status rsd_stem(rsd_lang lang, const char *s, size_t n, rsd_buf *out, rsd_error *err)
{
    rsd_buf stem = {0};
    rsd_status status = RSD_OK;
    switch (lang) {
    case RSD_LANG_FA:
        status = add_persian(s, n, &stem, err);
        break;
    case RSD_LANG_AR:
        status = add_arabic(s, n, &stem, err);
        break;
    case RSD_LANG_EN:
        status = add_english(s, n, &stem, err);
        break;
    case RSD_LANG_OTHER:
        status = rsd_buf_add(&stem, s, n) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
        break;
    }
    if (status == RSD_OK && stem.len > 0) {
        status = rsd_form(RSD_KEY, lang, stem.data, stem.len, out, NULL, err);
    }
    rsd_buf_free(&stem);
    return status;
}
