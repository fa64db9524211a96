/* locale.h: UTF-8 for a while, whatever the user's locale is: libraries that convert names ask it.
 */
#ifndef RSD_BASE_LOCALE_H
#define RSD_BASE_LOCALE_H

#include <locale.h>

typedef struct rsd_locale {
    locale_t made; /* none where the system has no C.UTF-8 */
    locale_t before;
} rsd_locale;

/* Between the two, characters of this thread are UTF-8. */
void rsd_locale_enter_utf8(rsd_locale *l);
void rsd_locale_leave(rsd_locale *l);

#endif
