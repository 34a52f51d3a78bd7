/* column.c - the table of columns, and the cells of an entity by it.
 *
 * A column reads one field of what an entity has: of the article, of the entity itself,
 * or of a value of the kinds that have it. */
#include "emit/column.h"

#include <stddef.h>

typedef enum origin { NOWHERE, ARTICLE, ENTITY, PERSON, PLACE, DATE, PERCENT } origin;

typedef enum form { /* how the field is kept */
                    STRING,
                    DECIMAL, /* a string of digits */
                    SIZE,
                    CARD, /* uint32_t, 0: none */
                    REAL,
                    COORDINATE, /* a double, there when the place is located */
                    FLAG,
                    SURFACE, /* text with its length */
                    VALUE    /* the value as the notation writes it */
} form;

typedef struct source {
    origin of;
    size_t offset;
} source;

enum { SOURCES = 2 };

/* clang-format off */
static const struct column {
    dateline_column about;
    form form;
    unsigned digits; /* of numbers: so many behind the point, at most */
    source sources[SOURCES];
} columns[] = {
#define TEXT(name, about) {name, DATELINE_CELL_TEXT, about}, STRING, 0
#define COUNT(name, about) {name, DATELINE_CELL_INTEGER, about}, SIZE, 0
#define NUMBER(name, about) {name, DATELINE_CELL_NUMBER, about}, DECIMAL, 0
#define AT(of, type, field) {of, offsetof(type, field)}
#define OF_ENTITY(field) {AT(ENTITY, dateline_entity, field)}
#define OF_PERSON(field) {AT(PERSON, dateline_person, field)}
#define OF_PLACE(field) {AT(PLACE, dateline_place, field)}
#define OF_DATE(field) {AT(DATE, dateline_date, field)}
#define OF_PERCENT(field) {AT(PERCENT, dateline_percent, field)}
    {TEXT("id", "the article"), {AT(ARTICLE, dateline_about, id)}},
    {TEXT("date", "the article's date"), {AT(ARTICLE, dateline_about, date)}},
    {TEXT("type", "person, place, date, percent, ..."), OF_ENTITY(type)},
    {{"text", DATELINE_CELL_TEXT, "as the article has it"}, SURFACE, 0, OF_ENTITY(text)},
    {{"value", DATELINE_CELL_TEXT, "in short: a name, 2025-10, gt 100"}, VALUE, 0, OF_ENTITY(value)},
    {COUNT("start", "first character"), OF_ENTITY(start)},
    {COUNT("end", "behind its last character"), OF_ENTITY(end)},
    {COUNT("byte_start", "first byte"), OF_ENTITY(byte_start)},
    {COUNT("byte_end", "behind its last byte"), OF_ENTITY(byte_end)},
    {TEXT("name", "of a person or place"), {AT(PERSON, dateline_person, name), AT(PLACE, dateline_place, name)}},
    {TEXT("given", "given names"), OF_PERSON(given)},
    {TEXT("family", "family name"), OF_PERSON(family)},
    {TEXT("title", "a person's title or office"), OF_PERSON(title)},
    {TEXT("kind", "of a place: country, city, ...; of a date: date, range, time, ..."), {AT(PLACE, dateline_place, kind), AT(DATE, dateline_date, kind)}},
    {TEXT("country", "ISO 3166-1"), OF_PLACE(country)},
    {TEXT("region", "ISO 3166-2"), OF_PLACE(region)},
    {{"lat", DATELINE_CELL_NUMBER, "degrees north"}, COORDINATE, 5, OF_PLACE(lat)},
    {{"lon", DATELINE_CELL_NUMBER, "degrees east"}, COORDINATE, 5, OF_PLACE(lon)},
    {TEXT("geonames", "GeoNames id"), OF_PLACE(geonames)},
    {TEXT("from_date", "first day or minute, inclusive"), OF_DATE(start)},
    {TEXT("to_date", "last day or minute, inclusive"), OF_DATE(end)},
    {TEXT("precision", "day, month, year, ..."), OF_DATE(precision)},
    {TEXT("modifier", "early, mid, late, approx"), OF_DATE(modifier)},
    {TEXT("timex", "TIMEX3 value"), OF_DATE(timex_value)},
    {{"ambiguous", DATELINE_CELL_TRUTH, "a date that can be read in two ways"}, FLAG, 0, OF_DATE(ambiguous)},
    {TEXT("comparator", "eq approx gt gte lt lte range"), OF_PERCENT(comparator)},
    {NUMBER("number", "of a percentage"), OF_PERCENT(value)},
    {NUMBER("min", "of a percentage: its lower bound"), OF_PERCENT(min)},
    {NUMBER("max", "of a percentage: its upper bound"), OF_PERCENT(max)},
    {TEXT("unit", "percent, percentage_point, basis_point"), OF_PERCENT(unit)},
    {TEXT("direction", "increase, decrease"), OF_PERCENT(direction)},
    {{"card", DATELINE_CELL_INTEGER, "same number: same person, place or date"}, CARD, 0, OF_ENTITY(card)},
    {TEXT("key", "of a person or place: the same in every article"), OF_ENTITY(key)},
    {{"confidence", DATELINE_CELL_NUMBER, "that the record is right, 0 to 1"}, REAL, 3, OF_ENTITY(confidence)},
    {TEXT("rule", "that found it"), OF_ENTITY(rule)},
    {TEXT("role", "byline, dateline, credit"), OF_ENTITY(role)},
};
/* clang-format on */

static const size_t column_count = sizeof columns / sizeof *columns;

const dateline_column *dateline_column_at(size_t i) {
    return i < column_count ? &columns[i].about : NULL;
}

static const void *owner(const dateline_about *about, const dateline_entity *entity,
                         origin of) {
    switch (of) {
    case ARTICLE:
        return about;
    case ENTITY:
        return entity;
    case PERSON:
        return entity->value.person;
    case PLACE:
        return entity->value.place;
    case DATE:
        return entity->value.date;
    case PERCENT:
        return entity->value.percent;
    default:
        return NULL;
    }
}

/* ---- the forms ---- */

static void set_text(dateline_cell *out, dl_str text) {
    if (!text.at) return;
    out->kind = DATELINE_CELL_TEXT;
    out->text = text.at;
    out->len = text.len;
}

static void set_number(dateline_cell *out, double number) {
    out->kind = DATELINE_CELL_NUMBER;
    out->number = number;
}

/* "-3.50" without strtod, which asks the locale; the nearest double up to 15 digits. */
static double number_of(const char *digits) {
    bool minus = *digits == '-', fraction = false;
    double number = 0, scale = 1;
    for (const char *at = digits + minus; *at; at++) {
        if (*at == '.') fraction = true;
        if (!dl_is_digit(*at)) continue;
        number = number * 10 + (*at - '0');
        if (fraction) scale *= 10;
    }
    return (minus ? -number : number) / scale;
}

static void set_decimal(dateline_cell *out, const char *digits) {
    if (!digits) return;
    set_text(out, dl_str_from(digits));
    set_number(out, number_of(digits));
}

static void set_coordinate(dateline_cell *out, const dateline_place *place,
                           const double *degrees) {
    if (place->located) set_number(out, *degrees);
}

static size_t pieces_in_use(const dl_fact *fact) {
    size_t used = 0;
    for (size_t i = 0; i < DL_FACT_PIECES; i++)
        used += fact->pieces[i].len > 0;
    return used;
}

/* One piece stands in the result as it is; several are put together in room. A value of
 * several that does not fit, a number of a hundred digits, is left to min and max. */
static void set_value(dateline_cell *out, const dateline_entity *entity) {
    dl_fact facts[DL_FACT_LIMIT];
    size_t len = 0;
    if (!dl_markup_facts(entity, facts) || facts[0].name) return;
    if (pieces_in_use(&facts[0]) < 2 && facts[0].pieces[0].len) {
        set_text(out, facts[0].pieces[0]);
        return;
    }
    for (size_t i = 0; i < DL_FACT_PIECES; i++) {
        dl_str piece = facts[0].pieces[i];
        if (piece.len > sizeof out->room - len) return;
        if (piece.len) memcpy(out->room + len, piece.at, piece.len);
        len += piece.len;
    }
    if (len) set_text(out, (dl_str){out->room, len});
}

static void set_integer(dateline_cell *out, dateline_cell_kind kind, uint64_t integer) {
    out->kind = kind;
    out->integer = (int64_t)integer;
}

static void read_field(const struct column *column, const dateline_entity *entity,
                       const void *whole, const void *field, dateline_cell *out) {
    switch (column->form) {
    case STRING:
        set_text(out, dl_str_from(*(const char *const *)field));
        break;
    case DECIMAL:
        set_decimal(out, *(const char *const *)field);
        break;
    case SIZE:
        set_integer(out, DATELINE_CELL_INTEGER, *(const size_t *)field);
        break;
    case CARD:
        if (*(const uint32_t *)field)
            set_integer(out, DATELINE_CELL_INTEGER, *(const uint32_t *)field);
        break;
    case REAL:
        set_number(out, *(const double *)field);
        break;
    case COORDINATE:
        set_coordinate(out, whole, field);
        break;
    case FLAG:
        set_integer(out, DATELINE_CELL_TRUTH, *(const bool *)field);
        break;
    case SURFACE:
        set_text(out, (dl_str){entity->text, entity->text_len});
        break;
    case VALUE:
        set_value(out, entity);
        break;
    }
}

void dl_column_cell(const dateline_about *about, const dateline_entity *entity,
                    size_t number, dateline_cell *out) {
    out->kind = DATELINE_CELL_NONE;
    out->text = NULL;
    if (number >= column_count) return;
    const struct column *column = &columns[number];
    for (size_t i = 0; i < SOURCES && !out->kind; i++) {
        const char *whole = owner(about, entity, column->sources[i].of);
        if (whole)
            read_field(column, entity, whole, whole + column->sources[i].offset, out);
    }
}

void dl_cell_write(const dateline_cell *cell, size_t column, dl_out *out) {
    if (cell->kind == DATELINE_CELL_NONE) return;
    if (cell->text)
        dl_out_bytes(out, cell->text, cell->len);
    else if (cell->kind == DATELINE_CELL_INTEGER)
        dl_out_integer(out, cell->integer);
    else if (cell->kind == DATELINE_CELL_TRUTH)
        dl_out_text(out, cell->integer ? "true" : "false");
    else
        dl_out_decimal(out, cell->number, columns[column].digits);
}

void dateline_result_cell(const dateline_result *result, size_t i, size_t column,
                          dateline_cell *out) {
    const dateline_entity *entity = dateline_result_at(result, i);
    dateline_about about = dateline_result_about(result);
    if (entity)
        dl_column_cell(&about, entity, column, out);
    else
        *out = (dateline_cell){.kind = DATELINE_CELL_NONE};
}
