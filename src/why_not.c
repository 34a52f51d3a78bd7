/* why_not.c - why a stretch of text was not found as a type: it was and is not shown, it
 * lost to something, or no rule proposed it; then the rules that came closest. */
#include "closest.h"
#include "correct/correct.h"
#include "namesakes.h"
#include "reasons.h"

enum { RULES_SHOWN = 5 };

typedef struct asker {
    const dateline_why_not_options *options;
    dl_run run;
    dl_reasons reasons;
    dl_teller teller;
    dl_str wanted;     /* the text asked for, normalised */
    const char *place; /* as which place, or NULL */
    int type;          /* number, or -1: no rule gives it */
    size_t told;       /* occurrences */
} asker;

typedef struct place { /* an occurrence of the text */
    dl_nspan span;
    uint32_t first, end; /* tokens that it touches */
} place;

/* ---- writing ----------------------------------------------------------------------- */

static void begin(asker *a, const char *reason) {
    dl_teller *t = &a->teller;
    if (t->json) {
        dl_tell(t, "%s{\"type\":", a->told ? "," : "");
        dl_tell_quoted(t, dl_str_from(a->options->type));
        dl_tell(t, ",\"text\":");
        dl_tell_quoted(t, dl_str_from(a->options->text));
        dl_tell(t, ",\"reason\":\"%s\"", reason);
    } else {
        dl_tell(t, "%s ", a->options->type);
        dl_tell_quoted(t, dl_str_from(a->options->text));
    }
    a->told++;
}

static void begin_at(asker *a, const place *at, const char *reason) {
    dl_teller *t = &a->teller;
    dl_origin origin = dl_text_origin(a->run.scan.text, at->span);
    if (!t->json) dl_tell(t, "%zu-%zu ", origin.start, origin.end);
    begin(a, reason);
    if (t->json) dl_tell(t, ",\"start\":%zu,\"end\":%zu", origin.start, origin.end);
}

/* For people: what follows the head of a line. */
static void say(asker *a, const char *text) {
    if (!a->teller.json) dl_tell_text(&a->teller, dl_str_from(text));
}

static void finish(asker *a) {
    dl_tell(&a->teller, a->teller.json ? "}" : "");
}

static void tell_permille(asker *a, double confidence) {
    long permille = (long)(confidence * 1000 + 0.5);
    dl_tell(&a->teller, a->teller.json ? ",\"confidence\":%ld.%03ld" : " %ld.%03ld",
            permille / 1000, permille % 1000);
}

/* ---- what was found there ---------------------------------------------------------- */

static bool has_type(const asker *a, const dl_mention *mention) {
    return strcmp(mention->type, a->options->type) == 0;
}

static const dl_mention *mention_at(const asker *a, const place *at) {
    for (size_t i = 0; i < a->run.count; i++) {
        const dl_mention *mention = &a->run.mentions[i];
        if (mention->first == at->first && mention->end == at->end &&
            has_type(a, mention))
            return mention;
    }
    return NULL;
}

static const char *fate(const asker *a, const dl_mention *mention) {
    if (mention->dropped) return mention->correction ? "corrected" : "value";
    if (!dl_run_shows(&a->run, mention->type)) return "hidden";
    if (mention->confidence < dl_run_least_confidence(&a->run, mention))
        return "min-confidence";
    return "found";
}

static void tell_found(asker *a, const place *at, const dl_mention *mention) {
    dl_teller *t = &a->teller;
    const char *reason = fate(a, mention);
    begin_at(a, at, reason);
    dl_tell(t, t->json ? ",\"rule\":\"%s\"" : " is found by %s,", mention->rule);
    tell_permille(a, mention->confidence);
    if (strcmp(reason, "hidden") == 0 && !t->json)
        dl_tell(t, ", and its type is hidden: --types +%s shows it", mention->type);
    if (strcmp(reason, "min-confidence") == 0)
        say(a, ", less than --min-confidence asks for");
    if (strcmp(reason, "value") == 0)
        say(a, ", and left out: its value cannot be, or it is part of a title");
    say(a, "\n");
    if (a->place) dl_namesakes_tell_not(&a->run, mention, a->place, t);
    dl_reasons_tell_correction(&a->run, mention, t);
    finish(a);
}

/* What is in the result and overlaps; nothing, in these words. */
static void tell_instead(asker *a, const place *at, const char *nothing) {
    dl_teller *t = &a->teller;
    size_t count = 0;
    if (t->json) dl_tell(t, ",\"instead\":[");
    for (size_t i = 0; i < a->run.count; i++) {
        const dl_mention *mention = &a->run.mentions[i];
        if (mention->dropped || mention->first >= at->end || mention->end <= at->first)
            continue;
        dl_origin origin = dl_text_origin(a->run.scan.text, mention->span);
        dl_tell(t, t->json ? "%s{\"type\":\"%s\",\"text\":" : "%s%s ",
                !count    ? ""
                : t->json ? ","
                          : ", ",
                mention->type);
        dl_tell_quoted(t, dl_text_at(a->run.scan.text, mention->span));
        dl_tell(t, t->json ? ",\"start\":%zu,\"end\":%zu" : " %zu-%zu", origin.start,
                origin.end);
        if (t->json) dl_tell(t, ",\"rule\":\"%s\"", mention->rule);
        tell_permille(a, mention->confidence);
        if (t->json) dl_tell(t, "}");
        count++;
    }
    if (t->json)
        dl_tell(t, "]");
    else if (!count)
        dl_tell_text(t, dl_str_from(nothing));
}

/* ---- what lost --------------------------------------------------------------------- */

typedef struct loser { /* a reading that was weighed */
    uint32_t stretch, piece;
    int32_t behind; /* tenths */
} loser;

static bool may_be(const asker *a, const dl_piece *piece) {
    return piece->fixed ? piece->type == a->type : a->type < DL_NONE;
}

static bool find_loser(asker *a, const place *at, loser *out, bool *found) {
    dl_resolve *r = &a->run.resolve;
    *found = false;
    for (uint32_t i = 0; i < r->stretches.count; i++) {
        dl_stretch *s = &r->stretches.items[i];
        if (s->first > at->first || s->end < at->end) continue;
        for (uint32_t p = 0; p < s->piece_count; p++) {
            const dl_piece *piece = &s->pieces[p];
            int32_t behind;
            if (piece->first != at->first || piece->end != at->end || !may_be(a, piece))
                continue;
            if (!dl_decide_shortfall(r, s, p, a->type, &behind)) return false;
            if (*found && behind >= out->behind) continue;
            *out = (loser){i, p, behind};
            *found = true;
        }
    }
    return true;
}

static void tell_lost(asker *a, const place *at, const loser *lost) {
    const dl_piece *piece =
        &a->run.resolve.stretches.items[lost->stretch].pieces[lost->piece];
    char number[16];
    dl_teller *t = &a->teller;
    begin_at(a, at, "outweighed");
    if (lost->behind == INT32_MAX) {
        say(a, " begins inside of what counts as one word, and lost to ");
    } else if (t->json) {
        dl_tell(t, ",\"behind\":%s", dl_tenths_text(lost->behind, number) + 1);
    } else {
        dl_tell(t, " lost by %s to ", dl_tenths_text(lost->behind, number) + 1);
    }
    tell_instead(a, at, "no name");
    say(a, "\n");
    if (piece->fixed) {
        const dl_candidate *found = &a->run.scan.candidates.items[piece->candidate];
        const dateline_rule *rule = &a->run.scan.rules->rules[found->rule].about;
        dl_tell(t, t->json ? ",\"rule\":\"%s\"" : "  it was proposed by %s", rule->name);
        if (!t->json) dl_tell(t, " (%s:%u)\n", rule->file, rule->line);
    } else {
        say(a, "  for and against it:\n");
        dl_reasons_tell(&a->reasons, &a->run, lost->stretch, lost->piece, a->type, t);
        dl_reasons_tell_lacking(&a->run, lost->stretch, lost->piece, a->type, t);
    }
}

/* ---- what was never proposed ------------------------------------------------------- */

/* Evidence alone proposes runs of capitalised words. */
static void tell_unproposed(asker *a, const place *at) {
    const dl_token *first = &a->run.scan.text->tokens[at->first];
    begin_at(a, at, "no-candidate");
    say(a, ": no rule proposes it");
    if (a->type < DL_NONE)
        say(a, first->flags & DL_CAP
                   ? ", and it is no run of up to 8 capitalised words"
                   : ", and evidence alone proposes runs of capitalised words");
    say(a, "; found there: ");
    tell_instead(a, at, "nothing");
    say(a, "\n");
}

static bool tell_closest(asker *a, const place *at) {
    dl_misses misses = {0};
    dl_teller *t = &a->teller;
    size_t lookups, count = dl_closest_count(a->run.scan.rules, a->type, &lookups);
    if (!dl_closest_find(&a->run, at->first, at->end, a->type, &misses)) return false;
    if (t->json) {
        dl_tell(t, ",\"rules\":[");
    } else if (!count) {
        dl_tell(t, "  the type has no rules, clues alone\n");
    } else if (misses.count) {
        dl_tell(t, "  rules that came closest, of %zu:\n", count);
    } else {
        dl_tell(t, "  of %zu rule%s none may begin here", count, count == 1 ? "" : "s");
        if (lookups) dl_tell(t, ", and no list of theirs has it");
        dl_tell(t, "\n");
    }
    for (size_t i = 0; i < misses.count && i < RULES_SHOWN; i++) {
        if (t->json && i) dl_tell(t, ",");
        dl_closest_tell(&a->run, &misses.items[i], t);
    }
    if (t->json) dl_tell(t, "]");
    return true;
}

/* ---- what cannot be a mention ------------------------------------------------------ */

static const char *split_by(const asker *a, const place *at) {
    const dl_text *text = a->run.scan.text;
    for (uint32_t i = at->first; i < at->end; i++) {
        if (i > at->first && text->tokens[i].flags & DL_PARAGRAPH) return "paragraph";
        if (text->tokens[i].kind == DL_DASH) return "dash";
    }
    dl_nspan whole = dl_tokens_span(text, at->first, at->end);
    return whole.start != at->span.start || whole.end != at->span.end ? "word" : NULL;
}

static void tell_split(asker *a, const place *at, const char *by) {
    begin_at(a, at, by);
    if (strcmp(by, "paragraph") == 0) say(a, " crosses the end of a paragraph");
    if (strcmp(by, "dash") == 0) say(a, " crosses a dash");
    if (strcmp(by, "word") == 0) {
        dl_nspan whole = dl_tokens_span(a->run.scan.text, at->first, at->end);
        if (!a->teller.json) dl_tell(&a->teller, " begins or ends inside of a word: ");
        if (a->teller.json) dl_tell(&a->teller, ",\"words\":");
        dl_tell_quoted(&a->teller, dl_text_at(a->run.scan.text, whole));
    }
    if (a->teller.json || strcmp(by, "word") == 0) {
        say(a, "\n");
    } else {
        say(a, ", which no mention does\n");
    }
    finish(a);
}

/* ---- the text ---------------------------------------------------------------------- */

static bool answer(asker *a, const place *at) {
    const char *split = split_by(a, at);
    bool in_word = split && strcmp(split, "word") == 0;
    const dl_mention *mention = in_word ? NULL : mention_at(a, at);
    loser lost;
    bool weighed;
    if (split && !mention) {
        tell_split(a, at, split);
        return true;
    }
    if (mention) {
        tell_found(a, at, mention);
        return true;
    }
    if (!find_loser(a, at, &lost, &weighed)) return false;
    if (weighed)
        tell_lost(a, at, &lost);
    else
        tell_unproposed(a, at);
    bool good = tell_closest(a, at);
    finish(a);
    return good;
}

/* True when the text asked for stands at the byte, its blanks as any white space. */
static bool stands_at(const asker *a, uint32_t byte, place *out) {
    const dl_text *text = a->run.scan.text;
    size_t end = dl_text_end(text->norm, byte, a->wanted, SIZE_MAX);
    if (!end) return false;
    out->span = (dl_nspan){byte, (uint32_t)end};
    out->first = dl_token_at(text, byte + 1);
    if (out->first) out->first--; /* the token that holds the byte */
    out->end = dl_token_at(text, (uint32_t)end);
    return out->end > out->first;
}

static bool is_meant(const asker *a, const place *at) {
    if (a->options->at < 0) return true;
    dl_origin origin = dl_text_origin(a->run.scan.text, at->span);
    return (size_t)a->options->at >= origin.start && (size_t)a->options->at < origin.end;
}

static void tell_absent(asker *a) {
    begin(a, "absent");
    say(a, a->options->at < 0 ? ": the text does not hold it\n"
                              : ": it does not stand at that character\n");
    finish(a);
}

static bool answer_all(asker *a) {
    place at;
    const dl_str norm = a->run.scan.text->norm;
    for (uint32_t byte = 0; byte < norm.len && !a->teller.stopped; byte++)
        if (stands_at(a, byte, &at) && is_meant(a, &at)) {
            if (!answer(a, &at)) return false;
            byte = at.span.end - 1;
        }
    if (!a->told) tell_absent(a);
    return true;
}

static bool hold_all(const dl_run *run, uint32_t first, uint32_t end, void *user) {
    const asker *a = user;
    dl_str stretch =
        dl_text_at(run->scan.text, dl_tokens_span(run->scan.text, first, end));
    for (size_t byte = 0; byte < stretch.len; byte++)
        if (dl_text_end(stretch, byte, a->wanted, SIZE_MAX)) return true;
    return false;
}

static void tell_no_type(asker *a) {
    const dateline_rules *rules = a->run.scan.rules;
    begin(a, "no-type");
    say(a, ": no rule gives this type; there are");
    for (size_t i = 0; i < rules->type_count && !a->teller.json; i++)
        if (i != DL_NONE) dl_tell(&a->teller, " %s", rules->types[i]);
    say(a, "\n");
    finish(a);
}

dateline_status dateline_why_not(dateline_scanner *scanner,
                                 const dateline_document *document,
                                 const dateline_why_not_options *options,
                                 dateline_write_fn write, void *user) {
    dateline_result result = {0};
    asker a = {.options = options,
               .run = {.scanner = scanner, .result = &result},
               .teller = {.write = write, .user = user, .json = options->json}};
    if (options->size >= sizeof *options) a.place = options->place;
    if (!options->text || !*options->text || !options->type) return DATELINE_ERR_ARGUMENT;
    a.wanted = dl_normal_text(dl_str_from(options->text), &result.arena);
    bool good = a.wanted.at && a.wanted.len &&
                dl_reasons_run(&a.reasons, &a.run, document, hold_all, &a);
    if (good && options->json) dl_tell(&a.teller, "[");
    if (good) {
        a.type = dl_type_find(scanner->rules, options->type);
        if (a.type < 0 || a.type == DL_NONE)
            tell_no_type(&a);
        else
            good = answer_all(&a);
    }
    if (good && options->json) dl_tell(&a.teller, "]\n");
    dl_arena_free(&result.arena);
    if (!good) return DATELINE_ERR_MEMORY;
    return a.teller.stopped ? DATELINE_ERR_WRITE : DATELINE_OK;
}
