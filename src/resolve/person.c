/* person.c - which mentions are the same person.
 *
 * Rules after GATE's OrthoMatcher: the same words; the family name alone; the given name
 * alone; initials and middle names that agree. Two vetoes of its: once a name is linked
 * to one person it is not linked to another, and middle initials that differ keep two
 * people apart (George W. Bush, George H. W. Bush). A bare name goes to the nearest full
 * name before it, else to the first one after. */
#include "resolve/link.h"

#include "base/hash.h"
#include "text/fold.h"
#include "value/name.h"

enum { WORDS_MOST = 8 };

typedef struct person_words {
    uint64_t words[WORDS_MOST];
    char initials[WORDS_MOST]; /* folded first letter; upper bit of length tells initials
                                */
    bool short_word[WORDS_MOST];
    uint32_t count;
    dl_str suffix;
} person_words;

typedef struct person {
    person_words name; /* of its fullest mention */
    const char *text;
    bool family_first;
    const char *title;
    dl_str suffix;
    uint32_t next_family,
        next_given; /* other persons filed under the same word, plus 1 */
} person;

typedef struct filed_word {
    uint64_t word;
    uint32_t family, given; /* newest person with it, plus 1 */
} filed_word;

typedef struct linker {
    dl_scan *scan;
    const dl_value_context *context;
    DL_ARRAY(person) persons;
    filed_word *words;
    uint32_t mask;
    int suffix_list, family_first_list, surname_list, connector_list;
} linker;

/* ---- names as words ---- */

static person_words words_of(const linker *l, dl_str text) {
    person_words out = {.count = 0};
    for (dl_str rest = text; out.count < WORDS_MOST;) {
        while (rest.len && (rest.at[0] == ' ' || rest.at[0] == '-'))
            rest.at++, rest.len--;
        const char *start = rest.at;
        uint64_t hash;
        if (!dl_name_word(&rest, &hash)) break;
        dl_str word = {start, (size_t)(rest.at - start)};
        if (out.count && dl_list_entry(l->scan->rules, l->suffix_list, word)) {
            out.suffix = word;
            break;
        }
        char folded[16] = "";
        size_t len = dl_fold(word, folded, sizeof folded);
        out.words[out.count] = hash;
        out.initials[out.count] = folded[0];
        out.short_word[out.count] = len <= 1;
        out.count++;
    }
    return out;
}

static bool same_word(const person_words *a, uint32_t i, const person_words *b,
                      uint32_t j) {
    if (a->words[i] == b->words[j]) return true;
    return (a->short_word[i] || b->short_word[j]) && a->initials[i] == b->initials[j];
}

/* Do the words between first and last of two full names agree? Missing ones do; differing
 * initials do not. */
static bool middles_agree(const person_words *a, const person_words *b) {
    if (a->count < 3 || b->count < 3) return true;
    if (a->count != b->count) return a->words[1] == b->words[1];
    for (uint32_t i = 1; i + 1 < a->count; i++)
        if (!same_word(a, i, b, i)) return false;
    return true;
}

static bool same_full_name(const person_words *a, const person_words *b) {
    return a->count > 1 && b->count > 1 &&
           a->words[a->count - 1] == b->words[b->count - 1] && same_word(a, 0, b, 0) &&
           middles_agree(a, b);
}

/* Chinese, Korean and Vietnamese order: a family name of those languages stands first,
 * and what ends the name is no family name elsewhere. */
static bool is_family_first(const linker *l, dl_str text) {
    dl_str rest = text, first = dl_str_split(&rest, ' ');
    if (!rest.at || !dl_list_entry(l->scan->rules, l->family_first_list, first))
        return false;
    dl_str last = rest;
    while (last.at && memchr(last.at, ' ', last.len))
        dl_str_split(&last, ' ');
    bool hyphenated = memchr(last.at, '-', last.len) != NULL;
    return hyphenated || !dl_list_entry(l->scan->rules, l->surname_list, last) ||
           dl_list_entry(l->scan->rules, l->family_first_list, last);
}

/* ---- filing ---- */

static filed_word *slot_of(const linker *l, uint64_t word) {
    uint32_t at = (uint32_t)word & l->mask;
    while (l->words[at].word && l->words[at].word != word)
        at = (at + 1) & l->mask;
    l->words[at].word = word;
    return &l->words[at];
}

static uint64_t family_word(const person *p) {
    return p->family_first ? p->name.words[0] : p->name.words[p->name.count - 1];
}

static uint64_t given_word(const person *p) {
    return p->family_first ? p->name.words[p->name.count - 1] : p->name.words[0];
}

static void file_person(linker *l, uint32_t number) {
    person *p = &l->persons.items[number];
    filed_word *family = slot_of(l, family_word(p));
    p->next_family = family->family;
    family->family = number + 1;
    if (p->name.count < 2) return;
    filed_word *given = slot_of(l, given_word(p));
    p->next_given = given->given;
    given->given = number + 1;
}

static int32_t find_full(const linker *l, const person_words *name) {
    for (int side = 0; side < 2; side++) {
        uint64_t word = side ? name->words[0] : name->words[name->count - 1];
        for (uint32_t n = slot_of(l, word)->family; n;
             n = l->persons.items[n - 1].next_family) {
            const person *p = &l->persons.items[n - 1];
            if (p->name.count == name->count &&
                memcmp(p->name.words, name->words, name->count * sizeof *name->words) ==
                    0)
                return (int32_t)n - 1;
            if (same_full_name(&p->name, name)) return (int32_t)n - 1;
        }
    }
    return -1;
}

/* A bare word: family names first, the newest person first. */
static int32_t find_bare(const linker *l, uint64_t word) {
    const filed_word *slot = slot_of(l, word);
    if (slot->family) return (int32_t)slot->family - 1;
    return (int32_t)slot->given - 1;
}

static int32_t add_person(linker *l, dl_str text, const person_words *name) {
    person *p = DL_PUSH(l->scan->arena, &l->persons);
    if (!p) return -1;
    p->name = *name;
    p->text = dl_name_text(text, l->context->arena);
    p->suffix = name->suffix;
    p->family_first = p->text && is_family_first(l, dl_str_from(p->text));
    file_person(l, (uint32_t)l->persons.count - 1);
    return (int32_t)l->persons.count - 1;
}

static void take_fuller(linker *l, uint32_t number, dl_str text,
                        const person_words *name) {
    person *p = &l->persons.items[number];
    if (name->count < p->name.count ||
        (name->count == p->name.count && text.len <= strlen(p->text)))
        return;
    p->name = *name;
    p->text = dl_name_text(text, l->context->arena);
    if (name->suffix.at) p->suffix = name->suffix;
}

/* ---- linking ---- */

static bool link_full_names(linker *l, dl_mention **persons, size_t count, int32_t *of) {
    for (size_t i = 0; i < count; i++) {
        dl_str text = dl_text_at(l->context->text, persons[i]->span);
        person_words name = words_of(l, text);
        of[i] = -1;
        if (name.count < 2) continue;
        of[i] = find_full(l, &name);
        if (of[i] >= 0)
            take_fuller(l, (uint32_t)of[i], text, &name);
        else if ((of[i] = add_person(l, text, &name)) < 0)
            return false;
    }
    return true;
}

/* The nearest mention before i, else after, of a person who bears the bare word. */
static int32_t nearest(const linker *l, const int32_t *of, size_t count, size_t i,
                       uint64_t word) {
    int32_t first = find_bare(l, word);
    if (first < 0) return -1;
    const person *p = &l->persons.items[first];
    bool family = family_word(p) == word;
    if (!(family ? p->next_family : p->next_given)) return first; /* the only one */
    for (size_t distance = 1; distance <= count; distance++)
        for (int side = 0; side < 2; side++) {
            size_t at = side ? i + distance : i - distance;
            if ((!side && distance > i) || at >= count || of[at] < 0) continue;
            const person *there = &l->persons.items[of[at]];
            if ((family ? family_word(there) : given_word(there)) == word) return of[at];
        }
    return first;
}

static bool link_bare_names(linker *l, dl_mention **persons, size_t count, int32_t *of) {
    for (size_t i = 0; i < count; i++) {
        if (of[i] >= 0) continue;
        dl_str text = dl_text_at(l->context->text, persons[i]->span);
        person_words name = words_of(l, text);
        if (!name.count) continue;
        of[i] = nearest(l, of, count, i, name.words[0]);
        if (of[i] < 0 && (of[i] = add_person(l, text, &name)) < 0) return false;
    }
    return true;
}

/* ---- values and cards ---- */

static bool is_particle(dl_str word, const void *user) {
    const linker *l = user;
    const dl_entry *entry = dl_list_entry(l->scan->rules, l->connector_list, word);
    return entry && strstr(dl_entry_value(l->scan->rules->lexicon, entry), "person");
}

static void note_title(linker *l, dl_mention *mention, person *p) {
    dl_nspan title = dl_title_before(l->scan, mention->first);
    if (title.end <= title.start) return;
    const char *text =
        dl_name_text(dl_text_at(l->context->text, title), l->context->arena);
    if (text && (!p->title || strlen(text) > strlen(p->title))) p->title = text;
}

static const dateline_person *value_of(const linker *l, const person *p) {
    dl_arena *arena = l->context->arena;
    dateline_person *value = dl_arena_zero(arena, sizeof *value);
    if (!value) return NULL;
    dl_str given, family, bare = dl_str_from(p->text);
    if (p->suffix.at) {
        bare.len -= p->suffix.len < bare.len ? p->suffix.len : 0;
        while (bare.len && (bare.at[bare.len - 1] == ' ' || bare.at[bare.len - 1] == ','))
            bare.len--;
        value->suffix = dl_arena_text(arena, p->suffix);
    }
    dl_name_split(bare, p->family_first, is_particle, l, &given, &family);
    value->name = p->text;
    value->given = given.at ? dl_arena_text(arena, given) : NULL;
    value->family = family.at ? dl_arena_text(arena, family) : NULL;
    value->title = p->title;
    return value;
}

static bool make_cards(linker *l, dl_mention **persons, size_t count, const int32_t *of,
                       dl_cards *cards) {
    dl_arena *arena = l->context->arena;
    uint32_t *card_of =
        dl_arena_zero(l->scan->arena, (l->persons.count + 1) * sizeof *card_of);
    if (!card_of) return false;
    for (size_t i = 0; i < count; i++)
        if (of[i] >= 0) note_title(l, persons[i], &l->persons.items[of[i]]);
    for (size_t i = 0; i < count; i++) {
        if (of[i] < 0) continue;
        if (!card_of[of[i]]) {
            dateline_card *card = DL_PUSH(arena, cards);
            if (!card) return false;
            card->type = "person";
            card->value.person = value_of(l, &l->persons.items[of[i]]);
            if (!card->value.person) return false;
            card->name = card->value.person->name;
            card_of[of[i]] = (uint32_t)cards->count;
        }
        dateline_card *card = &cards->items[card_of[of[i]] - 1];
        card->mentions++;
        persons[i]->card = card_of[of[i]];
        persons[i]->value.person = card->value.person;
        if (!dl_card_variant(card, dl_text_at(l->context->text, persons[i]->span), arena))
            return false;
    }
    return true;
}

bool dl_link_persons(dl_scan *scan, dl_mention **persons, size_t count,
                     const dl_value_context *context, dl_cards *cards) {
    linker l = {.scan = scan, .context = context};
    l.suffix_list = scan->rules->suffix_list;
    l.family_first_list = scan->rules->family_first_list;
    l.surname_list = scan->rules->surname_list;
    l.connector_list = scan->rules->connector_list;
    l.mask = 63;
    while (l.mask < count * 16)
        l.mask = l.mask * 2 + 1;
    l.words = dl_arena_zero(scan->arena, ((size_t)l.mask + 1) * sizeof *l.words);
    int32_t *of = dl_arena_alloc(scan->arena, (count + 1) * sizeof *of);
    return l.words && of && link_full_names(&l, persons, count, of) &&
           link_bare_names(&l, persons, count, of) &&
           make_cards(&l, persons, count, of, cards);
}
