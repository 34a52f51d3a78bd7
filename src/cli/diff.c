/* diff.c - `dateline diff`: what other rules find on the same articles. */
#include "cli/cli.h"
#include "cli/context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAINED, LOST, CHANGED, KINDS };
static const char signs[] = "+-~";
static const char *const names[] = {"gained", "lost", "changed"};

typedef struct type_count {
    char *type;
    size_t of[KINDS];
} type_count;

typedef struct side { /* one of the two sets of rules */
    dateline_rules *rules;
    dateline_scanner *scanner;
    dateline_result *result;
    size_t entities;
} side;

typedef struct comparison {
    const dl_options *options;
    side old, new;
    dl_cursor cursor; /* in the article at hand */
    const char *id;
    type_count *types;
    size_t type_count, articles, differences;
    dl_output output;
    bool json, failed;
} comparison;

/* ---- one difference -------------------------------------------------------------- */

static bool to_stream(const char *bytes, size_t len, void *stream) {
    return fwrite(bytes, 1, len, stream) == len;
}

/* "TYPE VALUE" as the notation has it; to be freed. NULL without memory. */
static char *describe(const dateline_entity *entity, const char *format) {
    char *text = NULL;
    size_t len;
    FILE *stream = open_memstream(&text, &len);
    if (!stream) return NULL;
    fprintf(stream, "%s ", entity->type);
    dateline_write_value(entity, format, to_stream, stream);
    if (fclose(stream) != 0) return NULL;
    if (len && text[len - 1] == ' ') text[len - 1] = '\0';
    return text;
}

static void count(comparison *c, const char *type, int kind) {
    size_t i = 0;
    c->differences++;
    while (i < c->type_count && strcmp(c->types[i].type, type) != 0)
        i++;
    if (i == c->type_count) {
        type_count *grown = realloc(c->types, (i + 1) * sizeof *grown);
        char *copy = grown ? strdup(type) : NULL;
        if (grown) c->types = grown;
        c->failed |= !copy;
        if (!copy) return;
        c->types[c->type_count++] = (type_count){.type = copy};
    }
    c->types[i].of[kind]++;
}

static void put_text_field(dl_output *output, const char *key, const char *text,
                           size_t len) {
    dl_output_text(output, key);
    dl_output_quoted(output, text, len);
}

static void write_json(comparison *c, int kind, const dateline_entity *was,
                       const dateline_entity *is) {
    const dateline_entity *any = is ? is : was;
    char span[80];
    put_text_field(&c->output, "{\"change\":", names[kind], strlen(names[kind]));
    put_text_field(&c->output, ",\"id\":", c->id, strlen(c->id));
    snprintf(span, sizeof span, ",\"start\":%zu,\"end\":%zu", any->start, any->end);
    dl_output_text(&c->output, span);
    put_text_field(&c->output, ",\"text\":", any->text, any->text_len);
    for (int i = 0; i < 2; i++) {
        const dateline_entity *entity = i ? is : was;
        if (!entity) continue;
        put_text_field(&c->output,
                       i ? ",\"new\":{\"type\":" : ",\"old\":{\"type\":", entity->type,
                       strlen(entity->type));
        dl_output_text(&c->output, ",\"value\":");
        dateline_write_value(entity, "json", dl_output_put, &c->output);
        put_text_field(&c->output, ",\"rule\":", entity->rule, strlen(entity->rule));
        dl_output_text(&c->output, "}");
    }
    dl_output_text(&c->output, "}\n");
}

/* What stands in the parentheses: of a change both, with every field where those that are
 * shown are the same. To be freed. */
static char *inside(const dateline_entity *was, const dateline_entity *is) {
    if (!was || !is) return describe(is ? is : was, "markup");
    char *old = describe(was, "markup"), *new = describe(is, "markup"), *both = NULL;
    if (old && new &&strcmp(old, new) == 0) {
        free(old);
        free(new);
        old = describe(was, "facts");
        new = describe(is, "facts");
    }
    if (old && new &&asprintf(&both, "%s -> %s", old, new) < 0) both = NULL;
    free(old);
    free(new);
    return both;
}

static void write_text(comparison *c, int kind, const dateline_entity *was,
                       const dateline_entity *is) {
    char place[32];
    char *marks = inside(was, is);
    c->failed |= !marks;
    snprintf(place, sizeof place, ":%zu: ", (is ? is : was)->start);
    dl_output_put(&signs[kind], 1, &c->output);
    dl_output_text(&c->output, " ");
    dl_output_text(&c->output, c->id);
    dl_output_text(&c->output, place);
    dl_context_write(&c->cursor, is ? is : was, marks ? marks : "", &c->output);
    free(marks);
}

static void differ(comparison *c, int kind, const dateline_entity *was,
                   const dateline_entity *is) {
    count(c, (is ? is : was)->type, kind);
    (c->json ? write_json : write_text)(c, kind, was, is);
}

/* ---- one article ----------------------------------------------------------------- */

static bool same(comparison *c, const dateline_entity *was, const dateline_entity *is) {
    char *old = describe(was, "facts"), *new = describe(is, "facts");
    bool equal = old && new &&strcmp(old, new) == 0;
    c->failed |= !old || !new;
    free(old);
    free(new);
    return equal;
}

/* Below 0: a stands first. NULL stands behind all. */
static int order(const dateline_entity *a, const dateline_entity *b) {
    if (!a || !b) return a ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

static void compare(comparison *c) {
    size_t i = 0, k = 0;
    c->cursor = (dl_cursor){0};
    c->cursor.text = dateline_result_text(c->old.result, &c->cursor.len);
    c->id = dateline_result_about(c->old.result).id;
    for (;;) {
        const dateline_entity *was = dateline_result_at(c->old.result, i);
        const dateline_entity *is = dateline_result_at(c->new.result, k);
        if (!was && !is) break;
        int first = order(was, is);
        if (first == 0 && !same(c, was, is)) differ(c, CHANGED, was, is);
        if (first < 0) differ(c, LOST, was, NULL);
        if (first > 0) differ(c, GAINED, NULL, is);
        i += first <= 0;
        k += first >= 0;
    }
    c->old.entities += i;
    c->new.entities += k;
    c->articles++;
}

static bool scan(comparison *c, side *of, const dateline_document *article) {
    dateline_error err;
    of->result = dateline_scan(of->scanner, article, &err);
    if (of->result) return true;
    dl_say_error(article->id, &err);
    c->failed = true;
    return false;
}

static void forget(side *of) {
    dateline_result_free(of->result);
    of->result = NULL;
}

/* ---- all of them ----------------------------------------------------------------- */

static int by_name(const void *left, const void *right) {
    return strcmp(((const type_count *)left)->type, ((const type_count *)right)->type);
}

static void write_counts(comparison *c) {
    char line[256];
    size_t all[KINDS] = {0};
    if (c->type_count) qsort(c->types, c->type_count, sizeof *c->types, by_name);
    snprintf(line, sizeof line, "%zu article%s; %zu entities with OLD, %zu with NEW\n",
             c->articles, c->articles == 1 ? "" : "s", c->old.entities, c->new.entities);
    dl_output_text(&c->output, line);
    for (size_t i = 0; i <= c->type_count && c->differences; i++) {
        const size_t *of = i < c->type_count ? c->types[i].of : all;
        snprintf(line, sizeof line, "%-14.100s %6zu gained %6zu lost %6zu changed\n",
                 i < c->type_count ? c->types[i].type : "all", of[GAINED], of[LOST],
                 of[CHANGED]);
        dl_output_text(&c->output, line);
        for (int kind = 0; kind < KINDS && i < c->type_count; kind++)
            all[kind] += of[kind];
    }
}

static void write_json_counts(comparison *c) {
    char line[128];
    if (c->type_count) qsort(c->types, c->type_count, sizeof *c->types, by_name);
    snprintf(line, sizeof line, "{\"articles\":%zu,\"old\":%zu,\"new\":%zu,\"types\":{",
             c->articles, c->old.entities, c->new.entities);
    dl_output_text(&c->output, line);
    for (size_t i = 0; i < c->type_count; i++) {
        const type_count *row = &c->types[i];
        put_text_field(&c->output, i ? "," : "", row->type, strlen(row->type));
        snprintf(line, sizeof line, ":{\"gained\":%zu,\"lost\":%zu,\"changed\":%zu}",
                 row->of[GAINED], row->of[LOST], row->of[CHANGED]);
        dl_output_text(&c->output, line);
    }
    dl_output_text(&c->output, "}}\n");
}

static int compare_all(comparison *c) {
    dateline_input_options in = c->options->input;
    dateline_error err;
    in.report = dl_say_report;
    in.user = (void *)c->options;
    dateline_input *input =
        dateline_input_open(c->options->paths + 2, c->options->path_count - 2, &in, &err);
    if (!input) {
        dl_say_error(NULL, &err);
        return DL_EXIT_USAGE;
    }
    dateline_document article;
    while (!c->output.error && dateline_input_next(input, &article)) {
        if (scan(c, &c->old, &article) && scan(c, &c->new, &article)) compare(c);
        forget(&c->old);
        forget(&c->new);
    }
    bool used = dateline_input_problems(input) == 0 && !c->failed;
    dateline_input_free(input);
    (c->json ? write_json_counts : write_counts)(c);
    if (!dl_output_finish(&c->output) || !used) return DL_EXIT_UNUSABLE;
    return c->differences ? DL_EXIT_FINDINGS : DL_EXIT_DONE;
}

static int open_side(const dl_options *options, const char *name, side *of) {
    dateline_error err;
    of->rules = dl_rules_named(options, name);
    if (!of->rules) return DL_EXIT_UNUSABLE;
    of->scanner = dateline_scanner_new(of->rules, &options->scan, &err);
    if (of->scanner) return DL_EXIT_DONE;
    dl_say_error(name, &err);
    return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
}

static void close_side(side *of) {
    dateline_scanner_free(of->scanner);
    dateline_rules_free(of->rules);
}

int dl_command_diff(const dl_options *options) {
    if (options->path_count < 3) {
        dl_say("diff: name the old rules, the new rules and the articles");
        return DL_EXIT_USAGE;
    }
    comparison c = {.options = options,
                    .json = strcmp(options->format_name, "json") == 0};
    int status = open_side(options, options->paths[0], &c.old);
    if (!status) status = open_side(options, options->paths[1], &c.new);
    if (!status) status = compare_all(&c);
    close_side(&c.old);
    close_side(&c.new);
    for (size_t i = 0; i < c.type_count; i++)
        free(c.types[i].type);
    free(c.types);
    return status;
}
