/* page.c - an HTML5 parser (gumbo) kept within bounds, and its tree.
 *
 * Gumbo frees trees by recursion and takes memory without looking whether there is any.
 * So it gets memory of an arena, which ends the parsing by a jump when the budget is
 * spent, and its tree is never freed piece by piece; a page of too many open elements is
 * not parsed at all. */
#include "input/page_tree.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <strings.h>

enum {
    DEPTH_MOST = 1000,
    ATTRIBUTES_MOST = 1000,
    BUDGET_LEAST = 4 * 1024 * 1024,
    BUDGET_TIMES = 60 /* a tree of ordinary pages takes 10 to 20 times their size */
};

/* ---- what a page may hold -------------------------------------------------------- */

/* Elements that have no end, or that the next one of their kind ends. */
static bool never_nests(dl_str name) {
    static const char *const names[] = {
        "area",  "base",     "br",    "col",    "embed", "hr",     "img",   "input",
        "link",  "meta",     "param", "source", "track", "wbr",    "p",     "li",
        "dt",    "dd",       "tr",    "td",     "th",    "option", "thead", "tbody",
        "tfoot", "colgroup", "html",  "head",   "body"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name.len == strlen(names[i]) && strncasecmp(name.at, names[i], name.len) == 0)
            return true;
    return false;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static dl_str name_at(dl_str text, size_t i) {
    size_t start = i;
    while (i < text.len &&
           (is_letter(text.at[i]) || dl_is_digit(text.at[i]) || text.at[i] == '-'))
        i++;
    return dl_str_cut(text, start, i);
}

/* The attributes of a tag whose name ends at `at`, near enough; *end is where it ends. */
static size_t attributes_of(dl_str text, size_t at, size_t *end) {
    size_t count = 0;
    char quote = '\0', last = ' ';
    for (; at < text.len && (quote || text.at[at] != '>'); at++) {
        char c = text.at[at];
        if (quote) {
            if (c == quote) quote = '\0';
            continue;
        }
        if ((c == '"' || c == '\'') && last == '=')
            quote = c;
        else if (is_space(c) || c == '/')
            count++;
        last = is_space(c) ? last : c;
    }
    *end = at;
    return count;
}

static bool is_raw(dl_str name) {
    static const char *const names[] = {"script", "style", "textarea", "title", "xmp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name.len == strlen(names[i]) && strncasecmp(name.at, names[i], name.len) == 0)
            return true;
    return false;
}

/* Where the text of an element ends that has no elements in it: at its own end. */
static size_t end_of_raw(dl_str text, size_t at, dl_str name) {
    while (at < text.len) {
        const char *end = memmem(text.at + at, text.len - at, "</", 2);
        if (!end) break;
        at = (size_t)(end - text.at);
        if (text.len - at > name.len + 2 && strncasecmp(end + 2, name.at, name.len) == 0)
            return at - 1;
        at += 2;
    }
    return text.len;
}

static size_t end_of_comment(dl_str text, size_t at) {
    const char *end = memmem(text.at + at, text.len - at, "-->", 3);
    return end ? (size_t)(end - text.at) : text.len;
}

/* What is wrong with a page that would take the parser too long, or NULL: elements that
 * stand within each other, near enough, and attributes, which it compares in pairs. */
static const char *too_much(dl_str text) {
    size_t depth = 0;
    const char *end = text.at + text.len;
    for (const char *at = text.at; at < end && (at = memchr(at, '<', (size_t)(end - at)));
         at++) {
        size_t i = (size_t)(at - text.at) + 1, tag_end;
        bool ends = i < text.len && text.at[i] == '/';
        dl_str name = name_at(text, i + ends);
        if (dl_str_starts(dl_str_cut(text, i, text.len), DL_STR("!--"))) {
            at = text.at + end_of_comment(text, i);
            continue;
        }
        if (!name.len || !is_letter(name.at[0])) continue;
        if (attributes_of(text, i + ends + name.len, &tag_end) > ATTRIBUTES_MOST)
            return "an element of more than 1000 attributes: not read";
        if (tag_end == text.len) break; /* not a tag: the parser leaves it out, too */
        at = text.at + tag_end;
        if (!ends && is_raw(name)) {
            at = text.at + end_of_raw(text, tag_end, name);
            continue;
        }
        if (never_nests(name)) continue;
        if (!ends && ++depth > DEPTH_MOST)
            return "more than 1000 elements within each other: not read";
        if (ends && depth) depth--;
    }
    return NULL;
}

/* ---- parsing --------------------------------------------------------------------- */

typedef struct budget {
    dl_arena *arena;
    size_t left;
    jmp_buf spent;
    bool no_memory;
} budget;

static void *take(void *user, size_t size) {
    budget *from = user;
    void *memory = NULL;
    if (size < from->left) {
        from->left -= size;
        memory = dl_arena_alloc(from->arena, size);
        from->no_memory = !memory;
    }
    if (!memory) longjmp(from->spent, 1);
    return memory;
}

static void keep(void *user, void *memory) {
    (void)user, (void)memory;
}

static const GumboNode *parse(dl_str text, budget *from) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = keep;
    options.userdata = from;
    options.max_errors = 0;
    if (setjmp(from->spent) != 0) return NULL;
    return gumbo_parse_with_options(&options, text.at, text.len)->document;
}

/* ---- the tree -------------------------------------------------------------------- */

static const GumboVector *children_of(const GumboNode *node) {
    static const GumboVector none = {NULL, 0, 0};
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    return element ? &node->v.element.children : &none;
}

const GumboNode *dl_tree_next(const GumboNode *root, const GumboNode *node, bool inside) {
    const GumboVector *children = children_of(node);
    if (inside && children->length) return children->data[0];
    while (node != root && node->parent) {
        children = children_of(node->parent);
        if (node->index_within_parent + 1 < children->length)
            return children->data[node->index_within_parent + 1];
        node = node->parent;
    }
    return NULL;
}

bool dl_tree_is(const GumboNode *node, GumboTag tag) {
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

const char *dl_tree_attribute(const GumboNode *node, const char *name) {
    const GumboAttribute *found =
        node->type == GUMBO_NODE_ELEMENT
            ? gumbo_get_attribute(&node->v.element.attributes, name)
            : NULL;
    return found ? found->value : NULL;
}

dl_str dl_tree_text(const GumboNode *node, size_t most, dl_arena *arena) {
    char *text = dl_arena_alloc(arena, most + 1);
    size_t len = 0;
    for (const GumboNode *at = node; at && text; at = dl_tree_next(node, at, true)) {
        bool words = at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_WHITESPACE ||
                     at->type == GUMBO_NODE_CDATA;
        for (const char *c = words ? at->v.text.text : ""; *c && len < most; c++) {
            bool space = is_space(*c);
            if (!space || (len && text[len - 1] != ' ')) text[len++] = space ? ' ' : *c;
        }
    }
    while (len && text[len - 1] == ' ')
        len--;
    bool cut = len == most;
    while (cut && len && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--; /* no half of a character */
    if (cut && len && (unsigned char)text[len - 1] >= 0xC0) len--;
    return (dl_str){text, text ? len : 0};
}

/* ---- all ------------------------------------------------------------------------- */

/* The parser makes ill-formed bytes of numbers that no character has (&#x9999999990;):
 * each becomes U+FFFD, as a browser shows it. */
static dl_str mended(dl_str text, dl_arena *arena) {
    static const char replacement[] = "\xEF\xBF\xBD";
    size_t good = 0, used = 0;
    while (good < text.len) {
        dl_char c = dl_utf8_decode(text.at + good, text.len - good);
        if (c.code < 0) break;
        good += c.len;
    }
    if (good == text.len) return text;
    char *copy = dl_arena_alloc(arena, 3 * text.len + 1);
    for (size_t i = 0; copy && i < text.len;) {
        dl_char c = dl_utf8_decode(text.at + i, text.len - i);
        size_t len = c.code < 0 ? 3 : c.len;
        memcpy(copy + used, c.code < 0 ? replacement : text.at + i, len);
        used += len;
        i += c.len;
    }
    if (copy) copy[used] = '\0';
    return (dl_str){copy, used};
}

static void mend(dl_page *page, dl_arena *arena) {
    const char **const strings[] = {&page->title, &page->author, &page->address};
    page->text = mended(page->text, arena);
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (*strings[i]) *strings[i] = mended(dl_str_from(*strings[i]), arena).at;
}

bool dl_page_read(dl_str bytes, dl_arena *arena, dl_page *out, const char **why) {
    dl_str text;
    dl_arena tree = {0};
    *out = (dl_page){0};
    *why = NULL;
    if (!dl_page_decode(bytes, &tree, &text)) {
        dl_arena_free(&tree);
        return false;
    }
    if ((*why = too_much(text))) {
        dl_arena_free(&tree);
        return false;
    }
    budget from = {.arena = &tree, .left = BUDGET_LEAST + BUDGET_TIMES * text.len};
    const GumboNode *document = parse(text, &from);
    bool good = document != NULL;
    if (good) {
        dl_page_about(document, arena, out);
        good = dl_page_text(document, arena, out);
        if (good) mend(out, arena);
        good = good && !arena->failed;
    } else if (!from.no_memory) {
        *why = "the elements of this page multiply: not read";
    }
    dl_arena_free(&tree);
    return good;
}
