/* fact.c - what the notation `[surface](type value; field=value)` says of a mention.
 *
 * The value comes first and is short enough to be typed by hand into a test: 2025-10 for
 * a month, 1990/1999 for a decade, `gt 100`. Fields that a test may ask for and that a
 * reader rarely needs are there, not shown. */
#include "emit/emit.h"

typedef struct facts {
    dl_fact *items;
    size_t count;
} facts;

static const dl_str nothing = {NULL, 0};

/* Past the limit the last fact gives way: a user's own rule may have any number of parts.
 */
static void add_pieces(facts *list, const char *name, bool shown, dl_str a, dl_str b,
                       dl_str c, dl_str d) {
    if (list->count == DL_FACT_LIMIT) list->count--;
    list->items[list->count++] = (dl_fact){name, shown, {a, b, c, d}};
}

static void add(facts *list, const char *name, bool shown, dl_str text) {
    add_pieces(list, name, shown, text, nothing, nothing, nothing);
}

/* The value "a/b" or "a b". */
static void add_pair(facts *list, dl_str a, dl_str between, dl_str b) {
    add_pieces(list, NULL, true, a, between, b, nothing);
}

static void add_text(facts *list, const char *name, bool shown, const char *text) {
    if (text) add(list, name, shown, dl_str_from(text));
}

static void add_true(facts *list, const char *name, bool yes) {
    if (yes) add(list, name, false, DL_STR("true"));
}

/* ---- dates ---- */

static bool is(const char *a, const char *b) {
    return a && strcmp(a, b) == 0;
}

/* The day of "2025-10-24T15:00"; all of it where there is no time. */
static dl_str day_of(const char *moment) {
    dl_str rest = dl_str_from(moment);
    return dl_str_split(&rest, 'T');
}

/* "2025" of "2025-01-01" when the day ends so, else nothing. Years may have a sign. */
static dl_str year_of(dl_str day, const char *end) {
    dl_str tail = dl_str_from(end);
    if (!dl_str_ends(day, tail)) return (dl_str){NULL, 0};
    return dl_str_cut(day, 0, day.len - tail.len);
}

/* Units that ISO 8601 or TIMEX3 has a short name for: the timex value is that name. */
static bool has_short_name(const dateline_date *date) {
    static const char *const units[] = {"quarter", "half", "week", "weekend", "season"};
    if (!is(date->timex_type, "DATE") || !date->timex_value || date->bound) return false;
    if (!dl_is_digit(date->timex_value[0])) return false;
    if (!is(date->kind, "date")) return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is(date->precision, units[i])) return true;
    return false;
}

static bool is_digits(dl_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!dl_is_digit(text.at[i])) return false;
    return text.len > 0;
}

/* "199" is the decade 1990/1999, "19" the century 1900/1999; others are as they are. */
static void add_period(facts *list, const dateline_date *date) {
    dl_str timex = dl_str_from(date->timex_value);
    bool years = is_digits(timex);
    if (years && timex.len == 3)
        add_pieces(list, NULL, true, timex, DL_STR("0/"), timex, DL_STR("9"));
    else if (years && timex.len == 2)
        add_pieces(list, NULL, true, timex, DL_STR("00/"), timex, DL_STR("99"));
    else
        add(list, NULL, true, timex);
}

static void add_whole_years(facts *list, dl_str first, dl_str last) {
    if (dl_str_equal(first, last))
        add(list, NULL, true, first);
    else
        add_pair(list, first, DL_STR("/"), last);
}

static bool is_month(const dateline_date *date) {
    return is(date->precision, "month") && is(date->kind, "date") && date->start &&
           date->end && strlen(date->start) == strlen(date->end) &&
           strlen(date->start) >= 10 &&
           strncmp(date->start, date->end, strlen(date->start) - 2) == 0;
}

/* Open ends are two dots: 2025-11-01/.. */
static void add_interval(facts *list, const dateline_date *date) {
    dl_str start = date->start ? dl_str_from(date->start) : DL_STR("..");
    dl_str end = date->end ? dl_str_from(date->end) : DL_STR("..");
    if (dl_str_equal(start, end))
        add(list, NULL, true, start);
    else
        add_pair(list, start, DL_STR("/"), end);
}

static void add_date_value(facts *list, const dateline_date *date) {
    bool period = is(date->kind, "date") || is(date->kind, "range");
    if (!period) {
        add_text(list, NULL, true, date->timex_value);
        return;
    }
    if (!date->start && !date->end) return; /* not resolved */
    dl_str timex = dl_str_from(date->timex_value);
    bool part = date->modifier && !is(date->modifier, "approx");
    if (part && timex.len && dl_is_digit(timex.at[0])) {
        add_period(list, date);
        return;
    }
    if (has_short_name(date)) {
        add(list, NULL, true, timex);
        return;
    }
    if (is_month(date)) {
        add(list, NULL, true,
            dl_str_cut(dl_str_from(date->start), 0, strlen(date->start) - 3));
        return;
    }
    dl_str first =
        date->start ? year_of(day_of(date->start), "-01-01") : (dl_str){NULL, 0};
    dl_str last = date->end ? year_of(day_of(date->end), "-12-31") : (dl_str){NULL, 0};
    if (first.at && last.at)
        add_whole_years(list, first, last);
    else
        add_interval(list, date);
}

static void add_date(facts *list, const dateline_date *date) {
    add_date_value(list, date);
    add_text(list, "modifier", true, date->modifier);
    add_text(list, "kind", false, date->kind);
    add_text(list, "precision", false, date->precision);
    add_text(list, "bound", false, date->bound);
    add_text(list, "start", false, date->start);
    add_text(list, "end", false, date->end);
    add_text(list, "timex", false, date->timex_value);
    add_text(list, "mod", false, date->timex_mod);
    add_text(list, "edtf", false, date->edtf);
    add_text(list, "anchor", false, date->anchor);
    add_text(list, "inferred", false, date->inferred[0]);
    add_text(list, "order", false, date->order);
    add_true(list, "approximate", date->approximate);
    add_true(list, "ambiguous", date->ambiguous);
    if (date->alternative_count)
        add_text(list, "alternative", false, date->alternatives[0].start);
}

/* ---- the other kinds ---- */

static void add_percent(facts *list, const dateline_percent *percent) {
    if (percent->min && percent->max) {
        add_pair(list, dl_str_from(percent->min), DL_STR("/"), dl_str_from(percent->max));
    } else if (is(percent->comparator, "eq")) {
        add_text(list, NULL, true, percent->value);
    } else {
        const char *bound = percent->value ? percent->value
                            : percent->min ? percent->min
                                           : percent->max;
        add_pair(list, dl_str_from(percent->comparator), DL_STR(" "), dl_str_from(bound));
    }
    add_text(list, "unit", !is(percent->unit, "percent"), percent->unit);
    add_text(list, "direction", true, percent->direction);
    add_text(list, "emphasis", false, percent->emphasis);
    add_text(list, "form", false, percent->form);
    add_text(list, "role", false, percent->role);
    add_text(list, "from", false, percent->from);
    add_text(list, "to", false, percent->to);
}

static void add_person(facts *list, const dateline_person *person) {
    add_text(list, NULL, true, person->name);
    add_text(list, "title", true, person->title);
    add_text(list, "given", false, person->given);
    add_text(list, "family", false, person->family);
    add_text(list, "suffix", false, person->suffix);
}

static void add_place(facts *list, const dateline_place *place) {
    add_text(list, NULL, true, place->name);
    add_text(list, "country", true, place->country);
    add_text(list, "region", false, place->region);
    add_text(list, "kind", false, place->kind);
    add_text(list, "geonames", false, place->geonames);
    add_text(list, "base", false, place->base);
    add_true(list, "inferred", place->inferred);
    add_true(list, "metonym", place->metonym);
    add_text(list, "part", false, place->part);
    if (place->offset) {
        add_text(list, "offset", false, place->offset->text);
        add_text(list, "relation", false, place->offset->relation);
        add_text(list, "direction", false, place->offset->direction);
    }
}

/* The first part of a user's own value stands for the whole. */
static void add_parts(facts *list, const dateline_part *parts, size_t count) {
    for (size_t i = 0; i < count; i++)
        add_text(list, i ? parts[i].name : NULL, true, parts[i].value);
}

size_t dl_markup_facts(const dateline_entity *entity, dl_fact items[DL_FACT_LIMIT]) {
    facts list = {.items = items};
    const dateline_value *value = &entity->value;
    if (value->date) add_date(&list, value->date);
    if (value->percent) add_percent(&list, value->percent);
    if (value->person) add_person(&list, value->person);
    if (value->place) add_place(&list, value->place);
    if (value->parts) add_parts(&list, value->parts, value->part_count);
    return list.count;
}

const char *dl_markup_fact_text(const dl_fact *fact, dl_arena *arena) {
    size_t len = 0;
    for (size_t i = 0; i < DL_FACT_PIECES; i++)
        len += fact->pieces[i].len;
    char *text = dl_arena_alloc(arena, len + 1);
    if (!text) return NULL;
    char *end = text;
    for (size_t i = 0; i < DL_FACT_PIECES; i++) {
        if (fact->pieces[i].len) memcpy(end, fact->pieces[i].at, fact->pieces[i].len);
        end += fact->pieces[i].len;
    }
    *end = '\0';
    return text;
}
