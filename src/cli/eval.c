/* eval.c - `dateline eval`: precision, recall, values and calibration against gold. */
#include "cli/cli.h"
#include "cli/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 64, RESAMPLES = 1000 };

static const char *const known[] = {"person",   "place", "date",   "time",
                                    "duration", "set",   "percent"};
enum { KNOWN = sizeof known / sizeof *known };

/* Found so that they can win over a false person or place: a row only when asked for. */
static const char *const helpers[] = {"organisation", "other", "none", "vague",
                                      "unknown"};
enum { HELPERS = sizeof helpers / sizeof *helpers };

typedef struct row { /* of one type */
    const char *type;
    dl_tally all;
    dl_tally *each; /* of each article */
    dl_bin bins[DL_BINS];
    double exact[2], relaxed[2]; /* 95 % intervals of F1 */
} row;

typedef struct evaluation {
    const dl_options *options;
    const dateline_rules *rules;
    const dateline_gold *gold;
    dateline_scanner *scanner;
    size_t articles;
    row rows[ROWS_MOST];
    size_t row_count;
    char *types; /* that the scanner is asked for */
    char *list;  /* a copy of --types in pieces */
    dl_output output;
} evaluation;

/* ---- which types ----------------------------------------------------------------- */

static bool rules_give(const dateline_rules *rules, const char *type) {
    const dateline_rule *rule;
    for (size_t i = 0; (rule = dateline_rules_at(rules, i)); i++)
        if (strcmp(rule->type, type) == 0) return strcmp(type, "none") != 0;
    return false;
}

static bool gold_has(const dateline_gold *gold, const char *type) {
    const dateline_gold_article *article;
    for (size_t i = 0; (article = dateline_gold_at(gold, i)); i++)
        for (size_t k = 0; k < article->count; k++)
            if (strcmp(article->mentions[k].type, type) == 0) return true;
    return false;
}

static bool is_helper(const char *type) {
    for (size_t i = 0; i < HELPERS; i++)
        if (strcmp(helpers[i], type) == 0) return true;
    return false;
}

static void add_row(evaluation *e, const char *type) {
    if (e->options->merge_timex && dl_score_is(type, DL_TIMEX)) type = DL_TIMEX;
    for (size_t i = 0; i < e->row_count; i++)
        if (strcmp(e->rows[i].type, type) == 0) return;
    if (e->row_count < ROWS_MOST) e->rows[e->row_count++].type = type;
}

/* The types of the gold: the well-known ones, then others that rules give. */
static void add_types_of_gold(evaluation *e) {
    const dateline_gold_article *article;
    for (size_t i = 0; i < KNOWN; i++)
        if (gold_has(e->gold, known[i])) add_row(e, known[i]);
    for (size_t i = 0; (article = dateline_gold_at(e->gold, i)); i++)
        for (size_t k = 0; k < article->count; k++)
            if (!is_helper(article->mentions[k].type) &&
                rules_give(e->rules, article->mentions[k].type))
                add_row(e, article->mentions[k].type);
}

/* What TempEval's sets mark as one; the vague ones are printed as dates. */
static const char *const timex[] = {"date", "time", "duration", "set", "vague"};
enum { TIMEX = sizeof timex / sizeof *timex };

static void ask_for(evaluation *e, const char *type, bool must) {
    if (!must && !rules_give(e->rules, type)) return;
    strcat(e->types, type);
    strcat(e->types, ",");
}

/* The types that the scanner is asked for. */
static bool ask_for_rows(evaluation *e, const char *asked) {
    size_t size = 64; /* room for all of timex */
    for (size_t i = 0; i < e->row_count; i++)
        size += strlen(e->rows[i].type) + 1;
    e->types = malloc(size);
    if (!e->types) return false;
    strcpy(e->types, asked && *asked != '+' ? "" : "+");
    for (size_t i = 0; i < e->row_count; i++) {
        const char *type = e->rows[i].type;
        bool merged = strcmp(type, DL_TIMEX) == 0 && e->options->merge_timex;
        if (!merged) ask_for(e, type, asked && !gold_has(e->gold, type));
        for (size_t k = 0; merged && k < TIMEX; k++)
            ask_for(e, timex[k], false);
    }
    return true;
}

/* --types chooses the rows and what is asked for; without it the gold does. */
static bool choose_types(evaluation *e) {
    const char *asked = e->options->scan.types;
    if (!asked || *asked == '+') add_types_of_gold(e);
    e->list = strdup(asked ? asked + (*asked == '+') : "");
    for (char *word, *rest = e->list; rest && (word = strsep(&rest, ","));)
        if (*word) add_row(e, *word == '+' ? word + 1 : word);
    return e->list && ask_for_rows(e, asked);
}

/* ---- scoring --------------------------------------------------------------------- */

static bool judge(evaluation *e, size_t at, const dateline_result *result) {
    const dateline_gold_article *article = dateline_gold_at(e->gold, at);
    dl_output *errors = e->options->errors ? &e->output : NULL;
    for (size_t i = 0; i < e->row_count; i++) {
        row *of = &e->rows[i];
        dl_scoring scoring = {.gold = article,
                              .result = result,
                              .type = of->type,
                              .optional = e->options->optional_flags,
                              .tally = &of->each[at],
                              .bins = of->bins,
                              .errors = errors};
        if (!dl_score(&scoring)) return false;
        dl_score_add(&of->all, &of->each[at]);
    }
    return true;
}

static bool judge_all(evaluation *e) {
    const dateline_gold_article *article;
    for (size_t i = 0; (article = dateline_gold_at(e->gold, i)); i++) {
        dateline_error err = {.message = "no memory"};
        dateline_result *result = dateline_scan(e->scanner, &article->document, &err);
        bool good = result && judge(e, i, result);
        dateline_result_free(result);
        if (!good) dl_say_error(article->document.id, &err);
        if (!good) return false;
    }
    return true;
}

static bool make_room(evaluation *e) {
    while (dateline_gold_at(e->gold, e->articles))
        e->articles++;
    for (size_t i = 0; i < e->row_count; i++) {
        e->rows[i].each = calloc(e->articles + 1, sizeof *e->rows[i].each);
        if (!e->rows[i].each) return false;
    }
    return true;
}

/* ---- intervals ------------------------------------------------------------------- */

/* SplitMix64: the same numbers on every machine and in every run. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void interval(double *values, double out[2]) {
    qsort(values, RESAMPLES, sizeof *values, ascending);
    out[0] = values[RESAMPLES * 25 / 1000];
    out[1] = values[(RESAMPLES - 1) * 975 / 1000];
}

/* Articles are drawn, not mentions: those of one article stand or fall together. */
static void resample(const evaluation *e, row *of) {
    double exact[RESAMPLES], relaxed[RESAMPLES];
    uint64_t state = 1;
    for (size_t n = 0; n < RESAMPLES; n++) {
        dl_tally sum = {0};
        for (size_t i = 0; i < e->articles; i++)
            dl_score_add(&sum, &of->each[next_random(&state) % e->articles]);
        exact[n] = dl_score_measures(sum.exact, sum.found, sum.gold).f1;
        relaxed[n] = dl_score_measures(sum.relaxed, sum.found, sum.gold).f1;
    }
    interval(exact, of->exact);
    interval(relaxed, of->relaxed);
}

/* ---- printing -------------------------------------------------------------------- */

static void put_share(dl_output *out, size_t part, size_t all, int width) {
    char text[32];
    if (all)
        snprintf(text, sizeof text, " %*.4f", width, (double)part / (double)all);
    else
        snprintf(text, sizeof text, " %*s", width, "-");
    dl_output_text(out, text);
}

static void put_value_f1(dl_output *out, const dl_tally *t, size_t right) {
    char text[32] = "      -";
    if (t->valued) snprintf(text, sizeof text, " %6.4f", dl_score_values(t, right).f1);
    dl_output_text(out, text);
}

static void put_row(evaluation *e, row *of) {
    char line[256];
    const dl_tally *t = &of->all;
    dl_measures exact = dl_score_measures(t->exact, t->found, t->gold);
    dl_measures relaxed = dl_score_measures(t->relaxed, t->found, t->gold);
    snprintf(line, sizeof line,
             "%-9.40s %6zu %6zu | %6.4f %6.4f %6.4f | %6.4f %6.4f %6.4f | %6zu", of->type,
             t->gold, t->found, exact.precision, exact.recall, exact.f1,
             relaxed.precision, relaxed.recall, relaxed.f1, t->valued);
    dl_output_text(&e->output, line);
    put_share(&e->output, t->right, t->judged, 6);
    put_share(&e->output, t->near, t->judged, 7);
    put_value_f1(&e->output, t, t->right);
    put_value_f1(&e->output, t, t->exact_right);
    snprintf(line, sizeof line,
             " | %6.4f\n          95%%: exact F1 %.4f-%.4f, relaxed F1 %.4f-%.4f\n",
             dl_score_calibration(of->bins), of->exact[0], of->exact[1], of->relaxed[0],
             of->relaxed[1]);
    dl_output_text(&e->output, line);
}

static void put_bin(dl_output *out, const dl_bin *bin) {
    char text[64] = " |      0       -       -";
    if (bin->count)
        snprintf(text, sizeof text, " | %6zu %7.4f %7.4f", bin->count,
                 bin->confidence / (double)bin->count,
                 (double)bin->right / (double)bin->count);
    dl_output_text(out, text);
}

/* How sure the program was and how often it was right, by tenths of confidence. */
static void put_bins(evaluation *e) {
    char text[64];
    dl_output_text(&e->output, "\nconfidence");
    for (size_t i = 0; i < e->row_count; i++) {
        snprintf(text, sizeof text, " | %-22.22s", e->rows[i].type);
        dl_output_text(&e->output, text);
    }
    dl_output_text(&e->output, "\n          ");
    for (size_t i = 0; i < e->row_count; i++)
        dl_output_text(&e->output, " |  count    mean   right");
    dl_output_text(&e->output, "\n");
    for (size_t b = 0; b < DL_BINS; b++) {
        snprintf(text, sizeof text, "%.1f to %.1f", (double)b / DL_BINS,
                 (double)(b + 1) / DL_BINS);
        dl_output_text(&e->output, text);
        for (size_t i = 0; i < e->row_count; i++)
            put_bin(&e->output, &e->rows[i].bins[b]);
        dl_output_text(&e->output, "\n");
    }
}

static void put_all(evaluation *e) {
    char line[160];
    snprintf(
        line, sizeof line,
        "%zu article%s\n%-9s %6s %6s | %6s %6s %6s | %6s %6s %6s | %6s %6s %7s %6s %6s | "
        "%6s\n",
        e->articles, e->articles == 1 ? "" : "s", "type", "gold", "found", "exP", "exR",
        "exF1", "rxP", "rxR", "rxF1", "valued", "acc", "lenient", "valF1", "xvalF1",
        "calib");
    dl_output_text(&e->output, line);
    for (size_t i = 0; i < e->row_count; i++) {
        if (e->articles) resample(e, &e->rows[i]);
        put_row(e, &e->rows[i]);
    }
    put_bins(e);
}

/* ---- the command ----------------------------------------------------------------- */

static int say_no_memory(void) {
    dl_say("no memory left");
    return DL_EXIT_UNUSABLE;
}

static int evaluate(evaluation *e) {
    if (!choose_types(e) || !make_room(e)) return say_no_memory();
    dateline_options scan = e->options->scan;
    dateline_error err;
    scan.types = strcmp(e->types, "+") == 0 ? NULL : e->types;
    e->scanner = dateline_scanner_new(e->rules, &scan, &err);
    if (!e->scanner) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    bool good = judge_all(e);
    if (good) put_all(e);
    return dl_output_finish(&e->output) && good ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

static void forget(evaluation *e) {
    for (size_t i = 0; i < e->row_count; i++)
        free(e->rows[i].each);
    free(e->types);
    free(e->list);
    dateline_scanner_free(e->scanner);
}

int dl_command_eval(const dl_options *options) {
    if (!options->path_count) {
        dl_say("eval: name the gold: NDJSON or marked-up texts");
        return DL_EXIT_USAGE;
    }
    dateline_error err;
    dateline_gold *gold = dateline_gold_load(options->paths, options->path_count,
                                             dl_say_report, (void *)options, &err);
    dateline_rules *rules = gold ? dl_rules_get(options, &err) : NULL;
    evaluation e = {.options = options, .rules = rules, .gold = gold};
    int status = rules ? evaluate(&e) : DL_EXIT_UNUSABLE;
    forget(&e);
    dateline_rules_free(rules);
    dateline_gold_free(gold);
    return status;
}
