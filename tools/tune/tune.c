/* tune.c - fits the weights of clues and name rules on annotated articles.
 *
 *     tune RULES FOLDER [-r ROUNDS] [-e EPOCHS] [-l L2] GOLD...
 *
 * GOLD is NDJSON with text and entities (start, end, type, label); type "unknown" leaves
 * what it touches open, and "marked": "place" says that nothing but places is marked in
 * an article. What the engine itself saw trains the weights of the first pass. For those
 * of the second, each article is read by a first pass that has not been fitted on it (one
 * fold of FOLDS is left out in turn), so that the rest of the article looks as it will
 * look in articles that nobody annotated; how sure both passes are of such articles, and
 * how often they are right, is the calibration. FOLDER gets weights.tsv, with a line a
 * clue: its weights for the five name types in tenths of a log-odds; words-*.tsv, the
 * same for ordinary words beside and in names, and endings; calibration.tsv. */
#include <stdlib.h>

#include "tune.h"

static bool see(tuner *t, int stage, char **paths, int count) {
    t->stage = stage;
    t->article = t->next_example = 0;
    for (int i = 0; i < count; i++)
        if (!gold_read(paths[i], see_article, t)) return false;
    return true;
}

static void fit_all(tuner *t, bool second) {
    for (uint32_t fold = 0; fold <= FOLDS; fold++)
        (second ? t->second : t->first)[fold] = fit(t, second, fold);
}

static bool open_rules(tuner *t, const char *path) {
    dateline_error err;
    t->rules = dl_rules_load(&(dl_load){.paths = &path, .path_count = 1}, &err);
    if (!t->rules) return fprintf(stderr, "tune: %s\n", err.message), false;
    t->matcher = dl_matcher_new(20000);
    t->vocabulary = dl_vocabulary_new(t->rules);
    bool ready = dl_automata_start(t->automata, t->rules->outlines, DL_USES);
    t->given_up = dl_arena_zero(&t->keep, t->rules->pattern_count + 1);
    t->lower_seen = dl_arena_zero(&t->keep, DL_LOWER_BITS / 8);
    t->features = calloc(FEATURES_MOST, sizeof *t->features);
    return ready && t->features != NULL;
}

static bool run(tuner *t, const char *folder, char **paths, int count) {
    if (!see(t, SEE_WORDS, paths, count)) return false;
    keep_common_words(t);
    t->pieces.count = t->examples.count = t->clues.count = 0;
    if (!see(t, SEE_FIRST, paths, count)) return false;
    fprintf(stderr,
            "%u articles, %zu stretches, %zu marks that no piece fits, %u words and "
            "endings\n",
            t->article, t->examples.count, t->lost, t->feature_count);
    fit_all(t, false);
    if (!see(t, SEE_DOCUMENT, paths, count)) return false;
    fit_all(t, true);
    if (!see(t, SEE_AGAIN, paths, count)) return false;
    fit_all(t, true);
    if (!see(t, SEE_CHOICE, paths, count)) return false;
    report_samples(t);
    return write_weights(t, folder) && write_calibration(t, folder);
}

int main(int argc, char **argv) {
    tuner t = {.epochs = 8,
               .rounds = 1,
               .l2 = 0.03,
               .word_l2 = 0.1,
               .word_least = 2,
               .ending_least = 4};
    char **paths = calloc((size_t)argc, sizeof *paths);
    int count = 0;
    for (int i = 3; i < argc; i++) {
        bool option = argv[i][0] == '-' && i + 1 < argc;
        if (option && strcmp(argv[i], "-e") == 0)
            t.epochs = atoi(argv[++i]);
        else if (option && strcmp(argv[i], "-r") == 0)
            t.rounds = atoi(argv[++i]);
        else if (option && strcmp(argv[i], "-l") == 0)
            t.l2 = atof(argv[++i]);
        else if (option && strcmp(argv[i], "-L") == 0)
            t.word_l2 = atof(argv[++i]);
        else if (option && strcmp(argv[i], "-w") == 0)
            t.word_least = (uint32_t)atoi(argv[++i]);
        else if (option && strcmp(argv[i], "-n") == 0)
            t.ending_least = (uint32_t)atoi(argv[++i]);
        else
            paths[count++] = argv[i];
    }
    if (!count)
        return fprintf(stderr,
                       "usage: tune RULES FOLDER [-r N] [-e N] [-l L2] GOLD...\n"),
               2;
    if (!open_rules(&t, argv[1])) return 3;
    return run(&t, argv[2], paths, count) ? 0 : 3;
}
