/* link.h - mentions that mean the same person, place or day become one card. */
#ifndef DL_RESOLVE_LINK_H
#define DL_RESOLVE_LINK_H

#include "lexicon/gazetteer.h"
#include "match/scan.h"

typedef struct dl_cards {
    dateline_card *items;
    size_t count, room;
} dl_cards;

/* Titles before names; places that are part of a title are dropped. Persons are linked by
 * the rules of person.c, places by their gazetteer entry or words. Fills the values of
 * persons and places, and their cards. Mentions are in text order; all memory is the
 * context's arena. False without memory. */
bool dl_link_names(dl_scan *scan, dl_mention *mentions, size_t count,
                   const dl_value_context *context, dl_cards *cards);

/* Cards of dates, once their values are known. */
bool dl_link_dates(dl_mention *mentions, size_t count, const dl_value_context *context,
                   dl_cards *cards);

/* ---- the steps, each a file ---- */

/* person.c */
bool dl_link_persons(dl_scan *scan, dl_mention **persons, size_t count,
                     const dl_value_context *context, dl_cards *cards);

/* place.c */
bool dl_link_places(dl_scan *scan, dl_mention **places, size_t count,
                    const dl_value_context *context, dl_cards *cards);

/* home.c: the place that "Lexington, Kentucky" names; false where the gazetteer has none
 * such. */
bool dl_home_find(const dateline_rules *rules, dl_str home, dl_place_row *out);

/* home.c: the country that the ending of a domain tells, or empty. */
dl_str dl_domain_country(const dateline_rules *rules, dl_str domain);

/* home.c: may papers of any country have the domain's ending (.com)? */
bool dl_domain_is_open(const dateline_rules *rules, dl_str domain);

/* home.c: the part of a domain that is the name of a place (dallas of dallasnews.com),
 * written as a name into the buffer; or empty. */
enum { DL_DOMAIN_MOST = 64 };
dl_str dl_domain_place(const dateline_rules *rules, dl_str domain,
                       char name[DL_DOMAIN_MOST]);

/* focus.c: the country, region and city that most places of the article speak of; NULL
 * where none tells a country. On the arena. */
const dateline_focus *dl_focus_find(const dl_scan *scan, const dl_mention *mentions,
                                    size_t count, dl_arena *arena);

/* title.c: the title right before a mention, as bytes of the text; empty when there is
 * none. */
dl_nspan dl_title_before(dl_scan *scan, uint32_t first);

/* title.c: the office that stands behind a mention which ends at the token: "Silva, the
 * finance minister of Velmora"; empty when there is none. */
dl_nspan dl_office_behind(dl_scan *scan, uint32_t end);

/* The end (a token) of a capitalised title that begins at the token, or 0. */
uint32_t dl_title_at(dl_scan *scan, uint32_t token);

/* Adds the surface to the card's variants if it is new. */
bool dl_card_variant(dateline_card *card, dl_str surface, dl_arena *arena);

/* A surface as a name: white space is one space, a trailing possessive falls away. On the
 * arena, ends in NUL. */
const char *dl_name_text(dl_str surface, dl_arena *arena);

#endif
