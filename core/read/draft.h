/* draft.h: documents that are put together piece by piece: records, rows, items, members. */
#ifndef RSD_READ_DRAFT_H
#define RSD_READ_DRAFT_H

#include "read/columns.h"
#include "read/read.h"

/* Where in the source a document stands. */
typedef struct rsd_place {
    uint64_t line;   /* 0 if unknown */
    uint64_t offset; /* RSD_NO_OFFSET if unknown */
    uint64_t number; /* from 1; 0 where the line is its name */
} rsd_place;

/* One document after the other. {.source = ...} is a start. */
typedef struct rsd_draft {
    const rsd_source *source;
    rsd_buf text;        /* filled by the reader */
    rsd_columns columns; /* of the tokens of the text, which is UTF-8 then */
    rsd_arena arena;
    rsd_fields fields;
    rsd_buf key;
    rsd_buf path;
    size_t warnings;
    size_t untold; /* warnings beyond the most that are given of one source */
} rsd_draft;

/* Adds a trimmed copy of a field, unless there is one of its name, nothing in it, or a thousand of
 * them. */
rsd_status rsd_draft_field(rsd_draft *draft, const char *name, const char *value, size_t n);
/* Hands on the text with its fields and those of the source, as key#id or, without an id, as
 * key#number; then empties the draft. Text without a letter is a warning if `no_text` is not NULL.
 */
rsd_status rsd_draft_finish(rsd_draft *draft, const char *id, rsd_place at, const char *no_text);
/* The same for what is all of the source: its key is the source's. */
rsd_status rsd_draft_finish_whole(rsd_draft *draft, const char *no_text);
/* Hands on a document whose text is not the draft's, with its fields and those of the source; then
 * empties the draft. */
rsd_status rsd_draft_send(rsd_draft *draft, rsd_document document);
/* Leaves nothing of the document begun. */
void rsd_draft_clear(rsd_draft *draft);
/* A warning of something that is left out. Of many, only the number is told in the end. */
rsd_status rsd_draft_warn(rsd_draft *draft, rsd_place at, const char *kind, const char *message);
/* A warning of something that was taken as well as could be. */
rsd_status rsd_draft_note(rsd_draft *draft, rsd_place at, const char *kind, const char *message);
/* Tells of the warnings that were not given and releases everything. Returns status, or the first
 * failure. */
rsd_status rsd_draft_end(rsd_draft *draft, rsd_status status);

/* What a column or member of this name holds: "text", "id", "title", "date", "source", "author",
 * "url", "language". */
enum {
    RSD_ROLE_TEXT,
    RSD_ROLE_ID,
    RSD_ROLE_TITLE,
    RSD_ROLE_DATE,
    RSD_ROLE_SOURCE,
    RSD_ROLE_AUTHOR,
    RSD_ROLE_URL,
    RSD_ROLE_LANGUAGE,
    RSD_ROLE_COUNT
};

/* The names that a role goes by, the preferred one, rasad's own, first; NULL after the last. */
extern const char *const rsd_role_names[RSD_ROLE_COUNT][12];

/* rasad's name for what goes by this name in a file: of a role its own, else the same. Nothing is a
 * text by that. */
const char *rsd_role_of(const char *name);
/* Does the map name nothing but roles? */
rsd_status rsd_check_map(const rsd_read_options *options, rsd_error *err);
/* The name that the map gives for a role, or NULL. */
const char *rsd_mapped_name(const rsd_read_options *options, const char *role);

#endif
