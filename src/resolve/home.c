/* home.c - where a paper is at home: as it is told, or as its domain tells. */
#include "resolve/link.h"

/* ---- a home that is told ---- */

enum { NO_LIST = -1 };

/* The readings of a name, one after the other: start with NULL. */
static const dl_entry *next_reading(const dateline_rules *rules, dl_str name,
                                    const dl_entry *last) {
    const int lists[] = {rules->place_list, rules->place_lists[DL_PLACES_TOWN], NO_LIST};
    int list = 0;
    while (last && lists[list] != last->list)
        list++;
    const dl_entry *entry = last && last->next ? last + 1 : NULL;
    for (; lists[list] != NO_LIST; list++, entry = NULL) {
        if (!entry && (!last || lists[list] != last->list))
            entry = dl_list_entry(rules, lists[list], name);
        for (; entry; entry = entry->next ? entry + 1 : NULL)
            if (entry->list == lists[list]) return entry;
    }
    return NULL;
}

/* Does some reading of the name contain the place? */
static bool is_inside(const dateline_rules *rules, dl_str outer,
                      const dl_place_row *inner) {
    for (const dl_entry *entry = NULL; (entry = next_reading(rules, outer, entry));) {
        dl_place_row row = dl_place_row_read(rules->lexicon, entry);
        if (dl_place_contains(&row, inner)) return true;
    }
    return false;
}

bool dl_home_find(const dateline_rules *rules, dl_str home, dl_place_row *out) {
    dl_str outer = home, name = dl_str_trim(dl_str_split(&outer, ','));
    outer = outer.at ? dl_str_trim(outer) : outer;
    bool found = false;
    for (const dl_entry *entry = NULL; (entry = next_reading(rules, name, entry));) {
        dl_place_row row = dl_place_row_read(rules->lexicon, entry);
        dl_str part, rest = outer;
        bool fits = true;
        while (rest.at && fits) {
            part = dl_str_trim(dl_str_split(&rest, ','));
            fits = is_inside(rules, part, &row);
        }
        if (!fits || (found && row.prominence <= out->prominence)) continue;
        *out = row;
        found = true;
    }
    return found;
}

/* ---- domains ---- */

/* The host of an address, without www. */
static dl_str host_of(dl_str domain) {
    for (size_t i = 0; i + 2 < domain.len; i++)
        if (memcmp(domain.at + i, "://", 3) == 0) {
            domain = dl_str_cut(domain, i + 3, domain.len);
            break;
        }
    dl_str host = dl_str_split(&domain, '/');
    host = dl_str_split(&host, ':');
    if (dl_str_starts(host, DL_STR("www."))) host = dl_str_cut(host, 4, host.len);
    return host;
}

static const dl_entry *ending_in(const dateline_rules *rules, dl_str domain,
                                 dl_place_list list) {
    dl_str host = host_of(domain);
    size_t dot = host.len;
    while (dot && host.at[dot - 1] != '.')
        dot--;
    return dot ? dl_list_entry(rules, rules->place_lists[list],
                               dl_str_cut(host, dot, host.len))
               : NULL;
}

dl_str dl_domain_country(const dateline_rules *rules, dl_str domain) {
    const dl_entry *entry = ending_in(rules, domain, DL_PLACES_DOMAIN_COUNTRY);
    return entry ? dl_str_from(dl_entry_value(rules->lexicon, entry)) : (dl_str){"", 0};
}

bool dl_domain_is_open(const dateline_rules *rules, dl_str domain) {
    return ending_in(rules, domain, DL_PLACES_DOMAIN_OPEN) != NULL;
}

/* Is it the name of a place and no ordinary word? Domains begin small, names do not. */
static bool is_place(const dateline_rules *rules, dl_str letters,
                     char name[DL_DOMAIN_MOST]) {
    memcpy(name, letters.at, letters.len);
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = (char)(name[0] - 'a' + 'A');
    dl_str text = {name, letters.len};
    return !dl_list_entry(rules, rules->ordinary_list, letters) &&
           (dl_list_entry(rules, rules->place_list, text) ||
            dl_list_entry(rules, rules->place_lists[DL_PLACES_TOWN], text));
}

dl_str dl_domain_place(const dateline_rules *rules, dl_str domain,
                       char name[DL_DOMAIN_MOST]) {
    enum { LEAST = 5 };
    dl_str host = host_of(domain), label = dl_str_split(&host, '.');
    for (size_t len = label.len; len >= LEAST && label.len < DL_DOMAIN_MOST; len--)
        if (is_place(rules, dl_str_cut(label, 0, len), name) ||
            is_place(rules, dl_str_cut(label, label.len - len, label.len), name))
            return (dl_str){name, len};
    return (dl_str){"", 0};
}
