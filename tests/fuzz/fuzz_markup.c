/* Any bytes as marked text: no crash, and marks lie within the text. */
#include "base/markup.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dl_arena arena = {0};
    dl_markup markup;
    if (size && dl_markup_parse((dl_str){(const char *)data + 1, size - 1},
                                data[0] & 1 ? DL_MARKUP_BARE : DL_MARKUP_TYPED, &arena,
                                &markup, NULL, NULL))
        for (size_t i = 0; i < markup.marks.count; i++) {
            dl_markup_mark *mark = &markup.marks.items[i];
            dl_str name, value;
            if (mark->start >= mark->end || mark->end > markup.text.len) __builtin_trap();
            if (!mark->type.at) dl_markup_split(mark, data[0] & 2, &arena);
            while (dl_markup_field(&mark->fields, &arena, &name, &value)) {
            }
        }
    dl_arena_free(&arena);
    return 0;
}
