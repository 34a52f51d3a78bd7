/* ready.c - what the build asks beforehand: words of the lists and of the rules'
 * examples, small numbers, and after each word of an example every way a next word may
 * begin. */
#include "match/answers.h"
#include "text/text.h"

enum { MATCH_LIMIT = 20000, NUMBERS_MOST = 2100 };

/* Words as they begin names and sentences have answers of their own. */
static void ask_word(dl_answers *a, dl_str word) {
    for (int use = 0; use < DL_USES; use++) {
        if (use == DL_USE_CONDITION) continue;
        dl_answers_find(a, (dl_use)use, word, true);
    }
    char spaced[64] = " ";
    if (word.len >= sizeof spaced) return;
    memcpy(spaced + 1, word.at, word.len);
    dl_answers_find(a, DL_USE_AFTER, (dl_str){spaced, word.len + 1}, true);
}

static void ask_both_cases(dl_answers *a, dl_str word) {
    char other[64];
    ask_word(a, word);
    if (!word.len || word.len > sizeof other || word.at[0] < 'a' || word.at[0] > 'z')
        return;
    memcpy(other, word.at, word.len);
    other[0] = (char)(word.at[0] - 32);
    ask_word(a, (dl_str){other, word.len});
}

static bool one_word(dl_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 0 && !dl_is_digit(text.at[i]) &&
            !((text.at[i] | 32) >= 'a' && (text.at[i] | 32) <= 'z'))
            return false;
    return text.len != 0;
}

/* The names of small towns are too many and too rare. */
static void ask_lists(dl_answers *a, const dl_tree *tree) {
    for (size_t l = 0; l < tree->lists.count; l++)
        if ((int)l != a->rules->place_lists[DL_PLACES_TOWN])
            for (size_t e = 0; e < tree->lists.items[l].entries.count; e++)
                if (one_word(tree->lists.items[l].entries.items[e].text))
                    ask_both_cases(a, tree->lists.items[l].entries.items[e].text);
}

/* A word, and what may stand behind it: one printed character after a space or none. */
static void ask_head(dl_answers *a, dl_str word, dl_use use, bool spaced) {
    char head[64] = " ";
    if (word.len + 3 > sizeof head) return;
    memcpy(head + 1, word.at, word.len);
    head[word.len + 1] = ' ';
    dl_str alone = {head + !spaced, word.len + spaced};
    uint32_t set = dl_answers_find(a, use, alone, true);
    if (!dl_answers_undecided(a, set)) return;
    for (int gap = 0; gap < 2; gap++)
        for (char next = '!'; next < 0x7F; next++)
            dl_answers_pair(a, set, (dl_str){alone.at, alone.len + (size_t)gap},
                            dl_pair_how(use, spaced, gap), (dl_str){&next, 1});
}

static void ask_as_head(dl_answers *a, dl_str word) {
    ask_word(a, word);
    ask_head(a, word, DL_USE_RULE, false);
    ask_head(a, word, DL_USE_AFTER, false);
    ask_head(a, word, DL_USE_AFTER, true);
}

static bool ask_example(dl_answers *a, dl_str example) {
    dl_arena work = {0};
    dl_text text;
    bool good = dl_normalise(example.at, example.len, false, &work, &text) &&
                dl_segment(&text, NULL, &work);
    for (uint32_t i = 0; good && i < text.token_count; i++)
        ask_as_head(a, dl_token_text(&text, i));
    dl_arena_free(&work);
    return good;
}

static bool ask_examples(dl_answers *a, const dl_tree *tree) {
    for (size_t r = 0; r < tree->rules.count; r++)
        for (size_t e = 0; e < tree->rules.items[r].examples.count; e++)
            if (!ask_example(a, tree->rules.items[r].examples.items[e].text))
                return false;
    return true;
}

static void ask_numbers(dl_answers *a) {
    for (unsigned number = 0; number <= NUMBERS_MOST; number++) {
        char digits[4] = {(char)('0' + number / 1000), (char)('0' + number / 100 % 10),
                          (char)('0' + number / 10 % 10), (char)('0' + number % 10)};
        for (size_t len = 1; len <= 4; len++) { /* with leading zeros too */
            dl_str word = {digits + 4 - len, len};
            if (number < 32 || number >= 1900)
                ask_as_head(a, word);
            else
                ask_word(a, word);
        }
    }
}

static void ask_characters(dl_answers *a) {
    for (char c = '!'; c < 0x7F; c++)
        ask_as_head(a, (dl_str){&c, 1});
}

bool dl_answers_make(const dateline_rules *rules, dl_arena *arena, dl_str *out) {
    dl_arena work = {0};
    dl_answers answers = {0};
    dl_matcher *matcher = dl_matcher_new(MATCH_LIMIT);
    bool good = matcher && dl_answers_start(&answers, rules, matcher, &work);
    if (good) {
        ask_characters(&answers);
        ask_numbers(&answers);
        ask_lists(&answers, &rules->tree);
        good = ask_examples(&answers, &rules->tree) && !work.failed &&
               dl_answers_write(&answers, arena, out);
    }
    dl_answers_free(&answers);
    dl_matcher_free(matcher);
    dl_arena_free(&work);
    return good;
}
