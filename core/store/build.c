/* build.c: files and folders to a corpus on disk. */
#include "base/io.h"
#include "base/worker.h"
#include "store/claim.h"
#include "store/crew.h"
#include "store/merge.h"
#include "store/met.h"
#include "store/select.h"
#include "store/store.h"
#include "store/stories.h"

#include <ftw.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const size_t MEMORY = (size_t)256 << 20;

enum {
    SEGMENTS_MANY = 8,          /* more are merged */
    BYTES_OF_WORKER = 56 << 20, /* of the memory, at least, for each but a single one */
    /* Of the memory takes in any case: */
    BYTES_OF_PROGRAM = 8 << 20,
    BYTES_OF_READER = 20 << 20, /* with what is left between blocks that were freed */
    BYTES_OF_ROOM = 12 << 20,   /* of a worker */
    /* Of what is left, in percent; the rest is for all else that a segment takes while it is made.
     */
    PERCENT_OF_ARTICLES = 55,
    PERCENT_OF_POSTINGS = 24,
    PERCENT_OF_MET = 2, /* of the documents that were met; twice as much of what is mapped */
    /* When segments are merged: */
    PERCENT_OF_TABLES = 30, /* what goes beyond lies on disk */
    PERCENT_OF_MAPPED = 30
};

typedef struct build {
    const char *folder;
    const rsd_build_options *options;
    rsd_build_summary *summary;
    rsd_error *err;
    rsd_scratch *scratch; /* for tables of articles and types */
    rsd_manifest manifest;
    pthread_mutex_t mutex; /* over the manifest while there are workers */
    rsd_crew *crew;
    rsd_warnings warnings;
    rsd_corpus *old;        /* what was committed last; NULL if nothing was */
    rsd_corpus *unfinished; /* segments of a build that was interrupted */
    rsd_candidates known;   /* the documents of both */
    rsd_met *met;           /* the documents of this run */
    rsd_progress progress;
    uint64_t bytes_read;
    struct timespec told; /* when of the progress */
} build;

static size_t memory_of(const build *b)
{
    return b->options->memory == 0 ? MEMORY : b->options->memory;
}

/* As many as are asked for and as there is memory for: with less of it each, segments would be so
 * small and many that merging them takes longer. A reader of the caller's may fork, which is no
 * good beside threads: a lock that one of them holds stays closed in the child. */
static unsigned workers_of(const build *b)
{
    const unsigned asked = b->options->workers == 0 ? 1 : b->options->workers;
    const size_t most = b->options->reader.read != NULL ? 1 : memory_of(b) / BYTES_OF_WORKER;
    return most == 0 ? 1 : most < asked ? (unsigned)most : asked;
}

/* So many percent of the memory that is not taken in any case. */
static size_t part_of_memory(const build *b, unsigned percent)
{
    enum { LEAST_PERCENT = 25 };
    const size_t memory = memory_of(b) / 100;
    const size_t taken =
        (BYTES_OF_PROGRAM + BYTES_OF_READER + (size_t)workers_of(b) * BYTES_OF_ROOM) / 100;
    const size_t least = memory * LEAST_PERCENT / 100;
    return (memory > taken + least ? memory - taken : least) * percent;
}

/* ---- Progress ---- */

/* Tells of the progress, unless that was done just now. */
static void tell(build *b)
{
    enum { TOLD_EVERY = 100 * 1000 * 1000 /* ns */, DOCUMENTS = 16, SECOND = 1000 * 1000 * 1000 };
    struct timespec now;
    if (b->options->progress == NULL || b->progress.documents % DOCUMENTS != 0) {
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    const int64_t passed =
        (int64_t)(now.tv_sec - b->told.tv_sec) * SECOND + now.tv_nsec - b->told.tv_nsec;
    if (passed >= TOLD_EVERY) {
        b->told = now;
        b->progress.bytes_read = b->bytes_read;
        b->options->progress(b->options->progress_ctx, &b->progress);
    }
}

static void begin_stage(build *b, const char *stage)
{
    b->progress.stage = stage;
    if (b->options->progress != NULL) {
        b->progress.bytes_read = b->bytes_read;
        b->options->progress(b->options->progress_ctx, &b->progress);
    }
}

static _Thread_local uint64_t measured;

static int add_size(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)path;
    (void)at;
    measured += kind == FTW_F ? (uint64_t)st->st_size : 0;
    return rsd_interrupted;
}

/* The bytes of all files of the sources. */
static uint64_t measure(const char *const *sources, size_t count)
{
    enum { FOLDERS_OPEN = 16 };
    measured = 0;
    for (size_t i = 0; i < count; i++) {
        nftw(sources[i], add_size, FOLDERS_OPEN, 0);
    }
    return measured;
}

/* ---- What is there ---- */

/* Tells the sources of a build from others. */
static uint64_t hash_sources(const char *const *sources, size_t count,
                             const rsd_read_options *options, const rsd_reader *reader)
{
    uint64_t h = RSD_HASH_START;
    for (size_t i = 0; i < count; i++) {
        h = rsd_hash_more(h, sources[i], strlen(sources[i]));
    }
    for (size_t i = 0; i < options->map_count; i++) {
        const rsd_field *field = &options->map[i];
        h = rsd_hash_more(h, field->name, strlen(field->name));
        h = rsd_hash_more(h, field->value, strlen(field->value));
    }
    if (reader->read != NULL && reader->name != NULL) {
        h = rsd_hash_more(h, reader->name, strlen(reader->name));
    }
    return rsd_hash_more(h, options->path_date ? "+" : "-", 1);
}

static bool has_sources(const build *b, size_t source_count)
{
    return source_count > 0 || b->options->reader.read != NULL;
}

static rsd_status refuse(const build *b, bool has_sources)
{
    const bool exists = b->manifest.generation > 0;
    if (exists && has_sources && !b->options->append) {
        return rsd_fail(b->err, RSD_ERR_INVALID, b->folder, 0, RSD_NO_OFFSET,
                        "is a corpus already; it can be appended to, or removed first");
    }
    if (!exists && !has_sources) {
        return rsd_fail(b->err, RSD_ERR_NOT_FOUND, b->folder, 0, RSD_NO_OFFSET,
                        "there is no corpus, and nothing to build one of");
    }
    return RSD_OK;
}

/* Reads the manifest; none is an empty one. */
static rsd_status read_manifest(build *b, const char *const *sources, size_t source_count)
{
    rsd_status status = rsd_manifest_read(&b->manifest, b->folder, b->err);
    if (status == RSD_ERR_NOT_FOUND) {
        status = RSD_OK;
    }
    if (status != RSD_OK || (status = refuse(b, has_sources(b, source_count))) != RSD_OK) {
        return status;
    }
    const uint64_t hash =
        hash_sources(sources, source_count, &b->options->read, &b->options->reader);
    if (b->manifest.sources != hash) {
        b->manifest.pending.len = 0; /* the work of another build */
    }
    b->manifest.sources = hash;
    rsd_claim_sweep(&b->manifest, b->folder);
    return RSD_OK;
}

/* Notes the documents of the corpus that was committed last. */
static rsd_status know_old(build *b, rsd_candidates *known)
{
    const rsd_store *store = b->old->store;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < store->article_count && status == RSD_OK; i++) {
        rsd_head head; /* verifies the entry, too */
        status = rsd_store_head(store, i, &head, b->err);
        if (status == RSD_OK) {
            const rsd_entry *entry = &store->entries[i];
            status = rsd_candidates_add(known, &store->segments[entry->segment], entry->segment,
                                        entry->doc, b->err);
        }
        if (status == RSD_OK) {
            known->items[known->len - 1].is_by_path =
                (store->entries[i].flags & RSD_ENTRY_BY_PATH) != 0;
        }
    }
    return status;
}

static rsd_status know(build *b)
{
    rsd_status status = RSD_OK;
    b->known.scratch = b->scratch;
    if (b->manifest.generation > 0) {
        status = rsd_store_open(&b->old, b->folder, b->err);
        if (status == RSD_OK) {
            status = rsd_store_join(b->old->store, b->scratch, b->err);
        }
        if (status == RSD_OK) {
            status = know_old(b, &b->known);
        }
    }
    if (status == RSD_OK && b->manifest.pending.len > 0) {
        status = rsd_corpus_draft_new(&b->unfinished, b->folder, &b->manifest.pending, b->scratch,
                                      b->err);
        if (status == RSD_OK) {
            status = rsd_candidates_add_new(b->unfinished->store, 0, &b->known, b->err);
        }
    }
    return status == RSD_OK ? rsd_candidates_sort(&b->known, b->err) : status;
}

/* ---- Reading ---- */

/* The number of a new file. */
static uint64_t next_number(build *b)
{
    pthread_mutex_lock(&b->mutex);
    const uint64_t number = ++b->manifest.last;
    pthread_mutex_unlock(&b->mutex);
    return number;
}

/* Notes a segment in the manifest: its work need not be done again. */
static rsd_status note_pending(build *b, const rsd_part *part, rsd_error *err)
{
    rsd_parts *pending = &b->manifest.pending;
    pthread_mutex_lock(&b->mutex);
    rsd_status status = RSD_GROW(pending->items, pending->cap, pending->len + 1);
    if (status == RSD_OK) {
        /* In order of the numbers: of two documents of one key the later one is in the later. */
        size_t at = pending->len++;
        for (; at > 0 && pending->items[at - 1].number > part->number; at--) {
            pending->items[at] = pending->items[at - 1];
        }
        pending->items[at] = *part;
        status = rsd_manifest_write(&b->manifest, b->folder, err);
    } else {
        rsd_fail_nomem(err);
    }
    pthread_mutex_unlock(&b->mutex);
    return status;
}

/* Writes what a worker made of documents as a segment. */
static rsd_status flush(void *ctx, rsd_builder *builder, rsd_error *err)
{
    build *b = ctx;
    rsd_corpus *corpus = builder->corpus;
    rsd_builder_sort(corpus);
    corpus->info.articles = corpus->article_count;
    rsd_status status = rsd_builder_number(corpus, err);
    if (status != RSD_OK) {
        return status;
    }
    rsd_part part = {.number = next_number(b)};
    char path[PATH_MAX];
    if (!rsd_segment_path(path, b->folder, part.number)) {
        return rsd_fail(err, RSD_ERR_LIMIT, b->folder, 0, RSD_NO_OFFSET, "is too long a path");
    }
    const rsd_segment_options options = {.memory =
                                             part_of_memory(b, PERCENT_OF_POSTINGS) / workers_of(b),
                                         .threads = 1,
                                         .room = &builder->room};
    status = rsd_segment_write(corpus, path, &options, &part.seal, err);
    return status == RSD_OK ? note_pending(b, &part, err) : status;
}

/* While documents are looked up among those that are known. */
static void ease_now_and_then(const build *b, size_t documents)
{
    enum { EVERY = 64 };
    if (b->known.len > 0 && documents % EVERY == 0) {
        rsd_scratch_ease(b->scratch);
    }
}

static rsd_status take_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    build *b = ctx;
    bool again;
    if (rsd_interrupted) {
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    b->progress.documents++;
    b->progress.bytes += document->text_len;
    tell(b);
    ease_now_and_then(b, b->progress.documents);
    rsd_status status = rsd_met_note(b->met, document->key, document->path, &again, err);
    if (status != RSD_OK || again) {
        return status == RSD_OK
                   ? rsd_warn_of_twice(&b->warnings, document->path, b->options->strict, err)
                   : status;
    }
    rsd_candidate *known = rsd_candidates_find(&b->known, document->key, document->path);
    if (known != NULL) {
        known->was_given = true;
    }
    if (known != NULL && known->hash == rsd_document_hash(document)) {
        known->was_met = true;
        b->summary->unchanged++;
        return RSD_OK;
    }
    b->summary->added++;
    return rsd_crew_add(b->crew, document, err);
}

static rsd_status take_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    build *b = ctx;
    return rsd_warnings_add(&b->warnings, warning, b->options->strict, err);
}

static rsd_status read_sources(build *b, const char *const *sources, size_t count)
{
    const rsd_sink sink = {.ctx = b, .document = take_document, .warning = take_warning};
    const rsd_task task = {.ctx = b,
                           .workers = workers_of(b),
                           .corpus_most = part_of_memory(b, PERCENT_OF_ARTICLES) / workers_of(b),
                           .take = flush};
    rsd_read_options read = b->options->read;
    read.bytes_read = &b->bytes_read;
    b->progress.bytes_all = b->options->progress == NULL ? 0 : measure(sources, count);
    begin_stage(b, "reading");
    rsd_status status =
        rsd_met_new(&b->met, b->folder, part_of_memory(b, PERCENT_OF_MET),
                    BYTES_OF_PROGRAM + 2 * part_of_memory(b, PERCENT_OF_MET), b->err);
    if (status == RSD_OK) {
        status = rsd_crew_new(&b->crew, &task, b->err);
    }
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        status = rsd_read_path(sources[i], &read, &sink, b->err);
    }
    if (status == RSD_OK && b->options->reader.read != NULL) {
        status = b->options->reader.read(b->options->reader.ctx, &sink, b->err);
    }
    if (status == RSD_ERR_INTERRUPTED) {
        rsd_error why; /* what was read is kept if it can be; the interruption is what is told */
        rsd_crew_finish(b->crew, &why);
    } else if (status == RSD_OK) {
        status = rsd_crew_finish(b->crew, b->err);
    }
    rsd_crew_free(b->crew);
    rsd_met_free(b->met);
    rsd_give_back();
    return status;
}

/* ---- Joining segments ---- */

static rsd_merging merging_of(const build *b, uint64_t number)
{
    return (rsd_merging){
        .folder = b->folder, .number = number, .workers = workers_of(b), .scratch = b->scratch};
}

/* How many segments are merged at once: what is read of each lies in memory by some large pages of
 * each column, in each thread. */
static size_t segments_at_once(const build *b)
{
    enum { BYTES_OF_SEGMENT = 640 << 10, LEAST = 8 };
    const size_t most =
        part_of_memory(b, PERCENT_OF_MAPPED) / ((size_t)BYTES_OF_SEGMENT * workers_of(b));
    return most > LEAST ? most : LEAST;
}

/* Makes one of count pending segments, which take its place: their files go. */
static rsd_status join_some(build *b, size_t first, size_t count)
{
    rsd_parts *pending = &b->manifest.pending;
    const rsd_parts some = {.items = pending->items + first, .len = count};
    const rsd_merging merging = merging_of(b, next_number(b));
    rsd_part joined;
    rsd_status status = rsd_segments_join(&merging, &some, &joined, b->err);
    rsd_give_back();
    if (status != RSD_OK) {
        return status;
    }
    pending->items[first] = joined;
    for (size_t i = first + count; i < pending->len; i++) {
        pending->items[i + 1 - count] = pending->items[i];
    }
    pending->len -= count - 1;
    status = rsd_manifest_write(&b->manifest, b->folder, b->err);
    rsd_claim_sweep(&b->manifest, b->folder);
    return status;
}

/* Joins segments that lie side by side, until they are so few that all can be merged at once. */
static rsd_status join_segments(build *b)
{
    const rsd_parts *pending = &b->manifest.pending;
    const size_t most = segments_at_once(b);
    size_t before = SIZE_MAX; /* segments */
    rsd_status status = RSD_OK;
    while (status == RSD_OK && pending->len < before &&
           b->manifest.segments.len + pending->len > most) {
        before = pending->len;
        begin_stage(b, "merging");
        for (size_t first = 0; first < pending->len && status == RSD_OK; first++) {
            const size_t count = pending->len - first < most ? pending->len - first : most;
            status = count > 1 ? join_some(b, first, count) : RSD_OK;
        }
    }
    return status == RSD_ERR_LIMIT ? RSD_OK : status;
}

/* ---- Committing ---- */

/* Is a warning of before about something that this build has read again, or removes? */
static bool is_of_before(const build *b, const rsd_candidates *candidates, const char *source)
{
    for (size_t i = 0; i < b->options->remove_count; i++) {
        if (strcmp(b->options->remove[i], source) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < b->warnings.len; i++) {
        if (strcmp(b->warnings.items[i].source, source) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < candidates->len; i++) {
        const rsd_candidate *c = &candidates->items[i];
        if ((c->is_new || c->was_met) &&
            (strcmp(c->key, source) == 0 || strcmp(c->path, source) == 0)) {
            return true;
        }
    }
    return false;
}

/* The warnings of what stayed, and of what was read. */
static rsd_status take_warnings(build *b, const rsd_candidates *candidates, rsd_corpus *draft)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; b->old != NULL && i < b->old->warnings.len && status == RSD_OK; i++) {
        const rsd_warning *w = &b->old->warnings.items[i];
        if (!is_of_before(b, candidates, w->source)) {
            status = rsd_warnings_add(&draft->warnings, w, false, b->err);
        }
    }
    for (size_t i = 0; i < b->warnings.len && status == RSD_OK; i++) {
        status = rsd_warnings_add(&draft->warnings, &b->warnings.items[i], false, b->err);
    }
    return status;
}

/* All segments, those of the corpus first. */
static rsd_status list_segments(const build *b, rsd_parts *parts)
{
    const rsd_parts *lists[2] = {&b->manifest.segments, &b->manifest.pending};
    for (int i = 0; i < 2; i++) {
        rsd_status status = RSD_GROW(parts->items, parts->cap, parts->len + lists[i]->len);
        if (status != RSD_OK) {
            return rsd_fail_nomem(b->err);
        }
        for (size_t k = 0; k < lists[i]->len; k++) {
            parts->items[parts->len++] = lists[i]->items[k];
        }
    }
    return RSD_OK;
}

/* Drops segments of which no document is an article. */
static void drop_unused(rsd_corpus *draft, rsd_parts *parts)
{
    rsd_store *store = draft->store;
    size_t kept = 0;
    for (size_t s = 0; s < store->segment_count; s++) {
        bool used = false;
        for (size_t i = 0; i < store->article_count; i++) {
            if (store->own_entries[i].segment == s) {
                store->own_entries[i].segment = (uint16_t)kept;
                used = true;
            }
        }
        if (used) {
            store->segments[kept] = store->segments[s];
            parts->items[kept++] = parts->items[s];
        } else {
            rsd_segment_close(&store->segments[s]);
        }
    }
    store->segment_count = kept;
    parts->len = kept;
}

/* Was the document only read by a build that was interrupted, of which this one goes on? What is no
 * longer there does not become an article. */
static bool is_left_over(const build *b, const rsd_candidate *candidate)
{
    const rsd_candidate *known = rsd_candidates_find(&b->known, candidate->key, candidate->path);
    return known != NULL && known->is_new && !known->was_given;
}

/* Leaves out of the candidates from first on what is left over. */
static void drop_left_over(const build *b, size_t first, rsd_candidates *candidates)
{
    size_t kept = first;
    for (size_t i = first; i < candidates->len; i++) {
        if (!is_left_over(b, &candidates->items[i])) {
            candidates->items[kept++] = candidates->items[i];
        }
        ease_now_and_then(b, i);
    }
    candidates->len = kept;
}

/* The corpus that is to be: of the documents of before and those of this build. */
static rsd_status make_draft(build *b, rsd_parts *parts, rsd_corpus **draft)
{
    rsd_candidates candidates = {.scratch = b->scratch};
    rsd_status status = list_segments(b, parts);
    if (status == RSD_OK) {
        status = rsd_corpus_draft_new(draft, b->folder, parts, b->scratch, b->err);
    }
    /* What was known before is so still, but for its place among the segments. */
    for (size_t i = 0; i < b->known.len && status == RSD_OK; i++) {
        if (b->known.items[i].is_new) {
            continue;
        }
        status = rsd_candidates_put(&candidates, &b->known.items[i], b->err);
    }
    const size_t first = candidates.len;
    if (status == RSD_OK) {
        status =
            rsd_candidates_add_new((*draft)->store, b->manifest.segments.len, &candidates, b->err);
    }
    if (status == RSD_OK && b->unfinished != NULL) {
        drop_left_over(b, first, &candidates);
    }
    if (status == RSD_OK) {
        status = take_warnings(b, &candidates, *draft);
    }
    if (status == RSD_OK) {
        status =
            rsd_select(*draft, &candidates, b->options->remove, b->options->remove_count, b->err);
    }
    rsd_candidates_free(&candidates);
    if (status == RSD_OK) {
        rsd_warnings_sort(&(*draft)->warnings);
        drop_unused(*draft, parts);
        status = rsd_corpus_draft_finish(*draft, workers_of(b), b->err);
    }
    return status;
}

/* Merges where that is asked for, and where there are many segments: a new corpus is one. */
static rsd_status merge_if_due(build *b, rsd_parts *parts, rsd_corpus **draft)
{
    const bool is_due = parts->len > SEGMENTS_MANY || b->manifest.generation == 0;
    if (parts->len == 0 || !(b->options->merge || (is_due && parts->len > 1))) {
        return RSD_OK;
    }
    begin_stage(b, "merging");
    const rsd_merging merging = merging_of(b, b->manifest.last + 1);
    const rsd_status status = rsd_corpus_merge(&merging, parts, draft, b->err);
    if (status == RSD_OK) {
        b->manifest.last = merging.number;
    }
    const bool can_stay = status == RSD_ERR_LIMIT && !b->options->merge;
    return can_stay ? RSD_OK : status;
}

/* Finds the stories and notes them. */
static rsd_status tell_stories(const build *b, rsd_corpus *draft)
{
    uint32_t *stories;
    rsd_status status = RSD_SCRATCH_TAKE(b->scratch, stories, draft->info.articles, b->err);
    if (status == RSD_OK) {
        status = rsd_find_stories(draft, stories, workers_of(b), b->err);
    }
    if (status == RSD_OK) {
        rsd_corpus_draft_tell(draft, stories);
    }
    rsd_scratch_drop(b->scratch, stories);
    return status;
}

/* Writes the catalog of a draft and makes it the corpus. parts are its segments; they are taken. */
static rsd_status publish(build *b, rsd_parts *parts, const rsd_corpus *draft)
{
    char path[PATH_MAX];
    rsd_part catalog = {.number = b->manifest.last + 1};
    if (!rsd_catalog_path(path, b->folder, catalog.number)) {
        return rsd_fail(b->err, RSD_ERR_LIMIT, b->folder, 0, RSD_NO_OFFSET, "is too long a path");
    }
    rsd_status status = rsd_catalog_write(draft, path, &catalog.seal, b->err);
    if (status != RSD_OK) {
        return status;
    }
    rsd_manifest next = {.generation = b->manifest.generation + 1,
                         .last = catalog.number,
                         .catalog = catalog,
                         .segments = *parts};
    status = rsd_manifest_write(&next, b->folder, b->err);
    if (status == RSD_OK) {
        rsd_claim_sweep(&next, b->folder);
        b->summary->bytes_on_disk = rsd_manifest_size(&next);
    }
    return status;
}

/* There is nothing to commit; a warning, if there is one, tells why. */
static rsd_status fail_empty(const build *b)
{
    if (b->warnings.len == 0) {
        return rsd_fail(b->err, RSD_ERR_NOT_FOUND, b->folder, 0, RSD_NO_OFFSET,
                        "there is no article to build the corpus of");
    }
    const rsd_warning *w = &b->warnings.items[0];
    return rsd_fail(b->err, RSD_ERR_NOT_FOUND, w->source, w->line, w->offset,
                    "%s; there is no article to build the corpus of%s", w->message,
                    b->warnings.len > 1 ? ", and there are more warnings (`rasad info` of the "
                                          "sources tells them)"
                                        : "");
}

static rsd_status commit(build *b)
{
    rsd_parts parts = {0};
    rsd_corpus *draft = NULL;
    if (b->manifest.segments.len + b->manifest.pending.len == 0 && b->manifest.generation == 0) {
        return fail_empty(b);
    }
    rsd_status status = join_segments(b);
    if (status == RSD_OK) {
        status = make_draft(b, &parts, &draft);
    }
    if (status == RSD_OK) {
        status = merge_if_due(b, &parts, &draft);
    }
    if (status == RSD_OK) {
        begin_stage(b, "committing");
        status = tell_stories(b, draft);
    }
    if (status == RSD_OK) {
        status = publish(b, &parts, draft);
    }
    if (status == RSD_OK) {
        b->summary->removed = b->options->remove_count;
    }
    rsd_corpus_free(draft);
    rsd_free(parts.items);
    return status;
}

static rsd_status run(build *b, const char *const *sources, size_t source_count)
{
    rsd_status status = read_manifest(b, sources, source_count);
    if (status == RSD_OK) {
        status = know(b);
    }
    if (status == RSD_OK && has_sources(b, source_count)) {
        status = read_sources(b, sources, source_count);
    }
    return status == RSD_OK ? commit(b) : status;
}

rsd_status rsd_corpus_build(const char *path, const char *const *sources, size_t source_count,
                            const rsd_build_options *options, rsd_build_summary *summary,
                            rsd_error *err)
{
    const rsd_build_options usual = {0};
    rsd_build_summary unused = {0};
    build b = {.folder = path,
               .options = options == NULL ? &usual : options,
               .summary = summary == NULL ? &unused : summary,
               .err = err};
    *b.summary = (rsd_build_summary){0};
    rsd_give_back();
    rsd_claimed claimed;
    rsd_status status = rsd_claim(&claimed, path, err);
    if (status != RSD_OK) {
        return status;
    }
    pthread_mutex_init(&b.mutex, NULL);
    status = rsd_scratch_new(&b.scratch, path, part_of_memory(&b, PERCENT_OF_TABLES),
                             BYTES_OF_PROGRAM + part_of_memory(&b, PERCENT_OF_MAPPED), err);
    if (status == RSD_OK) {
        status = run(&b, sources, source_count);
    }
    pthread_mutex_destroy(&b.mutex);
    rsd_warnings_free(&b.warnings);
    rsd_candidates_free(&b.known);
    rsd_corpus_free(b.old);
    rsd_corpus_free(b.unfinished);
    rsd_scratch_free(b.scratch);
    rsd_manifest_free(&b.manifest);
    rsd_claim_end(&claimed, path);
    return status;
}
