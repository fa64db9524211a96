/* fuzz_xml.c: any bytes as TEI or a feed. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as("f.xml", data, size);
    return 0;
}
