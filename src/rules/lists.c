/* lists.c - asking the lists of a rule set about a text. */
#include "rules/rules.h"

#include "text/fold.h"

bool dl_entry_fits(const dl_entry *entry, bool cap, bool upper, size_t len) {
    if (entry->shape & DL_SHAPE_UPPER) return upper && len > 1;
    return cap || !(entry->shape & DL_SHAPE_CAP);
}

/* The entries of a text whose letter case fits. */
typedef struct fitting {
    const dl_entry *entry;
    bool cap, upper;
    size_t len;
} fitting;

static fitting entries_of(const dateline_rules *rules, dl_str text) {
    fitting all = {.cap = dl_is_capital(text), .upper = true, .len = text.len};
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z') all.upper = false;
    all.entry = dl_lexicon_find(rules->lexicon, dl_name_key(text, NULL));
    return all;
}

/* The next one, or NULL. */
static const dl_entry *next_fitting(fitting *all) {
    while (all->entry) {
        const dl_entry *entry = all->entry;
        all->entry = entry->next ? entry + 1 : NULL;
        if (dl_entry_fits(entry, all->cap, all->upper, all->len)) return entry;
    }
    return NULL;
}

const dl_entry *dl_list_entry(const dateline_rules *rules, int list, dl_str text) {
    if (list < 0 || !text.len ||
        !dl_lexicon_may_have(rules->lexicon, (uint32_t)list, text))
        return NULL;
    fitting all = entries_of(rules, text);
    const dl_entry *entry;
    while ((entry = next_fitting(&all)) && entry->list != list)
        ;
    return entry;
}

dl_weights dl_weights_read(dl_str fields) {
    dl_weights out = {0};
    for (int at = 0; at < 2 * DL_NAME_TYPES && fields.at; at++) {
        int lane = at % DL_NAME_TYPES + (at < DL_NAME_TYPES ? 0 : DL_SECOND_PASS);
        dl_str field = dl_str_split(&fields, '\t');
        int sign = field.len && field.at[0] == '-' ? -1 : 1, number = 0;
        for (size_t c = sign < 0; c < field.len && dl_is_digit(field.at[c]); c++)
            number = number * 10 + (field.at[c] - '0');
        out[lane] = (int16_t)(sign * (number > 999 ? 999 : number));
    }
    return out;
}

/* The longest ending that is listed. */
static dl_weights of_ending(const dateline_rules *rules, dl_str text) {
    char folded[DL_FOLD_MAX];
    size_t len = dl_fold(text, folded + 1, sizeof folded - 1);
    for (size_t letters = DL_ENDING_MOST; letters >= DL_ENDING_LEAST; letters--) {
        if (len < letters + 2) continue;
        char *ending = folded + 1 + len - letters - 1;
        ending[0] = '~'; /* how endings are listed, lest they be taken for words */
        const dl_entry *entry =
            dl_list_entry(rules, rules->ending_list, (dl_str){ending, letters + 1});
        if (entry)
            return dl_weights_read(dl_str_from(dl_entry_value(rules->lexicon, entry)));
    }
    return (dl_weights){0};
}

void dl_learnt_weights(const dateline_rules *rules, dl_str text,
                       dl_weights out[DL_ROLES]) {
    fitting all = entries_of(rules, text);
    const dl_entry *entry;
    bool found[DL_ROLES] = {false};
    memset(out, 0, DL_ROLES * sizeof *out);
    while ((entry = next_fitting(&all)))
        for (int role = 0; role < DL_ROLES; role++) {
            if (entry->list != rules->word_lists[role] || found[role]) continue;
            found[role] = true;
            out[role] =
                dl_weights_read(dl_str_from(dl_entry_value(rules->lexicon, entry)));
        }
    if (rules->ending_list < 0) return;
    dl_weights ending = of_ending(rules, text);
    out[DL_ROLE_MENTION] += ending;
    out[DL_ROLE_LAST] += ending;
}
