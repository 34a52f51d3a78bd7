/* person.c - which mentions are the same person.
 *
 * Full names are one person's as person_name.c says. A bare name goes to the one who
 * bears it as family name, else as given name, else anywhere; Mrs Quill is no man. Where
 * several do: not to a relative who was only mentioned as such ("his wife Ana Quill"), to
 * the one with the same title, to the one whose full name stands before it in the same
 * paragraph, to the one who is named in full most often, to the first. */
#include "resolve/people.h"

typedef struct linker {
    dl_scan *scan;
    const dl_value_context *context;
    dl_people people;
    dl_mention **mentions;
    dl_person_name *names; /* of each mention */
    dl_person_title *titles;
    int32_t *of; /* person of each mention, or -1 */
    size_t count;
} linker;

/* ---- what stands beside a mention ---- */

static dl_str text_of(const linker *l, size_t i) {
    return dl_text_at(l->context->text, l->mentions[i]->span);
}

static bool in_list(const linker *l, int list, uint32_t token) {
    return dl_list_entry(l->scan->rules, list, dl_token_text(l->scan->text, token)) !=
           NULL;
}

/* "his wife Ana Quill", "her father, Ben Quill", "sons Tom Quill and Rob Quill". */
static bool is_relative(const linker *l, size_t i) {
    enum { BEHIND = 3 };
    const dl_text *text = l->scan->text;
    uint32_t first = l->mentions[i]->first;
    for (uint32_t back = 1; back <= BEHIND && back <= first; back++) {
        if (text->tokens[first - back + 1].flags & (DL_PARAGRAPH | DL_SENTENCE))
            return false;
        uint32_t token = first - back;
        if (in_list(l, l->scan->rules->kin_list, token)) return true;
        bool joins =
            dl_token_is(text, token, ',') ||
            (text->tokens[token].kind == DL_WORD && text->tokens[token].len <= 3);
        if (!joins) break;
    }
    return i && l->of[i - 1] >= 0 && l->people.persons.items[l->of[i - 1]].relative &&
           l->mentions[i - 1]->end + BEHIND > first &&
           !(text->tokens[first].flags & DL_SENTENCE);
}

static bool same_paragraph(const linker *l, size_t i, size_t j) {
    const dl_text *text = l->scan->text;
    return dl_paragraph_of(text, l->mentions[i]->first) ==
           dl_paragraph_of(text, l->mentions[j]->first);
}

static const char *text_at(const linker *l, dl_nspan span) {
    if (span.end <= span.start) return NULL;
    return dl_name_text(dl_text_at(l->context->text, span), l->context->arena);
}

static void note_title(linker *l, size_t i, dl_known_person *p) {
    const dl_person_title *title = &l->titles[i];
    if (title->text && (!p->facts.title || strlen(title->text) > strlen(p->facts.title)))
        p->facts.title = title->text;
    if (title->sex) p->sex = title->sex;
    if (!p->facts.office)
        p->facts.office = text_at(l, dl_office_behind(l->scan, l->mentions[i]->end));
}

/* ---- full names ---- */

static bool is_full(const dl_person_name *name) {
    return name->count > 1 && !name->family_alone;
}

static bool link_full_names(linker *l) {
    for (size_t i = 0; i < l->count; i++) {
        const dl_person_name *name = &l->names[i];
        l->of[i] = -1;
        if (!is_full(name)) continue;
        int32_t number = dl_people_find(&l->people, name);
        bool met = number >= 0;
        if (!met && (number = dl_people_add(&l->people, text_of(l, i), name)) < 0)
            return false;
        dl_known_person *p = &l->people.persons.items[number];
        if (!met) p->relative = is_relative(l, i), p->first = i;
        if (met) dl_people_take(&l->people, (uint32_t)number, text_of(l, i), name);
        p->mentions++;
        l->of[i] = number;
        note_title(l, i, p);
    }
    return true;
}

/* "Bill and Hillary Clinton": he has her family name. */
static int32_t find_couple(linker *l, size_t i) {
    const dl_text *text = l->scan->text;
    if (i + 1 == l->count || l->of[i + 1] < 0 || !is_full(&l->names[i + 1])) return -1;
    uint32_t end = l->mentions[i]->end, next = l->mentions[i + 1]->first;
    bool joined = next == end + 1 && !(text->tokens[next].flags & DL_PARAGRAPH) &&
                  in_list(l, l->scan->rules->couple_list, end);
    const dl_known_person *partner = &l->people.persons.items[l->of[i + 1]];
    bool given = joined && !partner->facts.family_first &&
                 dl_list_entry(l->scan->rules, l->scan->rules->given_list, text_of(l, i));
    if (!given) return -1;
    dl_str mine = text_of(l, i);
    dl_str family = partner->name.surface[dl_person_family_at(partner)];
    const char *both = dl_arena_format(l->context->arena, "%.*s %.*s", (int)mine.len,
                                       mine.at, (int)family.len, family.at);
    if (!both) return -1;
    dl_person_name name = dl_person_name_of(l->scan, dl_str_from(both));
    if (!is_full(&name)) return -1;
    int32_t found = dl_people_find(&l->people, &name);
    return found >= 0 ? found : dl_people_add(&l->people, dl_str_from(both), &name);
}

/* ---- bare names ---- */

typedef struct bearers {
    uint32_t numbers[DL_BEARERS_MOST];
    uint32_t count;
} bearers;

static bearers who_bears(const linker *l, uint64_t word, bool family) {
    bearers out = {.count = 0};
    const dl_filed_word *slot = dl_people_slot(&l->people, word);
    for (uint32_t n = family ? slot->family : slot->given;
         n && out.count < DL_BEARERS_MOST;) {
        const dl_known_person *p = &l->people.persons.items[n - 1];
        out.numbers[out.count++] = n - 1;
        n = family ? p->next_family : p->next_given;
    }
    return out;
}

typedef bool (*bearer_test)(const linker *l, uint32_t number, size_t i);

static void keep_where(const linker *l, bearers *all, size_t i, bearer_test holds) {
    uint32_t kept = 0;
    for (uint32_t k = 0; k < all->count; k++)
        if (holds(l, all->numbers[k], i)) all->numbers[kept++] = all->numbers[k];
    all->count = kept;
}

static bool is_no_relative(const linker *l, uint32_t number, size_t i) {
    (void)i;
    return !l->people.persons.items[number].relative;
}

/* Mrs Quill is not Tom Quill. */
static bool may_be_titled(const linker *l, uint32_t number, size_t i) {
    char sex = l->titles[i].sex, theirs = l->people.persons.items[number].sex;
    return !sex || !theirs || sex == theirs;
}

static bool is_titled_so(const linker *l, uint32_t number, size_t i) {
    return l->titles[i].sex && l->titles[i].sex == l->people.persons.items[number].sex;
}

/* Those for whom it does not hold step back where it holds for somebody. */
static void prefer_where(const linker *l, bearers *all, size_t i, bearer_test holds) {
    bearers rest = *all;
    keep_where(l, &rest, i, holds);
    if (rest.count) *all = rest;
}

static bool is_among(const bearers *all, uint32_t number) {
    for (uint32_t i = 0; i < all->count; i++)
        if (all->numbers[i] == number) return true;
    return false;
}

/* The one bearer whose title ends as the mention's does: President, Mrs. */
static int32_t with_title(const linker *l, const bearers *all, size_t i) {
    dl_str title = dl_str_from(l->titles[i].text);
    if (!title.at) return -1;
    int32_t found = -1;
    for (uint32_t k = 0; k < all->count; k++) {
        dl_str theirs = dl_str_from(l->people.persons.items[all->numbers[k]].facts.title);
        bool same = theirs.at && dl_str_ends(theirs, title);
        if (same && found >= 0) return -1;
        if (same) found = (int32_t)all->numbers[k];
    }
    return found;
}

static int32_t named_most(const linker *l, const bearers *all) {
    uint32_t best = all->numbers[0];
    for (uint32_t k = 1; k < all->count; k++) {
        const dl_known_person *p = &l->people.persons.items[all->numbers[k]];
        uint32_t most = l->people.persons.items[best].mentions;
        if (p->mentions > most || (p->mentions == most && all->numbers[k] < best))
            best = all->numbers[k];
    }
    return (int32_t)best;
}

static int32_t choose(const linker *l, const bearers *all, size_t i, uint64_t word) {
    if (!all->count) return -1;
    if (all->count == 1) return (int32_t)all->numbers[0];
    int32_t titled = with_title(l, all, i);
    if (titled >= 0) return titled;
    const dl_filed_word *slot = dl_people_slot(&l->people, word);
    if (slot->latest && is_among(all, slot->latest - 1) &&
        same_paragraph(l, slot->latest_mention, i))
        return (int32_t)slot->latest - 1;
    return named_most(l, all);
}

/* The one who was named before and has the word inside of the name. Who is called Jiménez
 * has the family name Jiménez Prado. */
static int32_t who_was_called(const linker *l, size_t i, uint64_t word) {
    uint32_t number = dl_people_slot(&l->people, word)->any;
    if (!number || l->people.persons.items[number - 1].first > i) return -1;
    dl_known_person *p = &l->people.persons.items[number - 1];
    const dl_person_name *name = &p->name;
    dl_str end = name->surface[name->count - 1];
    for (uint32_t k = 1; k + 1 < name->count && !p->facts.family; k++) {
        const char *start = name->surface[k].at;
        dl_str family = {start, (size_t)(end.at + end.len - start)};
        if (name->words[k] == word && start[-1] != '"')
            p->facts.family = dl_name_text(family, l->context->arena);
    }
    return (int32_t)number - 1;
}

static int32_t find_bare(const linker *l, size_t i) {
    uint32_t last = l->names[i].count - 1; /* of Amoako-Attah, Attah */
    uint64_t word = l->names[i].words[last];
    for (int given = 0; given < 2; given++) {
        bearers all = who_bears(l, word, !given);
        keep_where(l, &all, i, may_be_titled);
        prefer_where(l, &all, i, is_titled_so);
        prefer_where(l, &all, i, is_no_relative);
        int32_t found = choose(l, &all, i, word);
        if (found >= 0) return found;
    }
    int32_t other = who_was_called(l, i, word);
    uint64_t sound = dl_person_sound(l->scan, l->names[i].surface[last]);
    if (other < 0 && sound) other = (int32_t)dl_people_slot(&l->people, sound)->sound - 1;
    return other >= 0 && may_be_titled(l, (uint32_t)other, i) ? other : -1;
}

/* Whose full name was met last, under each of its words. */
static void note_latest(linker *l, size_t i) {
    const dl_known_person *p = &l->people.persons.items[l->of[i]];
    for (int given = 0; given < 2; given++) {
        dl_filed_word *slot =
            dl_people_slot(&l->people, given ? dl_person_given(p) : dl_person_family(p));
        slot->latest = (uint32_t)l->of[i] + 1;
        slot->latest_mention = (uint32_t)i;
    }
}

static bool link_bare_names(linker *l) {
    for (size_t i = 0; i < l->count; i++) {
        if (l->of[i] >= 0) {
            note_latest(l, i);
            continue;
        }
        if (!l->names[i].count) continue;
        l->of[i] = find_couple(l, i);
        if (l->of[i] < 0) l->of[i] = find_bare(l, i);
        if (l->of[i] < 0 &&
            (l->of[i] = dl_people_add(&l->people, text_of(l, i), &l->names[i])) < 0)
            return false;
        note_title(l, i, &l->people.persons.items[l->of[i]]);
    }
    return true;
}

/* ---- values and cards ---- */

static bool make_cards(linker *l, dl_cards *cards) {
    dl_arena *arena = l->context->arena;
    uint32_t *card_of =
        dl_arena_zero(l->scan->arena, (l->people.persons.count + 1) * sizeof *card_of);
    if (!card_of) return false;
    for (size_t i = 0; i < l->count; i++) {
        int32_t number = l->of[i];
        if (number < 0) continue;
        if (!card_of[number]) {
            dateline_card *card = DL_PUSH(arena, cards);
            if (!card) return false;
            card->type = "person";
            card->value.person =
                dl_person_value(l->scan, &l->people.persons.items[number].facts, arena);
            if (!card->value.person) return false;
            card->name = card->value.person->name;
            card_of[number] = (uint32_t)cards->count;
        }
        dateline_card *card = &cards->items[card_of[number] - 1];
        card->mentions++;
        l->mentions[i]->card = card_of[number];
        l->mentions[i]->value.person = card->value.person;
        if (!dl_card_variant(card, text_of(l, i), arena)) return false;
    }
    return true;
}

bool dl_link_persons(dl_scan *scan, dl_mention **persons, size_t count,
                     const dl_value_context *context, dl_cards *cards) {
    linker l = {.scan = scan, .context = context, .mentions = persons, .count = count};
    l.of = dl_arena_alloc(scan->arena, (count + 1) * sizeof *l.of);
    l.names = dl_arena_alloc(scan->arena, (count + 1) * sizeof *l.names);
    l.titles = dl_person_titles(scan, persons, count, context->arena);
    if (!l.of || !l.names || !l.titles ||
        !dl_people_make(&l.people, scan, count, context->arena))
        return false;
    for (size_t i = 0; i < count; i++)
        l.names[i] = dl_person_name_of(scan, text_of(&l, i));
    return link_full_names(&l) && link_bare_names(&l) && make_cards(&l, cards);
}
