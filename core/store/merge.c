/* merge.c: all articles of a draft written to one segment. */
#include "store/merge.h"

#include "store/select.h"

#include <string.h>

static rsd_status write_segment(const rsd_merging *merging, rsd_corpus *draft, rsd_part *part,
                                rsd_error *err)
{
    char path[PATH_MAX];
    if (!rsd_segment_path(path, merging->folder, part->number)) {
        return rsd_fail(err, RSD_ERR_LIMIT, merging->folder, 0, RSD_NO_OFFSET,
                        "is too long a path");
    }
    const rsd_segment_options options = {.threads = merging->workers};
    rsd_status status = rsd_select_for_merge(draft, err);
    return status == RSD_OK ? rsd_segment_write(draft, path, &options, &part->seal, err) : status;
}

/* The same; where it fails, the entries of the draft are in the order that they had. */
static rsd_status write_or_restore(const rsd_merging *merging, rsd_corpus *draft, rsd_part *part,
                                   rsd_error *err)
{
    rsd_store *store = draft->store;
    const size_t size = store->article_count * sizeof *store->own_entries;
    rsd_entry *before;
    rsd_status status = RSD_SCRATCH_TAKE(store->scratch, before, store->article_count, err);
    if (status != RSD_OK) {
        return status;
    }
    if (size > 0) {
        memcpy(before, store->own_entries, size);
        rsd_scratch_ease(store->scratch);
    }
    status = write_segment(merging, draft, part, err);
    if (status != RSD_OK && size > 0) {
        memcpy(store->own_entries, before, size);
    }
    rsd_scratch_drop(store->scratch, before);
    return status;
}

/* A complete draft of all documents of some segments, but for those that have newer ones. */
static rsd_status open_segments(const rsd_merging *merging, const rsd_parts *parts,
                                rsd_corpus **draft, rsd_error *err)
{
    rsd_candidates candidates = {.scratch = merging->scratch};
    rsd_status status = rsd_corpus_draft_new(draft, merging->folder, parts, merging->scratch, err);
    if (status != RSD_OK) {
        *draft = NULL;
        return status;
    }
    status = rsd_candidates_add_new((*draft)->store, 0, &candidates, err);
    if (status == RSD_OK) {
        status = rsd_select(*draft, &candidates, NULL, 0, err);
    }
    rsd_candidates_free(&candidates);
    return status == RSD_OK ? rsd_corpus_draft_finish(*draft, merging->workers, err) : status;
}

rsd_status rsd_corpus_merge(const rsd_merging *merging, rsd_parts *parts, rsd_corpus **draft,
                            rsd_error *err)
{
    rsd_part part = {.number = merging->number};
    rsd_status status = write_or_restore(merging, *draft, &part, err);
    if (status != RSD_OK) {
        return status;
    }
    parts->items[0] = part;
    parts->len = 1;
    rsd_corpus *before = *draft;
    status = open_segments(merging, parts, draft, err);
    if (status == RSD_OK) {
        (*draft)->warnings = before->warnings;
        before->warnings = (rsd_warnings){0};
    }
    rsd_corpus_free(before);
    return status;
}

rsd_status rsd_segments_join(const rsd_merging *merging, const rsd_parts *parts, rsd_part *joined,
                             rsd_error *err)
{
    rsd_corpus *draft;
    *joined = (rsd_part){.number = merging->number};
    rsd_status status = open_segments(merging, parts, &draft, err);
    if (status == RSD_OK) {
        status = write_segment(merging, draft, joined, err);
    }
    rsd_corpus_free(draft);
    return status;
}
