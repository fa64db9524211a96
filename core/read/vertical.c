/* vertical.c: text and documents out of lines that have a token each. */
#include "read/vertical.h"

#include <string.h>

/* ---- Text and documents ---- */

void rsd_vertical_part(rsd_vertical *v, rsd_gap gap)
{
    v->gap = gap > v->gap ? gap : v->gap;
}

/* What is longer than any article may be grows only far enough for that to be seen. */
rsd_status rsd_vertical_add(rsd_vertical *v, const char *s, size_t n)
{
    static const char *const gaps[] = {"", " ", "\n", "\n\n"};
    rsd_buf *text = &v->draft.text;
    if (n == 0 || text->len > RSD_MAX_SOURCE) {
        return RSD_OK;
    }
    const char *between = gaps[text->len > 0 ? v->gap : RSD_GAP_NONE];
    v->gap = RSD_GAP_NONE;
    bool added =
        rsd_buf_add(text, between, strlen(between)) == RSD_OK && rsd_buf_add(text, s, n) == RSD_OK;
    return added ? RSD_OK : rsd_fail_nomem(v->source->err);
}

rsd_place rsd_vertical_place(const rsd_vertical *v)
{
    return (rsd_place){.line = v->lines.number, .offset = v->lines.offset};
}

static rsd_status tell_of_columns(rsd_vertical *v)
{
    return v->draft.columns.is_cut
               ? rsd_draft_note(&v->draft, rsd_vertical_place(v), "too_large",
                                "its tokens have more attributes than are taken")
               : RSD_OK;
}

rsd_status rsd_vertical_set(rsd_vertical *v, rsd_span span, const char *name, const char *value,
                            size_t n)
{
    return rsd_columns_set(&v->draft.columns, span, name, value, n) == RSD_OK
               ? RSD_OK
               : rsd_fail_nomem(v->source->err);
}

rsd_span rsd_vertical_added(const rsd_vertical *v, size_t n)
{
    const size_t end = v->draft.text.len;
    return (rsd_span){(uint32_t)(end - n), (uint32_t)end};
}

rsd_status rsd_vertical_end(rsd_vertical *v)
{
    rsd_status status = RSD_OK;
    if (v->is_open || v->draft.text.len > 0) {
        rsd_place at = rsd_vertical_place(v);
        at.number = ++v->number;
        status = tell_of_columns(v);
        if (status == RSD_OK) {
            status = rsd_draft_finish(&v->draft, rsd_fields_get(&v->draft.fields, "id"), at,
                                      "the document has no tokens");
        }
    }
    rsd_draft_clear(&v->draft);
    v->is_open = false;
    v->gap = RSD_GAP_NONE;
    return status;
}

rsd_status rsd_vertical_begin(rsd_vertical *v)
{
    rsd_status status = rsd_vertical_end(v);
    v->is_open = true;
    return status;
}

/* Warns of a byte of the line, if nothing of its kind was told before. */
static rsd_status tell_of_byte(rsd_vertical *v, bool *told, size_t at, const char *kind,
                               const char *message)
{
    rsd_place place = rsd_vertical_place(v);
    if (*told) {
        return RSD_OK;
    }
    *told = true;
    place.offset += at;
    return rsd_draft_note(&v->draft, place, kind, message);
}

/* Takes a line as UTF-8, so that places in the text stay what they are. */
static rsd_status take_mended(rsd_vertical *v, rsd_vertical_take take)
{
    rsd_arena arena = {0};
    const char *line = rsd_copy_text(&arena, v->lines.line, v->lines.len);
    rsd_status status = line == NULL ? rsd_fail_nomem(v->source->err) : take(v, line, strlen(line));
    rsd_arena_free(&arena);
    return status;
}

/* Takes the line; what is no text in it is told. */
static rsd_status take_bytes(rsd_vertical *v, rsd_vertical_take take)
{
    const char *line = v->lines.line;
    const size_t n = v->lines.len;
    const size_t bad = rsd_utf8_check(line, n);
    const char *nul = n == 0 ? NULL : memchr(line, '\0', n);
    rsd_status status = RSD_OK;
    if (bad == n && nul == NULL) {
        return take(v, line, n);
    }
    if (bad < n) {
        status = tell_of_byte(v, &v->told_bad, bad, "invalid_utf8",
                              "is not UTF-8 here; such bytes are shown as U+FFFD");
    }
    if (status == RSD_OK && nul != NULL) {
        status = tell_of_byte(v, &v->told_nul, (size_t)(nul - line), "nul_byte",
                              "has a NUL byte here; such bytes are shown as U+FFFD");
    }
    return status == RSD_OK ? take_mended(v, take) : status;
}

const char *rsd_vertical_column(const char *s, size_t n, int i, size_t *len)
{
    const char *end = s + n;
    while (i > 0 && s < end) {
        const char *tab = memchr(s, '\t', (size_t)(end - s));
        s = tab == NULL ? end : tab + 1;
        i--;
    }
    const char *tab = s < end ? memchr(s, '\t', (size_t)(end - s)) : NULL;
    *len = (size_t)((tab == NULL ? end : tab) - s);
    return s;
}

static rsd_status end_file(rsd_vertical *v)
{
    if (v->is_open || v->number > 0) {
        return rsd_vertical_end(v);
    }
    rsd_status status = tell_of_columns(v);
    return status == RSD_OK ? rsd_draft_finish_whole(&v->draft, "there are no tokens in it")
                            : status;
}

rsd_status rsd_vertical_read(rsd_vertical *v, const rsd_source *source, rsd_vertical_take take)
{
    rsd_status status = RSD_OK;
    bool more = true;
    v->source = v->draft.source = source;
    v->lines.input = source->input;
    while (status == RSD_OK && more) {
        status = rsd_next_line(&v->lines, &more, source->err);
        if (status != RSD_OK) {
            status = rsd_input_failed(source, status);
            break;
        }
        if (more) {
            status = take_bytes(v, take);
        }
    }
    if (status == RSD_OK) {
        status = end_file(v);
    }
    rsd_lines_free(&v->lines);
    return rsd_draft_end(&v->draft, status);
}
