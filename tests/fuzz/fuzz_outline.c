/* fuzz_outline.c - a pattern, a line break, a text: what PCRE2 matches is foreseen by the
 * pattern's outline. */
#include "../reference/foreseen.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dl_str rest = {(const char *)data, size};
    dl_str pattern = dl_str_split(&rest, '\n');
    dl_arena arena = {0};
    dl_text source, text;
    size_t byte;
    char message[160];
    if (size > LONGEST || !rest.at) return 0;
    /* rule files are valid UTF-8, and so is a normalised text */
    bool good = dl_normalise(pattern.at, pattern.len, true, &arena, &source) &&
                dl_normalise(rest.at, rest.len, true, &arena, &text) &&
                dl_pattern_check(source.norm, true, &byte, message);
    if (good) {
        foreseen f;
        if (foreseen_start(&f, source.norm)) {
            const char *differs = foreseen_differs(&f, text.norm);
            if (differs) {
                fprintf(stderr, "%.*s\n%.*s\n%s\n", (int)source.norm.len, source.norm.at,
                        (int)text.norm.len, text.norm.at, differs);
                abort();
            }
        }
        foreseen_free(&f);
    }
    dl_arena_free(&arena);
    return 0;
}
