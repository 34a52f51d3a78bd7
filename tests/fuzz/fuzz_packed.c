/* fuzz_packed.c - any bytes as an archive, a crawl or a packed file: articles that keep
 * within the limit, or problems that are told, and an end.
 *
 * The bytes come in pieces of a size that the first of them chooses, so that every place
 * where more is waited for is met. */
#include "dateline.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input/nest.h"

enum { LIMIT = 4000, LONGEST = 1 << 16 };

typedef struct piecewise {
    const uint8_t *at;
    size_t left, piece;
} piecewise;

static ssize_t read_piece(void *of, char *out, size_t size, const char **why) {
    piecewise *from = of;
    (void)why;
    if (size > from->piece) size = from->piece;
    if (size > from->left) size = from->left;
    if (size) memcpy(out, from->at, size);
    from->at += size;
    from->left -= size;
    return (ssize_t)size;
}

static void on_report(const dateline_error *err, void *user) {
    (void)user;
    if (err->status == DATELINE_OK || !err->message[0]) abort();
}

static void check(const dateline_document *article) {
    static const char zero[64];
    if (!article->id || !article->source || !article->date != !article->date_from)
        abort();
    if (article->raw && article->len > LIMIT) abort();
    if (memcmp(article->text + article->len, zero, sizeof zero) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static dl_nest nest;
    if (size < 1 || size > LONGEST) return 0;
    piecewise from = {data + 1, size - 1, data[0] ? (size_t)data[0] * 4 : 65536};
    dl_reading reading = {.fields = {"text", "id", "date"},
                          .max_bytes = LIMIT,
                          .report = {.tell = on_report}};
    dateline_document article;
    dl_opening about = {.flow = {read_piece, &from},
                        .name = "fuzz",
                        .file = "fuzz",
                        .id = DL_STR("fuzz")};
    dl_nest_open_flow(&nest, about, &reading);
    while (dl_nest_next(&nest, &reading, &article))
        check(&article);
    dl_nest_free(&nest);
    return 0;
}
