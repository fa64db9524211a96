/* csv.c: the records of a CSV file, one after the other.
 *
 * CSV as in RFC 4180: fields between commas, quoted where they hold commas, quotes or line ends, ""
 * for a quote inside quotes. Spreadsheets also write semicolons or tabs for commas: the header
 * tells. */
#include "read/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MOST_WARNINGS = 100, /* of one file; what is beyond is only counted */
    WINDOW = 256 * 1024, /* bytes that are looked at together, if a record is no longer */
    MOST_COLUMNS = 1000  /* more is no table of articles; and the work on a row grows with them */
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* What stands around a field that is in quotes. */
static bool is_padding(const rsd_csv *in, char c)
{
    return c == ' ' || (c == '\t' && in->separator != '\t');
}

/* The separator that the first line has most of. */
static char find_separator(const rsd_csv *in)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[sizeof separators] = {0};
    bool quoted = false;
    bool blank = true;
    for (size_t i = in->at; i < in->n && (blank || quoted || !is_line_end(in->s[i])); i++) {
        const char c = in->s[i];
        quoted = quoted != (c == '"');
        blank = blank && (c == ' ' || is_line_end(c));
        for (size_t k = 0; k < sizeof separators; k++) {
            counts[k] += !quoted && c == separators[k];
        }
    }
    size_t most = 0;
    for (size_t k = 1; k < sizeof separators; k++) {
        most = counts[k] > counts[most] ? k : most;
    }
    return separators[most];
}

/* Past one LF, CR or CR LF. */
static void skip_line_end(rsd_csv *in)
{
    if (in->s[in->at] == '\r' && in->at + 1 < in->n && in->s[in->at + 1] == '\n') {
        in->at++;
    }
    in->at++;
    in->line++;
}

static rsd_status end_field(rsd_csv *in)
{
    if (RSD_GROW(in->ends, in->field_cap, in->field_count + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    in->ends[in->field_count++] = in->text.len;
    return RSD_OK;
}

/* Reads the field in quotes that begins at in->at. *problem says why it cannot be one. */
static rsd_status read_quoted(rsd_csv *in, const char **problem)
{
    in->at++;
    for (;;) {
        const char *quote = in->at < in->n ? memchr(in->s + in->at, '"', in->n - in->at) : NULL;
        if (quote == NULL) {
            in->open_quote = true;
            *problem = "a field opens with a quotation mark that is never closed";
            return RSD_OK;
        }
        size_t stop = (size_t)(quote - in->s);
        for (size_t i = in->at; i < stop; i++) {
            if (in->s[i] == '\n' || (in->s[i] == '\r' && in->s[i + 1] != '\n')) {
                in->line++;
            }
        }
        bool doubled = stop + 1 < in->n && in->s[stop + 1] == '"';
        if (rsd_buf_add(&in->text, in->s + in->at, stop - in->at + (doubled ? 1 : 0)) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        in->at = stop + (doubled ? 2 : 1);
        if (!doubled) {
            break;
        }
    }
    while (in->at < in->n && is_padding(in, in->s[in->at])) {
        in->at++;
    }
    if (in->at < in->n && in->s[in->at] != in->separator && !is_line_end(in->s[in->at])) {
        *problem = "there is text after the closing quotation mark of a field (a quotation mark "
                   "inside quotation marks is written twice)";
    }
    return RSD_OK;
}

static rsd_status read_field(rsd_csv *in, const char **problem)
{
    size_t first = in->at;
    while (first < in->n && is_padding(in, in->s[first])) {
        first++;
    }
    if (first < in->n && in->s[first] == '"') {
        in->at = first;
        return read_quoted(in, problem);
    }
    size_t stop = in->at;
    while (stop < in->n && in->s[stop] != in->separator && !is_line_end(in->s[stop])) {
        stop++;
    }
    rsd_status status = rsd_buf_add(&in->text, in->s + in->at, stop - in->at);
    in->at = stop;
    return status;
}

/* Reads the record that begins at in->at, which is before the end. Where *problem is set, in->at
 * stands at the line after the one on which the record began. */
static rsd_status read_record(rsd_csv *in, const char **problem)
{
    *problem = NULL;
    in->open_quote = false;
    in->text.len = 0;
    in->field_count = 0;
    in->record_line = in->line;
    in->record_at = in->at;
    for (;;) {
        rsd_status status = read_field(in, problem);
        if (status == RSD_OK && *problem == NULL) {
            status = end_field(in);
        }
        if (status != RSD_OK) {
            return status;
        }
        if (*problem != NULL) {
            in->at = in->record_at;
            in->line = in->record_line;
            while (in->at < in->n && !is_line_end(in->s[in->at])) {
                in->at++;
            }
        }
        if (in->at == in->n) {
            return RSD_OK;
        }
        if (is_line_end(in->s[in->at])) {
            skip_line_end(in);
            return RSD_OK;
        }
        in->at++; /* the separator */
    }
}

/* ---- The window ---- */

/* Lets go of what was read and looks at more. */
static rsd_status look_further(rsd_csv *in)
{
    rsd_buf *window = &in->window;
    const size_t kept = in->n - in->at;
    if (in->at > 0 && kept > 0) {
        memmove(window->data, window->data + in->at, kept);
    }
    window->len = kept;
    in->base += in->at;
    in->at = 0;
    const size_t more = kept < WINDOW ? WINDOW : kept;
    if (rsd_buf_reserve(window, more) != RSD_OK) {
        return rsd_fail_nomem(in->err);
    }
    size_t got = 0;
    rsd_status status = rsd_input_read(in->input, window->data + window->len, more, &got, in->err);
    window->len += got;
    in->s = window->data;
    in->n = window->len;
    in->ended = status == RSD_OK && got == 0;
    return status;
}

/* Decides what the bytes are encoded in; if that is not UTF-8, all are decoded. */
static rsd_status decode(rsd_csv *in)
{
    const rsd_encoding encoding = rsd_encoding_of(in->s, in->n);
    in->decoding.encoding = encoding;
    if (encoding == RSD_ENCODING_UTF_8) {
        return RSD_OK;
    }
    rsd_status status = RSD_OK;
    if (in->input != NULL) {
        status = rsd_input_all(in->input, RSD_MAX_ENCODED, &in->window, in->err);
        in->s = in->window.data;
        in->n = in->window.len;
        in->ended = true;
    }
    if (status == RSD_OK) {
        status = rsd_decode(encoding, in->s, in->n, &in->decoded, &in->decoding, in->err);
    }
    if (status == RSD_OK) {
        in->s = in->decoded.data;
        in->n = in->decoded.len;
        status = rsd_warn_of_decoding(in->sink, in->err, in->name, &in->decoding, in->s);
    }
    return status;
}

static rsd_status begin(rsd_csv *in)
{
    rsd_status status = decode(in);
    if (status == RSD_OK) {
        in->at = in->n >= 3 && memcmp(in->s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        in->line = 1;
        in->separator = find_separator(in);
    }
    return status;
}

rsd_status rsd_csv_open_bytes(rsd_csv *csv, const char *bytes, size_t n)
{
    csv->s = bytes;
    csv->n = n;
    csv->ended = true;
    return begin(csv);
}

rsd_status rsd_csv_open(rsd_csv *csv, rsd_input *input)
{
    csv->input = input;
    rsd_status status = look_further(csv);
    return status == RSD_OK ? begin(csv) : status;
}

void rsd_csv_free(rsd_csv *csv)
{
    rsd_buf_free(&csv->window);
    rsd_buf_free(&csv->decoded);
    rsd_decoding_free(&csv->decoding);
    rsd_buf_free(&csv->text);
    rsd_free(csv->ends);
}

/* ---- Records ---- */

const char *rsd_csv_field(const rsd_csv *in, size_t i, size_t *n)
{
    *n = 0;
    if (i >= in->field_count || in->text.data == NULL) {
        return "";
    }
    size_t start = i == 0 ? 0 : in->ends[i - 1];
    size_t end = in->ends[i];
    rsd_trim(in->text.data, &start, &end);
    *n = end - start;
    return in->text.data + start;
}

size_t rsd_csv_filled(const rsd_csv *in)
{
    size_t count = in->field_count;
    size_t n = 0;
    while (count > 0 && n == 0) {
        rsd_csv_field(in, count - 1, &n);
        count -= n == 0 ? 1 : 0;
    }
    return count;
}

/* A place in s as one in the file. */
static uint64_t place_in_file(const rsd_csv *in, size_t at)
{
    uint32_t start = (uint32_t)at;
    uint32_t end;
    if (in->decoding.encoding == RSD_ENCODING_UTF_8) {
        return in->base + at;
    }
    rsd_decoding_to_source(&in->decoding, start, start, &start, &end);
    return start;
}

uint64_t rsd_csv_place(const rsd_csv *in)
{
    return place_in_file(in, in->record_at);
}

rsd_status rsd_csv_warn(rsd_csv *in, bool skipped, const char *message)
{
    if (in->warnings >= MOST_WARNINGS) {
        in->untold++;
        return RSD_OK;
    }
    in->warnings++;
    return rsd_warn(in->sink, in->err, in->kind, in->name, in->record_line, rsd_csv_place(in),
                    skipped, "%s", message);
}

static rsd_status tell_untold(rsd_csv *in)
{
    const size_t untold = in->untold;
    in->untold = 0;
    return untold == 0 ? RSD_OK
                       : rsd_warn(in->sink, in->err, in->kind, in->name, 0, RSD_NO_OFFSET, true,
                                  "%zu more rows are not as they should be", untold);
}

/* Reads a record, and as much of the input as that takes. */
static rsd_status read_whole(rsd_csv *in, const char **problem)
{
    const uint64_t line = in->line;
    for (;;) {
        const size_t start = in->at;
        if (read_record(in, problem) != RSD_OK) {
            return rsd_fail_nomem(in->err);
        }
        const bool reached_end = in->at == in->n || in->open_quote;
        if (in->ended || !reached_end || (in->open_quote && in->n - start > 2 * RSD_MAX_SOURCE)) {
            return RSD_OK;
        }
        if (in->n - start > 2 * RSD_MAX_SOURCE) {
            return rsd_fail(in->err, RSD_ERR_LIMIT, NULL, line, RSD_NO_OFFSET,
                            "a row is larger than any article may be; the rest is left out");
        }
        in->at = start;
        in->line = line;
        rsd_status status = look_further(in);
        if (status != RSD_OK) {
            return status;
        }
    }
}

/* Warns of a byte of the record. */
static rsd_status warn_of_byte(rsd_csv *in, size_t at, const char *kind, const char *message)
{
    const char *record = in->s + in->record_at;
    return rsd_warn(in->sink, in->err, kind, in->name,
                    in->record_line - 1 + rsd_line_at(record, at),
                    place_in_file(in, in->record_at + at), false, "%s", message);
}

/* Warns, once of each, of bytes that are not UTF-8 and of NULs. */
static rsd_status warn_of_bytes(rsd_csv *in)
{
    const char *record = in->s + in->record_at;
    const size_t n = in->at - in->record_at;
    const size_t bad = in->told_bad ? n : rsd_utf8_check(record, n);
    const char *nul = in->told_nul ? NULL : memchr(record, '\0', n);
    rsd_status status = RSD_OK;
    if (bad < n) {
        in->told_bad = true;
        status = warn_of_byte(in, bad, "invalid_utf8",
                              "is not UTF-8 here; such bytes are shown as U+FFFD");
    }
    if (status == RSD_OK && nul != NULL) {
        in->told_nul = true;
        status = warn_of_byte(in, (size_t)(nul - record), "nul_byte",
                              "has a NUL byte here; such bytes are shown as U+FFFD");
    }
    return status;
}

rsd_status rsd_csv_next(rsd_csv *in, bool *more)
{
    *more = false;
    for (;;) {
        if (in->at == in->n && !in->ended) {
            rsd_status status = look_further(in);
            if (status != RSD_OK) {
                return status;
            }
            continue;
        }
        if (in->at == in->n) {
            return tell_untold(in);
        }
        const char *problem;
        rsd_status status = read_whole(in, &problem);
        if (status == RSD_OK) {
            status = problem != NULL ? rsd_csv_warn(in, true, problem) : warn_of_bytes(in);
        }
        *more = problem == NULL && rsd_csv_filled(in) > 0;
        if (status != RSD_OK || *more || (problem != NULL && !in->has_begun)) {
            in->has_begun = true;
            return status;
        }
    }
}

/* ---- The header ---- */

size_t rsd_csv_column(const rsd_csv_header *header, const char *name)
{
    for (size_t i = 0; i < header->len; i++) {
        if (header->names[i] != NULL && strcasecmp(header->names[i], name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

rsd_status rsd_csv_read_header(rsd_csv *in, rsd_csv_header *header, bool *taken)
{
    *taken = in->field_count <= MOST_COLUMNS;
    if (!*taken) {
        return rsd_csv_warn(in, true, "the header names more than the 1000 columns that are taken");
    }
    if (RSD_GROW(header->names, header->cap, in->field_count) != RSD_OK) {
        return rsd_fail_nomem(in->err);
    }
    for (size_t i = 0; i < in->field_count; i++) {
        size_t n;
        const char *text = rsd_csv_field(in, i, &n);
        char *name = (char *)rsd_copy_text(&header->arena, text, n);
        if (name == NULL) {
            return rsd_fail_nomem(in->err);
        }
        for (char *c = name; *c != '\0'; c++) {
            *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        }
        const bool twice = *name != '\0' && rsd_csv_column(header, name) != SIZE_MAX;
        header->names[header->len++] = *name == '\0' || twice ? NULL : name;
        if (twice) {
            char message[160];
            snprintf(message, sizeof message, "two columns are called \"%.80s\"; the first is used",
                     name);
            rsd_status status = rsd_csv_warn(in, false, message);
            if (status != RSD_OK) {
                return status;
            }
        }
    }
    return RSD_OK;
}

rsd_status rsd_csv_fits(rsd_csv *in, const rsd_csv_header *header, bool *fits)
{
    const size_t filled = rsd_csv_filled(in);
    char message[192];
    *fits = filled <= header->len;
    if (!*fits) {
        snprintf(message, sizeof message,
                 "the row has %zu fields where the header has %zu (a field with a comma must stand "
                 "in quotation marks); it is left out",
                 filled, header->len);
        return rsd_csv_warn(in, true, message);
    }
    if (in->field_count < header->len) {
        snprintf(message, sizeof message,
                 "the row has %zu fields where the header has %zu; the rest is absent",
                 in->field_count, header->len);
        return rsd_csv_warn(in, false, message);
    }
    return RSD_OK;
}

void rsd_csv_header_free(rsd_csv_header *header)
{
    rsd_arena_free(&header->arena);
    rsd_free(header->names);
}
