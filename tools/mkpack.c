/* mkpack.c - mkpack FOLDER FILE: writes the pack of the rule files below a folder. */
#include <stdio.h>

#include "match/answers.h"
#include "rules/load.h"

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: mkpack FOLDER FILE\n");
        return 2;
    }
    dl_arena arena = {0};
    dateline_error err = {0};
    dl_str pack;
    if (!dl_pack_make(argv[1], dl_answers_make, &arena, &pack, &err)) {
        char text[1200];
        dateline_error_text(&err, true, text, sizeof text);
        fprintf(stderr, "mkpack: %s\n", text);
        dl_arena_free(&arena);
        return 3;
    }
    FILE *file = fopen(argv[2], "wb");
    bool good = file && fwrite(pack.at, 1, pack.len, file) == pack.len;
    if (file && fclose(file) != 0) good = false;
    if (!good) perror(argv[2]);
    dl_arena_free(&arena);
    return good ? 0 : 3;
}
