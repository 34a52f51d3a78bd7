/* fuzz_reference.c - any bytes as an article: the engine finds the candidates of a
 * reference that tries every rule at every token. */
#include "../reference/reference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 2000 }; /* the reference is slow */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static dateline_rules *rules;
    static reference of;
    if (size > LONGEST) return 0;
    if (!rules) {
        rules = dateline_rules_embedded(NULL);
        of.fast = dateline_scanner_new(rules, NULL, NULL);
        of.slow = dateline_scanner_new(rules, NULL, NULL);
    }
    dateline_document article = {
        .size = sizeof article, .text = (const char *)data, .len = size, .raw = true};
    if (!reference_check(&of, &article) || of.differs[0]) abort();
    return 0;
}
