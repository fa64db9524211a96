/* read.h: what the files of the reading room share.
 *
 * folder.c walks folders, formats.c chooses the reader of a file, and a reader (text.c, records.c,
 * table.c...) makes documents of its bytes. */
#ifndef RSD_READ_READ_H
#define RSD_READ_READ_H

#include "base/mem.h"
#include "rasad.h"

typedef struct rsd_source rsd_source;

/* ---- Text and warnings (read.c) ---- */

/* Moves *start and *end inwards past spaces, line ends, controls of direction, joiners and byte
 * order marks at both ends of s[*start..*end). */
void rsd_trim(const char *s, size_t *start, size_t *end);

/* The 1-based line that holds the offset. */
uint64_t rsd_line_at(const char *s, size_t offset);

/* Appends a file name as it stands in a key: bytes that are not UTF-8 become %XX. */
rsd_status rsd_add_name(rsd_buf *buf, const char *name);

/* A copy in which whatever is not UTF-8, or is a NUL, is U+FFFD. */
const char *rsd_copy_text(rsd_arena *arena, const char *s, size_t n);

/* Tells the sink of something wrong; message is a printf format. */
rsd_status rsd_warn(const rsd_sink *sink, rsd_error *err, const char *kind, const char *source,
                    uint64_t line, uint64_t offset, bool skipped, const char *format, ...)
    __attribute__((format(printf, 8, 9)));

/* Tells the sink of what could not be decoded, if anything; text is that of the decoding. */
rsd_status rsd_warn_of_decoding(const rsd_sink *sink, rsd_error *err, const char *source,
                                const rsd_decoding *decoding, const char *text);

/* Fields sorted by name, one of each name. {0} is an empty list. */
typedef struct rsd_fields {
    rsd_field *items;
    size_t len, cap;
} rsd_fields;

/* Adds a borrowed field, unless there is one of its name. */
rsd_status rsd_fields_add(rsd_fields *fields, const char *name, const char *value);
/* The value of a name, or NULL. */
const char *rsd_fields_get(const rsd_fields *fields, const char *name);

/* ---- Input: bytes one after the other (input.c) ---- */

typedef struct rsd_input rsd_input;

struct rsd_input {
    /* Reads at most n bytes, 0 only at the end. RSD_ERR_IO if the source is damaged: the message
     * says how. What can be read of it was read before. */
    rsd_status (*read)(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err);
    bool (*seek)(rsd_input *in, uint64_t offset); /* NULL where there is only forward */
    /* Goes on behind the damage; *found is false where nothing is. NULL where one cannot. */
    rsd_status (*resume)(rsd_input *in, bool *found, rsd_error *err);
    uint64_t size;     /* 0 if unknown */
    const char *bytes; /* of an input from memory */
    size_t at;         /* in bytes */
    int fd;            /* of an input from a file */
    uint64_t *counter; /* counts what is read of a file, or NULL */
    rsd_buf ahead;     /* what was looked at and not yet read */
    size_t ahead_at;
    bool is_broken;  /* it ended, or will when what was looked at is read, because it is damaged: */
    rsd_error fault; /* why */
    bool is_whole;   /* what came before that */
    bool is_told;    /* there was a warning of it, or there will be */
};

/* err of these functions is never NULL. Where an input is damaged it ends: records before that are
 * as good as any. Who needs all of it takes rsd_input_all. */

rsd_input rsd_file_input(int fd, uint64_t size);
rsd_input rsd_memory_input(const char *bytes, size_t n);
rsd_status rsd_input_read(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err);
/* Looks at the next n bytes; *got is less only at the end. */
rsd_status rsd_input_peek(rsd_input *in, size_t n, const char **bytes, size_t *got, rsd_error *err);
/* Appends all that is left. RSD_ERR_LIMIT, saying so, beyond limit bytes; RSD_ERR_IO if the input
 * is damaged. */
rsd_status rsd_input_all(rsd_input *in, size_t limit, rsd_buf *out, rsd_error *err);
/* Back to the first byte, where the input can. */
bool rsd_input_rewind(rsd_input *in);
/* Goes on behind the damage at which the input ended; *found is false where one cannot. */
rsd_status rsd_input_resume(rsd_input *in, bool *found, rsd_error *err);
void rsd_input_free(rsd_input *in);

/* The lines of an input. {.input = ...} is a start. */
typedef struct rsd_lines {
    rsd_input *input;
    rsd_buf buf;
    size_t at; /* in buf */
    bool ended;
    const char *line; /* the current one, without its line end; lives until the next */
    size_t len;
    uint64_t number;
    uint64_t offset; /* of the line */
    uint64_t next;   /* of the line after it */
} rsd_lines;

/* Reads the next line; *more is false at the end. RSD_ERR_LIMIT where a line is larger than any
 * article may be. */
rsd_status rsd_next_line(rsd_lines *lines, bool *more, rsd_error *err);
/* Reads the n bytes after the current line, into out if it is not NULL; *got is less only at the
 * end. */
rsd_status rsd_lines_bytes(rsd_lines *lines, uint64_t n, rsd_buf *out, uint64_t *got,
                           rsd_error *err);
void rsd_lines_free(rsd_lines *lines);

/* ---- metadata.csv (metadata.c) ---- */

/* One row of a metadata.csv. Its values are fields[first .. first + count), sorted by name. */
typedef struct rsd_metadata_row {
    const char *path; /* relative to the folder of the file */
    uint64_t line;
    size_t first;
    size_t count;
    bool used;
} rsd_metadata_row;

/* A metadata.csv in memory; {0} is an empty one. */
typedef struct rsd_metadata {
    rsd_arena arena;
    rsd_arena names;        /* of the columns */
    rsd_metadata_row *rows; /* sorted by path */
    size_t row_count, row_cap;
    rsd_field *fields;
    size_t field_count, field_cap;
} rsd_metadata;

#define RSD_METADATA_NAME "metadata.csv"

/* Fills an empty metadata from the bytes of a CSV file. What is wrong in it becomes warnings with
 * the given source name. */
rsd_status rsd_metadata_parse(rsd_metadata *metadata, const char *source, const char *csv, size_t n,
                              const rsd_sink *sink, rsd_error *err);
/* The row of a path, or NULL. */
rsd_metadata_row *rsd_metadata_find(const rsd_metadata *metadata, const char *path);
/* Warns of the rows that were never used, in the order of their lines. */
rsd_status rsd_metadata_report_unused(rsd_metadata *metadata, const char *source,
                                      const rsd_sink *sink, rsd_error *err);
void rsd_metadata_free(rsd_metadata *metadata);

/* The metadata of a folder, or of one in an archive, around what is read. */
typedef struct rsd_scope {
    char *prefix; /* of the keys in the folder */
    rsd_metadata metadata;
} rsd_scope;

/* The inner scopes come after the outer. */
typedef struct rsd_scopes {
    rsd_scope *items;
    size_t len, cap;
} rsd_scopes;

/* Begins a scope without metadata. */
rsd_status rsd_scope_push(rsd_scopes *scopes, const char *prefix, size_t n, rsd_error *err);
/* Reads the metadata of a scope from a source that is a metadata.csv. */
rsd_status rsd_scope_load(rsd_scope *scope, const rsd_source *source);
/* Warns of rows for files that were not met. */
rsd_status rsd_scope_report(rsd_scope *scope, const rsd_sink *sink, rsd_error *err);
/* Ends the innermost scope. */
void rsd_scope_pop(rsd_scopes *scopes);
/* Adds what the scopes say of the key; the innermost holds. */
rsd_status rsd_scopes_collect(const rsd_scopes *scopes, const char *key, rsd_fields *fields);

/* ---- Sources and their readers ---- */

/* A file, or a member of an archive, as a reader is given it. */
struct rsd_source {
    const rsd_read_options *options;
    const rsd_sink *sink;
    rsd_error *err; /* never NULL */
    rsd_scopes *scopes;
    rsd_input *input;
    const char *name; /* of the file, without its folder: its format is told by it */
    const char *key;
    const char *path;
    bool given;                  /* the user named it: an article, whatever it is called */
    rsd_fields fields;           /* what is known of it from outside */
    char date[11];               /* that its path tells */
    const rsd_fields *inherited; /* of the archive around it, or NULL */
    unsigned depth;              /* how many archives it lies in */
    uint64_t *budget;            /* bytes that may yet be unpacked; NULL outside archives */
};

/* Warns of the source as a whole. */
rsd_status rsd_warn_source(const rsd_source *source, const char *kind, bool skipped,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));
/* What is to be done where reading the input failed: a warning if it is the source's fault,
 * otherwise the failure. */
rsd_status rsd_input_failed(const rsd_source *source, rsd_status status);
/* Warns of the damage at which the input ended, if any, unless that was told. */
rsd_status rsd_input_tell(const rsd_source *source);

/* The readers. Each makes documents of the source's input; what cannot be taken is a warning. */
rsd_status rsd_read_text(const rsd_source *source);
rsd_status rsd_read_json_lines(const rsd_source *source);
rsd_status rsd_read_json(const rsd_source *source);
rsd_status rsd_read_table(const rsd_source *source);
rsd_status rsd_read_conllu(const rsd_source *source);
rsd_status rsd_read_vrt(const rsd_source *source);
rsd_status rsd_read_warc(const rsd_source *source);
rsd_status rsd_read_html(const rsd_source *source);    /* with gumbo */
rsd_status rsd_read_xml(const rsd_source *source);     /* with libxml2 */
rsd_status rsd_read_archive(const rsd_source *source); /* with libarchive */

/* Do these bytes begin what a messenger exports? */
bool rsd_is_messages(const rsd_read_options *options, const char *head, size_t n);
/* Do these bytes begin a table with a column of text? */
bool rsd_is_table(const rsd_read_options *options, const char *head, size_t n);

/* Appends the text of HTML, all of it, with blank lines between its paragraphs. RSD_ERR_LIMIT for
 * what is not parsed. With gumbo. */
rsd_status rsd_html_text(const char *s, size_t n, rsd_buf *text, rsd_error *err);

/* ---- formats.c ---- */

/* Names of compressed files, and of archives of files; each ending has a space after it. */
#define RSD_PACKED_ENDINGS ".gz .zst .xz .bz2 "
#define RSD_ARCHIVE_ENDINGS ".zip .tar .tgz .tzst .txz .tbz2 "
/* Is the end of a name from its last dot on one of the endings? */
bool rsd_has_ending(const char *endings, const char *dot);

/* Do the first bytes, RSD_TAR_HEAD of them, begin a tar? */
enum { RSD_TAR_HEAD = 262 };
bool rsd_is_tar(const char *head, size_t n);

/* May a file of this name be an article where it lies in a folder or an archive? */
bool rsd_is_article_name(const char *name);

/* Reads the source by the reader of its format. */
rsd_status rsd_read_source(rsd_source *source);

/* Reads bytes as those of a file of that name, which is also its key and path. */
rsd_status rsd_read_bytes(const char *name, const char *bytes, size_t n,
                          const rsd_read_options *options, const rsd_sink *sink, rsd_error *err);

/* ---- A text in memory (text.c) ---- */

/* All bytes of a source, and their text where they are not UTF-8. {0} is an empty one. */
typedef struct rsd_text {
    rsd_buf bytes;
    rsd_buf decoded;
    rsd_decoding decoding;
} rsd_text;

/* Reads the whole source and warns of what is wrong with it. *utf8 is its text, or NULL if it is
 * left out. */
rsd_status rsd_text_read(rsd_text *text, const rsd_source *source, const rsd_buf **utf8);
void rsd_text_free(rsd_text *text);

#endif
