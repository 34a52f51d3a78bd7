/* words.c - learnt words: ordinary words of the language beside and in names, and common
 * endings of names. Never a name of the gold: a word counts only where the list of
 * ordinary words has it, an ending only where many articles have it. */
#include "text/fold.h"
#include "tune.h"

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

/* True where it is a feature of the piece now. */
static bool use_feature(tuner *t, int role, dl_str folded, example_piece *slot) {
    feature *f = feature_of(t, role, folded);
    if (t->stage == SEE_WORDS) {
        f->articles += f->last_article != t->article + 1;
        f->last_article = t->article + 1;
        return false;
    }
    if (!f->id) return false;
    *DL_PUSH(&t->keep, &t->clues) = f->id;
    slot->clue_count++;
    return true;
}

/* The longest ending that is common; all of them are counted. */
static void use_ending(tuner *t, dl_str folded, example_piece *slot) {
    for (size_t letters = DL_ENDING_MOST; letters >= DL_ENDING_LEAST; letters--) {
        if (folded.len < letters + 2) continue;
        dl_str ending = dl_str_cut(folded, folded.len - letters, folded.len);
        if (use_feature(t, ENDING_ROLE, ending, slot)) return;
    }
}

void use_words(tuner *t, const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
               example_piece *slot) {
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

void keep_common_words(tuner *t) {
    for (uint32_t i = 0; i < FEATURES_MOST; i++) {
        feature *f = &t->features[i];
        uint32_t least = f->role == ENDING_ROLE ? t->ending_least : t->word_least;
        if (f->text && f->articles >= least)
            f->id = (uint32_t)t->rules->rule_count + ++t->feature_count;
    }
}
