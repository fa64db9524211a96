/* sections_read.c: reading a file of sections, of which nothing is trusted. */
#include "base/worker.h"
#include "store/sections_int.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

static rsd_status damaged_at(const rsd_sections *s, uint64_t offset, const char *what,
                             rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_CORRUPT, s->path, 0, offset, "%s", what);
}

rsd_status rsd_sections_damaged(const rsd_sections *sections, const void *place, const char *what,
                                rsd_error *err)
{
    const uintptr_t at = (uintptr_t)place - (uintptr_t)sections->map;
    return damaged_at(sections, at < sections->size ? at : RSD_NO_OFFSET, what, err);
}

static rsd_status map_file(rsd_sections *s, const rsd_seal *seal, rsd_error *err)
{
    int fd = open(s->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return rsd_fail(err, errno == ENOENT ? RSD_ERR_NOT_FOUND : RSD_ERR_IO, s->path, 0,
                        RSD_NO_OFFSET, "cannot open: %s", strerror(errno));
    }
    rsd_status status = RSD_OK;
    struct stat st;
    if (fstat(fd, &st) != 0) {
        status = rsd_fail(err, RSD_ERR_IO, s->path, 0, RSD_NO_OFFSET, "cannot read: %s",
                          strerror(errno));
    } else if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size != seal->size) {
        status =
            rsd_fail(err, RSD_ERR_CORRUPT, s->path, 0, RSD_NO_OFFSET,
                     "has %jd bytes; %" PRIu64 " were written", (intmax_t)st.st_size, seal->size);
    } else if (seal->size < sizeof(rsd_file_header) + sizeof(rsd_file_trailer)) {
        status = damaged_at(s, 0, "is too short", err);
    }
    if (status == RSD_OK) {
        void *map = mmap(NULL, (size_t)seal->size, PROT_READ, MAP_SHARED, fd, 0);
        if (map == MAP_FAILED) {
            status = rsd_fail(err, RSD_ERR_IO, s->path, 0, RSD_NO_OFFSET, "cannot be mapped: %s",
                              strerror(errno));
        } else {
            s->map = map;
            s->size = (size_t)seal->size;
        }
    }
    close(fd);
    return status;
}

/* Finds the checksums and the table, and verifies them. */
static rsd_status read_end(rsd_sections *s, const char *magic, const rsd_seal *seal, rsd_error *err)
{
    const uint64_t end = s->size - sizeof(rsd_file_trailer);
    rsd_file_trailer trailer;
    memcpy(&trailer, s->map + end, sizeof trailer);
    if (memcmp(trailer.magic, magic, sizeof trailer.magic) != 0 ||
        trailer.checksum != seal->checksum) {
        return damaged_at(s, end, "is not the file that was written", err);
    }
    const uint64_t sums_size = rsd_block_count(trailer.data_end) * sizeof *s->sums;
    const uint64_t table_size = trailer.section_count * sizeof(rsd_section_entry);
    if (trailer.data_end > end || trailer.data_end % RSD_SECTION_ALIGN != 0 ||
        trailer.section_count > RSD_SECTIONS_MOST ||
        trailer.data_end + sums_size + table_size != end) {
        return damaged_at(s, end, "has an end that makes no sense", err);
    }
    XXH3_state_t *state = XXH3_createState();
    if (state == NULL) {
        return rsd_fail_nomem(err);
    }
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, s->map + trailer.data_end, (size_t)(sums_size + table_size));
    XXH3_64bits_update(state, &trailer, offsetof(rsd_file_trailer, checksum));
    const uint64_t checksum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    if (checksum != trailer.checksum) {
        return damaged_at(s, trailer.data_end, "its table of sections is damaged", err);
    }
    if (trailer.version != RSD_SECTIONS_VERSION) {
        return rsd_fail(err, RSD_ERR_INVALID, s->path, 0, end,
                        "is of version %" PRIu32 "; this program reads %d", trailer.version,
                        (int)RSD_SECTIONS_VERSION);
    }
    s->data_end = trailer.data_end;
    s->sums = (const uint64_t *)(const void *)(s->map + trailer.data_end);
    s->table = s->map + trailer.data_end + sums_size;
    s->section_count = trailer.section_count;
    return RSD_OK;
}

/* No block is verified yet. */
static rsd_status forget_verified(rsd_sections *s, rsd_error *err)
{
    const size_t size = (size_t)(rsd_block_count(s->data_end) / 64 + 1) * sizeof *s->verified;
    s->verified = rsd_alloc(size);
    if (s->verified == NULL) {
        return rsd_fail_nomem(err);
    }
    memset(s->verified, 0, size);
    return RSD_OK;
}

rsd_status rsd_sections_open(rsd_sections *sections, const char *path, const char *magic,
                             const rsd_seal *seal, rsd_error *err)
{
    const size_t path_size = strlen(path) + 1;
    *sections = (rsd_sections){.path = rsd_alloc(path_size)};
    if (sections->path == NULL) {
        return rsd_fail_nomem(err);
    }
    memcpy(sections->path, path, path_size);
    rsd_status status = map_file(sections, seal, err);
    if (status == RSD_OK) {
        status = read_end(sections, magic, seal, err);
    }
    if (status == RSD_OK) {
        status = forget_verified(sections, err);
    }
    if (status == RSD_OK) {
        status = rsd_sections_verify(sections, sections->map, sizeof(rsd_file_header), err);
    }
    if (status != RSD_OK) {
        rsd_sections_close(sections);
    }
    return status;
}

rsd_status rsd_sections_find(const rsd_sections *sections, rsd_section_id id, size_t item_size,
                             const void **items, size_t *count, rsd_error *err)
{
    *items = NULL;
    *count = 0;
    const rsd_section_entry *table = sections->table;
    for (uint32_t i = 0; i < sections->section_count; i++) {
        const rsd_section_entry *entry = &table[i];
        if (entry->id != (uint32_t)id) {
            continue;
        }
        if (entry->start > sections->data_end || entry->size > sections->data_end - entry->start ||
            entry->start % RSD_SECTION_ALIGN != 0 || entry->size % item_size != 0) {
            return damaged_at(sections, entry->start, "has a section that makes no sense", err);
        }
        *items = sections->map + entry->start;
        *count = (size_t)entry->size / item_size;
        return RSD_OK;
    }
    return RSD_OK;
}

/* Is a stretch of the file still there? To look at what somebody has cut off since it was mapped
 * would end the program; older systems cannot tell. */
static bool is_there(const rsd_sections *s, uint64_t start, uint64_t end)
{
#ifdef MADV_POPULATE_READ
    const uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    const uint64_t from = start - start % page;
    void *place = (void *)(uintptr_t)(s->map + from);
    return madvise(place, (size_t)(end - from), MADV_POPULATE_READ) == 0 || errno != EFAULT;
#else
    (void)s;
    (void)start;
    (void)end;
    return true;
#endif
}

static bool is_block_whole(const rsd_sections *s, uint64_t block)
{
    const uint64_t start = block * RSD_BLOCK_SIZE;
    const uint64_t sum = (uint64_t)((const unsigned char *)&s->sums[block] - s->map);
    const uint64_t left = s->data_end - start;
    const size_t n = left < RSD_BLOCK_SIZE ? (size_t)left : (size_t)RSD_BLOCK_SIZE;
    return is_there(s, start, start + n) && is_there(s, sum, sum + sizeof *s->sums) &&
           XXH3_64bits(s->map + start, n) == s->sums[block];
}

rsd_status rsd_sections_verify(const rsd_sections *sections, const void *place, size_t n,
                               rsd_error *err)
{
    if (n == 0 || sections->verified == NULL) {
        return n == 0 ? RSD_OK : damaged_at(sections, 0, "is not open", err);
    }
    const uint64_t start = (uint64_t)((const unsigned char *)place - sections->map);
    const uint64_t last = (start + n - 1) / RSD_BLOCK_SIZE;
    for (uint64_t block = start / RSD_BLOCK_SIZE; block <= last; block++) {
        uint64_t *word = &sections->verified[block / 64]; /* threads read one file */
        const uint64_t bit = UINT64_C(1) << block % 64;
        if ((__atomic_load_n(word, __ATOMIC_RELAXED) & bit) != 0) {
            continue;
        }
        if (!is_block_whole(sections, block)) {
            return damaged_at(sections, block * RSD_BLOCK_SIZE,
                              "is damaged: the checksum of a block is another", err);
        }
        __atomic_fetch_or(word, bit, __ATOMIC_RELAXED);
        rsd_scratch_passed(sections->scratch, RSD_BLOCK_SIZE);
    }
    return RSD_OK;
}

size_t rsd_sections_check(const rsd_sections *sections, uint64_t *first)
{
    size_t bad = 0;
    const uint64_t count = rsd_block_count(sections->data_end);
    for (uint64_t block = 0; block < count && !rsd_interrupted; block++) {
        if (!is_block_whole(sections, block) && bad++ == 0) {
            *first = block * RSD_BLOCK_SIZE;
        }
    }
    return bad;
}

rsd_status rsd_sections_join(rsd_sections *sections, rsd_scratch *scratch, rsd_error *err)
{
    sections->scratch = scratch;
    return rsd_scratch_mind(scratch, sections->map, sections->size, err);
}

void rsd_sections_leave(rsd_sections *sections)
{
    rsd_scratch_forget(sections->scratch, sections->map);
    sections->scratch = NULL;
}

void rsd_sections_release(const rsd_sections *sections)
{
    madvise((void *)(uintptr_t)sections->map, sections->size, MADV_DONTNEED);
}

void rsd_sections_close(rsd_sections *sections)
{
    rsd_sections_leave(sections);
    if (sections->map != NULL) {
        munmap((void *)(uintptr_t)sections->map, sections->size);
    }
    rsd_free(sections->path);
    rsd_free(sections->verified);
    *sections = (rsd_sections){0};
}
