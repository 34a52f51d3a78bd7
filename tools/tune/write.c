/* write.c - weights as files that people can read. */
#include <math.h>
#include <stdlib.h>

#include "tune.h"

enum { LEAST_TENTHS = 3, BINS = 25 };

static FILE *open_in(const char *folder, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "wb");
    if (!out) perror(path);
    return out;
}

/* A weight in tenths: of the first five by the first pass, then by the second. */
static long tenths_of(const tuner *t, size_t number, int at) {
    const weight_table *pass = at < TYPES ? t->first : t->second;
    return lround(pass[FOLDS][number][at % TYPES] * 10);
}

static void write_row(const tuner *t, FILE *out, size_t number) {
    for (int at = 0; at < 2 * TYPES; at++)
        fprintf(out, "\t%ld", tenths_of(t, number, at));
    fprintf(out, "\n");
}

static bool write_clues(const tuner *t, const char *folder) {
    FILE *out = open_in(folder, "weights.tsv");
    if (!out) return false;
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
        write_row(t, out, i);
    }
    return fclose(out) == 0;
}

static int by_text(const void *left, const void *right) {
    return strcmp((*(const feature *const *)left)->text,
                  (*(const feature *const *)right)->text);
}

/* words-ROLE.tsv for each role, words-ending.tsv: what is worth a tenth or two. */
static bool write_words(const tuner *t, const char *folder, int role, const char *name) {
    char file[64];
    snprintf(file, sizeof file, "words-%s.tsv", name);
    FILE *out = open_in(folder, file);
    if (!out) return false;
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
        long largest = 0;
        for (int at = 0; at < 2 * TYPES; at++)
            if (labs(tenths_of(t, sorted[i]->id, at)) > largest)
                largest = labs(tenths_of(t, sorted[i]->id, at));
        if (largest < LEAST_TENTHS) continue;
        fprintf(out, "%s%s", role == ENDING_ROLE ? "~" : "", sorted[i]->text);
        write_row(t, out, sorted[i]->id);
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

bool write_weights(const tuner *t, const char *folder) {
    return write_clues(t, folder) && write_all_words(t, folder);
}

/* ---- calibration ---- */

typedef struct step { /* samples side by side, and how many of them were right */
    double confidence, count, right;
} step;

static int by_confidence(const void *left, const void *right) {
    const sample *a = left, *b = right;
    return (a->confidence > b->confidence) - (a->confidence < b->confidence);
}

/* Right no more often than the step below, or the same in thousandths. */
static bool is_too_close(const step *below, const step *above) {
    return below->right * above->count >= above->right * below->count ||
           lround(below->confidence / below->count * 1000) >=
               lround(above->confidence / above->count * 1000);
}

/* Bins of equal size, joined until none is right less often than the one below it (pool
 * adjacent violators; Ayer and others 1955). */
static size_t steps_of(const sample *all, size_t count, step *out) {
    size_t steps = 0, each = count / BINS + 1;
    for (size_t i = 0; i < count; i += each) {
        step now = {0};
        for (size_t j = i; j < i + each && j < count; j++) {
            now.confidence += all[j].confidence;
            now.right += all[j].right;
            now.count++;
        }
        for (; steps && is_too_close(&out[steps - 1], &now); steps--) {
            now.confidence += out[steps - 1].confidence;
            now.right += out[steps - 1].right;
            now.count += out[steps - 1].count;
        }
        out[steps++] = now;
    }
    return steps;
}

static const char *const type_names[] = {"person", "place", "organisation", "other"};

void report_samples(const tuner *t) {
    fprintf(stderr, "articles left out:");
    for (int type = 0; type < DL_NONE; type++) {
        double chosen = 0, right = 0;
        for (size_t i = 0; i < t->samples.count; i++) {
            if (t->samples.items[i].type != type) continue;
            chosen++;
            right += t->samples.items[i].right;
        }
        fprintf(stderr, " %s P %.3f R %.3f F %.4f", type_names[type], right / chosen,
                right / (double)t->marked[type],
                2 * right / (chosen + (double)t->marked[type]));
    }
    fprintf(stderr, "\n");
}

bool write_calibration(const tuner *t, const char *folder) {
    FILE *out = open_in(folder, "calibration.tsv");
    if (!out) return false;
    fprintf(out,
            "# calibration.tsv: how often mentions that the evidence gives so many "
            "thousandths are right, in\n# thousandths, on articles that the weights were "
            "not fitted on; made by tools/tune.\n# columns: type and its evidence, how "
            "often it is right\n");
    sample *some = malloc((t->samples.count + 1) * sizeof *some);
    for (int type = 0; type < DL_NONE; type++) {
        step steps[BINS + 2];
        size_t count = 0;
        for (size_t i = 0; i < t->samples.count; i++)
            if (t->samples.items[i].type == type) some[count++] = t->samples.items[i];
        qsort(some, count, sizeof *some, by_confidence);
        size_t made = steps_of(some, count, steps);
        for (size_t i = 0; i < made; i++)
            fprintf(out, "%s %ld\t%ld\n", type_names[type],
                    lround(steps[i].confidence / steps[i].count * 1000),
                    lround(steps[i].right / steps[i].count * 1000));
    }
    free(some);
    return fclose(out) == 0;
}
