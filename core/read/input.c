/* input.c: where readers get their bytes from: a file, memory, or what archive.c unpacks. */
#include "read/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { READ_CHUNK = 256 * 1024 };

static rsd_status read_file(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err)
{
    ssize_t put;
    do {
        put = read(in->fd, room, n);
    } while (put < 0 && errno == EINTR);
    *got = put < 0 ? 0 : (size_t)put;
    if (in->counter != NULL) {
        *in->counter += *got;
    }
    return put < 0 ? rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "cannot be read: %s",
                              strerror(errno))
                   : RSD_OK;
}

static bool seek_file(rsd_input *in, uint64_t offset)
{
    return offset <= INT64_MAX && lseek(in->fd, (off_t)offset, SEEK_SET) == (off_t)offset;
}

static rsd_status read_memory(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err)
{
    (void)err;
    const size_t left = (size_t)in->size - in->at;
    *got = n < left ? n : left;
    if (*got > 0) {
        memcpy(room, in->bytes + in->at, *got);
    }
    in->at += *got;
    return RSD_OK;
}

static bool seek_memory(rsd_input *in, uint64_t offset)
{
    in->at = offset < in->size ? (size_t)offset : (size_t)in->size;
    return true;
}

rsd_input rsd_file_input(int fd, uint64_t size)
{
    return (rsd_input){.read = read_file, .seek = seek_file, .size = size, .fd = fd};
}

rsd_input rsd_memory_input(const char *bytes, size_t n)
{
    return (rsd_input){.read = read_memory, .seek = seek_memory, .size = n, .bytes = bytes};
}

void rsd_input_free(rsd_input *in)
{
    rsd_buf_free(&in->ahead);
}

bool rsd_input_rewind(rsd_input *in)
{
    if (in->seek == NULL || !in->seek(in, 0)) {
        return false;
    }
    in->ahead.len = in->ahead_at = 0;
    in->is_broken = in->is_whole = in->is_told = false;
    return true;
}

/* Reads what was not yet looked at. Where the input is damaged it ends. */
static rsd_status read_on(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err)
{
    *got = 0;
    rsd_status status = in->is_broken ? RSD_OK : in->read(in, room, n, got, err);
    if (status == RSD_ERR_IO) {
        in->is_broken = true;
        in->fault = *err;
        *err = (rsd_error){0};
        *got = 0;
        status = RSD_OK;
    }
    return status;
}

rsd_status rsd_input_resume(rsd_input *in, bool *found, rsd_error *err)
{
    *found = false;
    if (!in->is_broken || in->resume == NULL) {
        return RSD_OK;
    }
    rsd_status status = in->resume(in, found, err);
    if (status == RSD_OK && *found) {
        in->is_broken = in->is_whole = false;
    }
    return status;
}

rsd_status rsd_input_read(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err)
{
    const size_t left = in->ahead.len - in->ahead_at;
    if (left == 0) {
        return read_on(in, room, n, got, err);
    }
    *got = n < left ? n : left;
    memcpy(room, in->ahead.data + in->ahead_at, *got);
    in->ahead_at += *got;
    return RSD_OK;
}

rsd_status rsd_input_peek(rsd_input *in, size_t n, const char **bytes, size_t *got, rsd_error *err)
{
    while (in->ahead.len - in->ahead_at < n) {
        size_t more = n - (in->ahead.len - in->ahead_at);
        if (rsd_buf_reserve(&in->ahead, more) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        rsd_status status = read_on(in, in->ahead.data + in->ahead.len, more, &more, err);
        if (status != RSD_OK) {
            return status;
        }
        if (more == 0) {
            break;
        }
        in->ahead.len += more;
    }
    *got = in->ahead.len - in->ahead_at;
    *got = *got < n ? *got : n;
    *bytes = in->ahead.data == NULL ? "" : in->ahead.data + in->ahead_at;
    return RSD_OK;
}

static rsd_status fail_too_large(rsd_error *err, size_t limit)
{
    return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                    "is larger than the %zu MiB that are taken", limit >> 20);
}

rsd_status rsd_input_all(rsd_input *in, size_t limit, rsd_buf *out, rsd_error *err)
{
    if (in->size > limit) {
        return fail_too_large(err, limit);
    }
    /* One byte more than the size shows the end in one go; a file may also grow meanwhile. */
    size_t chunk = in->size > 0 ? (size_t)in->size + 1 : READ_CHUNK;
    for (;;) {
        if (rsd_buf_reserve(out, chunk) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        size_t got;
        rsd_status status = rsd_input_read(in, out->data + out->len, chunk, &got, err);
        if (status != RSD_OK) {
            return status;
        }
        out->len += got;
        out->data[out->len] = '\0';
        if (out->len > limit) {
            return fail_too_large(err, limit);
        }
        if (got == 0) {
            break;
        }
        chunk = chunk - got > 0 ? chunk - got : READ_CHUNK;
    }
    if (in->is_broken && !in->is_whole) {
        *err = in->fault;
        return RSD_ERR_IO;
    }
    return RSD_OK;
}

/* ---- Lines ---- */

static rsd_status read_more(rsd_lines *lines, rsd_error *err)
{
    rsd_buf *buf = &lines->buf;
    if (lines->at > 0) {
        memmove(buf->data, buf->data + lines->at, buf->len - lines->at);
        buf->len -= lines->at;
        lines->at = 0;
    }
    if (buf->len > 2 * RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "a line is larger than any article may be; the rest is left out");
    }
    if (rsd_buf_reserve(buf, READ_CHUNK) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    size_t got;
    rsd_status status = rsd_input_read(lines->input, buf->data + buf->len, READ_CHUNK, &got, err);
    if (status == RSD_OK) {
        buf->len += got;
        lines->ended = got == 0;
    }
    return status;
}

/* A byte order mark is no part of the first line. */
static void pass_mark(rsd_lines *lines)
{
    if (lines->number == 1 && lines->len >= 3 && memcmp(lines->line, "\xEF\xBB\xBF", 3) == 0) {
        lines->line += 3;
        lines->len -= 3;
        lines->offset += 3;
    }
}

rsd_status rsd_next_line(rsd_lines *lines, bool *more, rsd_error *err)
{
    const char *end = NULL;
    size_t looked = 0; /* bytes of the line that were seen before */
    *more = false;
    for (;;) {
        const size_t left = lines->buf.len - lines->at;
        if (left > looked) {
            end = memchr(lines->buf.data + lines->at + looked, '\n', left - looked);
        }
        if (end != NULL || lines->ended) {
            break;
        }
        looked = left;
        rsd_status status = read_more(lines, err);
        if (status != RSD_OK) {
            return status;
        }
    }
    if (lines->at == lines->buf.len) {
        return RSD_OK;
    }
    lines->line = lines->buf.data + lines->at;
    lines->len = end == NULL ? lines->buf.len - lines->at : (size_t)(end - lines->line);
    const size_t step = lines->len + (end == NULL ? 0 : 1);
    lines->at += step;
    lines->offset = lines->next;
    lines->next += step;
    lines->number++;
    pass_mark(lines);
    if (lines->len > 0 && lines->line[lines->len - 1] == '\r') {
        lines->len--;
    }
    *more = true;
    return RSD_OK;
}

rsd_status rsd_lines_bytes(rsd_lines *lines, uint64_t n, rsd_buf *out, uint64_t *got,
                           rsd_error *err)
{
    *got = 0;
    while (*got < n) {
        const size_t left = lines->buf.len - lines->at;
        if (left == 0 && lines->ended) {
            break;
        }
        if (left == 0) {
            rsd_status status = read_more(lines, err);
            if (status != RSD_OK) {
                return status;
            }
            continue;
        }
        const size_t step = n - *got < left ? (size_t)(n - *got) : left;
        if (out != NULL && rsd_buf_add(out, lines->buf.data + lines->at, step) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        lines->at += step;
        lines->next += step;
        *got += step;
    }
    return RSD_OK;
}

void rsd_lines_free(rsd_lines *lines)
{
    rsd_buf_free(&lines->buf);
}
