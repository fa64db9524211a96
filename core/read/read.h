/* read.h: what the files of the reading room share. */
#ifndef RSD_READ_READ_H
#define RSD_READ_READ_H

#include "base/mem.h"
#include "rasad.h"

/* Moves *start and *end inwards past spaces, line ends, controls of direction, joiners and byte
 * order marks at both ends of s[*start..*end). */
void rsd_trim(const char *s, size_t *start, size_t *end);

/* The 1-based line that holds the offset. */
uint64_t rsd_line_at(const char *s, size_t offset);

/* Tells the sink of something wrong; message is a printf format. */
rsd_status rsd_warn(const rsd_sink *sink, rsd_error *err, const char *kind, const char *source,
                    uint64_t line, uint64_t offset, bool skipped, const char *format, ...)
    __attribute__((format(printf, 8, 9)));

/* Tells the sink of what could not be decoded, if anything; text is that of the decoding. */
rsd_status rsd_warn_of_decoding(const rsd_sink *sink, rsd_error *err, const char *source,
                                const rsd_decoding *decoding, const char *text);

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
    rsd_metadata_row *rows; /* sorted by path */
    size_t row_count, row_cap;
    rsd_field *fields;
    size_t field_count, field_cap;
} rsd_metadata;

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

#endif
