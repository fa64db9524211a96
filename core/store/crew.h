/* crew.h: the workers of a build, which cut documents into articles while others are read. */
#ifndef RSD_STORE_CREW_H
#define RSD_STORE_CREW_H

#include "store/builder.h"

enum { RSD_WORKERS_MOST = 64 };

/* What the workers are to do. */
typedef struct rsd_task {
    void *ctx;
    unsigned workers;   /* at least 1; a single one works in the thread that gives the documents */
    size_t corpus_most; /* about how much memory the articles of one worker may take */
    /* Takes the articles that a worker made. Called by any worker, also at the same time. */
    rsd_status (*take)(void *ctx, rsd_builder *builder, rsd_error *err);
} rsd_task;

typedef struct rsd_crew rsd_crew;

rsd_status rsd_crew_new(rsd_crew **crew, const rsd_task *task, rsd_error *err);
/* Gives the workers a document: whichever has nothing to do takes it. Fails with the first failure
 * of any worker. */
rsd_status rsd_crew_add(rsd_crew *crew, const rsd_document *document, rsd_error *err);
/* Waits for what was given and has all of it taken. */
rsd_status rsd_crew_finish(rsd_crew *crew, rsd_error *err);
/* Ends the workers; what was not taken is lost. */
void rsd_crew_free(rsd_crew *crew);

#endif
