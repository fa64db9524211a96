/* clean.c: marks what in an article is not its own running text, by general rules.
 *
 * Lines are compared by their skeleton. Nothing is deleted; where a rule is in doubt, nothing is
 * marked. */
#include "read/clean_int.h"
#include "read/front.h"

#include <stdlib.h>

static rsd_status add_region(rsd_cleaner *c, rsd_region region)
{
    rsd_regions *regions = c->regions;
    if (RSD_GROW(regions->items, regions->cap, regions->len + 1) != RSD_OK) {
        return rsd_fail_nomem(c->err);
    }
    regions->items[regions->len++] = region;
    return RSD_OK;
}

rsd_status rsd_mark(rsd_cleaner *c, rsd_region_kind kind, size_t start, size_t end,
                    const char *reason)
{
    return add_region(
        c, (rsd_region){
               .start = (uint32_t)start, .end = (uint32_t)end, .kind = kind, .reason = reason});
}

rsd_status rsd_mark_repeat(rsd_cleaner *c, size_t start, size_t end, size_t of_start, size_t of_end,
                           const char *reason)
{
    return add_region(c, (rsd_region){.start = (uint32_t)start,
                                      .end = (uint32_t)end,
                                      .of_start = (uint32_t)of_start,
                                      .of_end = (uint32_t)of_end,
                                      .kind = RSD_REGION_REPEAT,
                                      .similarity = 100,
                                      .reason = reason});
}

rsd_status rsd_mark_near_repeat(rsd_cleaner *c, size_t line, size_t of_line, uint8_t similarity)
{
    return add_region(c, (rsd_region){.start = c->lines[line].start,
                                      .end = c->lines[line].end,
                                      .of_start = c->lines[of_line].start,
                                      .of_end = c->lines[of_line].end,
                                      .kind = RSD_REGION_REPEAT,
                                      .similarity = similarity,
                                      .reason = "an earlier paragraph said nearly all of it"});
}

static int compare_regions(const void *a, const void *b)
{
    const rsd_region *left = a;
    const rsd_region *right = b;
    if (left->start != right->start) {
        return left->start < right->start ? -1 : 1;
    }
    if (left->end != right->end) {
        return left->end > right->end ? -1 : 1;
    }
    return (int)left->kind - (int)right->kind;
}

static rsd_status clean_lines(rsd_cleaner *c)
{
    rsd_find_periods(c);
    rsd_status status = rsd_find_footer(c);
    if (status == RSD_OK) {
        status = rsd_find_headline(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_headline(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_repeats(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_glued_headlines(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_near_repeats(c);
    }
    if (status == RSD_OK) {
        status = rsd_find_tail(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_lead(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_bylines(c);
    }
    if (status == RSD_OK) {
        status = rsd_mark_agency(c);
    }
    return status == RSD_OK ? rsd_mark_footer(c) : status;
}

/* Most articles have so few regions that anything but this is slower. */
static void sort_regions(rsd_region *items, size_t n)
{
    enum { FEW = 16 };
    if (n > FEW) {
        qsort(items, n, sizeof *items, compare_regions);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const rsd_region item = items[i];
        size_t at = i;
        for (; at > 0 && compare_regions(&items[at - 1], &item) > 0; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

/* Leaves nothing but the memory. */
static void forget(rsd_regions *regions)
{
    *regions = (rsd_regions){.items = regions->items, .cap = regions->cap, .room = regions->room};
}

static void free_cleaner(rsd_cleaner *c)
{
    if (c != NULL) {
        rsd_free(c->lines);
        rsd_buf_free(&c->skeleton);
        rsd_free(c->words);
        rsd_buf_free(&c->key);
        rsd_map_free(&c->map);
        rsd_free(c->repeated);
        rsd_free(c->units);
        rsd_free(c->table);
        rsd_free(c);
    }
}

/* The cleaner of the regions, with nothing in it but memory. */
static rsd_cleaner *take_cleaner(rsd_regions *regions)
{
    rsd_cleaner *c = regions->room;
    if (c == NULL) {
        c = regions->room = rsd_alloc(sizeof *c);
        if (c != NULL) {
            *c = (rsd_cleaner){0};
        }
        return c;
    }
    *c = (rsd_cleaner){.lines = c->lines,
                       .line_cap = c->line_cap,
                       .skeleton = {.data = c->skeleton.data, .cap = c->skeleton.cap},
                       .words = c->words,
                       .word_cap = c->word_cap,
                       .key = {.data = c->key.data, .cap = c->key.cap},
                       .map = c->map, /* is emptied when it is used */
                       .repeated = c->repeated,
                       .repeated_cap = c->repeated_cap,
                       .units = c->units,
                       .unit_cap = c->unit_cap,
                       .table = c->table,
                       .table_cap = c->table_cap};
    return c;
}

/* Memory that a large text took is not kept for all the small ones after it. */
static void give_back(rsd_regions *regions)
{
    enum { KEPT = 1 << 20 };
    if (regions->room->n > KEPT) {
        free_cleaner(regions->room);
        regions->room = NULL;
    }
}

rsd_status rsd_clean(rsd_regions *regions, const char *s, size_t n, rsd_error *err)
{
    forget(regions);
    if (n > RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "the text is %zu bytes long; at most %zu are taken", n, RSD_MAX_SOURCE);
    }
    rsd_cleaner *c = take_cleaner(regions);
    if (c == NULL) {
        return rsd_fail_nomem(err);
    }
    c->regions = regions;
    c->err = err;
    c->s = s;
    c->n = n;
    c->tail = SIZE_MAX;
    c->front = rsd_front_end(s, n);
    rsd_status status = rsd_cut_lines(c);
    if (status == RSD_OK && c->front > 0) {
        status = rsd_mark(c, RSD_REGION_BYLINE, 0, c->front, "front matter: fields, not text");
    }
    if (status == RSD_OK && c->line_count > 0 && c->line_count <= RSD_MAX_LINES) {
        status = clean_lines(c);
    }
    if (status != RSD_OK) {
        forget(regions);
    }
    sort_regions(regions->items, regions->len);
    give_back(regions);
    return status;
}

void rsd_regions_free(rsd_regions *regions)
{
    if (regions != NULL) {
        rsd_free(regions->items);
        free_cleaner(regions->room);
        *regions = (rsd_regions){0};
    }
}

const char *rsd_region_kind_name(rsd_region_kind kind)
{
    switch (kind) {
    case RSD_REGION_HEADLINE:
        return "headline";
    case RSD_REGION_LEAD:
        return "lead";
    case RSD_REGION_BYLINE:
        return "byline";
    case RSD_REGION_FOOTER:
        return "footer";
    case RSD_REGION_REPEAT:
        return "repeat";
    case RSD_REGION_AGENCY:
        return "agency";
    }
    return "unknown";
}
