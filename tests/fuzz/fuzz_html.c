/* fuzz_html.c: any bytes as a page. */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as("f.html", data, size);
    return 0;
}
