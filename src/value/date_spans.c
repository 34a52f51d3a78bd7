/* date_spans.c - stretches of time: durations, what lies between two dates, parts of a
 * year. */
#include "value/date_read.h"

/* ---- stretches ------------------------------------------------------------------- */

static const char *duration_timex(dl_dates *dates, dl_str n, dl_unit unit) {
    const char *text = dl_arena_format(dates->context->arena, "P%s%.*s%s",
                                       dl_unit_is_clock(unit) ? "T" : "", (int)n.len,
                                       n.at, dl_unit_letter(unit));
    dates->failed |= !text;
    return text;
}

/* 250 of "2.5"; false where n is no number of that kind. */
static bool hundredths_of(dl_str n, int64_t *hundredths) {
    size_t point = dl_date_digits(n);
    int64_t whole, rest = 0;
    if (!dl_date_number(n, &whole)) return false;
    if (point < n.len) {
        dl_str decimals = dl_str_cut(n, point + 1, n.len);
        if (n.at[point] != '.' || !decimals.len || decimals.len > 2 ||
            dl_date_digits(decimals) != decimals.len || !dl_date_number(decimals, &rest))
            return false;
        if (decimals.len == 1) rest *= 10;
    }
    *hundredths = whole * 100 + rest;
    return true;
}

/* Two years and a half are P2Y6M: what the fraction comes to in the next smaller unit.
 * NULL where it comes to no whole number of them. */
static const char *mixed_timex(dl_dates *dates, dl_str n, dl_unit unit) {
    static const struct {
        dl_unit unit;
        const char *before; /* of the smaller unit */
        int parts;
        const char *letter;
    } splits[] = {{DL_YEAR, "", 12, "M"},
                  {DL_DAY, "T", 24, "H"},
                  {DL_HOUR, "", 60, "M"},
                  {DL_MINUTE, "", 60, "S"}};
    dl_str whole = dl_str_cut(n, 0, dl_date_digits(n));
    int64_t hundredths;
    if (whole.len == n.len || !hundredths_of(n, &hundredths)) return NULL;
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        int64_t rest = hundredths % 100 * splits[i].parts;
        if (splits[i].unit != unit || rest % 100) continue;
        const char *text = dl_unit_is_clock(unit) ? "PT" : "P";
        if (!dl_str_is(whole, "0")) text = duration_timex(dates, whole, unit);
        if (text)
            text = dl_arena_format(dates->context->arena, "%s%s%lld%s", text,
                                   splits[i].before, (long long)(rest / 100),
                                   splits[i].letter);
        dates->failed |= !text;
        return text;
    }
    return NULL;
}

bool dl_date_years(dl_str n, dl_unit unit, int64_t *count) {
    int64_t years = unit == DL_DECADE       ? 10
                    : unit == DL_CENTURY    ? 100
                    : unit == DL_MILLENNIUM ? 1000
                                            : 0;
    int64_t hundredths;
    if (!hundredths_of(n, &hundredths)) return false;
    *count = hundredths * years / 100;
    return years && hundredths * years % 100 == 0;
}

/* Decades, centuries are written in years where they can be counted: P20Y. */
const char *dl_date_plain_timex(dl_dates *dates, dl_str n, dl_unit unit) {
    int64_t count;
    if (unit == DL_QUARTER && dl_date_number(n, &count) && dl_date_digits(n) == n.len) {
        const char *months =
            dl_arena_format(dates->context->arena, "P%lldM", (long long)count * 3);
        dates->failed |= !months;
        return months;
    }
    const char *mixed = mixed_timex(dates, n, unit);
    if (mixed) return mixed;
    if (!dl_date_years(n, unit, &count)) return duration_timex(dates, n, unit);
    const char *text = dl_arena_format(dates->context->arena, "P%lldY", (long long)count);
    dates->failed |= !text;
    return text;
}

bool dl_date_fn_duration(dl_dates *dates, dl_when *out) {
    dl_unit unit = dl_date_unit(dates->mention);
    dl_str n = dl_date_count(dates, "n");
    if (unit == DL_NO_UNIT || !n.at) return false;
    if (dl_date_is_fortnight(dates->mention) && dl_str_is(n, "1")) n = DL_STR("2");
    out->kind = "duration";
    out->timex_type = "DURATION";
    out->timex = dl_date_plain_timex(dates, n, unit);
    out->n = dl_is_digit(n.at[0]) ? dl_date_keep(dates, n) : NULL;
    out->unit = dl_unit_name(unit);
    out->precision = out->unit;
    bool second = dl_date_has(dates->mention, "n2");
    dl_str n2 = dl_date_count(dates, "n2");
    dl_unit unit2 = dl_unit_find(dl_date_arg(dates->mention, "unit2"));
    if (!second || unit2 == DL_NO_UNIT || !out->timex) return true;
    bool clock = dl_unit_is_clock(unit2) && !dl_unit_is_clock(unit);
    out->timex =
        dl_arena_format(dates->context->arena, "%s%s%.*s%s", out->timex, clock ? "T" : "",
                        (int)n2.len, n2.at, dl_unit_letter(unit2));
    dates->failed |= !out->timex;
    return true;
}

static int64_t months_in(dl_unit unit) {
    switch (unit) {
    case DL_MONTH:
        return 1;
    case DL_QUARTER:
        return 3;
    case DL_YEAR:
        return 12;
    case DL_DECADE:
        return 120;
    case DL_CENTURY:
        return 1200;
    default:
        return 0;
    }
}

/* The same day some months away, or the last of a shorter month. */
static int64_t move_by_months(int64_t day, int64_t months) {
    dl_ymd date = dl_day_date(day);
    dl_period month = {DL_MONTH, date.year * 12 + date.month - 1 + months};
    int64_t first = dl_period_first(month), last = dl_period_last(month);
    return first + date.day - 1 < last ? first + date.day - 1 : last;
}

/* "the past two years": from that many units before the document's day up to it. */
bool dl_date_fn_span(dl_dates *dates, dl_when *out) {
    if (!dl_date_fn_duration(dates, out)) return false;
    dl_unit unit = dl_date_unit(dates->mention);
    dl_str count = dl_str_from(out->n);
    int64_t n, step = dl_date_number_or(dates->mention, "step", -1);
    out->kind = "range";
    if (!dates->dated || !out->n || !hundredths_of(count, &n)) return true;
    int64_t days = unit == DL_WEEK ? 7 : unit == DL_DAY, months = months_in(unit);
    if (!days && !months) return true; /* hours and minutes */
    int64_t other = days ? dates->today + step * (n * days / 100)
                         : move_by_months(dates->today, step * (n * months / 100));
    dl_when_known(out, DL_DAY, step < 0 ? other : dates->today);
    out->to = (dl_period){DL_DAY, step < 0 ? dates->today : other};
    out->ranged = out->quiet = true;
    out->anchor = "document";
    out->anchored = true;
    out->anchor_day = dates->today;
    return true;
}

void dl_date_end_at(dl_when *when, int64_t last) {
    dl_unit unit = dl_unit_find(dl_str_from(when->unit));
    int64_t n, days = unit == DL_WEEK ? 7 : unit == DL_DAY, months = months_in(unit);
    if (!when->n || (!days && !months) || !hundredths_of(dl_str_from(when->n), &n))
        return;
    int64_t after = last + 1;
    dl_when_known(when, DL_DAY,
                  days ? after - n * days / 100
                       : move_by_months(after, -(n * months / 100)));
    when->to = (dl_period){DL_DAY, last};
    when->ranged = when->quiet = true;
}

/* "the three months to September": as many units as end with the day that is read, or
 * with the last of its month. */
bool dl_date_fn_ending(dl_dates *dates, dl_when *out) {
    dl_when end = {.at = {DL_DAY, 0}};
    if (!dl_date_fn_duration(dates, out)) return false;
    if (dl_date_has(dates->mention, "w"))
        dl_choose_weekday(dates, (int)dl_date_number_or(dates->mention, "w", 0),
                          (dl_step){0}, &end);
    else if (!dl_date_fn_date(dates, &end))
        return false;
    out->kind = "range";
    memcpy(out->inferred, end.inferred, sizeof out->inferred);
    if (end.known) dl_date_end_at(out, dl_period_last(end.at));
    out->quiet = false;
    return true;
}

bool dl_date_move_away(dl_dates *dates, dl_when *out) {
    dl_unit unit = dl_unit_find(dl_date_arg(dates->mention, "away_unit"));
    int64_t n, step = dl_date_number_or(dates->mention, "toward", 0);
    if (unit == DL_NO_UNIT || dl_unit_is_clock(unit)) return false;
    if (!dl_date_number(dl_date_count(dates, "away"), &n) || !out->known) {
        out->known = false;
        out->quiet = true;
        out->timex = "XXXX-XX-XX";
        return true;
    }
    dl_unit whole = dl_date_unit(dates->mention); /* "a year ago this week" */
    int64_t days = unit == DL_WEEK ? 7 : unit == DL_DAY;
    int64_t day = whole == DL_NO_UNIT ? dl_period_first(out->at) : dates->today;
    day = days ? day + step * n * days : move_by_months(day, step * n * months_in(unit));
    dl_when_known(out, DL_DAY, day);
    if (whole != DL_NO_UNIT) out->at = dl_period_of(whole, day);
    out->ambiguous = false;
    out->reading_count = 0;
    return true;
}

/* What a portion is taken from: a month or year that is named, or "this month". */
static bool read_whole(dl_dates *dates, dl_when *whole) {
    bool named = dl_date_has(dates->mention, "m") || dl_date_has(dates->mention, "y");
    if (named || !dl_date_has(dates->mention, "as")) return dl_date_fn_date(dates, whole);
    dl_unit unit = dl_unit_find(dl_date_arg(dates->mention, "as"));
    dl_choose_period(dates, unit, 1, dl_date_step(dates, "of"), whole);
    return unit != DL_NO_UNIT;
}

/* "the third week of August": the weeks of a month or year begin where it begins. */
static bool nth_portion(const dl_dates *dates, dl_unit unit, dl_period whole,
                        dl_when *out) {
    int64_t k = dl_date_number_or(dates->mention, "k", 0), first = dl_period_first(whole);
    if (k < 1) return false;
    out->kind = "date";
    out->precision = dl_unit_name(unit);
    out->n = out->unit = out->timex = out->timex_type = NULL;
    if (unit != DL_WEEK) {
        dl_when_known(out, unit, dl_period_of(unit, first).index + k - 1);
        return dl_period_first(out->at) <= dl_period_last(whole);
    }
    dl_when_known(out, DL_DAY, first + 7 * (k - 1));
    out->to = (dl_period){DL_DAY, first + 7 * k - 1};
    out->ranged = true;
    out->approximate = true;
    dl_when_reading(out, dl_period_of(DL_WEEK, first + 7 * (k - 1)), "the calendar week");
    return out->at.index <= dl_period_last(whole);
}

/* "the first ten months of 1915", "the last week of August": some units at one end of a
 * month or a year. */
bool dl_date_fn_portion(dl_dates *dates, dl_when *out) {
    dl_when whole = {.kind = "date", .at = {DL_DAY, 0}, .anchor_mention = -1};
    dl_unit unit = dl_date_unit(dates->mention);
    int64_t n;
    bool last = dl_str_is(dl_date_arg(dates->mention, "side"), "last");
    if (!dl_date_fn_duration(dates, out) || !read_whole(dates, &whole)) return false;
    memcpy(out->inferred, whole.inferred, sizeof out->inferred);
    if (whole.known && dl_date_has(dates->mention, "k"))
        return nth_portion(dates, unit, whole.at, out);
    if (dl_date_has(dates->mention, "few")) { /* "the opening weeks of 2025" */
        *out = whole;
        out->modifier = last ? "late" : "early";
        out->timex_mod = last ? "END" : "START";
        return true;
    }
    out->kind = "range";
    if (!whole.known || !dl_date_number(dl_str_from(out->n), &n) || n < 1 || n > 366)
        return true;
    dl_unit step = unit == DL_WEEK || unit == DL_WEEKEND ? DL_DAY : unit;
    if (unit == DL_WEEK) n *= 7;
    int64_t edge = last ? dl_period_last(whole.at) : dl_period_first(whole.at);
    dl_period end = dl_period_of(step, edge);
    dl_period other = {step, last ? end.index - n + 1 : end.index + n - 1};
    out->known = true;
    if (n == 1 && unit == DL_DAY) { /* "the last day of the month" */
        out->kind = "date";
        out->n = out->unit = out->timex = out->timex_type = NULL;
        dl_when_known(out, DL_DAY, edge);
        return true;
    }
    out->ranged = true;
    out->at = last ? other : end;
    out->to = last ? end : other;
    if (unit == DL_WEEK && n == 7)
        dl_when_reading(out, dl_period_of(DL_WEEK, edge), "the calendar week");
    return true;
}

/* One end of a range, from the arguments with that suffix; what it lacks is NULL. */
typedef struct range_end {
    int64_t year;
    int month, day, part; /* part: of the year, of the unit that the mention names */
    bool has_year;
} range_end;

/* 1914-18: a short second year continues the first. */
static void complete_year(range_end *to, const range_end *from, dl_str written) {
    if (written.len && written.at[0] == '\'')
        written = dl_str_cut(written, 1, written.len);
    size_t n = dl_date_digits(written);
    int64_t scale = n == 1 ? 10 : 100;
    if (n > 2 || !from->has_year || from->year < 0) return;
    to->year = from->year / scale * scale + to->year % scale;
    if (to->year < from->year) to->year += scale; /* 1999-00 */
}

/* "28 to 3 May" begins in April. */
static int month_before_end(const range_end *from, const range_end *to) {
    if (!to->month || from->day <= to->day) return to->month;
    return to->month == 1 ? 12 : to->month - 1;
}

static bool read_ends(dl_dates *dates, range_end *from, range_end *to, dl_when *out) {
    const dl_mention *mention = dates->mention;
    *from = (range_end){.month = (int)dl_date_number_or(mention, "m", 0),
                        .day = (int)dl_date_number_or(mention, "d", 0),
                        .part = (int)dl_date_number_or(mention, "k", 0)};
    *to = (range_end){.month = (int)dl_date_number_or(mention, "m2", 0),
                      .day = (int)dl_date_number_or(mention, "d2", 0),
                      .part = (int)dl_date_number_or(mention, "k2", 0)};
    from->has_year = dl_date_read_year(
        dates, "y", dl_date_has(mention, "era") ? "era" : "era2", out, &from->year);
    to->has_year = dl_date_read_year(dates, "y2", "era2", out, &to->year);
    if (to->has_year)
        complete_year(to, from, dl_date_arg(mention, "y2"));
    else if (!from->has_year && to->month) /* "3 to 5 May next year" */
        to->has_year = dl_date_said_year(dates, out, &to->year);
    if (!to->month && to->day) to->month = from->month;
    if (!from->month && from->day) from->month = month_before_end(from, to);
    if (!from->has_year && to->has_year) {
        from->year = to->year - (from->month > to->month || from->part > to->part);
        from->has_year = true;
    } else if (from->has_year && !to->has_year) {
        to->year = from->year + (to->month && to->month < from->month) +
                   (to->part && to->part < from->part);
        to->has_year = true;
    }
    return true;
}

/* "Q1 to Q3" */
static bool place_part(dl_dates *dates, const range_end *end, dl_when *out) {
    dl_unit unit = dl_date_unit(dates->mention);
    if (end->part > dl_units_in_year(unit)) return false;
    if (end->has_year)
        dl_when_known(out, unit, dl_period_in_year(unit, end->year, end->part - 1).index);
    else
        dl_choose_part(dates, unit, end->part - 1, (dl_step){0}, out);
    return true;
}

static bool place_end(dl_dates *dates, const range_end *end, dl_when *out) {
    if (end->part) return place_part(dates, end, out);
    if (end->day && (!end->month ||
                     (end->has_year && !dl_date_valid(end->year, end->month, end->day))))
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
    if (end->part) {
        to->at = dl_period_in_year(from.unit, year, end->part - 1);
        if (to->at.index < from.index) to->at.index += dl_units_in_year(from.unit);
        return;
    }
    for (int i = 0; i < 2; i++, year++) {
        if (end->day && !dl_date_valid(year, end->month, end->day)) continue;
        to->at = end->day ? (dl_period){DL_DAY, dl_day_number(year, end->month, end->day)}
                          : (dl_period){DL_MONTH, year * 12 + end->month - 1};
        if (dl_period_last(to->at) >= dl_period_first(from)) return;
    }
}

/* "Monday to Friday", or "Monday to Friday next week". */
static bool read_weekday_range(dl_dates *dates, int from, int to, dl_when *out) {
    if (!dl_date_in_week(dates, from, out))
        dl_choose_weekday(dates, from, (dl_step){0}, out);
    out->kind = "range";
    if (!out->known) return true;
    out->ranged = true;
    out->to = (dl_period){DL_DAY, dl_weekday_from(out->at.index, to)};
    return true;
}

static void widen(dl_nspan *span, const dl_arg *arg) {
    if (arg->span.end <= arg->span.start) return;
    if (span->end == 0 || arg->span.start < span->start) span->start = arg->span.start;
    if (arg->span.end > span->end) span->end = arg->span.end;
}

/* The first end is the mention's beginning, with its article; the last one reaches to its
 * end. */
void dl_date_place_ends(dl_mention *mention) {
    dl_nspan first = {0, 0}, last = {0, 0};
    for (size_t i = 0; i < mention->arg_count; i++) {
        const dl_arg *arg = &mention->args[i];
        size_t len = strlen(arg->name);
        if (arg->text.at) widen(arg->name[len - 1] == '2' ? &last : &first, arg);
    }
    if (first.end == 0 || last.end == 0 || first.end > last.start) return;
    mention->ends[0] = (dl_nspan){mention->span.start, first.end};
    mention->ends[1] = (dl_nspan){last.start, mention->span.end};
}

/* "2010 to the present"; in an article without a day its end stays open. */
static bool reach_to_now(const dl_dates *dates, dl_when *out) {
    if (!dates->dated) {
        out->bound = "since";
        return true;
    }
    out->ranged = true;
    out->to = (dl_period){DL_DAY, dates->today};
    return dl_period_first(out->at) <= dates->today;
}

bool dl_date_fn_range(dl_dates *dates, dl_when *out) {
    range_end from, to;
    dl_when end = {0};
    int w = (int)dl_date_number_or(dates->mention, "w", 0),
        w2 = (int)dl_date_number_or(dates->mention, "w2", 0);
    if (w && w2 && !dl_date_has(dates->mention, "d"))
        return read_weekday_range(dates, w, w2, out);
    read_ends(dates, &from, &to, out);
    if (!place_end(dates, &from, out)) return false;
    out->kind = "range";
    if (dl_date_has(dates->mention, "now2")) return reach_to_now(dates, out);
    if (!place_end(dates, &to, &end)) return false;
    out->to_modifier = dl_date_modifier(dates->mention, "mod2", NULL);
    if (!out->known || !end.known) {
        out->known = false;
        return true;
    }
    if (!to.has_year) follow(&end, out->at, &to);
    for (size_t i = 0; i < out->reading_count && !to.has_year; i++) {
        dl_when other = {.at = out->readings[i].at};
        follow(&other, out->readings[i].at, &to);
        out->readings[i].to = other.at;
        out->readings[i].ranged = true;
    }
    if (dl_period_last(end.at) < dl_period_first(out->at)) return false;
    out->ranged = true;
    out->to = end.at;
    return true;
}
