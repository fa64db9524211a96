/* json.c: jansson with rasad's memory. */
#include "read/json.h"
#include "base/mem.h"

static _Thread_local bool out_of_memory;

static void *alloc_json(size_t size)
{
    void *block = rsd_alloc(size);
    out_of_memory = out_of_memory || block == NULL;
    return block;
}

void rsd_json_begin(void)
{
    json_set_alloc_funcs(alloc_json, rsd_free);
    out_of_memory = false;
}

bool rsd_json_out_of_memory(void)
{
    return out_of_memory;
}
