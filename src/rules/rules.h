/* rules.h - rules as the engine runs them: read-only, shared by all threads.
 *
 * Five types compete for every name: person, place, organisation, other and none (no
 * entity); they are types 0 to 4 of every rule set, and clues hold a weight for each of
 * them in tenths of a log-odds. Other types (date, percent, a user's own) are found by
 * their rules alone. */
#ifndef DL_RULES_RULES_H
#define DL_RULES_RULES_H

#include "lexicon/lexicon.h"
#include "rules/outline.h"
#include "rules/pattern.h"
#include "rules/tree.h"
#include "value/value.h"

/* Lists about places that the program asks by name; their names stand in compile.c. */
typedef enum dl_place_list {
    DL_PLACES_TOWN,
    DL_PLACES_COUNTRY_WORD,
    DL_PLACES_DOMAIN_COUNTRY,
    DL_PLACES_DOMAIN_OPEN,
    DL_PLACES_ENGLISH,
    DL_PLACES_WIDE_REGION,
    DL_PLACES_LOCAL_NOUN,
    DL_PLACES_TOWN_WORD,
    DL_PLACES_TOWN_OF,
    DL_PLACES_THE,
    DL_PLACES_COUNTIES,
    DL_PLACES_CODE,
    DL_PLACES_REGION_WORD,
    DL_PLACES_REGION_PART,
    DL_PLACES_IN,
    DL_PLACES_AND,
    DL_PLACES_PREPOSITION,
    DL_PLACES_PART,
    DL_PLACES_KIND,
    DL_PLACES_SIDE,
    DL_PLACES_RELATION,
    DL_PLACES_DISTANCE,
    DL_PLACES_SEAT,
    DL_PLACES_VERB,
    DL_PLACES_AUXILIARY,
    DL_PLACES_NOUN,
    DL_PLACES_LINK,
    DL_PLACE_LISTS
} dl_place_list;

enum { DL_PERSON, DL_PLACE, DL_ORGANISATION, DL_OTHER, DL_NONE, DL_NAME_TYPES };

/* Weights by name type: those of the first pass, then (from DL_SECOND_PASS on) those of
 * the second, which knows the document; summed together as one vector. Arenas align
 * to 16. */
typedef int16_t dl_weights __attribute__((vector_size(32), aligned(16)));
enum { DL_SECOND_PASS = 8 };

/* ---- what clues look at ---- */

/* Words of a mention and beside it, which `ROLE in LIST` asks about. */
typedef enum dl_role {
    DL_ROLE_MENTION, /* the whole mention */
    DL_ROLE_FIRST,
    DL_ROLE_LAST,
    DL_ROLE_INNER, /* any word between first and last */
    DL_ROLE_ANY,
    DL_ROLE_PREVIOUS, /* the token before it; abbreviation dots are passed over */
    DL_ROLE_PREVIOUS2,
    DL_ROLE_NEXT,
    DL_ROLE_NEXT2,
    DL_ROLES
} dl_role;

/* Yes-no facts of a mention, `is NAME` and `layout NAME` in rule files; bits of a mask.
 * The first seven are dl_layout's. */
typedef uint64_t dl_traits;
enum {
    DL_TRAIT_DATELINE = 7,
    DL_TRAIT_BYLINE_ZONE,
    DL_TRAIT_CREDIT,
    DL_TRAIT_SENTENCE,
    DL_TRAIT_ONE,
    DL_TRAIT_TWO,
    DL_TRAIT_THREE,
    DL_TRAIT_LONG,
    DL_TRAIT_UPPER,
    DL_TRAIT_INITIAL,
    DL_TRAIT_DIGIT,
    DL_TRAIT_MIXED,
    DL_TRAIT_DOTTED,
    DL_TRAIT_LINE_START,
    DL_TRAIT_LINE_END,
    DL_TRAIT_RUN_START,
    DL_TRAIT_RUN_END,
    DL_TRAIT_JOINED_LEFT,
    DL_TRAIT_JOINED_RIGHT,
    DL_TRAIT_HYPHENATED,
    DL_TRAIT_CONNECTED,
    DL_TRAIT_UNKNOWN,
    DL_TRAIT_LOWER_IN_TEXT,
    DL_TRAIT_FIRST_INITIAL,
    DL_TRAIT_MIDDLE_INITIAL,
    DL_TRAIT_ENDS_CONNECTOR,
    DL_TRAIT_PREVIOUS_CAP,
    DL_TRAIT_NEXT_CAP,
    DL_TRAIT_SPORT, /* of the whole article */
    DL_TRAITS
};

/* The bit of a trait's name, or -1. */
int dl_trait_find(dl_str name);

/* NULL past the last. */
const char *dl_trait_name(int number);

/* How other mentions of the document bear on this one, in the second pass. */
typedef enum dl_relation {
    DL_REL_SAME,     /* another mention with the same words */
    DL_REL_FIRST_OF, /* its words begin a longer name */
    DL_REL_LAST_OF,
    DL_REL_INNER_OF,
    DL_REL_HEAD,    /* a name of its own is the beginning of this longer one */
    DL_REL_TAIL,    /* its end */
    DL_REL_ACRONYM, /* its letters are the initials of a longer name */
    DL_REL_LEFT,    /* the nearest name to the left, at most three tokens away */
    DL_REL_RIGHT,
    DL_RELATIONS
} dl_relation;

int dl_relation_find(dl_str name);
const char *dl_relation_name(int number);

/* A word class: the entries of a list whose value passes a test. */
typedef struct dl_class {
    uint16_t list;
    const char *word; /* a field of the value must be this word, or NULL */
    unsigned column;  /* field of the value that least is about */
    long least;       /* the field must be a number and at least this; LONG_MIN: any */
} dl_class;

enum { DL_CLASSES = 128 };
typedef struct dl_class_set {
    uint64_t bits[2];
} dl_class_set;

/* ---- rules ---- */

typedef struct dl_condition {
    dl_tree_cond_kind kind;
    bool unless, maybe;
    const char *group; /* IN: a captured group, NULL when role counts */
    int role;          /* dl_role */
    int number;        /* class, trait, type, or relation's least count */
    int relation;
    uint32_t pattern; /* BEFORE, AFTER */
    dl_value_test test;
    const dl_arg *args; /* TEST: names of groups in .name, literals in .text */
    size_t arg_count;
} dl_condition;

typedef struct dl_rule {
    dateline_rule about;
    uint32_t number;    /* in file order */
    uint8_t type;       /* a rule's type */
    int16_t weight;     /* a rule's evidence for its type, in tenths */
    dl_weights weights; /* a clue's, by name type */
    int16_t own_weight; /* a clue's for a type that is no name: type says which */
    bool names;         /* weighs names */
    bool fitted;        /* weights come from the list of fitted ones */
    const dl_condition *conditions;
    uint32_t condition_count;
    uint32_t first_pattern, pattern_count; /* in file order */
    int trigger;      /* clue: which condition or pattern starts it; see filing.c */
    const char *span; /* group, or NULL */
    const dl_value_fn *fn;
    const dl_arg *args;
    size_t arg_count;
    int lookup; /* list whose entries are the rule's candidates, or -1 */
    const dl_tree_rule *tree;
} dl_rule;

/* A clue's conditions in the form that is asked most: traits in one go, then the rest. */
typedef struct dl_clue_test {
    dl_traits required, forbidden;
    bool more; /* conditions other than traits, its trigger left out */
} dl_clue_test;

typedef enum dl_use {
    DL_USE_RULE,
    DL_USE_AFTER,
    DL_USE_BEFORE,
    DL_USE_MENTION,
    DL_USE_CONDITION,
    DL_USE_WANDERING, /* a condition that goes on over words of any kind */
    DL_USES
} dl_use;

typedef struct dl_rule_pattern {
    dl_pattern pattern;
    uint32_t rule;
    dl_use use;
    DL_ARRAY(dl_tree_group) groups; /* which lists feed a group */
} dl_rule_pattern;

typedef struct dl_id_list {
    uint32_t *items;
    size_t count, room;
} dl_id_list;

/* Clues that start from one fact: those without further conditions are summed beforehand.
 */
typedef struct dl_trigger {
    dl_weights sum;
    dl_id_list clues; /* with further conditions */
} dl_trigger;

/* How often mentions are right that the evidence gives so much: of a name type, rising.
 */
typedef struct dl_calibration_point {
    double said, right;
} dl_calibration_point;
typedef DL_ARRAY(dl_calibration_point) dl_calibration;

enum { DL_POWERS = 600 }; /* tenths below which a probability is nothing */

struct dateline_rules {
    dl_arena arena;
    dl_tree tree;
    const char **types; /* names; the first DL_NAME_TYPES are fixed */
    size_t type_count;
    dl_rule *rules;
    size_t rule_count;
    dl_clue_test *tests; /* by rule */
    dl_rule_pattern *patterns;
    size_t pattern_count;
    dl_outlines outlines[DL_USES]; /* of patterns that are looked for everywhere */
    dl_class classes[DL_CLASSES];
    size_t class_count;
    dl_trigger class_triggers[DL_CLASSES][DL_ROLES];
    dl_class_set role_classes[DL_ROLES]; /* which classes start clues in a role */
    dl_class_set clue_classes[DL_ROLES]; /* those whose clues have further conditions */
    dl_trigger trait_triggers[DL_TRAITS];
    dl_traits triggering_traits;
    dl_trigger pattern_triggers_always; /* clues without any condition */
    dl_id_list relation_clues[DL_RELATIONS][DL_NAME_TYPES]; /* by what stands elsewhere */
    dl_id_list *lookup_rules;   /* by list: rules whose candidates are its entries */
    dl_id_list type_clues[256]; /* clues for types that are no names */
    dl_lexicon lexicon;         /* every list */
    int word_lists[DL_ROLES]; /* `words.ROLE`: learnt words with weights of their own; or
                                 -1 */
    int ending_list;          /* `words.ending`: the same of how names end */
    int connector_list, ordinary_list, place_list, suffix_list, family_first_list,
        title_list, function_list, sport_list, demonym_list, surname_list,
        place_lists[DL_PLACE_LISTS]; /* reserved names, or -1 */
    int given_list, nickname_list, kin_list, respelling_list, couple_list, office_list,
        office_determiner_list, plural_title_list;
    double powers[DL_POWERS + 1]; /* e^(-n/10): decisions need many */
    dl_calibration calibration[DL_NAME_TYPES];
    const dl_abbreviations *abbreviations;
    dl_pattern_lock lock;
    const char *hash;
    dl_str pack;            /* all of the pack that they came from, or none */
    bool mapped;            /* which is a file's, and to be unmapped */
    dl_str packed_patterns; /* its expanded patterns; see pack.h */
    dl_str packed_outlines;
    DL_ARRAY(dl_expanded) expanded; /* or what was expanded, in order */
};

/* Tenths of log-odds of a probability; within -60..60. */
int dl_tenths(double confidence);

/* 0.985 or more is the author's last word: weights of such a clue are not fitted. */
bool dl_rule_is_certain(const dl_rule *rule);

/* Compiles what was parsed; every error is reported through source. */
bool dl_rules_compile(dateline_rules *rules, dl_tree_source *source);

/* origin.c: where the rule's pattern was written: on a match line, or in a condition. */
dl_place dl_rule_pattern_place(const dl_rule *rule, uint32_t pattern);

/* The pattern of a match line as its author wrote it, and the byte of it that a byte of
 * the compiled source came from. False without memory. */
bool dl_rule_pattern_written(const dateline_rules *rules, uint32_t pattern, size_t byte,
                             dl_arena *arena, dl_str *written, size_t *written_byte);

/* Does the program itself ask the list of this name? */
bool dl_list_is_reserved(dl_str name);

/* filing.c: the last step of compiling. False without memory. */
bool dl_rules_file(dateline_rules *rules);

/* The type's number, or -1. */
int dl_type_find(const dateline_rules *rules, const char *name);

/* The list's first entry for this text whose letter case fits, or NULL. */
const dl_entry *dl_list_entry(const dateline_rules *rules, int list, dl_str text);

/* Does an entry fit a text's letter case? */
bool dl_entry_fits(const dl_entry *entry, bool cap, bool upper, size_t len);

enum { DL_ENDING_LEAST = 3, DL_ENDING_MOST = 4 }; /* letters */

/* What the lists of learnt words say of a word in each role; text is as written. */
void dl_learnt_weights(const dateline_rules *rules, dl_str text,
                       dl_weights out[DL_ROLES]);

/* Weights as tables write them: numbers parted by tabs, in tenths, for each name type in
 * the first pass, then in the second. */
dl_weights dl_weights_read(dl_str fields);

/* Takes a point from an entry of the list `calibration` ("person 950" with the value
 * "915"); false: it is none, or out of order. */
bool dl_calibration_read(dateline_rules *rules, dl_str entry, dl_str value);

/* The probability that a mention of a name type is right, from what the evidence says. */
double dl_calibrated(const dateline_rules *rules, int type, double said);

/* The value that a list gives to a captured text: of the lists that feed the group. The
 * text itself where none knows it. */
dl_str dl_group_value(const dl_rule_pattern *pattern, const char *group, dl_str text);

#endif
