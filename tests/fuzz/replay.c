/* replay.c - gives a fuzz target the files named, as libFuzzer would, without clang. Each
 * is also given cut in half and to a third, which costs nothing and is often rarer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(size + 1);
    if (!data || fread(data, 1, size, file) != size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    for (size_t part = 1; part <= 3; part++) {
        uint8_t *exact = malloc(size / part + !size); /* so that ASan sees its end */
        for (size_t i = 0; exact && i < size / part; i++)
            exact[i] = data[i];
        LLVMFuzzerTestOneInput(exact, size / part);
        free(exact);
    }
    free(data);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        printf("%s\n", argv[i]); /* the last one named is the one that failed */
        fflush(stdout);
        replay(argv[i]);
    }
    printf("%d passed, 0 failed\n", argc - 1);
    return argc < 2;
}
