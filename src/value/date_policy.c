/* date_policy.c - what a date means that says too little.
 *
 * The defaults are those that gold news bears out: a bare weekday is the latest one,
 * today included; a month is the latest one unless the sentence looks ahead; a month with
 * a day is the nearest. In a text that tells of other years, open parts count from what
 * was mentioned last. Nothing relative is resolved without a day to count from. */
#include "value/date_read.h"

void dl_when_infer(dl_when *when, const char *component) {
    for (size_t i = 0; i < 3; i++) {
        if (when->inferred[i] && strcmp(when->inferred[i], component) == 0) return;
        if (!when->inferred[i]) {
            when->inferred[i] = component;
            return;
        }
    }
}

void dl_when_reading(dl_when *when, dl_period at, const char *why) {
    if (when->reading_count == DL_READINGS) return;
    when->readings[when->reading_count++] = (dl_reading){.at = at, .why = why};
}

void dl_when_known(dl_when *when, dl_unit unit, int64_t index) {
    when->known = true;
    when->at = (dl_period){unit, index};
}

bool dl_choose_base(const dl_dates *dates, bool mention, int64_t *day) {
    const dl_memory *memory = &dates->memory;
    if (mention && memory->any) {
        *day = dl_period_first(memory->focus);
        return true;
    }
    if (dates->dated) *day = dates->today;
    return dates->dated;
}

static void anchor_on(dl_when *out, const dl_dates *dates, bool mention) {
    out->anchor = mention ? "mention" : "document";
    out->anchored = true;
    out->anchor_day = mention ? dl_period_first(dates->memory.focus) : dates->today;
}

static void leave_open(dl_when *out, dl_unit unit) {
    out->known = false;
    out->at = (dl_period){unit, 0};
    out->anchor = "none";
    out->quiet = true;
}

/* The largest index up to limit that is that part of a year. */
static int64_t part_until(int64_t limit, int parts, int part) {
    int64_t index = limit - limit % parts + part;
    if (limit % parts < 0) index -= parts;
    return index > limit ? index - parts : index;
}

/* In a narrative a part of a year belongs to the year in hand; where the text has already
 * passed it by more than two thirds of the year, to the next. */
static int64_t part_in_story(const dl_memory *memory, dl_unit unit, int part) {
    int parts = dl_units_in_year(unit);
    int64_t year = dl_period_year(memory->focus);
    int64_t index = year * parts + part;
    if (memory->focus.unit >= DL_YEAR) return index;
    int64_t here = dl_period_of(unit, dl_period_first(memory->focus)).index;
    return here - index > parts * 2 / 3 ? index + parts : index;
}

static void choose_in_story(dl_dates *dates, dl_unit unit, int part, dl_when *out) {
    dl_when_known(out, unit, part_in_story(&dates->memory, unit, part));
    anchor_on(out, dates, true);
    dl_when_infer(out, "year");
}

/* True where the step or the text's manner makes the last mention the starting point. */
static bool counts_from_mention(const dl_dates *dates, dl_step step) {
    if (!dates->memory.any) return false;
    return step.set ? step.mention : dates->narrative && !dates->from_now;
}

/* "this winter" goes on in January; other parts are those of the day's own year, or of
 * the next where they have passed and a word before them looks ahead: "as early as this
 * May". */
static int64_t stepped_part(const dl_dates *dates, int64_t day, int64_t here, int parts,
                            int part, dl_step step) {
    int64_t latest = part_until(here, parts, part);
    if (step.by < 0)
        return (latest == here ? latest - parts : latest) + (step.by + 1) * parts;
    if (step.by > 0) return latest + parts * step.by;
    if (latest == here) return here;
    int64_t own = dl_day_date(day).year * parts + part;
    return own < here && dates->soon && !step.mention ? own + parts : own;
}

/* A month is the latest one unless the sentence looks ahead (within half a year, or right
 * before it from the document's day on: "will open in June"), or it is the very next:
 * that of the year before would be called last year's. Quarters and seasons are so few
 * that the one ahead must be nearer as well. */
static bool looks_ahead(const dl_dates *dates, int parts, int64_t here, int64_t latest) {
    int64_t forward = latest + parts - here;
    if (dl_date_has(dates->mention, "past")) return false; /* "elected in May" */
    if (parts == 12 && forward == 1) return !dates->past;
    if (!dates->future || latest == here) return false;
    if (parts == 12 && dates->from_now) return true;
    return parts == 12 ? forward <= 6 : forward <= here - latest;
}

void dl_choose_part(dl_dates *dates, dl_unit unit, int part, dl_step step, dl_when *out) {
    int parts = dl_units_in_year(unit);
    int64_t day;
    bool mention = counts_from_mention(dates, step);
    if (mention && !step.set) {
        choose_in_story(dates, unit, part, out);
        return;
    }
    if (!dl_choose_base(dates, mention, &day)) {
        leave_open(out, unit);
        out->at.index = part;
        return;
    }
    int64_t here = dl_period_of(unit, day).index;
    int64_t latest = part_until(here, parts, part);
    if (step.set) {
        dl_when_known(out, unit, stepped_part(dates, day, here, parts, part, step));
        anchor_on(out, dates, mention);
        if (unit != DL_SEASON || step.by >= 0 || mention) return;
        out->ambiguous = true; /* "last summer" may skip the one just past */
        dl_when_reading(out, (dl_period){unit, out->at.index - parts}, "a year before");
        return;
    }
    bool ahead = looks_ahead(dates, parts, here, latest);
    dl_when_known(out, unit, ahead ? latest + parts : latest);
    dl_when_infer(out, "year");
    if (latest == here) return;
    out->ambiguous = ahead || dates->future;
    dl_when_reading(out, (dl_period){unit, ahead ? latest : latest + parts},
                    ahead ? "the latest one" : "the coming one");
}

/* The valid one of year - 1, year, year + 1 that lies nearest; what lies ahead counts
 * twice as far unless the sentence looks there. With a weekday (else 0) only a year
 * counts in which the day is one. False where none is valid. */
static bool nearest_year(const dl_dates *dates, int64_t base, int month, int day,
                         int weekday, int64_t *found) {
    int64_t year = dl_day_date(base).year;
    int64_t best = -1;
    bool was_done = !dates->future && dl_date_has(dates->mention, "past");
    for (int64_t y = year - 1; y <= year + 1; y++) {
        if (!dl_date_valid(y, month, day)) continue;
        int64_t there = dl_day_number(y, month, day);
        if (weekday && dl_weekday_of(there) != weekday) continue;
        int64_t away = there < base ? base - there : there - base;
        if (there > base && (dates->past || was_done)) continue;
        if (there > base && !dates->future) away *= 2;
        if (best >= 0 && away >= best) continue;
        best = away;
        *found = there;
    }
    return best >= 0;
}

/* The same day of the year on the other side of the base, where it is not much farther.
 */
static void other_year(int64_t base, int64_t found, int month, int day, dl_when *out) {
    enum { FAR = 230 };
    int64_t year = dl_day_date(found).year + (found < base ? 1 : -1);
    if (found == base || !dl_date_valid(year, month, day)) return;
    int64_t other = dl_day_number(year, month, day);
    if ((other < base ? base - other : other - base) > FAR) return;
    dl_when_reading(out, (dl_period){DL_DAY, other},
                    other < base ? "the latest one" : "the coming one");
}

/* last and next look for the day strictly before or after; leap days may lie years off.
 */
static bool stepped_month_day(int64_t base, int month, int day, int64_t by,
                              int64_t *found) {
    int64_t year = dl_day_date(base).year;
    for (int i = 0; i < 9; i++) {
        int64_t y = by < 0 ? year - i : year + i;
        if (!dl_date_valid(y, month, day)) continue;
        *found = dl_day_number(y, month, day);
        if (by == 0 || (by < 0 && *found < base) || (by > 0 && *found > base))
            return true;
    }
    return false;
}

static bool month_day_in_story(const dl_dates *dates, int month, int day,
                               int64_t *found) {
    int64_t year = dl_period_year(
        (dl_period){DL_MONTH, part_in_story(&dates->memory, DL_MONTH, month - 1)});
    if (!dl_date_valid(year, month, day)) return false;
    *found = dl_day_number(year, month, day);
    return true;
}

bool dl_choose_month_day(dl_dates *dates, int month, int day, dl_step step,
                         dl_when *out) {
    int64_t base, found;
    int weekday = (int)dl_date_number_or(dates->mention, "w", 0);
    if (!dl_date_valid(2000, month, day)) return false;
    bool mention = counts_from_mention(dates, step);
    if (!dl_choose_base(dates, mention, &base)) {
        leave_open(out, DL_DAY);
        out->at.index = month * 100 + day;
        return true;
    }
    bool there = step.set  ? stepped_month_day(base, month, day, step.by, &found)
                 : mention ? month_day_in_story(dates, month, day, &found)
                           : nearest_year(dates, base, month, day, weekday, &found) ||
                                 nearest_year(dates, base, month, day, 0, &found);
    if (!there) return false;
    dl_when_known(out, DL_DAY, found);
    dl_when_infer(out, "year");
    if (mention)
        anchor_on(out, dates, true);
    else if (!step.set)
        other_year(base, found, month, day, out);
    return true;
}

static int64_t stepped_weekday(int64_t base, int weekday, dl_step step) {
    int64_t next = dl_weekday_from(base + 1, weekday);
    if (step.by < 0) return dl_weekday_from(base - 7, weekday) + 7 * (step.by + 1);
    if (step.by > 0) return next + 7 * (step.by - 1);
    return dl_period_first(dl_period_of(DL_WEEK, base)) + weekday - 1;
}

void dl_choose_weekday(dl_dates *dates, int weekday, dl_step step, dl_when *out) {
    int64_t base;
    bool mention = counts_from_mention(dates, step);
    if (mention && dates->memory.focus.unit > DL_MONTH) mention = false;
    if (!dl_choose_base(dates, mention, &base) ||
        (dates->narrative && !mention && !step.set)) {
        leave_open(out, DL_DAY);
        out->at.index = -weekday;
        return;
    }
    if (step.set && step.mention && !dates->memory.any) { /* "that Friday" of no story */
        leave_open(out, DL_DAY);
        out->at.index = -weekday;
        dl_when_reading(out, (dl_period){DL_DAY, stepped_weekday(base, weekday, step)},
                        "counted from the document");
        return;
    }
    int64_t latest = dl_weekday_from(base - 6, weekday);
    anchor_on(out, dates, mention);
    if (!step.set) {
        bool ahead = dates->soon && !mention && latest != base &&
                     !dl_date_arg(dates->mention, "past").len;
        dl_when_known(out, DL_DAY, ahead ? latest + 7 : latest);
        dl_when_infer(out, "week");
        if (latest == base) return;
        out->ambiguous = dates->future;
        dl_when_reading(out, (dl_period){DL_DAY, ahead ? latest : latest + 7},
                        ahead ? "the latest one" : "the coming one");
        return;
    }
    dl_when_known(out, DL_DAY, stepped_weekday(base, weekday, step));
    if (mention) return;
    if (step.by >= 0) {
        if (step.by > 0 || out->at.index < base)
            dl_when_reading(out, (dl_period){DL_DAY, out->at.index + 7},
                            "week-after reading");
        return;
    }
    out->ambiguous = true;
    dl_when_reading(out, (dl_period){DL_DAY, out->at.index - 7}, "week-before reading");
}

/* A mention to count from that is no coarser than what is asked for. "The day after" some
 * days follows the last of them; none of them is "that day", and "the day before" in news
 * mostly comes before something else. */
static bool memory_for(const dl_memory *memory, dl_unit unit, int64_t by,
                       dl_period *found) {
    if (unit < DL_DAY) unit = DL_DAY;
    if (unit == DL_DAY && memory->in_days && by > 0) {
        *found = (dl_period){DL_DAY, memory->last_day};
        return true;
    }
    if (!memory->has[unit]) return false;
    *found = memory->last[unit];
    return true;
}

static const char *offset_text(dl_dates *dates, dl_unit unit, int64_t n) {
    const char *text =
        dl_arena_format(dates->context->arena, "%sP%lld%s", n < 0 ? "-" : "",
                        (long long)(n < 0 ? -n : n), dl_unit_letter(unit));
    dates->failed |= !text;
    return text;
}

static void count_from(dl_dates *dates, dl_period here, int64_t by, bool mention,
                       dl_when *out) {
    dl_when_known(out, here.unit, here.index + by);
    out->anchor = mention ? "mention" : "document";
    out->anchored = true;
    out->anchor_day = mention ? dl_period_first(here) : dates->today;
    out->offset = offset_text(dates, here.unit, by);
}

/* The quarter that a report is about: the one it named, or the last that has ended. */
static dl_period reported_quarter(const dl_dates *dates) {
    const dl_memory *memory = &dates->memory;
    if (memory->reported) return memory->report;
    if (memory->any && memory->focus.unit == DL_QUARTER) return memory->focus;
    dl_period now = dl_period_of(DL_QUARTER, dates->today);
    return (dl_period){DL_QUARTER, now.index - 1};
}

/* Business news compares with the quarter under report: "a year earlier" is the same
 * quarter of the year before. */
static bool counts_by_quarter(const dl_dates *dates, dl_unit unit, int64_t n,
                              int64_t by) {
    return unit == DL_YEAR && n == 1 && by < 0 && !dates->narrative &&
           dates->memory.reported;
}

void dl_choose_period(dl_dates *dates, dl_unit unit, int64_t n, dl_step step,
                      dl_when *out) {
    int64_t by = n * step.by;
    int64_t base = 0;
    dl_period here = {DL_NO_UNIT, 0};
    if (step.compares && counts_by_quarter(dates, unit, n, by)) {
        count_from(dates, dates->memory.report, -4, true, out);
        return;
    }
    if (unit == DL_QUARTER && step.mention && dates->dated && !dates->narrative) {
        count_from(dates, reported_quarter(dates), by, dates->memory.reported, out);
        return;
    }
    bool mention = step.mention && memory_for(&dates->memory, unit, by, &here);
    if (mention && unit == DL_WEEK && step.compares && dates->memory.has[DL_DAY]) {
        here = dates->memory.last[DL_DAY]; /* "a week later" names a day */
        count_from(dates, here, by * 7, true, out);
        return;
    }
    if (mention) base = dl_period_first(here);
    if (!mention && step.story) step.mention = false;
    if (!mention && step.mention && unit < DL_MONTH) {
        leave_open(out, unit);
        if (dates->dated && unit >= DL_DAY)
            dl_when_reading(
                out, (dl_period){unit, dl_period_of(unit, dates->today).index + by},
                by < 0   ? "day before the document"
                : by > 0 ? "day after the document"
                         : "the document's own");
        return;
    }
    if (!mention && !dates->dated) {
        leave_open(out, unit);
        return;
    }
    if (!mention) base = dates->today;
    if (step.mention && !mention) dl_when_infer(out, "anchor");
    count_from(dates, dl_period_of(unit, base), by, mention, out);
}
