/* place_names.c - the names of an article's places with their readings in the gazetteer,
 * and what else tells where it happens: names inside of names, words, the paper's home.
 */
#include "base/hash.h"
#include "resolve/chooser.h"

enum {
    READINGS_MOST = 64,
    TITLE_NAMES = 16,
    CELL = 100000,
    SPELT_OTHERWISE = 4 /* points */
};

/* Votes, of which a name has DL_VOTE. */
enum {
    CONTEXT = DL_VOTE,     /* of a region inside of an organisation's name */
    OF_PART = DL_VOTE / 2, /* of a name that stands inside of unknown names alone */
    OFTEN = 16,            /* of each further mention of a name, up to four */
    IN_DATELINE = 64,
    AT_HOME = 512, /* of the place that the paper is said to be at home in */
    HINT = 32      /* of a word that tells a country */
};

static int32_t whole_degrees(int32_t value) {
    return (value + 180 * CELL) / CELL - 180;
}

static dl_reading reading_of(const dl_chooser *c, dl_place_row row) {
    int wide = c->scan->rules->place_lists[DL_PLACES_WIDE_REGION];
    bool narrow = row.region.len && !dl_list_entry(c->scan->rules, wide, row.region);
    return (dl_reading){.row = row,
                        .country = dl_area_key(row.country),
                        .region = narrow ? dl_area_key(row.region) : 0,
                        .up = whole_degrees(row.lat),
                        .along = whole_degrees(row.lon),
                        .celled = row.located && (row.kind == DL_PLACE_POINT ||
                                                  row.kind == DL_PLACE_COUNTY)};
}

/* The place among the name's readings, which another spelling of the same key has named
 * (Kurs'k, Kursk); or NULL. */
static dl_reading *same_reading(const dl_chooser *c, const dl_place_name *n,
                                const dl_reading *r) {
    for (uint32_t i = 0; i < n->count && r->row.geonames.len; i++)
        if (dl_str_equal(dl_reading_at(c, n, i)->row.geonames, r->row.geonames))
            return dl_reading_at(c, n, i);
    return NULL;
}

/* WA is an abbreviation and not the town of Wa. */
static bool is_capitals(dl_str name) {
    enum { MOST = 3 };
    bool all = name.len >= 2 && name.len <= MOST;
    for (size_t i = 0; i < name.len; i++)
        all = all && name.at[i] >= 'A' && name.at[i] <= 'Z';
    return all;
}

static bool is_letters(const dl_chooser *c, const dl_entry *entry) {
    return is_capitals(dl_str_from(dl_entry_text(c->scan->rules->lexicon, entry)));
}

static bool is_ascii(dl_str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80) return false;
    return true;
}

static bool has_lower(dl_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z') return true;
    return false;
}

/* LaFayette is not spelt as Lafayette; LAFAYETTE tells no difference, and accents are
 * often left out. */
static bool is_spelt_otherwise(const dl_chooser *c, const dl_entry *entry,
                               dl_str surface) {
    dl_str text = dl_str_from(dl_entry_text(c->scan->rules->lexicon, entry));
    return is_ascii(text) && has_lower(surface) && !dl_str_equal(text, surface);
}

static void add_readings(dl_chooser *c, dl_place_name *n, dl_str surface, int list) {
    const dl_entry *entry = dl_list_entry(c->scan->rules, list, surface);
    bool letters = is_capitals(surface);
    for (; entry && n->count < READINGS_MOST; entry = entry->next ? entry + 1 : NULL) {
        if (entry->list != list || (letters && !is_letters(c, entry))) continue;
        dl_reading r = reading_of(c, dl_place_row_read(c->scan->rules->lexicon, entry));
        if (is_spelt_otherwise(c, entry, surface)) r.row.prominence -= SPELT_OTHERWISE;
        dl_reading *twin = same_reading(c, n, &r);
        if (twin && twin->row.prominence < r.row.prominence) *twin = r;
        if (twin) continue;
        dl_reading *kept = DL_PUSH(c->scan->arena, &c->readings);
        if (!kept) return;
        *kept = r;
        n->count++;
    }
}

static const dl_entry *code_entry(const dl_chooser *c, dl_str surface) {
    return dl_list_entry(c->scan->rules, c->scan->rules->place_lists[DL_PLACES_CODE],
                         surface);
}

/* SC is South Carolina; WA is Washington or Western Australia, of which nobody is
 * likelier by its name: the regions of these names. */
static void add_regions_of_code(dl_chooser *c, dl_place_name *n, dl_str code) {
    enum { PROMINENCE = 65 };
    const dl_entry *entry = code_entry(c, code);
    if (!entry) return;
    dl_str names = dl_str_from(dl_entry_value(c->scan->rules->lexicon, entry));
    while (names.len)
        add_readings(c, n, dl_str_split(&names, '/'), c->scan->rules->place_list);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        dl_reading r = *dl_reading_at(c, n, i);
        if (r.row.kind != DL_PLACE_REGION) continue;
        r.row.prominence = PROMINENCE;
        *dl_reading_at(c, n, kept++) = r;
    }
    n->count = kept;
    c->readings.count = n->first + kept;
}

/* The name's number, or UINT32_MAX without memory. */
static uint32_t name_number(dl_chooser *c, dl_str surface) {
    uint64_t key = dl_name_key(surface, NULL);
    uint32_t at = (uint32_t)key & c->mask;
    while (c->slots[at] && c->names.items[c->slots[at] - 1].key != key)
        at = (at + 1) & c->mask;
    if (c->slots[at]) return c->slots[at] - 1;
    dl_place_name *n = DL_PUSH(c->scan->arena, &c->names);
    if (!n) return UINT32_MAX;
    *n = (dl_place_name){
        .key = key, .surface = surface, .first = (uint32_t)c->readings.count};
    add_readings(c, n, surface, c->scan->rules->place_list);
    add_readings(c, n, surface, c->scan->rules->place_lists[DL_PLACES_TOWN]);
    if (!n->count) add_regions_of_code(c, n, surface);
    c->slots[at] = (uint32_t)c->names.count;
    return c->slots[at] - 1;
}

static void weigh_mention(dl_chooser *c, size_t i) {
    dl_place_name *n = &c->names.items[c->name_of[i]];
    const dl_zone *zone = dl_zone_at(c->scan->text, c->places[i]->first);
    bool whole = c->bases[i].end == 0;
    int32_t first = whole ? DL_VOTE : OF_PART,
            again = whole && !n->whole ? DL_VOTE : OFTEN;
    if (n->mentions < 5) n->weight += n->mentions ? again : first;
    if (zone && zone->kind == DL_ZONE_DATELINE) n->weight += IN_DATELINE;
    n->mentions++;
    n->whole += whole;
}

static bool is_wide(const dl_place_row *row) {
    return row->kind == DL_PLACE_COUNTRY ||
           (row->kind == DL_PLACE_REGION && row->prominence >= 60);
}

/* Countries and states inside of other names: University of Kentucky. Candidates and
 * mentions are both in text order. */
static bool add_context(dl_chooser *c) {
    const dl_candidates *all = &c->scan->candidates;
    uint64_t last = 0;
    for (size_t i = 0, m = 0; i < all->count; i++) {
        const dl_candidate *found = &all->items[i];
        while (m < c->count && c->places[m]->end <= found->first)
            m++;
        bool chosen = m < c->count && c->places[m]->first < found->end;
        if (!found->entry || found->entry->list != c->scan->rules->place_list || chosen ||
            found->entry->key == last)
            continue;
        dl_place_row row = dl_place_row_read(c->scan->rules->lexicon, found->entry);
        if (!is_wide(&row)) continue;
        last = found->entry->key;
        uint32_t number = name_number(c, dl_text_at(c->scan->text, found->span));
        if (number == UINT32_MAX) return false;
        dl_place_name *n = &c->names.items[number];
        if (!n->mentions && !n->weight) n->weight = CONTEXT;
    }
    return true;
}

static bool is_known(const dl_chooser *c, dl_str surface) {
    return dl_list_entry(c->scan->rules, c->scan->rules->place_list, surface) ||
           dl_list_entry(c->scan->rules, c->scan->rules->place_lists[DL_PLACES_TOWN],
                         surface);
}

/* Wilson of Wilson's Farm. */
static bool is_persons(const dl_chooser *c, dl_str part) {
    const dateline_rules *rules = c->scan->rules;
    return dl_list_entry(rules, rules->given_list, part) ||
           dl_list_entry(rules, rules->surname_list, part);
}

/* ---- the title ---- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80 ||
           c == '-' || c == '.';
}

/* The end of the word that begins at the byte. */
static size_t word_end(dl_str text, size_t at) {
    while (at < text.len && is_letter(text.at[at]))
        at++;
    return at;
}

/* A name that nobody would take for a person or a word. */
static bool is_plain_name(const dl_chooser *c, dl_str name) {
    const dateline_rules *rules = c->scan->rules;
    return name.len && (unsigned char)(name.at[0] - 'a') >= 26 && is_known(c, name) &&
           !is_persons(c, name) && !dl_list_entry(rules, rules->ordinary_list, name);
}

/* The longest place name of the title that begins at the byte; empty: none. */
static dl_str title_name(const dl_chooser *c, dl_str title, size_t at) {
    enum { WORDS_MOST = 4 };
    dl_str found = {title.at + at, 0};
    size_t end = at;
    for (int words = 0; words < WORDS_MOST && end < title.len; words++) {
        end = word_end(title, words ? end + 1 : end);
        if (is_plain_name(c, dl_str_cut(title, at, end))) found.len = end - at;
        if (end >= title.len || title.at[end] != ' ') break;
    }
    return found;
}

/* What the title names votes once; most titles are the text's first line as well. */
static bool add_title(dl_chooser *c, const char *text) {
    dl_str title = dl_str_from(text ? text : "");
    int names = 0;
    for (size_t at = 0; at < title.len && names < TITLE_NAMES; at++) {
        if (!is_letter(title.at[at])) continue;
        dl_str name = title_name(c, title, at);
        uint32_t number = name.len ? name_number(c, name) : 0;
        if (number == UINT32_MAX) return false;
        names += name.len > 0;
        if (name.len && !c->names.items[number].weight)
            c->names.items[number].weight = CONTEXT;
        at = name.len ? at + name.len : word_end(title, at);
    }
    return true;
}

/* ---- words ---- */

static void add_hint(dl_chooser *c, uint32_t token, dl_str area) {
    dl_hint *hint = DL_PUSH(c->scan->arena, &c->hints);
    if (!hint) return;
    dl_nspan span = dl_tokens_span(c->scan->text, token, token + 1);
    *hint = (dl_hint){dl_text_at(c->scan->text, span), dl_area_key(area)};
    dl_votes_add(&c->votes, hint->area, HINT);
}

/* Nationalities, and words of one country's life: Kenyan, sheriff. */
static void add_hints(dl_chooser *c) {
    const dl_text *text = c->scan->text;
    const uint16_t *facts = dl_vocabulary_facts(c->scan->vocabulary);
    for (uint32_t i = 0; i < text->token_count; i++) {
        if (!(facts[text->tokens[i].word] & DL_FACT_COUNTRY)) continue;
        const dateline_rules *rules = c->scan->rules;
        const dl_entry *entry =
            dl_vocabulary_at(c->scan->vocabulary, text->tokens[i].word)->entry;
        for (; entry; entry = entry->next ? entry + 1 : NULL) {
            if (entry->list != rules->demonym_list &&
                entry->list != rules->place_lists[DL_PLACES_COUNTRY_WORD])
                continue;
            dl_str code = dl_value_field(dl_entry_value(rules->lexicon, entry), 0);
            if (code.len < 2) continue;
            add_hint(c, i, dl_str_cut(code, 0, 2));
            if (code.len > 3 && code.at[2] == '-') add_hint(c, i, code);
        }
    }
}

bool dl_begins_with_part(const dl_chooser *c, const dl_mention *mention) {
    return mention->end > mention->first + 1 &&
           dl_is_place_word(c->scan, mention->first, DL_PLACES_PART);
}

/* US is no ordinary word, though us is one. */
static bool is_ordinary(const dl_chooser *c, uint32_t token) {
    dl_str word =
        dl_text_at(c->scan->text, dl_tokens_span(c->scan->text, token, token + 1));
    return !is_capitals(word) &&
           dl_list_entry(c->scan->rules, c->scan->rules->ordinary_list, word);
}

/* A part that tells where the whole is: known, and not made of ordinary words alone, as
 * are Park, which is a county, and Old Town. */
static bool is_telling(const dl_chooser *c, uint32_t first, uint32_t end) {
    const dl_text *text = c->scan->text;
    dl_str part = dl_text_at(text, dl_tokens_span(text, first, end));
    if (!is_known(c, part) || dl_token_is(text, end - 1, '\'')) return false;
    if (dl_possessive_at(text, end) && is_persons(c, part)) return false;
    for (uint32_t token = first; token < end; token++)
        if (!is_ordinary(c, token)) return true;
    return false;
}

/* The part of an unknown name that the gazetteer knows: what follows a direction, else
 * the longest beginning (Henderson County Jail), else the longest end. */
static dl_nspan base_of(const dl_chooser *c, const dl_mention *mention) {
    enum { TOKENS_MOST = 10 };
    const dl_text *text = c->scan->text;
    uint32_t first = mention->first, end = mention->end;
    bool part = dl_begins_with_part(c, mention);
    if (end - first > TOKENS_MOST) return (dl_nspan){0, 0};
    for (uint32_t cut = end - 1; !part && cut > first; cut--)
        if (is_telling(c, first, cut)) return dl_tokens_span(text, first, cut);
    for (uint32_t cut = first + 1; cut < end; cut++)
        if (is_telling(c, cut, end)) return dl_tokens_span(text, cut, end);
    return (dl_nspan){0, 0};
}

/* The name that a mention goes by: its own, or that of the part that is known. */
static uint32_t name_of_mention(dl_chooser *c, size_t i) {
    dl_str surface = dl_text_at(c->scan->text, c->places[i]->span);
    c->bases[i] = (dl_nspan){0, 0};
    if (!is_known(c, surface) && !code_entry(c, surface))
        c->bases[i] = base_of(c, c->places[i]);
    if (c->bases[i].end) surface = dl_text_at(c->scan->text, c->bases[i]);
    return name_number(c, surface);
}

/* A paper that is named after a town, writes English and has an ending of no country is
 * rarely at home where people speak something else. */
static void name_home(dl_chooser *c, const dl_place_name *n) {
    int english = c->scan->rules->place_lists[DL_PLACES_ENGLISH];
    for (uint32_t i = 0; i < n->count; i++) {
        dl_reading *r = dl_reading_at(c, n, i);
        r->home_town =
            r->celled && dl_list_entry(c->scan->rules, english, r->row.country);
    }
}

/* The paper's home and domain. A name in the domain votes as one in the text does. */
static bool add_home(dl_chooser *c, const dl_value_context *context) {
    const dateline_rules *rules = c->scan->rules;
    dl_place_row home;
    if (context->home && dl_home_find(rules, dl_str_from(context->home), &home)) {
        c->home = reading_of(c, home);
        dl_reading_vote(c, &c->home, AT_HOME);
    }
    if (!context->domain) return true;
    c->domain_country = dl_domain_country(rules, dl_str_from(context->domain));
    c->home_country = dl_area_key(c->domain_country);
    dl_votes_add(&c->votes, c->home_country, DL_DOMAIN_VOTES);
    char buffer[DL_DOMAIN_MOST];
    dl_str named = dl_domain_place(rules, dl_str_from(context->domain), buffer);
    if (!named.len) return true;
    const char *kept = dl_arena_text(c->scan->arena, named);
    uint32_t number = kept ? name_number(c, (dl_str){kept, named.len}) : UINT32_MAX;
    if (number == UINT32_MAX) return false;
    c->names.items[number].weight += DL_DOMAIN_VOTES;
    if (dl_domain_is_open(rules, dl_str_from(context->domain)))
        name_home(c, &c->names.items[number]);
    return true;
}

static bool add_mentions(dl_chooser *c) {
    c->mask = dl_hash_mask(c->count + c->scan->candidates.count + TITLE_NAMES + 2);
    c->slots = dl_arena_zero(c->scan->arena, ((size_t)c->mask + 1) * sizeof *c->slots);
    c->name_of = dl_arena_alloc(c->scan->arena, (c->count + 1) * sizeof *c->name_of);
    c->fixed = dl_arena_alloc(c->scan->arena, (c->count + 1) * sizeof *c->fixed);
    c->bases = dl_arena_alloc(c->scan->arena, (c->count + 1) * sizeof *c->bases);
    if (!c->slots || !c->name_of || !c->fixed || !c->bases) return false;
    for (size_t i = 0; i < c->count; i++) {
        c->name_of[i] = name_of_mention(c, i);
        c->fixed[i] = -1;
        if (c->name_of[i] == UINT32_MAX) return false;
        weigh_mention(c, i);
    }
    return true;
}

bool dl_chooser_gather(dl_chooser *c, const dl_value_context *context) {
    enum { AREAS_MOST = 1024 }; /* of words, home and domain */
    if (!add_mentions(c) || !add_context(c) || !add_title(c, context->title) ||
        !dl_votes_make(&c->votes, c->readings.count * 3 + AREAS_MOST, c->scan->arena) ||
        !add_home(c, context))
        return false;
    add_hints(c);
    return true;
}
