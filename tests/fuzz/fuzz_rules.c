/* Any bytes as a rule file: no crash, and what is accepted expands to patterns that end.
 */
#include "rules/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every table and include is the input itself, from its middle. */
static bool read_half(const char *path, dl_arena *arena, dl_str *out, dateline_error *err,
                      void *user) {
    const dl_str *input = user;
    (void)arena;
    if (input->len % 7 == 0 || strlen(path) > 8) return dl_fail_plain(err, DATELINE_ERR_FILE, "no such file");
    *out = dl_str_cut(*input, input->len / 2, input->len);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dl_arena arena = {0};
    dl_str input = {(const char *)data, size};
    dl_tree tree = {.arena = &arena};
    dl_tree_source source = {.read = read_half, .read_user = &input};
    dl_tree_parse(&tree, "a/b.rules", input, &source);
    bool good = dl_tree_check(&tree, &source) && source.errors == 0;
    for (size_t i = 0; good && i < tree.rules.count; i++)
        for (size_t k = 0; k < tree.rules.items[i].matches.count; k++) {
            const dl_tree_match *match = &tree.rules.items[i].matches.items[k];
            dl_expanded out;
            if (!dl_tree_expand(&tree, match->pattern, match->place, &out, &source))
                __builtin_trap();
            for (size_t b = 0; b < out.pattern.len; b++)
                if (out.map[b] >= match->pattern.len) __builtin_trap();
        }
    dl_arena_free(&arena);
    return 0;
}
