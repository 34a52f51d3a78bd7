/* check.c - `dateline check`: are rule files well formed, do their examples hold, and is
 * there anything that is hardly meant? */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct findings {
    const dl_options *options;
    dl_output output;
    size_t warnings; /* that have a code */
} findings;

/* ---- one line for each finding ---- */

/* Percent signs and line breaks are escaped in a message; colons and commas too in what
 * stands before it. */
static void put_github_text(dl_output *output, const char *text, bool property) {
    for (; *text; text++) {
        char escape[8];
        bool plain = (unsigned char)*text >= ' ' && *text != '%' &&
                     !(property && (*text == ':' || *text == ','));
        snprintf(escape, sizeof escape, plain ? "%c" : "%%%02X",
                 plain ? *text : (unsigned char)*text);
        dl_output_text(output, escape);
    }
}

static void put_github(dl_output *output, const dateline_error *err) {
    char place[64];
    dl_output_text(output, err->warning ? "::warning file=" : "::error file=");
    put_github_text(output, err->file, true);
    snprintf(place, sizeof place, ",line=%u,col=%u,title=", (unsigned)err->line,
             (unsigned)err->column);
    dl_output_text(output, place);
    put_github_text(output, dl_error_code(err), true);
    dl_output_text(output, "::");
    put_github_text(output, err->message, false);
    dl_output_text(output, "\n");
}

/* A dateline_report_fn. What the exit status depends on is shown to the quiet as well. */
static void take(const dateline_error *err, void *user) {
    findings *found = user;
    const char *format = found->options->check_format;
    found->warnings += err->code[0] != '\0';
    if (err->warning && found->options->quiet &&
        !(err->code[0] && found->options->strict))
        return;
    if (strcmp(format, "json") == 0)
        dl_error_json(NULL, err, dl_output_put, &found->output);
    else if (strcmp(format, "github") == 0)
        put_github(&found->output, err);
    else
        dl_say_error(NULL, err);
}

/* ---- the check ---- */

static void put_totals(findings *found, size_t rules, size_t examples, size_t failed) {
    char line[128];
    if (strcmp(found->options->check_format, "text") != 0) return;
    snprintf(line, sizeof line, "%zu rule%s, %zu example%s, %zu failed\n", rules,
             rules == 1 ? "" : "s", examples, examples == 1 ? "" : "s", failed);
    dl_output_text(&found->output, line);
    if (!found->warnings) return;
    snprintf(line, sizeof line, "%zu warning%s\n", found->warnings,
             found->warnings == 1 ? "" : "s");
    dl_output_text(&found->output, line);
}

static bool is_finding(dateline_status status) {
    return status != DATELINE_ERR_FILE && status != DATELINE_ERR_MEMORY;
}

static int check(const dl_options *options) {
    dateline_error err;
    findings found = {.options = options};
    size_t failed = 0;
    int status = DL_EXIT_DONE;
    dateline_rules *rules = dl_rules_get_told(options, take, &found, &err);
    if (rules) {
        dateline_rules_lint(rules, take, &found);
        size_t examples = dateline_rules_check(rules, take, &found, &failed);
        put_totals(&found, dateline_rules_count(rules), examples, failed);
        if (failed || (options->strict && found.warnings)) status = DL_EXIT_FINDINGS;
    } else {
        status = is_finding(err.status) ? DL_EXIT_FINDINGS : DL_EXIT_UNUSABLE;
    }
    dateline_rules_free(rules);
    return dl_output_finish(&found.output) ? status : DL_EXIT_UNUSABLE;
}

int dl_command_check(const dl_options *options) {
    return dl_with_rules_at_paths(options, check);
}
