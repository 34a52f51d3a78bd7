/* place_choose.c - which of several places of one name is meant.
 *
 * Each distinct name has its readings in the gazetteer. A reading's score is its
 * prominence, what stands beside the name (Paris, Texas), and how much of the rest of the
 * article lies in the same country, the same region and nearby. Names vote for their
 * readings in proportion to these scores; after a few rounds the votes agree. Everything
 * is integers and linear in the names, whose readings are bounded. */
#include "resolve/place.h"

#include "base/hash.h"

enum { READINGS_MOST = 64, OUTER_MOST = 16, ROUNDS = 3 };
enum { UNIT = 64, EIGHTHS = 8, CELL = 100000 };

/* In tenths of the logarithm of people, which is what prominence is measured in; votes
 * are in UNITs, a name's. Fitted by hand on half of the LGL articles (local news). */
enum {
    PER_COUNTRY =
        9, /* for each doubling of the votes of a country, region, neighbourhood */
    PER_REGION = 16,
    PER_NEAR = 16,
    COUNTRY_MOST = 24,
    COUNTRY_ITSELF = 8,
    REGION_MOST = 28,
    NEAR_MOST = 12,
    QUALIFIED = 60,          /* Paris, Texas: for other mentions of Paris too */
    BESIDE = 30,             /* Paris in Texas, Texas's Paris */
    CLOSE = 8,               /* an alternative is so near */
    HALVED = 3,              /* a reading so far behind has half the votes */
    CONTEXT = UNIT,          /* votes of a region inside of an organisation's name */
    AS_QUALIFIER = UNIT / 4, /* of a name that only says where another place lies */
    OFTEN = 16,              /* of each further mention of a name, up to four */
    IN_DATELINE = 64,
    AT_HOME = 512, /* of the place that the paper is said to be at home in */
    OF_DOMAIN = 128,
    IN_HOME_COUNTRY = 8,
    HINT = 32 /* of a word that tells a country */
};

/* ---- votes ---- */

typedef struct votes { /* by country, region and cell of a degree */
    uint64_t *keys;
    int32_t *counts;
    uint32_t mask;
} votes;

static bool votes_make(votes *v, size_t most, dl_arena *arena) {
    v->mask = dl_hash_mask(most);
    v->keys = dl_arena_zero(arena, ((size_t)v->mask + 1) * sizeof *v->keys);
    v->counts = dl_arena_zero(arena, ((size_t)v->mask + 1) * sizeof *v->counts);
    return v->keys && v->counts;
}

static uint32_t votes_slot(const votes *v, uint64_t key) {
    uint32_t at = (uint32_t)key & v->mask;
    while (v->keys[at] && v->keys[at] != key)
        at = (at + 1) & v->mask;
    return at;
}

static int32_t votes_of(const votes *v, uint64_t key) {
    return v->counts[votes_slot(v, key)];
}

static void votes_add(votes *v, uint64_t key, int32_t count) {
    if (!key) return;
    uint32_t at = votes_slot(v, key);
    v->keys[at] = key;
    v->counts[at] += count;
}

static uint64_t cell_key(int32_t up, int32_t along) {
    along = (along + 360) % 360;
    return dl_hash_mix((uint64_t)(up + 91), (uint64_t)along) | 1;
}

static uint64_t area_key(dl_str code) {
    return code.len ? dl_hash_str(code) | 1 : 0;
}

static int32_t whole_degrees(int32_t value) {
    return (value + 180 * CELL) / CELL - 180;
}

/* Eighths of the binary logarithm of 1 + count / UNIT. */
static int32_t eighths(int32_t count) {
    if (count <= 0) return 0;
    uint64_t x = ((uint64_t)count + UNIT) << 16;
    int32_t power = 0;
    for (; x >= (uint64_t)(2 * UNIT) << 16; x /= 2)
        power++;
    return power * EIGHTHS +
           (int32_t)((x - ((uint64_t)UNIT << 16)) * EIGHTHS / ((uint64_t)UNIT << 16));
}

/* ---- names and readings ---- */

typedef struct reading {
    dl_place_row row;
    uint64_t country, region; /* keys of votes; 0: none */
    int32_t up, along;        /* its cell; located points and counties have one */
    bool celled;
    int32_t told; /* by what stands beside it */
    int32_t score, share;
} reading;

typedef struct name {
    uint64_t key;
    uint32_t first, count; /* readings */
    int32_t weight;
    uint32_t mentions, whole; /* whole: those that are the name and no more */
    uint32_t best;
} name;

typedef struct chooser {
    dl_scan *scan;
    dl_mention **places;
    size_t count;
    DL_ARRAY(reading) readings;
    DL_ARRAY(name) names;
    uint32_t *slots, mask; /* name number plus 1 */
    uint32_t *name_of;     /* by mention */
    dl_nspan *bases;       /* by mention: the part that the gazetteer knows, or empty */
    int32_t *fixed;        /* by mention: reading that its qualifier tells, or -1 */
    votes votes;
    uint64_t home_country; /* of the paper, or 0 */
    const dl_place_row *ground;
} chooser;

static void place_in_cell(reading *r) {
    r->celled = r->row.located &&
                (r->row.kind == DL_PLACE_POINT || r->row.kind == DL_PLACE_COUNTY);
    r->up = whole_degrees(r->row.lat);
    r->along = whole_degrees(r->row.lon);
}

static void add_readings(chooser *c, name *n, dl_str surface, int list) {
    const dl_entry *entry = dl_list_entry(c->scan->rules, list, surface);
    for (; entry && n->count < READINGS_MOST; entry = entry->next ? entry + 1 : NULL) {
        if (entry->list != list) continue;
        reading *r = DL_PUSH(c->scan->arena, &c->readings);
        if (!r) return;
        r->row = dl_place_row_read(c->scan->rules->lexicon, entry);
        r->country = area_key(r->row.country);
        r->region = area_key(r->row.region);
        place_in_cell(r);
        n->count++;
    }
}

/* The name's number, or UINT32_MAX without memory. */
static uint32_t name_number(chooser *c, dl_str surface) {
    uint64_t key = dl_name_key(surface, NULL);
    uint32_t at = (uint32_t)key & c->mask;
    while (c->slots[at] && c->names.items[c->slots[at] - 1].key != key)
        at = (at + 1) & c->mask;
    if (c->slots[at]) return c->slots[at] - 1;
    name *n = DL_PUSH(c->scan->arena, &c->names);
    if (!n) return UINT32_MAX;
    *n = (name){.key = key, .first = (uint32_t)c->readings.count};
    add_readings(c, n, surface, c->scan->rules->place_list);
    add_readings(c, n, surface, c->scan->rules->place_lists[DL_PLACES_TOWN]);
    c->slots[at] = (uint32_t)c->names.count;
    return c->slots[at] - 1;
}

static reading *reading_at(const chooser *c, const name *n, uint32_t i) {
    return &c->readings.items[n->first + i];
}

/* ---- what stands beside a name ---- */

/* The likeliest pair of readings of which one lies in the other. */
static bool nested(const chooser *c, const name *inner, const name *outer, uint32_t *in,
                   uint32_t *out) {
    int32_t best = -1;
    for (uint32_t o = 0; o < outer->count && o < OUTER_MOST; o++) {
        const reading *whole = reading_at(c, outer, o);
        for (uint32_t m = 0; m < inner->count; m++) {
            const reading *part = reading_at(c, inner, m);
            int32_t both = part->row.prominence + whole->row.prominence;
            if (both <= best || inner == outer ||
                !dl_place_contains(&whole->row, &part->row))
                continue;
            best = both;
            *in = m;
            *out = o;
        }
    }
    return best >= 0;
}

static void raise_to(int32_t *told, int32_t bonus) {
    if (*told < bonus) *told = bonus;
}

/* `Paris, Texas`; `Paris (Texas)`. */
static bool qualified(const dl_scan *scan, const dl_mention *here,
                      const dl_mention *next) {
    return next->first == here->end + 1 && (dl_token_is(scan->text, here->end, ',') ||
                                            dl_token_is(scan->text, here->end, '('));
}

static bool is_link_word(const dl_scan *scan, uint32_t token) {
    dl_str word = dl_text_at(scan->text, dl_tokens_span(scan->text, token, token + 1));
    return dl_list_entry(scan->rules, scan->rules->place_lists[DL_PLACES_IN], word) !=
           NULL;
}

/* `Paris in Texas`, `Paris, in Texas`; Texas's Paris the other way round. */
static bool linked(const dl_scan *scan, const dl_mention *here, const dl_mention *next) {
    uint32_t at = here->end;
    if (at < next->first && dl_token_is(scan->text, at, ',')) at++;
    return at + 1 == next->first && is_link_word(scan, at);
}

static bool possessed(const dl_scan *scan, const dl_mention *here,
                      const dl_mention *next) {
    return dl_possessive_at(scan->text, here->end) && next->first == here->end + 2;
}

static void look_beside(chooser *c, size_t i) {
    name *here = &c->names.items[c->name_of[i]],
         *next = &c->names.items[c->name_of[i + 1]];
    const dl_mention *mention = c->places[i], *after = c->places[i + 1];
    uint32_t in, out;
    if (qualified(c->scan, mention, after)) {
        if (!nested(c, here, next, &in, &out)) return;
        c->fixed[i] = (int32_t)in;
        if (c->fixed[i + 1] < 0) c->fixed[i + 1] = (int32_t)out;
        if (next->mentions == 1) next->weight = AS_QUALIFIER;
        raise_to(&reading_at(c, here, in)->told, QUALIFIED);
        raise_to(&reading_at(c, next, out)->told, QUALIFIED);
    } else if (linked(c->scan, mention, after)) {
        if (!nested(c, here, next, &in, &out)) return;
        if (c->fixed[i] < 0) c->fixed[i] = (int32_t)in;
        raise_to(&reading_at(c, here, in)->told, BESIDE);
        raise_to(&reading_at(c, next, out)->told, BESIDE);
    } else if (possessed(c->scan, mention, after)) {
        if (!nested(c, next, here, &in, &out)) return;
        if (c->fixed[i + 1] < 0) c->fixed[i + 1] = (int32_t)in;
        raise_to(&reading_at(c, next, in)->told, BESIDE);
        raise_to(&reading_at(c, here, out)->told, BESIDE);
    }
}

/* ---- the article's votes ---- */

/* That an article speaks of a country says little of which town it means. */
static void vote(chooser *c, const reading *r, int32_t count) {
    bool itself = r->row.kind == DL_PLACE_COUNTRY;
    votes_add(&c->votes, r->country, itself ? count / COUNTRY_ITSELF : count);
    votes_add(&c->votes, r->region, count);
    if (r->celled) votes_add(&c->votes, cell_key(r->up, r->along), count);
}

static int32_t near_votes(const chooser *c, const reading *r) {
    int32_t sum = 0;
    for (int32_t up = r->up - 1; r->celled && up <= r->up + 1; up++)
        for (int32_t along = r->along - 1; along <= r->along + 1; along++)
            sum += votes_of(&c->votes, cell_key(up, along));
    return sum;
}

static int32_t support(int32_t count, int per_doubling, int most) {
    int32_t sum = eighths(count) * per_doubling / EIGHTHS;
    return sum < most ? sum : most;
}

static void score(const chooser *c, reading *r) {
    int32_t country = r->country ? votes_of(&c->votes, r->country) : 0;
    int32_t region = r->region ? votes_of(&c->votes, r->region) : 0;
    r->score = r->row.prominence + r->told +
               (r->country && r->country == c->home_country ? IN_HOME_COUNTRY : 0) +
               support(country, PER_COUNTRY, COUNTRY_MOST) +
               support(region, PER_REGION, REGION_MOST) +
               support(near_votes(c, r), PER_NEAR, NEAR_MOST);
}

static void share_out(chooser *c, name *n) {
    enum { HALVINGS = 12, WHOLE = 1 << HALVINGS };
    int32_t best = reading_at(c, n, n->best)->score, sum = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        reading *r = reading_at(c, n, i);
        int32_t halvings = (best - r->score) / HALVED;
        r->share = halvings > HALVINGS ? 0 : WHOLE >> halvings;
        sum += r->share;
    }
    for (uint32_t i = 0; i < n->count; i++) {
        reading *r = reading_at(c, n, i);
        r->share = (int32_t)((int64_t)r->share * n->weight / sum);
        if (r->share) vote(c, r, r->share);
    }
}

/* The name's own votes are taken back while its readings are scored. */
static void decide(chooser *c, name *n) {
    for (uint32_t i = 0; i < n->count; i++) {
        reading *r = reading_at(c, n, i);
        if (r->share) vote(c, r, -r->share);
    }
    n->best = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        score(c, reading_at(c, n, i));
        if (reading_at(c, n, i)->score > reading_at(c, n, n->best)->score) n->best = i;
    }
    if (n->count) share_out(c, n);
}

/* ---- all of it ---- */

static void weigh_mention(chooser *c, size_t i) {
    name *n = &c->names.items[c->name_of[i]];
    const dl_zone *zone = dl_zone_at(c->scan->text, c->places[i]->first);
    if (!n->mentions) n->weight += UNIT;
    if (n->mentions && n->mentions < 5) n->weight += OFTEN;
    if (zone && zone->kind == DL_ZONE_DATELINE) n->weight += IN_DATELINE;
    n->mentions++;
    n->whole += c->bases[i].end == 0;
}

static bool is_wide(const dl_place_row *row) {
    return row->kind == DL_PLACE_COUNTRY ||
           (row->kind == DL_PLACE_REGION && row->prominence >= 60);
}

/* Countries and states inside of other names: University of Kentucky. Candidates and
 * mentions are both in text order. */
static bool add_context(chooser *c) {
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
        name *n = &c->names.items[number];
        if (!n->mentions && !n->weight) n->weight = CONTEXT;
    }
    return true;
}

/* Nationalities, and words of one country's life: Kenyan, sheriff. */
static void add_hints(chooser *c) {
    const dl_text *text = c->scan->text;
    const dl_word_start *starts = dl_vocabulary_starts(c->scan->vocabulary);
    for (uint32_t i = 0; i < text->token_count; i++) {
        if (!(starts[text->tokens[i].word].facts & DL_FACT_COUNTRY)) continue;
        const dateline_rules *rules = c->scan->rules;
        const dl_entry *entry =
            dl_vocabulary_at(c->scan->vocabulary, text->tokens[i].word)->entry;
        for (; entry; entry = entry->next ? entry + 1 : NULL) {
            if (entry->list != rules->demonym_list &&
                entry->list != rules->place_lists[DL_PLACES_COUNTRY_WORD])
                continue;
            dl_str code = dl_value_field(dl_entry_value(rules->lexicon, entry), 0);
            if (code.len < 2) continue;
            votes_add(&c->votes, area_key(dl_str_cut(code, 0, 2)), HINT);
            if (code.len > 3 && code.at[2] == '-')
                votes_add(&c->votes, area_key(code), HINT);
        }
    }
}

/* A direction or the like begins the name: Northern California. */
static bool begins_with_part(const chooser *c, const dl_mention *mention) {
    dl_nspan word = dl_tokens_span(c->scan->text, mention->first, mention->first + 1);
    return mention->end > mention->first + 1 &&
           dl_list_entry(c->scan->rules, c->scan->rules->place_lists[DL_PLACES_PART],
                         dl_text_at(c->scan->text, word));
}

static bool is_known(const chooser *c, dl_str surface) {
    return dl_list_entry(c->scan->rules, c->scan->rules->place_list, surface) ||
           dl_list_entry(c->scan->rules, c->scan->rules->place_lists[DL_PLACES_TOWN],
                         surface);
}

/* A part that tells where the whole is: known, and no ordinary word such as Park, which
 * is a county as well. */
static bool is_telling(const chooser *c, uint32_t first, uint32_t end) {
    dl_str part = dl_text_at(c->scan->text, dl_tokens_span(c->scan->text, first, end));
    return is_known(c, part) &&
           !dl_list_entry(c->scan->rules, c->scan->rules->ordinary_list, part);
}

/* The part of an unknown name that the gazetteer knows: what follows a direction, else
 * the longest beginning (Henderson County Jail), else the longest end. */
static dl_nspan base_of(const chooser *c, const dl_mention *mention) {
    enum { TOKENS_MOST = 10 };
    const dl_text *text = c->scan->text;
    uint32_t first = mention->first, end = mention->end;
    bool part = begins_with_part(c, mention);
    if (end - first > TOKENS_MOST) return (dl_nspan){0, 0};
    for (uint32_t cut = end - 1; !part && cut > first; cut--)
        if (is_telling(c, first, cut)) return dl_tokens_span(text, first, cut);
    for (uint32_t cut = first + 1; cut < end; cut++)
        if (is_telling(c, cut, end)) return dl_tokens_span(text, cut, end);
    return (dl_nspan){0, 0};
}

/* The name that a mention goes by: its own, or that of the part that is known. */
static uint32_t name_of_mention(chooser *c, size_t i) {
    dl_str surface = dl_text_at(c->scan->text, c->places[i]->span);
    c->bases[i] = (dl_nspan){0, 0};
    if (!is_known(c, surface)) c->bases[i] = base_of(c, c->places[i]);
    if (c->bases[i].end) surface = dl_text_at(c->scan->text, c->bases[i]);
    return name_number(c, surface);
}

/* The paper's home and domain. A name in the domain votes as one in the text does. */
static bool add_home(chooser *c, const dl_value_context *context) {
    const dateline_rules *rules = c->scan->rules;
    dl_place_row home;
    if (context->home && dl_home_find(rules, dl_str_from(context->home), &home)) {
        reading r = {.row = home,
                     .country = area_key(home.country),
                     .region = area_key(home.region)};
        place_in_cell(&r);
        vote(c, &r, AT_HOME);
    }
    if (!context->domain) return true;
    c->home_country = area_key(dl_domain_country(rules, dl_str_from(context->domain)));
    votes_add(&c->votes, c->home_country, OF_DOMAIN);
    char buffer[DL_DOMAIN_MOST];
    dl_str named = dl_domain_place(rules, dl_str_from(context->domain), buffer);
    if (!named.len) return true;
    uint32_t number = name_number(c, named);
    if (number == UINT32_MAX) return false;
    c->names.items[number].weight += OF_DOMAIN;
    return true;
}

static bool gather(chooser *c, size_t candidates) {
    c->mask = dl_hash_mask(c->count + candidates + 2);
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

/* What other names say for a reading's region. */
static int32_t region_votes(const chooser *c, const name *n, const reading *r) {
    int32_t own = 0;
    for (uint32_t k = 0; k < n->count; k++)
        if (reading_at(c, n, k)->region == r->region) own += reading_at(c, n, k)->share;
    return r->region ? votes_of(&c->votes, r->region) - own : 0;
}

/* `Enugu State`, `Rizal Province`: the last word says what kind of region it is. */
static bool ends_with_kind(const chooser *c, const dl_mention *mention) {
    dl_nspan word = dl_tokens_span(c->scan->text, mention->end - 1, mention->end);
    return dl_list_entry(c->scan->rules, c->scan->rules->place_lists[DL_PLACES_KIND],
                         dl_text_at(c->scan->text, word));
}

/* Does a part of an unknown name tell where the whole is? Washington Square says little;
 * Huntsville Hospital much, where the article speaks of Huntsville or its state. */
static bool base_holds(const chooser *c, size_t i, const name *n, const reading *best) {
    return c->fixed[i] >= 0 || begins_with_part(c, c->places[i]) ||
           ends_with_kind(c, c->places[i]) || n->whole ||
           (best->row.kind == DL_PLACE_COUNTY && !dl_str_is(best->row.flags, "alt")) ||
           region_votes(c, n, best) >= UNIT / 2;
}

/* What most of the article says, for a name that nobody knows. */
static const dl_place_row *find_ground(chooser *c) {
    enum { COUNTRY_PERCENT = 75, REGION_PERCENT = 60 };
    const reading *best = NULL;
    int32_t most = 0, all = 0;
    for (size_t i = 0; i < c->names.count; i++) {
        const name *n = &c->names.items[i];
        if (!n->count || !reading_at(c, n, n->best)->country) continue;
        const reading *r = reading_at(c, n, n->best);
        all += n->weight;
        int32_t here = votes_of(&c->votes, r->country) + votes_of(&c->votes, r->region);
        if (here > most) best = r, most = here;
    }
    dl_place_row *ground = dl_arena_zero(c->scan->arena, sizeof *ground);
    if (!best || !ground) return NULL;
    int32_t country = votes_of(&c->votes, best->country);
    int32_t region = best->region ? votes_of(&c->votes, best->region) : 0;
    if (country < 2 * UNIT || country * 100 < all * COUNTRY_PERCENT) return NULL;
    ground->country = best->row.country;
    if (region * 100 >= all * REGION_PERCENT) ground->region = best->row.region;
    return ground;
}

static void report(const chooser *c, size_t i, dl_place_choice *out) {
    const name *n = &c->names.items[c->name_of[i]];
    *out = (dl_place_choice){.ground = c->ground};
    if (!n->count) return;
    uint32_t chosen = c->fixed[i] >= 0 ? (uint32_t)c->fixed[i] : n->best;
    if (c->bases[i].end && !base_holds(c, i, n, reading_at(c, n, chosen))) return;
    out->base = c->bases[i];
    out->row = &reading_at(c, n, chosen)->row;
    if (c->fixed[i] >= 0) return;
    int32_t least = reading_at(c, n, chosen)->score - CLOSE;
    for (uint32_t k = 0; k < n->count && out->other_count < DL_PLACE_OTHERS; k++)
        if (k != chosen && reading_at(c, n, k)->score >= least)
            out->others[out->other_count++] = &reading_at(c, n, k)->row;
}

bool dl_places_choose(dl_scan *scan, dl_mention **places, size_t count,
                      const dl_value_context *context, dl_place_choice *out) {
    chooser c = {.scan = scan, .places = places, .count = count};
    if (!gather(&c, scan->candidates.count) || !add_context(&c) ||
        !votes_make(&c.votes, c.readings.count * 3 + 1024, scan->arena) ||
        !add_home(&c, context))
        return false;
    add_hints(&c);
    for (size_t i = 0; i + 1 < count; i++)
        look_beside(&c, i);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < c.names.count; i++)
            decide(&c, &c.names.items[i]);
    c.ground = find_ground(&c);
    for (size_t i = 0; i < count; i++)
        report(&c, i, &out[i]);
    return !scan->arena->failed;
}
