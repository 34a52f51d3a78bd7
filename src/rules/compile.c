/* compile.c - from the tree of the rule files to what the engine runs.
 *
 * Names become numbers, lists one lexicon, patterns expanded sources; filing.c then files
 * each rule under what starts it. */
#include "rules/rules.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>

#include "base/hash.h"
#include "rules/pack.h"

static const char *const name_types[DL_NAME_TYPES] = {"person", "place", "organisation",
                                                      "other", "none"};

static const char *const role_names[DL_ROLES] = {
    "mention", "first", "last", "inner", "any", "previous", "previous2", "next", "next2"};

typedef struct compiler {
    dateline_rules *rules;
    dl_tree_source *source;
    DL_ARRAY(dl_rule_pattern) patterns;
    const dl_tree_list *fitted; /* the list `weight`, or NULL */
    uint64_t *fitted_names;     /* the hash of each of its entries */
    dl_str packed;              /* patterns that a pack holds expanded, the next first */
} compiler;

static bool complain(compiler *c, dl_place place, const char *message, dl_str about) {
    dateline_error err;
    dl_fail(&err, place, DATELINE_ERR_RULE, "%.*s: %s",
            (int)(about.len > 200 ? 200 : about.len), about.len ? about.at : "", message);
    dl_rules_tell(c->source, &err);
    return false;
}

/* dl_tree_check has looked before; this is for what it should have seen. */
static bool is_lost(compiler *c, dl_place place, dl_str about) {
    return complain(c, place, "was checked, and yet is not known", about);
}

int dl_tenths(double confidence) {
    if (confidence < 0.003) return -60;
    if (confidence > 0.997) return 60;
    double tenths = 10 * log(confidence / (1 - confidence));
    return (int)(tenths < 0 ? tenths - 0.5 : tenths + 0.5);
}

int dl_type_find(const dateline_rules *rules, const char *name) {
    for (size_t i = 0; i < rules->type_count; i++)
        if (strcmp(rules->types[i], name) == 0) return (int)i;
    return -1;
}

/* The type's number; new types are added. -1 without room. */
static int type_number(compiler *c, dl_str name) {
    dateline_rules *rules = c->rules;
    for (size_t i = 0; i < rules->type_count; i++)
        if (dl_str_is(name, rules->types[i])) return (int)i;
    if (rules->type_count == 255) return -1;
    rules->types[rules->type_count] = dl_arena_text(&rules->arena, name);
    return (int)rules->type_count++;
}

static bool start_types(compiler *c) {
    c->rules->types = dl_arena_zero(&c->rules->arena, 256 * sizeof *c->rules->types);
    if (!c->rules->types) return false;
    for (int i = 0; i < DL_NAME_TYPES; i++)
        c->rules->types[i] = name_types[i];
    c->rules->type_count = DL_NAME_TYPES;
    return true;
}

static const char *const place_list_names[DL_PLACE_LISTS] = {
    [DL_PLACES_TOWN] = "town",
    [DL_PLACES_COUNTRY_WORD] = "country-word",
    [DL_PLACES_DOMAIN_COUNTRY] = "domain-country",
    [DL_PLACES_DOMAIN_OPEN] = "domain-open",
    [DL_PLACES_ENGLISH] = "english-country",
    [DL_PLACES_WIDE_REGION] = "wide-region",
    [DL_PLACES_LOCAL_NOUN] = "local-noun",
    [DL_PLACES_TOWN_WORD] = "town-word",
    [DL_PLACES_TOWN_OF] = "town-of",
    [DL_PLACES_THE] = "place-the",
    [DL_PLACES_COUNTIES] = "county-plural",
    [DL_PLACES_CODE] = "place-code",
    [DL_PLACES_REGION_WORD] = "region-word",
    [DL_PLACES_REGION_PART] = "region-part",
    [DL_PLACES_IN] = "place-in",
    [DL_PLACES_AND] = "place-and",
    [DL_PLACES_PREPOSITION] = "place-prep",
    [DL_PLACES_PART] = "place-part",
    [DL_PLACES_KIND] = "place-kind",
    [DL_PLACES_SIDE] = "place-side",
    [DL_PLACES_RELATION] = "place-relation",
    [DL_PLACES_DISTANCE] = "distance-unit",
    [DL_PLACES_SEAT] = "government-seat",
    [DL_PLACES_VERB] = "government-verb",
    [DL_PLACES_AUXILIARY] = "auxiliary",
    [DL_PLACES_NOUN] = "government-noun",
    [DL_PLACES_LINK] = "government-link",
};

static int list_number(const dl_tree *tree, dl_str name) {
    const dl_tree_list *list = dl_tree_list_find(tree, name);
    return list ? (int)(list - tree->lists.items) : -1;
}

/* ---- lists ---- */

static bool build_lexicon(dateline_rules *rules) {
    size_t count = 0;
    for (size_t l = 0; l < rules->tree.lists.count; l++)
        count += rules->tree.lists.items[l].entries.count;
    dl_arena work = {0};
    dl_lexicon_item *items = dl_arena_alloc(&work, (count + 1) * sizeof *items);
    size_t made = 0;
    for (size_t l = 0; items && l < rules->tree.lists.count; l++) {
        const dl_tree_list *list = &rules->tree.lists.items[l];
        for (size_t e = 0; e < list->entries.count; e++)
            items[made++] = (dl_lexicon_item){list->entries.items[e].text,
                                              list->entries.items[e].value, (uint16_t)l};
    }
    bool good = items && dl_lexicon_build(items, made, &rules->arena, &rules->lexicon);
    dl_arena_free(&work);
    return good;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool dl_tree_entry_is(const dl_tree_list *list, const dl_tree_entry *entry, dl_str text) {
    if (entry->text.len != text.len) return false;
    for (size_t i = 0; i < text.len; i++) {
        char a = entry->text.at[i],
             b = text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i];
        if (a != b && (list->cased || lower(a) != lower(b))) return false;
    }
    return true;
}

dl_str dl_group_value(const dl_rule_pattern *pattern, const char *group, dl_str text) {
    for (size_t g = 0; g < pattern->groups.count; g++) {
        const dl_tree_group *known = &pattern->groups.items[g];
        if (!dl_str_is(known->name, group)) continue;
        for (size_t l = 0; l < known->lists.count; l++) {
            const dl_tree_list *list = known->lists.items[l];
            for (size_t e = 0; e < list->entries.count; e++)
                if (list->entries.items[e].value.at &&
                    dl_tree_entry_is(list, &list->entries.items[e], text))
                    return list->entries.items[e].value;
        }
    }
    return text;
}

/* ---- patterns ---- */

/* Taken from the pack where there is one, else made and kept for a pack. */
static bool expand(compiler *c, dl_str written, dl_place place, dl_expanded *out) {
    dateline_rules *rules = c->rules;
    if (c->packed.at)
        return dl_pack_expanded(&c->packed, &rules->tree, &rules->arena, out) ||
               is_lost(c, place, written);
    *out = (dl_expanded){.map = NULL};
    if (!dl_tree_expand(&rules->tree, written, place, out, c->source)) return false;
    dl_expanded *slot = DL_PUSH(&rules->arena, &rules->expanded);
    if (slot) *slot = *out;
    return slot != NULL;
}

static bool add_pattern(compiler *c, dl_str written, dl_place place, dl_use use,
                        uint32_t rule, int *lookup) {
    dl_expanded expanded;
    if (!expand(c, written, place, &expanded)) return false;
    if (expanded.whole && expanded.whole->entries.count > DL_TREE_INLINE) {
        if (use != DL_USE_RULE)
            return complain(c, place, "a long list here: write `when ROLE in LIST`",
                            written);
        *lookup = (int)(expanded.whole - c->rules->tree.lists.items);
        return true;
    }
    dl_rule_pattern *slot = DL_PUSH(&c->rules->arena, &c->patterns);
    if (!slot) return false;
    slot->pattern.source = expanded.pattern;
    slot->rule = rule;
    slot->use = use;
    memcpy(&slot->groups, &expanded.groups, sizeof slot->groups);
    return true;
}

static dl_use use_of(const dl_tree_rule *rule, const dl_tree_match *match) {
    if (!rule->clue) return DL_USE_RULE;
    return match->kind == DL_AFTER    ? DL_USE_AFTER
           : match->kind == DL_BEFORE ? DL_USE_BEFORE
                                      : DL_USE_MENTION;
}

/* ---- conditions ---- */

/* Counted from 0, or -1. */
static int column_number(const dl_tree_list *list, dl_str name) {
    dl_str rest = list->columns;
    for (int i = 0; rest.at; i++)
        if (dl_str_equal(dl_str_trim(dl_str_split(&rest, ',')), name)) return i;
    return -1;
}

/* `LIST`, `LIST WORD`, `LIST N`, `LIST COLUMN N`: which entries of which list. */
static int class_number(compiler *c, dl_tree_cond *cond) {
    dl_str rest = dl_str_trim(cond->argument), name = dl_str_split(&rest, ' ');
    dl_class wanted = {.least = LONG_MIN};
    int list = list_number(&c->rules->tree, name);
    if (list < 0) return is_lost(c, cond->place, name), -1;
    wanted.list = (uint16_t)list;
    rest = dl_str_trim(rest);
    if (memchr(rest.at ? rest.at : "", ' ', rest.len)) {
        dl_str column = dl_str_split(&rest, ' ');
        int number = column_number(&c->rules->tree.lists.items[list], column);
        if (number < 1)
            return complain(c, cond->place, "no column of that name in the list", column),
                   -1;
        wanted.column = (unsigned)number - 1; /* the first column is the surface */
        rest = dl_str_trim(rest);
    }
    if (rest.len && dl_is_digit(rest.at[0])) {
        wanted.least = 0;
        for (size_t i = 0; i < rest.len && i < 9 && dl_is_digit(rest.at[i]); i++)
            wanted.least = wanted.least * 10 + (rest.at[i] - '0');
    } else if (rest.len) {
        wanted.word = dl_arena_text(&c->rules->arena, rest);
    }
    for (size_t i = 0; i < c->rules->class_count; i++) {
        const dl_class *have = &c->rules->classes[i];
        bool same_word =
            have->word == wanted.word ||
            (have->word && wanted.word && strcmp(have->word, wanted.word) == 0);
        if (have->list == wanted.list && have->least == wanted.least &&
            have->column == wanted.column && same_word)
            return (int)i;
    }
    if (c->rules->class_count == DL_CLASSES)
        return complain(c, cond->place, "more than 128 different list tests", name), -1;
    c->rules->classes[c->rules->class_count] = wanted;
    return (int)c->rules->class_count++;
}

static int role_number(dl_str name) {
    for (int i = 0; i < DL_ROLES; i++)
        if (dl_str_is(name, role_names[i])) return i;
    return -1;
}

static bool compile_in(compiler *c, const dl_tree_rule *rule, dl_tree_cond *cond,
                       dl_condition *out) {
    out->role = role_number(cond->group);
    if (rule->clue || out->role >= 0) {
        if (out->role < 0) return is_lost(c, cond->place, cond->group);
    }
    if (out->role < 0) out->group = dl_arena_text(&c->rules->arena, cond->group);
    out->number = class_number(c, cond);
    return out->number >= 0;
}

static bool compile_test(compiler *c, dl_tree_cond *cond, dl_condition *out) {
    out->test = dl_value_test_find(cond->group);
    if (!out->test) return is_lost(c, cond->place, cond->group);
    DL_ARRAY(dl_arg) args = {0};
    for (dl_str rest = cond->argument; rest.at && rest.len;) {
        dl_str word = dl_str_trim(dl_str_split(&rest, ','));
        if (!word.len) continue;
        dl_arg *arg = DL_PUSH(&c->rules->arena, &args);
        if (!arg) return false;
        bool literal = dl_is_digit(word.at[0]) || word.at[0] == '-';
        arg->name = dl_arena_text(&c->rules->arena, literal ? DL_STR("") : word);
        if (literal) arg->text = word, arg->value = word;
    }
    out->args = args.items;
    out->arg_count = args.count;
    return true;
}

static bool compile_condition(compiler *c, uint32_t rule_number, const dl_tree_rule *rule,
                              dl_tree_cond *cond, dl_condition *out) {
    *out = (dl_condition){
        .kind = cond->kind, .unless = cond->unless, .maybe = cond->maybe, .role = -1};
    int lookup = -1;
    switch (cond->kind) {
    case DL_COND_IN:
        return compile_in(c, rule, cond, out);
    case DL_COND_BEFORE:
    case DL_COND_AFTER:
        out->pattern = (uint32_t)c->patterns.count;
        return add_pattern(c, cond->argument, cond->place, DL_USE_CONDITION, rule_number,
                           &lookup);
    case DL_COND_INSIDE:
        out->number = type_number(c, cond->argument);
        return true;
    case DL_COND_LAYOUT:
        out->number = dl_trait_find(cond->argument);
        return out->number >= 0 || is_lost(c, cond->place, cond->argument);
    case DL_COND_TEST:
        return compile_test(c, cond, out);
    case DL_COND_DOCUMENT:
        out->relation = dl_relation_find(cond->group);
        if (out->relation < 0) return is_lost(c, cond->place, cond->group);
        out->role = type_number(c, cond->argument);
        out->number = (int)cond->number;
        return (out->role >= 0 && out->role < DL_NAME_TYPES) ||
               complain(c, cond->place, "only name types bear on other mentions",
                        cond->argument);
    }
    return false;
}

static bool compile_conditions(compiler *c, dl_rule *rule) {
    const dl_tree_rule *tree = rule->tree;
    dl_condition *made =
        dl_arena_alloc(&c->rules->arena, (tree->conds.count + 1) * sizeof *made);
    if (!made) return false;
    bool good = true;
    for (size_t i = 0; i < tree->conds.count; i++)
        if (!compile_condition(c, rule->number, tree, &tree->conds.items[i], &made[i]))
            good = false;
    rule->conditions = made;
    rule->condition_count = (uint32_t)tree->conds.count;
    return good;
}

/* ---- rules ---- */

static bool compile_weights(compiler *c, dl_rule *rule) {
    const dl_tree_rule *tree = rule->tree;
    for (size_t i = 0; i < tree->weights.count; i++) {
        const dl_tree_weight *weight = &tree->weights.items[i];
        int type = type_number(c, weight->type);
        if (type < 0)
            return complain(c, weight->place, "more than 255 types", weight->type);
        int tenths = dl_tenths(weight->confidence);
        if (weight->against) tenths = -tenths;
        if (i == 0) {
            rule->type = (uint8_t)type;
            rule->weight = (int16_t)tenths;
            rule->about.type = c->rules->types[type];
            rule->about.confidence = weight->confidence;
        }
        if (!tree->clue && type >= DL_NAME_TYPES) continue;
        if (type < DL_NAME_TYPES) {
            rule->names = true;
            rule->weights[type] = (int16_t)(rule->weights[type] + tenths);
            rule->weights[DL_SECOND_PASS + type] = rule->weights[type];
        } else {
            rule->own_weight = (int16_t)tenths;
        }
    }
    return true;
}

static bool compile_value(compiler *c, dl_rule *rule) {
    const dl_tree_rule *tree = rule->tree;
    if (tree->span.at) rule->span = dl_arena_text(&c->rules->arena, tree->span);
    if (!tree->value_fn.at) return true;
    rule->fn = dl_value_find(tree->value_fn);
    if (!rule->fn) return is_lost(c, tree->value_place, tree->value_fn);
    dl_arg *args = dl_arena_zero(&c->rules->arena, (tree->args.count + 1) * sizeof *args);
    if (!args) return false;
    for (size_t i = 0; i < tree->args.count; i++) {
        const dl_tree_arg *arg = &tree->args.items[i];
        args[i].name = dl_arena_text(&c->rules->arena, arg->name);
        args[i].text = arg->text;
        /* until a match fills it, value carries the group's name */
        if (arg->group.at)
            args[i].value = dl_str_from(dl_arena_text(&c->rules->arena, arg->group));
        else
            args[i].value = arg->text;
    }
    rule->args = args;
    rule->arg_count = tree->args.count;
    return true;
}

static bool compile_rule(compiler *c, const dl_tree_rule *tree, dl_rule *rule) {
    rule->tree = tree;
    rule->lookup = -1;
    rule->trigger = -1;
    rule->about.name = dl_arena_text(&c->rules->arena, tree->name);
    rule->about.file = tree->place.file;
    rule->about.line = tree->place.line;
    rule->about.clue = tree->clue;
    bool good = compile_weights(c, rule) && compile_value(c, rule);
    rule->first_pattern = (uint32_t)c->patterns.count;
    for (size_t i = 0; i < tree->matches.count; i++) {
        const dl_tree_match *match = &tree->matches.items[i];
        if (!add_pattern(c, match->pattern, match->place, use_of(tree, match),
                         rule->number, &rule->lookup))
            good = false;
    }
    rule->pattern_count = (uint32_t)c->patterns.count - rule->first_pattern;
    return compile_conditions(c, rule) && good;
}

/* The list `weight` holds fitted weights by the name of a clue, in tenths: a number for
 * each name type in the first pass, then in the second. They stand in for the author's
 * confidences. */
static void use_fitted(const compiler *c, dl_rule *rule) {
    const dl_tree_list *list = c->fitted;
    dl_str name = dl_str_from(rule->about.name);
    uint64_t hash = dl_hash_str(name);
    for (size_t i = 0; list && i < list->entries.count; i++) {
        if (c->fitted_names[i] != hash ||
            !dl_str_equal(list->entries.items[i].text, name))
            continue;
        rule->weights = dl_weights_read(list->entries.items[i].value);
        rule->fitted = true;
        break;
    }
}

bool dl_rule_is_certain(const dl_rule *rule) {
    for (size_t i = 0; i < rule->tree->weights.count; i++)
        if (rule->tree->weights.items[i].confidence >= 0.985) return true;
    return false;
}

static bool find_fitted(compiler *c) {
    dateline_rules *rules = c->rules;
    c->fitted = dl_tree_list_find(&rules->tree, DL_STR("weight"));
    if (!c->fitted) return true;
    size_t count = c->fitted->entries.count;
    c->fitted_names =
        dl_arena_alloc(&rules->arena, (count + 1) * sizeof *c->fitted_names);
    for (size_t i = 0; c->fitted_names && i < count; i++)
        c->fitted_names[i] = dl_hash_str(c->fitted->entries.items[i].text);
    return c->fitted_names != NULL;
}

static bool read_calibration(compiler *c) {
    const dl_tree_list *list = dl_tree_list_find(&c->rules->tree, DL_STR("calibration"));
    for (size_t i = 0; list && i < list->entries.count; i++) {
        const dl_tree_entry *entry = &list->entries.items[i];
        if (!dl_calibration_read(c->rules, entry->text, entry->value))
            return complain(
                c, list->place,
                "an entry of calibration is a name type with thousandths, and "
                "thousandths that rise (person 950 => 915)",
                entry->text);
    }
    return true;
}

/* ---- all ---- */

/* By multiplications alone, so that the digits are the same on every machine. */
static void fill_powers(double *powers) {
    for (uint32_t tenths = 0; tenths <= DL_POWERS; tenths++) {
        double result = 1, base = 0.90483741803595957; /* e^-0.1 */
        for (uint32_t n = tenths; n; n >>= 1) {
            if (n & 1) result *= base;
            base *= base;
        }
        powers[tenths] = result;
    }
}

/* The list `words.NAME`. */
static int word_list(const dateline_rules *rules, const char *name) {
    char full[32];
    snprintf(full, sizeof full, "words.%s", name);
    return list_number(&rules->tree, dl_str_from(full));
}

/* Lists that the program itself asks, and where their numbers are kept. */
static const struct {
    const char *name;
    size_t at;
} reserved[] = {
    {"connector", offsetof(dateline_rules, connector_list)},
    {"ordinary", offsetof(dateline_rules, ordinary_list)},
    {"place", offsetof(dateline_rules, place_list)},
    {"family-first", offsetof(dateline_rules, family_first_list)},
    {"title", offsetof(dateline_rules, title_list)},
    {"english", offsetof(dateline_rules, function_list)},
    {"sport", offsetof(dateline_rules, sport_list)},
    {"given", offsetof(dateline_rules, given_list)},
    {"nickname", offsetof(dateline_rules, nickname_list)},
    {"kin", offsetof(dateline_rules, kin_list)},
    {"respelling", offsetof(dateline_rules, respelling_list)},
    {"couple", offsetof(dateline_rules, couple_list)},
    {"demonym", offsetof(dateline_rules, demonym_list)},
    {"surname", offsetof(dateline_rules, surname_list)},
    {"suffix", offsetof(dateline_rules, suffix_list)},
    {"office", offsetof(dateline_rules, office_list)},
    {"plural-title", offsetof(dateline_rules, plural_title_list)},
    {"office-determiner", offsetof(dateline_rules, office_determiner_list)},
};

bool dl_list_is_reserved(dl_str name) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (dl_str_is(name, reserved[i].name)) return true;
    for (size_t i = 0; i < DL_PLACE_LISTS; i++)
        if (dl_str_is(name, place_list_names[i])) return true;
    return dl_str_starts(name, DL_STR("words."));
}

static void find_lists(dateline_rules *rules) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        *(int *)(void *)((char *)rules + reserved[i].at) =
            list_number(&rules->tree, dl_str_from(reserved[i].name));
    for (size_t i = 0; i < DL_PLACE_LISTS; i++)
        rules->place_lists[i] =
            list_number(&rules->tree, dl_str_from(place_list_names[i]));
    for (int role = 0; role < DL_ROLES; role++)
        rules->word_lists[role] = word_list(rules, role_names[role]);
    rules->ending_list = word_list(rules, "ending");
}

bool dl_rules_compile(dateline_rules *rules, dl_tree_source *source) {
    compiler c = {.rules = rules, .source = source, .packed = rules->packed_patterns};
    size_t count = 0;
    for (size_t i = 0; i < rules->tree.rules.count; i++)
        count += !rules->tree.rules.items[i].off;
    rules->rules = dl_arena_zero(&rules->arena, (count + 1) * sizeof *rules->rules);
    if (!rules->rules || !start_types(&c) || !find_fitted(&c) || !read_calibration(&c) ||
        (!c.packed.at && !dl_tree_make_regexes(&rules->tree)))
        return false;
    fill_powers(rules->powers);
    bool good = true;
    for (size_t i = 0; i < rules->tree.rules.count; i++) {
        if (rules->tree.rules.items[i].off) continue;
        dl_rule *rule = &rules->rules[rules->rule_count];
        rule->number = (uint32_t)rules->rule_count++;
        if (!compile_rule(&c, &rules->tree.rules.items[i], rule)) good = false;
        if (rule->names && !dl_rule_is_certain(rule)) use_fitted(&c, rule);
    }
    rules->patterns = c.patterns.items;
    rules->pattern_count = c.patterns.count;
    find_lists(rules);
    if (!good || rules->arena.failed) return false;
    return dl_rules_file(rules) && (rules->lexicon.len || build_lexicon(rules)) &&
           !rules->arena.failed;
}
