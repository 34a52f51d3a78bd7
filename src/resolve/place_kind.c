/* place_kind.c - words that ask for a town where a country has the same name: of
 * countries English says Lebanese police, a Jordanian man, and not "the city of". */
#include "resolve/chooser.h"

bool dl_is_place_word(const dl_scan *scan, uint32_t token, dl_place_list list) {
    dl_nspan span = dl_tokens_span(scan->text, token, token + 1);
    return dl_list_entry(scan->rules, scan->rules->place_lists[list],
                         dl_text_at(scan->text, span)) != NULL;
}

static bool breaks(const dl_scan *scan, uint32_t token) {
    return scan->text->tokens[token].flags & (DL_PARAGRAPH | DL_SENTENCE);
}

/* `a Lebanon woman`, `Palestine police`. */
static bool has_people(const dl_scan *scan, const dl_mention *mention) {
    return mention->end < scan->text->token_count && !breaks(scan, mention->end) &&
           dl_is_place_word(scan, mention->end, DL_PLACES_LOCAL_NOUN);
}

static bool is_age(const dl_scan *scan, uint32_t token) {
    dl_str word = dl_text_at(scan->text, dl_tokens_span(scan->text, token, token + 1));
    return word.len == 2 && dl_is_digit(word.at[0]) && dl_is_digit(word.at[1]);
}

/* `the town of Lebanon`; `Ann Doe, 54, of Palestine`. */
static bool follows_of(const dl_scan *scan, const dl_mention *mention) {
    uint32_t at = mention->first;
    if (at < 2 || !dl_is_place_word(scan, at - 1, DL_PLACES_TOWN_OF)) return false;
    if (breaks(scan, at) || breaks(scan, at - 1)) return false;
    if (dl_is_place_word(scan, at - 2, DL_PLACES_TOWN_WORD)) return true;
    return at >= 4 && dl_token_is(scan->text, at - 2, ',') && is_age(scan, at - 3) &&
           dl_token_is(scan->text, at - 4, ',');
}

bool dl_asks_for_town(const dl_scan *scan, const dl_mention *mention) {
    return has_people(scan, mention) || follows_of(scan, mention);
}
