/* types.c: asking the columns of types, checking them, and making them. */
#include "store/types.h"

#include "store/varint.h"

#include <string.h>

int rsd_string_compare(rsd_string a, rsd_string b)
{
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

int rsd_types_compare(const rsd_types *x, uint32_t a, const rsd_types *y, uint32_t b)
{
    int order = rsd_string_compare(rsd_types_key(x, a), rsd_types_key(y, b));
    if (order == 0) {
        order = rsd_string_compare(rsd_types_form(x, a), rsd_types_form(y, b));
    }
    return order != 0 ? order : (x->tags[a] > y->tags[b]) - (x->tags[a] < y->tags[b]);
}

static bool is_sound_at(const rsd_types *types, uint32_t at)
{
    const unsigned char *bytes = (const unsigned char *)types->bytes;
    const unsigned char *end = bytes + types->byte_count;
    uint32_t n;
    if (at >= types->byte_count) {
        return false;
    }
    const unsigned char *p = bytes + at;
    return rsd_varint_get(&p, end, &n) && n > 0 && n <= (size_t)(end - p);
}

/* Of a pass over all types. */
static void ease_now_and_then(rsd_scratch *scratch, uint32_t type)
{
    enum { EVERY = 8192 };
    if (type % EVERY == 0) {
        rsd_scratch_ease(scratch);
    }
}

bool rsd_types_are_sound(const rsd_types *types, rsd_scratch *scratch)
{
    for (uint32_t i = 0; i < types->len; i++) {
        if (!is_sound_at(types, types->forms[i]) || !is_sound_at(types, types->keys[i]) ||
            rsd_tag_lang(types->tags[i]) > RSD_LANG_EN ||
            rsd_tag_kind(types->tags[i]) > RSD_KIND_MARKUP) {
            return false;
        }
        ease_now_and_then(scratch, i);
    }
    return true;
}

/* The first type whose key is not less than key, or not less or equal if past is set. */
static uint32_t bound(const rsd_types *types, rsd_string key, bool past)
{
    uint32_t low = 0;
    uint32_t high = types->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = rsd_string_compare(rsd_types_key(types, middle), key);
        if (order < 0 || (past && order == 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void rsd_types_range(const rsd_types *types, const char *key, size_t n, uint32_t *first,
                     uint32_t *last)
{
    *first = bound(types, (rsd_string){key, n}, false);
    *last = bound(types, (rsd_string){key, n}, true);
}

bool rsd_types_share_key(const rsd_types *types, uint32_t a, uint32_t b)
{
    return types->keys[a] == types->keys[b] ||
           rsd_string_compare(rsd_types_key(types, a), rsd_types_key(types, b)) == 0;
}

size_t rsd_types_key_count(const rsd_types *types, rsd_scratch *scratch)
{
    size_t keys = 0;
    for (uint32_t i = 0; i < types->len; i++) {
        keys += i == 0 || !rsd_types_share_key(types, i - 1, i);
        ease_now_and_then(scratch, i);
    }
    return keys;
}

static rsd_status too_many(rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                    "the corpus has more words than rasad can count");
}

rsd_status rsd_type_list_reserve(rsd_type_list *list, size_t count, rsd_error *err)
{
    rsd_scratch *scratch = list->scratch;
    if (count > UINT32_MAX - 1) {
        return too_many(err);
    }
    size_t cap[4] = {list->cap, list->cap, list->cap, list->cap};
    rsd_status status = RSD_SCRATCH_GROW(scratch, list->forms, cap[0], count, err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_GROW(scratch, list->keys, cap[1], count, err);
    }
    if (status == RSD_OK) {
        status = RSD_SCRATCH_GROW(scratch, list->counts, cap[2], count, err);
    }
    if (status == RSD_OK) {
        status = RSD_SCRATCH_GROW(scratch, list->tags, cap[3], count, err);
    }
    if (status == RSD_OK) {
        list->cap = cap[3];
    }
    return status;
}

/* Makes room for n bytes more. */
static rsd_status reserve_bytes(rsd_type_list *list, size_t n, rsd_error *err)
{
    if (list->byte_count + n > UINT32_MAX) {
        return too_many(err);
    }
    return RSD_SCRATCH_GROW(list->scratch, list->bytes, list->byte_cap, list->byte_count + n, err);
}

static rsd_status add_string(rsd_type_list *list, rsd_string s, uint32_t *at, rsd_error *err)
{
    unsigned char head[RSD_VARINT_MOST];
    const size_t head_len = rsd_varint_put(head, (uint32_t)s.len);
    rsd_status status = reserve_bytes(list, head_len + s.len, err);
    if (status == RSD_OK) {
        char *end = list->bytes + list->byte_count;
        memcpy(end, head, head_len);
        memcpy(end + head_len, s.data, s.len);
        *at = (uint32_t)list->byte_count;
        list->byte_count += head_len + s.len;
    }
    return status;
}

rsd_status rsd_type_list_add(rsd_type_list *list, rsd_string form, rsd_string key, uint8_t tag,
                             rsd_error *err)
{
    const rsd_types before = rsd_type_list_types(list);
    const uint32_t i = list->len;
    const bool is_again = i > 0 && rsd_string_compare(rsd_types_key(&before, i - 1), key) == 0;
    rsd_status status = add_string(list, form, &list->forms[i], err);
    if (status != RSD_OK) {
        return status;
    }
    if (is_again) {
        list->keys[i] = list->keys[i - 1];
    } else if ((form.data == key.data && form.len == key.len) ||
               rsd_string_compare(form, key) == 0) {
        list->keys[i] = list->forms[i];
    } else if ((status = add_string(list, key, &list->keys[i], err)) != RSD_OK) {
        return status;
    }
    list->counts[i] = 0;
    list->tags[i] = tag;
    list->len++;
    return RSD_OK;
}

rsd_status rsd_type_list_append(rsd_type_list *list, const rsd_types *types, rsd_error *err)
{
    rsd_status status = rsd_type_list_reserve(list, (size_t)list->len + types->len, err);
    if (status == RSD_OK) {
        status = reserve_bytes(list, types->byte_count, err);
    }
    if (status != RSD_OK || types->len == 0) {
        return status;
    }
    const uint32_t from = (uint32_t)list->byte_count;
    for (uint32_t i = 0; i < types->len; i++) {
        list->forms[list->len + i] = from + types->forms[i];
        list->keys[list->len + i] = from + types->keys[i];
    }
    memcpy(list->counts + list->len, types->counts, types->len * sizeof *types->counts);
    memcpy(list->tags + list->len, types->tags, types->len);
    memcpy(list->bytes + from, types->bytes, types->byte_count);
    list->len += types->len;
    list->byte_count += types->byte_count;
    return RSD_OK;
}

void rsd_type_list_empty(rsd_type_list *list)
{
    list->len = 0;
    list->byte_count = 0;
}

rsd_types rsd_type_list_types(const rsd_type_list *list)
{
    return (rsd_types){.forms = list->forms,
                       .keys = list->keys,
                       .counts = list->counts,
                       .tags = list->tags,
                       .bytes = list->bytes,
                       .byte_count = list->byte_count,
                       .len = list->len};
}

void rsd_type_list_free(rsd_type_list *list)
{
    rsd_scratch_drop(list->scratch, list->forms);
    rsd_scratch_drop(list->scratch, list->keys);
    rsd_scratch_drop(list->scratch, list->counts);
    rsd_scratch_drop(list->scratch, list->tags);
    rsd_scratch_drop(list->scratch, list->bytes);
    *list = (rsd_type_list){0};
}
