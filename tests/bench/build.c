/* build.c: how fast a corpus is built, and how large it is, beside SQLite's FTS5.
 *
 *   bench_build FILE [ROUNDS [WORD]]            only what has WORD in its name
 *
 * FILE is whatever rasad reads; its documents are in memory before the clock runs. FTS5 is
 * contentless, its usual tokenizer, all rows in one transaction that is synced; without the
 * "optimize" that would come on top. Of rasad, text to segment is what a worker does: every
 * document is cut, the segment is written and synced. Text to segments is the same by workers, of
 * the size that a build makes them. The build is all of `rasad build` but reading: also the merging
 * of segments, and the stories.
 *
 * One thread is measured in time of the processor, workers in time of the clock, which stops before
 * what was made is removed. All are measured by turns in each round; the figures are medians, and
 * the ratios are what is to be read: MB are 1e6 bytes of text. What two workers are to one is the
 * median of the ratios in each round, with the least and the most of them.
 */
#include "base/mem.h"
#include "rasad.h"
#include "store/builder.h"
#include "store/crew.h"
#include "store/segment.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH = 512, ROUNDS_MOST = 15 };

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why == NULL ? "failed" : why);
    exit(2);
}

/* ---- The documents ------------------------------------------------------------------------- */

typedef struct texts {
    rsd_arena arena;
    rsd_document *items;
    size_t len, cap;
    size_t bytes;
} texts;

static rsd_status keep_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    texts *t = ctx;
    if (RSD_GROW(t->items, t->cap, t->len + 1) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    rsd_document *kept = &t->items[t->len++];
    *kept =
        (rsd_document){.key = rsd_arena_copy(&t->arena, document->key, strlen(document->key)),
                       .path = rsd_arena_copy(&t->arena, document->path, strlen(document->path)),
                       .text = rsd_arena_copy(&t->arena, document->text, document->text_len),
                       .text_len = document->text_len};
    t->bytes += document->text_len;
    return kept->key == NULL || kept->path == NULL || kept->text == NULL ? rsd_fail_nomem(err)
                                                                         : RSD_OK;
}

static rsd_status pass_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)ctx;
    (void)warning;
    (void)err;
    return RSD_OK;
}

/* ---- What is measured ---------------------------------------------------------------------- */

static char folder[PATH];

static uint64_t size_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        give_up(text, sqlite3_errmsg(db));
    }
}

static uint64_t build_fts5(const texts *t)
{
    char path[PATH * 2];
    sqlite3 *db;
    sqlite3_stmt *insert;
    snprintf(path, sizeof path, "%s/fts5.db", folder);
    if (sqlite3_open(path, &db) != SQLITE_OK) {
        give_up(path, sqlite3_errmsg(db));
    }
    sql(db, "CREATE VIRTUAL TABLE articles USING fts5(text, content='')");
    sql(db, "BEGIN");
    if (sqlite3_prepare_v2(db, "INSERT INTO articles(rowid, text) VALUES(?, ?)", -1, &insert,
                           NULL) != SQLITE_OK) {
        give_up(path, sqlite3_errmsg(db));
    }
    for (size_t i = 0; i < t->len; i++) {
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i + 1);
        sqlite3_bind_text(insert, 2, t->items[i].text, (int)t->items[i].text_len, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) {
            give_up(path, sqlite3_errmsg(db));
        }
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sql(db, "COMMIT");
    sqlite3_close(db);
    return size_of(path);
}

/* Keep memory from one segment to the next, as a worker's does. */
static rsd_builder builders[2];

static uint64_t build_segment(const texts *t, bool index_only)
{
    rsd_error err = {0};
    rsd_seal seal = {0};
    char path[PATH * 2];
    snprintf(path, sizeof path, "%s/segment.rsd", folder);
    rsd_builder *builder = &builders[index_only];
    builder->index_only = index_only;
    rsd_status status = builder->corpus == NULL ? rsd_builder_start(builder, &err) : RSD_OK;
    for (size_t i = 0; i < t->len && status == RSD_OK; i++) {
        status = rsd_builder_add(builder, &t->items[i], &err);
    }
    if (status == RSD_OK) {
        rsd_builder_sort(builder->corpus);
        builder->corpus->info.articles = builder->corpus->article_count;
        status = rsd_builder_number(builder->corpus, &err);
    }
    if (status == RSD_OK) {
        const rsd_segment_options options = {
            .memory = SIZE_MAX, .threads = 1, .room = &builder->room};
        status = rsd_segment_write(builder->corpus, path, &options, &seal, &err);
    }
    if (status != RSD_OK) {
        give_up(err.source, err.message);
    }
    rsd_builder_empty(builder);
    return seal.size;
}

static uint64_t build_index(const texts *t)
{
    return build_segment(t, true);
}

static uint64_t build_lossless(const texts *t)
{
    return build_segment(t, false);
}

/* What a worker made becomes a segment. */
static rsd_status write_segment(void *ctx, rsd_builder *builder, rsd_error *err)
{
    const rsd_segment_options *usual = ctx;
    rsd_segment_options options = *usual;
    rsd_corpus *corpus = builder->corpus;
    rsd_seal seal = {0};
    char path[PATH * 2];
    static unsigned made;
    snprintf(path, sizeof path, "%s/segment-%u.rsd", folder,
             __atomic_fetch_add(&made, 1, __ATOMIC_RELAXED));
    options.room = &builder->room;
    rsd_builder_sort(corpus);
    corpus->info.articles = corpus->article_count;
    rsd_status status = rsd_builder_number(corpus, err);
    return status == RSD_OK ? rsd_segment_write(corpus, path, &options, &seal, err) : status;
}

static uint64_t build_segments(const texts *t, unsigned workers)
{
    enum { ARTICLES = 90 << 20, POSTINGS = 50 << 20 /* bytes, about as a build has it */ };
    rsd_segment_options options = {.memory = POSTINGS / workers, .threads = 1};
    const rsd_task task = {.ctx = &options,
                           .workers = workers,
                           .corpus_most = ARTICLES / workers,
                           .take = write_segment};
    rsd_error err = {0};
    rsd_crew *crew = NULL;
    rsd_status status = rsd_crew_new(&crew, &task, &err);
    for (size_t i = 0; i < t->len && status == RSD_OK; i++) {
        status = rsd_crew_add(crew, &t->items[i], &err);
    }
    if (status == RSD_OK) {
        status = rsd_crew_finish(crew, &err);
    }
    if (status != RSD_OK) {
        give_up(err.source, err.message);
    }
    rsd_crew_free(crew);
    return 0;
}

static uint64_t build_segments_by_one(const texts *t)
{
    return build_segments(t, 1);
}

static uint64_t build_segments_by_two(const texts *t)
{
    return build_segments(t, 2);
}

static rsd_status read_texts(void *ctx, const rsd_sink *sink, rsd_error *err)
{
    const texts *t = ctx;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < t->len && status == RSD_OK; i++) {
        status = sink->document(sink->ctx, &t->items[i], err);
    }
    return status;
}

static uint64_t build_corpus(const texts *t, unsigned workers)
{
    char path[PATH * 2];
    rsd_error err = {0};
    rsd_build_summary summary;
    snprintf(path, sizeof path, "%s/corpus.rasad", folder);
    const rsd_build_options options = {.workers = workers,
                                       .reader = {read_texts, (void *)(uintptr_t)t}};
    if (rsd_corpus_build(path, NULL, 0, &options, &summary, &err) != RSD_OK) {
        give_up(err.source, err.message);
    }
    return summary.bytes_on_disk;
}

static uint64_t build_by_one(const texts *t)
{
    return build_corpus(t, 1);
}

static uint64_t build_by_two(const texts *t)
{
    return build_corpus(t, 2);
}

/* ---- The table ----------------------------------------------------------------------------- */

typedef struct row {
    const char *name;
    uint64_t (*work)(const texts *t);
    bool by_clock; /* else by the time of the processor */
    double seconds[ROUNDS_MOST];
    uint64_t size;
} row;

/* Removes what was made. */
static void clear_folder(void)
{
    char command[PATH * 3];
    snprintf(command, sizeof command, "rm -rf '%s'/*", folder);
    if (system(command) != 0) {
        give_up(folder, "cannot be emptied");
    }
}

static double seconds(bool by_clock)
{
    struct timespec now;
    clock_gettime(by_clock ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare_figures(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of the seconds, or of what else was measured in each round. */
typedef struct spread {
    double least, median, most;
} spread;

static spread spread_of(const double *figures, size_t rounds)
{
    double sorted[ROUNDS_MOST];
    memcpy(sorted, figures, rounds * sizeof *sorted);
    qsort(sorted, rounds, sizeof *sorted, compare_figures);
    return (spread){sorted[0], sorted[rounds / 2], sorted[rounds - 1]};
}

static double median(const row *r, size_t rounds)
{
    return spread_of(r->seconds, rounds).median;
}

static void tell_ratio(const char *name, const row *one, const row *two, size_t rounds)
{
    double ratios[ROUNDS_MOST];
    for (size_t i = 0; i < rounds; i++) {
        ratios[i] = one->seconds[i] / two->seconds[i];
    }
    if (one->seconds[0] == 0 || two->seconds[0] == 0) {
        return; /* not measured */
    }
    const spread s = spread_of(ratios, rounds);
    printf("two workers to one, by the clock, %s: %.2f (%.2f to %.2f)\n", name, s.median, s.least,
           s.most);
}

int main(int argc, char **argv)
{
    enum { FTS5, INDEX, SEGMENT, SEGMENTS_ONE, SEGMENTS_TWO, ONE, TWO, ROWS };
    row rows[ROWS] = {
        [FTS5] = {.name = "SQLite FTS5, contentless", .work = build_fts5},
        [INDEX] = {.name = "text to segment: index alone", .work = build_index},
        [SEGMENT] = {.name = "text to segment: all of it", .work = build_lossless},
        [SEGMENTS_ONE] = {.name = "text to segments, one worker",
                          .work = build_segments_by_one,
                          .by_clock = true},
        [SEGMENTS_TWO] = {.name = "text to segments, two workers",
                          .work = build_segments_by_two,
                          .by_clock = true},
        [ONE] = {.name = "build, one worker", .work = build_by_one, .by_clock = true},
        [TWO] = {.name = "build, two workers", .work = build_by_two, .by_clock = true},
    };
    size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 3;
    texts t = {0};
    rsd_error err = {0};
    const rsd_sink sink = {.ctx = &t, .document = keep_document, .warning = pass_warning};
    if (argc < 2 || rounds < 1 || rounds > ROUNDS_MOST) {
        give_up("usage", "bench_build FILE [ROUNDS]");
    }
    if (rsd_read_path(argv[1], NULL, &sink, &err) != RSD_OK) {
        give_up(err.source, err.message);
    }
    snprintf(folder, sizeof folder, "%s/rasad-bench-XXXXXX",
             getenv("TMPDIR") == NULL ? "/tmp" : getenv("TMPDIR"));
    if (mkdtemp(folder) == NULL) {
        give_up(folder, "cannot be made");
    }
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < ROWS; i++) {
            if (argc > 3 && strstr(rows[i].name, argv[3]) == NULL) {
                continue;
            }
            const double start = seconds(rows[i].by_clock);
            rows[i].size = rows[i].work(&t);
            rows[i].seconds[round] = seconds(rows[i].by_clock) - start;
            clear_folder();
        }
    }
    rmdir(folder);
    rsd_builder_free(&builders[false]);
    rsd_builder_free(&builders[true]);
    const double megabytes = (double)t.bytes / 1e6;
    const double fts5 = median(&rows[FTS5], rounds);
    printf("%.1f MB of text, %zu documents, median of %zu rounds\n\n", megabytes, t.len, rounds);
    printf("%-32s %9s %8s %9s %9s\n", "", "seconds", "MB/s", "to FTS5", "of text");
    for (size_t i = 0; i < ROWS; i++) {
        const double time = median(&rows[i], rounds);
        if (time == 0) {
            continue; /* not measured */
        }
        printf("%-32s %9.2f %8.1f ", rows[i].name, time, megabytes / time);
        rows[i].by_clock || fts5 == 0 ? printf("%9s ", "") : printf("%9.2f ", fts5 / time);
        rows[i].size == 0 ? printf("%9s\n", "")
                          : printf("%9.3f\n", (double)rows[i].size / (double)t.bytes);
    }
    printf("\n");
    tell_ratio("text to segments", &rows[SEGMENTS_ONE], &rows[SEGMENTS_TWO], rounds);
    tell_ratio("build", &rows[ONE], &rows[TWO], rounds);
    rsd_arena_free(&t.arena);
    rsd_free(t.items);
    return 0;
}
