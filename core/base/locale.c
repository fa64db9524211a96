/* locale.c: UTF-8 for a while. */
#include "base/locale.h"

void rsd_locale_enter_utf8(rsd_locale *l)
{
    l->made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    l->before = l->made == (locale_t)0 ? (locale_t)0 : uselocale(l->made);
}

void rsd_locale_leave(rsd_locale *l)
{
    if (l->made != (locale_t)0) {
        uselocale(l->before);
        freelocale(l->made);
    }
}
