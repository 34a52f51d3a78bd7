/* parse.c - reads a file of corrections, one a line:
 *
 *     never person Mirror Group
 *     always place Kyiv = geonames:703448
 *     same person Volodymyr Zelensky = Zelenskyy
 *     @id article-7                       what follows is for one document; @id alone:
 * for all rename person John Dae -> John Doe
 */
#include "correct/correct.h"

#include "base/file.h"

static const struct verb {
    const char *name, *between, *example;
    bool needs_value;
} verbs[] = {
    [DL_CORRECT_NEVER] = {"never", NULL, "never person Mirror Group", false},
    [DL_CORRECT_ALWAYS] = {"always", " = ", "always place Kyiv = geonames:703448", false},
    [DL_CORRECT_SAME] = {"same", " = ", "same person Volodymyr Zelensky = Zelenskyy",
                         true},
    [DL_CORRECT_RENAME] = {"rename", " -> ", "rename person John Dae -> John Doe", true},
};
enum { VERBS = sizeof verbs / sizeof *verbs };

typedef struct reader {
    const char *file;
    dl_arena *arena;
    dl_correction_list *out;
    dateline_report_fn report;
    void *user;
    dateline_error *err;
    bool failed;
    const char *id; /* of @id, or NULL */
    dl_str line;
    uint32_t number;
} reader;

/* The place in the line where rest begins. */
static dl_place place_of(const reader *r, dl_str rest) {
    size_t byte = rest.at ? (size_t)(rest.at - r->line.at) : r->line.len;
    dl_place place = dl_place_at(r->file, r->line, byte);
    place.line = r->number;
    return place;
}

static void tell(reader *r, dl_str at, const char *message, const char *example) {
    dateline_error err;
    dl_fail(&err, place_of(r, at), DATELINE_ERR_SYNTAX, "%s%s", message, example);
    if (r->err && !r->failed) *r->err = err;
    r->failed = true;
    if (r->report) r->report(&err, r->user);
}

/* Takes the first word off *rest, which then begins with the next one. */
static dl_str next_word(dl_str *rest) {
    dl_str word = dl_str_split(rest, ' ');
    if (!rest->at) *rest = (dl_str){word.at + word.len, 0};
    *rest = dl_str_trim(*rest);
    return word;
}

static int find_verb(dl_str word) {
    for (int i = 0; i < VERBS; i++)
        if (dl_str_is(word, verbs[i].name)) return i;
    return -1;
}

/* Cuts rest at " = " or " -> "; false where it is not there. */
static bool cut(dl_str rest, const char *between, dl_str *name, dl_str *value) {
    size_t len = strlen(between);
    *name = rest;
    *value = (dl_str){NULL, 0};
    for (size_t i = 0; i + len <= rest.len; i++) {
        if (memcmp(rest.at + i, between, len) != 0) continue;
        *name = dl_str_trim(dl_str_cut(rest, 0, i));
        *value = dl_str_trim(dl_str_cut(rest, i + len, rest.len));
        return value->len > 0;
    }
    /* What stands behind a line's last word is trimmed away, the blank of " = " too. */
    if (!dl_str_ends(rest, (dl_str){between, len - 1})) return false;
    *name = dl_str_trim(dl_str_cut(rest, 0, rest.len - (len - 1)));
    *value = dl_str_cut(rest, rest.len, rest.len);
    return false;
}

static bool is_name(const char *type) {
    return strcmp(type, "person") == 0 || strcmp(type, "place") == 0;
}

/* What is wrong with the value, or NULL. */
static const char *value_error(const dl_correction *c) {
    static const dl_str geonames = {"geonames:", 9};
    if (!c->value.at || c->verb != DL_CORRECT_ALWAYS) return NULL;
    if (strcmp(c->type, "date") == 0 && !dl_correct_is_date(c->value))
        return "a date's value is a day, month or year: 2024-05-03, 2024-05, 2024";
    if (strcmp(c->type, "percent") == 0)
        return "a percent's value is read from the text: leave out the =";
    if (!dl_str_starts(c->value, geonames)) return NULL;
    if (strcmp(c->type, "place") != 0) return "geonames: is for places";
    bool digits = c->value.len > geonames.len && c->value.at[geonames.len] != '0';
    for (size_t i = geonames.len; i < c->value.len; i++)
        digits = digits && dl_is_digit(c->value.at[i]);
    return digits ? NULL : "digits must follow geonames:, as in geonames:703448";
}

static void keep(reader *r, const dl_correction *correction) {
    dl_correction *slot = DL_PUSH(r->arena, r->out);
    if (!slot) return;
    *slot = *correction;
    slot->number = (uint32_t)r->out->count;
    slot->name = dl_normal_text(correction->name, r->arena);
    if (correction->value.at) slot->value = dl_normal_text(correction->value, r->arena);
}

static void read_correction(reader *r, dl_str rest) {
    dl_str word = next_word(&rest), type = rest;
    int verb = find_verb(word);
    if (verb < 0) {
        tell(r, word, "there are never, always, same, rename and @id, as in: ",
             verbs[DL_CORRECT_NEVER].example);
        return;
    }
    const struct verb *of = &verbs[verb];
    dl_correction c = {.verb = (dl_correct_verb)verb, .id = r->id};
    c.type_place = place_of(r, type);
    word = next_word(&rest);
    c.type = dl_arena_text(r->arena, word);
    if (!c.type) return;
    c.name = rest;
    bool cuts = of->between && cut(rest, of->between, &c.name, &c.value);
    const char *wrong = value_error(&c);
    if (!rest.len || !c.name.len)
        tell(r, rest, "a type and a name must follow, as in: ", of->example);
    else if (of->needs_value && !cuts)
        tell(r, rest, "two names are needed, as in: ", of->example);
    else if (of->needs_value && !is_name(c.type))
        tell(r, type, "names belong to person and place, as in: ", of->example);
    else if (c.value.at && !c.value.len)
        tell(r, c.value, "a value must follow the =, as in: ", of->example);
    else if (wrong)
        tell(r, c.value, wrong, "");
    else
        keep(r, &c);
}

static void read_line(reader *r) {
    dl_str rest = dl_str_trim(r->line);
    if (!rest.len || rest.at[0] == '#') return;
    if (rest.at[0] != '@') {
        read_correction(r, rest);
        return;
    }
    dl_str word = next_word(&rest);
    if (dl_str_is(word, "@id"))
        r->id = rest.len ? dl_arena_text(r->arena, rest) : NULL;
    else
        tell(r, word, "unknown: there is @id DOCUMENT, and @id alone", "");
}

bool dl_corrections_parse(dl_str text, const char *file, dl_arena *arena,
                          dl_correction_list *out, dateline_report_fn report, void *user,
                          dateline_error *err) {
    reader r = {.file = file,
                .arena = arena,
                .out = out,
                .report = report,
                .user = user,
                .err = err};
    if (dl_str_starts(text, DL_STR("\xEF\xBB\xBF"))) text = dl_str_cut(text, 3, text.len);
    while (text.at) {
        r.line = dl_str_split(&text, '\n');
        r.number++;
        read_line(&r);
    }
    return !r.failed;
}

dateline_corrections *dateline_corrections_load(const char *path,
                                                dateline_report_fn report, void *user,
                                                dateline_error *err) {
    dateline_error lost;
    dl_str text;
    if (!err) err = &lost;
    *err = (dateline_error){0};
    dateline_corrections *made = dl_alloc(sizeof *made);
    if (!made) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory"), NULL;
    *made = (dateline_corrections){0};
    const char *file = dl_arena_text(&made->arena, dl_str_from(path));
    bool read = file && dl_file_read(path, &made->arena, &text, err);
    if (!read && report && file) report(err, user);
    if (read &&
        dl_corrections_parse(text, file, &made->arena, &made->list, report, user, err)) {
        if (!made->arena.failed) return made;
        dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    }
    if (!file) dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    dateline_corrections_free(made);
    return NULL;
}

void dateline_corrections_free(dateline_corrections *corrections) {
    if (!corrections) return;
    dl_arena_free(&corrections->arena);
    dl_free(corrections);
}
