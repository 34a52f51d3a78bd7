/* date_absolute.c - dates that the text names: days, months, years and parts of years,
 * decades, centuries, holidays. */
#include "value/holiday.h"
#include "value/date_read.h"

/* ---- calendar dates -------------------------------------------------------------- */

/* "the week of March 6" is more than its day. */
static bool widen(const dl_dates *dates, dl_when *out) {
    dl_unit unit = dl_unit_find(dl_date_arg(dates->mention, "as"));
    if (unit != DL_NO_UNIT && out->known)
        dl_when_known(out, unit, dl_period_of(unit, dl_period_first(out->at)).index);
    return true;
}

static bool read_day(dl_dates *dates, dl_when *out) {
    const dl_mention *mention = dates->mention;
    int month = (int)dl_date_number_or(mention, "m", 0),
        day = (int)dl_date_number_or(mention, "d", 0);
    int64_t year;
    dl_step step = dl_date_step(dates, "step");
    if (!month && dl_date_has(mention, "m")) return false;
    if (!dl_date_said_year(dates, out, &year)) {
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

bool dl_date_fn_date(dl_dates *dates, dl_when *out) {
    return read_day(dates, out) && widen(dates, out);
}

/* 04/05/2025: the order is that which a sibling in the document proves, else the setting.
 */
bool dl_date_fn_numeric(dl_dates *dates, dl_when *out) {
    int64_t a = dl_date_number_or(dates->mention, "a", 0),
            b = dl_date_number_or(dates->mention, "b", 0);
    int64_t year;
    if (!dl_date_read_year(dates, "y", "era", out, &year)) return false;
    bool mdy = dl_date_valid(year, (int)a, (int)b),
         dmy = dl_date_valid(year, (int)b, (int)a);
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

/* A quarter or half of a fiscal year: months of the calendar once --fiscal-start says so.
 */
static void move_to_fiscal(const dl_dates *dates, dl_when *out) {
    int64_t start = dates->context->fiscal_start;
    if (start < 1) {
        dl_when_infer(out, "fiscal_calendar");
        out->approximate = true;
    }
    if (start <= 1 || !out->known) return;
    dl_period last = dl_period_of(DL_MONTH, dl_period_last(out->at));
    out->precision = dl_unit_name(out->at.unit);
    out->at = dl_period_of(DL_MONTH, dl_period_first(out->at));
    out->at.index += start - 13;
    out->to = (dl_period){DL_MONTH, last.index + start - 13};
    out->ranged = true;
}

static bool read_part_of_year(dl_dates *dates, dl_unit unit, dl_when *out) {
    int64_t k = dl_date_number_or(dates->mention, "k", 0), year;
    if (dl_str_is(dl_date_arg(dates->mention, "k"), "last")) k = dl_units_in_year(unit);
    if (k < 1 || k > dl_units_in_year(unit)) return false;
    if (dl_date_said_year(dates, out, &year)) {
        dl_when_known(out, unit, dl_period_in_year(unit, year, (int)k - 1).index);
    } else {
        dl_choose_part(dates, unit, (int)k - 1, dl_date_step(dates, "step"), out);
    }
    if (dl_date_has(dates->mention, "fiscal")) move_to_fiscal(dates, out);
    return true;
}

bool dl_date_fn_quarter(dl_dates *dates, dl_when *out) {
    return read_part_of_year(dates, DL_QUARTER, out);
}

bool dl_date_fn_half(dl_dates *dates, dl_when *out) {
    return read_part_of_year(dates, DL_HALF, out);
}

bool dl_date_fn_season(dl_dates *dates, dl_when *out) {
    return read_part_of_year(dates, DL_SEASON, out);
}

/* FY2024 is a label; the months it covers are a guess until --fiscal-start says so. A
 * fiscal year is named after the year in which it ends. */
bool dl_date_fn_fiscal(dl_dates *dates, dl_when *out) {
    int64_t year;
    uint32_t start = dates->context->fiscal_start;
    out->precision = "fiscal_year";
    if (!dl_date_said_year(dates, out, &year)) {
        out->at = (dl_period){DL_YEAR, 0};
        out->anchor = "none";
        return true;
    }
    if (!dl_date_has(dates->mention, "y") && start > 1 && dates->dated)
        year += dl_day_date(dates->today).month >= (int)start;
    bool two = dl_date_has(dates->mention, "y2"); /* "2024-25" ends in 2025 */
    year += two;
    dl_when_known(out, DL_YEAR, year);
    if (two) {
        out->at.index--;
        out->ranged = true;
        out->to = (dl_period){DL_YEAR, year};
    }
    if (dl_date_has(dates->mention, "y"))
        out->timex = dl_arena_format(dates->context->arena, "FY%04lld", (long long)year);
    dates->failed |= dl_date_has(dates->mention, "y") && !out->timex;
    out->approximate = start == 0;
    if (start == 0) dl_when_infer(out, "fiscal_calendar");
    if (start <= 1) return true;
    int64_t first = (year - 1) * 12 + (int64_t)start - 1;
    out->at = (dl_period){DL_MONTH, first};
    out->to = (dl_period){DL_MONTH, first + 11};
    out->ranged = true;
    return true;
}

/* "the second half of the 1980s": cut says which half. */
static void cut_in_half(dl_dates *dates, dl_when *out) {
    int64_t half = dl_date_number_or(dates->mention, "cut", 0);
    if (half < 1 || half > 2 || !out->known) return;
    out->precision = dl_unit_name(out->at.unit);
    out->timex = dl_period_timex(out->at, dates->context->arena);
    dates->failed |= !out->timex;
    dl_period first = dl_period_of(DL_YEAR, dl_period_first(out->at)),
              last = dl_period_of(DL_YEAR, dl_period_last(out->at));
    int64_t middle = (first.index + last.index + 1) / 2;
    out->at = (dl_period){DL_YEAR, half == 1 ? first.index : middle};
    out->to = (dl_period){DL_YEAR, half == 1 ? middle - 1 : last.index};
    out->ranged = true;
    out->reading_count = 0;
}

/* "the second half of August": from the 1st to the 15th, and on from the 16th. */
bool dl_date_fn_half_month(dl_dates *dates, dl_when *out) {
    enum { MIDDLE = 15 };
    int64_t half = dl_date_number_or(dates->mention, "cut", 0);
    if (dl_date_has(dates->mention, "m")) {
        if (!dl_date_fn_date(dates, out)) return false;
    } else {
        dl_choose_period(dates, DL_MONTH, 1, dl_date_step(dates, "step"), out);
    }
    if (!out->known || half < 1 || half > 2) return half > 0;
    int64_t first = dl_period_first(out->at), last = dl_period_last(out->at);
    out->precision = "day";
    out->timex = dl_period_timex(out->at, dates->context->arena);
    out->timex_type = "DATE";
    out->offset = NULL;
    dates->failed |= !out->timex;
    out->at = (dl_period){DL_DAY, half == 1 ? first : first + MIDDLE};
    out->to = (dl_period){DL_DAY, half == 1 ? first + MIDDLE - 1 : last};
    out->ranged = true;
    out->reading_count = 0;
    return true;
}

/* "the 480s BC" */
static bool read_decade_before_christ(dl_dates *dates, dl_when *out) {
    int64_t decade;
    if (!dl_date_number(dl_date_arg(dates->mention, "d"), &decade)) return false;
    dl_when_known(out, DL_DECADE, -decade / 10 - 1);
    return true;
}

static bool read_decade(dl_dates *dates, dl_when *out) {
    bool inferred;
    int64_t year;
    if (dl_str_is(dl_date_arg(dates->mention, "era"), "BC"))
        return read_decade_before_christ(dates, out);
    if (!dl_date_year(dates, dl_date_arg(dates->mention, "d"), &year, &inferred))
        return false;
    dl_when_known(out, DL_DECADE, year / 10);
    if (inferred) dl_when_infer(out, "century");
    if (year % 100 == 0 && year < 2000) { /* "the 1800s" are a century to most writers */
        dl_when_known(out, DL_CENTURY, year / 100);
        out->ambiguous = true;
        dl_when_reading(out, (dl_period){DL_DECADE, year / 10}, "the decade");
    } else if (inferred &&
               year + 9 >= (dates->dated ? dl_day_date(dates->today).year : 9999)) {
        out->ambiguous = true;
        dl_when_reading(out, (dl_period){DL_DECADE, year / 10 - 10}, "a century earlier");
    }
    return true;
}

bool dl_date_fn_decade(dl_dates *dates, dl_when *out) {
    if (!read_decade(dates, out)) return false;
    cut_in_half(dates, out);
    return true;
}

/* The years around the first of a century: the k-th, or the latest that has begun. */
static bool read_turn(dl_dates *dates, int64_t k, dl_when *out) {
    enum { YEARS_AROUND = 5 };
    int64_t size =
        dl_str_is(dl_date_arg(dates->mention, "unit"), "millennium") ? 1000 : 100;
    int64_t base, year = (k - 1) * size;
    out->precision = "decade";
    out->approximate = true;
    if (!k) {
        if (!dl_choose_base(dates, dates->narrative, &base)) {
            out->at = (dl_period){DL_CENTURY, 0};
            out->anchor = "none";
            return true;
        }
        year = (dl_day_date(base).year + YEARS_AROUND) / size * size;
        dl_when_infer(out, "century");
    }
    dl_when_known(out, DL_YEAR, year - YEARS_AROUND);
    out->to = (dl_period){DL_YEAR, year + YEARS_AROUND - 1};
    out->ranged = true;
    out->timex_type = "DATE";
    out->timex = dl_arena_format(dates->context->arena, "%04lld", (long long)year);
    out->timex_mod = "APPROX";
    dates->failed |= !out->timex;
    if (k || size > 100) return true;
    out->ambiguous = true;
    out->readings[out->reading_count++] =
        (dl_reading){.at = {DL_YEAR, year - 100 - YEARS_AROUND},
                     .ranged = true,
                     .to = {DL_YEAR, year - 100 + YEARS_AROUND - 1},
                     .why = "a century earlier"};
    return true;
}

/* "the first decade of the 21st century", "of this century" */
static bool read_decade_of_century(dl_dates *dates, int64_t century, dl_when *out) {
    dl_str said = dl_date_arg(dates->mention, "nth");
    int64_t nth = 10, base;
    if (!dl_str_is(said, "last") && !dl_date_number(said, &nth)) return false;
    if (!century) {
        if (!dl_choose_base(dates, dates->narrative, &base)) {
            out->at = (dl_period){DL_DECADE, 0};
            out->anchor = "none";
            return true;
        }
        century = dl_period_of(DL_CENTURY, base).index + 1;
    }
    dl_when_known(out, DL_DECADE, (century - 1) * 10 + nth - 1);
    return nth >= 1 && nth <= 10;
}

bool dl_date_fn_century(dl_dates *dates, dl_when *out) {
    int64_t n = dl_date_number_or(dates->mention, "k", 0);
    if (dl_date_has(dates->mention, "turn")) return read_turn(dates, n, out);
    if (dl_date_has(dates->mention, "nth")) return read_decade_of_century(dates, n, out);
    bool before = dl_str_is(dl_date_arg(dates->mention, "era"), "BC");
    bool thousand = dl_str_is(dl_date_arg(dates->mention, "unit"), "millennium");
    if (n < 1 || n > 99) return false;
    dl_when_known(out, thousand ? DL_MILLENNIUM : DL_CENTURY, before ? -n : n - 1);
    cut_in_half(dates, out);
    return true;
}

/* ISO 8601's week of a year. */
bool dl_date_fn_numbered_week(dl_dates *dates, dl_when *out) {
    int64_t k = dl_date_number_or(dates->mention, "k", 0), year, week_year;
    int week;
    if (!dl_date_said_year(dates, out, &year)) {
        out->at = (dl_period){DL_WEEK, 0};
        out->anchor = "none";
        return k > 0;
    }
    dl_period first = dl_period_of(DL_WEEK, dl_day_number(year, 1, 4));
    dl_when_known(out, DL_WEEK, first.index + k - 1);
    dl_iso_week(dl_period_first(out->at), &week_year, &week);
    return k > 0 && week_year == year;
}

/* "Labor Day weekend": the holiday and the days off beside it. */
static void stretch_to_weekend(dl_holiday *found) {
    int weekday = dl_weekday_of(found->first);
    int64_t saturday = dl_weekday_from(found->first, 6);
    found->last = saturday + 1;
    if (weekday == 1) { /* Saturday to Monday */
        found->last = found->first;
        found->first -= 2;
    } else if (weekday < 4 || weekday == 7) {
        found->first = weekday == 7 ? found->first - 1 : saturday;
        found->last = found->first + 1;
    } else if (weekday == 6) {
        found->last = found->first + 1;
    }
}

/* The holiday on the other side of the base is another reading. */
static void read_other_year(dl_str formula, int64_t year, dl_holiday best, int64_t base,
                            dl_when *out) {
    dl_holiday other;
    bool past = best.first < base;
    if (best.first == base || best.first != best.last ||
        !dl_holiday_in(formula, past ? year + 1 : year - 1, &other))
        return;
    dl_when_reading(out, (dl_period){DL_DAY, other.first},
                    past ? "the coming one" : "the latest one");
}

static uint32_t distance(const dl_mention *a, const dl_mention *b) {
    return a->first < b->first ? b->first - a->first : a->first - b->first;
}

static bool tells_country(const dl_mention *mention) {
    return !mention->dropped && mention->value.place && mention->value.place->country;
}

/* The country of the place that is named nearest to the mention, or NULL. Dates are read
 * in text order, so that each mention is passed once. */
static const char *country_near(dl_dates *dates) {
    const dl_value_context *context = dates->context;
    for (; dates->land_after < context->mention_count; dates->land_after++) {
        const dl_mention *other = &context->mentions[dates->land_after];
        if (!tells_country(other)) continue;
        if (other->first > dates->mention->first) break;
        dates->land_before = other;
    }
    const dl_mention *best = dates->land_before;
    if (dates->land_after < context->mention_count) {
        const dl_mention *after = &context->mentions[dates->land_after];
        if (!best || distance(after, dates->mention) < distance(best, dates->mention))
            best = after;
    }
    return best ? best->value.place->country : NULL;
}

/* How the day is reckoned that the mention names; some days differ from country to
 * country. */
static dl_str formula_of(dl_dates *dates) {
    dl_str formula = dl_date_arg(dates->mention, "day");
    if (!dl_str_starts(formula, DL_STR("nation "))) return formula;
    const char *nation = dl_date_keep_arg(dates, "nation");
    return dl_holiday_of_nation(formula, nation ? nation : country_near(dates));
}

bool dl_date_fn_holiday(dl_dates *dates, dl_when *out) {
    dl_str formula = formula_of(dates);
    dl_holiday found, best = {0};
    int64_t year, base, nearest = -1, best_year = 0;
    dl_step step = dl_date_step(dates, "step");
    if (!formula.len) {
        out->anchor = "none"; /* nothing tells whose independence it is */
        out->quiet = true;
        return true;
    }
    if (dl_date_said_year(dates, out, &year)) {
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
            best_year = y;
        }
        if (nearest < 0) return false;
        dl_when_infer(out, "year");
        if (!step.set && !mention) read_other_year(formula, best_year, best, base, out);
    }
    bool weekend = dl_date_has(dates->mention, "as");
    if (weekend) stretch_to_weekend(&best);
    dl_when_known(out, DL_DAY, best.first);
    out->approximate = best.approximate;
    if (best.approximate) dl_when_infer(out, "calendar");
    if (best.last == best.first) return true;
    out->ranged = true;
    out->to = (dl_period){DL_DAY, best.last};
    out->precision = weekend ? "weekend" : best.last - best.first < 28 ? "day" : "month";
    return true;
}
