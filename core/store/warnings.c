/* warnings.c: a list of warnings, in order. */
#include "store/warnings.h"

#include <stdlib.h>
#include <string.h>

rsd_status rsd_warnings_add(rsd_warnings *warnings, const rsd_warning *warning, bool strict,
                            rsd_error *err)
{
    if (strict && warning->skipped) {
        return rsd_fail(err, RSD_ERR_INVALID, warning->source, warning->line, warning->offset, "%s",
                        warning->message);
    }
    if (RSD_GROW(warnings->items, warnings->cap, warnings->len + 1) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    rsd_warning copy = *warning;
    rsd_arena *arena = &warnings->arena;
    copy.kind = rsd_arena_copy(arena, warning->kind, strlen(warning->kind));
    copy.source = rsd_arena_copy(arena, warning->source, strlen(warning->source));
    copy.message = rsd_arena_copy(arena, warning->message, strlen(warning->message));
    if (copy.kind == NULL || copy.source == NULL || copy.message == NULL) {
        return rsd_fail_nomem(err);
    }
    warnings->items[warnings->len++] = copy;
    return RSD_OK;
}

rsd_status rsd_warn_of_twice(rsd_warnings *warnings, const char *path, bool strict, rsd_error *err)
{
    const rsd_warning warning = {.kind = "duplicate_key",
                                 .source = path,
                                 .offset = RSD_NO_OFFSET,
                                 .message = "was given twice; the second one is left out",
                                 .skipped = true};
    return rsd_warnings_add(warnings, &warning, strict, err);
}

static int compare_warnings(const void *a, const void *b)
{
    const rsd_warning *x = a;
    const rsd_warning *y = b;
    int order = strcmp(x->source, y->source);
    if (order == 0) {
        order = (x->line > y->line) - (x->line < y->line);
    }
    if (order == 0) {
        order = (x->offset > y->offset) - (x->offset < y->offset);
    }
    if (order == 0) {
        order = strcmp(x->kind, y->kind);
    }
    return order != 0 ? order : strcmp(x->message, y->message);
}

static bool is_of_metadata(const rsd_warning *warning)
{
    const char *slash = strrchr(warning->source, '/');
    return strcmp(slash == NULL ? warning->source : slash + 1, "metadata.csv") == 0;
}

/* Several files of a folder that are given one by one say the same of its metadata: once is enough.
 */
void rsd_warnings_sort(rsd_warnings *warnings)
{
    if (warnings->len > 0) {
        qsort(warnings->items, warnings->len, sizeof *warnings->items, compare_warnings);
    }
    size_t kept = 0;
    for (size_t i = 0; i < warnings->len; i++) {
        const rsd_warning *w = &warnings->items[i];
        if (kept > 0 && is_of_metadata(w) && compare_warnings(&warnings->items[kept - 1], w) == 0) {
            continue;
        }
        warnings->items[kept++] = *w;
    }
    warnings->len = kept;
}

size_t rsd_warnings_skipped(const rsd_warnings *warnings)
{
    size_t skipped = 0;
    for (size_t i = 0; i < warnings->len; i++) {
        const rsd_warning *w = &warnings->items[i];
        skipped += w->skipped && strcmp(w->kind, "bad_metadata") != 0;
    }
    return skipped;
}

void rsd_warnings_free(rsd_warnings *warnings)
{
    rsd_free(warnings->items);
    rsd_arena_free(&warnings->arena);
    *warnings = (rsd_warnings){0};
}
