/* repeats.c: lines and blocks of lines that were said before, and lines glued to themselves. */
#include "read/clean_int.h"

#include <string.h>
#include <xxhash.h>

/* A line or a block of lines as something that may have been said before. */
typedef struct rsd_unit {
    uint64_t hash;
    uint32_t skeleton;
    uint32_t len;
    uint32_t line;  /* the first */
    uint32_t lines; /* how many */
    uint32_t first; /* the index of the unit that says it first; its own if none does */
} unit;

/* ---- Lines glued to themselves ---- */

static bool has_period(const char *s, size_t n, size_t period)
{
    return memcmp(s, s + period, n - period) == 0;
}

/* The length of the shortest text of which s[0..n) is a whole number of copies. */
static size_t shortest_period(const char *s, size_t n)
{
    size_t period = n;
    size_t left = n;
    for (size_t prime = 2; left > 1; prime++) {
        if (prime * prime > left) {
            prime = left;
        }
        while (left % prime == 0) {
            left /= prime;
            if (has_period(s, n, period / prime)) {
                period /= prime;
            }
        }
    }
    return period;
}

/* May s[0..n) be copies of one text, RSD_MAX_COPIES at most? That is soon known. */
static bool may_be_copies(const char *s, size_t n)
{
    _Static_assert(RSD_MAX_COPIES == 8, "a smaller number of copies is a multiple of a prime here");
    static const unsigned primes[] = {2, 3, 5, 7};
    for (size_t i = 0; n > 0 && i < sizeof primes / sizeof *primes; i++) {
        const unsigned prime = primes[i];
        if (n % prime == 0 && s[0] == s[n / prime] && s[n - 1] == s[n / prime - 1] &&
            has_period(s, n, n / prime)) {
            return true;
        }
    }
    return false;
}

bool rsd_says_enough(uint32_t letters, uint32_t words)
{
    return letters >= RSD_REPEAT_LETTERS && words >= RSD_REPEAT_WORDS;
}

uint32_t rsd_words_per_copy(uint32_t words, uint32_t copies)
{
    return (words + copies - 1) / copies;
}

void rsd_find_periods(rsd_cleaner *c)
{
    for (size_t i = 0; i < c->line_count; i++) {
        rsd_line *at = &c->lines[i];
        const char *skeleton = rsd_skeleton_of(c, i);
        const size_t n = rsd_skeleton_len(c, i);
        size_t period = n;
        uint32_t copies = 1;
        if (may_be_copies(skeleton, n)) {
            period = shortest_period(skeleton, n);
            copies = (uint32_t)(n / period);
        }
        bool glued = copies <= RSD_MAX_COPIES &&
                     rsd_says_enough(at->letters / copies, rsd_words_per_copy(at->words, copies));
        at->period = (uint32_t)(glued ? period : n);
    }
}

rsd_status rsd_first_copy_end(rsd_cleaner *c, size_t i, size_t *end)
{
    rsd_line *at = &c->lines[i];
    *end = at->copy_end != 0 ? at->copy_end : at->end;
    if (at->copy_end != 0 || at->period == rsd_skeleton_len(c, i)) {
        return RSD_OK;
    }
    rsd_status status = rsd_make_key(c, at->start, at->end, &c->map);
    if (status != RSD_OK) {
        return status;
    }
    size_t next = rsd_source_of(c, i, at->period, end);
    size_t start = at->start;
    *end = next;
    rsd_trim(c->s, &start, end);
    at->copy_end = (uint32_t)*end; /* every line that says the same asks again */
    return RSD_OK;
}

/* ---- What was said before ---- */

static rsd_status add_unit(rsd_cleaner *c, size_t from, size_t lines, size_t len)
{
    if (RSD_GROW(c->units, c->unit_cap, c->unit_count + 1) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    c->units[c->unit_count] = (unit){.hash = XXH3_64bits(rsd_skeleton_of(c, from), len),
                                     .skeleton = c->lines[from].skeleton,
                                     .len = (uint32_t)len,
                                     .line = (uint32_t)from,
                                     .lines = (uint32_t)lines,
                                     .first = (uint32_t)c->unit_count};
    c->unit_count++;
    return RSD_OK;
}

static rsd_status add_units(rsd_cleaner *c)
{
    for (size_t i = 0; i < c->line_count;) {
        size_t end = rsd_block_end(c, i);
        rsd_status status = RSD_OK;
        if (end - i > 1) {
            size_t stop = end < c->line_count ? c->lines[end].skeleton : c->skeleton.len;
            status = add_unit(c, i, end - i, stop - c->lines[i].skeleton);
        }
        for (; i < end && status == RSD_OK; i++) {
            status = add_unit(c, i, 1, c->lines[i].period);
        }
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

/* Where in the table the first unit of the same hash and length stands, and one more; 0 if there is
 * none. */
static uint32_t *find_slot(const rsd_cleaner *c, const unit *wanted, size_t mask)
{
    size_t slot = wanted->hash & mask;
    for (; c->table[slot] != 0; slot = (slot + 1) & mask) {
        const unit *at = &c->units[c->table[slot] - 1];
        if (at->hash == wanted->hash && at->len == wanted->len) {
            break;
        }
    }
    return &c->table[slot];
}

/* Sets first of each unit. Of units that hash alike, each is compared with the first one only, so
 * that no input makes this slow. */
static rsd_status find_repeats(rsd_cleaner *c)
{
    rsd_status status = add_units(c);
    size_t slots = 16;
    while (slots < c->unit_count * 2) {
        slots *= 2;
    }
    if (status == RSD_OK && RSD_GROW(c->table, c->table_cap, slots) != RSD_OK) {
        status = rsd_fail_nomem(c->err);
    }
    if (status != RSD_OK) {
        return status;
    }
    memset(c->table, 0, slots * sizeof *c->table);
    for (size_t i = 0; i < c->unit_count; i++) {
        unit *at = &c->units[i];
        uint32_t *slot = find_slot(c, at, slots - 1);
        if (*slot == 0) {
            *slot = (uint32_t)i + 1;
            continue;
        }
        const unit *said = &c->units[*slot - 1];
        if (memcmp(c->skeleton.data + at->skeleton, c->skeleton.data + said->skeleton, at->len) ==
            0) {
            at->first = *slot - 1;
        }
    }
    return RSD_OK;
}

/* ---- Marking ---- */

static size_t headline_start(const rsd_cleaner *c)
{
    return c->headline == SIZE_MAX ? SIZE_MAX : c->lines[c->headline].start;
}

/* Marks the copies in line i from the given one on as repeats of of_start..of_end. */
static rsd_status mark_copies(rsd_cleaner *c, size_t i, size_t from, size_t of_start, size_t of_end)
{
    const rsd_line *at = &c->lines[i];
    size_t copies = rsd_skeleton_len(c, i) / at->period;
    if (copies == 1) {
        return from == 0
                   ? rsd_mark_repeat(c, at->start, at->end, of_start, of_end,
                                     of_start == headline_start(c) ? "the headline again"
                                                                   : "a line that was said before")
                   : RSD_OK;
    }
    rsd_status status = rsd_make_key(c, at->start, at->end, &c->map);
    if (status != RSD_OK) {
        return status;
    }
    rsd_walker w = {.key = c->key.data, .n = c->key.len};
    size_t passed = 0;
    size_t copy_start = at->start;
    for (size_t copy = 0; copy < copies; copy++) {
        size_t next = at->end;
        while (rsd_next_letter(&w)) {
            passed += w.at - w.start;
            if (passed > (copy + 1) * at->period) {
                uint32_t start;
                uint32_t end;
                rsd_map_to_source(&c->map, (uint32_t)w.start, (uint32_t)w.at, &start, &end);
                next = at->start + start;
                break;
            }
        }
        size_t start = copy_start;
        size_t end = next;
        rsd_trim(c->s, &start, &end);
        if (copy >= from) {
            status = rsd_mark_repeat(c, start, end, of_start, of_end, "a line glued to itself");
            if (status != RSD_OK) {
                return status;
            }
        }
        copy_start = next;
    }
    return RSD_OK;
}

static rsd_status mark_unit(rsd_cleaner *c, size_t u)
{
    const unit *at = &c->units[u];
    const unit *first = &c->units[at->first];
    const rsd_line *own = &c->lines[at->line];
    const rsd_line *said = &c->lines[first->line];
    size_t of_end = c->lines[first->line + first->lines - 1].end;
    rsd_status status = RSD_OK;
    if (first->lines == 1) {
        status = rsd_first_copy_end(c, first->line, &of_end);
    }
    if (status != RSD_OK) {
        return status;
    }
    if (at->lines > 1) {
        status = rsd_mark_repeat(c, own->start, c->lines[at->line + at->lines - 1].end, said->start,
                                 of_end, "lines that were said before");
    } else {
        status = mark_copies(c, at->line, at->first == u ? 1 : 0, said->start, of_end);
    }
    bool whole = at->first != u;
    for (size_t i = at->line; whole && i < at->line + at->lines; i++) {
        c->repeated[i] = 1;
    }
    return status;
}

static bool is_worth_marking(const rsd_cleaner *c, const unit *u)
{
    const unit *first = &c->units[u->first];
    if (first->lines == 1 && first->line == c->headline) {
        return true;
    }
    uint32_t letters = 0;
    uint32_t words = 0;
    for (size_t i = u->line; i < (size_t)u->line + u->lines; i++) {
        letters += c->lines[i].letters;
        words += c->lines[i].words;
        if (letters >= RSD_REPEAT_LETTERS && words >= RSD_REPEAT_WORDS) {
            break;
        }
    }
    uint32_t copies = u->lines == 1 ? (uint32_t)(rsd_skeleton_len(c, u->line) / u->len) : 1;
    return rsd_says_enough(letters / copies, rsd_words_per_copy(words, copies));
}

rsd_status rsd_mark_repeats(rsd_cleaner *c)
{
    rsd_status status = find_repeats(c);
    if (status == RSD_OK && RSD_GROW(c->repeated, c->repeated_cap, c->line_count) != RSD_OK) {
        status = rsd_fail_nomem(c->err);
    }
    if (status != RSD_OK) {
        return status;
    }
    memset(c->repeated, 0, c->line_count);
    for (size_t u = 0; u < c->unit_count && status == RSD_OK; u++) {
        const unit *at = &c->units[u];
        bool glued = at->lines == 1 && at->len < rsd_skeleton_len(c, at->line);
        if ((at->first != u || glued) && !c->repeated[at->line] && is_worth_marking(c, at)) {
            status = mark_unit(c, u);
        }
    }
    return status;
}
