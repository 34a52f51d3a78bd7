/* date_fns.c - the value functions about time that a rule file can name.
 *
 * Each reads the parts that a rule captured into a dl_when. What the parts mean (which
 * surface is which month) is list data of the rule files; what they leave open is decided
 * in date_policy.c. */
#include "value/date.h"
#include "value/holiday.h"
#include "value/kinds.h"

/* ---- arguments ------------------------------------------------------------------- */

dl_str dl_date_arg(const dl_mention *mention, const char *name) {
    const dl_arg *arg = dl_arg_find(mention, name);
    if (!arg) return (dl_str){NULL, 0};
    return arg->value.at ? arg->value : arg->text;
}

static bool has(const dl_mention *mention, const char *name) {
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

static int64_t number_or(const dl_mention *mention, const char *name, int64_t otherwise) {
    int64_t n;
    return dl_date_number(dl_date_arg(mention, name), &n) ? n : otherwise;
}

static dl_unit unit_arg(const dl_mention *mention) {
    return dl_unit_find(dl_date_arg(mention, "unit"));
}

/* anchor="story" is the last mention in a narrative, and the document's day in news. */
static dl_step step_arg(const dl_dates *dates, const char *name) {
    const dl_mention *mention = dates->mention;
    dl_str anchor = dl_date_arg(mention, "anchor");
    dl_step step = {.mention = dl_str_is(anchor, "mention") ||
                               (dl_str_is(anchor, "story") && dates->narrative)};
    step.set = dl_date_number(dl_date_arg(mention, name), &step.by);
    return step;
}

/* A text that lives as long as the result. */
static const char *keep(dl_dates *dates, dl_str text) {
    const char *kept = dl_arena_text(dates->context->arena, text);
    dates->failed |= !kept;
    return kept;
}

static const char *keep_arg(dl_dates *dates, const char *name) {
    dl_str text = dl_date_arg(dates->mention, name);
    return text.len ? keep(dates, text) : NULL;
}

/* ---- years ----------------------------------------------------------------------- */

static size_t digits_in(dl_str text) {
    size_t n = 0;
    while (n < text.len && dl_is_digit(text.at[n])) n++;
    return n;
}

bool dl_date_year(const dl_dates *dates, dl_str text, int64_t *year, bool *inferred) {
    *inferred = false;
    if (text.len && text.at[0] == '\'') text = dl_str_cut(text, 1, text.len);
    if (!dl_date_number(text, year)) return false;
    if (digits_in(text) > 2) return true;
    int64_t now = dates->dated ? dl_day_date(dates->today).year : 1999;
    *inferred = true;
    *year += now / 100 * 100;
    if (*year > now) *year -= 100;
    return true;
}

/* Years of an era: BC counts backwards from year 0. */
static bool read_year(dl_dates *dates, const char *name, const char *era, dl_when *out,
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
static bool said_year(dl_dates *dates, dl_when *out, int64_t *year) {
    if (read_year(dates, "y", "era", out, year)) return true;
    dl_step of = step_arg(dates, "of");
    int64_t base;
    if (!of.set || !dl_choose_base(dates, of.mention, &base)) return false;
    *year = dl_day_date(base).year + of.by;
    out->anchor = of.mention && dates->memory.any ? "mention" : "document";
    out->anchored = true;
    out->anchor_day = base;
    return true;
}

/* ---- what all functions share ---------------------------------------------------- */

static const struct {
    const char *name, *modifier, *timex;
} modifiers[] = {
    {"early", "early", "START"},        {"mid", "mid", "MID"},
    {"late", "late", "END"},            {"approx", "approx", "APPROX"},
    {"more", NULL, "MORE_THAN"},        {"less", NULL, "LESS_THAN"},
    {"at_least", NULL, "EQUAL_OR_MORE"}, {"at_most", NULL, "EQUAL_OR_LESS"},
};

static const char *read_modifier(const dl_mention *mention, const char *name,
                                 const char **timex) {
    dl_str text = dl_date_arg(mention, name);
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
        if (dl_str_is(text, modifiers[i].name)) {
            if (timex) *timex = modifiers[i].timex;
            return modifiers[i].modifier;
        }
    return NULL;
}

/* 12 a.m. is the day's first hour; noon and midnight carry a half of their own. */
static bool read_clock(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    dl_str half = dl_date_arg(mention, "half");
    int64_t hour = number_or(mention, "h", -1), minute = number_or(mention, "min", -1);
    if (hour < 0) return true;
    if (hour > 24 || minute > 59 || (half.len && hour > 12)) return false;
    if (dl_str_is(half, "am") && hour == 12) hour = 0;
    if (dl_str_is(half, "pm") && hour < 12) hour += 12;
    out->clock = (dl_clock){.set = true,
                            .hour = (int)hour,
                            .minute = (int)minute,
                            .second = (int)number_or(mention, "sec", -1)};
    int64_t zone;
    out->clock.zoned = dl_date_number(dl_date_arg(mention, "zone"), &zone);
    if (out->clock.zoned) out->clock.zone = (int)zone;
    out->kind = "time";
    return true;
}

static bool read_shared(dl_dates *dates, dl_when *out) {
    out->modifier = read_modifier(dates->mention, "mod", &out->timex_mod);
    out->part = keep_arg(dates, "part");
    if (out->part) out->kind = "time";
    return read_clock(dates, out);
}

/* ---- calendar dates -------------------------------------------------------------- */

static bool read_date(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    int month = (int)number_or(mention, "m", 0), day = (int)number_or(mention, "d", 0);
    int64_t year;
    dl_step step = step_arg(dates, "step");
    if (!month && has(mention, "m")) return false;
    if (!said_year(dates, out, &year)) {
        if (month && day) return dl_choose_month_day(dates, month, day, step, out);
        if (month) dl_choose_part(dates, DL_MONTH, month - 1, step, out);
        return month != 0;
    }
    if (day && !dl_date_valid(year, month, day)) return false;
    if (day)
        dl_when_known(out, DL_DAY, dl_day_number(year, month, day));
    else if (month)
        dl_when_known(out, DL_MONTH, year * 12 + month - 1);
    else
        dl_when_known(out, DL_YEAR, year);
    return true;
}

/* 04/05/2025: the order is that which a sibling in the document proves, else the setting. */
static bool read_numeric(dl_dates *dates, dl_when *out) {
    int64_t a = number_or(dates->mention, "a", 0), b = number_or(dates->mention, "b", 0);
    int64_t year;
    if (!read_year(dates, "y", "era", out, &year)) return false;
    bool mdy = dl_date_valid(year, (int)a, (int)b), dmy = dl_date_valid(year, (int)b, (int)a);
    if (!mdy && !dmy) return false;
    bool day_first = mdy && dmy ? dl_str_is(dl_str_from(dates->order), "dmy") : dmy;
    int64_t as_mdy = mdy ? dl_day_number(year, (int)a, (int)b) : 0;
    int64_t as_dmy = dmy ? dl_day_number(year, (int)b, (int)a) : 0;
    dl_when_known(out, DL_DAY, day_first ? as_dmy : as_mdy);
    out->order = day_first ? "dmy" : "mdy";
    if (!mdy || !dmy || a == b) return true;
    dl_when_infer(out, "order");
    out->ambiguous = !dates->order_proved;
    dl_when_reading(out, (dl_period){DL_DAY, day_first ? as_mdy : as_dmy},
                    day_first ? "month first" : "day first");
    return true;
}

static bool read_part_of_year(dl_dates *dates, dl_unit unit, dl_when *out) {
    int64_t k = number_or(dates->mention, "k", 0), year;
    if (dl_str_is(dl_date_arg(dates->mention, "k"), "last")) k = dl_units_in_year(unit);
    if (k < 1 || k > dl_units_in_year(unit)) return false;
    if (said_year(dates, out, &year)) {
        dl_when_known(out, unit, dl_period_in_year(unit, year, (int)k - 1).index);
    } else {
        dl_choose_part(dates, unit, (int)k - 1, step_arg(dates, "step"), out);
    }
    if (has(dates->mention, "fiscal")) {
        dl_when_infer(out, "fiscal_calendar");
        out->approximate = true;
    }
    return true;
}

static bool read_quarter(dl_dates *dates, dl_when *out) {
    return read_part_of_year(dates, DL_QUARTER, out);
}

static bool read_half(dl_dates *dates, dl_when *out) {
    return read_part_of_year(dates, DL_HALF, out);
}

static bool read_season(dl_dates *dates, dl_when *out) {
    return read_part_of_year(dates, DL_SEASON, out);
}

/* FY2024 is a label; the months it covers are a guess until --fiscal-start says so. A fiscal
 * year is named after the year in which it ends. */
static bool read_fiscal(dl_dates *dates, dl_when *out) {
    int64_t year;
    uint32_t start = dates->context->fiscal_start;
    out->precision = "fiscal_year";
    if (!said_year(dates, out, &year)) {
        dl_choose_period(dates, DL_YEAR, 1, (dl_step){.set = true}, out);
        if (!out->known) return true;
        year = out->at.index;
    }
    dl_when_known(out, DL_YEAR, year);
    out->timex = dl_arena_format(dates->context->arena, "FY%04lld", (long long)year);
    dates->failed |= !out->timex;
    out->approximate = start == 0;
    if (start == 0) dl_when_infer(out, "fiscal_calendar");
    if (start <= 1) return true;
    int64_t first = (year - 1) * 12 + (int64_t)start - 1;
    out->at = (dl_period){DL_MONTH, first};
    out->to = (dl_period){DL_MONTH, first + 11};
    out->ranged = true;
    return true;
}

static bool read_decade(dl_dates *dates, dl_when *out) {
    bool inferred;
    int64_t year;
    if (!dl_date_year(dates, dl_date_arg(dates->mention, "d"), &year, &inferred)) return false;
    dl_when_known(out, DL_DECADE, year / 10);
    if (inferred) dl_when_infer(out, "century");
    if (year % 100 == 0 && year < 2000) { /* "the 1800s" are a century to most writers */
        dl_when_known(out, DL_CENTURY, year / 100);
        out->ambiguous = true;
        dl_when_reading(out, (dl_period){DL_DECADE, year / 10}, "the decade");
    } else if (inferred && year + 9 >= (dates->dated ? dl_day_date(dates->today).year : 9999)) {
        out->ambiguous = true;
        dl_when_reading(out, (dl_period){DL_DECADE, year / 10 - 10}, "a century earlier");
    }
    return true;
}

static bool read_century(dl_dates *dates, dl_when *out) {
    int64_t n = number_or(dates->mention, "k", 0);
    bool before = dl_str_is(dl_date_arg(dates->mention, "era"), "BC");
    bool thousand = dl_str_is(dl_date_arg(dates->mention, "unit"), "millennium");
    if (n < 1 || n > 99) return false;
    dl_when_known(out, thousand ? DL_MILLENNIUM : DL_CENTURY, before ? -n : n - 1);
    return true;
}

/* ---- relative dates -------------------------------------------------------------- */

static bool read_weekday(dl_dates *dates, dl_when *out) {
    int weekday = (int)number_or(dates->mention, "w", 0);
    dl_step of = step_arg(dates, "of");
    int64_t base;
    if (weekday < 1 || weekday > 7) return false;
    if (!of.set || !dl_choose_base(dates, of.mention, &base)) {
        dl_choose_weekday(dates, weekday, step_arg(dates, "step"), out);
        return true;
    }
    dl_period week = dl_period_of(DL_WEEK, base);
    week.index += of.by;
    dl_when_known(out, DL_DAY, dl_period_first(week) + weekday - 1);
    out->anchor = "document";
    out->anchored = true;
    out->anchor_day = base;
    return true;
}

static bool read_period(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    dl_unit unit = unit_arg(mention);
    dl_str n = dl_date_arg(mention, "n");
    int64_t count = number_or(mention, "n", 1);
    if (unit == DL_NO_UNIT) return false;
    dl_step step = step_arg(dates, "step");
    if (n.len && n.at[0] == 'X') { /* "several years ago" */
        out->kind = "vague";
        out->timex = step.by < 0 ? "PAST_REF" : "FUTURE_REF";
        return true;
    }
    if (unit == DL_HALF && step.by == 0) return false;
    if (dl_unit_is_clock(unit)) return false;
    step.compares = n.len > 0;
    if (n.len && unit > DL_YEAR) { /* "two decades ago" is a year */
        count *= unit == DL_DECADE ? 10 : unit == DL_CENTURY ? 100 : 1000;
        unit = DL_YEAR;
    }
    dl_choose_period(dates, unit, count, step, out);
    return true;
}

/* The weekend in hand on Saturday and Sunday, else the one just past; on a Friday or where
 * the sentence looks ahead, the coming one. */
static bool read_weekend(dl_dates *dates, dl_when *out) {
    dl_step step = step_arg(dates, "step");
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

static bool read_holiday(dl_dates *dates, dl_when *out) {
    dl_str formula = dl_date_arg(dates->mention, "day");
    dl_holiday found, best = {0};
    int64_t year, base, nearest = -1;
    dl_step step = step_arg(dates, "step");
    if (said_year(dates, out, &year)) {
        if (!dl_holiday_in(formula, year, &best)) return false;
    } else {
        bool mention = dates->narrative && dates->memory.any;
        if (!dl_choose_base(dates, mention, &base)) {
            out->anchor = "none";
            return true;
        }
        year = dl_day_date(base).year;
        for (int64_t y = year - 1; y <= year + 1; y++) {
            if (!dl_holiday_in(formula, y, &found)) continue;
            int64_t away = found.first < base ? base - found.first : found.first - base;
            if (found.first > base && !dates->future) away *= 2;
            if (step.set && step.by < 0 && found.first >= base) continue;
            if (step.set && step.by > 0 && found.first <= base) continue;
            if (step.set && step.by == 0 && y != year) continue;
            if (nearest >= 0 && away >= nearest) continue;
            nearest = away;
            best = found;
        }
        if (nearest < 0) return false;
        dl_when_infer(out, "year");
    }
    dl_when_known(out, DL_DAY, best.first);
    out->approximate = best.approximate;
    if (best.approximate) dl_when_infer(out, "calendar");
    if (best.last == best.first) return true;
    out->ranged = true;
    out->to = (dl_period){DL_DAY, best.last};
    out->precision = "month";
    return true;
}

/* ---- stretches ------------------------------------------------------------------- */

static const char *duration_timex(dl_dates *dates, dl_str n, dl_unit unit) {
    const char *text =
        dl_arena_format(dates->context->arena, "P%s%.*s%s", dl_unit_is_clock(unit) ? "T" : "",
                        (int)n.len, n.at, dl_unit_letter(unit));
    dates->failed |= !text;
    return text;
}

/* Decades, centuries are written in years where they can be counted: P20Y. */
static const char *plain_timex(dl_dates *dates, dl_str n, dl_unit unit) {
    int64_t count;
    int years = unit == DL_DECADE ? 10 : unit == DL_CENTURY ? 100 : unit == DL_MILLENNIUM ? 1000 : 0;
    if (unit == DL_QUARTER && dl_date_number(n, &count) && digits_in(n) == n.len) {
        const char *months =
            dl_arena_format(dates->context->arena, "P%lldM", (long long)count * 3);
        dates->failed |= !months;
        return months;
    }
    if (!years || !dl_date_number(n, &count) || digits_in(n) != n.len)
        return duration_timex(dates, n, unit);
    const char *text =
        dl_arena_format(dates->context->arena, "P%lldY", (long long)count * years);
    dates->failed |= !text;
    return text;
}

static dl_str count_arg(const dl_mention *mention) {
    dl_str n = dl_date_arg(mention, "n");
    return n.len ? n : DL_STR("1");
}

static bool read_duration(dl_dates *dates, dl_when *out) {
    dl_unit unit = unit_arg(dates->mention);
    dl_str n = count_arg(dates->mention);
    if (unit == DL_NO_UNIT) return false;
    out->kind = "duration";
    out->timex_type = "DURATION";
    out->timex = plain_timex(dates, n, unit);
    out->n = n.at[0] == 'X' ? NULL : keep(dates, n);
    out->unit = dl_unit_name(unit);
    out->precision = out->unit;
    dl_str n2 = dl_date_arg(dates->mention, "n2");
    dl_unit unit2 = dl_unit_find(dl_date_arg(dates->mention, "unit2"));
    if (!n2.len || unit2 == DL_NO_UNIT || !out->timex) return true;
    bool clock = dl_unit_is_clock(unit2) && !dl_unit_is_clock(unit);
    out->timex = dl_arena_format(dates->context->arena, "%s%s%.*s%s", out->timex, clock ? "T" : "",
                                 (int)n2.len, n2.at, dl_unit_letter(unit2));
    dates->failed |= !out->timex;
    return true;
}

/* "the past two years": from that many units before the document's day up to it. */
static bool read_span(dl_dates *dates, dl_when *out) {
    if (!read_duration(dates, out)) return false;
    dl_unit unit = unit_arg(dates->mention);
    int64_t n, step = number_or(dates->mention, "step", -1);
    out->kind = "range";
    if (!out->n || !dates->dated || !dl_date_number(dl_str_from(out->n), &n)) return true;
    dl_ymd today = dl_day_date(dates->today);
    int parts = unit >= DL_MONTH ? 12 : 0;
    int64_t other = dates->today + step * n * (unit == DL_WEEK ? 7 : unit == DL_DAY);
    if (parts) {
        int64_t months = unit == DL_MONTH     ? n
                         : unit == DL_QUARTER ? 3 * n
                         : unit == DL_HALF || unit == DL_SEASON
                             ? 0
                             : 12 * n * (unit == DL_DECADE ? 10 : unit == DL_CENTURY ? 100 : 1);
        if (months == 0) return true;
        dl_period month = {DL_MONTH, today.year * 12 + today.month - 1 + step * months};
        int64_t first = dl_period_first(month), length = dl_period_last(month) - first;
        other = first + (today.day - 1 < length ? today.day - 1 : length);
    } else if (other == dates->today) {
        return true; /* hours and minutes */
    }
    int64_t first = step < 0 ? other : dates->today, last = step < 0 ? dates->today : other;
    dl_when_known(out, DL_DAY, first);
    out->to = (dl_period){DL_DAY, last};
    out->ranged = out->quiet = true;
    out->anchor = "document";
    out->anchored = true;
    out->anchor_day = dates->today;
    return true;
}

/* "the first ten months of 1915", "the last week of August": some units at one end of a
 * month or a year. */
static bool read_portion(dl_dates *dates, dl_when *out) {
    dl_when whole = {.at = {DL_DAY, 0}};
    dl_unit unit = unit_arg(dates->mention);
    int64_t n = number_or(dates->mention, "n", 1);
    bool last = dl_str_is(dl_date_arg(dates->mention, "side"), "last");
    if (!read_duration(dates, out) || !read_date(dates, &whole)) return false;
    out->kind = "range";
    if (!whole.known || !out->n || n > 366) return true;
    dl_unit step = unit == DL_WEEK || unit == DL_WEEKEND ? DL_DAY : unit;
    if (unit == DL_WEEK) n *= 7;
    int64_t edge = last ? dl_period_last(whole.at) : dl_period_first(whole.at);
    dl_period end = dl_period_of(step, edge);
    dl_period other = {step, last ? end.index - n + 1 : end.index + n - 1};
    out->known = out->ranged = true;
    out->at = last ? other : end;
    out->to = last ? end : other;
    memcpy(out->inferred, whole.inferred, sizeof out->inferred);
    return true;
}

/* One end of a range, from the arguments with that suffix; what it lacks is NULL. */
typedef struct range_end {
    int64_t year;
    int month, day;
    bool has_year;
} range_end;

/* 1914-18: a short second year continues the first. */
static void complete_year(range_end *to, const range_end *from, dl_str written) {
    size_t n = digits_in(written);
    int64_t scale = n == 1 ? 10 : 100;
    if (n > 2 || !from->has_year || from->year < 0) return;
    to->year = from->year / scale * scale + to->year % scale;
    if (to->year < from->year) to->year += scale;
}

static bool read_ends(dl_dates *dates, range_end *from, range_end *to, dl_when *out) {
    const dl_mention *mention = dates->mention;
    *from = (range_end){.month = (int)number_or(mention, "m", 0),
                        .day = (int)number_or(mention, "d", 0)};
    *to = (range_end){.month = (int)number_or(mention, "m2", 0),
                      .day = (int)number_or(mention, "d2", 0)};
    from->has_year = read_year(dates, "y", has(mention, "era") ? "era" : "era2", out, &from->year);
    to->has_year = read_year(dates, "y2", "era2", out, &to->year);
    if (to->has_year) complete_year(to, from, dl_date_arg(mention, "y2"));
    if (!to->month && to->day) to->month = from->month;
    if (!from->month && from->day) from->month = to->month;
    if (!from->has_year && to->has_year) {
        from->year = to->year - (from->month > to->month);
        from->has_year = true;
    } else if (from->has_year && !to->has_year) {
        to->year = from->year + (to->month && to->month < from->month);
        to->has_year = true;
    }
    return true;
}

static bool place_end(dl_dates *dates, const range_end *end, dl_when *out) {
    if (end->day && (!end->month || (end->has_year &&
                                     !dl_date_valid(end->year, end->month, end->day))))
        return false;
    if (!end->has_year && end->day)
        return dl_choose_month_day(dates, end->month, end->day, (dl_step){0}, out);
    if (!end->has_year) {
        if (!end->month) return false;
        dl_choose_part(dates, DL_MONTH, end->month - 1, (dl_step){0}, out);
        return true;
    }
    if (end->day)
        dl_when_known(out, DL_DAY, dl_day_number(end->year, end->month, end->day));
    else if (end->month)
        dl_when_known(out, DL_MONTH, end->year * 12 + end->month - 1);
    else
        dl_when_known(out, DL_YEAR, end->year);
    return true;
}

/* Without a year the second end follows the first. */
static void follow(dl_when *to, dl_period from, const range_end *end) {
    int64_t year = dl_period_year(from);
    for (int i = 0; i < 2; i++, year++) {
        if (end->day && !dl_date_valid(year, end->month, end->day)) continue;
        to->at = end->day ? (dl_period){DL_DAY, dl_day_number(year, end->month, end->day)}
                          : (dl_period){DL_MONTH, year * 12 + end->month - 1};
        if (dl_period_last(to->at) >= dl_period_first(from)) return;
    }
}

static bool read_weekday_range(dl_dates *dates, int from, int to, dl_when *out) {
    dl_choose_weekday(dates, from, (dl_step){0}, out);
    out->kind = "range";
    if (!out->known) return true;
    out->ranged = true;
    out->to = (dl_period){DL_DAY, dl_weekday_from(out->at.index, to)};
    return true;
}

static bool read_range(dl_dates *dates, dl_when *out) {
    range_end from, to;
    dl_when end = {0};
    int w = (int)number_or(dates->mention, "w", 0), w2 = (int)number_or(dates->mention, "w2", 0);
    if (w && w2 && !has(dates->mention, "d")) return read_weekday_range(dates, w, w2, out);
    read_ends(dates, &from, &to, out);
    if (!place_end(dates, &from, out) || !place_end(dates, &to, &end)) return false;
    out->kind = "range";
    out->to_modifier = read_modifier(dates->mention, "mod2", NULL);
    if (!out->known || !end.known) {
        out->known = false;
        return true;
    }
    if (!to.has_year) follow(&end, out->at, &to);
    if (dl_period_last(end.at) < dl_period_first(out->at)) return false;
    out->ranged = true;
    out->to = end.at;
    return true;
}

/* ---- times, sets, the vague ------------------------------------------------------ */

/* A bare clock time is one of the day spoken of last, or of the document's. */
static bool read_time(dl_dates *dates, dl_when *out) {
    int64_t day;
    out->kind = "time";
    out->quiet = true;
    if (!out->clock.set && !out->part) return false;
    dl_step step = step_arg(dates, "step");
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
    int weekday = (int)number_or(mention, "w", 0), month = (int)number_or(mention, "m", 0);
    dl_unit unit = unit_arg(mention);
    out->kind = "set";
    out->timex_type = "SET";
    out->quant = keep_arg(dates, "quant");
    out->freq = keep_arg(dates, "freq");
    if (weekday)
        out->timex = dl_arena_format(dates->context->arena, "XXXX-WXX-%d%s", weekday,
                                     out->part ? out->part : "");
    else if (month)
        out->timex = dl_arena_format(dates->context->arena, "XXXX-%02d", month);
    else if (unit != DL_NO_UNIT)
        out->timex = duration_timex(dates, count_arg(mention), unit);
    else if (out->part)
        out->timex = dl_arena_format(dates->context->arena, "XXXX-XX-XX%s", out->part);
    else
        out->timex = keep_arg(dates, "timex");
    out->precision = weekday ? "day" : month ? "month" : NULL;
    if (unit != DL_NO_UNIT) out->precision = out->unit = dl_unit_name(unit);
    out->part = NULL;
    return out->timex != NULL;
}

static bool read_vague(dl_dates *dates, dl_when *out) {
    out->kind = "vague";
    out->timex = keep_arg(dates, "ref");
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
#define CLOCK "h", "min", "sec", "half", "zone"
#define SHARED "mod", "part", "anchor", "step", "of", CLOCK

const dl_value_fn dl_date_fns[] = {
    {"date", PARAMS("y", "m", "d", "w", "era", SHARED), DL_VALUE_DATE},
    {"numeric", PARAMS("a", "b", "y", "era", SHARED), DL_VALUE_DATE},
    {"quarter", PARAMS("k", "y", "era", "fiscal", SHARED), DL_VALUE_DATE},
    {"half_year", PARAMS("k", "y", "era", "fiscal", SHARED), DL_VALUE_DATE},
    {"season", PARAMS("k", "y", "era", SHARED), DL_VALUE_DATE},
    {"fiscal_year", PARAMS("y", "era", SHARED), DL_VALUE_DATE},
    {"decade", PARAMS("d", SHARED), DL_VALUE_DATE},
    {"century", PARAMS("k", "era", "unit", SHARED), DL_VALUE_DATE},
    {"weekday", PARAMS("w", SHARED), DL_VALUE_DATE},
    {"period", PARAMS("unit", "n", SHARED), DL_VALUE_DATE},
    {"weekend", PARAMS(SHARED), DL_VALUE_DATE},
    {"holiday", PARAMS("day", "y", "era", SHARED), DL_VALUE_DATE},
    {"duration", PARAMS("n", "unit", "n2", "unit2", SHARED), DL_VALUE_DATE},
    {"span", PARAMS("n", "unit", "n2", "unit2", SHARED), DL_VALUE_DATE},
    {"portion", PARAMS("n", "unit", "n2", "unit2", "side", "y", "m", "d", "era", SHARED),
     DL_VALUE_DATE},
    {"range",
     PARAMS("y", "m", "d", "w", "era", "y2", "m2", "d2", "w2", "era2", "mod2", SHARED),
     DL_VALUE_DATE},
    {"time", PARAMS(SHARED), DL_VALUE_DATE},
    {"set", PARAMS("n", "unit", "w", "m", "quant", "freq", "timex", SHARED), DL_VALUE_DATE},
    {"vague", PARAMS("ref", SHARED), DL_VALUE_DATE},
    {"cue", PARAMS("bound", "tense"), DL_VALUE_DATE},
    {0},
};

static bool (*const readers[])(dl_dates *, dl_when *) = {
    read_date,    read_numeric, read_quarter, read_half,  read_season,
    read_fiscal,  read_decade,  read_century, read_weekday, read_period,
    read_weekend, read_holiday, read_duration, read_span, read_portion, read_range,
    read_time,    read_set,     read_vague,   read_cue,
};
_Static_assert(sizeof readers / sizeof *readers + 1 ==
                   sizeof dl_date_fns / sizeof *dl_date_fns,
               "each row has its reader");

bool dl_date_fn_is(const dl_mention *mention, const char *name) {
    return mention->fn && strcmp(mention->fn->name, name) == 0;
}

bool dl_date_read(dl_dates *dates, const dl_mention *mention, dl_when *out) {
    size_t row = (size_t)(mention->fn - dl_date_fns);
    dates->mention = mention;
    *out = (dl_when){.kind = "date", .at = {DL_DAY, 0}};
    if (row >= sizeof readers / sizeof *readers) return false;
    if (!read_shared(dates, out) || !readers[row](dates, out)) return false;
    if ((out->clock.set || out->part) && strcmp(out->kind, "date") == 0) out->kind = "time";
    return true;
}

/* day_after(d, d2): the second day of a month follows the first. */
bool dl_test_day_after(const dl_arg *args, size_t count) {
    int64_t day, next;
    return count == 2 && dl_date_number(args[0].text, &day) &&
           dl_date_number(args[1].text, &next) && next == day + 1;
}

/* valid_date(y, m, d): y may be absent, and 29 February then passes. */
bool dl_test_valid_date(const dl_arg *args, size_t count) {
    int64_t part[3] = {2000, 1, 1};
    for (size_t i = 0; i < count && i < 3; i++) {
        dl_str text = args[i].value.at ? args[i].value : args[i].text;
        size_t slot = i + (count < 3 ? 3 - count : 0);
        if (text.len && !dl_date_number(text, &part[slot])) return false;
    }
    return part[1] < 13 && part[2] < 32 && dl_date_valid(part[0], (int)part[1], (int)part[2]);
}
