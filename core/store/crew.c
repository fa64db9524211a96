/* crew.c: documents handed over to threads, each of which makes articles of them. */
#include "store/crew.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

enum {
    BATCH_BYTES = 256 * 1024, /* of text that is handed over at once, */
    BATCH_DOCUMENTS = 256,    /* or so many documents */
    /* Text of this part of the memory of articles may wait to be worked on; the largest document
     * may be more. */
    WAITING_PART = 8
};

/* Documents and all that they point to. */
typedef struct batch {
    struct batch *next;
    rsd_arena arena;
    rsd_document documents[BATCH_DOCUMENTS];
    size_t len;
    size_t size;
} batch;

typedef struct worker {
    rsd_crew *crew;
    pthread_t thread;
    bool is_running;
    rsd_builder builder;
    char apart[RSD_APART]; /* from the next one's */
} worker;

struct rsd_crew {
    rsd_task task;
    batch *filling;        /* by who gives the documents */
    pthread_mutex_t mutex; /* over all below, but for builders */
    pthread_cond_t filled; /* there is a batch, or nothing comes any more */
    pthread_cond_t worked; /* there is room for batches */
    batch *first;          /* of those that wait, for whichever worker comes first */
    batch *last;
    size_t waiting;    /* bytes */
    bool is_full;      /* of them: some are to be worked on before there are more */
    bool is_done;      /* nothing comes any more */
    bool is_stopped;   /* nothing is to be worked on any more */
    rsd_error failure; /* of the first worker that failed; status RSD_OK as long as none did */
    batch *idle;       /* to be filled again */
    unsigned count;
    worker workers[RSD_WORKERS_MOST];
};

/* ---- Documents ---- */

static void free_batch(batch *b)
{
    if (b != NULL) {
        rsd_arena_free(&b->arena);
        rsd_free(b);
    }
}

static void free_batches(batch *first)
{
    while (first != NULL) {
        batch *next = first->next;
        free_batch(first);
        first = next;
    }
}

static bool copy_fields(rsd_arena *arena, const rsd_document *from, rsd_document *to)
{
    rsd_field *fields = rsd_arena_alloc(arena, from->field_count * sizeof *fields);
    bool copied = fields != NULL;
    for (size_t i = 0; i < from->field_count && copied; i++) {
        const rsd_field *field = &from->fields[i];
        fields[i].name = rsd_arena_copy(arena, field->name, strlen(field->name));
        fields[i].value = rsd_arena_copy(arena, field->value, strlen(field->value));
        copied = fields[i].name != NULL && fields[i].value != NULL;
    }
    to->fields = fields;
    return copied;
}

static bool copy_decoding(rsd_arena *arena, const rsd_document *from, rsd_document *to)
{
    if (from->decoding == NULL) {
        return true;
    }
    const size_t size = from->decoding->point_count * sizeof *from->decoding->points;
    rsd_decoding *copy = rsd_arena_alloc(arena, sizeof *copy);
    if (copy == NULL) {
        return false;
    }
    *copy = *from->decoding;
    copy->source = rsd_arena_copy(arena, copy->source, copy->source_len);
    copy->points = rsd_arena_alloc(arena, size);
    if (copy->source == NULL || copy->points == NULL) {
        return false;
    }
    if (size > 0) {
        memcpy(copy->points, from->decoding->points, size);
    }
    to->decoding = copy;
    return true;
}

static bool copy_attributes(batch *b, const rsd_document *from, rsd_document *to)
{
    const size_t before = b->arena.size;
    const size_t tokens = from->span_count;
    rsd_attribute *attributes =
        rsd_arena_alloc(&b->arena, from->attribute_count * sizeof *attributes);
    rsd_span *spans = rsd_arena_alloc(&b->arena, tokens * sizeof *spans);
    bool copied = attributes != NULL && spans != NULL;
    for (size_t i = 0; i < from->attribute_count && copied; i++) {
        const rsd_attribute *attribute = &from->attributes[i];
        const char **values = rsd_arena_alloc(&b->arena, tokens * sizeof *values);
        attributes[i].name = rsd_arena_copy(&b->arena, attribute->name, strlen(attribute->name));
        attributes[i].values = values;
        copied = attributes[i].name != NULL && values != NULL;
        for (size_t k = 0; k < tokens && copied; k++) {
            const char *value = attribute->values[k];
            values[k] = value == NULL ? NULL : rsd_arena_copy(&b->arena, value, strlen(value));
            copied = (values[k] == NULL) == (value == NULL);
        }
    }
    if (copied && tokens > 0) {
        memcpy(spans, from->spans, tokens * sizeof *spans);
    }
    to->attributes = attributes;
    to->spans = spans;
    b->size += b->arena.size - before;
    return copied;
}

static rsd_status add_to_batch(batch *b, const rsd_document *document)
{
    rsd_document *copy = &b->documents[b->len];
    *copy = *document;
    copy->key = rsd_arena_copy(&b->arena, document->key, strlen(document->key));
    copy->path = rsd_arena_copy(&b->arena, document->path, strlen(document->path));
    copy->text = rsd_arena_copy(&b->arena, document->text, document->text_len);
    if (copy->key == NULL || copy->path == NULL || copy->text == NULL ||
        !copy_fields(&b->arena, document, copy) || !copy_decoding(&b->arena, document, copy) ||
        (document->attribute_count > 0 && !copy_attributes(b, document, copy))) {
        return RSD_ERR_NOMEM;
    }
    b->len++;
    b->size += document->text_len;
    return RSD_OK;
}

/* ---- Work ---- */

/* Has the articles of a worker taken. */
static rsd_status hand_over(worker *w, rsd_error *err)
{
    if (w->builder.corpus == NULL || w->builder.corpus->article_count == 0) {
        return RSD_OK;
    }
    rsd_status status = w->crew->task.take(w->crew->task.ctx, &w->builder, err);
    rsd_builder_empty(&w->builder);
    return status;
}

static rsd_status work_on(worker *w, const rsd_document *document, rsd_error *err)
{
    rsd_status status = w->builder.corpus == NULL ? rsd_builder_start(&w->builder, err) : RSD_OK;
    if (status == RSD_OK) {
        status = rsd_builder_add(&w->builder, document, err);
    }
    const bool is_full =
        status == RSD_OK && rsd_builder_memory(&w->builder) > w->crew->task.corpus_most;
    return is_full ? hand_over(w, err) : status;
}

/* How many bytes may wait. */
static size_t most_waiting(const rsd_crew *crew)
{
    return crew->task.corpus_most / WAITING_PART * crew->count;
}

/* The next batch that waits; NULL where there is nothing more to do. */
static batch *next_batch(rsd_crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    while (crew->first == NULL && !crew->is_done && !crew->is_stopped) {
        pthread_cond_wait(&crew->filled, &crew->mutex);
    }
    batch *b = crew->is_stopped ? NULL : crew->first;
    if (b != NULL) {
        crew->first = b->next;
        crew->waiting -= b->size;
    }
    if (crew->is_full && crew->waiting <= most_waiting(crew) / 2) {
        crew->is_full = false;
        pthread_cond_signal(&crew->worked);
    }
    pthread_mutex_unlock(&crew->mutex);
    return b;
}

/* Empties a batch, and keeps it for what comes. */
static void put_aside(rsd_crew *crew, batch *b)
{
    rsd_arena_clear(&b->arena);
    b->len = b->size = 0;
    pthread_mutex_lock(&crew->mutex);
    b->next = crew->idle;
    crew->idle = b;
    pthread_mutex_unlock(&crew->mutex);
}

static void note_failure(rsd_crew *crew, const rsd_error *why)
{
    pthread_mutex_lock(&crew->mutex);
    if (!crew->is_stopped) {
        crew->failure = *why;
        crew->is_stopped = true;
    }
    pthread_cond_broadcast(&crew->filled);
    pthread_cond_signal(&crew->worked);
    pthread_mutex_unlock(&crew->mutex);
}

static void *run(void *ctx)
{
    worker *w = ctx;
    rsd_error why = {0};
    rsd_status status = RSD_OK;
    for (batch *b; status == RSD_OK && (b = next_batch(w->crew)) != NULL;) {
        for (size_t i = 0; i < b->len && status == RSD_OK; i++) {
            status = work_on(w, &b->documents[i], &why);
        }
        put_aside(w->crew, b);
    }
    if (status == RSD_OK && !w->crew->is_stopped) {
        status = hand_over(w, &why);
    }
    if (status != RSD_OK) {
        note_failure(w->crew, &why);
    }
    return NULL;
}

/* ---- Giving ---- */

/* Lines up what was filled, once there is room for it. Where there is none, waits until half of it
 * was worked on: to go on takes the time of a worker. */
static rsd_status send(rsd_crew *crew, rsd_error *err)
{
    batch *b = crew->filling;
    crew->filling = NULL;
    pthread_mutex_lock(&crew->mutex);
    crew->is_full = crew->waiting > most_waiting(crew);
    while (crew->is_full && !crew->is_stopped) {
        pthread_cond_wait(&crew->worked, &crew->mutex);
    }
    const rsd_error failure = crew->failure;
    if (!crew->is_stopped) {
        if (crew->first == NULL) {
            crew->first = b;
        } else {
            crew->last->next = b;
        }
        crew->last = b;
        crew->waiting += b->size;
        b = NULL;
        pthread_cond_signal(&crew->filled);
    }
    pthread_mutex_unlock(&crew->mutex);
    free_batch(b);
    if (failure.status != RSD_OK && err != NULL) {
        *err = failure;
    }
    return failure.status;
}

/* An empty batch; NULL if there is no memory. */
static batch *take_batch(rsd_crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    batch *b = crew->idle;
    crew->idle = b == NULL ? NULL : b->next;
    pthread_mutex_unlock(&crew->mutex);
    if (b == NULL) {
        b = rsd_alloc(sizeof *b);
        if (b != NULL) {
            memset(b, 0, sizeof *b);
        }
    } else {
        b->next = NULL;
    }
    return b;
}

rsd_status rsd_crew_add(rsd_crew *crew, const rsd_document *document, rsd_error *err)
{
    if (crew->count == 1) {
        return work_on(&crew->workers[0], document, err);
    }
    if (crew->filling == NULL && (crew->filling = take_batch(crew)) == NULL) {
        return rsd_fail_nomem(err);
    }
    batch *b = crew->filling;
    if (add_to_batch(b, document) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    return b->len == BATCH_DOCUMENTS || b->size >= BATCH_BYTES ? send(crew, err) : RSD_OK;
}

/* Waits for the threads to end. */
static void join(rsd_crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    crew->is_done = true;
    pthread_cond_broadcast(&crew->filled);
    pthread_mutex_unlock(&crew->mutex);
    for (unsigned i = 0; i < crew->count; i++) {
        if (crew->workers[i].is_running) {
            pthread_join(crew->workers[i].thread, NULL);
            crew->workers[i].is_running = false;
        }
    }
}

rsd_status rsd_crew_finish(rsd_crew *crew, rsd_error *err)
{
    if (crew->count == 1) {
        return hand_over(&crew->workers[0], err);
    }
    rsd_status status = crew->filling == NULL ? RSD_OK : send(crew, err);
    join(crew);
    if (status == RSD_OK && crew->failure.status != RSD_OK) {
        status = crew->failure.status;
        if (err != NULL) {
            *err = crew->failure;
        }
    }
    return status;
}

/* ---- The crew ---- */

/* Signals are for the thread that began it all. */
static bool start_threads(rsd_crew *crew)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = true;
    for (unsigned i = 0; i < crew->count && started; i++) {
        worker *w = &crew->workers[i];
        started = pthread_create(&w->thread, NULL, run, w) == 0;
        w->is_running = started;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

rsd_status rsd_crew_new(rsd_crew **crew, const rsd_task *task, rsd_error *err)
{
    rsd_crew *c = rsd_alloc(sizeof *c);
    if (c == NULL) {
        return rsd_fail_nomem(err);
    }
    memset(c, 0, sizeof *c);
    c->task = *task;
    c->count = task->workers < RSD_WORKERS_MOST ? task->workers : RSD_WORKERS_MOST;
    pthread_mutex_init(&c->mutex, NULL);
    pthread_cond_init(&c->filled, NULL);
    pthread_cond_init(&c->worked, NULL);
    for (unsigned i = 0; i < c->count; i++) {
        c->workers[i].crew = c;
    }
    if (c->count > 1 && !start_threads(c)) {
        rsd_crew_free(c);
        return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "threads cannot be started");
    }
    *crew = c;
    return RSD_OK;
}

void rsd_crew_free(rsd_crew *crew)
{
    if (crew == NULL) {
        return;
    }
    pthread_mutex_lock(&crew->mutex);
    crew->is_stopped = true;
    pthread_mutex_unlock(&crew->mutex);
    join(crew);
    for (unsigned i = 0; i < crew->count; i++) {
        rsd_builder_free(&crew->workers[i].builder);
    }
    free_batch(crew->filling);
    free_batches(crew->first);
    free_batches(crew->idle);
    pthread_cond_destroy(&crew->filled);
    pthread_cond_destroy(&crew->worked);
    pthread_mutex_destroy(&crew->mutex);
    rsd_free(crew);
}
