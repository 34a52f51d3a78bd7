/* cases.c - runs a file of cases: one marked text a line, with @date, @types,
 * @rules and @bug. */
#include "expect.h"

#include "base/error.h"
#include "base/file.h"

typedef struct {
    const dateline_rules *rules;
    dateline_report_fn report;
    void *user;
    const char *path;
    dateline_rules *own; /* of @rules; NULL: those given */
    dl_arena arena;      /* of the file; what a case takes is given back after it */
    dl_arena work;
    dateline_scanner *scanner; /* for the types in force; NULL: to be made */
    const char *types, *date;  /* NULL: default, none */
    dl_str bug;                /* of @bug, for the next case */
    dl_place place;            /* of the line in hand */
    bool idle;                 /* the rules of @rules cannot be used */
    size_t ran, failed;
} runner;

static bool tell(runner *r, bool warning, const char *message) {
    dateline_error err;
    dl_fail(&err, r->place, DATELINE_ERR_EXAMPLE, "%s", message ? message : "no memory");
    err.warning = warning;
    if (!warning) r->failed++;
    if (r->report) r->report(&err, r->user);
    return false;
}

/* ---- directives ----------------------------------------------------------------------
 */

static void set_types(runner *r, dl_str types) {
    dateline_scanner_free(r->scanner);
    r->scanner = NULL;
    r->types = types.len ? dl_arena_text(&r->arena, types) : NULL;
}

static void set_date(runner *r, dl_str date) {
    bool none = dl_str_is(date, "none");
    bool fits = none || date.len == sizeof "YYYY-MM-DD" - 1;
    if (!fits) tell(r, false, "a date must follow @date: YYYY-MM-DD, or none");
    r->date = none || !fits ? NULL : dl_arena_text(&r->arena, date);
}

/* The path as the file of cases means it: relative paths begin in its folder. */
static const char *beside(runner *r, dl_str path) {
    const char *slash = strrchr(r->path, '/');
    int folder = slash && path.at[0] != '/' ? (int)(slash + 1 - r->path) : 0;
    return dl_arena_format(&r->arena, "%.*s%.*s", folder, r->path, (int)path.len,
                           path.at);
}

static void set_rules(runner *r, dl_str path) {
    dateline_error err;
    dateline_scanner_free(r->scanner);
    dateline_rules_free(r->own);
    r->scanner = NULL;
    r->own = NULL;
    r->idle = false;
    if (!path.len) return;
    const char *whole = beside(r, path);
    if (whole) r->own = dateline_rules_load(&whole, 1, false, r->report, r->user, &err);
    r->idle = !r->own;
    if (r->idle)
        tell(r, false, "these rules cannot be used: the cases below are passed over");
}

static void read_directive(runner *r, dl_str line) {
    dl_str rest = line;
    dl_str word = dl_str_split(&rest, ' ');
    rest = dl_str_trim(rest);
    if (dl_str_is(word, "@date"))
        set_date(r, rest);
    else if (dl_str_is(word, "@types"))
        set_types(r, rest);
    else if (dl_str_is(word, "@rules"))
        set_rules(r, rest);
    else if (dl_str_is(word, "@bug"))
        r->bug = rest.len ? rest : DL_STR("not described");
    else
        tell(r, false,
             "unknown directive: there are @date, @types, @rules and @bug; a text that "
             "begins so is written \\@");
}

/* ---- cases ---------------------------------------------------------------------------
 */

static bool have_scanner(runner *r) {
    if (r->scanner) return true;
    dateline_options options = dateline_options_default();
    dateline_error err;
    options.types = r->types;
    r->scanner = dateline_scanner_new(r->own ? r->own : r->rules, &options, &err);
    return r->scanner || tell(r, false, err.message);
}

static bool gather(runner *r, const dateline_result *result, dl_found_list *found) {
    const dateline_entity *entity;
    for (size_t i = 0; (entity = dateline_result_at(result, i)); i++) {
        dl_found *slot = DL_PUSH(&r->work, found);
        if (slot) *slot = (dl_found){entity, entity->type};
    }
    return !r->work.failed;
}

static void judge(runner *r, const dl_markup *markup, const dateline_result *result) {
    dl_found_list found = {0};
    if (!gather(r, result, &found)) {
        tell(r, false, NULL);
        return;
    }
    const dl_markup_mark *marks = markup->marks.items;
    size_t count = markup->marks.count;
    bool good = dl_expect_holds(marks, count, &found, &r->work);
    if (good && r->bug.at)
        tell(r, false, "this known bug is gone: take its @bug line away");
    if (good) return;
    const char *message = dl_expect_message(markup->text, marks, count, &found, &r->work);
    if (message && r->bug.at)
        message = dl_arena_format(&r->work, "known bug, %.*s: %s", (int)r->bug.len,
                                  r->bug.at, message);
    tell(r, r->bug.at != NULL, message);
}

static void run_case(runner *r, dl_str line) {
    dl_markup markup;
    size_t bad;
    const char *wrong;
    dateline_error err;
    r->ran++;
    if (!dl_markup_parse(line, DL_MARKUP_TYPED, &r->work, &markup, &bad, &wrong)) {
        r->place.column = dl_place_at(r->path, line, bad).column;
        tell(r, false, wrong);
        return;
    }
    dateline_document document = {.size = sizeof document,
                                  .text = markup.text.at,
                                  .len = markup.text.len,
                                  .date = r->date};
    dateline_result *result =
        have_scanner(r) ? dateline_scan(r->scanner, &document, &err) : NULL;
    if (result)
        judge(r, &markup, result);
    else if (r->scanner)
        tell(r, false, err.message);
    dateline_result_free(result);
}

static void read_line(runner *r, dl_str line) {
    r->place.column = 1;
    r->place.source = line;
    if (!dl_str_trim(line).len || line.at[0] == '#') return;
    if (line.at[0] == '@') {
        read_directive(r, line);
        return;
    }
    if (!r->idle) run_case(r, line);
    r->bug = (dl_str){NULL, 0};
    dl_arena_reset(&r->work);
}

static void run_file(runner *r) {
    dl_str rest;
    dateline_error err;
    if (!dl_file_read(r->path, &r->arena, &rest, &err)) {
        r->failed++;
        if (r->report) r->report(&err, r->user);
        return;
    }
    while (rest.at) {
        dl_str line = dl_str_split(&rest, '\n');
        if (dl_str_ends(line, DL_STR("\r"))) line.len--;
        r->place.line++;
        read_line(r, line);
    }
}

size_t dateline_cases_run(const dateline_rules *rules, const char *path,
                          dateline_report_fn report, void *user, size_t *failed) {
    runner r = {.rules = rules, .report = report, .user = user, .path = path};
    r.place.file = path;
    run_file(&r);
    dateline_scanner_free(r.scanner);
    dateline_rules_free(r.own);
    dl_arena_free(&r.arena);
    dl_arena_free(&r.work);
    if (failed) *failed = r.failed;
    return r.ran;
}
