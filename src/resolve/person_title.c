/* person_title.c - the title that each mention bears, and whether it is a man's or a
 * woman's.
 *
 * "Presidents Biden and Xi", "Sens. Ada Quill, Ben Quill and Cy Orr": a title in the
 * plural is each one's, and on their cards it stands in the singular. */
#include "resolve/person.h"

#include <stdlib.h>

static dl_str text_of(const dl_scan *scan, dl_nspan span) {
    return dl_text_at(scan->text, span);
}

static const char *value_in(const dl_scan *scan, int list, dl_str text) {
    const dl_entry *entry = dl_list_entry(scan->rules, list, text);
    return entry ? dl_entry_value(scan->rules->lexicon, entry) : "";
}

static dl_str last_word(dl_str text) {
    size_t from = text.len;
    while (from && text.at[from - 1] != ' ')
        from--;
    return dl_str_cut(text, from, text.len);
}

/* ---- titles ---- */

/* A comma or "and" alone stands between them, or both: "Quill, and Orr". */
static bool is_joined(const dl_scan *scan, const dl_mention *before,
                      const dl_mention *mention) {
    enum { SIGNS_MOST = 2 };
    const dl_text *text = scan->text;
    if (mention->first <= before->end || mention->first > before->end + SIGNS_MOST)
        return false;
    for (uint32_t token = before->end; token < mention->first; token++)
        if (!dl_token_is(text, token, ',') &&
            !dl_list_entry(scan->rules, scan->rules->couple_list,
                           dl_token_text(text, token)))
            return false;
    return !(text->tokens[mention->first].flags & (DL_PARAGRAPH | DL_SENTENCE));
}

static void read_title(dl_scan *scan, const dl_mention *mention, dl_arena *arena,
                       dl_person_title *out) {
    dl_nspan span = dl_title_before(scan, mention->first);
    if (span.end <= span.start) return;
    out->text = dl_name_text(text_of(scan, span), arena);
    if (!out->text) return;
    dl_str text = dl_str_from(out->text), last = last_word(text);
    const char *singular = value_in(scan, scan->rules->plural_title_list, last);
    out->shared = *singular;
    if (out->shared)
        out->text = dl_arena_format(arena, "%.*s%s", (int)(text.len - last.len), text.at,
                                    singular);
    dl_str sex = dl_value_field(value_in(scan, scan->rules->title_list, text), 1);
    if (!sex.len) sex = dl_value_field(value_in(scan, scan->rules->title_list, last), 1);
    out->sex = sex.len ? sex.at[0] : '\0';
}

dl_person_title *dl_person_titles(dl_scan *scan, dl_mention **mentions, size_t count,
                                  dl_arena *arena) {
    dl_person_title *titles = dl_arena_zero(arena, (count + 1) * sizeof *titles);
    for (size_t i = 0; titles && i < count; i++) {
        read_title(scan, mentions[i], arena, &titles[i]);
        if (i && !titles[i].text && titles[i - 1].shared &&
            is_joined(scan, mentions[i - 1], mentions[i]))
            titles[i] = titles[i - 1];
    }
    return titles;
}

/* ---- man or woman ---- */

char dl_person_sex(const dl_scan *scan, const dl_person_name *name) {
    enum { COMMON = 3 }; /* rarer names are too often somebody else's */
    if (name->count < 2) return '\0';
    const char *value = value_in(scan, scan->rules->given_list, name->surface[0]);
    if (atoi(value) < COMMON) return '\0';
    dl_str sex = dl_value_field(value, 1);
    return sex.len && sex.at[0] != 'u' ? sex.at[0] : '\0';
}
