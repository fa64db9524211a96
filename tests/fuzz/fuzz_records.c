/* fuzz_records.c: any bytes as JSON Lines and as JSON. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as("f.jsonl", data, size);
    read_as("f.json", data, size);
    return 0;
}
