/* map.c: finding spans of a form in its source and the other way round. */
#include "text/text.h"

#include "base/mem.h"
#include "text/map.h"

/* Adds a point; never the same one twice, for that would mean a unit. */
static rsd_status add_point(rsd_map *map, uint32_t form, uint32_t source)
{
    if (map->len > 0) {
        const rsd_mappoint *last = &map->points[map->len - 1];
        if (last->form == form && last->source == source) {
            return RSD_OK;
        }
    }
    rsd_status status = RSD_GROW(map->points, map->cap, map->len + 1);
    if (status == RSD_OK) {
        map->points[map->len++] = (rsd_mappoint){form, source};
    }
    return status;
}

rsd_status rsd_map_unit(rsd_map *map, uint32_t form, uint32_t form_end, uint32_t source,
                        uint32_t source_end)
{
    if (form == form_end && map->len >= 2) {
        /* A run of deleted characters is one step. */
        rsd_mappoint *last = &map->points[map->len - 1];
        if (last->form == form && last->source == source && last[-1].form == form &&
            last[-1].source < source) {
            last->source = source_end;
            return RSD_OK;
        }
    }
    rsd_status status = add_point(map, form, source);
    if (status == RSD_OK && form_end - form == source_end - source) {
        status = RSD_GROW(map->points, map->cap, map->len + 1);
        if (status == RSD_OK) {
            map->points[map->len++] = (rsd_mappoint){form, source};
        }
    }
    if (status == RSD_OK) {
        status = add_point(map, form_end, source_end);
    }
    return status;
}

void rsd_map_cut(rsd_map *map, uint32_t form, uint32_t source)
{
    while (map->len > 0) {
        const rsd_mappoint *last = &map->points[map->len - 1];
        if (last->form < form || (last->form == form && last->source <= source)) {
            break;
        }
        map->len--;
    }
}

/* A stretch between two points. */
typedef struct segment {
    rsd_mappoint first;
    rsd_mappoint stop;
    bool whole; /* it can't be cut */
} segment;

/* The segment after the points[0..i). */
static segment segment_after(const rsd_map *map, size_t i)
{
    segment seg = {{0, 0}, {map->form_len, map->source_len}, false};
    if (i > 0) {
        seg.first = map->points[i - 1];
    }
    if (i < map->len) {
        seg.stop = map->points[i];
    }
    bool twice = i > 1 && map->points[i - 2].form == seg.first.form &&
                 map->points[i - 2].source == seg.first.source;
    seg.whole = twice || seg.stop.form - seg.first.form != seg.stop.source - seg.first.source;
    return seg;
}

/* The segment that holds the byte at place of the form or of the source. */
static segment find_segment(const rsd_map *map, uint32_t place, bool by_source)
{
    size_t low = 0;
    size_t high = map->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const rsd_mappoint *point = &map->points[middle];
        if ((by_source ? point->source : point->form) <= place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return segment_after(map, low);
}

static uint32_t at_most(uint32_t value, uint32_t limit)
{
    return value < limit ? value : limit;
}

void rsd_map_to_source(const rsd_map *map, uint32_t start, uint32_t end, uint32_t *source_start,
                       uint32_t *source_end)
{
    end = at_most(end, map->form_len);
    start = at_most(start, end);
    if (start == map->form_len) {
        *source_start = *source_end = map->source_len;
        return;
    }
    segment seg = find_segment(map, start, false);
    *source_start = seg.whole ? seg.first.source : seg.first.source + (start - seg.first.form);
    if (start == end) {
        *source_end = *source_start;
        return;
    }
    seg = find_segment(map, end - 1, false);
    *source_end = seg.whole ? seg.stop.source : seg.first.source + (end - seg.first.form);
}

void rsd_map_to_form(const rsd_map *map, uint32_t start, uint32_t end, uint32_t *form_start,
                     uint32_t *form_end)
{
    end = at_most(end, map->source_len);
    start = at_most(start, end);
    if (start == map->source_len) {
        *form_start = *form_end = map->form_len;
        return;
    }
    segment seg = find_segment(map, start, true);
    *form_start = seg.whole ? seg.first.form : seg.first.form + (start - seg.first.source);
    if (start == end) {
        *form_end = *form_start;
        return;
    }
    seg = find_segment(map, end - 1, true);
    *form_end = seg.whole ? seg.stop.form : seg.first.form + (end - seg.first.source);
}

void rsd_map_free(rsd_map *map)
{
    if (map != NULL) {
        rsd_free(map->points);
        *map = (rsd_map){0};
    }
}
