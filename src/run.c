/* run.c - the stages between an article's bytes and its mentions. */
#include "run.h"

#include "correct/correct.h"
#include "value/value.h"

bool dl_run_text(dl_run *r, const dateline_document *document) {
    dl_scanner_empty(r->scanner);
    dl_arena *arena = &r->result->arena;
    dl_text *text = &r->result->text;
    const char *copy = dl_arena_text(arena, (dl_str){document->text, document->len});
    return copy && dl_normalise(copy, document->len, document->raw, arena, text) &&
           dl_segment(text, r->scanner->rules->abbreviations, &r->scanner->work);
}

bool dl_run_match(dl_run *r) {
    r->scan = dl_scanner_scan(r->scanner, &r->result->text);
    r->resolve = (dl_resolve){.scan = &r->scan};
    return dl_scan_words(&r->scan) && dl_scan_rules(&r->scan);
}

/* "person.family-name" and the like come from rules; words alone are found by evidence.
 */
static const char *evidence_rule(dl_run *r, const char *type) {
    return dl_arena_format(&r->scanner->work, "%s.evidence", type);
}

/* What the evidence says of a name is calibrated; a date's rule speaks for itself. */
static double confidence_of(const dl_run *r, const dl_chosen *won) {
    if (won->type >= DL_NONE) return won->confidence;
    return dl_calibrated(r->scan.rules, won->type, won->confidence);
}

bool dl_run_mentions(dl_run *r) {
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
        mention->confidence = confidence_of(r, won);
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
static const char *date_of_text(dl_run *r) {
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

static bool is_from(const dateline_about *about, const char *from) {
    return about->date_from && strcmp(about->date_from, from) == 0;
}

/* A record's own day goes before the option, that before the day in a file's name; the
 * day when a page was fetched comes last. */
static void choose_date(dl_run *r, const dateline_document *document) {
    dateline_about *about = &r->result->about;
    about->date = document->date;
    about->date_from = document->date ? document->date_from : NULL;
    bool fetched = is_from(about, "fetched");
    bool guessed = !about->date || fetched || is_from(about, "name");
    if (guessed && r->scanner->options.date) {
        about->date = r->scanner->options.date;
        about->date_from = "option";
    } else if (!about->date || fetched) {
        const char *of_text = date_of_text(r);
        if (of_text) {
            about->date = of_text;
            about->date_from = "text";
        }
    }
    if (!about->date)
        about->date_from = "none";
    else if (!about->date_from)
        about->date_from = "record";
    r->context.date = about->date;
}

bool dl_run_values(dl_run *r, const dateline_document *document) {
    r->context = (dl_value_context){
        .text = &r->result->text,
        .date_order = r->scanner->options.date_order,
        .fiscal_start = r->scanner->options.fiscal_start,
        .home = document->home ? document->home : r->scanner->options.home,
        .domain = document->domain ? document->domain : document->url,
        .title = document->title,
        .arena = &r->result->arena,
        .chooser = &r->chooser};
    choose_date(r, document);
    return dl_link_names(&r->scan, r->mentions, r->count, &r->context,
                         &r->result->cards) &&
           dl_values_fill(r->mentions, r->count, &r->context) &&
           dl_link_dates(r->mentions, r->count, &r->context, &r->result->cards);
}

bool dl_run_correct(dl_run *r, const dateline_document *document) {
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
