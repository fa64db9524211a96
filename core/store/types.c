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

bool rsd_types_are_sound(const rsd_types *types)
{
    for (uint32_t i = 0; i < types->len; i++) {
        if (!is_sound_at(types, types->forms[i]) || !is_sound_at(types, types->keys[i]) ||
            rsd_tag_lang(types->tags[i]) > RSD_LANG_EN ||
            rsd_tag_kind(types->tags[i]) > RSD_KIND_MARKUP) {
            return false;
        }
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

size_t rsd_types_key_count(const rsd_types *types)
{
    size_t keys = 0;
    for (uint32_t i = 0; i < types->len; i++) {
        keys += i == 0 || !rsd_types_share_key(types, i - 1, i);
    }
    return keys;
}

rsd_status rsd_type_list_reserve(rsd_type_list *list, size_t count)
{
    if (count > UINT32_MAX - 1) {
        return RSD_ERR_LIMIT;
    }
    size_t cap[4] = {list->cap, list->cap, list->cap, list->cap};
    rsd_status status = RSD_GROW(list->forms, cap[0], count);
    if (status == RSD_OK) {
        status = RSD_GROW(list->keys, cap[1], count);
    }
    if (status == RSD_OK) {
        status = RSD_GROW(list->counts, cap[2], count);
    }
    if (status == RSD_OK) {
        status = RSD_GROW(list->tags, cap[3], count);
    }
    if (status == RSD_OK) {
        list->cap = cap[3];
    }
    return status;
}

static rsd_status add_string(rsd_type_list *list, rsd_string s, uint32_t *at)
{
    unsigned char head[RSD_VARINT_MOST];
    const size_t head_len = rsd_varint_put(head, (uint32_t)s.len);
    if (list->bytes.len + head_len + s.len > UINT32_MAX) {
        return RSD_ERR_LIMIT;
    }
    *at = (uint32_t)list->bytes.len;
    rsd_status status = rsd_buf_reserve(&list->bytes, head_len + s.len);
    if (status == RSD_OK) {
        rsd_buf_add(&list->bytes, head, head_len);
        rsd_buf_add(&list->bytes, s.data, s.len);
    }
    return status;
}

rsd_status rsd_type_list_add(rsd_type_list *list, rsd_string form, rsd_string key, uint8_t tag)
{
    const rsd_types before = rsd_type_list_types(list);
    const uint32_t i = list->len;
    const bool is_again = i > 0 && rsd_string_compare(rsd_types_key(&before, i - 1), key) == 0;
    rsd_status status = add_string(list, form, &list->forms[i]);
    if (status != RSD_OK) {
        return status;
    }
    if (is_again) {
        list->keys[i] = list->keys[i - 1];
    } else if ((form.data == key.data && form.len == key.len) ||
               rsd_string_compare(form, key) == 0) {
        list->keys[i] = list->forms[i];
    } else if ((status = add_string(list, key, &list->keys[i])) != RSD_OK) {
        return status;
    }
    list->counts[i] = 0;
    list->tags[i] = tag;
    list->len++;
    return RSD_OK;
}

rsd_types rsd_type_list_types(const rsd_type_list *list)
{
    return (rsd_types){.forms = list->forms,
                       .keys = list->keys,
                       .counts = list->counts,
                       .tags = list->tags,
                       .bytes = list->bytes.data,
                       .byte_count = list->bytes.len,
                       .len = list->len};
}

void rsd_type_list_free(rsd_type_list *list)
{
    rsd_free(list->forms);
    rsd_free(list->keys);
    rsd_free(list->counts);
    rsd_free(list->tags);
    rsd_buf_free(&list->bytes);
    *list = (rsd_type_list){0};
}
