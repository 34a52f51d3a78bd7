/* date_fns.c - the value functions about time that a rule file can name.
 *
 * Each reads the parts that a rule captured into a dl_when. What the parts mean (which
 * surface is which month) is list data of the rule files; what they leave open is decided
 * in date_policy.c. */
#include "value/date_read.h"
#include "value/kinds.h"

/* ---- what all functions share ---------------------------------------------------- */

/* True where the hour is one of the day's second half: "8 p.m.", "8 in the evening". */
static bool is_past_noon(dl_str half, dl_str part, int64_t hour) {
    if (half.len) return dl_str_is(half, "pm");
    if (dl_str_is(part, "TNI")) return hour > 5;
    return dl_str_is(part, "TAF") || dl_str_is(part, "TEV");
}

/* 12 a.m. is the day's first hour; noon and midnight carry a half of their own. "to"
 * takes its minutes from the hour: a quarter to six. */
static bool read_clock(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    dl_str half = dl_date_arg(mention, "half");
    int64_t hour = dl_date_number_or(mention, "h", -1),
            minute = dl_date_number_or(mention, "min", -1),
            before = dl_date_number_or(mention, "to", 0);
    if (hour < 0) return true;
    if (hour > 24 || minute > 59 || (half.len && hour > 12) || before > 59) return false;
    if (dl_str_is(half, "am") && hour == 12) hour = 0;
    if (hour < 12 && is_past_noon(half, dl_date_arg(mention, "part"), hour)) hour += 12;
    if (before) {
        hour = (hour + 23) % 24;
        minute = 60 - before;
    }
    out->clock = (dl_clock){.set = true,
                            .hour = (int)hour,
                            .minute = (int)minute,
                            .second = (int)dl_date_number_or(mention, "sec", -1)};
    int64_t zone;
    out->clock.zoned = dl_date_number(dl_date_arg(mention, "zone"), &zone);
    if (out->clock.zoned) out->clock.zone = (int)zone;
    out->kind = "time";
    return true;
}

static bool read_shared(dl_dates *dates, dl_when *out) {
    out->modifier = dl_date_modifier(dates->mention, "mod", &out->timex_mod);
    out->part = dl_date_keep_arg(dates, "part");
    if (out->part) out->kind = "time";
    return read_clock(dates, out);
}

/* ---- relative dates -------------------------------------------------------------- */

/* The k-th such weekday of a month; 0 is the last. */
static int64_t nth_weekday(dl_period month, int weekday, int64_t k) {
    return k > 0 ? dl_weekday_from(dl_period_first(month), weekday) + 7 * (k - 1)
                 : dl_weekday_from(dl_period_last(month) - 6, weekday);
}

/* "the first Monday of October" */
static bool read_weekday_in_month(dl_dates *dates, int weekday, dl_when *out) {
    int64_t k = dl_date_number_or(dates->mention, "k", 0);
    dl_step of = dl_date_step(dates, "of");
    if (dl_date_has(dates->mention, "m") ? !dl_date_fn_date(dates, out) : false)
        return false;
    if (!dl_date_has(dates->mention, "m")) dl_choose_period(dates, DL_MONTH, 1, of, out);
    if (!out->known) {
        out->timex = "XXXX-XX-XX";
        return true;
    }
    dl_period month = out->at;
    int64_t day = nth_weekday(month, weekday, k);
    dl_unit unit = dl_date_unit(dates->mention); /* "weekend" */
    if (unit == DL_NO_UNIT) unit = DL_DAY;
    out->at = dl_period_of(unit, day);
    for (size_t i = 0; i < out->reading_count; i++)
        out->readings[i].at =
            dl_period_of(unit, nth_weekday(out->readings[i].at, weekday, k));
    return dl_period_of(DL_MONTH, day).index == month.index;
}

/* "Friday the 13th": the nearest such day, those ahead counted as twice as far. */
static bool read_weekday_and_day(dl_dates *dates, int weekday, int day, dl_when *out) {
    enum { MONTHS = 14 };
    int64_t base, nearest = -1;
    if (!dl_choose_base(dates, dates->narrative, &base)) {
        out->timex = dl_arena_format(dates->context->arena, "XXXX-XX-%02d", day);
        dates->failed |= !out->timex;
        return true;
    }
    for (int64_t m = dl_period_of(DL_MONTH, base).index - MONTHS, i = 0; i <= 2 * MONTHS;
         i++, m++) {
        int64_t found = dl_period_first((dl_period){DL_MONTH, m}) + day - 1;
        if (found > dl_period_last((dl_period){DL_MONTH, m}) ||
            dl_weekday_of(found) != weekday)
            continue;
        int64_t away = found <= base   ? base - found
                       : dates->future ? found - base
                                       : (found - base) * 2;
        if (nearest >= 0 && away >= nearest) continue;
        nearest = away;
        dl_when_known(out, DL_DAY, found);
    }
    dl_when_infer(out, "month");
    dl_when_infer(out, "year");
    return nearest >= 0;
}

bool dl_date_in_week(dl_dates *dates, int weekday, dl_when *out) {
    dl_step of = dl_date_step(dates, "of");
    int64_t base;
    if (!of.set || !dl_choose_base(dates, of.mention, &base)) return false;
    dl_period week = dl_period_of(DL_WEEK, base);
    week.index += of.by;
    dl_when_known(out, DL_DAY, dl_period_first(week) + weekday - 1);
    out->anchor = "document";
    out->anchored = true;
    out->anchor_day = base;
    return true;
}

static bool read_weekday(dl_dates *dates, dl_when *out) {
    int weekday = (int)dl_date_number_or(dates->mention, "w", 0);
    int day = (int)dl_date_number_or(dates->mention, "d", 0);
    if (weekday < 1 || weekday > 7) return false;
    if (day) return read_weekday_and_day(dates, weekday, day, out);
    if (dl_date_has(dates->mention, "some")) { /* "on a Tuesday in March" */
        out->at = (dl_period){DL_DAY, -weekday};
        out->anchor = "none";
        out->quiet = true;
        return true;
    }
    if (dl_date_has(dates->mention, "k"))
        return read_weekday_in_month(dates, weekday, out);
    if (!dl_date_in_week(dates, weekday, out))
        dl_choose_weekday(dates, weekday, dl_date_step(dates, "step"), out);
    return true;
}

/* "40,000 years ago" is no day of a calendar. */
static void leave_calendar(dl_when *out, dl_step step) {
    enum { LAST_YEAR = 9999 };
    if (!out->known || out->at.unit < DL_YEAR) return;
    int64_t year = dl_period_year(out->at);
    if (year >= -LAST_YEAR && year <= LAST_YEAR) return;
    out->known = false;
    out->quiet = true;
    out->kind = "vague";
    out->timex = step.by < 0 ? "PAST_REF" : "FUTURE_REF";
}

static bool read_period(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    dl_unit unit = dl_date_unit(mention);
    dl_str n = dl_date_count(dates, "n");
    bool counted = dl_date_has(mention, "n");
    int64_t count;
    if (unit == DL_NO_UNIT || !n.at) return false;
    dl_step step = dl_date_step(dates, "step");
    if (n.at[0] == 'X') { /* "several years ago" */
        out->kind = "vague";
        out->timex = step.by < 0 ? "PAST_REF" : "FUTURE_REF";
        return true;
    }
    if (unit == DL_HALF && step.by == 0) return false;
    if (dl_unit_is_clock(unit)) return false;
    if (!dl_date_number(n, &count)) return false;
    step.compares = counted;
    if (dl_date_is_fortnight(mention)) count *= 2;
    if (counted && unit > DL_YEAR) { /* "two decades ago" is a year */
        dl_date_years(n, unit, &count);
        unit = DL_YEAR;
    } else if (unit == DL_YEAR && dl_str_ends(n, DL_STR(".5"))) {
        dl_choose_period(dates, DL_MONTH, count * 12 + 6, step, out);
        if (count && out->known)
            out->at = dl_period_of(DL_YEAR, dl_period_first(out->at));
        return true;
    }
    dl_choose_period(dates, unit, count, step, out);
    leave_calendar(out, step);
    return true;
}

/* "the same quarter of 2024": that of the last mention, or of the report, moved there. */
static bool read_same_period(dl_dates *dates, dl_when *out) {
    dl_unit unit = dl_date_unit(dates->mention);
    const dl_memory *memory = &dates->memory;
    if (memory->reported && dl_date_has(dates->mention, "as"))
        unit = dl_unit_find(dl_date_arg(dates->mention, "as"));
    int parts = dl_units_in_year(unit);
    int64_t year;
    if (!dl_date_said_year(dates, out, &year)) {
        out->anchor = "none";
        out->at = (dl_period){DL_YEAR, 0};
        return true;
    }
    dl_when_known(out, DL_YEAR, year);
    if (unit == DL_NO_UNIT || parts < 2 || !memory->has[unit]) return true;
    dl_period like =
        unit == DL_QUARTER && memory->reported ? memory->report : memory->last[unit];
    dl_when_known(out, unit, year * parts + (like.index % parts + parts) % parts);
    dl_when_reading(out, (dl_period){DL_YEAR, year}, "the whole year");
    return true;
}

/* The weekend in hand on Saturday and Sunday, else the one just past; on a Friday or
 * where the sentence looks ahead, the coming one. */
static bool read_weekend(dl_dates *dates, dl_when *out) {
    dl_step step = dl_date_step(dates, "step");
    dl_choose_period(dates, DL_WEEKEND, 1,
                     (dl_step){.set = true, .by = step.by, .mention = step.mention}, out);
    if (!out->known || step.by > 0 || step.mention) return true;
    int weekday = dl_weekday_of(dates->today);
    if (step.by < 0 || weekday >= 6) return true;
    if (dates->future && (step.set || weekday >= 4)) return true;
    if (step.set && weekday >= 2) return true; /* "this weekend" */
    dl_when_reading(out, out->at, "the coming one");
    out->at.index--;
    out->ambiguous = true;
    return true;
}

/* "a week from Tuesday", "Tuesday week" count from the coming one, other distances from
 * any. */
static bool read_counted_weekday(dl_dates *dates, dl_when *out) {
    int weekday = (int)dl_date_number_or(dates->mention, "w", 0);
    if (dl_date_has(dates->mention, "step") || !dl_date_has(dates->mention, "coming"))
        return read_weekday(dates, out);
    dl_choose_weekday(dates, weekday, (dl_step){.set = true, .by = 1}, out);
    return true;
}

/* The day that "two weeks before ..." counts from: a date, a holiday, a weekday, or one
 * like yesterday; how far is added to it as to every date that says so. */
static bool read_counted(dl_dates *dates, dl_when *out) {
    if (dl_date_has(dates->mention, "m")) return dl_date_fn_date(dates, out);
    if (dl_date_has(dates->mention, "day")) return dl_date_fn_holiday(dates, out);
    if (dl_date_has(dates->mention, "w")) return read_counted_weekday(dates, out);
    dl_unit unit = dl_date_unit(dates->mention);
    dl_choose_period(dates, unit == DL_NO_UNIT ? DL_DAY : unit, 1,
                     dl_date_step(dates, "step"), out);
    return true;
}

/* ---- times, sets, the vague ------------------------------------------------------ */

/* A bare clock time is one of the day spoken of last, or of the document's. */
static bool read_time(dl_dates *dates, dl_when *out) {
    int64_t day;
    out->kind = "time";
    out->quiet = true;
    if (!out->clock.set && !out->part) return false;
    dl_step step = dl_date_step(dates, "step");
    if (step.set) {
        dl_choose_period(dates, DL_DAY, 1, step, out);
        return true;
    }
    bool mention = dates->memory.any && dates->memory.focus.unit == DL_DAY;
    if (!dl_choose_base(dates, mention, &day)) {
        out->at = (dl_period){DL_DAY, 0};
        return true;
    }
    dl_when_known(out, DL_DAY, day);
    dl_when_infer(out, "day");
    return true;
}

static bool read_set(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    int weekday = (int)dl_date_number_or(mention, "w", 0),
        month = (int)dl_date_number_or(mention, "m", 0);
    dl_unit unit = dl_date_unit(mention);
    out->kind = "set";
    out->timex_type = "SET";
    out->quant = dl_date_keep_arg(dates, "quant");
    out->freq = dl_date_keep_arg(dates, "freq");
    if (weekday)
        out->timex = dl_arena_format(dates->context->arena, "XXXX-WXX-%d%s", weekday,
                                     out->part ? out->part : "");
    else if (month)
        out->timex = dl_arena_format(dates->context->arena, "XXXX-%02d", month);
    else if (unit != DL_NO_UNIT)
        out->timex = dl_date_plain_timex(dates, dl_date_count(dates, "n"), unit);
    else if (out->part)
        out->timex = dl_arena_format(dates->context->arena, "XXXX-XX-XX%s", out->part);
    else
        out->timex = dl_date_keep_arg(dates, "timex");
    out->precision = weekday ? "day" : month ? "month" : NULL;
    if (unit != DL_NO_UNIT) out->precision = out->unit = dl_unit_name(unit);
    out->part = NULL;
    return out->timex != NULL;
}

static bool read_vague(dl_dates *dates, dl_when *out) {
    out->kind = "vague";
    out->timex = dl_date_keep_arg(dates, "ref");
    return out->timex != NULL;
}

/* A cue is no mention: its rules tell what the words beside a date say about it. */
static bool read_cue(dl_dates *dates, dl_when *out) {
    (void)dates;
    (void)out;
    return false;
}

/* ---- the table ------------------------------------------------------------------- */

#define PARAMS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define CLOCK "h", "min", "to", "sec", "half", "zone"
#define SHARED "mod", "part", "anchor", "step", "of", "away", "away_unit", "toward", CLOCK

const dl_value_fn dl_date_fns[] = {
    {"date", PARAMS("y", "m", "d", "w", "era", "as", "mod2", "past", SHARED),
     DL_VALUE_DATE},
    {"numeric", PARAMS("a", "b", "y", "era", SHARED), DL_VALUE_DATE},
    {"quarter", PARAMS("k", "y", "era", "fiscal", SHARED), DL_VALUE_DATE},
    {"half_year", PARAMS("k", "y", "era", "fiscal", SHARED), DL_VALUE_DATE},
    {"half_month", PARAMS("m", "y", "era", "as", "cut", SHARED), DL_VALUE_DATE},
    {"season", PARAMS("k", "y", "era", SHARED), DL_VALUE_DATE},
    {"fiscal_year", PARAMS("y", "y2", "era", SHARED), DL_VALUE_DATE},
    {"decade", PARAMS("d", "era", "cut", "mod2", SHARED), DL_VALUE_DATE},
    {"century", PARAMS("k", "era", "unit", "cut", "turn", "nth", SHARED), DL_VALUE_DATE},
    {"weekday", PARAMS("w", "d", "past", "some", "k", "m", "y", "era", "unit", SHARED),
     DL_VALUE_DATE},
    {"period", PARAMS("unit", "n", SHARED), DL_VALUE_DATE},
    {"same_period", PARAMS("unit", "as", "y", "era", SHARED), DL_VALUE_DATE},
    {"weekend", PARAMS(SHARED), DL_VALUE_DATE},
    {"numbered_week", PARAMS("k", "y", "era", SHARED), DL_VALUE_DATE},
    {"holiday", PARAMS("day", "nation", "as", "y", "era", SHARED), DL_VALUE_DATE},
    {"duration", PARAMS("n", "unit", "n2", "unit2", "join", SHARED), DL_VALUE_DATE},
    {"span", PARAMS("n", "unit", "n2", "unit2", SHARED), DL_VALUE_DATE},
    {"ending", PARAMS("n", "unit", "n2", "unit2", "y", "m", "d", "w", "era", SHARED),
     DL_VALUE_DATE},
    {"portion",
     PARAMS("n", "unit", "n2", "unit2", "side", "k", "as", "y", "m", "d", "era", "few",
            SHARED),
     DL_VALUE_DATE},
    {"range",
     PARAMS("y", "m", "d", "w", "k", "unit", "era", "y2", "m2", "d2", "w2", "k2", "era2",
            "mod2", "now2", SHARED),
     DL_VALUE_DATE},
    {"counted",
     PARAMS("m", "d", "y", "era", "w", "k", "day", "as", "unit", "coming", SHARED),
     DL_VALUE_DATE},
    {"time", PARAMS(SHARED, "lead"), DL_VALUE_DATE},
    {"set", PARAMS("n", "unit", "w", "m", "quant", "freq", "timex", SHARED),
     DL_VALUE_DATE},
    {"vague", PARAMS("ref", SHARED), DL_VALUE_DATE},
    {"cue", PARAMS("bound", "tense", "join"), DL_VALUE_DATE},
    {0},
};

static bool (*const readers[])(dl_dates *, dl_when *) = {
    dl_date_fn_date,
    dl_date_fn_numeric,
    dl_date_fn_quarter,
    dl_date_fn_half,
    dl_date_fn_half_month,
    dl_date_fn_season,
    dl_date_fn_fiscal,
    dl_date_fn_decade,
    dl_date_fn_century,
    read_weekday,
    read_period,
    read_same_period,
    read_weekend,
    dl_date_fn_numbered_week,
    dl_date_fn_holiday,
    dl_date_fn_duration,
    dl_date_fn_span,
    dl_date_fn_ending,
    dl_date_fn_portion,
    dl_date_fn_range,
    read_counted,
    read_time,
    read_set,
    read_vague,
    read_cue,
};
_Static_assert(sizeof readers / sizeof *readers + 1 ==
                   sizeof dl_date_fns / sizeof *dl_date_fns,
               "each row has its reader");

bool dl_date_fn_is(const dl_mention *mention, const char *name) {
    return mention->fn && strcmp(mention->fn->name, name) == 0;
}

/* "mid-to-late March": from one part of it to another. */
static void read_second_part(dl_dates *dates, dl_when *out) {
    const char *modifier = dl_date_modifier(dates->mention, "mod2", NULL);
    if (!modifier || !out->known || out->ranged) return;
    out->ranged = true;
    out->to = out->at;
    out->to_modifier = modifier;
    out->timex_mod = NULL;
    if (out->timex) return;
    out->timex = dl_period_timex(out->at, dates->context->arena);
    dates->failed |= !out->timex;
}

bool dl_date_read(dl_dates *dates, const dl_mention *mention, dl_when *out) {
    size_t row = (size_t)(mention->fn - dl_date_fns);
    dates->mention = mention;
    *out = (dl_when){.kind = "date", .at = {DL_DAY, 0}, .anchor_mention = -1};
    if (row >= sizeof readers / sizeof *readers) return false;
    if (!read_shared(dates, out) || !readers[row](dates, out)) return false;
    if (dl_date_has(mention, "toward") && !dl_date_move_away(dates, out)) return false;
    read_second_part(dates, out);
    if ((out->clock.set || out->part) && strcmp(out->kind, "date") == 0)
        out->kind = "time";
    return true;
}

static dl_str value_or_text(const dl_arg *arg) {
    return arg->value.at ? arg->value : arg->text;
}

/* day_after(d, d2): the second day of a month follows the first. */
bool dl_test_day_after(const dl_arg *args, size_t count) {
    int64_t day, next;
    return count == 2 && dl_date_number(value_or_text(&args[0]), &day) &&
           dl_date_number(value_or_text(&args[1]), &next) && next == day + 1;
}

/* rising(y, y2): the last two digits grow, as in 2007-08; 1999-00 passes too,
 * and so does the next year in full: 2007-2008. */
bool dl_test_rising(const dl_arg *args, size_t count) {
    int64_t from, to;
    if (count != 2 || !dl_date_number(args[0].text, &from) ||
        !dl_date_number(args[1].text, &to))
        return false;
    if (to > 99) return to == from + 1;
    return to > from % 100 || from % 100 == 99;
}

/* valid_date(y, m, d): y may be absent, and 29 February then passes. */
bool dl_test_valid_date(const dl_arg *args, size_t count) {
    int64_t part[3] = {2000, 1, 1};
    for (size_t i = 0; i < count && i < 3; i++) {
        dl_str text = value_or_text(&args[i]);
        size_t slot = i + (count < 3 ? 3 - count : 0);
        if (text.len && !dl_date_number(text, &part[slot])) return false;
    }
    return part[1] < 13 && part[2] < 32 &&
           dl_date_valid(part[0], (int)part[1], (int)part[2]);
}
