/* sections_int.h: the bytes that the writer and the reader of sections agree on. */
#ifndef RSD_STORE_SECTIONS_INT_H
#define RSD_STORE_SECTIONS_INT_H

#include "store/sections.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "files are little-endian");

/* The start of a file. */
typedef struct rsd_file_header {
    char magic[8];
    uint32_t version;
    uint32_t zero;
} rsd_file_header;
_Static_assert(sizeof(rsd_file_header) == 16, "on disk");

typedef struct rsd_section_entry {
    uint32_t id;
    uint32_t zero;
    uint64_t start; /* a multiple of RSD_SECTION_ALIGN */
    uint64_t size;
} rsd_section_entry;
_Static_assert(sizeof(rsd_section_entry) == 24, "on disk");

/* The end of a file. Before it stand the checksums of the blocks and the table of sections, which
 * begin at data_end. */
typedef struct rsd_file_trailer {
    uint64_t data_end;
    uint32_t section_count;
    uint32_t version;
    uint64_t checksum; /* of checksums, table, and the trailer up to here */
    char magic[8];
} rsd_file_trailer;
_Static_assert(sizeof(rsd_file_trailer) == 32, "on disk");

enum { RSD_SECTION_ALIGN = 16 };

static inline uint64_t rsd_block_count(uint64_t data_end)
{
    return (data_end + RSD_BLOCK_SIZE - 1) / RSD_BLOCK_SIZE;
}

#endif
