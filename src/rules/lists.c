/* lists.c - asking the lists of a rule set about a text. */
#include "rules/rules.h"

#include "text/fold.h"

int dl_list_number(const dateline_rules *rules, const char *name) {
    const dl_tree_list *list = dl_tree_list_find(&rules->tree, dl_str_from(name));
    return list ? (int)(list - rules->tree.lists.items) : -1;
}

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
        if (entry->list == list && dl_entry_fits(entry, cap, upper, text.len)) return entry;
    return NULL;
}
