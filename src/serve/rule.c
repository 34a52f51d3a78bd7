/* rule.c - /v1/rules and /v1/rules/check. */
#include "serve/serve.h"

#include <string.h>

static json_t *rule_json(const dateline_rule *rule) {
    return json_pack("{s:s, s:s, s:b, s:f, s:s, s:i}", "name", rule->name, "type",
                     rule->type, "clue", rule->clue, "confidence", rule->confidence,
                     "file", rule->file, "line", (int)rule->line);
}

static void list_rules(dl_request *request, const dateline_rules *rules) {
    json_t *list = json_array();
    for (size_t i = 0; i < dateline_rules_count(rules); i++)
        json_array_append_new(list, rule_json(dateline_rules_at(rules, i)));
    dl_request_json(
        request, MHD_HTTP_OK,
        json_pack("{s:s, s:o}", "hash", dateline_rules_hash(rules), "rules", list));
}

void dl_answer_rules(dl_request *request) {
    dl_question question = {.at = -1};
    dl_loan *loan = dl_pool_take(request->server->pool, &question, request);
    if (!loan) return;
    list_rules(request, dl_loan_rules(loan));
    dl_pool_give(request->server->pool, loan);
}

/* A dateline_report_fn; user is the array. */
static void note(const dateline_error *err, void *user) {
    if (json_array_size(user) < 200) json_array_append_new(user, dl_finding_json(err));
}

static void check(dl_request *request, const dateline_rules *rules) {
    json_t *findings = json_array();
    size_t failed = 0;
    size_t warnings = dateline_rules_lint(rules, note, findings);
    size_t examples = dateline_rules_check(rules, note, findings, &failed);
    dl_request_json(request, MHD_HTTP_OK,
                    json_pack("{s:I, s:I, s:I, s:I, s:o}", "rules",
                              (json_int_t)dateline_rules_count(rules), "examples",
                              (json_int_t)examples, "failed", (json_int_t)failed,
                              "warnings", (json_int_t)warnings, "findings", findings));
}

/* Rules stand in the body, or in the member "rules" of a JSON body. */
void dl_answer_rules_check(dl_request *request) {
    dl_question question;
    dl_loan *loan = NULL;
    if (dl_question_read(request, &question)) {
        if (!question.document && !dl_bytes_put("", 1, &request->body))
            dl_request_refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "no memory left");
        else if (!question.document &&
                 memchr(request->body.at, '\0', request->body.len - 1))
            dl_request_refuse(request, MHD_HTTP_BAD_REQUEST, "rules hold no NUL");
        else if (!question.document)
            question.rules = request->body.at;
        if (!request->status)
            loan = dl_pool_take(request->server->pool, &question, request);
    }
    if (loan) {
        check(request, dl_loan_rules(loan));
        dl_pool_give(request->server->pool, loan);
    }
    dl_question_free(&question);
}
