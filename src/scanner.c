/* scanner.c - scanners: their options, their memory, what their rules cost. */
#include "scanner.h"

#include "correct/correct.h"

enum { DEFAULT_MAX_BYTES = 16 * 1024 * 1024, DEFAULT_MATCH_LIMIT = 20000 };

dateline_options dateline_options_default(void) {
    return (dateline_options){.size = sizeof(dateline_options),
                              .max_bytes = DEFAULT_MAX_BYTES,
                              .match_limit = DEFAULT_MATCH_LIMIT};
}

static const char *const shown_by_default[] = {"person", "place", "date", "percent"};
static const char *const hidden_by_default[] = {"organisation", "other", "none", "time",
                                                "duration",     "set",   "vague"};

static bool among(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

/* A user's own types are shown too. */
static bool shown_unasked(const char *type) {
    return among(shown_by_default, 4, type) || !among(hidden_by_default, 7, type);
}

static bool choose_types(dateline_scanner *scanner, dateline_error *err) {
    const dateline_rules *rules = scanner->rules;
    const char *types = scanner->options.types;
    bool adds = types && types[0] == '+';
    scanner->shown = dl_arena_zero(&scanner->options_arena, rules->type_count + 1);
    if (!scanner->shown) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    for (size_t t = 0; t < rules->type_count; t++)
        scanner->shown[t] = (!types || adds) && shown_unasked(rules->types[t]);
    for (dl_str rest = dl_str_from(types); rest.at && rest.len;) {
        dl_str word = dl_str_trim(dl_str_split(&rest, ','));
        if (word.len && word.at[0] == '+') word = dl_str_cut(word, 1, word.len);
        if (!word.len) continue;
        const char *name = dl_arena_text(&scanner->options_arena, word);
        int number = name ? dl_type_find(rules, name) : -1;
        if (number < 0 || number == DL_NONE)
            return dl_fail_plain(err, DATELINE_ERR_ARGUMENT,
                                 "types: no rule gives the type %.*s",
                                 (int)(word.len > 100 ? 100 : word.len), word.at);
        scanner->shown[number] = true;
    }
    return true;
}

static bool copy_options(dateline_scanner *scanner, const dateline_options *options) {
    scanner->options = dateline_options_default();
    if (options) {
        size_t size = options->size < sizeof *options ? options->size : sizeof *options;
        memcpy(&scanner->options, options, size);
    }
    dateline_options *mine = &scanner->options;
    if (!mine->max_bytes) mine->max_bytes = DEFAULT_MAX_BYTES;
    if (!mine->match_limit) mine->match_limit = DEFAULT_MATCH_LIMIT;
    if (mine->types)
        mine->types = dl_arena_text(&scanner->options_arena, dl_str_from(mine->types));
    if (mine->date)
        mine->date = dl_arena_text(&scanner->options_arena, dl_str_from(mine->date));
    if (mine->home)
        mine->home = dl_arena_text(&scanner->options_arena, dl_str_from(mine->home));
    mine->date_order =
        mine->date_order && strcmp(mine->date_order, "dmy") == 0 ? "dmy" : "mdy";
    return !scanner->options_arena.failed;
}

static bool check_home(dateline_scanner *scanner, dateline_error *err) {
    dl_place_row row;
    const char *home = scanner->options.home;
    if (!home || dl_home_find(scanner->rules, dl_str_from(home), &row)) return true;
    return dl_fail_plain(
        err, DATELINE_ERR_ARGUMENT,
        "home: the gazetteer has no place \"%.100s\"; a place and what it "
        "lies in is right: Lexington, Kentucky",
        home);
}

dateline_scanner *dateline_scanner_new(const dateline_rules *rules,
                                       const dateline_options *options,
                                       dateline_error *err) {
    dateline_scanner *scanner = dl_alloc(sizeof *scanner);
    if (err) *err = (dateline_error){0};
    if (!scanner) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory"), NULL;
    *scanner = (dateline_scanner){.rules = rules};
    bool good = copy_options(scanner, options);
    if (good) {
        scanner->matcher = dl_matcher_new(scanner->options.match_limit);
        scanner->vocabulary = dl_vocabulary_new(rules);
        bool ready = dl_automata_start(scanner->automata, rules->outlines, DL_USES);
        scanner->given_up =
            dl_arena_zero(&scanner->options_arena, rules->pattern_count + 1);
        scanner->lower_seen = dl_arena_zero(&scanner->options_arena, DL_LOWER_BITS / 8);
        if (scanner->options.profile)
            scanner->profile = dl_arena_zero(
                &scanner->options_arena, (rules->pattern_count + 1) * sizeof(dl_profile));
        good = ready && scanner->matcher && scanner->vocabulary && scanner->given_up &&
               scanner->lower_seen && (scanner->profile || !scanner->options.profile);
    }
    if (!good) dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    const dateline_corrections *corrections = scanner->options.corrections;
    if (good && choose_types(scanner, err) && check_home(scanner, err) &&
        (!corrections || dl_corrections_fit(corrections, rules, err)))
        return scanner;
    dateline_scanner_free(scanner);
    return NULL;
}

void dateline_scanner_free(dateline_scanner *scanner) {
    if (!scanner) return;
    dl_vocabulary_free(scanner->vocabulary);
    dl_automata_free(scanner->automata, DL_USES);
    dl_matcher_free(scanner->matcher);
    dl_arena_free(&scanner->work);
    dl_arena_free(&scanner->options_arena);
    dl_free(scanner);
}

bool dateline_scanner_profile(const dateline_scanner *scanner, size_t i,
                              dateline_profile *out) {
    const dateline_rules *rules = scanner->rules;
    if (!scanner->profile || i >= rules->rule_count) return false;
    *out = (dateline_profile){.rule = rules->rules[i].about.name};
    for (size_t p = 0; p < rules->pattern_count; p++) {
        if (rules->patterns[p].rule != i) continue;
        out->attempts += scanner->profile[p].attempts;
        out->matches += scanner->profile[p].hits;
        out->over_limit += scanner->profile[p].over_limit;
        out->nanoseconds += scanner->profile[p].nanoseconds;
    }
    return true;
}

void dl_scanner_empty(dateline_scanner *scanner) {
    dl_arena_reset(&scanner->work);
    if (dl_vocabulary_trim(scanner->vocabulary))
        dl_automata_forget_words(scanner->automata, DL_USES);
}

dl_scan dl_scanner_scan(dateline_scanner *scanner, dl_text *text) {
    memset(scanner->given_up, 0, scanner->rules->pattern_count);
    memset(scanner->lower_seen, 0, DL_LOWER_BITS / 8);
    return (dl_scan){.rules = scanner->rules,
                     .vocabulary = scanner->vocabulary,
                     .automata = scanner->automata,
                     .matcher = scanner->matcher,
                     .text = text,
                     .arena = &scanner->work,
                     .given_up = scanner->given_up,
                     .lower_seen = scanner->lower_seen,
                     .profile = scanner->profile};
}
