/* automaton.c - makes the states, and walks over them. */
#include "match/automaton.h"

#include "base/hash.h"

enum {
    BYTES_MOST = 8 * 1024 * 1024,
    FIRST_SLOTS = 1 << 10,
    FIRST_ROWS = 1 << 8,
    FIRST_WORDS = 1 << 10,
    WALK_MOST = 512, /* bytes: what is still possible then is worth an attempt */
    STATES_MOST = (1 << 15) - WALK_MOST - 1,
    LINE = 64, /* bytes that memory gives at once */
    LINE_COLUMNS = LINE / sizeof(uint16_t)
};

/* In a row and where a walk stands: a state that accepts has this bit too. */
enum { ACCEPTS = 1 << 15, NUMBER = ACCEPTS - 1 };

/* ---- states ---- */

static void add_node(dl_automaton *a, uint32_t node) {
    const dl_node *nodes = a->outlines->nodes.items;
    uint32_t *top = a->stack;
    if (a->seen[node] != a->round) {
        a->seen[node] = a->round;
        *top++ = node;
    }
    while (top > a->stack) {
        node = *--top;
        if (nodes[node].kind != DL_NODE_FORK) {
            a->set[a->set_count++] = node;
            continue;
        }
        const uint32_t ways[] = {nodes[node].next, nodes[node].other};
        for (int k = 0; k < 2; k++)
            if (ways[k] != DL_NO_NODE && a->seen[ways[k]] != a->round) {
                a->seen[ways[k]] = a->round;
                *top++ = ways[k];
            }
    }
}

static void begin_set(dl_automaton *a) {
    if (++a->round == 0) {
        memset(a->seen, 0, a->outlines->nodes.count * sizeof *a->seen);
        a->round = 1;
    }
    a->set_count = 0;
}

static bool fill_state(dl_automaton *a, dl_state *made) {
    const dl_node *nodes = a->outlines->nodes.items;
    uint32_t accepts = 0;
    for (uint32_t i = 0; i < a->set_count; i++)
        accepts += nodes[a->set[i]].kind == DL_NODE_ACCEPT;
    uint32_t *all =
        dl_arena_alloc(&a->arena, ((size_t)a->set_count + accepts) * sizeof *all);
    if (!all) return false;
    memcpy(all, a->set, a->set_count * sizeof *all);
    *made = (dl_state){all, all + a->set_count, a->set_count, 0};
    for (uint32_t i = 0; i < a->set_count; i++)
        if (nodes[a->set[i]].kind == DL_NODE_ACCEPT)
            all[a->set_count + made->accept_count++] = a->set[i];
    return true;
}

/* Rows begin at the beginning of a line. */
static bool room_for_row(dl_automaton *a) {
    if (a->states.count <= a->row_room) return true;
    uint32_t room = a->row_room ? a->row_room * 2 : FIRST_ROWS;
    size_t row = a->columns * sizeof *a->rows;
    char *block = dl_alloc(room * row + LINE);
    if (!block) return false;
    uint16_t *rows = (uint16_t *)(void *)(block + LINE - (uintptr_t)block % LINE);
    memset(rows, 0, room * row);
    if (a->rows) memcpy(rows, a->rows, a->row_room * row);
    dl_free(a->row_block);
    a->row_block = block;
    a->rows = rows;
    a->row_room = room;
    return true;
}

static uint16_t no_memory(dl_automaton *a) {
    a->arena.failed = true;
    return DL_STATE_DEAD;
}

static size_t bytes_of(const dl_automaton *a) {
    return a->arena.bytes + a->row_room * a->columns * sizeof *a->rows +
           dl_table_bytes(&a->by_nodes);
}

static uint16_t state_value(const dl_automaton *a, uint32_t number) {
    return (uint16_t)(number | (a->states.items[number].accept_count ? ACCEPTS : 0));
}

static uint16_t add_state(dl_automaton *a, uint64_t key) {
    dl_state *made = DL_PUSH(&a->arena, &a->states);
    if (!made || !fill_state(a, made) || !room_for_row(a)) return no_memory(a);
    uint32_t number = (uint32_t)a->states.count - 1;
    if (!dl_table_add(&a->by_nodes, key, number, 0)) return no_memory(a);
    a->full = bytes_of(a) > BYTES_MOST || number > STATES_MOST;
    return state_value(a, number);
}

/* In whatever order its nodes were met. */
static uint64_t key_of_set(const dl_automaton *a) {
    uint64_t key = a->set_count;
    for (uint32_t i = 0; i < a->set_count; i++)
        key += dl_hash_mix(a->set[i], a->set[i]);
    return key ? key : 1;
}

/* All nodes of the set were seen in this round. */
static bool is_set(const dl_automaton *a, const dl_state *state) {
    if (state->node_count != a->set_count) return false;
    for (uint32_t i = 0; i < state->node_count; i++)
        if (a->seen[state->nodes[i]] != a->round) return false;
    return true;
}

/* The state of the set that was gathered. */
static uint16_t state_of_set(dl_automaton *a) {
    if (!a->set_count) return DL_STATE_DEAD;
    uint64_t key = key_of_set(a);
    const dl_slot *slots = a->by_nodes.slots;
    uint32_t mask = a->by_nodes.mask;
    for (uint32_t at = dl_slot_first(key, mask); slots[at].key; at = (at + 1) & mask)
        if (slots[at].key == key && is_set(a, &a->states.items[slots[at].value]))
            return state_value(a, slots[at].value);
    return add_state(a, key);
}

/* Room for the two states that are none, and the first state. */
static void make_first(dl_automaton *a) {
    for (int i = 0; i < DL_STATE_FIRST; i++)
        DL_PUSH(&a->arena, &a->states);
    begin_set(a);
    for (size_t i = 0; i < a->outlines->items.count; i++)
        add_node(a, a->outlines->items.items[i].start);
    if (!a->arena.failed) state_of_set(a);
}

/* Forgets all states. */
static void empty(dl_automaton *a) {
    dl_arena_free(&a->arena);
    dl_free(a->row_block);
    a->row_block = NULL;
    a->rows = NULL;
    a->row_room = 0;
    a->full = false;
    a->states.items = NULL;
    a->states.count = a->states.room = 0;
    dl_table_clear(&a->by_nodes);
    dl_automata_forget_words(a, 1);
}

static uint16_t step(dl_automaton *a, uint16_t from, unsigned column) {
    const dl_outlines *o = a->outlines;
    const dl_state *state = &a->states.items[from & NUMBER];
    unsigned letter = o->letter_of[column];
    begin_set(a);
    for (uint32_t i = 0; i < state->node_count; i++) {
        const dl_node *node = &o->nodes.items[state->nodes[i]];
        if (node->kind == DL_NODE_SYMBOL &&
            dl_symbol_in(&o->sets.items[node->set], letter))
            add_node(a, node->next);
    }
    uint16_t to = state_of_set(a);
    if (!a->arena.failed) a->rows[(from & NUMBER) * a->columns + column] = to;
    return to;
}

/* ---- walking ---- */

static bool is_word(char c) {
    return dl_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static dl_chance *chance_of(dl_automaton *a, uint32_t outline) {
    uint32_t *place = &a->place[2 * outline];
    if (place[0] == a->walk) return &a->chances[place[1]];
    place[0] = a->walk;
    place[1] = a->chance_count++;
    a->chances[place[1]] = (dl_chance){.pattern = UINT32_MAX};
    return &a->chances[place[1]];
}

/* The outline accepts what ends here. Where it accepts more than once, which one the
 * pattern prefers is not known. */
static void note(dl_automaton *a, uint32_t outline, uint32_t at, uint32_t reach,
                 bool sure) {
    const dl_outline *of = &a->outlines->items.items[outline];
    dl_chance *chance = chance_of(a, outline);
    bool first = chance->pattern == UINT32_MAX;
    chance->pattern = of->pattern;
    if (at < reach) return;
    if (!chance->reaches) {
        chance->sure = first && sure && of->exact;
        chance->end = at;
    }
    chance->reaches = true;
}

static uint32_t outline_with(const dl_outlines *o, uint32_t node) {
    return (uint32_t)DL_FIRST_NOT(i, o->items.count, o->items.items[i].end <= node);
}

/* Of a state, the patterns that may yet match. */
static void note_possible(dl_automaton *a, uint16_t number) {
    const dl_state *state = &a->states.items[number & NUMBER];
    for (uint32_t i = 0; i < state->node_count; i++)
        note(a, outline_with(a->outlines, state->nodes[i]), UINT32_MAX, 0, false);
}

static dl_chances in_order(dl_automaton *a) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < a->chance_count; i++) {
        dl_chance moved = a->chances[i];
        if (!moved.reaches) continue;
        uint32_t at = kept++;
        for (; at > 0 && a->chances[at - 1].pattern > moved.pattern; at--)
            a->chances[at] = a->chances[at - 1];
        a->chances[at] = moved;
    }
    return (dl_chances){a->chances, kept};
}

static void note_all(dl_automaton *a, uint16_t state, const dl_question *q, uint32_t at,
                     bool ascii) {
    const dl_state *here = &a->states.items[state & NUMBER];
    bool at_end = at == q->end;
    bool edge = at_end || !is_word(q->text[at - 1]) || !is_word(q->text[at]);
    bool sure = ascii && (at_end || q->text[at] >= 0);
    for (uint32_t i = 0; i < here->accept_count; i++) {
        const dl_node *node = &a->outlines->nodes.items[here->accepts[i]];
        if (edge || node->other == DL_ANYWHERE) note(a, node->next, at, q->reach, sure);
    }
}

/* Bytes of the character at a place that lies before the end. */
static uint32_t character(const dl_question *q, uint32_t at) {
    uint32_t len = 1;
    while (at + len < q->end && ((unsigned char)q->text[at + len] & 0xC0) == 0x80)
        len++;
    return len;
}

/* Where the way through a word is the same wherever it stands, it is gone once. */
static void learn_word(dl_automaton *a, const dl_question *q, uint16_t state,
                       bool ascii) {
    bool same = ascii || state == DL_STATE_DEAD;
    if (q->word != DL_NO_WORD && same && !a->chance_count && !a->arena.failed)
        a->after_word[q->word] = state;
}

/* The state that the walk came to. */
static uint16_t walk(dl_automaton *a, const dl_question *q) {
    uint16_t state = state_value(a, DL_STATE_FIRST);
    uint32_t at = q->from;
    bool ascii = true, known = q->word != DL_NO_WORD && q->word_end <= q->end &&
                               a->after_word[q->word] != DL_STATE_UNKNOWN;
    if (known) {
        state = a->after_word[q->word];
        at = q->word_end;
    }
    while (state != DL_STATE_DEAD) {
        if (at == q->word_end && !known) learn_word(a, q, state, ascii);
        if (state & ACCEPTS && at > q->from) note_all(a, state, q, at, ascii);
        if (at == q->end) break;
        unsigned column = a->column_of[(unsigned char)q->text[at]];
        if (q->text[at] >= 0) {
            at++;
        } else {
            ascii = false;
            at += character(q, at);
        }
        uint16_t next = a->rows[(state & NUMBER) * a->columns + column];
        state = next != DL_STATE_UNKNOWN ? next : step(a, state, column);
        if (state == DL_STATE_DEAD && at <= q->word_end && !known)
            learn_word(a, q, state, ascii);
    }
    return state;
}

/* False when there is nothing to walk by: no outlines, or no memory. */
static bool begin_walk(dl_automaton *a, dl_question *q) {
    if (!a->outlines->items.count) return false;
    if (a->full || a->arena.failed) empty(a);
    if (!a->states.count) make_first(a);
    if (++a->walk == 0) {
        memset(a->place, 0, 2 * a->outlines->items.count * sizeof *a->place);
        a->walk = 1;
    }
    a->chance_count = 0;
    if (q->end - q->from > WALK_MOST) q->end = q->from + WALK_MOST;
    return !a->arena.failed;
}

dl_chances dl_automaton_ask(dl_automaton *a, const dl_question *asked) {
    dl_question q = *asked;
    if (!begin_walk(a, &q)) return (dl_chances){NULL, 0};
    uint16_t state = walk(a, &q);
    if (q.end < asked->end) note_possible(a, state);
    return in_order(a);
}

dl_chances dl_automaton_begun(dl_automaton *a, const dl_question *asked) {
    dl_question q = *asked;
    if (!begin_walk(a, &q)) return (dl_chances){NULL, 0};
    note_possible(a, walk(a, &q));
    return in_order(a);
}

/* ---- beginning and end ---- */

static bool start(dl_automaton *a, const dl_outlines *outlines) {
    uint32_t lines = (outlines->class_count + LINE_COLUMNS - 1) / LINE_COLUMNS;
    *a = (dl_automaton){.outlines = outlines, .columns = lines * LINE_COLUMNS};
    size_t nodes = outlines->nodes.count + 1, items = outlines->items.count + 1;
    for (unsigned byte = 0; byte < 256; byte++)
        a->column_of[byte] = outlines->class_of[byte < 128 ? byte : DL_BEYOND_ASCII];
    a->seen = dl_arena_zero(&a->lists, nodes * sizeof *a->seen);
    a->stack = dl_arena_alloc(&a->lists, nodes * sizeof *a->stack);
    a->set = dl_arena_alloc(&a->lists, nodes * sizeof *a->set);
    a->chances = dl_arena_alloc(&a->lists, items * sizeof *a->chances);
    a->place = dl_arena_zero(&a->lists, 2 * items * sizeof *a->place);
    return dl_table_start(&a->by_nodes, FIRST_SLOTS) && !a->lists.failed;
}

bool dl_automata_start(dl_automaton *automata, const dl_outlines *outlines, int count) {
    bool good = true;
    for (int i = 0; i < count; i++)
        good = start(&automata[i], &outlines[i]) && good;
    return good;
}

void dl_automata_free(dl_automaton *automata, int count) {
    for (int i = 0; i < count; i++) {
        dl_automaton *a = &automata[i];
        dl_table_free(&a->by_nodes);
        dl_free(a->row_block);
        dl_free(a->after_word);
        dl_arena_free(&a->arena);
        dl_arena_free(&a->lists);
    }
}

static bool know_words(dl_automaton *a, uint32_t count) {
    if (count <= a->word_room) return true;
    uint32_t room = a->word_room ? a->word_room : FIRST_WORDS;
    while (room < count)
        room *= 2;
    uint16_t *grown = dl_alloc(room * sizeof *grown);
    if (!grown) return false;
    memset(grown, 0, room * sizeof *grown);
    if (a->word_room) memcpy(grown, a->after_word, a->word_room * sizeof *grown);
    dl_free(a->after_word);
    a->after_word = grown;
    a->word_room = room;
    return true;
}

bool dl_automata_know_words(dl_automaton *automata, int automaton_count, uint32_t count) {
    for (int i = 0; i < automaton_count; i++)
        if (!know_words(&automata[i], count)) return false;
    return true;
}

void dl_automata_forget_words(dl_automaton *automata, int automaton_count) {
    for (int i = 0; i < automaton_count; i++)
        if (automata[i].word_room)
            memset(automata[i].after_word, 0,
                   automata[i].word_room * sizeof *automata[i].after_word);
}
