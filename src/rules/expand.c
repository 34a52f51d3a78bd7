/* expand.c - makes of a pattern as written one that PCRE2 takes.
 *
 * {x} is put in, a space becomes white space with at most one line break, quotes and
 * dashes become those of the normalised text, a leading \b drops out (a match starts at a
 * token's edge anyway, and \b would make the engine ask at every token). Classes, \Q…\E
 * and {m,n} stay as they are. No regex is parsed here beyond what that takes. */
#include "rules/parse.h"

enum { DEEPEST = 32, LONGEST = 256 * 1024 };

typedef struct {  /* that is open */
    size_t byte;  /* of the pattern it stands in */
    size_t group; /* index + 1 of the named group it opens; 0: none */
} bracket;

typedef struct {
    const dl_tree *tree;
    dl_tree_source *source;
    dl_expanded *out;
    dl_regex regex;
    const dl_tree_define *chain[DEEPEST]; /* the defines that we are in */
    unsigned depth;
    const dl_tree_define *circle; /* a define that was found to contain itself */
    bool shallow;                 /* look at references to defines, not into them */
    bool grown;                   /* beyond LONGEST */
    DL_ARRAY(bracket) open;
} expander;

/* The pattern of a rule or of a define inside of it. */
typedef struct {
    dl_str text;
    dl_place place; /* of its first character */
    size_t at;
} cursor;

static bool fail_at(expander *e, const cursor *c, size_t byte, const char *message) {
    dl_place place = c->place;
    if (place.column)
        for (size_t i = 0; i < byte; i++)
            place.column += ((unsigned char)c->text.at[i] & 0xC0) != 0x80;
    return dl_rules_fail(e->source, place, DATELINE_ERR_PATTERN, "%s", message);
}

/* ---- pieces that are copied as they are
 * -------------------------------------------------- */

static void copy(expander *e, cursor *c, size_t end) {
    if (end > c->text.len) end = c->text.len;
    for (; c->at < end; c->at++) {
        if (!e->depth) e->regex.from = (uint32_t)c->at;
        dl_regex_put(&e->regex, c->text.at + c->at, 1);
    }
}

static char peek(const cursor *c, size_t ahead) {
    return c->at + ahead < c->text.len ? c->text.at[c->at + ahead] : '\0';
}

/* The byte behind the next end from byte `from` on, or the end of the text. */
static size_t behind(const cursor *c, size_t from, const char *end) {
    size_t len = strlen(end);
    for (size_t i = from; i + len <= c->text.len; i++)
        if (memcmp(c->text.at + i, end, len) == 0) return i + len;
    return c->text.len;
}

static void copy_escape(expander *e, cursor *c) {
    char next = peek(c, 1);
    if (next == 'Q')
        copy(e, c, behind(c, c->at + 2, "\\E"));
    else if (next && strchr("pPxNgkou", next) && peek(c, 2) == '{')
        copy(e, c, behind(c, c->at + 3, "}"));
    else if ((unsigned char)next >= 0x80)
        copy(e, c, c->at + 1); /* the character itself is folded as any other */
    else
        copy(e, c, c->at + 2);
}

/* [...] with its escapes, [:names:] and a first ] that closes nothing. */
static void copy_class(expander *e, cursor *c) {
    size_t i = c->at + 1;
    const char *text = c->text.at;
    if (i < c->text.len && text[i] == '^') i++;
    if (i < c->text.len && text[i] == ']') i++;
    while (i < c->text.len && text[i] != ']') {
        if (text[i] == '\\' && i + 1 < c->text.len && text[i + 1] == 'Q')
            i = behind(c, i + 2, "\\E");
        else if (text[i] == '\\')
            i += 2;
        else if (text[i] == '[' && i + 1 < c->text.len && strchr(":.=", text[i + 1]))
            i = behind(c, i + 2, (char[]){text[i + 1], ']', '\0'});
        else
            i++;
    }
    copy(e, c, i + 1);
}

/* ---- groups
 * ------------------------------------------------------------------------------ */

static size_t group_index(expander *e, dl_str name) {
    for (size_t i = 0; i < e->out->groups.count; i++)
        if (dl_str_equal(e->out->groups.items[i].name, name)) return i;
    dl_tree_group *group = DL_PUSH(e->regex.arena, &e->out->groups);
    if (group) group->name = name;
    return e->out->groups.count ? e->out->groups.count - 1 : 0;
}

/* The name of a group that opens with (?<name>, (?'name' or (?P<name>; else {NULL, 0}. */
static dl_str group_name(const cursor *c) {
    size_t i = peek(c, 2) == 'P' ? 3 : 2;
    char close = peek(c, i) == '<' ? '>' : '\'';
    if (peek(c, 1) != '?' || (peek(c, i) != '<' && peek(c, i) != '\''))
        return (dl_str){0};
    if (peek(c, i + 1) == '=' || peek(c, i + 1) == '!') return (dl_str){0};
    dl_str name = dl_str_cut(c->text, c->at + i + 1, c->text.len);
    const char *end = memchr(name.at, close, name.len);
    if (!end) return (dl_str){0};
    name.len = (size_t)(end - name.at);
    return name;
}

/* True for (?x), (?ix:, (?^x and the like. */
static bool sets_extended(const cursor *c) {
    if (peek(c, 1) != '?') return false;
    for (size_t i = 2;; i++) {
        char option = peek(c, i);
        if (option == 'x') return true;
        if (!option || !strchr("^imnsJUa", option)) return false;
    }
}

static bool open_group(expander *e, cursor *c) {
    if (peek(c, 1) == '?' && peek(c, 2) == '#') {
        copy(e, c, behind(c, c->at, ")"));
        return true;
    }
    bool fits = !sets_extended(c) ||
                fail_at(e, c, c->at,
                        "(?x) is not for rules: a space in a pattern is white space of "
                        "the text");
    dl_str name = group_name(c);
    bracket *slot = DL_PUSH(e->regex.arena, &e->open);
    if (slot) *slot = (bracket){c->at, name.at ? group_index(e, name) + 1 : 0};
    copy(e, c, name.at ? (size_t)(name.at - c->text.at) + name.len + 1 : c->at + 1);
    return fits;
}

/* The list gives its values to every named group that it stands in. */
static void feed_groups(expander *e, const dl_tree_list *list) {
    for (size_t i = 0; i < e->open.count; i++) {
        if (!e->open.items[i].group) continue;
        dl_tree_group *group = &e->out->groups.items[e->open.items[i].group - 1];
        bool there = false;
        for (size_t k = 0; k < group->lists.count; k++)
            there |= group->lists.items[k] == list;
        const dl_tree_list **slot = there ? NULL : DL_PUSH(e->regex.arena, &group->lists);
        if (slot) *slot = list;
    }
}

/* ---- references
 * ---------------------------------------------------------------------------- */

dl_str dl_reference_name(dl_str text) {
    size_t len = 0;
    while (len < text.len && text.at[len] != '}')
        len++;
    dl_str name = dl_str_cut(text, 0, len);
    return len < text.len && dl_is_name(name, false) ? name : (dl_str){text.at, 0};
}

static bool expand_in(expander *e, cursor *c);

static bool put_define(expander *e, const cursor *c, const dl_tree_define *define) {
    if (e->shallow) return true;
    if (define->bad) return false;
    for (unsigned i = 0; i < e->depth; i++) {
        if (e->chain[i] != define) continue;
        e->circle = define;
        return fail_at(e, c, c->at, "this define contains itself");
    }
    if (e->depth == DEEPEST)
        return fail_at(e, c, c->at, "defines within defines, 32 deep");
    if (!e->depth) e->regex.from = (uint32_t)c->at;
    e->chain[e->depth++] = define;
    dl_regex_put(&e->regex, "(?:", 3);
    cursor inside = {.text = define->pattern, .place = define->place};
    bool ok = expand_in(e, &inside);
    dl_regex_put(&e->regex, ")", 1);
    e->depth--;
    return ok;
}

static bool unknown_name(expander *e, const cursor *c, dl_str name) {
    const dl_tree *tree = e->tree;
    dl_guess guess = {.word = name};
    for (size_t i = 0; i < tree->lists.count; i++)
        dl_guess_offer(&guess, tree->lists.items[i].name);
    for (size_t i = 0; i < tree->defines.count; i++)
        dl_guess_offer(&guess, tree->defines.items[i].name);
    const char *text =
        dl_arena_format(tree->arena, "there is no list or define \"%.*s\"%s",
                        (int)name.len, name.at, dl_guess_text(&guess, tree->arena));
    return text && fail_at(e, c, c->at + 1, text);
}

static bool too_long(expander *e, const cursor *c, const dl_tree_list *list) {
    const char *text = dl_arena_format(
        e->tree->arena,
        "list %.*s has %zu entries, and a pattern takes %d: let the list be the whole "
        "pattern, or match more widely and test with: when GROUP in %.*s",
        (int)list->name.len, list->name.at, list->entries.count, DL_TREE_INLINE,
        (int)list->name.len, list->name.at);
    return text && fail_at(e, c, c->at, text);
}

static bool put_reference(expander *e, cursor *c) {
    dl_str name = dl_reference_name(dl_str_cut(c->text, c->at + 1, c->text.len));
    if (!name.len)
        return fail_at(
            e, c, c->at,
            "{ and a letter begin the name of a list or define, as in {month}; "
            "write a brace of the text as \\{");
    const dl_tree_list *list = dl_tree_list_find(e->tree, name);
    const dl_tree_define *define = list ? NULL : dl_tree_define_find(e->tree, name);
    if (!list && !define) return unknown_name(e, c, name);
    if (define && !put_define(e, c, define)) return false;
    if (list && list->entries.count > DL_TREE_INLINE) return too_long(e, c, list);
    if (list) {
        if (!e->depth) e->regex.from = (uint32_t)c->at;
        dl_regex_put_list(&e->regex, list);
        feed_groups(e, list);
    }
    c->at += name.len + 2;
    return true;
}

/* ---- folds
 * --------------------------------------------------------------------------------- */

/* As src/text/ folds articles, for the characters that an author may type. */
static const struct {
    const char *from;
    const char *to;
} folds[] = {
    {"`", "'"},       {"\u00B4", "'"},  {"\u02BB", "'"},  {"\u02BC", "'"},
    {"\u2018", "'"},  {"\u2019", "'"},  {"\u201A", "'"},  {"\u2032", "'"},
    {"\u00AB", "\""}, {"\u00BB", "\""}, {"\u201C", "\""}, {"\u201D", "\""},
    {"\u201E", "\""}, {"\u2033", "\""}, {"\u2010", "-"},  {"\u2011", "-"},
    {"\u2012", "-"},  {"\u2013", "-"},  {"\u2212", "-"},
};

static void copy_folded(expander *e, cursor *c) {
    dl_str rest = dl_str_cut(c->text, c->at, c->text.len);
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        if (!dl_str_starts(rest, dl_str_from(folds[i].from))) continue;
        if (!e->depth) e->regex.from = (uint32_t)c->at;
        dl_regex_put(&e->regex, folds[i].to, 1);
        c->at += strlen(folds[i].from);
        return;
    }
    copy(e, c, c->at + 1);
}

/* A blank or a no-break space; 0 where there is none. */
static size_t space_len(const cursor *c) {
    if (peek(c, 0) == ' ' || peek(c, 0) == '\t') return 1;
    return dl_str_starts(dl_str_cut(c->text, c->at, c->text.len), DL_STR("\u00A0")) ? 2
                                                                                    : 0;
}

static void put_space(expander *e, cursor *c) {
    if (!e->depth) e->regex.from = (uint32_t)c->at;
    dl_regex_put(&e->regex, DL_REGEX_SPACE, sizeof DL_REGEX_SPACE - 1);
    while (peek(c, 0) == ' ' || peek(c, 0) == '\t')
        c->at++;
}

/* ---- the walk
 * -------------------------------------------------------------------------------- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool expand_piece(expander *e, cursor *c, size_t base) {
    char here = peek(c, 0);
    if (here == '\\') {
        copy_escape(e, c);
    } else if (here == '[') {
        copy_class(e, c);
    } else if (here == '(') {
        return open_group(e, c);
    } else if (here == ')') {
        if (e->open.count == base)
            return fail_at(e, c, c->at,
                           "this ) closes nothing; a bracket of the text is \\)");
        e->open.count--;
        copy(e, c, c->at + 1);
    } else if (here == '{' && is_letter(peek(c, 1))) {
        return put_reference(e, c);
    } else if (space_len(c)) {
        put_space(e, c);
    } else {
        copy_folded(e, c);
    }
    return true;
}

/* All references are looked at even after one has failed, so that all are reported. */
static bool expand_in(expander *e, cursor *c) {
    size_t base = e->open.count;
    bool ok = true;
    while (c->at < c->text.len && !e->regex.arena->failed) {
        size_t before = c->at;
        if (!expand_piece(e, c, base)) {
            ok = false;
            if (c->at == before) c->at++;
        }
        if (e->grown || e->regex.bytes.count > LONGEST) {
            e->grown = true;
            return false;
        }
    }
    if (e->open.count > base)
        ok = fail_at(e, c, e->open.items[base].byte,
                     "this ( is not closed; a bracket of the text is \\(");
    e->open.count = base;
    return ok && !e->regex.arena->failed;
}

/* The list that is all of the pattern, or NULL. */
static const dl_tree_list *whole_list(const dl_tree *tree, dl_str pattern) {
    for (unsigned i = 0; i < DEEPEST; i++) {
        pattern = dl_str_trim(pattern);
        if (pattern.len < 3 || pattern.at[0] != '{') return NULL;
        dl_str name = dl_reference_name(dl_str_cut(pattern, 1, pattern.len));
        if (!name.len || name.len + 2 != pattern.len) return NULL;
        const dl_tree_list *list = dl_tree_list_find(tree, name);
        if (list) return list;
        const dl_tree_define *define = dl_tree_define_find(tree, name);
        if (!define) return NULL;
        pattern = define->pattern;
    }
    return NULL;
}

static bool expand_all(expander *e, cursor *c) {
    bool ok = expand_in(e, c);
    if (e->grown)
        fail_at(e, c, 0,
                "this pattern grows beyond 256 kB when its lists and defines are put in");
    return ok;
}

bool dl_expand_define(const dl_tree *tree, const dl_tree_define *define, bool shallow,
                      dl_tree_source *source, const dl_tree_define **circle) {
    dl_expanded out = {0};
    expander e = {.tree = tree, .source = source, .out = &out, .shallow = shallow};
    e.regex.arena = tree->arena;
    e.chain[e.depth++] = define;
    cursor c = {.text = define->pattern, .place = define->place};
    bool ok = expand_all(&e, &c);
    *circle = e.circle;
    return ok;
}

bool dl_tree_expand(const dl_tree *tree, dl_str pattern, dl_place place, dl_expanded *out,
                    dl_tree_source *source) {
    *out = (dl_expanded){.whole = whole_list(tree, pattern)};
    if (out->whole && out->whole->entries.count > DL_TREE_INLINE) return true;
    expander e = {.tree = tree, .source = source, .out = out};
    e.regex.arena = tree->arena;
    cursor c = {.text = pattern, .place = place};
    if (dl_str_starts(pattern, DL_STR("\\b"))) c.at = 2;
    bool ok = expand_all(&e, &c);
    out->pattern =
        (dl_str){e.regex.bytes.items ? e.regex.bytes.items : "", e.regex.bytes.count};
    out->map = e.regex.map.items;
    return ok;
}
