/* trait.c - the names that rule files give to traits and relations. */
#include "rules/rules.h"

static const char *const traits[DL_TRAITS] = {
    [0] = "headline",
    [1] = "caps",
    [2] = "title",
    [3] = "table",
    [4] = "list",
    [5] = "byline",
    [6] = "short",
    [DL_TRAIT_DATELINE] = "dateline",
    [DL_TRAIT_BYLINE_ZONE] = "byline-zone",
    [DL_TRAIT_CREDIT] = "credit",
    [DL_TRAIT_SENTENCE] = "sentence-start",
    [DL_TRAIT_ONE] = "one-word",
    [DL_TRAIT_TWO] = "two-words",
    [DL_TRAIT_THREE] = "three-words",
    [DL_TRAIT_LONG] = "long",
    [DL_TRAIT_UPPER] = "upper",
    [DL_TRAIT_INITIAL] = "initial",
    [DL_TRAIT_DIGIT] = "digit",
    [DL_TRAIT_MIXED] = "mixed-case",
    [DL_TRAIT_DOTTED] = "dotted",
    [DL_TRAIT_LINE_START] = "line-start",
    [DL_TRAIT_LINE_END] = "line-end",
    [DL_TRAIT_RUN_START] = "run-start",
    [DL_TRAIT_RUN_END] = "run-end",
    [DL_TRAIT_JOINED_LEFT] = "joined-left",
    [DL_TRAIT_JOINED_RIGHT] = "joined-right",
    [DL_TRAIT_HYPHENATED] = "hyphenated",
    [DL_TRAIT_CONNECTED] = "connected",
    [DL_TRAIT_UNKNOWN] = "unknown",
    [DL_TRAIT_LOWER_IN_TEXT] = "lower-in-text",
    [DL_TRAIT_FIRST_INITIAL] = "first-initial",
    [DL_TRAIT_MIDDLE_INITIAL] = "middle-initial",
    [DL_TRAIT_ENDS_CONNECTOR] = "ends-connector",
    [DL_TRAIT_PREVIOUS_CAP] = "previous-cap",
    [DL_TRAIT_NEXT_CAP] = "next-cap",
    [DL_TRAIT_SPORT] = "sport",
};

static const char *const relations[DL_RELATIONS] = {
    [DL_REL_SAME] = "same",       [DL_REL_FIRST_OF] = "first-of",
    [DL_REL_LAST_OF] = "last-of", [DL_REL_INNER_OF] = "inner-of",
    [DL_REL_HEAD] = "head",       [DL_REL_TAIL] = "tail",
    [DL_REL_ACRONYM] = "acronym", [DL_REL_LEFT] = "left",
    [DL_REL_RIGHT] = "right",
};

static int find(const char *const *names, int count, dl_str name) {
    for (int i = 0; i < count; i++)
        if (names[i] && dl_str_is(name, names[i])) return i;
    return -1;
}

int dl_trait_find(dl_str name) {
    return find(traits, DL_TRAITS, name);
}
int dl_relation_find(dl_str name) {
    return find(relations, DL_RELATIONS, name);
}

const char *dl_trait_name(int number) {
    return number < DL_TRAITS ? traits[number] : NULL;
}

const char *dl_relation_name(int number) {
    return number < DL_RELATIONS ? relations[number] : NULL;
}
