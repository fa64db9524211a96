/* sections_write.c: writing a file of sections, block by block. */
#include "store/sections_int.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

struct rsd_writer {
    char *path;
    int fd;
    rsd_scratch *scratch;
    rsd_error failure; /* status RSD_OK as long as all is well */
    char magic[8];
    uint64_t written; /* whole blocks */
    size_t filled;    /* bytes of block */
    rsd_section_entry table[RSD_SECTIONS_MOST];
    uint32_t section_count;
    uint64_t *sums;
    size_t sum_count, sum_cap;
    unsigned char block[RSD_BLOCK_SIZE];
};

static void fail_errno(rsd_writer *w, const char *what)
{
    rsd_fail(&w->failure, RSD_ERR_IO, w->path, 0, RSD_NO_OFFSET, "%s: %s", what, strerror(errno));
}

rsd_status rsd_writer_new(rsd_writer **writer, const char *path, const char *magic,
                          rsd_scratch *scratch, rsd_error *err)
{
    rsd_writer *w = rsd_alloc(sizeof *w);
    const size_t path_size = strlen(path) + 1;
    char *copy = rsd_alloc(path_size);
    if (w == NULL || copy == NULL) {
        rsd_free(w);
        rsd_free(copy);
        return rsd_fail_nomem(err);
    }
    memset(w, 0, offsetof(rsd_writer, block));
    w->path = memcpy(copy, path, path_size);
    memcpy(w->magic, magic, sizeof w->magic);
    w->scratch = scratch;
    w->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (w->fd < 0) {
        rsd_status status =
            rsd_fail(err, RSD_ERR_IO, path, 0, RSD_NO_OFFSET, "cannot create: %s", strerror(errno));
        rsd_free(w->path);
        rsd_free(w);
        return status;
    }
    rsd_file_header header = {.version = RSD_SECTIONS_VERSION};
    memcpy(header.magic, magic, sizeof header.magic);
    rsd_writer_put(w, &header, sizeof header);
    *writer = w;
    return RSD_OK;
}

static void write_bytes(rsd_writer *w, const void *bytes, size_t n)
{
    if (w->failure.status == RSD_OK && !rsd_write_all(w->fd, bytes, n)) {
        fail_errno(w, "cannot write");
    }
}

/* Has the system begin to write what there is, so that less is to be waited for at the end, and
 * lets go of what it was made of. */
static void pass_on(const rsd_writer *w)
{
    enum { SOME = 64 * RSD_BLOCK_SIZE };
    const uint64_t end = w->written + w->filled;
    if (end % SOME == 0) {
        sync_file_range(w->fd, (off_t)(end - SOME), SOME, SYNC_FILE_RANGE_WRITE);
        rsd_scratch_ease(w->scratch);
    }
}

static void flush_block(rsd_writer *w)
{
    if (w->failure.status == RSD_OK && RSD_GROW(w->sums, w->sum_cap, w->sum_count + 1) != RSD_OK) {
        rsd_fail_nomem(&w->failure);
    }
    if (w->failure.status == RSD_OK) {
        w->sums[w->sum_count++] = XXH3_64bits(w->block, w->filled);
        write_bytes(w, w->block, w->filled);
        pass_on(w);
    }
    w->written += w->filled;
    w->filled = 0;
}

void rsd_writer_put(rsd_writer *writer, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    while (n > 0) {
        const size_t room = RSD_BLOCK_SIZE - writer->filled;
        const size_t some = n < room ? n : room;
        memcpy(writer->block + writer->filled, at, some);
        writer->filled += some;
        at += some;
        n -= some;
        if (writer->filled == RSD_BLOCK_SIZE) {
            flush_block(writer);
        }
    }
}

static uint64_t end_of(const rsd_writer *w)
{
    return w->written + w->filled;
}

/* Notes how large the section is that was written last. */
static void end_section(rsd_writer *w)
{
    if (w->section_count > 0) {
        rsd_section_entry *entry = &w->table[w->section_count - 1];
        entry->size = end_of(w) - entry->start;
    }
}

void rsd_writer_begin(rsd_writer *writer, rsd_section_id id)
{
    static const char zeros[RSD_SECTION_ALIGN];
    end_section(writer);
    const uint64_t end = end_of(writer);
    rsd_writer_put(writer, zeros,
                   (RSD_SECTION_ALIGN - end % RSD_SECTION_ALIGN) % RSD_SECTION_ALIGN);
    writer->table[writer->section_count++] =
        (rsd_section_entry){.id = (uint32_t)id, .start = end_of(writer)};
}

uint64_t rsd_writer_tell(const rsd_writer *writer)
{
    return end_of(writer) - writer->table[writer->section_count - 1].start;
}

static void write_end(rsd_writer *w, rsd_seal *seal)
{
    static const char zeros[RSD_SECTION_ALIGN];
    end_section(w);
    rsd_writer_put(w, zeros,
                   (RSD_SECTION_ALIGN - end_of(w) % RSD_SECTION_ALIGN) % RSD_SECTION_ALIGN);
    rsd_file_trailer trailer = {
        .data_end = end_of(w), .section_count = w->section_count, .version = RSD_SECTIONS_VERSION};
    memcpy(trailer.magic, w->magic, sizeof trailer.magic);
    if (w->filled > 0) {
        flush_block(w);
    }
    const size_t sums_size = w->sum_count * sizeof *w->sums;
    const size_t table_size = w->section_count * sizeof *w->table;
    XXH3_state_t *state = XXH3_createState();
    if (state == NULL) {
        rsd_fail_nomem(&w->failure);
        return;
    }
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, w->sums, sums_size);
    XXH3_64bits_update(state, w->table, table_size);
    XXH3_64bits_update(state, &trailer, offsetof(rsd_file_trailer, checksum));
    trailer.checksum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    write_bytes(w, w->sums, sums_size);
    write_bytes(w, w->table, table_size);
    write_bytes(w, &trailer, sizeof trailer);
    *seal = (rsd_seal){.size = trailer.data_end + sums_size + table_size + sizeof trailer,
                       .checksum = trailer.checksum};
}

static void free_writer(rsd_writer *w)
{
    rsd_free(w->sums);
    rsd_free(w->path);
    rsd_free(w);
}

rsd_status rsd_writer_finish(rsd_writer *writer, rsd_seal *seal, rsd_error *err)
{
    write_end(writer, seal);
    if (writer->failure.status == RSD_OK && fsync(writer->fd) != 0) {
        fail_errno(writer, "cannot be made safe on disk");
    }
    if (close(writer->fd) != 0 && writer->failure.status == RSD_OK) {
        fail_errno(writer, "cannot write");
    }
    const rsd_status status = writer->failure.status;
    if (status != RSD_OK) {
        unlink(writer->path);
        if (err != NULL) {
            *err = writer->failure;
        }
    }
    free_writer(writer);
    return status;
}

void rsd_writer_abort(rsd_writer *writer)
{
    if (writer != NULL) {
        close(writer->fd);
        unlink(writer->path);
        free_writer(writer);
    }
}
