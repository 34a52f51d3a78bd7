/* place_kind.c - words that ask for a town where a country has the same name (of
 * countries English says Lebanese police, a Jordanian man, and not "the city of"), and
 * for a region where a town has it: Kursk region, eastern Washington. */
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

/* ---- seas and the like ---- */

static bool is_lower_word(const dl_scan *scan, uint32_t token) {
    char first =
        dl_text_at(scan->text, dl_tokens_span(scan->text, token, token + 1)).at[0];
    return first >= 'a' && first <= 'z';
}

/* Does the mention end its noun phrase? In "the Hudson mayor" the article is the mayor's.
 */
static bool ends_phrase(const dl_scan *scan, const dl_mention *mention) {
    uint32_t at = mention->end;
    if (at >= scan->text->token_count || breaks(scan, at)) return true;
    if (dl_token_is(scan->text, at, '-')) return false; /* the Columbia-based firm */
    return !is_lower_word(scan, at) || dl_is_place_word(scan, at, DL_PLACES_AUXILIARY) ||
           dl_is_place_word(scan, at, DL_PLACES_PREPOSITION) ||
           dl_is_place_word(scan, at, DL_PLACES_AND);
}

bool dl_asks_for_feature(const dl_scan *scan, const dl_mention *mention) {
    uint32_t at = mention->first;
    while (at && !breaks(scan, at) && dl_is_place_word(scan, at - 1, DL_PLACES_PART))
        at--;
    bool part = at < mention->first;
    return at && !breaks(scan, at) && dl_is_place_word(scan, at - 1, DL_PLACES_THE) &&
           (part || ends_phrase(scan, mention));
}

/* ---- counties ---- */

bool dl_asks_for_county(const dl_scan *scan, const dl_mention *mention) {
    enum { TOKENS_MOST = 64 };
    const dl_text *text = scan->text;
    for (uint32_t at = mention->end;
         at < text->token_count && at < mention->end + TOKENS_MOST && !breaks(scan, at);
         at++) {
        if (dl_is_place_word(scan, at, DL_PLACES_COUNTIES)) return true;
        bool item = text->tokens[at].flags & DL_CAP || dl_token_is(text, at, ',') ||
                    dl_is_place_word(scan, at, DL_PLACES_AND);
        if (!item) return false;
    }
    return false;
}

/* ---- regions ---- */

/* Are the tokens an entry of the list, with no end of a sentence among them? */
static bool is_phrase(const dl_scan *scan, uint32_t first, uint32_t end,
                      dl_place_list list) {
    if (end > scan->text->token_count) return false;
    for (uint32_t token = first + 1; token < end; token++)
        if (breaks(scan, token)) return false;
    return dl_list_entry(scan->rules, scan->rules->place_lists[list],
                         dl_text_at(scan->text, dl_tokens_span(scan->text, first, end)));
}

/* `Kursk region`, `New York's attorney general`. */
static bool has_office(const dl_scan *scan, const dl_mention *mention) {
    uint32_t at = mention->end;
    if (dl_possessive_at(scan->text, at)) at += 2;
    if (at >= scan->text->token_count || breaks(scan, at)) return false;
    return is_phrase(scan, at, at + 1, DL_PLACES_REGION_WORD) ||
           is_phrase(scan, at, at + 2, DL_PLACES_REGION_WORD);
}

/* `the governor of Kursk`. */
static bool follows_office(const dl_scan *scan, const dl_mention *mention) {
    uint32_t at = mention->first;
    if (at < 3 || breaks(scan, at) || breaks(scan, at - 1)) return false;
    return dl_is_place_word(scan, at - 1, DL_PLACES_TOWN_OF) &&
           (is_phrase(scan, at - 2, at - 1, DL_PLACES_REGION_WORD) ||
            is_phrase(scan, at - 3, at - 1, DL_PLACES_REGION_WORD));
}

bool dl_asks_for_region(const dl_scan *scan, const dl_mention *mention) {
    return has_office(scan, mention) || follows_office(scan, mention);
}
