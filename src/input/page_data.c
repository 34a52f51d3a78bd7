/* page_data.c - JSON-LD: what an article says of itself to search engines. */
#include "input/page_tree.h"

#include <jansson.h>

enum { NODES_MOST = 200 }; /* objects that are looked at */

static bool names_article(const json_t *type) {
    static const char *const kinds[] = {"Article",
                                        "NewsArticle",
                                        "ReportageNewsArticle",
                                        "AnalysisNewsArticle",
                                        "OpinionNewsArticle",
                                        "BackgroundNewsArticle",
                                        "ReviewNewsArticle",
                                        "BlogPosting",
                                        "LiveBlogPosting",
                                        "Report"};
    const char *name = json_string_value(type);
    for (size_t i = 0; name && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i]) == 0) return true;
    return false;
}

static bool is_article(const json_t *object) {
    const json_t *type = json_object_get(object, "@type"), *each;
    size_t i;
    if (!json_is_array(type)) return names_article(type);
    json_array_foreach(type, i, each) if (names_article(each)) return true;
    return false;
}

static dl_str string_of(const json_t *value) {
    return (dl_str){json_string_value(value), json_string_length(value)};
}

/* A name, or an object that has one. */
static const json_t *name_of(const json_t *value) {
    return json_is_object(value) ? json_object_get(value, "name") : value;
}

static void keep_authors(const json_t *author, dl_arena *arena, const char **out) {
    const json_t *each;
    size_t i;
    if (*out) return;
    if (!json_is_array(author)) {
        dl_page_keep(string_of(name_of(author)), arena, out);
        return;
    }
    json_array_foreach(author, i, each) {
        const char *name = json_string_value(name_of(each));
        if (!name || !*name) continue;
        *out = *out ? dl_arena_format(arena, "%s, %s", *out, name)
                    : dl_arena_text(arena, dl_str_from(name));
        if (!*out) return;
    }
}

/* The address of a page, or of an object that has it as its id. */
static dl_str address_of(const json_t *value) {
    return string_of(json_is_object(value) ? json_object_get(value, "@id") : value);
}

static void read_article(const json_t *object, dl_arena *arena, dl_page *out) {
    dl_page_keep(string_of(json_object_get(object, "headline")), arena, &out->title);
    dl_page_day(string_of(json_object_get(object, "datePublished")), arena, &out->date);
    dl_page_keep(address_of(json_object_get(object, "mainEntityOfPage")), arena,
                 &out->address);
    dl_page_keep(string_of(json_object_get(object, "url")), arena, &out->address);
    keep_authors(json_object_get(object, "author"), arena, &out->author);
}

/* The first article among the objects of a list or a graph; width first, no recursion. */
static const json_t *find_article(const json_t *root) {
    const json_t *nodes[NODES_MOST] = {root}, *each;
    size_t count = 1, k;
    for (size_t i = 0; i < count; i++) {
        if (json_is_object(nodes[i]) && is_article(nodes[i])) return nodes[i];
        const json_t *list =
            json_is_object(nodes[i]) ? json_object_get(nodes[i], "@graph") : nodes[i];
        json_array_foreach(list, k, each) if (count < NODES_MOST) nodes[count++] = each;
    }
    return NULL;
}

void dl_page_data(dl_str json, dl_arena *arena, dl_page *out) {
    json_error_t error;
    json_t *root = json_loadb(json.at, json.len, 0, &error);
    const json_t *article = root ? find_article(root) : NULL;
    if (article) read_article(article, arena, out);
    json_decref(root);
}
