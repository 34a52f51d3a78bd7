/* explain.c - why a mention is what it is: each piece of evidence with its weight, the
 * rivals that lost, and what a correction did to it. */
#include "dateline.h"

#include <stdlib.h>

#include "namesakes.h"
#include "reasons.h"

enum { RIVALS_MOST = 4, READINGS_MOST = 512 };

typedef struct explainer {
    dl_run run;
    const dl_text *text;
    dl_reasons reasons;
    dl_teller teller;
    bool first; /* no mention was written yet */
} explainer;

static dl_str piece_text(const explainer *e, const dl_piece *piece) {
    return dl_text_at(e->text, dl_tokens_span(e->text, piece->first, piece->end));
}

static int score_of(const dl_piece *piece, int type) {
    return piece->weights[DL_SECOND_PASS + type];
}

static void put_rival(explainer *e, const dl_piece *piece, int score,
                      const char *type_name, bool *any) {
    dl_teller *t = &e->teller;
    char number[16];
    dl_tenths_text(score, number);
    dl_str text = piece_text(e, piece);
    if (t->json) {
        dl_tell(t, "%s{\"type\":\"%s\",\"text\":", *any ? "," : "", type_name);
        dl_tell_quoted(t, text);
        dl_tell(t, ",\"score\":%s}", number[0] == '+' ? number + 1 : number);
    } else {
        dl_tell(t, "%s%s ", *any ? ", " : "  lost: ", type_name);
        dl_tell_quoted(t, text);
        dl_tell(t, " %s", number);
    }
    *any = true;
}

typedef struct reading {
    const dl_piece *piece;
    int type, score;
} reading;

static int strongest_first(const void *left, const void *right) {
    const reading *a = left, *b = right;
    if (a->score != b->score) return b->score - a->score;
    if (a->piece != b->piece) return a->piece < b->piece ? -1 : 1;
    return a->type - b->type;
}

/* The strongest other readings at the mention's place. */
static void put_rivals(explainer *e, const dl_stretch *s, const dl_chosen *won) {
    dl_teller *t = &e->teller;
    reading all[READINGS_MOST];
    size_t count = 0;
    for (uint32_t p = 0; p < s->piece_count && count + DL_NAME_TYPES < READINGS_MOST;
         p++) {
        const dl_piece *piece = &s->pieces[p];
        if (piece->first >= won->end || piece->end <= won->first) continue;
        bool one = piece->unit_end == piece->unit + 1, itself = p == won->piece;
        if (piece->fixed && !itself)
            all[count++] = (reading){piece, piece->type, piece->score};
        for (int type = 0; !piece->fixed && type < (one ? DL_NAME_TYPES : DL_NONE);
             type++)
            if (!itself || type != won->type)
                all[count++] = (reading){piece, type, score_of(piece, type)};
    }
    qsort(all, count, sizeof *all, strongest_first);
    bool any = false;
    if (t->json) dl_tell(t, ",\"rivals\":[");
    for (size_t i = 0; i < count && i < RIVALS_MOST; i++)
        put_rival(e, all[i].piece, all[i].score, e->run.scan.rules->types[all[i].type],
                  &any);
    dl_tell(t, t->json ? "]" : any ? "\n" : "");
}

static void put_captures(dl_teller *t, const dl_mention *mention) {
    if (t->json) dl_tell(t, ",\"captures\":{");
    bool any = false;
    for (size_t i = 0; i < mention->arg_count; i++) {
        if (!mention->args[i].text.at) continue;
        dl_tell(t, t->json ? "%s\"%s\":" : "%s    %s = ", t->json && any ? "," : "",
                mention->args[i].name);
        (t->json ? dl_tell_quoted : dl_tell_text)(t, mention->args[i].value);
        if (!t->json) dl_tell(t, "\n");
        any = true;
    }
    if (t->json) dl_tell(t, "}");
}

static void put_head(explainer *e, const dl_mention *mention) {
    dl_teller *t = &e->teller;
    dl_origin at = dl_text_origin(e->text, mention->span);
    dl_str text = {e->text->article.at + at.text_start, at.text_end - at.text_start};
    long permille = (long)(mention->confidence * 1000 + 0.5);
    if (t->json)
        dl_tell(t, "%s{\"type\":\"%s\",\"text\":", e->first ? "" : ",", mention->type);
    else
        dl_tell(t, "%zu-%zu %s ", at.start, at.end, mention->type);
    dl_tell_quoted(t, text);
    if (t->json) dl_tell(t, ",\"start\":%zu,\"end\":%zu", at.start, at.end);
    dl_tell(t,
            t->json ? ",\"confidence\":%ld.%03ld,\"rule\":\"%s\"" : " %ld.%03ld by %s\n",
            permille / 1000, permille % 1000, mention->rule);
    e->first = false;
}

/* What was chosen for these words; NULL for what a correction put there. */
static const dl_chosen *choice_of(const explainer *e, const dl_mention *mention) {
    const dl_chosen_list *all = &e->run.resolve.chosen;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].first == mention->first && all->items[i].end == mention->end &&
            strcmp(e->run.scan.rules->types[all->items[i].type], mention->type) == 0)
            return &all->items[i];
    return NULL;
}

static void put_choice(explainer *e, const dl_mention *mention, const dl_chosen *won) {
    dl_teller *t = &e->teller;
    const dl_stretch *s = &e->run.resolve.stretches.items[won->stretch];
    if (won->candidate >= 0) {
        const dl_candidate *found = &e->run.scan.candidates.items[won->candidate];
        const dateline_rule *rule = &e->run.scan.rules->rules[found->rule].about;
        if (!t->json)
            dl_tell(t, "  rule %s:%u, confidence %.2f\n", rule->file, rule->line,
                    rule->confidence);
        put_captures(t, mention);
    }
    if (!s->pieces[won->piece].fixed)
        dl_reasons_tell(&e->reasons, &e->run, won->stretch, won->piece, won->type, t);
    put_rivals(e, s, won);
}

static void explain_mention(explainer *e, const dl_mention *mention) {
    const dl_chosen *won = choice_of(e, mention);
    put_head(e, mention);
    if (won) put_choice(e, mention, won);
    dl_namesakes_tell(&e->run, mention, &e->teller);
    dl_reasons_tell_correction(&e->run, mention, &e->teller);
    if (e->teller.json) dl_tell(&e->teller, "}");
}

/* ---- choosing what is asked about ---- */

static bool is_asked(const dl_run *run, uint32_t first, uint32_t end, void *user) {
    const dateline_explain_options *options = user;
    const dl_text *text = &run->result->text;
    dl_nspan span = dl_tokens_span(text, first, end);
    if (options->text) {
        dl_str stretch = dl_text_at(text, span);
        return memmem(stretch.at, stretch.len, options->text, strlen(options->text));
    }
    if (options->at < 0) return true;
    dl_origin at = dl_text_origin(text, span);
    return (size_t)options->at >= at.start && (size_t)options->at < at.end;
}

dateline_status dateline_explain(dateline_scanner *scanner,
                                 const dateline_document *document,
                                 const dateline_explain_options *options,
                                 dateline_write_fn write, void *user) {
    dateline_result result = {0};
    dateline_explain_options asked = *options;
    explainer e = {.run = {.scanner = scanner, .result = &result},
                   .text = &result.text,
                   .teller = {.write = write, .user = user, .json = options->json},
                   .first = true};
    bool good = dl_reasons_run(&e.reasons, &e.run, document, is_asked, &asked);
    if (good && options->json) dl_tell(&e.teller, "[");
    for (size_t i = 0; good && i < e.run.count; i++) {
        const dl_mention *mention = &e.run.mentions[i];
        if (is_asked(&e.run, mention->first, mention->end, &asked))
            explain_mention(&e, mention);
    }
    if (good && options->json) dl_tell(&e.teller, "]\n");
    dl_arena_free(&result.arena);
    if (!good) return DATELINE_ERR_MEMORY;
    return e.teller.stopped ? DATELINE_ERR_WRITE : DATELINE_OK;
}
