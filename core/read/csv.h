/* csv.h: the records of a CSV file: metadata.csv, tables of articles, corrections. */
#ifndef RSD_READ_CSV_H
#define RSD_READ_CSV_H

#include "read/read.h"

/* A file being read, and the record it is at. {.name = ..., .sink = ..., .err = ...} is a start. */
typedef struct rsd_csv {
    const char *name; /* for warnings */
    const char *kind; /* of them */
    const rsd_sink *sink;
    rsd_error *err;
    rsd_input *input; /* NULL where all bytes are in the window */
    rsd_buf window;
    rsd_buf decoded;
    rsd_decoding decoding; /* of a file that is not UTF-8 */
    const char *s;         /* what is looked at... */
    size_t n;
    size_t at;
    bool ended;    /* ...and nothing comes after it */
    uint64_t base; /* where it begins in the file */
    uint64_t line; /* of at */
    char separator;
    rsd_buf text; /* the fields, unescaped and one after the other */
    size_t *ends; /* of each field in text */
    size_t field_count, field_cap;
    uint64_t record_line;
    size_t record_at; /* in s */
    bool open_quote;  /* a field opens with a quotation mark that was not seen to close */
    bool has_begun;   /* the first record was read */
    size_t warnings;  /* that were given */
    size_t untold;    /* and those beyond the most */
    bool told_bad;    /* bytes that are not UTF-8 */
    bool told_nul;    /* bytes that are NUL */
} rsd_csv;

/* Begins with all the bytes of a file; they must live as long. */
rsd_status rsd_csv_open_bytes(rsd_csv *csv, const char *bytes, size_t n);
/* Begins with an input. */
rsd_status rsd_csv_open(rsd_csv *csv, rsd_input *input);
/* Reads the next record that is not blank; *more is false at the end. A record that breaks the form
 * is a warning, and reading goes on with the line after the one on which it began; if it is the
 * first, the rest means nothing. */
rsd_status rsd_csv_next(rsd_csv *csv, bool *more);
/* The trimmed text of a field; empty where the record has no such field. */
const char *rsd_csv_field(const rsd_csv *csv, size_t i, size_t *n);
/* How many fields the record has, not counting empty ones at its end. */
size_t rsd_csv_filled(const rsd_csv *csv);
/* Where the record begins in the file. */
uint64_t rsd_csv_place(const rsd_csv *csv);
/* A warning of the record. */
rsd_status rsd_csv_warn(rsd_csv *csv, bool skipped, const char *message);
void rsd_csv_free(rsd_csv *csv);

/* The names of the columns, in lower case; NULL for one that has none or the name of another.
 * {0} is an empty header. */
typedef struct rsd_csv_header {
    rsd_arena arena;
    const char **names;
    size_t len, cap;
} rsd_csv_header;

/* Takes the record that was read as the header. *taken is false, and a warning was given, if it has
 * too many columns. */
rsd_status rsd_csv_read_header(rsd_csv *csv, rsd_csv_header *header, bool *taken);
/* Whether the record fits the header; if not, a warning was given. */
rsd_status rsd_csv_fits(rsd_csv *csv, const rsd_csv_header *header, bool *fits);
/* Which column has the name; SIZE_MAX if none has. */
size_t rsd_csv_column(const rsd_csv_header *header, const char *name);
void rsd_csv_header_free(rsd_csv_header *header);

#endif
