/* wrap.h: is a text broken into lines of a width, like an e-mail? */
#ifndef RSD_TEXT_WRAP_H
#define RSD_TEXT_WRAP_H

#include "rasad.h"

/* True if nearly every line that another follows is as long as it can be within one width. */
bool rsd_is_wrapped(const char *s, size_t n);

#endif
