/* tune.c - fits the weights of clues and name rules on annotated articles.
 *
 *     tune RULES FOLDER [-l L2] [-e EPOCHS] GOLD[:FILTER]...
 *
 * GOLD is NDJSON with text and entities (start, end, type, label). FILTER half takes the
 * documents whose id hashes to an even number, so that the others stay unseen. What the
 * engine itself saw in the first pass trains the weights of that pass; with what the
 * first pass then says of the document it trains those of the second. Maximum likelihood
 * of the gold cut and types (a semi-Markov CRF; Sarawagi and Cohen 2004), AdaGrad (Duchi,
 * Hazan and Singer 2011), L2. FOLDER/weights.tsv gets a line a clue: its weights for the
 * five name types in tenths of a log-odds; FOLDER/words-*.tsv the same for ordinary words
 * beside and in names, and endings. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "resolve/resolve.h"
#include "rules/load.h"

enum { CLUES_MOST = 256, TYPES = DL_NAME_TYPES };

typedef struct example_piece {
    uint32_t from, to; /* nodes */
    uint32_t clues, clue_count;
    int8_t gold; /* type, or -1: not in the gold cut */
    bool single; /* may be no entity too */
} example_piece;

typedef struct example {
    uint32_t nodes, pieces, piece_count;
    int pass;
} example;

typedef DL_ARRAY(uint32_t) numbers;
typedef DL_ARRAY(example_piece) piece_list;
typedef DL_ARRAY(example) example_list;

/* Learnt words and endings: a feature is a role and a folded text. Ordinary words of the
 * language alone become features, and endings that are common: never a name of the gold.
 */
enum {
    WORD_LEAST = 8,
    ENDING_COUNT_LEAST = 30,
    ENDING_ROLE = DL_ROLES,
    FEATURES_MOST = 1 << 17
};

typedef struct feature {
    const char *text; /* NULL: free slot */
    int role;
    uint32_t count, id; /* id: 0 until it is common enough */
} feature;

typedef struct tuner {
    dateline_rules *rules;
    dl_matcher *matcher;
    dl_vocabulary *vocabulary;
    dl_arena keep, work;
    uint8_t *given_up;
    uint64_t *lower_seen;
    numbers clues;
    feature *features;
    uint32_t feature_count; /* that are common enough */
    bool counting;
    piece_list pieces;
    example_list examples;
    double (*weights[2])[TYPES], (*squares[2])[TYPES]; /* by pass */
    size_t skipped, documents, disagreements;
} tuner;

/* ---- gold ---- */

typedef struct gold {
    size_t start, end;
    int type;
} gold;
typedef DL_ARRAY(gold) gold_list;

static int gold_type(const char *type, const char *label) {
    static const char *const organisations[] = {"ORG", "ORGANIZATION", "org",
                                                "Organization", "organization"};
    if (strcmp(type, "person") == 0) return DL_PERSON;
    if (strcmp(type, "place") == 0) return DL_PLACE;
    if (strcmp(type, "unknown") == 0) return -2;
    if (strcmp(type, "other") != 0) return -1;
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++)
        if (label && strcmp(label, organisations[i]) == 0) return DL_ORGANISATION;
    return DL_OTHER;
}

/* ---- learnt words ---- */

static feature *feature_of(tuner *t, int role, dl_str folded) {
    uint64_t hash = dl_hash_mix(dl_hash_str(folded), (uint64_t)role + 1);
    for (uint32_t at = (uint32_t)hash % FEATURES_MOST;; at = (at + 1) % FEATURES_MOST) {
        feature *f = &t->features[at];
        if (f->text && f->role == role && dl_str_is(folded, f->text)) return f;
        if (f->text) continue;
        f->text = dl_arena_text(&t->keep, folded);
        f->role = role;
        return f;
    }
}

static void use_feature(tuner *t, int role, dl_str folded, example_piece *slot) {
    feature *f = feature_of(t, role, folded);
    if (t->counting)
        f->count++;
    else if (f->id) {
        *DL_PUSH(&t->keep, &t->clues) = f->id;
        slot->clue_count++;
    }
}

static void use_ending(tuner *t, dl_str folded, example_piece *slot) {
    for (size_t letters = DL_ENDING_MOST; letters >= DL_ENDING_LEAST; letters--) {
        if (folded.len < letters + 2) continue;
        dl_str ending = dl_str_cut(folded, folded.len - letters, folded.len);
        feature *f = feature_of(t, ENDING_ROLE, ending);
        if (t->counting)
            f->count++;
        else if (f->id) {
            use_feature(t, ENDING_ROLE, ending, slot);
            return;
        }
    }
}

static void use_words(tuner *t, const dl_resolve *r, const dl_stretch *s,
                      const dl_piece *piece, example_piece *slot) {
    for (int role = 0; role < DL_ROLES; role++) {
        uint32_t number = dl_piece_word(r, s, piece, (dl_role)role);
        if (number == UINT32_MAX) continue;
        const dl_word *word = dl_vocabulary_at(t->vocabulary, number);
        char folded[DL_FOLD_MAX];
        dl_str text = {folded, dl_fold(word->text, folded, sizeof folded)};
        if (text.len > 1 && (word->facts & DL_FACT_ORDINARY))
            use_feature(t, role, text, slot);
        if (role == DL_ROLE_MENTION || role == DL_ROLE_LAST) use_ending(t, text, slot);
    }
}

static void keep_common(tuner *t) {
    for (uint32_t i = 0; i < FEATURES_MOST; i++) {
        feature *f = &t->features[i];
        uint32_t least = f->role == ENDING_ROLE ? ENDING_COUNT_LEAST : WORD_LEAST;
        if (f->text && f->count >= least)
            f->id = (uint32_t)t->rules->rule_count + ++t->feature_count;
    }
    t->counting = false;
}

/* ---- examples from a document ---- */

static bool in_gold(const gold_list *all, size_t start, size_t end, int *type,
                    bool *crossed) {
    bool exact = false;
    for (size_t i = 0; i < all->count; i++) {
        const gold *g = &all->items[i];
        if (g->start == start && g->end == end) {
            exact = true;
            *type = g->type;
        }
        if (g->start < end && start < g->end && (g->type == -2)) *crossed = true;
    }
    return exact;
}

/* The engine's fast sum and the clues asked one by one must agree. */
static void check_sum(tuner *t, const dl_resolve *r, const dl_stretch *s,
                      const dl_piece *piece, const uint32_t *ids, size_t count) {
    dl_weights sum = {0};
    for (size_t i = 0; i < count; i++)
        sum += t->rules->rules[ids[i]].weights;
    for (int role = 0; role < DL_ROLES; role++) {
        uint32_t word = dl_piece_word(r, s, piece, (dl_role)role);
        if (word == UINT32_MAX) continue;
        sum += dl_learnt_weights(t->rules, (dl_role)role,
                                 dl_vocabulary_at(t->vocabulary, word)->text);
    }
    for (int type = 0; type < TYPES; type++)
        if (sum[type] != piece->base[type]) {
            if (t->disagreements++ < 5) {
                dl_str text =
                    dl_text_at(r->scan->text,
                               dl_tokens_span(r->scan->text, piece->first, piece->end));
                fprintf(stderr, "tune: fast and slow sums differ: %.*s\n", (int)text.len,
                        text.at);
            }
            return;
        }
}

static void add_example(tuner *t, dl_resolve *r, dl_stretch *s, const gold_list *all,
                        bool document) {
    example made = {.nodes = s->end - s->first + 1,
                    .pieces = (uint32_t)t->pieces.count,
                    .pass = document};
    dl_text *text = r->scan->text;
    size_t matched = 0, wanted = 0;
    bool crossed = false;
    dl_origin whole = dl_text_origin(text, dl_tokens_span(text, s->first, s->end));
    for (size_t i = 0; i < all->count; i++) {
        const gold *g = &all->items[i];
        wanted += g->type >= 0 && g->start < whole.end && whole.start < g->end;
    }
    for (uint32_t p = 0; p < s->piece_count; p++) {
        const dl_piece *piece = &s->pieces[p];
        if (piece->fixed) continue;
        dl_origin at =
            dl_text_origin(text, dl_tokens_span(text, piece->first, piece->end));
        uint32_t ids[CLUES_MOST];
        example_piece *slot = DL_PUSH(&t->keep, &t->pieces);
        int type = -1;
        bool hit = in_gold(all, at.start, at.end, &type, &crossed);
        *slot = (example_piece){.from = piece->first - s->first,
                                .to = piece->end - s->first,
                                .clues = (uint32_t)t->clues.count,
                                .gold = -1,
                                .single = piece->unit_end == piece->unit + 1};
        if (hit && type >= 0) slot->gold = (int8_t)type, matched++;
        slot->clue_count = (uint32_t)dl_clues_of(r, s, piece, document, ids, CLUES_MOST);
        if (!document && !t->counting) check_sum(t, r, s, piece, ids, slot->clue_count);
        uint32_t all_clues = slot->clue_count;
        slot->clue_count = 0;
        for (uint32_t i = 0; i < all_clues; i++) {
            /* what is certain is left out, lest others be fitted to make up for it */
            if (dl_rule_is_certain(&t->rules->rules[ids[i]])) continue;
            *DL_PUSH(&t->keep, &t->clues) = ids[i];
            slot->clue_count++;
        }
        use_words(t, r, s, piece, slot);
        made.piece_count++;
    }
    if (matched != wanted || crossed || !made.piece_count) {
        t->skipped += matched != wanted;
        t->pieces.count = made.pieces; /* a cut that no piece can make teaches nothing */
        return;
    }
    *DL_PUSH(&t->keep, &t->examples) = made;
}

static void learn_document(tuner *t, const char *bytes, size_t len,
                           const gold_list *all) {
    dl_arena_reset(&t->work);
    dl_vocabulary_trim(t->vocabulary);
    memset(t->given_up, 0, t->rules->pattern_count + 1);
    memset(t->lower_seen, 0, DL_LOWER_BITS / 8);
    dl_text text = {0};
    if (!dl_normalise(bytes, len, false, &t->work, &text) ||
        !dl_segment(&text, t->rules->abbreviations, &t->work))
        return;
    dl_scan scan = {.rules = t->rules,
                    .vocabulary = t->vocabulary,
                    .matcher = t->matcher,
                    .text = &text,
                    .arena = &t->work,
                    .given_up = t->given_up,
                    .lower_seen = t->lower_seen};
    dl_resolve r = {.scan = &scan};
    if (!dl_scan_words(&scan) || !dl_scan_rules(&scan) || !dl_resolve_first(&r)) return;
    for (size_t i = 0; i < r.stretches.count; i++)
        for (int document = 0; document < 2; document++)
            add_example(t, &r, &r.stretches.items[i], all, document);
    t->documents++;
}

static void learn_line(tuner *t, const char *line, bool half) {
    json_t *root = json_loads(line, JSON_ALLOW_NUL, NULL);
    const char *id = json_string_value(json_object_get(root, "id"));
    json_t *text = json_object_get(root, "text");
    if (text && !(half && id && dl_fold_hash(dl_str_from(id)) % 2)) {
        gold_list all = {0};
        size_t i;
        json_t *entity;
        json_array_foreach(json_object_get(root, "entities"), i, entity) {
            gold g = {(size_t)json_integer_value(json_object_get(entity, "start")),
                      (size_t)json_integer_value(json_object_get(entity, "end")), -1};
            g.type = gold_type(json_string_value(json_object_get(entity, "type")),
                               json_string_value(json_object_get(entity, "label")));
            if (g.type == -1) continue;
            *DL_PUSH(&t->keep, &all) = g;
        }
        learn_document(t, json_string_value(text), json_string_length(text), &all);
    }
    json_decref(root);
}

static bool learn_file(tuner *t, const char *name) {
    const char *colon = strrchr(name, ':');
    bool half = colon && strcmp(colon, ":half") == 0;
    char path[1024];
    snprintf(path, sizeof path, "%.*s", (int)(half ? colon - name : (long)strlen(name)),
             name);
    FILE *file = fopen(path, "rb");
    if (!file) return perror(path), false;
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0)
        learn_line(t, line, half);
    free(line);
    fclose(file);
    return true;
}

/* ---- likelihood ---- */

static double log_add(double a, double b) {
    if (a < b) return b + log1p(exp(a - b));
    return a == -INFINITY ? a : a + log1p(exp(b - a));
}

static void score(const tuner *t, int pass, const example_piece *p, double out[TYPES]) {
    for (int type = 0; type < TYPES; type++)
        out[type] = 0;
    for (uint32_t i = 0; i < p->clue_count; i++)
        for (int type = 0; type < TYPES; type++)
            out[type] += t->weights[pass][t->clues.items[p->clues + i]][type];
}

static void push_gradient(tuner *t, int pass, const example_piece *p, int type,
                          double gradient, double rate) {
    for (uint32_t i = 0; i < p->clue_count; i++) {
        uint32_t clue = t->clues.items[p->clues + i];
        t->squares[pass][clue][type] += gradient * gradient;
        t->weights[pass][clue][type] +=
            rate * gradient / sqrt(t->squares[pass][clue][type] + 0.1);
    }
}

/* One example: log-likelihood, and a step along its gradient when rate > 0. */
static double visit(tuner *t, const example *e, double rate) {
    enum { NODES = 4096 };
    static double forward[NODES], backward[NODES], none[NODES];
    static uint32_t none_to[NODES];
    if (e->nodes > NODES) return 0;
    const example_piece *pieces = t->pieces.items + e->pieces;
    double(*scores)[TYPES] = malloc(e->piece_count * sizeof *scores);
    int32_t *none_of = malloc(e->nodes * sizeof *none_of);
    for (uint32_t n = 0; n < e->nodes; n++) {
        forward[n] = backward[n] = -INFINITY;
        none[n] = 0;
        none_to[n] = n + 1;
        none_of[n] = -1;
    }
    for (uint32_t p = 0; p < e->piece_count; p++) {
        score(t, e->pass, &pieces[p], scores[p]);
        if (!pieces[p].single) continue;
        none[pieces[p].from] = scores[p][DL_NONE];
        none_to[pieces[p].from] = pieces[p].to;
        none_of[pieces[p].from] = (int32_t)p;
    }
    forward[0] = backward[e->nodes - 1] = 0;
    for (uint32_t n = 0; n + 1 < e->nodes; n++) {
        forward[none_to[n]] = log_add(forward[none_to[n]], forward[n] + none[n]);
        for (uint32_t p = 0; p < e->piece_count; p++)
            if (pieces[p].from == n)
                for (int type = 0; type < DL_NONE; type++)
                    forward[pieces[p].to] =
                        log_add(forward[pieces[p].to], forward[n] + scores[p][type]);
    }
    for (uint32_t n = e->nodes - 1; n-- > 0;) {
        backward[n] = backward[none_to[n]] + none[n];
        for (uint32_t p = 0; p < e->piece_count; p++)
            if (pieces[p].from == n)
                for (int type = 0; type < DL_NONE; type++)
                    backward[n] =
                        log_add(backward[n], backward[pieces[p].to] + scores[p][type]);
    }
    double all = forward[e->nodes - 1], gold_score = 0;
    for (uint32_t n = 0; n + 1 < e->nodes;) {
        uint32_t next = none_to[n];
        double step = none[n];
        for (uint32_t p = 0; p < e->piece_count; p++)
            if (pieces[p].from == n && pieces[p].gold >= 0)
                next = pieces[p].to, step = scores[p][pieces[p].gold];
        gold_score += step;
        if (rate > 0 && next == none_to[n] && none_of[n] >= 0 && step == none[n]) {
            /* gold says none here: counted below */
            none_to[n] |= 0x80000000u;
        }
        n = next;
    }
    for (uint32_t p = 0; rate > 0 && p < e->piece_count; p++) {
        uint32_t n = pieces[p].from;
        for (int type = 0; type < DL_NONE; type++) {
            double have =
                exp(forward[n] + scores[p][type] + backward[pieces[p].to] - all);
            double gradient = (pieces[p].gold == type) - have;
            if (fabs(gradient) > 0.002)
                push_gradient(t, e->pass, &pieces[p], type, gradient, rate);
        }
        if (none_of[n] == (int32_t)p) {
            double have = exp(forward[n] + none[n] + backward[pieces[p].to] - all);
            double gradient = (none_to[n] >> 31) - have;
            if (fabs(gradient) > 0.002)
                push_gradient(t, e->pass, &pieces[p], DL_NONE, gradient, rate);
        }
    }
    free(scores);
    free(none_of);
    return gold_score - all;
}

static void shuffle(uint32_t *order, size_t count, uint64_t *seed) {
    for (size_t i = count; i > 1; i--) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        size_t j = (size_t)((*seed >> 33) % i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

enum { WORD_L2 = 4 }; /* words are many: each is held closer to nothing */

static void fit(tuner *t, int epochs, double l2) {
    size_t count = t->examples.count;
    uint32_t *order = malloc((count + 1) * sizeof *order);
    uint64_t seed = 1;
    double rate = 0.25;
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < epochs; epoch++) {
        double likelihood = 0;
        shuffle(order, count, &seed);
        for (size_t i = 0; i < count; i++)
            likelihood += visit(t, &t->examples.items[order[i]], rate);
        size_t rules_alone = t->rules->rule_count + 1,
               all = rules_alone + t->feature_count;
        for (size_t i = 0; i < all; i++)
            for (int pass = 0; pass < 2; pass++)
                for (int type = 0; type < TYPES; type++)
                    t->weights[pass][i][type] *=
                        1 - (i < rules_alone ? l2 : WORD_L2 * l2);
        rate *= 0.85;
        fprintf(stderr, "epoch %d: log-likelihood %.4f for each of %zu stretches\n",
                epoch + 1, likelihood / (double)count, count);
    }
    free(order);
}

static bool write_weights(const tuner *t, const char *path) {
    FILE *out = fopen(path, "wb");
    if (!out) return perror(path), false;
    fprintf(out,
            "# weights.tsv: fitted weights of clues, in tenths of a log-odds; made by "
            "tools/tune.\n# They stand in for the confidences in the rule files. "
            "See LICENCES.md for what they were fitted on.\n"
            "# columns: clue, then for the first pass person, place, organisation, "
            "other, none, "
            "then the same for the second\n");
    for (size_t i = 0; i < t->rules->rule_count; i++) {
        const dl_rule *rule = &t->rules->rules[i];
        if (rule->about.clue ? !rule->names : rule->type >= DL_NONE) continue;
        if (dl_rule_is_certain(rule)) continue;
        fprintf(out, "%s", rule->about.name);
        for (int pass = 0; pass < 2; pass++)
            for (int type = 0; type < TYPES; type++)
                fprintf(out, "\t%ld", lround(t->weights[pass][i][type] * 10));
        fprintf(out, "\n");
    }
    return fclose(out) == 0;
}

static int by_text(const void *left, const void *right) {
    return strcmp((*(const feature *const *)left)->text,
                  (*(const feature *const *)right)->text);
}

/* words-ROLE.tsv for each role, words-ending.tsv: what is worth a tenth or two. */
static bool write_words(const tuner *t, const char *folder, int role, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/words-%s.tsv", folder, name);
    FILE *out = fopen(path, "wb");
    if (!out) return perror(path), false;
    const feature **sorted = calloc(FEATURES_MOST, sizeof *sorted);
    size_t count = 0;
    for (uint32_t i = 0; i < FEATURES_MOST; i++)
        if (t->features[i].id && t->features[i].role == role)
            sorted[count++] = &t->features[i];
    qsort(sorted, count, sizeof *sorted, by_text);
    fprintf(
        out,
        "# words-%s.tsv: %s and what they are worth, in tenths of a log-odds; made by "
        "tools/tune.\n# columns: word, then for the first pass person, place, "
        "organisation, other, none, then the same for the second\n",
        name, role == ENDING_ROLE ? "how names end" : "ordinary words in this role");
    for (size_t i = 0; i < count; i++) {
        long tenths[2 * TYPES], largest = 0;
        for (int at = 0; at < 2 * TYPES; at++) {
            tenths[at] = lround(t->weights[at / TYPES][sorted[i]->id][at % TYPES] * 10);
            if (labs(tenths[at]) > largest) largest = labs(tenths[at]);
        }
        if (largest < 3) continue;
        fprintf(out, "%s%s", role == ENDING_ROLE ? "~" : "", sorted[i]->text);
        for (int at = 0; at < 2 * TYPES; at++)
            fprintf(out, "\t%ld", tenths[at]);
        fprintf(out, "\n");
    }
    free(sorted);
    return fclose(out) == 0;
}

static bool write_all_words(const tuner *t, const char *folder) {
    static const char *const names[DL_ROLES + 1] = {
        "mention",  "first",     "last", NULL,    NULL,
        "previous", "previous2", "next", "next2", "ending"};
    for (int role = 0; role <= DL_ROLES; role++)
        if (names[role] && !write_words(t, folder, role, names[role])) return false;
    return true;
}

static void start_weights(tuner *t) {
    size_t count = t->rules->rule_count;
    for (int pass = 0; pass < 2; pass++) {
        t->weights[pass] = calloc(count + FEATURES_MOST, sizeof *t->weights[pass]);
        t->squares[pass] = calloc(count + FEATURES_MOST, sizeof *t->squares[pass]);
        for (size_t i = 0; i < count; i++)
            for (int type = 0; type < TYPES; type++)
                t->weights[pass][i][type] =
                    t->rules->rules[i].weights[pass * DL_SECOND_PASS + type] / 10.0;
    }
}

int main(int argc, char **argv) {
    tuner t = {0};
    dateline_error err;
    int epochs = 12;
    double l2 = 0.005;
    if (argc < 4)
        return fprintf(stderr, "usage: tune RULES FOLDER [-e N] [-l L2] GOLD...\n"), 2;
    const char *rules_path = argv[1];
    t.rules = dl_rules_load(&(dl_load){.paths = &rules_path, .path_count = 1}, &err);
    if (!t.rules) return fprintf(stderr, "tune: %s\n", err.message), 3;
    t.matcher = dl_matcher_new(20000);
    t.vocabulary = dl_vocabulary_new(t.rules, t.matcher);
    t.given_up = dl_arena_zero(&t.keep, t.rules->pattern_count + 1);
    t.lower_seen = dl_arena_zero(&t.keep, DL_LOWER_BITS / 8);
    t.features = calloc(FEATURES_MOST, sizeof *t.features);
    for (int counting = 1; counting >= 0; counting--) {
        t.counting = counting;
        t.documents = t.skipped = 0;
        for (int i = 3; i < argc; i++) {
            if (strcmp(argv[i], "-e") == 0 && i + 1 < argc)
                epochs = atoi(argv[++i]);
            else if (strcmp(argv[i], "-l") == 0 && i + 1 < argc)
                l2 = atof(argv[++i]);
            else if (!learn_file(&t, argv[i]))
                return 3;
        }
        if (!counting) break;
        keep_common(&t);
        t.pieces.count = t.examples.count = t.clues.count = 0;
    }
    start_weights(&t);
    fprintf(stderr,
            "%zu documents, %zu stretches, %zu left out since no piece fits the gold, "
            "%u words and endings\n",
            t.documents, t.examples.count, t.skipped, t.feature_count);
    fit(&t, epochs, l2);
    char path[512];
    snprintf(path, sizeof path, "%s/weights.tsv", argv[2]);
    return write_weights(&t, path) && write_all_words(&t, argv[2]) ? 0 : 3;
}
