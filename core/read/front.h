/* front.h: front matter, the fields between two lines of dashes at the beginning of a text. */
#ifndef RSD_READ_FRONT_H
#define RSD_READ_FRONT_H

#include "read/draft.h"

/* Where the front matter of s[0..n) ends, past its last line end; 0 if it has none. */
size_t rsd_front_end(const char *s, size_t n);
/* Adds its fields to the draft. end is what rsd_front_end gave. */
rsd_status rsd_front_fields(const char *s, size_t end, rsd_draft *draft);

/* The date in a path, "2017-09-06" for 2017/09/06, 2017-09-06, 2017_09_06 and 20170906; false if
 * there is none, or if there are two. Figures of a day that there is not are no date. */
bool rsd_path_date(const char *path, char date[11]);

#endif
