/* percent.c - percentages: comparator, bounds, unit, direction.
 *
 * Which word means what is written in the rules' lists: they hand over "gt" for "more
 * than", "just" for "slightly", "percentage_point" for "points". What is left for code is
 * to read the numbers and to put them where the comparator wants them. */
#include "value/kinds.h"
#include "value/number.h"

/* n: the number; in a fraction, of whole (or of one). b: the upper end of a range.
 * comparator, emphasis: from in front; after: a comparator behind ("or more"). core:
 * number and unit. from, to: other ends of the change; where a rule has an origin
 * ("from"), a `to` without it is none. source: as from, but only where goal ("to") is set
 * too. change: a fraction that is a change or nothing. */
static const char *const params[] = {
    "n",         "b",      "unit",  "comparator", "emphasis", "after", "core",
    "direction", "role",   "share", "from",       "to",       "form",  "origin",
    "goal",      "source", "whole", "change",     NULL};

const dl_value_fn dl_percent_fns[] = {
    {"percent", params, DL_VALUE_PERCENT},
    {NULL, NULL, 0},
};

static const char *const comparators[] = {"eq", "approx", "gt", "gte", "lt", "lte", NULL};
static const char *const emphases[] = {"well", "just", "barely", NULL};
static const char *const units[] = {"percent", "percentage_point", "basis_point", NULL};
static const char *const forms[] = {"digits", "words", "fraction", NULL};
static const char *const directions[] = {"increase", "decrease", NULL};
static const char *const roles[] = {"change", "level", "share", NULL};

/* The one of the words that the argument's value is; otherwise, when there is no such
 * argument or a list says something else. */
static const char *word_of(const dl_mention *mention, const char *param,
                           const char *const *words, const char *otherwise) {
    const dl_arg *arg = dl_arg_find(mention, param);
    for (size_t i = 0; arg && words[i]; i++)
        if (dl_str_is(arg->value, words[i])) return words[i];
    return otherwise;
}

/* The decimal of a number argument, or NULL where it is not there or is no number. */
static const char *decimal_of(const dl_mention *mention, const char *param,
                              dl_arena *arena) {
    const dl_arg *arg = dl_arg_find(mention, param);
    dl_number number;
    return arg && dl_number_read(arg->value, &number) ? dl_number_text(&number, arena)
                                                      : NULL;
}

/* "three quarters", "one in five": percent of the whole. */
static const char *share_of(const dl_mention *mention, dl_arena *arena) {
    const dl_arg *n = dl_arg_find(mention, "n"), *of = dl_arg_find(mention, "whole");
    dl_number part, whole;
    if (!n || !dl_number_read(n->value, &part)) return NULL;
    if (of && !dl_number_read(of->value, &whole)) return NULL;
    double percent = 100 * dl_number_double(&part) / (of ? dl_number_double(&whole) : 1);
    dl_number hundredths = {.num = (uint64_t)(percent * 100 + 0.5), .den = 100};
    return dl_number_text(&hundredths, arena);
}

static bool has_digit(dl_str text) {
    dl_number number;
    return dl_number_read(text, &number) && number.digits;
}

/* "growth of minus 2 percent", "of zero percent": no increase, whatever the word says. */
static bool is_signed(dl_str text) {
    dl_number number;
    return dl_number_read(text, &number) &&
           (number.negative || dl_number_double(&number) <= 0);
}

/* A comparator behind the number decides over one before it: "about 30% or more". */
static void bound(const dl_mention *mention, dateline_percent *percent,
                  const char *number) {
    const char *before = word_of(mention, "comparator", comparators, "eq");
    const char *comparator = word_of(mention, "after", comparators, before);
    percent->comparator = comparator;
    if (comparator[0] == 'g')
        percent->min = number;
    else if (comparator[0] == 'l')
        percent->max = number;
    else
        percent->value = number;
}

/* The rule asked for "from" before the mention, and it is not there. */
static bool lacks_origin(const dl_mention *mention) {
    for (size_t i = 0; i < mention->arg_count; i++)
        if (strcmp(mention->args[i].name, "origin") == 0)
            return !mention->args[i].text.at;
    return false;
}

/* "cut by a third" is a change, "cut a third of them" a share of them. */
static void describe_part(const dl_mention *mention, dateline_percent *percent) {
    bool change = dl_arg_find(mention, "change") != NULL;
    if (!change) percent->direction = NULL;
    percent->role = change ? "change" : "share";
}

static void describe(const dl_mention *mention, dateline_percent *percent,
                     dl_arena *arena) {
    const dl_arg *n = dl_arg_find(mention, "n");
    const char *written = has_digit(n->value) ? "digits" : "words";
    percent->form = word_of(mention, "form", forms, written);
    percent->unit = word_of(mention, "unit", units, "percent");
    percent->emphasis = word_of(mention, "emphasis", emphases, NULL);
    percent->direction =
        is_signed(n->value) ? NULL : word_of(mention, "direction", directions, NULL);
    percent->from = decimal_of(mention, "from", arena);
    if (!percent->from && dl_arg_find(mention, "goal"))
        percent->from = decimal_of(mention, "source", arena);
    percent->to = lacks_origin(mention) ? NULL : decimal_of(mention, "to", arena);
    const char *plain = percent->direction              ? "change"
                        : percent->from || percent->to  ? "level"
                        : dl_arg_find(mention, "share") ? "share"
                                                        : "level";
    percent->role = word_of(mention, "role", roles, plain);
    if (strcmp(percent->form, "fraction") == 0) describe_part(mention, percent);
}

static bool is_no_change(const dl_mention *mention) {
    return dl_arg_find(mention, "change") &&
           !word_of(mention, "direction", directions, NULL);
}

/* False when the words are no number after all. */
static bool fill(dl_mention *mention, dateline_percent *percent, dl_arena *arena) {
    bool fraction =
        dl_str_is(dl_str_from(word_of(mention, "form", forms, "digits")), "fraction");
    const char *low =
        fraction ? share_of(mention, arena) : decimal_of(mention, "n", arena);
    if (!low || is_no_change(mention)) return false;
    const char *high = decimal_of(mention, "b", arena);
    describe(mention, percent, arena);
    if (high) {
        percent->comparator = "range";
        percent->min = low;
        percent->max = high;
    } else {
        bound(mention, percent, low);
    }
    const dl_arg *core = dl_arg_find(mention, "core");
    mention->core = core ? core->span : mention->span;
    return true;
}

bool dl_percents_fill(dl_mention **mentions, size_t count,
                      const dl_value_context *context) {
    dl_arena *arena = context->arena;
    for (size_t i = 0; i < count; i++) {
        dateline_percent *percent = dl_arena_zero(arena, sizeof *percent);
        if (!percent) return false;
        mentions[i]->dropped = !fill(mentions[i], percent, arena);
        mentions[i]->value.percent = percent;
    }
    return !arena->failed;
}

/* True as well where a number is missing: a rule's upper end may be optional. */
bool dl_test_number_below(const dl_arg *args, size_t count) {
    dl_number low, high;
    if (count < 2 || !args[0].text.at || !args[1].text.at) return true;
    if (!dl_number_read(args[0].value, &low) || !dl_number_read(args[1].value, &high))
        return false;
    return dl_number_double(&low) < dl_number_double(&high);
}
