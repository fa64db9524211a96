/* records.h: reading articles that are the records of one file. */
#ifndef RSD_READ_RECORDS_H
#define RSD_READ_RECORDS_H

#include "read/read.h"

/* A file of records. Articles get the keys key#id, or key#number without an id. */
typedef struct rsd_record_file {
    const char *key;
    const char *path;
    const rsd_field *map; /* name: text, id, title, date...; value: the member that holds it */
    size_t map_count;
    const rsd_field *fields; /* metadata of every record that does not say otherwise */
    size_t field_count;
} rsd_record_file;

/* Reads the records from a descriptor: a JSON object a line, or one JSON document with a list of
 * them. A record that cannot be taken becomes a warning. */
rsd_status rsd_read_records(const rsd_record_file *file, int fd, bool lines, const rsd_sink *sink,
                            rsd_error *err);

#endif
