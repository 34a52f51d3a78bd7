/* Any bytes as a rule file: no crash; what is accepted expands to patterns that end, and
 * its canonical layout means the same and stays as it is. */
#include "rules/format.h"
#include "tree_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every table and include is the input itself, from its middle. */
static bool read_half(const char *path, dl_arena *arena, dl_str *out, dateline_error *err,
                      void *user) {
    const dl_str *input = user;
    (void)arena;
    if (input->len % 7 == 0 || strlen(path) > 8)
        return dl_fail_plain(err, DATELINE_ERR_FILE, "no such file");
    *out = dl_str_cut(*input, input->len / 2, input->len);
    return true;
}

/* A table or include that says nothing. */
static bool read_nothing(const char *path, dl_arena *arena, dl_str *out,
                         dateline_error *err, void *user) {
    (void)path, (void)arena, (void)err, (void)user;
    *out = DL_STR("@date none");
    return true;
}

static dl_str meaning(dl_str text, dl_arena *arena) {
    dl_tree tree = {.arena = arena};
    dl_tree_source source = {.read = read_nothing, .alone = true};
    if (!dl_tree_parse(&tree, "r", text, &source)) __builtin_trap();
    return tree_as_text(&tree);
}

static void try_layout(dl_str input) {
    dl_arena arena = {0};
    dl_str once, twice;
    if (dl_format_check("r", input, &arena, NULL, NULL, NULL)) {
        if (!dl_format(input, &arena, &once) || !dl_format(once, &arena, &twice))
            __builtin_trap();
        if (!dl_str_equal(once, twice)) __builtin_trap();
        if (!dl_str_equal(meaning(input, &arena), meaning(once, &arena)))
            __builtin_trap();
    }
    dl_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    try_layout((dl_str){(const char *)data, size});
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
