/* lists.c - asking the lists of a rule set about a text. */
#include "rules/rules.h"

#include "text/fold.h"

bool dl_entry_fits(const dl_entry *entry, bool cap, bool upper, size_t len) {
    if (entry->shape & DL_SHAPE_UPPER) return upper && len > 1;
    return cap || !(entry->shape & DL_SHAPE_CAP);
}

const dl_entry *dl_list_entry(const dateline_rules *rules, int list, dl_str text) {
    if (list < 0 || !text.len) return NULL;
    bool cap = dl_is_capital(text), upper = true;
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z') upper = false;
    const dl_entry *entry = dl_lexicon_find(rules->lexicon, dl_name_key(text, NULL));
    for (; entry; entry = entry->next ? entry + 1 : NULL)
        if (entry->list == list && dl_entry_fits(entry, cap, upper, text.len))
            return entry;
    return NULL;
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

static dl_weights of_entry(const dateline_rules *rules, int list, dl_str text) {
    const dl_entry *entry = dl_list_entry(rules, list, text);
    if (!entry) return (dl_weights){0};
    return dl_weights_read(dl_str_from(dl_entry_value(rules->lexicon, entry)));
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

dl_weights dl_learnt_weights(const dateline_rules *rules, dl_role role, dl_str text) {
    dl_weights sum = {0};
    if (rules->word_lists[role] >= 0)
        sum += of_entry(rules, rules->word_lists[role], text);
    if (rules->ending_list >= 0 && (role == DL_ROLE_MENTION || role == DL_ROLE_LAST))
        sum += of_ending(rules, text);
    return sum;
}
