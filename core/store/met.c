/* met.c: a hash table of names, which may lie in a file. */
#include "store/met.h"

#include "base/scratch.h"

#include <string.h>
#include <xxhash.h>

enum {
    SLOTS_FIRST = 1024,
    FULL_PERCENT = 70,
    WORTH_EASING = 256 /* slots: each may be in a page of its own */
};

/* The hash of a name; an empty slot is all 0. */
typedef struct slot {
    uint64_t low;
    uint64_t high;
} slot;

struct rsd_met {
    rsd_scratch *scratch;
    slot *slots;
    size_t slot_count; /* a power of 2 */
    size_t len;
};

/* All bits of the hash of the key go into that of the path: half as its seed. */
static slot hash_names(const char *key, const char *path)
{
    const XXH128_hash_t of_key = XXH3_128bits(key, strlen(key));
    const XXH128_hash_t both = XXH3_128bits_withSeed(path, strlen(path), of_key.low64);
    const uint64_t high = both.high64 ^ of_key.high64;
    return (slot){.low = both.low64, .high = high == 0 ? 1 : high};
}

/* The slot of a name, or the empty one where it belongs. */
static slot *find_slot(slot *slots, size_t slot_count, const slot *name)
{
    size_t at = name->low & (slot_count - 1);
    while (slots[at].high != 0 && (slots[at].low != name->low || slots[at].high != name->high)) {
        at = (at + 1) & (slot_count - 1);
    }
    return &slots[at];
}

/* Once for many slots that were looked at; done says how many that were. */
static void ease(const rsd_met *met, size_t done)
{
    if (done % WORTH_EASING == 0) {
        rsd_scratch_ease(met->scratch);
    }
}

static rsd_status take_slots(rsd_met *met, size_t slot_count, slot **slots, rsd_error *err)
{
    rsd_status status = RSD_SCRATCH_TAKE(met->scratch, *slots, slot_count, err);
    for (size_t i = 0; i < slot_count && status == RSD_OK; i += SLOTS_FIRST) {
        memset(*slots + i, 0, SLOTS_FIRST * sizeof **slots);
        ease(met, i);
    }
    return status;
}

/* Makes the table twice as large. */
static rsd_status grow(rsd_met *met, rsd_error *err)
{
    const size_t slot_count = met->slot_count * 2;
    slot *slots;
    rsd_status status = take_slots(met, slot_count, &slots, err);
    if (status != RSD_OK) {
        return status;
    }
    for (size_t i = 0; i < met->slot_count; i++) {
        if (met->slots[i].high != 0) {
            *find_slot(slots, slot_count, &met->slots[i]) = met->slots[i];
        }
        ease(met, i);
    }
    rsd_scratch_drop(met->scratch, met->slots);
    met->slots = slots;
    met->slot_count = slot_count;
    return RSD_OK;
}

rsd_status rsd_met_note(rsd_met *met, const char *key, const char *path, bool *again,
                        rsd_error *err)
{
    if (met->len >= met->slot_count / 100 * FULL_PERCENT) {
        rsd_status status = grow(met, err);
        if (status != RSD_OK) {
            return status;
        }
    }
    const slot name = hash_names(key, path);
    slot *at = find_slot(met->slots, met->slot_count, &name);
    *again = at->high != 0;
    met->len += !*again;
    *at = name;
    ease(met, met->len);
    return RSD_OK;
}

rsd_status rsd_met_new(rsd_met **met, const char *folder, size_t memory, size_t mapped,
                       rsd_error *err)
{
    rsd_met *m = rsd_alloc(sizeof *m);
    if (m == NULL) {
        return rsd_fail_nomem(err);
    }
    *m = (rsd_met){.slot_count = SLOTS_FIRST};
    rsd_status status =
        folder == NULL ? RSD_OK : rsd_scratch_new(&m->scratch, folder, memory, mapped, err);
    if (status == RSD_OK) {
        status = take_slots(m, SLOTS_FIRST, &m->slots, err);
    }
    if (status == RSD_OK) {
        *met = m;
    } else {
        rsd_met_free(m);
    }
    return status;
}

void rsd_met_free(rsd_met *met)
{
    if (met != NULL) {
        rsd_scratch_drop(met->scratch, met->slots);
        rsd_scratch_free(met->scratch);
        rsd_free(met);
    }
}
