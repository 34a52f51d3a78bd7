/* test_outline.c - outlines of patterns: what PCRE2 matches is foreseen, and what cannot
 * match is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../reference/foreseen.h"

/* Patterns of every construct, and texts made of what they are about. */
static const char *const patterns[] = {
    "May",
    "(?i:may) (\\d{1,2})(?:st|nd|rd|th)?",
    "(?i)kelvin|s{2,3}trasse",
    "[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*",
    "[^0-9 ]+",
    "[]a-c^-]+",
    "[[:upper:]][[:^digit:]]{2}",
    "[\\d\\-x]+",
    "[a\\]]+",
    "\\p{Lu}\\p{Ll}++",
    "\\P{L}+",
    "\\p{^Lu}+",
    "(?i:\\p{Lu}x)",
    "(?<name>a+)\\k<name>b",
    "(a|b)\\1",
    "(?>a+|b)b?",
    "a++a",
    "(?=\\d)\\w+",
    "\\w+(?=,| and)",
    "(?:a(?=b)|c(?=d))",
    "(?:x(?=y))?z",
    "\\w+(?=ab)(?=a)",
    "a(?!b)",
    "(?<!a)b",
    "(?<=a )b",
    "\\bx\\b",
    "(?(?=a)a|b)",
    "(a)?(?(1)b|c)",
    "(?<q>\")?x(?(<q>)\")",
    "(?|(a)|(b))c",
    "(?#what (it is)a",
    "(?:a(?=b)|(?#()c)d",
    "xa(?#what)*",
    "(?:)a",
    "x{0}y",
    "x{,2}y",
    "a{2}b{1,}c{0,2}",
    "(?:ab){20,30}",
    "a.c",
    "(?s:a.c)",
    "a\\Nc",
    "a\\Rc",
    "\\x41\\x{e9}?\\t?b",
    "caf\xC3\xA9s?",
    "[\xC3\xA0-\xC3\xBF]+",
    "(?i)\xC5\xBF",
    "(?&word)(?<word>a)?",
    "(*COMMIT)a",
    "\\Qa.b\\E",
    "(?x) a b",
    "a|b|",
    "(?i:\xC3\xA9)",
    "(?i:[\xC3\xA9])",
    "[[=^digit:]x",
    "b||a",
    "$a|^b\\z",
    "(?:(?:[ \\t]++\\n?+|\\n)[ \\t]*+)?x",
};

static const char *const texts[] = {
    "May 5, may 12th, MAY 3rd and Mayor",
    "Kelvin \xE2\x84\xAA"
    "elvin STRASSE stra\xC3\x9F"
    "e \xC5\xBFsstrasse \xC5\xBF",
    "aaab aa a ab abb ba b a b c cd ac bc acc a-c^]",
    "John Smith-Jones, and 42 x x-1 \"x\" \"x y yz z xyyz",
    "a\nc a\r\nc a.c abc Ab A\xC3\xA9\tb caf\xC3\xA9 caf\xC3\xA9s \xC3\xA0\xC3\xA9",
    "aabccabbc a.b {,2}y x{,2}y y ababababababababababababababababababababababab",
    " x \n x\tx",
};

enum {
    PATTERNS = sizeof patterns / sizeof *patterns,
    TEXTS = sizeof texts / sizeof *texts
};

static void foresees_what_matches(void **state) {
    (void)state;
    for (size_t p = 0; p < PATTERNS; p++)
        for (size_t t = 0; t < TEXTS; t++) {
            foreseen f;
            size_t byte;
            char message[160];
            dl_str pattern = dl_str_from(patterns[p]);
            if (!dl_pattern_check(pattern, true, &byte, message))
                fail_msg("%s: %s", patterns[p], message);
            assert_true(foreseen_start(&f, pattern));
            const char *differs = foreseen_differs(&f, dl_str_from(texts[t]));
            if (differs) fail_msg("%s on %s %s", patterns[p], texts[t], differs);
            foreseen_free(&f);
        }
}

typedef struct sample {
    const char *pattern, *text;
    bool may, sure;
} sample;

static void check(const sample *s) {
    foreseen f;
    bool sure;
    assert_true(foreseen_start(&f, dl_str_from(s->pattern)));
    bool may = foreseen_at(&f, dl_str_from(s->text), 0, &sure);
    foreseen_free(&f);
    if (may != s->may || sure != s->sure)
        fail_msg("%s on %s: %d, sure %d", s->pattern, s->text, may, sure);
}

static void rules_out_what_cannot_match(void **state) {
    (void)state;
    static const sample samples[] = {
        {"[0-9]+ percent", "12 percent", true, true},
        {"[0-9]+ percent", "12 percents", false, false}, /* not at the edge of a word */
        {"[0-9]+ percent", "12 per", false, false},
        {"\\d+(?= percent)", "12 percent", true, false},
        {"\\d+(?= percent)", "12 people", false, false},
        {"(?:\\d+(?= percent)|x)\\b", "12 people", false, false},
        {"(?:\\d+(?= percent))+", "12 people", true, false}, /* it is no end */
        {"(?i:MAY)", "may", true, true},
        {"MAY", "may", false, false},
        {"(?:[A-Z]+)+x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false, false},
        {"a(?&x)(?<x>b)", "zz", true, false}, /* recursion is not known: anything */
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        check(&samples[i]);
}

/* A state for each way in which the last letters may have been: more than are kept. What
 * was learnt of words before is forgotten with them. */
static void forgets_and_goes_on(void **state) {
    (void)state;
    enum { WORDS = 200, LETTERS = 500, WORD_LETTERS = 40 };
    static char ways[WORDS][LETTERS];
    foreseen f;
    uint32_t random = 1;
    size_t before = 0, hits = 0, forgotten = 0;
    assert_true(foreseen_start(&f, DL_STR("[ab]*a[ab]{15}z")));
    assert_true(dl_automata_know_words(&f.automaton, 1, WORDS));
    for (size_t i = 0; i < WORDS * LETTERS; i++) {
        random = random * 1664525 + 1013904223;
        ways[i / LETTERS][i % LETTERS] =
            i % LETTERS + 1 == LETTERS ? 'z' : "ab"[random >> 31];
    }
    for (uint32_t i = 0; i < 2 * WORDS; i++) {
        const char *text = ways[i % WORDS];
        size_t end;
        bool hit = dl_pattern_try(&f.pattern, &f.lock, f.matcher, (dl_str){text, LETTERS},
                                  0, &end) == DL_HIT;
        dl_chances found =
            dl_automaton_ask(&f.automaton, &(dl_question){.text = text,
                                                          .end = LETTERS,
                                                          .word = i % WORDS,
                                                          .word_end = WORD_LETTERS});
        assert_int_equal(found.count, hit);
        hits += hit;
        forgotten += f.automaton.states.count < before;
        before = f.automaton.states.count;
    }
    assert_in_range(hits, WORDS / 2, 2 * WORDS - WORDS / 2);
    assert_true(forgotten > 0);
    foreseen_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(foresees_what_matches),
                                       cmocka_unit_test(rules_out_what_cannot_match),
                                       cmocka_unit_test(forgets_and_goes_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
