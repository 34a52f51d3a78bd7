/* gazetteer.c - reads a gazetteer row; distances without floating point. */
#include "lexicon/gazetteer.h"

enum { DEGREE = 100000, HALF_TURN = 180 * DEGREE };

/* "-33.868" in hundred-thousandths. */
static int32_t degrees(dl_str text) {
    bool negative = text.len && text.at[0] == '-';
    int32_t value = 0, digits = -1;
    for (size_t i = negative; i < text.len && digits < 5; i++) {
        if (text.at[i] == '.') digits = 0;
        if (!dl_is_digit(text.at[i])) continue;
        value = value * 10 + (text.at[i] - '0');
        if (digits >= 0) digits++;
    }
    for (digits = digits < 0 ? 0 : digits; digits < 5; digits++)
        value *= 10;
    return negative ? -value : value;
}

static int32_t number(dl_str text) {
    int32_t value = 0;
    for (size_t i = 0; i < text.len && dl_is_digit(text.at[i]) && i < 8; i++)
        value = value * 10 + (text.at[i] - '0');
    return value;
}

static dl_place_kind kind_of(dl_str name) {
    static const struct {
        const char *name;
        dl_place_kind kind;
    } kinds[] = {
        {"country", DL_PLACE_COUNTRY},  {"territory", DL_PLACE_COUNTRY},
        {"region", DL_PLACE_REGION},    {"state", DL_PLACE_REGION},
        {"county", DL_PLACE_COUNTY},    {"continent", DL_PLACE_WIDE},
        {"worldregion", DL_PLACE_WIDE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (dl_str_is(name, kinds[i].name)) return kinds[i].kind;
    return DL_PLACE_POINT;
}

dl_place_row dl_place_row_read(dl_lexicon lexicon, const dl_entry *entry) {
    dl_str rest = dl_str_from(dl_entry_value(lexicon, entry));
    dl_place_row row = {.name = dl_str_split(&rest, '\t')};
    if (!row.name.len) row.name = dl_str_from(dl_entry_text(lexicon, entry));
    dl_str fields[9] = {{NULL, 0}};
    for (int i = 0; i < 9 && rest.at; i++)
        fields[i] = dl_str_split(&rest, '\t');
    row.kind_name = fields[0];
    row.kind = kind_of(row.kind_name);
    row.country = fields[1];
    row.region = fields[2];
    if (!row.country.len && row.region.len > 2)
        row.country = dl_str_cut(row.region, 0, 2);
    row.located = fields[3].len > 0;
    row.lat = degrees(fields[3]);
    row.lon = degrees(fields[4]);
    row.geonames = fields[5];
    row.prominence = number(fields[7]);
    row.flags = fields[8];
    return row;
}

static const char *text_or_null(dl_str text, dl_arena *arena) {
    return text.len ? dl_arena_text(arena, text) : NULL;
}

void dl_place_row_fill(const dl_place_row *row, dl_arena *arena, dateline_place *out) {
    out->name = dl_arena_text(arena, row->name);
    out->kind = text_or_null(row->kind_name, arena);
    out->country = text_or_null(row->country, arena);
    out->region = text_or_null(row->region, arena);
    out->geonames = text_or_null(row->geonames, arena);
    out->located = row->located;
    if (!row->located) return;
    out->lat = (double)row->lat / DEGREE;
    out->lon = (double)row->lon / DEGREE;
}

/* ---- distances ---- */

/* Bhaskara's approximation, 4 (180 - x) x / (40500 - x (180 - x)), off by less than
 * two thousandths. */
int32_t dl_place_cosine(int32_t lat) {
    int64_t x = 90 * (int64_t)DEGREE - (lat < 0 ? -(int64_t)lat : lat);
    x /= 100; /* thousandths of a degree keep the products small */
    int64_t product = x * (180000 - x);
    return (int32_t)(4000 * product / (40500000000 - product));
}

static int64_t root(int64_t square) {
    int64_t low = 0, high = 1 << 24;
    while (low < high) {
        int64_t middle = (low + high + 1) / 2;
        if (middle * middle <= square)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

int32_t dl_place_distance(int32_t lat, int32_t lon, int32_t other_lat,
                          int32_t other_lon) {
    enum { METRES_PER_DEGREE = 111195 };
    int64_t up = (int64_t)lat - other_lat, along = (int64_t)lon - other_lon;
    if (along > HALF_TURN) along -= 2 * HALF_TURN;
    if (along < -HALF_TURN) along += 2 * HALF_TURN;
    int64_t y = up * METRES_PER_DEGREE / DEGREE;
    int64_t x = along * METRES_PER_DEGREE / DEGREE *
                dl_place_cosine((int32_t)(((int64_t)lat + other_lat) / 2)) / 1000;
    return (int32_t)(root((x * x + y * y) / 1000) * 1000 / 31623);
}

/* ---- what lies in what ---- */

static bool same(dl_str a, dl_str b) {
    return a.len && dl_str_equal(a, b);
}

/* Kilometres to the middle of what contains a place: a county, a city. */
enum { COUNTY_KM = 150, CITY_KM = 60 };

bool dl_place_contains(const dl_place_row *outer, const dl_place_row *inner) {
    switch (outer->kind) {
    case DL_PLACE_COUNTRY:
        return same(inner->country, outer->country) && inner->kind != DL_PLACE_COUNTRY;
    case DL_PLACE_REGION:
        return same(inner->region, outer->region) && inner->kind != DL_PLACE_REGION;
    case DL_PLACE_WIDE:
        return false;
    default:
        break;
    }
    if (!inner->located || !outer->located || !same(inner->country, outer->country) ||
        inner->kind == DL_PLACE_COUNTRY || inner->kind == DL_PLACE_REGION)
        return false;
    int32_t most = outer->kind == DL_PLACE_COUNTY ? COUNTY_KM : CITY_KM;
    return (!outer->region.len || !inner->region.len ||
            same(inner->region, outer->region)) &&
           dl_place_distance(inner->lat, inner->lon, outer->lat, outer->lon) <= most;
}
