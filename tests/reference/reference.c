/* reference.c - runs the comparison of reference.h over articles:
 *
 *     reference PATH... */
#include "reference.h"

#include <stdio.h>

int main(int argc, char **argv) {
    dateline_input *input =
        dateline_input_open((const char *const *)argv + 1, (size_t)argc - 1, NULL, NULL);
    dateline_rules *rules = dateline_rules_embedded(NULL);
    dateline_document article;
    reference of = {.fast = dateline_scanner_new(rules, NULL, NULL),
                    .slow = dateline_scanner_new(rules, NULL, NULL)};
    size_t passed = 0, failed = 0;
    if (!input || !of.fast || !of.slow) return 1;
    while (dateline_input_next(input, &article)) {
        of.differs[0] = '\0';
        if (!reference_check(&of, &article)) return 1;
        passed += !of.differs[0];
        failed += of.differs[0] != '\0';
        if (of.differs[0]) printf("%s: %s\n", article.id, of.differs);
    }
    printf("%zu candidates, %zu attempts of the reference\n", of.candidates, of.attempts);
    printf("%zu passed, %zu failed\n", passed, failed);
    dateline_input_free(input);
    dateline_scanner_free(of.fast);
    dateline_scanner_free(of.slow);
    dateline_rules_free(rules);
    return failed || !passed;
}
