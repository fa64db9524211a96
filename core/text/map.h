/* map.h: building a map between a text and its form.
 *
 * Two points that differ by the same number of bytes stand for characters of equal lengths. Where
 * they do not, or where the first point is there twice, what lies between them is one unit that
 * cannot be cut. */
#ifndef RSD_TEXT_MAP_H
#define RSD_TEXT_MAP_H

#include "rasad.h"

/* Records that [source, source_end) became [form, form_end), as one unit. */
rsd_status rsd_map_unit(rsd_map *map, uint32_t form, uint32_t form_end, uint32_t source,
                        uint32_t source_end);
/* Forgets what was recorded after the place. */
void rsd_map_cut(rsd_map *map, uint32_t form, uint32_t source);

#endif
