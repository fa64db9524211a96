/* fuzz_table.c: any bytes as a table of articles. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as("f.csv", data, size);
    return 0;
}
