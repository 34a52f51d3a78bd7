/* page_text.c - the text that a reader came for, without menus, teasers and notices.
 *
 * The tree becomes a row of items in the order of the page. What is never text is left
 * out by its element, what is hardly the article by its class or id, or because it is
 * mostly links. Of the rest, the smallest element that holds most of the running text is
 * the article; its headline goes before it. */
#include "input/page_tree.h"

#include "base/array.h"

#include <strings.h>

typedef struct item {
    const GumboNode *node;
    uint32_t parent, end; /* items [own, end) stand within this one */
    uint32_t text, links; /* bytes of text within it, and those in links */
    uint32_t running;     /* of these, bytes of paragraphs */
    bool dropped;
} item;

enum gap { NOTHING, SPACE, CELL, LINE, PARAGRAPH };

typedef struct work {
    dl_arena arena;
    DL_ARRAY(item) items;
    DL_ARRAY(char) out;
    enum gap gap; /* before the next word */
} work;

enum { PARAGRAPH_LEAST = 40, WORD_MOST = 24 };

/* ---- what elements are ----------------------------------------------------------- */

enum role { INLINE, BLOCK, HOLDER, BREAK, ROW, TABLE_CELL, NEVER };

static enum role role_of(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_ADDRESS:
        return BLOCK;
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_HR:
        return HOLDER;
    case GUMBO_TAG_BR:
        return BREAK;
    case GUMBO_TAG_TR:
        return ROW;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
        return TABLE_CELL;
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_LABEL:
        return NEVER;
    default:
        return INLINE;
    }
}

static enum role role(const item *it) {
    return it->node->type == GUMBO_NODE_ELEMENT ? role_of(it->node->v.element.tag)
                                                : INLINE;
}

/* Words of a class or id that the article itself does not carry. */
static bool is_aside(dl_str word) {
    static const char *const words[] = {"nav",         "navbar",        "navigation",
                                        "menu",        "sidebar",       "footer",
                                        "share",       "sharing",       "social",
                                        "related",     "promo",         "newsletter",
                                        "subscribe",   "subscription",  "signup",
                                        "advert",      "advertisement", "ad",
                                        "ads",         "sponsored",     "comments",
                                        "comment",     "disqus",        "cookie",
                                        "cookies",     "consent",       "breadcrumb",
                                        "breadcrumbs", "pagination",    "popup",
                                        "modal",       "recommended",   "recommendations",
                                        "trending",    "mostread",      "popular",
                                        "outbrain",    "taboola",       "toolbar",
                                        "paywall",     "copyright",     "skip",
                                        "teaser",      "teasers",       "tags"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word.len == strlen(words[i]) && strncasecmp(word.at, words[i], word.len) == 0)
            return true;
    return false;
}

static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool any_aside(const char *names) {
    while (names && *names) {
        size_t len = 0;
        while (is_letter(names[len]))
            len++;
        if (len && len < WORD_MOST && is_aside((dl_str){names, len})) return true;
        names += len ? len : 1;
    }
    return false;
}

static bool is_hidden(const GumboNode *node) {
    const char *style = dl_tree_attribute(node, "style");
    const char *aria = dl_tree_attribute(node, "aria-hidden");
    return dl_tree_attribute(node, "hidden") || (aria && strcmp(aria, "true") == 0) ||
           (style && (strstr(style, "display:none") || strstr(style, "display: none")));
}

/* ---- the row --------------------------------------------------------------------- */

static bool has_words(const GumboNode *node) {
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
}

static bool is_left_out(const GumboNode *node) {
    if (node->type == GUMBO_NODE_TEMPLATE || node->type == GUMBO_NODE_COMMENT)
        return true;
    if (node->type != GUMBO_NODE_ELEMENT) return false;
    return role_of(node->v.element.tag) == NEVER || is_hidden(node);
}

static bool add_item(work *w, const GumboNode *node, uint32_t parent) {
    item *slot = DL_PUSH(&w->arena, &w->items);
    if (slot) *slot = (item){.node = node, .parent = parent};
    return slot != NULL;
}

static bool flatten(work *w, const GumboNode *document) {
    const GumboNode *at = document;
    while (at) {
        bool left_out = is_left_out(at);
        if (!left_out) {
            uint32_t parent = (uint32_t)w->items.count;
            while (parent && w->items.items[parent - 1].node != at->parent) {
                item *done = &w->items.items[parent - 1];
                if (!done->end) done->end = (uint32_t)w->items.count;
                parent = done->parent;
            }
            if (!add_item(w, at, parent)) return false;
        }
        at = dl_tree_next(document, at, !left_out);
    }
    for (size_t i = 0; i < w->items.count; i++)
        if (!w->items.items[i].end) w->items.items[i].end = (uint32_t)w->items.count;
    return true;
}

/* ---- counting -------------------------------------------------------------------- */

/* Sums go up from the last item, since all that stands within one comes behind it. */
static void count(work *w) {
    for (size_t i = w->items.count; i-- > 0;) {
        item *it = &w->items.items[i];
        if (has_words(it->node)) it->text = (uint32_t)strlen(it->node->v.text.text);
        if (dl_tree_is(it->node, GUMBO_TAG_A)) it->links = it->text;
        uint32_t own = it->text - it->links;
        if (role(it) == BLOCK && own >= PARAGRAPH_LEAST && own > it->links)
            it->running = own;
        if (!it->parent || it->dropped) continue;
        item *parent = &w->items.items[it->parent - 1];
        parent->text += it->text;
        parent->links += it->links;
        parent->running += it->running;
        /* text right within a division, as pages without paragraphs have it */
        if (has_words(it->node) && role(parent) != BLOCK && it->text >= PARAGRAPH_LEAST &&
            role(parent) != INLINE)
            parent->running += it->text;
    }
}

static void forget_counts(work *w) {
    for (size_t i = 0; i < w->items.count; i++)
        w->items.items[i].text = w->items.items[i].links = w->items.items[i].running = 0;
}

/* ---- what is hardly the article -------------------------------------------------- */

static bool carries_the_page(const item *it) {
    return dl_tree_is(it->node, GUMBO_TAG_HTML) || dl_tree_is(it->node, GUMBO_TAG_BODY) ||
           dl_tree_is(it->node, GUMBO_TAG_MAIN) ||
           dl_tree_is(it->node, GUMBO_TAG_ARTICLE);
}

static bool is_boilerplate(const item *it, uint32_t running) {
    if (it->node->type != GUMBO_NODE_ELEMENT || carries_the_page(it)) return false;
    bool named = any_aside(dl_tree_attribute(it->node, "class")) ||
                 any_aside(dl_tree_attribute(it->node, "id"));
    if (named && it->running <= running / 2) return true;
    bool list = role(it) == HOLDER || role(it) == BLOCK;
    return list && it->text && it->running == 0 &&
           (uint64_t)it->links * 10 > (uint64_t)it->text * 7;
}

static void drop(work *w) {
    uint32_t running = w->items.items[0].running;
    for (size_t i = 0; i < w->items.count;) {
        item *it = &w->items.items[i];
        it->dropped = is_boilerplate(it, running);
        i = it->dropped ? it->end : i + 1;
    }
    forget_counts(w);
    count(w);
}

/* ---- the article ----------------------------------------------------------------- */

static bool is_body(const item *it) {
    const char *property = dl_tree_attribute(it->node, "itemprop");
    return property && strcasecmp(property, "articleBody") == 0;
}

/* The smallest element within an item that holds so much of its running text. */
static uint32_t smallest(const work *w, uint32_t within, unsigned percent) {
    const item *items = w->items.items;
    uint32_t best = within;
    uint64_t least = (uint64_t)items[within].running * percent / 100;
    for (uint32_t i = within; i < items[within].end && least; i++) {
        bool can_hold = role(&items[i]) == HOLDER || role(&items[i]) == TABLE_CELL;
        if (can_hold && !items[i].dropped && items[i].running >= least) best = i;
    }
    return best;
}

static bool is_article(const item *it) {
    return dl_tree_is(it->node, GUMBO_TAG_ARTICLE) ||
           dl_tree_is(it->node, GUMBO_TAG_MAIN);
}

/* Of the elements that are called what is sought, the one with the most running text, if
 * that is a good part of all; else the whole page. */
static uint32_t called(const work *w, bool (*is)(const item *)) {
    const item *items = w->items.items;
    uint32_t best = 0;
    for (uint32_t i = 1; i < w->items.count; i++)
        if (!items[i].dropped && is(&items[i]) &&
            (uint64_t)items[i].running * 10 > (uint64_t)items[0].running * 3 &&
            (!best || items[i].running > items[best].running))
            best = i;
    return best;
}

static uint32_t find_article(const work *w) {
    uint32_t body = called(w, is_body);
    return body ? body : smallest(w, called(w, is_article), 70);
}

/* ---- writing --------------------------------------------------------------------- */

static bool put(work *w, const char *bytes, size_t len) {
    if (!len) return true;
    if (!DL_RESERVE(&w->arena, &w->out, len)) return false;
    if (len) memcpy(w->out.items + w->out.count, bytes, len);
    w->out.count += len;
    return true;
}

static void want_gap(work *w, enum gap gap) {
    if (w->gap < gap) w->gap = gap;
}

static bool put_gap(work *w) {
    static const char *const gaps[] = {"", " ", "\t", "\n", "\n\n"};
    const char *gap = w->out.count ? gaps[w->gap] : "";
    w->gap = NOTHING;
    return put(w, gap, strlen(gap));
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool put_words(work *w, const char *text) {
    while (*text) {
        size_t len = 0;
        while (is_space(text[len]))
            len++;
        if (len) want_gap(w, SPACE);
        text += len;
        for (len = 0; text[len] && !is_space(text[len]);)
            len++;
        if (len && (!put_gap(w) || !put(w, text, len))) return false;
        text += len;
    }
    return true;
}

/* What comes before an element and again behind it. */
static void want_gap_of(work *w, const item *it) {
    switch (role(it)) {
    case BLOCK:
    case HOLDER:
        want_gap(w, PARAGRAPH);
        break;
    case BREAK:
        want_gap(w, w->gap == LINE ? PARAGRAPH : LINE);
        break;
    case ROW:
        want_gap(w, LINE);
        break;
    case TABLE_CELL:
        want_gap(w, CELL);
        break;
    case INLINE:
    case NEVER:
        break;
    }
}

/* Elements that end before item i; the one that it stands in. */
static uint32_t close_until(work *w, uint32_t open, uint32_t i) {
    for (; open && w->items.items[open - 1].end <= i;
         open = w->items.items[open - 1].parent)
        if (role(&w->items.items[open - 1]) != BREAK)
            want_gap_of(w, &w->items.items[open - 1]);
    return open;
}

static bool write_items(work *w, uint32_t from, uint32_t to) {
    uint32_t open = 0;
    for (uint32_t i = from; i < to;) {
        const item *it = &w->items.items[i];
        open = close_until(w, open, i);
        if (it->dropped) {
            want_gap_of(w, it);
            i = it->end;
            continue;
        }
        want_gap_of(w, it);
        if (it->node->type == GUMBO_NODE_WHITESPACE) want_gap(w, SPACE);
        if (has_words(it->node) && !put_words(w, it->node->v.text.text)) return false;
        open = ++i;
    }
    return true;
}

static bool write_headline(work *w, uint32_t article, const char *title) {
    const item *root = &w->items.items[article];
    for (uint32_t i = article; i < root->end; i++)
        if (dl_tree_is(w->items.items[i].node, GUMBO_TAG_H1) &&
            !w->items.items[i].dropped)
            return true;
    if (!title) return true;
    bool good = put_words(w, title);
    want_gap(w, PARAGRAPH);
    return good;
}

bool dl_page_text(const GumboNode *document, dl_arena *arena, dl_page *out) {
    work w = {0};
    bool good = flatten(&w, document) && w.items.count;
    if (good) {
        count(&w);
        drop(&w);
        uint32_t article = find_article(&w);
        good = write_headline(&w, article, out->title) &&
               write_items(&w, article, w.items.items[article].end);
    }
    if (good) {
        out->text.len = w.out.count;
        out->text.at = dl_arena_text(arena, (dl_str){w.out.items, w.out.count});
        good = out->text.at != NULL;
    }
    dl_arena_free(&w.arena);
    return good;
}
