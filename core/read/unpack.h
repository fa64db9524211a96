/* unpack.h: all files of a small archive at once: one in which somebody shares scripts. */
#ifndef RSD_READ_UNPACK_H
#define RSD_READ_UNPACK_H

#include "rasad.h"

/* What is taken of an archive: more is RSD_ERR_LIMIT. */
enum { RSD_UNPACK_FILES = 1000, RSD_UNPACK_BYTES = 32 << 20 };

/* Called for each file, with its name in the archive. */
typedef rsd_status (*rsd_on_file)(void *ctx, const char *name, const rsd_buf *bytes,
                                  rsd_error *err);

/* Unpacks a .zip or .tar, also compressed. Names that lead out of the archive and what is no plain
 * file or folder are RSD_ERR_INVALID: nobody who shares scripts needs them. */
rsd_status rsd_unpack(const char *path, rsd_on_file on_file, void *ctx, rsd_error *err);

#endif
