/* expect.h - does a result hold what a marked text expects? Used by the examples of rules
 * and by case files. */
#ifndef DL_EXPECT_H
#define DL_EXPECT_H

#include "base/markup.h"
#include "dateline.h"

typedef struct dl_found { /* what is compared of a result, in text order */
    const dateline_entity *entity;
    const char *type; /* the rule's: "vague", where the entity says "date" */
} dl_found;

typedef DL_ARRAY(dl_found) dl_found_list;

/* The type of the rule that found the entity; the entity's own where no rule did. */
const char *dl_expect_type(const dateline_rules *rules, const dateline_entity *entity);

/* True when found and marks are the same spans of the same types, with the values and
 * fields that the marks name. Every mark has its type; one of type "none" wants nothing
 * there. */
bool dl_expect_holds(const dl_markup_mark *marks, size_t mark_count,
                     const dl_found_list *found, dl_arena *arena);

/* "found …": the text with what was found marked in it, in one line; where that is too
 * long for a message, what differs. NULL without memory. */
const char *dl_expect_message(dl_str text, const dl_markup_mark *marks, size_t mark_count,
                              const dl_found_list *found, dl_arena *arena);

#endif
