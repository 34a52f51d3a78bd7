/* explain.c - why a mention is what it is: each piece of evidence with its weight, and
 * the rivals that lost. The stages run as in dateline.c; the evidence is asked clue by
 * clue between the passes (resolve/explain.c), so that it is what the decision saw. */
#include "dateline.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "run.h"

enum { CLUES_MOST = 512, RIVALS_MOST = 4, READINGS_MOST = 512 };

typedef struct held { /* the evidence of a piece, kept from between the passes */
    uint32_t *clues;
    size_t count;
} held;

typedef struct explainer {
    const dateline_explain_options *options;
    dl_run run;
    const dl_text *text;
    held **pieces; /* by stretch, by piece; NULL where nobody asks */
    dateline_write_fn write;
    void *user;
    bool open, first; /* the writer takes more; no mention was written yet */
} explainer;

/* ---- writing ---- */

static void put(explainer *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void put(explainer *e, const char *format, ...) {
    char line[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (len >= (int)sizeof line) len = sizeof line - 1;
    if (e->open && len > 0) e->open = e->write(line, (size_t)len, e->user);
}

static void put_quoted(explainer *e, dl_str text) {
    put(e, "\"");
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\')
            put(e, "\\%c", c);
        else if (c < ' ')
            put(e, "\\u%04x", c);
        else
            put(e, "%c", c);
    }
    put(e, "\"");
}

/* "+3.2", "-0.5": tenths of a log-odds as a decimal. */
static const char *decimal(int tenths, char out[16]) {
    snprintf(out, 16, "%c%d.%d", tenths < 0 ? '-' : '+', abs(tenths) / 10,
             abs(tenths) % 10);
    return out;
}

/* ---- evidence ---- */

static dl_str piece_text(const explainer *e, const dl_piece *piece) {
    return dl_text_at(e->text, dl_tokens_span(e->text, piece->first, piece->end));
}

typedef struct line {
    const char *name;
    dl_str word;
    int weight;
} line;

static int heaviest_first(const void *left, const void *right) {
    const line *a = left, *b = right;
    if (abs(a->weight) != abs(b->weight)) return abs(b->weight) - abs(a->weight);
    return strcmp(a->name, b->name);
}

static const char *const role_words[DL_ROLES] = {
    "words.mention",  "words.first",     "words.last", "words.inner", "words.any",
    "words.previous", "words.previous2", "words.next", "words.next2"};

/* The evidence for a type in the second pass, heaviest first. */
static size_t evidence_lines(const explainer *e, const dl_stretch *s,
                             const dl_piece *piece, const held *all, int type,
                             line *out) {
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const dl_rule *clue = &e->run.scan.rules->rules[all->clues[i]];
        int weight = clue->weights[DL_SECOND_PASS + type];
        if (weight) out[count++] = (line){clue->about.name, {NULL, 0}, weight};
    }
    for (int role = 0; role < DL_ROLES; role++) {
        uint32_t number = dl_piece_word(&e->run.resolve, s, piece, (dl_role)role);
        if (number == UINT32_MAX) continue;
        dl_str word = dl_vocabulary_at(e->run.scan.vocabulary, number)->text;
        int weight = dl_learnt_weights(e->run.scan.rules, (dl_role)role,
                                       word)[DL_SECOND_PASS + type];
        if (weight) out[count++] = (line){role_words[role], word, weight};
    }
    qsort(out, count, sizeof *out, heaviest_first);
    return count;
}

static void put_evidence(explainer *e, const dl_stretch *s, const dl_piece *piece,
                         const held *all, int type) {
    line lines[CLUES_MOST + DL_ROLES];
    size_t count = evidence_lines(e, s, piece, all, type, lines);
    char number[16];
    if (e->options->json) put(e, ",\"evidence\":[");
    for (size_t i = 0; i < count; i++) {
        decimal(lines[i].weight, number);
        if (e->options->json) {
            put(e, "%s{\"clue\":\"%s\",\"weight\":%d.%d", i ? "," : "", lines[i].name,
                lines[i].weight / 10, abs(lines[i].weight) % 10);
            if (lines[i].word.at) put(e, ",\"word\":"), put_quoted(e, lines[i].word);
            put(e, "}");
        } else {
            put(e, "    %6s  %s", number, lines[i].name);
            if (lines[i].word.at)
                put(e, " \"%.*s\"", (int)lines[i].word.len, lines[i].word.at);
            put(e, "\n");
        }
    }
    if (e->options->json) put(e, "]");
}

/* ---- one mention ---- */

static int score_of(const dl_piece *piece, int type) {
    return piece->weights[DL_SECOND_PASS + type];
}

static void put_rival(explainer *e, const dl_piece *piece, int score,
                      const char *type_name, bool *any) {
    char number[16];
    decimal(score, number);
    dl_str text = piece_text(e, piece);
    if (e->options->json) {
        put(e, "%s{\"type\":\"%s\",\"text\":", *any ? "," : "", type_name);
        put_quoted(e, text);
        put(e, ",\"score\":%s}", number[0] == '+' ? number + 1 : number);
    } else {
        put(e, "%s%s \"%.*s\" %s", *any ? ", " : "  lost: ", type_name, (int)text.len,
            text.at, number);
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
    if (e->options->json) put(e, ",\"rivals\":[");
    for (size_t i = 0; i < count && i < RIVALS_MOST; i++)
        put_rival(e, all[i].piece, all[i].score, e->run.scan.rules->types[all[i].type],
                  &any);
    put(e, e->options->json ? "]" : any ? "\n" : "");
}

static void put_captures(explainer *e, const dl_candidate *found, const dl_rule *rule) {
    if (e->options->json) put(e, ",\"captures\":{");
    bool any = false;
    for (size_t i = 0; found->args && i < rule->arg_count; i++) {
        if (!found->args[i].text.at) continue;
        if (e->options->json) {
            put(e, "%s\"%s\":", any ? "," : "", found->args[i].name);
            put_quoted(e, found->args[i].value);
        } else {
            put(e, "    %s = %.*s\n", found->args[i].name, (int)found->args[i].value.len,
                found->args[i].value.at);
        }
        any = true;
    }
    if (e->options->json) put(e, "}");
}

static void put_head(explainer *e, const dl_chosen *won, dl_origin at, const char *rule) {
    dl_str text = {e->text->article.at + at.text_start, at.text_end - at.text_start};
    const char *type = e->run.scan.rules->types[won->type];
    long permille = (long)(won->confidence * 1000 + 0.5);
    if (e->options->json) {
        put(e, "%s{\"type\":\"%s\",\"text\":", e->first ? "" : ",", type);
        put_quoted(e, text);
        put(e, ",\"start\":%zu,\"end\":%zu,\"confidence\":%ld.%03ld,\"rule\":\"%s\"",
            at.start, at.end, permille / 1000, permille % 1000, rule);
    } else {
        put(e, "%zu-%zu %s \"%.*s\" %ld.%03ld by %s\n", at.start, at.end, type,
            (int)text.len, text.at, permille / 1000, permille % 1000, rule);
    }
    e->first = false;
}

static void explain_mention(explainer *e, const dl_chosen *won) {
    const dl_stretch *s = &e->run.resolve.stretches.items[won->stretch];
    const dl_piece *piece = &s->pieces[won->piece];
    char by_evidence[64];
    snprintf(by_evidence, sizeof by_evidence, "%s.evidence",
             e->run.scan.rules->types[won->type]);
    const dl_candidate *found =
        won->candidate >= 0 ? &e->run.scan.candidates.items[won->candidate] : NULL;
    const dl_rule *rule = found ? &e->run.scan.rules->rules[found->rule] : NULL;
    dl_origin at = dl_text_origin(e->text, dl_tokens_span(e->text, won->first, won->end));
    put_head(e, won, at, rule ? rule->about.name : by_evidence);
    if (rule && !e->options->json)
        put(e, "  rule %s:%u, confidence %.2f\n", rule->about.file, rule->about.line,
            rule->about.confidence);
    if (found) put_captures(e, found, rule);
    if (!piece->fixed && e->pieces[won->stretch])
        put_evidence(e, s, piece, &e->pieces[won->stretch][won->piece], won->type);
    put_rivals(e, s, won);
    if (e->options->json) put(e, "}");
}

/* ---- choosing what is asked about ---- */

static bool is_asked(const explainer *e, uint32_t first, uint32_t end) {
    dl_nspan span = dl_tokens_span(e->text, first, end);
    if (e->options->text) {
        dl_str stretch = dl_text_at(e->text, span);
        size_t len = strlen(e->options->text);
        for (size_t i = 0; i + len <= stretch.len; i++)
            if (memcmp(stretch.at + i, e->options->text, len) == 0) return true;
        return false;
    }
    if (e->options->at < 0) return true;
    dl_origin at = dl_text_origin(e->text, span);
    return (size_t)e->options->at >= at.start && (size_t)e->options->at < at.end;
}

static bool hold_evidence(explainer *e, dl_arena *arena) {
    dl_resolve *r = &e->run.resolve;
    uint32_t ids[CLUES_MOST];
    e->pieces = dl_arena_zero(arena, (r->stretches.count + 1) * sizeof *e->pieces);
    if (!e->pieces) return false;
    for (size_t i = 0; i < r->stretches.count; i++) {
        const dl_stretch *s = &r->stretches.items[i];
        if (!is_asked(e, s->first, s->end)) continue;
        held *all = dl_arena_zero(arena, (s->piece_count + 1) * sizeof *all);
        if (!all) return false;
        for (uint32_t p = 0; p < s->piece_count; p++) {
            if (s->pieces[p].fixed) continue;
            all[p].count = dl_clues_of(r, s, &s->pieces[p], true, ids, CLUES_MOST);
            all[p].clues = dl_arena_alloc(arena, (all[p].count + 1) * sizeof *ids);
            if (!all[p].clues) return false;
            memcpy(all[p].clues, ids, all[p].count * sizeof *ids);
        }
        e->pieces[i] = all;
    }
    return true;
}

static bool run_stages(explainer *e, const dateline_document *document) {
    dl_run *run = &e->run;
    return dl_run_text(run, document) && dl_run_match(run) &&
           dl_resolve_first(&run->resolve) && hold_evidence(e, run->scan.arena) &&
           dl_resolve_second(&run->resolve);
}

dateline_status dateline_explain(dateline_scanner *scanner,
                                 const dateline_document *document,
                                 const dateline_explain_options *options,
                                 dateline_write_fn write, void *user) {
    dateline_result result = {0};
    explainer e = {.options = options,
                   .run = {.scanner = scanner, .result = &result},
                   .text = &result.text,
                   .write = write,
                   .user = user,
                   .open = true,
                   .first = true};
    bool good = run_stages(&e, document);
    if (good && options->json) put(&e, "[");
    for (size_t i = 0; good && i < e.run.resolve.chosen.count; i++) {
        const dl_chosen *won = &e.run.resolve.chosen.items[i];
        if (won->type != DL_NONE && is_asked(&e, won->first, won->end))
            explain_mention(&e, won);
    }
    if (good && options->json) put(&e, "]\n");
    dl_arena_free(&result.arena);
    if (!good) return DATELINE_ERR_MEMORY;
    return e.open ? DATELINE_OK : DATELINE_ERR_WRITE;
}
