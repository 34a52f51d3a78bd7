/* page_about.c - title, author, address and day of a page, from the places where pages
 * say them: JSON-LD first, which is written for machines, then meta tags, then what is
 * shown. */
#include "input/page_tree.h"

#include "input/name.h"

#include <strings.h>

enum { WORDS_MOST = 500, JSON_MOST = 1024 * 1024 };

typedef enum field { TITLE, AUTHOR, ADDRESS, DAY, FIELDS } field;

/* Names of meta tags (name, property or itemprop), best first for each field. */
static const struct row {
    field field;
    const char *name;
} rows[] = {
    {TITLE, "og:title"},
    {TITLE, "twitter:title"},
    {TITLE, "headline"},
    {TITLE, "dc.title"},
    {AUTHOR, "author"},
    {AUTHOR, "article:author_name"},
    {AUTHOR, "parsely-author"},
    {AUTHOR, "sailthru.author"},
    {AUTHOR, "byl"},
    {AUTHOR, "dc.creator"},
    {AUTHOR, "article:author"},
    {ADDRESS, "og:url"},
    {DAY, "article:published_time"},
    {DAY, "og:article:published_time"},
    {DAY, "og:published_time"},
    {DAY, "datepublished"},
    {DAY, "parsely-pub-date"},
    {DAY, "sailthru.date"},
    {DAY, "dc.date.issued"},
    {DAY, "dcterms.created"},
    {DAY, "dc.date"},
    {DAY, "publish-date"},
    {DAY, "publishdate"},
    {DAY, "publish_date"},
    {DAY, "pubdate"},
    {DAY, "date"},
};

enum { ROWS = sizeof rows / sizeof *rows };

typedef struct about {
    dl_arena *arena;
    dl_page *page;
    const char *meta[ROWS]; /* what each name says */
    const GumboNode *title, *heading, *time;
    const char *canonical;
} about;

/* ---- keeping --------------------------------------------------------------------- */

void dl_page_keep(dl_str text, dl_arena *arena, const char **out) {
    while (text.len && (dl_is_blank(text.at[0]) || text.at[0] == '\n'))
        text = dl_str_cut(text, 1, text.len);
    while (text.len &&
           (dl_is_blank(text.at[text.len - 1]) || text.at[text.len - 1] == '\n'))
        text.len--;
    if (!*out && text.len && !memchr(text.at, '\0', text.len))
        *out = dl_arena_text(arena, text);
}

void dl_page_day(dl_str text, dl_arena *arena, const char **out) {
    text = dl_str_trim(text);
    if (*out || text.len < 8) return;
    if (text.len >= 10 && dl_name_day(text)) {
        *out = dl_arena_text(arena, dl_str_cut(text, 0, 10));
        return;
    }
    const char *day =
        dl_arena_format(arena, "%.4s-%.2s-%.2s", text.at, text.at + 4, text.at + 6);
    bool ends = text.len == 8 || !dl_is_digit(text.at[8]);
    if (day && ends && dl_name_day(dl_str_from(day))) *out = day;
}

/* ---- gathering ------------------------------------------------------------------- */

static void take_meta(about *all, const GumboNode *node) {
    static const char *const keys[] = {"property", "name", "itemprop"};
    const char *content = dl_tree_attribute(node, "content");
    for (size_t k = 0; content && *content && k < 3; k++) {
        const char *name = dl_tree_attribute(node, keys[k]);
        for (size_t i = 0; name && i < ROWS; i++)
            if (!all->meta[i] && strcasecmp(name, rows[i].name) == 0)
                all->meta[i] = content;
    }
}

static void take_data(about *all, const GumboNode *node) {
    const char *type = dl_tree_attribute(node, "type");
    if (!type || strncasecmp(type, "application/ld+json", 19) != 0) return;
    if (node->v.element.children.length != 1) return;
    const GumboNode *text = node->v.element.children.data[0];
    if (text->type != GUMBO_NODE_TEXT) return;
    dl_str json = dl_str_from(text->v.text.text);
    if (json.len <= JSON_MOST) dl_page_data(json, all->arena, all->page);
}

static void take_link(about *all, const GumboNode *node) {
    const char *rel = dl_tree_attribute(node, "rel");
    if (rel && strcasecmp(rel, "canonical") == 0 && !all->canonical)
        all->canonical = dl_tree_attribute(node, "href");
}

static bool has_day(const GumboNode *node) {
    const char *property = dl_tree_attribute(node, "itemprop");
    return dl_tree_attribute(node, "datetime") &&
           (dl_tree_attribute(node, "pubdate") ||
            (property && strcasecmp(property, "datePublished") == 0));
}

static void take(about *all, const GumboNode *node) {
    if (dl_tree_is(node, GUMBO_TAG_META)) take_meta(all, node);
    if (dl_tree_is(node, GUMBO_TAG_SCRIPT)) take_data(all, node);
    if (dl_tree_is(node, GUMBO_TAG_LINK)) take_link(all, node);
    if (dl_tree_is(node, GUMBO_TAG_TITLE) && !all->title) all->title = node;
    if (dl_tree_is(node, GUMBO_TAG_H1) && !all->heading) all->heading = node;
    if (dl_tree_is(node, GUMBO_TAG_TIME)) {
        bool better = has_day(node) && !(all->time && has_day(all->time));
        if (!all->time || better) all->time = node;
    }
}

/* ---- choosing -------------------------------------------------------------------- */

static void choose(about *all, field which, const char **out) {
    for (size_t i = 0; i < ROWS; i++) {
        const char *says = rows[i].field == which ? all->meta[i] : NULL;
        if (!says || (which == AUTHOR && dl_name_is_address(dl_str_from(says)))) continue;
        if (which == DAY)
            dl_page_day(dl_str_from(says), all->arena, out);
        else
            dl_page_keep(dl_str_from(says), all->arena, out);
    }
}

static void choose_shown(const GumboNode *node, dl_arena *arena, const char **out) {
    if (!*out && node) dl_page_keep(dl_tree_text(node, WORDS_MOST, arena), arena, out);
}

void dl_page_about(const GumboNode *document, dl_arena *arena, dl_page *out) {
    about all = {.arena = arena, .page = out};
    for (const GumboNode *at = document; at; at = dl_tree_next(document, at, true))
        take(&all, at);
    if (all.canonical && dl_name_is_address(dl_str_from(all.canonical))) {
        out->address = NULL;
        dl_page_keep(dl_str_from(all.canonical), arena, &out->address);
    }
    choose(&all, ADDRESS, &out->address);
    choose(&all, TITLE, &out->title);
    choose(&all, AUTHOR, &out->author);
    choose(&all, DAY, &out->date);
    choose_shown(all.heading, arena, &out->title);
    choose_shown(all.title, arena, &out->title);
    if (all.time)
        dl_page_day(dl_str_from(dl_tree_attribute(all.time, "datetime")), arena,
                    &out->date);
}
