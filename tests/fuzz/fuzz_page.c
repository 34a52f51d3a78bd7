/* fuzz_page.c - any bytes as a page of HTML: a text comes of it, or a reason. */
#include "input/page.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 1 << 16 };

static void require(bool fact) {
    if (!fact) abort();
}

static bool is_utf8(dl_str text) {
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.at[i++];
        int tails = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        if ((c >= 0x80 && c < 0xC2) || c > 0xF4) return false;
        while (tails--)
            if (i == text.len || ((unsigned char)text.at[i++] & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static void check_text(const char *text) {
    require(!text || (*text && is_utf8(dl_str_from(text))));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dl_arena arena = {0};
    dl_page page;
    const char *why;
    if (size > LONGEST) return 0;
    if (dl_page_read((dl_str){(const char *)data, size}, &arena, &page, &why)) {
        require(is_utf8(page.text) && page.text.len <= 4 * size + 1024);
        check_text(page.title);
        check_text(page.author);
        check_text(page.address);
        require(!page.date || strlen(page.date) == 10);
    } else {
        require(why && *why);
    }
    dl_arena_free(&arena);
    return 0;
}
