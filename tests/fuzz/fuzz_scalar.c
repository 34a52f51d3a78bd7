/* fuzz_scalar.c - any bytes: what looks at 16 or 64 of them at a time sees what its
 * scalar twin sees, from wherever it begins. */
#include "base/arena.h"
#include "text/bytes.h"
#include "text/parts.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BEGINNINGS = 17 };

static void require(bool fact) {
    if (!fact) abort();
}

static void compare_bytes(const char *at, size_t len) {
    dl_tally fast = dl_bytes_tally(at, len), slow = dl_bytes_tally_scalar(at, len);
    require(fast.characters == slow.characters && fast.wide == slow.wide);
    require(dl_bytes_plain(at, len) == dl_bytes_plain_scalar(at, len));
    require(dl_bytes_ascii(at, len) == dl_bytes_ascii_scalar(at, len));
}

static void compare_tokens(const dl_text *fast, const dl_text *slow) {
    require(fast->token_count == slow->token_count);
    for (uint32_t i = 0; i < fast->token_count; i++) {
        const dl_token *a = &fast->tokens[i], *b = &slow->tokens[i];
        require(a->start == b->start && a->len == b->len);
        require(a->kind == b->kind && a->flags == b->flags);
    }
}

static void compare_cutting(const dl_text *text, dl_arena *arena) {
    dl_text fast = *text, slow = *text;
    dl_cuts fast_cuts = {0}, slow_cuts = {0};
    require(dl_tokens_cut(&fast, &fast_cuts, arena));
    require(dl_tokens_cut_scalar(&slow, &slow_cuts, arena));
    compare_tokens(&fast, &slow);
    require(fast_cuts.lines.count == slow_cuts.lines.count);
    for (size_t i = 0; i < fast_cuts.lines.count; i++)
        require(fast_cuts.lines.items[i].first == slow_cuts.lines.items[i].first);
    require(fast_cuts.stops.count == slow_cuts.stops.count);
    for (size_t i = 0; i < fast_cuts.stops.count; i++)
        require(fast_cuts.stops.items[i] == slow_cuts.stops.items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dl_arena arena = {0};
    dl_text text;
    for (size_t skip = 0; skip < BEGINNINGS && skip <= size; skip++) {
        const char *at = (const char *)data + skip;
        compare_bytes(at, size - skip);
        require(dl_normalise(at, size - skip, false, &arena, &text));
        compare_cutting(&text, &arena);
    }
    dl_arena_free(&arena);
    return 0;
}
