/* io.h: reading and writing all of something, replacing files atomically, folders; with errors that
 * name the file. */
#ifndef RSD_BASE_IO_H
#define RSD_BASE_IO_H

#include "rasad.h"

#include <sys/types.h>

/* Appends the whole file to out. RSD_ERR_LIMIT if it is larger than limit bytes. */
rsd_status rsd_read_file(const char *path, size_t limit, rsd_buf *out, rsd_error *err);

/* Writes bytes to a new file beside path, syncs it and renames it to path: either all of it is
 * there or the old file is. Where path is a link, the file it leads to is replaced; a pipe or
 * device is written to. */
RSD_API rsd_status rsd_replace_file(const char *path, const void *bytes, size_t n, rsd_error *err);

/* Writes all bytes; false, with errno set, if that fails. A signal handler may call it. */
bool rsd_write_all(int fd, const void *bytes, size_t n);

/* Makes the folder that the first n bytes of path name, and those it lies in, where they are not
 * there. */
rsd_status rsd_make_folders(const char *path, size_t n, mode_t mode, rsd_error *err);

/* Makes the names of a folder's files safe on disk. */
rsd_status rsd_sync_folder(const char *path, rsd_error *err);
/* The same of the folder that path is in: a new name survives a power cut then. */
rsd_status rsd_sync_folder_of(const char *path, rsd_error *err);

#endif
