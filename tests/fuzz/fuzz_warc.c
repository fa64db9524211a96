/* fuzz_warc.c: any bytes as a web archive. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as("f.warc", data, size);
    return 0;
}
