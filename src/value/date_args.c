/* date_args.c - what a rule captured, as numbers, units, steps and years. */
#include "value/date_read.h"
#include "value/number.h"

/* ---- arguments ------------------------------------------------------------------- */

dl_str dl_date_arg(const dl_mention *mention, const char *name) {
    const dl_arg *arg = dl_arg_find(mention, name);
    if (!arg) return (dl_str){NULL, 0};
    return arg->value.at ? arg->value : arg->text;
}

bool dl_date_has(const dl_mention *mention, const char *name) {
    return dl_date_arg(mention, name).len > 0;
}

/* Digits at the start, with a sign before them and thousands' commas among them. */
bool dl_date_number(dl_str text, int64_t *out) {
    size_t i = text.len && (text.at[0] == '-' || text.at[0] == '+');
    bool negative = i && text.at[0] == '-';
    size_t first = i;
    *out = 0;
    for (; i < text.len && i < first + 9; i++) {
        if (text.at[i] == ',' && i > first) continue;
        if (!dl_is_digit(text.at[i])) break;
        *out = *out * 10 + (text.at[i] - '0');
    }
    if (negative) *out = -*out;
    return i > first;
}

int64_t dl_date_number_or(const dl_mention *mention, const char *name,
                          int64_t otherwise) {
    int64_t n;
    return dl_date_number(dl_date_arg(mention, name), &n) ? n : otherwise;
}

bool dl_date_is_fortnight(const dl_mention *mention) {
    return dl_str_is(dl_date_arg(mention, "unit"), "fortnight");
}

dl_unit dl_date_unit(const dl_mention *mention) {
    if (dl_date_is_fortnight(mention)) return DL_WEEK;
    return dl_unit_find(dl_date_arg(mention, "unit"));
}

/* 2 1/2 and the like: the decimals that the fraction is. */
static const char *fraction_of(dl_str *text) {
    static const struct {
        const char *fraction, *decimal;
    } parts[] = {{" 1/2", ".5"}, {" 1/4", ".25"}, {" 3/4", ".75"},
                 {" ½", ".5"},   {" ¼", ".25"},   {" ¾", ".75"},
                 {"½", ".5"},    {"¼", ".25"},    {"¾", ".75"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        dl_str fraction = dl_str_from(parts[i].fraction);
        if (!dl_str_ends(*text, fraction)) continue;
        text->len -= fraction.len;
        return parts[i].decimal;
    }
    return "";
}

/* A number as JSON writes it: no commas for thousands, no zeros before it. */
static dl_str plain_number(dl_dates *dates, dl_str text) {
    const char *decimals = fraction_of(&text);
    char *out = dl_arena_alloc(dates->context->arena, text.len + sizeof ".25");
    size_t len = 0;
    dates->failed |= !out;
    for (size_t i = 0; out && i < text.len; i++) {
        bool more = i + 1 < text.len && dl_is_digit(text.at[i + 1]);
        if (text.at[i] == ',' || (text.at[i] == '0' && len == 0 && more)) continue;
        if (text.at[i] == '.' && !more) break;
        out[len++] = text.at[i];
    }
    for (; out && *decimals; decimals++)
        out[len++] = *decimals;
    return (dl_str){out, len};
}

/* "forty-one", "two and a half" */
static dl_str number_in_words(dl_dates *dates, dl_str text) {
    dl_number number;
    if (!dl_number_read(text, &number)) return text;
    const char *digits = dl_number_text(&number, dates->context->arena);
    dates->failed |= !digits;
    return dl_str_from(digits);
}

dl_str dl_date_count(dl_dates *dates, const char *name) {
    dl_str n = dl_date_arg(dates->mention, name);
    if (!n.len) return DL_STR("1");
    if (n.at[0] == 'X') return n;
    return dl_is_digit(n.at[0]) ? plain_number(dates, n) : number_in_words(dates, n);
}

/* anchor="story" is the last mention in a narrative, and the document's day in news. */
dl_step dl_date_step(const dl_dates *dates, const char *name) {
    const dl_mention *mention = dates->mention;
    dl_str anchor = dl_date_arg(mention, "anchor");
    bool story = dl_str_is(anchor, "story") && dates->narrative;
    dl_step step = {.mention = story || dl_str_is(anchor, "mention"), .story = story};
    step.set = dl_date_number(dl_date_arg(mention, name), &step.by);
    return step;
}

/* A text that lives as long as the result. */
const char *dl_date_keep(dl_dates *dates, dl_str text) {
    const char *kept = dl_arena_text(dates->context->arena, text);
    dates->failed |= !kept;
    return kept;
}

const char *dl_date_keep_arg(dl_dates *dates, const char *name) {
    dl_str text = dl_date_arg(dates->mention, name);
    return text.len ? dl_date_keep(dates, text) : NULL;
}

/* ---- years ----------------------------------------------------------------------- */

size_t dl_date_digits(dl_str text) {
    size_t n = 0;
    while (n < text.len && dl_is_digit(text.at[n]))
        n++;
    return n;
}

bool dl_date_year(const dl_dates *dates, dl_str text, int64_t *year, bool *inferred) {
    enum { FORMS_LOOK_AHEAD = 20 }; /* 3/3/35 on a bond, but '35 is 1935 */
    bool form = dl_date_fn_is(dates->mention, "numeric");
    *inferred = false;
    if (text.len && text.at[0] == '\'') text = dl_str_cut(text, 1, text.len);
    if (!dl_date_number(text, year)) return false;
    if (dl_date_digits(text) > 2) return true;
    int64_t now = dates->dated ? dl_day_date(dates->today).year : 1999;
    *inferred = true;
    *year += now / 100 * 100;
    if (*year > now + (form ? FORMS_LOOK_AHEAD : 0)) *year -= 100;
    return true;
}

/* Years of an era: BC counts backwards from year 0. */
bool dl_date_read_year(dl_dates *dates, const char *name, const char *era, dl_when *out,
                       int64_t *year) {
    bool inferred;
    dl_str text = dl_date_arg(dates->mention, name);
    if (!dl_date_year(dates, text, year, &inferred)) return false;
    dl_str side = dl_date_arg(dates->mention, era);
    if (side.len) {
        dl_date_number(text, year); /* with an era, 68 is the year 68 */
        if (dl_str_is(side, "BC")) *year = 1 - *year;
    } else if (inferred) {
        dl_when_infer(out, "century");
    }
    return true;
}

/* The year said as a number, or as "last year's": of=-1. */
bool dl_date_said_year(dl_dates *dates, dl_when *out, int64_t *year) {
    if (dl_date_read_year(dates, "y", "era", out, year)) return true;
    dl_step of = dl_date_step(dates, "of");
    int64_t base;
    if (!of.set || !dl_choose_base(dates, of.mention, &base)) return false;
    *year = dl_day_date(base).year + of.by;
    out->anchor = of.mention && dates->memory.any ? "mention" : "document";
    out->anchored = true;
    out->anchor_day = base;
    return true;
}

static const struct {
    const char *name, *modifier, *timex;
} modifiers[] = {
    {"early", "early", "START"},
    {"mid", "mid", "MID"},
    {"late", "late", "END"},
    {"approx", "approx", "APPROX"},
    {"more", NULL, "MORE_THAN"},
    {"less", NULL, "LESS_THAN"},
    {"at_least", NULL, "EQUAL_OR_MORE"},
    {"at_most", NULL, "EQUAL_OR_LESS"},
};

const char *dl_date_modifier(const dl_mention *mention, const char *name,
                             const char **timex) {
    dl_str text = dl_date_arg(mention, name);
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
        if (dl_str_is(text, modifiers[i].name)) {
            if (timex) *timex = modifiers[i].timex;
            return modifiers[i].modifier;
        }
    return NULL;
}
