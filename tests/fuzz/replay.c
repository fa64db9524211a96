/* replay.c: gives every file named on the command line to the fuzz target it is linked with. */
#include "fuzz.h"

static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        return 1;
    }
    /* The end of the room is the end of the input, so that reading past it is seen. */
    uint8_t *data = NULL;
    long size = -1;
    if (fseek(f, 0, SEEK_END) == 0) {
        size = ftell(f);
    }
    rewind(f);
    int failed = size < 0;
    if (!failed) {
        data = malloc(size > 0 ? (size_t)size : 1);
        failed = data == NULL || fread(data, 1, (size_t)size, f) != (size_t)size;
    }
    fclose(f);
    if (failed) {
        fprintf(stderr, "%s: cannot be read\n", path);
    } else {
        LLVMFuzzerTestOneInput(data, (size_t)size);
    }
    free(data);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = argc < 2;
    for (int i = 1; i < argc; i++) {
        failed |= replay(argv[i]);
    }
    printf("replay: %d inputs\n", argc - 1);
    return failed;
}
