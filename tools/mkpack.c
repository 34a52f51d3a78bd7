/* mkpack.c - mkpack FOLDER FILE: writes the pack of the rule files below a folder. */
#include <stdio.h>

#include "rules/load.h"
#include "rules/pack.h"

static bool make(const char *folder, dl_arena *arena, dl_str *out, dateline_error *err) {
    dl_load load = {.paths = &folder, .path_count = 1};
    dateline_rules *rules = dl_rules_load(&load, err);
    bool good = rules && dl_pack_write(rules, arena, out);
    dateline_rules_free(rules);
    return good;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: mkpack FOLDER FILE\n");
        return 2;
    }
    dl_arena arena = {0};
    dateline_error err = {0};
    dl_str pack;
    if (!make(argv[1], &arena, &pack, &err)) {
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
