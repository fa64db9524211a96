/* merge.c: all articles of a draft written to one segment, and their stories found meanwhile. */
#include "store/merge.h"

#include "store/select.h"
#include "store/stories.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

enum { PARTS_OF_STORIES = 16 /* of the memory: so much stories may take beside the merging */ };

/* ---- Stories ---- */

/* The stories of a draft, found by a thread of their own. */
typedef struct telling {
    rsd_corpus *draft;
    uint32_t *stories; /* the first article of each */
    unsigned threads;
    pthread_t thread;
    bool is_running;
    rsd_status status;
    rsd_error err;
} telling;

static void *find_stories(void *ctx)
{
    telling *t = ctx;
    rsd_store *store = t->draft->store;
    t->status = RSD_SCRATCH_TAKE(store->scratch, t->stories, store->article_count, &t->err);
    if (t->status == RSD_OK) {
        t->status = rsd_find_stories(t->draft, t->stories, t->threads, &t->err);
    }
    return NULL;
}

/* Begins, unless there is no thread to be had: then it is done later. */
static void begin_stories(telling *t)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all); /* signals are for the caller */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    t->is_running = pthread_create(&t->thread, NULL, find_stories, t) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static rsd_status end_stories(telling *t, rsd_error *err)
{
    if (!t->is_running) {
        return RSD_OK;
    }
    pthread_join(t->thread, NULL);
    t->is_running = false;
    if (t->status != RSD_OK) {
        rsd_scratch_drop(t->draft->store->scratch, t->stories);
        t->stories = NULL;
        if (err != NULL) {
            *err = t->err;
        }
    }
    return t->status;
}

/* ---- The segment ---- */

/* Writes the articles of a draft; t, or NULL, finds its stories meanwhile if it can. */
static rsd_status write_segment(const rsd_merging *merging, rsd_corpus *draft, rsd_part *part,
                                telling *t, rsd_error *err)
{
    char path[PATH_MAX];
    bool moved;
    if (!rsd_segment_path(path, merging->folder, part->number)) {
        return rsd_fail(err, RSD_ERR_LIMIT, merging->folder, 0, RSD_NO_OFFSET,
                        "is too long a path");
    }
    rsd_status status = rsd_select_for_merge(draft, &moved, err);
    if (status != RSD_OK) {
        return status;
    }
    /* Stories are told by the places of articles. */
    if (t != NULL && !moved && merging->workers > 1 &&
        rsd_stories_memory(draft) <= merging->memory / PARTS_OF_STORIES) {
        *t = (telling){.draft = draft, .threads = merging->workers};
        begin_stories(t);
    }
    const rsd_segment_options options = {.threads = merging->workers};
    status = rsd_segment_write(draft, path, &options, &part->seal, err);
    const rsd_status told = t == NULL ? RSD_OK : end_stories(t, status == RSD_OK ? err : NULL);
    return status == RSD_OK ? told : status;
}

/* The same; where it fails, the entries of the draft are in the order that they had. */
static rsd_status write_or_restore(const rsd_merging *merging, rsd_corpus *draft, rsd_part *part,
                                   telling *t, rsd_error *err)
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
    status = write_segment(merging, draft, part, t, err);
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
                            uint32_t **stories, rsd_error *err)
{
    rsd_part part = {.number = merging->number};
    telling t = {0};
    rsd_status status = write_or_restore(merging, *draft, &part, &t, err);
    *stories = t.stories;
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
        status = write_segment(merging, draft, joined, NULL, err);
    }
    rsd_corpus_free(draft);
    return status;
}
