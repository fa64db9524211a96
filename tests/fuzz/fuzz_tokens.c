/* fuzz_tokens.c: any bytes cut into tokens, sentences and paragraphs, with and without breaks. The
 * first byte says how far apart the breaks are. */
#include "fuzz.h"

#include "../invariants.h"
#include "text/cluster.h"

enum { BREAKS_MOST = 8 };

/* Breaks at about every step bytes, where characters start; their number. */
static size_t set_breaks(const char *s, size_t n, size_t step, uint32_t breaks[BREAKS_MOST])
{
    bool *starts = new_boundaries(s, n);
    size_t count = 0;
    for (size_t at = step; step > 0 && at <= n && count < BREAKS_MOST; at += step) {
        while (!starts[at]) {
            at++;
        }
        breaks[count++] = (uint32_t)at;
    }
    free(starts);
    return count;
}

/* Is the first character from i on that the key keeps a mark (or a final letter of Hangul)? In the
 * key of the whole text it meets the character before. */
static bool mark_follows(const char *s, size_t n, size_t i)
{
    while (i < n) {
        uint32_t cp;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(s, n, i, &cp, &len) & RSD_CLASS_MASK);
        if (!rsd_key_deletes(cp, c)) {
            return rsd_extends(cp, c);
        }
        i += len;
    }
    return false;
}

/* The clitics of a word are whole characters of it and leave a stem. */
static void check_clitics(const char *s, size_t n)
{
    const rsd_word_clitics found = rsd_clitics_of(s, n);
    bool *starts = new_boundaries(s, n);
    uint32_t last = 0;
    CHECK(found.count <= RSD_PROCLITICS_MOST);
    for (uint32_t i = 0; i < found.count; i++) {
        CHECK(found.proclitics[i] > last && found.proclitics[i] < n);
        last = found.proclitics[i];
        CHECK(starts[last]);
    }
    CHECK(found.stem_start == last && found.stem_start < found.stem_end && found.stem_end <= n);
    CHECK(starts[found.stem_end]);
    free(starts);
}

/* The key of a word does not depend on what stands around it. */
static void check_keys(const rsd_layout *layout, const char *s, size_t n)
{
    rsd_buf text = {0};
    rsd_buf key = {0};
    rsd_map map = {0};
    CHECK(rsd_form(RSD_KEY, RSD_LANG_OTHER, s, n, &text, &map, NULL) == RSD_OK);
    for (size_t i = 0; i < layout->token_count; i++) {
        const rsd_token *token = &layout->tokens[i];
        const size_t len = token->end - token->start;
        key.len = 0;
        CHECK(rsd_form(RSD_KEY, RSD_LANG_OTHER, s + token->start, len, &key, NULL, NULL) == RSD_OK);
        uint32_t start;
        uint32_t end;
        rsd_map_to_form(&map, token->start, token->end, &start, &end);
        if (token->kind == RSD_KIND_WORD) {
            check_clitics(s + token->start, len);
        }
        if (token->kind == RSD_KIND_WORD && !mark_follows(s, n, token->start) &&
            !mark_follows(s, n, token->end)) {
            CHECK(end - start == key.len && memcmp(text.data + start, key.data, key.len) == 0);
        }
    }
    rsd_map_free(&map);
    rsd_buf_free(&key);
    rsd_buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const char *s = (const char *)data + 1;
    const size_t n = size - 1;
    uint32_t breaks[BREAKS_MOST];
    const size_t count = set_breaks(s, n, data[0], breaks);
    rsd_layout layout = {0};
    CHECK(rsd_layout_cut(&layout, s, n, NULL, 0, NULL) == RSD_OK);
    check_layout(&layout, s, n, NULL, 0);
    check_keys(&layout, s, n);
    if (count > 0) {
        CHECK(rsd_layout_cut(&layout, s, n, breaks, count, NULL) == RSD_OK);
        check_layout(&layout, s, n, breaks, count);
    }
    rsd_layout_free(&layout);
    CHECK(rsd_language(s, n) <= RSD_LANG_EN);
    return 0;
}
