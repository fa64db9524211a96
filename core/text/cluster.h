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
static inline uint32_t rsd_display_letter(rsd_lang lang, uint32_t cp, bool *hamza)
{
    *hamza = false;
    if (lang == RSD_LANG_FA) {
        switch (cp) {
        case 0x064A: /* ي */
        case 0x0649: /* ى */
            return 0x06CC;
        case 0x0643: /* ك */
        case 0x06AA: /* ڪ */
            return 0x06A9;
        case 0x06C0: /* ۀ */
        case 0x06C2: /* ۂ */
            *hamza = true;
            return 0x0647;
        case 0x06C1: /* ہ */
        case 0x06BE: /* ھ */
        case 0x06D5: /* ە */
            return 0x0647;
        default:
            return cp;
        }
    }
    if (lang == RSD_LANG_AR) {
        switch (cp) {
        case 0x06CC: /* ی */
            return 0x064A;
        case 0x06A9: /* ک */
            return 0x0643;
        default:
            return cp;
        }
    }
    return cp;
}

/* Does the character belong to the one before it, even across what the form leaves out? */
bool rsd_extends(uint32_t cp, rsd_class c);
/* Is the character left out of the key? */
bool rsd_key_deletes(uint32_t cp, rsd_class c);

#endif
