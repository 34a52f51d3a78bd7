/* outline.c - reads a regex and builds its outline: fragments of an automaton with one
 * way in and one way out are put together as the regex is. */
#include "rules/outline.h"

#include "rules/parse.h"

enum {
    REPEATS_MOST = 16, /* counts above are any number */
    DEPTH_MOST = 200,
    NODES_MOST = 1 << 15, /* of one pattern */
    SETS_MOST = 1 << 15,
    ENDLESS = 1 << 20
};

typedef struct outliner {
    dl_outlines *all;
    dl_arena *arena;
    dl_outline_reader r;
    size_t first; /* node of this pattern */
    int depth;
    bool wanders;
} outliner;

typedef struct fragment {
    uint32_t start, end; /* end is a node whose next is not known yet */
    bool empty;          /* nothing may stand there */
} fragment;

/* ---- nodes ---- */

static uint32_t add_node(outliner *o, dl_node made) {
    dl_node *node = DL_PUSH(o->arena, &o->all->nodes);
    if (!node || o->all->nodes.count - o->first > NODES_MOST) {
        o->r.lost = true;
        return (uint32_t)o->first;
    }
    *node = made;
    return (uint32_t)o->all->nodes.count - 1;
}

static uint32_t fork_to(outliner *o, uint32_t next, uint32_t other) {
    return add_node(o, (dl_node){.kind = DL_NODE_FORK, .next = next, .other = other});
}

static fragment nothing(outliner *o) {
    uint32_t node = fork_to(o, DL_NO_NODE, DL_NO_NODE);
    return (fragment){node, node, true};
}

static void lead(outliner *o, uint32_t end, uint32_t to) {
    o->all->nodes.items[end].next = to;
}

static uint16_t number_of(outliner *o, const dl_symbol_set *set) {
    for (size_t i = 0; i < o->all->sets.count; i++)
        if (memcmp(&o->all->sets.items[i], set, sizeof *set) == 0) return (uint16_t)i;
    dl_symbol_set *made =
        o->all->sets.count < SETS_MOST ? DL_PUSH(o->arena, &o->all->sets) : NULL;
    if (!made) {
        o->r.lost = true;
        return 0;
    }
    *made = *set;
    return (uint16_t)(o->all->sets.count - 1);
}

static fragment symbol(outliner *o, uint16_t set) {
    uint32_t node =
        add_node(o, (dl_node){.kind = DL_NODE_SYMBOL, .set = set, .next = DL_NO_NODE});
    return (fragment){node, node, false};
}

static fragment one_of(outliner *o, const dl_symbol_set *set) {
    return symbol(o, number_of(o, set));
}

static fragment literal(outliner *o, unsigned letter) {
    unsigned known_as = letter < 128 ? letter : DL_BEYOND_ASCII;
    if (letter >= 128 && o->r.caseless) o->r.exact = false; /* k and s are added */
    uint16_t *known = &o->all->literals[known_as][o->r.caseless];
    if (!*known) {
        dl_symbol_set set = dl_outline_letter_set(&o->r, letter);
        *known = (uint16_t)(number_of(o, &set) + 1);
    }
    return symbol(o, (uint16_t)(*known - 1));
}

static uint32_t accept(outliner *o, uint32_t where) {
    return add_node(o, (dl_node){.kind = DL_NODE_ACCEPT,
                                 .next = (uint32_t)o->all->items.count - 1,
                                 .other = where});
}

static fragment chain(outliner *o, fragment a, fragment b) {
    lead(o, a.end, b.start);
    return (fragment){a.start, b.end, a.empty && b.empty};
}

static fragment either(outliner *o, fragment a, fragment b) {
    uint32_t end = nothing(o).end;
    lead(o, a.end, end);
    lead(o, b.end, end);
    return (fragment){fork_to(o, a.start, b.start), end, a.empty || b.empty};
}

static fragment maybe(outliner *o, fragment a) {
    uint32_t end = nothing(o).end;
    lead(o, a.end, end);
    return (fragment){fork_to(o, a.start, end), end, true};
}

static fragment again_and_again(outliner *o, fragment a) {
    fragment out = nothing(o);
    uint32_t back = fork_to(o, a.start, out.start);
    lead(o, a.end, back);
    return (fragment){a.start, out.end, a.empty};
}

static fragment any_text(outliner *o) {
    static const dl_symbol_set every = {{UINT64_MAX, UINT64_MAX}, 1};
    return maybe(o, again_and_again(o, one_of(o, &every)));
}

/* ---- reading ---- */

static bool next_is(const outliner *o, const char *text) {
    dl_str rest = dl_str_cut(o->r.source, o->r.at, o->r.source.len);
    return dl_str_starts(rest, dl_str_from(text));
}

static bool take(outliner *o, const char *text) {
    if (!next_is(o, text)) return false;
    o->r.at += strlen(text);
    return true;
}

static char next_char(const outliner *o) {
    return o->r.at < o->r.source.len ? o->r.source.at[o->r.at] : '\0';
}

static fragment choice(outliner *o);

/* Reads on up to the group's bracket and leaves out what is there. */
static fragment left_out(outliner *o) {
    size_t count = o->all->nodes.count;
    choice(o);
    if (!o->r.lost) o->all->nodes.count = count;
    o->r.exact = false;
    return nothing(o);
}

/* ---- groups ---- */

/* What has to follow at the end is read like the rest; elsewhere it is left out. */
static fragment look_ahead(outliner *o) {
    size_t count = o->all->nodes.count;
    fragment seen = choice(o);
    o->r.exact = false;
    if (o->r.lost) return seen;
    if (!dl_outline_is_last(o->r.source, o->r.at + 1)) {
        o->all->nodes.count = count;
        return nothing(o);
    }
    lead(o, seen.end, accept(o, DL_ANYWHERE));
    return (fragment){seen.start, nothing(o).end, seen.empty};
}

static void skip_behind(outliner *o, char last) {
    dl_str rest = dl_str_cut(o->r.source, o->r.at, o->r.source.len);
    const char *end = memchr(rest.at, last, rest.len);
    if (end)
        o->r.at += (size_t)(end - rest.at) + 1;
    else
        o->r.lost = true;
}

/* (?(name)yes|no): either may be. */
static fragment conditional(outliner *o) {
    o->r.exact = false;
    if (next_is(o, "?") || next_is(o, "*") || next_is(o, "DEFINE") || next_is(o, "R")) {
        o->r.lost = true;
        return nothing(o);
    }
    skip_behind(o, ')');
    return maybe(o, choice(o));
}

/* i, s and others behind "(?", up to a bracket or a colon. True: a group follows. */
static bool read_flags(outliner *o) {
    bool on = true;
    for (; !o->r.lost; o->r.at++) {
        char c = next_char(o);
        if (c == '-')
            on = false;
        else if (c == 'i')
            o->r.caseless = on;
        else if (c == 's')
            o->r.dot_all = on;
        else if (c == ':')
            break;
        else if (c == ')')
            return false;
        else if (!c || !strchr("mnJU", c))
            o->r.lost = true;
    }
    o->r.at++;
    return true;
}

static bool named_group(outliner *o) {
    char quote = 0;
    if (take(o, "<") || take(o, "P<"))
        quote = '>';
    else if (take(o, "'"))
        quote = '\'';
    if (quote) skip_behind(o, quote);
    return quote != 0;
}

/* Behind "(?". *flags: it was nothing but flags for what follows. */
static fragment special_group(outliner *o, bool *flags) {
    if (take(o, "=")) return look_ahead(o);
    if (take(o, "!") || take(o, "<=") || take(o, "<!")) return left_out(o);
    if (take(o, "(")) return conditional(o);
    if (take(o, ">")) {
        o->r.exact = false;
        return choice(o);
    }
    if (take(o, "|") || named_group(o)) return choice(o);
    if (read_flags(o)) return choice(o);
    *flags = true;
    return nothing(o);
}

/* Behind its bracket. */
static fragment group(outliner *o) {
    bool caseless = o->r.caseless, dot_all = o->r.dot_all, flags = false;
    if (++o->depth > DEPTH_MOST || next_is(o, "*")) o->r.lost = true;
    fragment made = nothing(o);
    if (!o->r.lost) made = take(o, "?") ? special_group(o, &flags) : choice(o);
    if (!take(o, ")")) o->r.lost = true;
    o->depth--;
    if (flags) return made;
    o->r.caseless = caseless;
    o->r.dot_all = dot_all;
    return made;
}

static fragment escape(outliner *o) {
    dl_escape read = dl_outline_escape(&o->r, false);
    switch (read.kind) {
    case DL_ESCAPE_LETTER:
        return literal(o, read.letter);
    case DL_ESCAPE_SET:
        return one_of(o, &read.set);
    case DL_ESCAPE_ANY_TEXT:
        return any_text(o);
    case DL_ESCAPE_LINE_BREAK:
        o->r.exact = false;
        return again_and_again(o, one_of(o, &read.set));
    default:
        return nothing(o);
    }
}

static fragment any_letter(outliner *o) {
    dl_symbol_set set = {{UINT64_MAX, UINT64_MAX}, 1};
    if (!o->r.dot_all) set.ascii[0] &= ~((uint64_t)1 << '\n');
    return one_of(o, &set);
}

/* A rule's space, which has one line break at most, and whose repeats are possessive. */
static fragment space(outliner *o) {
    static const dl_symbol_set white = {{(uint64_t)1 << ' ' | 1 << '\t' | 1 << '\n', 0},
                                        0};
    o->r.exact = false;
    return again_and_again(o, one_of(o, &white));
}

static fragment class(outliner *o) {
    dl_symbol_set set = dl_outline_class(&o->r);
    return one_of(o, &set);
}

static fragment atom(outliner *o) {
    char c = next_char(o);
    if (c == '(' && take(o, DL_REGEX_SPACE)) return space(o);
    if (!strchr("([\\.^$", c) || !c) return literal(o, dl_outline_letter(&o->r));
    o->r.at++;
    switch (c) {
    case '(':
        return group(o);
    case '[':
        return class(o);
    case '\\':
        return escape(o);
    case '.':
        return any_letter(o);
    default: /* an end of the text or of a line */
        o->r.exact = false;
        return nothing(o);
    }
}

/* ---- repeats ---- */

typedef struct repeat {
    long least, most;
} repeat;

static long read_count(const outliner *o, size_t *at) {
    long count = 0;
    for (; *at < o->r.source.len && dl_is_digit(o->r.source.at[*at]); ++*at)
        if (count < ENDLESS) count = count * 10 + (o->r.source.at[*at] - '0');
    return count;
}

/* {2}, {2,}, {2,5}; any other bracket is a letter. */
static bool read_counts(outliner *o, repeat *out) {
    size_t at = o->r.at + 1;
    const char *source = o->r.source.at;
    if (at >= o->r.source.len || !dl_is_digit(source[at])) return false;
    out->least = out->most = read_count(o, &at);
    if (at < o->r.source.len && source[at] == ',') {
        at++;
        bool open = at < o->r.source.len && source[at] == '}';
        out->most = open ? ENDLESS : read_count(o, &at);
    }
    if (at >= o->r.source.len || source[at] != '}') return false;
    o->r.at = at + 1;
    return true;
}

static bool read_repeat(outliner *o, repeat *out) {
    if (!next_char(o) || !strchr("*+?{", next_char(o))) return false;
    if (take(o, "*"))
        *out = (repeat){0, ENDLESS};
    else if (take(o, "+"))
        *out = (repeat){1, ENDLESS};
    else if (take(o, "?"))
        *out = (repeat){0, 1};
    else if (next_char(o) != '{' || !read_counts(o, out))
        return false;
    if (take(o, "+")) o->r.exact = false;
    take(o, "?");
    if (out->least > REPEATS_MOST || (out->most > REPEATS_MOST && out->most < ENDLESS)) {
        o->r.exact = false;
        out->most = ENDLESS;
        if (out->least > REPEATS_MOST) out->least = REPEATS_MOST;
    }
    return true;
}

/* Do the nodes from one on take spaces, and most letters too? */
static bool take_words(const outliner *o, size_t from) {
    enum { MOST_LETTERS = 20 };
    bool space = false, word = false;
    for (size_t i = from; i < o->all->nodes.count; i++) {
        if (o->all->nodes.items[i].kind != DL_NODE_SYMBOL) continue;
        const dl_symbol_set *set = &o->all->sets.items[o->all->nodes.items[i].set];
        int letters = 0;
        for (unsigned c = 'a'; c <= 'z'; c++)
            letters += dl_symbol_in(set, c);
        word |= letters >= MOST_LETTERS;
        space |= dl_symbol_in(set, ' ');
    }
    return space && word;
}

/* Each copy is read anew. */
static fragment repeated(outliner *o) {
    dl_outline_reader before = o->r;
    repeat times;
    size_t first = o->all->nodes.count;
    fragment all = atom(o);
    if (o->r.lost || !read_repeat(o, &times)) return all;
    if (times.most > 1 && take_words(o, first)) o->wanders = true;
    dl_outline_reader behind = o->r;
    bool endless = times.most == ENDLESS;
    long copies = endless ? times.least : times.most;
    if (!times.most) return nothing(o);
    if (endless && copies <= 1) all = again_and_again(o, all);
    if (!times.least) all = maybe(o, all);
    for (long i = 1; i < copies && !o->r.lost; i++) {
        o->r = before;
        fragment more = atom(o);
        if (endless && i + 1 == copies) more = again_and_again(o, more);
        if (i >= times.least) more = maybe(o, more);
        all = chain(o, all, more);
    }
    behind.lost |= o->r.lost;
    o->r = behind;
    return all;
}

static fragment sequence(outliner *o) {
    fragment all = nothing(o);
    while (!o->r.lost && o->r.at < o->r.source.len && next_char(o) != '|' &&
           next_char(o) != ')')
        all = chain(o, all, repeated(o));
    return all;
}

static fragment choice(outliner *o) {
    fragment all = sequence(o);
    while (!o->r.lost && take(o, "|"))
        all = either(o, all, sequence(o));
    return all;
}

/* ---- outlines ---- */

bool dl_outlines_add(dl_outlines *all, dl_arena *arena, dl_str source, uint32_t pattern) {
    outliner o = {.all = all,
                  .arena = arena,
                  .r = {.source = source, .exact = true},
                  .first = all->nodes.count};
    dl_outline *made = DL_PUSH(arena, &all->items);
    if (!made) return false;
    fragment whole = choice(&o);
    bool anything = o.r.lost || o.r.at < source.len;
    if (anything) {
        all->nodes.count = o.first;
        o.r = (dl_outline_reader){.source = source};
        whole = any_text(&o);
    }
    lead(&o, whole.end, accept(&o, DL_EDGE));
    *made = (dl_outline){.start = whole.start,
                         .end = (uint32_t)all->nodes.count,
                         .pattern = pattern,
                         .exact = o.r.exact && !anything && !whole.empty,
                         .anything = anything,
                         .wanders = o.wanders || anything};
    return !arena->failed;
}
