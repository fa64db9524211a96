/* simd_wide.h: what AVX-512 does better than AVX2. */
#ifndef RSD_TEXT_SIMD_WIDE_H
#define RSD_TEXT_SIMD_WIDE_H

#include "text/simd.h"

/* Does the processor have it? */
bool rsd_wide_is_there(void);
/* rsd_simd_window, where it is there. */
void rsd_wide_window(const char *s, rsd_window *window);

#endif
