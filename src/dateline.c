/* dateline.c - the public calls. dateline_scan runs the stages in order and reads as the
 * architecture: normalise, segment, match, resolve, value, correct; emit/ writes the
 * result. */
#include "dateline.h"

#include <stdio.h>

#include "correct/correct.h"
#include "resolve/link.h"
#include "resolve/resolve.h"
#include "rules/format.h"
#include "rules/lint.h"
#include "rules/load.h"
#include "scanner.h"
#include "value/value.h"

struct dateline_scanner {
    const dateline_rules *rules;
    dateline_options options;
    char date[16], date_order[8];
    dl_arena options_arena;
    dl_matcher *matcher;
    dl_vocabulary *vocabulary;
    dl_arena work; /* the scan's: emptied before each text */
    uint8_t *given_up;
    uint64_t *lower_seen;
    bool *shown;         /* by type number */
    dl_profile *profile; /* by pattern, or NULL */
};

struct dateline_result {
    dl_arena arena;
    dl_text text;
    dateline_about about;
    const char *rules_hash;
    dateline_entity *entities;
    size_t entity_count;
    dl_cards cards;
    DL_ARRAY(dateline_error) problems;
};

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

size_t dateline_rules_count(const dateline_rules *rules) {
    return rules->rule_count;
}

const dateline_rule *dateline_rules_at(const dateline_rules *rules, size_t i) {
    return i < rules->rule_count ? &rules->rules[i].about : NULL;
}

const char *dateline_rules_hash(const dateline_rules *rules) {
    return rules->hash;
}

/* ---- scanner ---- */

enum { DEFAULT_MAX_BYTES = 64 * 1024 * 1024, DEFAULT_MATCH_LIMIT = 20000 };

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
    mine->date_order =
        mine->date_order && strcmp(mine->date_order, "dmy") == 0 ? "dmy" : "mdy";
    return !scanner->options_arena.failed;
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
        scanner->vocabulary =
            scanner->matcher ? dl_vocabulary_new(rules, scanner->matcher) : NULL;
        scanner->given_up =
            dl_arena_zero(&scanner->options_arena, rules->pattern_count + 1);
        scanner->lower_seen = dl_arena_zero(&scanner->options_arena, DL_LOWER_BITS / 8);
        if (scanner->options.profile)
            scanner->profile = dl_arena_zero(
                &scanner->options_arena, (rules->pattern_count + 1) * sizeof(dl_profile));
        good = scanner->vocabulary && scanner->given_up && scanner->lower_seen &&
               (scanner->profile || !scanner->options.profile);
    }
    if (!good) dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    const dateline_corrections *corrections = scanner->options.corrections;
    if (good && choose_types(scanner, err) &&
        (!corrections || dl_corrections_fit(corrections, rules, err)))
        return scanner;
    dateline_scanner_free(scanner);
    return NULL;
}

void dateline_scanner_free(dateline_scanner *scanner) {
    if (!scanner) return;
    dl_vocabulary_free(scanner->vocabulary);
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

/* ---- scanning ---- */

typedef struct run { /* one text on its way through the stages */
    dateline_scanner *scanner;
    dateline_result *result;
    dl_scan scan;
    dl_resolve resolve;
    dl_mention *mentions;
    size_t count;
    dl_value_context context;
} run;

static void empty(dateline_scanner *scanner) {
    dl_arena_reset(&scanner->work);
    dl_vocabulary_trim(scanner->vocabulary);
}

static bool make_text(dateline_scanner *scanner, const dateline_document *document,
                      dl_arena *keep, dl_text *text) {
    const char *copy = dl_arena_text(keep, (dl_str){document->text, document->len});
    return copy && dl_normalise(copy, document->len, document->raw, keep, text) &&
           dl_segment(text, scanner->rules->abbreviations, &scanner->work);
}

static dl_scan make_scan(dateline_scanner *scanner, dl_text *text) {
    memset(scanner->given_up, 0, scanner->rules->pattern_count);
    memset(scanner->lower_seen, 0, DL_LOWER_BITS / 8);
    return (dl_scan){.rules = scanner->rules,
                     .vocabulary = scanner->vocabulary,
                     .matcher = scanner->matcher,
                     .text = text,
                     .arena = &scanner->work,
                     .given_up = scanner->given_up,
                     .lower_seen = scanner->lower_seen,
                     .profile = scanner->profile};
}

bool dl_scanner_start(dateline_scanner *scanner, const dateline_document *document,
                      dl_arena *keep, dl_text *text, dl_scan *scan) {
    empty(scanner);
    if (!make_text(scanner, document, keep, text)) return false;
    *scan = make_scan(scanner, text);
    return true;
}

static bool normalise_and_segment(run *r, const dateline_document *document) {
    return make_text(r->scanner, document, &r->result->arena, &r->result->text);
}

static void begin_match(run *r) {
    r->scan = make_scan(r->scanner, &r->result->text);
}

static bool match(run *r) {
    begin_match(r);
    return dl_scan_words(&r->scan) && dl_scan_rules(&r->scan);
}

static bool resolve(run *r) {
    r->resolve = (dl_resolve){.scan = &r->scan};
    return dl_resolve_run(&r->resolve);
}

/* "person.family-name" and the like come from rules; words alone are found by evidence.
 */
static const char *evidence_rule(run *r, const char *type) {
    return dl_arena_format(&r->scanner->work, "%s.evidence", type);
}

static bool make_mentions(run *r) {
    const dl_chosen_list *chosen = &r->resolve.chosen;
    r->mentions =
        dl_arena_zero(&r->scanner->work, (chosen->count + 1) * sizeof *r->mentions);
    if (!r->mentions) return false;
    for (size_t i = 0; i < chosen->count; i++) {
        const dl_chosen *won = &chosen->items[i];
        if (won->type == DL_NONE) continue;
        dl_mention *mention = &r->mentions[r->count++];
        mention->first = won->first;
        mention->end = won->end;
        mention->type = r->scanner->rules->types[won->type];
        mention->confidence = won->confidence;
        mention->span = dl_tokens_span(&r->result->text, won->first, won->end);
        if (won->candidate >= 0) {
            const dl_candidate *found = &r->scan.candidates.items[won->candidate];
            const dl_rule *rule = &r->scan.rules->rules[found->rule];
            mention->span = found->span;
            mention->rule = rule->about.name;
            mention->fn = rule->fn;
            mention->args = found->args;
            mention->arg_count = found->args ? rule->arg_count : 0;
        } else if (!(mention->rule = evidence_rule(r, mention->type))) {
            return false;
        }
        mention->core = mention->span;
    }
    return true;
}

/* The day in the article's own dateline, when it has a year. */
static const char *date_of_text(run *r) {
    for (size_t i = 0; i < r->count; i++) {
        dl_mention trial = r->mentions[i];
        const dl_zone *zone = dl_zone_at(&r->result->text, trial.first);
        if (!zone || zone->kind != DL_ZONE_DATELINE || !trial.fn ||
            trial.fn->kind != DL_VALUE_DATE)
            continue;
        dl_value_context without_date = r->context;
        without_date.date = NULL;
        dl_mention *one = &trial;
        if (!dl_dates_fill(&one, 1, &without_date)) return NULL;
        const dateline_date *date = trial.value.date;
        if (date && date->start && date->precision &&
            strcmp(date->precision, "day") == 0 && strlen(date->start) == 10)
            return date->start;
    }
    return NULL;
}

static void choose_date(run *r, const dateline_document *document) {
    dateline_about *about = &r->result->about;
    about->date = document->date;
    about->date_from = document->date ? document->date_from : NULL;
    bool named = about->date_from && strcmp(about->date_from, "name") == 0;
    if ((!about->date || named) && r->scanner->options.date) {
        about->date = r->scanner->options.date;
        about->date_from = "option";
    }
    if (!about->date && (about->date = date_of_text(r))) about->date_from = "text";
    if (!about->date)
        about->date_from = "none";
    else if (!about->date_from)
        about->date_from = "record";
    r->context.date = about->date;
}

static bool value(run *r, const dateline_document *document) {
    r->context = (dl_value_context){.text = &r->result->text,
                                    .date_order = r->scanner->options.date_order,
                                    .fiscal_start = r->scanner->options.fiscal_start,
                                    .arena = &r->result->arena};
    choose_date(r, document);
    return dl_link_names(&r->scan, r->mentions, r->count, &r->context,
                         &r->result->cards) &&
           dl_values_fill(r->mentions, r->count, &r->context) &&
           dl_link_dates(r->mentions, r->count, &r->context, &r->result->cards);
}

static bool correct(run *r, const dateline_document *document) {
    const dateline_corrections *corrections = r->scanner->options.corrections;
    dl_correct job = {.scan = &r->scan,
                      .context = &r->context,
                      .id = document->id,
                      .cards = &r->result->cards,
                      .mentions = r->mentions,
                      .count = r->count};
    if (!corrections) return true;
    bool good = dl_corrections_apply(corrections, &job);
    r->mentions = job.mentions;
    r->count = job.count;
    return good;
}

/* ---- the result ---- */

static const char *role_of(const dl_text *text, uint32_t token) {
    static const char *const roles[] = {[DL_ZONE_DATELINE] = "dateline",
                                        [DL_ZONE_BYLINE] = "byline",
                                        [DL_ZONE_CREDIT] = "credit"};
    const dl_zone *zone = text->zone_count ? dl_zone_at(text, token) : NULL;
    return zone ? roles[zone->kind] : NULL;
}

static double three_digits(double confidence) {
    return (double)(long)(confidence * 1000 + 0.5) / 1000;
}

/* `now` and the like are printed as dates of kind vague. */
static const char *printed_type(const char *type) {
    return strcmp(type, "vague") == 0 ? "date" : type;
}

static bool fill_entity(run *r, const dl_mention *mention, dateline_entity *out) {
    dl_text *text = &r->result->text;
    dl_arena *arena = &r->result->arena;
    dl_origin at = dl_text_origin(text, mention->span);
    dl_str surface = {text->article.at + at.text_start, at.text_end - at.text_start};
    *out = (dateline_entity){.start = at.start,
                             .end = at.end,
                             .byte_start = at.byte_start,
                             .byte_end = at.byte_end,
                             .utf16_start = at.utf16_start,
                             .utf16_end = at.utf16_end,
                             .core_start = at.start,
                             .core_end = at.end,
                             .value = mention->value,
                             .card = mention->card,
                             .confidence = three_digits(mention->confidence),
                             .role = role_of(text, mention->first),
                             .text_len = surface.len};
    out->type = dl_arena_text(arena, dl_str_from(printed_type(mention->type)));
    out->rule = dl_arena_text(arena, dl_str_from(mention->rule));
    out->text = dl_arena_text(arena, surface);
    if (mention->core.start != mention->span.start ||
        mention->core.end != mention->span.end) {
        dl_origin core = dl_text_origin(text, mention->core);
        out->core_start = core.start;
        out->core_end = core.end;
    }
    return out->type && out->rule && out->text;
}

static bool is_shown(const run *r, const dl_mention *mention) {
    int type = dl_type_find(r->scanner->rules, mention->type);
    return !mention->dropped && type >= 0 && r->scanner->shown[type] &&
           mention->confidence >= r->scanner->options.min_confidence;
}

/* Cards count what is shown; one that has nothing left goes. */
static bool keep_cards(run *r) {
    dl_cards *cards = &r->result->cards;
    uint32_t *renumbered =
        dl_arena_zero(&r->scanner->work, (cards->count + 1) * sizeof *renumbered);
    if (!renumbered) return false;
    for (size_t i = 0; i < cards->count; i++)
        cards->items[i].mentions = 0;
    for (size_t i = 0; i < r->result->entity_count; i++)
        if (r->result->entities[i].card)
            cards->items[r->result->entities[i].card - 1].mentions++;
    size_t kept = 0;
    for (size_t i = 0; i < cards->count; i++) {
        if (!cards->items[i].mentions) continue;
        cards->items[kept++] = cards->items[i];
        renumbered[i] = (uint32_t)kept;
    }
    cards->count = kept;
    for (size_t i = 0; i < r->result->entity_count; i++)
        if (r->result->entities[i].card)
            r->result->entities[i].card = renumbered[r->result->entities[i].card - 1];
    return true;
}

/* anchor_entity was an index of all mentions; entities are those that are shown. */
static void renumber_anchors(dateline_result *result, const long *entity_of,
                             size_t count) {
    for (size_t i = 0; i < result->entity_count; i++) {
        dateline_date *date = (dateline_date *)(uintptr_t)result->entities[i].value.date;
        if (!date || date->anchor_entity < 0) continue;
        date->anchor_entity =
            (size_t)date->anchor_entity < count ? entity_of[date->anchor_entity] : -1;
    }
}

static bool make_entities(run *r) {
    dateline_result *result = r->result;
    result->entities =
        dl_arena_alloc(&result->arena, (r->count + 1) * sizeof *result->entities);
    long *entity_of =
        dl_arena_alloc(&r->scanner->work, (r->count + 1) * sizeof *entity_of);
    if (!result->entities || !entity_of) return false;
    for (size_t i = 0; i < r->count; i++) {
        entity_of[i] = -1;
        if (!is_shown(r, &r->mentions[i])) continue;
        if (!fill_entity(r, &r->mentions[i], &result->entities[result->entity_count]))
            return false;
        entity_of[i] = (long)result->entity_count++;
    }
    renumber_anchors(result, entity_of, r->count);
    return keep_cards(r);
}

/* More than a third of the lower-case words of English news are these; French has five in
 * a hundred that look like them. */
enum { ENGLISH_WORDS_LEAST = 50, ENGLISH_PER_HUNDRED = 15 };

static bool looks_foreign(const run *r) {
    return r->scan.rules->function_list >= 0 && r->scan.words >= ENGLISH_WORDS_LEAST &&
           (uint64_t)r->scan.function_words * 100 <
               (uint64_t)r->scan.words * ENGLISH_PER_HUNDRED;
}

static bool note_language(run *r) {
    dateline_error *problem = DL_PUSH(&r->result->arena, &r->result->problems);
    if (!problem) return false;
    dl_fail(
        problem, (dl_place){.file = r->result->about.source}, DATELINE_ERR_LANGUAGE,
        "not English: %u of %u words are common English ones; the records are guesses",
        r->scan.function_words, r->scan.words);
    problem->warning = true;
    return true;
}

static bool make_problems(run *r) {
    if (looks_foreign(r) && !note_language(r)) return false;
    for (size_t i = 0; i < r->scan.problems.count; i++) {
        const dl_problem *found = &r->scan.problems.items[i];
        const dateline_rule *rule = &r->scan.rules->rules[found->rule].about;
        dateline_error *problem = DL_PUSH(&r->result->arena, &r->result->problems);
        if (!problem) return false;
        dl_origin at =
            dl_text_origin(&r->result->text, (dl_nspan){found->byte, found->byte});
        dl_fail(problem, (dl_place){.file = r->result->about.source}, DATELINE_ERR_LIMIT,
                "rule %s took more than %u steps at character %zu and was given up here",
                rule->name, r->scanner->options.match_limit, at.start);
        problem->warning = true;
    }
    return true;
}

static bool describe(dateline_result *result, const dateline_document *document,
                     const dateline_rules *rules) {
    dl_arena *arena = &result->arena;
    dateline_about *about = &result->about;
    about->id = dl_arena_text(arena, dl_str_from(document->id ? document->id : ""));
    about->source =
        dl_arena_text(arena, dl_str_from(document->source ? document->source : ""));
    if (about->date) about->date = dl_arena_text(arena, dl_str_from(about->date));
    about->date_from = dl_arena_text(arena, dl_str_from(about->date_from));
    about->bytes = document->len;
    result->rules_hash = dl_arena_text(arena, dl_str_from(rules->hash));
    return !arena->failed;
}

static bool run_stages(run *r, const dateline_document *document) {
    return normalise_and_segment(r, document) && match(r) && resolve(r) &&
           make_mentions(r) && value(r, document) && correct(r, document) &&
           describe(r->result, document, r->scanner->rules) && make_entities(r) &&
           make_problems(r) && !r->scanner->work.failed && !r->result->arena.failed;
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
    empty(scanner);
    run r = {.scanner = scanner, .result = result};
    if (run_stages(&r, document)) return result;
    dl_fail(err, (dl_place){.file = source}, DATELINE_ERR_MEMORY, "no memory");
    dateline_result_free(result);
    return NULL;
}

size_t dateline_result_count(const dateline_result *result) {
    return result->entity_count;
}

const dateline_entity *dateline_result_at(const dateline_result *result, size_t i) {
    return i < result->entity_count ? &result->entities[i] : NULL;
}

size_t dateline_result_card_count(const dateline_result *result) {
    return result->cards.count;
}

const dateline_card *dateline_result_card_at(const dateline_result *result, size_t i) {
    return i < result->cards.count ? &result->cards.items[i] : NULL;
}

size_t dateline_result_problem_count(const dateline_result *result) {
    return result->problems.count;
}

const dateline_error *dateline_result_problem_at(const dateline_result *result,
                                                 size_t i) {
    return i < result->problems.count ? &result->problems.items[i] : NULL;
}

const char *dateline_result_text(const dateline_result *result, size_t *len) {
    if (len) *len = result->text.article.len;
    return result->text.article.at;
}

dateline_about dateline_result_about(const dateline_result *result) {
    return result->about;
}

const char *dateline_result_rules_hash(const dateline_result *result) {
    return result->rules_hash;
}

void dateline_result_free(dateline_result *result) {
    if (!result) return;
    dl_arena_free(&result->arena);
    dl_free(result);
}
