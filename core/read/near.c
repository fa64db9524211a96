/* near.c: paragraphs of which nearly all was said in one paragraph before, in other words here and
 * there. They are compared by shingles, runs of three words. */
#include "read/clean_int.h"

#include <stdlib.h>

enum {
    SHINGLE_WORDS = 3,
    NEAR_WORDS = 12,   /* of a paragraph; a shorter one may be a formula */
    NEAR_PERCENT = 80, /* of its shingles stand in the other one */
    MAX_SHINGLES = 1 << 20
};

typedef struct shingle {
    uint64_t hash;
    uint32_t line;
    uint32_t first; /* the first line that has it */
} shingle;

static bool is_paragraph(const rsd_cleaner *c, size_t i)
{
    return c->lines[i].words >= NEAR_WORDS && !c->repeated[i] && i != c->headline &&
           c->lines[i].period == rsd_skeleton_len(c, i);
}

static int compare_by_hash(const void *a, const void *b)
{
    const shingle *x = a;
    const shingle *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

static int compare_by_line(const void *a, const void *b)
{
    const shingle *x = a;
    const shingle *y = b;
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

static void add_shingles(const rsd_cleaner *c, size_t i, shingle *shingles, size_t *count)
{
    const uint32_t *words = c->words + c->lines[i].word;
    for (size_t k = 0; k + SHINGLE_WORDS <= c->lines[i].words; k++) {
        uint64_t hash = 0;
        for (size_t w = k; w < k + SHINGLE_WORDS; w++) {
            hash = (hash ^ words[w]) * 0x9E3779B97F4A7C15U;
            hash ^= hash >> 29;
        }
        shingles[(*count)++] = (shingle){.hash = hash, .line = (uint32_t)i};
    }
}

/* Drops what a line says twice, and finds the first line of each shingle. */
static size_t find_first_lines(shingle *shingles, size_t count)
{
    size_t kept = 0;
    qsort(shingles, count, sizeof *shingles, compare_by_hash);
    for (size_t i = 0; i < count; i++) {
        shingle at = shingles[i];
        bool known = kept > 0 && shingles[kept - 1].hash == at.hash;
        if (!known || shingles[kept - 1].line != at.line) {
            at.first = known ? shingles[kept - 1].first : at.line;
            shingles[kept++] = at;
        }
    }
    return kept;
}

/* Marks the line of shingles[0..n) if one line before it has enough of them. They are sorted by
 * their first lines. */
static rsd_status mark_line(rsd_cleaner *c, const shingle *shingles, size_t n)
{
    const uint32_t line = shingles[0].line;
    size_t most = 0;
    uint32_t of_line = 0;
    for (size_t i = 0; i < n && shingles[i].first < line;) {
        size_t end = i + 1;
        while (end < n && shingles[end].first == shingles[i].first) {
            end++;
        }
        if (end - i > most) {
            most = end - i;
            of_line = shingles[i].first;
        }
        i = end;
    }
    if (most * 100 < n * NEAR_PERCENT) {
        return RSD_OK;
    }
    c->repeated[line] = 1;
    size_t percent = most * 100 / n;
    return rsd_mark_near_repeat(c, line, of_line, (uint8_t)(percent < 100 ? percent : 99));
}

static rsd_status mark_lines(rsd_cleaner *c, const shingle *shingles, size_t count)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK;) {
        size_t end = i + 1;
        while (end < count && shingles[end].line == shingles[i].line) {
            end++;
        }
        status = mark_line(c, shingles + i, end - i);
        i = end;
    }
    return status;
}

rsd_status rsd_mark_near_repeats(rsd_cleaner *c)
{
    size_t paragraphs = 0;
    size_t count = 0;
    for (size_t i = 0; i < c->footer; i++) {
        if (is_paragraph(c, i)) {
            paragraphs++;
            count += c->lines[i].words + 1 - SHINGLE_WORDS;
        }
    }
    if (paragraphs < 2 || count > MAX_SHINGLES) {
        return RSD_OK;
    }
    shingle *shingles = rsd_alloc(count * sizeof *shingles);
    if (shingles == NULL) {
        return rsd_fail_nomem(c->err);
    }
    count = 0;
    for (size_t i = 0; i < c->footer; i++) {
        if (is_paragraph(c, i)) {
            add_shingles(c, i, shingles, &count);
        }
    }
    count = find_first_lines(shingles, count);
    qsort(shingles, count, sizeof *shingles, compare_by_line);
    rsd_status status = mark_lines(c, shingles, count);
    rsd_free(shingles);
    return status;
}
