/* select.c: choosing the articles of a corpus among the documents of its segments. */
#include "store/select.h"

#include "base/sort.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

enum {
    BYTES_OF_NAMES = 4096 /* of a document, with what comes into memory around them, about */
};

rsd_status rsd_candidates_add(rsd_candidates *candidates, const rsd_segment *segment,
                              uint16_t number, uint32_t doc, rsd_error *err)
{
    rsd_head head;
    rsd_status status = rsd_segment_head(segment, doc, &head, err);
    if (status != RSD_OK) {
        return status;
    }
    const rsd_candidate candidate = {
        .key = head.key, .path = head.path, .hash = head.hash, .doc = doc, .segment = number};
    return rsd_candidates_put(candidates, &candidate, err);
}

rsd_status rsd_candidates_put(rsd_candidates *candidates, const rsd_candidate *candidate,
                              rsd_error *err)
{
    enum { WORTH_EASING = 1024 };
    rsd_status status = RSD_SCRATCH_GROW(candidates->scratch, candidates->items, candidates->cap,
                                         candidates->len + 1, err);
    if (status != RSD_OK) {
        return status;
    }
    candidates->items[candidates->len++] = *candidate;
    if (candidates->len % WORTH_EASING == 0) {
        rsd_scratch_ease(candidates->scratch);
    }
    return RSD_OK;
}

static int compare_names(const char *a_key, const char *a_path, const rsd_candidate *b)
{
    int order = strcmp(a_key, b->key);
    return order != 0 ? order : strcmp(a_path, b->path);
}

static int compare_candidates(const void *a, const void *b)
{
    const rsd_candidate *x = a;
    const rsd_candidate *y = b;
    int order = compare_names(x->key, x->path, y);
    if (order == 0) {
        order = x->is_new - y->is_new;
    }
    if (order == 0) {
        order = (x->segment > y->segment) - (x->segment < y->segment);
    }
    return order != 0 ? order : (x->doc > y->doc) - (x->doc < y->doc);
}

rsd_status rsd_candidates_add_new(const rsd_store *store, size_t first, rsd_candidates *candidates,
                                  rsd_error *err)
{
    rsd_status status = RSD_OK;
    for (size_t s = first; s < store->segment_count && status == RSD_OK; s++) {
        for (uint32_t doc = 0; doc < store->segments[s].doc_count && status == RSD_OK; doc++) {
            status = rsd_candidates_add(candidates, &store->segments[s], (uint16_t)s, doc, err);
            if (status == RSD_OK) {
                candidates->items[candidates->len - 1].is_new = true;
            }
        }
    }
    return status;
}

rsd_status rsd_candidates_sort(rsd_candidates *candidates, rsd_error *err)
{
    return rsd_sort_runs(candidates->scratch, candidates->items, candidates->len,
                         sizeof *candidates->items, compare_candidates, err);
}

rsd_candidate *rsd_candidates_find(const rsd_candidates *candidates, const char *key,
                                   const char *path)
{
    size_t low = 0;
    size_t high = candidates->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_names(key, path, &candidates->items[middle]) >= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    rsd_candidate *last = low > 0 ? &candidates->items[low - 1] : NULL;
    return last != NULL && compare_names(key, path, last) == 0 ? last : NULL;
}

void rsd_candidates_free(rsd_candidates *candidates)
{
    rsd_scratch_drop(candidates->scratch, candidates->items);
    *candidates = (rsd_candidates){0};
}

/* ---- Choosing ---- */

/* A document that was chosen, and the key it is to have. */
typedef struct chosen {
    const char *key;
    const rsd_candidate *candidate;
} chosen;

typedef struct selection {
    rsd_corpus *draft;
    chosen *items;
    size_t len;
} selection;

/* Chooses among the candidates of one key. */
static void choose(selection *s, const rsd_candidate *group, size_t count)
{
    bool any_new = false;
    for (size_t i = 0; i < count; i++) {
        any_new = any_new || group[i].is_new;
    }
    const size_t first = s->len;
    for (size_t i = 0; i < count; i++) {
        const rsd_candidate *c = &group[i];
        const bool is_last = i + 1 == count || strcmp(c->path, group[i + 1].path) != 0;
        if (is_last && (c->is_new || c->is_by_path || c->was_met || !any_new)) {
            s->items[s->len++] = (chosen){c->key, c};
        }
    }
    for (size_t i = first; i < s->len && s->len - first > 1; i++) {
        s->items[i].key = s->items[i].candidate->path;
    }
}

static int compare_chosen(const void *a, const void *b)
{
    return strcmp(((const chosen *)a)->key, ((const chosen *)b)->key);
}

/* Is what was chosen of this build? */
static bool is_given(const chosen *item)
{
    return item->candidate->is_new || item->candidate->was_met;
}

/* Leaves one of those that were chosen for a key, which are in order: a document that is keyed by
 * its path may find an older one there. */
static void drop_older(selection *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->len; i++) {
        const bool is_again = kept > 0 && compare_chosen(&s->items[kept - 1], &s->items[i]) == 0;
        if (!is_again) {
            s->items[kept++] = s->items[i];
        } else if (is_given(&s->items[i]) || !is_given(&s->items[kept - 1])) {
            s->items[kept - 1] = s->items[i];
        }
    }
    s->len = kept;
}

static rsd_status remove_key(selection *s, const char *key, rsd_error *err)
{
    const chosen wanted = {.key = key};
    const chosen *found =
        s->len > 0 ? bsearch(&wanted, s->items, s->len, sizeof wanted, compare_chosen) : NULL;
    if (found == NULL) {
        return rsd_fail(err, RSD_ERR_NOT_FOUND, key, 0, RSD_NO_OFFSET,
                        "the corpus has no article of this key, so it cannot be removed");
    }
    const size_t at = (size_t)(found - s->items);
    s->len--;
    memmove(s->items + at, s->items + at + 1, (s->len - at) * sizeof *s->items);
    return RSD_OK;
}

static rsd_status take_entries(selection *s, rsd_error *err)
{
    rsd_store *store = s->draft->store;
    rsd_status status = RSD_SCRATCH_TAKE(store->scratch, store->own_entries, s->len, err);
    if (status != RSD_OK) {
        return status;
    }
    size_t done = 0;
    for (size_t i = 0; i < s->len; i++) {
        const chosen *item = &s->items[i];
        store->own_entries[i] =
            (rsd_entry){.doc = item->candidate->doc,
                        .segment = item->candidate->segment,
                        .flags = item->key == item->candidate->key ? 0 : RSD_ENTRY_BY_PATH};
        rsd_corpus_passed(s->draft, &done, sizeof *item + sizeof *item->candidate);
    }
    store->entries = store->own_entries;
    store->article_count = s->len;
    return RSD_OK;
}

rsd_status rsd_select(rsd_corpus *draft, rsd_candidates *candidates, const char *const *remove,
                      size_t remove_count, rsd_error *err)
{
    selection s = {.draft = draft};
    rsd_scratch *scratch = draft->store->scratch;
    size_t done = 0;
    rsd_status status = RSD_SCRATCH_TAKE(scratch, s.items, candidates->len, err);
    if (status == RSD_OK) {
        status = rsd_candidates_sort(candidates, err);
    }
    for (size_t i = 0; i < candidates->len && status == RSD_OK;) {
        size_t end = i + 1;
        while (end < candidates->len &&
               strcmp(candidates->items[i].key, candidates->items[end].key) == 0) {
            end++;
        }
        choose(&s, candidates->items + i, end - i);
        rsd_corpus_passed(draft, &done, (end - i) * (sizeof *candidates->items + BYTES_OF_NAMES));
        i = end;
    }
    if (status == RSD_OK) {
        status = rsd_sort_runs(scratch, s.items, s.len, sizeof *s.items, compare_chosen, err);
    }
    if (status == RSD_OK) {
        drop_older(&s);
    }
    for (size_t i = 0; i < remove_count && status == RSD_OK; i++) {
        status = remove_key(&s, remove[i], err);
    }
    if (status == RSD_OK) {
        status = take_entries(&s, err);
    }
    rsd_scratch_drop(scratch, s.items);
    return status;
}

/* ---- Merging ---- */

typedef struct placed {
    const char *key;
    const char *path;
    rsd_entry entry;
} placed;

static int compare_placed(const void *a, const void *b)
{
    const placed *x = a;
    const placed *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : strcmp(x->path, y->path);
}

/* Sorts the entries. */
static rsd_status place_entries(rsd_corpus *draft, placed *items, rsd_error *err)
{
    rsd_store *store = draft->store;
    const size_t count = store->article_count;
    size_t done = 0;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        const rsd_entry *entry = &store->entries[i];
        rsd_head head;
        status = rsd_segment_head(&store->segments[entry->segment], entry->doc, &head, err);
        if (status == RSD_OK) {
            items[i] = (placed){.key = head.key, .path = head.path, .entry = *entry};
        }
        rsd_corpus_passed(draft, &done, sizeof *items + BYTES_OF_NAMES);
    }
    if (status == RSD_OK) {
        status = rsd_sort_runs(store->scratch, items, count, sizeof *items, compare_placed, err);
    }
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        store->own_entries[i] = items[i].entry;
        rsd_corpus_passed(draft, &done, sizeof *items + sizeof *store->own_entries);
    }
    return status;
}

rsd_status rsd_select_for_merge(rsd_corpus *draft, rsd_error *err)
{
    rsd_scratch *scratch = draft->store->scratch;
    placed *items;
    rsd_status status = RSD_SCRATCH_TAKE(scratch, items, draft->store->article_count, err);
    if (status == RSD_OK) {
        status = place_entries(draft, items, err);
    }
    rsd_scratch_drop(scratch, items);
    return status;
}
