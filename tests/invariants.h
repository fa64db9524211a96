/* invariants.h: what must hold of forms, maps and layouts of any string whatever. The file that
 * includes it defines CHECK(condition), which does not return where the condition fails. */
#ifndef RSD_TESTS_INVARIANTS_H
#define RSD_TESTS_INVARIANTS_H

#include <stdlib.h>
#include <string.h>

#include "rasad.h"
#include "text/text.h"

/* Where the characters of s[0..n) start, a byte that is in none counting as one; [n] is true. */
static inline bool *new_boundaries(const char *s, size_t n)
{
    bool *starts = calloc(n + 1, sizeof *starts);
    CHECK(starts != NULL);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + i, n - i, &cp);
        starts[i] = true;
        i += len == 0 ? 1 : len;
    }
    starts[n] = true;
    return starts;
}

/* Nothing is left in a form that the layer promises to take out. */
static inline void check_form_bytes(rsd_layer layer, const rsd_buf *form)
{
    CHECK(rsd_utf8_check(form->data, form->len) == form->len);
    CHECK(form->data[form->len] == '\0');
    for (size_t i = 0; i < form->len;) {
        uint32_t cp;
        size_t len;
        const uint16_t *letters;
        rsd_class c = (rsd_class)(rsd_char_at(form->data, form->len, i, &cp, &len) & 0x0F);
        CHECK(c != RSD_CLASS_CONTROL);
        CHECK(rsd_presentation(cp, &letters) == 0);
        if (layer == RSD_KEY) {
            CHECK(c != RSD_CLASS_JOINER && c != RSD_CLASS_TATWEEL);
            CHECK(!(cp >= 'A' && cp <= 'Z') && cp != 0x064A && cp != 0x0643 && cp != 0x0629);
        } else {
            CHECK(c != RSD_CLASS_JOINER || cp == RSD_CP_ZWNJ || cp == RSD_CP_ZWJ);
            CHECK(cp != RSD_CP_ZWNJ || (i > 0 && i + len < form->len));
        }
        i += len;
    }
}

/* A form is well formed and its own form. */
static inline void check_twice(rsd_layer layer, rsd_lang lang, const char *s, size_t n)
{
    rsd_buf once = {0};
    rsd_buf twice = {0};
    CHECK(rsd_form(layer, lang, s, n, &once, NULL, NULL) == RSD_OK);
    CHECK(rsd_form(layer, lang, once.data, once.len, &twice, NULL, NULL) == RSD_OK);
    check_form_bytes(layer, &once);
    CHECK(once.len == twice.len);
    CHECK(memcmp(once.data, twice.data, once.len) == 0);
    rsd_buf_free(&once);
    rsd_buf_free(&twice);
}

/* Every character of the form comes of whole characters of the source, in order, and back again. */
static inline void check_to_source(const rsd_map *map, const rsd_buf *form, const bool *starts)
{
    uint32_t last_start = 0;
    uint32_t last_end = 0;
    for (uint32_t at = 0; at < form->len;) {
        uint32_t cp;
        uint32_t stop = at + (uint32_t)rsd_utf8_decode(form->data + at, form->len - at, &cp);
        uint32_t start;
        uint32_t end;
        rsd_map_to_source(map, at, stop, &start, &end);
        CHECK(start < end && end <= map->source_len);
        CHECK(start >= last_start && end >= last_end);
        CHECK(starts[start] && starts[end]);
        uint32_t form_start;
        uint32_t form_end;
        rsd_map_to_form(map, start, end, &form_start, &form_end);
        CHECK(form_start <= at && form_end >= stop);
        uint32_t again_start;
        uint32_t again_end;
        rsd_map_to_source(map, form_start, form_end, &again_start, &again_end);
        CHECK(again_start == start && again_end == end);
        uint32_t place;
        rsd_map_to_source(map, at, at, &place, &end);
        CHECK(place == end && place >= last_start && place <= start);
        last_start = start;
        last_end = again_end;
        at = stop;
    }
}

/* The same for the characters of the source s[0..n); some leave nothing in the form. */
static inline void check_to_form(const rsd_map *map, const char *s, size_t n,
                                 const bool *form_starts)
{
    uint32_t last_start = 0;
    uint32_t last_end = 0;
    for (uint32_t at = 0; at < n;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + at, n - at, &cp);
        uint32_t stop = at + (uint32_t)(len == 0 ? 1 : len);
        uint32_t start;
        uint32_t end;
        rsd_map_to_form(map, at, stop, &start, &end);
        CHECK(start <= end && end <= map->form_len);
        CHECK(start >= last_start && end >= last_end);
        CHECK(form_starts[start] && form_starts[end]);
        if (start < end) {
            uint32_t source_start;
            uint32_t source_end;
            rsd_map_to_source(map, start, end, &source_start, &source_end);
            CHECK(source_start <= at && source_end >= stop);
        }
        last_start = start;
        last_end = end;
        at = stop;
    }
}

static inline void check_map(rsd_layer layer, rsd_lang lang, const char *s, size_t n)
{
    rsd_buf form = {0};
    rsd_map map = {0};
    CHECK(rsd_form(layer, lang, s, n, &form, &map, NULL) == RSD_OK);
    CHECK(map.source_len == n && map.form_len == form.len);
    for (size_t i = 1; i < map.len; i++) {
        CHECK(map.points[i - 1].form <= map.points[i].form);
        CHECK(map.points[i - 1].source <= map.points[i].source);
    }
    bool *starts = new_boundaries(s, n);
    bool *form_starts = new_boundaries(form.data, form.len);
    check_to_source(&map, &form, starts);
    check_to_form(&map, s, n, form_starts);
    free(starts);
    free(form_starts);
    rsd_map_free(&map);
    rsd_buf_free(&form);
}

static inline void check_starts(const uint32_t *starts, size_t count, size_t tokens)
{
    CHECK((count == 0) == (tokens == 0));
    for (size_t i = 0; i < count; i++) {
        CHECK(i == 0 ? starts[0] == 0 : starts[i] > starts[i - 1]);
        CHECK(starts[i] < tokens);
    }
}

static inline bool has_zwnj(const char *s, size_t n)
{
    return n >= 3 && memcmp(s, "\xE2\x80\x8C", 3) == 0;
}

/* Is the character that ends at i of a class that is in no token? */
static inline bool is_left_out(rsd_class c)
{
    return c == RSD_CLASS_SPACE || c == RSD_CLASS_NEWLINE || c == RSD_CLASS_CONTROL ||
           c == RSD_CLASS_INVALID || c == RSD_CLASS_JOINER;
}

static inline void check_token(const rsd_token *token, const char *s, size_t n, const bool *starts)
{
    const size_t len = token->end - token->start;
    CHECK(token->end > token->start && token->end <= n);
    CHECK(starts[token->start] && starts[token->end]);
    CHECK(rsd_utf8_check(s + token->start, len) == len);
    CHECK(token->kind <= RSD_KIND_MARKUP && token->lang <= RSD_LANG_EN);
    for (size_t at = token->start; at < token->end; at++) {
        CHECK((unsigned char)s[at] > 0x20);
    }
    if (token->kind == RSD_KIND_WORD) {
        CHECK(!has_zwnj(s + token->start, len));
        CHECK(len < 3 || !has_zwnj(s + token->end - 3, 3));
    }
}

/* Tokens ascend without touching a break, nothing visible is between them, and sentences and
 * paragraphs are partitions of them. */
static inline void check_layout(const rsd_layout *layout, const char *s, size_t n,
                                const uint32_t *breaks, size_t break_count)
{
    bool *starts = new_boundaries(s, n);
    size_t last = 0;
    for (size_t i = 0; i <= layout->token_count; i++) {
        const size_t next = i < layout->token_count ? layout->tokens[i].start : n;
        CHECK(next >= last && next <= n);
        while (last < next) {
            uint32_t cp;
            size_t len;
            CHECK(is_left_out((rsd_class)(rsd_char_at(s, n, last, &cp, &len) & RSD_CLASS_MASK)));
            last += len;
        }
        CHECK(last == next);
        if (i < layout->token_count) {
            check_token(&layout->tokens[i], s, n, starts);
            for (size_t b = 0; b < break_count; b++) {
                CHECK(!(next < breaks[b] && breaks[b] < layout->tokens[i].end));
            }
            last = layout->tokens[i].end;
        }
    }
    free(starts);
    check_starts(layout->sentences, layout->sentence_count, layout->token_count);
    check_starts(layout->paragraphs, layout->paragraph_count, layout->token_count);
    size_t sentence = 0;
    for (size_t i = 0; i < layout->paragraph_count; i++) {
        while (layout->sentences[sentence] < layout->paragraphs[i]) {
            sentence++;
        }
        CHECK(layout->sentences[sentence] == layout->paragraphs[i]);
    }
}

#endif
