/* fuzz_text.c: any bytes as a text, perhaps with front matter; its end lies on a line's. */
#include "fuzz_read.h"
#include "read/front.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;
    const size_t end = rsd_front_end(s, size);
    CHECK(end <= size && (end == 0 || end == size || s[end - 1] == '\n'));
    read_as("f.txt", data, size);
    return 0;
}
