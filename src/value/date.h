/* date.h - a date while it is worked out; shared by the date_*.c files alone.
 *
 * date_fns.c reads what a rule captured, date_policy.c decides what the text leaves open,
 * date_resolve.c walks the document and remembers, date_emit.c writes the value. */
#ifndef DL_VALUE_DATE_H
#define DL_VALUE_DATE_H

#include "value/calendar.h"
#include "value/value.h"

enum { DL_READINGS = 3 };

typedef struct dl_reading { /* another way to read it */
    dl_period at;
    bool ranged; /* to holds the other end */
    dl_period to;
    const char *why;
} dl_reading;

typedef struct dl_clock {
    bool set;
    int hour, minute, second; /* minute, second -1: not said */
    bool zoned;
    int zone; /* minutes east of Greenwich */
} dl_clock;

typedef struct dl_when {
    const char *kind; /* date, range, time, duration, set, vague */
    bool known;       /* at is its place in the calendar */
    dl_period at;
    bool ranged; /* to holds the other end */
    dl_period to;
    const char *precision; /* NULL: that of the unit */
    const char *modifier, *to_modifier;
    const char *bound;
    bool approximate;
    const char *part; /* TMO, TNI, ...; NULL: none */
    dl_clock clock;
    const char *timex_type, *timex;       /* NULL: made from at */
    const char *timex_first, *timex_last; /* of a range's ends; NULL: made from them */
    const char *timex_mod, *quant, *freq;
    const char *anchor; /* document, mention, none, or NULL */
    bool anchored;
    int64_t anchor_day;
    long anchor_mention; /* its number, or -1 */
    const char *offset;
    const char *inferred[4];
    bool ambiguous;
    dl_reading readings[DL_READINGS];
    size_t reading_count;
    const char *order;
    const char *n, *unit;
    bool quiet; /* not remembered for what follows */
} dl_when;

typedef struct dl_memory { /* what the text spoke of last, for each unit that it fits */
    bool has[DL_UNITS];
    dl_period last[DL_UNITS];
    uint32_t said[DL_UNITS]; /* the number of the mention that said so */
    dl_period focus;         /* the last mention of all */
    uint32_t focus_said;
    uint32_t focus_token; /* where that mention begins */
    bool any;
    bool in_days; /* the last mention was of some days: */
    int64_t last_day;
    bool reported;    /* a quarter was named: */
    dl_period report; /* the last one */
} dl_memory;

typedef struct dl_open { /* a bare clock time or a duration, its day not yet said */
    dl_mention *mention; /* NULL: none */
    dl_when when;
} dl_open;

typedef struct dl_open_stretch { /* a date that began one: "from Monday" */
    dl_mention *mention;         /* NULL: none */
    dl_str join;                 /* the words that lead to its end */
    dl_when when;
} dl_open_stretch;

typedef struct dl_dates { /* one document */
    const dl_value_context *context;
    bool dated;
    int64_t today;  /* the document's day */
    bool narrative; /* tells of other years than its own: what is left open counts on */
    const char *order;
    bool order_proved;
    dl_memory memory;
    const dl_mention *mention; /* the one being read */
    bool future;               /* its sentence speaks of what is to come */
    bool from_now;             /* ... in the present tense: from the document's day on */
    bool soon;                 /* a word right before it does, or "until" */
    bool past;                 /* "since" stands before it */
    dl_open_stretch stretch;
    dl_open hour, length;
    const dl_mention *land_before; /* the last place before the date in hand, or NULL */
    size_t land_after;             /* among all mentions, the first place behind it */
    bool failed;                   /* no memory */
} dl_dates;

/* ---- date_fns.c ---- */

/* Reads the mention into out. False: what it says cannot be (31 April). */
bool dl_date_read(dl_dates *dates, const dl_mention *mention, dl_when *out);

bool dl_date_fn_is(const dl_mention *mention, const char *name);
dl_str dl_date_arg(const dl_mention *mention, const char *name);
bool dl_date_number(dl_str text, int64_t *out);

/* A year as written: 1968, '68, 68. Two digits mean the last such year up to the
 * document's own; *inferred tells. */
bool dl_date_year(const dl_dates *dates, dl_str text, int64_t *year, bool *inferred);

/* Where the ends of a range stand, from the arguments that tell them. */
void dl_date_place_ends(dl_mention *mention);

/* ---- date_join.c ---- */

/* Remembers a date behind a cue like "from" or "between", for its other end to come. */
void dl_date_open_stretch(dl_dates *dates, const dl_mention *cue, dl_mention *mention,
                          const dl_when *when);

/* Where the mention is that other end, the first becomes the whole stretch, and it is
 * dropped. False without memory. */
bool dl_date_close_stretch(dl_dates *dates, dl_mention *mention, const dl_when *when);

/* Places a duration so that its last day is that one. */
void dl_date_end_at(dl_when *when, int64_t last);

/* "The three months ended Sept. 30": gives the duration the days that it covers. False
 * without memory. */
bool dl_date_place_length(dl_dates *dates, dl_mention *mention, const dl_when *when);

/* "At 9:30 a.m. Eastern time on Nov. 3": gives the hour the day that is said after it.
 * False without memory. */
bool dl_date_place_hour(dl_dates *dates, dl_mention *mention, const dl_when *when);

/* ---- date_policy.c ---- */

typedef struct dl_step { /* last = -1, this = 0, next = +1; or none of them */
    bool set;
    int64_t by;
    bool mention;  /* counted from the last mention, not from the document */
    bool story;    /* ... and from the document where there is no such mention */
    bool compares; /* "a year earlier": with the period under report */
} dl_step;

/* The k-th month, quarter, season or half, of a year that is not said. */
void dl_choose_part(dl_dates *dates, dl_unit unit, int part, dl_step step, dl_when *out);

/* A month and a day of a year that is not said. False where no year has that day. */
bool dl_choose_month_day(dl_dates *dates, int month, int day, dl_step step, dl_when *out);

void dl_choose_weekday(dl_dates *dates, int weekday, dl_step step, dl_when *out);

/* The period that many units away. */
void dl_choose_period(dl_dates *dates, dl_unit unit, int64_t n, dl_step step,
                      dl_when *out);

/* The day that counting starts from; false where there is none. */
bool dl_choose_base(const dl_dates *dates, bool mention, int64_t *day);

void dl_when_infer(dl_when *when, const char *component);
void dl_when_reading(dl_when *when, dl_period at, const char *why);
void dl_when_known(dl_when *when, dl_unit unit, int64_t index);

/* ---- date_emit.c ---- */

/* The value on the arena, or NULL without memory. */
const dateline_date *dl_date_emit(const dl_when *when, dl_arena *arena);

const char *dl_unit_name(dl_unit unit);   /* "year", or "unknown" */
dl_unit dl_unit_find(dl_str name);        /* DL_NO_UNIT where there is none */
const char *dl_unit_letter(dl_unit unit); /* "Y", "DE": as durations write it */
bool dl_unit_is_clock(dl_unit unit);      /* hours, minutes, seconds */
const char *dl_period_timex(dl_period period, dl_arena *arena);

#endif
