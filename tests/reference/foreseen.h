/* foreseen.h - whatever PCRE2 matches, the automaton of the pattern's outline foresees;
 * and what it says is sure, PCRE2 matches. */
#ifndef FORESEEN_H
#define FORESEEN_H

#include <stdio.h>

#include "match/automaton.h"
#include "rules/pattern.h"

typedef struct foreseen {
    dl_pattern pattern;
    dl_pattern_lock lock;
    dl_matcher *matcher;
    dl_arena arena;
    dl_outlines outlines;
    dl_automaton automaton;
} foreseen;

/* The pattern must compile. False without memory. */
static inline bool foreseen_start(foreseen *f, dl_str pattern) {
    *f = (foreseen){.pattern = {.source = pattern}};
    pthread_mutex_init(&f->lock.mutex, NULL);
    f->matcher = dl_matcher_new(2000);
    bool good = dl_outlines_add(&f->outlines, &f->arena, pattern, 7);
    dl_outlines_close(&f->outlines);
    return dl_automata_start(&f->automaton, &f->outlines, 1) && good && f->matcher;
}

static inline void foreseen_free(foreseen *f) {
    dl_automata_free(&f->automaton, 1);
    dl_arena_free(&f->arena);
    dl_matcher_free(f->matcher);
    dl_pattern_free(&f->pattern);
    pthread_mutex_destroy(&f->lock.mutex);
}

/* Of a place in a valid text: is an attempt worth it? */
static inline bool foreseen_at(foreseen *f, dl_str text, size_t from, bool *sure) {
    dl_chances found =
        dl_automaton_ask(&f->automaton, &(dl_question){.text = text.at,
                                                       .from = (uint32_t)from,
                                                       .end = (uint32_t)text.len,
                                                       .word = DL_NO_WORD});
    *sure = found.count && found.items[0].sure;
    return found.count == 1 && found.items[0].pattern == 7;
}

/* NULL, or what differs. */
static inline const char *foreseen_differs(foreseen *f, dl_str text) {
    static char message[200];
    for (size_t from = 0; from < text.len; from++) {
        size_t end = from;
        bool sure;
        if (((unsigned char)text.at[from] & 0xC0) == 0x80) continue;
        dl_outcome outcome =
            dl_pattern_try(&f->pattern, &f->lock, f->matcher, text, from, &end);
        bool hit = outcome == DL_HIT && end > from;
        bool may = foreseen_at(f, text, from, &sure);
        if ((!hit || may) && (!sure || hit || outcome > DL_HIT)) continue;
        snprintf(message, sizeof message, "at byte %zu: %s, but %s", from,
                 hit ? "PCRE2 matches" : "PCRE2 does not match",
                 sure ? "it is said to be sure" : "it was not foreseen");
        return message;
    }
    return NULL;
}

#endif
