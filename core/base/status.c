/* status.c: status names and located errors. */
#include "rasad.h"

#include <stdarg.h>
#include <stdio.h>

const char *rsd_status_name(rsd_status status)
{
    switch (status) {
    case RSD_OK:
        return "ok";
    case RSD_ERR_NOMEM:
        return "nomem";
    case RSD_ERR_IO:
        return "io";
    case RSD_ERR_NOT_FOUND:
        return "not_found";
    case RSD_ERR_INVALID:
        return "invalid";
    case RSD_ERR_LIMIT:
        return "limit";
    case RSD_ERR_INTERRUPTED:
        return "interrupted";
    case RSD_ERR_CORRUPT:
        return "corrupt";
    }
    return "unknown";
}

rsd_status rsd_fail(rsd_error *err, rsd_status status, const char *source, uint64_t line,
                    uint64_t offset, const char *format, ...)
{
    if (err == NULL) {
        return status;
    }
    err->status = status;
    err->line = line;
    err->offset = offset;
    snprintf(err->source, sizeof err->source, "%s", source == NULL ? "" : source);
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}
