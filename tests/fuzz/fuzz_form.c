/* fuzz_form.c: display and key forms of any bytes, and their maps in both directions. The first
 * byte chooses the layer and the language. */
#include "fuzz.h"

#include "../invariants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const rsd_layer layer = (data[0] & 4) != 0 ? RSD_KEY : RSD_DISPLAY;
    const rsd_lang lang = (rsd_lang)(data[0] % 4);
    const char *s = (const char *)data + 1;
    const size_t n = size - 1;
    check_twice(layer, lang, s, n);
    check_map(layer, lang, s, n);
    return 0;
}
