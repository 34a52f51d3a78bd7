/* graphml.c - who appears with whom over all articles of a run: a node for each person,
 * an edge for each two that an article names, with the number of such articles.
 *
 * A person is a card's name: the fullest form of it that an article has. Two who share a
 * name are one node, and "Starmer" is another one than "Keir Starmer" where an article
 * says no more. In a list of thousands each is joined with the next few hundred alone. */
#include "emit/emit.h"
#include "emit/xml.h"
#include "emit/names.h"

enum { TOGETHER = 512 };

/* ---- an article: "MENTIONS\tNAME\n" for each person ---- */

static void write_name(dl_out *out, const char *name) {
    for (; *name; name++)
        dl_out_char(out, (unsigned char)*name < ' ' ? ' ' : *name);
}

void dl_emit_graphml(const dl_emit_view *view, const dateline_format_options *options,
                     dl_out *out) {
    (void)options;
    for (size_t i = 0; i < view->card_count; i++) {
        const dateline_card *card = view->cards[i];
        if (!card->value.person) continue;
        dl_out_integer(out, (long long)card->mentions);
        dl_out_char(out, '\t');
        write_name(out, card->name);
        dl_out_char(out, '\n');
    }
}

/* ---- all of them ---- */

typedef struct node {
    size_t articles, mentions;
} node;

typedef struct graph {
    dl_names names, pairs; /* a pair: the bytes of its two numbers, the lower one first */
    DL_ARRAY(node) nodes;  /* by number of the name */
    DL_ARRAY(size_t) weights; /* by number of the pair */
    DL_ARRAY(uint32_t) here;  /* those of this article */
} graph;

void dl_begin_graphml(dl_emit_run *run) {
    graph *all = run->state = dl_arena_zero(run->arena, sizeof *all);
    if (all) all->names.arena = all->pairs.arena = run->arena;
}

static size_t number_of(dl_str digits) {
    size_t number = 0;
    for (size_t i = 0; i < digits.len; i++)
        number = number * 10 + (size_t)(digits.at[i] - '0');
    return number;
}

/* The node of a line; two cards of one article may have the same name. */
static bool add_person(graph *all, dl_arena *arena, dl_str line) {
    dl_str mentions = dl_str_split(&line, '\t');
    uint32_t number = dl_names_add(&all->names, line);
    if (number == DL_NO_NAME) return false;
    if (number == all->nodes.count && !DL_PUSH(arena, &all->nodes)) return false;
    all->nodes.items[number].mentions += number_of(mentions);
    for (size_t i = all->here.count; i-- && all->here.count - i <= TOGETHER;)
        if (all->here.items[i] == number) return true;
    uint32_t *here = DL_PUSH(arena, &all->here);
    if (here) *here = number;
    all->nodes.items[number].articles++;
    return here;
}

static bool join(graph *all, dl_arena *arena, uint32_t a, uint32_t b) {
    uint32_t pair[2] = {a < b ? a : b, a < b ? b : a};
    uint32_t number = dl_names_add(&all->pairs, (dl_str){(char *)pair, sizeof pair});
    if (number == DL_NO_NAME) return false;
    if (number == all->weights.count && !DL_PUSH(arena, &all->weights)) return false;
    all->weights.items[number]++;
    return true;
}

void dl_absorb_graphml(dl_emit_run *run, dl_str emitted) {
    graph *all = run->state;
    if (!all) return;
    all->here.count = 0;
    while (emitted.len)
        if (!add_person(all, run->arena, dl_str_split(&emitted, '\n'))) return;
    for (size_t i = 0; i < all->here.count; i++)
        for (size_t j = i + 1; j < all->here.count && j - i <= TOGETHER; j++)
            if (!join(all, run->arena, all->here.items[i], all->here.items[j])) return;
}

/* ---- the file ---- */

static void write_data(dl_out *out, const char *key, size_t number) {
    dl_out_text(out, "<data key=\"");
    dl_out_text(out, key);
    dl_out_text(out, "\">");
    dl_out_integer(out, (long long)number);
    dl_out_text(out, "</data>");
}

static void write_node(dl_out *out, const graph *all, size_t i) {
    dl_out_text(out, "<node id=\"n");
    dl_out_integer(out, (long long)i);
    dl_out_text(out, "\"><data key=\"label\">");
    dl_xml_text(out, all->names.items[i].text);
    dl_out_text(out, "</data>");
    write_data(out, "articles", all->nodes.items[i].articles);
    write_data(out, "mentions", all->nodes.items[i].mentions);
    dl_out_text(out, "</node>\n");
}

static void write_edge(dl_out *out, const graph *all, size_t i) {
    uint32_t pair[2];
    memcpy(pair, all->pairs.items[i].text.at, sizeof pair);
    dl_out_text(out, "<edge source=\"n");
    dl_out_integer(out, pair[0]);
    dl_out_text(out, "\" target=\"n");
    dl_out_integer(out, pair[1]);
    dl_out_text(out, "\">");
    write_data(out, "weight", all->weights.items[i]);
    dl_out_text(out, "</edge>\n");
}

void dl_end_graphml(dl_emit_run *run) {
    const graph *all = run->state;
    dl_out *out = run->out;
    if (!all || run->arena->failed) return;
    dl_out_text(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
        "<key id=\"articles\" for=\"node\" attr.name=\"articles\" attr.type=\"int\"/>\n"
        "<key id=\"mentions\" for=\"node\" attr.name=\"mentions\" attr.type=\"int\"/>\n"
        "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
        "<graph edgedefault=\"undirected\">\n");
    for (size_t i = 0; i < all->nodes.count; i++)
        write_node(out, all, i);
    for (size_t i = 0; i < all->weights.count; i++)
        write_edge(out, all, i);
    dl_out_text(out, "</graph>\n</graphml>\n");
}
