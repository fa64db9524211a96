/* fuzz_vertical.c: any bytes as CoNLL-U and as VRT. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as("f.conllu", data, size);
    read_as("f.vrt", data, size);
    return 0;
}
