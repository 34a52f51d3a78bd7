/* fuzz_ndjson.c - any bytes as an input: as found, as NDJSON, and parted in every way.
 *
 * Each article must stand within its bounds, with its zero bytes behind it, and what is
 * no article must be counted. */
#include "dateline.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PADDING = 64, LIMIT = 1000 };

static void on_report(const dateline_error *err, void *user) {
    char text[64]; /* shorter than most messages, on purpose */
    size_t *problems = user;
    dateline_error_text(err, true, text, sizeof text);
    if (err->status == DATELINE_OK || !err->message[0]) abort();
    if (!err->warning) (*problems)++;
}

static void check(const dateline_document *article) {
    static const char zero[PADDING];
    unsigned sum = 0; /* reads every byte, so that ASan sees each */
    for (size_t i = 0; i < article->len; i++)
        sum += (unsigned char)article->text[i];
    if (sum > 255 * article->len ||
        memcmp(article->text + article->len, zero, PADDING) != 0)
        abort();
    if (!article->id || !article->source || !article->date != !article->date_from)
        abort();
    if (article->date && strlen(article->date) != 10) abort();
    if (article->raw && article->len > LIMIT) abort();
}

static void read_all(const char *path, dateline_input_options options) {
    size_t problems = 0;
    dateline_document article;
    options.size = sizeof options;
    options.max_bytes = LIMIT;
    options.report = on_report;
    options.user = &problems;
    dateline_input *input = dateline_input_open(&path, 1, &options, NULL);
    if (!input) abort();
    while (dateline_input_next(input, &article))
        check(&article);
    if (dateline_input_problems(input) != problems) abort();
    dateline_input_free(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    static int file = -1;
    if (file < 0) file = memfd_create("fuzz", 0);
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, bytes, len, 0) != (ssize_t)len)
        return 0;
    char path[32] = "/proc/self/fd/";
    size_t end = strlen(path);
    if (file >= 10) path[end++] = (char)('0' + file / 10);
    path[end++] = (char)('0' + file % 10);
    path[end] = '\0';
    read_all(path, (dateline_input_options){0});
    read_all(path, (dateline_input_options){.format = "ndjson"});
    read_all(path, (dateline_input_options){.null_separated = true});
    read_all(path, (dateline_input_options){.separator = "=="});
    return 0;
}
