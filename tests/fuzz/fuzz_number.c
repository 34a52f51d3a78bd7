/* fuzz_number.c - whatever stands in a text, a number that is read must be one in JSON.
 */
#include "value/number.h"

#include <stdlib.h>

static bool is_json_number(const char *text) {
    if (*text == '-') text++;
    if (!dl_is_digit(*text) || (text[0] == '0' && dl_is_digit(text[1]))) return false;
    while (dl_is_digit(*text))
        text++;
    if (*text != '.') return !*text;
    if (!dl_is_digit(*++text)) return false;
    while (dl_is_digit(*text))
        text++;
    return !*text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dl_number number;
    if (!dl_number_read((dl_str){(const char *)data, size}, &number)) return 0;
    dl_arena arena = {0};
    const char *text = dl_number_text(&number, &arena);
    if (!text || !is_json_number(text)) abort();
    (void)dl_number_double(&number);
    dl_arena_free(&arena);
    return 0;
}
