/* document.c - what other mentions of the document say about a name.
 *
 * The names chosen in the first pass are filed under their words; a piece then asks how
 * often, and as what, the same words stand elsewhere, begin or end a longer name, and so on.
 * A piece never counts what was found at its own place. */
#include "resolve/resolve.h"

#include "base/hash.h"

enum { WORDS_FILED = 4, NEIGHBOUR_TOKENS = 3, THOUSAND = 1000 };

typedef struct filed { /* thousandths of mentions, by relation and type */
    uint64_t key;
    int32_t by[DL_REL_ACRONYM + 1][DL_NAME_TYPES];
    bool used;
} filed;

struct dl_document_evidence {
    filed *slots;
    uint32_t mask;
};

static filed *slot_of(const dl_document_evidence *d, uint64_t key) {
    uint32_t at = (uint32_t)key & d->mask;
    while (d->slots[at].used && d->slots[at].key != key) at = (at + 1) & d->mask;
    return &d->slots[at];
}

static void file_under(const dl_document_evidence *d, uint64_t key, dl_relation relation,
                       int type, int32_t amount) {
    filed *slot = slot_of(d, key);
    slot->used = true;
    slot->key = key;
    slot->by[relation][type] += amount;
}

static int32_t found_under(const dl_document_evidence *d, uint64_t key, dl_relation relation,
                           int type) {
    const filed *slot = slot_of(d, key);
    return slot->used ? slot->by[relation][type] : 0;
}

/* ---- the words of a piece ---- */

enum { NAME_WORDS = 8 };

typedef struct name {
    uint64_t words[NAME_WORDS];
    uint32_t count;
    uint64_t initials; /* folded hash of its capital words' first letters, 0: one word */
} name;

/* Is the n-th word of the piece what stands behind a family name? */
static bool is_suffix(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                      uint32_t n) {
    uint32_t count = 0;
    for (uint32_t u = piece->unit; u < piece->unit_end; u++) {
        if (s->units[u].facts & DL_UNIT_HYPHEN || ++count < n) continue;
        dl_str word = dl_vocabulary_at(r->scan->vocabulary, s->units[u].word)->text;
        return dl_list_entry(r->scan->rules, r->scan->rules->suffix_list, word) != NULL;
    }
    return false;
}

static name name_of(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece) {
    name out = {.count = 0};
    char initials[NAME_WORDS];
    size_t letters = 0;
    for (uint32_t u = piece->unit; u < piece->unit_end && out.count < NAME_WORDS; u++) {
        const dl_unit *unit = &s->units[u];
        if (unit->facts & DL_UNIT_HYPHEN) continue;
        out.words[out.count++] = unit->fold;
        dl_str text = dl_vocabulary_at(r->scan->vocabulary, unit->word)->text;
        if ((unit->facts & DL_UNIT_CAP) && letters < NAME_WORDS) initials[letters++] = text.at[0];
    }
    while (out.count > 1 && is_suffix(r, s, piece, out.count)) out.count--; /* Jr., III */
    if (letters > 1) out.initials = dl_fold_hash((dl_str){initials, letters});
    return out;
}

static uint64_t key_of(const name *n, uint32_t from, uint32_t to) {
    uint64_t key = 0;
    for (uint32_t i = from; i < to; i++) key = dl_hash_add(key, n->words[i]);
    return key;
}

/* ---- gathering ---- */

/* Calls file for every key and relation under which a chosen name stands. */
typedef void (*file_fn)(void *user, uint64_t key, dl_relation relation);

static void each_filing(const name *n, file_fn file, void *user) {
    file(user, key_of(n, 0, n->count), DL_REL_SAME);
    if (n->count < 2) return;
    for (uint32_t k = 1; k < n->count && k < WORDS_FILED; k++) {
        file(user, key_of(n, 0, k), DL_REL_FIRST_OF);
        file(user, key_of(n, n->count - k, n->count), DL_REL_LAST_OF);
    }
    for (uint32_t i = 1; i + 1 < n->count; i++)
        file(user, key_of(n, i, i + 1), DL_REL_INNER_OF);
    if (n->initials) file(user, dl_hash_add(0, n->initials), DL_REL_ACRONYM);
}

typedef struct filing {
    const dl_document_evidence *document;
    int type;
    int32_t amount;
} filing;

static void add_filing(void *user, uint64_t key, dl_relation relation) {
    const filing *f = user;
    file_under(f->document, key, relation, f->type, f->amount);
}

static uint32_t mask_for(size_t count) {
    uint32_t size = 64;
    while (size < count * 2) size *= 2;
    return size - 1;
}

bool dl_document_gather(dl_resolve *r) {
    dl_document_evidence *d = dl_arena_zero(r->scan->arena, sizeof *d);
    if (!d) return false;
    size_t keys = 0;
    for (size_t i = 0; i < r->chosen.count; i++)
        if (r->chosen.items[i].type < DL_NONE) keys += 2 * WORDS_FILED + NAME_WORDS;
    d->mask = mask_for(keys);
    d->slots = dl_arena_zero(r->scan->arena, ((size_t)d->mask + 1) * sizeof *d->slots);
    if (!d->slots) return false;
    for (size_t i = 0; i < r->chosen.count; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type >= DL_NONE) continue;
        const dl_stretch *s = &r->stretches.items[won->stretch];
        name n = name_of(r, s, &s->pieces[won->piece]);
        filing f = {d, won->type, (int32_t)(won->confidence * THOUSAND + 0.5)};
        each_filing(&n, add_filing, &f);
    }
    r->document = d;
    return true;
}

/* ---- asking ---- */

typedef struct asking { /* what a chosen name at the piece's own place filed */
    uint64_t key;
    dl_relation relation;
    bool hit;
} asking;

static void match_filing(void *user, uint64_t key, dl_relation relation) {
    asking *a = user;
    if (key == a->key && relation == a->relation) a->hit = true;
}

static bool overlaps(const dl_chosen *won, const dl_piece *piece) {
    return won->first < piece->end && piece->first < won->end;
}

/* The thousandths that mentions at the piece's own place put there. */
static int32_t own_share(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                         uint64_t key, dl_relation relation, int type) {
    int32_t own = 0;
    for (uint32_t i = s->chosen; i < s->chosen_end; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type != type || !overlaps(won, piece)) continue;
        name n = name_of(r, s, &s->pieces[won->piece]);
        asking a = {key, relation, false};
        each_filing(&n, match_filing, &a);
        if (a.hit) own += (int32_t)(won->confidence * THOUSAND + 0.5);
    }
    return own;
}

static int32_t elsewhere(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                         uint64_t key, dl_relation relation, int type) {
    int32_t all = found_under(r->document, key, relation, type);
    return all ? all - own_share(r, s, piece, key, relation, type) : 0;
}

static bool is_neighbour(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                         dl_relation relation, int type) {
    uint32_t from = s->chosen > 0 ? s->chosen - 1 : 0;
    uint32_t to = s->chosen_end < r->chosen.count ? s->chosen_end + 1 : s->chosen_end;
    for (uint32_t i = from; i < to; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type != type || overlaps(won, piece)) continue;
        bool left = relation == DL_REL_LEFT;
        if (left ? won->end <= piece->first && piece->first - won->end <= NEIGHBOUR_TOKENS
                 : won->first >= piece->end && won->first - piece->end <= NEIGHBOUR_TOKENS)
            return true;
    }
    return false;
}

/* The thousandths of mentions elsewhere to which the piece stands in the relation. */
static int32_t related(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                       const name *n, dl_relation relation, int type) {
    switch (relation) {
    case DL_REL_SAME:
    case DL_REL_FIRST_OF:
    case DL_REL_LAST_OF:
    case DL_REL_ACRONYM: return elsewhere(r, s, piece, key_of(n, 0, n->count), relation, type);
    case DL_REL_INNER_OF:
        return n->count == 1 ? elsewhere(r, s, piece, key_of(n, 0, 1), relation, type) : 0;
    case DL_REL_HEAD:
        return n->count < 2 ? 0
                            : elsewhere(r, s, piece, key_of(n, 0, n->count - 1), DL_REL_SAME, type) +
                                  (n->count < 3 ? 0
                                                : elsewhere(r, s, piece, key_of(n, 0, 1),
                                                            DL_REL_SAME, type));
    case DL_REL_TAIL:
        return n->count < 2 ? 0
                            : elsewhere(r, s, piece, key_of(n, 1, n->count), DL_REL_SAME, type) +
                                  (n->count < 3 ? 0
                                                : elsewhere(r, s, piece,
                                                            key_of(n, n->count - 1, n->count),
                                                            DL_REL_SAME, type));
    case DL_REL_LEFT:
    case DL_REL_RIGHT: return is_neighbour(r, s, piece, relation, type) ? THOUSAND : 0;
    case DL_RELATIONS: break;
    }
    return 0;
}

bool dl_document_clue_holds(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                            const dl_rule *clue) {
    const dl_condition *condition = &clue->conditions[clue->trigger];
    name n = name_of(r, s, piece);
    int32_t have = related(r, s, piece, &n, (dl_relation)condition->relation, condition->role);
    return have >= condition->number * THOUSAND - THOUSAND / 2 &&
           dl_clue_holds(r, s, piece, clue, clue->trigger) &&
           dl_clue_patterns_hold(r, piece, clue);
}

static void weigh(dl_resolve *r, const dl_stretch *s, dl_piece *piece) {
    name n = name_of(r, s, piece);
    piece->weights = piece->base;
    for (int relation = 0; relation < DL_RELATIONS; relation++) {
        const dl_id_list *clues = &r->scan->rules->relation_clues[relation];
        int32_t known[DL_NAME_TYPES] = {-1, -1, -1, -1, -1};
        for (size_t i = 0; i < clues->count; i++) {
            const dl_rule *clue = &r->scan->rules->rules[clues->items[i]];
            const dl_condition *condition = &clue->conditions[clue->trigger];
            int type = condition->role;
            if (known[type] < 0) known[type] = related(r, s, piece, &n, (dl_relation)relation, type);
            if (known[type] < condition->number * THOUSAND - THOUSAND / 2) continue;
            if (dl_clue_holds(r, s, piece, clue, clue->trigger) &&
                dl_clue_patterns_hold(r, piece, clue))
                piece->weights += clue->weights;
        }
    }
}

void dl_document_weigh(dl_resolve *r, dl_stretch *s) {
    for (uint32_t p = 0; p < s->piece_count; p++)
        if (!s->pieces[p].fixed) weigh(r, s, &s->pieces[p]);
}
