/* date_emit.c - writes a date's value: first and last day, TIMEX3, EDTF. */
#include "value/date.h"

static const struct {
    const char *name, *letter;
} units[DL_UNITS] = {
    [DL_SECOND] = {"second", "S"},    [DL_MINUTE] = {"minute", "M"},
    [DL_HOUR] = {"hour", "H"},        [DL_DAY] = {"day", "D"},
    [DL_WEEKEND] = {"weekend", "WE"}, [DL_WEEK] = {"week", "W"},
    [DL_MONTH] = {"month", "M"},      [DL_SEASON] = {"season", "S"},
    [DL_QUARTER] = {"quarter", "Q"},  [DL_HALF] = {"half", "H"},
    [DL_YEAR] = {"year", "Y"},        [DL_DECADE] = {"decade", "DE"},
    [DL_CENTURY] = {"century", "C"},  [DL_MILLENNIUM] = {"millennium", "ML"},
};

const char *dl_unit_name(dl_unit unit) {
    return unit < DL_UNITS ? units[unit].name : "unknown";
}

const char *dl_unit_letter(dl_unit unit) {
    return unit < DL_UNITS ? units[unit].letter : "";
}

bool dl_unit_is_clock(dl_unit unit) {
    return unit <= DL_HOUR;
}

dl_unit dl_unit_find(dl_str name) {
    for (dl_unit unit = DL_SECOND; unit < DL_UNITS; unit++)
        if (dl_str_is(name, units[unit].name)) return unit;
    return DL_NO_UNIT;
}

/* ---- days ------------------------------------------------------------------------ */

static const char *year_text(int64_t year, dl_arena *arena) {
    return dl_arena_format(arena, year < 0 ? "-%04lld" : "%04lld",
                           (long long)(year < 0 ? -year : year));
}

static void two_digits(char *at, int number) {
    at[0] = (char)('0' + number / 10);
    at[1] = (char)('0' + number % 10);
}

/* Two or three to a record, and nearly all in these years: not by printf. */
static const char *day_text(int64_t day, dl_arena *arena) {
    dl_ymd date = dl_day_date(day);
    if (date.year >= 0 && date.year <= 9999) {
        char text[] = "YYYY-MM-DD";
        two_digits(text, (int)date.year / 100);
        two_digits(text + 2, (int)date.year % 100);
        two_digits(text + 5, date.month);
        two_digits(text + 8, date.day);
        return dl_arena_text(arena, (dl_str){text, sizeof text - 1});
    }
    const char *year = year_text(date.year, arena);
    return year ? dl_arena_format(arena, "%s-%02d-%02d", year, date.month, date.day)
                : NULL;
}

static const char *clock_text(const dl_clock *clock, dl_arena *arena) {
    int minute = clock->minute < 0 ? 0 : clock->minute;
    const char *time = dl_arena_format(arena, "T%02d:%02d", clock->hour, minute);
    if (time && clock->second >= 0)
        time = dl_arena_format(arena, "%s:%02d", time, clock->second);
    if (!time || !clock->zoned) return time;
    int away = clock->zone < 0 ? -clock->zone : clock->zone;
    return dl_arena_format(arena, "%s%c%02d:%02d", time, clock->zone < 0 ? '-' : '+',
                           away / 60, away % 60);
}

/* ---- early, mid, late ------------------------------------------------------------ */

/* Thirds: a unit is cut into smaller ones, the middle third begins and ends at a count.
 */
static const struct {
    dl_unit unit, piece;
    int mid, late;
} thirds[] = {
    {DL_WEEK, DL_DAY, 2, 4},     {DL_MONTH, DL_DAY, 10, 20},
    {DL_SEASON, DL_MONTH, 1, 2}, {DL_QUARTER, DL_MONTH, 1, 2},
    {DL_HALF, DL_MONTH, 2, 4},   {DL_YEAR, DL_MONTH, 4, 8},
    {DL_DECADE, DL_YEAR, 4, 7},  {DL_CENTURY, DL_YEAR, 34, 67},
};

static bool third_of(dl_period period, const char *modifier, int64_t *first,
                     int64_t *last) {
    if (!modifier || strcmp(modifier, "approx") == 0) return false;
    for (size_t i = 0; i < sizeof thirds / sizeof *thirds; i++) {
        if (thirds[i].unit != period.unit) continue;
        dl_period piece = dl_period_of(thirds[i].piece, dl_period_first(period));
        dl_period mid = {piece.unit, piece.index + thirds[i].mid};
        dl_period late = {piece.unit, piece.index + thirds[i].late};
        if (strcmp(modifier, "early") == 0) *last = dl_period_first(mid) - 1;
        if (strcmp(modifier, "mid") == 0) {
            *first = dl_period_first(mid);
            *last = dl_period_first(late) - 1;
        }
        if (strcmp(modifier, "late") == 0) *first = dl_period_first(late);
        return true;
    }
    return false;
}

/* ---- TIMEX3 ---------------------------------------------------------------------- */

static const char *const seasons[] = {"SP", "SU", "FA", "WI"};

static const char *before_christ(dl_period period, dl_arena *arena) {
    if (period.unit == DL_CENTURY)
        return dl_arena_format(arena, "BC%02d", (int)-period.index - 1);
    if (period.unit == DL_DECADE)
        return dl_arena_format(arena, "BC%03d", (int)-period.index - 1);
    int64_t year = 1 - dl_period_year(period);
    const char *text = dl_arena_format(arena, "BC%04lld", (long long)year);
    dl_ymd date = dl_day_date(dl_period_first(period));
    if (text && period.unit <= DL_MONTH && period.unit != DL_WEEK)
        text = dl_arena_format(arena, "%s-%02d", text, date.month);
    if (text && period.unit == DL_DAY)
        text = dl_arena_format(arena, "%s-%02d", text, date.day);
    if (text && period.unit == DL_SEASON)
        text = dl_arena_format(arena, "%s-%s", text, seasons[(period.index % 4 + 4) % 4]);
    return text;
}

const char *dl_period_timex(dl_period period, dl_arena *arena) {
    long long year = (long long)dl_period_year(period);
    dl_ymd date = dl_day_date(dl_period_first(period));
    int64_t week_year;
    int week;
    if (year < 1 && period.unit != DL_MILLENNIUM && period.index <= 0)
        return before_christ(period, arena);
    switch (period.unit) {
    case DL_WEEK:
    case DL_WEEKEND:
        dl_iso_week(dl_period_first(period), &week_year, &week);
        return dl_arena_format(arena, "%04lld-W%02d%s", (long long)week_year, week,
                               period.unit == DL_WEEKEND ? "-WE" : "");
    case DL_MONTH:
        return dl_arena_format(arena, "%04lld-%02d", year, date.month);
    case DL_SEASON:
        return dl_arena_format(arena, "%04lld-%s", year, seasons[period.index % 4]);
    case DL_QUARTER:
        return dl_arena_format(arena, "%04lld-Q%d", year, (int)(period.index % 4) + 1);
    case DL_HALF:
        return dl_arena_format(arena, "%04lld-H%d", year, (int)(period.index % 2) + 1);
    case DL_YEAR:
        return dl_arena_format(arena, "%04lld", year);
    case DL_DECADE:
        return dl_arena_format(arena, "%03lld", (long long)period.index);
    case DL_CENTURY:
        return dl_arena_format(arena, "%02lld", (long long)period.index);
    case DL_MILLENNIUM:
        return dl_arena_format(arena, "%lld", (long long)period.index);
    default:
        return day_text(period.index, arena);
    }
}

/* With nothing to count from, X stands for what is not known. at.index then holds the
 * part of the year; for days month * 100 + day, or the weekday below zero. */
static const char *open_timex(dl_period at, dl_arena *arena) {
    int index = (int)at.index;
    switch (at.unit) {
    case DL_WEEK:
        return "XXXX-WXX";
    case DL_WEEKEND:
        return "XXXX-WXX-WE";
    case DL_MONTH:
        return dl_arena_format(arena, "XXXX-%02d", index + 1);
    case DL_SEASON:
        return dl_arena_format(arena, "XXXX-%s", seasons[index % 4]);
    case DL_QUARTER:
        return dl_arena_format(arena, "XXXX-Q%d", index + 1);
    case DL_HALF:
        return dl_arena_format(arena, "XXXX-H%d", index + 1);
    case DL_YEAR:
        return "XXXX";
    case DL_DECADE:
        return "XXX";
    case DL_CENTURY:
        return "XX";
    default:
        break;
    }
    if (index < 0) return dl_arena_format(arena, "XXXX-WXX-%d", -index);
    if (index > 0)
        return dl_arena_format(arena, "XXXX-%02d-%02d", index / 100, index % 100);
    return "XXXX-XX-XX";
}

/* Midnight ends the day that is named with it, and noon is twelve. */
static const char *clock_timex(const dl_clock *clock, dl_arena *arena) {
    if (clock->second >= 0)
        return dl_arena_format(arena, "T%02d:%02d:%02d", clock->hour, clock->minute,
                               clock->second);
    return dl_arena_format(arena, "T%02d:%02d", clock->hour,
                           clock->minute < 0 ? 0 : clock->minute);
}

static const char *days_timex(const dl_when *when, dl_arena *arena) {
    int64_t first = dl_period_first(when->at), last = dl_period_last(when->to);
    int64_t days = last - first + 1;
    if (when->at.unit >= DL_YEAR && when->to.unit >= DL_YEAR)
        return dl_arena_format(
            arena, "P%lldY",
            (long long)(dl_day_date(last).year - dl_day_date(first).year + 1));
    if (when->at.unit == DL_MONTH && when->to.unit == DL_MONTH)
        return dl_arena_format(arena, "P%lldM",
                               (long long)(when->to.index - when->at.index + 1));
    return dl_arena_format(arena, "P%lldD", (long long)days);
}

static const char *timex_value(const dl_when *when, dl_arena *arena) {
    if (when->timex) return when->timex;
    if (when->ranged && when->known) return days_timex(when, arena);
    const char *text =
        when->known ? dl_period_timex(when->at, arena) : open_timex(when->at, arena);
    if (text && when->clock.set) {
        const char *time = clock_timex(&when->clock, arena);
        return time ? dl_arena_format(arena, "%s%s", text, time) : NULL;
    }
    if (text && when->part) return dl_arena_format(arena, "%s%s", text, when->part);
    return text;
}

static const char *timex_type(const dl_when *when) {
    if (when->timex_type) return when->timex_type;
    if (strcmp(when->kind, "time") == 0) return "TIME";
    return when->ranged && !when->timex ? "DURATION" : "DATE";
}

/* ---- EDTF ------------------------------------------------------------------------ */

static const char *edtf_period(dl_period period, dl_arena *arena) {
    int64_t year = dl_period_year(period);
    const char *text = year_text(year, arena);
    int part = (int)(period.index % 12);
    if (!text) return NULL;
    switch (period.unit) {
    case DL_DAY:
        return day_text(period.index, arena);
    case DL_MONTH:
        return dl_arena_format(arena, "%s-%02d", text,
                               dl_day_date(dl_period_first(period)).month);
    case DL_SEASON:
        return dl_arena_format(arena, "%s-%d", text, 21 + (part % 4 + 4) % 4);
    case DL_QUARTER:
        return dl_arena_format(arena, "%s-%d", text, 33 + (part % 4 + 4) % 4);
    case DL_HALF:
        return dl_arena_format(arena, "%s-%d", text, 40 + (part % 2 + 2) % 2);
    case DL_YEAR:
        return text;
    case DL_DECADE:
        return year < 0 ? NULL : dl_arena_format(arena, "%.3sX", text);
    case DL_CENTURY:
        return year < 0 ? NULL : dl_arena_format(arena, "%.2sXX", text);
    default:
        return NULL;
    }
}

static bool is_open_end(const char *bound) {
    return bound && (strcmp(bound, "since") == 0 || strcmp(bound, "from") == 0 ||
                     strcmp(bound, "after") == 0);
}

static bool is_open_start(const char *bound) {
    return bound && (strcmp(bound, "until") == 0 || strcmp(bound, "by") == 0 ||
                     strcmp(bound, "before") == 0);
}

static const char *edtf_text(const dl_when *when, const dateline_date *value,
                             bool thirds_cut, dl_arena *arena) {
    const char *rough = value->approximate ? "~" : "";
    if (value->start && value->end && (thirds_cut || when->ranged)) {
        const char *first = edtf_period(when->at, arena),
                   *last = edtf_period(when->to, arena);
        if (when->ranged && !thirds_cut && first && last)
            return dl_arena_format(arena, "%s/%s", first, last);
        return dl_arena_format(arena, "%s%s/%s", value->start, rough, value->end);
    }
    const char *text = thirds_cut ? (value->start ? value->start : value->end)
                                  : edtf_period(when->at, arena);
    if (!text)
        text = value->start && value->end
                   ? dl_arena_format(arena, "%s/%s", value->start, value->end)
                   : NULL;
    if (!text) return NULL;
    if (!value->end) return dl_arena_format(arena, "%s%s/..", text, rough);
    if (!value->start) return dl_arena_format(arena, "../%s%s", text, rough);
    return dl_arena_format(arena, "%s%s", text, rough);
}

/* ---- the value ------------------------------------------------------------------- */

static const char *precision_text(const dl_when *when) {
    if (when->precision) return when->precision;
    if (when->clock.set) return when->clock.minute < 0 ? "hour" : "minute";
    if (when->part && strcmp(when->kind, "time") == 0) return "daypart";
    if (strcmp(when->kind, "vague") == 0) return "unknown";
    return dl_unit_name(when->at.unit);
}

static void add_days(const dl_when *when, dateline_date *value, dl_arena *arena) {
    dl_period to = when->ranged ? when->to : when->at;
    int64_t first = dl_period_first(when->at), last = dl_period_last(when->at);
    bool cut = third_of(when->at, when->modifier, &first, &last);
    if (when->ranged) {
        int64_t second = dl_period_first(to);
        last = dl_period_last(to);
        cut |= third_of(to, when->to_modifier, &second, &last);
    }
    value->approximate |=
        cut || (when->modifier && strcmp(when->modifier, "approx") == 0);
    const char *time = when->clock.set ? clock_text(&when->clock, arena) : "";
    const char *start = day_text(first, arena), *end = day_text(last, arena);
    if (!start || !end || !time) return;
    value->start = *time ? dl_arena_format(arena, "%s%s", start, time) : start;
    value->end = *time ? value->start : end;
    if (is_open_end(when->bound)) value->end = NULL;
    if (is_open_start(when->bound)) value->start = NULL;
    if (!*time) value->edtf = edtf_text(when, value, cut, arena);
}

/* An open period: the modified one stands first, the whole is another reading. */
static bool add_readings(const dl_when *when, dateline_date *value, dl_arena *arena) {
    size_t room = when->reading_count + 1, count = 0;
    int64_t first, last;
    dateline_reading *list = dl_arena_zero(arena, room * sizeof *list);
    if (!list) return false;
    for (size_t i = 0; i < when->reading_count; i++) {
        dl_period at = when->readings[i].at;
        first = dl_period_first(at);
        last = dl_period_last(when->readings[i].ranged ? when->readings[i].to : at);
        third_of(at, when->modifier, &first, &last);
        list[count++] = (dateline_reading){.start = day_text(first, arena),
                                           .end = day_text(last, arena),
                                           .why = when->readings[i].why};
    }
    if (when->known && third_of(when->at, when->modifier, &first, &last))
        list[count++] =
            (dateline_reading){.start = day_text(dl_period_first(when->at), arena),
                               .end = day_text(dl_period_last(when->at), arena),
                               .why = "the whole of it"};
    value->alternatives = count ? list : NULL;
    value->alternative_count = count;
    return !arena->failed;
}

const dateline_date *dl_date_emit(const dl_when *when, dl_arena *arena) {
    dateline_date *value = dl_arena_zero(arena, sizeof *value);
    if (!value) return NULL;
    *value = (dateline_date){
        .kind = when->kind,
        .precision = precision_text(when),
        .modifier = when->modifier,
        .bound = when->bound,
        .approximate = when->approximate,
        .timex_type = timex_type(when),
        .timex_value = timex_value(when, arena),
        .timex_mod = when->timex_mod,
        .timex_quant = when->quant,
        .timex_freq = when->freq,
        .anchor = when->anchor,
        .anchor_date = when->anchored ? day_text(when->anchor_day, arena) : NULL,
        .anchor_entity = when->anchor_mention,
        .offset = when->offset,
        .ambiguous = when->ambiguous,
        .order = when->order,
        .duration_n = when->n,
        .duration_unit = when->unit,
    };
    memcpy(value->inferred, when->inferred, sizeof value->inferred);
    if (when->known) add_days(when, value, arena);
    if (when->known && when->ranged) {
        value->timex_first =
            when->timex_first ? when->timex_first : dl_period_timex(when->at, arena);
        value->timex_last =
            when->timex_last ? when->timex_last : dl_period_timex(when->to, arena);
    }
    if (!add_readings(when, value, arena) || arena->failed) return NULL;
    return value;
}
