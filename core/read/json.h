/* json.h: jansson with rasad's memory. */
#ifndef RSD_READ_JSON_H
#define RSD_READ_JSON_H

#include <jansson.h>
#include <stdbool.h>

/* Makes jansson take its memory from rsd_alloc. */
void rsd_json_begin(void);
/* Did an allocation fail since? Jansson takes that here and there for a fault of the document. */
bool rsd_json_out_of_memory(void);

#endif
