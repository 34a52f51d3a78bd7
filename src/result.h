/* result.h - what one article holds, with its text. */
#ifndef DL_RESULT_H
#define DL_RESULT_H

#include "dateline.h"
#include "resolve/link.h"
#include "text/text.h"

struct dateline_result {
    dl_arena arena;
    dl_text text;
    dateline_about about;
    const char *rules_hash;
    dateline_entity *entities;
    size_t entity_count;
    dl_cards cards;
    DL_ARRAY(dateline_error) problems;
};

#endif
