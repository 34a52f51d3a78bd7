/* dateline.c - the public calls on rules, and dateline_scan, which runs the stages in
 * order and reads as the architecture: normalise and segment, match, resolve, value,
 * correct; emit/ writes the result. */
#include "dateline.h"

#include "rules/format.h"
#include "rules/lint.h"
#include "rules/load.h"
#include "rules/pack.h"
#include "run.h"

const char *dateline_version(void) {
    return DATELINE_VERSION;
}

/* ---- rules ---- */

dateline_rules *dateline_rules_embedded(dateline_error *err) {
    return dl_rules_load(&(dl_load){.embedded = true}, err);
}

dateline_rules *dateline_rules_load(const char *const *paths, size_t count,
                                    bool with_embedded, dateline_report_fn report,
                                    void *user, dateline_error *err) {
    return dl_rules_load(&(dl_load){.embedded = with_embedded,
                                    .paths = paths,
                                    .path_count = count,
                                    .report = report,
                                    .user = user},
                         err);
}

dateline_rules *dateline_rules_parse(const char *text, size_t len, const char *name,
                                     bool with_embedded, dateline_report_fn report,
                                     void *user, dateline_error *err) {
    return dl_rules_load(&(dl_load){.embedded = with_embedded,
                                    .text = text,
                                    .text_len = len,
                                    .name = name,
                                    .report = report,
                                    .user = user},
                         err);
}

size_t dateline_rules_lint(const dateline_rules *rules, dateline_report_fn report,
                           void *user) {
    dl_lint lint = {.rules = rules, .report = report, .user = user};
    dl_lint_run(&lint);
    return lint.warnings;
}

dateline_status dateline_rules_format(const char *text, size_t len, const char *name,
                                      dateline_report_fn report, void *report_user,
                                      dateline_write_fn write, void *user) {
    dl_arena arena = {0};
    dl_str written = {text, len}, out;
    dateline_error err = {.status = DATELINE_ERR_MEMORY};
    dateline_status status = DATELINE_OK;
    if (!dl_format_check(name, written, &arena, report, report_user, &err) ||
        !dl_format(written, &arena, &out))
        status = arena.failed ? DATELINE_ERR_MEMORY : err.status;
    else if (!write(out.at, out.len, user))
        status = DATELINE_ERR_WRITE;
    dl_arena_free(&arena);
    return status;
}

dateline_status dateline_rules_pack(const dateline_rules *rules, dateline_write_fn write,
                                    void *user) {
    dl_arena arena = {0};
    dl_str pack = rules->pack;
    bool whole = rules->packed_patterns.at; /* nothing was added to the pack */
    bool good = whole || dl_pack_write(rules, &arena, &pack);
    dateline_status status = DATELINE_OK;
    if (!good)
        status = DATELINE_ERR_MEMORY;
    else if (!write(pack.at, pack.len, user))
        status = DATELINE_ERR_WRITE;
    dl_arena_free(&arena);
    return status;
}

size_t dateline_rules_count(const dateline_rules *rules) {
    return rules->rule_count;
}

const dateline_rule *dateline_rules_at(const dateline_rules *rules, size_t i) {
    return i < rules->rule_count ? &rules->rules[i].about : NULL;
}

const char *dateline_rules_hash(const dateline_rules *rules) {
    return rules->hash;
}

static bool run_stages(dl_run *r, const dateline_document *document) {
    return dl_run_text(r, document) && dl_run_match(r) && dl_resolve_run(&r->resolve) &&
           dl_run_mentions(r) && dl_run_values(r, document) &&
           dl_run_correct(r, document) && dl_run_result(r, document);
}

dateline_result *dateline_scan(dateline_scanner *scanner,
                               const dateline_document *document, dateline_error *err) {
    if (err) *err = (dateline_error){0};
    const char *source = document->source ? document->source : document->id;
    if (document->len > scanner->options.max_bytes) {
        dl_fail(err, (dl_place){.file = source}, DATELINE_ERR_SIZE,
                "%zu bytes: an article may have up to %zu (max-bytes)", document->len,
                scanner->options.max_bytes);
        return NULL;
    }
    dateline_result *result = dl_alloc(sizeof *result);
    if (!result) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory"), NULL;
    *result = (dateline_result){0};
    dl_run r = {.scanner = scanner, .result = result};
    if (run_stages(&r, document)) return result;
    dl_fail(err, (dl_place){.file = source}, DATELINE_ERR_MEMORY, "no memory");
    dateline_result_free(result);
    return NULL;
}
