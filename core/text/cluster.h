/* cluster.h: a character with its marks in the form of a layer; the slow path of form.c. */
#ifndef RSD_TEXT_CLUSTER_H
#define RSD_TEXT_CLUSTER_H

#include "text/text.h"

/* Code points; small ones need no memory of their own. {0} is an empty one. */
typedef struct rsd_cluster {
    int32_t room[64];
    int32_t room_spare[64];
    int32_t *big; /* in place of room and room_spare, cap code points each */
    size_t cap;   /* of big; 0 if room serves */
    size_t len;
} rsd_cluster;

void rsd_cluster_free(rsd_cluster *cluster);
/* Adds a character of the source, decomposed, in the letters of the layer; of the key it may be
 * nothing. */
rsd_status rsd_cluster_add(rsd_cluster *cluster, rsd_layer layer, uint32_t cp);
/* Orders the marks, composes, and chooses the letters of the language (display only). */
rsd_status rsd_cluster_finish(rsd_cluster *cluster, rsd_layer layer, rsd_lang lang);
/* The code points, cluster->len of them. */
const int32_t *rsd_cluster_points(const rsd_cluster *cluster);

/* The letter of the display form in a language; *hamza if a hamza above follows it. */
uint32_t rsd_display_letter(rsd_lang lang, uint32_t cp, bool *hamza);
/* Does the character belong to the one before it, even across what the form leaves out? */
bool rsd_extends(uint32_t cp, rsd_class c);
/* Is the character left out of the key? */
bool rsd_key_deletes(uint32_t cp, rsd_class c);

#endif
