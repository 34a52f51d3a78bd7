/* result.c - from mentions to the records that a caller reads. */
#include "result.h"

#include "run.h"

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

static bool fill_entity(dl_run *r, const dl_mention *mention, dateline_entity *out) {
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
    if (mention->ends[1].end) {
        dl_origin first = dl_text_origin(text, mention->ends[0]),
                  last = dl_text_origin(text, mention->ends[1]);
        out->first_len = first.text_end - at.text_start;
        out->last_start = last.text_start - at.text_start;
    }
    return out->type && out->rule && out->text;
}

bool dl_run_shows(const dl_run *r, const char *type) {
    int number = dl_type_find(r->scanner->rules, type);
    return number >= 0 && r->scanner->shown[number];
}

/* A name is told from 0.4 on: below, more are wrong than right. That holds where
 * confidence is calibrated. */
double dl_run_least_confidence(const dl_run *r, const dl_mention *mention) {
    const double names_from = 0.4;
    double asked = r->scanner->options.min_confidence;
    int number = dl_type_find(r->scanner->rules, mention->type);
    bool calibrated = number >= 0 && number < DL_NONE &&
                      r->scanner->rules->calibration[number].count > 0;
    return asked > 0 || !calibrated || mention->correction ? asked : names_from;
}

static bool is_shown(const dl_run *r, const dl_mention *mention) {
    return !mention->dropped && dl_run_shows(r, mention->type) &&
           mention->confidence >= dl_run_least_confidence(r, mention);
}

/* Cards count what is shown, in its own words; one that has nothing left goes. */
static void empty_cards(dl_cards *cards) {
    for (size_t i = 0; i < cards->count; i++) {
        cards->items[i].mentions = cards->items[i].variant_count = 0;
        cards->items[i].variants = NULL;
    }
}

static bool count_on_card(dl_run *r, const dl_mention *mention) {
    if (!mention->card) return true;
    dateline_card *card = &r->result->cards.items[mention->card - 1];
    card->mentions++;
    return dl_card_variant(card, dl_text_at(&r->result->text, mention->span),
                           &r->result->arena);
}

static bool keep_cards(dl_run *r) {
    dl_cards *cards = &r->result->cards;
    uint32_t *renumbered =
        dl_arena_zero(&r->scanner->work, (cards->count + 1) * sizeof *renumbered);
    if (!renumbered) return false;
    size_t kept = 0;
    for (size_t i = 0; i < cards->count; i++) {
        if (!cards->items[i].mentions) continue;
        cards->items[kept] = cards->items[i];
        cards->items[kept].key = dl_value_key(&cards->items[i].value, &r->result->arena);
        renumbered[i] = (uint32_t)++kept;
    }
    cards->count = kept;
    for (size_t i = 0; i < r->result->entity_count; i++) {
        dateline_entity *entity = &r->result->entities[i];
        if (entity->card) entity->card = renumbered[entity->card - 1];
        entity->key = entity->card ? cards->items[entity->card - 1].key
                                   : dl_value_key(&entity->value, &r->result->arena);
    }
    return !r->result->arena.failed;
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

static bool make_entities(dl_run *r) {
    dateline_result *result = r->result;
    result->entities =
        dl_arena_alloc(&result->arena, (r->count + 1) * sizeof *result->entities);
    long *entity_of =
        dl_arena_alloc(&r->scanner->work, (r->count + 1) * sizeof *entity_of);
    if (!result->entities || !entity_of) return false;
    empty_cards(&result->cards);
    for (size_t i = 0; i < r->count; i++) {
        entity_of[i] = -1;
        if (!is_shown(r, &r->mentions[i])) continue;
        if (!fill_entity(r, &r->mentions[i], &result->entities[result->entity_count]))
            return false;
        if (!count_on_card(r, &r->mentions[i])) return false;
        entity_of[i] = (long)result->entity_count++;
    }
    renumber_anchors(result, entity_of, r->count);
    return keep_cards(r);
}

/* More than a third of the lower-case words of English news are these; French has five in
 * a hundred that look like them. */
enum { ENGLISH_WORDS_LEAST = 50, ENGLISH_PER_HUNDRED = 15 };

static bool looks_foreign(const dl_run *r) {
    return r->scan.rules->function_list >= 0 && r->scan.words >= ENGLISH_WORDS_LEAST &&
           (uint64_t)r->scan.function_words * 100 <
               (uint64_t)r->scan.words * ENGLISH_PER_HUNDRED;
}

static bool note_language(dl_run *r) {
    dateline_error *problem = DL_PUSH(&r->result->arena, &r->result->problems);
    if (!problem) return false;
    dl_fail(
        problem, (dl_place){.file = r->result->about.source}, DATELINE_ERR_LANGUAGE,
        "not English: %u of %u words are common English ones; the records are guesses",
        r->scan.function_words, r->scan.words);
    problem->warning = true;
    return true;
}

/* A record's home that no gazetteer knows helps nobody, and its writer should know. */
static bool note_home(dl_run *r, const char *home) {
    dl_place_row row;
    if (!home || dl_home_find(r->scan.rules, dl_str_from(home), &row)) return true;
    dateline_error *problem = DL_PUSH(&r->result->arena, &r->result->problems);
    if (!problem) return false;
    dl_fail(problem, (dl_place){.file = r->result->about.source}, DATELINE_ERR_INPUT,
            "home: the gazetteer has no place \"%.100s\"; a place and what it lies in is "
            "right: Lexington, Kentucky",
            home);
    problem->warning = true;
    return true;
}

static bool make_problems(dl_run *r, const dateline_document *document) {
    if (looks_foreign(r) && !note_language(r)) return false;
    if (!note_home(r, document->home)) return false;
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

static const char *copy(dl_arena *arena, const char *text) {
    return text ? dl_arena_text(arena, dl_str_from(text)) : NULL;
}

static bool describe(dl_run *r, const dateline_document *document) {
    dateline_result *result = r->result;
    dl_arena *arena = &result->arena;
    dateline_about *about = &result->about;
    about->id = dl_arena_text(arena, dl_str_from(document->id ? document->id : ""));
    about->source =
        dl_arena_text(arena, dl_str_from(document->source ? document->source : ""));
    if (about->date) about->date = dl_arena_text(arena, dl_str_from(about->date));
    about->date_from = dl_arena_text(arena, dl_str_from(about->date_from));
    about->bytes = document->len;
    about->extracted = document->extracted;
    about->title = copy(arena, document->title);
    about->author = copy(arena, document->author);
    about->url = copy(arena, document->url);
    about->focus = dl_focus_find(&r->scan, r->mentions, r->count, arena);
    result->rules_hash = dl_arena_text(arena, dl_str_from(r->scanner->rules->hash));
    return !arena->failed;
}

bool dl_run_result(dl_run *r, const dateline_document *document) {
    return describe(r, document) && make_entities(r) && make_problems(r, document) &&
           !r->scanner->work.failed && !r->result->arena.failed;
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
