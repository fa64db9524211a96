/* manifest.h: the file that says what a store consists of; replacing it is what commits. */
#ifndef RSD_STORE_MANIFEST_H
#define RSD_STORE_MANIFEST_H

#include "store/sections.h"

#include <limits.h>

#define RSD_MANIFEST "MANIFEST"           /* its name */
#define RSD_MANIFEST_START "rasad corpus" /* and what it begins with */

/* A file of the store. */
typedef struct rsd_part {
    uint64_t number; /* in its name; 0 for none */
    rsd_seal seal;
} rsd_part;

typedef struct rsd_parts {
    rsd_part *items;
    size_t len, cap;
} rsd_parts;

/* {0} is the manifest of a store that is empty yet. */
typedef struct rsd_manifest {
    uint64_t generation; /* commits so far */
    uint64_t last;       /* the highest number of a file */
    rsd_part catalog;
    rsd_parts segments;
    rsd_parts pending; /* segments of a build that has not come to its end; no part of the corpus */
    uint64_t sources;  /* tells what that build reads */
} rsd_manifest;

/* Reads the manifest of a folder into an empty one. RSD_ERR_NOT_FOUND if it has none
 * and nothing was committed, RSD_ERR_CORRUPT if it is lost or damaged, RSD_ERR_INVALID if it is of
 * another profile or version. */
rsd_status rsd_manifest_read(rsd_manifest *manifest, const char *folder, rsd_error *err);
/* Commits: all files that it names must be synced. */
rsd_status rsd_manifest_write(const rsd_manifest *manifest, const char *folder, rsd_error *err);
/* Bytes of the files of the corpus. */
uint64_t rsd_manifest_size(const rsd_manifest *manifest);
void rsd_manifest_free(rsd_manifest *manifest);

/* The paths of the files of a store; false if the path is too long. */
bool rsd_segment_path(char path[PATH_MAX], const char *folder, uint64_t number);
bool rsd_catalog_path(char path[PATH_MAX], const char *folder, uint64_t number);
/* Is the name that of a segment or a catalog, and which? */
bool rsd_part_name(const char *name, uint64_t *number, bool *is_catalog);

#endif
