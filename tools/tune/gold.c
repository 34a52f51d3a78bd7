/* gold.c - annotated articles, and what they leave open. */
#include <jansson.h>
#include <stdlib.h>

#include "tune.h"

/* Sets call organisations by these labels below the type "other". */
static int type_of(const char *type, const char *label) {
    static const char *const organisations[] = {"ORG", "ORGANIZATION", "org",
                                                "Organization", "organization"};
    if (strcmp(type, "person") == 0) return DL_PERSON;
    if (strcmp(type, "place") == 0) return DL_PLACE;
    if (strcmp(type, "organisation") == 0) return DL_ORGANISATION;
    if (strcmp(type, "unknown") == 0) return GOLD_UNKNOWN;
    if (strcmp(type, "other") != 0) return GOLD_NO_NAME;
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++)
        if (label && strcmp(label, organisations[i]) == 0) return DL_ORGANISATION;
    return DL_OTHER;
}

static size_t number_of(const json_t *object, const char *name) {
    return (size_t)json_integer_value(json_object_get(object, name));
}

static const char *text_of(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void read_line(const char *line, gold_fn found, void *user) {
    dl_arena arena = {0};
    json_t *root = json_loads(line, JSON_ALLOW_NUL, NULL);
    json_t *text = json_object_get(root, "text"), *entity;
    gold_article article = {.text = json_string_value(text),
                            .len = json_string_length(text)};
    article.places_only = strcmp(text_of(root, "marked"), "place") == 0;
    size_t i;
    json_array_foreach(json_object_get(root, "entities"), i, entity) {
        gold_mark mark = {number_of(entity, "start"), number_of(entity, "end"),
                          type_of(text_of(entity, "type"), text_of(entity, "label"))};
        gold_mark *slot =
            mark.type == GOLD_NO_NAME ? NULL : DL_PUSH(&arena, &article.marks);
        if (slot) *slot = mark;
    }
    if (article.text) found(&article, user);
    dl_arena_free(&arena);
    json_decref(root);
}

bool gold_read(const char *path, gold_fn found, void *user) {
    FILE *file = fopen(path, "rb");
    if (!file) return perror(path), false;
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0)
        read_line(line, found, user);
    free(line);
    fclose(file);
    return true;
}

static bool touches(const gold_mark *mark, size_t start, size_t end) {
    return mark->start < end && start < mark->end;
}

const gold_mark *gold_exact(const gold_article *article, size_t start, size_t end) {
    for (size_t i = 0; i < article->marks.count; i++) {
        const gold_mark *mark = &article->marks.items[i];
        if (mark->start == start && mark->end == end && mark->type >= 0) return mark;
    }
    return NULL;
}

bool gold_is_unknown(const gold_article *article, size_t start, size_t end) {
    for (size_t i = 0; i < article->marks.count; i++)
        if (article->marks.items[i].type == GOLD_UNKNOWN &&
            touches(&article->marks.items[i], start, end))
            return true;
    return false;
}

uint8_t gold_may(const gold_article *article, size_t start, size_t end) {
    enum { ALL = (1 << TYPES) - 1 };
    const gold_mark *exact = gold_exact(article, start, end);
    if (exact) return (uint8_t)(1 << exact->type);
    for (size_t i = 0; i < article->marks.count; i++)
        if (article->marks.items[i].type >= 0 &&
            touches(&article->marks.items[i], start, end))
            return 0;
    if (gold_is_unknown(article, start, end)) return ALL;
    return article->places_only ? ALL & ~(1 << DL_PLACE) : 1 << DL_NONE;
}
