/* document.c - what other mentions of the document say about a name.
 *
 * The names chosen in the first pass are filed under their words; a piece then asks how
 * often, and as what, the same words stand elsewhere, begin or end a longer name, and so
 * on. A piece never counts what was found at its own place. Everything that is filed
 * under some words is found by one look-up, and most pieces find nothing. */
#include "resolve/resolve.h"

#include "base/hash.h"

enum {
    WORDS_FILED = 4,
    NEIGHBOUR_TOKENS = 3,
    THOUSAND = 1000,
    FILED_RELATIONS = DL_REL_ACRONYM + 1
};

typedef int32_t by_type[DL_NAME_TYPES]; /* thousandths of mentions */

typedef struct filed {
    uint64_t key;
    by_type by[FILED_RELATIONS];
} filed;

typedef struct filing { /* a chosen name filed its confidence under these words */
    uint64_t key;
    uint32_t relation;
    int32_t amount;
} filing;

struct dl_document_evidence {
    uint32_t *slots; /* number of filed plus 1 */
    uint32_t mask;
    DL_ARRAY(filed) filed;
    DL_ARRAY(filing) filings;
    uint32_t *first_filing; /* by chosen, and one past the last */
};

static uint32_t slot_of(const dl_document_evidence *d, uint64_t key) {
    uint32_t at = (uint32_t)key & d->mask;
    while (d->slots[at] && d->filed.items[d->slots[at] - 1].key != key)
        at = (at + 1) & d->mask;
    return at;
}

/* ---- the words of a piece ---- */

enum { NAME_WORDS = 8 };

typedef struct name {
    uint64_t words[NAME_WORDS];
    uint32_t count;
} name;

static uint16_t facts_of_word(const dl_resolve *r, const dl_unit *unit) {
    return dl_vocabulary_at(r->scan->vocabulary, unit->word)->facts;
}

static name name_of(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece) {
    name out;
    out.count = 0;
    const dl_unit *last[NAME_WORDS];
    for (uint32_t u = piece->unit; u < piece->unit_end && out.count < NAME_WORDS; u++) {
        if (s->units[u].facts & DL_UNIT_HYPHEN) continue;
        last[out.count] = &s->units[u];
        out.words[out.count++] = s->units[u].fold;
    }
    while (out.count > 1 && facts_of_word(r, last[out.count - 1]) & DL_FACT_SUFFIX)
        out.count--; /* Jr., III */
    return out;
}

/* The folded hash of its capital words' first letters; 0: one word. */
static uint64_t initials_of(const dl_resolve *r, const dl_stretch *s,
                            const dl_piece *piece) {
    char initials[NAME_WORDS];
    size_t letters = 0;
    uint32_t words = 0;
    for (uint32_t u = piece->unit; u < piece->unit_end && words < NAME_WORDS; u++) {
        if (s->units[u].facts & DL_UNIT_HYPHEN) continue;
        words++;
        if (s->units[u].facts & DL_UNIT_CAP)
            initials[letters++] =
                dl_vocabulary_at(r->scan->vocabulary, s->units[u].word)->text.at[0];
    }
    return letters > 1 ? dl_fold_hash((dl_str){initials, letters}) : 0;
}

static uint64_t key_of(const name *n, uint32_t from, uint32_t to) {
    uint64_t key = 0;
    for (uint32_t i = from; i < to; i++)
        key = dl_hash_add(key, n->words[i]);
    return key;
}

/* ---- gathering ---- */

typedef struct filer {
    dl_arena *arena;
    dl_document_evidence *document;
    int type;
    int32_t amount;
    size_t first; /* filing of this name */
} filer;

static void file_under(filer *f, uint64_t key, dl_relation relation) {
    dl_document_evidence *d = f->document;
    uint32_t at = slot_of(d, key);
    if (!d->slots[at]) {
        filed *made = DL_PUSH(f->arena, &d->filed);
        if (!made) return;
        made->key = key;
        d->slots[at] = (uint32_t)d->filed.count;
    }
    d->filed.items[d->slots[at] - 1].by[relation][f->type] += f->amount;
    for (size_t i = f->first; i < d->filings.count; i++)
        if (d->filings.items[i].key == key && d->filings.items[i].relation == relation)
            return;
    filing *made = DL_PUSH(f->arena, &d->filings);
    if (made) *made = (filing){key, (uint32_t)relation, f->amount};
}

/* Under every key and relation by which the name may be asked for. */
static void file_name(filer *f, const name *n, uint64_t initials) {
    file_under(f, key_of(n, 0, n->count), DL_REL_SAME);
    if (n->count < 2) return;
    for (uint32_t k = 1; k < n->count && k < WORDS_FILED; k++) {
        file_under(f, key_of(n, 0, k), DL_REL_FIRST_OF);
        file_under(f, key_of(n, n->count - k, n->count), DL_REL_LAST_OF);
    }
    for (uint32_t i = 1; i + 1 < n->count; i++)
        file_under(f, key_of(n, i, i + 1), DL_REL_INNER_OF);
    if (initials) file_under(f, dl_hash_add(0, initials), DL_REL_ACRONYM);
}

static size_t most_filings(const dl_resolve *r) {
    size_t most = 0;
    for (size_t i = 0; i < r->chosen.count; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type < DL_NONE)
            most += won->end - won->first < 2 ? 1 : 2 * WORDS_FILED + NAME_WORDS;
    }
    return most;
}

bool dl_document_gather(dl_resolve *r) {
    dl_arena *arena = r->scan->arena;
    dl_document_evidence *d = dl_arena_zero(arena, sizeof *d);
    if (!d) return false;
    d->mask = dl_hash_mask(most_filings(r));
    d->slots = dl_arena_zero(arena, ((size_t)d->mask + 1) * sizeof *d->slots);
    d->first_filing =
        dl_arena_alloc(arena, (r->chosen.count + 1) * sizeof *d->first_filing);
    if (!d->slots || !d->first_filing) return false;
    for (size_t i = 0; i < r->chosen.count; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        d->first_filing[i] = (uint32_t)d->filings.count;
        if (won->type >= DL_NONE) continue;
        const dl_stretch *s = &r->stretches.items[won->stretch];
        const dl_piece *piece = &s->pieces[won->piece];
        name n = name_of(r, s, piece);
        filer f = {arena, d, won->type, (int32_t)(won->confidence * THOUSAND + 0.5),
                   d->filings.count};
        file_name(&f, &n, n.count > 1 ? initials_of(r, s, piece) : 0);
    }
    d->first_filing[r->chosen.count] = (uint32_t)d->filings.count;
    r->document = d;
    return !arena->failed;
}

/* ---- asking ---- */

static bool overlaps(const dl_chosen *won, const dl_piece *piece) {
    return won->first < piece->end && piece->first < won->end;
}

/* Takes off what mentions at the piece's own place filed. */
static void take_own(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                     filed *all) {
    const dl_document_evidence *d = r->document;
    for (uint32_t i = s->chosen; i < s->chosen_end; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type >= DL_NONE || !overlaps(won, piece)) continue;
        for (uint32_t f = d->first_filing[i]; f < d->first_filing[i + 1]; f++)
            if (d->filings.items[f].key == all->key)
                all->by[d->filings.items[f].relation][won->type] -=
                    d->filings.items[f].amount;
    }
}

/* What is filed elsewhere under these words; false: nothing. */
static bool elsewhere(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                      uint64_t key, filed *out) {
    const dl_document_evidence *d = r->document;
    uint32_t slot = d->slots[slot_of(d, key)];
    if (!slot) return false;
    *out = d->filed.items[slot - 1];
    take_own(r, s, piece, out);
    return true;
}

typedef struct relations { /* of a piece to mentions elsewhere */
    by_type by[DL_RELATIONS];
    uint32_t known; /* bit of each relation in which any stand */
} relations;

static void add_relation(relations *all, int relation, const by_type by) {
    int32_t any = 0;
    if (!(all->known >> relation & 1))
        memset(all->by[relation], 0, sizeof all->by[relation]);
    for (int type = 0; type < DL_NAME_TYPES; type++)
        any |= all->by[relation][type] += by[type];
    if (any) all->known |= (uint32_t)1 << relation;
}

/* Nearest names, of the piece's stretch and the mentions around it. */
static void add_neighbours(const dl_resolve *r, const dl_stretch *s,
                           const dl_piece *piece, relations *all) {
    uint32_t from = s->chosen > 0 ? s->chosen - 1 : 0;
    uint32_t to = s->chosen_end < r->chosen.count ? s->chosen_end + 1 : s->chosen_end;
    for (uint32_t i = from; i < to; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type >= DL_NAME_TYPES) continue;
        bool left =
            won->end <= piece->first && piece->first - won->end <= NEIGHBOUR_TOKENS;
        bool right =
            won->first >= piece->end && won->first - piece->end <= NEIGHBOUR_TOKENS;
        if (!left && !right) continue;
        int relation = left ? DL_REL_LEFT : DL_REL_RIGHT;
        by_type none = {0};
        add_relation(all, relation, none); /* clears it the first time */
        all->by[relation][won->type] = THOUSAND;
        all->known |= (uint32_t)1 << relation;
    }
}

static void add_part(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                     uint64_t key, dl_relation relation, relations *all) {
    filed part;
    if (elsewhere(r, s, piece, key, &part))
        add_relation(all, (int)relation, part.by[DL_REL_SAME]);
}

static void relations_of(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                         relations *all) {
    name n = name_of(r, s, piece);
    filed whole;
    all->known = 0;
    if (elsewhere(r, s, piece, key_of(&n, 0, n.count), &whole)) {
        for (int relation = 0; relation < FILED_RELATIONS; relation++)
            if (relation != DL_REL_HEAD && relation != DL_REL_TAIL &&
                (relation != DL_REL_INNER_OF || n.count == 1))
                add_relation(all, relation, whole.by[relation]);
    }
    if (n.count > 1) {
        add_part(r, s, piece, key_of(&n, 0, n.count - 1), DL_REL_HEAD, all);
        add_part(r, s, piece, key_of(&n, 1, n.count), DL_REL_TAIL, all);
    }
    if (n.count > 2) {
        add_part(r, s, piece, key_of(&n, 0, 1), DL_REL_HEAD, all);
        add_part(r, s, piece, key_of(&n, n.count - 1, n.count), DL_REL_TAIL, all);
    }
    add_neighbours(r, s, piece, all);
}

static bool is_enough(const relations *all, const dl_condition *condition) {
    return all->known >> condition->relation & 1 &&
           all->by[condition->relation][condition->role] >=
               condition->number * THOUSAND - THOUSAND / 2;
}

/* A clue may ask after several relations: "when document same other" and "unless document
 * last-of person". */
static bool relations_hold(const relations *all, const dl_rule *clue) {
    for (uint32_t i = 0; i < clue->condition_count; i++) {
        const dl_condition *condition = &clue->conditions[i];
        if (condition->kind == DL_COND_DOCUMENT &&
            is_enough(all, condition) == condition->unless)
            return false;
    }
    return true;
}

bool dl_document_clue_holds(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                            const dl_rule *clue) {
    relations all;
    relations_of(r, s, piece, &all);
    return relations_hold(&all, clue) &&
           dl_clue_holds(r, s, piece, clue, clue->trigger) &&
           dl_clue_patterns_hold(r, piece, clue);
}

static void weigh(dl_resolve *r, const dl_stretch *s, dl_piece *piece) {
    relations all;
    relations_of(r, s, piece, &all);
    piece->weights = piece->base;
    for (uint32_t bits = all.known; bits; bits &= bits - 1) {
        int relation = __builtin_ctz(bits);
        for (int type = 0; type < DL_NAME_TYPES; type++) {
            if (all.by[relation][type] < THOUSAND / 2) continue;
            const dl_id_list *clues = &r->scan->rules->relation_clues[relation][type];
            for (size_t i = 0; i < clues->count; i++) {
                const dl_rule *clue = &r->scan->rules->rules[clues->items[i]];
                if (relations_hold(&all, clue) &&
                    dl_clue_holds(r, s, piece, clue, clue->trigger) &&
                    dl_clue_patterns_hold(r, piece, clue))
                    piece->weights += clue->weights;
            }
        }
    }
}

void dl_document_weigh(dl_resolve *r, dl_stretch *s) {
    for (uint32_t p = 0; p < s->piece_count; p++)
        if (!s->pieces[p].fixed) weigh(r, s, &s->pieces[p]);
}
