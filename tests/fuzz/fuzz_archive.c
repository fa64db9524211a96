/* fuzz_archive.c: any bytes as an archive; the first says of which kind. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"f.zip",      "f.tar",     "f.tar.gz",
                                        "f.jsonl.gz", "f.txt.zst", "f.txt.xz"};
    if (size > 0) {
        read_as(names[data[0] % (sizeof names / sizeof *names)], data + 1, size - 1);
    }
    return 0;
}
